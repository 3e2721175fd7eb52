// dump_banner_test.cpp: which lines of a dump are the banner of a replayed web archive.
#include <doctest/doctest.h>

#include <string>

#include "story/dump_lines.h"

using namespace copydesk;

namespace {

/// The lines that the banner takes, joined by "|".
std::string banner_of(std::string_view text) {
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  mark_replay_banner(page);
  std::string taken;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kInterface) continue;
    if (!taken.empty()) taken += '|';
    taken += page.lines[i].text;
  }
  return taken;
}

constexpr std::string_view kTop =
    "Gulls counted on the roof\nWayback Machine\nMar\nAPR\nMay\n09\n2004\n2 captures\n"
    "About this capture\nCOLLECTED BY\n";
constexpr std::string_view kTaken =
    "Wayback Machine|Mar|APR|May|09|2004|2 captures|About this capture|COLLECTED BY|";

}  // namespace

TEST_CASE("a banner with its end: all lines up to that, but for the page's title") {
  CHECK(banner_of(std::string(kTop) +
                  "Organization: Harbour Library\nA library that keeps pages about harbours.\n"
                  "Collection: gulls\nTIMESTAMPS\nloading\nNews\nSport\n") ==
        std::string(kTaken) +
            "Organization: Harbour Library|A library that keeps pages about "
            "harbours.|Collection: gulls|TIMESTAMPS|loading");
}

TEST_CASE("a banner without its end: up to the collection and what that is") {
  CHECK(banner_of(std::string(kTop) + "Collection: gulls\nNews\nSport\n") ==
        std::string(kTaken) + "Collection: gulls");
  CHECK(banner_of(std::string(kTop) + "Organization: Harbour Library\nCollection: gulls\n"
                                      "Pages about gulls that were kept in 2004.\nNews\n") ==
        std::string(kTaken) +
            "Organization: Harbour Library|Collection: gulls|Pages about gulls "
            "that were kept in 2004.");
}

TEST_CASE("words of a banner alone make none") {
  CHECK(banner_of("Gulls\nCollected by\nAna Ruiz\nThe eggs were kept.\n").empty());
  CHECK(banner_of("Gulls\nCollected by\nCollection: eggs\nThe eggs were kept.\n").empty());
  CHECK(banner_of("Gulls\nAbout this capture\nThe gull was let go again.\n").empty());
  CHECK(banner_of("").empty());
}

TEST_CASE("a banner at the end of a dump") {
  CHECK(banner_of(std::string(kTop) + "Organization: Harbour Library\n") ==
        std::string(kTaken) + "Organization: Harbour Library");
}

TEST_CASE("paragraphs between the banner and the headline tell of the collection") {
  const std::string paragraph = "The roofs were looked at by six men with counters for a month.";
  const std::string below = "Organization: Harbour Library\nCollection: gulls\nTIMESTAMPS\nNews\n" +
                            paragraph + "\nSport\n";
  const std::string banner =
      std::string(kTaken) + "Organization: Harbour Library|Collection: gulls|TIMESTAMPS";
  CHECK(banner_of(std::string(kTop) + below + "Gulls counted on the roof\n" + paragraph + "\n") ==
        banner + "|" + paragraph);
  // Without a headline in a line of its own nothing tells.
  CHECK(banner_of(std::string(kTop) + below + paragraph + "\n") == banner);
}
