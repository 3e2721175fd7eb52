// fields_people.cpp: authors (people) and the agency credited for the text.
// Method: declared people and the visible byline are read apart and compared; see the rules in
// fields.cpp. Not here: the visible bylines (fields_bylines.cpp), desks and teams
// (fields_groups.cpp), how a byline is cut into names (text/names.cpp).
#include "story/fields_people.h"

#include <algorithm>

#include "story/claims_inner.h"
#include "story/markup.h"

namespace copydesk {
namespace {

// A title as it stands before a name: "Dr.", "Prof. Dr.", "Dame".
bool is_title(std::string_view words) {
  static constexpr std::string_view kTitles[] = {"dr", "prof", "professor", "dra", "sir", "dame"};
  static constexpr WordTable kSet(kTitles);
  return words.find(". ") != std::string_view::npos || kSet.contains(fold(words));
}

// Whether of two names one is the other with a title before it.
bool is_with_title(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.size() > b.size() && a.ends_with(b) && a[a.size() - b.size() - 1] == ' ' &&
         b.find(' ') != std::string_view::npos && is_title(a.substr(0, a.size() - b.size()));
}

// Whether two names are of one person.
bool is_same_person(const People& a, size_t i, const People& b, size_t k) {
  return a.folded[i] == b.folded[k] || is_with_title(a.authors[i].name, b.authors[k].name);
}

}  // namespace

void add_person(People& people, Person person, ByteRange page) {
  std::string folded = fold(person.name);
  if (folded.empty()) return;
  for (size_t i = 0; i < people.authors.size(); ++i)
    if (people.folded[i] == folded || is_with_title(people.authors[i].name, person.name)) return;
  people.folded.push_back(std::move(folded));
  people.authors.push_back(std::move(person));
  people.ranges.push_back(page);
}

void keep_persons(People& people, size_t count) {
  people.authors.resize(count);
  people.folded.resize(count);
  people.ranges.resize(count);
}

bool is_address(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with("www.") ||
         text.starts_with("//");
}

namespace {

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
                                              "team",
                                              "anónimo",
                                              "anonimo",
                                              "noauthor",
                                              "keinautor"};

}  // namespace

bool is_placeholder(std::string_view name) {
  const std::string folded = fold(name);
  return folded.empty() || std::find(std::begin(kPlaceholders), std::end(kPlaceholders),
                                     std::string_view(folded)) != std::end(kPlaceholders);
}

namespace {

// "rain-daily.org" is a site, "b.scherer" and "ana.ruiz" are people.
bool is_like_host(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view end = name.substr(dot + 1);
  return end.empty() || end.size() == 2 || end.size() == 3 || end == "info" || end == "online" ||
         end == "news" || name.find(' ') != std::string_view::npos;
}

}  // namespace

bool declares_author(const Claim& claim) {
  return claim.field == ClaimField::kAuthor && claim.is_main &&
         claim.source != ClaimSource::kLinkElement && claim.source != ClaimSource::kTwitter;
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  });
}

HeadRange beside_headline(const FieldContext& context) {
  constexpr uint32_t kMostAbove = 3;  // blocks
  const uint32_t title = context.blocks.title;
  const uint32_t begin = title == FieldBlocks::kNone || title < context.head_begin + kMostAbove
                             ? context.head_begin
                             : title - kMostAbove;
  return {begin, std::min(context.head_end, context.first_body + 2)};
}

bool is_declared_name(const FieldContext& context, std::string_view name) {
  if (name.size() < 2 || name.size() > 60 || is_address(name) || is_placeholder(name) ||
      is_site_name(context, name) || is_agency(name))
    return false;
  size_t at = 0, words = 0;
  for (std::string_view word = next_word(name, at); !word.empty();
       word = next_word(name, at), ++words)
    if (is_outlet_like(word)) return false;
  // Longer strings that were no byline are slogans, departments and sentences.
  return has_letter(name) && words >= 1 && words <= 2 &&
         name.find_first_of("/@,") == std::string_view::npos && !is_like_host(name);
}

