// fields_section.cpp: the section of the site that a story stands in.
// Method: what is declared, then the kicker or the trail of links above the headline. Not here: the
// other fields of the page (fields_page.cpp).
#include <algorithm>

#include "base/base.h"
#include "story/fields_inner.h"
#include "story/markup.h"
#include "story/runs.h"

namespace copydesk {
namespace {

constexpr size_t npos = std::string_view::npos;

bool is_section(const FieldContext& context, std::string_view text) {
  return !text.empty() && text.size() < 60 && count_words(text) <= 6 &&
         !is_site_name(context, text) && text.find("://") == std::string_view::npos;
}

// What a trail of links begins with, and what stands beside a headline in its place; folded words,
// each between two bars.
constexpr std::string_view kNoSections =
    "|home|homepage|start|startseite|startpage|accueil|inicio|início|hem|forside|forsiden|"
    "etusivu|domů|strona główna|главная|ホーム|トップ|anmelden|login|log in|sign in|sign up|"
    "connexion|contact|contact us|kontakt|datenschutz|privacy|impressum|about|about us|mehr|"
    "more|all|learn more|read more|back|zurück|faq|menu|search|suche|breadcrumb|breadcrumbs|"
    "sie sind hier|you are here|detail|details|join|skip to main content|skip to content|"
    "advanced search|newsletter|newsletters|";

// Whether a crumb or a kicker can be the name of a section: no address, number, call or template.
bool names_section(const FieldContext& context, std::string_view text) {
  if (!is_section(context, text) || text.size() < 2 || text.find_first_of("@{<") != npos ||
      text.starts_with("\xE2\x80\xB9"))  // "‹ Back"
    return false;
  // "Meridian Press/Ana Ruiz": a picture's credit.
  if (text.find('/') != npos && is_agency(trim_space(text.substr(0, text.find('/'))))) return false;
  if (2 * std::ranges::count_if(text, is_digit) > static_cast<ptrdiff_t>(text.size())) return false;
  return kNoSections.find('|' + fold_words(text) + '|') == kNoSections.npos &&
         fold(text) != fold(context.story.title);
}

// A trail that is written out, "Home > Essays › 2017", in its parts without the marks.
std::vector<std::string_view> parts_of_trail(std::string_view text) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    size_t length = 0;
    for (const std::string_view mark : {"›", "»", " > ", " / ", "→"})
      if (text.substr(at).starts_with(mark)) length = mark.size();
    if (length > 0) parts.push_back(trim_space(text.substr(begin, at - begin)));
    at += std::max<size_t>(length, 1);
    if (length > 0) begin = at;
  }
  parts.push_back(trim_space(text.substr(begin)));
  for (std::string_view& part : parts) {
    while (part.starts_with('/') || part.starts_with('>')) part = trim_space(part.substr(1));
    while (part.ends_with('/') || part.ends_with('>'))
      part = trim_space(part.substr(0, part.size() - 1));
  }
  return parts;
}

// Whether a link leads nowhere: it moves slides, closes boxes, clears filters. Or it leads to where
// the page is written: "View page source", "Edit on ...".
bool is_control(const Document& document, NodeId link) {
  const std::string_view href = trim_space(document.attribute(link, AttributeName::kHref));
  constexpr std::string_view kSources[] = {"/edit/", "/blob/", "_sources/", "action=edit"};
  return href.starts_with('#') || starts_with_ignoring_case(href, "javascript:") ||
         std::ranges::any_of(kSources, [&](std::string_view part) {
           return href.find(part) != std::string_view::npos;
         });
}

// The section that a line above the headline names: the last link of a trail, the last part of one
// that is written out, or all of it. Empty: it names none.
std::string section_in(const FieldContext& context, const Block& block) {
  const Document& document = *context.document;
  constexpr int kLevels = 3;            // of markup between a link and its words
  constexpr size_t kLongestLink = 100;  // bytes; a link around more names no section
  NodeId last = kNoNode;
  int links = 0;
  std::string found;
  for (NodeId id = block.first_text; id != kNoNode;
       id = next_in_order(document, id, kDocumentNode)) {
    const NodeId link = document.node(id).is_text()
                            ? ancestor_with(document, document.node(id).parent, Tag::kA, kLevels)
                            : kNoNode;
    if (link != kNoNode && link != last) {
      if (is_control(document, link)) return {};
      last = link;
      ++links;
      const std::string text = collapse_space(text_below(document, link, kLongestLink));
      const std::string_view name = parts_of_trail(text).back();
      if (names_section(context, name)) found = name;
    }
    if (id == block.last_text) break;
  }
  if (links > 1) return found;
  size_t begin = 0;
  std::vector<uint32_t> ends = find_seams(document, block);
  ends.push_back(static_cast<uint32_t>(block.text.size()));
  for (const uint32_t end : ends) {  // "Science" "Global", which only their style parts: the first
    const std::vector<std::string_view> parts =
        parts_of_trail(block.text.substr(begin, end - begin));
    for (size_t i = parts.size(); i-- > 0;)
      if (names_section(context, parts[i])) return std::string(parts[i]);
    begin = end;
  }
  return {};
}

// Whether a block is the heading of a menu or of a trail: a name for those who do not see it.
bool is_menu_heading(const FieldContext& context, const Block& block) {
  constexpr int kLevels = 4;
  return block.heading_level > 0 &&
         ancestor_with(*context.document, block.element, Tag::kNav, kLevels) != kNoNode;
}

