// fields.cpp: the table of all fields, and the JSON form of a story made from it.
// A row is field<&Struct::member>(name, description, ...); type, list and emptiness follow from the
// member's C++ type. Order of the tables is the order of the JSON. Not here: the schema and the
// reference (schema.cpp).
#include "record/fields.h"

#include <algorithm>

#include "record/field_row.h"

namespace copydesk {
namespace {

constexpr Field kRangeFields[] = {
    field<&ByteRange::begin>("begin", "First byte in the decoded page", kRequired),
    field<&ByteRange::end>("end", "Byte after the last", kRequired),
};

constexpr Field kNoteFields[] = {
    field<&Note::code>("code", "What it is, from a closed list", kRequired),
    field<&Note::detail>("detail", "The particulars"),
};

constexpr Field kSourceFields[] = {
    field<&Source::path>("path", "Input as given on the command line"),
    field<&Source::offset>("offset", "Byte offset of the record inside the input"),
    field<&Source::length>("length", "Length of the record inside the input, in bytes as stored"),
    field<&Source::kind>("kind", "What the input was: html, text, warc, arc, wet"),
    field<&Source::fetched>("fetched", "Time of the crawl, or when the page was saved, ISO 8601"),
    field<&Source::charset>("charset", "Encoding of the page, WHATWG name"),
    field<&Source::charset_reason>(
        "charset_reason",
        "Why this encoding: bom, transport, meta, detected, utf-8-valid, default"),
    field<&Source::truncated>("truncated", "Whether the input was cut short"),
};

constexpr Field kWhenFields[] = {
    field<&When::time>("time", "ISO 8601, to the precision the page proves", kRequired),
    field<&When::precision>("precision", "What the page proves",
                            one_of("year month day minute second")),
    field<&When::zone_source>(
        "zone_source",
        "Where the zone was taken from (`publisher`: what newsrooms that write "
        "in its language keep); absent when the time has no zone",
        one_of("explicit metadata place publisher")),
    field<&When::raw>("raw", "As written on the page"),
};

constexpr Field kAuthorFields[] = {
    field<&Author::name>("name", "Name of a person; of a desk, team or house where no person signs",
                         kRequired),
    field<&Author::role>("role", "Role as printed"),
};

constexpr Field kDatelineFields[] = {
    field<&Dateline::place>("place", "Place of the report"),
    field<&Dateline::agency>("agency", "Agency or publisher named in the dateline"),
    field<&Dateline::date>("date", "Date as written in the dateline"),
};

constexpr Field kImageFields[] = {
    field<&Image::url>("url", "Address of the best copy the page offers"),
    field<&Image::alt>("alt", "Text for those who cannot see it"),
    field<&Image::caption>("caption", "Caption without the credit"),
    field<&Image::credit>("credit", "Photographer or agency"),
    field<&Image::role>("role", "Place in the story", one_of("lead inline gallery")),
};

constexpr Field kVideoFields[] = {
    field<&Video::url>("url", "Address of the video or its player"),
    field<&Video::title>("title", "Title"),
    field<&Video::caption>("caption", "Caption"),
    field<&Video::poster>("poster", "Address of the still"),
};

constexpr Field kGalleryItemFields[] = {
    field<&GalleryItem::index>("index", "Place in the gallery, from 1", kRequired),
    field<&GalleryItem::kind>("kind", "What it shows", one_of("image video")),
    field<&GalleryItem::title>("title", "Title"),
    field<&GalleryItem::url>("url", "Address of the picture or video"),
    field<&GalleryItem::caption>("caption", "Caption, once"),
    field<&GalleryItem::credit>("credit", "Photographer or agency"),
};

constexpr Field kGalleryFields[] = {
    field<&Gallery::title>("title", "Title"),
    field<&Gallery::count>("count", "Number of items as announced, or as found", kRequired),
    field<&Gallery::items>("items", "Items in order", kRequired),
};

constexpr Field kLinkFields[] = {
    field<&Link::url>("url", "Address", kRequired),
    field<&Link::text>("text", "Text of the link"),
};

constexpr Field kRelatedFields[] = {
    field<&RelatedStory::title>("title", "Title of the teaser"),
    field<&RelatedStory::url>("url", "Address"),
};

constexpr Field kCommentFields[] = {
    field<&Comment::text>("text", "What was written"),
    field<&Comment::author>("author", "Name as shown"),
    field<&Comment::time>("time", "Time as shown, or ISO 8601 where the page gives it"),
};

constexpr Field kAccessFields[] = {
    field<&Access::declared>("declared", "What the page says about itself",
                             one_of("free metered paid")),
    field<&Access::observed>("observed", "What was seen", one_of("full cut gate")),
};

constexpr Field kInlineFields[] = {
    field<&Inline::kind>("kind", "What it is", kRequired),
    field<&Inline::begin>("begin", "First byte in the node's text", kRequired),
    field<&Inline::end>("end", "Byte after the last", kRequired),
    field<&Inline::url>("url", "Address", only_in(Inline::Kind::kLink)),
};

constexpr Field kListItemFields[] = {
    field<&ListItem::level>("level", "Depth, 0 for the outermost list", kRequired),
    field<&ListItem::ordered>("ordered", "Whether the list is numbered", kRequired),
    field<&ListItem::text>("text", "Text of the item", kRequired),
    field<&ListItem::inlines>("inlines", "Links and emphasis in the text"),
    field<&ListItem::number>("number", "Number of an item of a numbered list, as the page counts"),
};

constexpr Field kTableCellFields[] = {
    field<&TableCell::text>("text", "Text of the cell; empty where it holds none of the story",
                            kRequired),
    field<&TableCell::header>("header", "Whether it heads a row or column"),
    field<&TableCell::colspan>("colspan", "Columns it covers; 1 when absent"),
    field<&TableCell::rowspan>("rowspan", "Rows it covers; 1 when absent"),
};

using Kind = BodyNode::Kind;
constexpr Field kBodyFields[] = {
    field<&BodyNode::kind>("kind", "What it is", kRequired),
    field<&BodyNode::level>("level", "1 to 6", always_in(Kind::kHeading)),
    field<&BodyNode::ref>("ref", "Index into images, videos or galleries of the record",
                          always_in(Kind::kImage, Kind::kVideo, Kind::kGallery)),
    field<&BodyNode::headline>("headline", "Headline of the entry", only_in(Kind::kEntry)),
    field<&BodyNode::time>("time", "Time of the entry", only_in(Kind::kEntry)),
    field<&BodyNode::text>(
        "text", "Plain text; paragraphs of an entry are parted by a blank line",
        always_in(Kind::kHeading, Kind::kParagraph, Kind::kQuote, Kind::kCode, Kind::kEntry)),
    field<&BodyNode::inlines>(
        "inlines", "Links and emphasis in the text",
        only_in(Kind::kHeading, Kind::kParagraph, Kind::kQuote, Kind::kEntry)),
    field<&BodyNode::language>("language", "Language of the code", only_in(Kind::kCode)),
    field<&BodyNode::items>("items", "Items in order", always_in(Kind::kList)),
    field<&BodyNode::rows>("rows", "Rows of cells", always_in(Kind::kTable)),
    field<&BodyNode::url>("url", "Address of what is embedded", always_in(Kind::kEmbed)),
};

constexpr Field kTextSpanFields[] = {
    field<&TextSpan::text_begin>("text_begin", "First byte in the story's text", kRequired),
    field<&TextSpan::text_end>("text_end", "Byte after the last", kRequired),
    field<&TextSpan::page>("page", "The bytes of the page it was read from", kRequired),
};

constexpr Field kFieldOriginFields[] = {
    field<&FieldOrigin::field>("field", "Name in the record, with an index for lists: authors[1]",
                               kRequired),
    field<&FieldOrigin::from>(
        "from", "Where it was read",
        {.values = "none json-ld meta visible url model text", .is_required = true}),
    field<&FieldOrigin::ranges>("ranges", "The bytes of the page that prove it"),
};

constexpr Field kProvenanceFields[] = {
    field<&Provenance::fields>("fields", "Where each field came from"),
    field<&Provenance::text>(
        "text",
        "Maps the story's text to the page; equal lengths mean equal bytes, but for white "
        "space, which is a space in the text"),
};

constexpr Field kStoryFields[] = {
    schema_version_field(),
    field<&Story::id>(
        "id",
        "Hash of the canonical address (or input name) and the text: the same on every machine",
        kRequired),
    field<&Story::source>("source", "Where the page came from", kRequired),
    field<&Story::url>("url", "Address the page was saved from"),
    field<&Story::canonical_url>("canonical_url", "Address the page gives for itself"),
    field<&Story::publisher>("publisher", "Who publishes the page"),
    field<&Story::page_type>(
        "page_type", "Kind of page",
        one_of(
            "article gallery live forum product collection listing documentation service other")),
    field<&Story::title>("title", "Headline without the site's name"),
    field<&Story::dek>("dek", "Standfirst, where the page sets it apart from the text"),
    field<&Story::section>("section", "Section or kicker"),
    field<&Story::highlights>("highlights", "Story highlights, key points"),
    field<&Story::authors>("authors",
                           "People in printed order; where none signs, the desk, team or house "
                           "that does (note no-person)"),
    field<&Story::agency>("agency", "Wire service credited for the text"),
    field<&Story::dateline>("dateline", "Place and agency at the start of the text"),
    field<&Story::published>(
        "published",
        "When it was first published; where the page tells only of its last change, that"),
    field<&Story::modified>("modified", "When it was last changed"),
    field<&Story::language>("language", "BCP 47 tag"),
    field<&Story::direction>("direction", "Direction of the text", one_of("ltr rtl")),
    field<&Story::body>("body", "The story in reading order"),
    field<&Story::text>("text", "The body as plain text; without title and captions"),
    field<&Story::images>("images", "Pictures of the story"),
    field<&Story::galleries>("galleries", "Picture galleries, each caption once and in order"),
    field<&Story::videos>("videos", "Videos of the story"),
    field<&Story::links>("links", "Links of the body"),
    field<&Story::related>("related", "Teasers of other stories found inside the body"),
    field<&Story::tags>("tags", "Keywords of the publisher"),
    field<&Story::comments>("comments", "Comments of readers"),
    field<&Story::corrections>("corrections", "Corrections and editor's notes"),
    field<&Story::access>("access", "Paywall, as declared and as seen"),
    field<&Story::confidence>(
        "confidence", "0 to 1, calibrated: the share of words one should expect to be right",
        kRequired),
    field<&Story::notes>("notes", "What was poor about the page, which limit was hit"),
    field<&Story::provenance>(
        "provenance", "For each field where it was read, for the text which bytes of the page",
        {.is_on_request = true}),
};

uint32_t body_kind_of(const void* owner) {
  return static_cast<uint32_t>(static_cast<const BodyNode*>(owner)->kind);
}
uint32_t inline_kind_of(const void* owner) {
  return static_cast<uint32_t>(static_cast<const Inline*>(owner)->kind);
}

constexpr uint32_t kBodyKinds = static_cast<uint32_t>(BodyNode::Kind::kEntry) + 1;
constexpr uint32_t kInlineKinds = static_cast<uint32_t>(Inline::Kind::kSuperscript) + 1;

constexpr Shape kRange{"range", "Bytes of the decoded page (UTF-8), end exclusive", kRangeFields};
constexpr Shape kNote{"note", "What was poor about the page", kNoteFields};
constexpr Shape kSource{"source", "Where the page came from", kSourceFields};
constexpr Shape kWhen{"when", "A point in time", kWhenFields};
constexpr Shape kAuthor{"author",
                        "Who wrote the story: a person, or where none signs a desk, team or house",
                        kAuthorFields};
constexpr Shape kDateline{"dateline", "Place and agency at the start of the text", kDatelineFields};
constexpr Shape kImage{"image", "A picture", kImageFields};
constexpr Shape kVideo{"video", "A video", kVideoFields};
constexpr Shape kGalleryItem{"gallery_item", "One picture or video of a gallery",
                             kGalleryItemFields};
constexpr Shape kGallery{"gallery", "A picture gallery", kGalleryFields};
constexpr Shape kLink{"link", "A link of the body", kLinkFields};
constexpr Shape kRelated{"related", "A teaser of another story", kRelatedFields};
constexpr Shape kComment{"comment", "A reader's comment", kCommentFields};
constexpr Shape kAccess{"access", "Paywall", kAccessFields};
constexpr Shape kInline{
    "inline",
    "A stretch of a node's text with a meaning of its own",
    kInlineFields,
    inline_kind_of,
    [](uint32_t kind) { return inline_kind_name(static_cast<Inline::Kind>(kind)); },
    kInlineKinds};
constexpr Shape kListItem{"list_item", "One item of a list", kListItemFields};
constexpr Shape kTableCell{"table_cell", "One cell of a table", kTableCellFields};
constexpr Shape kBody{
    "body_node",
    "One node of the body",
    kBodyFields,
    body_kind_of,
    [](uint32_t kind) { return body_kind_name(static_cast<BodyNode::Kind>(kind)); },
    kBodyKinds};
constexpr Shape kTextSpan{"text_span", "Maps a range of the text to a range of the page",
                          kTextSpanFields};
constexpr Shape kFieldOrigin{"field_origin", "Where a field was read", kFieldOriginFields};
constexpr Shape kProvenance{"provenance", "Proof of the record", kProvenanceFields};
constexpr Shape kStory{"story", "The record of one story", kStoryFields};

template <>
const Shape& shape_of<ByteRange>() {
  return kRange;
}
template <>
const Shape& shape_of<Note>() {
  return kNote;
}
template <>
const Shape& shape_of<Source>() {
  return kSource;
}
template <>
const Shape& shape_of<When>() {
  return kWhen;
}
template <>
const Shape& shape_of<Author>() {
  return kAuthor;
}
template <>
const Shape& shape_of<Dateline>() {
  return kDateline;
}
template <>
const Shape& shape_of<Image>() {
  return kImage;
}
template <>
const Shape& shape_of<Video>() {
  return kVideo;
}
template <>
const Shape& shape_of<GalleryItem>() {
  return kGalleryItem;
}
template <>
const Shape& shape_of<Gallery>() {
  return kGallery;
}
template <>
const Shape& shape_of<Link>() {
  return kLink;
}
template <>
const Shape& shape_of<RelatedStory>() {
  return kRelated;
}
template <>
const Shape& shape_of<Comment>() {
  return kComment;
}
template <>
const Shape& shape_of<Access>() {
  return kAccess;
}
template <>
const Shape& shape_of<Inline>() {
  return kInline;
}
template <>
const Shape& shape_of<ListItem>() {
  return kListItem;
}
template <>
const Shape& shape_of<TableCell>() {
  return kTableCell;
}
template <>
const Shape& shape_of<BodyNode>() {
  return kBody;
}
template <>
const Shape& shape_of<TextSpan>() {
  return kTextSpan;
}
template <>
const Shape& shape_of<FieldOrigin>() {
  return kFieldOrigin;
}
template <>
const Shape& shape_of<Provenance>() {
  return kProvenance;
}

// Fields come in the order of the table, as we wrote them; any other order only costs time.
bool read_object(void* owner, const Shape& shape, const JsonValue& json) {
  simdjson::dom::object object;
  if (json.element.get(object) != simdjson::SUCCESS) return false;
  bool is_ok = true;
  size_t next = 0;
  for (const auto& [name, value] : object) {
    for (size_t tried = 0; tried < shape.fields.size(); ++tried, ++next) {
      if (next == shape.fields.size()) next = 0;
      const Field& row = shape.fields[next];
      if (row.name != name) continue;
      if (row.read) is_ok = row.read(owner, JsonValue{value}) && is_ok;
      break;
    }
  }
  return is_ok;
}

}  // namespace

const Shape& story_shape() { return kStory; }

static_assert(std::size(kStoryFields) <= 64, "RecordOptions::fields has a bit for each");

Result<uint64_t> record_fields(std::string_view names) {
  uint64_t bits = 0;
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(','));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    const auto row = std::ranges::find(kStory.fields, name, &Field::name);
    if (row == kStory.fields.end())
      return Error{ErrorCode::kUsage, 0, "no such field: " + std::string(name)};
    bits |= uint64_t{1} << (row - kStory.fields.begin());
  }
  return bits;
}

