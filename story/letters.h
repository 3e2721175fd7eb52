// letters.h: what letters of any script tell about the border of two texts and about the place
// before a story's first sentence. Inner header of story/.
#pragma once

#include <string_view>

#include "text/text.h"

namespace copydesk {

/// Whether a space was lost between two elements, by the letters beyond ASCII on both sides of the
/// border, or by a word in capitals that a capitalised one follows: "Κουφάκη" "03.03.2021", "AA"
/// "Giriş". Never for Chinese, Japanese and Korean, which write numbers inside words.
/// Cost: constant. Threads: safe.
bool is_seam_beyond_ascii(std::string_view before, std::string_view behind);

/// The dateline of a place that nobody knows, by its mark alone: "CALDENAU. In Sorge um ...",
/// "Tlaloque.- Con cubetas ...". For the first paragraph of a story only. Threads: safe.
DatelinePrefix find_local_dateline(std::string_view paragraph);

}  // namespace copydesk
