// base_test.cpp: Result, UTF-8 repair, JSON writing and atomic files.
#include "base/base.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <random>
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
  append_json_string(out, "a\"b\\\n\x01\x7F\xC3\xA9/\xC2\x9B\xC2\xA0\xC2\x80");
  CHECK(out == "\"a\\\"b\\\\\\n\\u0001\\u007f\xC3\xA9/\\u009b\xC2\xA0\\u0080\"");
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

TEST_CASE("a link that lies where a file is begun is taken away and not followed") {
  const std::string kept = "/tmp/copydesk-base-kept.txt", link = "/tmp/copydesk-base-link.txt";
  REQUIRE(write_file_atomically(kept, "kept").is_ok());
  ::unlink(link.c_str());
  REQUIRE(::symlink(kept.c_str(), link.c_str()) == 0);
  const int part = open_temporary(link);
  REQUIRE(part >= 0);
  CHECK(::write(part, "new", 3) == 3);
  ::close(part);
  CHECK(read_file(kept).value() == "kept");
  CHECK(read_file(link).value() == "new");
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

// The escapes of append_json_string(), letter by letter.
std::string escaped_slowly(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (text.substr(i).starts_with("\xC2\x9B")) {
      out += "\\u009b";
      ++i;
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    if (byte >= 0x20 && byte != 0x7F)
      out += c;
    else if (c == '\n')
      out += "\\n";
    else
      out += byte == 1 ? "\\u0001" : "\\u007f";
  }
  return out + '"';
}

TEST_CASE("JSON of random texts is escaped as letter by letter") {
  std::mt19937 random(5);
  const std::string letters = "ab\xBF\xFF \"\\\n\x01\x7F\xC2\x9B\xC2";
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 100, 'x'), out, key;
    if (text.size() > 1 && round % 3 == 0)
      text.replace(random() % (text.size() - 1), 2, "\xC2\x9B");
    for (size_t i = random() % 5; i > 0 && !text.empty(); --i)
      text[random() % text.size()] = letters[random() % letters.size()];
    append_json_string(out, text);
    JsonWriter(key).key(text);
    wrong += out != escaped_slowly(text) || key != out + ':';
  }
  CHECK(wrong == 0);
}

TEST_CASE("a set of texts knows each that was there, the empty one too") {
  TextSet set(1001);
  std::vector<std::string> texts(1);
  for (int i = 0; i < 1000; ++i) texts.push_back("/story/" + std::to_string(i));
  size_t fresh = 0;
  for (int round = 0; round < 2; ++round)
    for (const std::string& text : texts) fresh += set.insert(text);
  CHECK(fresh == texts.size());
  CHECK_FALSE(set.insert({}));
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

namespace {

bool is_ascii_in(unsigned byte, char first, char last) {
  return byte < 0x80 && static_cast<char>(byte) >= first && static_cast<char>(byte) <= last;
}

}  // namespace

TEST_CASE("eight bytes are told the same as each byte alone, whatever stands beside it") {
  std::mt19937_64 random(3);
  int wrong = 0;
  for (unsigned round = 0; round < 8192; ++round) {
    const unsigned byte = round % 256, place = round / 256 % 8;
    std::string text(8, '\0');
    for (char& c : text) c = static_cast<char>(random());
    text[place] = static_cast<char>(byte);
    const EightBytes eight(text.data(), 8);
    const auto tells = [&](uint64_t answer) { return (answer >> (8 * place + 7) & 1) != 0; };
    const bool is_digit = is_ascii_in(byte, '0', '9'), is_capital = is_ascii_in(byte, 'A', 'Z');
    const bool is_letter = is_capital || is_ascii_in(byte, 'a', 'z');
    wrong += tells(eight.digits()) != is_digit || tells(eight.capitals()) != is_capital ||
             tells(eight.letters()) != is_letter || tells(eight.wide()) != (byte >= 0x80) ||
             tells(eight.letters_and_digits()) != (is_letter || is_digit) ||
             tells(eight.equal_to('_')) != (byte == '_');
  }
  CHECK(wrong == 0);
}

TEST_CASE("eight bytes begin with as many letters as the text, and are zero behind it") {
  const EightBytes eight("ab1, c", 6);
  CHECK(EightBytes::run_length(eight.letters_and_digits()) == 3);
  CHECK(EightBytes::count(eight.letters_and_digits()) == 4);
  CHECK(EightBytes::run_length(EightBytes("abcdefgh", 8).letters()) == 8);
  CHECK(eight.first(2).number() == ('a' | 'b' << 8));
  uint64_t number = 0;
  for (size_t count = 0; count < 8; ++count) {
    CHECK(EightBytes("abcdefgh", count).number() == number);
    number |= uint64_t{'a' + count} << 8 * count;
  }
}

TEST_CASE("a bad byte is found wherever it stands between stretches of ASCII") {
  int wrong = 0;
  for (size_t before = 0; before < 200; ++before) {
    const std::string ascii(before, 'a'), good = ascii + "\xC3\xA9";
    size_t bad_at = 0;
    wrong += !is_valid_utf8(good) || !is_valid_utf8(good + good);
    wrong +=
        is_valid_utf8(good + ascii + "\xC3" + ascii, &bad_at) || bad_at != good.size() + before;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a report that names the file in front does not name it again") {
  const auto detail = [](const char* text) {
    return detail_without_path({ErrorCode::kUnreadable, 0, text}, "a");
  };
  CHECK(detail("a: this is a picture") == "this is a picture");
  CHECK(detail("cannot open a: Permission denied") == "cannot open: Permission denied");
  CHECK(detail("cannot read data: broken") == "cannot read data: broken");
  CHECK(detail("interrupted") == "interrupted");
}
