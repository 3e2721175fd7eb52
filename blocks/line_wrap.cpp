// line_wrap.cpp: lines that a tool broke at 72, 80 or so columns -> paragraphs.
// `lynx -dump`, `fold -s` and e-mail fill each line with words as long as one fits: a line goes on
// in the next one where that one's first word had no room in it. A page is broken so when hardly a
// line is wider than some width and enough sentences go over such places. Lines that end early stay
// alone: those of poems, addresses, menus; list marks, gaps, other indentations and columns of
// tables part lines as well. Method: own. Not here: words that were hyphenated.
#include "blocks/line_wrap.h"

#include <algorithm>
#include <array>
#include <string>

#include "blocks/lines.h"
#include "text/text.h"

namespace copydesk {
namespace {

// The widths at which tools break lines, in columns. On 8,700 dumps of labelled pages that were not
// broken no page was taken for one that was.
constexpr size_t kLeastWidth = 50, kMostWidth = 110;
constexpr size_t kLongLine = 40;     // columns; shorter ones tell nothing of the width
constexpr size_t kWiderLines = 50;   // one in so many long lines may be wider than the width
constexpr size_t kFewestBroken = 4;  // sentences that go over a line's end

/// How a tool counts the width of a line: code points, columns (East Asian letters are two wide)
/// or bytes.
enum class Unit : uint8_t { kLetters, kColumns, kBytes };

/// Whether text before and behind a letter needs no space.
bool is_unspaced(char32_t c) {
  return is_unspaced_script(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

char32_t first_letter(std::string_view text) {
  size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

char32_t last_letter(std::string_view text) {
  return first_letter(text.substr(begin_of_last(text)));
}

size_t width_of(std::string_view text, Unit unit) {
  if (unit == Unit::kBytes) return text.size();
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const EightBytes ahead(text.data() + at, text.size() - at);
    if (ahead.wide() == 0) {
      const size_t count = std::min<size_t>(8, text.size() - at);
      width += count;
      at += count;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    width += unit == Unit::kColumns && c >= 0x80 && is_wide_character(c) ? 2 : 1;
  }
  return width;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

/// Whether a text begins with a letter that is no capital; letters without case are none.
bool opens_small(std::string_view text) {
  size_t at = 0;
  const char32_t c = first_letter(text);
  if (!is_word_character(c) || is_digit(text.front())) return false;
  next_code_point(text, at);
  return fold(text.substr(0, at)) == text.substr(0, at);
}

/// Whether one sentence goes on from a line to the next.
bool goes_on(std::string_view line, std::string_view next) {
  return opens_small(next) && !ends_sentence(line) && !line.ends_with(':');
}

/// The number that opens a text as an item of a list, "12. " or "12) "; 0: there is none.
size_t item_number(std::string_view text) {
  constexpr size_t kMostDigits = 3;
  size_t number = 0, at = 0;
  for (; at < std::min(text.size(), kMostDigits) && is_digit(text[at]); ++at)
    number = 10 * number + static_cast<size_t>(text[at] - '0');
  const bool is_item =
      at > 0 && at + 1 < text.size() && (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
  return is_item ? number : 0;
}

/// A sign that marks items of lists and stands in sentences as well: "- ", "+ ", "o ".
char loose_mark(std::string_view text) {
  constexpr std::string_view kMarks = "-+o#@";
  const bool is_mark = text.size() > 2 && text[1] == ' ' && kMarks.find(text[0]) != kMarks.npos;
  return is_mark ? text[0] : '\0';
}

/// Whether a text is parted into columns.
bool has_columns(std::string_view text) { return text.find("   ") != text.npos; }

/// The paragraph that is being joined: its first and its last line so far.
struct Paragraph {
  const RawLine* first = nullptr;
  const RawLine* last = nullptr;
};

bool is_item(const RawLine& line) {
  return bullet_length(line.text) > 0 || item_number(line.text) > 0 || loose_mark(line.text) != 0;
}

/// Whether a line's indentation lets it belong to the paragraph above: the same, less below a first
/// line, more below a list mark.
bool fits_indentation(const Paragraph& above, const RawLine& line) {
  constexpr uint16_t kMostHanging = 8;  // columns
  if (line.indentation == above.last->indentation) return true;
  if (above.first != above.last) return false;
  return line.indentation < above.last->indentation ||
         (is_item(*above.first) && line.indentation <= above.last->indentation + kMostHanging);
}

/// Whether a line opens an item of a list.
bool opens_item(const Paragraph& above, const RawLine& line) {
  if (bullet_length(line.text) > 0) return true;
  const bool is_behind_colon = above.last->text.ends_with(':');
  const bool is_behind_end = is_behind_colon || ends_sentence(above.last->text);
  // "12. " without the eleventh above it is the end of a sentence, or a day.
  if (const size_t number = item_number(line.text); number > 0)
    return number == 1 || is_behind_colon || item_number(above.first->text) + 1 == number;
  const char mark = loose_mark(line.text);
  return mark != 0 && (is_behind_end || loose_mark(above.first->text) == mark ||
                       line.indentation != above.last->indentation);
}

/// Whether layout parts a line from the paragraph above.
bool is_parted(const Paragraph& above, const RawLine& line) {
  const char sign = line.text.front();
  const bool is_row = (sign == '>' || sign == '|') && above.last->text.front() == sign;
  return line.after_gap || is_row || has_columns(line.text) || has_columns(above.last->text) ||
         !fits_indentation(above, line) || opens_item(above, line);
}

/// A width at which the lines of a page are broken.
struct Wrap {
  Unit unit = Unit::kLetters;
  size_t width = 0;  // 0: they are not

  size_t width_of_line(const RawLine& line) const {
    return line.indentation + width_of(line.text, unit);
  }
  /// Whether the first word of the next line had no room in this one.
  bool is_full(const RawLine& line, std::string_view next) const {
    constexpr size_t kHungMarks = 5;  // columns; marks that may open no line take letters with them
    const size_t used = width_of_line(line);
    if (is_unspaced(first_letter(next))) return used + kHungMarks > width;
    return used + 1 + width_of(first_word(next), unit) > width;
  }
};

/// The width that all long lines but a few keep to; 0: there is none.
size_t widest(const std::vector<RawLine>& lines, Unit unit) {
  std::array<size_t, kMostWidth + 2> counts{};  // long lines by width; the last: wider ones
  size_t all = 0;
  for (const RawLine& line : lines) {
    const size_t width = line.indentation + width_of(line.text.substr(0, 4 * kMostWidth), unit);
    if (width < kLongLine || line.text.find(' ') == line.text.npos) continue;
    ++counts[std::min(width, kMostWidth + 1)];
    ++all;
  }
  size_t wider = counts[kMostWidth + 1];
  if (wider * kWiderLines > all) return 0;
  size_t width = kMostWidth;
  while (width >= kLeastWidth && (wider + counts[width]) * kWiderLines <= all)
    wider += counts[width--];
  return width >= kLeastWidth ? width : 0;
}

/// How many sentences more go over the ends of full lines than over those of others.
long weigh(const std::vector<RawLine>& lines, const Wrap& wrap) {
  size_t full = 0, open = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    const Paragraph above{&lines[i], &lines[i]};
    if (is_parted(above, lines[i + 1]) || !goes_on(lines[i].text, lines[i + 1].text)) continue;
    if (wrap.is_full(lines[i], lines[i + 1].text))
      ++full;
    else
      open += wrap.width_of_line(lines[i]) * 2 > wrap.width;
  }
  return full >= kFewestBroken ? static_cast<long>(full) - static_cast<long>(open) : 0;
}

/// Pages with paragraphs in single lines, which most are, are found out by the first look.
bool may_be_wrapped(const std::vector<RawLine>& lines) {
  constexpr size_t kMostBytes = 4 * kMostWidth;
  size_t wide = 0, all = 0;
  for (const RawLine& line : lines) {
    all += line.text.size() >= kLongLine;
    wide += line.text.size() > kMostBytes && line.text.find(' ') != line.text.npos;
  }
  return all > kFewestBroken && wide * kWiderLines <= all;
}

Wrap find_wrap(const std::vector<RawLine>& lines) {
  Wrap best;
  if (!may_be_wrapped(lines)) return best;
  long most = 0;
  for (const Unit unit : {Unit::kLetters, Unit::kColumns, Unit::kBytes}) {
    const Wrap wrap{unit, widest(lines, unit)};
    const long weight = wrap.width == 0 ? 0 : weigh(lines, wrap);
    if (weight <= most) continue;
    most = weight;
    best = wrap;
  }
  return best;
}

/// Whether a line belongs to the paragraph above. Tools that even out the lengths of lines leave
/// some room in them.
bool belongs(const Wrap& wrap, const Paragraph& above, const RawLine& line) {
  if (is_parted(above, line)) return false;
  if (wrap.is_full(*above.last, line.text)) return true;
  return wrap.width_of_line(*above.last) * 4 > wrap.width * 3 &&
         goes_on(above.last->text, line.text) && !is_unspaced(first_letter(line.text));
}

/// "well-|known", but "Ein- |und Ausfuhr".
bool ends_inside_word(std::string_view text, std::string_view next) {
  constexpr std::array kAnd = std::to_array<std::string_view>(
      {"and", "or", "to", "und", "oder",  "bzw", "sowie", "bis", "y", "o",    "e",  "et",
       "ou",  "en", "of", "og",  "eller", "och", "i",     "lub", "a", "nebo", "ja", "tai"});
  if (text.size() < 2 || text.back() != '-' || !opens_small(next)) return false;
  const std::string_view before = text.substr(0, text.size() - 1);
  return is_word_character(last_letter(before)) &&
         std::ranges::find(kAnd, fold(first_word(next))) == kAnd.end();
}

void append_line(std::string& text, std::string_view next) {
  const bool is_tight = (is_unspaced(last_letter(text)) && is_unspaced(first_letter(next))) ||
                        ends_inside_word(text, next);
  if (!is_tight) text += ' ';
  text += next;
}

/// Whether a line is the large initial of the paragraph below: "T", "he ferry sails ..."; "A" and
/// "I" are words, and belong to a paragraph that opens with no word. Both paragraphs with such an
/// initial in the dumps of 2,900 pages are found and none other.
bool is_large_initial(std::string_view line, std::string_view next) {
  constexpr size_t kFewestWords = 10;
  constexpr std::string_view kWords = "AIOEY", kVowels = "aeiouy";
  if (line.size() > 4 || !is_initial_of(line, next) || count_words(next) < kFewestWords)
    return false;
  const std::string_view rest = first_word(next);
  return kWords.find(line) == kWords.npos || rest.size() == 1 ||
         rest.find_first_of(kVowels) == rest.npos;
}

void join_initials(std::vector<RawLine>& lines, Arena& arena) {
  size_t kept = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    RawLine line = lines[i];
    if (i + 1 < lines.size() && is_large_initial(line.text, lines[i + 1].text)) {
      std::string text(line.text);
      text += lines[++i].text;
      line.text = arena.copy(text);
      line.end = lines[i].end;
    }
    lines[kept++] = line;
  }
  lines.resize(kept);
}

void join_wrapped(std::vector<RawLine>& lines, Arena& arena) {
  const Wrap wrap = find_wrap(lines);
  if (wrap.width == 0) return;
  std::vector<RawLine> joined;
  joined.reserve(lines.size());
  std::string text;
  for (size_t i = 0; i < lines.size();) {
    Paragraph paragraph{&lines[i], &lines[i]};
    text = lines[i].text;
    size_t next = i + 1;
    for (; next < lines.size() && belongs(wrap, paragraph, lines[next]); ++next) {
      append_line(text, lines[next].text);
      paragraph.last = &lines[next];
    }
    joined.push_back(lines[i]);
    joined.back().end = paragraph.last->end;
    if (next > i + 1) joined.back().text = arena.copy(text);
    i = next;
  }
  lines = std::move(joined);
}

}  // namespace

void join_broken_lines(std::vector<RawLine>& lines, Arena& arena) {
  join_wrapped(lines, arena);
  join_initials(lines, arena);
}

}  // namespace copydesk
