// choose.cpp: scores -> the blocks of the story, the page's type and how sure all that is.
// Two stages of boosted trees: the first sees a block and its surroundings, the second also what
// the first thought of the neighbours; and a network that reads the blocks in their order. What the
// trees are wrong about it often is not. The choice maximises the expected F1 of the page: the best
// threshold is half of that F1. Method: Lipton, Elkan, Naryanaswamy: Optimal thresholding of
// classifiers to maximize F1 measure, 2014. model/selection.py does the same in training; keep them
// alike.
#include <algorithm>
#include <bit>
#include <span>

#include "base/base.h"
#include "blocks/even_out.h"
#include "blocks/features.h"
#include "blocks/forest.h"
#include "blocks/layout_cells.h"
#include "blocks/weights.h"

namespace copydesk {
namespace {

// Copies of a text longer than this are taken once; short lines (a price, a name) may repeat, and
// so may what is surely of the story and stands apart, as the facts that two of the things compared
// share. Word F1 in sample, at this probability: better on 35 pages, worse on 2. model/selection.py
// has the same, but knows nothing of hidden ones.
constexpr size_t kRepeatableBytes = 40;
constexpr float kSureCopy = 0.85f;

// Blocks under this first-stage score never reach the second stage and keep half of their score.
// They are half of the blocks of wcxb-dev and hold .2 % of the words of the gold texts. Five folds:
// .8796 at .02, from which on the second stage learns (model/train.py), and at .05.
constexpr float kPruned = 0.05f;

// A page whose best choice promises a lower F1 holds no story: a wall against robots, an error,
// menus alone. Of the 17 such pages of wcxb-dev 10 have an empty gold text, and what would be taken
// of the others is right in no word. Five folds: .8746 without it and at .2, .8772 at .25, .8768 at
// .3. model/selection.py has the same number.
constexpr float kLeastPromise = 0.25f;

// What follows a colon belongs to it: behind a chosen block of at least this probability that ends
// in one, items that are at least this likely come in too. Five folds: better on 152 pages, worse
// on 113; wcxb-dev +.0002, readability +.005, fundus-dev -.0001. At .2 instead of .3 nothing is
// gained.
constexpr float kSureLead = 0.6f, kLikelyItem = 0.3f;
constexpr size_t kMostItems = 40;

// A menu: so many blocks in a row, each all links and no longer than this, none of which is likely
// to be story (the model has seen few tables of cells). It stays where nearly all that was chosen
// is links: then links are what the page is about. Five folds: better on 23 pages, worse on 13;
// wcxb-dev +.0001 (collections +.0012), fundus-dev and readability as before.
constexpr size_t kLeastMenu = 6, kMostMenuWords = 4;
constexpr float kUnlikelyStory = 0.5f;

// A table of facts, one with heads, comes whole once this share of its words was chosen. One with a
// longer cell holds a page, not facts. Five folds, word F1: better on 39 pages, worse on 23, every
// set as before; without asking for heads wcxb-dev +.0003, and ir-big9, whose pages of 2005 stand
// in tables, -.0015.
constexpr double kLeastTableShare = 0.4;
constexpr uint32_t kMostCellWords = 80;
constexpr size_t kLeastCells = 3;
constexpr int kMostCellLevels = 6;  // elements between a cell's text and its table

// By block.
std::vector<float> first_stage(const Weights& weights, const PageFeatures& features) {
  std::vector<float> of_rows(features.block_of_row.size(), 0.0f);
  weights.first.add_scores(features.rows(), of_rows.data());
  std::vector<float> scores(features.stats.size(), kSetAside);
  for (size_t k = 0; k < of_rows.size(); ++k)
    scores[features.block_of_row[k]] = sigmoid(of_rows[k]);
  return scores;
}

// Rows of the second stage are the first-stage columns, then the context columns.
std::vector<float> second_stage(const Weights& weights, const PageFeatures& features,
                                const std::vector<float>& first) {
  std::vector<uint32_t> rows_kept, kept;
  for (auto* numbers : {&rows_kept, &kept}) numbers->reserve(features.block_of_row.size());
  for (uint32_t k = 0; k < features.block_of_row.size(); ++k) {
    if (first[features.block_of_row[k]] < kPruned) continue;
    rows_kept.push_back(k);
    kept.push_back(features.block_of_row[k]);
  }
  std::vector<float> second = first;
  for (float& score : second) score *= 0.5f;
  if (kept.empty()) return second;
  const FeatureMatrix context = context_features(features, first, kept);
  std::vector<float> scores(kept.size(), 0.0f);
  FeatureRows rows = features.rows();
  rows.right = context.values.data(), rows.right_columns = context.columns;
  rows.chosen = rows_kept;
  weights.second.add_scores(rows, scores.data());
  for (size_t k = 0; k < kept.size(); ++k) second[kept[k]] = sigmoid(scores[k]);
  return second;
}

// The mean of what the trees and the network make of the blocks, by log odds.
void add_network(const Weights& weights, const PageFeatures& features,
                 const std::vector<float>& first, std::vector<float>& second) {
  const NetworkScores network = network_scores(weights, features, first);
  for (size_t i = 0; i < network.rows.size(); ++i) {
    float& score = second[features.block_of_row[network.rows[i]]];
    score = sigmoid(kTreesShare * log_odds(score) + (1 - kTreesShare) * network.log_odds[i]);
  }
}

Choice judge_page(const Weights& weights, const PageFeatures& features, const BlockList& list,
                  const std::vector<float>& probabilities, float best_f1) {
  std::vector<float> page = page_type_features(features, list, probabilities);
  page.push_back(best_f1);
  Choice choice;
  float best = -1e9f, confidence = 0;
  for (size_t i = 0; i < kPageTypeCount; ++i) {
    float score = 0;
    weights.types[i].add_scores({page.data(), page.size(), 1}, &score);
    if (score <= best) continue;
    best = score;
    choice.page_type = kPageTypes[i];
  }
  weights.confidence.add_scores({page.data(), page.size(), 1}, &confidence);
  choice.confidence = weights.confidence_curve.at(sigmoid(confidence));
  return choice;
}

// Cards, offers and posts each have the same buttons and labels ("Quick shop", "Sold out"); what
// tells them apart in a few bytes has digits. Five folds: better on 46 pages, worse on 8; wcxb-dev
// .8828 without and .8836 with it, collections .6951 and .7007, products .7080 and .7096, forums
// .8090 and .8101, the other sets as before. Listings would lose .009, articles .0015.
Repeats repeats_on(std::string_view page_type) {
  const bool has_labels =
      page_type == "collection" || page_type == "product" || page_type == "forum";
  return has_labels ? Repeats::kNumbers : Repeats::kShort;
}

bool may_repeat(std::string_view text, Repeats repeats) {
  return text.size() <= kRepeatableBytes &&
         (repeats == Repeats::kShort || std::ranges::any_of(text, is_digit));
}

void take(BlockList& list, float threshold, Repeats repeats) {
  TextSet taken(list.blocks.size());
  std::string_view last;
  for (Block& block : list.blocks) {
    if (block.story_probability < threshold) continue;
    if (!may_repeat(block.text, repeats) && !taken.insert(block.text) &&
        (block.story_probability < kSureCopy || block.is_hidden || block.text == last))
      continue;
    block.role = Role::kBody;
    last = block.text;
  }
}

bool opens_list(const Block& block) {
  return block.role == Role::kBody && block.story_probability >= kSureLead &&
         (block.text.ends_with(':') || block.text.ends_with("："));
}

void take_opened_lists(BlockList& list) {
  std::vector<Block>& blocks = list.blocks;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!opens_list(blocks[i])) continue;
    const size_t end = std::min(blocks.size(), i + 1 + kMostItems);
    for (size_t j = i + 1; j < end && blocks[j].is_list_item; ++j) {
      if (blocks[j].story_probability < kLikelyItem) break;
      if (2 * blocks[j].linked_letter_count < blocks[j].letter_count) blocks[j].role = Role::kBody;
    }
  }
}

