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
  Person owner;  // a person who owns the site too: taken when there is nobody else
  Origin origin = Origin::kNone;
  bool by = false;
  bool opens = false;            // the very line of the first name opens with "By"
  std::vector<uint32_t> blocks;  // of a visible byline
  Person handle;                 // behind "By" where no person could be read
  ByteRange handle_range;
};

// Whether two names are of one person: the same letters, or one has a title before it.
bool is_same_person(std::string_view a, std::string_view b) {
  if (fold(a) == fold(b)) return true;
  if (a.size() < b.size()) std::swap(a, b);
  return b.find(' ') != std::string_view::npos && a.ends_with(b) &&
         a[a.size() - b.size() - 1] == ' ' && a.find(". ") < a.size() - b.size();
}

void add_person(People& people, Person person, ByteRange page) {
  if (fold(person.name).empty()) return;
  for (const Person& known : people.authors)
    if (is_same_person(known.name, person.name)) return;
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
                                              "team",
                                              "anónimo",
                                              "anonimo",
                                              "noauthor",
                                              "keinautor"};

bool is_placeholder(std::string_view name) {
  const std::string folded = fold(name);
  return folded.empty() || std::find(std::begin(kPlaceholders), std::end(kPlaceholders),
                                     std::string_view(folded)) != std::end(kPlaceholders);
}

// "rain-daily.org" is a site, "b.scherer" and "ana.ruiz" are people.
bool is_like_host(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view end = name.substr(dot + 1);
  return end.empty() || end.size() == 2 || end.size() == 3 || end == "info" || end == "online" ||
         end == "news" || name.find(' ') != std::string_view::npos;
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
  const bool has_letter = std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  });
  // Longer strings that were no byline are slogans, departments and sentences.
  return has_letter && words >= 1 && words <= 2 &&
         name.find_first_of("/@,") == std::string_view::npos && !is_like_host(name);
}

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

// A name in a script with capitals: without them a site's name looks like a person's.
bool is_cased_name(std::string_view name) {
  const bool other_script = std::any_of(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; });
  return !other_script && is_plausible_name(name);
}

// Reads what a claim says about authors: names in one string, job titles, agencies among them.
void take_claim(const FieldContext& context, const Claim& claim, People& people) {
  if (is_address(claim.value)) return;
  if (is_site_name(context, claim.value)) {
    if (is_cased_name(claim.value)) people.owner.name = claim.value;
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

// Names that stand right below the headline without a word that announces them: in the line of the
// date ("13.04.2017 - Ana Ruiz"), or alone beside it.
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

// The byline behind the last paragraph, "Von Ana Ruiz", or a name alone that signs the text.
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

// A name that is marked as the author anywhere else: the box about the author.
People marked_elsewhere(FieldContext& context) {
  People people;
  people.origin = Origin::kVisible;
  constexpr uint32_t kMostBlocks = 3000;
  const uint32_t count =
      std::min<uint32_t>(kMostBlocks, static_cast<uint32_t>(context.list.blocks.size()));
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
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kAuthor || claim.source != ClaimSource::kLinkElement) continue;
    if (is_among_comments(*context.document, claim.node)) continue;
    take_claim(context, claim, claim.page.begin >= from && claim.page.begin < to ? people : others);
  }
  if (!people.authors.empty()) return people;
  return others.authors.size() == 1 ? others : People{};
}

bool holds_all(const People& many, const People& few) {
  return std::all_of(few.authors.begin(), few.authors.end(), [&](const Person& person) {
    const std::string key = fold(person.name);
    return std::any_of(many.authors.begin(), many.authors.end(),
                       [&](const Person& other) { return fold(other.name) == key; });
  });
}

bool holds_none(const People& many, const People& few) {
  return std::none_of(few.authors.begin(), few.authors.end(), [&](const Person& person) {
    const std::string key = fold(person.name);
    return std::any_of(many.authors.begin(), many.authors.end(),
                       [&](const Person& other) { return fold(other.name) == key; });
  });
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

// Whether the visible byline stands against a declaration: it names all of the declared and more,
// or it opens with "By" and names others than a <meta>, which often holds the owner or who posted
// it.
bool overrules(const People& visible, const People& declared) {
  const bool is_one_line = visible.blocks.size() == 1;
  if (visible.authors.empty() || !(visible.by || is_one_line)) return false;
  if (visible.authors.size() > declared.authors.size() && holds_all(visible, declared)) return true;
  return declared.origin == Origin::kMeta && visible.opens && has_plausible(visible) &&
         holds_none(visible, declared) && !is_glued(visible, declared);
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

People choose(std::vector<People>& places) {
  // Structured declarations first; a byline that opens with "By" and says more wins over them.
  const People& visible = places[kVisiblePlace];
  for (People& people : places) {
    const bool is_handle =
        is_confirmed(people, visible) ||
        (people.origin == Origin::kJsonLd && !visible.by && is_login(people, places));
    if (people.authors.empty() || !(has_plausible(people) || is_handle)) continue;
    if (&people == &visible)
      return is_glued(visible, places[kLinkedPlace]) ? places[kLinkedPlace] : visible;
    return overrules(visible, people) ? visible : people;
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
  constexpr uint32_t kLeastMembers = 4;
  for (size_t i = 0; i < kVisiblePlace; ++i)
    if (!places[i].authors.empty())
      return context.story.page_type == "forum" ? places[i] : choose(places);
  std::string& type = context.story.page_type;
  if (type != "article" && type != "forum") return choose(places);
  Posters posters = read_posters(context);
  if (posters.members >= kLeastMembers && posters.are_several && type == "article") type = "forum";
  const People& visible = places[kVisiblePlace];
  if (type != "forum" || posters.first.empty() || (visible.opens && has_plausible(visible)))
    return choose(places);
  People people;
  people.origin = Origin::kVisible;
  add_person(people, {std::move(posters.first), {}}, posters.page);
  return people;
}

}  // namespace

void settle_people(FieldContext& context) {
  std::vector<People> places;
  places.push_back(declared_people(context, ClaimSource::kJsonLd, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, false));
  places.push_back(declared_people(context, ClaimSource::kMeta, true));
  places.push_back(HeadBylines(context).read());
  if (places.back().authors.empty() && places.back().agency.empty()) {
    People closing = closing_people(context);
    if (!places.back().handle.name.empty()) {
      closing.handle = places.back().handle;
      closing.handle_range = places.back().handle_range;
    }
    places.back() = std::move(closing);
  }
  places.push_back(linked_people(context));
  for (uint32_t block : places[kVisiblePlace].blocks)
    if (context.block(block).role != Role::kBody || places[kVisiblePlace].by)
      context.list.blocks[block].role = Role::kByline;
  People chosen = choose_poster(context, places);
  const People& visible = places[kVisiblePlace];
  if (chosen.authors.empty() && visible.agency.empty()) chosen = people_below_title(context);
  if (chosen.authors.empty() && !visible.handle.name.empty() && visible.agency.empty()) {
    chosen.origin = Origin::kVisible;
    add_person(chosen, visible.handle, visible.handle_range);
  }
  if (chosen.authors.empty() && visible.agency.empty()) chosen = marked_elsewhere(context);
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
