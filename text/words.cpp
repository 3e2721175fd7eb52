// words.cpp: text into words, sentences and comparable forms.
// Method: one table for ASCII, ICU properties and NFKC_Casefold for the rest.
// Not here: names, dates (names.cpp, when.cpp).
#include "text/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/base.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace copydesk {
namespace {

// What an ASCII byte becomes when it is folded: a small letter or a digit; 0: it parts words.
constexpr std::array<char, 128> kFolded = [] {
  std::array<char, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<size_t>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<size_t>(c)] = static_cast<char>(c + 32);
  return table;
}();

// What may stand in a word: kFolded and the underscore.
constexpr std::array<bool, 128> kAsciiWord = [] {
  std::array<bool, 128> table{};
  for (size_t c = 0; c < table.size(); ++c) table[c] = kFolded[c] != 0 || c == '_';
  return table;
}();

// The folded letters and digits of `text`; `Gap::kSpace` puts a space where other characters stood
// between two words.
enum class Gap : unsigned char { kNone, kSpace };

std::string fold_letters(std::string_view text, Gap kind) {
  std::string out(text.size(), '\0');  // a gap takes the room of what stood there
  char* to = out.data();
  bool gap = false;
  size_t at = 0;
  while (at < text.size()) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c < 0x80 ? kFolded[c] == 0 : !is_wide_word_character(c)) {
      gap = true;
      continue;
    }
    if (gap && kind == Gap::kSpace && to != out.data()) *to++ = ' ';
    gap = false;
    if (c < 0x80)
      *to++ = kFolded[c];
    else
      to = std::copy(text.begin() + static_cast<std::ptrdiff_t>(begin),
                     text.begin() + static_cast<std::ptrdiff_t>(at), to);
  }
  out.resize(static_cast<size_t>(to - out.data()));
  return out;
}

// "İlan" is "ilan": case folding keeps the dot of the Turkish capital as a mark of its own.
void drop_dots_of_i(std::string& text) {
  constexpr std::string_view kDotted = "i\u0307";
  size_t kept = text.find(kDotted);
  for (size_t at = kept; at < text.size();) {
    const bool is_dotted = text.compare(at, kDotted.size(), kDotted) == 0;
    text[kept++] = text[at];
    at += is_dotted ? kDotted.size() : 1;
  }
  if (kept != text.npos) text.resize(kept);
}

// NFKC and case folding of text that is not ASCII.
std::string nfkc_casefold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                            sink, nullptr, status);
  if (U_FAILURE(status)) return std::string(text);
  drop_dots_of_i(out);
  return out;
}

// What nfkc_casefold() makes of the characters that most texts are written in, one by one; what
// changes with its neighbours is not known here. ICU took fifty instructions a byte.
class FoldTable {
 public:
  static constexpr char32_t kMark = 0, kUnknown = 0xFFFF;

  /// The folded letter or digit; kMark: it parts words.
  static char32_t folded(char32_t c) {
    static const FoldTable table;
    if (c < kLettersEnd) return table.letters_[c];
    return c >= kMarksBegin && c < kMarksEnd ? table.marks_[c - kMarksBegin] : kUnknown;
  }

 private:
  // Latin, Greek, Cyrillic; dashes, quotation marks, the ellipsis.
  static constexpr char32_t kLettersEnd = 0x530, kMarksBegin = 0x2010, kMarksEnd = 0x2030;

  FoldTable() {
    for (char32_t c = 0; c < kLettersEnd; ++c) letters_[c] = look_up(c);
    for (char32_t c = kMarksBegin; c < kMarksEnd; ++c) marks_[c - kMarksBegin] = look_up(c);
  }

