// claimed_times_test.cpp: facts about the times that elements of a page declare.
#include <doctest/doctest.h>

#include "story/claims.h"

using namespace copydesk;

TEST_CASE("abbreviations that are no times do not count against the limit of times") {
  std::string page;
  for (int i = 0; i < 401; ++i) page += "<abbr title=Points>Pts</abbr>";
  page += "<time datetime=2017-04-13>";
  const Document document = parse_html(page);
  const Claims claims = read_claims(document, "");
  CHECK(claims.notes.empty());
  REQUIRE(claims.claims.size() == 1);
  CHECK(claims.claims[0].value == "2017-04-13");
}

TEST_CASE("a span that tells how long ago in the reader's language has the day in its title") {
  for (const std::string_view ago :
       {"2 days ago", "vor 2 Tagen", "2일 전", "2 дні тому", "2 gün önce", "před 2 dny",
        "2 päivää sitten", "2 dias atrás"}) {
    CAPTURE(ago);
    const std::string page = "<span title=2025-12-18>" + std::string(ago) + "</span>";
    const Document document = parse_html(page);
    const Claims claims = read_claims(document, "");
    REQUIRE(claims.claims.size() == 1);
    CHECK(claims.claims[0].field == ClaimField::kPublished);
    CHECK(claims.claims[0].value == "2025-12-18");
  }
}
