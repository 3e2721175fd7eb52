// dump_byline.cpp: who wrote a dump's story. Method: own. A line that opens with "By" around the
// headline or the first words of the text is believed first; then a line that is nothing but a name
// where a date stands beside it or the name stands on the page again; then what the page has
// besides. Names that a tool ran together with what stood behind them are parted first. Counted on
// the dumps of 1,344 labelled pages: of the names behind "By" nine of ten are
// the author's, of the lone ones near a date or repeated seven, of the others three. Not here: what
// a byline holds (text/names.cpp).
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "story/dump_byline_text.h"
#include "story/dump_head.h"
#include "story/fields_people.h"

namespace copydesk {
namespace {

/// Reads the bylines of one dump.
class DumpBylines {
 public:
  DumpBylines(DumpHead& head, Story& story) : head_(head), page_(head.page), story_(story) {
    has_title_ = head.title == head.top;
    title_ = head.top;
    last_body_ = head.body;
    for (size_t i = head.body; i < page_.lines.size(); ++i)
      if (page_.role(i) == Role::kBody) last_body_ = i;
  }

  void find() {
    constexpr size_t kOver = 4, kBehind = 2, kBelowText = 4;  // lines
    const size_t over = title_ - std::min(title_, kOver), begin = title_ + has_title_;
    const size_t text = head_.body + kBehind + 1;
    const size_t below = last_body_ + 1, end = below + kBelowText;
    const bool found = take_led(begin, text) || take_led(over, title_) || take_handle(over, text) ||
                       take_name() || take_dated() || take_led(below, end);
    if (!found) take_only();
    if (story_.authors.empty()) take_signed();
    if (story_.authors.empty()) take_portrait();
    if (story_.authors.empty()) take_announced();
    if (story_.authors.empty()) take_led_beside_date();
    if (story_.authors.empty() && story_.agency.empty()) take_group();
    if (story_.authors.empty() && story_.agency.empty()) take_thread_opener();
    take_agency(over, text);
    take_agency(below, end);
  }

 private:
  /// A line as a byline, which may have its "By" in a line of its own above the name.
  struct Line {
    Byline byline;
    std::string text;
    bool opens = false;
    size_t used = 1;  // lines
  };

  std::string text_of(size_t i) const { return without_glue(page_.lines[i].text); }

  /// Lines that stand between the names of a list: "@anaruiz", "and", ",".
  static bool parts_names(std::string_view text) {
    constexpr std::array kBetween = std::to_array<std::string_view>(
        {",", "&", "/", "|", "and", "und", "et", "y", "e", "en", "og", "och", "i", "и"});
    return (text.starts_with('@') && text.find(' ') == text.npos) ||
           std::ranges::find(kBetween, text) != kBetween.end();
  }

  /// "By" in a line of its own: adds the name below and the names behind that, where handles,
  /// conjunctions or jobs between them tell a list.
  void read_names_below(size_t i, Line& line) const {
    constexpr size_t kMost = 12;  // lines
    bool is_list = false;
    for (size_t k = i + 1; k < page_.lines.size() && k <= i + kMost; ++k) {
      const std::string_view printed = page_.lines[k].text;
      const std::string parted = text_of(k);
      const bool is_between = parts_names(printed), is_glued = parted.size() != printed.size();
      is_list = is_list || is_between || is_glued;
      const bool goes_on =
          k == i + 1 || (is_list && (is_between || is_glued || is_plausible_name(printed)));
      if (!goes_on || !is_open_role(page_.role(k))) break;
      if (!is_between) line.text.append(k == i + 1 ? " " : ", ").append(parted);
      line.used = k + 1 - i;
    }
  }

  /// Each line is read once, until a byline is taken.
  const Line& read(size_t i) {
    const auto [at, is_new] = lines_.try_emplace(i);
    if (is_new) at->second = parse(i);
    return at->second;
  }

  Line parse(size_t i) const {
    Line line;
    line.text = text_of(i);
    size_t length = 0;
    // "By" alone opens one where a space follows it.
    const std::string padded = line.text + ' ';
    line.opens = opens_byline(padded, length);
    if (line.opens && length >= line.text.size()) read_names_below(i, line);
    if (line.text.size() <= kMaxBylineBytes) line.byline = parse_byline(line.text);
    return line;
  }

