// dump_lines.h: a dump's lines with what their letters say, and the steps that read them.
// Part of story/; the way of a dump: dump.cpp calls the steps in the order in which they stand
// here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "blocks/blocks.h"
#include "record/record.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {

/// "3 of 15", "Bild 3 von 15", "(3/15) A caption": where a line counts slides.
struct SlideMark {
  uint32_t index = 0;
  uint32_t count = 0;  // 0: the line counts no slides
  size_t begin = 0;    // bytes of the counter with its label and brackets
  size_t end = 0;
  bool is_whole_line = false;
  bool is_absent() const { return count == 0; }
};
SlideMark find_slide_mark(std::string_view line);

/// One line. Lifetime: `text` views the page or the list's arena.
struct DumpLine {
  std::string_view text;  // as in the block, references that were escaped twice mended
  std::string folded;     // letters and digits only: equal means that a reader sees the same
  size_t words = 0;       // count_words() of the text
  Phrase phrase = Phrase::kNone;
  SlideMark mark;
};

/// The lines beside their blocks, same index. Roles are set on the blocks.
struct DumpPage {
  BlockList& list;
  std::vector<DumpLine> lines;
  Role role(size_t i) const { return list.blocks[i].role; }
  void set_role(size_t i, Role role) { list.blocks[i].role = role; }
};

// A longer line is no credit.
inline constexpr size_t kMaxCreditBytes = 160;

inline constexpr size_t kNoLine = static_cast<size_t>(-1);

/// Whether a line is text or nothing yet.
inline bool is_open_role(Role role) { return role == Role::kUnknown || role == Role::kBody; }
/// Whether there is such a line, and nothing has taken it yet.
bool is_free(const DumpPage& page, size_t i);
/// Whether a line has the length of a caption and is no set phrase.
bool could_be_caption(const DumpLine& line);
/// Whether a line is nothing but a picture's credit.
bool is_credit(const DumpLine& line);
/// "Photo by Ana Ruiz", "- Copyright Ana Ruiz": credits whose label has no mark behind it. A
/// "Copyright" without a dash is part of a sentence as often.
bool opens_named_credit(std::string_view tail);
/// "Ana Ruiz/The Herald", "ANA RUIZ / AGENCE VAL": two names, parted by a stroke.
bool is_two_names(std::string_view tail);
/// Whether what split_caption() took for the credit of `text` is one for certain: "Photo: ...",
/// "© ...", an agency in brackets or behind the last sentence.
bool has_sure_credit(std::string_view text, const CaptionText& split);

/// Whether a tool may have run two texts together before byte `at`: a small letter, then a capital.
inline bool is_joint(std::string_view text, size_t at) {
  return at > 0 && at < text.size() && is_lower(text[at - 1]) && is_upper(text[at]);
}

/// Mends references that the page escaped twice (not where it talks about HTML), takes the sign off
/// that linked a heading to itself, and folds each line.
DumpPage read_dump_lines(BlockList& list);

/// Where `tail` begins in `text` when text ends with it, case, marks and spaces apart; npos: it
/// does not.
size_t find_tail(const DumpLine& text, const DumpLine& tail);
/// Where the text goes on after `head` when it begins with it; npos: it does not.
size_t find_rest(const DumpLine& text, const DumpLine& head);

/// Where the second half of a text that says everything twice begins; npos: it does not.
size_t find_second_half(const DumpLine& text);

/// Sets kInterface on the lines of the banner that a replayed web archive puts over a page.
void mark_replay_banner(DumpPage& page);

/// A gallery and the lines it takes up.
struct DumpGallery {
  size_t begin = 0;
  size_t end = 0;  // exclusive
  Gallery gallery;
};
/// Finds galleries by their counters, by "Hide Caption" lines, by repeated titles or by the counter
/// of the first slide above captions and credits in turn; sets kGalleryChrome on all their lines.
std::vector<DumpGallery> find_dump_galleries(DumpPage& page);

