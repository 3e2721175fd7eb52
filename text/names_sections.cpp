// names_sections.cpp: the labels behind a name that tell where the story is filed.
// Method: set words at the beginning of a piece. Not here: how a byline is cut (names.cpp).
#include "text/names_sections.h"

#include <algorithm>

#include "text/names_shape.h"
#include "text/word_table.h"
#include "text/words.h"

namespace copydesk {

bool opens_sections(std::string_view text) {
  static constexpr std::string_view kLabels[] = {"In",    "Filed",     "Category", "Categories",
                                                 "Tags",  "Tagged",    "Topics",   "Kategorie",
                                                 "Thema", "Kategorien"};
  size_t at = 0;
  const std::string_view first = next_word(text, at);
  return std::find(std::begin(kLabels), std::end(kLabels), first) != std::end(kLabels);
}

std::string_view without_sections(std::string_view text) {
  std::string_view before;
  for (const std::string_view word : EachWord(text)) {
    const bool is_label = word.ends_with(':') && !before.empty();
    const std::string_view label = is_label ? word.substr(0, word.size() - 1) : std::string_view{};
    if (is_label && label == "Under" && before == "Filed")
      return text.substr(0, static_cast<size_t>(before.data() - text.data()));
    if (is_label && label != "In" && opens_sections(label))
      return text.substr(0, static_cast<size_t>(word.data() - text.data()));
    before = word;
  }
  return text;
}

bool opens_label(std::string_view text) {
  static constexpr std::string_view kLabels[] = {
      "kategorie", "kategorien", "category",  "categories", "catégorie",  "catégories",
      "categoría", "categoria",  "categorie", "rubrik",     "rubrique",   "tags",
      "tagged",    "topics",     "ort",       "datum",      "カテゴリー", "タグ"};
  static constexpr WordTable kSet(kLabels);
  FoldRoom room;
  const std::string_view first = text.substr(0, text.find(' '));
  return first.size() < text.size() && kSet.contains(room.letters(first));
}

std::string_view without_part_in_book(std::string_view text) {
  for (const std::string_view part : {" 訳", " 監訳", " 編", " 監修"})
    if (text.ends_with(part)) return {};
  constexpr std::string_view kWrote = " 著";
  return text.ends_with(kWrote) ? text.substr(0, text.size() - kWrote.size()) : text;
}

}  // namespace copydesk