  bool may_be_byline(size_t i) const {
    return i < page_.lines.size() && page_.lines[i].text.size() <= kMaxBylineBytes &&
           is_open_role(page_.role(i));
  }

  bool is_dated(size_t i) const {
    return i < page_.lines.size() && (head_.signs.has_time(i) || tells_age(page_.lines[i].text));
  }

  void take(size_t i, const Line& line) {
    for (const Person& person : line.byline.authors)
      story_.authors.push_back({person.name, person.role});
    if (!line.byline.agency.empty()) story_.agency = line.byline.agency;
    if (story_.publisher.empty()) story_.publisher = outlet_in(line.text, line.byline);
    for (size_t k = i; k < i + line.used; ++k) page_.set_role(k, Role::kByline);
    lines_.clear();
  }

  /// Names or an agency behind "By", in the first line that has any.
  bool take_led(size_t begin, size_t end) {
    for (size_t i = begin; i < end && i < page_.lines.size(); ++i) {
      if (!may_be_byline(i)) continue;
      const Line& line = read(i);
      if (!(line.opens || line.byline.by) ||
          (line.byline.authors.empty() && line.byline.agency.empty()))
        continue;
      take(i, line);
      return true;
    }
    return false;
  }

  /// "By macbacchi | Apr 21, 2023", "von Marianne1".
  bool take_handle(size_t begin, size_t end) {
    constexpr size_t kMostWords = 14, kMostWithoutDate = 4, kShortest = 3;
    for (size_t i = begin; i < end && i < page_.lines.size(); ++i) {
      if (!may_be_byline(i) || page_.lines[i].phrase != Phrase::kNone) continue;
      const Line& read_line = read(i);
      if (read_line.byline.handle.size() < kShortest) continue;
      Line line = read_line;
      const size_t words = count_words(line.text);
      const bool is_short = line.opens && words <= kMostWithoutDate && !ends_sentence(line.text);
      if (!is_short && !(words <= kMostWords && is_dated(i))) continue;
      line.byline.authors.push_back({line.byline.handle, {}});
      take(i, line);
      return true;
    }
    return false;
  }

  /// Whether the name stands on the page again: as a line of its own, or inside one close by
  /// ("Headshot of Ana Ruiz").
  bool is_repeated(size_t i) const {
    constexpr size_t kClose = 3;
    const DumpLine& name = page_.lines[i];
    for (size_t k = 0; k < page_.lines.size(); ++k) {
      if (k == i) continue;
      if (page_.lines[k].folded == name.folded) return true;
      const size_t distance = k > i ? k - i : i - k;
      if (distance <= kClose && page_.lines[k].text.find(name.text) != std::string_view::npos)
        return true;
    }
    return false;
  }

  /// Whether the story or its headline tells of someone of this name.
  bool is_told_of(size_t i) const {
    constexpr size_t kLines = 12;
    const std::string_view name = page_.lines[i].text;
    const auto names = [&](size_t k) {
      return k < page_.lines.size() && k != i &&
             page_.lines[k].text.find(name) != std::string_view::npos;
    };
    if (has_title_ && names(title_)) return true;
    for (size_t k = head_.body; k < head_.body + kLines; ++k)
      if (page_.lines.size() > k && page_.role(k) == Role::kBody && names(k)) return true;
    return false;
  }

  /// "Ana Ruiz, CNN", "Ana Ruiz and Ben Cole, Associated Press", "Ana Ruiz, Staff Reporter": names
  /// and whom they write for, or as what.
  bool names_an_outlet(size_t i) const {
    return page_.lines[i].text.size() <= kMaxBylineBytes && names_an_outlet(text_of(i));
  }

  static bool names_an_outlet(const std::string& text) {
    constexpr size_t kMostWords = 10;
    const size_t comma = text.rfind(',');
    if (comma == text.npos || count_words(text) > kMostWords || ends_sentence(text)) return false;
    const Byline byline = parse_byline(text);
    if (byline.authors.empty()) return false;
    const std::string_view last = trim_space(std::string_view(text).substr(comma + 1));
    return is_agency(last) || !byline.authors.back().role.empty() || tells_staff(last) ||
           !outlet_in(text, byline).empty();
  }

