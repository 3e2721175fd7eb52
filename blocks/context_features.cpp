// context_features.cpp: first-stage scores -> second-stage features: what the neighbours, the
// containers and the blocks of the same look were thought to be. Cards of one list are so decided
// together, and a gap in a story is seen as one.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>

#include "blocks/feature_row.h"
#include "blocks/features.h"

namespace copydesk {
namespace {

// A block over this first-stage score is surely of the story, for distances to it.
constexpr float kSure = 0.7f;
constexpr int kLevels[] = {1, 2, 3, 4, 6};

struct Sums {
  float mass = 0, length = 0, best = 0, count = 0;
  void add(float score, float own) {
    mass += score * own;
    length += own;
    best = std::max(best, score);
    count += 1;
  }
  float mean() const { return mass / std::max(1.0f, length); }
};

struct Inputs {
  const PageFeatures& features;
  const std::vector<float>& scores;
  std::vector<Sums> of_element, of_group;
  std::vector<float> best_copy;                   // by wording
  std::vector<float> mass_before, length_before;  // prefix sums, one longer than the blocks
  std::vector<int, Uncleared<int>> sure_before, sure_after;  // blocks to the nearest sure one
  std::vector<float, Uncleared<float>> rank;  // by row: share of blocks with a higher score
  Sums page;
};

float length_of(const Inputs& in, size_t i) {
  return static_cast<float>(in.features.stats[i].length);
}

void sum_elements(Inputs& in) {
  const auto& elements = in.features.elements.elements;
  in.of_element.resize(elements.size());
  in.of_group.resize(in.features.group_count);
  in.best_copy.assign(in.features.wording_count, 0.0f);
  in.mass_before.reserve(in.scores.size() + 1);
  in.length_before.reserve(in.scores.size() + 1);
  in.mass_before.push_back(0);
  in.length_before.push_back(0);
  for (size_t i = 0; i < in.scores.size(); ++i) {
    const float score = in.scores[i], length = length_of(in, i);
    in.of_element[in.features.elements.of_block[i]].add(score, length);
    in.of_group[in.features.group_of_block[i]].add(score, length);
    in.page.add(score, length);
    in.mass_before.push_back(in.mass_before.back() + score * length);
    in.length_before.push_back(in.length_before.back() + length);
    float& best = in.best_copy[in.features.words_of_block[i]];
    best = std::max(best, score);
  }
  for (size_t i = elements.size(); i-- > 1;) {
    if (elements[i].parent == kNoElement) continue;
    Sums& parent = in.of_element[elements[i].parent];
    parent.mass += in.of_element[i].mass;
    parent.length += in.of_element[i].length;
    parent.best = std::max(parent.best, in.of_element[i].best);
    parent.count += in.of_element[i].count;
  }
}

void find_sure(Inputs& in) {
  const size_t count = in.scores.size();
  in.sure_before.resize(count);
  in.sure_after.resize(count);
  int distance = 99;
  for (size_t i = 0; i < count; ++i) {
    in.sure_before[i] = distance;
    distance = in.scores[i] >= kSure ? 1 : std::min(99, distance + 1);
  }
  distance = 99;
  for (size_t i = count; i-- > 0;) {
    in.sure_after[i] = distance;
    distance = in.scores[i] >= kSure ? 1 : std::min(99, distance + 1);
  }
}

// For each of `rows` the share of blocks with a higher score, which are all among them. Scores are
// not negative: their bits have their order.
void find_ranks(Inputs& in, std::span<const uint32_t> rows) {
  const auto all = static_cast<float>(in.scores.size());
  const size_t count = rows.size();
  std::vector<uint64_t, Uncleared<uint64_t>> order(count);
  for (size_t k = 0; k < count; ++k)
    order[k] = uint64_t{std::bit_cast<uint32_t>(in.scores[rows[k]])} << 32 | k;
  std::sort(order.begin(), order.end());
  in.rank.resize(count);
  size_t above = 0;
  for (size_t k = count; k-- > 0;) {
    if (k + 1 < count && order[k] >> 32 != order[k + 1] >> 32) above = count - 1 - k;
    in.rank[order[k] & 0xFFFFFFFF] = static_cast<float>(above) / all;
  }
}

template <typename Row>
void put_near(const Inputs& in, size_t i, float rank, Row& row) {
  const int count = static_cast<int>(in.scores.size());
  row.put("score", in.scores[i]);
  for (const int step : {-4, -3, -2, -1, 1, 2, 3, 4}) {
    const int j = static_cast<int>(i) + step;
    row.put("score_next", step, j < 0 || j >= count ? -1.0f : in.scores[static_cast<size_t>(j)]);
  }
  for (const int radius : {2, 5, 15}) {
    const size_t from = static_cast<size_t>(std::max(0, static_cast<int>(i) - radius));
    const size_t to = std::min(in.scores.size(), i + static_cast<size_t>(radius) + 1);
    const float own = in.scores[i] * length_of(in, i);
    const float mass = in.mass_before[to] - in.mass_before[from] - own;
    const float length = in.length_before[to] - in.length_before[from] - length_of(in, i);
    row.put("score_near", radius, mass / std::max(1.0f, length));
  }
  row.put("sure_before", static_cast<float>(in.sure_before[i]));
  row.put("sure_after", static_cast<float>(in.sure_after[i]));
  row.put("mass_before", in.mass_before[i] / std::max(1.0f, in.page.mass));
  row.put("score_rank", rank);
  row.put("score_best_copy", in.best_copy[in.features.words_of_block[i]] - in.scores[i]);
}

template <typename Row>
void put_containers(const Inputs& in, size_t i, Row& row) {
  const auto& elements = in.features.elements.elements;
  uint32_t at = in.features.elements.of_block[i];
  int level = 0;
  for (const int wanted : kLevels) {
    while (level < wanted && elements[at].parent != kNoElement) {
      at = elements[at].parent;
      ++level;
    }
    const Sums& sums = in.of_element[at];
    row.put("score_up", wanted, sums.mean());
    row.put("best_up", wanted, sums.best);
    row.put("mass_up", wanted, sums.mass / std::max(1.0f, in.page.mass));
  }
  const Sums& group = in.of_group[in.features.group_of_block[i]];
  row.put("score_alike", group.mean());
  row.put("best_alike", group.best);
  row.put("mass_alike", group.mass / std::max(1.0f, in.page.mass));
}

template <typename Row>
void put_page(const Inputs& in, Row& row) {
  row.put("page_score_mean", in.page.mean());
  row.put("page_score_mass", std::log1p(in.page.mass));
  row.put("page_score_best", in.page.best);
}

FeatureMatrix compute(const PageFeatures& features, const std::vector<float>& scores,
                      std::span<const uint32_t> rows, size_t columns,
                      std::vector<std::string>* names) {
  Inputs in{features, scores, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  sum_elements(in);
  find_sure(in);
  find_ranks(in, rows);
  FeatureMatrix matrix;
  matrix.columns = columns;
  matrix.values.resize(columns * rows.size());
  for (size_t k = 0; k < rows.size(); ++k) {
    const auto write = [&](auto row) {
      put_near(in, rows[k], in.rank[k], row);
      put_containers(in, rows[k], row);
      put_page(in, row);
    };
    if (k == 0 && names != nullptr)
      write(FeatureRow(matrix.row(k), names));
    else
      write(PlainRow(matrix.row(k)));
  }
  return matrix;
}

std::vector<uint32_t> all_rows(size_t count) {
  std::vector<uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

}  // namespace

FeatureMatrix context_features(const PageFeatures& features, const std::vector<float>& scores) {
  return context_features(features, scores, all_rows(scores.size()));
}

FeatureMatrix context_features(const PageFeatures& features, const std::vector<float>& scores,
                               std::span<const uint32_t> rows) {
  return compute(features, scores, rows, context_feature_names().size(), nullptr);
}

const std::vector<std::string>& context_feature_names() {
  static const std::vector<std::string> names = [] {
    const Document document = parse_html("<p>a");
    const BlockList list = cut_blocks(document);
    std::vector<std::string> result;
    const size_t count = list.blocks.size();
    compute(block_features(document, list), std::vector<float>(count, 0.5f), all_rows(count),
            kMaxFeatureColumns, &result);
    return result;
  }();
  return names;
}

}  // namespace copydesk
