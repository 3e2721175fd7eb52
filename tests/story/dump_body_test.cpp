// dump_body_test.cpp: headings among the lines of a dump.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/story/dump_page.h"

using namespace copydesk;

namespace {

constexpr std::string_view kHead =
    "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana Ruiz\n\n";
constexpr std::string_view kFirst =
    "Six men with counters stood on the quay at five in the morning and looked up, each at the "
    "roof "
    "that he had been given with a pencil.\n\n";
constexpr std::string_view kLast =
    "Each was told to count no gull that moved. The result is higher than the year before, when "
    "the count was made in the rain and nobody looked up for long.\n";

/// The headings of a story with `lines` between its two paragraphs, parted by "; ".
std::string headings_with(std::string_view lines) {
  std::string all, text(kHead);
  text.append(kFirst).append(lines).append(kLast);
  for (const BodyNode& node : story_of(text).body)
    if (node.kind == BodyNode::Kind::kHeading) all += (all.empty() ? "" : "; ") + node.text;
  return all;
}

}  // namespace

TEST_CASE(
    "a short line below a sentence and over a list or a short sentence is a heading of a dump") {
  CHECK(headings_with("What the men need\n\n• A counter that clicks and does not rain in\n\n• A "
                      "pencil for the roof that they were given\n\n") == "What the men need");
  CHECK(headings_with("Why the roof\n\nGulls sit where it is warm at night.\n\n") ==
        "Why the roof");
}

TEST_CASE("a date or a byline over a paragraph is no heading of a dump") {
  CHECK(headings_with("3 May 2019\n\n").empty());
  CHECK(headings_with("By Ben Cole\n\n").empty());
}
