// changes.cpp: two texts -> words added and removed, by the shortest edit script.
// Method: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, the greedy walk
// without the script.
#include "corpus/changes.h"

#include <xxhash.h>

#include <unordered_map>
#include <vector>

#include "corpus/words.h"

namespace copydesk {
namespace {

constexpr int64_t kMaxChanges = 2000;  // four million steps, about 10 ms

std::vector<uint64_t> word_hashes(std::string_view text) {
  std::vector<uint64_t> hashes;
  WordReader reader(text);
  Word word;
  while (reader.next(word)) {
    if (!word.is_tail) hashes.push_back(XXH3_64bits(word.folded.data(), word.folded.size()));
  }
  return hashes;
}

// The length of the shortest edit script, or kMaxChanges + 1 when it is longer than that.
int64_t edit_length(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  const auto a_size = static_cast<int64_t>(a.size()), b_size = static_cast<int64_t>(b.size());
  std::vector<int64_t> reach(static_cast<size_t>(2 * kMaxChanges + 3),
                             0);  // furthest x on each diagonal
  const auto at = [&](int64_t diagonal) -> int64_t& {
    return reach[static_cast<size_t>(diagonal + kMaxChanges + 1)];
  };
  for (int64_t length = 0; length <= kMaxChanges; ++length) {
    for (int64_t diagonal = -length; diagonal <= length; diagonal += 2) {
      const bool is_down =
          diagonal == -length || (diagonal != length && at(diagonal - 1) < at(diagonal + 1));
      int64_t x = is_down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < a_size && x - diagonal < b_size && x >= diagonal &&
             a[static_cast<size_t>(x)] == b[static_cast<size_t>(x - diagonal)]) {
        ++x;
      }
      at(diagonal) = x;
      if (x >= a_size && x - diagonal >= b_size) return length;
    }
  }
  return kMaxChanges + 1;
}

WordChanges count_unordered(const std::vector<uint64_t>& before,
                            const std::vector<uint64_t>& after) {
  std::unordered_map<uint64_t, int64_t> balance;
  for (const uint64_t word : before) --balance[word];
  for (const uint64_t word : after) ++balance[word];
  WordChanges changes;
  for (const auto& [word, count] : balance)
    (count > 0 ? changes.added : changes.removed) += count > 0 ? count : -count;
  return changes;
}

}  // namespace

WordChanges count_word_changes(std::string_view before, std::string_view after) {
  const std::vector<uint64_t> a = word_hashes(before), b = word_hashes(after);
  const int64_t length = edit_length(a, b);
  if (length > kMaxChanges) return count_unordered(a, b);
  const auto growth = static_cast<int64_t>(b.size()) - static_cast<int64_t>(a.size());
  return {(length + growth) / 2, (length - growth) / 2};
}

}  // namespace copydesk
