// dump_headline.cpp: the headline of a dump whose first line says it in other words ("Harbour
// reopens after storm | Coast Mail" over "Storm is over: the harbour opens again"). Each line over
// the text that may be one gets points for what it shares with the first line and with the text,
// and for what stands below it. Method: own; weights of a logistic regression over the dumps of 847
// labelled pages whose first line repeats no line below, rounded (in five folds 460 headlines were
// right, 393 before). Not here: where the first line repeats the headline (dump_head.cpp).
#include <algorithm>
#include <string>
#include <unordered_set>

#include "story/dump_head.h"

namespace copydesk {
namespace {

constexpr size_t kReach = 30;      // lines over the text
constexpr size_t kTextLines = 40;  // of the text that are looked at

using Words = std::unordered_set<std::string>;

/// Adds the words of a text; where words are not parted by spaces, its letters.
void add_words(std::string_view text, Words& words) {
  constexpr float kUnspaced = 0.3f;
  const std::string folded = fold_words(text);
  size_t at = 0;
  const bool has_no_spaces = unspaced_share(text) > kUnspaced;
  while (has_no_spaces && at < folded.size()) {
    const size_t begin = at;
    next_code_point(folded, at);
    words.emplace(folded.substr(begin, at - begin));
  }
  for (std::string_view word = next_word(folded, at); !word.empty(); word = next_word(folded, at))
    words.emplace(word);
}

Words words_of(std::string_view text) {
  Words words;
  add_words(text, words);
  return words;
}

Words words_of_text(const DumpPage& page) {
  Words words;
  for (size_t i = 0, seen = 0; i < page.lines.size() && seen < kTextLines; ++i) {
    if (page.role(i) != Role::kBody) continue;
    add_words(page.lines[i].text, words);
    ++seen;
  }
  return words;
}

double shared(const Words& a, const Words& b) {
  return static_cast<double>(
      std::ranges::count_if(a, [&](const std::string& word) { return b.contains(word); }));
}

/// Whether byline or date stand in the next lines.
bool is_over_byline(const DumpHead& head, size_t i) {
  constexpr size_t kBelow = 3;
  for (size_t k = i + 1; k < std::min(head.page.lines.size(), i + 1 + kBelow); ++k) {
    if (head.signs.is_led_byline(k) || head.signs.is_time_line(k)) return true;
  }
  return false;
}

bool stands_twice(const DumpPage& page, size_t i) {
  return std::ranges::count(page.lines, page.lines[i].folded, &DumpLine::folded) > 1;
}

/// What tells a headline; weights: the top of the file.
double headline_points(const DumpHead& head, size_t i, const PageTitle& title,
                       const Words& of_title, const Words& of_text) {
  constexpr double kInTitle = 1.5, kAlike = 2.5, kInText = 2, kLong = 2.5, kPart = 2, kByline = 2,
                   kTwice = 1, kFar = 1, kStop = 2, kText = 2, kLabel = 1;
  constexpr double kManyWords = 10, kFewWords = 2;
  const DumpLine& line = head.page.lines[i];
  const Words words = words_of(line.text);
  if (words.empty()) return 0;
  const auto count = static_cast<double>(words.size());
  const double common = shared(words, of_title);
  const auto distance = static_cast<double>(head.body > i ? head.body - i : 0);
  double points = kInTitle * common / count;
  points += kAlike * 2 * common / (count + static_cast<double>(of_title.size()));
  points += kInText * shared(words, of_text) / count;
  points += kLong * std::min(count, kManyWords) / kManyWords;
  if (title.has_part(line)) points += kPart;
  if (is_over_byline(head, i)) points += kByline;
  if (is_open_role(head.page.role(i)) && stands_twice(head.page, i)) points += kTwice;
  points -= kFar * distance / kReach;
  if (line.text.ends_with('.')) points -= kStop;
  if (count <= kFewWords) points -= kLabel;
  return points - kText * head.page.list.blocks[i].story_probability;
}

}  // namespace

bool PageTitle::has_part(const DumpLine& line) const {
  return std::ranges::find(parts, line.folded) != parts.end();
}

size_t find_other_headline(const DumpHead& head, const PageTitle& title) {
  constexpr double kEnough = 5.5;
  const Words of_title = words_of(title.text), of_text = words_of_text(head.page);
  double best = kEnough;
  size_t found = kNoLine;
  const size_t begin = std::max<size_t>(1, head.body - std::min(head.body, kReach));
  for (size_t i = begin; i <= head.body + 1 && i < head.page.lines.size(); ++i) {
    if (!could_be_title(head, i)) continue;
    const double points = headline_points(head, i, title, of_title, of_text);
    if (points <= best) continue;
    best = points;
    found = i;
  }
  return found;
}

}  // namespace copydesk