  /// "Ana Ruiz and Ben Cole", "Ana Ruiz and AP": several names and nothing else.
  bool is_names(size_t i) const {
    constexpr size_t kLongestBetween = 6;  // bytes
    const std::string_view text = page_.lines[i].text;
    if (text.size() > kMaxBylineBytes) return false;
    const Byline byline = parse_byline(text);
    size_t bytes = 0;
    for (const Person& person : byline.authors) bytes += person.name.size();
    bytes += byline.agency.size();
    const size_t count = byline.authors.size() + !byline.agency.empty();
    return !byline.authors.empty() && count > 1 &&
           bytes + (count - 1) * kLongestBetween >= text.size();
  }

  /// "Ana Ruiz@anaruiz", "Ana Ruiz @anaruiz": a name and how a network calls its owner.
  static bool has_handle(std::string_view text) {
    const size_t at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && text.size() <= kMaxBylineBytes &&
           text.find_first_of(" .@", at + 1) == text.npos &&
           is_plausible_name(trim_space(text.substr(0, at)));
  }

  /// Whether a line says the name above it again, and for whom or as what its owner writes: "Ana
  /// Ruiz", "Ana Ruiz, Coast Mail Staff".
  bool adds_role(size_t i) const {
    if (i == 0) return false;
    const std::string_view name = page_.lines[i - 1].text, text = page_.lines[i].text;
    return text.size() > name.size() && text.starts_with(name) && is_plausible_name(name) &&
           names_an_outlet(i);
  }

  /// Whether a word of the line stands in another one.
  bool shares_word(size_t i, size_t other) const {
    if (i == other || other >= page_.lines.size()) return false;
    const std::string words = fold_words(page_.lines[i].text);
    const std::string text = ' ' + fold_words(page_.lines[other].text) + ' ';
    size_t at = 0;
    for (std::string_view word = next_word(words, at); !word.empty(); word = next_word(words, at))
      if (text.find(' ' + std::string(word) + ' ') != text.npos) return true;
    return false;
  }

  /// Whether a name stands right below the headline, close over the text, and none of its words in
  /// either: "Mac Mini" and "Veros Insights" are no authors.
  bool is_alone_below_title(size_t i) const {
    constexpr size_t kClose = 8, kLines = 12, kMostWords = 3;
    if (!has_title_ || i != title_ + 1 || head_.body > i + kClose || is_repeated(i) ||
        count_words(page_.lines[i].text) > kMostWords || shares_word(i, 0) ||
        shares_word(i, title_))
      return false;
    for (size_t k = head_.body; k < head_.body + kLines; ++k)
      if (shares_word(i, k)) return false;
    return true;
  }

  /// Whether a name that the text shares no word with stands between a picture and the text: "Foto:
  /// Ben Cole / AP", "Ana Ruiz".
  bool is_alone_above_text(size_t i) const {
    constexpr size_t kReach = 2, kLines = 12;
    if (i == 0 || i + kReach < head_.body || i >= head_.body || is_repeated(i) || shares_word(i, 0))
      return false;
    const Role above = page_.role(i - 1);
    if (above != Role::kCaption && above != Role::kCredit) return false;
    for (size_t k = i + 1; k < head_.body; ++k)
      if (page_.lines[k].phrase == Phrase::kNone) return false;
    for (size_t k = head_.body; k < head_.body + kLines; ++k)
      if (shares_word(i, k)) return false;
    return true;
  }

  /// How much speaks for a line that is nothing but a name.
  double score_of(size_t i) const {
    constexpr size_t kNear = 3, kFar = 6;  // lines below the headline
    const bool is_beside = (i > 0 && is_dated(i - 1)) || is_dated(i + 1);
    const bool is_near = (i > 1 && is_dated(i - 2)) || is_dated(i + 2);
    double score = is_beside ? 2 : is_near ? 1 : 0;
    if (is_repeated(i) || adds_role(i)) score += 1.5;
    if (names_an_outlet(i)) score += 2;
    if (is_told_of(i)) score -= 1;
    if (!has_lower(page_.lines[i].text)) score -= 1;  // "FRONT PAGE"
    if (i < title_ + has_title_) return score - 1;
    if (is_alone_above_text(i)) score += 2;
    if (has_handle(page_.lines[i].text)) score += 2;
    const size_t below = i - title_;
    if (is_alone_below_title(i)) score += 1.3;
    return score + (below <= kNear ? 0.7 : below <= kFar ? 0.2 : -0.5);
  }

