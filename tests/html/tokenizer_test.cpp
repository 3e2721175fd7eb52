// tokenizer_test.cpp: the html5lib tokenizer tests, each in all of its initial states.
#include "html/tokenizer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "json_reader.h"

using namespace copydesk;

namespace {

using State = Tokenizer::State;

// Strings of tests with "doubleEscaped" hold \uHHHH still after JSON was read.
std::string unescape(const std::string& text, bool is_double) {
  if (!is_double) return text;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    unsigned point = 0;
    if (read_escaped_code_point(text, at, point)) {
      append_any_code_point(out, point);
    } else {
      out += text[at++];
    }
  }
  return out;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

// One token a line; neighbouring characters are one token.
class TokenList {
 public:
  // The suite's xmlViolation tests ask for text as XML can hold it.
  void coerce_to_xml() { is_xml_ = true; }

  void add_characters(std::string text) {
    if (is_xml_) {
      replace_all(text, "\f", " ");
      replace_all(text, "\xEF\xBF\xBF", "\xEF\xBF\xBD");
    }
    if (text.empty()) return;
    if (!is_in_characters_) lines_ += "\nCharacter ";
    is_in_characters_ = true;
    lines_ += text;
  }
  void add_comment(std::string text) {
    if (is_xml_) replace_all(text, "--", "- -");
    add("Comment " + text);
  }
  void add_start(const std::string& name, const std::map<std::string, std::string>& attributes,
                 bool is_self_closing) {
    std::string line = "StartTag " + name;
    for (const auto& [key, value] : attributes) line += "|" + key + "=" + value;
    add(line + (is_self_closing ? "|/" : ""));
  }
  void add(const std::string& line) {
    is_in_characters_ = false;
    lines_ += "\n" + line;
  }
  const std::string& lines() const { return lines_; }

 private:
  std::string lines_;
  bool is_in_characters_ = false;
  bool is_xml_ = false;
};

std::string or_null(bool is_there, std::string_view text) {
  return is_there ? "\"" + std::string(text) + "\"" : "null";
}

std::string wanted(const TestJson& output, bool is_double) {
  TokenList list;
  for (const TestJson& token : output.array) {
    const std::string& kind = token.array[0].string;
    const auto text = [&](size_t i) { return unescape(token.array[i].string, is_double); };
    const auto is_there = [&](size_t i) { return token.array[i].kind != TestJson::Kind::kNull; };
    if (kind == "Character") list.add_characters(text(1));
    if (kind == "Comment") list.add_comment(text(1));
    if (kind == "EndTag") list.add("EndTag " + text(1));
    if (kind == "DOCTYPE") {
      list.add("DOCTYPE " + or_null(is_there(1), text(1)) + or_null(is_there(2), text(2)) +
               or_null(is_there(3), text(3)) + (token.array[4].boolean ? "" : " quirks"));
    }
    if (kind == "StartTag") {
      std::map<std::string, std::string> attributes;
      for (const auto& [name, value] : token.array[2].object) {
        attributes[unescape(name, is_double)] = unescape(value.string, is_double);
      }
      list.add_start(text(1), attributes, token.array.size() > 3);
    }
  }
  return list.lines();
}

// The tokenizer of the standard hands NUL on in the data and CDATA states; the tree decides there.
std::string characters_of(std::string_view page, const Token& token, bool keeps_nul) {
  std::string out;
  SourceCursor cursor(page, token.page, token.reading);
  for (SourceUnit unit; cursor.next(unit);) {
    const bool is_nul = page[unit.page.begin] == '\0' && unit.page.end == unit.page.begin + 1;
    is_nul&& keeps_nul ? out.push_back('\0') : void(out.append(unit.text));
  }
  return out;
}

std::string tokens_of(std::string_view page, State state, std::string_view last_start_tag,
                      bool is_xml) {
  Arena arena;
  std::vector<Attribute> found;
  Tokenizer tokenizer(page, arena, found, 1024);
  tokenizer.set_state(state, last_start_tag);
  TokenList list;
  if (is_xml) list.coerce_to_xml();
  for (;;) {
    const Token& token = tokenizer.next();
    switch (token.kind) {
      case TokenKind::kEnd:
        return list.lines();
      case TokenKind::kText:
        list.add_characters(characters_of(
            page, token, token.reading == SourceReading::kBody || state == State::kCdata));
        break;
      case TokenKind::kComment:
        list.add_comment(characters_of(page, token, false));
        break;
      case TokenKind::kEndTag:
        list.add("EndTag " + std::string(token.name));
        break;
      case TokenKind::kDoctype:
        list.add("DOCTYPE " + or_null(token.has_name, token.name) +
                 or_null(token.has_public_id, token.public_id) +
                 or_null(token.has_system_id, token.system_id) +
                 (token.forces_quirks ? " quirks" : ""));
        break;
      case TokenKind::kStartTag: {
        std::map<std::string, std::string> attributes;
        for (const Attribute& attribute : token.attributes) {
          attributes[std::string(attribute.name_text)] = attribute.value;
        }
        list.add_start(std::string(token.name), attributes, token.is_self_closing);
        break;
      }
    }
  }
}

const std::map<std::string, State> kStates = {
    {"Data state", State::kData},           {"PLAINTEXT state", State::kPlaintext},
    {"RCDATA state", State::kRcdata},       {"RAWTEXT state", State::kRawtext},
    {"CDATA section state", State::kCdata}, {"Script data state", State::kScriptData}};

struct Tally {
  int tests = 0;
  int passed = 0;
};

void run_test(const TestJson& test, bool is_xml, Tally& tally) {
  const bool is_double = test.find("doubleEscaped") != nullptr;
  const std::string input = unescape(test.find("input")->string, is_double);
  const std::string want = wanted(*test.find("output"), is_double);
  const TestJson* last_start_tag = test.find("lastStartTag");
  const std::string end_tag = last_start_tag == nullptr ? "" : last_start_tag->string;
  std::vector<std::string> states = {"Data state"};
  if (const TestJson* initial = test.find("initialStates")) {
    states.clear();
    for (const TestJson& state : initial->array) states.push_back(state.string);
  }
  bool is_passed = true;
  for (const std::string& state : states) {
    const std::string got = tokens_of(input, kStates.at(state), end_tag, is_xml);
    if (got == want) continue;
    is_passed = false;
    if (tally.tests - tally.passed < 20) {
      MESSAGE(test.find("description")->string << " (" << state << ")\n"
                                               << input << "\n-- want" << want << "\n-- got"
                                               << got);
    }
  }
  ++tally.tests;
  tally.passed += is_passed;
}

}  // namespace

TEST_CASE("every html5lib tokenizer test gives the tokens that the suite wants") {
  const std::filesystem::path folder = COPYDESK_SHARED_DIR "/corpora/html5lib-tests/tokenizer";
  if (!std::filesystem::exists(folder)) {
    std::printf("SKIPPED: %s is absent\n", folder.c_str());
    return;
  }
  Tally tally;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".test") continue;
    const auto content = read_file(entry.path().string());
    REQUIRE(content.is_ok());
    const TestJson file = TestJsonReader(content.value()).read();
    const TestJson* plain = file.find("tests");
    const TestJson* xml = file.find("xmlViolationTests");
    for (const TestJson& test : (plain != nullptr ? plain : xml)->array) {
      run_test(test, plain == nullptr, tally);
    }
  }
  std::printf("html5lib tokenizer: %d of %d\n", tally.passed, tally.tests);
  CHECK(tally.tests >= 6810);
  CHECK(tally.passed == tally.tests);
}
