// fields.cpp: claims and the visible page into the fields of a Story: the order of the rules, and
// what they share.
//
// The rules, in one place:
//   title      the visible heading that agrees best with what the page declares; without one the
//   JSON-LD headline, then
//              og:title, then <title>; always without the site's name. Where a <title> is all that
//              is declared the <h1> right above the text stands against other headings that agree
//              better with it. A heading that nobody declares loses to two declarations alike when
//              it is no <h1>, and on a page that offers something when it reads like a slogan
//   authors    people of the JSON-LD node, then meta, microdata, the visible byline, rel=author; a
//              byline that names all of the declared and more wins, and so does one that opens with
//              "By" over a <meta>, or below the headline over JSON-LD; so does "Posted by" with a
//              day over a <meta>; then a handle behind "By" (the site's name too: who keeps a
//              weblog alone signs with it), a name right below the headline, a link there to a page
//              about an author, names below a label ("Author"), the box about the author, the
//              site's name where JSON-LD declares it to be a person, the keeper of a weblog of that
//              name; on a page that declares a desk, or prints one, nobody is looked for. Where
//              nobody is found: the desk, team or guest's house that signs (fields_groups.cpp).
//              Never outlets, agencies (those give `agency`), the site itself otherwise, or who
//              reviewed and edited.
//   of threads who is declared, else a byline with "By", else the first member's name
//              (fields_posters.cpp)
//   published  JSON-LD, then article:published_time, microdata, other meta, <time>, the visible
//   line, the address; a later
//              source of the same day gives the time or the zone that an earlier one lacks; a
//              declaration that stands alone against another one and the visible date loses, and
//              so does one that is days later than the day below the headline; an
//              instant in UTC is given by the clock of the place where the page shows it; without
//              any of them the last change
//   modified   the same with dateModified; a visible "Updated" line wins over other meta than
//   JSON-LD and Open Graph;
//              a moment before `published` is none
//   clock      noon and midnight are none where readers see the day alone
//   zone       explicit offset; an offset declared elsewhere on the page for the same moment
//   (metadata); an ambiguous
//              abbreviation by the page's region (place)
//   publisher  og:site_name, JSON-LD publisher, other meta; without a slogan; the one that the host
//              is called by first
//   section    JSON-LD articleSection, article:section, as the link that leads there calls it; a
//              visible kicker or trail, the trail in JSON-LD
// Not here: the body, its standfirst (standfirst.cpp), its dateline (story.cpp), the fields of
// pictures.
#include <algorithm>
#include <array>
#include <span>

#include "base/base.h"
#include "story/claims_inner.h"
#include "story/fields_inner.h"

