// fields_names_below.cpp: names that stand right below the headline without a word that announces
// them (people_below_title of fields_people.h): alone, or in the line of the date.
// Method: a line that is a plausible name and no label, by its place. Not here: bylines
// (fields_bylines.cpp), who of all these is taken (fields_people.cpp).
#include <algorithm>

#include "story/claims_inner.h"
#include "story/fields_people.h"
#include "story/markup.h"

namespace copydesk {
namespace {

// Whether a block is put together of the texts of several elements: "Ort" "Harrow", a label and its
// value.
bool is_of_pieces(const Document& document, const Block& block) {
  size_t pieces = 0;
  for (NodeId id = block.first_text; id != kNoNode && pieces < 2;
       id = next_in_order(document, id, kDocumentNode)) {
    const Node& node = document.node(id);
    pieces += node.is_text() && !trim_space(document.text(id)).empty();
    if (id == block.last_text) break;
  }
  return pieces > 1;
}

// "Alternativen zur Ode" in an element for what stands below the headline and says more.
bool is_subline(const Document& document, NodeId element) {
  static constexpr std::string_view kNames[] = {
      "subline", "subtitle",   "subheadline", "subhead",    "deck",
      "dek",     "standfirst", "tagline",     "untertitel", "sottotitolo"};
  return element != kNoNode && has_word(document.attribute(element, AttributeName::kClass), kNames);
}

// "All stories by Ana Ruiz": what a link to a person's page says of itself, though its address says
// nothing.
bool tells_whose(const Document& document, NodeId link, std::string_view name) {
  constexpr size_t kLongestTitle = 80;
  for (const AttributeName said : {AttributeName::kTitle, AttributeName::kAriaLabel}) {
    const std::string_view title = trim_space(document.attribute(link, said));
    const size_t at = title.find(name);
    if (title.size() > kLongestTitle || at == title.npos || at < 2) continue;
    const size_t space = title.rfind(' ', at - 2);
    size_t lead = 0;
    if (opens_byline(title.substr(space == title.npos ? 0 : space + 1), lead)) return true;
  }
  return false;
}

// Whether a line below the headline is no name though it has the looks of one: the label of a
// button or of a link to another page of the site ("Basics Of Sailing"). Counted on all labelled
// sets: 7 of the 40 names that are read there, none of them an author; links to pages about
// authors, to other sites, scripts and addresses of mail are names.
bool is_label(const FieldContext& context, const Block& block) {
  constexpr int kLevels = 4;
  if (context.document == nullptr || block.first_text == kNoNode) return false;
  const Document& document = *context.document;
  const NodeId parent = document.node(block.first_text).parent;
  if (ancestor_with(document, parent, Tag::kButton, kLevels) != kNoNode) return true;
  if (is_of_pieces(document, block) || is_subline(document, parent)) return true;
  if (block.linked_letter_count == 0) return false;
  const NodeId link = ancestor_with(document, parent, Tag::kA, kLevels);
  if (link == kNoNode) return false;
  const std::string_view href = document.attribute(link, AttributeName::kHref);
  const std::string_view rel = document.attribute(link, AttributeName::kRel);
  if (leads_to_person(href) || rel.find("author") != std::string_view::npos) return false;
  if (tells_whose(document, link, block.text)) return false;
  const std::string_view host = host_of(href);
  const bool is_script = href.starts_with("javascript:") || href.starts_with("mailto:");
  return !is_script && (host.empty() || host == host_of(context.url));
}

// Whether a short line next to a block, or the second or third behind it, tells the day: "Ana
// Ruiz", "6 min read", "3 May 2017".
bool is_beside_day(const FieldContext& context, uint32_t index) {
  constexpr size_t kLongestLine = 60;
  constexpr uint32_t kMostBehind = 3;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const auto names_one = [&](uint32_t i) {
    return !find_dates(context.block(i).text, context.dates).empty();
  };
  const uint32_t above = index - 1;
  if (above != context.blocks.title && context.block(above).text.size() <= kLongestLine &&
      names_one(above))
    return true;
  for (uint32_t i = index + 1; i < count && i <= index + kMostBehind; ++i) {
    if (context.block(i).text.size() > kLongestLine) return false;
    if (names_one(i)) return true;
  }
  return false;
}

// Whether a line is a name alone next to a day.
bool is_name_beside_day(const FieldContext& context, uint32_t index) {
  return is_plausible_name(context.block(index).text) && is_beside_day(context, index);
}

// Whether a line without a day is a name, and neither in a cloud of tags or a player nor a label.
// Where the choice took the standfirst for text it must stand beside the day.
bool is_bare_name(const FieldContext& context, uint32_t index, std::string_view text) {
  const Block& block = context.block(index);
  return !(hints_of(context, block) & kSaysTags) && is_plausible_name(text) &&
         !is_label(context, block) &&
         (index <= context.first_body ||
          (context.story.page_type == "article" && is_name_beside_day(context, index)));
}

// Whether a text stands in an element whose own class, or the one of its parent, says that it is
// the author.
bool is_marked_author(const Document& document, NodeId text) {
  constexpr int kLevels = 2;
  NodeId at = document.node(text).parent;
  for (int level = 0; level < kLevels && at != kNoNode; ++level, at = document.node(at).parent)
    if (says_of_names(document.attribute(at, AttributeName::kClass)) & kSaysByline) return true;
  return false;
}

// "1 February 2022", "Luis Holm", "6 comments" in one line: the name in an element of its own that
// is marked as the author. Empty: none.
std::string_view marked_name(const FieldContext& context, const Block& block) {
  constexpr int kLevels = 3;
  if (context.document == nullptr || (hints_of(context, block) & kSaysComment)) return {};
  const Document& document = *context.document;
  for (NodeId id = block.first_text; id != kNoNode;
       id = next_in_order(document, id, kDocumentNode)) {
    const std::string_view name =
        document.node(id).is_text() ? trim_space(document.text(id)) : std::string_view();
    NodeId at = document.node(id).parent;
    for (int level = 0; level < kLevels && at != kNoNode && at != block.element && !name.empty();
         ++level, at = document.node(at).parent)
      if ((says_of_names(document.attribute(at, AttributeName::kClass)) & kSaysByline) &&
          is_cased_name(name))
        return name;
    if (id == block.last_text) break;
  }
  return {};
}

// The names before what a line tells of them, when it stands right above the text or beside the
// day: "Ana Ruiz and Tom Oke" "Contact reporter", "Ana Ruiz|Published 4 months ago".
std::string names_before_bar(const FieldContext& context, uint32_t index) {
  constexpr size_t kMostBehind = 4;  // words
  const std::string text = parted_line(context, context.block(index));
  const size_t bar = text.find('|');
  const bool is_placed = index + 1 == context.first_body || is_beside_day(context, index);
  if (bar == std::string::npos || !is_placed ||
      count_words(std::string_view(text).substr(bar)) > kMostBehind)
    return {};
  const std::string_view names = trim_space(std::string_view(text).substr(0, bar));
  const Byline byline = parse_byline(names);
  constexpr size_t kBetween = 5;  // bytes: " and "
  size_t letters = 0;
  for (const Person& person : byline.authors)
    if (is_cased_name(person.name)) letters += person.name.size() + kBetween;
  return letters >= names.size() ? std::string(names) : std::string();
}

// Whether a line of several names, or of a name and a job, is a byline by its place: right below
// the headline or beside the day.
bool are_bare_names(const FieldContext& context, uint32_t index, const Byline& byline) {
  const Block& block = context.block(index);
  const bool has_job = byline.authors.size() == 1 && !byline.authors[0].role.empty();
  if (byline.authors.size() < 2 && !has_job) return false;
  if ((hints_of(context, block) & (kSaysTags | kSaysComment)) || block.linked_letter_count > 0)
    return false;
  return is_beside_day(context, index) || (has_job && index == context.blocks.title + 1);
}

// Adds the names of a line; the site's own is kept apart, of whom the weblog is.
void add_cased(const FieldContext& context, uint32_t index, const Byline& byline, bool is_dated,
               People& people) {
  constexpr size_t kMostNames = 3;
  if (byline.authors.size() > kMostNames) return;
  for (const Person& person : byline.authors) {
    if (!is_cased_name(person.name)) continue;
    if (!is_site_name(context, person.name))
      add_person(people, person, context.block(index).page);
    else if (people.owner.name.empty() && (is_dated || is_beside_day(context, index)))
      people.owner = person;
  }
}

}  // namespace

bool is_names_alone(const FieldContext& context, std::string_view line, const Byline& byline) {
  constexpr size_t kBetween = 5;  // bytes: " and "
  constexpr size_t kMostJobWords = 5;
  size_t told = 0;
  for (const Person& person : byline.authors) {
    if (!is_cased_name(person.name) || count_words(person.role) > kMostJobWords) return false;
    told += person.name.size() + person.role.size() + kBetween;
  }
  for (const Moment& moment : find_dates(line, context.dates))
    told += moment.end - moment.begin + kBetween;
  return !byline.authors.empty() && told >= line.size() && !ends_sentence(line);
}

People people_below_title(const FieldContext& context) {
  constexpr uint32_t kMostBelow = 8;
  constexpr size_t kLongestLine = 100;
  People people;
  people.origin = Origin::kVisible;
  if (context.blocks.title == FieldBlocks::kNone) return people;
  // The choice may take a standfirst for text: the line of the date stands behind it.
  const uint32_t end =
      std::min({context.blocks.title + kMostBelow, context.head_end, context.first_body + 2});
  const bool is_article = context.story.page_type == "article";
  for (uint32_t i = context.blocks.title + 1; i < end; ++i) {
    const Block& block = context.block(i);
    const bool is_next = i == context.blocks.title + 1;
    if (!is_shown(block) || block.text.size() > kLongestLine || block.heading_level > 0 ||
        block.is_figcaption || (block.is_list_item && !is_next && !is_name_beside_day(context, i)))
      continue;
    const bool is_first = i == context.first_body;
    if (is_first && !(is_next && is_article)) continue;
    std::string marked(marked_name(context, block));
    if (marked.empty()) marked = names_before_bar(context, i);
    const std::string text = marked.empty() ? parted_line(context, block) : marked;
    const bool is_dated = !find_dates(text, context.dates).empty();
    const Byline byline = parse_byline(text);
    const bool is_alone = is_names_alone(context, text, byline);
    if (is_first && !is_plausible_name(text) && !is_alone) continue;
    if (!is_dated && marked.empty() && !is_bare_name(context, i, text) &&
        !(is_alone && are_bare_names(context, i, byline)))
      continue;
    add_cased(context, i, byline, is_dated, people);
    if (people.authors.empty()) continue;
    if (is_first) people.blocks.push_back(i);  // the choice took it for text
    break;
  }
  return people;
}

namespace {

// "Von", "Author": what announces a name is none.
bool announces(std::string_view word) {
  size_t lead = 0;
  return opens_byline(std::string(word) + ": ", lead) ||
         opens_byline(std::string(word) + " Ana", lead);
}

}  // namespace

People marked_single_name(const FieldContext& context) {
  constexpr size_t kLongestName = 30;
  People people;
  people.origin = Origin::kVisible;
  if (context.document == nullptr || context.story.page_type != "article") return people;
  const auto [begin, end] = beside_headline(context);
  for (uint32_t i = begin; i < end && people.authors.empty(); ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.heading_level > 0 || block.is_figcaption ||
        (hints_of(context, block) & (kSaysComment | kSaysTags | kSaysSection)))
      continue;
    for (NodeId id = block.first_text; id != kNoNode;
         id = next_in_order(*context.document, id, kDocumentNode)) {
      const std::string_view name = context.document->node(id).is_text()
                                        ? trim_space(context.document->text(id))
                                        : std::string_view();
      if (name.size() > 1 && name.size() <= kLongestName && count_words(name) == 1 &&
          name.find_first_of(":!?()#+") == name.npos && phrase_of(name) == Phrase::kNone &&
          (is_upper(name[0]) || (name[0] & 0x80) != 0) && !announces(name) &&
          is_declared_name(context, name) && is_marked_author(*context.document, id)) {
        add_person(people, {std::string(name), {}}, context.document->node(id).page);
        break;
      }
      if (id == block.last_text) break;
    }
  }
  return people;
}

}  // namespace copydesk
