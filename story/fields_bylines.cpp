// fields_bylines.cpp: the authors that readers see: bylines around the headline and at the text's
// end, the box about the author.
// Method: a block is a byline when it opens with "By" or its markup says so. Not here: names below
// the headline that nothing announces (fields_names_below.cpp), what is declared, and who of all
// these is taken (fields_people.cpp).
#include <algorithm>

#include "story/claims_inner.h"
#include "story/fields_people.h"
#include "story/markup.h"

namespace copydesk {
namespace {

// Whether a byline may stand inside a line: "April 13, 2017 by Ana Ruiz", "Posted in Weather by Ana
// Ruiz". Such lines are short and hold a number or a mark.
bool may_hold_byline(const Block& block) {
  constexpr size_t kLongestLine = 160;
  constexpr uint32_t kMostBodyWords = 12;  // the choice takes some such lines for text
  return block.text.size() <= kLongestLine && block.heading_level == 0 &&
         (block.role != Role::kBody || block.word_count <= kMostBodyWords) &&
         std::ranges::any_of(block.text, [](char c) {
           return (c >= '/' && c <= '9') || c == '|';  // a digit or a mark
         });
}

// The text of a line up to what stands behind its date: sections and tags ("By Ana Ruiz | Mar 11,
// 2023 | Brake Repair"). A line that opens with its date is taken whole.
std::string_view before_sections(const FieldContext& context, std::string_view text,
                                 std::string_view first_name) {
  const size_t name = text.find(first_name);
  for (const Moment& moment : find_dates(text, context.dates))
    if (name < moment.begin) return text.substr(0, moment.begin);
  return text;
}

// Whether a byline without "By" stands below a headline that leads to another story: it is of
// whoever wrote that one. Counted on all labelled sets above the headline and outside the head: on
// 5 pages, the author of the page on one of them.
bool is_of_teaser(const FieldContext& context, uint32_t index) {
  constexpr uint32_t kMostBetween = 2;  // blocks
  for (uint32_t i = index; i > 0 && i + kMostBetween >= index && i != context.blocks.title; --i) {
    const Block& above = context.block(i - 1);
    if (i - 1 == context.blocks.title || above.role == Role::kBody) return false;
    if (above.heading_level > 1 && is_shown(above))
      return above.linked_letter_count * 2 > above.letter_count;
  }
  return false;
}

// "2809 Harbour Road, Lindby 18034, 610-285-5000": more digits than a date and a time of day have.
bool is_postal_address(std::string_view text) {
  constexpr ptrdiff_t kMostDigits = 14;
  return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) > kMostDigits;
}

// "Linda and Peter": parse_byline() takes no other three words for a handle.
bool are_given_names(const FieldContext& context, std::string_view handle) {
  const size_t first = std::min(handle.find(' '), handle.size());
  const size_t last = handle.rfind(' ');
  return count_words(handle) > 1 && last > first &&
         is_declared_name(context, handle.substr(0, first)) &&
         is_declared_name(context, handle.substr(last + 1));
}

// A handle behind "By". Lines without a date must look like bylines: "By now, you have ..." opens a
// paragraph, "a fifth of it by weight" ends a line.
void take_handle(const FieldContext& context, const Block& block, std::string_view handle,
                 bool is_led, bool is_signature, People& people) {
  constexpr uint32_t kMostWords = 20, kMostBefore = 8;
  if (!people.handle.name.empty() || block.word_count > kMostWords ||
      block.text.find("©") != std::string_view::npos ||
      !(is_signature || is_declared_name(context, handle) || are_given_names(context, handle)))
    return;
  const bool is_dated = !find_dates(block.text, context.dates).empty();
  const bool is_line = !ends_sentence(block.text) && (is_led || block.word_count <= kMostBefore);
  if (!is_dated && !is_line) return;
  people.handle.name = handle;
  people.handle_range = block.page;
  people.is_handle_dated = is_dated;
}

// Whether a block stands between the headline and the text: "By Ana Ruiz" of a byline there is the
// story's, though its class says "caption" or "sidebar", which may be a size of letters or a
// column.
bool is_under_headline(const FieldContext& context, const Block& block) {
  const uint32_t title = context.blocks.title;
  return title != FieldBlocks::kNone && context.first_body < context.list.blocks.size() &&
         block.page.begin >= context.block(title).page.end &&
         block.page.end <= context.block(context.first_body).page.begin;
}

// Whether a block stands in an <address>: elsewhere than below the headline that is a house's.
bool is_in_address(const FieldContext& context, const Block& block) {
  constexpr int kLevels = 3;
  return context.document != nullptr && block.first_text != kNoNode &&
         ancestor_with(*context.document, context.document->node(block.first_text).parent,
                       Tag::kAddress, kLevels) != kNoNode;
}

// Whether a reporter's job beside a name makes a byline of a short line here: between headline and
// text, or at the text's end; elsewhere stand the names of those who wrote other stories. No such
// job is written in Latin letters.
bool may_be_signed(const FieldContext& context, const Block& block) {
  constexpr size_t kLongestLine = 150;
  constexpr uint32_t kBehind = 2;  // blocks
  const uint32_t title = context.blocks.title, last = context.last_body;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  if (title == FieldBlocks::kNone || context.first_body >= count || last >= count ||
      block.text.size() > kLongestLine || block.heading_level > 0 || ends_sentence(block.text) ||
      std::ranges::none_of(block.text, [](char c) { return static_cast<uint8_t>(c) > 0xCF; }))
    return false;
  const bool is_over = block.page.begin >= context.block(title).page.end &&
                       block.page.begin <= context.block(context.first_body).page.begin;
  return is_over ||
         (block.page.begin >= context.block(last).page.begin &&
          block.page.begin <= context.block(std::min(last + kBehind, count - 1)).page.begin);
}

// Where "By" stands behind the name of the house and a bar: "The Harbour Post | By Ana Ruiz"; 0:
// nowhere.
size_t by_behind_bar(std::string_view text) {
  constexpr size_t kLongestHouse = 60;  // bytes
  const size_t bar = text.substr(0, kLongestHouse).find("| By ");
  return bar == text.npos ? 0 : bar + 2;
}

// Whether the element of a block is called after a place: "signature__location".
bool is_called_place(const FieldContext& context, const Block& block) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"location", "place", "city", "lugar", "local", "ort"});
  return context.document != nullptr && block.element != kNoNode &&
         has_word(context.document->attribute(block.element, AttributeName::kClass), kWords);
}

