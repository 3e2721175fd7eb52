// text_stats.h: what one pass over a block's text tells: counts of words, letters, marks, phrases.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "blocks/phrase_matcher.h"
#include "blocks/text_scan.h"

namespace copydesk {

struct BlockList;

/// Counts over one text. `length` counts code points, those of Chinese, Japanese and Korean double,
/// so that texts of all scripts are of like length for a like content.
struct TextStats {
  uint32_t length = 0;
  uint32_t words = 0;
  uint32_t stop_words = 0;
  uint32_t capital_words = 0;  // that begin with a capital
  uint32_t uppercase = 0;
  uint32_t digits = 0;
  uint32_t commas = 0;         // and semicolons, and their kin in other scripts
  uint32_t sentence_ends = 0;  // . ! ? and their kin, before white space or the end
  uint32_t marks = 0;          // all other ASCII punctuation
  uint32_t separators = 0;     // | • · » › / > between words
  uint32_t longest_word = 0;
  uint8_t currency = 0, at_signs = 0;
  bool ends_sentence = false, ends_colon = false, ends_ellipsis = false, ends_question = false;
  bool starts_upper = false, starts_lower = false, starts_digit = false, starts_quote = false;
  bool has_year = false, has_clock = false;
  uint64_t hash = 0;  // of the words' letters in lower case
  // Of the first 64 bytes: a bit for each that is an ASCII letter, a digit or not ASCII.
  uint64_t word_bits = 0;
  SlotSet phrases;  // phrases_in()
};

/// The phrase_groups() that stand in a text; of short texts only.
SlotSet phrases_in(std::string_view text, Abreast abreast = Abreast::kMost);

/// All but the phrases, which cost a third of it.
TextStats text_counts(std::string_view text, Abreast abreast = Abreast::kMost);

TextStats text_stats(std::string_view text, Abreast abreast = Abreast::kMost);

/// The text_counts() of all blocks.
std::vector<TextStats> counts_of_blocks(const BlockList& list);

/// The text_stats() of all lines of a dump.
std::vector<TextStats> stats_of_lines(const BlockList& list);

/// Adds the phrases of some blocks: nobody asks for those of blocks that are set aside.
void find_phrases(const BlockList& list, std::span<const uint32_t> blocks,
                  std::vector<TextStats>& stats);

/// text_scan::count(), by as many bytes as the processor can.
text_scan::Counts letters_and_words(std::string_view text);

}  // namespace copydesk