struct CellPlace {
  NodeId table = kNoNode;
  bool is_head = false;
};

CellPlace place_of_cell(const Document& document, const Block& block) {
  CellPlace place;
  NodeId id = block.is_cell ? block.element : kNoNode;
  for (int level = 0; level < kMostCellLevels && id != kNoNode; ++level) {
    const Tag tag = document.node(id).tag;
    place.is_head |= tag == Tag::kTh || tag == Tag::kThead;
    if (tag == Tag::kTable) {
      place.table = id;
      return place;
    }
    id = document.node(id).parent;
  }
  return {};
}

void complete_tables(BlockList& list, const Document& document) {
  const std::span<Block> blocks(list.blocks);
  for (size_t i = 0; i < blocks.size();) {
    const NodeId table = place_of_cell(document, blocks[i]).table;
    bool has_heads = false;
    size_t end = i;
    while (end < blocks.size()) {
      const CellPlace place = place_of_cell(document, blocks[end]);
      if (place.table != table) break;
      has_heads |= place.is_head;
      ++end;
    }
    if (has_heads) complete_table(blocks.subspan(i, end - i));
    i = end;
  }
}

// Whether of the letters of a block at least this share, in percent, is linked.
bool is_linked(const Block& block, uint64_t percent) {
  return uint64_t{block.linked_letter_count} * 100 >= uint64_t{block.letter_count} * percent;
}

bool may_be_of_menu(const Block& block) {
  return block.story_probability < kUnlikelyStory && block.word_count <= kMostMenuWords &&
         block.letter_count > 0 && is_linked(block, 95);
}

