// fields_people.cpp: authors (people only) and the agency credited for the text.
// Method: declared people and the visible byline are read apart and compared; see the rules in
// fields.cpp. Not here: how a byline is cut into names (text/names.cpp).
#include <algorithm>

#include "story/fields_inner.h"

namespace copydesk {
namespace {

// Authors from one place on the page.
struct People {
  std::vector<Person> authors;
  std::vector<ByteRange> ranges;
  std::string agency;
  Origin origin = Origin::kNone;
  bool by = false;
  std::vector<uint32_t> blocks;  // of a visible byline
};

void add_person(People& people, Person person, ByteRange page) {
  const std::string key = fold(person.name);
  if (key.empty()) return;
  for (const Person& known : people.authors)
    if (fold(known.name) == key) return;
  people.authors.push_back(std::move(person));
  people.ranges.push_back(page);
}

bool is_address(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with("www.") ||
         text.starts_with("//");
}

// Names that publishing systems put where no author was given; folded.
constexpr std::string_view kPlaceholders[] = {"admin",
                                              "administrator",
                                              "editor",
                                              "webmaster",
                                              "author",
                                              "staff",
                                              "redaktion",
                                              "redazione",
                                              "redaccion",
                                              "redacción",
                                              "none",
                                              "null",
                                              "undefined",
                                              "guest",
                                              "unknown",
                                              "anonymous",
                                              "user",
                                              "root",
                                              "news",
                                              "newsdesk",
                                              "onlineredaktion",
                                              "editors",
                                              "webredaktion",
                                              "nan",
                                              "na",
                                              "default",
                                              "superuser",
                                              "wpadmin",
                                              "siteadmin",
                                              "editorial",
                                              "editorialteam",
                                              "editorialstaff",
                                              "newsroom",
                                              "publisher",
                                              "webteam",
                                              "content",
                                              "contributor",
                                              "blog",
                                              "team"};

bool is_placeholder(std::string_view name) {
  const std::string folded = fold(name);
  return folded.empty() || std::find(std::begin(kPlaceholders), std::end(kPlaceholders),
                                     std::string_view(folded)) != std::end(kPlaceholders);
}

// A single name or handle that the page declares to be a person: kept as it is when nothing speaks
// against it.
bool is_declared_name(const FieldContext& context, std::string_view name) {
  if (name.size() < 2 || name.size() > 60 || is_address(name) || is_placeholder(name) ||
      is_site_name(context, name) || is_agency(name))
    return false;
  size_t at = 0, words = 0;
  for (std::string_view word = next_word(name, at); !word.empty();
       word = next_word(name, at), ++words)
    if (is_outlet_like(word)) return false;
  return words >= 1 && words <= 5;
}

// Reads what a claim says about authors: names in one string, job titles, agencies among them.
void take_claim(const FieldContext& context, const Claim& claim, People& people) {
  if (is_address(claim.value) || is_site_name(context, claim.value)) return;
  if (claim.detail.find("Organization") != std::string::npos || claim.detail.starts_with("Brand")) {
    if (is_agency(claim.value) && people.agency.empty()) people.agency = claim.value;
    return;
  }
  Byline byline = parse_byline(claim.value);
  if (people.agency.empty()) people.agency = byline.agency;
  const std::string job =
      claim.detail.substr(std::min(claim.detail.size(), claim.detail.find('|') + 1));
  for (Person& person : byline.authors) {
    if (is_site_name(context, person.name)) continue;
    if (person.role.empty()) person.role = job;
    add_person(people, std::move(person), claim.page);
  }
  if (byline.authors.empty() && byline.agency.empty() && is_declared_name(context, claim.value))
    add_person(people, {claim.value, job}, claim.page);
}

People declared_people(const FieldContext& context, ClaimSource source, bool structured) {
  People people;
  people.origin = origin_of(source);
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kAuthor || !claim.is_main) continue;
    const bool structured_claim =
        claim.source == ClaimSource::kMicrodata || claim.source == ClaimSource::kRdfa;
    const bool same = source == ClaimSource::kJsonLd ? claim.source == source
                                                     : (claim.source != ClaimSource::kJsonLd &&
                                                        structured == structured_claim);
    if (!same) continue;
    // Yoast: twitter:data1 holds the author, or the reading time.
    if (claim.source == ClaimSource::kTwitter && !is_plausible_name(claim.value)) continue;
    take_claim(context, claim, people);
  }
  return people;
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
  const bool opens = opens_byline(block.text, lead);
  if (!opens && !(hints & kSaysByline)) return 0;
  const Byline byline = parse_byline(block.text);
  if (people.agency.empty()) people.agency = byline.agency;
  for (const Person& person : byline.authors)
    if (!is_site_name(context, person.name)) add_person(people, person, block.page);
  if (byline.authors.empty() && byline.agency.empty()) return 0;
  return opens || byline.by ? 2 : 1;
}