namespace copydesk {
namespace {

struct HintWord {
  std::string_view word;
  uint32_t hint;
};

// Parts of class names, ids, itemprops; a part is matched as a prefix of a token's piece.
constexpr HintWord kHintWords[] = {{"byline", kSaysByline},
                                   {"author", kSaysByline},
                                   {"autor", kSaysByline},
                                   {"auteur", kSaysByline},
                                   {"writer", kSaysByline},
                                   {"vcard", kSaysByline},
                                   {"contributor", kSaysByline},
                                   {"journalist", kSaysByline},
                                   {"creator", kSaysByline},
                                   {"redakt", kSaysByline},
                                   {"reporter", kSaysByline},
                                   {"verfasser", kSaysByline},
                                   {"signature", kSaysByline},
                                   {"skribent", kSaysByline},
                                   {"forfatter", kSaysByline},
                                   {"szerz", kSaysByline},
                                   {"firma", kSaysByline},
                                   {"toimittaja", kSaysByline},
                                   {"kirjoittaja", kSaysByline},
                                   {"yazar", kSaysByline},
                                   {"muhabir", kSaysByline},
                                   {"penulis", kSaysByline},
                                   {"redacteur", kSaysByline},
                                   {"redattore", kSaysByline},
                                   {"signataire", kSaysByline},
                                   {"avtor", kSaysByline},
                                   {"date", kSaysTime},
                                   {"time", kSaysTime},
                                   {"timestamp", kSaysTime},
                                   {"datum", kSaysTime},
                                   {"fecha", kSaysTime},
                                   {"tarih", kSaysTime},
                                   {"julkaistu", kSaysTime},
                                   {"publicad", kSaysTime},
                                   {"pubblicat", kSaysTime},
                                   {"pubdate", kSaysTime | kSaysPublished},
                                   {"publish", kSaysTime | kSaysPublished},
                                   {"dateline", kSaysTime},
                                   {"posted", kSaysTime | kSaysPublished},
                                   {"datepublished", kSaysTime | kSaysPublished},
                                   {"updated", kSaysTime | kSaysModified},
                                   {"modified", kSaysTime | kSaysModified},
                                   {"datemodified", kSaysTime | kSaysModified},
                                   {"update", kSaysTime | kSaysModified},
                                   {"lastmod", kSaysTime | kSaysModified},
                                   {"aktualis", kSaysTime | kSaysModified},
                                   {"aktualiz", kSaysTime | kSaysModified},
                                   {"actualiz", kSaysTime | kSaysModified},
                                   {"atualiz", kSaysTime | kSaysModified},
                                   {"aggiorna", kSaysTime | kSaysModified},
                                   {"uppdatera", kSaysTime | kSaysModified},
                                   {"oppdater", kSaysTime | kSaysModified},
                                   {"opdatere", kSaysTime | kSaysModified},
                                   {"kicker", kSaysSection},
                                   {"eyebrow", kSaysSection},
                                   {"rubric", kSaysSection},
                                   {"section", kSaysSection},
                                   {"category", kSaysSection},
                                   {"overline", kSaysSection},
                                   {"topic", kSaysSection},
                                   {"channel", kSaysSection},
                                   {"breadcrumb", kSaysSection},
                                   {"ressort", kSaysSection},
                                   {"dachzeile", kSaysSection},
                                   {"topline", kSaysSection},
                                   {"spitzmarke", kSaysSection},
                                   {"surtitre", kSaysSection},
                                   {"antetitulo", kSaysSection},
                                   {"articlesection", kSaysSection},
                                   {"occhiello", kSaysSection},
                                   {"rubrique", kSaysSection},
                                   {"rubrica", kSaysSection},
                                   {"volanta", kSaysSection},
                                   {"categoria", kSaysSection},
                                   {"kategori", kSaysSection},
                                   {"seccion", kSaysSection},
                                   {"sezione", kSaysSection},
                                   {"antetitolo", kSaysSection},
                                   {"overtitle", kSaysSection},
                                   {"oberzeile", kSaysSection},
                                   {"vinjett", kSaysSection},
                                   {"headline", kSaysTitle},
                                   {"title", kSaysTitle},
                                   {"titel", kSaysTitle},
                                   {"titre", kSaysTitle},
                                   {"titulo", kSaysTitle},
                                   {"comment", kSaysComment},
                                   {"kommentar", kSaysComment},
                                   {"related", kSaysComment},
                                   {"sidebar", kSaysComment},
                                   {"recommend", kSaysComment},
                                   {"mostread", kSaysComment},
                                   {"trending", kSaysComment},
                                   {"newsletter", kSaysComment},
                                   {"promo", kSaysComment},
                                   {"nav", kSaysComment},
                                   {"menu", kSaysComment},
                                   {"disqus", kSaysComment},
                                   {"relacion", kSaysComment},
                                   {"correlat", kSaysComment},
                                   {"kapcsolod", kSaysComment},
                                   {"ajanlo", kSaysComment},
                                   {"ilgili", kSaysComment},
                                   {"luetuim", kSaysComment},
                                   {"mestlest", kSaysComment},
                                   {"meistgel", kSaysComment},
                                   {"nejcten", kSaysComment},
                                   {"tags", kSaysTags},
                                   {"cloud", kSaysTags},
                                   {"voice", kSaysTags},
                                   {"toggle", kSaysTags},
                                   {"player", kSaysTags},
                                   {"audio", kSaysTags},
                                   {"listen", kSaysTags},
                                   {"swiper", kSaysComment | kSaysSlides},
                                   {"slider", kSaysComment | kSaysSlides},
                                   {"carousel", kSaysComment | kSaysSlides},
                                   {"caption", kSaysComment},
                                   {"figure", kSaysComment},
                                   {"gallery", kSaysComment}};

// For each letter the rows of kHintWords whose words begin with it: most pieces meet none.
constexpr size_t kMostRows = 20;
struct RowsOfLetter {
  uint8_t count = 0;
  uint8_t rows[kMostRows] = {};
};
constexpr auto kRowsOfLetter = [] {
  std::array<RowsOfLetter, 26> table{};
  for (size_t row = 0; row < std::size(kHintWords); ++row) {
    RowsOfLetter& of = table[static_cast<size_t>(kHintWords[row].word[0] - 'a')];
    of.rows[of.count++] = static_cast<uint8_t>(row);
  }
  return table;
}();

// "widget_recent-posts" is a box of a side column; "elementor-widget", "hs_cos_wrapper_widget" and
// a bare "widget" stand on every part of a page that a layout builder made, headline and byline
// too.
bool is_side_widget(std::string_view names, size_t begin, size_t end) {
  return names.substr(begin, end - begin) == "widget" && end < names.size() && names[end] == '_' &&
         (begin == 0 || names[begin - 1] == ' ');
}

// Whether an address names a page about an author: /author/ana-ruiz, /autoren/12.
constexpr PartFinder kPersonParts(std::to_array<std::string_view>(
    {"/author",     "/autor",       "/auteur",      "/profile/",   "/people/",   "/person/",
     "/journalist", "/redakt",      "/contributor", "/columnist",  "/staff/",    "/writer",
     "/reporter",   "/skribent",    "/szerzo",      "/signataire", "/redacteur", "/firmas/",
     "/redator",    "/toimittaja",  "/muhabir",     "/forfatter",  "/persons/",  "/avtor",
     "/byline",     "/kirjoittaja", "/yazar",       "/penulis"}));
// Stands apart: the finder's steps are as long as its shortest part.
constexpr std::string_view kShortPersonPart = "/by/";

bool names_person(std::string_view href) {
  return kPersonParts.is_in(href) || href.find(kShortPersonPart) != href.npos;
}

// What one element says; its blocks ask for it again and again.
uint32_t hints_of_element(const FieldContext& context, NodeId id) {
  const Document& document = *context.document;
  if (context.known_elements.empty())
    context.known_elements.assign(document.node_count(), kSaysUnknown);
  uint32_t& hints = context.known_elements[id];
  if (hints != kSaysUnknown) return hints;
  hints = 0;
  const Node& node = document.node(id);
  if (node.is(Tag::kTime)) hints |= kSaysTime;
  if (node.is(Tag::kA) && leads_to_person(document.attribute(id, AttributeName::kHref)))
    hints |= kSaysByline;
  if (node.is(Tag::kFigcaption) || node.is(Tag::kFigure) || node.is(Tag::kNav))
    hints |= kSaysComment;
  for (const Attribute& attribute : document.attributes(id)) {
    const AttributeName name = attribute.name;
    if (name == AttributeName::kClass || name == AttributeName::kId ||
        name == AttributeName::kItemprop || name == AttributeName::kRel ||
        name == AttributeName::kProperty || name == AttributeName::kDataTestid ||
        name == AttributeName::kDataComponent)
      hints |= context.known_names.get(utf8_prefix(attribute.value, 300), says_of_names);
  }
  return hints;
}

void find_body(FieldContext& context) {
  context.first_body = 0xFFFFFFFFu;
  context.last_body = 0;
  for (uint32_t i = 0; i < context.list.blocks.size(); ++i) {
    if (context.block(i).role != Role::kBody) continue;
    if (context.first_body > i) context.first_body = i;
    context.last_body = i;
  }
}

// An article that a script uncovers as a whole keeps its text in an element that is hidden until
// then, or in <noscript> where the script writes it anew: nothing is hidden from its readers. Not
// so where a part of what was chosen is to be seen: forms that wait for a click are hidden below
// many stories.
void uncover(FieldContext& context) {
  if (context.story.page_type != "article" && context.story.page_type != "forum") return;
  uint64_t letters = 0, hidden = 0, scriptless = 0;
  for (const Block& block : context.list.blocks) {
    if (block.role != Role::kBody) continue;
    letters += block.letter_count;
    if (block.is_hidden) hidden += block.letter_count;
    if (block.is_noscript) scriptless += block.letter_count;
  }
  const bool is_hidden = hidden * 10 > letters * 9, is_scriptless = scriptless * 10 > letters * 9;
  if (!is_hidden && !is_scriptless) return;
  for (Block& block : context.list.blocks) {
    if (is_hidden) block.is_hidden = false;
    if (is_scriptless && !asks_for_scripts(block)) block.is_noscript = false;
  }
}

// From some blocks above the headline to behind the first long paragraph.
void find_head(FieldContext& context) {
  constexpr uint32_t kBlocksAbove = 12;
  constexpr uint32_t kBlocksBelow = 30;
  constexpr uint32_t kLongParagraph = 240;  // letters; the second one ends the head
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  uint32_t anchor = context.blocks.title;
  if (anchor == FieldBlocks::kNone) anchor = context.first_body < count ? context.first_body : 0;
  context.head_begin = anchor > kBlocksAbove ? anchor - kBlocksAbove : 0;
  context.head_end = anchor;
  uint32_t shown = 0, long_ones = 0;
  while (context.head_end < count && shown < kBlocksBelow && long_ones < 2) {
    const Block& block = context.block(context.head_end++);
    shown += is_shown(block);
    long_ones +=
        is_shown(block) && block.letter_count > kLongParagraph && block.role == Role::kBody;
  }
}

// How the page writes days in numbers, as dates that can be read in one way only prove it:
// "12/25/2017" in a teaser settles "3/4/2017" below the headline. Counted on all labelled sets: of
// 18 pages with such a time 8 show others of the kind, all in the order that their country or
// language writes.
NumberOrder number_order(const FieldContext& context) {
  constexpr size_t kMostBlocks = 3000;
  uint32_t day_first = 0, month_first = 0;
  const size_t count = std::min(kMostBlocks, context.list.blocks.size());
  for (size_t i = 0; i < count; ++i)
    count_orders(context.list.blocks[i].text, day_first, month_first);
  if ((day_first > 0) == (month_first > 0)) return NumberOrder::kUnknown;
  return day_first > 0 ? NumberOrder::kDayFirst : NumberOrder::kMonthFirst;
}

void settle_dates_hints(FieldContext& context) {
  context.dates.order = number_order(context);
  std::string_view language;
  for (const Claim& claim : context.claims.claims)
    if (claim.field == ClaimField::kLanguage && language.empty()) language = claim.value;
  context.dates.language = language;
  context.dates.region = context.claims.region;
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kPublished && claim.field != ClaimField::kModified) continue;
    const Moment moment = parse_when(claim.value);
    if (moment.is_absent() || context.dates.year != 0) continue;
    context.dates.year = moment.year;
  }
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kPublished && claim.field != ClaimField::kModified) continue;
    const Moment moment = parse_when(claim.value);
    if (moment.has_offset() && moment.offset_minutes != 0)
      context.dates.known_offset = moment.offset_minutes;
  }
}

}  // namespace

