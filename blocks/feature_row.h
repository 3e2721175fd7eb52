// feature_row.h: FeatureRow, writes one row of features and, when asked, their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

/// Collects values in a fixed order; with `names` it records what each column is called. Names cost
/// nothing else.
class FeatureRow {
 public:
  FeatureRow(std::vector<float>& values, std::vector<std::string>* names)
      : values_(values), names_(names) {}

  void put(std::string_view name, float value) {
    values_.push_back(value);
    if (names_ != nullptr) names_->emplace_back(name);
  }
  void put(std::string_view name, bool value) { put(name, value ? 1.0f : 0.0f); }
  /// A column of a family: `name` and what tells it apart.
  void put(std::string_view name, std::string_view which, float value) {
    values_.push_back(value);
    if (names_ != nullptr) names_->push_back(std::string(name) + "_" + std::string(which));
  }
  void put(std::string_view name, int which, float value) {
    values_.push_back(value);
    if (names_ != nullptr) names_->push_back(std::string(name) + "_" + std::to_string(which));
  }

 private:
  std::vector<float>& values_;
  std::vector<std::string>* names_;
};

}  // namespace copydesk
