// credits.cpp: a picture's text into caption and credit (the part of phrases.h about pictures).
// Method: own. A credit is what stands behind a label ("Photo:", "©", "Foto:"), in brackets at the
// end, or the name of an agency at the end.
#include <algorithm>
#include <array>
#include <span>

#include "base/base.h"
#include "story/credit_edges.h"
#include "story/phrases.h"
#include "story/picture_agencies.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Labels that stand before a credit without a colon, besides "... by". Those with one are
// Phrase::kCredit of text/.
constexpr std::array kBareLabels = std::to_array<std::string_view>(
    {"Fot. ", "fot. ", "Foto ", "FOTO ", "Beeld ", "Фото ", "Φωτ. ", "Φωτ.: ", "写真・",
     "写真=", "写真＝", "사진=", "사진＝", "사진 = "});
// A word of captions too: a label only before a name that ends the text.
constexpr std::string_view kLabelOfName = "Bild ";

// A credit is short: longer tails are text of the caption. Longest credit on the development pages:
// 84 bytes.
constexpr size_t kMaxCreditBytes = 160;

/// The length of "©", "(c)" or "Copyright" at the start; 0: none.
size_t copyright_sign(std::string_view text) {
  constexpr std::string_view kStarts = "(&cC";
  const char first = text.empty() ? ' ' : text.front();
  if (static_cast<unsigned char>(first) < 0x80 && kStarts.find(first) == kStarts.npos) return 0;
  if (text.starts_with("©")) return 2;
  for (const std::string_view wide : {"（Ｃ）", "（ｃ）", "（C）", "(Ｃ)", "Ⓒ"})
    if (text.starts_with(wide)) return wide.size();
  if (starts_with_ignoring_case(text, "(c)")) return 3;
  if (starts_with_ignoring_case(text, "&copy;")) return 6;
  if (starts_with_ignoring_case(text, "copyright ")) return 10;
  return 0;
}

bool is_label(std::string_view words) {
  size_t length = 0;
  return opens_phrase(words, Phrase::kCredit, length) && length >= words.size();
}

std::string_view trim_marks(std::string_view text) {
  static constexpr std::array kMarks = std::to_array<std::string_view>(
      {"|", "-", "–", "—", "/", "•", "·", ",", ";", "\u00a0", ":", "、", "，"});
  for (bool again = true; again;) {
    again = false;
    text = trim_space(text);
    if (!text.empty() && is_letter(text.front()) && is_letter(text.back())) break;
    for (const std::string_view mark : kMarks) {
      if (text.starts_with(mark))
        text.remove_prefix(mark.size()), again = true;
      else if (text.ends_with(mark))
        text.remove_suffix(mark.size()), again = true;
    }
  }
  return text;
}

/// The length of "Courtesy of", "Photo courtesy of:" or, in front of a capital, "Image courtesy" at
/// the start of a text; 0: none. `opens_label`: a label without its mark opens it.
size_t courtesy_length(std::string_view text, bool opens_label) {
  const char first = text.empty() ? ' ' : text.front();
  if (!opens_label && is_letter(first) && to_lower(first) != 'c') return 0;
  size_t at = 0;
  std::string_view word = next_word(text, at);
  if (opens_label && is_label(word)) word = next_word(text, at);
  if (!equals_ignoring_case(word, "courtesy")) return 0;
  const size_t end = at;
  const bool has_of = equals_ignoring_case(next_word(text, at), "of");
  if (!has_of) at = end;
  const bool has_colon = at < text.size() && text[at] == ':';
  at += has_colon;
  while (at < text.size() && text[at] == ' ') ++at;
  return at < text.size() && (has_of || has_colon || is_upper(text[at])) ? at : 0;
}

/// Whether a text begins with a small letter, in Cyrillic too.
bool opens_small(std::string_view text) {
  size_t at = 0;
  const char32_t first = next_code_point(text, at);
  return (first >= 'a' && first <= 'z') || (first >= 0x430 && first <= 0x45F);
}

