// word_scores.h: what the words of a text alone say of it: a weight for each word and for each pair
// of neighbours.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// Words are told apart by buckets, so many; two that fall into one are the same to the model.
inline constexpr size_t kWordBuckets = size_t{1} << 17;

/// Sets `buckets` to those of the words of a text and of its pairs of neighbours, in rising order
/// and each once; the text's ends count as words. Capitals and digits are not told apart. Of a text
/// of more than 360 bytes the first 240 and the last 120 are read. Never empty. Cost: of 360 bytes
/// at most; no allocation once `buckets` has room.
void find_word_buckets(std::string_view text, std::vector<uint32_t>& buckets);

/// The room that WordScores::score() needs, text after text.
struct WordRoom {
  std::vector<uint32_t> buckets;
  std::vector<bool> has_come = std::vector<bool>(kWordBuckets);  // all false between two texts
};

/// A logistic regression over the buckets of a text. Lifetime: views the weights. Threads: safe.
class WordScores {
 public:
  /// The section: the score of no words, the worth of one step, a step (int8) for each bucket.
  /// Errors: kDamaged.
  static Result<WordScores> load(std::string_view section);
  /// Log odds that a text belongs to the story, by the buckets that find_word_buckets() finds.
  float score(std::string_view text, WordRoom& room) const;

 private:
  float base_ = 0, step_ = 0;
  std::string_view steps_;
};

}  // namespace copydesk
