// dump.cpp: a plain-text dump -> Story.
// In this order: what the lines' shape proves is taken out first (a web archive's banner,
// galleries, captions, key points, set phrases), then the model chooses the body among the rest,
// then head fields are read around its beginning, then the body is put together: paragraphs, lists,
// headings, with galleries and pictures in their places. So a gallery between two paragraphs never
// cuts the text. Method: own.
#include "story/dump.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/base.h"
#include "story/dump_head.h"
#include "story/dump_lines.h"
#include "story/phrases.h"
#include "story/wire.h"

namespace copydesk {
namespace {

// A heading is at most this long, and the paragraph under it has at least so many words.
constexpr uint32_t kMaxHeadingWords = 12;
constexpr uint32_t kMinParagraphWords = 14;
// Longer lines above a dateline are no call and no caption; above one that names its agency they
// may be captions.
constexpr uint32_t kLongestAbove = 2 * kMinParagraphWords, kLongestAboveAgency = 70;

bool is_body(const DumpPage& page, size_t i) {
  return i < page.lines.size() && page.role(i) == Role::kBody;
}

/// A line and the one below, as the sentence that a link may have parted.
std::string joined_with_next(const DumpPage& page, size_t i) {
  std::string both(page.lines[i].text);
  if (i + 1 < page.lines.size()) both.append(" ").append(page.lines[i + 1].text);
  return both;
}

/// The first and the line behind the last of the body.
struct BodyRange {
  size_t begin = 0;
  size_t end = 0;
};

BodyRange body_range(const DumpPage& page) {
  BodyRange range{page.lines.size(), 0};
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (!is_body(page, i)) continue;
    range.begin = std::min(range.begin, i);
    range.end = i + 1;
  }
  if (range.end == 0) range.begin = 0;
  return range;
}

/// Whether a line has the shape of a heading: short, no end of a sentence or of a label, no date or
/// byline.
bool could_be_heading(const DumpPage& page, size_t i) {
  constexpr size_t kLongest = 120;  // bytes
  constexpr std::string_view kOpenEnds = ":,;-\"'", kNoStarts = "-<>=|[$";
  const std::string_view text = page.lines[i].text;
  const Block& block = page.list.blocks[i];
  if (block.is_list_item || block.word_count > kMaxHeadingWords || text.size() > kLongest ||
      (ends_sentence(text) && !text.ends_with('?')) ||
      kOpenEnds.find(text.back()) != kOpenEnds.npos || text.ends_with("”") || text.ends_with("–") ||
      is_lower(text.front()) || kNoStarts.find(text.front()) != kNoStarts.npos)
    return false;
  return std::ranges::any_of(page.lines[i].folded, [](char c) { return !is_digit(c); }) &&
         !is_led_byline(text) && !is_time_line(text, times_in(text, {}));
}

/// Whether a line of the shape of a heading is one: it stands over a paragraph, or below the end of
/// a sentence or a list and over what may be one, or a list. Beside the HTML pages, of 2,800 dumps:
/// 82 % of the first and of the second kind are headings; below a line without an end half of the
/// second are.
bool is_heading(const DumpPage& page, size_t before, size_t i, size_t next) {
  constexpr uint32_t kFewestWords = 7;  // of a short sentence below
  if (before == kNoLine || !is_body(page, next) || !could_be_heading(page, i)) return false;
  const Block& below = page.list.blocks[next];
  const bool is_sentence = ends_sentence(page.lines[next].text);
  if (is_sentence && below.word_count >= kMinParagraphWords) return true;
  if (!page.list.blocks[before].is_list_item && !ends_sentence(page.lines[before].text))
    return false;
  if (below.is_list_item) return is_body(page, next + 1) && page.list.blocks[next + 1].is_list_item;
  return page.list.blocks[i].word_count > 1 &&
         below.word_count >= (is_sentence ? kFewestWords : kMinParagraphWords);
}

/// What stands between the paragraphs, by line.
struct Insert {
  size_t line = 0;
  BodyNode node;
};

/// Puts the body's nodes together in the order of the lines.
class BodyWriter {
 public:
  BodyWriter(const DumpPage& page, std::vector<DumpEntry> entries, Story& story)
      : page_(page), story_(story), entries_(std::move(entries)) {}

