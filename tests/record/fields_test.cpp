// fields_test.cpp: the record's JSON form, and that the committed schema and reference are the
// generated ones.
#include <doctest/doctest.h>

#include "record/record.h"

using namespace copydesk;

namespace {

std::string json_of(const Story& story, bool provenance = false) {
  std::string out;
  append_story_json(out, story, {.provenance = provenance});
  return out;
}

}  // namespace

TEST_CASE("an empty story has only the fields that are always there") {
  Story story;
  story.id = "1";
  CHECK(json_of(story) == R"({"schema_version":1,"id":"1","source":{},"confidence":0})");
}

TEST_CASE("fields stand in the order of the table and empty ones are left out") {
  Story story;
  story.id = "1";
  story.title = "A \"b\"";
  story.source.path = "a.html";
  story.authors = {{"Ana Ruiz", ""}, {"Tom Oke", "photographer"}};
  story.published = {"2017-04-13", "day", "", "April 13"};
  CHECK(json_of(story) ==
        R"({"schema_version":1,"id":"1","source":{"path":"a.html"},"title":"A \"b\"",)"
        R"("authors":[{"name":"Ana Ruiz"},{"name":"Tom Oke","role":"photographer"}],)"
        R"("published":{"time":"2017-04-13","precision":"day","raw":"April 13"},"confidence":0})");
}

TEST_CASE("a body node has the fields of its kind and no others") {
  Story story;
  BodyNode paragraph;
  paragraph.text = "See this";
  paragraph.level = 9;
  paragraph.inlines = {{Inline::Kind::kLink, 4, 8, "https://a.example/"},
                       {Inline::Kind::kEmphasis, 0, 3, "no"}};
  BodyNode image;
  image.kind = BodyNode::Kind::kImage;
  image.text = "not of an image";
  story.body = {paragraph, image};
  const std::string json = json_of(story);
  CHECK(json.find(R"("body":[{"kind":"paragraph","text":"See this","inlines":[)"
                  R"({"kind":"link","begin":4,"end":8,"url":"https://a.example/"},)"
                  R"({"kind":"emphasis","begin":0,"end":3}]},{"kind":"image","ref":0}])") !=
        std::string::npos);
}

TEST_CASE("table cells leave out a span of one") {
  Story story;
  BodyNode table;
  table.kind = BodyNode::Kind::kTable;
  table.rows = {{{"a", true, 1, 1}, {"b", false, 2, 1}}};
  story.body = {table};
  CHECK(json_of(story).find(R"("rows":[[{"text":"a","header":true},{"text":"b","colspan":2}]])") !=
        std::string::npos);
}

TEST_CASE("provenance is written on request only and changes nothing else") {
  Story story;
  story.text = "x";
  story.provenance.fields = {{"title", Origin::kJsonLd, {{3, 9}}}};
  story.provenance.text = {{0, 1, {5, 6}}};
  const std::string without = json_of(story), with = json_of(story, true);
  CHECK(without.find("provenance") == std::string::npos);
  CHECK(
      with ==
      without.substr(0, without.size() - 1) +
          R"(,"provenance":{"fields":[{"field":"title","from":"json-ld","ranges":[{"begin":3,"end":9}]}],)"
          R"("text":[{"text_begin":0,"text_end":1,"page":{"begin":5,"end":6}}]}})");
}

TEST_CASE("ill-formed UTF-8 in a story gives a line of valid UTF-8") {
  Story story;
  story.title = "a\xFF\xE2\x82";
  CHECK(json_of(story).find("\"title\":\"a\xEF\xBF\xBD\xEF\xBF\xBD\"") != std::string::npos);
}

TEST_CASE(
    "the committed JSON Schema is the generated one (copydesk schema > schema/story.schema.json)") {
  CHECK(read_file(COPYDESK_SOURCE_DIR "/schema/story.schema.json").value() == story_json_schema());
}

TEST_CASE(
    "the committed reference is the generated one (copydesk schema --markdown > docs/record.md)") {
  CHECK(read_file(COPYDESK_SOURCE_DIR "/docs/record.md").value() == record_reference());
}

TEST_CASE("a record reads back as the story that was written") {
  Story story;
  story.id = "1";
  story.title = "A \"b\" \xE6\x9D\xB1";
  story.source = {"a.warc", 7, 90, "warc", "2017-04-13T05:33:00Z", "utf-8", "meta", true};
  story.published = {"2017-04-13", "day", "", "April 13"};
  story.confidence = 0.25;
  BodyNode list;
  list.kind = BodyNode::Kind::kList;
  list.items = {{1, true, "one", {{Inline::Kind::kStrong, 0, 3, ""}}}};
  BodyNode table;
  table.kind = BodyNode::Kind::kTable;
  table.rows = {{{"a", true, 2, 1}}, {{"b", false, 1, 1}, {"c", false, 1, 1}}};
  story.body = {list, table};
  story.text = text_of(story.body);
  story.galleries = {{"Pictures", 1, {{1, "image", "", "https://a.example/1.jpg", "Cap", "Who"}}}};
  story.provenance.fields = {{"title", Origin::kJsonLd, {{3, 9}}}};
  story.provenance.text = {{0, 3, {20, 23}}};
  const Result<Story> read = read_story_json(json_of(story, true));
  REQUIRE(read.is_ok());
  CHECK(json_of(read.value(), true) == json_of(story, true));
}

TEST_CASE("reading a record passes over unknown fields and refuses wrong types") {
  CHECK(read_story_json(R"({"later":[1,{"a":2}],"title":"T"})").value().title == "T");
  CHECK_FALSE(read_story_json(R"({"title":3})").is_ok());
  CHECK_FALSE(read_story_json(R"({"body":[{"kind":"no such kind"}]})").is_ok());
  CHECK_FALSE(read_story_json("{\"title\":").is_ok());
  CHECK_FALSE(read_story_json({}).is_ok());
}
