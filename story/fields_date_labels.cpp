// fields_date_labels.cpp: what the words around a date say of it: published, updated, or that it is
// of no story (date_label_of and the like of fields_times.h).
#include "story/fields_times.h"
#include "text/text.h"

namespace copydesk {

int date_label_of(std::string_view before) {
  size_t at = 0, words = 0;
  // "Posted by Ana Ruiz on"
  int label = opens_byline(before, at) ? 1 : 0;
  at = 0;
  while (at < before.size() && words < 12) {
    size_t start = at;
    if (next_word(before, at).empty()) break;
    while (start < before.size() && static_cast<unsigned char>(before[start]) < 0x80 &&
           !is_word_character(static_cast<char32_t>(before[start])))
      ++start;
    ++words;
    size_t length = 0;
    const std::string_view rest = before.substr(start);
    if (opens_phrase(rest, Phrase::kUpdated, length))
      label = 2;
    else if (opens_phrase(rest, Phrase::kPublished, length))
      label = 1;
  }
  return label;
}

bool is_of_site(std::string_view before) {
  const std::string letters = fold(before);
  return letters.starts_with("sitelast") || letters.starts_with("websitelast");
}

bool closes_date_label(std::string_view behind) {
  static constexpr std::string_view kWords[] = {"gepostet", "veröffentlicht", "publiziert"};
  static constexpr WordTable kSet(kWords);
  size_t at = 0;
  std::string_view first = next_word(behind, at);
  if (first == "Uhr") first = next_word(behind, at);
  return kSet.contains(fold(first));
}

bool opens_date_label(std::string_view before) {
  size_t length = 0;
  return opens_phrase(before, Phrase::kUpdated, length) ||
         opens_phrase(before, Phrase::kPublished, length) || opens_byline(before, length);
}

}  // namespace copydesk
