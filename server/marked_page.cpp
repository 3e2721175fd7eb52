// marked_page.cpp: a saved page -> the same page with every kept passage in a <mark>, from the tree
// that our own parser makes of it. Scripts, frames, plug-ins, handlers and addresses stay behind.
// Not here: the policy that forbids scripts and requests whatever stands in the page (reader.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "html/html.h"
#include "server/places.h"
#include "server/reader_state.h"

namespace copydesk {
namespace {

// A stretch of the page and the places that claim it.
struct Stretch {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::vector<uint32_t> places;
};

// More places than this on one byte are not told apart: a hostile page may have thousands of
// authors in one JSON-LD.
constexpr size_t kPlacesAtOnce = 8;

struct Claim {
  ByteRange range;
  uint32_t place = 0;
};

std::vector<Claim> claims_of(const std::vector<Place>& places) {
  std::vector<Claim> claims;
  for (uint32_t i = 0; i < places.size(); ++i) {
    for (const ByteRange& range : places[i].ranges)
      if (!range.is_empty()) claims.push_back({range, i});
  }
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.range.begin < b.range.begin; });
  return claims;
}

// Claims that may lie over each other -> stretches that do not.
std::vector<Stretch> stretches_of(const std::vector<Place>& places) {
  const std::vector<Claim> claims = claims_of(places);
  std::vector<Stretch> stretches;
  std::vector<Claim> open;
  uint32_t at = 0;
  const auto cut_at = [&](uint32_t end) {
    if (at < end && !open.empty()) {
      stretches.push_back({at, end, {}});
      for (const Claim& claim : open) stretches.back().places.push_back(claim.place);
    }
    at = end;
  };
  const auto close_until = [&](uint32_t limit) {
    while (!open.empty()) {
      const auto first = std::min_element(
          open.begin(), open.end(),
          [](const Claim& a, const Claim& b) { return a.range.end < b.range.end; });
      if (first->range.end > limit) return;
      cut_at(first->range.end);
      open.erase(first);
    }
  };
  for (const Claim& claim : claims) {
    close_until(claim.range.begin);
    cut_at(claim.range.begin);
    if (open.size() < kPlacesAtOnce) open.push_back(claim);
  }
  close_until(UINT32_MAX);
  return stretches;
}

constexpr std::array<std::string_view, 22> kDroppedTags = {
    "applet", "audio",    "base",   "bgsound", "embed",  "fencedframe", "frame", "frameset",
    "iframe", "link",     "meta",   "noembed", "object", "noframes",    "param", "portal",
    "script", "template", "source", "track",   "set",    "animate"};

constexpr std::array<std::string_view, 13> kVoidTags = {"area",  "base",  "br",    "col",  "embed",
                                                        "hr",    "img",   "input", "link", "meta",
                                                        "param", "track", "wbr"};

// Inside these a <mark> would be moved elsewhere by the parser, or be text.
constexpr std::array<std::string_view, 12> kUnmarkedParents = {
    "table", "tbody", "thead",  "tfoot",    "tr",       "colgroup",
    "title", "style", "select", "textarea", "optgroup", "option"};

constexpr std::array<std::string_view, 48> kPlainAttributes = {
    "abbr",    "align",    "alt",     "bgcolor",  "border",      "cellpadding", "cellspacing",
    "checked", "class",    "clear",   "color",    "cols",        "colspan",     "compact",
    "coords",  "datetime", "dir",     "disabled", "face",        "frame",       "headers",
    "height",  "hidden",   "hspace",  "id",       "label",       "lang",        "max",
    "min",     "noshade",  "nowrap",  "open",     "placeholder", "role",        "rows",
    "rowspan", "rules",    "scope",   "selected", "shape",       "size",        "span",
    "start",   "style",    "summary", "text",     "title",       "valign"};

constexpr std::array<std::string_view, 6> kMorePlainAttributes = {"value", "vspace", "width",
                                                                  "wrap",  "rtl",    "type"};

// Attributes of HTML that lead or fetch. On an element of SVG they do nothing as long as it stays
// one, which is for whoever reads the markup again to decide.
constexpr std::array<std::string_view, 15> kForeignDropped = {
    "action",   "attributeName", "background", "cite",       "code",
    "codebase", "data",          "data-place", "longdesc",   "manifest",
    "ping",     "poster",        "profile",    "http-equiv", "usemap"};

template <size_t kSize>
bool is_among(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_picture_data(std::string_view value) {
  constexpr std::string_view kStarts[] = {"data:image/png", "data:image/jpeg", "data:image/gif",
                                          "data:image/webp", "data:image/avif"};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](std::string_view start) { return value.starts_with(start); });
}