// Whether a name stands in the part of a line before its sections, and is no label: "Giriş Tarihi".
bool is_name_of_line(std::string_view text, std::string_view line, std::string_view name) {
  const bool is_behind = line.size() < text.size() && line.find(name) == line.npos;
  return !is_behind && phrase_of(name) == Phrase::kNone;
}

// Reads one block of the head as a byline; how sure that is: 0 no byline, 1 marked up, 2 opens with
// "By".
int read_byline_block(const FieldContext& context, const Block& block, People& people) {
  constexpr size_t kLongestByline = 300;
  if (!is_shown(block) || block.text.size() > kLongestByline || block.heading_level == 1) return 0;
  const uint32_t hints = hints_of(context, block);
  size_t lead = 0;
  bool opens = opens_byline(block.text, lead);
  const bool is_marked = opens && is_under_headline(context, block) &&
                         ((hints & kSaysByline) || is_in_address(context, block));
  // The caption of a portrait may be the byline.
  if (((hints & kSaysComment) || block.is_figcaption) && !is_marked) return 0;
  const bool may_hold = may_hold_byline(block), may_sign = may_be_signed(context, block);
  if (!opens && !(hints & kSaysByline) && !may_hold && !may_sign) return 0;
  if (!opens && is_called_place(context, block)) return 0;
  std::string text = parted_line(context, block, Seams::kNames);
  if (const size_t by = by_behind_bar(text); !opens && (hints & kSaysByline) && by > 0)
    text.erase(0, by), opens = true;
  const Byline byline = parse_byline(text);
  if (!opens && !byline.by && is_postal_address(block.text)) return 0;
  opens = opens || (may_hold && byline.by) || (may_sign && byline.job);
  if (!opens && (!(hints & kSaysByline) || (hints & kSaysTags))) return 0;  // a tag names a person
  // Who writes a weblog alone signs with its name.
  constexpr size_t kShortestHandle = 4;
  const bool is_signature = opens && byline.handle.size() >= kShortestHandle &&
                            count_words(byline.handle) == 1 && is_site_name(context, byline.handle);
  take_handle(context, block, byline.handle, lead > 0, is_signature, people);
  const bool is_initials = !opens && block.text.size() <= 3;  // no agency
  if (people.agency.empty() && !is_initials) people.agency = byline.agency;
  const std::string_view line = byline.authors.size() < 2
                                    ? std::string_view(text)
                                    : before_sections(context, text, byline.authors[0].name);
  for (const Person& person : byline.authors) {
    if (!is_name_of_line(text, line, person.name)) continue;
    if (!is_site_name(context, person.name))
      add_person(people, person, block.page);
    else if (opens && people.owner.name.empty() && is_cased_name(person.name))
      people.owner = person;  // "By Ana Ruiz" on Ana Ruiz's own site
  }
  if (byline.authors.empty() && byline.agency.empty()) return 0;
  return opens || byline.by ? 2 : 1;
}

