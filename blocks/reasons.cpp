// reasons.cpp: trees and features -> what spoke for and against each block (find_reasons of
// blocks.h). Method: the change of the mean score along each path of a tree goes to the feature
// asked there. What the second stage makes of a block's own first score is shared out among the
// first stage's reasons. What the network thinks is one reason more.
#include <algorithm>
#include <cmath>
#include <numeric>

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
  const NetworkScores& network;
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

/// By row: what the network's say of it is beyond that of the page's mean row; zero of one that it
/// has not read.
std::vector<double> network_weights(const NetworkScores& network, double share, size_t count) {
  const double sum = std::reduce(network.log_odds.begin(), network.log_odds.end(), 0.0);
  const double mean = sum / static_cast<double>(network.rows.size());
  std::vector<double> weights(count, 0.0);
  for (size_t i = 0; i < network.rows.size(); ++i)
    weights[network.rows[i]] = share * (network.log_odds[i] - mean);
  return weights;
}

/// `weights` of the columns of trees whose say is `share`; `network`: the weight of that reason.
std::vector<Reason> strongest(const std::vector<double>& weights, double share, double network,
                              size_t most, const std::vector<std::string>& names,
                              const std::vector<std::string>& context_names = {}) {
  std::vector<Reason> reasons;
  if (network != 0) reasons.push_back({"network", network});
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    reasons.push_back(
        {i < names.size() ? names[i] : context_names[i - names.size()], share * weights[i]});
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
  const std::vector<double> network = network_weights(stages.network, 1 - kTreesShare, count);
  std::vector<std::vector<Reason>> reasons;
  for (size_t i = 0; i < count; ++i) {
    std::vector<double> first(stages.rows.columns, 0.0), weights(both.columns, 0.0);
    stages.first.add_contributions(stages.rows.row(i), first_means, first.data());
    stages.second.add_contributions(both.row(i), second_means, weights.data());
    share_out(weights, first);
    reasons.push_back(
        strongest(weights, kTreesShare, network[i], most, stages.names, stages.context_names));
  }
  return reasons;
}

std::vector<std::vector<Reason>> explain_lines(const BlockList& list, size_t most) {
  const LineWeights& weights = line_weights();
  const WordBuckets words = words_of_lines(list);
  const FeatureMatrix matrix = line_features(list, words).matrix;
  const FeatureRows rows{matrix.values.data(), matrix.columns, list.blocks.size()};
  NetworkScores scores{std::vector<uint32_t>(rows.count), weights.network.scores(rows, &words)};
  std::iota(scores.rows.begin(), scores.rows.end(), 0u);
  const std::vector<double> network = network_weights(scores, 1 - kLineTreesShare, rows.count);
  const std::vector<double> means =
      weights.forest.node_means(rows.left, rows.columns(), rows.count);
  std::vector<std::vector<Reason>> reasons;
  for (size_t i = 0; i < rows.count; ++i) {
    std::vector<double> of_trees(matrix.columns, 0.0);
    weights.forest.add_contributions(matrix.row(i), means, of_trees.data());
    reasons.push_back(strongest(of_trees, kLineTreesShare, network[i], most, line_feature_names()));
  }
  return reasons;
}

/// The first stage's, by block; `rows` has all blocks.
std::vector<float> first_scores(const Forest& forest, const FeatureMatrix& rows,
                                const BlockList& list, const PageFeatures& features) {
  std::vector<float> scores(list.blocks.size(), 0.0f);
  forest.add_scores({rows.values.data(), rows.columns, scores.size()}, scores.data());
  for (size_t i = 0; i < scores.size(); ++i) {
    const PageElement& element = features.elements.elements[features.elements.of_block[i]];
    const bool is_aside = is_set_aside(list.blocks[i], features.stats[i], element.steps_up);
    scores[i] = is_aside ? kSetAside : sigmoid(scores[i]);
  }
  return scores;
}

}  // namespace

std::vector<std::vector<Reason>> find_reasons(const BlockList& list, const Document* document,
                                              size_t most) {
  const size_t count = list.blocks.size();
  if (count == 0) return {};
  if (document == nullptr) return explain_lines(list, most);
  const PageFeatures features = block_features(*document, list, RowsOf::kAll);
  const FeatureMatrix rows = whole_rows(features);
  const Weights& weights = story_weights();
  const std::vector<float> first = first_scores(weights.first, rows, list, features);
  const FeatureMatrix context = context_features(features, first);
  return explain({weights.first, weights.second, rows, context, block_feature_names(),
                  context_feature_names(), network_scores(weights, features, first)},
                 count, most);
}

}  // namespace copydesk
