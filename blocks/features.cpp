// features.cpp: Document and blocks -> first-stage features, one row a block.
// Groups: the text itself, its tag, its place, the elements above it, where the page's mass of text
// lies, blocks that look alike, the neighbours, the page. Method: own, after the features of the
// published block classifiers (Kohlschuetter et al., Boilerplate detection using shallow text
// features, 2010; Vogels et al., Web2Text, 2018).
#include "blocks/features.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "blocks/hash_numbers.h"
#include "blocks/page_features.h"
#include "blocks/tags.h"
#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// Of 1 plus a value. Most are small whole numbers: a table took 1.4 % off a page's time.
float log1(float value) {
  constexpr size_t kCount = 2048;
  static const std::array<float, kCount> table = [] {
    std::array<float, kCount> logs{};
    for (size_t i = 0; i < kCount; ++i) logs[i] = std::log1p(static_cast<float>(i));
    return logs;
  }();
  if (value >= 0 && value < static_cast<float>(kCount)) {
    const auto whole = static_cast<uint32_t>(value);
    if (static_cast<float>(whole) == value) return table[whole];
  }
  return std::log1p(value);
}
float ratio(float part, float whole) { return part / std::max(1.0f, whole); }

constexpr Tag kBlockTags[] = {
    Tag::kP,          Tag::kLi,    Tag::kTd,      Tag::kTh,      Tag::kDiv,        Tag::kSpan,
    Tag::kBlockquote, Tag::kPre,   Tag::kDt,      Tag::kDd,      Tag::kFigcaption, Tag::kA,
    Tag::kButton,     Tag::kLabel, Tag::kSummary, Tag::kArticle, Tag::kSection,    Tag::kStrong,
    Tag::kEm,         Tag::kTime,  Tag::kSmall,   Tag::kCode};

const std::vector<std::string_view>& block_tag_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Tag tag : kBlockTags) all.push_back(name_of(tag));
    return all;
  }();
  return names;
}

// Its place in kBlockTags, or the one behind them.
size_t place_of_block_tag(Tag tag) {
  static constexpr auto kPlaces = [] {
    std::array<uint8_t, kKnownTagCount> places{};
    places.fill(std::size(kBlockTags));
    for (size_t i = 0; i < std::size(kBlockTags); ++i)
      places[static_cast<size_t>(kBlockTags[i])] = static_cast<uint8_t>(i);
    return places;
  }();
  return tag < Tag::kFirstOwn ? kPlaces[static_cast<size_t>(tag)] : std::size(kBlockTags);
}

// How far up densities are read.
constexpr int kLevels[] = {0, 1, 2, 3, 4, 6, 8};

// What is told of each element above a block. Worked out once an element: most have many blocks.
constexpr std::string_view kDensityNames[] = {
    "up_length",          "up_link_share", "up_page_share", "up_blocks",
    "up_paragraph_share", "up_sentences",  "up_stop_share", "up_images",
    "up_controls",        "up_headings",   "up_links"};
using Density = std::array<float, std::size(kDensityNames)>;

// What all groups read.
struct Inputs {
  Inputs(const Document& page, const BlockList& blocks, const std::vector<TextStats>& counts,
         const PageElements& elements)
      : document(page), list(blocks), stats(counts), table(elements), head(read_page_head(page)) {
    steps.reserve(elements.elements.size());
    for (const PageElement& element : elements.elements)
      steps.push_back({element.parent, element.depth});
  }

  const Document& document;
  const BlockList& list;
  const std::vector<TextStats>& stats;
  const PageElements& table;
  PageHead head;
  // By element, once more without the rest: the ways up from every block go over them.
  struct Step {
    uint32_t parent, depth;
  };
  std::vector<Step> steps;
  float length = 0;           // of all blocks
  uint32_t top = kNoElement;  // best element by the Readability-like score
  uint32_t mass[3] = {kNoElement, kNoElement,
                      kNoElement};  // deepest element with 50, 75, 90 % of the long text
  std::vector<uint8_t> steps_to_top, steps_to_mass[3];
  std::vector<uint32_t> words;        // by block: number of its wording; blocks with the same words
  std::vector<uint32_t> copies;       // by wording: how many have it
  std::vector<uint32_t> copy_number;  // by block: which of them it is, from 0
  std::vector<uint32_t> group;        // by block: blocks that look alike
  struct GroupSums {
    float length = 0, linked = 0, count = 0, long_count = 0;
  };
  std::vector<GroupSums> groups;
  struct Alike {
    float count, length, mean_length, link_share, long_share, page_share;
  };
  std::vector<Alike> alike;         // by group: what is told of it
  std::vector<float> log_of;        // of 1 plus a whole number up to that of the blocks
  std::vector<int> heading_before;  // by block: blocks since the last heading
  int h1_block = -1;
  std::vector<float> seen;         // by block: text before it
  std::vector<float> log_length;   // by block
  std::vector<Density> densities;  // by element
  struct Outermost {
    uint32_t main = kNoElement, article = kNoElement;
  };
  std::vector<Outermost> outermost;  // by element: of those that are it or above it
};