/// The length of a label without a colon at the start of a text: "Foto ", "Foto de " before a name;
/// 0: none. "Foto de familia de la reunión" is a caption.
size_t bare_label_length(std::string_view text) {
  constexpr uint32_t kMostSmall = 2;  // words: "Foto privat", "fot. shutterstock"
  if (text.starts_with(kLabelOfName)) {
    const std::string_view name = text.substr(kLabelOfName.size());
    return count_words(name) == 2 && is_plausible_name(name) ? kLabelOfName.size() : 0;
  }
  for (const std::string_view label : kBareLabels) {
    if (!text.starts_with(label)) continue;
    const std::string_view rest = text.substr(label.size());
    if (rest.empty() || !opens_small(rest) || count_words(rest) <= kMostSmall) return label.size();
    size_t at = 0;
    const std::string_view word = next_word(rest, at);
    const bool is_of = word == "de" || word == "di" || word == "von" || word == "van";
    return is_of && at + 1 < rest.size() && is_upper(rest[at + 1]) ? label.size() + at + 1 : 0;
  }
  return 0;
}

/// The length of a label of two words with a comma behind it, as it is read to those who cannot
/// see the picture: "Image source, Ana Ruiz"; 0: none. `phrase` is how far the label reaches.
size_t comma_label_length(std::string_view text, size_t phrase) {
  const std::string_view label = trim_space(text.substr(0, phrase));
  if (label.find(' ') == label.npos) return 0;
  if (label.ends_with(',')) return phrase;
  if (phrase >= text.size() || text[phrase] != ',') return 0;
  size_t length = phrase + 1;
  while (length < text.size() && text[length] == ' ') ++length;
  return length;
}

/// The length of a credit label with its colon (or "by") at the start of a text; 0: none.
size_t label_length(std::string_view text) {
  if (text.starts_with("©")) return 0;  // marks are passed over, and a name may be a label
  const std::string_view head = utf8_prefix(text, 40);
  size_t phrase = 0, length = 0;
  if (opens_phrase(text, Phrase::kCredit, phrase)) {
    if (opens_label(text, Phrase::kCredit, length))  // "Getty Images/iStock" is a credit as a whole
      return names_agency(trim_marks(text.substr(0, length))) ? 0 : length;
    if (const size_t comma = comma_label_length(text, phrase); comma > 0) return comma;
    if (copyright_sign(text.substr(phrase)) > 0) return phrase;
    const size_t by = find_ignoring_case(head, " by ");
    if (by != std::string_view::npos && is_label(head.substr(0, by))) return by + 4;
  }
  if (const size_t bare = bare_label_length(head); bare > 0) return bare;
  // "CreditAna Ruiz", "Credit...Ana Ruiz": two elements without a space.
  for (const std::string_view glued : {"Credit...", "Credit"})
    if (head.starts_with(glued) && head.size() > glued.size() && is_upper(head[glued.size()]))
      return glued.size();
  return courtesy_length(head, phrase > 0);
}

struct Bracket {
  std::string_view open, close;
};
constexpr std::array kBrackets = {Bracket{"(", ")"}, Bracket{"[", "]"}, Bracket{"（", "）"},
                                  Bracket{"【", "】"}};