// Cuts "articleByline_author-name" into pieces at marks and humps and asks the table for each.
uint32_t says_of_names(std::string_view names) {
  uint32_t hints = 0;
  size_t at = 0;
  while (at < names.size()) {
    while (at < names.size() && !is_letter(names[at])) ++at;
    size_t end = at;
    while (end < names.size() && is_letter(names[end]) &&
           !(end > at && names[end] <= 'Z' && names[end - 1] >= 'a'))
      ++end;
    const std::string_view piece = names.substr(at, end - at);
    if (piece.empty()) break;
    if (is_side_widget(names, at, end)) hints |= kSaysComment;
    const RowsOfLetter& rows = kRowsOfLetter[static_cast<size_t>((piece[0] | 0x20) - 'a')];
    for (const uint8_t number : std::span(rows.rows, rows.count)) {
      const HintWord& row = kHintWords[number];
      if (piece.size() < row.word.size() || (piece[1] | 0x20) != row.word[1] ||
          !starts_with_ignoring_case(piece, row.word))
        continue;
      // "caption2" is a size of type in some design systems.
      const bool numbered = end < names.size() && names[end] >= '0' && names[end] <= '9';
      if (numbered && row.hint == kSaysComment) continue;
      // Short words count whole: "leader" is no lead, "navy" no nav.
      const size_t more = piece.size() - row.word.size();
      if (more == 0 || (row.word.size() >= 5 && more <= 4) || (more == 1 && piece.back() == 's'))
        hints |= row.hint;
    }
    at = std::max(end, at + 1);
  }
  return hints;
}

