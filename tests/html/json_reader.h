// json_reader.h: reads the JSON of the html5lib tokenizer tests; lone surrogates stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct TestJson {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  std::string string;  // also the digits of a number
  std::vector<TestJson> array;
  struct Member;
  std::vector<Member> object;

  const TestJson* find(std::string_view key) const;
};

struct TestJson::Member {
  std::string name;
  TestJson value;
};

inline const TestJson* TestJson::find(std::string_view key) const {
  for (const Member& member : object) {
    if (member.name == key) return &member.value;
  }
  return nullptr;
}

/// Appends any code point, surrogates too.
inline void append_any_code_point(std::string& out, unsigned point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

/// Reads "\uHHHH" at `at`, and the low surrogate behind a high one; false when there is none.
inline bool read_escaped_code_point(std::string_view text, size_t& at, unsigned& point) {
  const auto unit = [&](size_t from, unsigned& value) {
    if (text.substr(from, 2) != "\\u" || from + 6 > text.size()) return false;
    value = static_cast<unsigned>(std::stoul(std::string(text.substr(from + 2, 4)), nullptr, 16));
    return true;
  };
  if (!unit(at, point)) return false;
  at += 6;
  unsigned low = 0;
  if (point >= 0xD800 && point < 0xDC00 && unit(at, low) && low >= 0xDC00 && low < 0xE000) {
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    at += 6;
  }
  return true;
}

/// For well-formed JSON that we trust.
class TestJsonReader {
 public:
  explicit TestJsonReader(std::string_view text) : text_(text) {}

  TestJson read() {
    skip_space();
    TestJson value;
    switch (text_[at_]) {
      case '{':
        read_object(value);
        break;
      case '[':
        read_array(value);
        break;
      case '"':
        value.kind = TestJson::Kind::kString;
        value.string = read_string();
        break;
      default:
        read_word(value);
        break;
    }
    skip_space();
    return value;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() &&
           std::string_view(" \n\r\t").find(text_[at_]) != std::string::npos) {
      ++at_;
    }
  }

  void read_word(TestJson& value) {
    const size_t end = text_.find_first_of(",]} \n\r\t", at_);
    value.string = text_.substr(at_, end - at_);
    at_ = end;
    value.boolean = value.string == "true";
    const bool is_boolean = value.boolean || value.string == "false";
    if (is_boolean) value.kind = TestJson::Kind::kBoolean;
    if (!is_boolean && value.string != "null") value.kind = TestJson::Kind::kNumber;
  }

  void read_array(TestJson& value) {
    value.kind = TestJson::Kind::kArray;
    ++at_;
    skip_space();
    while (text_[at_] != ']') {
      value.array.push_back(read());
      if (text_[at_] == ',') ++at_;
      skip_space();
    }
    ++at_;
  }

  void read_object(TestJson& value) {
    value.kind = TestJson::Kind::kObject;
    ++at_;
    skip_space();
    while (text_[at_] != '}') {
      std::string key = read_string();
      skip_space();
      ++at_;  // ':'
      value.object.push_back({std::move(key), read()});
      if (text_[at_] == ',') ++at_;
      skip_space();
    }
    ++at_;
  }

  std::string read_string() {
    std::string out;
    for (++at_; text_[at_] != '"';) {
      unsigned point = 0;
      if (text_[at_] != '\\') {
        out += text_[at_++];
      } else if (read_escaped_code_point(text_, at_, point)) {
        append_any_code_point(out, point);
      } else {
        constexpr std::string_view kNames = "bfnrt";
        constexpr std::string_view kCharacters = "\b\f\n\r\t";
        const size_t name = kNames.find(text_[at_ + 1]);
        out += name == std::string_view::npos ? text_[at_ + 1] : kCharacters[name];
        at_ += 2;
      }
    }
    ++at_;
    return out;
  }

  std::string_view text_;
  size_t at_ = 0;
};
