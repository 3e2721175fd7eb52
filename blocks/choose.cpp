// choose.cpp: scores -> the blocks of the story, the page's type and how sure all that is.
// Two stages of boosted trees: the first sees a block and its surroundings, the second also what
// the first thought of the neighbours. The choice maximises the expected F1 of the page: the best
// threshold is half of that F1. Method: Lipton, Elkan, Naryanaswamy: Optimal thresholding of
// classifiers to maximize F1 measure, 2014. model/selection.py does the same in training; keep them
// alike.
#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "blocks/features.h"
#include "blocks/forest.h"
#include "blocks/weights.h"

namespace copydesk {
namespace {

// Copies of a text longer than this are taken once; short lines (a price, a name) may repeat.
constexpr size_t kRepeatableBytes = 40;

// Rows of the second stage: the first-stage columns, then the context columns.
std::vector<float> joined_rows(const FeatureMatrix& first, const FeatureMatrix& context,
                               size_t count) {
  std::vector<float> rows;
  rows.reserve(count * (first.columns + context.columns));
  for (size_t i = 0; i < count; ++i) {
    rows.insert(rows.end(), first.row(i), first.row(i) + first.columns);
    rows.insert(rows.end(), context.row(i), context.row(i) + context.columns);
  }
  return rows;
}

std::vector<float> first_stage(const Weights& weights, const PageFeatures& features, size_t count) {
  std::vector<float> scores(count, 0.0f);
  weights.first.add_scores(features.matrix.values.data(), features.matrix.columns, count,
                           scores.data());
  for (float& score : scores) score = sigmoid(score);
  return scores;
}

void take(BlockList& list, float threshold) {
  std::unordered_set<std::string_view> taken;
  for (Block& block : list.blocks) {
    if (block.story_probability < threshold) continue;
    if (block.text.size() > kRepeatableBytes && !taken.insert(block.text).second) continue;
    block.role = Role::kBody;
  }
}

}  // namespace

float best_expected_f1(const BlockList& list) {
  std::vector<uint32_t> order(list.blocks.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return list.blocks[a].story_probability > list.blocks[b].story_probability;
  });
  double total = 0, mass = 0, size = 0, best = 0;
  for (const Block& block : list.blocks) total += double{block.story_probability} * block.word_count;
  for (const uint32_t i : order) {
    const Block& block = list.blocks[i];
    mass += double{block.story_probability} * block.word_count;
    size += block.word_count;
    best = std::max(best, 2 * mass / std::max(1e-9, size + total));
  }
  return static_cast<float>(best);
}

void take_likeliest(BlockList& list, const ChoiceRule& rule) {
  const float threshold = std::clamp(rule.slope * best_expected_f1(list), rule.floor, rule.ceiling);
  take(list, threshold);
}

Choice choose_blocks(BlockList& list, const Document* document, std::string_view, Favor favor) {
  if (document == nullptr) return choose_lines(list, favor);
  const Weights& weights = story_weights();
  const PageFeatures features = block_features(*document, list);
  const size_t count = list.blocks.size();
  if (count == 0) return {};
  const std::vector<float> first = first_stage(weights, features, count);
  const FeatureMatrix context = context_features(features, first);
  const std::vector<float> rows = joined_rows(features.matrix, context, count);
  std::vector<float> scores(count, 0.0f);
  weights.second.add_scores(rows.data(), features.matrix.columns + context.columns, count,
                            scores.data());
  for (size_t i = 0; i < count; ++i)
    list.blocks[i].story_probability = weights.calibration.at(sigmoid(scores[i]));
  take_likeliest(list, weights.rule(favor));
  return {"article", best_expected_f1(list)};
}

}  // namespace copydesk
