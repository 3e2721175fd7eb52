// line_wrap_test.cpp: dumps whose lines a tool broke at a width.
#include <doctest/doctest.h>

#include <string>

#include "blocks/blocks.h"

using namespace copydesk;

namespace {

// Broken at 60 columns.
const std::string kWrapped =
    "The harbour of Eddern opened again on Monday, three weeks\n"
    "after a storm had thrown two barges on its mole and filled\n"
    "the entrance with sand.\n"
    "\n"
    "A dredger from the next county worked day and night, said\n"
    "the harbour master, who had slept in his office since then\n"
    "and wants to see his bed before he sees another ship come\n"
    "in.\n"
    "\n";

}  // namespace

TEST_CASE("paragraphs that a tool broke at a width are one block each") {
  const BlockList list = cut_lines(kWrapped);
  REQUIRE(list.blocks.size() == 2);
  CHECK(list.blocks[0].text ==
        "The harbour of Eddern opened again on Monday, three weeks after a storm had thrown two "
        "barges on its mole and filled the entrance with sand.");
  CHECK(list.blocks[1].text.ends_with("before he sees another ship come in."));
  CHECK(list.blocks[1].is_after_gap);
}

TEST_CASE("a joined block's bytes go from its first line to its last") {
  const BlockList list = cut_lines(kWrapped);
  REQUIRE(list.blocks.size() == 2);
  CHECK(list.blocks[0].page.begin == 0);
  CHECK(list.blocks[0].page.end == kWrapped.find("\n\n"));
}

TEST_CASE("lines that end early stay alone in a broken page: poems, addresses, menus") {
  const BlockList list =
      cut_lines(kWrapped +
                "Home\nTides\nContact\n\n"
                "The tide comes in,\nthe tide goes out,\nand no one asks it why.\n\n"
                "Harbour Office\n2 Quay Street\nEddern\n");
  CHECK(list.blocks.size() == 2 + 3 + 3 + 3);
}

TEST_CASE("items of lists stay apart in a broken page and take their hanging lines with them") {
  const std::string page = kWrapped +
                           "  * The mole is mended with stones from the old quarry at\n"
                           "    the end of the bay.\n"
                           "  * The light burns.\n"
                           "\n"
                           "1. Whoever sails into the harbour by night keeps to the red\n"
                           "lights.\n"
                           "2. Whoever sails out of it by day keeps to the green stakes\n"
                           "3. Nobody anchors.\n";
  const BlockList list = cut_lines(page);
  REQUIRE(list.blocks.size() == 7);
  CHECK(list.blocks[2].text ==
        "The mole is mended with stones from the old quarry at the end of the bay.");
  CHECK(list.blocks[2].is_list_item);
  CHECK(list.blocks[4].text.ends_with("keeps to the red lights."));
  CHECK(list.blocks[6].text == "3. Nobody anchors.");
}

TEST_CASE("rows of a table stay alone in a broken page") {
  const BlockList list = cut_lines(kWrapped +
                                   "Monday     high water     06:12     low water    12:25 a.m.\n"
                                   "Tuesday    high water     07:01     low water    13:14 p.m.\n");
  CHECK(list.blocks.size() == 4);
}

TEST_CASE("a word with a hyphen goes over a line's end without a space, but not before \"und\"") {
  const BlockList list = cut_lines(kWrapped +
                                   "The mole is old, and nobody in the town remembers the well-\n"
                                   "known engineer who built it.\n"
                                   "\n"
                                   "Das Amt sammelt seit vielen Jahren die Zahlen zu allen Ein-\n"
                                   "und Ausfahrten.\n");
  REQUIRE(list.blocks.size() == 4);
  CHECK(list.blocks[2].text.ends_with("remembers the well-known engineer who built it."));
  CHECK(list.blocks[3].text.ends_with("zu allen Ein- und Ausfahrten."));
}

TEST_CASE("an indented page whose broken lines begin at the margin is joined as well") {
  const BlockList list = cut_lines(
      "    The harbour of Eddern opened again on Monday, weeks\n"
      "after a storm had thrown two barges on its mole and filled\n"
      "the entrance with sand, which a dredger from the next\n"
      "county has taken out again by working day and night, said\n"
      "the harbour master, who slept in his office.\n");
  CHECK(list.blocks.size() == 1);
}

TEST_CASE("a page with paragraphs in single lines keeps all its lines") {
  const BlockList list = cut_lines(
      "The harbour of Eddern opened again on Monday, three weeks after a storm had thrown two "
      "barges on its mole and filled the entrance with sand, said the harbour master.\n" +
      kWrapped);
  CHECK(list.blocks.size() == 8);
}

TEST_CASE("a large initial in a line of its own belongs to the paragraph that lacks it") {
  const BlockList list = cut_lines(
      "T\n\nhe harbour of Eddern opened again on Monday, three weeks after the storm that closed "
      "it."
      "\n\nA\n\nsmall ship with timber from the north had waited for it since the beginning of "
      "March.\n\nX\n\nemail\n");
  REQUIRE(list.blocks.size() == 5);
  CHECK(list.blocks[0].text.starts_with("The harbour of Eddern"));
  CHECK(list.blocks[0].page.begin == 0);
  CHECK(list.blocks[1].text == "A");
  CHECK(list.blocks[3].text == "X");
}
