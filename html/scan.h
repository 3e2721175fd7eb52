// scan.h: finds the bytes that matter, 16 at a time where the machine can; the only intrinsics
// here. SSE2 is part of every x86-64 machine, so nothing has to be chosen at run time. AVX2, by 32
// and by 64 bytes, and SSE2 by 64 were tried on the pages of wcxb-dev: within 2 % of this, for most
// texts and values end in the first 32 bytes. Long runs without a set of bytes to look for
// (scripts, comments) go to memchr, which chooses for itself. Each function has a scalar twin that
// gives the same on every machine.
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>

#include "html/characters.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk {

/// The first of four bytes in [at, end), or `end`.
template <char kA, char kB, char kC, char kD>
const char* find_any_scalar(const char* at, const char* end) {
  for (; at < end; ++at) {
    if (*at == kA || *at == kB || *at == kC || *at == kD) break;
  }
  return at;
}

#if defined(__SSE2__)
/// A bit for each of 16 bytes that is one of the four.
template <char kA, char kB, char kC, char kD>
inline unsigned mask_any(const char* at) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto equals = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  __m128i hits = _mm_or_si128(equals(kA), equals(kB));
  if (kC != kA) hits = _mm_or_si128(hits, equals(kC));
  if (kD != kA) hits = _mm_or_si128(hits, equals(kD));
  return static_cast<unsigned>(_mm_movemask_epi8(hits));
}
#endif

template <char kA, char kB, char kC, char kD>
inline const char* find_any(const char* at, const char* end) {
#if defined(__SSE2__)
  // 32 at a time: most texts and values are shorter, so that the loop's end is foreseen.
  for (; end - at >= 32; at += 32) {
    const unsigned mask = mask_any<kA, kB, kC, kD>(at) | mask_any<kA, kB, kC, kD>(at + 16) << 16;
    if (mask != 0) return at + std::countr_zero(mask);
  }
#endif
  return find_any_scalar<kA, kB, kC, kD>(at, end);
}

/// The name of a tag or an attribute: where it ends, and whether it is in lower case, without NUL.
struct NameEnd {
  const char* end;
  bool is_plain;
};

enum class NameKind { kTag, kAttribute };

template <NameKind kKind>
constexpr bool ends_name(char c) {
  return is_html_space(c) || c == '/' || c == '>' || (kKind == NameKind::kAttribute && c == '=');
}

template <NameKind kKind>
NameEnd scan_name_scalar(const char* at, const char* end) {
  bool is_plain = true;
  for (; at < end && !ends_name<kKind>(*at); ++at) {
    if ((*at >= 'A' && *at <= 'Z') || *at == '\0') is_plain = false;
  }
  return {at, is_plain};
}

template <NameKind kKind>
inline NameEnd scan_name(const char* at, const char* end) {
#if defined(__SSE2__)
  if (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto equals = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    // All bytes up to the space; those among them that are no white space are left to the twin.
    __m128i stops = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ')), bytes);
    stops = _mm_or_si128(stops, _mm_or_si128(equals('/'), equals('>')));
    if (kKind == NameKind::kAttribute) stops = _mm_or_si128(stops, equals('='));
    const __m128i capitals = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)),
                                           _mm_cmpgt_epi8(_mm_set1_epi8('Z' + 1), bytes));
    const auto stop_mask = static_cast<unsigned>(_mm_movemask_epi8(stops));
    if (stop_mask != 0) {
      const int length = std::countr_zero(stop_mask);
      const auto capital_mask = static_cast<unsigned>(_mm_movemask_epi8(capitals));
      if (ends_name<kKind>(at[length])) {
        return {at + length, (capital_mask & ((1u << length) - 1)) == 0};
      }
    }
  }
#endif
  return scan_name_scalar<kKind>(at, end);
}

}  // namespace copydesk
