// fields_bylines.cpp: the authors that readers see: bylines around the headline and at the text's
// end, names below the headline, the box about the author.
// Method: a block is a byline when it opens with "By" or its markup says so. Not here: what is
// declared, and who of all these is taken (fields_people.cpp).
#include <algorithm>

#include "story/fields_people.h"

namespace copydesk {
namespace {

// Whether a byline may stand inside a line: "April 13, 2017 by Ana Ruiz", "Posted in Weather by Ana
// Ruiz". Such lines are short and hold a number or a mark.
bool may_hold_byline(const Block& block) {
  constexpr size_t kLongestLine = 160;
  constexpr uint32_t kMostBodyWords = 12;  // the choice takes some such lines for text
  return block.text.size() <= kLongestLine && block.heading_level == 0 &&
         (block.role != Role::kBody || block.word_count <= kMostBodyWords) &&
         block.text.find_first_of("0123456789|/") != std::string_view::npos;
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

// Reads one block of the head as a byline; how sure that is: 0 no byline, 1 marked up, 2 opens with
// "By".
int read_byline_block(const FieldContext& context, const Block& block, People& people) {
  constexpr size_t kLongestByline = 300;
  if (!is_shown(block) || block.text.size() > kLongestByline || block.heading_level == 1 ||
      block.is_figcaption)
    return 0;
  const uint32_t hints = hints_of(context, block);
  if (hints & kSaysComment) return 0;
  size_t lead = 0;
  bool opens = opens_byline(block.text, lead);
  const bool may_hold = may_hold_byline(block);
  if (!opens && !(hints & kSaysByline) && !may_hold) return 0;
  const Byline byline = parse_byline(block.text);
  if (!opens && may_hold) opens = byline.by;
  if (!opens && !(hints & kSaysByline)) return 0;
  if (people.handle.name.empty() && block.text.find("©") == std::string_view::npos &&
      is_declared_name(context, byline.handle)) {
    people.handle.name = byline.handle;
    people.handle_range = block.page;
  }
  // Initials that are marked as the author are no agency.
  const bool is_initials = !opens && block.text.size() <= 3;
  if (people.agency.empty() && !is_initials) people.agency = byline.agency;
  const std::string_view line = byline.authors.size() < 2
                                    ? block.text
                                    : before_sections(context, block.text, byline.authors[0].name);
  for (const Person& person : byline.authors)
    if (!is_site_name(context, person.name) &&
        (line.size() == block.text.size() || line.find(person.name) != std::string_view::npos))
      add_person(people, person, block.page);
  if (byline.authors.empty() && byline.agency.empty()) return 0;
  return opens || byline.by ? 2 : 1;
}

// "By" alone in its block: the names stand in the next ones.
bool is_lone_lead(std::string_view text) {
  if (text.empty() || text.size() > 24) return false;
  std::string line(text);
  if (line.ends_with(':')) line.pop_back();
  line += ": ";
  size_t lead = 0;
  return opens_byline(line, lead) && lead == line.size();
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
  if (agency.empty() || !people.agency.empty()) return false;
  people.agency = agency;
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
    if (!sure_.authors.empty() || !sure_.agency.empty()) return std::move(sure_);
    marked_.handle = sure_.handle;
    marked_.handle_range = sure_.handle_range;
    return std::move(marked_);
  }

 private:
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
      announced_until_ = i + 5;
      others_until_ = 0;
      return;
    }
    size_t lead = 0;
    if (is_shown(block) && opens_other_credit(block.text, lead) && lead >= block.text.size()) {
      others_until_ = i + 2;
      announced_until_ = 0;
      return;
    }
    if (i <= others_until_ && !opens_byline(block.text, lead)) return;
    People here;
    int strength = read_byline_block(context_, context_.block(i), here);
    if (sure_.handle.name.empty() && !here.handle.name.empty()) {
      sure_.handle = here.handle;
      sure_.handle_range = here.handle_range;
    }
    if (strength == 0) {
      read_agency_line(context_, i, sure_);
      return;
    }
    if (strength == 2 && sure_.blocks.empty()) sure_.opens = true;
    if (i <= announced_until_) strength = 2;
    People& target = strength == 2 ? sure_ : marked_;
    if (!target.blocks.empty() && i > target.blocks.back() + 6) return;
    target.blocks.push_back(i);
    if (target.agency.empty()) target.agency = here.agency;
    for (size_t k = 0; k < here.authors.size(); ++k)
      add_person(target, std::move(here.authors[k]), here.ranges[k]);
    target.by = target.by || strength == 2;
  }

  FieldContext& context_;
  People sure_, marked_;
  uint32_t announced_until_ = 0;
  uint32_t others_until_ = 0;  // the names up to here reviewed or edited
};

}  // namespace

People head_bylines(FieldContext& context) { return HeadBylines(context).read(); }

People people_below_title(const FieldContext& context) {
  constexpr uint32_t kMostBelow = 8;
  constexpr size_t kLongestLine = 100;
  constexpr size_t kMostNames = 3;
  People people;
  people.origin = Origin::kVisible;
  if (context.blocks.title == FieldBlocks::kNone) return people;
  const uint32_t end =
      std::min({context.blocks.title + kMostBelow, context.head_end, context.first_body});
  for (uint32_t i = context.blocks.title + 1; i < end; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestLine || block.heading_level > 0 ||
        block.is_figcaption || block.is_list_item)
      continue;
    const bool dated = !find_dates(block.text, context.dates).empty();
    if (!dated && !is_plausible_name(block.text)) continue;
    const Byline byline = parse_byline(block.text);
    if (byline.authors.empty() || byline.authors.size() > kMostNames) continue;
    for (const Person& person : byline.authors)
      if (is_cased_name(person.name) && !is_site_name(context, person.name))
        add_person(people, person, block.page);
    if (!people.authors.empty()) break;
  }
  return people;
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
    const bool signs = i >= context.last_body && i <= context.last_body + 1 && is_shown(block) &&
                       block.heading_level == 0 && block.linked_letter_count == 0 &&
                       is_plausible_name(block.text);
    if (signs)
      add_person(people, {std::string(block.text), {}}, block.page);
    else if (read_byline_block(context, block, people) != 2)
      continue;
    people.blocks.push_back(i);
    people.by = true;
    break;
  }
  return people;
}

People marked_elsewhere(FieldContext& context) {
  People people;
  people.origin = Origin::kVisible;
  constexpr uint32_t kMostSearched = 3000;
  const uint32_t count =
      std::min<uint32_t>(kMostSearched, static_cast<uint32_t>(context.list.blocks.size()));
  for (uint32_t i = context.head_end; i < count; ++i) {
    const Block& block = context.block(i);
    if (block.role == Role::kBody || block.text.size() > 100 ||
        read_byline_block(context, block, people) == 0)
      continue;
    if (people.authors.empty()) continue;
    people.authors.resize(1);
    people.ranges.resize(1);
    people.blocks.push_back(i);
    return people;
  }
  return people;
}

}  // namespace copydesk