  void write(std::vector<Insert> inserts) {
    std::ranges::stable_sort(inserts, {}, &Insert::line);
    size_t next_insert = 0;
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      while (next_insert < inserts.size() && inserts[next_insert].line <= i)
        put(std::move(inserts[next_insert++].node));
      if (!is_body(page_, i)) continue;
      add_line(i);
      before_ = i;
    }
    while (next_insert < inserts.size()) put(std::move(inserts[next_insert++].node));
    story_.text = text_of(story_.body);
  }

 private:
  void put(BodyNode node) {
    list_open_ = false;
    story_.body.push_back(std::move(node));
  }

  size_t next_body(size_t i) const {
    for (++i; i < page_.lines.size() && !is_body(page_, i); ++i) {
    }
    return i;
  }

  void open_entry(size_t i) {
    list_open_ = false;
    entry_ = story_.body.size();
    BodyNode& node = story_.body.emplace_back();
    node.kind = BodyNode::Kind::kEntry;
    node.headline = std::string(page_.lines[i].text);
    node.time = std::move(entries_[next_entry_++].time);
  }

  void add_line(size_t i) {
    std::string_view text = page_.lines[i].text;
    if (next_entry_ < entries_.size() && entries_[next_entry_].headline == i) return open_entry(i);
    if (entry_ != kNoLine) {
      std::string& told = story_.body[entry_].text;
      told.append(told.empty() ? "" : "\n\n").append(text);
      return;
    }
    if (page_.list.blocks[i].is_list_item) {
      if (!list_open_) {
        put({});
        story_.body.back().kind = BodyNode::Kind::kList;
        list_open_ = true;
      }
      ListItem item;
      item.text = std::string(text);
      story_.body.back().items.push_back(std::move(item));
      return;
    }
    BodyNode node;
    if (before_ == kNoLine) take_dateline(i, text);
    if (is_heading(page_, before_, i, next_body(i))) {
      node.kind = BodyNode::Kind::kHeading;
      node.level = 2;
    }
    node.text = std::string(text);
    put(std::move(node));
  }

  /// The dateline stays in the text as on HTML pages and in the labels of news pages; an agency
  /// alone, "(CNN)", that a tool has glued to the first word does not.
  void take_dateline(size_t i, std::string_view& text) {
    constexpr size_t kLongestAlone = 60;  // bytes
    const std::string both =
        text.size() <= kLongestAlone ? joined_with_next(page_, i) : std::string(text);
    const DatelinePrefix dateline = find_dateline(both);
    if (dateline.is_absent() || dateline.length >= both.size()) return;
    story_.dateline = {std::string(dateline.place), std::string(dateline.agency),
                       std::string(dateline.date)};
    const bool is_glued =
        dateline.length > 0 && dateline.length < text.size() && text[dateline.length - 1] != ' ';
    if (dateline.place.empty() && is_glued) text.remove_prefix(dateline.length);
  }

  const DumpPage& page_;
  Story& story_;
  std::vector<DumpEntry> entries_;
  size_t next_entry_ = 0;
  size_t entry_ = kNoLine;   // the node of the entry that is open
  size_t before_ = kNoLine;  // the line of the text above
  bool list_open_ = false;
};

/// Whether a dateline has its agency in brackets and capitals, "(CNN)": far below the first line
/// other openings are sentences as often.
bool shows_agency(std::string_view text, const DatelinePrefix& dateline) {
  const std::string_view prefix = text.substr(0, dateline.length);
  return !dateline.agency.empty() && std::ranges::all_of(dateline.agency, is_upper) &&
         prefix.find('(' + std::string(dateline.agency) + ')') != prefix.npos;
}

/// The first paragraph that opens with place and agency is where the story begins; what stands
/// before it is not body, and head fields may be read from it. Returns where the text seemed to
/// begin, when many lines stand between; else kNoLine.
size_t start_at_dateline(DumpPage& page, BodyRange& range) {
  constexpr size_t kReach = 6, kReachAgency = 20;  // lines of the text
  constexpr float kSure = 0.8f;
  size_t seen = 0;
  bool is_sure = false;  // that the text has begun
  for (size_t i = range.begin; i < range.end && seen < kReachAgency; ++i) {
    if (!is_body(page, i)) continue;
    ++seen;
    const bool may_begin = !is_sure || page.role(i - std::min<size_t>(i, 1)) == Role::kHighlight;
    is_sure = is_sure || page.list.blocks[i].story_probability >= kSure;
    if (page.list.blocks[i].word_count < kMinParagraphWords) continue;
    const DatelinePrefix dateline = find_dateline(page.lines[i].text);
    const bool is_far = seen > kReach;
    if (dateline.is_absent() ||
        (is_far && (!may_begin || !shows_agency(page.lines[i].text, dateline))))
      continue;
    const uint32_t longest = dateline.agency.empty() ? kLongestAbove : kLongestAboveAgency;
    for (size_t k = range.begin; k < i; ++k) {
      if (is_body(page, k) && page.list.blocks[k].word_count < longest)
        page.set_role(k, Role::kUnknown);
    }
    const size_t begin = std::exchange(range.begin, i);
    return is_far ? begin : kNoLine;
  }
  return kNoLine;
}

