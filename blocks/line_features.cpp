// line_features.cpp: the lines of a dump -> one row of numbers each.
// Without tags a line is known by its own letters, by its neighbours, by how often it stands on the
// page, by the runs of short lines and of sentences around it, and by where the densest stretch of
// sentences begins and ends. Numbers only; the choice is made in line_choice.cpp. Method: own.
#include "blocks/line_features.h"

#include <algorithm>
#include <array>

#include "blocks/feature_row.h"
#include "blocks/hash_numbers.h"
#include "blocks/line_measures.h"
#include "blocks/vocabulary.h"
#include "blocks/weights.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr int kNeighbours = 3;

/// What a line is taken for while its surroundings are measured.
struct Line {
  float words = 0;           // TextStats::words
  float sentence_words = 0;  // words, if the line reads like prose
  bool is_short = false;
  bool is_prose = false;
  Phrase phrase = Phrase::kNone;
  uint32_t copies = 0;  // lines of the page with the same words
  uint32_t copy_index = 0;
  float title_share = 0;  // share of its words that stand in the page's first line
  float title_cover = 0;  // share of the first line's words that stand in it
  uint32_t joints = 0;    // places where a word goes over into the next without a space
};

/// Words, also of a text in a script that does not part them: there about six of the counted
/// columns make one.
uint32_t words_in(const TextStats& s) {
  constexpr uint32_t kUnspacedRun = 14, kColumnsPerWord = 6;
  return s.length > kUnspacedRun * s.words ? s.length / kColumnsPerWord : s.words;
}

bool is_prose(const TextStats& s, uint32_t words) {
  if (words < 6) return false;
  const bool has_stops = s.stop_words * 6 >= words;
  return (s.ends_sentence && words >= 8 && (has_stops || words >= 14)) ||
         (words >= 20 && (has_stops || s.sentence_ends >= 2));
}

