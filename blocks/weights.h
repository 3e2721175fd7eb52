// weights.h: the trained weights that are part of the program.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/features.h"
#include "blocks/forest.h"
#include "blocks/network.h"
#include "blocks/word_scores.h"

namespace copydesk {

/// How scores become a choice: the threshold is slope * (best expected F1), kept between floor and
/// ceiling.
struct ChoiceRule {
  float slope = 0.5f, floor = 0.2f, ceiling = 0.6f;
};

/// The types that a page can have, in the order of Weights::types.
inline constexpr std::string_view kPageTypes[] = {
    "article", "forum", "product", "collection", "listing", "documentation", "service"};
inline constexpr size_t kPageTypeCount = sizeof kPageTypes / sizeof kPageTypes[0];

/// The model for HTML pages. Trained by model/train.py; the model card is model/README.md.
struct Weights {
  Forest first, second;
  BlockNetwork network;
  Curve calibration;
  ChoiceRule rules[3];  // by Favor
  Forest types[kPageTypeCount];
  Forest confidence;
  Curve confidence_curve;
  const ChoiceRule& rule(Favor favor) const { return rules[static_cast<size_t>(favor)]; }
};

/// The model for the lines of dumps. Trained by model/train_lines.py.
struct LineWeights {
  WordScores words;
  Forest forest;
  BlockNetwork network;
  Curve calibration;  // sigmoid of the mean of both -> probability
  Curve confidence;   // expected F1 -> the F1 that such pages reached
  ChoiceRule rules[3];
  const ChoiceRule& rule(Favor favor) const { return rules[static_cast<size_t>(favor)]; }
};
const LineWeights& line_weights();

/// The whole weights file as it stands in the program. Lifetime: the program's.
std::string_view weights_bytes();

/// Loaded at first use; damaged weights stop the program, since they are part of it. Threads: safe.
const Weights& story_weights();

/// Blocks under this first-stage score the network does not read: of those not set aside 19 %, with
/// .008 % of the words of the gold texts. model/train.py has this number and the next.
inline constexpr float kLikely = 0.01f;
/// The say of both stages of trees, by log odds; the rest is the network's. Five folds, choice of
/// blocks: wcxb-dev .8821 by the trees alone, .8855 at .85, .8862 so, .8849 at .6; fundus-dev
/// .9555, .9567, .9581, .9578.
inline constexpr float kTreesShare = 0.75f;

/// The same of the lines of a dump, where there is one stage.
inline constexpr float kLineTreesShare = 0.5f;

/// What the network makes of the rows that it reads.
struct NetworkScores {
  std::vector<uint32_t> rows;
  std::vector<float> log_odds;  // of each of `rows`
};
/// `first`: the first-stage scores, by block.
NetworkScores network_scores(const Weights& weights, const PageFeatures& features,
                             const std::vector<float>& first);

/// The best F1 that any choice of blocks can be expected to reach, from their probabilities and
/// words.
float best_expected_f1(const BlockList& list);

/// Which short texts may stand in the story again: all, or those with digits in them alone.
enum class Repeats : uint8_t { kShort, kNumbers };

/// Sets Role::kBody on the blocks that maximise the expected F1, whose best is `best_f1`; repeated
/// long texts once. Nothing is taken where `best_f1` is under `least_promise`.
void take_likeliest(BlockList& list, const ChoiceRule& rule, float best_f1, float least_promise,
                    Repeats repeats = Repeats::kShort);

/// Takes all cells of a table of facts once enough of its words were chosen. Linear.
void complete_table(std::span<Block> cells);

}  // namespace copydesk