// A text of this length counts as a paragraph of running text. Chosen by eye, of no consequence
// beyond features.
constexpr uint32_t kLongText = 80;

void find_copies(Inputs& in) {
  HashNumbers numbers(in.stats.size());
  for (auto* values : {&in.words, &in.copies, &in.copy_number}) values->reserve(in.stats.size());
  for (const TextStats& stats : in.stats) {
    const uint32_t number = numbers.number_of(stats.hash);
    if (number == in.copies.size()) in.copies.push_back(0);
    in.words.push_back(number);
    in.copy_number.push_back(in.copies[number]++);
  }
}

void find_groups(Inputs& in) {
  HashNumbers numbers(in.stats.size());
  in.group.reserve(in.stats.size());
  in.groups.reserve(in.stats.size());
  for (size_t i = 0; i < in.stats.size(); ++i) {
    uint64_t look = 0xCBF29CE484222325ull;
    uint32_t at = in.table.of_block[i];
    for (int level = 0; level < 3 && at != kNoElement; ++level, at = in.steps[at].parent)
      look = (look ^ in.table.elements[at].look) * 0x100000001B3ull;
    const uint32_t group = numbers.number_of(look);
    if (group == in.groups.size()) in.groups.emplace_back();
    Inputs::GroupSums& sums = in.groups[group];
    const Block& block = in.list.blocks[i];
    const float length = static_cast<float>(in.stats[i].length);
    in.group.push_back(group);
    sums.length += length;
    sums.linked += length * ratio(static_cast<float>(block.linked_letter_count),
                                  static_cast<float>(block.letter_count));
    sums.count += 1;
    sums.long_count += in.stats[i].length >= kLongText;
  }
}

// After find_places().
void describe_groups(Inputs& in) {
  in.alike.reserve(in.groups.size());
  for (const Inputs::GroupSums& sums : in.groups) {
    const float length = sums.length, count = sums.count;
    in.alike.push_back({in.log_of[static_cast<size_t>(count)], log1(length), log1(length / count),
                        ratio(sums.linked, length), sums.long_count / count,
                        ratio(length, in.length)});
  }
}

// Steps from each element up to the nearest one that is `target` or above it.
std::vector<uint8_t> steps_to(const std::vector<Inputs::Step>& ways, uint32_t target) {
  constexpr unsigned kMost = 20;
  std::vector<uint8_t> steps(ways.size(), 0);
  for (uint32_t at = target; at != kNoElement; at = ways[at].parent) steps[at] = 1;
  // Parents come first. What has steps already is the target, or above it and so outside.
  for (size_t i = 0; i < steps.size(); ++i) {
    const unsigned above = ways[i].parent == kNoElement ? 0 : steps[ways[i].parent];
    const bool is_further = above == 0 ? ways[i].parent == kNoElement : above < kMost;
    steps[i] = static_cast<uint8_t>(steps[i] == 0 ? above + is_further : i != target);
  }
  return steps;
}

void find_containers(Inputs& in) {
  const auto& elements = in.table.elements;
  if (elements.empty()) return;
  float best = 0;
  std::vector<float> mass(elements.size(), 0);
  for (size_t i = 0; i < in.stats.size(); ++i) {
    const Block& block = in.list.blocks[i];
    if (in.stats[i].length >= kLongText && block.linked_letter_count * 3 < block.letter_count)
      mass[in.table.of_block[i]] += static_cast<float>(in.stats[i].length);
  }
  for (size_t i = elements.size(); i-- > 1;)
    if (elements[i].parent != kNoElement) mass[elements[i].parent] += mass[i];
  for (uint32_t i = 0; i < elements.size(); ++i) {
    if (elements[i].score > best) {
      best = elements[i].score;
      in.top = i;
    }
    constexpr float kShares[] = {0.5f, 0.75f, 0.9f};
    for (int k = 0; k < 3; ++k)
      if (mass[0] > 0 && mass[i] >= kShares[k] * mass[0] &&
          (in.mass[k] == kNoElement || elements[i].depth > elements[in.mass[k]].depth))
        in.mass[k] = i;
  }
  in.steps_to_top = steps_to(in.steps, in.top);
  for (int k = 0; k < 3; ++k) in.steps_to_mass[k] = steps_to(in.steps, in.mass[k]);
}

