// features_test.cpp: counts over a text, phrases, and the shape of the feature matrix.
#include "blocks/features.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <tuple>

#include "blocks/blocks.h"
#include "blocks/hash_numbers.h"
#include "blocks/page_features.h"
#include "blocks/phrase_matcher.h"
#include "blocks/tags.h"
#include "blocks/text_stats.h"
#include "blocks/vocabulary.h"
#include "text/text.h"

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
  const SlotPhrase phrases[] = {{"?", 0},       {"q:", 1},   {" a", 2},     {"b ", 3},
                                {"ab", 4},      {"abba", 5}, {"bab", 6},    {" ab ", 7},
                                {"a b", 8},     {" b", 9},   {"abbab", 10}, {"babbabbabbabba", 11},
                                {"b a b a", 12}};
  const PhraseMatcher matcher(phrases);
  std::mt19937 random(5);
  int wrong = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    for (size_t i = random() % (round % 3 == 0 ? 90 : 10); i > 0; --i)
      text += "abAB q:?-c"[random() % (round % 2 == 0 ? 10 : 5)];
    const SlotSet found = matcher.find(text);
    for (const SlotPhrase& phrase : phrases)
      wrong += found.has(phrase.slot) != (seen(text, "q:?").find(phrase.text) != std::string::npos);
  }
  CHECK(wrong == 0);
}

TEST_CASE("a matcher finds the same by one byte and by many, in texts of any length and bytes") {
  std::mt19937 random(7);
  int wrong = 0, found = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (size_t left = random() % (round % 8 == 0 ? 2600 : 80); text.size() < left;) {
      if (random() % 3 == 0) text += class_words()[random() % class_words().size()];
      text += random() % 4 == 0 ? static_cast<char>(random()) : "aA- ?(:){\n"[random() % 11];
    }
    for (const PhraseMatcher* matcher : {&phrase_matcher(), &class_word_matcher()}) {
      const SlotSet many = matcher->find(text);
      wrong += many.bits != matcher->find(text, Abreast::kOne).bits;
      found += !many.is_empty();
    }
  }
  CHECK(wrong == 0);
  CHECK(found > 2000);
}

TEST_CASE("phrases that begin a line are known with their capital, beyond ASCII too") {
  for (const std::string_view text : {"Поделиться", "Войти", "Комментарии (3)", "À lire aussi :"})
    CHECK_MESSAGE(!phrases_in(text).is_empty(), text);
}

TEST_CASE("a matcher finds a phrase wherever it stands in a long text") {
  const SlotPhrase phrases[] = {{"needle", 0}, {"?", 1}, {"pin ", 2}};
  const PhraseMatcher matcher(phrases);
  int wrong = 0;
  for (size_t before = 0; before < 3000; before += 7) {
    const std::string hay(before, 'x');
    wrong += !matcher.find(hay + "needle" + hay).has(0) || !matcher.find(hay + "needle").has(0);
    wrong += !matcher.find(hay + "?" + hay).has(1) || !matcher.find(hay + "pin").has(2);
    wrong += !matcher.find(hay + "needl" + hay).is_empty();
  }
  CHECK(wrong == 0);
}

namespace {

// The same counts letter by letter; ASCII only.
TextStats counted_singly(std::string_view text) {
  TextStats stats;
  uint32_t length = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool is_capital = c >= 'A' && c <= 'Z', is_digit = c >= '0' && c <= '9';
    const bool is_letter = is_capital || is_digit || (c >= 'a' && c <= 'z');
    stats.uppercase += is_capital, stats.digits += is_digit;
    stats.capital_words += is_capital && length == 0;
    stats.words += !is_letter && length > 0;
    length = is_letter ? length + 1 : 0;
    stats.longest_word = std::max(stats.longest_word, length);
  }
  return stats;
}

}  // namespace

