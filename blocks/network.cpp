// network.cpp: features and words of blocks -> log odds. Method: convolutions of three blocks at
// growing distances (van den Oord et al., WaveNet, 2016), each number by itself and then all
// together (Chollet, Xception, 2017), with what the page is like in between, after layer
// normalisation (Ba et al., 2016). The sums that take the time are of whole numbers; all others are
// made in the same order on any machine.
#include "blocks/network.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copydesk {
namespace {

constexpr size_t kMostWidth = BlockNetwork::kMostWidth, kVector = BlockNetwork::kVector;
constexpr size_t kReach = 3;       // blocks that a turn reads: one above, itself, one below
constexpr size_t kTogether = 6;    // blocks that share a weight once it is loaded
constexpr size_t kPageBefore = 2;  // the turn that first knows what the page is like
constexpr float kFarthest = 3.0f;  // a number counts at most so many standard deviations
constexpr float kLeastVariance = 1e-5f;
constexpr size_t kStride = 16;  // outputs that are summed at a time
constexpr size_t kPair = 2;     // inputs that stand side by side

// Steps of one in the whole numbers that the layers read, and the farthest that these go.
constexpr float kEnterSteps = 8192, kTurnSteps = 2048;
constexpr float kMostSteps = 32767;

typedef float Eight __attribute__((vector_size(32)));
constexpr size_t kLanes = sizeof(Eight) / sizeof(float);

[[gnu::always_inline]] inline void load(const float* from, Eight& eight) {
  std::memcpy(&eight, from, sizeof eight);
}
[[gnu::always_inline]] inline void store(const Eight& eight, float* to) {
  std::memcpy(to, &eight, sizeof eight);
}

typedef int32_t EightWhole __attribute__((vector_size(32)));
typedef int16_t EightShort __attribute__((vector_size(16)));

/// Brings numbers to at most so far from zero. Written for vectors: left to itself, g++ 12 took one
/// number after the other.
[[gnu::always_inline]] inline void clamp(Eight& numbers, float most) {
  numbers = numbers < -most ? Eight{} - most : numbers;
  numbers = numbers > most ? Eight{} + most : numbers;
}

/// Numbers as whole steps, which must not be more than 32767.
[[gnu::always_inline]] inline void put_whole(Eight& numbers, float steps, int16_t* to) {
  numbers *= steps;
  const auto all = __builtin_convertvector(numbers, EightWhole);
  const auto halves = __builtin_convertvector(all, EightShort);
  std::memcpy(to, &halves, sizeof halves);
}

/// Weights as BlockNetwork::Layer has them.
struct LayerView {
  const int16_t* weights;
  size_t inputs, width;
};

/// The sums of kTogether rows of `in`, `inputs` each.
void sum_layer_anywhere(const LayerView& layer, const int16_t* in, int32_t* sums) {
  std::fill_n(sums, kTogether * layer.width, 0);
  const int16_t* weights = layer.weights;
  for (size_t j = 0; j < layer.width; j += kStride) {
    for (size_t k = 0; k < layer.inputs; k += kPair, weights += kPair * kStride) {
      for (size_t r = 0; r < kTogether; ++r) {
        const int32_t first = in[r * layer.inputs + k], second = in[r * layer.inputs + k + 1];
        for (size_t i = 0; i < kStride; ++i)
          sums[r * layer.width + j + i] +=
              first * weights[kPair * i] + second * weights[kPair * i + 1];
      }
    }
  }
}

#if defined(__x86_64__)
// Not part of its callers: there it ran out of registers.
[[gnu::noinline, gnu::target("avx2")]] void sum_layer_avx2(const LayerView& layer,
                                                           const int16_t* in, int32_t* sums) {
  const int16_t* weights = layer.weights;
  for (size_t j = 0; j < layer.width; j += kStride) {
    __m256i rows[kTogether][2] = {};
    for (size_t k = 0; k < layer.inputs; k += kPair, weights += kPair * kStride) {
      const __m256i left = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights));
      const __m256i right = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights) + 1);
      for (size_t r = 0; r < kTogether; ++r) {
        int32_t pair;
        std::memcpy(&pair, in + r * layer.inputs + k, sizeof pair);
        const __m256i both = _mm256_set1_epi32(pair);
        rows[r][0] = _mm256_add_epi32(rows[r][0], _mm256_madd_epi16(left, both));
        rows[r][1] = _mm256_add_epi32(rows[r][1], _mm256_madd_epi16(right, both));
      }
    }
    for (size_t r = 0; r < kTogether; ++r)
      std::memcpy(sums + r * layer.width + j, rows[r], sizeof rows[r]);
  }
}