bool is_kept(const Node& element, const Attribute& attribute) {
  const std::string_view name = attribute.name_text;
  if (name == "href" && attribute.value.starts_with("#")) return true;
  if (name == "src" && element.is(Tag::kImg)) return is_picture_data(attribute.value);
  if (element.space != Namespace::kHtml) {
    return !name.starts_with("on") && !name.starts_with("src") && !name.starts_with("form") &&
           name.find("href") == std::string_view::npos && !is_among(kForeignDropped, name);
  }
  return name.starts_with("aria-") || is_among(kPlainAttributes, name) ||
         is_among(kMorePlainAttributes, name);
}

// A number of pixels as the page wrote it, or `otherwise`.
std::string pixels(std::string_view value, std::string_view otherwise) {
  const size_t end = std::min(value.find_first_not_of("0123456789"), value.size());
  return std::string(end == 0 || end > 4 ? otherwise : value.substr(0, end));
}

// A picture that is not fetched: an empty one of its size, so that the page keeps its shape.
std::string empty_picture(const Document& document, NodeId id) {
  return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='" +
         pixels(document.attribute(id, AttributeName::kWidth), "120") + "' height='" +
         pixels(document.attribute(id, AttributeName::kHeight), "80") + "'/%3E";
}

// A style's text is not escaped as other text is. What looks like a tag in it is written as CSS
// writes it in strings: some trees, written down and read again, have the style inside MathML,
// where a tag would be one.
void append_style(std::string& out, std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool is_tag = is_letter(next) || next == '/' || next == '!' || next == '?';
    if (text[i] == '<' && is_tag) {
      out += "\\3c ";
    } else {
      out += text[i];
    }
  }
}

// Writes one document.
class MarkedPage {
 public:
  MarkedPage(const Document& document, const std::vector<Place>& places)
      : document_(document), places_(places), stretches_(stretches_of(places)) {}
  std::string write();

 private:
  bool is_dropped(NodeId id) const;
  std::string_view written_name(NodeId id) const;
  bool open(NodeId id);
  void close(NodeId id);
  void open_element(NodeId id);
  void append_text(NodeId id);
  void append_part(std::string_view text, const Stretch* stretch);
  void flush_mark();
  const Stretch* stretch_at(uint32_t byte) const;
  uint32_t next_border(uint32_t byte) const;

  const Document& document_;
  const std::vector<Place>& places_;
  std::vector<Stretch> stretches_;
  std::string out_;
  std::string marked_;                // text under one mark that is not written yet
  const Stretch* marking_ = nullptr;  // what it is marked with; null: nothing
};

// The stretch that holds a byte, or null.
const Stretch* MarkedPage::stretch_at(uint32_t byte) const {
  auto after = std::upper_bound(stretches_.begin(), stretches_.end(), byte,
                                [](uint32_t at, const Stretch& s) { return at < s.begin; });
  if (after == stretches_.begin()) return nullptr;
  --after;
  return byte < after->end ? &*after : nullptr;
}

// Where the next stretch begins or the one over `byte` ends.
uint32_t MarkedPage::next_border(uint32_t byte) const {
  const auto after = std::upper_bound(stretches_.begin(), stretches_.end(), byte,
                                      [](uint32_t at, const Stretch& s) { return at < s.begin; });
  const uint32_t next = after == stretches_.end() ? UINT32_MAX : after->begin;
  return after != stretches_.begin() && byte < (after - 1)->end ? std::min(next, (after - 1)->end)
                                                                : next;
}

bool MarkedPage::is_dropped(NodeId id) const {
  const Node& node = document_.node(id);
  if (!node.is_element()) return !node.is_text();
  const std::string_view name = document_.tag_name(id);
  if (is_among(kDroppedTags, name) || name.starts_with("animate")) return true;
  // What is for browsers without scripts was not seen, unless the story was read there.
  return node.is(Tag::kNoscript) && !stretch_at(node.page.begin) &&
         next_border(node.page.begin) >= node.page.end;
}

void MarkedPage::flush_mark() {
  if (!marking_) return;
  out_.append("<mark class=\"cd-").append(places_[marking_->places.front()].tint);
  out_ += "\" data-place=\"";
  for (size_t i = 0; i < marking_->places.size(); ++i) {
    if (i > 0) out_ += ' ';
    append_escaped(out_, places_[marking_->places[i]].name);
  }
  append_escaped(out_ += "\">", marked_);
  out_ += "</mark>";
  marked_.clear();
  marking_ = nullptr;
}

void MarkedPage::append_part(std::string_view text, const Stretch* stretch) {
  // White space between the parts of one place belongs to it.
  const bool is_space = text.find_first_not_of(" \t\n\r\f") == std::string_view::npos;
  if (is_space && marking_ && !stretch) stretch = marking_;
  if (is_space && !marking_) stretch = nullptr;
  if (stretch != marking_ && (!marking_ || !stretch || stretch->places != marking_->places))
    flush_mark();
  if (!stretch) return append_escaped(out_, text);
  marking_ = stretch;
  marked_ += text;
}