std::string_view declared_address(const Claims& claims) {
  for (ClaimSource source : {ClaimSource::kLinkElement, ClaimSource::kOpenGraph})
    for (const Claim& claim : claims.claims)
      if (claim.field == ClaimField::kCanonicalUrl && claim.source == source &&
          claim.value.starts_with("http"))
        return claim.value;
  return {};
}

// "/authors", "/redaktion/": the page about all of them.
bool is_index_of_people(std::string_view href) {
  if (href.ends_with('/')) href.remove_suffix(1);
  const size_t last = href.rfind('/') + 1;
  return last > 0 && !names_person(href.substr(0, last)) &&
         href.find_first_of("-_.=?0123456789", last) == href.npos;
}

bool leads_to_person(std::string_view href) {
  if (!names_person(href) || is_index_of_people(href)) return false;
  // "/people/news/wedding-on-the-quay.html": a section, where stories about people stand.
  constexpr std::string_view kPeople = "/people/";
  const size_t at = href.find(kPeople);
  if (at == href.npos) return true;
  std::string_view rest = href.substr(at + kPeople.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  return rest.find('/') == rest.npos;
}

void trace(FieldContext& context, std::string_view field, Origin from, ByteRange page) {
  FieldOrigin origin;
  origin.field = field;
  origin.from = from;
  if (!page.is_empty()) origin.ranges.push_back(page);
  context.story.provenance.fields.push_back(std::move(origin));
}

bool is_offer(std::string_view page_type) {
  return page_type == "product" || page_type == "service" || page_type == "collection" ||
         page_type == "listing";
}

bool asks_for_scripts(const Block& block) {
  constexpr uint32_t kMostWords = 60;
  return block.is_noscript && block.word_count <= kMostWords &&
         find_ignoring_case(block.text, "javascript") != std::string_view::npos;
}

bool is_shown(const Block& block) { return !block.is_hidden && !block.is_noscript; }

uint32_t hints_of(const FieldContext& context, const Block& block) {
  if (context.document == nullptr || block.first_text == kNoNode) return 0;
  const Document& document = *context.document;
  constexpr int kLevels = 5;
  // An element that holds the whole text too says nothing about one line of it.
  const bool has_body = context.first_body < context.last_body;
  const uint32_t begin = has_body ? context.block(context.first_body).page.begin : 0;
  const uint32_t end = has_body ? context.block(context.last_body).page.end : 0;
  const uint32_t title = context.blocks.title == FieldBlocks::kNone
                             ? 0xFFFFFFFFu
                             : context.block(context.blocks.title).page.begin;
  uint32_t hints = 0;
  int level = 0;
  for (NodeId at = document.node(block.first_text).parent; at != kNoNode && level < kLevels;
       at = document.node(at).parent, ++level) {
    const Node& node = document.node(at);
    if (!node.is_element() || node.is(Tag::kBody) || node.is(Tag::kArticle) || node.is(Tag::kMain))
      break;
    if (has_body && node.page.begin <= begin && node.page.end >= end) break;
    // Nor is the place promoted, or beside the story, that its headline stands in.
    const bool holds_title = node.page.begin <= title && node.page.end > title;
    hints |= hints_of_element(context, at) & (holds_title ? ~kSaysComment : ~0u);
  }
  return hints;
}

FieldBlocks resolve_fields(const Claims& claims, const Document* document, BlockList& list,
                           std::string_view url, Story& story, uint32_t first_post) {
  if (url.empty()) url = declared_address(claims);
  FieldContext context{claims, document, list, url, story, {}, {}, {}};
  context.first_post = first_post;
  find_body(context);
  uncover(context);
  settle_dates_hints(context);
  settle_site(context);
  settle_title(context);
  find_body(context);  // without the headline, where the choice took it for text
  find_head(context);
  settle_people(context);
  settle_times(context);
  settle_page(context);
  return context.blocks;
}

}  // namespace copydesk
