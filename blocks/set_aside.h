// set_aside.h: is_set_aside, which blocks no model is asked about. Part of blocks/.
#pragma once

#include "blocks/blocks.h"
#include "blocks/elements.h"
#include "blocks/text_stats.h"

namespace copydesk {

/// Blocks that are set aside have this first-stage score, half of it in the end: the mean of what
/// the model thought of them. model/train.py has the same number.
inline constexpr float kSetAside = 0.004f;

/// Whether a block is no story for certain: it stands in <nav>, or is a short link in a <footer>
/// that no article holds. Of wcxb-dev that are 28 % of all blocks with .04 % of the words of the
/// gold texts; the first stage, out of fold, gave 2 % of them .02 or more. Links by a class "nav",
/// "menu" or "foot" as well would be 35 %, of .09 % of the words; another .2 % less time was not
/// worth .0001 of F1. model/train.py has the same rule.
inline bool is_set_aside(const Block& block, const TextStats& stats, const StepsUp& steps) {
  constexpr uint32_t kMostWords = 8;
  if (steps.nav < kFar) return true;
  if (steps.footer >= kFar || steps.article < kFar || steps.main < kFar) return false;
  return stats.words <= kMostWords &&
         uint64_t{block.linked_letter_count} * 100 > uint64_t{block.letter_count} * 95;
}

}  // namespace copydesk
