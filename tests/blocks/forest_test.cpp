// forest_test.cpp: trees and curves from bytes, and refusal of damaged ones.
#include "blocks/forest.h"

#include <doctest/doctest.h>

#include <cstring>

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

TEST_CASE("a forest adds the leaf that each row reaches") {
  const Forest forest = Forest::load(small_forest()).value();
  const float rows[] = {0, 1, /**/ 4, 0, /**/ 3, 0.5f};
  float sums[3] = {};
  forest.add_scores(rows, 2, 3, sums);
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
