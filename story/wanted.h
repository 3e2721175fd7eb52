// wanted.h: which steps of reading a page are taken. Part of story/.
#pragma once

#include <cstdint>

namespace copydesk {

/// Steps that only fill fields of the record. What decides on `text` is always done, and that is
/// most: bylines, captions, teasers and comments are found in order to be kept out of it.
struct Wanted {
  bool people = true;    // authors and agencies that stand nowhere near the text, notes; images
  bool dateline = true;  // its parts; they name agency and reporter as well
  bool language = true;  // and the direction of its script
  bool inlines = true;   // links and emphasis in the body
  bool access = true;    // as seen: cut, or behind a gate
  explicit Wanted(uint64_t fields);  // StoryOptions::fields
};

}  // namespace copydesk
