// fields_page.cpp: publisher, canonical address, language, tags, declared access; and
// the last step, agency (wire.cpp) and language when the text stands. Not here: title, people,
// times, section (fields_section.cpp), dek (standfirst.cpp).
#include <algorithm>

#include "base/base.h"
#include "story/claims_inner.h"
#include "story/fields_inner.h"
#include "story/phrases.h"
#include "story/wire.h"

namespace copydesk {
namespace {

constexpr size_t kMostTags = 100;
constexpr size_t npos = std::string_view::npos;

const Claim* first_claim(const FieldContext& context, ClaimField field, ClaimSource source,
                         bool main_only) {
  for (const Claim& claim : context.claims.claims)
    if (claim.field == field && claim.source == source && (!main_only || claim.is_main))
      return &claim;
  return nullptr;
}

// What a claim says of the publisher, cut: some systems put the page's title in its place, or in
// front of it ("Gulls counted - The Gazette").
std::string_view publisher_of(const Claim& claim, std::string_view folded_title) {
  constexpr size_t kShortestTitle = 12;  // bytes; shorter ones may be the publisher's name
  const auto holds_title = [&](std::string_view name) {
    return folded_title.size() >= kShortestTitle && fold(name).find(folded_title) != npos;
  };
  std::string_view name = claim.value;
  for (const std::string_view mark : {" | ", " - ", " – "})
    if (const size_t at = name.rfind(mark); at != npos && holds_title(name.substr(0, at)))
      name.remove_prefix(at + mark.size());
  while (name.ends_with('-') || name.ends_with('|') || name.ends_with(' ') || name.ends_with('/'))
    name.remove_suffix(1);
  if (name.starts_with("http")) name = host_of(name);
  return holds_title(name) ? std::string_view{} : name;
}

// Whether a name is that of the host, or holds one of its labels: "Harbour Daily" at
// news.harbourdaily.example.
bool is_of_host(std::string_view name, std::string_view host) {
  constexpr size_t kShortest = 4;  // letters: shorter labels stand in any name
  const std::string letters = fold(name);
  for (size_t dot = host.find('.'); dot != npos; dot = host.find('.')) {
    const std::string label = fold(host.substr(0, dot));
    if (label.size() >= kShortest && (letters.find(label) != npos || spells(label, name)))
      return true;
    host.remove_prefix(dot + 1);
  }
  return false;
}

// The one part of a name with a slogan that is the host's: "Harbour Daily | News, Weather, Sports".
// Not so of initials, "LINDY - Lindby Yachts". Counted on all labelled sets: 70 names are cut so,
// 68 to the name.
std::string_view without_slogan(std::string_view name, std::string_view host) {
  constexpr size_t kLongestInitials = 5;  // bytes
  std::string_view found;
  for (const std::string_view part : parts_of_title(name)) {
    if (!is_of_host(part, host)) continue;
    if (!found.empty()) return name;
    found = part;
  }
  const bool has_small = std::ranges::any_of(found, is_lower);
  return found.empty() || (!has_small && found.size() <= kLongestInitials) ? name : found;
}

// Whether og:site_name is declared as the title too, a headline in the wrong place, and JSON-LD
// names the publisher.
bool is_declared_title(const FieldContext& context, const Claim& name) {
  constexpr size_t kFewestWords = 5;
  return name.source == ClaimSource::kOpenGraph && count_words(name.value) >= kFewestWords &&
         first_claim(context, ClaimField::kPublisher, ClaimSource::kJsonLd, false) != nullptr &&
         std::ranges::any_of(context.claims.claims, [&](const Claim& claim) {
           return claim.field == ClaimField::kTitle && claim.value == name.value;
         });
}

// The organisation that JSON-LD names as the publisher of the story, when it is the host's and
// `name` is not, nor a part of it: og:site_name holds a section of the site.
const Claim* publisher_of_host(const FieldContext& context, std::string_view name,
                               std::string_view host) {
  if (is_of_host(name, host)) return nullptr;
  const Claim* claim = first_claim(context, ClaimField::kPublisher, ClaimSource::kJsonLd, true);
  if (claim == nullptr || !is_of_host(claim->value, host)) return nullptr;
  return fold(claim->value).find(fold(name)) == npos ? claim : nullptr;
}

// The part of the page's <title> that is the host's name.
std::string_view titled_publisher(const FieldContext& context, std::string_view host) {
  constexpr size_t kLongest = 40;
  const Claim* title = first_claim(context, ClaimField::kTitle, ClaimSource::kTitleElement, false);
  if (title == nullptr) return {};
  const std::vector<std::string_view> parts = parts_of_title(title->value);
  for (size_t i = parts.size(); i-- > 0;)
    if (parts[i].size() <= kLongest && is_of_host(parts[i], host) &&
        parts[i] != context.story.title)
      return parts[i];
  return {};
}

// Where nothing is declared: the host's name in the page's <title> or in a line of copyright at its
// foot. Counted on all labelled sets: 298 pages get a publisher so; of 84 looked at 80 the right
// one.
void settle_shown_publisher(FieldContext& context, std::string_view host) {
  constexpr uint32_t kMostFoot = 40;  // blocks
  const auto count = static_cast<uint32_t>(context.list.blocks.size());
  context.story.publisher = titled_publisher(context, host);
  if (!context.story.publisher.empty()) {
    trace(context, "publisher", Origin::kMeta,
          first_claim(context, ClaimField::kTitle, ClaimSource::kTitleElement, false)->page);
    return;
  }
  for (uint32_t i = count; i-- > 0 && count - i <= kMostFoot;) {
    const Block& block = context.block(i);
    std::string owner = copyright_holder(block.text);
    if (!is_of_host(owner, host)) continue;
    context.story.publisher = std::move(owner);
    trace(context, "publisher", Origin::kVisible, block.page);
    return;
  }
}

void settle_publisher(FieldContext& context) {
  constexpr size_t kLongest = 100;
  // A front page is titled by its site's name.
  const bool is_story = context.story.page_type == "article";
  const std::string title = is_story ? fold(context.story.title) : std::string();
  const std::string_view host = host_of(context.url);
  for (ClaimSource source : {ClaimSource::kOpenGraph, ClaimSource::kJsonLd, ClaimSource::kMicrodata,
                             ClaimSource::kRdfa, ClaimSource::kMeta, ClaimSource::kDublinCore})
    for (const bool main_only : {true, false}) {
      const Claim* claim = first_claim(context, ClaimField::kPublisher, source, main_only);
      if (claim == nullptr) continue;
      std::string_view name = publisher_of(*claim, title);
      if (name.empty() || claim->value.size() > kLongest ||
          (is_story && is_declared_title(context, *claim)))
        continue;
      if (const Claim* other = publisher_of_host(context, name, host); other != nullptr) {
        claim = other;
        name = other->value;
      }
      context.story.publisher = without_slogan(name, host);
      trace(context, "publisher", origin_of(claim->source), claim->page);
      return;
    }
  settle_shown_publisher(context, host);
}

void settle_canonical(FieldContext& context) {
  for (ClaimSource source :
       {ClaimSource::kLinkElement, ClaimSource::kOpenGraph, ClaimSource::kJsonLd}) {
    const Claim* claim = first_claim(context, ClaimField::kCanonicalUrl, source, true);
    if (claim == nullptr || !claim->value.starts_with("http")) continue;
    // A canonical address that is the site's front page says nothing about this page.
    const std::string_view host = host_of(claim->value);
    const std::string_view rest =
        std::string_view(claim->value).substr(claim->value.find(host) + host.size());
    if (rest.size() <= 1 && context.url.size() > claim->value.size() + 3) continue;
    context.story.canonical_url = claim->value;
    trace(context, "canonical_url", origin_of(source), claim->page);
    return;
  }
}

// `keys` are the tags so far, folded.
void add_tag(FieldContext& context, std::vector<std::string>& keys, std::string_view tag) {
  tag = trim_space(tag);
  if (tag.empty() || tag.size() > 80 || context.story.tags.size() >= kMostTags) return;
  std::string key = fold(tag);
  if (std::ranges::find(keys, key) != keys.end()) return;
  keys.push_back(std::move(key));
  context.story.tags.emplace_back(tag);
}

// JSON-LD, article:tag and news_keywords are written by people; links to the pages of tags count
// without them, plain keywords last.
void settle_tags(FieldContext& context) {
  const auto round_of = [](const Claim& claim) {
    if (claim.source == ClaimSource::kLinkElement) return 1;
    return claim.key == "keywords" && claim.source == ClaimSource::kMeta ? 2 : 0;
  };
  std::vector<std::string> keys;
  for (int round = 0; round < 3 && context.story.tags.empty(); ++round) {
    for (const Claim& claim : context.claims.claims) {
      if (claim.field != ClaimField::kTag || round_of(claim) != round) continue;
      size_t at = 0;
      while (at <= claim.value.size()) {
        const size_t end = std::min(claim.value.find_first_of(",;|", at), claim.value.size());
        add_tag(context, keys, std::string_view(claim.value).substr(at, end - at));
        at = end + 1;
      }
    }
  }
}

void settle_access(FieldContext& context) {
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kAccess) continue;
    const std::string value = lower_ascii(claim.value);
    std::string_view declared;
    if (value == "true" || value == "free" || value == "yes" || value.ends_with("/true"))
      declared = "free";
    if (value == "false" || value == "locked" || value == "no" || value == "paid" ||
        value == "premium" || value.ends_with("/false"))
      declared = "paid";
    if (value == "metered") declared = "metered";
    if (declared.empty()) continue;
    context.story.access.declared = declared;
    trace(context, "access", origin_of(claim.source), claim.page);
    return;
  }
}

