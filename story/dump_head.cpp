// dump_head.cpp: the lines around the start of a dump's body -> title, section, byline, times,
// publisher. The first line of most dumps is the page's <title>: a later line that it holds is
// the headline, and what is left over names the site. Otherwise the headline is the likeliest line
// over byline, times and body. Dates count by the word in front of them. Method: own; weights
// chosen on dumps of the development pages. Not here: the dateline (dump.cpp), which is part of the
// first paragraph, byline (dump_byline.cpp) and standfirst (dump_dek.cpp).
#include "story/dump_head.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/phrases.h"
#include "story/when_of.h"

namespace copydesk {
namespace {

constexpr size_t kMaxTitleBytes = 400;
constexpr size_t kHeadLines = 8;  // above the text, where no headline stands among them
constexpr size_t kMaxTimeLineBytes = 200;

// ---- dates in a line

/// The label at the start or the end of the text before a date.
Phrase label_of(std::string_view text, size_t& begin) {
  begin = 0;
  text = trim_space(text);
  if (text.empty()) return Phrase::kNone;
  for (const Phrase kind : {Phrase::kUpdated, Phrase::kPublished}) {
    size_t length = 0;
    if (opens_phrase(text, kind, length)) return kind;
  }
  constexpr size_t kMostWords = 3;
  size_t words = 0;
  for (size_t at = text.size() - 1; at > 0 && words < kMostWords; --at) {
    words += text[at - 1] == ' ';
    // "(from agencies)Updated": words that a tool ran together.
    if (text[at - 1] != ' ' && text[at - 1] != ')' && !is_joint(text, at)) continue;
    for (const Phrase kind : {Phrase::kUpdated, Phrase::kPublished}) {
      size_t length = 0;
      if (!opens_phrase(text.substr(at), kind, length)) continue;
      begin = at;
      return kind;
    }
  }
  return Phrase::kNone;
}

// A line whose dates stand apart from what a tool ran them together with: "RuizMay 3, 20195:01 PM".
struct PartedLine {
  std::string text;
  std::vector<size_t> spaces;  // bytes of `text` that the line does not have
  /// The byte of the line behind which byte `at` of the text stands.
  uint32_t original(uint32_t at) const {
    return at - static_cast<uint32_t>(std::ranges::lower_bound(spaces, at) - spaces.begin());
  }
};

/// Whether a year ends at `at` and digits go on: "May 3, 2019|5:01 PM", "3 de mayo de 2019|17:01",
/// "3.5.2019|3. Mai 2019", "3. Mai 2019|3. Mai 2019".
bool is_end_of_year(std::string_view line, size_t at) {
  constexpr size_t kDigits = 4;
  if (at < kDigits + 2 || !is_digit(line[at])) return false;
  const std::string_view year = line.substr(at - kDigits, kDigits);
  const char before = line[at - kDigits - 1], first = line[at - kDigits - 2];
  const size_t hour = at + (line.size() > at + 1 && is_digit(line[at + 1]) ? 2 : 1);
  const bool is_time = line.size() > hour && line[hour] == ':';
  const bool is_written = before == ' ' && (is_time || (!is_digit(first) && first != '.'));
  const bool is_in_figures = (before == '.' || before == '/') && is_digit(first);
  return (year.starts_with("19") || year.starts_with("20")) &&
         std::ranges::all_of(year, is_digit) && (is_written || is_in_figures);
}

/// Whether a zone or a bracket ends at `at` and a word goes on: "11:37 AM EDT|Updated", "(from
/// agencies)|Updated".
bool is_end_before_label(std::string_view line, size_t at) {
  if (at == 0 || at + 1 >= line.size() || !is_upper(line[at]) || !is_lower(line[at + 1]))
    return false;
  if (line[at - 1] == ')') return true;
  size_t begin = at;
  while (begin > 0 && is_upper(line[begin - 1])) --begin;
  return begin < at && is_zone_name(line.substr(begin, at - begin));
}

PartedLine part_dates(std::string_view line) {
  PartedLine parted;
  for (size_t i = 0; i < line.size(); ++i) {
    if (is_joint(line, i) || is_end_of_year(line, i) || is_end_before_label(line, i)) {
      parted.spaces.push_back(parted.text.size());
      parted.text += ' ';
    }
    parted.text += line[i];
  }
  return parted;
}

}  // namespace

std::vector<LabelledTime> times_in(std::string_view line, std::string_view language) {
  std::vector<LabelledTime> times;
  if (line.size() > kMaxTimeLineBytes || !holds_digit(line)) return times;
  DateHints hints;
  hints.language = language;
  size_t from = 0;
  const PartedLine parted = part_dates(line);
  for (Moment moment : find_dates(parted.text, hints)) {
    if (moment.precision < Precision::kDay) continue;
    moment.begin = parted.original(moment.begin);
    moment.end = parted.original(moment.end);
    LabelledTime time;
    time.moment = moment;
    time.before = line.substr(from, moment.begin - from);
    time.after = line.substr(moment.end);
    size_t label_begin = 0;
    time.label = label_of(time.before, label_begin);
    const auto lead = static_cast<size_t>(trim_space(time.before).data() - line.data());
    const size_t begin =
        time.label == Phrase::kNone || time.before.empty() ? moment.begin : lead + label_begin;
    time.raw = trim_space(line.substr(begin, moment.end - begin));
    from = moment.end;
    times.push_back(time);
  }
  return times;
}

bool is_time_line(std::string_view line, const std::vector<LabelledTime>& times) {
  size_t rest = line.size();
  for (const LabelledTime& time : times) rest -= std::min(rest, time.raw.size());
  return !times.empty() && (rest <= 30 || rest * 2 < line.size());
}

bool is_led_byline(std::string_view line) {
  size_t length = 0;
  return line.size() <= kMaxBylineBytes && opens_byline(line, length) &&
         !parse_byline(line).authors.empty();
}

bool is_site_name(std::string_view text) {
  if (!std::ranges::any_of(text, is_digit)) return true;
  const bool has_letters = std::ranges::any_of(fold(text), [](char c) { return !is_digit(c); });
  return has_letters && parse_when(text).precision < Precision::kDay;
}

uint8_t LineSigns::of_times(size_t i) const {
  uint8_t& answer = answers_[i];
  if ((answer & kTimesKnown) != 0) return answer;
  const std::string_view line = page_.lines[i].text;
  const std::vector<LabelledTime> times = times_in(line, language_);
  answer |= kTimesKnown;
  if (!times.empty()) answer |= kHasTime;
  if (copydesk::is_time_line(line, times)) answer |= kIsTimeLine;
  return answer;
}

bool LineSigns::is_led_byline(size_t i) const {
  uint8_t& answer = answers_[i];
  if ((answer & kLeadKnown) == 0) {
    answer |= kLeadKnown;
    if (copydesk::is_led_byline(page_.lines[i].text)) answer |= kIsLed;
  }
  return (answer & kIsLed) != 0;
}

namespace {

// ---- the headline

struct Separator {
  size_t at = std::string_view::npos;
  size_t length = 0;
};

constexpr std::array kSeparators =
    std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ",
                                     "｜", " / ", " ‹ ", " › ", "_"});

