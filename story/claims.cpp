// claims.cpp: Document -> Claims: one walk over the page that hands each declaration to its reader.
// What is read: JSON-LD (jsonld.cpp), <meta> (claims_meta.cpp), microdata and RDFa
// (claims_microdata.cpp), and here: <title>, <link>, <html lang>, <time datetime>, the day in the
// address, and the evidence for references escaped twice. Not here: which claim wins (fields.cpp).
#include "story/claims.h"

#include <algorithm>
#include <array>

#include "story/claims_inner.h"
#include "story/jsonld.h"
#include "story/markup.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

constexpr size_t kMostValueBytes = 8192;

constexpr auto kWhite = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view(" \t\n\r\f")) table[static_cast<size_t>(c)] = true;
  return table;
}();

bool is_white(char c) { return kWhite[static_cast<unsigned char>(c)]; }

/// The next word of a list parted by white space, empty at the end; moves `at` behind it.
std::string_view next_in_list(std::string_view list, size_t& at) {
  while (at < list.size() && is_white(list[at])) ++at;
  const size_t begin = at;
  while (at < list.size() && !is_white(list[at])) ++at;
  return list.substr(begin, at - begin);
}

bool has_word(std::string_view list, std::string_view word) {
  for (size_t at = 0; at < list.size();)
    if (equals_ignoring_case(next_in_list(list, at), word)) return true;
  return false;
}

bool is_author_class(std::string_view word) {
  constexpr std::string_view kNames[] = {
      "author-name",  "author__name", "author_name",    "authorname",
      "byline__name", "byline-name",  "byline__author", "byline-author",
      "entry-author", "post-author",  "p-author",       "wp-block-post-author__name"};
  for (const std::string_view name : kNames)
    if (word.size() == name.size() && equals_ignoring_case(word, name)) return true;
  return false;
}

/// What a list of class names says of a person; bits.
enum PersonNames : uint8_t {
  kNamesAuthor = 1,  // is_author_class()
  kNamesPerson = 2,  // "fn", a name by hCard
  kNamesBeside = 4,  // "author": with "fn" beside it an author
  kNamesAround = 8,  // "author", "byline", "vcard": an author below with "fn"
};

// The two letters that the names asked for begin with, of any case; a few other pairs among them.
// Nine names of ten end here.
constexpr auto kPersonStarts = [] {
  std::array<bool, 32 * 32> table{};
  for (const std::string_view start : {"au", "by", "en", "fn", "po", "p-", "vc", "wp"})
    table[static_cast<size_t>(start[0] % 32 * 32 + start[1] % 32)] = true;
  return table;
}();

bool may_be_person_name(std::string_view name) {
  return name.size() >= 2 &&
         kPersonStarts[static_cast<size_t>(static_cast<unsigned char>(name[0]) % 32 * 32 +
                                           static_cast<unsigned char>(name[1]) % 32)];
}

uint8_t person_names(std::string_view names) {
  uint8_t found = 0;
  for (size_t at = 0; at < names.size();) {
    const std::string_view name = next_in_list(names, at);
    if (!may_be_person_name(name)) continue;
    if (is_author_class(name)) found |= kNamesAuthor;
    if (equals_ignoring_case(name, "fn")) found |= kNamesPerson;
    if (equals_ignoring_case(name, "author")) found |= kNamesBeside | kNamesAround;
    if (equals_ignoring_case(name, "byline") || equals_ignoring_case(name, "vcard"))
      found |= kNamesAround;
  }
  return found;
}

class ClaimReader {
 public:
  ClaimReader(const Document& document, std::string_view url, const StoryLimits& limits)
      : document_(document), url_(url), limits_(limits) {}
  Claims read();

 private:
  void visit_text(NodeId id);
  bool may_claim(Tag tag) const;
  bool tells_time_ago(NodeId id) const;
  void visit_element(NodeId id);
  void read_attributes(NodeId id);
  void read_script(NodeId id);
  void read_link(NodeId id);
  void read_time(NodeId id);
  void read_person(NodeId id);
  uint8_t person_names_of(std::string_view names) {
    return names.empty() ? uint8_t{0} : known_.get(names, person_names);
  }
  void read_tag(NodeId id);
  void read_url_day();
  void read_region();
  std::vector<std::string> known_titles() const;

