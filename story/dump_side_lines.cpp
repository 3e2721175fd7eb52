// dump_side_lines.cpp: lines of a dump that stand beside the text and not in it, told by their own
// words alone: a picture's alternative text ("Screenshot of the map", "Harbour Ltd logo"), the
// source of a chart, who shared or changed a post, a teaser that ends in an arrow. Method: own.
// Not here: what only the lines around tell (dump_captions.cpp, dump_described.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/dump_head.h"
#include "story/dump_lines.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// "Harbour Ltd logo", "globe icon". Of 112 such lines in the texts of the dumps of 2,900 pages six
/// are text.
bool ends_as_sign(const DumpLine& line) {
  constexpr size_t kFewest = 2, kMost = 8;  // words
  constexpr std::array kSigns = std::to_array<std::string_view>(
      {"logo", "icon", "avatar", "thumbnail", "banner", "icono", "ikon"});
  if (line.words < kFewest || line.words > kMost) return false;
  const size_t space = line.text.rfind(' ');
  return space != line.text.npos && is_one_of(kSigns, fold(line.text.substr(space + 1))) &&
         !ends_sentence(line.text);
}

/// "Screenshot of the map", "A close-up of a net", "Bild von der Mole". Of 96 such lines in the
/// texts of the dumps of 2,900 pages nine are text, most of them with "The" or in the plural.
bool opens_as_picture(std::string_view words) {
  constexpr std::array kArticles =
      std::to_array<std::string_view>({"a", "an", "ein", "eine", "un", "una", "une"});
  constexpr std::array kPictures = std::to_array<std::string_view>(
      {"screenshot", "illustration", "closeup", "photo", "photograph", "image", "picture",
       "infographic", "headshot", "logo", "icon", "bild", "foto", "imagen", "immagine"});
  constexpr std::array kLinks = std::to_array<std::string_view>(
      {"of", "showing", "depicting", "shows", "von", "de", "der", "di"});
  size_t at = 0;
  std::string_view word = next_word(words, at);
  if (is_one_of(kArticles, word)) word = next_word(words, at);
  if (word == "close") word = next_word(words, at) == "up" ? "closeup" : "";
  return is_one_of(kPictures, word) && is_one_of(kLinks, next_word(words, at));
}

/// "A woman holding a net", "Two boys standing on the quay": who does what, and nothing that is
/// said of it.
bool shows_deed(std::string_view words) {
  constexpr std::array kBefore = std::to_array<std::string_view>(
      {"a", "an", "two", "three", "young", "happy", "smiling", "group", "of", "the"});
  constexpr std::array kPersons =
      std::to_array<std::string_view>({"man", "woman", "person", "boy", "girl", "child", "couple"});
  constexpr std::array kMore =
      std::to_array<std::string_view>({"men", "women", "people", "boys", "girls", "children", "kid",
                                       "kids", "family", "hand", "hands"});
  constexpr std::array kSaid = std::to_array<std::string_view>(
      {"is",  "are",  "was",  "were", "has",   "have",  "had", "will", "would", "can",
       "may", "must", "said", "says", "could", "might", "who", "do",   "does",  "should"});
  constexpr size_t kReach = 3;  // words between the person and the deed
  size_t at = 0;
  std::string_view word = next_word(words, at);
  const bool is_led = is_one_of(kBefore, word);
  while (is_one_of(kBefore, word)) word = next_word(words, at);
  if (!is_one_of(kPersons, word) && (!is_led || !is_one_of(kMore, word))) return false;
  bool has_deed = false;
  for (size_t i = 0; !(word = next_word(words, at)).empty(); ++i) {
    if (is_one_of(kSaid, word)) return false;
    has_deed = has_deed || (i < kReach && word.size() > 4 && word.ends_with("ing"));
  }
  return has_deed;
}

/// "Source: Harbour Office", "Image credit: Ana Ruiz". Of 66 such lines in the texts of the dumps
/// of 2,900 pages 14 are text.
bool names_source(const DumpLine& line) {
  constexpr size_t kMost = 10;  // words
  size_t length = 0;
  if (line.words > kMost || !opens_label(line.text, Phrase::kCredit, length)) return false;
  const std::string_view rest = trim_space(line.text.substr(length));
  return !rest.empty() && !is_digit(rest.front());
}

/// Who shared or changed a post, and the button below a quotation that is cut.
bool is_about_post(std::string_view text) {
  constexpr std::array kStarts =
      std::to_array<std::string_view>({"A post shared by ", "Last edited by ", "Click to expand"});
  return std::ranges::any_of(kStarts, [&](auto start) { return text.starts_with(start); });
}

/// "The mayor and the mole »": leads away, where no quotation ends so.
bool ends_in_arrow(const DumpLine& line) {
  constexpr size_t kMost = 20;  // words
  return line.words <= kMost && line.text.ends_with(" »") && line.text.find("«") == line.text.npos;
}

/// A short line above a date that is no text, and below a paragraph: the headline of another page.
/// Of 21 such lines in the texts of the dumps of 2,900 pages three are text.
bool heads_date(const DumpPage& page, size_t i) {
  constexpr uint32_t kFewest = 5, kMost = 25, kMostOfDate = 8, kFewestAbove = 14;  // words
  const Block& block = page.list.blocks[i];
  if (i == 0 || i + 1 >= page.lines.size() || page.role(i - 1) != Role::kBody ||
      !is_free(page, i + 1) || block.is_list_item || block.word_count < kFewest ||
      block.word_count > kMost || page.list.blocks[i - 1].word_count < kFewestAbove ||
      page.list.blocks[i + 1].word_count > kMostOfDate)
    return false;
  const std::string_view above = page.lines[i - 1].text, below = page.lines[i + 1].text;
  return ends_sentence(above) && !ends_sentence(page.lines[i].text) &&
         is_time_line(below, times_in(below, {}));
}

bool is_side_line(const DumpLine& line) {
  constexpr size_t kLongest = 300, kMost = 30;  // bytes, words
  if (line.text.size() > kLongest || line.words > kMost) return false;
  if (ends_as_sign(line) || names_source(line) || is_about_post(line.text) || ends_in_arrow(line))
    return true;
  const std::string words = fold_words(line.text);
  return opens_as_picture(words) || shows_deed(words);
}

}  // namespace

void drop_side_lines(DumpPage& page) {
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kBody) continue;
    if (is_side_line(page.lines[i]))
      page.set_role(i, Role::kInterface);
    else if (heads_date(page, i))
      page.set_role(i, Role::kTeaser);
  }
}

}  // namespace copydesk