void append_shape_json(JsonWriter& json, const Shape& shape, const void* owner,
                       const RecordOptions& options) {
  const uint32_t kind_bit = shape.kind_of ? 1u << shape.kind_of(owner) : ~0u;
  json.begin_object();
  for (const Field& row : shape.fields) {
    if ((row.kinds & kind_bit) == 0) continue;
    if (&shape == &kStory && (options.fields >> (&row - shape.fields.data()) & 1) == 0) continue;
    if (row.is_on_request && !options.provenance) continue;
    if (!row.is_required && !row.is_set(owner)) continue;
    json.key(row.name);
    row.write(owner, json);
  }
  json.end_object();
}

void append_story_json(std::string& out, const Story& story, const RecordOptions& options) {
  const size_t begin = out.size();
  JsonWriter json(out);
  append_shape_json(json, kStory, &story, options);
  // JSON's own marks are ASCII, so that mending the finished line mends the strings and nothing
  // else.
  const std::string_view line = std::string_view(out).substr(begin);
  if (is_valid_utf8(line)) return;
  std::string mended;
  append_repaired_utf8(mended, line);
  out.replace(begin, std::string::npos, mended);
}

Result<Story> read_story_json(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  // Of nothing at all the library would copy from nowhere.
  if (json.empty() || parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
    return Error{ErrorCode::kDamaged, 0, "the record is no JSON"};
  }
  Story story;
  if (!read_object(&story, kStory, JsonValue{root})) {
    return Error{ErrorCode::kDamaged, 0, "the record has a field of the wrong type"};
  }
  return story;
}

}  // namespace copydesk
