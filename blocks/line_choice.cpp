// line_choice.cpp: features of a dump's lines -> which lines are the story, and how sure that is.
// Boosted trees and a network as for HTML (choose.cpp), on features that need no tags. The choice
// again maximises the expected F1. Lines whose role is settled (galleries, captions, key points)
// are out of sight of both.
#include "blocks/line_features.h"
#include "blocks/lines.h"
#include "blocks/weights.h"

namespace copydesk {
namespace {

/// The calibrated probability of each line that it belongs to the story.
std::vector<float> line_probabilities(const BlockList& open) {
  const LineWeights& weights = line_weights();
  const WordBuckets words = words_of_lines(open);
  const FeatureMatrix rows = line_features(open, words).matrix;
  std::vector<float> of_forest(open.blocks.size(), 0.0f);
  const FeatureRows lines{rows.values.data(), rows.columns, of_forest.size()};
  weights.forest.add_scores(lines, of_forest.data());
  std::vector<float> scores = weights.network.scores(lines, &words);
  for (size_t i = 0; i < scores.size(); ++i)
    scores[i] = weights.calibration.at(
        sigmoid(kLineTreesShare * of_forest[i] + (1 - kLineTreesShare) * scores[i]));
  return scores;
}

}  // namespace

BlockList open_lines(const BlockList& list) {
  BlockList open;
  open.is_dump = true;
  bool gap = false;
  for (const Block& block : list.blocks) {
    gap = gap || block.is_after_gap;
    if (block.role != Role::kUnknown) continue;
    open.blocks.push_back(block);
    open.blocks.back().is_after_gap = gap;
    gap = false;
  }
  return open;
}

Choice choose_lines(BlockList& list, Favor favor) {
  BlockList open = open_lines(list);
  if (open.blocks.empty()) return {};
  const std::vector<float> probabilities = line_probabilities(open);
  for (size_t i = 0; i < open.blocks.size(); ++i)
    open.blocks[i].story_probability = probabilities[i];
  const float best_f1 = best_expected_f1(open);
  take_likeliest(open, line_weights().rule(favor), best_f1, 0.0f);
  size_t next = 0;
  for (Block& block : list.blocks) {
    if (block.role != Role::kUnknown) continue;
    const bool keeps_gap = block.is_after_gap;
    block = open.blocks[next++];
    block.is_after_gap = keeps_gap;
  }
  return {"article", line_weights().confidence.at(best_f1)};
}

}  // namespace copydesk