/// The last " | ", " - " and the like of a <title>.
Separator last_separator(std::string_view text) {
  Separator last;
  for (const std::string_view separator : kSeparators) {
    const size_t at = text.rfind(separator);
    if (at == text.npos || (separator == "_" && text.find(' ') != text.npos)) continue;
    if (last.at == text.npos || at > last.at) last = {at, separator.size()};
  }
  return last;
}

}  // namespace

bool may_hold_title(const DumpPage& page, size_t i) {
  constexpr size_t kMostCopies = 4;
  if (is_open_role(page.role(i))) return true;
  const std::string_view text = page.lines[i].text;
  if (page.role(i) != Role::kCaption || ends_sentence(text) || !split_caption(text).credit.empty())
    return false;
  size_t next = i + 1;
  while (next < std::min(page.lines.size(), i + kMostCopies) && page.role(next) == Role::kCaption)
    ++next;
  return next >= page.lines.size() || page.role(next) != Role::kCredit;
}

bool could_be_title(const DumpHead& head, size_t i) {
  const DumpLine& line = head.page.lines[i];
  if (!may_hold_title(head.page, i) || line.phrase != Phrase::kNone || line.mark.is_whole_line)
    return false;
  if (line.text.size() > kMaxTitleBytes || line.folded.size() < 6) return false;
  return !head.signs.is_led_byline(i) && !head.signs.is_time_line(i);
}

