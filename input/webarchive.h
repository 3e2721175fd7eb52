// webarchive.h: what Safari saves: a page and all its files in one binary property list.
#pragma once

#include <optional>
#include <string_view>

#include "input/input.h"

namespace copydesk {

/// Whether a file begins as a binary property list does.
bool starts_as_webarchive(std::string_view head);

/// The main resource of a web archive, if it is HTML: bytes, address and charset.
/// Cost: linear in the page; what stands beside it is not looked at. Errors: nothing where the list
/// is broken or is of another program.
std::optional<Page> page_of_webarchive(std::string_view bytes);

}  // namespace copydesk
