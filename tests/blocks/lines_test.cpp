// lines_test.cpp: the lines of a dump into blocks.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "blocks/blocks.h"

using namespace copydesk;

TEST_CASE("a line is a block, and blank lines, indentation and list marks are remembered") {
  const BlockList list = cut_lines("Head\r\n\r\n  • First point\n\tSecond\n");
  REQUIRE(list.blocks.size() == 3);
  CHECK(list.is_dump);
  CHECK(list.blocks[0].text == "Head");
  CHECK_FALSE(list.blocks[0].is_after_gap);
  CHECK(list.blocks[1].text == "First point");
  CHECK(list.blocks[1].is_list_item);
  CHECK(list.blocks[1].is_after_gap);
  CHECK(list.blocks[1].depth == 2);
  CHECK(list.blocks[2].text == "Second");
  CHECK(list.blocks[2].depth == 4);
  CHECK_FALSE(list.blocks[2].is_after_gap);
}

TEST_CASE("a block's bytes are where its line stands in the page") {
  const std::string page = "a\n   * bcd  \n";
  const BlockList list = cut_lines(page);
  REQUIRE(list.blocks.size() == 2);
  CHECK(page.substr(list.blocks[1].page.begin, 3) == "bcd");
  CHECK(list.blocks[1].page.end - list.blocks[1].page.begin == 3);
  CHECK(list.blocks[1].text.data() == page.data() + list.blocks[1].page.begin);
}

TEST_CASE("white space inside a line is folded and soft hyphens go") {
  const BlockList list = cut_lines("one \t two\xC2\xA0three fo\xC2\xADur");
  REQUIRE(list.blocks.size() == 1);
  CHECK(list.blocks[0].text == "one two three four");
  CHECK(list.blocks[0].word_count == 4);
}

TEST_CASE("a dash is a list mark beside another one, and speech when alone") {
  const BlockList list = cut_lines("- one\n- two\nText\n- Nie wiem - powiedziała.\nText");
  REQUIRE(list.blocks.size() == 5);
  CHECK(list.blocks[0].text == "one");
  CHECK(list.blocks[1].is_list_item);
  CHECK(list.blocks[3].text == "- Nie wiem - powiedziała.");
}

TEST_CASE("a list mark in a line of its own belongs to the next line") {
  const BlockList list = cut_lines("•\nfirst\n•\n\nsecond\nthird");
  REQUIRE(list.blocks.size() == 3);
  CHECK(list.blocks[0].is_list_item);
  CHECK(list.blocks[1].is_list_item);
  CHECK_FALSE(list.blocks[2].is_list_item);
}

TEST_CASE("every kind of line end ends a line, and an empty page has no blocks") {
  CHECK(cut_lines("a\rb\nc\r\nd\fe\xE2\x80\xA8"
                  "f")
            .blocks.size() == 6);
  CHECK(cut_lines("").blocks.empty());
  CHECK(cut_lines(" \n\t\r\n\xC2\xA0\n").blocks.empty());
}

TEST_CASE("lines over the limit of a page are left out with a note") {
  std::string page;
  for (size_t i = 0; i < kMostBlocks + 2; ++i) page += "x\n";
  const BlockList list = cut_lines(page);
  CHECK(list.blocks.size() == kMostBlocks);
  REQUIRE(list.notes.size() == 1);
  CHECK(list.notes[0].code == "block-limit");
}

TEST_CASE("a line of eight megabytes is one block and takes linear time") {
  std::string page(8u << 20, 'x');
  for (size_t i = 7; i < page.size(); i += 8) page[i] = ' ';
  const auto start = std::chrono::steady_clock::now();
  const BlockList list = cut_lines(page);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  REQUIRE(list.blocks.size() == 1);
  CHECK(list.blocks[0].word_count == 1048576);
  CHECK(seconds.count() < 5.0);
}

TEST_CASE("links, pictures, headings and stars of Markdown are read as their words") {
  const BlockList list = cut_lines(
      "# The harbour\n[Home](/) [![Logo](/l.png)](/home)\nThe [new (old) "
      "quay](https://a.example/q_(1) "
      "\"Quay\") is **open**, [see] 1\\. b.\n[A](/a)\n![Boats](/b.jpg)\n");
  REQUIRE(list.blocks.size() == 4);
  CHECK(list.blocks[0].text == "The harbour");
  CHECK(list.blocks[1].text == "Home");
  CHECK(list.blocks[2].text == "The new (old) quay is open, [see] 1. b.");
  CHECK(list.blocks[3].text == "A");
}

TEST_CASE("a page that only talks of Markdown keeps its marks") {
  const BlockList list = cut_lines("# Links\nWrite [quay](https://a.example/) or **quay**.\n");
  CHECK(list.blocks[0].text == "# Links");
  CHECK(list.blocks[1].text == "Write [quay](https://a.example/) or **quay**.");
}

TEST_CASE("the numbers of a list of addresses are no words, and the list is none of the page") {
  const BlockList list = cut_lines(
      "[1]Home\nThe [2]quay is [4] open.\n\nReferences\n\n   Visible links\n   1. "
      "https://a.example/\n   2. https://a.example/q\n   3. mailto:a@a.example\n");
  REQUIRE(list.blocks.size() == 2);
  CHECK(list.blocks[0].text == "Home");
  CHECK(list.blocks[1].text == "The quay is [4] open.");
}
