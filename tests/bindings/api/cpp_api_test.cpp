// cpp_api_test.cpp: the one-header C++ interface over the shared library.
#include <doctest/doctest.h>

#include <copydesk.hpp>

using copydesk_api::extract;
using copydesk_api::Options;
using copydesk_api::Reader;

TEST_CASE("a page in memory becomes a record through the C++ header") {
  auto story =
      extract("<article><h1>Hello</h1><p>The world said hello to the reader.</p></article>");
  REQUIRE(story);
  CHECK(story->find("\"title\":\"Hello\"") != std::string::npos);
}

TEST_CASE("a result that is constant is read as one that is not") {
  const auto story = extract("<h1>Hello</h1><p>The world said hello to the reader.</p>");
  REQUIRE(story);
  CHECK((*story).size() == story->size());
}

TEST_CASE("a reader that was moved from is an error and no crash") {
  auto reader = Reader::open("examples/pages/wire.html");
  REQUIRE(reader);
  Reader moved = std::move(*reader);
  CHECK(moved.next());
  CHECK(reader->next().error().code == COPYDESK_USAGE);
}

TEST_CASE("a format that does not exist comes back as an error, not as an exception") {
  Options options;
  options.format = "docx";
  auto story = extract("<p>text</p>", options);
  REQUIRE_FALSE(story);
  CHECK(story.error().code == COPYDESK_USAGE);
  CHECK(story.error().detail == "no such format: docx");
}

TEST_CASE("an archive is read entry by entry, and its damage is one of them") {
  auto reader = Reader::open("examples/pages/crawl.warc.gz");
  REQUIRE(reader);
  int stories = 0, rejects = 0;
  for (auto entry = reader->next(); entry && *entry; entry = reader->next())
    ++((*entry)->is_story ? stories : rejects);
  CHECK(stories == 5);
  CHECK(rejects == 1);
}

TEST_CASE("a file that is not there is an error with its code") {
  auto reader = Reader::open("/nonexistent/a.warc");
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == COPYDESK_NOT_FOUND);
}
