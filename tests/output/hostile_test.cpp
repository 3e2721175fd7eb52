// hostile_test.cpp: every writer, every field, hostile strings: the bytes stay valid whatever the
// page held. With COPYDESK_SAMPLES=folder in the environment the outputs are also written there;
// check_formats.py reads them.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "output/output.h"
#include "tests/output/sample_story.h"

using namespace copydesk;

namespace {

// LONG: a table of strings.
std::vector<std::string> own_strings() {
  std::string all_bytes;
  for (int c = 0; c < 256; ++c) all_bytes += static_cast<char>(c);
  return {"plain text",
          "<script>alert(1)</script>",
          "</script><script>alert(1)</script>",
          "</title></style></textarea>--><b>x",
          "\" onmouseover=\"alert(1)",
          "' onmouseover='alert(1)",
          "]]><!ENTITY x SYSTEM \"file:///etc/passwd\">&x;",
          "&lt;script&gt; &amp;amp; &#60;b&#62; &notareference",
          "javascript:alert(1)",
          "java\nscript:alert(1)",
          "data:text/html,<script>alert(1)</script>",
          "//a.example/x",
          "http://a.example/?a=\"><script>alert(1)</script>",
          "https://a.example/ \r\nInjected: yes\r\n\r\nWARC/1.0\r\n",
          "mailto:a@b.example?subject=<b>&body='\"",
          "HTTPS://A.EXAMPLE/(a)[b]`c`",
          "=cmd|' /C calc'!A0",
          "+1",
          "-1",
          "@SUM(A1)",
          "\t=1+1",
          "\xEF\xBC\x9D"
          "1+1",
          "a\",\"b\r\nc",
          "# heading\n- item\n1. item\n> quote\n```\ncode\n```\n| a | b "
          "|\n***\n[x](javascript:alert(1))\n![x](http://a.example/)",
          "*a* _b_ `c` ``d`` ~~e~~ [f](g) <h> \\ | a\\",
          "a\n\n\n\nb\nc\r\nd\re\n\n",
          "\x1B[31mred\x1B]0;title\x07 \xC2\x9B"
          "31m",
          "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90",
          "\xE2\x80\xA8\xE2\x80\xA9",
          "\xE2\x80\xAE"
          "reversed",
          std::string("nul\0nul", 7),
          all_bytes,
          "\xFF\xFE\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80",
          "cut \xF0\x9F\x98",
          "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
          " ",
          "\n",
          "",
          "WARC/1.0\r\nWARC-Type: conversion\r\n\r\n",
          std::string(70000, '*'),
          std::string(5000, '`'),
          "\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A\xD8\xA9 text"};
}

void add_lines(std::vector<std::string>& strings, const std::filesystem::path& path) {
  const auto content = read_file(path.string());
  if (!content.is_ok()) {
    MESSAGE("skipped, not there: " << path.string());
    return;
  }
  constexpr size_t kEvery = 12;  // enough of each corpus for a test of a few seconds
  std::string_view rest = content.value();
  for (size_t line = 0; !rest.empty(); ++line) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0 && line % kEvery == 0) strings.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::vector<std::string> hostile_strings() {
  std::vector<std::string> strings = own_strings();
  const std::filesystem::path corpora = std::filesystem::path(COPYDESK_SHARED_DIR) / "corpora";
  add_lines(strings, corpora / "blns" / "blns.txt");
  for (const char* name : {"xss-ammonia", "xss-owasp"})
    add_lines(strings, corpora / name / "vectors.jsonl");
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(corpora / "xss-payloadbox", ignored))
    if (entry.path().extension() == ".txt") add_lines(strings, entry.path());
  return strings;
}

// Controls that may stand nowhere; CR only as part of the CRLF that CSV and WET ask for.
bool has_control(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return true;
  }
  return false;
}

void write_sample(const std::string& name, const std::string& content) {
  if (const char* folder = std::getenv("COPYDESK_SAMPLES"))
    REQUIRE(write_file_atomically(std::string(folder) + "/" + name, content).is_ok());
}

std::string stream_of(const Writer& writer, const std::vector<std::string>& strings,
                      bool only_documents) {
  std::string out;
  if (!only_documents) writer.begin(out);
  for (size_t i = 0; i < strings.size(); ++i) {
    const Story story =
        story_full_of(strings[i], i % 2 ? strings[i] : "https://a.example/" + strings[i]);
    if (only_documents) {
      writer.document(story, out);
    } else {
      if (i > 0) writer.separator(out);
      writer.story(story, out);
    }
  }
  if (!only_documents) writer.end(out);
  return out;
}

}  // namespace

TEST_CASE("every format of every hostile string is valid UTF-8 without control characters") {
  const std::vector<std::string> strings = hostile_strings();
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    const auto writer = format.make({.provenance = true});
    const std::string stream = stream_of(*writer, strings, false);
    CHECK(is_valid_utf8(stream));
    CHECK_FALSE(has_control(stream));
    CHECK(is_valid_utf8(stream_of(*writer, own_strings(), true)));
    write_sample("stream." + std::string(format.extension), stream);
    std::string document;
    writer->document(story_full_of(strings[1], strings[10]), document);
    write_sample("document." + std::string(format.extension), document);
  }
}

TEST_CASE("the size of the output grows with the story and not faster") {
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    std::string small, large;
    format.make({})->story(story_full_of(std::string(1000, '*'), "https://a.example/"), small);
    format.make({})->story(story_full_of(std::string(100000, '*'), "https://a.example/"), large);
    CHECK(large.size() < small.size() * 120);
  }
}