namespace {

// Whether a name stands in a line of copyright: it owns the site.
bool is_owner(const FieldContext& context, std::string_view name) {
  constexpr uint32_t kLastBlocks = 60;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = count > kLastBlocks ? count - kLastBlocks : 0; i < count; ++i) {
    const std::string_view text = context.block(i).text;
    const bool copyright =
        text.find("©") != std::string_view::npos ||
        find_ignoring_case(text.substr(0, 400), "copyright") != std::string_view::npos;
    if (copyright && text.find(name) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool is_cased_name(std::string_view name) {
  const bool other_script = std::any_of(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; });
  return !other_script && is_plausible_name(name);
}

namespace {

/// "FoundryPost.example": a site's name in the form of its address is nobody's, whatever the page
/// says.
bool is_host_name(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size() &&
         name.find(' ') == std::string_view::npos;
}

// Reads what a claim says about authors: names in one string, job titles, agencies among them.
void take_claim(const FieldContext& context, const Claim& claim, People& people) {
  if (is_address(claim.value) || claim.value.starts_with(',')) return;
  if (is_site_name(context, claim.value)) {
    if (is_cased_name(claim.value))
      people.owner.name = claim.value;
    else if (claim.detail.starts_with("Person|") && !is_agency(claim.value) &&
             !is_host_name(claim.value))
      people.declared_owner = claim.value;
    return;
  }
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
    if (claim.source == ClaimSource::kMeta && claim.key == "author" &&
        is_owner(context, person.name)) {
      people.owner = person;
      continue;
    }
    if (person.role.empty()) person.role = job;
    add_person(people, std::move(person), claim.page);
  }
  if (!byline.authors.empty() || !byline.agency.empty()) return;
  const std::string& name = byline.handle.empty() ? claim.value : byline.handle;
  if (is_declared_name(context, name)) add_person(people, {name, job}, claim.page);
}

People declared_people(const FieldContext& context, ClaimSource source, bool structured) {
  People people;
  people.origin = origin_of(source);
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kAuthor || !claim.is_main) continue;
    const bool structured_claim =
        claim.source == ClaimSource::kMicrodata || claim.source == ClaimSource::kRdfa;
    if (claim.source == ClaimSource::kLinkElement) continue;
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

// Whether an element stands among comments or teasers.
bool is_among_comments(const Document& document, NodeId node) {
  constexpr int kLevels = 8;
  for (int level = 0; node != kNoNode && level < kLevels;
       node = document.node(node).parent, ++level) {
    const Node& at = document.node(node);
    if (!at.is_element() || at.is(Tag::kBody) || at.is(Tag::kArticle) || at.is(Tag::kMain))
      return false;
    if (says_of_names(document.attribute(node, AttributeName::kClass)) & kSaysComment) return true;
    if (says_of_names(document.attribute(node, AttributeName::kId)) & kSaysComment) return true;
  }
  return false;
}

// Elements that name the author by convention: those of the head, else the first one when all name
// the same.
People linked_people(const FieldContext& context) {
  People people, others;
  people.origin = others.origin = Origin::kVisible;
  if (context.document == nullptr || context.head_end <= context.head_begin) return people;
  const uint32_t from = context.block(context.head_begin).page.begin;
  const uint32_t to = context.block(context.head_end - 1).page.end;
  // Further behind the text stand other stories and who wrote those.
  constexpr uint32_t kMostBehind = 30;  // blocks
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const uint32_t end = context.block(std::min(context.last_body + kMostBehind, count - 1)).page.end;
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kAuthor || claim.source != ClaimSource::kLinkElement) continue;
    if (is_among_comments(*context.document, claim.node)) continue;
    if (claim.page.begin >= end) continue;
    take_claim(context, claim, claim.page.begin >= from && claim.page.begin < to ? people : others);
  }
  if (!people.authors.empty()) return people;
  return others.authors.size() == 1 ? others : People{};
}

// "/@ana-ruiz"; a map writes "/@48.2,11.7".
bool holds_handle(std::string_view href) {
  const std::string_view handle = href.substr(std::min(href.find("/@"), href.size()));
  return handle.size() > 2 && has_letter(handle.substr(2, 1));
}

// Whether a text stands in a link to a page about an author, or to the handle of somebody who is
// not the network itself ("Tooter", to tooter.example/@courier, is a button of the site's).
bool leads_to_author(const Document& document, NodeId text) {
  constexpr int kLevels = 2;  // above the text's own element
  const NodeId link = ancestor_with(document, document.node(text).parent, Tag::kA, kLevels);
  if (link == kNoNode) return false;
  const std::string_view href = document.attribute(link, AttributeName::kHref);
  if (leads_to_person(href)) return true;
  const std::string name = fold(document.text(text));
  return holds_handle(href) && fold(host_of(href)).find(name) == href.npos;
}

