// feature_row.h: FeatureRow, writes one row of features and, when asked, their names.
#pragma once

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
    if (names_ != nullptr) names_->emplace_back(name);
  }
  void put(std::string_view name, bool value) { put(name, value ? 1.0f : 0.0f); }
  /// A column of a family: `name` and what tells it apart.
  void put(std::string_view name, std::string_view which, float value) {
    *at_++ = value;
    if (names_ != nullptr) names_->push_back(std::string(name) + "_" + std::string(which));
  }
  void put(std::string_view name, int which, float value) {
    *at_++ = value;
    if (names_ != nullptr) names_->push_back(std::string(name) + "_" + std::to_string(which));
  }
  /// The place of the next value.
  float* end() const { return at_; }

 private:
  float* at_;
  std::vector<std::string>* names_;
};

}  // namespace copydesk