// Thirty-two products and their sums by one instruction.
[[gnu::noinline, gnu::target("avx512f,avx512vnni")]] void sum_layer_avx512(const LayerView& layer,
                                                                           const int16_t* in,
                                                                           int32_t* sums) {
  const int16_t* weights = layer.weights;
  for (size_t j = 0; j < layer.width; j += kStride) {
    __m512i rows[kTogether] = {};
    for (size_t k = 0; k < layer.inputs; k += kPair, weights += kPair * kStride) {
      const __m512i all = _mm512_loadu_si512(weights);
      for (size_t r = 0; r < kTogether; ++r) {
        int32_t pair;
        std::memcpy(&pair, in + r * layer.inputs + k, sizeof pair);
        rows[r] = _mm512_dpwssd_epi32(rows[r], all, _mm512_set1_epi32(pair));
      }
    }
    for (size_t r = 0; r < kTogether; ++r)
      std::memcpy(sums + r * layer.width + j, &rows[r], sizeof rows[r]);
  }
}
#endif

using SumLayer = void (*)(const LayerView&, const int16_t*, int32_t*);

/// Adds eight numbers times their weights.
[[gnu::always_inline]] inline void add_eight(const float* numbers, const float* weights,
                                             Eight& sums) {
  Eight row, by;
  load(numbers, row);
  load(weights, by);
  sums += row * by;
}

/// Adds to `sums` a number times weights.
void add_product(float number, const float* weights, size_t count, float* sums) {
  for (size_t j = 0; j < count; j += kLanes) {
    Eight by, sum;
    load(weights + j, by);
    load(sums + j, sum);
    store(sum + by * number, sums + j);
  }
}

float sum_of(const Eight& lanes) {
  float halves[kLanes / 2];
  for (size_t i = 0; i < kLanes / 2; ++i) halves[i] = lanes[i] + lanes[i + kLanes / 2];
  return (halves[0] + halves[2]) + (halves[1] + halves[3]);
}

/// A row brought to mean 0 and variance 1.
void make_even(const float* row, size_t width, float* even) {
  Eight sums = {}, squares = {};
  for (size_t j = 0; j < width; j += kLanes) {
    Eight part;
    load(row + j, part);
    sums += part;
  }
  const auto size = static_cast<float>(width);
  const float mean = sum_of(sums) / size;
  for (size_t j = 0; j < width; j += kLanes) {
    Eight part;
    load(row + j, part);
    part -= mean;
    squares += part * part;
    store(part, even + j);
  }
  const float scale = 1.0f / std::sqrt(sum_of(squares) / size + kLeastVariance);
  for (size_t j = 0; j < width; ++j) even[j] *= scale;
}

}  // namespace

/// The blocks of one page on their way through the network. Rows beyond the last block, up to a
/// multiple of kTogether, are worked on like others and never looked at.
class NetworkRun {
 public:
  NetworkRun(const BlockNetwork& network, const FeatureRows& rows, const WordBuckets* words,
             SumLayer sum_layer)
      : network_(network),
        sum_layer_(sum_layer),
        rows_(rows),
        words_(words),
        blocks_(rows.size()),
        width_(network.width_),
        count_((blocks_ + kTogether - 1) / kTogether * kTogether),
        inside_(count_ * width_, 0.0f),
        even_(count_ * width_, 0.0f),
        usual_(rows.bytes.count, 0.0f) {}

  std::vector<float> scores() {
    enter();
    for (size_t i = 0; i < BlockNetwork::kSteps.size(); ++i) {
      if (i == kPageBefore) add_page();
      turn(i);
    }
    return leave();
  }

 private:
  using Layer = BlockNetwork::Layer;

  size_t row_number(size_t block) const {
    return rows_.chosen.empty() ? block : rows_.chosen[block];
  }

  float worth(size_t column, float value) const {
    const float off = (value - network_.mean_[column]) * network_.scale_[column];
    return std::min(std::max(off, -kFarthest), kFarthest);
  }
  void add_column(size_t column, float value, float* sums) const {
    add_product(value, network_.columns_.data() + column * width_, width_, sums);
  }

  /// What all rows have in common: the biases, the columns that are the same, and those of bytes as
  /// they mostly are.
  void find_sums_of_page(float* sums) {
    std::ranges::copy(network_.enter_.biases, sums);
    const ByteColumns& bytes = rows_.bytes;
    for (size_t c = 0; c < bytes.count; ++c) {
      usual_[c] = worth(bytes.at + c, bytes.usual);
      add_column(bytes.at + c, usual_[c], sums);
    }
    const size_t same_at = rows_.left_columns + bytes.count;
    for (size_t c = 0; c < rows_.same.size(); ++c)
      add_column(same_at + c, worth(same_at + c, rows_.same[c]), sums);
  }

