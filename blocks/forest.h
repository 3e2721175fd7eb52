// forest.h: Forest, a sum of decision trees read from the weights that are part of the program.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// One node: goes to `left` or, when the feature is above the threshold, to `left` + 1. A leaf
/// leads to itself.
struct ForestNode {
  float threshold = 0;  // of a leaf: never exceeded
  uint16_t feature = 0;
  uint16_t left = 0;  // within the tree
};

/// Boosted trees. Lifetime: owns its nodes; read-only after loading. Threads: safe.
/// Source: LightGBM's trees, exported by model/export.py.
class Forest {
 public:
  /// Reads a forest from the weights file's section. Errors: kDamaged.
  static Result<Forest> load(std::string_view bytes);
  /// The sum of all trees for each of `count` rows of `columns` floats. Cost: rows * trees * depth,
  /// eight rows abreast.
  void add_scores(const float* rows, size_t columns, size_t count, float* sums) const;
  /// For explanations: the mean score below each node over those of the rows that come by. Cost: as
  /// add_scores().
  std::vector<double> node_means(const float* rows, size_t columns, size_t count) const;
  /// Adds to sums[feature] what asking it changed: at each step to a row's leaf the change of the
  /// mean. All sums together are the row's score less the mean score of the rows behind `means`, of
  /// which it must be one.
  void add_contributions(const float* row, const std::vector<double>& means, double* sums) const;
  size_t tree_count() const { return roots_.size(); }
  /// Features the trees ask for, one more than the highest index.
  size_t feature_count() const { return feature_count_; }

 private:
  struct Root {
    uint32_t first = 0;  // index of the tree's first node
    uint32_t depth = 0;  // steps that reach every leaf
  };
  std::vector<Root> roots_;
  std::vector<ForestNode> nodes_;
  std::vector<float> values_;  // by node; of leaves
  float base_ = 0;
  size_t feature_count_ = 0;
};

/// A monotone curve through points: scores into calibrated probabilities.
class Curve {
 public:
  static Result<Curve> load(std::string_view bytes);
  float at(float x) const;
  bool is_empty() const { return points_.empty(); }

 private:
  struct Point {
    float x = 0, y = 0;
  };
  std::vector<Point> points_;
};

/// Named sections of a weights file: "CDM1", then name length, name, size, bytes of each.
/// Lifetime: views `file`. Errors: kDamaged.
struct WeightsFile {
  struct Section {
    std::string_view name;
    std::string_view bytes;
  };
  std::vector<Section> sections;
  static Result<WeightsFile> read(std::string_view file);
  /// The bytes of a section; empty when there is none.
  std::string_view section(std::string_view name) const;
};

float sigmoid(float x);

}  // namespace copydesk