TEST_CASE("words counted by eight letters have the counts of words counted singly") {
  std::mt19937 random(7);
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 60; i > 0; --i) text += "aZzA09bcdefghijk .,@`{[/:"[random() % 25];
    const TextStats s = text_stats(text), singly = counted_singly(text);
    wrong += s.length != text.size() || s.words != singly.words || s.digits != singly.digits ||
             s.uppercase != singly.uppercase || s.capital_words != singly.capital_words ||
             s.longest_word != singly.longest_word;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a text has the same counts by one byte and by many, whatever its letters and length") {
  const std::string_view parts[] = {"the ", "is", "A", "7",     "2019 ", ". ",
                                    "?",    ":",  ",", "12:30", "é",     "Я",
                                    "東",   "。", "“", "…",     " ",     "longwordwithoutend",
                                    "$",    "\n", "|", "@",     "ß",     "\xC3"};
  std::mt19937 random(11);
  int wrong = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    const size_t kinds = round % 2 == 0 ? std::size(parts) : 10;
    for (size_t i = random() % 50; i > 0; --i) text += parts[random() % kinds];
    const TextStats many = text_stats(text), one = text_stats(text, Abreast::kOne);
    const auto counts = [](const TextStats& s) {
      return std::tuple(s.length, s.words, s.stop_words, s.capital_words, s.uppercase, s.digits,
                        s.commas, s.sentence_ends, s.marks, s.separators, s.longest_word,
                        s.currency, s.at_signs, s.has_year, s.has_clock, s.hash, s.word_bits,
                        s.phrases.bits);
    };
    wrong += counts(many) != counts(one);
  }
  CHECK(wrong == 0);
}

TEST_CASE("texts with the same words have one hash, wherever a window of 64 bytes ends") {
  const std::string words = "Gathered harbourmasters internationalisation été 2019 at noon";
  const uint64_t hash = text_stats(words).hash;
  int wrong = 0;
  for (size_t before = 0; before < 130; ++before) {
    const std::string filler(before, '-');
    wrong += text_stats(filler + words).hash != hash;
    wrong += text_stats(filler + words + "!").words != 7;
    wrong += text_stats(filler + words + "s").hash == hash;
    wrong += !text_stats(filler + words).has_year || text_stats(filler + words).longest_word != 20;
  }
  CHECK(wrong == 0);
  CHECK(text_stats("abcdefgh i").hash != text_stats("abcdefghi").hash);
}

TEST_CASE("a word counts as the title's wherever it stands, and only when it is whole") {
  const Document page = parse_html("<title>Lighthouses mattered, eightlet</title>");
  const PageHead head = read_page_head(page);
  CHECK(head_shares("EIGHTLET", head).title == 1);
  CHECK(head_shares("eightlet lighthouses", head).title == 1);
  CHECK(head_shares("matter light", head).title == 0);
  const std::string filler(293, '.');
  CHECK(head_shares(filler + "mattered", head).title == 0);  // cut at 300 bytes
  CHECK(head_shares("xx " + filler + "mattered", head).description == 0);
}

TEST_CASE("a word of the description counts once where the title's text ends inside it") {
  const Document page = parse_html("<meta name=description content='over the harbour wall'>");
  const PageHead head = read_page_head(page);
  CHECK(head_shares(std::string(296, '.') + "harbour", head).description == 1);
  CHECK(head_shares(std::string(596, '.') + "harbour", head).description == 0);
  CHECK(head_shares("zz " + std::string(293, '.') + "harbour", head).description == 0.5f);
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
  CHECK(text_stats("東京の空は青い").words == count_words("東京の空は青い"));
  CHECK(text_stats("東京の空は青い").longest_word == 2);
  CHECK(text_stats("\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82").ends_sentence);
}

TEST_CASE("every column has a name, and every block a row") {
  const Document page =
      parse_html("<main><h1>Head</h1><p class=intro>Text one.</p></main><footer>End</footer>");
  const BlockList list = cut_blocks(page);
  const PageFeatures features = block_features(page, list);
  const FeatureMatrix whole = whole_rows(features);
  CHECK(whole.columns == block_feature_names().size());
  CHECK(whole.values.size() == whole.columns * list.blocks.size());
  const std::vector<float> scores(list.blocks.size(), 0.5f);
  CHECK(context_features(features, scores).columns == context_feature_names().size());
  CHECK(page_type_features(features, list, scores).size() == page_type_feature_names().size());
}