/// A picture whose caption stands at `line`.
struct DumpPicture {
  size_t line = 0;
  size_t end = 0;  // of its lines, exclusive
  Image image;
  bool is_doubled = false;  // its line says everything twice
  bool is_copy = false;     // its text stands twice
  bool is_bare = false;     // stands twice without a credit and without the end of a sentence
};
/// Finds captions: lines that stand twice in a row, lines with a credit; sets kCaption and kCredit
/// on them.
std::vector<DumpPicture> find_dump_pictures(DumpPage& page);

/// Finds the lines of the text that have a picture's credit below them, after choose_lines(); sets
/// kCaption and kCredit on both and adds the pictures to those found before. Cost: linear.
void find_credited_lines(DumpPage& page, std::vector<DumpPicture>& pictures);

/// Finds the lines of the text that describe a picture, after choose_lines(): who stands where in
/// it, or what somebody does on a day. Sets kCaption on them and adds the pictures. Cost: linear.
void find_described_pictures(DumpPage& page, std::vector<DumpPicture>& pictures);

/// Takes pictures that stand in a row, half of them credited or all doubled lines, with their
/// numbers between them or not, out of those of a page and makes galleries of them. Cost: linear.
std::vector<DumpGallery> take_gallery_rows(DumpPage& page, std::vector<DumpPicture>& pictures);
/// Whether a line is nothing but a number of up to three digits, as pictures of an essay have it.
bool is_number_line(const DumpPage& page, size_t i);

/// Takes lines out of the text that stand beside it, by their own words or by the date below them:
/// alternative texts, sources, who shared a post, headlines of other pages; after
/// find_described_pictures(). Cost: linear.
void drop_side_lines(DumpPage& page);

/// Finds the box of key points; sets kHighlight on its lines. Its heading becomes kInterface.
std::vector<std::string> find_dump_highlights(DumpPage& page);

/// Sets kInterface on lines that are set phrases or run-on menus, kTeaser on lines of the body that
/// lead to other pages.
void mark_dump_interface(DumpPage& page);

/// Whether a line at the end of a text asks to pay or to stay in touch, tells who owns the text or
/// helped with it, or is nothing but marks.
bool is_dump_tail(std::string_view text);

/// The head of an entry: the line with its time, the line of its headline, which may be the same,
/// and the bytes of the latter in front of the headline.
struct DumpEntry {
  size_t line = 0;
  size_t headline = 0;
  size_t cut = 0;
  When time;
};
/// Finds the entries of a live page around the text between two lines; the lines of their headlines
/// become text, without the time. Empty: it is no live page. Cost: linear.
std::vector<DumpEntry> find_dump_entries(DumpPage& page, size_t begin, size_t end, Story& story);

/// "Read more: Harbour reopens", "À lire aussi La mer monte": a label and another page's headline.
bool is_teaser_line(const DumpLine& line);
/// Sets kTeaser on headlines of other pages between the first and the last line of the text, after
/// choose_lines(). Cost: linear.
void find_dump_teasers(DumpPage& page);
/// Takes headlines of other pages out of the pictures: they stand twice, without a credit or the
/// end of a sentence, where one of them on the page has a colon; sets kTeaser on them. Of 45 such
/// with a colon in the texts of the dumps of 2,900 pages three are captions on the HTML page.
void take_teaser_pictures(DumpPage& page, std::vector<DumpPicture>& pictures);
/// Adds what the lines of teasers lead to to story.related, each once.
void take_dump_teasers(const DumpPage& page, Story& story);

/// Reads title, section, byline, times, publisher and dek from the lines around the start of the
/// body, after choose_blocks(); sets their roles. `below_head` is a line that surely stands below
/// them, or kNoLine.
void read_dump_head(DumpPage& page, size_t below_head, Story& story);

/// Fills story.provenance: the bytes of `source` that hold the text and the fields. Cost: linear.
void trace_dump(std::string_view source, const DumpPage& page, Story& story);

}  // namespace copydesk
