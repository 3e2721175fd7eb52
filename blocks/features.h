// features.h: what the model knows about each block of a page: numbers only, no decision.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/elements.h"
#include "blocks/forest.h"
#include "blocks/set_aside.h"
#include "blocks/text_stats.h"

namespace copydesk {

/// One row of floats a block. Row i belongs to block i of the list.
struct FeatureMatrix {
  size_t columns = 0;
  std::vector<float, Uncleared<float>> values;  // a page has half a megabyte of them
  const float* row(size_t i) const { return values.data() + i * columns; }
  float* row(size_t i) { return values.data() + i * columns; }
};

/// Everything that the second stage needs again.
struct PageFeatures {
  std::vector<TextStats> stats;
  PageElements elements;
  std::vector<uint32_t> words_of_block;  // blocks with the same words share a number
  uint32_t wording_count = 0;
  std::vector<uint32_t>
      group_of_block;  // blocks that look alike (same tags and classes) share a group
  uint32_t group_count = 0;
  FeatureMatrix matrix;                // what blocks differ in, without the distances of `elements`
  std::vector<uint32_t> block_of_row;  // of the matrix: blocks that are set aside have none
  std::vector<uint32_t> element_of_row;  // the element its text stands in
  std::vector<float> page;  // features of the page as a whole; the last columns of every block
  FeatureRows rows() const;
};

/// How many columns of each kind PageFeatures::rows() has.
RowLayout block_row_layout();

/// Whether rows are made for all blocks, for people and for training, or only for those that are
/// not set aside.
enum class RowsOf : uint8_t { kJudged, kAll };

/// The rows with all columns of block_feature_names() in them, for people and for training.
FeatureMatrix whole_rows(const PageFeatures& features);

/// First-stage features. Cost: linear in the page's nodes and blocks. Threads: safe.
PageFeatures block_features(const Document& document, const BlockList& list,
                            RowsOf wanted = RowsOf::kJudged);

/// Second-stage features: first-stage scores of the neighbours, the containers, the blocks that
/// look alike. Columns: see context_feature_names(); the caller puts them behind the first-stage
/// columns.
FeatureMatrix context_features(const PageFeatures& features, const std::vector<float>& scores);

/// The same of some blocks alone, of which none has a lower score than any that is left out.
FeatureMatrix context_features(const PageFeatures& features, const std::vector<float>& scores,
                               std::span<const uint32_t> rows);

/// Features of the page for its type: the make-up of the blocks that are likely to be the
/// story, then PageFeatures::page. `scores` are probabilities.
std::vector<float> page_type_features(const PageFeatures& features, const BlockList& list,
                                      const std::vector<float>& scores);

/// The names of the columns, in order.
const std::vector<std::string>& block_feature_names();
const std::vector<std::string>& context_feature_names();
const std::vector<std::string>& page_type_feature_names();

}  // namespace copydesk
