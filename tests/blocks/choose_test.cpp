// choose_test.cpp: the shipped model on a page of our own, and the rule that turns probabilities
// into a choice.
#include <doctest/doctest.h>

#include "blocks/blocks.h"
#include "blocks/even_out.h"
#include "blocks/features.h"
#include "blocks/weights.h"

using namespace copydesk;

namespace {

constexpr std::string_view kPage =
    R"(<html><head><title>Ferry service returns to Port Ellin</title></head><body>
<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav>
<main><article><h1>Ferry service returns to Port Ellin</h1>
<p>The morning ferry between Port Ellin and the mainland will run again from Monday, the harbour company said, after
repairs to the quay that took most of the winter and cost far more than planned.</p>
<p>"People here have waited a long time for this," said Marta Quill, who runs the bakery on the square. She said that
deliveries had been late, and that many of her customers had moved away, at least for the dark months.</p>
<p>The first boat leaves at six. Tickets cost the same as last year, and children travel free until the summer.</p>
</article></main>
<footer><p><a href=/privacy>Privacy policy</a> | <a href=/terms>Terms of use</a> | Copyright. All rights reserved.</p></footer>
</body></html>)";

constexpr std::string_view kFerryWithList =
    R"(<title>Ferry service returns to Port Ellin</title><article><h1>Ferry service returns to Port Ellin</h1>
<p>The morning ferry between Port Ellin and the mainland will run again from Monday, the harbour company said, after
repairs to the quay that took most of the winter and cost far more than planned.</p>
<p>On the first sailings of the day the crew will let on board before all others:</p>
<ul><li>ambulances and fire engines;<li>lorries with fish;<li>school buses.</ul>
<p>The first boat leaves at six. Tickets cost the same as last year, and children travel free until the summer.</p>
</article>)";

constexpr std::string_view kPageOfCells =
    R"(<html><head><title>Ferry service returns</title></head><body><table><tr><td>The Harbour Post</td></tr>
<tr><td><table><tr><td><a href=/1>Politics</a></td></tr><tr><td><a href=/2>Business</a></td></tr>
<tr><td><a href=/3>Sea and port</a></td></tr><tr><td><a href=/4>Culture</a></td></tr>
<tr><td><a href=/5>Weather</a></td></tr><tr><td><a href=/6>Archive</a></td></tr>
<tr><td><a href=/7>Forum</a></td></tr></table></td>
<td><font size=4><b>Ferry service returns</b></font><br><br>The morning ferry between Port Ellin and the mainland
will run again from Monday, the harbour company said, after repairs to the quay that took most of the winter.<br><br>
"People here have waited a long time for this," said Marta Quill, who runs the bakery on the square.</td></tr></table>
</body></html>)";

constexpr std::string_view kThread =
    R"(<p>Ferries and their timetables, a thread</p><div class=post><p>The first boat leaves at six now, and the last one
at ten.</p><b>Marta</b></div><div class=post><p>Has anybody seen what the tickets for the first boat cost this
year?</p><b>Quill</b></div><div class=post><p>They cost the same as last year, and children travel free until
summer.</p><b>Ellin</b></div>)";

BlockList chosen(const Document& document, Favor favor) {
  BlockList list = cut_blocks(document);
  choose_blocks(list, &document, favor);
  return list;
}

BlockList list_of(std::initializer_list<float> probabilities) {
  BlockList list;
  for (const float p : probabilities) {
    Block block;
    block.word_count = 10;
    block.story_probability = p;
    list.blocks.push_back(block);
  }
  return list;
}

}  // namespace

TEST_CASE("paragraphs are chosen, menus and footers are not") {
  const Document document = parse_html(kPage);
  for (const Block& block : chosen(document, Favor::kBalanced).blocks) {
    CAPTURE(block.text);
    const bool is_paragraph = block.text.size() > 100;
    if (is_paragraph) CHECK(block.role == Role::kBody);
    if (block.text == "Sport" || block.text.starts_with("Privacy"))
      CHECK(block.role != Role::kBody);
  }
}

TEST_CASE("a menu of cells on a page without names is not chosen") {
  const Document document = parse_html(kPageOfCells);
  for (const Block& block : chosen(document, Favor::kBalanced).blocks) {
    CAPTURE(block.text);
    if (block.text.size() > 80) CHECK(block.role == Role::kBody);
    if (block.linked_letter_count > 0) CHECK(block.role != Role::kBody);
  }
}

TEST_CASE("a table of facts comes whole once two fifths of its words were chosen") {
  BlockList list = list_of({0.4f, 0.4f, 0.0f, 0.0f, 0.0f});
  list.blocks[0].role = Role::kBody;
  complete_table(list.blocks);
  CHECK(list.blocks[4].role == Role::kUnknown);
  list.blocks[1].role = Role::kBody;
  list.blocks[2].role = Role::kByline;
  complete_table(list.blocks);
  CHECK(list.blocks[2].role == Role::kByline);
  CHECK(list.blocks[4].role == Role::kBody);
}

TEST_CASE("a table with a long cell holds a page, and stays as it is") {
  BlockList list = list_of({0.4f, 0.4f, 0.4f});
  list.blocks[0].role = list.blocks[1].role = Role::kBody;
  list.blocks[0].word_count = 200;
  complete_table(list.blocks);
  CHECK(list.blocks[2].role == Role::kUnknown);
}