void find_places(Inputs& in) {
  in.log_of.reserve(in.stats.size() + 1);
  for (auto* values : {&in.seen, &in.log_length}) values->reserve(in.stats.size());
  in.heading_before.reserve(in.stats.size());
  for (size_t i = 0; i <= in.stats.size(); ++i) in.log_of.push_back(log1(static_cast<float>(i)));
  int last_heading = -1000;
  float seen = 0;
  for (size_t i = 0; i < in.stats.size(); ++i) {
    const Block& block = in.list.blocks[i];
    if (block.heading_level == 1 && in.h1_block < 0) in.h1_block = static_cast<int>(i);
    in.heading_before.push_back(std::min(100, static_cast<int>(i) - last_heading));
    if (block.heading_level != 0) last_heading = static_cast<int>(i);
    in.seen.push_back(seen);
    in.log_length.push_back(log1(static_cast<float>(in.stats[i].length)));
    seen += static_cast<float>(in.stats[i].length);
  }
  in.length = seen;
}

void find_densities(Inputs& in) {
  const auto& elements = in.table.elements;
  in.densities.reserve(elements.size());
  in.outermost.reserve(elements.size());
  for (uint32_t i = 0; i < elements.size(); ++i) {
    const PageElement& e = elements[i];
    Inputs::Outermost& outer = in.outermost.emplace_back();
    if (e.parent != kNoElement) outer = in.outermost[e.parent];
    if (outer.main == kNoElement && e.is_main) outer.main = i;
    if (outer.article == kNoElement && e.tag == Tag::kArticle) outer.article = i;
    in.densities.push_back({log1(e.length), ratio(e.linked, e.length), ratio(e.length, in.length),
                            e.blocks, ratio(e.paragraphs, e.blocks), ratio(e.sentences, e.blocks),
                            ratio(e.stop_words, e.words), ratio(e.images, e.blocks), e.controls,
                            ratio(e.headings, e.blocks), ratio(e.links, e.blocks)});
  }
}

template <typename Row>
void put_text(const Inputs& in, size_t i, Row& row) {
  const TextStats& s = in.stats[i];
  const Block& block = in.list.blocks[i];
  const float length = static_cast<float>(s.length), words = static_cast<float>(s.words);
  row.put("length", in.log_length[i]);
  row.put("words", words);
  row.put("link_share", ratio(static_cast<float>(block.linked_letter_count),
                              static_cast<float>(block.letter_count)));
  row.put("stop_share", ratio(static_cast<float>(s.stop_words), words));
  row.put("comma_share", ratio(static_cast<float>(s.commas), words));
  row.put("sentence_ends", static_cast<float>(s.sentence_ends));
  row.put("uppercase_share", ratio(static_cast<float>(s.uppercase), length));
  row.put("digit_share", ratio(static_cast<float>(s.digits), length));
  row.put("capital_share", ratio(static_cast<float>(s.capital_words), words));
  row.put("mark_share", ratio(static_cast<float>(s.marks), length));
  row.put("separators", static_cast<float>(s.separators));
  row.put("longest_word", static_cast<float>(s.longest_word));
  row.put("word_length", ratio(length, words));
  row.put("currency", static_cast<float>(s.currency));
  row.put("at_signs", static_cast<float>(s.at_signs));
  row.put("ends_sentence", s.ends_sentence);
  row.put("ends_colon", s.ends_colon);
  row.put("ends_ellipsis", s.ends_ellipsis);
  row.put("ends_question", s.ends_question);
  row.put("starts_upper", s.starts_upper);
  row.put("starts_lower", s.starts_lower);
  row.put("starts_digit", s.starts_digit);
  row.put("starts_quote", s.starts_quote);
  row.put("has_year", s.has_year);
  row.put("has_clock", s.has_clock);
  const HeadShares shares = head_shares(block.text, s.word_bits, in.head);
  row.put("in_title", shares.title);
  row.put("in_description", shares.description);
  const std::array<float, 32> has_phrase = floats_of_bits(static_cast<uint32_t>(s.phrases.bits[0]));
  row.put_family("phrase", phrase_groups(), has_phrase.data());
}