/// Takes a line right above the text that opens with a dateline into it: links in the first
/// sentence may have parted "WASHINGTON -" from the rest, and the model finds such pieces short. Of
/// nine in the dumps of 2,900 pages all are text on the HTML page.
void take_dateline_above(DumpPage& page, BodyRange& range) {
  if (range.begin == 0 || !is_free(page, range.begin - 1)) return;
  const size_t i = range.begin - 1;
  const DumpLine& line = page.lines[i];
  if (line.phrase != Phrase::kNone || page.list.blocks[i].is_list_item || i == 0 ||
      page.lines[0].folded.starts_with(line.folded) ||
      !find_dateline(page.lines[range.begin].text).is_absent())
    return;
  const DatelinePrefix dateline = find_dateline(joined_with_next(page, i));
  const bool is_alone = dateline.length >= line.text.size();
  if (dateline.is_absent() || !dateline.date.empty() || (dateline.place.empty() && !is_alone))
    return;
  page.set_role(i, Role::kBody);
  range.begin = i;
}

/// What the model thinks of a line that no step before it has taken.
float open_probability(const DumpPage& page, size_t i) {
  const bool is_open = page.role(i) == Role::kUnknown || page.role(i) == Role::kInterface;
  return is_open ? page.list.blocks[i].story_probability : 1.0f;
}