namespace {

/// The first line, which every line of the head is compared with. Lifetime: keep the page.
struct FirstLine {
  explicit FirstLine(const DumpLine& of) : line(of) {
    const Separator cut = last_separator(line.text);
    const bool has_site = cut.at != std::string_view::npos;
    title = has_site ? trim_space(line.text.substr(0, cut.at)) : line.text;
    head = fold(title);
    if (has_site) site = fold(line.text.substr(cut.at + cut.length));
  }
  const DumpLine& line;
  std::string_view title;  // without what stands behind its last separator
  std::string head;        // that, folded
  std::string site;        // that, folded: most often the site's name
};

/// Whether the first line is the <title> that holds this line as its headline, or a shorter form of
/// it.
bool is_in_first_line(const DumpPage& page, const FirstLine& first, size_t i) {
  if (i == 0) return false;
  const DumpLine& line = page.lines[i];
  if (line.folded.size() < 8) return false;
  if (first.head.size() >= 12 && first.head.size() < first.line.folded.size() &&
      line.folded.size() <= first.head.size() * 4 &&
      std::string_view(line.folded).starts_with(first.head))
    return true;
  if (line.folded.size() * 5 < first.line.folded.size() * 2) return false;
  return find_tail(first.line, line) != std::string_view::npos ||
         find_rest(first.line, line) != std::string_view::npos;
}

/// Whether the first line begins with this line and goes on behind a separator.
bool opens_first_line(const FirstLine& first, const DumpLine& line) {
  if (line.folded == first.head) return true;
  const size_t rest = find_rest(first.line, line);
  if (rest == std::string_view::npos) return false;
  const std::string_view after = trim_space(first.line.text.substr(rest));
  const std::string_view mark = after.substr(0, after.find(' '));
  return std::ranges::any_of(
      kSeparators, [&](std::string_view separator) { return mark == trim_space(separator); });
}

/// Whether a line far above the text is the site's name in the first line.
bool is_site_above(const DumpHead& head, const FirstLine& first, size_t i) {
  constexpr size_t kFar = 10;  // lines
  return i + kFar < head.body && !first.site.empty() && first.site == head.page.lines[i].folded;
}

double title_score(const DumpHead& head, const FirstLine& first, size_t i) {
  const DumpLine& line = head.page.lines[i];
  const size_t words = line.words;
  double score = 0;
  if (is_in_first_line(head.page, first, i)) score += is_site_above(head, first, i) ? 2 : 6;
  if (i > 0 && opens_first_line(first, line)) score += 2;
  if ((words >= 4 && words <= 22) ||
      (words < 4 && unspaced_share(line.text) > 0.3f && line.folded.size() >= 24))
    score += 2;
  if (!line.text.ends_with('.')) score += 1;
  if (head.page.list.blocks[i].is_list_item) score -= 3;
  const double distance = static_cast<double>(head.body > i ? head.body - i : 0);
  score += 2.0 * std::max(0.0, 1.0 - distance / 25.0);
  if (i == head.body) score -= 2;
  for (size_t k = i + 1, seen = 0; k < head.page.lines.size() && k <= head.body + 1 && seen < 3;
       ++k, ++seen) {
    if (head.signs.is_led_byline(k) || head.signs.is_time_line(k)) {
      score += 3;
      break;
    }
  }
  return score + (i == 0 ? 0.5 : 0);
}

/// Whether a line can be the <title> of a page, not the first entry of its menu.
bool names_page(const DumpHead& head, size_t i) {
  constexpr size_t kFewestWords = 3;
  return i < head.page.lines.size() && could_be_title(head, i) &&
         (head.page.lines[i].words >= kFewestWords ||
          last_separator(head.page.lines[i].text).at != std::string_view::npos);
}

/// The parts of a <title> and the runs of them, folded: "A: B | C" has A, B, C, AB, BC.
std::vector<std::string> runs_of_parts(std::string_view title) {
  constexpr size_t kMostParts = 8;
  std::vector<size_t> begins{0};
  std::vector<size_t> ends;
  for (size_t at = 1; at < title.size() && begins.size() < kMostParts; ++at) {
    size_t length = title.substr(at).starts_with(": ") ? 2 : 0;
    for (const std::string_view separator : kSeparators)
      if (separator != "_" && title.substr(at).starts_with(separator)) length = separator.size();
    if (length == 0) continue;
    ends.push_back(at);
    begins.push_back(at + length);
  }
  ends.push_back(title.size());
  std::vector<std::string> runs;
  for (size_t i = 0; i < begins.size(); ++i)
    for (size_t k = i; k < ends.size(); ++k)
      if (begins[i] < ends[k]) runs.push_back(fold(title.substr(begins[i], ends[k] - begins[i])));
  return runs;
}

PageTitle page_title(const FirstLine& first) {
  PageTitle title{first.title, runs_of_parts(first.line.text)};
  std::erase(title.parts, first.site);
  return title;
}

/// A line anywhere over the text that is a part of the first line, long enough to be no entry of a
/// menu; or the first line.
size_t find_part_line(const DumpHead& head, const PageTitle& title) {
  constexpr size_t kFewestWords = 4;
  for (size_t i = 1; i < head.body && i < head.page.lines.size(); ++i)
    if (title.has_part(head.page.lines[i]) && head.page.lines[i].words >= kFewestWords &&
        could_be_title(head, i))
      return i;
  return 0;
}

void find_title(DumpHead& head) {
  if (head.page.lines.empty()) return;
  const FirstLine first(head.page.lines[0]);
  double best = 0;
  for (size_t i = 0; i <= head.body && i < head.page.lines.size(); ++i) {
    if (!could_be_title(head, i)) continue;
    const double score = title_score(head, first, i);
    if (score > best + (is_in_first_line(head.page, first, i) ? -0.001 : 0)) {
      best = score;
      head.title = i;
    }
  }
  head.is_sure = head.title != kNoLine && is_in_first_line(head.page, first, head.title) &&
                 !is_site_above(head, first, head.title);
  if (!head.is_sure && (head.title == 0 || names_page(head, 0))) {
    const PageTitle title = page_title(first);
    head.title = find_other_headline(head, title);
    if (head.title == kNoLine) head.title = find_part_line(head, title);
    head.is_sure = head.title != 0 && title.has_part(head.page.lines[head.title]);
  }
  head.top = head.title == kNoLine || head.title > 0 || head.is_sure ? head.title : kNoLine;
  if (head.top == kNoLine) head.top = head.body - std::min(head.body, kHeadLines);
}

bool stands_elsewhere(const DumpPage& page, std::string_view text, size_t except) {
  const std::string folded = fold(text);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    const DumpLine& line = page.lines[i];
    if (i == except || folded.size() < 2) continue;
    const bool is_owned = line.text.find("©") != std::string_view::npos &&
                          line.folded.find(folded) != std::string::npos;
    if (is_owned || line.folded == folded) return true;
  }
  return false;
}

