// dump_slides.cpp: slide counters and other marks among the lines of a dump -> the lines of each
// slide. A slide is a short run of lines that a mark opens or closes: a counter ("3 of 15"), else
// "Hide Caption", else the gallery's repeated title. The lines between two marks show what a slide
// looks like; whether marks open or close follows from which side of the row has such lines, too.
// Method: own.
#include "story/dump_slides.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "story/phrases.h"

namespace copydesk {
namespace {

// A slide with more lines than this is no slide but a piece of the page between two unrelated
// counters.
constexpr size_t kMaxSlideLines = 14;

enum class Side : uint8_t { kOpens, kCloses };

/// Whether one of the lines begins or ends with the other.
bool is_copy_of(const DumpLine& x, const DumpLine& y) {
  const DumpLine& longer = x.folded.size() >= y.folded.size() ? x : y;
  const DumpLine& shorter = x.folded.size() >= y.folded.size() ? y : x;
  if (shorter.folded.size() * 3 < longer.folded.size() &&
      longer.folded.size() > kMaxSlideTitleBytes)
    return false;
  return find_tail(longer, shorter) != longer.text.npos ||
         find_rest(longer, shorter) != longer.text.npos;
}

/// Rows of counters: the same count, rising by one or two, close to each other, from 1.
std::vector<MarkRow> find_counter_rows(const DumpPage& page) {
  std::vector<MarkRow> rows;
  std::map<uint32_t, size_t> open;  // count -> row that is still growing
  for (size_t i = 0; i < page.lines.size(); ++i) {
    const SlideMark& mark = page.lines[i].mark;
    if (mark.is_absent() || page.role(i) != Role::kUnknown) continue;
    const auto found = open.find(mark.count);
    if (found != open.end()) {
      MarkRow& row = rows[found->second];
      const SlideBorder& last = row.marks.back();
      const bool is_next = mark.index >= last.index && mark.index <= last.index + 2;
      if (is_next && i - last.line <= kMaxSlideLines * (1 + mark.index - last.index)) {
        row.marks.push_back({i, mark.index});
        continue;
      }
    }
    if (mark.index > 2) continue;
    open[mark.count] = rows.size();
    rows.push_back({{{i, mark.index}}, mark.count, true});
  }
  std::erase_if(rows, [](const MarkRow& row) {
    const uint32_t seen = row.marks.back().index - row.marks.front().index + 1;
    return seen < 2 || seen * 3 < row.count;
  });
  return rows;
}

bool is_toggle(const DumpLine& line) { return line.phrase == Phrase::kCaptionToggle; }

/// Rows of a line that repeats every few lines: "Hide Caption", "Photos: A day at sea".
std::vector<MarkRow> find_repeated_rows(const DumpPage& page, size_t min_marks,
                                        bool (*is_mark)(const DumpLine&)) {
  std::vector<MarkRow> rows;
  std::unordered_map<std::string, size_t> open;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kUnknown || !is_mark(page.lines[i])) continue;
    const auto found = open.find(page.lines[i].folded);
    if (found != open.end() && i - rows[found->second].marks.back().line <= kMaxSlideLines) {
      MarkRow& row = rows[found->second];
      row.marks.push_back({i, static_cast<uint32_t>(row.marks.size() + 1)});
      continue;
    }
    open[page.lines[i].folded] = rows.size();
    rows.push_back({{{i, 1}}, 0, false});
  }
  std::erase_if(rows, [&](const MarkRow& row) { return row.marks.size() < min_marks; });
  return rows;
}

/// Two counters of one slide (over and under the picture) are one mark, which opens it.
void merge_double_marks(MarkRow& row) {
  std::vector<SlideBorder> merged;
  for (const SlideBorder& mark : row.marks) {
    if (!merged.empty() && merged.back().index == mark.index) {
      row.is_double = true;
      continue;
    }
    merged.push_back(mark);
  }
  row.marks = std::move(merged);
}

/// A picture's alternative text over the counter, its caption or title under it: most slides have
/// it, or it is none.
void find_names_above(const DumpPage& page, MarkRow& row) {
  size_t named = 0;
  for (size_t k = 0; k < row.marks.size() && !row.is_double; ++k) {
    SlideBorder& mark = row.marks[k];
    const size_t first = k == 0 ? 1 : row.marks[k - 1].line + 2;
    if (mark.line < first || !is_free(page, mark.line - 1) || !is_free(page, mark.line + 1) ||
        !page.lines[mark.line].mark.is_whole_line)
      continue;
    mark.is_named_above = is_copy_of(page.lines[mark.line - 1], page.lines[mark.line + 1]);
    named += mark.is_named_above;
  }
  const bool is_usual = named > 1 && named * 2 > row.marks.size();
  for (SlideBorder& mark : row.marks) mark.is_named_above &= is_usual;
}