// "By" alone in its block: the names stand in the next ones.
bool is_lone_lead(std::string_view text) {
  constexpr size_t kLongestLead = 24;
  if (text.empty() || text.size() > kLongestLead) return false;
  if (text.ends_with(':')) text.remove_suffix(1);
  if (text.ends_with("(s)")) text.remove_suffix(3);
  char letters[kLongestLead + 2];
  const size_t size = text.copy(letters, kLongestLead);
  letters[size] = ':', letters[size + 1] = ' ';
  size_t lead = 0;
  return opens_byline({letters, size + 2}, lead) && lead == size + 2;
}

// "Authors" as one of the links of a menu.
bool is_menu_item(const Block& block) {
  return block.is_list_item && block.linked_letter_count == block.letter_count;
}

// "Author" alone in a block, and below it a name, or a list of names.
bool read_announced(const FieldContext& context, uint32_t first, People& people) {
  constexpr uint32_t kMostNames = 6;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = first; i < count && i < first + kMostNames; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > 100 || block.is_figcaption) break;
    if (i > first && !block.is_list_item) break;
    const Byline byline = parse_byline(block.text);
    const bool is_name = !byline.authors.empty() && is_cased_name(byline.authors[0].name) &&
                         block.text.starts_with(byline.authors[0].name);
    if (!is_name || is_site_name(context, byline.authors[0].name)) break;
    for (const Person& person : byline.authors) add_person(people, person, block.page);
    people.blocks.push_back(i);
  }
  people.by = people.by || !people.authors.empty();
  return !people.authors.empty();
}

