// json_writer.cpp: JSON text from values; escaping copies runs, not characters.
#include "base/json_writer.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "base/eight_bytes.h"

namespace copydesk {
namespace {

// 0: copied as it is; 'u': \u00XX; else the letter after the backslash.
constexpr std::array<char, 256> escape_table() {
  std::array<char, 256> table{};
  for (size_t c = 0; c < 0x20; ++c) table[c] = 'u';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  table[0x7F] = 'u';
  return table;
}
constexpr auto kEscape = escape_table();

// Of eight bytes the high bits of those that are to be escaped; above the first, others may be set.
// Source: Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n" and "a zero
// byte".
uint64_t escapes_in(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = 0x8080808080808080u;
  const auto zero = [](uint64_t w) { return (w - kOnes) & ~w; };
  const uint64_t controls = (word - 0x20 * kOnes) & ~word;
  return (controls | zero(word ^ '"' * kOnes) | zero(word ^ '\\' * kOnes) |
          zero(word ^ 0x7F * kOnes)) &
         kHigh;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  size_t run = 0;
  for (size_t i = 0; i < text.size();) {
    const uint64_t found = escapes_in(EightBytes(text.data() + i, text.size() - i).number());
    i += static_cast<size_t>(std::countr_zero(found)) / 8;  // eight when there is none
    if (found == 0 || i >= text.size()) continue;
    const auto c = static_cast<unsigned char>(text[i]);
    const char escape = kEscape[c];
    out.append(text.data() + run, i - run);
    out += '\\';
    out += escape;
    if (escape == 'u') {
      out += "00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
    run = ++i;
  }
  out.append(text.data() + run, text.size() - run);
  out += '"';
}

void append_indented_json(std::string& out, std::string_view compact) {
  size_t depth = 0;
  const auto new_line = [&] {
    out += '\n';
    out.append(2 * depth, ' ');
  };
  for (size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    if (c == '"') {
      const size_t begin = i++;
      while (i < compact.size() && compact[i] != '"') i += compact[i] == '\\' ? 2 : 1;
      out += compact.substr(begin, i + 1 - begin);
    } else if ((c == '{' || c == '[') && i + 1 < compact.size() && compact[i + 1] == c + 2) {
      out += compact.substr(i++, 2);  // {} and [] stay on one line; c + 2 is the closing bracket
    } else if (c == '{' || c == '[') {
      out += c;
      ++depth;
      new_line();
    } else if (c == '}' || c == ']') {
      if (depth > 0) --depth;
      new_line();
      out += c;
    } else if (c == ',') {
      out += c;
      new_line();
    } else {
      out += c;
      if (c == ':') out += ' ';
    }
  }
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!has_content_.empty()) {
    if (has_content_.back()) out_ += ',';
    has_content_.back() = true;
  }
}

void JsonWriter::open(char bracket) {
  before_value();
  out_ += bracket;
  has_content_.push_back(false);
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  has_content_.pop_back();
}

void JsonWriter::key(std::string_view name) {
  before_value();
  append_json_string(out_, name);
  out_ += ':';
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  before_value();
  append_json_string(out_, text);
}

void JsonWriter::number(int64_t value) {
  before_value();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, static_cast<size_t>(end - digits));
}

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  before_value();
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, static_cast<size_t>(end - digits));
}

void JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::field(std::string_view name, std::string_view text) {
  if (text.empty()) return;
  key(name);
  string(text);
}

}  // namespace copydesk
