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

/// Columns of small whole numbers that many rows share: row i has the `count` bytes from
/// `values + stride * place_of[i]` on, and room behind them up to a multiple of eight.
struct ByteColumns {
  const uint8_t* values = nullptr;
  size_t stride = 0;
  const uint32_t* place_of = nullptr;
  size_t count = 0;
  size_t at = 0;      // columns of the left rows that stand before them
  uint8_t usual = 0;  // what most of them are
  const uint8_t* row(size_t i) const { return values + stride * place_of[i]; }
};

/// How many columns of each kind the network's rows have: left ones before and behind the bytes,
/// bytes, and those that are the same in all rows.
struct RowLayout {
  size_t before = 0, bytes = 0, behind = 0, same = 0;
  size_t left() const { return before + behind; }
  size_t columns() const { return left() + bytes + same; }
  bool operator==(const RowLayout&) const = default;
};

/// Rows of floats that the models read. The columns: those of `left`, `bytes` among them; `same`,
/// the values that all rows have; those of `right`, which may have none. `chosen` are the numbers
/// of the rows wanted; empty: the first `count`. `right` has a row for each wanted one. No value is
/// NaN. Lifetime: views all of it.
struct FeatureRows {
  const float* left = nullptr;
  size_t left_columns = 0;
  size_t count = 0;
  const float* right = nullptr;
  size_t right_columns = 0;
  std::span<const uint32_t> chosen = {};
  std::span<const float> same = {};
  ByteColumns bytes = {};
  size_t size() const { return chosen.empty() ? count : chosen.size(); }
  size_t columns() const { return left_columns + bytes.count + same.size() + right_columns; }
  /// Of all columns but the right ones.
  RowLayout layout() const { return {bytes.at, bytes.count, left_columns - bytes.at, same.size()}; }
  /// Of the wanted row `i`.
  float value(size_t i, size_t column) const;
};

/// Boosted trees of at most 32 leaves each. Lifetime: owns its nodes; read-only after loading.
/// Threads: safe. Source: LightGBM's trees, exported by model/export.py.
class Forest {
 public:
  static constexpr uint32_t kMaxLeaves = 32;

  /// How many rows a processor instruction takes: as many as it can, at most eight, or four, as
  /// every one can.
  enum class Abreast : uint8_t { kMost, kEight, kFour };

  /// A node that is no leaf, for add_scores(). The leaves of a tree are numbered from left to
  /// right; a set of them is a word of 32 bits.
  struct Split {
    float threshold = 0;  // a row goes left unless its value is above
    uint32_t place = 0;   // in columns_, of the value that is asked for
    uint32_t left = 0;    // leaves below the left child
    uint32_t right = 0;   // and the right one
  };

  /// Reads a forest from the weights file's section. Errors: kDamaged, also for a larger tree.
  static Result<Forest> load(std::string_view bytes);
  /// Adds the sum of all trees to `sums`, one a row. Cost: rows * splits in the worst case, sixteen
  /// rows at a time; splits on which all rows agree, or all of some hundred, are looked at once.
  void add_scores(const FeatureRows& rows, float* sums, Abreast abreast = Abreast::kMost) const;
  /// For explanations: the mean score below each node over those of the rows that come by. Cost:
  /// rows * trees * depth.
  std::vector<double> node_means(const float* rows, size_t columns, size_t count) const;
  /// Adds to sums[feature] what asking it changed: at each step to a row's leaf the change of the
  /// mean. All sums together are the row's score less the mean score of the rows behind `means`, of
  /// which it must be one.
  void add_contributions(const float* row, const std::vector<double>& means, double* sums) const;
  /// Features the trees ask for, one more than the highest index.
  size_t feature_count() const { return feature_count_; }

 private:
  struct Root {
    uint32_t first = 0;  // index of the tree's first node
    uint32_t depth = 0;  // steps that reach every leaf
  };
  struct Tree {
    uint32_t first = 0, count = 0;  // its splits, parents before children
    uint32_t leaves = 0;            // all of them
    uint32_t values = 0;            // index of its first leaf's value
  };
  friend class ForestWalk;

  static constexpr size_t kTreesAtOnce = 8;
  float score_of_only(const FeatureRows& rows) const;
  float add_trees_to(float sum, std::span<const Root> trees, const float* row) const;
  Result<void> add_tree(std::span<const ForestNode> nodes);
  void find_columns();

  std::vector<Root> roots_;
  std::vector<ForestNode> nodes_;
  std::vector<float> values_;  // by node; of leaves
  std::vector<Tree> trees_;    // the same trees once more
  std::vector<Split> splits_;
  std::vector<uint16_t> columns_;   // of a row, that splits ask for
  std::vector<float> leaf_values_;  // and room behind them to read those of a whole tree
  float base_ = 0;
  size_t feature_count_ = 0;
};

/// A monotone curve through points: scores into calibrated probabilities.
class Curve {
 public:
  static Result<Curve> load(std::string_view bytes);
  float at(float x) const;

 private:
  struct Point {
    float x = 0, y = 0;
  };
  std::vector<Point> points_;
  std::vector<float> xs_;  // of the points, rising
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
/// The inverse of sigmoid(); finite for all of 0..1.
float log_odds(float probability);

}  // namespace copydesk
