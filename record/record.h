// record.h: the door of record/: the nouns that all sides agree on. A page goes in, a Story comes
// out; this is the Story. Glossary: page = one saved document; record = one entry of an archive
// file, and the JSON form of a story; block = a run of text not crossed by a block-level tag; dek =
// standfirst; byline = line that names the authors; dateline = place and agency at the start of the
// text; kicker = section label over the headline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/fields.h"

namespace copydesk {

/// The version of the record; it grows by one when a field is added. Fields are never removed or
/// changed in meaning.
inline constexpr int kSchemaVersion = 1;

/// A range of bytes in the decoded page (UTF-8), end exclusive.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool is_empty() const { return begin >= end; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Where a field's value was read.
enum class Origin : uint8_t { kNone, kJsonLd, kMeta, kVisible, kUrl, kModel, kText };
std::string_view origin_name(Origin origin);  // "json-ld", "meta", ...

/// What was poor about a page, or which limit was hit. Codes are listed in docs/notes.md.
struct Note {
  std::string code;
  std::string detail;
};

/// Where a page came from. Empty strings and zeros are absent.
struct Source {
  std::string path;            // as given on the command line
  uint64_t offset = 0;         // bytes: of the record inside `path`
  uint64_t length = 0;         // bytes: of the record inside `path`, as stored
  std::string kind;            // html, text, warc, arc, wet
  std::string fetched;         // ISO 8601 time of the crawl
  std::string charset;         // WHATWG name of the encoding
  std::string charset_reason;  // bom, transport, meta, detected, utf-8-valid, default
  bool truncated = false;
};

/// A point in time, to the precision that the page proves.
struct When {
  std::string
      time;  // ISO 8601: 2017-04-13, 2017-04-13T05:33, 2017-04-13T05:33:00-04:00; empty = absent
  std::string precision;    // year, month, day, minute, second
  std::string zone_source;  // explicit, metadata, place, publisher; empty = no zone
  std::string raw;          // as written on the page
  bool is_absent() const { return time.empty(); }
};

struct Author {
  std::string name;
  std::string role;
};

struct Dateline {
  std::string place;
  std::string agency;
  std::string date;
  bool is_absent() const { return place.empty() && agency.empty() && date.empty(); }
};

struct Image {
  std::string url;
  std::string alt;
  std::string caption;
  std::string credit;
  std::string role;  // lead, inline, gallery
};

struct Video {
  std::string url;
  std::string title;
  std::string caption;
  std::string poster;
};

struct GalleryItem {
  uint32_t index = 0;  // from 1
  std::string kind;    // image, video
  std::string title;
  std::string url;
  std::string caption;
  std::string credit;
};

struct Gallery {
  std::string title;
  uint32_t count = 0;  // as announced, or the number of items
  std::vector<GalleryItem> items;
};

struct Link {
  std::string url;
  std::string text;
};

struct RelatedStory {
  std::string title;
  std::string url;
};

struct Comment {
  std::string author;
  std::string time;
  std::string text;
};

struct Access {
  std::string declared;  // free, metered, paid; empty = not declared
  std::string observed;  // full, cut, gate; empty = not judged
};

/// A stretch of a node's text with a meaning of its own.
struct Inline {
  enum class Kind : uint8_t { kLink, kEmphasis, kStrong, kCode, kSubscript, kSuperscript };
  Kind kind = Kind::kLink;
  uint32_t begin = 0;  // bytes in the node's text
  uint32_t end = 0;
  std::string url;  // kLink only
};

struct ListItem {
  uint32_t level = 0;  // 0 for the outermost list
  bool ordered = false;
  std::string text;
  std::vector<Inline> inlines;
  uint32_t number = 0;  // of an item of an ordered list, as the page counts; 0: none
};

struct TableCell {
  std::string text;
  bool header = false;
  uint32_t colspan = 1;
  uint32_t rowspan = 1;
};

/// One node of the body, in reading order. Which members count depends on `kind`.
struct BodyNode {
  enum class Kind : uint8_t {
    kHeading,
    kParagraph,
    kList,
    kQuote,
    kCode,
    kTable,
    kImage,
    kVideo,
    kGallery,
    kEmbed,
    kEntry
  };
  Kind kind = Kind::kParagraph;
  uint32_t level = 0;  // kHeading: 1..6
  uint32_t ref = 0;    // kImage, kVideo, kGallery: index into the story's list
  std::string text;    // kHeading, kParagraph, kQuote, kCode, kEntry (its body, blank line parted)
  std::vector<Inline> inlines;               // of `text`
  std::vector<ListItem> items;               // kList
  std::vector<std::vector<TableCell>> rows;  // kTable
  std::string url;                           // kEmbed
  std::string headline;                      // kEntry
  When time;                                 // kEntry
  std::string language;                      // kCode
};
std::string_view body_kind_name(BodyNode::Kind kind);  // "heading", "paragraph", ...
std::string_view inline_kind_name(Inline::Kind kind);  // "link", "emphasis", ...

/// Maps a range of a text to the range of the page it was read from. Where the two lengths are
/// equal the bytes are the same, but for white space, which is a space in the text; else the page's
/// bytes are one character reference, or white space that was folded.
struct TextSpan {
  uint32_t text_begin = 0;
  uint32_t text_end = 0;
  ByteRange page;
};

/// Where a field came from. `field` is the record's name, with an index for lists: "authors[1]".
struct FieldOrigin {
  std::string field;
  Origin from = Origin::kNone;
  std::vector<ByteRange> ranges;
};

struct Provenance {
  std::vector<FieldOrigin> fields;
  std::vector<TextSpan> text;  // of Story::text, in order
};

/// Everything that was read out of one page. Absent is an empty string, an empty list, a zero.
struct Story {
  std::string id;
  Source source;
  std::string url, canonical_url, publisher;
  std::string page_type;
  std::string title, dek, section;
  std::vector<std::string> highlights;
  std::vector<Author> authors;
  std::string agency;
  Dateline dateline;
  When published, modified;
  std::string language, direction;
  std::vector<BodyNode> body;
  std::string text;  // always text_of(body)
  std::vector<Image> images;
  std::vector<Gallery> galleries;
  std::vector<Video> videos;
  std::vector<Link> links;
  std::vector<RelatedStory> related;
  std::vector<std::string> tags;
  std::vector<Comment> comments;
  std::vector<std::string> corrections;
  Access access;
  double confidence = 0;  // 0..1
  std::vector<Note> notes;
  Provenance provenance;  // filled on request only
};

/// The body as plain text: nodes parted by a blank line, list items and table rows by a line break,
/// cells by a tab; pictures, videos, galleries and embeds give nothing; an entry gives its
/// headline, then its body.
std::string text_of(const std::vector<BodyNode>& body);

}  // namespace copydesk
