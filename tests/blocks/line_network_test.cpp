// line_network_test.cpp: the network of lines against the same sums made plainly, and damaged
// weights.
#include "blocks/line_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "blocks/word_scores.h"

using namespace copydesk;

namespace {

constexpr size_t kColumns = 5, kWidth = LineNetwork::kWidth, kVector = LineNetwork::kVector;
constexpr size_t kHead = 8, kVectorBytes = LineNetwork::kBuckets * kVector;

using Rows = std::vector<std::vector<double>>;

// A section of weights by lot.
std::string lot_section() {
  std::mt19937 lot(5);
  std::string section(kHead + kVectorBytes, '\0');
  const uint32_t columns = kColumns;
  const float step = 0.01f;
  std::memcpy(section.data(), &columns, sizeof columns);
  std::memcpy(section.data() + sizeof columns, &step, sizeof step);
  for (size_t i = kHead; i < section.size(); ++i) section[i] = static_cast<char>(lot());
  const size_t turns = LineNetwork::kSteps.size() * (3 * kWidth + 1) * kWidth;
  const size_t floats = 2 * kColumns + (kColumns + kVector + 1) * kWidth + turns +
                        (2 * kWidth + 1) * kWidth + kWidth + 1;
  for (size_t i = 0; i < floats; ++i) {
    const float value = std::uniform_real_distribution<float>(-0.3f, 0.3f)(lot);
    section.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  return section;
}

// Takes the section's floats one after the other.
struct Weights {
  std::string section = lot_section();
  size_t at = kHead + kVectorBytes;
  double next() {
    float value = 0;
    std::memcpy(&value, section.data() + at, sizeof value);
    at += sizeof value;
    return value;
  }
  std::vector<double> take(size_t count) {
    std::vector<double> values(count);
    for (double& value : values) value = next();
    return values;
  }
  // A layer over each row: what is below zero becomes zero where `is_bent`.
  Rows layer(const Rows& in, bool is_bent) {
    const size_t inputs = in.front().size();
    const std::vector<double> weights = take(inputs * kWidth), biases = take(kWidth);
    Rows out;
    for (const std::vector<double>& row : in) {
      std::vector<double> sums = biases;
      for (size_t k = 0; k < inputs; ++k)
        for (size_t j = 0; j < kWidth; ++j)
          sums[j] += row[k] * weights[(j / 16 * inputs + k) * 16 + j % 16];
      if (is_bent)
        for (double& sum : sums) sum = std::max(sum, 0.0);
      out.push_back(sums);
    }
    return out;
  }
};

std::vector<double> even(const std::vector<double>& row) {
  double mean = 0, variance = 1e-5;
  for (const double x : row) mean += x / kWidth;
  for (const double x : row) variance += (x - mean) * (x - mean) / kWidth;
  std::vector<double> out;
  for (const double x : row) out.push_back((x - mean) / std::sqrt(variance));
  return out;
}

void add(Rows& rows, const Rows& more) {
  for (size_t i = 0; i < rows.size(); ++i)
    for (size_t j = 0; j < kWidth; ++j) rows[i][j] += more[more.size() == 1 ? 0 : i][j];
}

Rows page_of(const Rows& rows) {
  std::vector<double> page(2 * kWidth, 0.0);
  std::copy_n(rows.front().begin(), kWidth, page.begin() + kWidth);
  for (const std::vector<double>& row : rows) {
    for (size_t j = 0; j < kWidth; ++j) {
      page[j] += row[j] / static_cast<double>(rows.size());
      page[kWidth + j] = std::max(page[kWidth + j], row[j]);
    }
  }
  return {page};
}

Rows neighbours(const Rows& rows, size_t step) {
  Rows even_rows, out;
  for (const std::vector<double>& row : rows) even_rows.push_back(even(row));
  for (size_t i = 0; i < rows.size(); ++i) {
    std::vector<double> all;
    for (const long d : {-1L, 0L, 1L}) {
      const long k = static_cast<long>(i) + d * static_cast<long>(step);
      const bool is_there = k >= 0 && k < static_cast<long>(rows.size());
      const std::vector<double> none(kWidth, 0.0);
      const std::vector<double>& one = is_there ? even_rows[static_cast<size_t>(k)] : none;
      all.insert(all.end(), one.begin(), one.end());
    }
    out.push_back(all);
  }
  return out;
}

// What the network reads of a line.
std::vector<double> numbers_of(const float* features, std::span<const uint32_t> buckets,
                               Weights& weights, const std::vector<double>& mean,
                               const std::vector<double>& scale) {
  std::vector<double> row;
  for (size_t k = 0; k < kColumns; ++k)
    row.push_back(std::clamp((features[k] - mean[k]) * scale[k], -3.0, 3.0));
  for (size_t j = 0; j < kVector; ++j) {
    double sum = 0;
    for (const uint32_t bucket : buckets)
      sum += static_cast<signed char>(
          weights.section[kHead + bucket % LineNetwork::kBuckets * kVector + j]);
    row.push_back(sum * 0.01 / static_cast<double>(buckets.size()));
  }
  return row;
}

std::vector<double> plain_scores(const FeatureMatrix& matrix, const WordBuckets& words) {
  Weights weights;
  const std::vector<double> mean = weights.take(kColumns), scale = weights.take(kColumns);
  Rows rows;
  for (size_t i = 0; i < words.size(); ++i)
    rows.push_back(numbers_of(matrix.row(i), words.of(i), weights, mean, scale));
  rows = weights.layer(rows, true);
  // The page's layer stands behind the turns' in the section and is asked between them.
  const size_t turns_at = weights.at, turn_size = (3 * kWidth + 1) * kWidth * sizeof(float);
  const size_t page_at = turns_at + LineNetwork::kSteps.size() * turn_size;
  for (size_t i = 0; i < LineNetwork::kSteps.size(); ++i) {
    weights.at = page_at;
    if (i == 2) add(rows, weights.layer(page_of(rows), true));
    weights.at = turns_at + i * turn_size;
    add(rows, weights.layer(neighbours(rows, LineNetwork::kSteps[i]), true));
  }
  weights.at = page_at + (2 * kWidth + 1) * kWidth * sizeof(float);
  const std::vector<double> leave = weights.take(kWidth);
  const double bias = weights.next();
  std::vector<double> scores;
  for (const std::vector<double>& row : rows) {
    const std::vector<double> last = even(row);
    double sum = bias;
    for (size_t j = 0; j < kWidth; ++j) sum += last[j] * leave[j];
    scores.push_back(sum);
  }
  return scores;
}

}  // namespace

TEST_CASE("pages of any length: the sums are those made plainly, the bits the same at any width") {
  const std::string section = lot_section();
  const Result<LineNetwork> network = LineNetwork::load(section);
  REQUIRE(network.is_ok());
  CHECK(network.value().columns() == kColumns);
  std::mt19937 lot(9);
  const std::vector<std::string> texts = {"The quay", "Tide at 10:40", "Read more", "It rained.",
                                          "Bells"};
  for (const size_t count : {size_t{1}, size_t{3}, size_t{4}, size_t{21}}) {
    WordBuckets words;
    FeatureMatrix matrix;
    matrix.columns = kColumns;
    for (size_t i = 0; i < count; ++i) {
      words.add(texts[lot() % texts.size()]);
      for (size_t k = 0; k < kColumns; ++k)
        matrix.values.push_back(std::uniform_real_distribution<float>(-9.0f, 30.0f)(lot));
    }
    const std::vector<float> scores = network.value().scores(matrix, words);
    const std::vector<double> plain = plain_scores(matrix, words);
    REQUIRE(scores.size() == count);
    for (size_t i = 0; i < count; ++i) CHECK(scores[i] == doctest::Approx(plain[i]).epsilon(1e-3));
    CHECK(scores == network.value().scores(matrix, words, LineNetwork::Abreast::kFour));
  }
  CHECK(network.value().scores({}, {}).empty());
}

TEST_CASE("weights that are cut, or too many, are refused") {
  const std::string section = lot_section();
  for (const size_t size : {size_t{0}, size_t{7}, kHead + kVectorBytes, section.size() - 1})
    CHECK(!LineNetwork::load(std::string_view(section).substr(0, size)).is_ok());
  CHECK(!LineNetwork::load(section + '\0').is_ok());
}