/// Whether the page, not the story, speaks to the reader: an appeal, an address, "Read more here."
bool speaks_to_reader(std::string_view text) {
  constexpr std::array kEnds =
      std::to_array<std::string_view>({"?", "!", " here.", " hier.", " ici.", " aquí.", " qui."});
  return is_dump_tail(text) || is_contact_line(text) ||
         find_ignoring_case(text, "click here") != std::string_view::npos ||
         std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

bool opens_with_author(const DumpLine& line, const Story& story) {
  return std::ranges::any_of(story.authors, [&](const Author& author) {
    const std::string name = fold(author.name);
    return !name.empty() && line.folded.starts_with(name);
  });
}

/// The last sentence of a story, which the foot of the page draws down: right below a likely
/// paragraph, above a line that is surely no text. Of 71 such lines in the dumps of 2,900 pages 45
/// are text on the HTML page.
void take_last_sentence(DumpPage& page, const Story& story) {
  constexpr float kLikely = 0.5f, kLeast = 0.2f, kUnlikely = 0.1f;
  constexpr uint32_t kFewestWords = 4;
  const size_t i = body_range(page).end;
  if (i == 0 || i >= page.lines.size() || !is_free(page, i)) return;
  const DumpLine& line = page.lines[i];
  const Block& block = page.list.blocks[i];
  const bool is_last = i + 1 >= page.lines.size() || open_probability(page, i + 1) < kUnlikely ||
                       is_contribution_line(page.lines[i + 1].text);
  const bool is_likely =
      block.story_probability >= kLeast && page.list.blocks[i - 1].story_probability >= kLikely;
  if (!is_last || !is_likely || block.is_list_item || block.word_count < kFewestWords ||
      !ends_sentence(line.text) || line.phrase != Phrase::kNone || speaks_to_reader(line.text) ||
      opens_with_author(line, story))
    return;
  page.set_role(i, Role::kBody);
}

/// What a page tells of an author behind the text and apart from it: "Ana Ruiz is our harbour
/// reporter." Of 10 such lines in the dumps of 2,900 pages one is text on the HTML page.
void drop_author_note(DumpPage& page, const Story& story) {
  const size_t end = body_range(page).end;
  if (end < 2 || is_body(page, end - 2) || !opens_with_author(page.lines[end - 1], story)) return;
  page.set_role(end - 1, Role::kInterface);
}

/// What announces something that is not there, as the last line: "Share this post:", "Teilen mit:".
void drop_open_label(DumpPage& page) {
  constexpr uint32_t kMostWords = 8;
  const size_t end = body_range(page).end;
  if (end == 0 || page.list.blocks[end - 1].word_count > kMostWords ||
      !page.lines[end - 1].text.ends_with(':'))
    return;
  page.set_role(end - 1, Role::kInterface);
}

BodyNode reference(BodyNode::Kind kind, size_t index) {
  BodyNode node;
  node.kind = kind;
  node.ref = static_cast<uint32_t>(index);
  return node;
}

/// The line of the headline, from where pictures count as the story's.
size_t head_line(const DumpPage& page, size_t body) {
  for (size_t i = body; i > 0; --i) {
    if (page.role(i - 1) == Role::kTitle) return i - 1;
  }
  return body - std::min<size_t>(body, 6);
}

/// Takes out what stands twice right above a picture's own caption, and questions, which are the
/// titles of videos: of 26 in the dumps of 2,900 pages three are captions on the HTML page.
void drop_alternative_texts(std::vector<DumpPicture>& pictures) {
  size_t kept = 0;
  for (size_t i = 0; i < pictures.size(); ++i) {
    DumpPicture& picture = pictures[i];
    const bool is_over_caption = i + 1 < pictures.size() &&
                                 pictures[i + 1].line <= picture.end + 1 &&
                                 !pictures[i + 1].is_bare;
    if (picture.is_bare && (is_over_caption || picture.image.caption.ends_with('?'))) continue;
    if (kept != i) pictures[kept] = std::move(picture);
    ++kept;
  }
  pictures.resize(kept);
}

/// Whether a line is a paragraph, not one more name or teaser.
bool is_paragraph(const DumpPage& page, size_t i) {
  constexpr uint32_t kFewestWords = 25;
  if (i >= page.lines.size()) return false;
  const uint32_t words = page.list.blocks[i].word_count;
  return words >= kFewestWords ||
         (is_body(page, i) && words >= kMinParagraphWords && ends_sentence(page.lines[i].text));
}

/// Takes out what stands twice without a credit and far from paragraphs: cards, products, teasers,
/// whose picture repeats their name. Of 1,250 such texts in the dumps of 2,900 pages 120 are
/// captions on the HTML page; of those beside a paragraph one in three. Over the text one that
/// stands alone may be the lead picture's.
void drop_cards(const DumpPage& page, const BodyRange& range, std::vector<DumpPicture>& pictures) {
  constexpr size_t kFewestWords = 8;
  if (range.end == 0) return;
  const auto is_plain = [](const DumpPicture& picture) {
    return picture.is_copy && picture.image.credit.empty();
  };
  const auto bare = std::ranges::count_if(pictures, &DumpPicture::is_bare);
  std::erase_if(pictures, [&](const DumpPicture& picture) {
    const std::string_view caption = picture.image.caption;
    if (!is_plain(picture)) return false;
    if (is_time_line(caption, times_in(caption, {}))) return true;
    if (picture.is_bare && picture.line >= range.end) return true;
    if (picture.line < range.begin)
      return picture.is_bare && (bare > 1 || count_words(caption) < kFewestWords);
    return !is_paragraph(page, picture.end) &&
           (picture.line == 0 || !is_paragraph(page, picture.line - 1));
  });
}

/// Whether a picture stands right over the headline and its credit is one: a short one, or parted
/// as "AFP / Tom Oke" is, and not the end of a path or a teaser behind "Photography:", "Foto:".
/// Of 15 more pages with one in the dumps of 2,900 ten have it in the HTML record, three in the
/// page.
bool is_over_title(const DumpPicture& picture, size_t title) {
  constexpr size_t kReach = 2, kMostWords = 4;  // lines
  const std::string& credit = picture.image.credit;
  const bool is_named = !credit.empty() && (count_words(credit) <= kMostWords ||
                                            credit.find_first_of("/|") != credit.npos);
  return is_named && picture.end + kReach >= title &&
         !is_time_line(picture.image.caption, times_in(picture.image.caption, {}));
}

/// Galleries and pictures that belong to the story, by their lines.
std::vector<Insert> take_pictures(DumpPage& page, const BodyRange& range,
                                  std::vector<DumpGallery> galleries,
                                  std::vector<DumpPicture> pictures, Story& story) {
  std::vector<Insert> inserts;
  const size_t head = head_line(page, range.begin);
  std::erase_if(pictures, [&](const DumpPicture& picture) {
    return page.role(picture.line) == Role::kTitle;
  });
  // Far from the story captions are those of teasers.
  size_t reach = range.end + 1;  // what closes the text may be a row of pictures
  if (range.end != 0)
    std::erase_if(pictures, [&](const DumpPicture& picture) {
      if (picture.line < head && !is_over_title(picture, head)) return true;
      if (picture.line > reach) return true;
      if (!picture.image.credit.empty()) reach = std::max(reach, picture.end + 1);
      return false;
    });
  std::ranges::move(take_gallery_rows(page, pictures), std::back_inserter(galleries));
  drop_alternative_texts(pictures);
  drop_cards(page, range, pictures);
  for (DumpGallery& found : galleries) {
    inserts.push_back({found.begin, reference(BodyNode::Kind::kGallery, story.galleries.size())});
    story.galleries.push_back(std::move(found.gallery));
  }
  for (DumpPicture& found : pictures) {
    const bool is_lead = found.line < range.begin && story.images.empty();
    found.image.role = is_lead ? "lead" : "inline";
    inserts.push_back({found.line, reference(BodyNode::Kind::kImage, story.images.size())});
    story.images.push_back(std::move(found.image));
  }
  return inserts;
}

void take_corrections(DumpPage& page, const BodyRange& range, Story& story) {
  const size_t end = std::min(page.lines.size(), range.end + 6);
  for (size_t i = range.begin; i < end; ++i) {
    const Role role = page.role(i);
    if ((role != Role::kBody && role != Role::kUnknown) || page.list.blocks[i].word_count < 6)
      continue;
    if (!is_correction(page.lines[i].text)) continue;
    page.set_role(i, Role::kCorrection);
    story.corrections.emplace_back(page.lines[i].text);
  }
}

/// Dateline and agency, where the lines around the text have not told them, as on HTML pages.
void finish_wire(const BlockList& list, Story& story) {
  if (story.dateline.is_absent()) read_dateline(story);
  if (story.agency.empty()) story.agency = closing_agency(list);
  if (story.agency.empty()) story.agency = dateline_agency(story.dateline.agency);
  if (story.agency.empty()) story.agency = owning_agency(list);
  if (story.publisher.empty() && !is_agency(story.dateline.agency))
    story.publisher = story.dateline.agency;
}

/// What the shape of the lines proves before any model looks at them.
struct DumpShape {
  std::vector<std::string> highlights;
  std::vector<DumpGallery> galleries;
  std::vector<DumpPicture> pictures;
};

DumpShape read_shape(DumpPage& page) {
  DumpShape shape;
  mark_replay_banner(page);
  shape.highlights = find_dump_highlights(page);
  shape.galleries = find_dump_galleries(page);
  shape.pictures = find_dump_pictures(page);
  return shape;
}

}  // namespace

