// text_scan.h: runs of white space, ordinary runs and counts of letters, 16 bytes at a time where
// the machine can (SSE2 is part of every x86-64). Each function has a scalar twin that gives the
// same.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk::text_scan {

/// Bytes that are themselves when white space is folded, whatever follows: ASCII but white space,
/// and most of what is not.
inline constexpr auto kPlainBytes = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0; c < plain.size(); ++c)
    plain[c] = c != ' ' && !(c >= '\t' && c <= '\r') && c != 0xC2 && c != 0xE2 && c != 0xEF;
  return plain;
}();

inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

inline size_t end_of_spaces_scalar(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

/// Where plain bytes with single spaces between them end: at a byte that is neither, or at a space
/// without a plain byte behind it.
inline size_t end_of_plain_scalar(std::string_view text, size_t at) {
  const auto is_plain = [&](size_t i) {
    return i < text.size() && kPlainBytes[static_cast<unsigned char>(text[i])];
  };
  while (is_plain(at) || (at < text.size() && text[at] == ' ' && is_plain(at + 1))) ++at;
  return at;
}

#if defined(__SSE2__)
/// A bit for each of 16 bytes.
class Sixteen {
 public:
  explicit Sixteen(const char* at)
      : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}
  unsigned equal_to(char c) const { return bits_of(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }
  /// Both are ASCII.
  unsigned in_range(char first, char last) const { return bits_of(within(bytes_, first, last)); }
  unsigned letters() const {
    return bits_of(within(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), 'a', 'z'));
  }
  unsigned wide() const { return bits_of(bytes_); }
  unsigned spaces() const { return equal_to(' ') | in_range('\t', '\r'); }

 private:
  static __m128i within(__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmpgt_epi8(_mm_set1_epi8(static_cast<char>(last + 1)), bytes));
  }
  static unsigned bits_of(__m128i answer) {
    return static_cast<unsigned>(_mm_movemask_epi8(answer));
  }
  __m128i bytes_;
};
#endif

#if defined(__SSE2__)
/// Where plain bytes with single spaces between them end within sixteen bytes; what follows the
/// last one is not known here.
struct PlainStops {
  unsigned spaces, inside;

  explicit PlainStops(const char* at) {
    const Sixteen bytes(at);
    const unsigned others = bytes.in_range('\t', '\r') | bytes.equal_to('\xC2') |
                            bytes.equal_to('\xE2') | bytes.equal_to('\xEF');
    spaces = bytes.equal_to(' ');
    inside = others | (spaces & (spaces | others) >> 1);
  }
};
#endif

inline size_t end_of_spaces(std::string_view text, size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= text.size(); at += 16) {
    const unsigned others = ~Sixteen(text.data() + at).spaces() & 0xFFFF;
    if (others != 0) return at + static_cast<size_t>(std::countr_zero(others));
  }
#endif
  return end_of_spaces_scalar(text, at);
}

inline size_t end_of_plain(std::string_view text, size_t at) {
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const PlainStops stops(text.data() + at);
    if (stops.inside != 0) return at + static_cast<size_t>(std::countr_zero(stops.inside));
    at += stops.spaces >> 15 != 0 ? 15 : 16;
  }
  // The rest once more with bytes before it, which are known.
  if (at < text.size() && text.size() >= 16) {
    const PlainStops stops(text.data() + text.size() - 16);
    const unsigned rest = (stops.inside | (stops.spaces & 0x8000)) >> (at + 16 - text.size());
    return rest == 0 ? text.size() : at + static_cast<size_t>(std::countr_zero(rest));
  }
#endif
  return end_of_plain_scalar(text, at);
}

/// Bytes that are no white space, and words: runs of ASCII letters, digits, underscores and
/// whatever is not ASCII.
struct Counts {
  uint32_t letters = 0, words = 0;
  bool operator==(const Counts&) const = default;
};

/// How many of the text's bytes are the space itself.
inline size_t count_of_spaces(std::string_view text) {
  size_t at = 0, count = 0;
#if defined(__SSE2__)
  for (; at + 16 <= text.size(); at += 16) {
    for (unsigned bits = Sixteen(text.data() + at).equal_to(' '); bits != 0; bits &= bits - 1)
      ++count;
  }
#endif
  for (; at < text.size(); ++at) count += text[at] == ' ';
  return count;
}

inline bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
         ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

inline Counts count_scalar(std::string_view text) {
  Counts counts;
  bool was_word = false;
  for (const char c : text) {
    const bool is_word = is_word_byte(c) || c == '_';
    counts.letters += !is_space(c);
    counts.words += is_word && !was_word;
    was_word = is_word;
  }
  return counts;
}

inline uint64_t word_bits_scalar(std::string_view text) {
  uint64_t bits = 0;
  for (size_t i = 0; i < text.size(); ++i) bits |= uint64_t{is_word_byte(text[i])} << i;
  return bits;
}

#if defined(__SSE2__)
/// At most 64 bytes of a text, `filler` behind them.
class SixtyFour {
 public:
  SixtyFour(std::string_view text, char filler) : at_(text.data()) {
    if (text.size() >= sizeof room_) return;
    std::memset(room_, filler, sizeof room_);
    if (!text.empty()) std::memcpy(room_, text.data(), text.size());
    at_ = room_;
  }
  SixtyFour(const SixtyFour&) = delete;
  SixtyFour& operator=(const SixtyFour&) = delete;
  /// What a question tells of each sixteen of them.
  template <typename Question>
  uint64_t bits(Question question) const {
    uint64_t bits = 0;
    for (unsigned part = 0; part < 64; part += 16)
      bits |= uint64_t{question(Sixteen(at_ + part))} << part;
    return bits;
  }
  uint64_t word_bits() const {
    return bits([](const Sixteen& b) { return b.wide() | b.letters() | b.in_range('0', '9'); });
  }

 private:
  const char* at_;
  char room_[64];
};
#endif

/// A bit for each of at most 64 bytes that is an ASCII letter, a digit or not ASCII.
inline uint64_t word_bits(std::string_view text) {
#if defined(__SSE2__)
  return SixtyFour(text, '.').word_bits();
#else
  return word_bits_scalar(text);
#endif
}

/// std::popcount calls a function on machines of the first x86-64 generation, for which we build.
inline uint32_t count_of_bits(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555ull;
  bits = (bits & 0x3333333333333333ull) + (bits >> 2 & 0x3333333333333333ull);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Full;
  return static_cast<uint32_t>(bits * 0x0101010101010101ull >> 56);
}

inline Counts count(std::string_view text) {
#if defined(__SSE2__)
  Counts counts{static_cast<uint32_t>(text.size()), 0};
  uint64_t before = 0;  // bit 0: a word reaches up to here
  for (size_t base = 0; base < text.size(); base += 64) {
    const SixtyFour bytes(text.substr(base, 64), '.');
    const uint64_t spaces = bytes.bits([](const Sixteen& b) { return b.spaces(); });
    const uint64_t words =
        bytes.word_bits() | bytes.bits([](const Sixteen& b) { return b.equal_to('_'); });
    counts.letters -= count_of_bits(spaces);
    counts.words += count_of_bits(words & ~(words << 1 | before));
    before = words >> 63;
  }
  return counts;
#else
  return count_scalar(text);
#endif
}

}  // namespace copydesk::text_scan
