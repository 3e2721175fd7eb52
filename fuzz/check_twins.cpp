// check_twins.cpp: what is computed many at a time is what is computed one at a time: the walk over
// the forests by four rows, by eight and by sixteen, the networks likewise, counts and phrases of
// texts, the scans of html/ and blocks/ by 16 bytes and by one.
#include <array>

#include "base/base.h"
#include "blocks/features.h"
#include "blocks/line_features.h"
#include "blocks/text_stats.h"
#include "blocks/vocabulary.h"
#include "blocks/weights.h"
#include "fuzz/checks.h"
#include "html/html.h"
#include "html/scan.h"

namespace copydesk {
namespace {

std::vector<float> scores_of(const Forest& forest, const FeatureRows& rows,
                             Forest::Abreast abreast) {
  std::vector<float> scores(rows.size(), 0.0f);
  forest.add_scores(rows, scores.data(), abreast);
  return scores;
}

void check_walks(const Forest& forest, FeatureRows rows) {
  const std::vector<float> four = scores_of(forest, rows, Forest::Abreast::kFour);
  CD_CHECK(scores_of(forest, rows, Forest::Abreast::kEight) == four);
  CD_CHECK(scores_of(forest, rows, Forest::Abreast::kMost) == four);
  std::vector<uint32_t> odd;  // some rows get the sums that they get among all
  for (uint32_t i = 1; i < rows.count; i += 2) odd.push_back(i);
  if (odd.empty()) return;
  rows.chosen = odd;
  const std::vector<float> some = scores_of(forest, rows, Forest::Abreast::kMost);
  for (size_t k = 0; k < odd.size(); ++k) CD_CHECK(some[k] == four[odd[k]]);
}

void check_network(const BlockNetwork& network, const FeatureRows& rows, const WordBuckets* words) {
  const std::vector<float> few = network.scores(rows, words, BlockNetwork::Abreast::kFew);
  CD_CHECK(network.scores(rows, words, BlockNetwork::Abreast::kSixteen) == few);
  CD_CHECK(network.scores(rows, words, BlockNetwork::Abreast::kMost) == few);
}

void check_models(const std::string& page) {
  const Document document = parse_html(page);
  const BlockList blocks = cut_blocks(document);
  if (!blocks.blocks.empty()) {
    const PageFeatures features = block_features(document, blocks);
    const FeatureMatrix whole = whole_rows(features);
    const FeatureRows rows{whole.values.data(), whole.columns, features.block_of_row.size()};
    check_walks(story_weights().first, features.rows());
    check_network(story_weights().network, features.rows(), nullptr);
    CD_CHECK(scores_of(story_weights().first, rows, Forest::Abreast::kFour) ==
             scores_of(story_weights().first, features.rows(), Forest::Abreast::kMost));
  }
  const BlockList lines = cut_lines(page);
  if (lines.blocks.empty()) return;
  const WordBuckets words = words_of_lines(lines);
  const FeatureMatrix matrix = line_features(lines, words).matrix;
  const FeatureRows rows{matrix.values.data(), matrix.columns, lines.blocks.size()};
  check_walks(line_weights().forest, rows);
  check_network(line_weights().network, rows, &words);
}

// All that is told of a text by itself, but the phrases.
auto counts_in(const TextStats& s) {
  return std::array<uint64_t, 24>{s.length,        s.words,         s.stop_words,   s.capital_words,
                                  s.uppercase,     s.digits,        s.commas,       s.sentence_ends,
                                  s.marks,         s.separators,    s.longest_word, s.currency,
                                  s.at_signs,      s.ends_sentence, s.ends_colon,   s.ends_ellipsis,
                                  s.ends_question, s.starts_upper,  s.starts_lower, s.starts_digit,
                                  s.starts_quote,  s.has_year,      s.has_clock,    s.hash};
}

void check_text_scans(std::string_view text) {
  const TextStats many = text_counts(text), one = text_counts(text, Abreast::kOne);
  CD_CHECK(counts_in(many) == counts_in(one) && many.word_bits == one.word_bits);
  CD_CHECK(text_scan::count(text) == text_scan::count_scalar(text));
  CD_CHECK(letters_and_words(text) == text_scan::count_scalar(text));
  for (const PhraseMatcher* matcher :
       {&phrase_matcher(), &class_word_matcher(), &page_word_matcher()})
    CD_CHECK(matcher->find(text).bits == matcher->find(text, Abreast::kOne).bits);
  size_t at = std::min<size_t>(text.size(), 3);
  CD_CHECK(text_scan::end_of_plain(text, at) == text_scan::end_of_plain_scalar(text, at));
  CD_CHECK(text_scan::end_of_spaces(text, at) == text_scan::end_of_spaces_scalar(text, at));
}

bool is_same(const NameEnd& a, const NameEnd& b) {
  return a.end == b.end && a.is_plain == b.is_plain;
}

void check_scans(std::string_view bytes) {
  constexpr size_t kMostOffsets = 256;  // each costs a look at all that is behind it
  const char* end = bytes.data() + bytes.size();
  for (size_t i = 0; i < std::min(bytes.size(), kMostOffsets); ++i) {
    const char* at = bytes.data() + i;
    CD_CHECK((find_any<'<', '&', '\r', '\0'>(at, end)) ==
             (find_any_scalar<'<', '&', '\r', '\0'>(at, end)));
    CD_CHECK((find_any<'<', '-', '<', '-'>(at, end)) ==
             (find_any_scalar<'<', '-', '<', '-'>(at, end)));
    CD_CHECK(
        is_same(scan_name<NameKind::kTag>(at, end), scan_name_scalar<NameKind::kTag>(at, end)));
    CD_CHECK(is_same(scan_name<NameKind::kAttribute>(at, end),
                     scan_name_scalar<NameKind::kAttribute>(at, end)));
  }
}

}  // namespace

void check_twins(std::string_view bytes) {
  check_scans(bytes);
  std::string page;
  append_repaired_utf8(page, bytes);
  check_text_scans(page);
  check_models(page);
}

}  // namespace copydesk