template <typename Row>
void put_tag(const Inputs& in, size_t i, Row& row) {
  const Block& block = in.list.blocks[i];
  const Tag tag = in.table.elements[in.table.of_block[i]].tag;
  const Tag outer = block.element == kNoNode ? tag : in.document.node(block.element).tag;
  std::array<float, std::size(kBlockTags) + 1> is_tag{};  // one more for all others
  is_tag[place_of_block_tag(tag)] = is_tag[place_of_block_tag(outer)] = 1;
  row.put_family("tag", block_tag_names(), is_tag.data());
  row.put("heading_level", static_cast<float>(block.heading_level));
  row.put("is_hidden", block.is_hidden);
  row.put("is_aria_hidden", block.is_aria_hidden);
  row.put("is_noscript", block.is_noscript);
  row.put("is_after_break", block.is_after_break);
  row.put("depth", static_cast<float>(block.depth));
}

template <typename Row>
void put_place(const Inputs& in, size_t i, Row& row) {
  const float count = static_cast<float>(in.list.blocks.size());
  const float h1 = static_cast<float>(in.h1_block);
  row.put("place", static_cast<float>(i) / count);
  row.put("text_before", in.seen[i] / std::max(1.0f, in.length));
  row.put("from_start", in.log_of[i]);
  row.put("from_end", in.log_of[in.list.blocks.size() - i]);
  row.put("after_h1",
          in.h1_block < 0 ? -500.0f : std::clamp(static_cast<float>(i) - h1, -200.0f, 200.0f));
  row.put("text_after_h1", in.h1_block < 0
                               ? -2.0f
                               : (in.seen[i] - in.seen[static_cast<size_t>(in.h1_block)]) /
                                     std::max(1.0f, in.length));
  row.put("since_heading", static_cast<float>(in.heading_before[i]));
  row.put("copies", static_cast<float>(in.copies[in.words[i]]));
  row.put("copy_number", static_cast<float>(in.copy_number[i]));
}

const std::vector<std::string_view>& ancestor_tag_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Tag tag : kAncestorTags) all.push_back(name_of(tag));
    return all;
  }();
  return names;
}

// The distances to tags and class words stand by element, in PageElements; here they have names.
template <typename Row>
void put_ancestors(const Inputs& in, size_t i, Row& row) {
  row.name_family("under", ancestor_tag_names());
  row.name_family("class", class_words());
  const uint32_t own = in.table.of_block[i];
  uint32_t at = own;
  int level = 0;
  for (const int wanted : kLevels) {
    while (level < wanted && in.steps[at].parent != kNoElement) {
      at = in.steps[at].parent;
      ++level;
    }
    row.put_numbered(kDensityNames, wanted, in.densities[at].data());
  }
}

template <typename Row>
void put_containers(const Inputs& in, size_t i, Row& row) {
  const auto& elements = in.table.elements;
  const uint32_t own = in.table.of_block[i];
  const uint32_t main = in.outermost[own].main, article = in.outermost[own].article;
  row.put("steps_to_top", static_cast<float>(in.steps_to_top[own]));
  for (int k = 0; k < 3; ++k)
    row.put("steps_to_mass", k, static_cast<float>(in.steps_to_mass[k][own]));
  row.put("top_share", in.top == kNoElement ? 0.0f : ratio(elements[in.top].length, in.length));
  row.put("main_share", main == kNoElement ? -1.0f : ratio(elements[main].length, in.length));
  row.put("article_share",
          article == kNoElement ? -1.0f : ratio(elements[article].length, in.length));
  row.put("score_share", in.top == kNoElement
                             ? 0.0f
                             : elements[own].score / std::max(1.0f, elements[in.top].score));
  row.put("path_depth", static_cast<float>(elements[own].depth));
}

template <typename Row>
void put_group(const Inputs& in, size_t i, Row& row) {
  const Inputs::Alike& alike = in.alike[in.group[i]];
  row.put("alike_count", alike.count);
  row.put("alike_length", alike.length);
  row.put("alike_mean_length", alike.mean_length);
  row.put("alike_link_share", alike.link_share);
  row.put("alike_long_share", alike.long_share);
  row.put("alike_page_share", alike.page_share);
}

