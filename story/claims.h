// claims.h: what a page declares about itself, and how declarations and the visible page are
// settled into fields. Part of story/; other folders never see it. Two steps: read_claims() reads,
// resolve_fields() decides.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "blocks/blocks.h"
#include "html/html.h"
#include "record/record.h"
#include "story/story.h"
#include "story/wanted.h"
#include "text/text.h"

namespace copydesk {

/// What a claim is about. The names are the record's, plus a few that only help to decide.
enum class ClaimField : uint8_t {
  kTitle,
  kPublisher,
  kDek,
  kSection,
  kAuthor,
  kAgency,
  kPublished,
  kModified,
  kCanonicalUrl,
  kLanguage,
  kTag,
  kAccess,
  kPageType
};

/// Where a claim stands. The order is of no meaning.
enum class ClaimSource : uint8_t {
  kJsonLd,
  kOpenGraph,
  kTwitter,
  kDublinCore,
  kMeta,
  kMicrodata,
  kRdfa,
  kTimeElement,
  kTitleElement,
  kLinkElement,
  kHtmlElement,
  kDataAttribute,
  kUrl
};
Origin origin_of(ClaimSource source);

/// One declaration. `value` is valid UTF-8, white space folded, references decoded (and mended when
/// escaped twice).
struct Claim {
  ClaimField field = ClaimField::kTitle;
  ClaimSource source = ClaimSource::kMeta;
  std::string value;
  std::string key;     // the property that said it: "article:published_time", "datePublished", "h1"
  std::string detail;  // kAuthor: type and job title, "Person|Chief editor"
  ByteRange page;      // of the attribute's value, or of the script
  NodeId node = kNoNode;  // element that carries it
  bool is_main = true;    // JSON-LD, microdata: of the node that describes this page
};

struct ClaimedImage {
  std::string url, caption, credit, alt;
  uint32_t width = 0, height = 0;  // pixels; 0: not declared
  ClaimSource source = ClaimSource::kMeta;
  ByteRange page;
};

struct ClaimedVideo {
  std::string url, embed_url, title, caption, poster;
  ClaimSource source = ClaimSource::kMeta;
  ByteRange page;
};

/// One entry of a LiveBlogPosting.
struct ClaimedEntry {
  std::string headline, body, time;
  ByteRange page;
};

/// A post, answer or comment in JSON-LD (DiscussionForumPosting, QAPage, Comment).
struct ClaimedComment {
  std::string author, time, text;
  ByteRange page;
};

/// All that a page declares. Lifetime: owns its strings; nodes belong to the Document.
struct Claims {
  std::vector<Claim> claims;
  std::vector<ClaimedImage> images;  // in order of standing in the page; the same url once
  std::vector<ClaimedVideo> videos;
  std::vector<ClaimedEntry> entries;
  std::vector<ClaimedComment> comments;
  std::vector<std::string>
      types;  // schema.org types of the node that describes this page: "NewsArticle"
  std::string
      article_body;  // JSON-LD articleBody or text, tags stripped; a rescue, not the first choice
  ByteRange article_body_page;  // of the script
  std::string region;       // ISO 3166 of the page, from its language tag or host; empty: not known
  EscapeEvidence escapes;   // of all visible text
  std::vector<Note> notes;  // JSON-LD that was mended or given up
};

/// Reads all declarations of a page: JSON-LD, meta, microdata, RDFa, <time>, <title>, <link>, <html
/// lang>, the address. Cost: linear in the page. Threads: safe. Never fails: broken JSON-LD is
/// mended or noted.
Claims read_claims(const Document& document, std::string_view url, const StoryLimits& limits = {});

/// Where the field that resolve_fields() chose stands, for the caller that assembles the body.
struct FieldBlocks {
  uint32_t title = kNone;  // index into BlockList::blocks, or kNone
  static constexpr uint32_t kNone = 0xFFFFFFFFu;
};

/// Fills title, section, authors, agency, publisher, published, modified, canonical_url, tags,
/// access.declared of `story`, and story.provenance.fields. Call after choose_blocks(); roles
/// kTitle, kSection, kByline, kTime are set on the blocks that were read as such, so that they are
/// no longer kBody. `first_post` is the block with which the posts of a thread begin. The rules
/// stand in fields.cpp. Not for dumps (dump_head.h). Cost: linear. Threads: safe.
FieldBlocks resolve_fields(const Claims& claims, const Document* document, BlockList& list,
                           std::string_view url, Story& story,
                           uint32_t first_post = FieldBlocks::kNone);

/// The last step, when body and text stand: agency from the dateline or the closing credit line,
/// language from the text. The body's assembler reads the dateline itself with find_dateline().
void finish_fields(const Claims& claims, const BlockList& list, const Wanted& wanted, Story& story);

}  // namespace copydesk
