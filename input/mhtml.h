// mhtml.h: a page saved by a browser as one MIME file (.mhtml, .mht).
#pragma once

#include <string_view>

#include "input/input.h"

namespace copydesk {

/// Whether the bytes start as a MIME message that is a page or has parts.
bool starts_as_mhtml(std::string_view head);

/// The page in it: itself, or the first part that is HTML, which may be a part of a part. The parts
/// that hold pictures and styles are not read. Errors: kNotHtml (no part is a page), kDamaged
/// (there are no parts).
Result<Page> page_of_mhtml(std::string_view bytes);

}  // namespace copydesk