// The texts of links that lead to a page about an author, in one line beside the headline.
People led_to_people(const FieldContext& context) {
  constexpr size_t kLongestLine = 200;
  People people;
  people.origin = Origin::kVisible;
  if (context.document == nullptr) return people;
  const Document& document = *context.document;
  const auto [begin, end] = beside_headline(context);
  for (uint32_t i = begin; i < end && people.authors.empty(); ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestLine || block.linked_letter_count == 0 ||
        block.is_figcaption || (hints_of(context, block) & kSaysComment))
      continue;
    for (NodeId id = block.first_text; id != kNoNode;
         id = next_in_order(document, id, kDocumentNode)) {
      if (document.node(id).is_text() && leads_to_author(document, id)) {
        Claim claim;
        claim.source = ClaimSource::kLinkElement;
        claim.value = trim_space(document.text(id));
        claim.page = document.node(id).page;
        take_claim(context, claim, people);
      }
      if (id == block.last_text) break;
    }
  }
  return people;
}

bool holds_all(const People& many, const People& few) {
  for (size_t i = 0; i < few.authors.size(); ++i) {
    size_t k = 0;
    while (k < many.authors.size() && !is_same_person(few, i, many, k)) ++k;
    if (k == many.authors.size()) return false;
  }
  return true;
}

bool holds_none(const People& many, const People& few) {
  return std::find_first_of(few.folded.begin(), few.folded.end(), many.folded.begin(),
                            many.folded.end()) == few.folded.end();
}

// "Ana RuizIn Travel": the space behind a linked name was lost between two elements.
bool is_glued(const People& visible, const People& linked) {
  return std::any_of(linked.authors.begin(), linked.authors.end(), [&](const Person& person) {
    return std::any_of(visible.authors.begin(), visible.authors.end(), [&](const Person& other) {
      return other.name.size() > person.name.size() && other.name.starts_with(person.name);
    });
  });
}

bool has_plausible(const People& people) {
  return std::any_of(people.authors.begin(), people.authors.end(),
                     [](const Person& person) { return is_plausible_name(person.name); });
}

// The places of settle_people(), best first.
constexpr size_t kVisiblePlace = 3;
constexpr size_t kLinkedPlace = 4;

// Whether the byline stands between the headline and the text.
bool is_below_title(const FieldContext& context, const People& visible) {
  const uint32_t title = context.blocks.title;
  return title != FieldBlocks::kNone && !visible.blocks.empty() && visible.blocks.front() > title &&
         visible.blocks.front() <= context.first_body + 1;
}

// Whether the visible byline stands against a declaration: it names all of the declared and more,
// or it opens with "By" and names fewer or others than a <meta> or microdata, which often hold the
// owner, who posted it, or people of other stories. Below the headline it stands against JSON-LD
// too, when it names others: that names who entered the story into the system.
bool overrules(const FieldContext& context, const People& visible, const People& declared) {
  const bool is_one_line = visible.blocks.size() == 1;
  if (visible.authors.empty() || !(visible.by || is_one_line)) return false;
  if (visible.authors.size() > declared.authors.size() && holds_all(visible, declared)) return true;
  if (!visible.opens) return false;
  const bool is_meta = declared.origin == Origin::kMeta;
  if (!is_meta && !is_below_title(context, visible)) return false;
  if (is_meta && visible.by && visible.authors.size() < declared.authors.size() &&
      holds_all(declared, visible))
    return true;
  return has_plausible(visible) && holds_none(visible, declared) && !is_glued(visible, declared);
}

// Whether a declared handle ("macbacchi") is all that the page has of the name: no other place
// gives it in full.
bool is_login(const People& people, const std::vector<People>& places) {
  if (people.authors.size() != 1) return false;
  const std::string& handle = people.authors[0].name;
  if (handle.find('.') != std::string::npos) return false;
  return std::none_of(places.begin(), places.end(), [&](const People& place) {
    return std::any_of(place.authors.begin(), place.authors.end(), [&](const Person& person) {
      return person.name.size() > handle.size() && fold(person.name).starts_with(fold(handle));
    });
  });
}