/// The words of the page's first line of at least three words: most often the title, with the
/// site's name.
std::vector<uint64_t> title_words(const BlockList& list) {
  std::vector<uint64_t> words;
  for (size_t i = 0; i < std::min<size_t>(3, list.blocks.size()) && words.size() < 3; ++i) {
    words.clear();
    const std::string_view text = list.blocks[i].text.substr(0, 400);
    for (size_t at = 0; at < text.size();) {
      const std::string_view word = next_word(text, at);
      if (word.empty()) break;
      words.push_back(letters_hash(word));
    }
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void compare_with_title(const std::vector<uint64_t>& title, std::string_view text, Line& line) {
  if (title.empty() || text.size() > 400) return;
  size_t words = 0, hits = 0;
  for (size_t at = 0; at < text.size();) {
    const std::string_view word = next_word(text, at);
    if (word.empty()) break;
    ++words;
    hits += std::ranges::binary_search(title, letters_hash(word));
  }
  if (words == 0) return;
  line.title_share = static_cast<float>(hits) / static_cast<float>(words);
  line.title_cover = std::min(1.0f, static_cast<float>(hits) / static_cast<float>(title.size()));
}

std::vector<Line> measure_lines(const BlockList& list, const std::vector<TextStats>& stats) {
  const std::vector<uint64_t> title = title_words(list);
  std::vector<Line> lines(list.blocks.size());
  HashNumbers numbers(lines.size());
  std::vector<uint32_t> number(lines.size()), copies(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    number[i] = numbers.number_of(stats[i].hash);
    const uint32_t words = words_in(stats[i]);
    line.words = static_cast<float>(words);
    line.is_prose = is_prose(stats[i], words);
    line.is_short = words < 6;
    line.sentence_words = line.is_prose ? line.words : 0.0f;
    line.phrase = phrase_of(list.blocks[i].text);
    line.copy_index = copies[number[i]]++;
    line.joints = count_joints(list.blocks[i].text);
    compare_with_title(title, list.blocks[i].text, line);
  }
  for (size_t i = 0; i < lines.size(); ++i) lines[i].copies = copies[number[i]];
  return lines;
}

/// The stretch with the greatest sum of words of prose less `price` for every other line.
Stretch densest_stretch(const std::vector<Line>& lines, float price) {
  return best_stretch(lines.size(), [&](size_t i) {
    return lines[i].is_prose && lines[i].copy_index == 0 ? lines[i].words : -price;
  });
}

// A dump with a blank line between nearly all its lines, or with hardly any, says the same.
constexpr double kTellingGaps = 0.04;
constexpr size_t kPhraseRadius = 8;  // lines on each side in which groups of phrases are counted

/// Where each group of phrases is said. Most are nowhere on a page.
struct GroupTraces {
  explicit GroupTraces(const std::vector<TextStats>& stats) {
    SlotSet said;
    for (const TextStats& line : stats) said |= line.phrases;
    for (unsigned slot = 0; slot < phrase_groups().size(); ++slot) {
      const auto says = [&](size_t i) { return stats[i].phrases.has(slot); };
      if (!said.has(slot)) {
        before.emplace_back(stats.size(), kFarLines);
        lines.emplace_back(stats.size());
        continue;
      }
      before.push_back(distances(stats.size(), true, says));
      lines.emplace_back(stats.size(), says);
    }
  }
  std::vector<std::vector<float>> before;
  std::vector<PrefixSums> lines;
};

/// The lines of a page by their words, up to a bound.
struct LengthRanks {
  static constexpr size_t kBound = 255;
  explicit LengthRanks(const std::vector<Line>& all) {
    for (const Line& line : all) {
      ++shorter[place(line) + 1];
      shorter_words[place(line) + 1] += line.words;
    }
    for (size_t i = 1; i < shorter.size(); ++i) {
      shorter[i] += shorter[i - 1];
      shorter_words[i] += shorter_words[i - 1];
    }
  }
  static size_t place(const Line& line) {
    return std::min(kBound, static_cast<size_t>(line.words));
  }
  std::array<double, kBound + 2> shorter{}, shorter_words{};
};

/// All that is measured over the whole page before rows are written.
struct Surroundings {
  Surroundings(const BlockList& list, const std::vector<TextStats>& text_stats);
  void measure_distances();
  void count_lines();

  const BlockList& page;
  const std::vector<TextStats>& stats;
  std::vector<Line> lines;
  size_t count;
  PrefixSums words, prose_words, prose_lines, short_lines, list_lines, stop_words, phrases, gaps,
      digits;
  double repeated = 0, dates = 0, prices = 0, questions = 0;  // lines of the page
  double longest = 0;                                         // words of the longest line of prose
  float middle_words = 0;  // of the line in the middle, by its words
  bool gaps_tell = false;  // blank lines stand between some lines only
  GroupTraces groups;
  LengthRanks ranks;
  Stretch dense, denser;
  std::vector<float> prose_before, prose_after, short_run, short_place, list_run, list_place,
      depth_run, depth_place;
  std::vector<float> after_comments, after_related, after_legal, after_byline, before_legal,
      title_before;
};

Surroundings::Surroundings(const BlockList& list, const std::vector<TextStats>& text_stats)
    : page(list),
      stats(text_stats),
      lines(measure_lines(list, text_stats)),
      count(lines.size()),
      words(count, [&](size_t i) { return lines[i].words; }),
      prose_words(count, [&](size_t i) { return lines[i].sentence_words; }),
      prose_lines(count, [&](size_t i) { return lines[i].is_prose; }),
      short_lines(count, [&](size_t i) { return lines[i].is_short; }),
      list_lines(count, [&](size_t i) { return list.blocks[i].is_list_item; }),
      stop_words(count, [&](size_t i) { return stats[i].stop_words; }),
      phrases(count,
              [&](size_t i) {
                return lines[i].phrase != Phrase::kNone || !stats[i].phrases.is_empty();
              }),
      gaps(count, [&](size_t i) { return list.blocks[i].is_after_gap; }),
      digits(count, [&](size_t i) { return stats[i].digits; }),
      groups(text_stats),
      ranks(lines),
      dense(densest_stretch(lines, 3.0f)),
      denser(densest_stretch(lines, 12.0f)) {
  const auto borders = static_cast<double>(count) - 1;
  gaps_tell = gaps.total() > kTellingGaps * borders && gaps.total() < (1 - kTellingGaps) * borders;
  count_lines();
  measure_distances();
}

bool is_date_line(const TextStats& s) { return s.words < 20 && s.has_year && s.digits > 4; }

void Surroundings::count_lines() {
  for (size_t i = 0; i < count; ++i) {
    repeated += lines[i].copy_index > 0;
    dates += is_date_line(stats[i]);
    prices += stats[i].currency > 0;
    questions += stats[i].ends_question;
    longest = std::max(longest, double{lines[i].sentence_words});
  }
  const auto half = static_cast<double>(count) / 2;
  const auto middle = std::ranges::find_if(ranks.shorter, [&](double n) { return n > half; });
  middle_words = log1(static_cast<double>(middle - ranks.shorter.begin()));
}

void Surroundings::measure_distances() {
  const auto is = [&](Phrase phrase) {
    return [this, phrase](size_t i) { return lines[i].phrase == phrase; };
  };
  const auto has_prose = [this](size_t i) { return lines[i].is_prose; };
  prose_before = distances(count, true, has_prose);
  prose_after = distances(count, false, has_prose);
  find_runs(
      count, [this](size_t i) { return lines[i].is_short; }, short_run, short_place);
  find_runs(
      count, [this](size_t i) { return page.blocks[i].is_list_item; }, list_run, list_place);
  find_runs(
      count, [this](size_t i) { return i > 0 && page.blocks[i].depth == page.blocks[i - 1].depth; },
      depth_run, depth_place);
  after_comments = distances(count, true, is(Phrase::kComments));
  after_related = distances(count, true, is(Phrase::kRelated));
  after_legal = distances(count, true, is(Phrase::kLegal));
  before_legal = distances(count, false, is(Phrase::kLegal));
  after_byline = distances(count, true, [this](size_t i) { return is_date_line(stats[i]); });
  title_before =
      distances(count, true, [this](size_t i) { return i > 0 && lines[i].title_cover > 0.6f; });
}

/// How many lines each group has.
struct GroupSizes {
  GroupSizes(const LineLayout& layout, const std::vector<Line>& lines)
      : looks(sizes_of(layout.looks)),
        looks_deep(sizes_of(layout.looks_deep)),
        depths(sizes_of(layout.depths)),
        openings(sizes_of(layout.openings)),
        endings(sizes_of(layout.endings)),
        depth_prose(layout.depths.count) {
    for (size_t i = 0; i < lines.size(); ++i) {
      depth_prose[layout.depths.of_line[i]] += lines[i].sentence_words;
      prose += lines[i].sentence_words;
    }
  }
  static std::vector<double> sizes_of(const LineGroups& groups) {
    std::vector<double> sizes(groups.count);
    for (const uint32_t group : groups.of_line) ++sizes[group];
    return sizes;
  }
  std::vector<double> looks, looks_deep, depths, openings, endings, depth_prose;
  double prose = 0;
};

template <typename Row>
void put_own(Row& row, const Surroundings& all, size_t i) {
  const TextStats& s = all.stats[i];
  const Line& line = all.lines[i];
  const double words = std::max(1.0f, line.words);
  row.put("length", log1(s.length));
  row.put("words", log1(line.words));
  row.put("stop_share", share(s.stop_words, words));
  row.put("capital_share", share(s.capital_words, words));
  row.put("upper_share", share(s.uppercase, s.length));
  row.put("digit_share", share(s.digits, s.length));
  row.put("commas", share(s.commas, words));
  row.put("sentence_ends", log1(s.sentence_ends));
  row.put("words_per_sentence", log1(words / (1.0 + s.sentence_ends)));
  row.put("marks", share(s.marks, words));
  row.put("separators", share(s.separators, words));
  row.put("longest_word", static_cast<float>(std::min(s.longest_word, 60u)));
  row.put("word_length", share(s.length, words));
  row.put("currency", static_cast<float>(s.currency));
  row.put("at_signs", static_cast<float>(s.at_signs));
  row.put("ends_sentence", s.ends_sentence);
  row.put("ends_colon", s.ends_colon);
  row.put("ends_ellipsis", s.ends_ellipsis);
  row.put("ends_question", s.ends_question);
  row.put("starts_lower", s.starts_lower);
  row.put("starts_digit", s.starts_digit);
  row.put("starts_quote", s.starts_quote);
  row.put("has_year", s.has_year);
  row.put("has_clock", s.has_clock);
  row.put("joints", share(line.joints, words));
  row.put("copies", log1(line.copies));
  row.put("copy_index", log1(line.copy_index));
  row.put("title_share", line.title_share);
  row.put("title_cover", line.title_cover);
  row.put("phrase", line.phrase != Phrase::kNone);
  row.put("phrase_kind", static_cast<float>(line.phrase));
  const auto groups = phrase_groups();
  for (unsigned slot = 0; slot < groups.size(); ++slot)
    row.put("says", groups[slot], s.phrases.has(slot) ? 1.0f : 0.0f);
}

template <typename Row>
void put_place(Row& row, const Surroundings& all, size_t i) {
  const Block& block = all.page.blocks[i];
  const auto n = static_cast<double>(all.count);
  row.put("list_item", block.is_list_item);
  row.put("indentation", static_cast<float>(std::min<uint16_t>(block.depth, 16)));
  row.put("gap_before", all.gaps_tell && block.is_after_gap);
  row.put("gap_after", all.gaps_tell && i + 1 < all.count && all.page.blocks[i + 1].is_after_gap);
  row.put("place", share(static_cast<double>(i), n));
  row.put("lines_before", log1(static_cast<double>(i)));
  row.put("lines_after", log1(n - static_cast<double>(i)));
  row.put("words_before", share(all.words.total(0, i), all.words.total()));
  row.put("prose_words_before", share(all.prose_words.total(0, i), all.prose_words.total()));
  row.put("prose_words_after", log1(all.prose_words.total(i, all.count)));
  row.put("prose_before", all.prose_before[i]);
  row.put("prose_after", all.prose_after[i]);
  row.put("short_run", all.short_run[i]);
  row.put("short_place", all.short_place[i]);
  row.put("list_run", all.list_run[i]);
  row.put("list_place", all.list_place[i]);
  row.put("depth_run", all.depth_run[i]);
  row.put("depth_place", all.depth_place[i]);
  row.put("after_comments", all.after_comments[i]);
  row.put("after_related", all.after_related[i]);
  row.put("after_legal", all.after_legal[i]);
  row.put("before_legal", all.before_legal[i]);
  row.put("after_date", all.after_byline[i]);
  row.put("title_before", all.title_before[i]);
}

template <typename Row>
void put_stretches(Row& row, const Surroundings& all, size_t i) {
  int which = 0;
  for (const Stretch& stretch : {all.dense, all.denser}) {
    row.put("from_stretch_begin", which, side_of(i, stretch.begin));
    row.put("from_stretch_end", which, side_of(i, stretch.end));
    row.put("in_stretch", which, i >= stretch.begin && i < stretch.end ? 1.0f : 0.0f);
    ++which;
  }
}

template <typename Row>
void put_windows(Row& row, const Surroundings& all, size_t i) {
  for (const size_t radius : kWindows) {
    const int r = static_cast<int>(radius);
    const size_t begin = i - std::min(i, radius), end = std::min(all.count, i + radius + 1);
    const auto lines = static_cast<double>(end - begin);
    const double words = all.words.total(begin, end);
    row.put("window_words", r, log1(words / lines));
    row.put("window_prose", r, share(all.prose_words.total(begin, end), words));
    row.put("window_prose_lines", r, share(all.prose_lines.total(begin, end), lines));
    row.put("window_short", r, share(all.short_lines.total(begin, end), lines));
    row.put("window_list", r, share(all.list_lines.total(begin, end), lines));
    row.put("window_stops", r, share(all.stop_words.total(begin, end), words));
    row.put("window_phrases", r, share(all.phrases.total(begin, end), lines));
    row.put("window_digits", r, share(all.digits.total(begin, end), words));
  }
  const size_t begin = i - std::min<size_t>(i, 6), end = std::min<size_t>(all.count, i + 7);
  row.put("prose_above", share(all.prose_lines.total(begin, i), 6));
  row.put("prose_below", share(all.prose_lines.total(i + 1, end), 6));
  row.put("words_above", log1(all.words.total(begin, i)));
  row.put("words_below", log1(all.words.total(std::min(i + 1, all.count), end)));
}

template <typename Row>
void put_neighbours(Row& row, const Surroundings& all, size_t i) {
  for (int step = -kNeighbours; step <= kNeighbours; ++step) {
    if (step == 0) continue;
    const auto k = static_cast<size_t>(static_cast<long>(i) + step);
    const bool is_there = (step > 0 || i >= static_cast<size_t>(-step)) && k < all.count;
    const TextStats none;
    const TextStats& s = is_there ? all.stats[k] : none;
    row.put("words_at", step, is_there ? log1(all.lines[k].words) : -1.0f);
    row.put("stops_at", step, is_there ? share(s.stop_words, std::max(1u, s.words)) : -1.0f);
    row.put("ends_sentence_at", step, s.ends_sentence ? 1.0f : 0.0f);
    row.put("digits_at", step, is_there ? share(s.digits, s.length) : -1.0f);
    row.put("capitals_at", step, is_there ? share(s.capital_words, std::max(1u, s.words)) : -1.0f);
    row.put("phrase_at", step, is_there ? static_cast<float>(all.lines[k].phrase) : -1.0f);
    row.put("copies_at", step, is_there ? log1(all.lines[k].copies) : -1.0f);
    row.put("list_at", step, is_there && all.page.blocks[k].is_list_item ? 1.0f : 0.0f);
    const int deeper =
        is_there ? static_cast<int>(all.page.blocks[k].depth) - all.page.blocks[i].depth : 0;
    row.put("deeper_at", step, static_cast<float>(std::clamp(deeper, -16, 16)));
  }
}

/// Of lines a little farther only the length and how they end.
template <typename Row>
void put_far_neighbours(Row& row, const Surroundings& all, size_t i) {
  for (const int step : {-5, -4, 4, 5}) {
    const auto k = static_cast<size_t>(static_cast<long>(i) + step);
    const bool is_there = (step > 0 || i >= static_cast<size_t>(-step)) && k < all.count;
    row.put("words_at", step, is_there ? log1(all.lines[k].words) : -1.0f);
    row.put("ends_sentence_at", step, is_there && all.stats[k].ends_sentence ? 1.0f : 0.0f);
  }
}

template <typename Row>
void put_segments(Row& row, const LineLayout& layout, double page_prose, size_t i) {
  int which = 0;
  for (const Segmentation& parts : layout.segmentations) {
    const uint32_t number = parts.of_line[i];
    const LineSegment& own = parts.segments[number];
    const auto lines = static_cast<double>(own.end - own.begin);
    const auto prose_of = [&](size_t k) {
      return k < parts.segments.size() ? log1(parts.segments[k].prose_words) : -1.0f;
    };
    row.put("segment_is_short", which, own.is_short_run ? 1.0f : 0.0f);
    row.put("segment_lines", which, log1(lines));
    row.put("segment_words", which, log1(own.words));
    row.put("segment_prose", which, log1(own.prose_words));
    row.put("segment_prose_share", which, share(own.prose_words, own.words));
    row.put("segment_page_share", which, share(own.prose_words, page_prose));
    row.put("segment_rank", which, static_cast<float>(std::min(own.rank, 9u)));
    row.put("segment_place", which, share(static_cast<double>(i - own.begin), lines));
    row.put("segment_line", which, log1(static_cast<double>(i - own.begin)));
    row.put("segment_rest", which, log1(static_cast<double>(own.end - i)));
    row.put("segment_before", which, prose_of(size_t{number} - 1));
    row.put("segment_after", which, prose_of(size_t{number} + 1));
    ++which;
  }
}

template <typename Row>
void put_looks(Row& row, const LineLayout& layout, const GroupSizes& sizes, size_t i) {
  const auto n = static_cast<double>(layout.period.size());
  row.put("look_lines", log1(sizes.looks[layout.looks.of_line[i]]));
  row.put("look_share", share(sizes.looks[layout.looks.of_line[i]], n));
  row.put("look_deep_share", share(sizes.looks_deep[layout.looks_deep.of_line[i]], n));
  row.put("depth_lines", share(sizes.depths[layout.depths.of_line[i]], n));
  row.put("depth_prose", share(sizes.depth_prose[layout.depths.of_line[i]], sizes.prose));
  row.put("same_opening", log1(sizes.openings[layout.openings.of_line[i]]));
  row.put("same_ending", log1(sizes.endings[layout.endings.of_line[i]]));
  for (size_t period = 1; period <= LineLayout::kPeriods; ++period)
    row.put("repeats", static_cast<int>(period), repeat_share(layout, i, period));
  row.put("period", static_cast<float>(layout.period[i]));
}

template <typename Row>
void put_ranks(Row& row, const Surroundings& all, size_t i) {
  const size_t place = LengthRanks::place(all.lines[i]);
  row.put("shorter_lines", share(all.ranks.shorter[place], static_cast<double>(all.count)));
  row.put("shorter_words", share(all.ranks.shorter_words[place], all.words.total()));
}

template <typename Row>
void put_phrases_around(Row& row, const Surroundings& all, size_t i) {
  const auto names = phrase_groups();
  const size_t begin = i - std::min(i, kPhraseRadius);
  const size_t end = std::min(all.count, i + kPhraseRadius + 1);
  for (unsigned slot = 0; slot < names.size(); ++slot) {
    row.put("since", names[slot], all.groups.before[slot][i]);
    row.put("around", names[slot], static_cast<float>(all.groups.lines[slot].total(begin, end)));
  }
}

void put_phrases_of_page(FeatureRow& row, const Surroundings& all) {
  const auto names = phrase_groups();
  for (unsigned slot = 0; slot < names.size(); ++slot)
    row.put("page", names[slot], log1(all.groups.lines[slot].total()));
}

void put_page(FeatureRow& row, const Surroundings& all) {
  const auto n = static_cast<double>(all.count);
  const auto within = [&](const Stretch& s) { return all.prose_words.total(s.begin, s.end); };
  row.put("page_lines", log1(n));
  row.put("page_words", log1(all.words.total()));
  row.put("page_prose", share(all.prose_words.total(), all.words.total()));
  row.put("page_prose_words", log1(all.prose_words.total()));
  row.put("page_short", share(all.short_lines.total(), n));
  row.put("page_list", share(all.list_lines.total(), n));
  row.put("page_gaps", all.gaps_tell ? share(all.gaps.total(), n) : 0.0f);
  row.put("page_stretch_0", share(within(all.dense), all.prose_words.total()));
  row.put("page_stretch_1", share(within(all.denser), all.prose_words.total()));
  row.put("page_stretch_lines", share(static_cast<double>(all.denser.end - all.denser.begin), n));
  row.put("page_stretch_words", log1(within(all.denser)));
  row.put("page_copies", share(all.repeated, n));
  row.put("page_dates", log1(all.dates));
  row.put("page_prices", log1(all.prices));
  row.put("page_questions", log1(all.questions));
  row.put("page_longest", log1(all.longest));
  row.put("page_middle_words", all.middle_words);
}

/// What the words of a line and of those around it say, and of all on average.
template <typename Row>
void put_word_scores(Row& row, std::span<const float> scores, float mean, size_t i) {
  constexpr float kNoLine = -9.0f;  // lower than all but a few lines
  constexpr size_t kAround = 2;
  row.put("wording", scores[i]);
  for (size_t step = 1; step <= kAround; ++step) {
    const auto number = static_cast<int>(step);
    row.put("wording_before", number, i >= step ? scores[i - step] : kNoLine);
    row.put("wording_after", number, i + step < scores.size() ? scores[i + step] : kNoLine);
  }
  row.put("page_wording", mean);
}

float mean_of(std::span<const float> scores) {
  double sum = 0;
  for (const float score : scores) sum += double{score};
  return static_cast<float>(sum / static_cast<double>(std::max<size_t>(1, scores.size())));
}

/// Columns that are the same in every row: they stand last.
std::vector<float> page_columns(const Surroundings& all, std::vector<std::string>* names) {
  std::vector<float> values(kMaxFeatureColumns);
  FeatureRow row(values.data(), names);
  put_page(row, all);
  put_phrases_of_page(row, all);
  values.resize(static_cast<size_t>(row.end() - values.data()));
  return values;
}

FeatureMatrix write_rows(const Surroundings& all, const LineLayout& layout,
                         std::span<const float> word_scores, std::vector<std::string>* names) {
  const GroupSizes sizes(layout, all.lines);
  const float mean_score = mean_of(word_scores);
  const auto write = [&](auto row, size_t i) {
    put_own(row, all, i);
    put_place(row, all, i);
    put_stretches(row, all, i);
    put_windows(row, all, i);
    put_neighbours(row, all, i);
    put_far_neighbours(row, all, i);
    put_segments(row, layout, all.prose_words.total(), i);
    put_looks(row, layout, sizes, i);
    put_ranks(row, all, i);
    put_word_scores(row, word_scores, mean_score, i);
    put_phrases_around(row, all, i);
    return row.end();
  };
  std::vector<float> first(kMaxFeatureColumns);
  const float* end = write(FeatureRow(first.data(), names), 0);
  const std::vector<float> page = page_columns(all, names);
  FeatureMatrix matrix;
  matrix.columns = static_cast<size_t>(end - first.data()) + page.size();
  matrix.values.resize(matrix.columns * all.count);
  for (size_t i = 0; i < all.count; ++i) std::ranges::copy(page, write(PlainRow(matrix.row(i)), i));
  return matrix;
}

LineFeatures features_of(const BlockList& list, std::span<const float> word_scores,
                         std::vector<std::string>* names) {
  LineFeatures features;
  if (list.blocks.empty()) return features;
  const std::vector<TextStats> stats = stats_of_lines(list);
  const Surroundings all(list, stats);
  std::vector<LineKind> kinds;
  for (const Line& line : all.lines) kinds.push_back({line.words, line.is_prose, line.is_short});
  features.layout = lay_out(list, stats, kinds);
  features.matrix = write_rows(all, features.layout, word_scores, names);
  return features;
}

}  // namespace

WordBuckets words_of_lines(const BlockList& list) {
  WordBuckets words;
  for (const Block& block : list.blocks) words.add(block.text);
  return words;
}

LineFeatures line_features(const BlockList& list, const WordBuckets& words) {
  std::vector<float> scores;
  scores.reserve(words.size());
  for (size_t i = 0; i < words.size(); ++i)
    scores.push_back(line_weights().words.score(words.of(i)));
  return line_features(list, scores);
}

LineFeatures line_features(const BlockList& list, std::span<const float> word_scores) {
  return features_of(list, word_scores, nullptr);
}

RowLayout line_row_layout() { return {.behind = line_feature_names().size()}; }

const std::vector<std::string>& line_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    features_of(cut_lines("A line."), std::array{0.0f}, &all);
    return all;
  }();
  return names;
}

}  // namespace copydesk