/// The site's name in what the first line holds beside the headline: its last part, or the first
/// when it stands before.
std::string site_in_first_line(const DumpPage& page, size_t title) {
  const DumpLine& first = page.lines[0];
  size_t rest = find_rest(first, page.lines[title]);
  std::string_view site;
  if (rest != std::string_view::npos) {
    site = first.text.substr(rest);
    const Separator cut = last_separator(site);
    if (cut.at != std::string_view::npos) site = site.substr(cut.at + cut.length);
  } else if (const size_t tail = find_tail(first, page.lines[title]);
             tail != std::string_view::npos) {
    site = first.text.substr(0, tail);
  } else if (const Separator cut = last_separator(first.text); cut.at != std::string_view::npos) {
    site = first.text.substr(cut.at + cut.length);
  }
  std::string name = clean_credit(site);
  return count_words(name) <= kMaxSiteWords && is_site_name(name) ? name : std::string();
}

void take_title(DumpHead& head, Story& story) {
  if (head.title == kNoLine) return;
  DumpPage& page = head.page;
  std::string_view title = page.lines[head.title].text;
  if (head.is_sure) story.publisher = site_in_first_line(page, head.title);
  const Separator cut = last_separator(title);
  if (!head.is_sure && head.title == 0 && cut.at != std::string_view::npos) {
    const std::string_view site = trim_space(title.substr(cut.at + cut.length));
    const std::string_view mark = title.substr(cut.at, cut.length);
    const bool is_bar = mark.find('|') != std::string_view::npos;
    const bool is_dash = mark == " - " || mark == " – " || mark == " — ";
    const size_t words = count_words(site), before = count_words(title.substr(0, cut.at));
    // Of first lines whose last part has three words at most and follows a dash, that part is the
    // site's name in 20 of 25.
    const bool is_site =
        words <= kMaxSiteWords && (is_bar || (before >= 2 && stands_elsewhere(page, site, 0)) ||
                                   (is_dash && before >= 3 && words <= 3));
    if (is_site) {
      if (is_site_name(site)) story.publisher = std::string(site);
      title = trim_space(title.substr(0, cut.at));
    }
  }
  story.title = std::string(title);
  const std::string folded = page.lines[head.title].folded;
  for (size_t i = 0; i <= head.body && i < page.lines.size(); ++i) {
    if (may_hold_title(page, i) &&
        (i == head.title || page.lines[i].folded == folded || (i == 0 && head.is_sure)))
      page.set_role(i, Role::kTitle);
  }
}