// "AFP, MANILA", "Bron: BELGA": a short line between headline and text that credits an agency.
bool read_agency_line(const FieldContext& context, uint32_t index, People& people) {
  const Block& block = context.block(index);
  constexpr size_t kLongestCredit = 60;
  if (context.blocks.title == FieldBlocks::kNone || index < context.blocks.title ||
      index > context.first_body + 3)
    return false;
  if (!is_shown(block) || block.text.size() > kLongestCredit || block.is_figcaption) return false;
  if (hints_of(context, block) & kSaysComment) return false;
  if (block.text.find("©") != std::string_view::npos) return false;  // a picture's
  const size_t comma = std::min(block.text.find(", "), block.text.size());
  const std::string_view first = block.text.substr(0, comma);
  const std::string agency = is_agency(first) ? std::string(first) : agency_credit(block.text);
  constexpr std::string_view kSizeButtons = "aa";  // folded: "AA", "- AA +"
  if (agency.empty() || !people.agency.empty() || fold(block.text) == kSizeButtons) return false;
  people.agency = agency;
  context.list.blocks[index].role = Role::kByline;  // chosen or not
  people.blocks.push_back(index);
  const std::string_view place =
      comma < block.text.size() ? block.text.substr(comma + 2) : std::string_view{};
  if (is_agency(first) && !place.empty() && context.story.dateline.is_absent())
    context.story.dateline = {std::string(place), agency, {}};
  return true;
}

// One walk over the head. Bylines that open with "By" and those that are only marked up are kept
// apart.
class HeadBylines {
 public:
  explicit HeadBylines(FieldContext& context) : context_(context) {
    sure_.origin = marked_.origin = Origin::kVisible;
  }

  People read() {
    for (uint32_t i = context_.head_begin; i < context_.head_end && !is_over(i); ++i) visit(i);
    if (is_signed_above() && is_announced_below()) keep_persons(sure_, 0), sure_.blocks.clear();
    if (!sure_.authors.empty() || !sure_.agency.empty()) return std::move(sure_);
    copy_handle(sure_, marked_);
    marked_.owner = sure_.owner;
    return std::move(marked_);
  }

 private:
  static void copy_handle(const People& from, People& to) {
    to.handle = from.handle;
    to.handle_range = from.handle_range;
    to.handle_block = from.handle_block;
    to.is_handle_dated = from.is_handle_dated;
  }

  bool is_beside_title(uint32_t i) const {
    constexpr uint32_t kBeside = 4;  // blocks
    const uint32_t title = context_.blocks.title;
    return title != FieldBlocks::kNone && i + kBeside >= title && i <= title + kBeside;
  }

  bool is_above_title(uint32_t i) const {
    return context_.blocks.title != FieldBlocks::kNone && i < context_.blocks.title;
  }

  bool is_signed_above() const {
    return !sure_.handle.name.empty() && sure_.handle_block <= context_.first_body;
  }

  // Whoever signs above the text wrote it; names that the text announces wrote what it is about,
  // but not those right below a standfirst: "Blog post by Ana Ruiz", which a login above entered.
  bool is_announced_below() const {
    if (sure_.blocks.empty()) return false;
    const uint32_t first = sure_.blocks.front();
    const Block& block = context_.block(first);
    const bool is_label = block.text.find(':') != std::string_view::npos;
    return first > context_.first_body + (is_label ? 1 : 2) && block.role == Role::kBody;
  }

  // Behind the first long paragraph a second byline belongs to something else.
  bool is_over(uint32_t i) const {
    constexpr uint32_t kLongParagraph = 200;
    const bool found = !sure_.authors.empty() || !marked_.authors.empty();
    return found && i > context_.first_body && context_.block(i - 1).role == Role::kBody &&
           context_.block(i - 1).letter_count > kLongParagraph;
  }

