// fields_groups.cpp: who signs for a story that no person signs: a desk ("Our Foreign Desk"), a
// team, the house of a guest; or who keeps the weblog. Asked last, when no name of a person was
// found anywhere.
// Not here: persons (fields_people.cpp), news agencies (text/agencies.cpp).
#include <algorithm>

#include "story/claims_inner.h"
#include "story/fields_people.h"

namespace copydesk {
namespace {

// Whether a word of a declared name tells that who owns or built the site is meant: an address, a
// company's form of law. Counted on all labelled sets: such names are the author on one of 17
// pages.
bool is_owner_word(std::string_view word) {
  static constexpr std::string_view kForms[] = {"gmbh", "inc", "ltd", "llc", "ag",   "ev",
                                                "sa",   "srl", "spa", "plc", "corp", "limited"};
  static constexpr WordTable kSet(kForms);
  constexpr size_t kLongestDomain = 4;
  const size_t dot = word.rfind('.');
  const size_t behind = dot == std::string_view::npos ? 0 : word.size() - dot - 1;
  const bool is_host = dot != 0 && behind >= 2 && behind <= kLongestDomain;
  return is_host || kSet.contains(fold(word));
}

// "Rain e.V.", "rain.org": a company or a site by the form of its name.
bool is_owner_name(std::string_view name) {
  return is_owner_word(name.substr(name.rfind(' ') + 1));
}

// "Agencies", "Nachrichtenagenturen": the text came over the wire, from nobody in particular.
bool is_wire_word(std::string_view word) {
  const std::string folded = fold(word);
  return folded == "agencies" || folded == "agences" || folded == "agencias" ||
         folded == "agenzie" || folded.ends_with("agenturen");
}

}  // namespace

bool is_named_group(std::string_view name) {
  static constexpr std::string_view kWords[] = {
      "team",      "staff",     "editors",   "desk",       "newsroom", "contributors",
      "redaktion", "rédaction", "redacción", "redacao",    "redação",  "redazione",
      "redactie",  "redakcja",  "redaksjon", "redaktionen"};
  static constexpr WordTable kSet(kWords);
  size_t at = 0;
  std::string_view first = next_word(name, at), last = first;
  for (std::string_view word = first; !word.empty(); word = next_word(name, at)) last = word;
  return kSet.contains(fold(first)) || kSet.contains(fold(last));
}

namespace {

// "Redaktion", "Admin": what systems put where none was given. "News Desk" and "Editorial Staff"
// are desks that sign. Counted on all labelled sets: those are on 2 pages, both print it as the
// byline.
bool is_filler(std::string_view name) {
  static constexpr std::string_view kDesks[] = {"newsdesk", "editorialteam", "editorialstaff"};
  static constexpr WordTable kSet(kDesks);
  const bool is_desk = name.find(' ') != std::string_view::npos && kSet.contains(fold(name));
  return is_placeholder(name) && !is_desk;
}

// What the page shows by itself to be the site's name, behind the headline in its <title>, and
// where it names an agency in brackets, at the beginning of the text: "LONDON (Meridian Press) -".
struct Sources {
  std::string site;  // folded; empty: none
  std::string_view text_start;
};

Sources shown_sources(const FieldContext& context) {
  constexpr size_t kLongestDateline = 120;
  Sources sources;
  if (const Claim* title = title_element(context)) {
    const std::vector<std::string_view> parts = parts_of_title(title->value);
    if (parts.size() > 1) sources.site = fold(parts.back());
  }
  if (context.first_body < context.list.blocks.size())
    sources.text_start = context.block(context.first_body).text.substr(0, kLongestDateline);
  return sources;
}

bool is_in_brackets(std::string_view name, std::string_view text) {
  const size_t at = text.find(name);
  return at != std::string_view::npos && at > 0 && text[at - 1] == '(' &&
         text.substr(at + name.size()).starts_with(')');
}

// Whether nothing speaks against a name that is no person's: neither the site's own, nor an
// agency's, nor what a publishing system puts where none was given.
bool is_writing_group(const FieldContext& context, const Sources& sources, std::string_view name) {
  constexpr size_t kMostBytes = 60, kMostWords = 6;
  if (name.size() < 3 || name.size() > kMostBytes || is_filler(name) || is_agency(name) ||
      is_site_name(context, name) || name.find_first_of("@/:|") != std::string_view::npos)
    return false;
  size_t words = 0;
  for (std::string_view rest = name; !rest.empty(); ++words) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (is_owner_word(word) || is_wire_word(word) || is_agency(word)) return false;
  }
  return has_letter(name) && words <= kMostWords &&
         (sources.site.empty() || fold(name) != sources.site) &&
         !is_in_brackets(name, sources.text_start);
}

People declared_group(const FieldContext& context, const Sources& sources) {
  People people;
  for (const Claim& claim : context.claims.claims) {
    if (!declares_author(claim)) continue;
    size_t lead = 0;
    const std::string_view value = claim.value;
    const std::string_view name = value.substr(opens_byline(value, lead) ? lead : 0);
    if (!is_writing_group(context, sources, name)) continue;
    people.origin = origin_of(claim.source);
    add_person(people, {std::string(name), {}}, claim.page);
    break;
  }
  return people;
}

// "Rivers Team• 4 minutes" without what stands behind the name: marks and numbers.
std::string_view before_marks(std::string_view line) {
  constexpr std::string_view kMarks[] = {"•", "|", "·"};
  for (const std::string_view mark : kMarks) line = line.substr(0, line.find(mark));
  return trim_space(line.substr(0, line.find_first_of("0123456789")));
}

// "The Rivers Team" as a line of its own between headline and text.
bool is_team_line(const FieldContext& context, uint32_t index, std::string_view name) {
  constexpr size_t kFewestWords = 2;
  return index > context.blocks.title && index < context.first_body &&
         context.block(index).heading_level == 0 && name == context.block(index).text &&
         name.find(" the ") == std::string_view::npos &&  // "Meet the team"
         count_words(name) >= kFewestWords && fold(name).ends_with("team") && is_upper(name[0]);
}

// "By the Rivers Team" beside the headline: behind "By", or in a line marked as the byline.
People printed_group(const FieldContext& context, const Sources& sources) {
  constexpr size_t kLongestLine = 80;
  People people;
  people.origin = Origin::kVisible;
  if (context.blocks.title == FieldBlocks::kNone) return people;
  const auto [begin, end] = beside_headline(context);
  bool is_announced = false;
  for (uint32_t i = begin; i < end; ++i) {
    const Block& block = context.block(i);
    if (i == context.blocks.title || !is_shown(block) || block.text.size() > kLongestLine ||
        block.is_figcaption)
      continue;
    size_t lead = 0;
    const bool opens = opens_byline(block.text, lead);
    const uint32_t hints = hints_of(context, block);
    const std::string_view name = before_marks(block.text.substr(opens ? lead : 0));
    const bool is_byline =
        opens || is_announced || (hints & kSaysByline) || is_team_line(context, i, name);
    is_announced = opens && lead >= block.text.size();
    if (!is_byline || (hints & kSaysComment) || is_announced || !is_named_group(name) ||
        !is_writing_group(context, sources, name))
      continue;
    add_person(people, {std::string(name), {}}, block.page);
    break;
  }
  return people;
}

}  // namespace

