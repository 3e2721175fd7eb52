// utf8.cpp: validation and repair of UTF-8.
// Method: the table of well-formed byte sequences in the Unicode standard, section 3.9, table 3-7.
#include "base/utf8.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk {
namespace {

// Length of the well-formed sequence at `at` (1..4), or 0; `bad_length` is then the maximal
// subpart's length.
size_t sequence_length(std::string_view text, size_t at, size_t& bad_length) {
  const auto byte = [&](size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(at);
  bad_length = 1;
  if (first < 0x80) return 1;
  size_t length = 0;
  unsigned low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF)
    length = 2;
  else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else
    return 0;
  for (size_t i = 1; i < length; ++i) {
    const unsigned next = byte(at + i);
    if (next < low || next > high) {
      bad_length = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

// Whether none of so many bytes is wide.
constexpr size_t kStepBytes = 128;
bool are_ascii(const char* at) {
#if defined(__SSE2__)
  __m128i any = _mm_setzero_si128();
  for (size_t i = 0; i < kStepBytes; i += 16)
    any = _mm_or_si128(any, _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i)));
  return _mm_movemask_epi8(any) == 0;
#else
  uint64_t words[kStepBytes / 8], any = 0;
  std::memcpy(words, at, sizeof words);
  for (const uint64_t word : words) any |= word;
  return (any & 0x8080808080808080ull) == 0;
#endif
}

}  // namespace

// Skips ASCII by 128 and by eight bytes: most pages are mostly ASCII.
size_t skip_ascii(std::string_view text, size_t at) {
  if (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) return at;
  while (at + kStepBytes <= text.size() && are_ascii(text.data() + at)) at += kStepBytes;
  while (at + 8 <= text.size()) {
    uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if (word & 0x8080808080808080ull) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::string_view utf8_prefix(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool is_valid_utf8(std::string_view text, size_t* bad_at) {
  size_t at = 0, bad_length = 0;
  while ((at = skip_ascii(text, at)) < text.size()) {
    const size_t length = sequence_length(text, at, bad_length);
    if (length == 0) {
      if (bad_at != nullptr) *bad_at = at;
      return false;
    }
    at += length;
  }
  return true;
}

size_t append_repaired_utf8(std::string& out, std::string_view bytes) {
  size_t at = 0, good_from = 0, bad_length = 0, replaced = 0;
  while ((at = skip_ascii(bytes, at)) < bytes.size()) {
    const size_t length = sequence_length(bytes, at, bad_length);
    if (length > 0) {
      at += length;
      continue;
    }
    out.append(bytes.substr(good_from, at - good_from));
    out.append("\xEF\xBF\xBD");
    at += bad_length;
    good_from = at;
    ++replaced;
  }
  out.append(bytes.substr(good_from));
  return replaced;
}

}  // namespace copydesk
