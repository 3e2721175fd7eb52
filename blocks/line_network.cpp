// line_network.cpp: features and words of lines -> log odds. Method: convolutions of three lines at
// growing distances (van den Oord et al., WaveNet, 2016) with what the page is like in between,
// after layer normalisation (Ba et al., 2016); every sum is made in the same order on any machine.
#include "blocks/line_network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace copydesk {
namespace {

constexpr size_t kWidth = LineNetwork::kWidth, kVector = LineNetwork::kVector;
constexpr size_t kReach = 3;       // lines that a turn reads: one above, itself, one below
constexpr size_t kTogether = 6;    // lines that share a weight once it is loaded
constexpr size_t kPageBefore = 2;  // the turn that first knows what the page is like
constexpr float kFarthest = 3.0f;  // a number counts at most so many standard deviations
constexpr float kLeastVariance = 1e-5f;

typedef float Eight __attribute__((vector_size(32)));

[[gnu::always_inline]] inline void load(const float* from, Eight& eight) {
  std::memcpy(&eight, from, sizeof eight);
}
[[gnu::always_inline]] inline void store(const Eight& eight, float* to) {
  std::memcpy(to, &eight, sizeof eight);
}

constexpr size_t kStride = 2 * sizeof(Eight) / sizeof(float);  // outputs that are summed at a time

/// The weights and biases of a layer, and its inputs.
struct LayerView {
  const float* weights;
  const float* biases;
  size_t inputs;
};

/// Of kTogether rows of `in` to as many of `out`.
[[gnu::always_inline]] inline void pass(const LayerView& layer, const float* in, float* out) {
  for (size_t j = 0; j < kWidth; j += kStride) {
    const float* weights = layer.weights + j * layer.inputs;
    Eight sums[kTogether][2];
    for (auto& row : sums) {
      load(layer.biases + j, row[0]);
      load(layer.biases + j + kStride / 2, row[1]);
    }
    for (size_t k = 0; k < layer.inputs; ++k) {
      Eight left, right;
      load(weights + k * kStride, left);
      load(weights + k * kStride + kStride / 2, right);
      for (size_t r = 0; r < kTogether; ++r) {
        const float x = in[r * layer.inputs + k];
        sums[r][0] += left * x;
        sums[r][1] += right * x;
      }
    }
    for (size_t r = 0; r < kTogether; ++r) {
      store(sums[r][0], out + r * kWidth + j);
      store(sums[r][1], out + r * kWidth + j + kStride / 2);
    }
  }
}

void pass_anywhere(const LayerView& layer, const float* in, float* out) { pass(layer, in, out); }

#if defined(__x86_64__)
[[gnu::target("avx2")]] void pass_avx2(const LayerView& layer, const float* in, float* out) {
  pass(layer, in, out);
}
#endif

using Pass = void (*)(const LayerView&, const float*, float*);

Pass pass_for(LineNetwork::Abreast abreast) {
#if defined(__x86_64__)
  if (abreast == LineNetwork::Abreast::kMost && __builtin_cpu_supports("avx2")) return pass_avx2;
#endif
  (void)abreast;
  return pass_anywhere;
}

float sum_of(const Eight& lanes) {
  float sum = 0;
  for (size_t i = 0; i < sizeof(Eight) / sizeof(float); ++i) sum += lanes[i];
  return sum;
}

/// A row brought to mean 0 and variance 1.
void make_even(const float* row, float* even) {
  constexpr size_t kLanes = sizeof(Eight) / sizeof(float);
  Eight parts[kWidth / kLanes], sums = {}, squares = {};
  for (size_t i = 0; i < kWidth / kLanes; ++i) {
    load(row + i * kLanes, parts[i]);
    sums += parts[i];
  }
  const float mean = sum_of(sums) / kWidth;
  for (Eight& part : parts) {
    part -= mean;
    squares += part * part;
  }
  const float scale = 1.0f / std::sqrt(sum_of(squares) / kWidth + kLeastVariance);
  for (size_t i = 0; i < kWidth / kLanes; ++i) store(parts[i] * scale, even + i * kLanes);
}

/// Takes floats off the front of a section.
class FloatReader {
 public:
  explicit FloatReader(std::string_view bytes) : bytes_(bytes) {}
  std::vector<float> take(size_t count) {
    std::vector<float> floats(count);
    const size_t size = count * sizeof(float);
    is_whole_ = is_whole_ && size <= bytes_.size();
    if (!is_whole_) return floats;
    std::memcpy(floats.data(), bytes_.data(), size);
    bytes_.remove_prefix(size);
    return floats;
  }
  bool is_at_end() const { return is_whole_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool is_whole_ = true;
};

}  // namespace

/// The lines of one page on their way through the network. Rows beyond the last line, up to a
/// multiple of kTogether, are worked on like others and never looked at.
class NetworkRun {
 public:
  NetworkRun(const LineNetwork& network, size_t lines, LineNetwork::Abreast abreast)
      : network_(network),
        pass_(pass_for(abreast)),
        lines_(lines),
        rows_((lines + kTogether - 1) / kTogether * kTogether),
        inside_(rows_ * kWidth, 0.0f),
        even_(rows_ * kWidth, 0.0f) {}

