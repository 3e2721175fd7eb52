// dump_wire_test.cpp: where a dump has its story from: datelines and agencies around the text.
#include <doctest/doctest.h>

#include <string>

#include "story/dump.h"
#include "story/dump_lines.h"
#include "tests/story/dump_page.h"

using namespace copydesk;

TEST_CASE("an agency and its place in a line above the text of a dump are the dateline") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nAFP, "
      "MANILA\n\nSix men with counters stood on the quay at five in the morning and looked "
      "up, each at the roof that he had been given with a pencil.\n\nEach was told to count "
      "no gull that moved. The result is higher than the year before, when the count was "
      "made in the rain and nobody looked up for long.\n");
  CHECK(story.agency == "AFP");
  CHECK(story.dateline.place == "MANILA");
  CHECK(story.text.starts_with("Six men"));
}

TEST_CASE("a name behind an agency above the text of a dump is no place") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nReuters, Ana "
      "Ruiz\n\nSix men with counters stood on the quay at five in the morning and looked up, "
      "each at the roof that he had been given with a pencil.\n\nEach was told to count no "
      "gull that moved. The result is higher than the year before, when the count was made "
      "in the rain and nobody looked up for long.\n");
  CHECK(story.agency == "Reuters");
  CHECK(story.dateline.is_absent());
}

TEST_CASE("an agency in brackets below the text of a dump is the story's") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana "
      "Ruiz\n\nSix men with counters stood on the quay at five in the morning and looked up, "
      "each at the roof that he had been given with a pencil.\n\nEach was told to count no "
      "gull that moved. The result is higher than the year before, when the count was made "
      "in the rain and nobody looked up for long.\n\n(dpa)\n\nShare\n");
  CHECK(story.agency == "dpa");
}

TEST_CASE("the agency in front of a dump is the one that the paper had it from") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana "
      "Ruiz\n\nRain Weekly via AFP - Six men with counters stood on the quay at five in the "
      "morning and looked up, each at the roof that he had been given with a pencil.\n\nEach "
      "was told to count no gull that moved. The result is higher than the year before, when "
      "the count was made in the rain and nobody looked up for long.\n");
  CHECK(story.agency == "AFP");
}
