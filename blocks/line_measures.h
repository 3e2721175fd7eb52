// line_measures.h: sums, distances and runs over the lines of a dump, hashes of words and places
// where words run together: what features are made from.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

inline constexpr std::array<size_t, 4> kWindows = {2, 5, 12, 30};  // lines on each side
inline constexpr float kFarLines = 8.0f;  // log distance where there is nothing

/// FNV-1a over the bytes, ASCII letters in lower case.
inline uint64_t letters_hash(std::string_view word) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : word) {
    const auto lower = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash = (hash ^ lower) * 0x100000001B3u;
  }
  return hash;
}

/// Places where a word goes over into the next without a space: "openedRead".
inline uint32_t count_joints(std::string_view text) {
  uint32_t joints = 0;
  uint64_t last = 0;  // what stands before the eight is an end
  for (size_t at = 0; at < text.size(); at += 8) {
    const EightBytes bytes(text.data() + at, text.size() - at);
    const uint64_t capitals = bytes.capitals();
    const uint64_t ends = (bytes.letters_and_digits() & ~capitals) | bytes.equal_to(')');
    joints += EightBytes::count(capitals & (ends << 8 | last));
    last = ends >> 56;
  }
  return joints;
}

/// A stretch of lines, end exclusive.
struct Stretch {
  size_t begin = 0;
  size_t end = 0;
};

/// The stretch whose values have the greatest sum; of equals the first. Method: Kadane's scan, one
/// pass.
template <typename Value>
Stretch best_stretch(size_t count, Value value) {
  Stretch best;
  double best_sum = 0, sum = 0;
  size_t begin = 0;
  for (size_t i = 0; i < count; ++i) {
    sum += value(i);
    if (sum <= 0) {
      sum = 0;
      begin = i + 1;
    } else if (sum > best_sum) {
      best_sum = sum;
      best = {begin, i + 1};
    }
  }
  return best;
}

/// Sums over prefixes: any window's total in two look-ups.
class PrefixSums {
 public:
  /// Zeros.
  explicit PrefixSums(size_t count) : sums_(count + 1) {}
  template <typename Value>
  PrefixSums(size_t count, Value value) : sums_(count + 1) {
    for (size_t i = 0; i < count; ++i) sums_[i + 1] = sums_[i] + value(i);
  }
  double total(size_t begin, size_t end) const { return sums_[end] - sums_[begin]; }
  double total() const { return sums_.back(); }

 private:
  std::vector<double> sums_;
};

/// Logarithms of whole numbers plus one. Most that are asked for count words and lines;
/// std::log1p() took a twelfth of the instructions of a dump. Made at the start of the program, for
/// 1 % of its instructions; made at first use, the question whether it is there costs each dump .8
/// %.
class LogTable {
 public:
  static constexpr size_t kSize = 2048;
  LogTable() {
    for (size_t i = 0; i < logs_.size(); ++i)
      logs_[i] = static_cast<float>(std::log1p(static_cast<double>(i)));
  }
  float operator[](size_t count) const { return logs_[count]; }

 private:
  std::array<float, kSize> logs_;
};
inline const LogTable kLogTable;

inline float log1(double value) {
  if (value >= 0 && value < double{LogTable::kSize}) {
    const auto whole = static_cast<int>(value);
    if (static_cast<double>(whole) == value) return kLogTable[static_cast<size_t>(whole)];
  }
  return static_cast<float>(std::log1p(std::max(0.0, value)));
}
template <std::unsigned_integral Count>
float log1(Count count) {
  return count < LogTable::kSize ? kLogTable[count] : log1(static_cast<double>(count));
}
inline float share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0f;
}

/// For each line the distance to the nearest line before (or behind) it for which `is_it` holds,
/// itself excluded.
template <typename Test>
std::vector<float> distances(size_t count, bool is_before, Test is_it) {
  std::vector<float> result(count, kFarLines);
  size_t since = 0;
  bool seen = false;
  for (size_t k = 0; k < count; ++k) {
    const size_t i = is_before ? k : count - 1 - k;
    if (seen) result[i] = log1(++since);
    if (is_it(i)) {
      seen = true;
      since = 0;
    }
  }
  return result;
}

/// The length of the run of equal answers around each line, and the place in it.
template <typename Test>
void find_runs(size_t count, Test is_it, std::vector<float>& length, std::vector<float>& place) {
  length.assign(count, 0);
  place.assign(count, 0);
  for (size_t i = 0; i < count;) {
    size_t end = i;
    while (end < count && is_it(end)) ++end;
    for (size_t k = i; k < end; ++k) {
      length[k] = log1(end - i);
      place[k] = share(static_cast<double>(k - i), static_cast<double>(end - i));
    }
    i = std::max(end, i + 1);
  }
}

/// Signed log distance: negative before the border, positive behind it.
inline float side_of(size_t i, size_t border) {
  const double distance = static_cast<double>(i) - static_cast<double>(border);
  return distance < 0 ? -log1(-distance) : log1(distance);
}

}  // namespace copydesk