  bool take_name() {
    constexpr size_t kOver = 2, kFarOver = 20, kReach = 8;  // lines
    constexpr double kEnough = 2;
    const size_t end = std::min(head_.body + 2, title_ + kReach + 1);
    double best = kEnough;
    std::optional<size_t> found;
    for (size_t i = title_ - std::min(title_, kFarOver); i < end; ++i) {
      if (i + kOver < title_ && !adds_role(i)) continue;
      if (!may_be_byline(i) || page_.lines[i].phrase != Phrase::kNone ||
          !(is_plausible_name(page_.lines[i].text) || names_an_outlet(i) || is_names(i) ||
            has_handle(page_.lines[i].text)))
        continue;
      const double score = score_of(i);
      if (score < best || (found && score == best)) continue;
      best = score;
      found = i;
    }
    if (!found) return false;
    const Line& line = read(*found);
    if (line.byline.authors.empty()) return false;
    take(*found, line);
    return true;
  }

  /// "3 May 2017 Ana Ruiz", "Ana Ruiz May 3, 2017".
  bool take_dated() {
    constexpr size_t kOver = 2, kMostWords = 16;
    const size_t begin = title_ - std::min(title_, kOver);
    for (size_t i = begin; i < head_.body + 2 && i < page_.lines.size(); ++i) {
      if (!may_be_byline(i) || !is_dated(i)) continue;
      const Line& line = read(i);
      if (line.byline.authors.empty() || count_words(line.text) > kMostWords) continue;
      take(i, line);
      return true;
    }
    return false;
  }

  /// Whether the line below says the name again with a job behind it: "Ana Ruiz", "Ana Ruiz Chief
  /// reporter". Right in 13 of 13 dumps.
  bool has_job_below(size_t i) const {
    if (i + 1 >= page_.lines.size() || page_.lines[i + 1].text.size() > kMaxBylineBytes)
      return false;
    const std::string_view name = page_.lines[i].text, below = page_.lines[i + 1].text;
    if (!is_plausible_name(name) || !below.starts_with(name) || below.size() == name.size())
      return false;
    const Byline byline = parse_byline(below);
    return byline.authors.size() == 1 && byline.authors[0].name == name &&
           !byline.authors[0].role.empty();
  }

  /// "Ana Ruiz, Journalist" of "Ana Ruiz - Journalist": a name and a job, nothing else; or empty.
  static std::string name_with_job(std::string_view text) {
    for (const std::string_view dash : {" – ", " — ", " - ", " | "}) {
      const size_t at = text.find(dash);
      if (at == text.npos || !is_plausible_name(text.substr(0, at))) continue;
      std::string byline(text.substr(0, at));
      byline.append(", ").append(text.substr(at + dash.size()));
      const Byline read = parse_byline(byline);
      if (read.authors.size() == 1 && !read.authors[0].role.empty()) return byline;
    }
    return {};
  }

  /// "Ana Ruiz, Education editor" of "Ana Ruiz Education editor", where the line stands in the
  /// head; or empty.
  std::string name_before_job(size_t i) const {
    constexpr size_t kMostWords = 7;
    const std::string_view text = page_.lines[i].text;
    const size_t first = text.find(' ');
    const size_t second = first == text.npos ? first : text.find(' ', first + 1);
    if (second == text.npos || count_words(text) > kMostWords || !is_in_head(i) ||
        text.find(',') != text.npos || !is_plausible_name(text.substr(0, second)))
      return {};
    std::string byline(text.substr(0, second));
    byline.append(", ").append(text.substr(second + 1));
    const Byline read = parse_byline(byline);
    return read.authors.size() == 1 && !read.authors[0].role.empty() ? byline : std::string();
  }

  /// "Ana Ruiz3 minutes ago", "Ana Ruiz|Published 4 days ago": the name in front of a time, or
  /// empty.
  std::string_view name_before_time(std::string_view text) const {
    if (!text.ends_with(" ago")) return {};
    const std::string_view name = trim_space(text.substr(0, text.find_first_of("0123456789|")));
    return is_plausible_name(name) ? name : std::string_view();
  }

  /// Whether a line stands right below the headline or beside a date.
  bool is_in_head(size_t i) const {
    constexpr size_t kBelow = 3;
    const bool is_below = has_title_ && i > title_ && i <= title_ + kBelow;
    return is_below || is_dated(i + 1) || (i > 0 && is_dated(i - 1));
  }

