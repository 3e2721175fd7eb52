// reasons.cpp: trees and features -> what spoke for and against each block (find_reasons of
// blocks.h). Method: the change of the mean score along each path of a tree goes to the feature
// asked there. What the second stage makes of a block's own first score is shared out among the
// first stage's reasons. Of a dump's lines the trees alone are asked, not the network.
#include <algorithm>
#include <cmath>

#include "blocks/features.h"
#include "blocks/forest.h"
#include "blocks/line_features.h"
#include "blocks/weights.h"

namespace copydesk {
namespace {

/// Both stages over the rows of one page.
struct Stages {
  const Forest& first;
  const Forest& second;
  const FeatureMatrix& rows;
  const FeatureMatrix& context;  // its first column is the block's own first score
  const std::vector<std::string>& names;
  const std::vector<std::string>& context_names;
};

FeatureMatrix joined(const FeatureMatrix& left, const FeatureMatrix& right, size_t count) {
  FeatureMatrix both;
  both.columns = left.columns + right.columns;
  both.values.reserve(both.columns * count);
  for (size_t i = 0; i < count; ++i) {
    both.values.insert(both.values.end(), left.row(i), left.row(i) + left.columns);
    both.values.insert(both.values.end(), right.row(i), right.row(i) + right.columns);
  }
  return both;
}

/// Gives the weight of the block's own first score to what made that score.
void share_out(std::vector<double>& weights, const std::vector<double>& first) {
  double all = 0;
  for (const double weight : first) all += std::abs(weight);
  const double own = std::abs(std::exchange(weights[first.size()], 0.0));
  for (size_t i = 0; i < first.size(); ++i) weights[i] += first[i] * own / std::max(all, 1e-9);
}

std::vector<Reason> strongest(const std::vector<double>& weights, size_t most,
                              const std::vector<std::string>& names,
                              const std::vector<std::string>& context_names = {}) {
  std::vector<Reason> reasons;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    reasons.push_back({i < names.size() ? names[i] : context_names[i - names.size()], weights[i]});
  }
  std::ranges::stable_sort(reasons, std::greater<>(),
                           [](const Reason& r) { return std::abs(r.weight); });
  reasons.resize(std::min(most, reasons.size()));
  return reasons;
}

std::vector<std::vector<Reason>> explain(const Stages& stages, size_t count, size_t most) {
  const FeatureMatrix both = joined(stages.rows, stages.context, count);
  const std::vector<double> first_means =
      stages.first.node_means(stages.rows.values.data(), stages.rows.columns, count);
  const std::vector<double> second_means =
      stages.second.node_means(both.values.data(), both.columns, count);
  std::vector<std::vector<Reason>> reasons;
  for (size_t i = 0; i < count; ++i) {
    std::vector<double> first(stages.rows.columns, 0.0), weights(both.columns, 0.0);
    stages.first.add_contributions(stages.rows.row(i), first_means, first.data());
    stages.second.add_contributions(both.row(i), second_means, weights.data());
    share_out(weights, first);
    reasons.push_back(strongest(weights, most, stages.names, stages.context_names));
  }
  return reasons;
}

std::vector<std::vector<Reason>> explain_lines(const FeatureMatrix& rows, size_t count,
                                               size_t most) {
  const Forest& forest = line_weights().forest;
  const std::vector<double> means = forest.node_means(rows.values.data(), rows.columns, count);
  std::vector<std::vector<Reason>> reasons;
  for (size_t i = 0; i < count; ++i) {
    std::vector<double> weights(rows.columns, 0.0);
    forest.add_contributions(rows.row(i), means, weights.data());
    reasons.push_back(strongest(weights, most, line_feature_names()));
  }
  return reasons;
}

std::vector<float> first_scores(const Forest& forest, const FeatureMatrix& rows, size_t count) {
  std::vector<float> scores(count, 0.0f);
  forest.add_scores({rows.values.data(), rows.columns, count}, scores.data());
  for (float& score : scores) score = sigmoid(score);
  return scores;
}

}  // namespace

std::vector<std::vector<Reason>> find_reasons(const BlockList& list, const Document* document,
                                              size_t most) {
  const size_t count = list.blocks.size();
  if (count == 0) return {};
  if (document == nullptr)
    return explain_lines(line_features(list, words_of_lines(list)).matrix, count, most);
  const PageFeatures features = block_features(*document, list, RowsOf::kAll);
  const FeatureMatrix rows = whole_rows(features);
  const Weights& weights = story_weights();
  const FeatureMatrix context =
      context_features(features, first_scores(weights.first, rows, count));
  return explain({weights.first, weights.second, rows, context, block_feature_names(),
                  context_feature_names()},
                 count, most);
}

}  // namespace copydesk
