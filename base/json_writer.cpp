// json_writer.cpp: JSON text from values; escaping copies runs, not characters.
#include "base/json_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/eight_bytes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk {
namespace {

// 0: copied as it is; 'u': \u00XX; kMayBeControl: \u00XX together with the next byte or copied as
// it is; else the letter after the backslash.
constexpr char kMayBeControl = 1;
constexpr char kControlLead = '\xC2';  // of U+0080 to U+00BF, of which those to U+009F are controls
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
  table[static_cast<unsigned char>(kControlLead)] = kMayBeControl;
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
          zero(word ^ 0x7F * kOnes) | zero(word ^ 0xC2 * kOnes)) &
         kHigh;
}

#if defined(__SSE2__)
// The twin of escapes_in() for sixteen bytes, a bit each.
unsigned escapes_abreast(const char* at) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  const __m128i is_control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  const __m128i found =
      _mm_or_si128(_mm_or_si128(is_control, is('"')), _mm_or_si128(is('\\'), is('\x7F')));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(found, is(kControlLead))));
}
#endif

// How many bytes of `text` come before the first that is, or may be, to be escaped.
size_t plain_length(std::string_view text) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 16 <= text.size(); i += 16) {
    const unsigned found = escapes_abreast(text.data() + i);
    if (found != 0) return i + static_cast<size_t>(std::countr_zero(found));
  }
  // The rest once more with bytes before it, which are known.
  if (i < text.size() && i > 0) {
    const unsigned found = escapes_abreast(text.data() + text.size() - 16);
    return found == 0 ? text.size()
                      : text.size() - 16 + static_cast<size_t>(std::countr_zero(found));
  }
#endif
  for (; i < text.size(); i += 8) {
    const uint64_t found = escapes_in(EightBytes(text.data() + i, text.size() - i).number());
    if (found != 0)
      return std::min(text.size(), i + static_cast<size_t>(std::countr_zero(found)) / 8);
  }
  return text.size();
}

// Behind `run` bytes that are copied as they are, `text` has one that is not.
void append_escaped(std::string& out, std::string_view text, size_t run) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  size_t begin = 0;
  for (size_t i = run; i < text.size(); i = begin + plain_length(text.substr(begin))) {
    auto c = static_cast<unsigned char>(text[i]);
    char escape = kEscape[c];
    out.append(text.data() + begin, i - begin);
    if (escape == kMayBeControl) {
      const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
      if (next < 0x80 || next >= 0xA0) {  // U+00A0 and on, or no more
        out += kControlLead;
        begin = i + 1;
        continue;
      }
      c = next;
      escape = 'u';
      ++i;
    }
    out += '\\';
    out += escape;
    if (escape == 'u') {
      out += "00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
    begin = i + 1;
  }
  out.append(text.data() + begin, text.size() - begin);
  out += '"';
}

// Texts up to this length are put between their quotes before they are appended, in one go.
constexpr size_t kShortBytes = 64;

/// A short text between quotes. It is looked at where it stands, for there sixteen bytes can be
/// read whatever its length.
struct Quoted {
  char room[1 + kShortBytes + 16];
  size_t size;
  bool is_plain;

  explicit Quoted(std::string_view text) : size(text.size() + 2) {
    room[0] = '"';
    if (!text.empty()) std::memcpy(room + 1, text.data(), text.size());
    room[text.size() + 1] = '"';
#if defined(__SSE2__)
    is_plain = true;
    for (size_t i = 0; i < text.size(); i += 16) {
      const unsigned of_text = text.size() - i >= 16 ? 0xFFFFu : (1u << (text.size() - i)) - 1;
      is_plain &= (escapes_abreast(room + 1 + i) & of_text) == 0;
    }
#else
    is_plain = plain_length(text) == text.size();
#endif
  }
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  if (text.size() <= kShortBytes)
    if (const Quoted quoted(text); quoted.is_plain) {
      out.append(quoted.room, quoted.size);
      return;
    }
  const size_t run = plain_length(text);
  if (run < text.size()) return append_escaped(out, text, run);
  out += '"';
  out += text;
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
  after_key_ = true;
  append_json_string(out_, name);
  out_ += ':';
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
