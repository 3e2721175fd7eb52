// record_faults_test.cpp: the checks of what we write find what is wrong with it.
#include "fuzz/record_faults.h"

#include <doctest/doctest.h>

#include "record/fields.h"
#include "record/record.h"

using namespace copydesk;

namespace {

std::string record() {
  Story story;
  story.title = "Boats return";
  story.confidence = 0.5;
  BodyNode heading;
  heading.kind = BodyNode::Kind::kHeading;
  heading.level = 2;
  heading.text = "Bells";
  story.body.push_back(heading);
  std::string json;
  append_story_json(json, story);
  return json;
}

// What is wrong with the record once `from` is `to`.
std::string fault_with(std::string_view from, std::string_view to) {
  std::string json = record();
  const size_t at = json.find(from);
  REQUIRE(at != json.npos);
  return fault_of_record(json.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("a record is held against the whole table of fields, kinds and bounds among them") {
  CHECK(fault_of_record(record()) == "");
  CHECK(fault_of_record("{") != "");
  CHECK(fault_with("\"title\"", "\"titel\"") != "");
  CHECK(fault_with("\"Boats return\"", "7") != "");
  CHECK(fault_with("\"schema_version\":1,", "") != "");
  CHECK(fault_with("\"confidence\":0.5", "\"confidence\":1.5") != "");
  CHECK(fault_with("\"confidence\":0.5", "\"confidence\":-0.5") != "");
  CHECK(fault_with("\"level\":2", "\"level\":-2") != "");
  CHECK(fault_with("\"level\":2", "\"level\":2,\"level\":2") != "");
  CHECK(fault_with("\"kind\":\"heading\"", "\"kind\":\"paragraph\"") != "");
  CHECK(fault_with("\"kind\":\"heading\"", "\"kind\":\"headline\"") != "");
}

TEST_CASE("a page of ours holds no script, handler or address that could run") {
  CHECK(fault_of_our_html("<p class=a>text <a href=/1>link</a><script src=/script.js></script>") ==
        "");
  CHECK(fault_of_our_html("<script>x</script>") != "");
  CHECK(fault_of_our_html("<p onclick=x>") != "");
  CHECK(fault_of_our_html("<p style=x>") != "");
  CHECK(fault_of_our_html("<a href='java&#115;cript:x'>") != "");
  CHECK(fault_of_our_html("<a href=' javascript:x'>") != "");
  CHECK(fault_of_our_html("<iframe src=//other.example>") != "");
  CHECK(fault_of_our_html("<iframe srcdoc=x>") != "");
}