// Whether a declared handle is what the visible "By" announces.
bool is_confirmed(const People& people, const People& visible) {
  return !visible.handle.name.empty() &&
         std::any_of(people.authors.begin(), people.authors.end(), [&](const Person& person) {
           return fold(person.name) == fold(visible.handle.name);
         });
}

// Whether a name of `people` holds that of a handle: "Jessie" is Jessie Ruiz.
bool holds_word(const People& people, const Person& handle) {
  return std::ranges::any_of(people.authors, [&](const Person& person) {
    return fold(person.name).find(fold(handle.name)) != std::string::npos;
  });
}

People choose(const FieldContext& context, std::vector<People>& places) {
  // Structured declarations first; a byline that opens with "By" and says more wins over them.
  const People& visible = places[kVisiblePlace];
  for (People& people : places) {
    const bool is_handle =
        is_confirmed(people, visible) ||
        (people.origin == Origin::kJsonLd && !visible.by && is_login(people, places));
    if (people.authors.empty() || !(has_plausible(people) || is_handle)) continue;
    // "Posted by macbacchi on 3 May": a <meta> that names others names who owns the site.
    if (people.origin == Origin::kMeta && visible.is_handle_dated && visible.authors.empty() &&
        !is_handle && !holds_word(people, visible.handle)) {
      People posted;
      posted.origin = Origin::kVisible;
      add_person(posted, visible.handle, visible.handle_range);
      return posted;
    }
    if (&people == &visible)
      return is_glued(visible, places[kLinkedPlace]) ? places[kLinkedPlace] : visible;
    return overrules(context, visible, people) ? visible : people;
  }
  for (People& people : places)
    if (!people.authors.empty()) return people;
  for (People& people : places) {
    if (people.owner.name.empty()) continue;
    add_person(people, people.owner, {});
    return people;
  }
  return {};
}

// A thread is by whoever opened it, handle or name; who else signs or is named on the page wrote
// other posts. Four names of members and no declared author make a thread of a page.
People choose_poster(FieldContext& context, std::vector<People>& places) {
  std::string& type = context.story.page_type;
  if (type != "article" && type != "forum") return choose(context, places);
  for (size_t i = 0; i < kVisiblePlace; ++i) {
    if (places[i].authors.empty()) continue;
    if (type == "article") return choose(context, places);
    keep_persons(places[i], 1);
    return places[i];
  }
  Posters posters = read_posters(context);
  if (posters.show_a_forum()) type = "forum";
  const People& visible = places[kVisiblePlace];
  // "From: Hillford" behind the first member's name tells where that one lives.
  const bool is_signed = visible.opens && has_plausible(visible) &&
                         (visible.blocks.empty() || visible.blocks.front() <= posters.block);
  if (type != "forum" || posters.first.empty() || is_signed) return choose(context, places);
  People people;
  people.origin = Origin::kVisible;
  add_person(people, {std::move(posters.first), {}}, posters.page);
  return people;
}

// On a page that sells, lists or serves stand names of customers, makers, buttons and of those who
// wrote what it lists: only one line that opens with "By" and is marked as a byline names its
// author ("by Ansel Lanterns" in a shop names the maker). Counted on all labelled sets: of 53 such
// pages with other names none is labelled with one of them, with that line 2 of 4 are.
People announced_people(FieldContext& context) {
  People visible = head_bylines(context);
  const bool is_one_line = visible.opens && visible.blocks.size() == 1;
  if (is_one_line && !visible.authors.empty() && signs_a_story(context, visible.blocks.front())) {
    context.story.page_type = "article";
    return visible;
  }
  if (is_one_line && (hints_of(context, context.block(visible.blocks.front())) & kSaysByline))
    return visible;
  People unnamed;
  unnamed.origin = Origin::kVisible;
  unnamed.agency = std::move(visible.agency);
  unnamed.handle = std::move(visible.handle);
  unnamed.handle_range = visible.handle_range;
  unnamed.is_handle_dated = visible.is_handle_dated;
  return unnamed;
}

// The visible byline: around the headline, else at the end of the text.
People visible_people(FieldContext& context) {
  if (is_offer(context.story.page_type)) return announced_people(context);
  People visible = head_bylines(context);
  const bool is_signed = !visible.handle.name.empty() || !visible.owner.name.empty();
  const bool is_found = !visible.authors.empty() || !visible.agency.empty() || is_signed;
  return is_found ? visible : closing_people(context);
}

