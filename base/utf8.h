// utf8.h: reading and writing code points of text that is valid UTF-8.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace copydesk {

/// The characters of bytes 0x80 to 0x9F in windows-1252, which pages mean by these numbers too;
/// where it has none the number itself. SPEC: 13.2.5.80 Numeric character reference end state.
inline constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// Reads the code point at `at` and moves `at` past it. The text must be valid UTF-8 and `at` a
/// border; on broken input it returns U+FFFD and moves one byte, so that a loop always ends.
inline char32_t next_code_point(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const size_t left = text.size() - at;
  if (first < 0x80) {
    ++at;
    return first;
  }
  if (first < 0xE0 && first >= 0xC2 && left >= 2) {
    const char32_t c = (char32_t(first & 0x1F) << 6) | (byte(at + 1) & 0x3F);
    at += 2;
    return c;
  }
  if (first < 0xF0 && first >= 0xE0 && left >= 3) {
    const char32_t c = (char32_t(first & 0x0F) << 12) | (char32_t(byte(at + 1) & 0x3F) << 6) |
                       (byte(at + 2) & 0x3F);
    at += 3;
    return c;
  }
  if (first >= 0xF0 && first < 0xF5 && left >= 4) {
    const char32_t c = (char32_t(first & 0x07) << 18) | (char32_t(byte(at + 1) & 0x3F) << 12) |
                       (char32_t(byte(at + 2) & 0x3F) << 6) | (byte(at + 3) & 0x3F);
    at += 4;
    return c;
  }
  ++at;
  return 0xFFFD;
}

/// Appends one code point as UTF-8; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

/// How many code points a valid text has.
constexpr size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

/// Where the last code point of a text begins; at most four bytes before its end. 0 of an empty
/// text.
constexpr size_t begin_of_last(std::string_view text) {
  if (text.empty()) return 0;
  size_t at = text.size() - 1;
  while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
    --at;
  return at;
}

/// The longest prefix of at most `max_bytes` bytes that does not cut a code point.
std::string_view utf8_prefix(std::string_view text, size_t max_bytes);

/// How many bytes before the first that is not ASCII, from `at` on; at most to the end.
size_t skip_ascii(std::string_view text, size_t at);

/// Whether all of `text` is valid UTF-8 (no surrogates, no overlong forms); if not, `bad_at` is the
/// first bad byte.
bool is_valid_utf8(std::string_view text, size_t* bad_at = nullptr);

/// Appends `bytes` to `out` with every ill-formed sequence replaced by U+FFFD (one per maximal
/// subpart, as WHATWG asks). Returns the number of replacements.
size_t append_repaired_utf8(std::string& out, std::string_view bytes);

}  // namespace copydesk