  static uint16_t look_up(char32_t c) {
    const auto letter = static_cast<UChar32>(c);
    if (u_charType(letter) == U_NON_SPACING_MARK ||
        u_hasBinaryProperty(letter, UCHAR_GRAPHEME_EXTEND))
      return kUnknown;
    std::string text;
    append_utf8(text, c);
    const std::string folded = nfkc_casefold(text), letters = fold_letters(folded, Gap::kNone);
    if (folded.empty()) return kUnknown;  // dropped: it parts nothing
    if (letters.empty()) return kMark;
    size_t at = 0;
    const char32_t first = next_code_point(folded, at);
    const bool is_one = at == folded.size() && at <= text.size() && first < 0x800;
    return static_cast<uint16_t>(is_one ? first : kUnknown);
  }

  std::array<uint16_t, kLettersEnd> letters_;
  std::array<uint16_t, kMarksEnd - kMarksBegin> marks_;
};

// What folded() has made so far.
struct Folded {
  char* to;
  const char* begin;
  Gap kind;
  bool has_gap = false;  // marks came since the last letter

  void end_gap() {
    if (has_gap && kind == Gap::kSpace && to != begin) *to++ = ' ';
    has_gap = false;
  }
};

#if defined(__SSE2__)
// Folds ASCII sixteen bytes at a time, words and the single marks between them in one go, up to a
// character that is not ASCII or the last sixteen bytes; returns where. For Gap::kSpace only: what
// marks become is in the way otherwise.
size_t fold_abreast(std::string_view text, size_t at, Folded& out) {
  const auto within = [](__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  };
  while (at + 16 <= text.size()) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i is_word = _mm_or_si128(within(small, 'a', 'z'), within(bytes, '0', '9'));
    const auto word = static_cast<unsigned>(_mm_movemask_epi8(is_word));
    const auto wide = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if ((wide & 1) != 0) break;
    if ((word & 1) == 0) {
      out.has_gap = true;
      at += static_cast<size_t>(std::countr_zero(word | wide | 1u << 16));
      continue;
    }
    out.end_gap();
    const unsigned marks = ~(word | wide) & 0xFFFF;
    const size_t count =
        static_cast<size_t>(std::countr_zero(wide | (marks & marks << 1) | 1u << 16));
    const __m128i space = _mm_set1_epi8(' ');
    const __m128i folded =
        _mm_or_si128(_mm_and_si128(is_word, small), _mm_andnot_si128(is_word, space));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out.to), folded);
    out.has_gap = (marks >> (count - 1) & 1) != 0;
    out.to += count - (out.has_gap ? 1 : 0);
    at += count;
  }
  return at;
}
#endif

// Folds a text into `room`, which has eight bytes more than the text; of ASCII a word or eight
// letters of it at once: the bit that makes a capital small is set in small letters and digits.
// Returns the bytes of it, or kNotFolded where only ICU knows what becomes of a character.
constexpr size_t kNotFolded = SIZE_MAX;
size_t fold_into(char* room, std::string_view text, Gap kind) {
  Folded out{room, room, kind};
  for (size_t at = 0; at < text.size();) {
#if defined(__SSE2__)
    if (kind == Gap::kSpace) at = fold_abreast(text, at, out);
#endif
    const EightBytes ahead(text.data() + at, text.size() - at);
    const uint64_t wide = ahead.wide();
    if ((wide & 0x80) != 0) {
      const char32_t c = FoldTable::folded(next_code_point(text, at));
      if (c == FoldTable::kUnknown) return kNotFolded;
      out.has_gap |= c == FoldTable::kMark;
      if (c == FoldTable::kMark) continue;
      out.end_gap();
      if (c >= 0x80) *out.to++ = static_cast<char>(0xC0 | c >> 6);
      *out.to++ = static_cast<char>(c < 0x80 ? c : 0x80 | (c & 0x3F));
      continue;
    }
    const size_t run = EightBytes::run_length(ahead.letters_and_digits());
    if (run > 0) {
      out.end_gap();
      const uint64_t small = ahead.small_letters();
      std::memcpy(out.to, &small, 8);
      out.to += run;
    }
    at += run;
    const bool is_at_mark = at < text.size() && run < 8 && (wide >> 8 * run & 0x80) == 0;
    out.has_gap |= is_at_mark;
    at += is_at_mark;
  }
  return static_cast<size_t>(out.to - room);
}