// Whether two pages have the same numbers.
bool are_alike(std::string_view page, std::string_view other) {
  const Document a = parse_html(page), b = parse_html(other);
  const FeatureMatrix one = whole_rows(block_features(a, cut_blocks(a)));
  const FeatureMatrix two = whole_rows(block_features(b, cut_blocks(b)));
  return std::ranges::equal(one.values, two.values);
}

TEST_CASE("wrappers without attributes that hold the whole page change no number") {
  CHECK(
      are_alike("<body class=post><main class=page><h1>Head</h1><p>One.</p></main>"
                "<footer>End</footer>",
                "<body class=post><script>1</script><div> <div><main class=page><h1>Head</h1>"
                "<p>One.</p></main><footer>End</footer></div></div>"));
}

TEST_CASE("spans and wrappers around one block change no number when they say nothing") {
  constexpr std::string_view kPlain =
      "<body><main><h1>Head</h1><p>One <b>two</b>.</p><p>Three.</p></main>";
  CHECK(are_alike(kPlain,
                  "<body><main><h1>Head</h1><p><span><span>One <b>two</b>.</span></span>"
                  "</p><p><span style='font-weight:400' lang=en>Three.</span></p></main>"));
  CHECK(are_alike(kPlain,
                  "<body><main><h1>Head</h1><p>One <b>two</b>.</p><div class=css-1x7q>"
                  "<div>\n<p><span class=q7x data-n=1>Three.</span></p></div></div></main>"));
}

TEST_CASE("comments, and what frameworks put on each element, change no number") {
  constexpr std::string_view kPlain =
      "<body><div><main><h1>Head</h1><div><p>One.</p></div><span>Two</span><p>Three.</p></main>"
      "</div>";
  CHECK(are_alike(kPlain,
                  "<body data-v-5f3a><div data-v-5f3a><main><h1 _ngcontent-c1>Head</h1>"
                  "<div data-v-5f3a><p>One.</p></div><span>Two</span><p>Three.</p></main></div>"));
  CHECK(are_alike(kPlain,
                  "<body><div><main><h1>Head</h1><!--1--><div><!--2--><p>One.</p><!--3--></div>"
                  "<!--4--><!--5--> <span>Two</span> <!--6--><p>Three.</p></main></div>"));
  CHECK_FALSE(are_alike(kPlain,
                        "<body><div><main><h1>Head</h1><div data-role=x><p>One.</p></div>"
                        "<span>Two</span><p>Three.</p></main></div>"));
}

TEST_CASE("a wrapper with a word in its name, or with text or another block in it, is a step") {
  constexpr std::string_view kPlain = "<body><h1>Head</h1><p>One.</p>";
  CHECK_FALSE(are_alike(kPlain, "<body><h1>Head</h1><div class=comment><p>One.</p></div>"));
  CHECK_FALSE(are_alike(kPlain, "<body><h1>Head</h1><p><span class=comment>One.</span></p>"));
  CHECK_FALSE(are_alike("<body><h1>Head</h1><p>One.</p><p>Two.</p>",
                        "<body><h1>Head</h1><div><p>One.</p><p>Two.</p></div>"));
}

TEST_CASE("a column has the value of its name, wherever its values stand") {
  const Document page = parse_html(
      "<title>Head</title><article class=intro><h1>Head</h1><p>Text <b>one.</b></article>");
  const BlockList list = cut_blocks(page);
  const FeatureMatrix whole = whole_rows(block_features(page, list));
  const auto& names = block_feature_names();
  const auto value = [&](size_t row, std::string_view name) {
    return whole.row(row)[std::ranges::find(names, name) - names.begin()];
  };
  REQUIRE(list.blocks.size() == 2);
  CHECK(value(0, "in_title") == 1);
  CHECK(value(0, "heading_level") == 1);
  CHECK(value(0, "under_article") == 1);
  CHECK(value(1, "under_article") == 1);
  CHECK(value(1, "under_nav") == 14);
  CHECK(value(1, "class_intro") == 1);
  CHECK(value(1, "page_h1") == doctest::Approx(std::log(2.0)));
  CHECK(value(1, "page_articles") == doctest::Approx(std::log(2.0)));
}

