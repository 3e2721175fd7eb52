// feature_row.h: FeatureRow, writes one row of features and, when asked, their names.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

/// More columns than any row has.
inline constexpr size_t kMaxFeatureColumns = 1024;

/// Writes values in a fixed order to `at`, which has room for them; with `names` it records what
/// each column is called. Cost: a store a value (measured: growing a vector instead took 15 % of
/// the time of all features).
class FeatureRow {
 public:
  FeatureRow(float* at, std::vector<std::string>* names) : at_(at), names_(names) {}

  void put(std::string_view name, float value) {
    *at_++ = value;
    if (names_ != nullptr) [[unlikely]]
      note(name, {});
  }
  void put(std::string_view name, bool value) { put(name, value ? 1.0f : 0.0f); }
  /// A column of a family: `name` and what tells it apart.
  void put(std::string_view name, std::string_view which, float value) {
    *at_++ = value;
    if (names_ != nullptr) [[unlikely]]
      note(name, which);
  }
  void put(std::string_view name, int which, float value) {
    *at_++ = value;
    if (names_ != nullptr) [[unlikely]]
      note(name, std::to_string(which));
  }
  /// A family of columns at once: one for each of `which`, with as many values.
  template <typename Names, typename Value>
  void put_family(std::string_view name, const Names& which, const Value* values) {
    const size_t count = std::size(which);
    for (size_t i = 0; i < count; ++i) at_[i] = static_cast<float>(values[i]);
    at_ += count;
    if (names_ == nullptr) return;
    for (const std::string_view each : which) note(name, each);
  }
  /// Columns that are `names` with a number behind them.
  template <typename Names>
  void put_numbered(const Names& names, int which, const float* values) {
    const size_t count = std::size(names);
    for (size_t i = 0; i < count; ++i) at_[i] = values[i];
    at_ += count;
    if (names_ == nullptr) return;
    for (const std::string_view each : names) note(each, std::to_string(which));
  }
  /// A family whose values stand elsewhere: names alone.
  template <typename Names>
  void name_family(std::string_view name, const Names& which) {
    if (names_ == nullptr) return;
    for (const std::string_view each : which) note(name, each);
  }
  /// The place of the next value.
  float* end() const { return at_; }

 private:
  // Out of line: only the first row of a program's run has names.
  void note(std::string_view name, std::string_view which);

  float* at_;
  std::vector<std::string>* names_;
};

/// The same without names, for every row but the first of a program's run. Cost: two fifths of what
/// a FeatureRow costs that asks at each value whether there are names.
class PlainRow {
 public:
  explicit PlainRow(float* at) : at_(at) {}

  void put(std::string_view, float value) { *at_++ = value; }
  void put(std::string_view, bool value) { *at_++ = value ? 1.0f : 0.0f; }
  template <typename Which>
  void put(std::string_view, const Which&, float value) {
    *at_++ = value;
  }
  template <typename Names, typename Value>
  void put_family(std::string_view, const Names& which, const Value* values) {
    const size_t count = std::size(which);
    for (size_t i = 0; i < count; ++i) at_[i] = static_cast<float>(values[i]);
    at_ += count;
  }
  template <typename Names>
  void put_numbered(const Names& names, int, const float* values) {
    std::memcpy(at_, values, std::size(names) * sizeof *values);
    at_ += std::size(names);
  }
  template <typename Names>
  void name_family(std::string_view, const Names&) {}
  float* end() const { return at_; }

 private:
  float* at_;
};

/// A float for each bit, the lowest first; in a form that the compiler turns into vectors.
inline std::array<float, 32> floats_of_bits(uint32_t bits) {
  static constexpr auto kBits = [] {
    std::array<uint32_t, 32> all{};
    for (size_t i = 0; i < all.size(); ++i) all[i] = 1u << i;
    return all;
  }();
  std::array<float, 32> floats;
  for (size_t i = 0; i < floats.size(); ++i)
    floats[i] = (bits & kBits[i]) == kBits[i] ? 1.0f : 0.0f;
  return floats;
}

}  // namespace copydesk
