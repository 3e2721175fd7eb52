// fields_signatures.cpp: who signs the text below its last paragraph by the name alone ("– Ana
// Ruiz"), and the box about the author.
// Method: own. Not here: bylines that a word announces (fields_bylines.cpp), who of all these is
// taken (fields_people.cpp).
#include <algorithm>

#include "base/base.h"
#include "story/fields_people.h"

namespace copydesk {
namespace {

// The line without the mark that opens it: "– Ana Ruiz", "(Ana Ruiz)", ". . . Ana Ruiz".
std::string_view without_marks(std::string_view line) {
  constexpr std::string_view kMarks[] = {"–", "—", "-", "~", "(", ".", "…", " "};
  for (bool is_cut = true; is_cut;) {
    is_cut = false;
    for (const std::string_view mark : kMarks)
      if (line.starts_with(mark)) line.remove_prefix(mark.size()), is_cut = true;
  }
  if (line.ends_with(')') && line.find('(') == line.npos) line.remove_suffix(1);
  return line;
}

// Whether the text above a line is quoted: a name behind a dash is that of whom it quotes.
bool is_below_quote(const FieldContext& context, uint32_t index) {
  constexpr std::string_view kMarks[] = {"”", "“", "\"", "»", "«", "’", "'"};
  if (index == 0) return false;
  const Block& above = context.block(index - 1);
  return !ends_sentence(above.text) || above.is_quote || context.block(index).is_quote ||
         std::ranges::any_of(kMarks, [&](std::string_view m) { return above.text.ends_with(m); });
}

}  // namespace

People signers(const FieldContext& context, uint32_t index) {
  constexpr size_t kMostNames = 3;
  People people;
  const Block& block = context.block(index);
  if (!is_shown(block) || block.heading_level > 0 || block.linked_letter_count > 0) return people;
  const std::string_view line = without_marks(block.text);
  // Where letters have no case two words of a button are as good a name.
  size_t at = 0;
  const char32_t first = line.empty() ? 0 : next_code_point(line, at);
  if (first >= kFirstCaseless && first < kFirstHan && block.role != Role::kBody) return people;
  const bool is_marked = line.size() < block.text.size();
  if (is_marked && (is_below_quote(context, index) || block.is_list_item)) return people;
  const Byline byline = parse_byline(line);
  const bool is_name = !is_marked && is_plausible_name(line);
  const bool is_alone = (is_marked || !find_dates(line, context.dates).empty()) &&
                        is_names_alone(context, line, byline);
  if (byline.authors.size() > kMostNames || !(is_name || is_alone)) return people;
  for (const Person& person : byline.authors) add_person(people, person, block.page);
  return people;
}

namespace {

// "About the author" alone.
bool is_about_author(std::string_view text) {
  static constexpr std::string_view kLabels[] = {
      "abouttheauthor", "aboutauthor",    "abouttheauthors", "aboutthewriter",   "meettheauthor",
      "überdenautor",   "überdieautorin", "zumautor",        "zurautorin",       "sobreelautor",
      "sobrelaautora",  "sobreoautor",    "sobreaautora",    "àproposdelauteur", "sullautore",
      "overdeauteur",   "omforfatteren",  "oautorze",        "theauthor",        "dieautorin",
      "derautor",       "lauteur",        "lautore",         "lautrice",         "elautor"};
  static constexpr WordTable kSet(kLabels);
  return text.size() < 40 && kSet.contains(fold(text));
}

// The box about the author: "About the author" and below it the name, alone or at the beginning of
// what is said of that person; "About Ana Ruiz" where the markup speaks of the author.
bool read_box(const FieldContext& context, uint32_t index, People& people) {
  constexpr size_t kMostRead = 80;  // bytes
  constexpr uint32_t kMostBelow = 2;
  static constexpr std::string_view kVerbs[] = {
      " is ", " was ", " has ", " ist ", " est ",   ", ",       " es ",       " è ",
      " é ",  " (",    " | ",   " – ",   " works ", " writes ", " schreibt ", " arbeitet "};
  const Block& label = context.block(index);
  if (!is_shown(label)) return false;
  const auto take = [&](const Block& block, std::string_view text) {
    const Byline byline = parse_byline("By " + std::string(utf8_prefix(text, kMostRead)));
    if (byline.authors.empty() || !text.starts_with(byline.authors[0].name)) return false;
    const std::string& name = byline.authors[0].name;
    const std::string_view behind = text.substr(name.size());
    const bool is_told = std::ranges::any_of(
        kVerbs, [&](std::string_view verb) { return behind.starts_with(verb); });
    if (!(behind.empty() || is_told) || !is_cased_name(name) || is_site_name(context, name))
      return false;
    add_person(people, {name, {}}, block.page);
    return true;
  };
  constexpr std::string_view kAbout = "About ";
  if (label.text.starts_with(kAbout) && label.heading_level > 1 && label.text.size() < kMostRead &&
      (hints_of(context, label) & kSaysByline) &&
      is_plausible_name(label.text.substr(kAbout.size())))
    return take(label, label.text.substr(kAbout.size()));
  if (!is_about_author(label.text)) return false;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = index + 1; i < count && i <= index + kMostBelow; ++i)
    if (is_shown(context.block(i)) && take(context.block(i), context.block(i).text)) return true;
  return false;
}

}  // namespace

People author_box(const FieldContext& context) {
  constexpr uint32_t kMostBehind = 30;  // blocks
  People people;
  people.origin = Origin::kVisible;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = context.first_body; i < count && i < context.last_body + kMostBehind; ++i)
    if (read_box(context, i, people)) break;
  return people;
}

}  // namespace copydesk
