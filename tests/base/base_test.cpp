// base_test.cpp: Result, UTF-8 repair, JSON writing and atomic files.
#include "base/base.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace copydesk;

TEST_CASE("ill-formed UTF-8 becomes one U+FFFD per maximal subpart") {
  std::string out;
  CHECK(append_repaired_utf8(out, "a\xE2\x82\x62\xC0\xAF\xF0\x9F\x98\x80") == 3);
  CHECK(out ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

TEST_CASE("valid UTF-8 is told from overlong forms and surrogates") {
  size_t bad_at = 99;
  CHECK(is_valid_utf8("caf\xC3\xA9 \xE2\x82\xAC"));
  CHECK_FALSE(is_valid_utf8("ab\xED\xA0\x80", &bad_at));
  CHECK(bad_at == 2);
}

TEST_CASE("a prefix of UTF-8 text never cuts a code point") {
  CHECK(utf8_prefix("a\xE2\x82\xAC", 3) == "a");
}

TEST_CASE("JSON strings escape quotes, controls and DEL, and nothing else") {
  std::string out;
  append_json_string(out, "a\"b\\\n\x01\x7F\xC3\xA9/");
  CHECK(out == "\"a\\\"b\\\\\\n\\u0001\\u007f\xC3\xA9/\"");
}

TEST_CASE("the JSON writer sets commas and leaves out empty fields") {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.field("a", "");
  json.field("b", "x");
  json.key("c");
  json.begin_array();
  json.number(int64_t{1});
  json.number(0.5);
  json.end_array();
  json.end_object();
  CHECK(out == R"({"b":"x","c":[1,0.5]})");
}

TEST_CASE("indented JSON breaks lines at values and leaves strings and empty brackets alone") {
  std::string out;
  append_indented_json(out, R"({"a":[1,"x,\"{:"],"b":{},"c":[]})");
  CHECK(out == "{\n  \"a\": [\n    1,\n    \"x,\\\"{:\"\n  ],\n  \"b\": {},\n  \"c\": []\n}");
}

TEST_CASE("a file is written whole, and an unwritable folder is an error that names it") {
  const std::string path = "/tmp/copydesk-base-test.txt";
  REQUIRE(write_file_atomically(path, "hello").is_ok());
  CHECK(read_file(path).value() == "hello");
  const auto failed = write_file_atomically("/nowhere/file", "x");
  REQUIRE_FALSE(failed.is_ok());
  CHECK(failed.error().code == ErrorCode::kUnwritable);
  CHECK(failed.error().detail.find("/nowhere/file") != std::string::npos);
}

TEST_CASE("a file that does not exist is told apart from one that cannot be read") {
  CHECK(read_file("/nowhere").error().code == ErrorCode::kNotFound);
  CHECK(read_file("/tmp").error().code == ErrorCode::kUnreadable);
}

TEST_CASE("JSON strings of any length escape what must be escaped, wherever it stands") {
  std::string out;
  append_json_string(out, "12345678\"2345678\n");
  CHECK(out == "\"12345678\\\"2345678\\n\"");
  out.clear();
  append_json_string(out,
                     "\u00E9\u00E9\u00E9\u00E9\u00E9\x1F"
                     "23456789\\");
  CHECK(out ==
        "\"\u00E9\u00E9\u00E9\u00E9\u00E9\\u001f"
        "23456789\\\\\"");
}

TEST_CASE("a memo answers for the text that was asked, also where two fall on one place") {
  ValueMemo<size_t> memo;
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back("class-" + std::to_string(i));
  const auto work = [](std::string_view text) { return std::hash<std::string_view>()(text); };
  size_t wrong = 0;
  for (int round = 0; round < 2; ++round)
    for (const std::string& text : texts) wrong += memo.get(text, work) != work(text);
  CHECK(wrong == 0);
  CHECK(memo.get("", work) == work(""));
}