  /// Of HTML some ten of 130 are not as usual. What stands behind the last column may be anything.
  void add_bytes(const uint8_t* values, float* sums) const {
    constexpr size_t kWord = sizeof(uint64_t);
    const ByteColumns& bytes = rows_.bytes;
    const uint64_t usual = 0x0101010101010101u * bytes.usual;
    for (size_t from = 0; from < bytes.count; from += kWord) {
      uint64_t word;
      std::memcpy(&word, values + from, sizeof word);
      for (uint64_t other = word ^ usual; other != 0;) {
        const size_t at = from + static_cast<size_t>(std::countr_zero(other)) / 8;
        if (at >= bytes.count) break;
        other &= ~(uint64_t{0xFF} << (8 * (at - from)));
        add_column(bytes.at + at, worth(bytes.at + at, values[at]) - usual_[at], sums);
      }
    }
  }

  void start_rows() {
    float of_page[kMostWidth];
    find_sums_of_page(of_page);
    const bool has_bytes = rows_.bytes.count > 0;
    for (size_t i = 0; i < blocks_; ++i) {
      float* sums = inside_.data() + i * width_;
      const bool is_as_before =
          i > 0 && has_bytes &&
          rows_.bytes.place_of[row_number(i)] == rows_.bytes.place_of[row_number(i - 1)];
      std::copy_n(is_as_before ? sums - width_ : of_page, width_, sums);
      if (has_bytes && !is_as_before) add_bytes(rows_.bytes.row(row_number(i)), sums);
    }
  }

  /// Of `count` features those of the columns from `column` on, and room behind them.
  void put_left(const float* features, size_t column, size_t count, int16_t* in) const {
    const float *mean = network_.mean_.data() + column, *scale = network_.scale_.data() + column;
    for (size_t k = 0; k < count; k += kLanes) {
      Eight values = {}, means = {}, scales = {};
      const size_t size = std::min(kLanes, count - k) * sizeof(float);
      if (size == sizeof values) {
        load(features + k, values), load(mean + k, means), load(scale + k, scales);
      } else {
        std::memcpy(&values, features + k, size);
        std::memcpy(&means, mean + k, size), std::memcpy(&scales, scale + k, size);
      }
      values = (values - means) * scales;
      clamp(values, kFarthest);
      put_whole(values, kEnterSteps, in + k);
    }
  }

  void put_words(std::span<const uint32_t> words, int16_t* in) const {
    int32_t sums[kVector] = {};
    for (const uint32_t bucket : words) {
      const char* vector = network_.vectors_.data() + bucket % BlockNetwork::kBuckets * kVector;
      for (size_t j = 0; j < kVector; ++j) sums[j] += static_cast<signed char>(vector[j]);
    }
    Eight numbers;
    for (size_t j = 0; j < kVector; ++j) numbers[j] = static_cast<float>(sums[j]);
    numbers *= network_.step_ / static_cast<float>(words.size());
    clamp(numbers, kFarthest);
    put_whole(numbers, kEnterSteps, in);
  }

  /// Each of the parts may write some numbers too many: over those of the next part or row.
  void put_row(size_t block, int16_t* in) const {
    const size_t left = rows_.left_columns, before = rows_.bytes.at;
    const float* features = rows_.left + row_number(block) * left;
    put_left(features, 0, before, in);
    put_left(features + before, before + rows_.bytes.count, left - before, in + before);
    if (network_.reads_words()) put_words(words_->of(row_number(block)), in + left);
  }

  /// The rows behind start_rows() hold what does not go through the layer.
  void enter() {
    start_rows();
    const Layer& layer = network_.enter_;
    std::vector<int16_t> in(kTogether * layer.inputs + kLanes, 0);
    for (size_t block = 0; block < blocks_; block += kTogether) {
      for (size_t r = 0; r < kTogether && block + r < blocks_; ++r)
        put_row(block + r, in.data() + r * layer.inputs);
      int32_t sums[kTogether * kMostWidth];
      sum_layer_({layer.weights.data(), layer.inputs, width_}, in.data(), sums);
      float* inside = inside_.data() + block * width_;
      for (size_t i = 0; i < kTogether * width_; ++i)
        inside[i] = std::max(inside[i] + static_cast<float>(sums[i]) * layer.worth, 0.0f);
    }
  }