std::string folded(std::string_view text, Gap kind) {
  std::string result(text.size() + 8, '\0');
  const size_t size = fold_into(result.data(), text, kind);
  if (size == kNotFolded) return fold_letters(nfkc_casefold(text), kind);
  result.resize(size);
  return result;
}

// The same with `room` for a text of up to `most` bytes, and `more` for all others.
std::string_view folded_in(char* room, size_t most, std::string& more, std::string_view text,
                           Gap kind) {
  const size_t size = text.size() > most ? kNotFolded : fold_into(room, text, kind);
  if (size != kNotFolded) return {room, size};
  more = folded(text, kind);
  return more;
}

// ASCII that is no white space and needs no second look.
bool is_plain(char c) { return c > ' '; }

// Where a run of plain bytes with single spaces between them ends, from a plain byte on.
size_t end_of_plain(std::string_view text, size_t at) {
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i space = _mm_set1_epi8(' ');
    const auto spaces = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, space)));
    const auto plain = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpgt_epi8(bytes, space)));
    // A space is passed when a plain byte follows; what follows the last byte is not known here.
    const unsigned stops = (~(plain | spaces) | (spaces & ~(plain >> 1))) & 0x7FFF;
    if (stops != 0) return at + static_cast<size_t>(std::countr_zero(stops));
    if ((plain >> 15) == 0 && (spaces >> 15) == 0) return at + 15;
    at += (plain >> 15) != 0 ? 16 : 15;
  }
#endif
  const auto is_plain_at = [&](size_t i) { return i < text.size() && is_plain(text[i]); };
  while (is_plain_at(at) || (at < text.size() && text[at] == ' ' && is_plain_at(at + 1))) ++at;
  return at;
}

bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB ||
         c == 0x203A || c == 0x300D || c == 0x300F || c == 0xFF09 || c == 0x201C || c == 0xAB;
}

bool is_end_mark(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0x0964:
    case 0x0965:
    case 0x061F:
    case 0x06D4:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x0589:
    case 0x1362:
    case 0x104B:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_wide_word_character(char32_t c) {
  if (c >= 0xC0 && c < 0x250) return c != 0xD7 && c != 0xF7;
  constexpr uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kWord) != 0;
}

