// How lines of a dump lie on their page: menus part it, cards repeat, blank lines everywhere say
// nothing.
#include "blocks/line_layout.h"

#include <doctest/doctest.h>

#include <string>

#include "blocks/line_features.h"

using namespace copydesk;

namespace {

constexpr std::string_view kSentence =
    "The council said on Monday that the old bridge over the river will be closed for a year.\n";

LineFeatures features_of(std::string_view page) {
  const BlockList list = cut_lines(page);
  return line_features(list, words_of_lines(list));
}

LineLayout layout_of(std::string_view page) { return features_of(page).layout; }

std::string with_blank_lines(std::string_view page) {
  std::string out;
  for (const char c : page) out.append(c == '\n' ? 2 : 1, c);
  return out;
}

}  // namespace

TEST_CASE("a menu of four lines parts the prose above it from the prose below") {
  const std::string page = std::string(kSentence) + "Home\nNews\nSport\nWeather\n" +
                           std::string(kSentence) + std::string(kSentence);
  const LineLayout layout = layout_of(page);
  const Segmentation& parts = layout.segmentations[0];
  REQUIRE(parts.segments.size() == 3);
  CHECK(parts.segments[1].is_short_run);
  CHECK(parts.segments[1].begin == 1);
  CHECK(parts.segments[1].end == 5);
  CHECK(parts.segments[2].rank == 0);
  CHECK(parts.segments[0].rank == 1);
}

TEST_CASE("a menu of four lines parts nothing where only long ones part") {
  const std::string page =
      std::string(kSentence) + "Home\nNews\nSport\nWeather\n" + std::string(kSentence);
  CHECK(layout_of(page).segmentations[1].segments.size() == 1);
}

TEST_CASE("cards of three lines repeat every three lines") {
  std::string page;
  for (int i = 0; i < 12; ++i)
    page += "Blue chair made of oak and wool\n$ 120\nIn stock at the shop and on the way\n";
  const LineLayout layout = layout_of(page);
  CHECK(layout.period[18] == 3);
  CHECK(repeat_share(layout, 18, 3) > 0.9f);
  CHECK(repeat_share(layout, 18, 2) < 0.5f);
}

TEST_CASE("lines that open with the same word are of one group, whatever its letters' case") {
  const LineLayout layout = layout_of("Posted by Ana\nA reply\nposted by Tom\n");
  CHECK(layout.openings.of_line[0] == layout.openings.of_line[2]);
  CHECK(layout.openings.of_line[0] != layout.openings.of_line[1]);
}

TEST_CASE("a blank line between all lines changes nothing") {
  const std::string page = "Home\nNews\n" + std::string(kSentence) + std::string(kSentence);
  const LineFeatures close = features_of(page);
  const LineFeatures apart = features_of(with_blank_lines(page));
  CHECK(close.matrix.values == apart.matrix.values);
}