// ---- times and section

/// A section's name: what is left of a line that also holds the date, or a crumb.
std::string section_name(std::string_view text) {
  std::string name = clean_credit(text);
  const size_t words = count_words(name);
  if (words == 0 || words > 4 || name.size() > 40) return {};
  if (std::ranges::any_of(name, is_digit)) return {};
  return name;
}

/// Whether a line tells the day of something else than the story: how long a video can be seen,
/// when a picture was taken or the page printed.
bool is_other_day(std::string_view line) {
  constexpr std::array kParts = std::to_array<std::string_view>(
      {"verfügbar bis", "available until", "file photo", "archivbild", "as of ", "wydrukowano",
       "ausgedruckt am", "printed on"});
  return std::ranges::any_of(kParts, [&](std::string_view part) {
    return find_ignoring_case(line, part) != std::string_view::npos;
  });
}

/// Reads the times of a dump. Counted on the dumps of 1,600 labelled pages: of the days in lines
/// that are mostly a date around the head nine of ten are the story's, of those in its other short
/// lines eight, of the day of a last change six, of the only day that a page shows seven.
class DumpTimes {
 public:
  DumpTimes(DumpHead& head, Story& story) : head_(head), page_(head.page), story_(story) {}

  void find() {
    constexpr size_t kAbove = 6, kBelow = 3;  // lines
    const size_t begin = head_.top - std::min(head_.top, kAbove), count = page_.lines.size();
    const size_t end = std::min(count, head_.body + kBelow);
    const size_t first = std::min<size_t>(2, head_.top);
    for (size_t i = 0; i < first; ++i) read(i, Takes::kLabelled);
    // What stands over the headline may be the day on which the page was read.
    for (size_t i = head_.top; i < end; ++i) read(i, Takes::kLines);
    for (size_t i = 0; i < first; ++i) read(i, Takes::kLines);
    for (size_t i = begin; i < head_.top; ++i) read(i, Takes::kLines);
    for (size_t i = begin; i < end && is_missing(); ++i) read(i, Takes::kShortLines);
    for (size_t i = end; i < count && is_missing(); ++i) read(i, Takes::kLabelled);
    // What tells only of its last change was published then, for all that it proves.
    if (is_missing()) story_.published = story_.modified;
    if (is_missing()) take_day_above(begin);
    if (is_missing()) take_only_day();
  }

 private:
  enum class Takes { kLabelled, kLines, kShortLines };

  bool is_missing() const { return story_.published.is_absent(); }

  /// A clock without a zone is that of the newsroom: where all that write in the page's language
  /// keep one zone, the moment is known.
  When told(const LabelledTime& time) const {
    Moment moment = time.moment;
    if (moment.has_time() && !moment.has_offset() &&
        offset_of_language(head_.language, moment, moment.offset_minutes))
      moment.zone_source = ZoneSource::kPublisher;
    return when_of(moment, time.raw);
  }

  void read(size_t i, Takes takes) {
    constexpr size_t kLongestText = 120, kLongestShort = 90;
    const Role role = page_.role(i);
    if (!is_open_role(role) && role != Role::kByline) return;
    const std::string_view line = page_.lines[i].text;
    if (role == Role::kBody && line.size() > kLongestText) return;
    if (!head_.signs.has_time(i) || is_other_day(line)) return;
    const auto times = times_in(line, head_.language);
    const bool counts = takes == Takes::kLines
                            ? is_time_line(line, times) || role == Role::kByline
                            : takes == Takes::kShortLines && line.size() < kLongestShort;
    bool used = false;
    for (const LabelledTime& time : times) {
      if (time.label == Phrase::kNone && !counts) continue;
      When& slot = time.label == Phrase::kUpdated ? story_.modified : story_.published;
      if (slot.is_absent()) slot = told(time);
      used = true;
    }
    if (!used || role == Role::kByline) return;
    page_.set_role(i, Role::kTime);
    if (story_.section.empty() && i < head_.top && times.size() == 1)
      story_.section = section_name(times[0].after);
  }

