// line_network.h: the lines of a dump in their order -> how likely each belongs to the story.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks/features.h"
#include "blocks/word_scores.h"

namespace copydesk {

/// A small network that reads all lines of a page together: of each its numbers and its words, then
/// its neighbours at growing distances, then what the page is like. Lifetime: owns its weights but
/// for the vectors of words, which it views; read-only after loading. Threads: safe. Source:
/// model/line_network.py.
class LineNetwork {
 public:
  static constexpr size_t kWidth = 64;                           // numbers of a line inside
  static constexpr size_t kVector = 8;                           // numbers of a word
  static constexpr size_t kBuckets = 1 << 14;                    // of words; see word_scores.h
  static constexpr std::array<size_t, 4> kSteps = {1, 2, 4, 8};  // of each turn, to the neighbours

  /// How many numbers a processor instruction takes: eight where it can, or four.
  enum class Abreast : uint8_t { kMost, kFour };

  /// Reads the section that network_bytes() of model/line_network.py writes. Errors: kDamaged.
  static Result<LineNetwork> load(std::string_view section);
  /// Log odds of each line, by its features and its words. The same bits at any Abreast. Cost: some
  /// 80,000 multiplications a line.
  std::vector<float> scores(const FeatureMatrix& rows, const WordBuckets& words,
                            Abreast abreast = Abreast::kMost) const;
  /// Features of a line that it reads.
  size_t columns() const { return columns_; }

 private:
  /// From `inputs` numbers to kWidth. Sixteen outputs stand together, one such group behind the
  /// other; within it those of one input side by side: read in order, a fifth of the time less.
  struct Layer {
    size_t inputs = 0;
    std::vector<float> weights, biases;
  };
  friend class NetworkRun;

  size_t columns_ = 0;
  float step_ = 0;                   // of the vectors
  std::string_view vectors_;         // int8, kVector a bucket
  std::vector<float> mean_, scale_;  // of each column
  Layer enter_;
  std::array<Layer, kSteps.size()> turns_;
  Layer page_;
  std::vector<float> leave_;
  float bias_ = 0;
};

}  // namespace copydesk