  const Document& document_;
  std::string_view url_;
  const StoryLimits& limits_;
  Claims claims_;
  std::vector<JsonLdScript> scripts_;
  std::string first_heading_;
  size_t time_count_ = 0;
  size_t person_count_ = 0;
  size_t tag_count_ = 0;
  bool has_title_ = false;
  // Of the element that is visited, and all those with an itemprop or a property.
  std::string_view class_, rel_, title_;
  std::vector<NodeId> with_property_;
  ValueMemo<uint8_t> known_;  // what person_names() said
};

void ClaimReader::read_script(NodeId id) {
  const std::string_view type = document_.attribute(id, AttributeName::kType);
  if (find_ignoring_case(type, "ld+json") == std::string_view::npos) return;
  const NodeId child = document_.node(id).first_child;
  if (child == kNoNode) return;
  scripts_.push_back({document_.text(child), document_.node(child).page, id});
}

void ClaimReader::read_link(NodeId id) {
  const std::string_view rel = document_.attribute(id, AttributeName::kRel);
  const std::string_view href = document_.attribute(id, AttributeName::kHref);
  const ByteRange page = range_of(document_, id, AttributeName::kHref);
  if (has_word(rel, "canonical"))
    add_claim(claims_, ClaimField::kCanonicalUrl, ClaimSource::kLinkElement, href, "canonical", id,
              page);
  if (has_word(rel, "image_src") && !href.empty()) {
    ClaimedImage image;
    image.url = href;
    image.source = ClaimSource::kLinkElement;
    image.page = page;
    claims_.images.push_back(std::move(image));
  }
}

void ClaimReader::read_time(NodeId id) {
  // Microformats write <abbr class="published" title="2017-04-13T05:33Z">, or a <span>.
  const bool abbreviation = !document_.node(id).is(Tag::kTime);
  const AttributeName holder = abbreviation ? AttributeName::kTitle : AttributeName::kDatetime;
  const std::string_view value = document_.attribute(id, holder);
  if (value.empty() ||
      (abbreviation && (!holds_digit(value) || parse_when(value).precision < Precision::kDay)) ||
      ++time_count_ > limits_.declared)
    return;
  add_claim(claims_, ClaimField::kPublished, ClaimSource::kTimeElement, value,
            document_.attribute(id, AttributeName::kClass), id, range_of(document_, id, holder));
}

// One look at the attributes of an element: of most none is asked for.
void ClaimReader::read_attributes(NodeId id) {
  class_ = rel_ = title_ = {};
  bool has_property = false;
  for (const Attribute& attribute : document_.attributes(id)) {
    if (attribute.name == AttributeName::kClass)
      class_ = attribute.value;
    else if (attribute.name == AttributeName::kRel)
      rel_ = attribute.value;
    else if (attribute.name == AttributeName::kTitle)
      title_ = attribute.value;
    else
      has_property |=
          attribute.name == AttributeName::kItemprop || attribute.name == AttributeName::kProperty;
  }
  if (has_property) with_property_.push_back(id);
}

void ClaimReader::visit_text(NodeId id) {
  const Node& parent = document_.node(document_.node(id).parent);
  if (parent.is(Tag::kScript) || parent.is(Tag::kStyle)) return;
  const std::string_view text = document_.text(id);
  if (text.find('&') == std::string_view::npos) return;
  EscapeEvidence here;
  add_escape_evidence(text, here);
  const bool code = parent.is(Tag::kCode) || parent.is(Tag::kPre) || parent.is(Tag::kKbd) ||
                    parent.is(Tag::kSamp);
  if (code && here.leftovers > 0) ++here.markup;
  claims_.escapes.leftovers += here.leftovers;
  claims_.escapes.markup += here.markup;
}

// <span title="2025-12-18">2 days ago</span>. Links say so of a thread's last change.
bool ClaimReader::tells_time_ago(NodeId id) const {
  constexpr size_t kLongestTitle = 45, kLongestText = 40;  // bytes
  static constexpr std::string_view kOpenings[] = {"vor ", "il y a ", "hace ", "há ", "před "};
  if (title_.size() > kLongestTitle || title_.find_first_of("0123456789") == title_.npos)
    return false;
  const NodeId child = document_.node(id).first_child;
  if (child == kNoNode || !document_.node(child).is_text()) return false;
  const std::string_view text = trim_space(document_.text(child));
  if (text.size() > kLongestText || text.find_first_of("0123456789") == text.npos) return false;
  return ends_how_long_ago(text) || std::ranges::any_of(kOpenings, [&](std::string_view opening) {
           return starts_with_ignoring_case(text, opening);
         });
}