  /// "Ana Ruiz" of "Ana Ruiz Ana Ruiz", "Picture of Ana Ruiz Ana Ruiz": the alternative text of a
  /// portrait and the name below it; or empty.
  std::string_view name_said_twice(size_t i) const {
    const DumpLine& line = page_.lines[i];
    const size_t half = find_second_half(line);
    if (half != line.text.npos && is_in_head(i) && is_plausible_name(line.text.substr(half)))
      return line.text.substr(half);
    const std::string_view name = name_of_portrait(line.text);
    const size_t middle = name.find(name.substr(0, name.find(' ')), 1);
    return middle != name.npos && fold(name.substr(0, middle)) == fold(name.substr(middle))
               ? name.substr(middle)
               : std::string_view();
  }

  /// A name right below the alternative text of a portrait: "Picture of Ana Ruiz", "Ana Ruiz".
  bool is_below_portrait(size_t i) const {
    return i > 0 && is_plausible_name(page_.lines[i].text) &&
           name_of_portrait(page_.lines[i - 1].text) == page_.lines[i].text;
  }

  /// A name that stands alone right over the text, below a picture's caption or credit.
  bool is_name_below_picture(size_t i) const {
    if (i == 0 || i + 1 != head_.body || !is_plausible_name(page_.lines[i].text)) return false;
    const Role above = page_.role(i - 1);
    return above == Role::kCaption || above == Role::kCredit;
  }

  /// The name in a line that says by itself that it is an author's, with the job: "From Ana Ruiz,
  /// CNN", "나하늘 기자", "記者 王小明"; or empty.
  std::string name_in(size_t i, const std::string& text) const {
    constexpr std::string_view kFrom = "From ";
    for (const auto name : {name_before_time(page_.lines[i].text), name_said_twice(i)})
      if (!name.empty()) return std::string(name);
    if (text.starts_with(kFrom) && names_an_outlet(text.substr(kFrom.size())))
      return text.substr(kFrom.size());
    if (std::string said = name_before_job(i); !said.empty()) return said;
    return !ends_sentence(text) && parse_byline(text).job ? text : name_with_job(text);
  }

  /// Names that their surroundings prove, in the lines over the text, headline or not.
  bool take_signed() {
    constexpr size_t kReach = 25, kMostBytes = 100;
    for (size_t i = head_.body - std::min(head_.body, kReach); i < head_.body; ++i) {
      if (!may_be_byline(i) || page_.lines[i].phrase != Phrase::kNone ||
          page_.lines[i].text.size() > kMostBytes)
        continue;
      Line line;
      line.text = text_of(i);
      if (std::string said = name_in(i, line.text); !said.empty())
        line.text = std::move(said);
      else if (!has_job_below(i) && !is_name_below_picture(i) && !is_below_portrait(i))
        continue;
      line.byline = parse_byline(line.text);
      if (line.byline.authors.empty()) continue;
      take(i, line);
      return true;
    }
    return false;
  }

  /// The portrait of the author with the name below it, under the text.
  void take_portrait() {
    constexpr size_t kReach = 40;
    const size_t end = std::min(page_.lines.size(), last_body_ + kReach);
    for (size_t i = head_.body; i < end; ++i) {
      if (!may_be_byline(i) || !is_below_portrait(i)) continue;
      story_.authors.push_back({std::string(page_.lines[i].text), {}});
      return;
    }
  }

  /// "Author", "About the author:" in a line of its own with the name below it.
  void take_announced() {
    constexpr size_t kReach = 40;
    const size_t end = std::min(page_.lines.size(), last_body_ + kReach);
    for (size_t i = title_; i + 1 < end; ++i) {
      if (!announces_author(page_.lines[i].text) || !may_be_byline(i + 1)) continue;
      const Byline byline = parse_byline(page_.lines[i + 1].text);
      if (byline.authors.size() != 1) continue;
      story_.authors.push_back({byline.authors[0].name, byline.authors[0].role});
      return;
    }
  }

  /// "By Ana Ruiz, CNN" with the day beside it, farther over the text than a head reaches.
  void take_led_beside_date() {
    constexpr size_t kReach = 40;
    for (size_t i = head_.body - std::min(head_.body, kReach); i < head_.body; ++i)
      if (head_.signs.is_led_byline(i) && is_dated(i + 1) && take_led(i, i + 1)) return;
  }

