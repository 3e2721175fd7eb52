// word_scores.h: what the words of a text alone say of it: a weight for each word and for each pair
// of neighbours.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// Words are told apart by buckets, so many; two that fall into one are the same to the model.
inline constexpr size_t kWordBuckets = size_t{1} << 17;

/// The buckets of the words of texts, one text's after the other's.
class WordBuckets {
 public:
  /// Adds those of the words of a text and of its pairs of neighbours, each once, in the order in
  /// which they come; the text's ends count as words. Capitals and digits are not told apart. Of a
  /// text of more than 360 bytes the first 240 and the last 120 are read. Cost: of 360 bytes at
  /// most.
  void add(std::string_view text);
  /// Those of the text that was added as number `i`; never empty.
  std::span<const uint32_t> of(size_t i) const {
    return std::span(buckets_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }
  size_t size() const { return begins_.size() - 1; }

 private:
  std::vector<uint32_t> buckets_;
  std::vector<size_t> begins_ = {0};
  std::vector<bool> has_come_ = std::vector<bool>(kWordBuckets);  // all false between two texts
};

/// A logistic regression over the buckets of a text. Lifetime: views the weights. Threads: safe.
class WordScores {
 public:
  /// The section: the score of no words, the worth of one step, a step (int8) for each bucket.
  /// Errors: kDamaged.
  static Result<WordScores> load(std::string_view section);
  /// Log odds that a text belongs to the story, by the buckets of its words.
  float score(std::span<const uint32_t> buckets) const;

 private:
  float base_ = 0, step_ = 0;
  std::string_view steps_;
};

}  // namespace copydesk
