// names_shape.cpp: whether a string could be a person's name.
// Method: ICU's letter classes, and the words that names do not hold (names_words.cpp).
// Not here: how a byline is cut into names (names.cpp).
#include "text/names_shape.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/base.h"
#include "text/names.h"
#include "text/names_words.h"
#include "text/word_table.h"
#include "text/words.h"

namespace copydesk {

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isUUppercase(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c));
}
bool is_cased(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASED);
}

bool is_kana_or_han(char32_t c) {
  return (c >= 0x3005 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF);
}
bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

char32_t first_of(std::string_view text) {
  size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr size_t kFewWords = 8;
  std::vector<std::string_view> words;
  words.reserve(kFewWords);
  for (const std::string_view word : EachWord(text)) words.push_back(word);
  return words;
}

size_t word_count_of(std::string_view text) {
  size_t count = 0;
  for ([[maybe_unused]] const std::string_view word : EachWord(text)) ++count;
  return count;
}

bool is_east_asian_name(std::string_view text) {
  size_t han = 0, hangul = 0, other = 0, spaces = 0, at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (is_kana_or_han(c))
      ++han;
    else if (is_hangul(c))
      ++hangul;
    else if (c == ' ' || c == 0x3000 || c == 0xB7)
      ++spaces;
    else
      ++other;
  }
  if (other > 0 || spaces > 2) return false;
  if (hangul > 0) return han == 0 && hangul >= 2 && hangul <= 4 && spaces == 0;
  return han >= 2 && han <= (spaces > 0 ? 10u : 6u);
}

bool is_suffix_word(std::string_view word) {
  static constexpr std::string_view kSuffixes[] = {"jr", "sr",   "ii",  "iii", "iv",  "phd",
                                                   "md", "msc",  "ma",  "ba",  "mba", "rd",
                                                   "dr", "prof", "esq", "mph", "rn",  "dds"};
  static constexpr WordTable kSet(kSuffixes);
  FoldRoom room;
  return kSet.contains(room.letters(word));
}

std::string without_mails(std::string line) {
  constexpr size_t kMostBytes = 2000;
  if (line.size() > kMostBytes) return line;
  for (size_t open = line.find('<'); open != line.npos; open = line.find('<', open)) {
    const size_t end = line.find('>', open);
    if (end == line.npos) break;
    const std::string_view inner = std::string_view(line).substr(open, end - open);
    const bool is_mail = inner.find('@') != inner.npos || inner.find(" at ") != inner.npos;
    if (!is_mail) {
      open = end;
      continue;
    }
    while (open > 0 && line[open - 1] == ' ') --open;
    line.erase(open, end + 1 - open);
  }
  return line;
}

bool has_forbidden_mark(std::string_view text) {
  static constexpr auto kForbidden = [] {
    std::array<bool, 128> table{};
    for (const char c : std::string_view("0123456789@/\\:?!=<>{}[]#%*_\"|~^+;$"))
      table[static_cast<size_t>(c)] = true;
    return table;
  }();
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x80 ? kForbidden[c] : u_isdigit(static_cast<UChar32>(c))) return true;
    if (c == 0xA9 || c == 0x2026 || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xBB ||
        c == 0xAB || c == 0x2022)
      return true;
  }
  return false;
}

bool is_name_word(std::string_view word) {
  const char32_t c = first_of(word);
  if (is_upper(c)) return true;
  if (!is_word_character(c)) return false;
  if (!is_cased(c)) return true;
  // "d'Alembert", "al-Masri", "O’Brien", "tSaoir"
  for (size_t mark : {word.find('\''), word.find("’"), word.find('-')}) {
    if (mark == std::string_view::npos || mark > 4) continue;
    const size_t skip = word[mark] == '\'' || word[mark] == '-' ? 1 : 3;
    if (mark + skip < word.size() && is_upper(first_of(word.substr(mark + skip)))) return true;
  }
  return false;
}

bool is_acronym(std::string_view word) {
  if (word.size() < 2 || word.size() > 5) return false;
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '&'; });
}

namespace {

// "M.A. Journalism", "Los Angeles-based": a degree, a place, no name.
bool is_description(std::span<const std::string_view> words) {
  const std::string_view first = words.front();
  if (words.back().ends_with("-based")) return true;
  const size_t dot = first.find('.');
  return words.size() == 2 && dot != std::string_view::npos && dot + 1 < first.size() &&
         is_suffix_word(first);
}

// "Polska Grupa SA", "ACT Education Corp.": a company, whose form stands behind its name, letter by
// letter. "SA" alone among capitals is a name ("RICARDO SA").
bool is_company(std::span<const std::string_view> words) {
  static constexpr std::string_view kForms[] = {
      "AG",  "GmbH", "Inc", "Inc.", "Corp", "Corp.",  "Ltd", "Ltd.", "LLC",  "LLP",
      "PLC", "plc",  "KG",  "eG",   "SE",   "S.A.",   "SpA", "BV",   "B.V.", "N.V.",
      "Oy",  "ApS",  "A/S", "Pty",  "e.V.", "S.p.A.", "SAS", "SARL", "GbR",  "Corporation"};
  if (words.size() < 2) return false;
  const std::string_view last = words.back();
  if (std::find(std::begin(kForms), std::end(kForms), last) != std::end(kForms)) return true;
  return last == "SA" && words.size() > 2 && !is_acronym(words.front());
}

}  // namespace

bool is_plausible_name(std::string_view text) {
  text = trim_space(text);
  constexpr size_t kLongestName = 80;
  if (text.empty() || text.size() > kLongestName || has_forbidden_mark(text)) return false;
  const char32_t c = first_of(text);
  if (is_kana_or_han(c) || is_hangul(c))
    return is_east_asian_name(text) && !is_outlet_word(text) && !is_role_word(text) &&
           !is_agency(text);
  size_t solid = 0, all = 0;
  const auto words = words_of(text);
  constexpr size_t kFewest = 2, kMost = 6, kSuffixes = 2;  // words
  if (words.size() < kFewest || words.size() > kMost + kSuffixes) return false;
  // "der Ringform zur ..." is no name, "von der Leyen" is.
  for (std::string_view article :
       {"der", "die", "das", "dem", "den", "des", "to", "the", "Die", "Das", "The", "Ein", "Eine",
        "Unser", "Unsere", "Aus", "Our", "Your", "Une"})
    if (words.front() == article) return false;
  if (words.back() == "Von" || words.back() == "By" || is_description(words) || is_company(words))
    return false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (is_suffix_word(word) && (i == 0 || i + 1 == words.size()) && words.size() > 2) continue;
    ++all;
    const bool is_solid = is_name_word(word);  // first, for it costs least
    if (!is_solid && !is_name_particle(word)) return false;
    solid += is_solid;
    if (is_outlet_word(word) || is_role_word(word) || is_picture_label(word)) return false;
    if (word.size() >= 5 && is_time_label(word)) return false;
    if (word.ends_with("'s") || word.ends_with("’s")) return false;
    const size_t dot = word.find('.');
    if (dot != std::string_view::npos && word.size() > (dot + 1 < word.size() ? 5u : 6u))
      return false;
  }
  if (words.size() > 1 && is_acronym(words.back()) && !is_acronym(words.front()) &&
      is_agency(words.back()))
    return false;
  return solid >= kFewest && all <= kMost && solid < kMost;
}

}  // namespace copydesk
