// cut_test.cpp: what counts as a block, what is flagged, and that every block's bytes can be found
// again.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "blocks/blocks.h"
#include "blocks/text_scan.h"
#include "blocks/text_stats.h"

using namespace copydesk;

namespace {

std::vector<std::string> texts_of(const BlockList& list) {
  std::vector<std::string> texts;
  for (const Block& block : list.blocks) texts.emplace_back(block.text);
  return texts;
}

BlockList cut(const Document& document) { return cut_blocks(document); }

}  // namespace

TEST_CASE("block-level tags part the text, inline tags do not") {
  const Document page = parse_html("<p>One <b>two</b> three</p><div>four<ul><li>five</ul></div>");
  CHECK(texts_of(cut(page)) == std::vector<std::string>{"One two three", "four", "five"});
}

TEST_CASE("white space is folded outside of pre and kept inside") {
  const Document page = parse_html("<p> a \n\t b&nbsp;c </p><pre>x\n  y\n</pre>");
  CHECK(texts_of(cut(page)) == std::vector<std::string>{"a b c", "x\n  y"});
}

TEST_CASE("a word keeps no soft hyphens and no zero-width spaces") {
  const Document page = parse_html("<p>hy&shy;phen zero&#x200B;width</p>");
  CHECK(texts_of(cut(page)) == std::vector<std::string>{"hyphen zerowidth"});
}

TEST_CASE("one br joins two blocks, two br part them") {
  const Document page = parse_html("<p>one<br>two<br><br>three</p>");
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 3);
  CHECK_FALSE(list.blocks[0].is_after_break);
  CHECK(list.blocks[1].is_after_break);
  CHECK_FALSE(list.blocks[2].is_after_break);
}

TEST_CASE("scripts, styles, drawings and form choices hold no text") {
  const Document page = parse_html(
      "<script>a</script><style>b</style><svg><text>c</text></svg><select><option>d</"
      "select><textarea>e</textarea><p>f");
  CHECK(texts_of(cut(page)) == std::vector<std::string>{"f"});
}

TEST_CASE("hidden parts and noscript are cut and flagged, not lost") {
  const Document page = parse_html(
      "<p style='color:red; display : none'>a</p><div hidden><p>b</div><noscript><p>c</noscript><p "
      "aria-hidden=true>d");
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 4);
  CHECK(list.blocks[0].is_hidden);
  CHECK(list.blocks[1].is_hidden);
  CHECK(list.blocks[2].is_noscript);
  CHECK(list.blocks[3].is_aria_hidden);
}

TEST_CASE("a style hides what it declares to be hidden, not the back of what turns") {
  const Document page = parse_html(
      "<p style='-webkit-backface-visibility: hidden'>a</p><p "
      "style='backface-visibility:hidden'>b</p>"
      "<p style='--small-display:none'>c</p><p style='\n VISIBILITY\t:\n hidden !important'>d</p>");
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 4);
  CHECK(!list.blocks[0].is_hidden);
  CHECK(!list.blocks[1].is_hidden);
  CHECK(!list.blocks[2].is_hidden);
  CHECK(list.blocks[3].is_hidden);
}

TEST_CASE("a block knows how much of it is linked, and what it stands in") {
  const Document page = parse_html(
      "<ul><li><a href=x>linked</a> plain</ul><h2>head</h2><blockquote>said</blockquote>");
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 3);
  CHECK(list.blocks[0].linked_letter_count == 6);
  CHECK(list.blocks[0].letter_count == 11);
  CHECK(list.blocks[0].word_count == 2);
  CHECK(list.blocks[0].is_list_item);
  CHECK(list.blocks[1].heading_level == 2);
  CHECK(list.blocks[2].is_quote);
}

TEST_CASE("a paragraph inside a heading that was never closed is no heading") {
  const Document page = parse_html("<h1>Head<p>Text</p><div>Part of it</div>");
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 3);
  CHECK(list.blocks[0].heading_level == 1);
  CHECK(list.blocks[1].heading_level == 0);
  CHECK(list.blocks[2].heading_level == 1);
}

TEST_CASE("blocks over the limit of a page are left out with a note") {
  std::string page;
  for (size_t i = 0; i < kMostBlocks; ++i) page += "<p>x";
  const Document most = parse_html(page);
  CHECK(cut_blocks(most).notes.empty());
  page += "<p>x<p>x";
  const Document more = parse_html(page);
  const BlockList list = cut_blocks(more);
  CHECK(list.blocks.size() == kMostBlocks);
  REQUIRE(list.notes.size() == 1);
  CHECK(list.notes[0].code == "block-limit");
}

TEST_CASE("the spans of a block give back its text from the page") {
  const std::string source = "<p> Fish &amp;\n chips, <b>caf\xC3\xA9</b>&nbsp;now </p>";
  const Document page = parse_html(source);
  const BlockList list = cut(page);
  REQUIRE(list.blocks.size() == 1);
  CHECK(list.blocks[0].text == "Fish & chips, caf\xC3\xA9 now");
  std::vector<TextSpan> spans;
  append_block_spans(page, list.blocks[0], spans);
  uint32_t at = 0;
  std::string again;
  for (const TextSpan& span : spans) {
    CHECK(span.text_begin == at);
    at = span.text_end;
    const std::string bytes = source.substr(span.page.begin, span.page.end - span.page.begin);
    again += bytes == "&amp;" ? "&" : bytes == "\n" || bytes == "&nbsp;" ? " " : bytes;
  }
  CHECK(at == list.blocks[0].text.size());
  CHECK(again == list.blocks[0].text);
}

TEST_CASE("text that is called preformatted inside a formula is not lost from its block") {
  const std::string source = "<p>Let <math><xmp>x = 1</xmp></math> hold.</p>";
  const Document page = parse_html(source);
  const BlockList list = cut(page);
  CHECK(texts_of(list) == std::vector<std::string>{"Let x = 1 hold."});
  std::vector<TextSpan> spans;
  append_block_spans(page, list.blocks[0], spans);
  std::string again;
  for (const TextSpan& span : spans)
    again += source.substr(span.page.begin, span.page.end - span.page.begin);
  CHECK(again == "Let x = 1 hold.");
}

TEST_CASE("runs and counts found by 16 bytes are those found by one") {
  const std::string_view parts[] = {" ",
                                    "  ",
                                    "\n",
                                    "\t\r",
                                    "a",
                                    "word",
                                    "Z_9",
                                    "\xC2\xA0",
                                    "é",
                                    "\xE2\x80\x99",
                                    "\xEF",
                                    "-",
                                    "                    "};
  std::mt19937 random(3);
  int wrong = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const size_t kinds = round % 2 == 0 ? std::size(parts) : 7;
    for (size_t i = random() % 60; i > 0; --i) text += parts[random() % kinds];
    wrong += text_scan::count(text) != text_scan::count_scalar(text);
    wrong += letters_and_words(text) != text_scan::count_scalar(text);
    wrong += text_scan::count_of_spaces(text) != size_t(std::ranges::count(text, ' '));
    const std::string_view start = std::string_view(text).substr(0, 64);
    wrong += text_scan::word_bits(start) != text_scan::word_bits_scalar(start);
    const size_t at = random() % (text.size() + 1);
    wrong += text_scan::end_of_spaces(text, at) != text_scan::end_of_spaces_scalar(text, at);
    wrong += text_scan::end_of_plain(text, at) != text_scan::end_of_plain_scalar(text, at);
  }
  CHECK(wrong == 0);
}