// Steps up from the block before to the common ancestor, and down again: how strong the border
// between them is.
template <typename Row>
void put_border(const Inputs& in, size_t i, Row& row) {
  int up = 0, down = 0;
  if (i > 0) {
    uint32_t a = in.table.of_block[i - 1], b = in.table.of_block[i];
    while (a != b && (a != kNoElement || b != kNoElement)) {
      if (b == kNoElement || (a != kNoElement && in.steps[a].depth >= in.steps[b].depth)) {
        a = in.steps[a].parent;
        ++up;
      } else {
        b = in.steps[b].parent;
        ++down;
      }
    }
  }
  row.put("border_up", static_cast<float>(std::min(up, 30)));
  row.put("border_down", static_cast<float>(std::min(down, 30)));
}

// What a block tells its neighbours, worked out once for all six of them.
constexpr std::string_view kNextNames[] = {"next_length", "next_link_share", "next_stop_share",
                                           "next_ends",   "next_heading",    "next_copies"};
using Next = std::array<float, std::size(kNextNames)>;
constexpr Next kNobody = {-1, 0, 0, 0, 0, 0};

std::vector<Next> find_next(const Inputs& in) {
  std::vector<Next> next;
  next.reserve(in.stats.size());
  for (size_t i = 0; i < in.stats.size(); ++i) {
    const Block& block = in.list.blocks[i];
    const TextStats& s = in.stats[i];
    next.push_back({in.log_length[i],
                    ratio(static_cast<float>(block.linked_letter_count),
                          static_cast<float>(block.letter_count)),
                    ratio(static_cast<float>(s.stop_words), static_cast<float>(s.words)),
                    s.ends_sentence ? 1.0f : 0.0f, static_cast<float>(block.heading_level),
                    static_cast<float>(in.copies[in.words[i]])});
  }
  return next;
}

template <typename Row>
void put_neighbours(const Inputs& in, const std::vector<Next>& next, size_t i, Row& row) {
  const int count = static_cast<int>(next.size());
  for (const int step : {-3, -2, -1, 1, 2, 3}) {
    const int j = static_cast<int>(i) + step;
    const bool is_there = j >= 0 && j < count;
    const Next& values = is_there ? next[static_cast<size_t>(j)] : kNobody;
    row.put_numbered(kNextNames, step, values.data());
    const bool is_alike = is_there && in.group[static_cast<size_t>(j)] == in.group[i];
    row.put("next_alike", step, is_alike ? 1.0f : 0.0f);
  }
}

// Sums over all blocks before one; they make every window cost the same.
struct SumsBefore {
  float length = 0, linked = 0, stops = 0, words = 0, sentences = 0;
};

// One longer than the blocks.
std::vector<SumsBefore> find_sums(const Inputs& in) {
  std::vector<SumsBefore> sums;
  sums.reserve(in.stats.size() + 1);
  SumsBefore so_far;
  sums.push_back(so_far);
  for (size_t i = 0; i < in.stats.size(); ++i) {
    const Block& block = in.list.blocks[i];
    const float own = static_cast<float>(in.stats[i].length);
    so_far.length += own;
    so_far.linked += own * ratio(static_cast<float>(block.linked_letter_count),
                                 static_cast<float>(block.letter_count));
    so_far.stops += static_cast<float>(in.stats[i].stop_words);
    so_far.words += static_cast<float>(in.stats[i].words);
    so_far.sentences += static_cast<float>(in.stats[i].sentence_ends);
    sums.push_back(so_far);
  }
  return sums;
}

template <typename Row>
void put_windows(const std::vector<SumsBefore>& sums, size_t i, Row& row) {
  for (const int radius : {3, 8, 20}) {
    const size_t from = i >= static_cast<size_t>(radius) ? i - static_cast<size_t>(radius) : 0;
    const size_t to = std::min(sums.size() - 1, i + static_cast<size_t>(radius) + 1);
    const SumsBefore &first = sums[from], &last = sums[to];
    const float length = last.length - first.length, count = static_cast<float>(to - from);
    row.put("near_length", radius, log1(length));
    row.put("near_link_share", radius, ratio(last.linked - first.linked, length));
    row.put("near_stop_share", radius, ratio(last.stops - first.stops, last.words - first.words));
    row.put("near_sentences", radius, (last.sentences - first.sentences) / count);
  }
}

struct Surroundings {
  explicit Surroundings(const Inputs& in) : sums(find_sums(in)), next(find_next(in)) {}
  std::vector<SumsBefore> sums;
  std::vector<Next> next;
};