  /// Beyond the page's ends stand blocks of zeros.
  void put_around(size_t block, size_t number, int16_t* in) const {
    const size_t step = BlockNetwork::kSteps[number];
    const float* three = network_.turns_[number].three.data();
    const float* even = even_.data() + block * width_;
    const bool has_above = block >= step, has_below = block + step < blocks_;
    for (size_t j = 0; j < width_; j += kLanes) {
      Eight sum = {};
      add_eight(even + j, three + width_ + j, sum);
      if (has_above) add_eight(even - step * width_ + j, three + j, sum);
      if (has_below) add_eight(even + step * width_ + j, three + 2 * width_ + j, sum);
      clamp(sum, kMostSteps / kTurnSteps);
      put_whole(sum, kTurnSteps, in + j);
    }
  }

  void turn(size_t number) {
    const Layer& layer = network_.turns_[number].layer;
    for (size_t block = 0; block < blocks_; ++block)
      make_even(inside_.data() + block * width_, width_, even_.data() + block * width_);
    int16_t in[kTogether * kMostWidth] = {};
    for (size_t block = 0; block < blocks_; block += kTogether) {
      for (size_t r = 0; r < kTogether && block + r < blocks_; ++r)
        put_around(block + r, number, in + r * width_);
      int32_t sums[kTogether * kMostWidth];
      sum_layer_({layer.weights.data(), layer.inputs, width_}, in, sums);
      for (size_t r = 0; r < kTogether; ++r) {
        float* inside = inside_.data() + (block + r) * width_;
        for (size_t j = 0; j < width_; ++j) {
          const float sum = static_cast<float>(sums[r * width_ + j]) * layer.worth;
          inside[j] += std::max(sum + layer.biases[j], 0.0f);
        }
      }
    }
  }

  /// Adds to each block what the means and the greatest of each number over all blocks say.
  void add_page() {
    float mean[kMostWidth] = {}, most[kMostWidth], sums[kMostWidth];
    std::copy_n(inside_.data(), width_, most);
    std::ranges::copy(network_.page_biases_, sums);
    for (size_t block = 0; block < blocks_; ++block) {
      const float* inside = inside_.data() + block * width_;
      for (size_t j = 0; j < width_; ++j) {
        mean[j] += inside[j];
        most[j] = std::max(most[j], inside[j]);
      }
    }
    const float* const weights = network_.page_.data();
    for (size_t j = 0; j < width_; ++j) {
      add_product(mean[j] / static_cast<float>(blocks_), weights + j * width_, width_, sums);
      add_product(most[j], weights + (width_ + j) * width_, width_, sums);
    }
    for (size_t block = 0; block < blocks_; ++block)
      for (size_t j = 0; j < width_; ++j) inside_[block * width_ + j] += std::max(sums[j], 0.0f);
  }

  std::vector<float> leave() const {
    std::vector<float> scores;
    scores.reserve(blocks_);
    float even[kMostWidth];
    for (size_t block = 0; block < blocks_; ++block) {
      make_even(inside_.data() + block * width_, width_, even);
      float sum = network_.bias_;
      for (size_t j = 0; j < width_; ++j) sum += even[j] * network_.leave_[j];
      scores.push_back(sum);
    }
    return scores;
  }

  const BlockNetwork& network_;
  const SumLayer sum_layer_;
  const FeatureRows& rows_;
  const WordBuckets* words_;
  size_t blocks_, width_, count_;     // of blocks, and of rows for them
  std::vector<float> inside_, even_;  // a row of width_ a block
  std::vector<float> usual_;          // what the bytes are worth as they mostly are
};

namespace {

// What a run calls becomes part of these two, each with the vectors that it may use.
[[gnu::flatten]] std::vector<float> scores_anywhere(NetworkRun run) { return run.scores(); }

#if defined(__x86_64__)
[[gnu::flatten, gnu::target("avx2")]] std::vector<float> scores_avx2(NetworkRun run) {
  return run.scores();
}
#endif

}  // namespace

std::vector<float> BlockNetwork::scores(const FeatureRows& rows, const WordBuckets* words,
                                        [[maybe_unused]] Abreast abreast) const {
  if (rows.size() == 0) return {};
  CD_CHECK(rows.layout() == layout_ && rows.bytes.stride % sizeof(uint64_t) == 0);
  CD_CHECK(!reads_words() || (words != nullptr && words->size() == rows.count));
#if defined(__x86_64__)
  if (abreast == Abreast::kMost && __builtin_cpu_supports("avx512vnni"))
    return scores_avx2(NetworkRun(*this, rows, words, sum_layer_avx512));
  if (abreast != Abreast::kFew && __builtin_cpu_supports("avx2"))
    return scores_avx2(NetworkRun(*this, rows, words, sum_layer_avx2));
#endif
  return scores_anywhere(NetworkRun(*this, rows, words, sum_layer_anywhere));
}