/// Whether a text ends with the word that ends credits in East Asian papers, and is short enough:
/// "新华社记者 …摄", "受访者供图". "2021年3月3日撮影" tells the day.
bool ends_as_asian_credit(std::string_view text) {
  constexpr size_t kLongest = 60;  // bytes
  static constexpr auto kEnds = std::to_array<std::string_view>(
      {"摄", "攝", "供图", "供圖", "提供", "摄影", "攝影", "撮影", "制图", "製圖", "제공"});
  if (text.size() > kLongest || holds_digit(text)) return false;
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

/// Where such a credit begins behind a caption, at its last comma, sentence or space; npos:
/// nowhere.
size_t begin_of_asian_credit(std::string_view text) {
  size_t begin = 0;
  if (text.empty() || static_cast<unsigned char>(text.back()) < 0x80) return std::string_view::npos;
  for (const std::string_view mark : {"。", "、", "，", "；", "＝", "=", "　"})
    if (const size_t at = text.rfind(mark); at != text.npos)
      begin = std::max(begin, at + mark.size());
  if (begin == 0 && text.ends_with("摄")) begin = text.find(' ') + 1;
  return begin > 0 && ends_as_asian_credit(text.substr(begin)) ? begin : std::string_view::npos;
}

/// Where the bracket that closes at the end of `text` opens; npos when the text does not end with
/// one.
size_t last_bracket(std::string_view text, const Bracket& bracket) {
  if (!text.ends_with(bracket.close)) return std::string_view::npos;
  size_t depth = 0;
  for (size_t at = text.size(); at-- > 0;) {
    if (text.substr(at).starts_with(bracket.close)) ++depth;
    if (text.substr(at).starts_with(bracket.open) && --depth == 0) return at;
  }
  return std::string_view::npos;
}

/// Whether a part between "/", "|", "," or " via " names an agency.
bool holds_agency(std::string_view text) {
  size_t start = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    const bool is_end = at == text.size() || text[at] == '/' || text[at] == '|' ||
                        text[at] == ',' || text[at] == '(' || text[at] == ')';
    if (!is_end) continue;
    if (names_agency(text.substr(start, at - start))) return true;
    start = at + 1;
  }
  size_t via = find_ignoring_case(text, " via ");
  if (via == std::string_view::npos) via = text.find(" vía");
  return (via != std::string_view::npos && names_agency(text.substr(via + 5))) ||
         starts_with_ignoring_case(text, "ap photo") ||
         starts_with_ignoring_case(text, "getty images");
}

bool are_words_capitalised(std::string_view text, size_t& word_count) {
  word_count = 0;
  for (size_t at = 0;;) {
    const std::string_view word = next_word(text, at);
    if (word.empty()) return word_count > 0;
    ++word_count;
    const char first = word.front();
    if (first >= 'a' && first <= 'z' && word.size() > 3) return false;
  }
}

/// Whether a text holds a year, a date in digits, a clock time or a length: "Skarra, 6.12.2010",
/// "8 and 10 p.m. ET", "2:43 min". No credit does that is known by its place alone.
bool holds_time(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const bool is_year = end - at == 4 && (text[at] == '1' || text[at] == '2');
    const bool is_clock = end + 1 < text.size() && text[end] == ':' && is_digit(text[end + 1]);
    if (is_year || is_clock) return true;
    const std::string_view behind = trim_space(text.substr(end));
    for (const std::string_view unit : {"min", "am", "pm", "a.m", "p.m", "uhr", "sec", "sek"})
      if (starts_with_ignoring_case(behind, unit) &&
          (behind.size() == unit.size() || behind[unit.size()] == '.' ||
           behind[unit.size()] == ' ' || behind[unit.size()] == ','))
        return true;
    at = end;
  }
  return false;
}

/// Whether a word says what kind of picture it is, not whose: "(Symbolfoto)".
bool is_kind_of_picture(std::string_view word) {
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"symbolfoto", "symbolbild", "archivfoto", "archivbild", "archiv", "themenbild", "sujetbild",
       "beispielbild", "beispielfoto", "archivo", "archive", "archives", "archivio", "file",
       "screenshot", "montage", "rendering", "illustration"});
  return std::ranges::any_of(
      kKinds, [&](std::string_view kind) { return equals_ignoring_case(kind, word); });
}

/// What Korean papers write in brackets behind a caption, without the ban on selling it again:
/// "노을시 제공. 재판매 및 DB 금지".
std::string_view without_ban(std::string_view inside) {
  const size_t ban = inside.find("재판매");
  return ban == inside.npos ? inside : trim_marks(inside.substr(0, inside.rfind('.', ban)));
}

