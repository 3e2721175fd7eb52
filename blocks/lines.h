// lines.h: what the files of blocks/ that work on dumps share. Part of blocks/.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "blocks/blocks.h"

namespace copydesk {

/// The bytes of a list mark at the start of a line, its white space included; 0: there is none.
/// "• ", "* ", "‣", "▪" are list marks; a dash is left to cut_lines(), which sees the neighbours.
size_t bullet_length(std::string_view line);

}  // namespace copydesk
