// changes.h: how many words two versions of a text differ by.
#pragma once

#include <cstdint>
#include <string_view>

namespace copydesk {

struct WordChanges {
  int64_t added = 0;
  int64_t removed = 0;
};

/// Words are compared folded; punctuation does not count.
/// Cost: linear in the texts times the number of changes, at most about kMaxChanges; past that the
/// words are counted without their order.
WordChanges count_word_changes(std::string_view before, std::string_view after);

}  // namespace copydesk