// The names right below the headline of a page without a byline. Where the choice took them for
// text they are so no longer, unless somebody else is declared.
People unannounced(FieldContext& context, const std::vector<People>& places) {
  const People& visible = places[kVisiblePlace];
  if (!visible.authors.empty() || !visible.agency.empty() || is_offer(context.story.page_type))
    return {};
  People below = people_below_title(context);
  const bool is_other =
      std::any_of(places.begin(), places.begin() + kVisiblePlace, [&](const People& declared) {
        return !declared.authors.empty() && holds_none(declared, below);
      });
  if (!is_other)
    for (uint32_t block : below.blocks) context.list.blocks[block].role = Role::kByline;
  return below;
}

// Those of a page that neither declares nor announces its authors.
People last_resort(FieldContext& context, const std::vector<People>& places, People below) {
  const People& visible = places[kVisiblePlace];
  if (!visible.agency.empty()) return {};
  People people;
  people.origin = Origin::kVisible;
  if (!visible.handle.name.empty()) add_person(people, visible.handle, visible.handle_range);
  const bool is_by_others = declares_others(context) || prints_group(context);
  if (people.authors.empty() && !is_by_others) people = std::move(below);
  if (people.authors.empty() && !is_by_others) add_person(people, people.owner, {});
  const bool offers = is_offer(context.story.page_type);
  if (people.authors.empty() && !offers) people = led_to_people(context);
  // On a page that sells or lists, who is named further down praises, reviews or wrote one of many.
  if (people.authors.empty() && !is_by_others && !offers) people = marked_elsewhere(context);
  if (people.authors.empty() && !places[0].declared_owner.empty()) {
    people.origin = places[0].origin;
    add_person(people, {places[0].declared_owner, {}}, {});
  }
  if (!people.by) drop_named_in_title(context, people);
  if (people.authors.empty() && !is_by_others) add_person(people, keeper(context), {});
  return people;
}

// Whoever is declared without a job takes it from the visible byline, which has few names.
void add_jobs(People& chosen, const People& visible) {
  constexpr size_t kMostAuthors = 40;
  if (std::max(chosen.authors.size(), visible.authors.size()) > kMostAuthors) return;
  for (size_t i = 0; i < chosen.authors.size(); ++i)
    for (size_t k = 0; k < visible.authors.size(); ++k)
      if (chosen.authors[i].role.empty() && is_same_person(chosen, i, visible, k))
        chosen.authors[i].role = visible.authors[k].role;
}

// A line with names, and the label alone in the line above it: "Author:".
void take_byline(FieldContext& context, uint32_t index) {
  context.list.blocks[index].role = Role::kByline;
  if (index == 0 || context.block(index - 1).role != Role::kBody) return;
  Block& above = context.list.blocks[index - 1];
  size_t lead = 0;
  if (above.word_count == 1 && opens_byline(above.text, lead) && lead >= above.text.size())
    above.role = Role::kByline;
}

}  // namespace

void settle_people(FieldContext& context) {
  std::vector<People> places;
  places.push_back(declared_people(context, ClaimSource::kJsonLd, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, true));
  places.push_back(visible_people(context));
  const bool asks_links = !is_offer(context.story.page_type);
  places.push_back(asks_links ? linked_people(context) : People{});
  for (uint32_t block : places[kVisiblePlace].blocks)
    if (context.block(block).role != Role::kBody || places[kVisiblePlace].by)
      take_byline(context, block);
  People chosen = choose_poster(context, places);
  People below = unannounced(context, places);
  if (chosen.authors.empty()) chosen = last_resort(context, places, std::move(below));
  if (chosen.authors.empty()) {
    chosen = signing_group(context);
    if (!chosen.authors.empty())
      context.story.notes.push_back({"no-person", "signed by " + chosen.authors[0].name});
  }
  print_login(context, chosen);
  add_jobs(chosen, places[kVisiblePlace]);
  for (size_t i = 0; i < chosen.authors.size(); ++i) {
    context.story.authors.push_back({chosen.authors[i].name, clean_role(chosen.authors[i].role)});
    trace(context, "authors[" + std::to_string(i) + "]", chosen.origin, chosen.ranges[i]);
  }
  for (const People* people : {&places[3], &places[0], &places[1], &places[2]}) {
    if (people->agency.empty() || !context.story.agency.empty()) continue;
    context.story.agency = people->agency;
    trace(context, "agency", people->origin, {});
  }
}

}  // namespace copydesk
