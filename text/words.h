// words.h: text into words, sentences and comparable forms. UTF-8 in, views or UTF-8 out, no
// locale. Method: ICU properties with a fast path for ASCII; a word is \w+ of Unicode (letters,
// marks, digits, underscore).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copydesk {

/// Whether a code point past ASCII may stand in a word; for is_word_character().
bool is_wide_word_character(char32_t c);
/// Whether a code point may stand in a word: letter, mark, decimal digit, letter number or
/// underscore.
inline bool is_word_character(char32_t c) {
  if (c >= 0x80) return is_wide_word_character(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
/// Whether a code point takes two columns of a terminal or a text tool: East Asian wide forms and
/// emoji. Source: Unicode 15, EastAsianWidth, in blocks; good enough for tables.
bool is_wide_character(char32_t c);
/// Whether a code point is white space, no-break and zero-width kinds included.
bool is_space_character(char32_t c);
/// Whether a code point is written without spaces between words (Han, kana, Thai, Lao, Khmer,
/// Burmese).
bool is_unspaced_script(char32_t c);

/// The next word at or after `at`, or an empty view at the end; moves `at` behind it.
std::string_view next_word(std::string_view text, size_t& at);
/// Where scripts whose letters have no case begin (Hebrew), and where those of Chinese, Japanese
/// and Korean do. Between the two lie Georgian and extended Latin and Greek as well, which have
/// one.
inline constexpr char32_t kFirstCaseless = 0x590, kFirstHan = 0x2E80;

/// Words of a text; in scripts without spaces between words every two letters count as one.
size_t count_words(std::string_view text);

/// Letters and digits only, NFKC and case folded: the form in which two strings are compared.
std::string fold(std::string_view text);
/// The same, with one space where the text had anything between two words.
std::string fold_words(std::string_view text);

/// fold() and fold_words() where the answer is looked up and forgotten: short texts, most of all
/// single words, need no allocation. Lifetime: an answer stands until the next question.
/// Example: FoldRoom room; kWords.contains(room.letters("Ruiz"));
class FoldRoom {
 public:
  std::string_view letters(std::string_view text);
  std::string_view words(std::string_view text);

 private:
  static constexpr size_t kMostBytes = 512;  // of a text that needs no allocation
  char room_[kMostBytes + 8];
  std::string more_;
};
/// White space of any kind becomes one space; none at the ends. Zero-width spaces and BOMs are
/// dropped.
std::string collapse_space(std::string_view text);
/// The same piece by piece: `gap`, false at first, tells that white space stood at the end so far.
void append_collapsed(std::string& out, bool& gap, std::string_view text);
/// The text without white space of any kind at its ends.
std::string_view trim_space(std::string_view text);
/// ASCII letters to lower case, the rest unchanged.
std::string lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII case
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
/// Where `needle` (ASCII, lower case) first stands in `text`, ASCII case ignored, or npos.
size_t find_ignoring_case(std::string_view text, std::string_view needle, size_t from = 0);

/// Whether the text ends as a sentence does, closing quotes and brackets set aside.
bool ends_sentence(std::string_view text);
/// Whether `text` is the capital that `rest` lacks: an initial, set in an element of its own ("T",
/// "he ferry sails").
bool is_initial_of(std::string_view text, std::string_view rest);
/// Share of letters, 0..1, that belong to scripts written without spaces.
float unspaced_share(std::string_view text);

}  // namespace copydesk
