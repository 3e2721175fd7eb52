// wanted_test.cpp: `text` is the same whichever fields are asked for, and what is asked for is as
// in the whole record. Pages: tests/cases, and some of wcxb-dev where the shared folder is.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "input/input.h"
#include "record/fields.h"
#include "story/story.h"

using namespace copydesk;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(folder, none))
    if (entry.path().filename().string().starts_with("page.") ||
        entry.path().string().ends_with(".html.gz"))
      files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

std::vector<Page> pages_of(const std::vector<std::string>& files, size_t step) {
  std::vector<Page> pages;
  for (size_t i = 0; i < files.size(); i += step) {
    auto page = read_first_page(files[i]);
    if (page.is_ok()) pages.push_back(std::move(page.value()));
  }
  return pages;
}

std::string json_of(const Story& story, uint64_t fields) {
  std::string json;
  append_story_json(json, story, {.provenance = false, .fields = fields});
  return json;
}

/// How many answers to a question for one field, or for none, differ from the whole record's.
size_t differences(const std::vector<Page>& pages) {
  size_t count = 0;
  const size_t fields = story_shape().fields.size();
  for (const Page& page : pages) {
    const Story whole = read_story(page);
    for (size_t row = 0; row <= fields; ++row) {
      const uint64_t asked = row < fields ? uint64_t{1} << row : 0;
      const Story part = read_story(page, {.fields = asked});
      count += part.text != whole.text || json_of(part, asked) != json_of(whole, asked);
    }
  }
  return count;
}

}  // namespace

TEST_CASE("each field by itself is as in the whole record, and the text is the same without any") {
  const std::vector<Page> pages = pages_of(files_below(COPYDESK_SOURCE_DIR "/tests/cases"), 1);
  REQUIRE(pages.size() > 100);
  CHECK(differences(pages) == 0);
}

TEST_CASE("the same on pages of the web") {
  const std::vector<std::string> files =
      files_below(COPYDESK_SHARED_DIR "/bench/sets/wcxb-dev/html");
  CHECK(differences(pages_of(files, 50)) == 0);
}

TEST_CASE("language, links and access are left out when nobody asks for them") {
  Page page;
  page.text =
      "<html lang=en><h1>The ferry is back</h1><p>By Ana Ruiz</p><p>The ferry to Skarra sailed "
      "again on Monday, <a href='https://example.org/a'>as the harbour said</a>, after nine days "
      "in which the sea was too rough for it.</p>";
  const Story whole = read_story(page), bare = read_story(page, {.fields = 0});
  CHECK(whole.language == "en");
  CHECK(whole.links.size() == 1);
  CHECK(whole.access.observed == "full");
  CHECK(bare.language.empty());
  CHECK(bare.links.empty());
  CHECK(bare.access.observed.empty());
  CHECK(bare.text == whole.text);
}

TEST_CASE("an author's portrait parts no text, whether or not authors are asked for") {
  Page page;
  page.text =
      "<meta name=author content='Ana Ruiz'><article><h1>The ferry is back</h1><ol><li><p>The "
      "ferry "
      "to Skarra sailed again on Monday, as the harbour said, after nine days in which the sea was "
      "too rough for it.</p><p><img alt='Ana Ruiz' src=/ana.jpg></p><p>The next one sails on "
      "Wednesday, if the wind does not turn, and takes the mail that waited for more than a week."
      "</p></li></ol></article>";
  const Story whole = read_story(page);
  CHECK(whole.authors.size() == 1);
  CHECK(whole.images.empty());
  CHECK(whole.text.find("rough for it.\nThe next") != std::string::npos);
  CHECK(read_story(page, {.fields = 0}).text == whole.text);
}