  /// The handle of who opened the thread: "Thread starter anaruiz", or right above what the forum
  /// tells of the first member on the page.
  void take_thread_opener() {
    constexpr size_t kAbove = 2;  // lines
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      std::string_view handle = thread_starter(page_.lines[i].text);
      const bool is_told = tells_of_member(page_.lines[i].text);
      for (size_t k = i; is_told && handle.empty() && k > 0 && k + kAbove > i; --k)
        if (could_be_handle(page_.lines[k - 1].text)) handle = page_.lines[k - 1].text;
      if (!handle.empty()) story_.authors.push_back({std::string(handle), {}});
      if (is_told || !handle.empty()) return;
    }
  }

  /// The name in "By the Rivers Team", or in "Rivers Team" right below the headline or beside a
  /// date; empty: there is none.
  std::string_view group_in(size_t i) const {
    constexpr size_t kFewestWords = 2, kMostWords = 6;
    const std::string_view line = page_.lines[i].text;
    size_t length = 0;
    const bool opens = opens_byline(line, length);
    const std::string_view name = trim_space(line.substr(opens ? length : 0));
    const size_t words = count_words(name);
    const bool is_group = (opens || is_in_head(i)) && is_named_group(name) &&
                          words >= kFewestWords && words <= kMostWords && !is_placeholder(name);
    return is_group && !ends_sentence(name) && std::ranges::none_of(name, is_digit)
               ? name
               : std::string_view();
  }

  void take_group() {
    constexpr size_t kOver = 4, kBehind = 3;  // lines
    for (size_t i = title_ - std::min(title_, kOver); i < head_.body + kBehind; ++i) {
      const std::string_view name = may_be_byline(i) ? group_in(i) : std::string_view();
      if (name.empty()) continue;
      story_.authors.push_back({std::string(name), {}});
      story_.notes.push_back({"no-person", "signed by " + std::string(name)});
      page_.set_role(i, Role::kByline);
      return;
    }
  }

  /// "AFP, MANILA": an agency and from where it writes.
  bool take_agency_in_place(size_t i) {
    const std::string_view line = page_.lines[i].text;
    const size_t comma = line.find(", ");
    if (comma == line.npos || !is_agency(line.substr(0, comma))) return false;
    const std::string_view place = trim_space(line.substr(comma + 1));
    if (place.empty() || is_agency(place)) return false;
    story_.agency = line.substr(0, comma);
    const bool is_name = has_lower(place) && is_plausible_name(place);
    if (story_.dateline.is_absent() && is_upper(place.front()) && !is_name)
      story_.dateline = {std::string(place), story_.agency, {}};
    return true;
  }

  /// "Associated Press", "(dpa)", "Quelle: AFP": a line that credits an agency.
  void take_agency(size_t begin, size_t end) {
    constexpr size_t kShortest = 3, kLongest = 60;  // bytes; "AP" is a picture's as often
    for (size_t i = begin; i < end && i < page_.lines.size() && story_.agency.empty(); ++i) {
      const std::string_view line = page_.lines[i].text;
      if (line.size() < kShortest || line.size() > kLongest || !is_open_role(page_.role(i)) ||
          line.find("©") != std::string_view::npos)
        continue;
      if (!take_agency_in_place(i)) story_.agency = agency_credit(line);
      if (!story_.agency.empty()) page_.set_role(i, Role::kByline);
    }
  }

  /// The lines below that open with "By", where all name the same person.
  void take_only() {
    constexpr size_t kMostWords = 12;
    std::optional<size_t> first;
    std::string name;
    for (size_t i = head_.body; i < page_.lines.size(); ++i) {
      size_t length = 0;
      const std::string_view text = page_.lines[i].text;
      if (!may_be_byline(i) || !opens_byline(text, length) || count_words(text) > kMostWords)
        continue;
      const Byline byline = parse_byline(text);
      if (byline.authors.empty()) continue;
      const std::string folded = fold(byline.authors[0].name);
      if (first && folded != name) return;
      if (!first) first = i, name = folded;
    }
    if (!first) return;
    const Role role = page_.role(*first);
    take(*first, read(*first));
    page_.set_role(*first, role);  // of the text, if the choice took it for text
  }

  DumpHead& head_;
  DumpPage& page_;
  Story& story_;
  std::map<size_t, Line> lines_;  // as far as they were read
  bool has_title_ = false;
  size_t title_ = 0, last_body_ = 0;
};

}  // namespace

void find_dump_byline(DumpHead& head, Story& story) { DumpBylines(head, story).find(); }

}  // namespace copydesk