/// Lines of the slide that ends (going back) or begins (going forward) at the border `at`: as many
/// texts as usual.
size_t slide_border(const DumpPage& page, const SlideShape& shape, size_t at, bool is_backward) {
  // A mark that stands in its caption's line needs no other line.
  const SlideMark& mark = page.lines[is_backward ? at : at - 1].mark;
  const bool holds_text = !mark.is_absent() && !mark.is_whole_line;
  const size_t usual = std::max<size_t>(shape.usual_texts(), holds_text ? 0 : 1);
  const size_t limit = kMaxSlideLines;
  size_t best = at;
  for (size_t step = 1; step <= limit; ++step) {
    if (is_backward ? step > at : at + step > page.lines.size()) break;
    const size_t line = is_backward ? at - step : at + step - 1;
    if (page.role(line) != Role::kUnknown || page.lines[line].phrase == Phrase::kHighlights) break;
    const size_t begin = is_backward ? line : at;
    const size_t end = is_backward ? at : line + 1;
    size_t copies = 0;
    if (shape.count_texts(begin, end, &copies) > usual) break;
    best = is_backward ? begin : end;
  }
  return best;
}

/// Evidence of one kind: positive says that marks close slides.
int gap_evidence(const DumpPage& page, const MarkRow& row) {
  int closes = 0, opens = 0;
  for (size_t k = 0; k + 1 < row.marks.size(); ++k) {
    const size_t mark = row.marks[k].line;
    const bool before = page.list.blocks[mark].is_after_gap;
    const bool after = page.list.blocks[mark + 1].is_after_gap;
    closes += !before && after;
    opens += before && !after;
  }
  const int inner = static_cast<int>(row.marks.size()) - 1;
  return closes * 2 > inner && opens == 0 ? 4 : opens * 2 > inner && closes == 0 ? -4 : 0;
}

/// Which side of the row shows furniture, copies, an indentation like those between the marks.
int side_evidence(const DumpPage& page, const SlideShape& shape, const MarkRow& row) {
  const size_t first = row.marks.front().line, last = row.marks.back().line;
  const size_t before_begin = first - std::min(first, shape.usual_lines() - 1);
  const size_t after_end = std::min(page.lines.size(), last + shape.usual_lines());
  const auto has_repeated = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (shape.is_repeated(i) && !page.lines[i].mark.is_whole_line) return true;
    }
    return false;
  };
  int evidence = 3 * (has_repeated(before_begin, first) - has_repeated(last + 1, after_end));
  size_t copies_before = 0, copies_after = 0;
  shape.count_texts(before_begin, first, &copies_before);
  shape.count_texts(last + 1, after_end, &copies_after);
  if (shape.has_copies()) evidence += 3 * ((copies_before > 0) - (copies_after > 0));
  const auto depth = [&](size_t i) { return page.list.blocks[i].depth; };
  const bool like_before = first > 0 && depth(first - 1) == depth(first);
  const bool like_after = last + 1 < page.lines.size() && depth(last + 1) == depth(last);
  return evidence + 2 * (like_before - like_after);
}

/// What a line is by its looks alone.
enum class Look : uint8_t { kNone, kFurniture, kCredit, kTitle, kSentence };

Look look_of(const DumpPage& page, const SlideShape& shape, size_t i) {
  if (shape.is_furniture(i)) return Look::kFurniture;
  const DumpLine& line = page.lines[i];
  if (is_credit_line(line.text)) return Look::kCredit;
  return looks_like_title(line) ? Look::kTitle : Look::kSentence;
}

/// The usual look and length of the lines at each distance from a mark, counted away from it.
struct Profile {
  std::vector<Look> looks;
  std::vector<double> lengths;
};

Profile read_profile(const DumpPage& page, const SlideShape& shape, const MarkRow& row, Side side) {
  Profile profile;
  for (size_t step = 0; step + 1 < shape.usual_lines(); ++step) {
    std::map<Look, size_t> times;
    double length = 0, lines = 0;
    for (size_t k = 0; k + 1 < row.marks.size(); ++k) {
      const size_t begin = row.marks[k].line + 1, end = row.marks[k + 1].line;
      if (step >= end - begin) continue;
      const size_t i = side == Side::kCloses ? end - 1 - step : begin + step;
      ++times[look_of(page, shape, i)];
      length += std::log1p(static_cast<double>(page.lines[i].text.size()));
      ++lines;
    }
    const auto most =
        std::ranges::max_element(times, {}, [](const auto& entry) { return entry.second; });
    profile.looks.push_back(most == times.end() ? Look::kNone : most->first);
    profile.lengths.push_back(lines > 0 ? length / lines : 0);
  }
  return profile;
}

