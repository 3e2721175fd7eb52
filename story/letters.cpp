// letters.cpp: whether a space was lost where two texts meet, and the place that the first
// paragraph of a story opens with though nobody knows the place, "CALDENAU. In Sorge ...",
// "Brunsdorf - Am Morgen ...", "Tlaloque.- Con cubetas ..." (letters.h). Method: own, by capitals,
// marks and the form. Not here: datelines with an agency, a day or a large city
// (text/dateline.cpp).
#include "story/letters.h"

#include <algorithm>
#include <array>

#include "base/base.h"

namespace copydesk {
namespace {

char32_t first_of(std::string_view text) {
  size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

bool is_number(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
         (c >= 0x966 && c <= 0x96F);
}

// Whether a text begins with a capital: folded it is another letter.
bool opens_capital(std::string_view text) {
  size_t end = 0;
  if (text.empty()) return false;
  const char32_t c = next_code_point(text, end);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= kFirstCaseless && (c < 0x1E00 || c > 0x1FFF)) return false;
  FoldRoom room;
  const std::string_view one = text.substr(0, end), folded = room.letters(one);
  return !folded.empty() && folded != one;
}

bool opens_small(std::string_view text) {
  return !text.empty() && is_word_character(first_of(text)) && !is_number(first_of(text)) &&
         first_of(text) < kFirstCaseless && !opens_capital(text);
}

}  // namespace

bool is_seam_beyond_ascii(std::string_view before, std::string_view behind) {
  if (before.empty() || behind.empty()) return false;
  const std::string_view end = before.substr(begin_of_last(before));
  const char32_t last = first_of(end), first = first_of(behind);
  if (last >= kFirstHan || first >= kFirstHan) return false;
  const size_t size = before.size();
  const bool is_shouted = size > 1 && is_upper(before[size - 1]) && is_upper(before[size - 2]);
  if (is_shouted && opens_capital(behind)) {
    size_t at = 0;
    next_code_point(behind, at);
    return opens_small(behind.substr(at));
  }
  if (last < 0x80 && first < 0x80) return false;
  if (is_number(last)) return is_word_character(first) && !is_number(first) && !opens_small(behind);
  if (!is_word_character(last) || opens_capital(end)) return false;
  return is_number(first) || opens_capital(behind);
}

namespace {

bool opens_sentence(std::string_view text) {
  static constexpr std::u32string_view kQuotes = U"\"«»“„‘¡¿–—";
  return opens_capital(text) || kQuotes.find(first_of(text)) != kQuotes.npos;
}

// Up to four capitalised words, small particles among them: "Villa de Ceibal".
bool is_like_place(std::string_view text) {
  constexpr size_t kMostWords = 4, kShortest = 4, kLongest = 40;  // bytes
  static constexpr auto kParticles = std::to_array<std::string_view>(
      {"de", "del", "la", "el", "los", "las", "do", "da", "dos", "am",  "an", "der",
       "im", "in",  "ob", "le", "les", "sur", "di", "al", "nad", "pod", "na"});
  if (text.size() < kShortest || text.size() > kLongest ||
      text.find_first_of("0123456789?!;:()/.\"") != text.npos)
    return false;
  size_t at = 0, words = 0;
  for (std::string_view word = next_word(text, at); !word.empty(); word = next_word(text, at)) {
    const bool is_particle = words > 0 && std::ranges::find(kParticles, word) != kParticles.end();
    if ((!opens_capital(word) && !is_particle) || ++words > kMostWords) return false;
  }
  return words > 0;
}

bool is_in_capitals(std::string_view text) {
  for (size_t at = 0; at < text.size(); next_code_point(text, at))
    if (opens_small(text.substr(at))) return false;
  return true;
}

// "EXCLUSIVO", "Nota", "AFP": what heads a text and is no place.
bool is_label(std::string_view text) {
  static constexpr auto kLabels = std::to_array<std::string_view>(
      {"exclusive", "exclusivo", "exklusiv",  "exclusif", "update",    "breaking",  "note",
       "nota",      "hinweis",   "tldr",      "agencias", "redazione", "redaktion", "opinión",
       "opinion",   "analysis",  "redacción", "video",    "watch",     "editorial", "live",
       "warning",   "spoiler",   "redaccion", "achtung",  "attention"});
  size_t at = 0;
  const std::string first = fold(next_word(text, at));
  return std::ranges::find(kLabels, std::string_view(first)) != kLabels.end() || is_agency(text) ||
         phrase_of(text) != Phrase::kNone;
}

struct Mark {
  std::string_view text;
  bool is_behind_capitals;  // counts only behind a place in capitals
};
constexpr auto kMarks = std::to_array<Mark>({{".- ", false},
                                             {".– ", false},
                                             {".-", false},
                                             {" - ", false},
                                             {" – ", false},
                                             {" — ", false},
                                             {". ", true}});

}  // namespace

// Counted on all labelled sets: see tests/cases/dateline-of-a-village/why.md.
DatelinePrefix find_local_dateline(std::string_view paragraph) {
  constexpr size_t kFurthest = 48, kShortestText = 60;  // bytes
  const std::string_view head = paragraph.substr(0, kFurthest);
  for (const Mark& mark : kMarks) {
    const size_t at = head.find(mark.text);
    if (at == head.npos || at + kShortestText > paragraph.size()) continue;
    const std::string_view place = paragraph.substr(0, at);
    if (!is_like_place(place) || is_label(place)) continue;
    const bool is_loud = is_in_capitals(place);
    // Two words in front of a dash are as often a person or a paper.
    const bool is_dash = mark.text.front() == ' ';
    if (!is_loud && (mark.is_behind_capitals || (is_dash && count_words(place) > 1))) continue;
    const size_t end = at + mark.text.size();
    if (!opens_sentence(paragraph.substr(end))) continue;
    DatelinePrefix out;
    out.place = place;
    out.length = end;
    return out;
  }
  return {};
}

}  // namespace copydesk