  /// The nearest line above the headline that is mostly a date: of 20 in dumps that show no other
  /// 18 tell the story's day.
  void take_day_above(size_t begin) {
    constexpr size_t kReach = 25, kMostWords = 12;  // lines
    const size_t top = head_.top - std::min(head_.top, kReach);
    for (size_t i = begin; i > top && is_missing(); --i)
      if (page_.lines[i - 1].words <= kMostWords) read(i - 1, Takes::kLines);
  }

  /// The day of the page's lines that are mostly a date, where all have the same.
  void take_only_day() {
    When only;
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      const std::string_view line = page_.lines[i].text;
      if (!head_.signs.is_time_line(i) || is_other_day(line)) continue;
      for (const LabelledTime& time : times_in(line, head_.language)) {
        if (time.label == Phrase::kUpdated) continue;
        const When when = told(time);
        if (!only.is_absent() && only.time.substr(0, 10) != when.time.substr(0, 10)) return;
        if (only.is_absent()) only = when;
      }
    }
    story_.published = only;
  }

  DumpHead& head_;
  DumpPage& page_;
  Story& story_;
};

/// "Home > Politics > Europe" over the headline: its last part that is not the headline.
void find_crumbs(DumpHead& head, Story& story) {
  if (!story.section.empty() || head.title == kNoLine) return;
  for (size_t i = head.title, passed = 0; i > 0 && passed < 5; --i, ++passed) {
    const std::string_view line = head.page.lines[i - 1].text;
    if (line.size() > 200 || head.page.role(i - 1) == Role::kTitle) continue;
    for (const std::string_view mark : {" > ", " » ", " › ", " / "}) {
      const size_t at = line.find(mark);
      if (at == line.npos) continue;
      size_t last = line.rfind(mark);
      std::string_view part = line.substr(last + mark.size());
      if (fold(part) == head.page.lines[head.title].folded || count_words(part) > 4) {
        const size_t before = last == at ? 0 : line.rfind(mark, last - 1) + mark.size();
        part = line.substr(before, last - before);
      }
      if (phrase_of(part) == Phrase::kNone) story.section = section_name(part);
      return;
    }
  }
}

void find_publisher(DumpHead& head, Story& story) {
  for (size_t i = head.page.lines.size(); i > 0 && story.publisher.empty(); --i) {
    if (head.page.role(i - 1) == Role::kUnknown)
      story.publisher = copyright_holder(head.page.lines[i - 1].text);
  }
}

/// The line where the bulk of the body begins: a few words far above it (a note about cookies, a
/// teaser) may be text by mistake. Without a body some lines below the page's begin.
size_t begin_of_bulk(const DumpPage& page) {
  constexpr size_t kWithoutBody = 40, kFar = 4;  // lines
  constexpr uint64_t kMostShare = 20;            // one part of so many
  const size_t count = page.lines.size();
  uint64_t words = 0, passed = 0;
  for (size_t i = 0; i < count; ++i)
    if (page.role(i) == Role::kBody) words += page.list.blocks[i].word_count;
  size_t begin = count, last = count;
  for (size_t i = 0; i < count && passed * kMostShare <= words; ++i) {
    if (page.role(i) != Role::kBody) continue;
    if (begin == count || i - last > kFar) begin = i;
    last = i;
    passed += page.list.blocks[i].word_count;
  }
  return begin < count ? begin : std::min(count, kWithoutBody);
}

}  // namespace

void read_dump_head(DumpPage& page, size_t below_head, Story& story) {
  const size_t body = std::min(below_head, begin_of_bulk(page));
  DumpHead head{page, body, kNoLine, 0, false, story.language, LineSigns(page, story.language)};
  find_title(head);
  take_title(head, story);
  find_dump_byline(head, story);
  DumpTimes(head, story).find();
  find_crumbs(head, story);
  find_dump_dek(head, story);
  find_publisher(head, story);
}

}  // namespace copydesk