/// Whether the text in brackets at a caption's end is a credit; `before` is the caption without it.
bool is_bracketed_credit(std::string_view inside, std::string_view before) {
  if (inside.empty() || inside.size() > kMaxCreditBytes) return false;
  if (label_length(inside) > 0 || copyright_sign(inside) > 0 || holds_agency(inside)) return true;
  if (inside.ends_with("제공") || inside.ends_with("자료사진")) return true;
  size_t word_count = 0;
  if (!are_words_capitalised(inside, word_count) || word_count > 9) return false;
  if (holds_time(inside)) return false;
  if (inside.find('/') != std::string_view::npos) return true;
  if (inside.find(' ') == std::string_view::npos && is_kind_of_picture(inside)) return false;
  return ends_sentence(trim_space(before)) || (word_count >= 3 && word_count <= 5);
}

// Bytes that do not part a label from what stands before it.
constexpr auto kJoins = [] {
  std::array<bool, 256> joins{};
  for (unsigned c = 0; c < 0x80; ++c)
    joins[c] = std::string_view(" \n(|.").find(static_cast<char>(c)) == std::string_view::npos;
  return joins;
}();

/// Where a label or © inside the text begins a credit that runs to the end; npos: nowhere. `at` 0
/// counts.
size_t find_label(std::string_view text) {
  for (size_t at = text.size() - std::min(text.size(), kMaxCreditBytes); at < text.size(); ++at) {
    if (at > 0 && kJoins[static_cast<unsigned char>(text[at - 1])]) continue;
    const bool is_inside_letter = (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    if (is_inside_letter || text[at] == '.' || text[at] == ' ') continue;
    const std::string_view rest = text.substr(at);
    const size_t length = std::max(label_length(rest), copyright_sign(rest));
    if (length == 0) continue;
    // "Source: the ministry" inside a sentence is text; a label counts after a sentence, a mark, or
    // with a capital.
    const unsigned char first = static_cast<unsigned char>(rest.front());
    const std::string_view before = trim_space(text.substr(0, at));
    const bool is_behind_mark = ends_sentence(before) || before.ends_with(',');
    if (first >= 'a' && first <= 'z' && at != 0 && !is_behind_mark) continue;
    return at;
  }
  return std::string_view::npos;
}

std::string_view strip_brackets(std::string_view text) {
  for (const Bracket& bracket : kBrackets) {
    const bool opens = text.starts_with(bracket.open), closes = text.ends_with(bracket.close);
    if (opens && closes && text.size() >= bracket.open.size() + bracket.close.size() &&
        last_bracket(text, bracket) == 0)
      return text.substr(bracket.open.size(),
                         text.size() - bracket.open.size() - bracket.close.size());
    const bool has_open = text.find(bracket.open) != std::string_view::npos,
               has_close = text.find(bracket.close) != std::string_view::npos;
    if (opens && !has_close) return text.substr(bracket.open.size());
    if (closes && !has_open) return text.substr(0, text.size() - bracket.close.size());
  }
  return text;
}

/// A credit that stands in brackets at the end. A name before the brackets belongs to it: "Ann at
/// work. Lee (AP)".
bool split_bracket(std::string_view text, CaptionText& result) {
  const bool has_stop = text.ends_with(").") || text.ends_with("].");
  const std::string_view ending = has_stop ? text.substr(0, text.size() - 1) : text;
  for (const Bracket& bracket : kBrackets) {
    const size_t open = last_bracket(ending, bracket);
    if (open == std::string_view::npos) continue;
    const size_t inside_begin = open + bracket.open.size();
    const std::string_view inside = without_ban(
        ending.substr(inside_begin, ending.size() - inside_begin - bracket.close.size()));
    std::string_view before = trim_space(ending.substr(0, open));
    if (!is_bracketed_credit(inside, before)) continue;
    // "Photo: Lee (AP)" is one credit, not a caption "Photo: Lee".
    const size_t label = find_label(text);
    if (label != std::string_view::npos && label < open) return false;
    const size_t stop = before.rfind(". ");
    const std::string_view name =
        stop == std::string_view::npos ? std::string_view() : before.substr(stop + 2);
    if (!name.empty() && names_agency(inside) && is_plausible_name(name)) {
      result.credit = collapse_space(ending.substr(stop + 2));
      before = before.substr(0, stop + 1);
    } else {
      result.credit = clean_credit(inside);
    }
    result.caption = std::string(trim_marks(before));
    return true;
  }
  return false;
}

/// Where `mark` last stands in a text, or npos. To look for it from the front is much cheaper, and
/// most texts do not have it.
size_t find_last(std::string_view text, std::string_view mark) {
  return text.find(mark) == text.npos ? text.npos : text.rfind(mark);
}

/// "…＝12日、霧の町、水野佳代撮影": the name before "photographed", behind the last comma.
bool split_photographed(std::string_view text, CaptionText& result) {
  constexpr size_t kLongestName = 30;  // bytes
  static constexpr std::string_view kSuffix = "撮影", kComma = "、", kEquals = "＝";
  if (!text.ends_with(kSuffix)) return false;
  const std::string_view before = text.substr(0, text.size() - kSuffix.size());
  const size_t comma = before.rfind(kComma), equals = before.rfind(kEquals);
  if (comma == before.npos || equals == before.npos || comma < equals) return false;
  const std::string_view name = trim_space(before.substr(comma + kComma.size()));
  if (name.empty() || name.size() > kLongestName) return false;
  result = {std::string(trim_space(text.substr(0, comma))), std::string(name)};
  return true;
}

/// A credit behind a mark that only credits use: the Japanese "＝", and a name before "nuotr."
/// behind a slash; or in front of the word that ends it.
bool split_mark(std::string_view text, CaptionText& result) {
  if (split_photographed(text, result)) return true;
  static constexpr std::string_view kEquals = "＝";
  const size_t equals = find_last(text, kEquals);
  if (equals != std::string_view::npos && equals > 0 && text.size() - equals <= 60) {
    result = {std::string(trim_marks(text.substr(0, equals))),
              clean_credit(text.substr(equals + kEquals.size()))};
    return true;
  }
  if (const size_t begin = begin_of_asian_credit(text); begin != text.npos) {
    result = {std::string(trim_marks(trim_space(text.substr(0, begin)))),
              std::string(trim_space(text.substr(begin)))};
    return true;
  }
  if (!text.ends_with("nuotr.") && !text.ends_with("nuotr")) return false;
  const size_t slash = text.find(" / ");
  const std::string_view tail =
      slash == std::string_view::npos ? std::string_view() : text.substr(slash + 3);
  if (!tail.empty() && tail.size() <= kMaxCreditBytes) {
    result = {std::string(trim_space(text.substr(0, slash))), std::string(trim_space(tail))};
    return true;
  }
  return false;
}

/// Whether what stands behind a caption's last sentence, or behind a bar, is a credit by itself:
/// "Reuters", "Ana Ruiz/AFP", "Ana Ruiz / The Herald", in Korean a name with 기자 behind it.
bool is_tail_credit(std::string_view tail, bool is_behind_bar) {
  constexpr size_t kMaxTailBytes = 90;
  constexpr size_t kMostWords = 9;
  if (tail.empty() || tail.size() > kMaxTailBytes || ends_sentence(tail)) return false;
  if (names_agency(tail) || tail.ends_with(" 기자")) return true;
  if (holds_time(tail)) return false;
  size_t word_count = 0;
  if (!are_words_capitalised(tail, word_count) || word_count > kMostWords) return false;
  return holds_agency(tail) || tail.find('/') != std::string_view::npos ||
         (is_behind_bar && is_plausible_name(tail));
}

/// Whether a text ends with an initial or a short form: "James D.", "St.".
bool ends_with_initial(std::string_view text) {
  constexpr size_t kLongest = 3;  // bytes, with the stop
  return text.size() - (text.rfind(' ') + 1) <= kLongest;
}

/// Where the last sentence but the tail ends, or npos: the stops of "EFE / J. R. Ruiz" are none.
size_t end_of_sentences(std::string_view text) {
  size_t at = find_last(text, ". ");
  while (at != std::string_view::npos && at > 0 &&
         (!ends_sentence(text.substr(0, at + 1)) || ends_with_initial(text.substr(0, at + 1))))
    at = text.rfind(". ", at - 1);
  return at;
}

bool split_tail(std::string_view text, CaptionText& result) {
  for (const std::string_view mark : {" | ", ". "}) {
    const bool is_bar = mark == " | ";
    if (is_bar && text.find('|') == text.npos) continue;
    const size_t at = is_bar ? text.rfind(mark) : end_of_sentences(text);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view before = text.substr(0, is_bar ? at : at + 1);
    const std::string_view tail = trim_space(text.substr(at + mark.size()));
    if (!is_tail_credit(tail, is_bar)) continue;
    if (is_bar && is_plausible_name(before))  // "Ana Ruiz | Getty Images"
      result = {std::string(), clean_credit(text)};
    else
      result = {std::string(trim_marks(before)), clean_credit(tail)};
    return true;
  }
  return false;
}

/// A name behind a slash at the end of a caption that is no sentence: "Ann in the kitchen / Ana
/// Ruiz".
bool split_name(std::string_view text, CaptionText& result) {
  constexpr uint32_t kFewestWords = 4;  // of the caption
  static constexpr std::string_view kSlash = " / ";
  if (text.find('/') == text.npos) return false;
  const size_t slash = text.find(kSlash);
  if (slash == std::string_view::npos || count_words(text.substr(0, slash)) < kFewestWords)
    return false;
  const std::string_view name = text.substr(slash + kSlash.size());
  if (name.find(kSlash) != name.npos || name.size() > kMaxCreditBytes || count_words(name) < 2 ||
      !is_plausible_name(name))
    return false;
  result = {std::string(trim_space(text.substr(0, slash))), std::string(name)};
  return true;
}

/// Whether a text is nothing but a credit without a label: "Shutterstock", "Ana Ruiz/Getty Images",
/// "Ana Ruiz/The Herald".
bool is_whole_credit(std::string_view text) {
  constexpr uint32_t kMostWords = 6;
  const size_t slash = text.find('/');
  const std::string_view name = text.substr(0, slash);
  if (slash != text.npos && !name.ends_with(' ') && is_tail_credit(text, false) &&
      count_words(text) <= kMostWords && count_words(name) >= 2 && is_plausible_name(name))
    return true;
  return names_agency(text) || (is_tail_credit(text, false) && holds_agency(text));
}

/// Where a credit begins whose label stands at `label`: "(AP Photo/Ana Ruiz, File)" at its bracket,
/// "AP Photo/Ana Ruiz" at the agency.
size_t begin_of_credit(std::string_view text, size_t label) {
  const size_t open = text.substr(0, label).rfind('(');
  if (open != std::string_view::npos && names_agency(text.substr(open + 1, label - open - 1)))
    return open;
  const std::string_view before = trim_space(text.substr(0, label));
  const size_t last_word = before.rfind(' ') + 1;
  return names_agency(before.substr(last_word)) ? last_word : label;
}

/// A date behind a credit ("Lee / January 30, 2013") is the day of the picture.
std::string_view without_date(std::string_view credit) {
  const size_t slash = credit.rfind('/');
  if (slash == std::string_view::npos) return credit;
  const std::string_view tail = trim_space(credit.substr(slash + 1));
  return is_whole_day(tail) ? trim_marks(credit.substr(0, slash)) : credit;
}

/// "Photo by Ana Ruiz.": the stop of a sentence is none of the credit; that of "Ruiz & Co." is.
std::string_view without_stop(std::string_view credit) {
  constexpr size_t kFewestLetters = 4;
  static constexpr auto kShort =
      std::to_array<std::string_view>({"Corp", "Bros", "Assoc", "Univ", "Dept"});
  if (!credit.ends_with('.')) return credit;
  const std::string_view bare = credit.substr(0, credit.size() - 1);
  const std::string_view word = bare.substr(bare.find_last_of(" ./-") + 1);
  const bool is_word = word.size() >= kFewestLetters && is_upper(word.front()) &&
                       is_lower(word.back()) && std::ranges::find(kShort, word) == kShort.end();
  return is_word ? bare : credit;
}

/// Whether what a text says in letters is the unit of a length: "26.10.2025 | 2:43 min".
bool is_length(std::string_view text) {
  static constexpr auto kUnits = std::to_array<std::string_view>({"min", "sec", "sek", "uhr"});
  std::string letters;
  for (const char c : lower_ascii(text))
    if (is_lower(c)) letters += c;
  return std::ranges::find(kUnits, std::string_view(letters)) != kUnits.end();
}

/// Whether a text is the place where a script would put a name: "{{credit}}", holds no letter, as a
/// footnote's number or a lone stop, or tells a length.
bool is_no_name(std::string_view text) {
  if (text.find("{{") != text.npos || text.find("}}") != text.npos) return true;
  const bool has_letter = std::ranges::any_of(
      text, [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
  return !has_letter || (holds_time(text) && is_length(text));
}

}  // namespace

std::string clean_credit(std::string_view text) {
  const std::string folded = collapse_space(text);
  std::string_view credit = folded;
  for (size_t before = 0; before != credit.size();) {
    before = credit.size();
    credit = strip_brackets(trim_marks(credit));
    credit.remove_prefix(opening_counter(credit));
    credit = trim_marks(credit);
    credit.remove_prefix(
        std::max({label_length(credit), copyright_sign(credit), silent_label(credit)}));
    credit = without_stop(without_date(without_address(trim_marks(credit))));
  }
  // "Bild:", the credit stands in the next element. "Getty Images" is a label and a credit.
  credit = told_once(credit);
  if ((is_label(credit) && !names_agency(credit)) || is_no_name(credit)) return {};
  return std::string(credit);
}

bool is_labelled_credit(std::string_view line) {
  line = trim_space(line);
  return line.size() <= kMaxCreditBytes &&
         (label_length(line) > 0 || copyright_sign(line) > 0 || ends_as_asian_credit(line)) &&
         !clean_credit(line).empty();
}

bool is_credit_line(std::string_view line) {
  line = trim_space(line);
  if (line.empty() || line.size() > kMaxCreditBytes) return false;
  const std::string_view bare = trim_space(strip_brackets(trim_marks(line)));
  return label_length(bare) > 0 || copyright_sign(bare) > 0 || names_agency(bare) ||
         (holds_agency(bare) && bare.size() < 80);
}

bool is_credit_after(std::string_view line, std::string_view caption) {
  line = trim_space(line);
  size_t word_count = 0;
  if (line.empty() || line.size() > 80 || !parse_slide_counter(line).is_absent()) return false;
  if (is_credit_line(line)) return true;
  if (holds_time(line)) return false;
  if (!are_words_capitalised(line, word_count) || word_count > 9 || ends_sentence(line))
    return false;
  return line.find('/') != std::string_view::npos ||
         (ends_sentence(trim_space(caption)) && word_count >= 2) || is_plausible_name(line);
}

CaptionText split_caption(std::string_view text) {
  const std::string whole = collapse_space(text);
  CaptionText result;
  if (split_bracket(whole, result)) return result;
  const size_t label = find_label(whole);
  if (label == std::string_view::npos) {
    if (split_mark(whole, result) || split_tail(whole, result) || split_name(whole, result))
      return result;
    if (is_whole_credit(whole))
      result.credit = clean_credit(whole);
    else if (!is_label(whole))  // "Photo credit", and nothing behind it
      result.caption = whole;
    return result;
  }
  const std::string_view text_view = whole;
  const size_t begin = begin_of_credit(text_view, label);
  const size_t close = begin < label ? text_view.find(')', label) : std::string_view::npos;
  result.credit = clean_credit(
      text_view.substr(begin, close == std::string_view::npos ? close : close + 1 - begin));
  result.caption = std::string(trim_marks(strip_brackets(trim_space(text_view.substr(0, begin)))));
  return result;
}

}  // namespace copydesk