  void enter(const FeatureMatrix& rows, const WordBuckets& words);
  void turn(size_t number);
  void add_page();
  std::vector<float> leave();

 private:
  void put_line(const float* features, std::span<const uint32_t> words, float* in) const;
  void put_neighbours(size_t line, size_t step, float* in) const;

  const LineNetwork& network_;
  Pass pass_;
  size_t lines_, rows_;
  std::vector<float> inside_, even_;  // a row of kWidth a line
  std::vector<float> in_;             // kTogether rows that a layer reads
};

void NetworkRun::put_line(const float* features, std::span<const uint32_t> words, float* in) const {
  for (size_t k = 0; k < network_.columns_; ++k) {
    const float off = (features[k] - network_.mean_[k]) * network_.scale_[k];
    in[k] = std::clamp(off, -kFarthest, kFarthest);
  }
  int32_t sums[kVector] = {};
  for (const uint32_t bucket : words) {
    const char* vector = network_.vectors_.data() + bucket % LineNetwork::kBuckets * kVector;
    for (size_t j = 0; j < kVector; ++j) sums[j] += static_cast<signed char>(vector[j]);
  }
  const float worth = network_.step_ / static_cast<float>(words.size());
  for (size_t j = 0; j < kVector; ++j)
    in[network_.columns_ + j] = worth * static_cast<float>(sums[j]);
}

void NetworkRun::enter(const FeatureMatrix& rows, const WordBuckets& words) {
  const LineNetwork::Layer& layer = network_.enter_;
  in_.assign(kTogether * layer.inputs, 0.0f);
  for (size_t line = 0; line < lines_; line += kTogether) {
    for (size_t r = 0; r < kTogether && line + r < lines_; ++r)
      put_line(rows.row(line + r), words.of(line + r), in_.data() + r * layer.inputs);
    pass_({layer.weights.data(), layer.biases.data(), layer.inputs}, in_.data(),
          inside_.data() + line * kWidth);
  }
  for (float& x : inside_) x = std::max(x, 0.0f);
}

/// Beyond the page's ends stand lines of zeros.
void NetworkRun::put_neighbours(size_t line, size_t step, float* in) const {
  std::fill_n(in, kReach * kWidth, 0.0f);
  const float* even = even_.data() + line * kWidth;
  if (line >= step) std::copy_n(even - step * kWidth, kWidth, in);
  std::copy_n(even, kWidth, in + kWidth);
  if (line + step < lines_) std::copy_n(even + step * kWidth, kWidth, in + 2 * kWidth);
}

void NetworkRun::turn(size_t number) {
  const LineNetwork::Layer& layer = network_.turns_[number];
  for (size_t line = 0; line < lines_; ++line)
    make_even(inside_.data() + line * kWidth, even_.data() + line * kWidth);
  in_.assign(kTogether * layer.inputs, 0.0f);
  float out[kTogether * kWidth];
  for (size_t line = 0; line < lines_; line += kTogether) {
    for (size_t r = 0; r < kTogether && line + r < lines_; ++r)
      put_neighbours(line + r, LineNetwork::kSteps[number], in_.data() + r * layer.inputs);
    pass_({layer.weights.data(), layer.biases.data(), layer.inputs}, in_.data(), out);
    float* inside = inside_.data() + line * kWidth;
    for (size_t i = 0; i < kTogether * kWidth; ++i) inside[i] += std::max(out[i], 0.0f);
  }
}

/// Adds to each line what the means and the greatest of each number over all lines say.
void NetworkRun::add_page() {
  in_.assign(kTogether * 2 * kWidth, 0.0f);
  float* const mean = in_.data();
  float* const most = mean + kWidth;
  std::copy_n(inside_.data(), kWidth, most);
  for (size_t line = 0; line < lines_; ++line) {
    const float* inside = inside_.data() + line * kWidth;
    for (size_t j = 0; j < kWidth; ++j) {
      mean[j] += inside[j];
      most[j] = std::max(most[j], inside[j]);
    }
  }
  for (size_t j = 0; j < kWidth; ++j) mean[j] /= static_cast<float>(lines_);
  const LineNetwork::Layer& layer = network_.page_;
  float out[kTogether * kWidth];
  pass_({layer.weights.data(), layer.biases.data(), layer.inputs}, in_.data(), out);
  for (size_t line = 0; line < lines_; ++line)
    for (size_t j = 0; j < kWidth; ++j) inside_[line * kWidth + j] += std::max(out[j], 0.0f);
}

std::vector<float> NetworkRun::leave() {
  std::vector<float> scores;
  scores.reserve(lines_);
  float even[kWidth];
  for (size_t line = 0; line < lines_; ++line) {
    make_even(inside_.data() + line * kWidth, even);
    float sum = network_.bias_;
    for (size_t j = 0; j < kWidth; ++j) sum += even[j] * network_.leave_[j];
    scores.push_back(sum);
  }
  return scores;
}

std::vector<float> LineNetwork::scores(const FeatureMatrix& rows, const WordBuckets& words,
                                       Abreast abreast) const {
  if (words.size() == 0) return {};
  NetworkRun run(*this, words.size(), abreast);
  run.enter(rows, words);
  for (size_t i = 0; i < kSteps.size(); ++i) {
    if (i == kPageBefore) run.add_page();
    run.turn(i);
  }
  return run.leave();
}

Result<LineNetwork> LineNetwork::load(std::string_view section) {
  const Error damaged{ErrorCode::kDamaged, section.size(), "the network of lines is cut"};
  LineNetwork network;
  uint32_t columns = 0;
  constexpr size_t kHead = sizeof columns + sizeof network.step_;
  if (section.size() < kHead + kBuckets * kVector) return damaged;
  std::memcpy(&columns, section.data(), sizeof columns);
  if (columns > section.size()) return damaged;
  std::memcpy(&network.step_, section.data() + sizeof columns, sizeof network.step_);
  network.columns_ = columns;
  network.vectors_ = section.substr(kHead, kBuckets * kVector);
  FloatReader floats(section.substr(kHead + kBuckets * kVector));
  const auto take_layer = [&](size_t inputs) {
    Layer layer{inputs, floats.take(inputs * kWidth), {}};
    layer.biases = floats.take(kWidth);
    return layer;
  };
  network.mean_ = floats.take(columns);
  network.scale_ = floats.take(columns);
  network.enter_ = take_layer(columns + kVector);
  for (Layer& turn : network.turns_) turn = take_layer(kReach * kWidth);
  network.page_ = take_layer(2 * kWidth);
  network.leave_ = floats.take(kWidth);
  network.bias_ = floats.take(1).front();
  if (!floats.is_at_end()) return damaged;
  return network;
}

}  // namespace copydesk