template <typename Row>
void put_block(const Inputs& in, const Surroundings& around, size_t i, Row& row) {
  put_text(in, i, row);
  put_tag(in, i, row);
  put_place(in, i, row);
  put_ancestors(in, i, row);
  put_containers(in, i, row);
  put_group(in, i, row);
  put_border(in, i, row);
  put_neighbours(in, around.next, i, row);
  put_windows(around.sums, i, row);
}

size_t distance_count() { return kAncestorTagCount + class_words().size(); }

void choose_rows(const Inputs& in, RowsOf wanted, PageFeatures& out) {
  out.block_of_row.reserve(in.stats.size());
  out.element_of_row.reserve(in.stats.size());
  for (uint32_t i = 0; i < in.stats.size(); ++i) {
    const uint32_t element = in.table.of_block[i];
    if (wanted == RowsOf::kJudged &&
        is_set_aside(in.list.blocks[i], in.stats[i], in.table.elements[element].steps_up))
      continue;
    out.block_of_row.push_back(i);
    out.element_of_row.push_back(element);
  }
}

// `columns` is the length of a row; `names`, where asked for, gets the columns of the first block.
PageFeatures compute(const Document& document, const BlockList& list, RowsOf wanted, size_t columns,
                     std::vector<std::string>* names) {
  PageFeatures out;
  out.stats = counts_of_blocks(list);
  out.elements = page_elements(document, list, out.stats);
  Inputs in(document, list, out.stats, out.elements);
  find_copies(in);
  find_groups(in);
  find_places(in);
  describe_groups(in);
  find_containers(in);
  find_densities(in);
  choose_rows(in, wanted, out);
  find_distances(document, out.element_of_row, out.elements);
  find_phrases(list, out.block_of_row, out.stats);
  const Surroundings around(in);
  std::vector<std::string> page_names;
  out.page.resize(kMaxFeatureColumns);
  FeatureRow page_row(out.page.data(), names == nullptr ? nullptr : &page_names);
  put_page_features(in.head, list, out.stats, out.elements, page_row);
  out.page.resize(static_cast<size_t>(page_row.end() - out.page.data()));
  out.matrix.columns = columns;
  out.matrix.values.resize(columns * out.block_of_row.size());
  for (size_t k = 0; k < out.block_of_row.size(); ++k) {
    if (k == 0 && names != nullptr) {
      FeatureRow row(out.matrix.row(k), names);
      put_block(in, around, out.block_of_row[k], row);
    } else {
      PlainRow row(out.matrix.row(k));
      put_block(in, around, out.block_of_row[k], row);
    }
  }
  if (names != nullptr) names->insert(names->end(), page_names.begin(), page_names.end());
  out.words_of_block = std::move(in.words);
  out.wording_count = static_cast<uint32_t>(in.copies.size());
  out.group_of_block = std::move(in.group);
  out.group_count = static_cast<uint32_t>(in.groups.size());
  return out;
}

// Where the columns stand: a row of the matrix has the first `before_distances`, then the
// distances' are left out, and those of the page are the last.
struct Layout {
  std::vector<std::string> names;
  size_t before_distances = 0, row_columns = 0;
};

const Layout& layout() {
  static const Layout result = [] {
    const Document document = parse_html("<p>a");
    const BlockList list = cut_blocks(document);
    Layout all;
    const size_t page =
        compute(document, list, RowsOf::kAll, kMaxFeatureColumns, &all.names).page.size();
    const std::string first = "under_" + std::string(ancestor_tag_names()[0]);
    all.before_distances =
        static_cast<size_t>(std::ranges::find(all.names, first) - all.names.begin());
    all.row_columns = all.names.size() - page - distance_count();
    return all;
  }();
  return result;
}

}  // namespace

FeatureRows PageFeatures::rows() const {
  FeatureRows rows{matrix.values.data(), matrix.columns, block_of_row.size()};
  rows.same = page;
  rows.bytes = {elements.distances.empty() ? nullptr : elements.distances[0].steps,
                sizeof(Distances),
                element_of_row.data(),
                distance_count(),
                layout().before_distances,
                kFar};
  return rows;
}

PageFeatures block_features(const Document& document, const BlockList& list, RowsOf wanted) {
  return compute(document, list, wanted, layout().row_columns, nullptr);
}

RowLayout block_row_layout() {
  const size_t before = layout().before_distances, left = layout().row_columns;
  const size_t same = layout().names.size() - left - distance_count();
  return {before, distance_count(), left - before, same};
}

const std::vector<std::string>& block_feature_names() { return layout().names; }

}  // namespace copydesk
