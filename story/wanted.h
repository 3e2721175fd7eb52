// wanted.h: which steps of reading a page are taken. Part of story/.
#pragma once

#include <cstdint>

namespace copydesk {

/// Steps that only fill fields of the record. What decides on `text` is always done, and that is
/// most: bylines, captions, teasers and comments are found in order to be kept out of it. So are
/// the authors: a picture that shows one is no image, and images part the texts around them.
struct Wanted {
  bool dateline = true;  // its parts; agency and reporter that it names, or the text's end
  bool language = true;  // and the direction of its script
  bool inlines = true;   // links and emphasis in the body
  bool access = true;    // as seen: cut, or behind a gate
  explicit Wanted(uint64_t fields);  // StoryOptions::fields
};

}  // namespace copydesk
