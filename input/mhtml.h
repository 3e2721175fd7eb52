// mhtml.h: a page saved by a browser as one MIME file (.mhtml, .mht).
#pragma once

#include <optional>
#include <string_view>

#include "input/input.h"

namespace copydesk {

/// Whether the bytes start as a MIME message of parts that belong together.
bool starts_as_mhtml(std::string_view head);

/// The page in it: the first part that is HTML, or the only part; nothing if no part is a page. The
/// parts that hold pictures and styles are not read.
std::optional<Page> page_of_mhtml(std::string_view bytes);

}  // namespace copydesk