/// How far the lines outside the row differ from its inner slides, 0..: looks and lengths.
double profile_distance(const DumpPage& page, const SlideShape& shape, const MarkRow& row,
                        Side side) {
  const Profile profile = read_profile(page, shape, row, side);
  const size_t first = row.marks.front().line, last = row.marks.back().line;
  double distance = 0;
  for (size_t step = 0; step < profile.looks.size(); ++step) {
    const bool is_there =
        side == Side::kCloses ? step < first : last + 1 + step < page.lines.size();
    const size_t i = side == Side::kCloses ? first - 1 - step : last + 1 + step;
    if (!is_there || page.role(i) != Role::kUnknown) {
      distance += 2;
      continue;
    }
    if (look_of(page, shape, i) != profile.looks[step]) distance += 1;
    distance += std::min(1.0, std::abs(std::log1p(static_cast<double>(page.lines[i].text.size())) -
                                       profile.lengths[step]));
  }
  return profile.looks.empty() ? 0 : distance / static_cast<double>(profile.looks.size());
}

/// Positive when the lines before the row look more like a slide than those behind it.
int profile_evidence(const DumpPage& page, const SlideShape& shape, const MarkRow& row) {
  const double difference = profile_distance(page, shape, row, Side::kOpens) -
                            profile_distance(page, shape, row, Side::kCloses);
  return static_cast<int>(std::lround(std::clamp(3 * difference, -3.0, 3.0)));
}

/// A heading of the gallery right before the first mark says that marks open slides; one farther
/// up, that they close.
int heading_evidence(const DumpPage& page, const MarkRow& row) {
  const size_t first = row.marks.front().line;
  if (first == 0) return -3;
  if (is_gallery_label(page.lines[first - 1])) return -2;
  for (size_t step = 2; step <= 5 && step <= first; ++step) {
    if (is_gallery_label(page.lines[first - step])) return 2;
  }
  if (row.marks.back().line + 1 == page.lines.size()) return 3;
  return looks_like_title(page.lines[first - 1]) ? -1 : 0;
}

Side side_of_marks(const DumpPage& page, const SlideShape& shape, const MarkRow& row) {
  if (row.is_double || std::ranges::any_of(row.marks, &SlideBorder::is_named_above))
    return Side::kOpens;
  if (row.marks.back().line + 1 == page.lines.size()) return Side::kCloses;
  const SlideMark& mark = page.lines[row.marks.front().line].mark;
  if (row.has_counters && !mark.is_whole_line)
    return mark.begin == 0 ? Side::kOpens : Side::kCloses;
  const int evidence = gap_evidence(page, row) + side_evidence(page, shape, row) +
                       heading_evidence(page, row) + profile_evidence(page, shape, row) +
                       (is_toggle(page.lines[row.marks.front().line]) ? 2 : 0);
  return evidence >= 0 ? Side::kCloses : Side::kOpens;
}

}  // namespace

SlideShape::SlideShape(const DumpPage& page, const MarkRow& row) : page_(page) {
  std::unordered_map<std::string, size_t> last;  // folded line -> slide in which it was last seen
  for (size_t k = 0; k + 1 < row.marks.size(); ++k) {
    for (size_t i = row.marks[k].line + 1; i < row.marks[k + 1].begin(); ++i) {
      const auto [seen, is_new] = last.try_emplace(page.lines[i].folded, k);
      if (is_new || seen->second != k) ++furniture_[page.lines[i].folded];
      seen->second = k;
    }
  }
  const size_t inner = row.marks.size() - 1;
  std::erase_if(furniture_,
                [&](const auto& entry) { return entry.second < 2 || entry.second * 2 <= inner; });
  drop_credits(row);
  read_sizes(row);
}

/// A photographer's name repeats like a title does; but a title also stands over the first slide.
void SlideShape::drop_credits(const MarkRow& row) {
  // Near the row alone: a page may hold as many rows as lines.
  const size_t first = row.marks.front().line, last = row.marks.back().line;
  const size_t end = std::min(page_.lines.size(), last + kMaxSlideLines + 1);
  std::unordered_map<std::string, size_t> times;
  for (size_t i = first - std::min(first, kMaxSlideLines); i < end; ++i) {
    const DumpLine& line = page_.lines[i];
    if (furniture_.count(line.folded) != 0 && is_credit_line(line.text)) ++times[line.folded];
  }
  for (const auto& [folded, count] : times) {
    if (count <= row.marks.size()) furniture_.erase(folded);
  }
}

