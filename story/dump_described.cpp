// dump_described.cpp: captions that no credit and no copy gives away: lines that tell who stands
// where in a picture, or on which day somebody does what it shows. They go out of the text and
// into the pictures. Method: own, by the words of the line. Not here: captions beside a credit or
// a copy (dump_captions.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/dump_lines.h"
#include "story/first_letter.h"
#include "text/text.h"

namespace copydesk {
namespace {

/// Whether the word that ends before `at` has a capital letter: "Ana Ruiz, left", no "both, right".
bool is_behind_name(std::string_view text, size_t at) {
  const std::string_view before = trim_space(text.substr(0, at));
  const std::string_view word = before.substr(before.rfind(' ') + 1);
  return !word.empty() && is_upper(word.front());
}

bool holds_day(std::string_view text) {
  return std::ranges::any_of(find_dates(text, {}), [](const Moment& moment) {
    return moment.precision >= Precision::kDay;
  });
}

constexpr std::array kLetters = std::to_array<std::string_view>({" (L)", " (R)", " (C)"});
constexpr std::array kPlaces = std::to_array<std::string_view>(
    {", left, ",        ", right, ",        ", center, ",   ", centre, ",
     ", second left, ", ", second right, ", " (left)",      " (right)",
     " (center)",       " (centre)",        " (l.)",        " (r.)",
     " (li.)",          " (re.)",           " (links)",     " (rechts)",
     " (izq.)",         " (der.)",          " (izquierda)", " (derecha)",
     " (à gauche)",     " (à droite)"});
constexpr PartFinder kLetterFinder(kLetters);
constexpr PartFinder kPlaceFinder(kPlaces);

/// "Ana Ruiz (L) and Ben Cole (R)", "Ben Cole (R) votes on June 30, 2013": a letter alone may be
/// a party's.
bool tells_letters(std::string_view text) {
  const auto count = std::ranges::count_if(kLetters, [&](std::string_view letter) {
    const size_t at = text.find(letter);
    return at != text.npos && is_behind_name(text, at);
  });
  return count > 1 || (count == 1 && holds_day(text));
}

/// "Ana Ruiz, left, and Ben Cole", "Ana Ruiz (links)", "From left: ...", "In this file photo, ...".
bool tells_places(std::string_view text) {
  constexpr size_t kOpening = 60;  // bytes
  constexpr std::array kStarts =
      std::to_array<std::string_view>({"From left", "Left to right", "From right"});
  if (std::ranges::any_of(kStarts, [&](auto start) { return text.starts_with(start); }))
    return true;
  if (const char first = first_letter(text); first == 0 || first == 'i') {
    const std::string opening = fold_words(text.substr(0, kOpening));
    if (opening.starts_with("in this ") && opening.find(" photo ") != opening.npos) return true;
  }
  return (kLetterFinder.is_in(text) && tells_letters(text)) ||
         (kPlaceFinder.is_in(text) && std::ranges::any_of(kPlaces, [&](std::string_view place) {
            const size_t at = text.find(place);
            return at != text.npos && is_behind_name(text, at);
          }));
}

/// "A guard waves a flag on the quay on Sunday, June 30, 2013.": what is shown happens now, on a
/// day that is told with its year.
bool tells_day_shown(std::string_view text) {
  static constexpr PartFinder kDeeds(std::to_array<std::string_view>(
      {" attends ", " arrives ", " are seen ", " embrace ", " gathers ", " holds ", " is seen ",
       " kiss ", " listens ", " poses ", " sits ", " speaks ", " stands ", " walks ", " waves "}));
  if (!holds_digit(text)) return false;
  const std::string words = ' ' + fold_words(text) + ' ';
  return kDeeds.is_in(words) && words.find(" will ") == words.npos && holds_day(text);
}

/// "SKARRA, COASTLAND - JULY 20: An iceberg floats": place and day in capitals and a colon, as
/// agencies of pictures open their captions. Of two such lines in the texts of the dumps of 2,900
/// pages none is text on the HTML page.
bool tells_capture(std::string_view text) {
  constexpr size_t kLongest = 80;  // bytes before the colon
  const size_t colon = text.substr(0, kLongest).find(": ");
  if (colon == text.npos || !is_digit(text[colon - std::min<size_t>(colon, 1)])) return false;
  const std::string_view opening = text.substr(0, colon);
  const size_t dash = std::min(opening.find(" - "), opening.find(" – "));
  return dash != opening.npos && std::ranges::none_of(opening, is_lower) &&
         std::ranges::any_of(opening, is_upper) &&
         std::ranges::none_of(opening.substr(0, dash), is_digit);
}

/// Of 40 such lines in the texts of the dumps of 2,900 pages 5 are text on the HTML page.
bool describes_picture(const DumpPage& page, size_t i) {
  constexpr uint32_t kFewestWords = 5, kMostWords = 90;
  constexpr size_t kLongest = 700;  // bytes
  const DumpLine& line = page.lines[i];
  const Block& block = page.list.blocks[i];
  if (page.role(i) != Role::kBody || block.is_list_item || block.word_count < kFewestWords ||
      line.phrase != Phrase::kNone)
    return false;
  const bool is_short = block.word_count <= kMostWords && line.text.size() <= kLongest;
  return tells_capture(line.text) ||
         (is_short && (tells_places(line.text) || tells_day_shown(line.text)));
}

}  // namespace

void find_described_pictures(DumpPage& page, std::vector<DumpPicture>& pictures) {
  for (size_t i = 1; i < page.lines.size(); ++i) {
    if (!describes_picture(page, i)) continue;
    DumpPicture picture{i, i + 1, {}};
    const CaptionText split = split_caption(page.lines[i].text);
    const bool has_credit = has_sure_credit(page.lines[i].text, split);
    picture.image.caption = has_credit ? split.caption : std::string(page.lines[i].text);
    if (has_credit) picture.image.credit = split.credit;
    page.set_role(i, Role::kCaption);
    if (!has_credit && i + 1 < page.lines.size() && is_open_role(page.role(i + 1)) &&
        is_credit(page.lines[i + 1])) {
      picture.image.credit = clean_credit(page.lines[i + 1].text);
      page.set_role(i + 1, Role::kCredit);
      ++picture.end;
    }
    pictures.push_back(std::move(picture));
  }
  std::ranges::stable_sort(pictures, {}, &DumpPicture::line);
}

}  // namespace copydesk
