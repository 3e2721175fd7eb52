// features_test.cpp: counts over a text, phrases, and the shape of the feature matrix.
#include "blocks/features.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "blocks/blocks.h"
#include "blocks/phrase_matcher.h"
#include "blocks/text_stats.h"
#include "blocks/vocabulary.h"

using namespace copydesk;

TEST_CASE("phrases are found in one pass, also where they overlap, in any case") {
  const SlotPhrase phrases[] = {{"he", 0}, {"she", 1}, {"hers", 2}, {" her ", 3}};
  const PhraseMatcher matcher(phrases);
  const SlotSet found = matcher.find("USHERS");
  CHECK(found.has(0));
  CHECK(found.has(1));
  CHECK(found.has(2));
  CHECK_FALSE(found.has(3));
  CHECK(matcher.find("her").has(3));
  CHECK(matcher.find("ask-her.").has(3));
}

namespace {

// A text as a matcher of `phrases` sees it: small letters, a space for what no phrase has.
std::string seen(std::string_view text, std::string_view known) {
  std::string out = " ";
  for (const char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool is_letter = small >= 'a' && small <= 'z';
    out += is_letter || known.find(small) != known.npos ? small : ' ';
  }
  return out + ' ';
}

}  // namespace

TEST_CASE("a matcher finds in random texts what a search for each phrase finds") {
  const SlotPhrase phrases[] = {{"?", 0},    {"q:", 1},  {" a", 2},   {"b ", 3},  {"ab", 4},
                                {"abba", 5}, {"bab", 6}, {" ab ", 7}, {"a b", 8}, {" b", 9}};
  const PhraseMatcher matcher(phrases);
  std::mt19937 random(5);
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 10; i > 0; --i) text += "abAB q:?-c"[random() % 10];
    const SlotSet found = matcher.find(text);
    for (const SlotPhrase& phrase : phrases)
      wrong += found.has(phrase.slot) != (seen(text, "q:?").find(phrase.text) != std::string::npos);
  }
  CHECK(wrong == 0);
}

TEST_CASE("the counts of a sentence are those a reader would make") {
  const TextStats s = text_stats("The price, in 2019, was $5. Really?");
  CHECK(s.words == 7);
  CHECK(s.commas == 2);
  CHECK(s.sentence_ends == 2);
  CHECK(s.currency == 1);
  CHECK(s.has_year);
  CHECK(s.ends_question);
  CHECK(s.starts_upper);
  CHECK(s.stop_words == 3);
}

TEST_CASE("stop words are known in several languages and scripts") {
  CHECK(is_stop_word("the"));
  CHECK(is_stop_word("und"));
  CHECK(is_stop_word("\xD1\x87\xD1\x82\xD0\xBE"));
  CHECK_FALSE(is_stop_word("gymnasium"));
  CHECK(text_stats("\xD0\xA7\xD0\xA2\xD0\x9E").stop_words == 1);
}

TEST_CASE("Chinese letters count double, so that a short text is not taken for a label") {
  CHECK(text_stats("\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82").length == 5);
  CHECK(text_stats("\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82").ends_sentence);
}

TEST_CASE("every column has a name, and every block a row") {
  const Document page =
      parse_html("<main><h1>Head</h1><p class=intro>Text one.</p></main><footer>End</footer>");
  const BlockList list = cut_blocks(page);
  const PageFeatures features = block_features(page, list);
  CHECK(features.matrix.columns == block_feature_names().size());
  CHECK(features.matrix.values.size() == features.matrix.columns * list.blocks.size());
  const std::vector<float> scores(list.blocks.size(), 0.5f);
  CHECK(context_features(features, scores).columns == context_feature_names().size());
  CHECK(page_type_features(features, list, scores).size() == page_type_feature_names().size());
}

TEST_CASE("a page without blocks has no features and does no harm") {
  const Document page = parse_html("<frameset><frame></frameset>");
  const BlockList list = cut_blocks(page);
  CHECK(block_features(page, list).matrix.values.empty());
}