  void visit(uint32_t i) {
    if (i == context_.blocks.title) return;
    const Block& block = context_.block(i);
    if (is_shown(block) && is_lone_lead(block.text)) {
      if (is_menu_item(block)) return;
      announced_end_ = i + 6;
      others_end_ = 0;
      return;
    }
    size_t lead = 0;
    if (is_shown(block) && opens_other_credit(block.text, lead) && lead >= block.text.size()) {
      others_end_ = i + 3;
      announced_end_ = 0;
      return;
    }
    if (i < others_end_ && !opens_byline(block.text, lead)) return;
    People here;
    int strength = read_byline_block(context_, context_.block(i), here);
    if (strength == 0 && announced_end_ == i + 5 && take_announced(i, here)) return;
    here.handle_block = i;
    if (sure_.handle.name.empty()) copy_handle(here, sure_);
    if (strength == 0) {
      read_agency_line(context_, i, sure_);
      return;
    }
    if (strength == 1 && is_above_title(i) && is_of_teaser(context_, i)) return;
    if (sure_.owner.name.empty()) sure_.owner = here.owner;
    if (strength == 2 && sure_.blocks.empty()) sure_.opens = true;
    if (i < announced_end_) {
      strength = 2;
      if (is_agency(block.text)) here.agency = block.text;  // however short: "von", "APA"
    }
    People& target = strength == 2 ? sure_ : marked_;
    if (!target.blocks.empty() && i > target.blocks.back() + 6) return;
    target.blocks.push_back(i);
    if (target.agency.empty()) target.agency = here.agency;
    for (size_t k = 0; k < here.authors.size(); ++k)
      add_person(target, std::move(here.authors[k]), here.ranges[k]);
    target.by = target.by || strength == 2;
  }

  // What stands behind a "By" alone though its markup does not say what it is: names, or beside the
  // headline a handle. True: names, and they are taken.
  bool take_announced(uint32_t i, People& here) {
    const Block& block = context_.block(i);
    const bool is_whole = parted_line(context_, block) == block.text;
    if (is_whole && sure_.blocks.empty() && !(hints_of(context_, block) & kSaysComment) &&
        read_announced(context_, i, sure_)) {
      sure_.opens = true;
      return true;
    }
    if (is_beside_title(i) && count_words(block.text) == 1 &&
        is_declared_name(context_, block.text))
      here.handle.name = block.text, here.handle_range = block.page;
    return false;
  }

  FieldContext& context_;
  People sure_, marked_;
  uint32_t announced_end_ = 0;
  uint32_t others_end_ = 0;  // the names before it reviewed or edited
};

}  // namespace

People head_bylines(FieldContext& context) { return HeadBylines(context).read(); }

void drop_named_in_title(const FieldContext& context, People& people) {
  const std::string title = ' ' + fold_words(context.story.title) + ' ';
  size_t kept = 0;
  for (size_t i = 0; i < people.authors.size(); ++i) {
    if (title.find(' ' + fold_words(people.authors[i].name) + ' ') != std::string::npos) continue;
    std::swap(people.authors[kept], people.authors[i]);
    std::swap(people.folded[kept], people.folded[i]);
    std::swap(people.ranges[kept++], people.ranges[i]);
  }
  keep_persons(people, kept);
}

std::string clean_role(std::string_view role) {
  constexpr std::string_view kMarks[] = {"⋅", "·", "•", "|", "–", "—", "-", ",", " "};
  size_t length = 0;
  for (size_t at = 1; at < role.size(); ++at)
    if (role[at - 1] == ' ' && opens_phrase(role.substr(at), Phrase::kUpdated, length))
      role = role.substr(0, at);
  for (bool is_cut = true; is_cut;) {
    is_cut = false;
    for (const std::string_view mark : kMarks) {
      if (role.starts_with(mark)) role.remove_prefix(mark.size()), is_cut = true;
      if (role.ends_with(mark)) role.remove_suffix(mark.size()), is_cut = true;
    }
  }
  // "is an experienced journalist": from a text about the person.
  return role.starts_with("is ") || role.starts_with("was ") ? std::string() : std::string(role);
}

