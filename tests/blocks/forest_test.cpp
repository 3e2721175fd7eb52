// forest_test.cpp: trees and curves from bytes, and refusal of damaged ones.
#include "blocks/forest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace copydesk;

namespace {

template <typename T>
void append(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

void append_node(std::string& out, uint16_t feature, uint16_t left, float number) {
  append(out, feature);
  append(out, left);
  append(out, number);
}

// One tree: feature 1 > 0.5 ? 2 : (feature 0 > 3 ? 1 : -1); base 10.
std::string small_forest() {
  std::string bytes;
  append(bytes, uint32_t{1});
  append(bytes, 10.0f);
  append(bytes, uint16_t{5});
  append_node(bytes, 1, 1, 0.5f);
  append_node(bytes, 0, 3, 3.0f);
  append_node(bytes, 0, 0, 2.0f);
  append_node(bytes, 0, 0, -1.0f);
  append_node(bytes, 0, 0, 1.0f);
  return bytes;
}

// Trees of random splits over `columns` features, and their nodes, for a plain walk.
struct RandomForest {
  struct Node {
    uint16_t feature = 0, left = 0;
    float number = 0;
  };
  std::vector<std::vector<Node>> trees;

  RandomForest(std::mt19937& random, size_t count, uint16_t columns) {
    for (size_t t = 0; t < count; ++t) {
      std::vector<Node> nodes(1);
      for (size_t leaves = 1; leaves < 1 + random() % 32; ++leaves) {
        size_t at = 0;  // a random leaf
        while (nodes[at].left != 0) at = nodes[at].left + random() % 2;
        nodes[at] = {static_cast<uint16_t>(random() % columns), static_cast<uint16_t>(nodes.size()),
                     static_cast<float>(random() % 16)};
        nodes.resize(nodes.size() + 2);
      }
      for (Node& node : nodes)
        if (node.left == 0) node = {0, 0, static_cast<float>(random() % 1000) / 7.0f};
      trees.push_back(std::move(nodes));
    }
  }

  std::string bytes() const {
    std::string out;
    append(out, static_cast<uint32_t>(trees.size()));
    append(out, 0.25f);
    for (const auto& nodes : trees) {
      append(out, static_cast<uint16_t>(nodes.size()));
      for (const Node& node : nodes) append_node(out, node.feature, node.left, node.number);
    }
    return out;
  }

  float score_of(const std::vector<float>& row) const {
    float sum = 0;
    for (const auto& nodes : trees) {
      size_t at = 0;
      while (nodes[at].left != 0) {
        const bool is_above = row[nodes[at].feature] > nodes[at].number;
        at = nodes[at].left + size_t{is_above};
      }
      sum += nodes[at].number;
    }
    return 0.25f + sum;
  }
};

// A table of all parts that rows can have, whose rows look alike in most columns, as those of a
// page do.
struct RandomRows {
  static constexpr size_t kBefore = 3, kBytes = 9, kBehind = 4, kSame = 3, kRight = 4;
  static constexpr size_t kColumns = kBefore + kBytes + kBehind + kSame + kRight;
  static constexpr size_t kStride = 12;
  std::vector<float> left, right, same;
  std::vector<uint8_t> bytes;  // some rows share theirs
  std::vector<uint32_t> place_of;
  std::vector<std::vector<float>> rows;
  std::vector<uint32_t> chosen;

  RandomRows(std::mt19937& random, size_t count) {
    std::vector<float> row(kColumns);
    for (size_t i = 0; i < count; ++i) {
      for (size_t c = 0; c < kColumns; ++c)
        if (i == 0 || (random() % 8 == 0 && !is_same(c))) row[c] = value_of(random, c);
      if (i > 0 && random() % 2 == 0)
        std::copy_n(rows.back().begin() + kBefore, kBytes, row.begin() + kBefore);
      add(row);
      if (i == 0 || random() % 3 != 0) add_chosen(static_cast<uint32_t>(i));
    }
    same.assign(row.begin() + kBefore + kBytes + kBehind, row.end() - kRight);
  }
  FeatureRows view() const {
    FeatureRows all{left.data(), kBefore + kBehind, rows.size(), right.data(), kRight, chosen};
    all.same = same;
    all.bytes = {bytes.data(), kStride, place_of.data(), kBytes, kBefore};
    return all;
  }

 private:
  static bool is_byte(size_t column) { return column - kBefore < kBytes; }
  static bool is_same(size_t column) { return column - (kBefore + kBytes + kBehind) < kSame; }
  static float value_of(std::mt19937& random, size_t column) {
    return is_byte(column) ? static_cast<float>(random() % 16)
                           : static_cast<float>(random() % 32) / 2;
  }
  void add(const std::vector<float>& row) {
    left.insert(left.end(), row.begin(), row.begin() + kBefore);
    left.insert(left.end(), row.begin() + kBefore + kBytes, row.end() - kRight - kSame);
    const bool is_new =
        rows.empty() || !std::equal(row.begin() + kBefore, row.begin() + kBefore + kBytes,
                                    rows.back().begin() + kBefore);
    if (is_new) {
      bytes.resize(bytes.size() + kStride);
      std::copy_n(row.begin() + kBefore, kBytes, bytes.end() - kStride);
    }
    place_of.push_back(static_cast<uint32_t>(bytes.size() / kStride - 1));
    rows.push_back(row);
  }
  void add_chosen(uint32_t row) {
    right.insert(right.end(), rows[row].end() - kRight, rows[row].end());
    chosen.push_back(row);
  }
};

// How many rows get another sum than a plain walk from node to node gives them.
size_t wrong_sums(Forest::Abreast abreast, size_t row_count) {
  std::mt19937 random(static_cast<uint32_t>(row_count));
  const RandomForest model(random, 40, RandomRows::kColumns);
  const RandomRows table(random, row_count);
  std::vector<float> sums(table.chosen.size(), 0.0f);
  Forest::load(model.bytes()).value().add_scores(table.view(), sums.data(), abreast);
  size_t wrong = 0;
  for (size_t k = 0; k < sums.size(); ++k)
    wrong += sums[k] != model.score_of(table.rows[table.chosen[k]]);
  return wrong;
}

}  // namespace

TEST_CASE("what each feature changed adds up to a row's score less the mean of the rows") {
  const Forest forest = Forest::load(small_forest()).value();
  const float rows[] = {5, 0, 1, 0, 0, 1};  // three rows of two columns; their scores are 11, 9, 12
  const std::vector<double> means = forest.node_means(rows, 2, 3);
  double sums[2] = {0, 0};
  forest.add_contributions(rows, means, sums);
  CHECK(sums[0] == doctest::Approx(1.0));
  CHECK(sums[1] == doctest::Approx(-2.0 / 3));
}

TEST_CASE("every row gets the sum of a plain walk, however many rows are taken abreast") {
  for (const size_t rows : {1u, 15u, 16u, 17u, 255u, 700u}) {
    CHECK(wrong_sums(Forest::Abreast::kMost, rows) == 0);
    CHECK(wrong_sums(Forest::Abreast::kEight, rows) == 0);
    CHECK(wrong_sums(Forest::Abreast::kFour, rows) == 0);
  }
}

TEST_CASE("a tree of more than 32 leaves is refused") {
  std::string bytes;
  append(bytes, uint32_t{1});
  append(bytes, 0.0f);
  append(bytes, uint16_t{65});
  for (uint16_t i = 0; i < 32; ++i) append_node(bytes, 0, static_cast<uint16_t>(2 * i + 1), 1.0f);
  for (uint16_t i = 0; i < 33; ++i) append_node(bytes, 0, 0, 1.0f);
  CHECK_FALSE(Forest::load(bytes).is_ok());
}

TEST_CASE("a column that all rows share counts in each of them when it is named as such") {
  const Forest forest = Forest::load(small_forest()).value();
  const float rows[] = {0, 1, 4, 1, 3, 1}, own[] = {0, 4, 3}, shared_value[] = {1};
  float sums[3] = {}, same[3] = {};
  forest.add_scores({rows, 2, 3}, sums);
  FeatureRows shared{own, 1, 3};
  shared.same = shared_value;
  forest.add_scores(shared, same);
  CHECK(std::vector<float>(same, same + 3) == std::vector<float>(sums, sums + 3));
}

TEST_CASE("a column of bytes that rows share counts as if it stood in each of them") {
  const Forest forest = Forest::load(small_forest()).value();
  const float rows[] = {0, 1, 4, 0, 3, 1}, own[] = {0, 4, 3};
  const uint8_t bytes[] = {1, 0};
  const uint32_t places[] = {0, 1, 0};
  float sums[3] = {}, same[3] = {};
  forest.add_scores({rows, 2, 3}, sums);
  FeatureRows shared{own, 1, 3};
  shared.bytes = {bytes, 1, places, 1, 1};
  forest.add_scores(shared, same);
  CHECK(std::vector<float>(same, same + 3) == std::vector<float>(sums, sums + 3));
}

TEST_CASE("a forest adds the leaf that each row reaches") {
  const Forest forest = Forest::load(small_forest()).value();
  const float rows[] = {0, 1, /**/ 4, 0, /**/ 3, 0.5f};
  float sums[3] = {};
  forest.add_scores({rows, 2, 3}, sums);
  CHECK(sums[0] == 12.0f);
  CHECK(sums[1] == 11.0f);
  CHECK(sums[2] == 9.0f);
  CHECK(forest.feature_count() == 2);
}

TEST_CASE("a forest that is cut short or points outside itself is refused") {
  const std::string good = small_forest();
  CHECK_FALSE(Forest::load(std::string_view(good).substr(0, good.size() - 1)).is_ok());
  std::string bad = good;
  bad[12] = 9;  // the root's left child
  CHECK_FALSE(Forest::load(bad).is_ok());
}

TEST_CASE("a curve is straight between its points and flat outside of them") {
  std::string bytes;
  for (const float number : {0.2f, 0.0f, 0.4f, 1.0f}) append(bytes, number);
  const Curve curve = Curve::load(bytes).value();
  CHECK(curve.at(0.1f) == 0.0f);
  CHECK(curve.at(0.3f) == doctest::Approx(0.5f));
  CHECK(curve.at(0.9f) == 1.0f);
}

TEST_CASE("sections of a weights file are found by name") {
  std::string file = "CDM1";
  append(file, uint32_t{1});
  file += "a";
  append(file, uint32_t{2});
  file += "xy";
  const WeightsFile weights = WeightsFile::read(file).value();
  CHECK(weights.section("a") == "xy");
  CHECK(weights.section("b").empty());
  CHECK_FALSE(WeightsFile::read("CDM2").is_ok());
}

TEST_CASE("log odds are what sigmoid() undoes, and finite for certainties") {
  for (const float x : {-6.0f, -0.5f, 0.0f, 3.0f})
    CHECK(log_odds(sigmoid(x)) == doctest::Approx(x));
  CHECK(log_odds(0.0f) < -10);
  CHECK(log_odds(1.0f) > 10);
  CHECK(std::isfinite(log_odds(0.0f)));
  CHECK(std::isfinite(log_odds(1.0f)));
}