// Who owns or built the site, "Rain e.V.", says nothing of who wrote the story.
bool declares_others(const FieldContext& context) {
  return std::ranges::any_of(context.claims.claims, [&](const Claim& claim) {
    return declares_author(claim) && !is_address(claim.value) && !is_placeholder(claim.value) &&
           !is_owner_name(claim.value) && !is_site_name(context, claim.value);
  });
}

bool prints_group(const FieldContext& context) {
  return !is_offer(context.story.page_type) &&
         !printed_group(context, shown_sources(context)).authors.empty();
}

People signing_group(const FieldContext& context) {
  if (is_offer(context.story.page_type)) return {};
  const Sources sources = shown_sources(context);
  People people = declared_group(context, sources);
  return people.authors.empty() ? printed_group(context, sources) : people;
}

// "Pierce Ruiz" over a weblog at pierce.example: who keeps it alone writes it. A name that is the
// whole of the host ("golfpost") is that of an outlet as often as not.
Person keeper(const FieldContext& context) {
  constexpr uint32_t kHighest = 8;
  if (context.story.page_type != "article") return {};
  const uint32_t count =
      std::min<uint32_t>(kHighest, static_cast<uint32_t>(context.list.blocks.size()));
  for (uint32_t i = 0; i < count && i < context.first_body; ++i) {
    std::string_view name = context.block(i).text;
    while (!name.empty() && (name.back() == '/' || name.back() == ' ')) name.remove_suffix(1);
    if (!is_cased_name(name) || count_words(name) > 3 ||
        !leads_to_front_page(context, context.block(i)))
      continue;
    std::string_view host = host_of(context.url);
    for (size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
      size_t at = 0;
      for (std::string_view word = next_word(name, at); !word.empty(); word = next_word(name, at))
        if (dot > 3 && fold(word) == host.substr(0, dot)) return {std::string(name), {}};
      host.remove_prefix(dot + 1);
    }
  }
  return {};
}

}  // namespace copydesk