People closing_people(FieldContext& context) {
  People people;
  people.origin = Origin::kVisible;
  if (context.first_body > context.last_body) return people;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const uint32_t begin = context.last_body > 2 ? context.last_body - 2 : 0;
  for (uint32_t i = begin; i < count && i < context.last_body + 4; ++i) {
    const Block& block = context.block(i);
    if (block.text.size() > 120) continue;
    if (is_shown(block) && is_lone_lead(block.text) && read_announced(context, i + 1, people))
      return people;
    People here;
    if (i >= context.last_body && i <= context.last_body + 1) here = signers(context, i);
    if (!here.authors.empty())
      people = std::move(here), people.origin = Origin::kVisible;
    else if (read_byline_block(context, block, here) == 2)
      people = std::move(here), people.origin = Origin::kVisible;
    else
      continue;
    people.blocks.push_back(i);
    people.by = true;
    break;
  }
  return people;
}

namespace {

// "Author" alone, outside comments; a heading may stand in a sidebar whose names below it are in
// none. Counted on all labelled sets: one page, three authors.
bool announces_below(const FieldContext& context, uint32_t index) {
  const Block& block = context.block(index);
  if (!is_shown(block) || !is_lone_lead(block.text)) return false;
  if (!(hints_of(context, block) & kSaysComment)) return true;
  return block.heading_level > 0 && index + 1 < context.list.blocks.size() &&
         !(hints_of(context, context.block(index + 1)) & kSaysComment);
}

// Whether a line of the text that opens with a label ("Autorin: Ana Ruiz") signs the text though
// notes or questions stand behind it: in its second half, in no list of books or games, behind one
// word ("Published by:" is a label of goods).
bool signs_text(const FieldContext& context, uint32_t index, size_t lead) {
  const Block& block = context.block(index);
  const uint32_t half = context.first_body + (context.last_body - context.first_body) / 2;
  const std::string_view label = trim_space(block.text.substr(0, lead));
  return index > half && !block.is_list_item && label.ends_with(':') &&
         label.find(' ') == std::string_view::npos;
}

}  // namespace

People marked_elsewhere(FieldContext& context) {
  People people;
  people.origin = Origin::kVisible;
  constexpr uint32_t kMostSearched = 3000;
  constexpr uint32_t kMostBehind = 30;  // blocks behind the text: who posted it, and when
  const uint32_t count =
      std::min<uint32_t>(kMostSearched, static_cast<uint32_t>(context.list.blocks.size()));
  people = marked_single_name(context);
  if (people.authors.empty()) people = author_box(context);
  if (!people.authors.empty()) return people;
  for (uint32_t i = context.head_end; i < count; ++i) {
    const Block& block = context.block(i);
    if (block.text.size() > 100) continue;
    if (announces_below(context, i) && read_announced(context, i + 1, people)) return people;
    size_t lead = 0;
    const bool opens = opens_byline(block.text, lead);
    if (block.role == Role::kBody && !(opens && signs_text(context, i, lead))) continue;
    if (!opens && is_of_teaser(context, i)) continue;
    const bool is_byline = read_byline_block(context, block, people) != 0;
    if (people.authors.empty() && people.is_handle_dated && i < context.last_body + kMostBehind)
      add_person(people, people.handle, block.page);
    if (people.authors.empty() || !(is_byline || people.is_handle_dated)) {
      people.handle = {};
      continue;
    }
    keep_persons(people, 1);
    people.blocks.push_back(i);
    return people;
  }
  return people;
}

// It is so on five pages of the labelled sets: their texts gain by it; four types are right then,
// one, of a list of news, is not.
bool signs_a_story(const FieldContext& context, uint32_t byline) {
  constexpr uint32_t kMostWords = 14;  // of a byline with a day and a job
  const std::vector<Block>& blocks = context.list.blocks;
  bool is_dated = false, is_text = false;
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    is_text |= i > byline && blocks[i].word_count > kMostWords;
    if (blocks[i].word_count > kMostWords) continue;
    size_t lead = 0;
    if (i != byline && opens_byline(blocks[i].text, lead) && lead > 0) return false;
    if (i + 1 >= byline && !is_text) is_dated |= !find_dates(blocks[i].text).empty();
  }
  return is_dated;
}

}  // namespace copydesk
