// line_features.h: what the model knows about each line of a dump: numbers only, no decision.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/features.h"
#include "blocks/line_layout.h"
#include "blocks/text_stats.h"

namespace copydesk {

/// The lines that have no role yet. What has one (a gallery between two paragraphs, a caption) is
/// taken out, so that the rest is seen as if it had never been there. Lifetime: views of `list`.
BlockList open_lines(const BlockList& list);

/// First-stage features of a dump's lines, a row a block, and what the second stage needs again.
struct LineFeatures {
  std::vector<TextStats> stats;
  std::vector<LineKind> kinds;
  LineLayout layout;
  FeatureMatrix matrix;
};
/// Cost: linear in the page. Threads: safe.
LineFeatures line_features(const BlockList& list);
/// The same, with log odds by line in the place of those of LineWeights::words: for training.
LineFeatures line_features(const BlockList& list, std::span<const float> word_scores);

/// Second-stage features: the first stage's scores (0..1) of the lines around each line.
FeatureMatrix line_context_features(const LineFeatures& features, const std::vector<float>& scores);

/// The names of the columns, in order.
const std::vector<std::string>& line_feature_names();
const std::vector<std::string>& line_context_feature_names();

}  // namespace copydesk