std::string declared_language(const Claims& claims) {
  for (ClaimSource source :
       {ClaimSource::kHtmlElement, ClaimSource::kJsonLd, ClaimSource::kOpenGraph,
        ClaimSource::kMeta, ClaimSource::kDublinCore, ClaimSource::kMicrodata, ClaimSource::kRdfa})
    for (const Claim& claim : claims.claims)
      if (claim.field == ClaimField::kLanguage && claim.source == source &&
          !language_code(claim.value).empty())
        return claim.value;
  return {};
}

// "(Meridian) -" before the text and an organisation of that name as the author: an agency, known
// or not, unless the publisher calls itself so.
std::string_view declared_agency(const Claims& claims, const Story& story) {
  const std::string source = fold(story.dateline.agency);
  if (source.empty() || source == fold(story.publisher)) return {};
  for (const Claim& claim : claims.claims)
    if (claim.field == ClaimField::kAuthor && claim.is_main &&
        claim.detail.find("Organization") != std::string::npos &&
        fold(claim.value).starts_with(source) && fold(claim.value) != fold(story.publisher))
      return claim.value;
  return {};
}

void finish_people(const Claims& claims, const BlockList& list, Story& story) {
  if (story.agency.empty()) story.agency = closing_agency(list);
  const std::string_view reporter = find_dateline(story.text).reporter;
  if (story.authors.empty() && is_plausible_name(reporter)) {
    story.authors.push_back({std::string(reporter), {}});
    story.provenance.fields.push_back({"authors[0]", Origin::kText, {}});
  }
  if (story.agency.empty()) story.agency = dateline_agency(story.dateline.agency);
  if (story.agency.empty()) story.agency = declared_agency(claims, story);
  if (story.agency.empty()) story.agency = owning_agency(list);
}

}  // namespace

void settle_page(FieldContext& context) {
  settle_publisher(context);
  settle_section(context);
  settle_canonical(context);
  settle_tags(context);
  settle_access(context);
}

void finish_fields(const Claims& claims, const BlockList& list, const Wanted& wanted,
                   Story& story) {
  if (wanted.dateline) finish_people(claims, list, story);
  if (!wanted.language) return;
  const std::string declared = declared_language(claims);
  story.language = detect_language(
      story.text.empty() ? std::string_view(story.title) : std::string_view(story.text), declared);
  if (!story.language.empty()) story.direction = direction_of(story.language);
}

}  // namespace copydesk
