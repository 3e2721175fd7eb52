// embedded_test.cpp: stories that stand in a string of a script only.
#include "story/embedded.h"

#include <doctest/doctest.h>

#include <string>

#include "story/story.h"

using namespace copydesk;

namespace {

std::string found_in(const std::string& script) {
  const std::string page = "<body><script>" + script + "</script>";
  return find_embedded_html(parse_html(page));
}

const std::string kLong = "<p>" + std::string(500, 'a') + " " + std::string(500, 'b') + "</p>";

}  // namespace

TEST_CASE("HTML in a string is found, and in a string within a string") {
  CHECK(found_in("x = {\"body\": \"" + kLong + "\"}") == kLong);
  CHECK(found_in("push([1, \"5:{\\\"body\\\": \\\"" + kLong + "\\\"}\"])") == kLong);
}

TEST_CASE("of several the one with the most text is taken") {
  const std::string more = "<p>" + std::string(1100, 'c') + "</p>";
  CHECK(found_in("[\"" + kLong + "\", \"" + more + "\"]") == more);
  CHECK(found_in("[\"" + more + "\", '\\t', \"<p>" + std::string(900, 'd') + "</p>\"]") == more);
}

TEST_CASE("short texts, other strings and broken ones are no stories") {
  CHECK(found_in("x = \"<p>" + std::string(700, 'a') + "</p>\"").empty());
  CHECK(found_in("x = \"" + std::string(2000, 'a') + "\"").empty());
  CHECK(found_in("x = \"" + kLong).empty());
  CHECK(found_in("x = \"\\q" + kLong + "\"").empty());
  CHECK(found_in("x = \"" + kLong.substr(0, 400) + "\n" + kLong.substr(400) + "\"").empty());
}

TEST_CASE("no picture that a page shows is traced in a story that was read from its script") {
  std::string told;
  for (int i = 0; i < 12; ++i)
    told +=
        "<p>The ferry to Skarra sailed again on Monday, as the harbour said, after a storm.</p>";
  Page page;
  page.text =
      "<html><title>The ferry is back | News</title><body><article><figure><img src=/a.jpg>"
      "<figcaption>The boat at the quay in the evening. Photo: Tom Oke</figcaption></figure>"
      "<figure><img src=/b.jpg><figcaption>The second boat at the quay. Photo: Tom Oke"
      "</figcaption></figure></article><script>x = \"" +
      told + "\"</script>";
  const Story story = read_story(page, {.provenance = true});
  REQUIRE(story.notes.size() == 1);
  CHECK(story.notes[0].code == "embedded-text");
  CHECK(story.images.empty());
  REQUIRE(story.provenance.fields.size() == 1);
  CHECK(story.provenance.fields[0].field == "title");
}