void MarkedPage::append_text(NodeId id) {
  const std::string_view text = document_.text(id);
  const Node& parent = document_.node(document_.node(id).parent);
  const std::string_view name = document_.tag_name(document_.node(id).parent);
  if (parent.is(Tag::kStyle)) return append_style(out_, text);
  if (parent.space != Namespace::kHtml || is_among(kUnmarkedParents, name))
    return append_escaped(out_, text);
  std::vector<TextSpan> spans;
  document_.append_spans(id, spans);
  for (const TextSpan& span : spans) {
    const bool is_plain = span.text_end - span.text_begin == span.page.end - span.page.begin;
    for (uint32_t at = span.text_begin; at < span.text_end;) {
      const uint32_t byte = span.page.begin + (is_plain ? at - span.text_begin : 0);
      const uint32_t end = is_plain ? static_cast<uint32_t>(std::min<uint64_t>(
                                          span.text_end, at + uint64_t{next_border(byte)} - byte))
                                    : span.text_end;
      append_part(text.substr(at, end - at), stretch_at(byte));
      at = end;
    }
  }
  flush_mark();
}

// Elements whose text is taken as it stands become one whose text is escaped.
std::string_view MarkedPage::written_name(NodeId id) const {
  const std::string_view name = document_.tag_name(id);
  const bool is_raw = name == "xmp" || name == "plaintext";
  return is_raw && document_.node(id).space == Namespace::kHtml ? "pre" : name;
}

void MarkedPage::open_element(NodeId id) {
  const Node& node = document_.node(id);
  const std::string_view name = written_name(id);
  out_.append("<").append(name);
  for (const Attribute& attribute : document_.attributes(id)) {
    if (!is_kept(node, attribute)) continue;
    out_.append(" ").append(attribute.name_text).append("=\"");
    append_escaped(out_, attribute.value);
    out_ += '"';
  }
  if (node.is(Tag::kImg) && !is_picture_data(document_.attribute(id, AttributeName::kSrc))) {
    out_.append(" src=\"").append(empty_picture(document_, id)).append("\"");
  }
  out_ += '>';
  if (node.is(Tag::kHead))
    out_.append("<meta charset=\"utf-8\"><style>").append(page_style()).append("</style>");
  // The parser takes the first line break after these away.
  if (name == "pre" || name == "textarea" || name == "listing") out_ += '\n';
}

bool MarkedPage::open(NodeId id) {
  if (is_dropped(id)) return false;
  if (document_.node(id).is_text()) {
    append_text(id);
    return false;
  }
  open_element(id);
  return document_.node(id).space != Namespace::kHtml ||
         !is_among(kVoidTags, document_.tag_name(id));
}

void MarkedPage::close(NodeId id) { out_.append("</").append(written_name(id)).append(">"); }

std::string MarkedPage::write() {
  if (!document_.is_quirky()) out_ += "<!DOCTYPE html>\n";
  NodeId at = document_.html();
  while (at != kNoNode) {
    const bool has_inside = open(at);
    if (has_inside && document_.node(at).first_child != kNoNode) {
      at = document_.node(at).first_child;
      continue;
    }
    if (has_inside) close(at);
    while (at != document_.html() && document_.node(at).next == kNoNode)
      close(at = document_.node(at).parent);
    at = at == document_.html() ? kNoNode : document_.node(at).next;
  }
  return std::move(out_);
}

// The lines of a dump in a document of their own.
std::string marked_dump(const StoredPage& page, const std::vector<Place>& places) {
  std::string out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><style>";
  out.append(page_style()).append("</style></head><body><pre class=\"cd-dump\">\n");
  const std::string_view text = page.text;
  size_t at = 0;
  for (const Stretch& stretch : stretches_of(places)) {
    const size_t begin = std::min<size_t>(stretch.begin, text.size());
    append_escaped(out, text.substr(at, begin - at));
    at = std::min<size_t>(stretch.end, text.size());
    const Place& place = places[stretch.places.front()];
    out.append("<mark class=\"cd-").append(place.tint).append("\" data-place=\"");
    for (const uint32_t index : stretch.places)
      out.append(places[index].name).append(index == stretch.places.back() ? "" : " ");
    append_escaped(out += "\">", text.substr(begin, at - begin));
    out += "</mark>";
  }
  append_escaped(out, text.substr(at));
  return out + "</pre></body></html>\n";
}

}  // namespace

std::string marked_page(const StoredPage& page, const std::vector<Place>& places) {
  if (page.form != "html") return marked_dump(page, places);
  return MarkedPage(parse_html(page.text), places).write();
}

}  // namespace copydesk