TEST_CASE("the surroundings of some blocks are those that they have among all") {
  const Document page = parse_html("<h1>Head</h1><p>One.<p>Two.<p>Three.<p>Four.");
  const BlockList list = cut_blocks(page);
  const PageFeatures features = block_features(page, list);
  const std::vector<float> scores = {0.1f, 0.7f, 0.01f, 0.7f, 0.2f};
  const std::vector<uint32_t> rows = {0, 1, 3, 4};
  const FeatureMatrix all = context_features(features, scores);
  const FeatureMatrix some = context_features(features, scores, rows);
  size_t wrong = 0;
  for (size_t k = 0; k < rows.size(); ++k)
    wrong += !std::equal(some.row(k), some.row(k) + some.columns, all.row(rows[k]));
  CHECK(some.values.size() == 4 * all.columns);
  CHECK(wrong == 0);
}

TEST_CASE("the words of the title are found in texts that are read by their first 64 bytes alone") {
  const Document page = parse_html(
      "<title>Lighthouses mattered, eightlet</title><meta name=description content='mattered x'>");
  const PageHead head = read_page_head(page);
  std::mt19937 random(3);
  const std::string_view parts[] = {"mattered", "Lighthouses", "a", "é", "matter", " ", ". ", "x"};
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 9; i > 0; --i) text += parts[random() % std::size(parts)];
    const HeadShares all = head_shares(text, head);
    const HeadShares fast = head_shares(text, text_stats(text).word_bits, head);
    wrong += all.title != fast.title || all.description != fast.description;
  }
  CHECK(wrong == 0);
}

TEST_CASE("what stands in nav, and a short link in a footer, has no row unless all are wanted") {
  const Document page = parse_html(
      "<nav>Menu of ours</nav><p>Text.</p><footer><p>Printed by us.</p><a href=/i>Imprint</a>"
      "<a href=/l><p>A link whose words are too many for one of a footer</p></a></footer>"
      "<article><footer><a href=/r>Reply</a></footer></article>");
  const BlockList list = cut_blocks(page);
  REQUIRE(list.blocks.size() == 6);
  const PageFeatures judged = block_features(page, list);
  const PageFeatures all = block_features(page, list, RowsOf::kAll);
  CHECK(judged.block_of_row == std::vector<uint32_t>{1, 2, 4, 5});
  CHECK(all.block_of_row.size() == 6);
  CHECK(judged.stats.size() == 6);
  CHECK(std::equal(judged.matrix.row(1), judged.matrix.row(2), all.matrix.row(2)));
}

TEST_CASE("a text that comes again has the counts it had") {
  const Document page = parse_html("<p>Again 12:30<p>Other<p>Again 12:30<p>Again 12:31");
  const PageFeatures features = block_features(page, cut_blocks(page));
  REQUIRE(features.stats.size() == 4);
  CHECK(features.stats[0].hash == features.stats[2].hash);
  CHECK(features.stats[2].has_clock);
  CHECK(features.stats[3].hash != features.stats[2].hash);
  CHECK(features.words_of_block == std::vector<uint32_t>{0, 1, 0, 2});
}

TEST_CASE("a page without blocks has no features and does no harm") {
  const Document page = parse_html("<frameset><frame></frameset>");
  const BlockList list = cut_blocks(page);
  CHECK(block_features(page, list).matrix.values.empty());
}

TEST_CASE("hashes made for one place of the table of numbers are numbered in linear time") {
  // What the table multiplies with, and its inverse.
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15ull;
  uint64_t inverse = kOdd;
  for (int i = 0; i < 5; ++i) inverse *= 2 - kOdd * inverse;
  constexpr uint64_t kMost = 1u << 17;
  HashNumbers numbers(kMost);
  uint64_t steps = 0;
  for (uint64_t i = 1; i <= kMost; ++i) steps += numbers.number_of(i * inverse) == i - 1;
  CHECK(steps == kMost);
  CHECK(numbers.number_of(inverse) == 0);
}