// Whether a block is one of many items of a list: a menu. Trails have few.
bool is_menu_item(const FieldContext& context, const Block& block) {
  constexpr int kLevels = 4;  // from the words to their item
  constexpr int kMostItems = 6;
  const Document& document = *context.document;
  NodeId item = ancestor_with(document, block.element, Tag::kLi, kLevels);
  if (item == kNoNode) return false;
  int items = 0;
  for (item = document.node(document.node(item).parent).first_child;
       item != kNoNode && items <= kMostItems; item = document.node(item).next)
    items += document.node(item).is(Tag::kLi);
  return items > kMostItems;
}

// The kicker: a short line just above the headline, marked as such.
bool settle_kicker(FieldContext& context) {
  if (context.blocks.title == FieldBlocks::kNone || context.document == nullptr) return false;
  for (uint32_t i = context.blocks.title; i-- > context.head_begin;) {
    const Block& block = context.block(i);
    constexpr size_t kLongestTrail = 200;
    if (!is_shown(block) || block.first_text == kNoNode || block.text.size() > kLongestTrail ||
        !(hints_of(context, block) & kSaysSection) || block.role == Role::kTime ||
        block.role == Role::kByline || is_menu_heading(context, block) ||
        is_menu_item(context, block))
      continue;
    context.story.section = section_in(context, block);
    if (context.story.section.empty()) continue;
    context.list.blocks[i].role = Role::kSection;
    trace(context, "section", Origin::kVisible, block.page);
    return true;
  }
  return false;
}

// What systems put where no section was given, or for the kind of page; folded.
bool is_placeholder_section(std::string_view text) {
  static constexpr std::string_view kWords[] = {
      "undefined", "null",  "nil",   "none", "article",  "articles",     "artikel",  "beitrag",
      "thema",     "tag",   "tags",  "page", "section",  "newsarticle",  "newstype", "default",
      "root",      "story", "posts", "post", "homepage", "uncategorised"};
  static constexpr WordTable kSet(kWords);
  const std::string folded = fold(text);
  return kSet.contains(folded) || find_ignoring_case(text, "uncategorized") != npos;
}

// "public-service": how addresses spell a section.
bool is_slug(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// The text of the link that leads to a section, for the slug that is declared: "Public Service" for
// "public-service". Counted on all labelled sets: of 113 such pages 50 have the link, all of them
// right.
std::string name_of_slug(const FieldContext& context, std::string_view slug) {
  constexpr size_t kLongestName = 60, kLongestShout = 4;
  if (context.document == nullptr) return {};
  const Document& document = *context.document;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (!document.node(id).is(Tag::kA)) continue;
    std::string_view href = document.attribute(id, AttributeName::kHref);
    href = href.substr(0, href.find_first_of("?#"));
    if (href.ends_with('/')) href.remove_suffix(1);
    if (href.size() <= slug.size() || !href.ends_with(slug) ||
        href[href.size() - slug.size() - 1] != '/')
      continue;
    const std::string text = collapse_space(text_below(document, id, kLongestName));
    const std::string name(parts_of_trail(text).back());
    const std::string lower = lower_ascii(name);
    const bool has_small = std::ranges::any_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    if (name != lower && (has_small || name.size() <= kLongestShout) && spells(slug, name))
      return name;
  }
  return {};
}

// The last name of a declared trail that is neither the page's own, nor the site's, nor its front
// page's. Counted on all labelled sets: of 57 pages that name no section otherwise it is one on 53.
bool settle_trail(FieldContext& context) {
  constexpr size_t kMostWords = 4;
  constexpr double kOwnTitle = 0.5;
  if (is_offer(context.story.page_type)) return false;
  const std::vector<Claim>& claims = context.claims.claims;
  for (size_t i = claims.size(); i-- > 0;) {
    const Claim& claim = claims[i];
    if (claim.field != ClaimField::kSection || claim.key != "itemListElement") continue;
    std::string_view name = claim.value;
    if (name.starts_with("Category: ")) name.remove_prefix(name.find(' ') + 1);
    if (!names_section(context, name) || is_placeholder_section(name) || name.size() < 2 ||
        count_words(name) > kMostWords || agreement(name, context.story.title) >= kOwnTitle)
      continue;
    context.story.section = name;
    trace(context, "section", Origin::kJsonLd, claim.page);
    return true;
  }
  return false;
}

}  // namespace

bool spells(std::string_view slug, std::string_view text) {
  constexpr size_t kLongestAnd = 3;  // letters: "and", "und"
  size_t at = 0, may_miss = 0, missed = 0, matched = 0;
  const auto skip_to = [&](char letter) {
    while (at < slug.size() && slug[at] != letter) missed += slug[at++] != '-';
    return at++ < slug.size();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (static_cast<unsigned char>(c) >= 0xC0) may_miss += 2;  // "ö": "o" or "oe"
    if (c == '&') may_miss += kLongestAnd;
    const bool is_plain = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
    if (is_plain && !skip_to(lower)) return false;
    matched += is_plain;
  }
  for (; at < slug.size(); ++at) missed += slug[at] != '-';
  return missed <= std::min(may_miss, matched);
}

void settle_section(FieldContext& context) {
  for (ClaimSource source : {ClaimSource::kJsonLd, ClaimSource::kOpenGraph, ClaimSource::kMicrodata,
                             ClaimSource::kRdfa, ClaimSource::kMeta})
    for (const Claim& claim : context.claims.claims) {
      if (claim.field != ClaimField::kSection || claim.source != source) continue;
      if (!is_section(context, claim.value) || is_placeholder_section(claim.value) ||
          claim.key == "itemListElement")
        continue;
      std::string name = is_slug(claim.value) ? name_of_slug(context, claim.value) : std::string();
      context.story.section = name.empty() ? claim.value : std::move(name);
      trace(context, "section", origin_of(source), claim.page);
      return;
    }
  if (!settle_kicker(context)) settle_trail(context);
}

}  // namespace copydesk
