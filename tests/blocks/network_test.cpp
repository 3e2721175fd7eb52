// network_test.cpp: the network of blocks against the same sums made plainly, and damaged weights.
#include "blocks/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "blocks/word_scores.h"

using namespace copydesk;

namespace {

constexpr size_t kBefore = 2, kBytes = 11, kBehind = 3, kSame = 4, kStride = 16;
constexpr size_t kLeft = kBefore + kBehind, kColumns = kLeft + kBytes + kSame;
constexpr size_t kWidth = 32, kVector = BlockNetwork::kVector;
constexpr uint8_t kUsual = 14;
constexpr RowLayout kLayout = {kBefore, kBytes, kBehind, kSame};
constexpr size_t kHead = 16, kVectorBytes = BlockNetwork::kBuckets * kVector;

using Rows = std::vector<std::vector<double>>;

// A section of weights by lot.
std::string lot_section(bool reads_words = true) {
  std::mt19937 lot(5);
  const size_t vector_bytes = reads_words ? kVectorBytes : 0;
  std::string section(kHead + vector_bytes, '\0');
  const uint32_t sizes[] = {kColumns, kWidth, static_cast<uint32_t>(vector_bytes / kVector)};
  const float step = 0.01f;
  std::memcpy(section.data(), sizes, sizeof sizes);
  std::memcpy(section.data() + sizeof sizes, &step, sizeof step);
  for (size_t i = kHead; i < section.size(); ++i) section[i] = static_cast<char>(lot());
  const size_t inputs = kColumns + (reads_words ? kVector : 0);
  const size_t turns = BlockNetwork::kSteps.size() * (3 + kWidth + 1) * kWidth;
  const size_t floats =
      2 * kColumns + (inputs + 1) * kWidth + turns + (2 * kWidth + 1) * kWidth + kWidth + 1;
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
        for (size_t j = 0; j < kWidth; ++j) sums[j] += row[k] * weights[k * kWidth + j];
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

Rows around(const Rows& rows, size_t step, const std::vector<double>& three) {
  Rows even_rows, out;
  for (const std::vector<double>& row : rows) even_rows.push_back(even(row));
  for (size_t i = 0; i < rows.size(); ++i) {
    std::vector<double> sums(kWidth, 0.0);
    for (size_t part = 0; part < 3; ++part) {
      const size_t k = i + part * step - step;
      for (size_t j = 0; k < rows.size() && j < kWidth; ++j)
        sums[j] += even_rows[k][j] * three[part * kWidth + j];
    }
    out.push_back(sums);
  }
  return out;
}

// What the network reads of a block.
std::vector<double> numbers_of(const FeatureRows& features, size_t i,
                               std::span<const uint32_t> buckets, const Weights& weights,
                               const std::vector<double>& mean, const std::vector<double>& scale) {
  std::vector<double> row;
  for (size_t k = 0; k < kColumns; ++k)
    row.push_back(std::clamp((features.value(i, k) - mean[k]) * scale[k], -3.0, 3.0));
  for (size_t j = 0; j < kVector; ++j) {
    double sum = 0;
    for (const uint32_t bucket : buckets)
      sum += static_cast<signed char>(
          weights.section[kHead + bucket % BlockNetwork::kBuckets * kVector + j]);
    row.push_back(sum * 0.01 / static_cast<double>(buckets.size()));
  }
  return row;
}

std::vector<double> plain_scores(const FeatureRows& features, const WordBuckets& words) {
  Weights weights;
  const std::vector<double> mean = weights.take(kColumns), scale = weights.take(kColumns);
  Rows rows;
  for (size_t i = 0; i < words.size(); ++i)
    rows.push_back(numbers_of(features, i, words.of(i), weights, mean, scale));
  rows = weights.layer(rows, true);
  // The page's layer stands behind the turns' in the section and is asked between them.
  const size_t turns_at = weights.at, turn_size = (3 + kWidth + 1) * kWidth * sizeof(float);
  const size_t page_at = turns_at + BlockNetwork::kSteps.size() * turn_size;
  for (size_t i = 0; i < BlockNetwork::kSteps.size(); ++i) {
    weights.at = page_at;
    if (i == 2) add(rows, weights.layer(page_of(rows), true));
    weights.at = turns_at + i * turn_size;
    const std::vector<double> three = weights.take(3 * kWidth);
    add(rows, weights.layer(around(rows, BlockNetwork::kSteps[i], three), true));
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

// Blocks by lot; some have the bytes of the one before.
struct LotBlocks {
  std::vector<float> left, same;
  std::vector<uint8_t> bytes;
  std::vector<uint32_t> place_of;
  WordBuckets words;

  LotBlocks(std::mt19937& lot, size_t count) {
    const auto number = [&] { return std::uniform_real_distribution<float>(-9.0f, 30.0f)(lot); };
    for (size_t c = 0; c < kSame; ++c) same.push_back(number());
    for (size_t i = 0; i < count; ++i) {
      words.add(std::array{"The quay", "Tide at 10:40", "Read more", "It rained."}[lot() % 4]);
      for (size_t c = 0; c < kLeft; ++c) left.push_back(number());
      const bool is_new = i == 0 || lot() % 3 != 0;
      for (size_t c = 0; is_new && c < kStride; ++c)
        bytes.push_back(lot() % 4 == 0 ? static_cast<uint8_t>(lot() % 14) : kUsual);
      place_of.push_back(static_cast<uint32_t>(bytes.size() / kStride - 1));
    }
  }
  FeatureRows view() const {
    FeatureRows rows{left.data(), kLeft, place_of.size()};
    rows.same = same;
    rows.bytes = {bytes.data(), kStride, place_of.data(), kBytes, kBefore, kUsual};
    return rows;
  }
};

}  // namespace

TEST_CASE("pages of any length: the sums are those made plainly, the bits the same at any width") {
  const std::string section = lot_section();
  const Result<BlockNetwork> network = BlockNetwork::load(section, kLayout);
  REQUIRE(network.is_ok());
  CHECK(network.value().reads_words());
  std::mt19937 lot(9);
  for (const size_t count : {size_t{1}, size_t{3}, size_t{6}, size_t{21}}) {
    const LotBlocks blocks(lot, count);
    const FeatureRows rows = blocks.view();
    const std::vector<float> scores = network.value().scores(rows, &blocks.words);
    const std::vector<double> plain = plain_scores(rows, blocks.words);
    REQUIRE(scores.size() == count);
    for (size_t i = 0; i < count; ++i) CHECK(scores[i] == doctest::Approx(plain[i]).epsilon(5e-3));
    for (const auto abreast : {BlockNetwork::Abreast::kSixteen, BlockNetwork::Abreast::kFew})
      CHECK(scores == network.value().scores(rows, &blocks.words, abreast));
  }
}

TEST_CASE("rows that are chosen are read as if there were no others") {
  const std::string section = lot_section(false);
  const Result<BlockNetwork> network = BlockNetwork::load(section, kLayout);
  REQUIRE(network.is_ok());
  std::mt19937 lot(9);
  const LotBlocks blocks(lot, 9);
  const std::vector<uint32_t> chosen = {1, 2, 5, 8};
  std::vector<float> left;
  std::vector<uint32_t> place_of;
  for (const uint32_t row : chosen) {
    left.insert(left.end(), blocks.left.begin() + row * kLeft,
                blocks.left.begin() + (row + 1) * kLeft);
    place_of.push_back(blocks.place_of[row]);
  }
  FeatureRows alone = blocks.view();
  alone.left = left.data(), alone.count = chosen.size(), alone.bytes.place_of = place_of.data();
  FeatureRows some = blocks.view();
  some.chosen = chosen;
  CHECK(network.value().scores(some) == network.value().scores(alone));
}

TEST_CASE("a network that reads no words") {
  const std::string section = lot_section(false);
  const Result<BlockNetwork> network = BlockNetwork::load(section, kLayout);
  REQUIRE(network.is_ok());
  CHECK_FALSE(network.value().reads_words());
  CHECK(network.value().scores({}).empty());
  std::mt19937 lot(9);
  const LotBlocks blocks(lot, 4);
  const FeatureRows rows = blocks.view();
  CHECK(network.value().scores(rows).size() == 4);
}

TEST_CASE("weights that are cut, too many, or of other rows are refused") {
  const std::string section = lot_section();
  for (const size_t size : {size_t{0}, size_t{7}, kHead + kVectorBytes, section.size() - 1})
    CHECK(!BlockNetwork::load(std::string_view(section).substr(0, size), kLayout).is_ok());
  CHECK(!BlockNetwork::load(section + '\0', kLayout).is_ok());
  CHECK(!BlockNetwork::load(section, {kBefore, kBytes, kBehind, kSame + 1}).is_ok());
}
