// line_features.h: what the model knows about each line of a dump: numbers only, no decision.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/features.h"
#include "blocks/line_layout.h"
#include "blocks/text_stats.h"
#include "blocks/word_scores.h"

namespace copydesk {

/// The lines that have no role yet. What has one (a gallery between two paragraphs, a caption) is
/// taken out, so that the rest is seen as if it had never been there. Lifetime: views of `list`.
BlockList open_lines(const BlockList& list);

/// Features of a dump's lines, a row a block, and how the lines lie.
struct LineFeatures {
  LineLayout layout;
  FeatureMatrix matrix;
};
/// The words of each line.
WordBuckets words_of_lines(const BlockList& list);
/// Cost: linear in the page. Threads: safe.
LineFeatures line_features(const BlockList& list, const WordBuckets& words);
/// The same, with log odds by line in the place of those of LineWeights::words: for training.
LineFeatures line_features(const BlockList& list, std::span<const float> word_scores);

/// The columns are all of one kind.
RowLayout line_row_layout();

/// The names of the columns, in order.
const std::vector<std::string>& line_feature_names();

}  // namespace copydesk