/// Takes a network off a section.
class NetworkLoader {
 public:
  NetworkLoader(std::string_view section, const RowLayout& layout)
      : section_(section), left_(section), layout_(layout) {}

  Result<BlockNetwork> load() {
    BlockNetwork network;
    const auto columns = take<uint32_t>();
    width_ = take<uint32_t>();
    const auto buckets = take<uint32_t>();
    network.step_ = take<float>();
    const bool reads_words = buckets == BlockNetwork::kBuckets;
    if (columns != layout_.columns() || width_ == 0 || width_ > kMostWidth ||
        width_ % kStride != 0 || (buckets != 0 && !reads_words) || left_.size() < buckets * kVector)
      return damaged();
    network.layout_ = layout_, network.width_ = width_;
    network.vectors_ = left_.substr(0, buckets * kVector);
    left_.remove_prefix(network.vectors_.size());
    network.mean_ = floats(columns), network.scale_ = floats(columns);
    network.columns_ = floats(columns * width_);
    network.enter_ = entrance(network.columns_, floats(reads_words ? kVector * width_ : 0));
    for (BlockNetwork::Turn& turn : network.turns_) {
      turn.three = floats(kReach * width_);
      turn.layer = layer(floats(width_ * width_), kTurnSteps);
    }
    network.page_ = floats(2 * width_ * width_), network.page_biases_ = floats(width_);
    network.leave_ = floats(width_), network.bias_ = take<float>();
    if (!is_whole_ || !left_.empty()) return damaged();
    return network;
  }

 private:
  Error damaged() const {
    return {ErrorCode::kDamaged, section_.size(), "the network of blocks is damaged"};
  }

  template <typename Value>
  Value take() {
    Value value{};
    take_bytes(&value, sizeof value);
    return value;
  }
  std::vector<float> floats(size_t count) {
    std::vector<float> values(count, 0.0f);
    take_bytes(values.data(), count * sizeof(float));
    return values;
  }
  void take_bytes(void* to, size_t size) {
    is_whole_ = is_whole_ && size <= left_.size();
    if (!is_whole_ || size == 0) return;
    std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  /// The layer of the left columns and of the words; the other columns are summed as floats.
  BlockNetwork::Layer entrance(const std::vector<float>& columns, const std::vector<float>& words) {
    std::vector<float> weights = columns;
    const auto at = weights.begin() + static_cast<std::ptrdiff_t>(layout_.before * width_);
    weights.erase(at, at + static_cast<std::ptrdiff_t>(layout_.bytes * width_));
    weights.resize(layout_.left() * width_);
    weights.insert(weights.end(), words.begin(), words.end());
    return layer(std::move(weights), kEnterSteps);
  }

  /// As whole numbers, as large as they may be so that no sum of kMostSteps times them overflows.
  BlockNetwork::Layer layer(std::vector<float> weights, float input_steps) {
    BlockNetwork::Layer layer;
    layer.inputs = (weights.size() / width_ + kPair - 1) / kPair * kPair;
    weights.resize(layer.inputs * width_, 0.0f);
    double greatest = 1e-9, greatest_sum = 1e-9;
    for (size_t j = 0; j < width_; ++j) {
      double sum = 0;
      for (size_t k = 0; k < layer.inputs; ++k) {
        const double weight = std::abs(weights[k * width_ + j]);
        greatest = std::max(greatest, weight), sum += weight;
      }
      greatest_sum = std::max(greatest_sum, sum);
    }
    // Rounding adds a half to a weight at most.
    const double most_sum =
        std::floor(double{INT32_MAX} / kMostSteps) - static_cast<double>(layer.inputs) / 2;
    const double steps = std::min(kMostSteps / greatest, most_sum / greatest_sum);
    layer.worth = static_cast<float>(1 / (steps * input_steps));
    for (size_t j = 0; j < width_; j += kStride)
      for (size_t k = 0; k < layer.inputs; k += kPair)
        for (size_t i = 0; i < kPair * kStride; ++i)
          layer.weights.push_back(static_cast<int16_t>(
              std::lround(weights[(k + i % kPair) * width_ + j + i / kPair] * steps)));
    layer.biases = floats(width_);
    return layer;
  }

  std::string_view section_, left_;
  const RowLayout& layout_;
  size_t width_ = 0;
  bool is_whole_ = true;
};

Result<BlockNetwork> BlockNetwork::load(std::string_view section, const RowLayout& layout) {
  return NetworkLoader(section, layout).load();
}

}  // namespace copydesk