void drop_menus(BlockList& list) {
  std::vector<Block>& blocks = list.blocks;
  uint64_t words = 0, unlinked_words = 0;
  for (const Block& block : blocks) {
    if (block.role != Role::kBody) continue;
    words += block.word_count;
    if (!is_linked(block, 30)) unlinked_words += block.word_count;
  }
  if (unlinked_words * 10 < words * 3) return;
  for (size_t i = 0; i < blocks.size();) {
    size_t end = i;
    while (end < blocks.size() && may_be_of_menu(blocks[end])) ++end;
    for (size_t k = i; end - i >= kLeastMenu && k < end; ++k)
      if (blocks[k].role == Role::kBody) blocks[k].role = Role::kUnknown;
    i = std::max(end, i + 1);
  }
}

}  // namespace

NetworkScores network_scores(const Weights& weights, const PageFeatures& features,
                             const std::vector<float>& first) {
  NetworkScores network;
  network.rows.reserve(features.block_of_row.size());
  for (uint32_t k = 0; k < features.block_of_row.size(); ++k)
    if (first[features.block_of_row[k]] >= kLikely) network.rows.push_back(k);
  if (network.rows.empty()) return network;
  FeatureRows rows = features.rows();
  rows.chosen = network.rows;
  network.log_odds = weights.network.scores(rows);
  return network;
}

float best_expected_f1(const BlockList& list) {
  // What more likely blocks promise is not bettered by one of under half of that: whatever all of
  // one half and more promise, those under half of it need no order.
  double total = 0, sure_mass = 0, sure_size = 0;
  for (const Block& block : list.blocks) {
    const double mass = double{block.story_probability} * block.word_count;
    total += mass;
    if (block.story_probability >= 0.5f) sure_mass += mass, sure_size += block.word_count;
  }
  const double promised = 2 * sure_mass / std::max(1e-9, sure_size + total);
  // The likeliest first, of the same likelihood the earlier one: probabilities are not negative, so
  // that their bits have their order.
  std::vector<uint64_t> order;
  order.reserve(list.blocks.size());
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    const float probability = list.blocks[i].story_probability;
    const auto bits = std::bit_cast<uint32_t>(probability);
    if (probability >= 0.49 * promised) order.push_back(uint64_t{~bits} << 32 | i);
  }
  std::sort(order.begin(), order.end());
  double mass = 0, size = 0, best = 0;
  for (const uint64_t each : order) {
    const Block& block = list.blocks[each & 0xFFFFFFFF];
    mass += double{block.story_probability} * block.word_count;
    size += block.word_count;
    best = std::max(best, 2 * mass / std::max(1e-9, size + total));
  }
  return static_cast<float>(best);
}

void complete_table(std::span<Block> cells) {
  uint64_t words = 0, chosen_words = 0;
  for (const Block& cell : cells) {
    if (cell.word_count > kMostCellWords) return;
    words += cell.word_count;
    if (cell.role == Role::kBody) chosen_words += cell.word_count;
  }
  const double share =
      static_cast<double>(chosen_words) / static_cast<double>(std::max<uint64_t>(1, words));
  if (cells.size() < kLeastCells || share < kLeastTableShare) return;
  for (Block& cell : cells)
    if (cell.role == Role::kUnknown) cell.role = Role::kBody;
}

void take_likeliest(BlockList& list, const ChoiceRule& rule, float best_f1, float least_promise,
                    Repeats repeats) {
  if (best_f1 < least_promise) return;
  take(list, std::clamp(rule.slope * best_f1, rule.floor, rule.ceiling), repeats);
}

Choice choose_blocks(BlockList& list, const Document* document, Favor favor) {
  if (document == nullptr) return choose_lines(list, favor);
  const Weights& weights = story_weights();
  const PageFeatures features = block_features(*document, list);
  const size_t count = list.blocks.size();
  if (count == 0) return {};
  const std::vector<float> first = first_stage(weights, features);
  std::vector<float> probabilities = second_stage(weights, features, first);
  add_network(weights, features, first, probabilities);
  for (size_t i = 0; i < count; ++i) {
    probabilities[i] = weights.calibration.at(probabilities[i]);
    list.blocks[i].story_probability = probabilities[i];
  }
  float best_f1 = best_expected_f1(list);
  Choice choice = judge_page(weights, features, list, probabilities, best_f1);
  if (choice.page_type != "article" && choice.page_type != "service") {
    even_out(list, features.elements);
    best_f1 = best_expected_f1(list);
  }
  take_likeliest(list, weights.rule(favor), best_f1, favor == Favor::kRecall ? 0.0f : kLeastPromise,
                 repeats_on(choice.page_type));
  if (favor != Favor::kPrecision) take_opened_lists(list);
  if (favor != Favor::kRecall) drop_menus(list);
  if (favor != Favor::kPrecision) complete_tables(list, *document);
  // A thread has a cell for each post, a product one for each fact.
  const bool has_many_cells = choice.page_type == "forum" || choice.page_type == "product";
  if (favor != Favor::kRecall && !has_many_cells && drop_cells_beside(list, features.elements) &&
      (choice.page_type == "listing" || choice.page_type == "collection"))
    choice.page_type = "article";
  return choice;
}

}  // namespace copydesk