bool SlideShape::is_repeated(size_t line) const {
  return furniture_.count(page_.lines[line].folded) != 0;
}

bool SlideShape::is_furniture(size_t i) const {
  const DumpLine& line = page_.lines[i];
  if (line.mark.is_whole_line || is_repeated(i) || line.folded.empty()) return true;
  switch (line.phrase) {
    case Phrase::kCaptionToggle:
    case Phrase::kSlideControl:
    case Phrase::kShare:
    case Phrase::kAdvertisement:
    case Phrase::kGallery:
    case Phrase::kCaptionLabel:
    case Phrase::kReadMore:
    case Phrase::kComments:
    case Phrase::kAccount:
    case Phrase::kNavigation:
      return true;
    default:
      return is_gallery_label(line);
  }
}

size_t SlideShape::count_texts(size_t begin, size_t end, size_t* copies) const {
  std::vector<size_t> texts;
  size_t repeats = 0;
  for (size_t i = begin; i < end; ++i) {
    if (is_furniture(i) || is_credit_line(page_.lines[i].text)) continue;
    const bool is_copy = std::ranges::any_of(
        texts, [&](size_t t) { return is_copy_of(page_.lines[t], page_.lines[i]); });
    if (is_copy) {
      ++repeats;
    } else {
      texts.push_back(i);
    }
  }
  if (copies != nullptr) *copies = repeats;
  return texts.size();
}

void SlideShape::read_sizes(const MarkRow& row) {
  std::vector<size_t> texts, lines;
  size_t with_copies = 0;
  for (size_t k = 0; k + 1 < row.marks.size(); ++k) {
    size_t copies = 0;
    const SlideBorder& mark = row.marks[k];
    const size_t begin = mark.is_named_above ? mark.begin() : mark.line + 1;
    const size_t end = row.marks[k + 1].begin();
    texts.push_back(count_texts(begin, end, &copies));
    lines.push_back(end - mark.begin());
    with_copies += copies > 0;
  }
  if (texts.empty()) return;
  has_copies_ = with_copies * 2 > texts.size();
  const auto middle = static_cast<std::ptrdiff_t>(texts.size() / 2);
  std::ranges::nth_element(texts, texts.begin() + middle);
  std::ranges::nth_element(lines, lines.begin() + middle);
  usual_texts_ = texts[static_cast<size_t>(middle)];
  usual_lines_ = lines[static_cast<size_t>(middle)];
}

bool is_gallery_label(const DumpLine& line) {
  if (line.phrase == Phrase::kGallery) return true;
  size_t length = 0;
  if (line.text.size() > kMaxSlideTitleBytes || !opens_label(line.text, Phrase::kGallery, length))
    return false;
  const std::string_view rest = line.text.substr(length);
  // "Fotos: Hanne Roth" credits.
  return !rest.empty() && !is_agency(rest) && !is_plausible_name(rest) &&
         rest.find('/') == rest.npos;
}

bool looks_like_title(const DumpLine& line) {
  return line.text.size() <= kMaxSlideTitleBytes && !line.folded.empty() &&
         !ends_sentence(line.text) && count_words(line.text) <= 14;
}

std::vector<MarkRow> find_mark_rows(const DumpPage& page) {
  std::vector<MarkRow> rows = find_counter_rows(page);
  for (MarkRow& row : find_repeated_rows(page, 2, is_toggle)) rows.push_back(std::move(row));
  for (MarkRow& row : find_repeated_rows(page, 3, is_gallery_label)) rows.push_back(std::move(row));
  for (MarkRow& row : rows) {
    merge_double_marks(row);
    find_names_above(page, row);
  }
  return rows;
}

std::vector<SlideLines> cut_slides(const DumpPage& page, const SlideShape& shape,
                                   const MarkRow& row) {
  const Side side = side_of_marks(page, shape, row);
  std::vector<SlideLines> slides;
  for (size_t k = 0; k < row.marks.size(); ++k) {
    const size_t mark = row.marks[k].line;
    SlideLines slide{row.marks[k].begin(), mark + 1, row.marks[k].index};
    if (side == Side::kCloses) {
      slide.begin = k == 0 ? slide_border(page, shape, mark, true) : row.marks[k - 1].line + 1;
    } else {
      const bool is_last = k + 1 == row.marks.size();
      slide.end = is_last ? slide_border(page, shape, mark + 1, false) : row.marks[k + 1].begin();
    }
    slides.push_back(slide);
  }
  return slides;
}

}  // namespace copydesk