// Whether visit_element() has anything to do; of most elements it has not.
bool ClaimReader::may_claim(Tag tag) const {
  return !class_.empty() || !rel_.empty() || tag == Tag::kMeta || tag == Tag::kScript ||
         tag == Tag::kTime || tag == Tag::kAbbr || tag == Tag::kTitle || tag == Tag::kH1 ||
         (tag == Tag::kSpan && !title_.empty());
}

void ClaimReader::visit_element(NodeId id) {
  const Node& node = document_.node(id);
  if (node.is(Tag::kMeta)) return read_meta(document_, id, claims_);
  if (node.is(Tag::kScript)) return read_script(id);
  if (node.is(Tag::kLink)) return read_link(id);
  if (node.is(Tag::kTime) || node.is(Tag::kAbbr)) return read_time(id);
  if (node.is(Tag::kTitle) && !has_title_) {
    has_title_ = true;
    return add_claim(claims_, ClaimField::kTitle, ClaimSource::kTitleElement,
                     short_text_below(document_, id), "title", id, node.page);
  }
  if (!title_.empty() && node.is(Tag::kSpan) &&
      (has_word(class_, "published") || has_word(class_, "updated") || tells_time_ago(id)))
    return read_time(id);
  if ((!class_.empty() || !rel_.empty()) && !node.is(Tag::kBody)) read_person(id);
  if (node.is(Tag::kH1) && first_heading_.empty())
    first_heading_ = short_text_below(document_, id, 500);
}

// Elements that name the author by convention: rel=author, hCard names inside "author vcard",
// "author-name".
void ClaimReader::read_person(NodeId id) {
  const bool is_link = document_.node(id).is(Tag::kA);
  const uint8_t names = person_names_of(class_);
  bool is_author = (names & kNamesAuthor) != 0 || (is_link && has_word(rel_, "author"));
  if (!is_author && (names & kNamesPerson) != 0) {
    const NodeId parent = document_.node(id).parent;
    is_author =
        (names & kNamesBeside) != 0 ||
        (parent != kNoNode &&
         (person_names_of(document_.attribute(parent, AttributeName::kClass)) & kNamesAround) != 0);
  }
  if (is_link) read_tag(id);
  if (!is_author || ++person_count_ > limits_.declared) return;
  const std::string text = short_text_below(document_, id, 120);
  if (text.size() < 100)
    add_claim(claims_, ClaimField::kAuthor, ClaimSource::kLinkElement, text, "author", id,
              document_.node(id).page);
}

// Links to the pages of a tag; "category tag" is a rubric.
void ClaimReader::read_tag(NodeId id) {
  if (!has_word(rel_, "tag") || has_word(rel_, "category") || ++tag_count_ > limits_.declared)
    return;
  add_claim(claims_, ClaimField::kTag, ClaimSource::kLinkElement,
            short_text_below(document_, id, 80), "tag", id, document_.node(id).page);
}

// /2017/04/13/ or /2017-04-13- in the address.
void ClaimReader::read_url_day() {
  const size_t path = url_.find(
      '/',
      std::min(url_.size(), url_.find("//") == std::string_view::npos ? 0 : url_.find("//") + 2));
  if (path == std::string_view::npos) return;
  for (size_t at = path; at + 10 < url_.size() + 1; ++at) {
    const bool border = at == path || !(url_[at - 1] >= '0' && url_[at - 1] <= '9');
    if (!border || !(url_.substr(at).starts_with("20") || url_.substr(at).starts_with("19")))
      continue;
    std::string day(url_.substr(at, 10));
    for (char& c : day)
      if (c == '/' || c == '_') c = '-';
    const Moment moment = parse_when(day);
    if (moment.precision < Precision::kDay || moment.begin != 0) continue;
    return add_claim(claims_, ClaimField::kPublished, ClaimSource::kUrl, iso_time(moment),
                     "address", kNoNode, {});
  }
}

