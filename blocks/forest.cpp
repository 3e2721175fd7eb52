// forest.cpp: reading boosted trees, curves and the weights file; what a walk from node to node
// tells explanations. The scores of a page are worked out in forest_walk.cpp.
#include "blocks/forest.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace copydesk {
namespace {

// Little-endian reader over a section; sticks to "failed" once the bytes run out.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <typename T>
  T read() {
    T value{};
    if (rest_.size() < sizeof value) {
      failed_ = true;
      rest_ = {};
      return value;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view take(size_t size) {
    if (rest_.size() < size) {
      failed_ = true;
      size = rest_.size();
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }
  size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

Error damaged(const char* what) {
  return Error{ErrorCode::kDamaged, 0, std::string("weights: ") + what};
}

// Steps from the root to the deepest leaf; children come after their parents.
uint32_t depth_of(std::span<const ForestNode> tree) {
  std::vector<uint32_t> depth(tree.size(), 0);
  uint32_t deepest = 0;
  for (size_t i = 0; i < tree.size(); ++i) {
    deepest = std::max(deepest, depth[i]);
    if (tree[i].left > i) depth[tree[i].left] = depth[tree[i].left + 1u] = depth[i] + 1;
  }
  return deepest;
}

}  // namespace

float sigmoid(float x) { return 1.0f / (1.0f + std::exp(-x)); }

float log_odds(float probability) {
  constexpr float kLeast = 1e-6f;
  const float inside = std::clamp(probability, kLeast, 1 - kLeast);
  return std::log(inside / (1 - inside));
}

Result<Forest> Forest::load(std::string_view bytes) {
  Reader reader(bytes);
  Forest forest;
  const auto trees = reader.read<uint32_t>();
  forest.base_ = reader.read<float>();
  for (uint32_t t = 0; t < trees && !reader.failed(); ++t) {
    const auto count = reader.read<uint16_t>();
    if (count == 0 || reader.left() < count * size_t{8}) return damaged("a tree is cut short");
    const size_t first = forest.nodes_.size();
    for (uint16_t i = 0; i < count; ++i) {
      ForestNode node;
      node.feature = reader.read<uint16_t>();
      node.left = reader.read<uint16_t>();
      const auto number = reader.read<float>();
      const bool is_leaf = node.left == 0;
      if (!is_leaf && (node.left <= i || node.left + 1u >= count))
        return damaged("a tree points outside itself");
      node.threshold = is_leaf ? INFINITY : number;
      if (is_leaf) node.left = i;
      forest.values_.push_back(is_leaf ? number : 0.0f);
      forest.feature_count_ =
          std::max(forest.feature_count_, is_leaf ? size_t{0} : node.feature + size_t{1});
      forest.nodes_.push_back(node);
    }
    const std::span<const ForestNode> tree(forest.nodes_.data() + first, count);
    forest.roots_.push_back({static_cast<uint32_t>(first), depth_of(tree)});
    CD_TRY_VOID(forest.add_tree(tree));
  }
  if (reader.failed()) return damaged("the forest is cut short");
  forest.leaf_values_.resize(forest.leaf_values_.size() + kMaxLeaves);
  forest.find_columns();
  return forest;
}

// Numbers the leaves from left to right and writes each split with the leaves on its two sides.
Result<void> Forest::add_tree(std::span<const ForestNode> nodes) {
  const auto is_leaf = [&](size_t i) { return nodes[i].left == i; };
  if (nodes.size() > 2 * kMaxLeaves - 1) return damaged("a tree has more than 32 leaves");
  Tree tree;
  tree.first = static_cast<uint32_t>(splits_.size());
  tree.values = static_cast<uint32_t>(leaf_values_.size());
  const size_t first_node = nodes_.size() - nodes.size();
  std::vector<uint32_t> leaves(nodes.size(), 0);  // below each node
  std::vector<size_t> open = {0};
  uint32_t leaf = 0, steps = 0;
  while (!open.empty()) {
    if (++steps > nodes.size()) return damaged("a tree has a node with two parents");
    const size_t at = open.back();
    open.pop_back();
    if (is_leaf(at)) {
      leaves[at] = 1u << leaf++;
      leaf_values_.push_back(values_[first_node + at]);
      continue;
    }
    open.push_back(nodes[at].left + size_t{1});
    open.push_back(nodes[at].left);
  }
  for (size_t i = nodes.size(); i-- > 0;)
    if (!is_leaf(i)) leaves[i] = leaves[nodes[i].left] | leaves[nodes[i].left + size_t{1}];
  for (size_t i = 0; i < nodes.size(); ++i)
    if (!is_leaf(i))
      splits_.push_back({nodes[i].threshold, nodes[i].feature, leaves[nodes[i].left],
                         leaves[nodes[i].left + size_t{1}]});
  tree.count = static_cast<uint32_t>(splits_.size()) - tree.first;
  tree.leaves = leaves[0];
  trees_.push_back(tree);
  return {};
}

// Numbers the columns that are asked for, and lets the splits name them so.
void Forest::find_columns() {
  std::vector<uint32_t> place(feature_count_, 0);
  for (const Split& split : splits_) place[split.place] = 1;
  for (uint32_t column = 0; column < feature_count_; ++column) {
    if (place[column] == 0) continue;
    place[column] = static_cast<uint32_t>(columns_.size());
    columns_.push_back(static_cast<uint16_t>(column));
  }
  for (Split& split : splits_) split.place = place[split.place];
}

std::vector<double> Forest::node_means(const float* rows, size_t columns, size_t count) const {
  std::vector<double> sums(nodes_.size(), 0.0), visits(nodes_.size(), 0.0);
  std::vector<size_t> path;
  for (size_t i = 0; i < count;
       ++i) {  // outside: the rows of a long page are more than caches hold
    for (const Root& root : roots_) {
      path.clear();
      uint32_t at = 0;
      for (uint32_t step = 0; step <= root.depth; ++step) {
        path.push_back(root.first + at);
        const ForestNode& node = nodes_[root.first + at];
        at = node.left + (rows[i * columns + node.feature] > node.threshold);
      }
      for (const size_t node : path) sums[node] += values_[path.back()], visits[node] += 1;
    }
  }
  for (size_t i = 0; i < sums.size(); ++i) sums[i] /= std::max(1.0, visits[i]);
  return sums;
}

void Forest::add_contributions(const float* row, const std::vector<double>& means,
                               double* sums) const {
  for (const Root& root : roots_) {
    uint32_t at = 0;
    for (uint32_t step = 0; step < root.depth; ++step) {
      const ForestNode& node = nodes_[root.first + at];
      const uint32_t next = node.left + (row[node.feature] > node.threshold);
      sums[node.feature] += means[root.first + next] - means[root.first + at];
      at = next;
    }
  }
}

Result<Curve> Curve::load(std::string_view bytes) {
  Reader reader(bytes);
  Curve curve;
  while (!reader.at_end() && !reader.failed()) {
    const auto x = reader.read<float>();
    curve.xs_.push_back(x);
    curve.points_.push_back({x, reader.read<float>()});
  }
  if (reader.failed()) return damaged("a curve is cut short");
  return curve;
}

float Curve::at(float x) const {
  if (points_.empty()) return x;
  if (x <= points_.front().x) return points_.front().y;
  if (x >= points_.back().x) return points_.back().y;
  uint32_t after = 0;  // points that are not above: counting them needs no branch
  for (const float point : xs_) after += point <= x ? 1u : 0u;
  const Point& b = points_[after];
  const Point& a = points_[after - 1];
  return a.y + (b.y - a.y) * (x - a.x) / std::max(1e-9f, b.x - a.x);
}

Result<WeightsFile> WeightsFile::read(std::string_view file) {
  Reader reader(file);
  WeightsFile weights;
  if (reader.take(4) != "CDM1") return damaged("not a weights file");
  while (!reader.at_end() && !reader.failed()) {
    Section section;
    section.name = reader.take(reader.read<uint32_t>());
    section.bytes = reader.take(reader.read<uint32_t>());
    weights.sections.push_back(section);
  }
  if (reader.failed()) return damaged("the weights are cut short");
  return weights;
}

std::string_view WeightsFile::section(std::string_view name) const {
  for (const Section& section : sections)
    if (section.name == name) return section.bytes;
  return {};
}

}  // namespace copydesk