People visible_people(FieldContext& context) {
  People sure, marked;
  sure.origin = marked.origin = Origin::kVisible;
  for (uint32_t i = context.head_begin; i < context.head_end; ++i) {
    if (i == context.blocks.title) continue;
    People here;
    const int strength = read_byline_block(context, context.block(i), here);
    if (strength == 0) continue;
    People& target = strength == 2 ? sure : marked;
    // A second byline far below the first belongs to something else.
    if (!target.blocks.empty() && i > target.blocks.back() + 6) continue;
    target.blocks.push_back(i);
    if (target.agency.empty()) target.agency = here.agency;
    for (size_t k = 0; k < here.authors.size(); ++k)
      add_person(target, std::move(here.authors[k]), here.ranges[k]);
    target.by = target.by || strength == 2;
  }
  if (sure.authors.empty() && sure.agency.empty()) return marked;
  return sure;
}

// The byline behind the last paragraph, "Von Ana Ruiz", when there is none in the head.
People closing_people(FieldContext& context) {
  People people;
  people.origin = Origin::kVisible;
  if (context.first_body > context.last_body) return people;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const uint32_t begin = context.last_body > 2 ? context.last_body - 2 : 0;
  for (uint32_t i = begin; i < count && i < context.last_body + 4; ++i) {
    if (context.block(i).text.size() > 120 ||
        read_byline_block(context, context.block(i), people) != 2)
      continue;
    people.blocks.push_back(i);
    people.by = true;
    break;
  }
  return people;
}

bool holds_all(const People& many, const People& few) {
  return std::all_of(few.authors.begin(), few.authors.end(), [&](const Person& person) {
    const std::string key = fold(person.name);
    return std::any_of(many.authors.begin(), many.authors.end(),
                       [&](const Person& other) { return fold(other.name) == key; });
  });
}

bool has_plausible(const People& people) {
  return std::any_of(people.authors.begin(), people.authors.end(),
                     [](const Person& person) { return is_plausible_name(person.name); });
}

People choose(std::vector<People>& places) {
  // Structured declarations first; a byline that opens with "By" and says more wins over them.
  People& visible = places.back();
  for (People& people : places) {
    if (people.authors.empty() || !has_plausible(people)) continue;
    if (&people != &visible && visible.by && visible.authors.size() > people.authors.size() &&
        holds_all(visible, people))
      return visible;
    return people;
  }
  for (People& people : places)
    if (!people.authors.empty()) return people;
  return {};
}

}  // namespace

void settle_people(FieldContext& context) {
  std::vector<People> places;
  places.push_back(declared_people(context, ClaimSource::kJsonLd, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, true));
  places.push_back(visible_people(context));
  if (places.back().authors.empty() && places.back().agency.empty())
    places.back() = closing_people(context);
  for (uint32_t block : places.back().blocks)
    if (context.block(block).role != Role::kBody || places.back().by)
      context.list.blocks[block].role = Role::kByline;
  const People chosen = choose(places);
  for (size_t i = 0; i < chosen.authors.size(); ++i) {
    context.story.authors.push_back({chosen.authors[i].name, chosen.authors[i].role});
    trace(context, "authors[" + std::to_string(i) + "]", chosen.origin, chosen.ranges[i]);
  }
  for (const People* people : {&places[3], &places[0], &places[1], &places[2]}) {
    if (people->agency.empty() || !context.story.agency.empty()) continue;
    context.story.agency = people->agency;
    trace(context, "agency", people->origin, {});
  }
}

}  // namespace copydesk