TEST_CASE("posts that look alike come close to their mean, short lines and single ones stay") {
  const Document document = parse_html(kThread);
  BlockList list = cut_blocks(document);
  REQUIRE(list.blocks.size() == 7);
  for (Block& block : list.blocks) block.story_probability = 0.9f;
  list.blocks[3].story_probability = list.blocks[4].story_probability = 0.1f;
  even_out(list, block_features(document, list).elements);
  CHECK(list.blocks[0].story_probability == 0.9f);
  CHECK(list.blocks[1].story_probability == doctest::Approx(0.71).epsilon(0.03));
  CHECK(list.blocks[3].story_probability == doctest::Approx(0.47).epsilon(0.03));
  CHECK(list.blocks[4].story_probability == 0.1f);
}

TEST_CASE("favouring recall never takes less than favouring precision") {
  const Document document = parse_html(kPage);
  const BlockList precise = chosen(document, Favor::kPrecision),
                  generous = chosen(document, Favor::kRecall);
  for (size_t i = 0; i < precise.blocks.size(); ++i)
    CHECK((precise.blocks[i].role != Role::kBody || generous.blocks[i].role == Role::kBody));
}

TEST_CASE("nothing is taken of a page whose best choice promises less than is asked") {
  BlockList list = list_of({0.1f, 0.1f, 0.1f});
  const float promise = best_expected_f1(list);
  take_likeliest(list, {0.5f, 0.0f, 1.0f}, promise, promise + 0.01f);
  CHECK(list.blocks[0].role != Role::kBody);
  take_likeliest(list, {0.5f, 0.0f, 1.0f}, promise, promise);
  CHECK(list.blocks[0].role == Role::kBody);
}

TEST_CASE("items that a colon announces come in with it") {
  const Document document = parse_html(kFerryWithList);
  for (const Block& block : chosen(document, Favor::kBalanced).blocks)
    if (block.is_list_item && block.linked_letter_count == 0) CHECK(block.role == Role::kBody);
}

TEST_CASE("the best expected F1 of sure blocks is one, and falls with doubt") {
  CHECK(best_expected_f1(list_of({1, 1, 0, 0})) == doctest::Approx(1.0));
  CHECK(best_expected_f1(list_of({0.5f, 0.5f})) == doctest::Approx(2.0 / 3));
}

TEST_CASE("on a doubtful page the threshold falls, as it must for the best expected F1") {
  BlockList list = list_of({0.35f, 0.3f, 0.25f, 0.1f});
  take_likeliest(list, {0.5f, 0.0f, 1.0f}, best_expected_f1(list), 0.0f);
  CHECK(list.blocks[2].role == Role::kBody);
  CHECK(list.blocks[3].role != Role::kBody);
}

TEST_CASE("a long text that stands twice on the page is taken once") {
  BlockList list = list_of({0.9f, 0.9f, 0.9f});
  for (Block& block : list.blocks)
    block.text = "The same long sentence stands here, and there again, and again.";
  take_likeliest(list, {0.5f, 0.2f, 0.6f}, best_expected_f1(list), 0.0f);
  CHECK(list.blocks[0].role == Role::kBody);
  CHECK(list.blocks[1].role != Role::kBody);
}

TEST_CASE("where things repeat their labels, a short text without digits is taken once") {
  BlockList list = list_of({0.6f, 0.6f, 0.6f, 0.6f});
  list.blocks[0].text = list.blocks[2].text = "Quick shop";
  list.blocks[1].text = list.blocks[3].text = "$19.99";
  take_likeliest(list, {0.5f, 0.2f, 0.6f}, best_expected_f1(list), 0.0f, Repeats::kNumbers);
  CHECK(list.blocks[0].role == Role::kBody);
  CHECK(list.blocks[1].role == Role::kBody);
  CHECK(list.blocks[2].role == Role::kUnknown);
  CHECK(list.blocks[3].role == Role::kBody);
}

TEST_CASE("a long text that is surely of the story may stand again, apart from its first copy") {
  BlockList list = list_of({0.9f, 0.9f, 0.9f, 0.9f, 0.7f, 0.9f});
  for (const size_t i : {0u, 2u, 4u, 5u})
    list.blocks[i].text = "The blade has five knives of hardened steel, ground once a year.";
  list.blocks[5].is_hidden = true;
  take_likeliest(list, {0.5f, 0.2f, 0.6f}, best_expected_f1(list), 0.0f);
  CHECK(list.blocks[2].role == Role::kBody);
  CHECK(list.blocks[4].role != Role::kBody);
  CHECK(list.blocks[5].role != Role::kBody);
}

TEST_CASE("no model is asked about a menu, nor does it come in when all else is wanted") {
  const Document page = parse_html(
      "<nav><p>The harbour was closed on Monday, and the ferries stayed away for a whole "
      "week.</nav>"
      "<article><h1>Harbour</h1><p>The harbour was closed on Monday, because the pilots were on "
      "strike.<p>Ferries stayed away, and the market stood empty until Thursday.</article>");
  BlockList list = cut_blocks(page);
  choose_blocks(list, &page, Favor::kRecall);
  REQUIRE(list.blocks.size() == 4);
  CHECK(list.blocks[0].role == Role::kUnknown);
  CHECK(list.blocks[0].story_probability < 0.1f);
  CHECK(list.blocks[2].role == Role::kBody);
}
