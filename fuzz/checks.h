// checks.h: what must be true of any bytes at each door; the fuzz targets and a unit test share
// these functions.
#pragma once

#include <string_view>

namespace copydesk {

/// A page through decoding, story with provenance, and every output format. Checks: the story is
/// valid UTF-8; ranges lie in the page; provenance gives back the text; provenance changes nothing
/// else; two runs agree; every format is valid UTF-8. Breaks a check: CD_CHECK stops the program.
void check_page(std::string_view bytes);

/// Bytes as an input of any kind: archive, compressed file, page. Checks: every page lies in the
/// input, is valid UTF-8, and a second reading gives the same pages and losses.
void check_input_bytes(std::string_view bytes);

/// Dates, bylines, datelines, words, escapes. Checks: ranges lie in the text, results are valid
/// UTF-8.
void check_text(std::string_view bytes);

}  // namespace copydesk