void ClaimReader::read_region() {
  if (document_.html() != kNoNode) {
    const std::string_view lang = document_.attribute(document_.html(), AttributeName::kLang);
    if (!language_code(lang).empty())
      add_claim(claims_, ClaimField::kLanguage, ClaimSource::kHtmlElement, lang, "lang",
                document_.html(), range_of(document_, document_.html(), AttributeName::kLang));
  }
  for (const Claim& claim : claims_.claims)
    if (claim.field == ClaimField::kLanguage && claims_.region.empty())
      claims_.region = region_code(claim.value);
  const std::string host_region = region_of_host(url_);
  if (!host_region.empty()) claims_.region = host_region;
}

std::vector<std::string> ClaimReader::known_titles() const {
  std::vector<std::string> titles;
  if (!first_heading_.empty()) titles.push_back(first_heading_);
  for (const Claim& claim : claims_.claims)
    if (claim.field == ClaimField::kTitle) titles.push_back(claim.value);
  return titles;
}

Claims ClaimReader::read() {
  bool is_full = false;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document_, id, kDocumentNode)) {
    const Node& node = document_.node(id);
    if (node.is_element()) read_attributes(id);
    if (is_full) continue;
    is_full = claims_.claims.size() > limits_.claims;
    if (is_full)
      note_limit(claims_, "claim-limit");
    else if (node.is_text())
      visit_text(id);
    else if (node.is_element() && may_claim(node.tag))
      visit_element(id);
  }
  const std::string own_address(url_.empty() ? declared_address(claims_) : url_);
  url_ = own_address;
  read_microdata(document_, with_property_, claims_);
  read_json_ld(scripts_, url_, known_titles(), claims_, limits_);
  read_url_day();
  read_region();
  if (std::max({time_count_, person_count_, tag_count_}) > limits_.declared)
    note_limit(claims_, "declared-limit");
  for (Claim& claim : claims_.claims)
    if (claims_.escapes.markup == 0 && has_double_escapes(claim.value))
      claim.value = collapse_space(mend_double_escapes(claim.value));
  return std::move(claims_);
}

}  // namespace

Origin origin_of(ClaimSource source) {
  switch (source) {
    case ClaimSource::kJsonLd:
      return Origin::kJsonLd;
    case ClaimSource::kTimeElement:
      return Origin::kVisible;
    case ClaimSource::kUrl:
      return Origin::kUrl;
    default:
      return Origin::kMeta;
  }
}

std::string short_text_below(const Document& document, NodeId element, size_t most_bytes) {
  std::string text;
  size_t nodes_left = most_nodes_of(most_bytes);
  for (NodeId id = next_in_order(document, element, element);
       id != kNoNode && text.size() < most_bytes && nodes_left > 0; --nodes_left) {
    const Node& node = document.node(id);
    const bool skipped = node.is(Tag::kScript) || node.is(Tag::kStyle) || node.is(Tag::kNoscript);
    if (node.is_text()) text += utf8_prefix(document.text(id), most_bytes);
    if (node.is_element() && !node.is(Tag::kSpan) && !node.is(Tag::kA) && !node.is(Tag::kB) &&
        !node.is(Tag::kI) && !node.is(Tag::kEm) && !node.is(Tag::kStrong))
      text += ' ';
    id = skipped ? next_skipping_children(document, id, element)
                 : next_in_order(document, id, element);
  }
  return collapse_space(text);
}

void note_limit(Claims& claims, std::string_view code) {
  const bool is_noted =
      std::ranges::any_of(claims.notes, [&](const Note& note) { return note.code == code; });
  if (!is_noted) claims.notes.push_back({std::string(code), {}});
}

ByteRange range_of(const Document& document, NodeId element, AttributeName name) {
  for (const Attribute& attribute : document.attributes(element))
    if (attribute.name == name) return attribute.page;
  return {};
}

void add_claim(Claims& claims, ClaimField field, ClaimSource source, std::string_view value,
               std::string_view key, NodeId node, ByteRange page) {
  std::string folded = collapse_space(utf8_prefix(value, kMostValueBytes));
  if (folded.empty()) return;
  Claim claim;
  claim.field = field;
  claim.source = source;
  claim.value = std::move(folded);
  claim.key = utf8_prefix(key, 200);
  claim.node = node;
  claim.page = page;
  claims.claims.push_back(std::move(claim));
}

Claims read_claims(const Document& document, std::string_view url, const StoryLimits& limits) {
  return ClaimReader(document, url, limits).read();
}

}  // namespace copydesk
