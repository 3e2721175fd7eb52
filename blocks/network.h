// network.h: the blocks of a page in their order -> how likely each belongs to the story.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks/forest.h"
#include "blocks/word_scores.h"

namespace copydesk {

/// A small network that reads all blocks of a page together: of each its numbers and, of the lines
/// of a dump, its words, then its neighbours at growing distances, then what the page is like.
/// Lifetime: owns its weights but for the vectors of words, which it views; read-only after
/// loading. Threads: safe. Source: model/network.py.
class BlockNetwork {
 public:
  static constexpr size_t kMostWidth = 64;                       // numbers of a block inside
  static constexpr size_t kVector = 8;                           // numbers of a word
  static constexpr size_t kBuckets = 1 << 14;                    // of words; see word_scores.h
  static constexpr std::array<size_t, 4> kSteps = {1, 2, 4, 8};  // of each turn, to the neighbours

  /// How many products a processor instruction makes: as many as it can, at most sixteen, or few.
  enum class Abreast : uint8_t { kMost, kSixteen, kFew };

  /// Reads the section that network_bytes() of model/network.py writes, for rows of that layout.
  /// Errors: kDamaged.
  static Result<BlockNetwork> load(std::string_view section, const RowLayout& layout);
  /// Log odds of each wanted block, read as if there were no others, by its features and, of one
  /// that reads_words(), its words; `words` are by row. The same bits at any Abreast. Cost: some
  /// (left columns + 4 * width) * width multiplications a block.
  std::vector<float> scores(const FeatureRows& rows, const WordBuckets* words = nullptr,
                            Abreast abreast = Abreast::kMost) const;
  bool reads_words() const { return !vectors_.empty(); }

 private:
  /// From some numbers to `width_`. Weights and numbers are whole, so that sums are exact in any
  /// order, and half as wide as floats. Two inputs stand side by side, of sixteen outputs one after
  /// the other; then come the next two inputs, and behind all of them the next sixteen outputs.
  struct Layer {
    size_t inputs = 0;  // an even number; the last may be one of zeros
    std::vector<int16_t> weights;
    float worth = 0;  // of one in a sum
    std::vector<float> biases;
  };
  /// How each number of a block and of two neighbours counts, one above, its own, one below; then
  /// all of them together.
  struct Turn {
    std::vector<float> three;
    Layer layer;
  };
  friend class NetworkLoader;
  friend class NetworkRun;

  RowLayout layout_;
  size_t width_ = 0;
  float step_ = 0;                   // of the vectors
  std::string_view vectors_;         // int8, kVector a bucket
  std::vector<float> mean_, scale_;  // of each column
  std::vector<float> columns_;       // width_ weights of each, for those that are mostly the same
  Layer enter_;                      // the left columns, then the vector of the words
  std::array<Turn, kSteps.size()> turns_;
  std::vector<float> page_, page_biases_;  // 2 * width_ inputs, width_ weights each
  std::vector<float> leave_;
  float bias_ = 0;
};

}  // namespace copydesk
