// words.cpp: text -> folded words. One walk; letters are classed and folded by ICU, ASCII by
// comparison. Folding: NFKC with case folding, then the base letter of Latin, Greek and Cyrillic
// letters with accents; Arabic and Hebrew vowel signs are dropped. Vowel signs of Indic scripts are
// letters to a reader and stay. Pairs for unspaced scripts and not SQLite's trigram tokenizer,
// which finds nothing for queries of under three letters, and most Chinese words have two.
#include "corpus/words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <array>

#include "base/base.h"

namespace copydesk {
namespace {

enum class LetterClass : uint8_t { kBreak, kLetter, kMark, kUnspaced };

// The folded form of an ASCII letter or digit; 0 for all other bytes.
constexpr std::array<char, 256> kAsciiWords = [] {
  std::array<char, 256> folded{};
  for (char c = '0'; c <= '9'; ++c) folded[static_cast<uint8_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    folded[static_cast<uint8_t>(c)] = c;
    folded[static_cast<uint8_t>(c & ~0x20)] = c;
  }
  return folded;
}();

char ascii_word(char c) { return kAsciiWords[static_cast<uint8_t>(c)]; }
bool is_ascii(char c) { return static_cast<uint8_t>(c) < 0x80; }

bool is_unspaced_block(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) ||  // Thai, Lao
         (c >= 0x1000 && c <= 0x109F) ||  // Myanmar
         (c >= 0x1780 && c <= 0x17FF) ||  // Khmer
         (c >= 0x3005 && c <= 0x3007) ||  // ideographic marks and zero
         (c >= 0x3040 && c <= 0x30FF) ||  // kana
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9F) ||  // half-width kana
         (c >= 0x20000 && c <= 0x3FFFF);
}

LetterClass class_of(char32_t c) {
  if (c < 0x80)
    return ascii_word(static_cast<char>(c)) ? LetterClass::kLetter : LetterClass::kBreak;
  const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
  if (category & U_GC_M_MASK) return LetterClass::kMark;
  if (!(category & (U_GC_L_MASK | U_GC_N_MASK))) return LetterClass::kBreak;
  return is_unspaced_block(c) ? LetterClass::kUnspaced : LetterClass::kLetter;
}

bool is_dropped_mark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) ||
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640;
}

// The letter without its accents, if these are of the kind that is dropped.
UChar32 base_letter(const UNormalizer2* form, UChar32 c) {
  UChar parts[8];
  UErrorCode error = U_ZERO_ERROR;
  for (int depth = 0; depth < 4; ++depth) {
    const int32_t length = unorm2_getRawDecomposition(form, c, parts, 8, &error);
    if (U_FAILURE(error) || length < 2) return c;
    int32_t at = 0;
    UChar32 first = 0, second = 0;
    U16_NEXT(parts, at, length, first);
    U16_NEXT(parts, at, length, second);
    if (at != length || !is_dropped_mark(static_cast<char32_t>(second))) return c;
    c = first;
  }
  return c;
}

void append_folded(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    return;
  }
  if (is_dropped_mark(c)) return;
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* folding = unorm2_getNFKCCasefoldInstance(&error);
  const UNormalizer2* composed = unorm2_getNFCInstance(&error);
  if (U_FAILURE(error)) return append_utf8(out, c);
  UChar source[2];
  int32_t source_length = 0;
  U16_APPEND_UNSAFE(source, source_length, static_cast<UChar32>(c));
  UChar folded[32];
  const int32_t length = unorm2_normalize(folding, source, source_length, folded, 32, &error);
  if (U_FAILURE(error)) return append_utf8(out, c);
  for (int32_t at = 0; at < length;) {
    UChar32 letter = 0;
    U16_NEXT(folded, at, length, letter);
    letter = base_letter(composed, letter);
    const auto plain = static_cast<char32_t>(letter);
    if (!is_dropped_mark(plain) && class_of(plain) != LetterClass::kBreak) append_utf8(out, plain);
  }
}

char32_t peek(std::string_view text, size_t at, size_t& end) {
  end = at;
  return next_code_point(text, end);
}

// Past the letter at `at` of an unspaced run and the marks that sit on it.
size_t skip_unspaced_letter(std::string_view text, size_t at) {
  size_t end = at;
  next_code_point(text, end);
  while (end < text.size()) {
    size_t next = 0;
    if (class_of(peek(text, end, next)) != LetterClass::kMark) break;
    end = next;
  }
  return end;
}

void append_folded_range(std::string& out, std::string_view text, size_t begin, size_t end) {
  for (size_t at = begin; at < end;) append_folded(out, next_code_point(text, at));
}

}  // namespace

bool WordReader::next_unspaced(Word& word) {
  const size_t first_end = skip_unspaced_letter(text_, unspaced_at_);
  size_t ignored = 0;
  const bool has_second = first_end < text_.size() &&
                          class_of(peek(text_, first_end, ignored)) == LetterClass::kUnspaced;
  const size_t end = has_second ? skip_unspaced_letter(text_, first_end) : first_end;
  folded_.clear();
  append_folded_range(folded_, text_, unspaced_at_, end);
  word = {folded_, static_cast<uint32_t>(unspaced_at_), static_cast<uint32_t>(end), true,
          !has_second};
  unspaced_at_ = first_end;
  in_unspaced_ = has_second;
  if (!has_second) at_ = first_end;
  return !folded_.empty();
}

// To the next letter, which may be one of an unspaced run; false at the end of the text.
bool WordReader::skip_to_letter() {
  while (at_ < text_.size()) {
    if (ascii_word(text_[at_])) return true;
    if (is_ascii(text_[at_])) {
      ++at_;
      continue;
    }
    size_t end = 0;
    const LetterClass kind = class_of(peek(text_, at_, end));
    in_unspaced_ = kind == LetterClass::kUnspaced;
    unspaced_at_ = at_;
    if (kind == LetterClass::kLetter || in_unspaced_) return true;
    at_ = end;
  }
  return false;
}

// The run of letters from here on into folded_.
void WordReader::fold_run() {
  folded_.clear();
  while (at_ < text_.size()) {
    // Nearly all letters; with the way below alone a text takes three times as long.
    if (const char letter = ascii_word(text_[at_])) {
      folded_ += letter;
      ++at_;
      continue;
    }
    if (is_ascii(text_[at_])) return;
    size_t end = 0;
    const char32_t c = peek(text_, at_, end);
    const LetterClass kind = class_of(c);
    if (kind != LetterClass::kLetter && kind != LetterClass::kMark) return;
    append_folded(folded_, c);
    at_ = end;
  }
}

bool WordReader::next(Word& word) {
  for (;;) {
    if (in_unspaced_) {
      if (next_unspaced(word)) return true;
      continue;
    }
    if (!skip_to_letter()) return false;
    if (in_unspaced_) continue;
    const size_t begin = at_;
    fold_run();
    word = {folded_, static_cast<uint32_t>(begin), static_cast<uint32_t>(at_), false, false};
    if (!folded_.empty()) return true;
  }
}

void append_search_words(std::string& out, std::string_view text) {
  WordReader reader(text);
  Word word;
  while (reader.next(word)) {
    out += word.folded;
    out += ' ';
  }
}

}  // namespace copydesk
