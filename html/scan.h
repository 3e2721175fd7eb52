// scan.h: finds the bytes that matter in a run of text, 16 at a time where the machine can.
#pragma once

#include <cstddef>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk {

/// The first place at or after `at` where `page` holds one of four bytes, or page.size().
/// The twin that every machine can run; find_any gives the same.
template <char kA, char kB, char kC, char kD>
size_t find_any_scalar(std::string_view page, size_t at) {
  for (; at < page.size(); ++at) {
    const char c = page[at];
    if (c == kA || c == kB || c == kC || c == kD) return at;
  }
  return page.size();
}

template <char kA, char kB, char kC, char kD>
inline size_t find_any(std::string_view page, size_t at) {
#if defined(__SSE2__)
  const __m128i a = _mm_set1_epi8(kA);
  const __m128i b = _mm_set1_epi8(kB);
  const __m128i c = _mm_set1_epi8(kC);
  const __m128i d = _mm_set1_epi8(kD);
  for (; at + 16 <= page.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(page.data() + at));
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(bytes, b)),
                     _mm_or_si128(_mm_cmpeq_epi8(bytes, c), _mm_cmpeq_epi8(bytes, d)));
    const int mask = _mm_movemask_epi8(hits);
    if (mask != 0) return at + static_cast<size_t>(__builtin_ctz(static_cast<unsigned>(mask)));
  }
#endif
  return find_any_scalar<kA, kB, kC, kD>(page, at);
}

}  // namespace copydesk