bool is_wide_character(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_space_character(char32_t c) {
  if (c <= 0x20) return c == ' ' || (c >= 9 && c <= 13);
  if (c < 0x80) return false;
  return c == 0xA0 || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

bool is_unspaced_script(char32_t c) {
  if (c < 0x0E00) return false;
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

std::string_view next_word(std::string_view text, size_t& at) {
  while (at < text.size()) {
    const size_t begin = at;
    if (!is_word_character(next_code_point(text, at))) continue;
    size_t end = at;
    while (at < text.size()) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0x80 ? !kAsciiWord[byte] : !is_wide_word_character(next_code_point(text, at)))
        break;
      at += byte < 0x80;
      end = at;
    }
    at = end;
    return text.substr(begin, end - begin);
  }
  return {};
}

size_t count_words(std::string_view text) {
  constexpr size_t kLettersOfWord = 2;  // the mean in Chinese and Japanese running text
  size_t count = 0, unspaced = 0;       // letters of the word that spaces do not end
  bool is_inside = false;
  for (size_t at = 0; at < text.size();) {
    const EightBytes ahead(text.data() + at, text.size() - at);
    if (ahead.wide() == 0) {
      const uint64_t words = ahead.letters_and_digits() | ahead.equal_to('_');
      // A word begins where the byte before is none of a word.
      count += EightBytes::count(words & ~(words << 8 | (is_inside ? 0x80u : 0u)));
      is_inside = words >> 63 != 0;
      unspaced = 0;
      at += 8;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    const bool is_word = is_word_character(c);
    const bool is_full = unspaced == kLettersOfWord;
    count += is_word && (!is_inside || is_full);
    if (!is_word || is_full) unspaced = 0;
    unspaced += is_word && is_unspaced_script(c);
    is_inside = is_word;
  }
  return count;
}

std::string fold(std::string_view text) { return folded(text, Gap::kNone); }

std::string fold_words(std::string_view text) { return folded(text, Gap::kSpace); }

std::string_view FoldRoom::letters(std::string_view text) {
  return folded_in(room_, kMostBytes, more_, text, Gap::kNone);
}
std::string_view FoldRoom::words(std::string_view text) {
  return folded_in(room_, kMostBytes, more_, text, Gap::kSpace);
}

std::string collapse_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  append_collapsed(out, gap, text);
  return out;
}

void append_collapsed(std::string& out, bool& gap, std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t begin = at;
    if (is_plain(text[at])) {
      at = end_of_plain(text, at);
    } else {
      const char32_t c = next_code_point(text, at);
      if (c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF) continue;  // not seen
      if (is_space_character(c)) {
        gap = true;
        continue;
      }
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text.substr(begin, at - begin);
  }
}

std::string_view trim_space(std::string_view text) {
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  size_t begin = 0, at = 0;
  while (at < text.size() && is_space_character(next_code_point(text, at))) begin = at;
  text.remove_prefix(begin);
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    size_t probe = start;
    if (!is_space_character(next_code_point(text, probe))) break;
    text = text.substr(0, start);
  }
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignoring_case(a, b);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (size_t i = 0; i < prefix.size(); ++i)
    if (to_lower(text[i]) != to_lower(prefix[i])) return false;
  return true;
}

namespace {

// Where a small letter, or its capital, stands from a place on; or the end.
size_t find_letter(std::string_view text, char small, size_t from) {
  for (size_t at = from; at < text.size(); at += 8) {
    const EightBytes ahead(text.data() + at, text.size() - at);
    const uint64_t found = EightBytes(ahead.small_letters()).equal_to(small);
    if (found != 0) return at + static_cast<size_t>(std::countr_zero(found)) / 8;
  }
  return text.size();
}

}  // namespace

size_t find_ignoring_case(std::string_view text, std::string_view needle, size_t from) {
  if (needle.empty() || text.size() < needle.size()) return std::string_view::npos;
  const size_t end = text.size() - needle.size() + 1;  // of the places where it may begin
  const bool is_small = is_lower(needle[0]);
  for (size_t i = from; i < end; ++i) {
    i = std::min(end, is_small ? find_letter(text, needle[0], i) : text.find(needle[0], i));
    if (i < end && starts_with_ignoring_case(text.substr(i), needle)) return i;
  }
  return std::string_view::npos;
}

bool ends_sentence(std::string_view text) {
  text = trim_space(text);
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    size_t probe = start;
    const char32_t c = next_code_point(text, probe);
    if (is_end_mark(c)) return true;
    if (!is_closing(c)) return false;
    text = text.substr(0, start);
  }
  return false;
}

bool is_initial_of(std::string_view text, std::string_view rest) {
  if (text.empty() || rest.empty()) return false;
  size_t end = 0, at = 0;
  const auto first = static_cast<UChar32>(next_code_point(text, end));
  return end == text.size() && u_isUUppercase(first) != 0 &&
         u_isULowercase(static_cast<UChar32>(next_code_point(rest, at))) != 0;
}

float unspaced_share(std::string_view text) {
  size_t letters = 0, unspaced = 0, at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (!is_word_character(c)) continue;
    ++letters;
    unspaced += is_unspaced_script(c);
  }
  return letters == 0 ? 0.0f : static_cast<float>(unspaced) / static_cast<float>(letters);
}

}  // namespace copydesk