void mark_dump_shape(BlockList& list) {
  DumpPage page = read_dump_lines(list);
  read_shape(page);
}

Story read_dump(const Page& source, const StoryOptions& options) {
  Story story;
  BlockList list = cut_lines(source.text, options.limits.blocks);
  DumpPage page = read_dump_lines(list);
  DumpShape shape = read_shape(page);
  story.highlights = std::move(shape.highlights);
  const Choice choice = choose_lines(list, options.favor);
  mark_dump_interface(page);
  find_credited_lines(page, shape.pictures);
  find_described_pictures(page, shape.pictures);
  drop_side_lines(page);
  take_teaser_pictures(page, shape.pictures);
  find_dump_teasers(page);
  story.page_type = choice.page_type;
  story.confidence = choice.confidence;
  // Times are read by it, whichever fields are asked for, and lines of times are no text.
  story.language = detect_language(source.text, source.content_language);
  story.direction = std::string(direction_of(story.language));
  BodyRange range = body_range(page);
  const size_t below_head = start_at_dateline(page, range);
  take_dateline_above(page, range);
  read_dump_head(page, below_head, story);
  drop_author_note(page, story);
  take_last_sentence(page, story);
  drop_open_label(page);
  range = body_range(page);
  take_corrections(page, range, story);
  take_dump_teasers(page, story);
  std::vector<DumpEntry> entries = find_dump_entries(page, range.begin, range.end, story);
  BodyWriter(page, std::move(entries), story)
      .write(
          take_pictures(page, range, std::move(shape.galleries), std::move(shape.pictures), story));
  finish_wire(list, story);
  if (options.provenance) trace_dump(source.text, page, story);
  std::ranges::copy(list.notes, std::back_inserter(story.notes));
  return story;
}

}  // namespace copydesk
