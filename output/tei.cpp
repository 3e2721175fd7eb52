// tei.cpp: a story as TEI P5. One story is a <TEI>; several stand in a <teiCorpus>.
// The body is flat: a heading or a live entry opens a new <div>, everything else stands in the
// <div> that is open. SPEC: TEI P5 Guidelines, chapters 2 (header), 3 (core), 4 (structure).
#include "output/escape.h"
#include "output/walk.h"
#include "output/writers.h"

namespace copydesk {
namespace {

constexpr std::string_view kNamespace = " xmlns=\"http://www.tei-c.org/ns/1.0\"";

void append_element(std::string& out, std::string_view tag, std::string_view text) {
  if (text.empty()) return;
  out.append("<").append(tag).append(">");
  append_escaped(out, text);
  out.append("</").append(tag.substr(0, tag.find(' '))).append(">\n");
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.append(" ").append(name).append("=\"");
  append_escaped(out, value);
  out += '"';
}

// @when takes the forms of XML Schema, @when-iso the others of ISO 8601; anything else gets no
// attribute.
void append_date(std::string& out, std::string_view type, const When& when) {
  if (when.is_absent()) return;
  const std::string& time = when.time;
  const bool is_iso = time.find_first_not_of("0123456789-:TZ+.") == std::string::npos;
  const bool has_clock = time.find('T') != std::string::npos;
  const bool has_seconds = has_clock && time.size() >= 19 && time[16] == ':';
  out += "<date";
  append_attribute(out, "type", type);
  if (is_iso) append_attribute(out, has_clock && !has_seconds ? "when-iso" : "when", time);
  out += '>';
  append_escaped(out, one_line(when.raw.empty() ? when.time : when.raw));
  out += "</date>\n";
}

// ---------------- header

void append_author(std::string& out, std::string_view name, bool is_person) {
  const std::string_view tag = is_person ? "persName>" : "orgName>";
  out.append("<author><").append(tag);
  append_escaped(out, one_line(name));
  out.append("</").append(tag).append("</author>\n");
}

void append_file_description(std::string& out, const Story& story) {
  out += "<fileDesc>\n<titleStmt>\n<title>";
  append_escaped(out, one_line(story.title));
  out += "</title>\n";
  append_element(out, "title type=\"sub\"", one_line(story.dek));
  for (const Author& author : story.authors) append_author(out, author.name, are_persons(story));
  if (!story.agency.empty()) append_author(out, story.agency, false);
  out += "</titleStmt>\n<publicationStmt>\n<publisher>";
  append_escaped(out, one_line(story.publisher));
  out += "</publisher>\n";
  append_date(out, "published", story.published);
  append_date(out, "modified", story.modified);
  append_element(out, "idno type=\"copydesk\"", one_line(story.id));
  append_element(out, "idno type=\"URL\"", address_of(story));
  out += "</publicationStmt>\n<sourceDesc>\n<bibl>";
  const std::string source = one_line(story.url.empty() ? story.source.path : story.url);
  append_escaped(out, source.empty() ? "unknown" : source);
  out += "</bibl>\n</sourceDesc>\n</fileDesc>\n";
}

bool is_language_tag(std::string_view tag) {
  for (const char c : tag)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
      return false;
  return !tag.empty();
}

void append_header(std::string& out, const Story& story) {
  out += "<teiHeader>\n";
  append_file_description(out, story);
  const bool has_language = is_language_tag(story.language);
  if (has_language || !story.tags.empty()) {
    out += "<profileDesc>\n";
    if (has_language) {
      out += "<langUsage><language";
      append_attribute(out, "ident", story.language);
      out += "/></langUsage>\n";
    }
    if (!story.tags.empty()) {
      out += "<textClass><keywords>\n";
      for (const std::string& tag : story.tags) append_element(out, "term", one_line(tag));
      out += "</keywords></textClass>\n";
    }
    out += "</profileDesc>\n";
  }
  out += "</teiHeader>\n";
}

// ---------------- body

std::string_view tag_of(const Inline& mark) {
  if (mark.kind == Inline::Kind::kLink) return safe_url(mark.url).empty() ? "seg" : "ref";
  return mark.kind == Inline::Kind::kCode ? "code" : "hi";
}

void append_open_tag(std::string& out, const Inline& mark) {
  out.append("<").append(tag_of(mark));
  switch (mark.kind) {
    case Inline::Kind::kLink:
      append_attribute(out, "target", safe_url(mark.url));
      break;
    case Inline::Kind::kEmphasis:
      append_attribute(out, "rend", "italic");
      break;
    case Inline::Kind::kStrong:
      append_attribute(out, "rend", "bold");
      break;
    case Inline::Kind::kSubscript:
      append_attribute(out, "rend", "subscript");
      break;
    case Inline::Kind::kSuperscript:
      append_attribute(out, "rend", "superscript");
      break;
    case Inline::Kind::kCode:
      break;
  }
  out += '>';
}

void append_inlines(std::string& out, std::string_view text, const std::vector<Inline>& inlines,
                    std::string_view paragraph_break) {
  for (const TextEvent& event : text_events(text, inlines)) {
    switch (event.kind) {
      case TextEvent::Kind::kText:
        append_escaped(out, event.text);
        break;
      case TextEvent::Kind::kOpen:
        append_open_tag(out, *event.mark);
        break;
      case TextEvent::Kind::kClose:
        out.append("</").append(tag_of(*event.mark)).append(">");
        break;
      case TextEvent::Kind::kLineBreak:
        out += "<lb/>\n";
        break;
      case TextEvent::Kind::kParagraphBreak:
        out += paragraph_break;
        break;
    }
  }
}

void append_paragraphs(std::string& out, std::string_view text,
                       const std::vector<Inline>& inlines) {
  out += "<p>";
  append_inlines(out, text, inlines, "</p>\n<p>");
  out += "</p>\n";
}

void append_list(std::string& out, const BodyNode& node) {
  const std::vector<uint32_t> levels = item_levels(node.items);
  std::vector<bool> open;  // the lists we are in, whether each is ordered; each has one open <item>
  const auto close_list = [&] {
    out += "</item>\n</list>\n";
    open.pop_back();
  };
  for (size_t i = 0; i < node.items.size(); ++i) {
    const ListItem& item = node.items[i];
    while (open.size() > levels[i] + 1) close_list();
    if (open.size() == levels[i] + 1 && open.back() != item.ordered) close_list();
    if (open.size() == levels[i] + 1) {
      out += "</item>\n";
    } else {
      out += item.ordered ? "<list rend=\"numbered\">\n" : "<list rend=\"bulleted\">\n";
      open.push_back(item.ordered);
    }
    out += "<item";
    if (item.number > 0) append_attribute(out, "n", std::to_string(item.number));
    out += '>';
    append_inlines(out, item.text, item.inlines, "<lb/>\n");
  }
  while (!open.empty()) close_list();
}

void append_table(std::string& out, const BodyNode& node) {
  out += "<table>\n";
  for (const auto& row : node.rows) {
    if (row.empty()) continue;
    out += "<row>";
    for (const TableCell& cell : row) {
      out += cell.header ? "<cell role=\"label\"" : "<cell";
      if (cell.colspan > 1) append_attribute(out, "cols", std::to_string(cell.colspan));
      if (cell.rowspan > 1) append_attribute(out, "rows", std::to_string(cell.rowspan));
      out += '>';
      append_inlines(out, cell.text, {}, "<lb/>\n");
      out += "</cell>";
    }
    out += "</row>\n";
  }
  out += "</table>\n";
}

void append_figure(std::string& out, std::string_view head, std::string_view url,
                   std::string_view alt, std::string_view caption, std::string_view credit) {
  out += "<figure>\n";
  append_element(out, "head", one_line(head));
  if (const std::string safe = safe_url(url); !safe.empty()) {
    out += "<graphic";
    append_attribute(out, "url", safe);
    out += "/>\n";
  }
  append_element(out, "figDesc", one_line(alt));
  append_element(out, "p", one_line(caption));
  append_element(out, "p rend=\"credit\"", one_line(credit));
  out += "</figure>\n";
}

void append_gallery(std::string& out, const Gallery& gallery) {
  out += "<figure type=\"gallery\">\n";
  append_element(out, "head", one_line(gallery.title));
  for (const GalleryItem& item : gallery.items)
    append_figure(out, item.title, item.url, {}, item.caption, item.credit);
  out += "</figure>\n";
}

void append_reference(std::string& out, std::string_view url, std::string_view text) {
  const std::string safe = safe_url(url);
  out += "<p>";
  if (!safe.empty()) {
    out += "<ref";
    append_attribute(out, "target", safe);
    out += '>';
  }
  append_escaped(out, one_line(text.empty() ? std::string_view(safe) : text));
  out.append(safe.empty() ? "" : "</ref>").append("</p>\n");
}

void append_video(std::string& out, const Video& video) {
  if (!video.caption.empty()) out += "<figure type=\"video\">\n";
  append_reference(out, video.url, video.title);
  if (video.caption.empty()) return;
  append_element(out, "p", one_line(video.caption));
  out += "</figure>\n";
}

// Keeps track of the <div> that is open and whether it may be closed yet: a division needs more
// than a head.
class Divisions {
 public:
  explicit Divisions(std::string& out) : out_(out) { out_ += "<div>\n"; }
  void next(std::string_view type) {
    close();
    out_ += "<div";
    append_attribute(out_, "type", type);
    out_ += ">\n";
    has_content_ = false;
  }
  void note_content() { has_content_ = true; }
  void close() { out_ += has_content_ ? "</div>\n" : "<p/>\n</div>\n"; }

 private:
  std::string& out_;
  bool has_content_ = false;
};

void append_entry(std::string& out, const BodyNode& node) {
  append_element(out, "head", one_line(node.headline));
  if (!node.time.is_absent()) {
    out += "<p>";
    append_date(out, {}, node.time);
    out += "</p>\n";
  }
  append_paragraphs(out, node.text, node.inlines);
}

void append_quote(std::string& out, const BodyNode& node) {
  out += "<quote>\n";
  append_paragraphs(out, node.text, node.inlines);
  out += "</quote>\n";
}

void append_code(std::string& out, const BodyNode& node) {
  out += "<p><code";
  append_attribute(out, "lang", one_line(node.language));
  out += " xml:space=\"preserve\">";
  append_escaped(out, node.text);
  out += "</code></p>\n";
}

// Everything that stands inside a division.
void append_node(std::string& out, const Story& story, const BodyNode& node) {
  switch (node.kind) {
    case BodyNode::Kind::kHeading:
    case BodyNode::Kind::kParagraph:
      return append_paragraphs(out, node.text, node.inlines);
    case BodyNode::Kind::kList:
      return append_list(out, node);
    case BodyNode::Kind::kQuote:
      return append_quote(out, node);
    case BodyNode::Kind::kCode:
      return append_code(out, node);
    case BodyNode::Kind::kTable:
      return append_table(out, node);
    case BodyNode::Kind::kImage: {
      const Image& image = story.images[node.ref];
      return append_figure(out, {}, image.url, image.alt, image.caption, image.credit);
    }
    case BodyNode::Kind::kVideo:
      return append_video(out, story.videos[node.ref]);
    case BodyNode::Kind::kGallery:
      return append_gallery(out, story.galleries[node.ref]);
    case BodyNode::Kind::kEmbed:
      return append_reference(out, node.url, {});
    case BodyNode::Kind::kEntry:
      return append_entry(out, node);
  }
}

void append_body(std::string& out, const Story& story) {
  Divisions divisions(out);
  if (!story.highlights.empty()) {
    out += "<list type=\"highlights\">\n";
    for (const std::string& highlight : story.highlights)
      append_element(out, "item", one_line(highlight));
    out += "</list>\n";
    divisions.note_content();
  }
  bool is_after_entry = false;
  const ReadingOrder order = reading_order(story);
  for (const BodyNode* node : order.nodes) {
    const bool is_entry = node->kind == BodyNode::Kind::kEntry;
    if (node->kind == BodyNode::Kind::kHeading) {
      divisions.next("section");
      out += "<head>";
      append_inlines(out, node->text, node->inlines, "<lb/>\n");
      out += "</head>\n";
    } else {
      if (is_entry)
        divisions.next("entry");
      else if (is_after_entry)
        divisions.next({});
      append_node(out, story, *node);
      divisions.note_content();
    }
    is_after_entry = is_entry;
  }
  for (const std::string& correction : story.corrections) {
    divisions.next("correction");
    append_element(out, "p", one_line(correction));
    divisions.note_content();
  }
  divisions.close();
}

void append_tei(std::string& out, const Story& story) {
  out.append("<TEI").append(kNamespace).append(">\n");
  append_header(out, story);
  out += "<text";
  if (is_language_tag(story.language)) append_attribute(out, "xml:lang", story.language);
  out += ">\n<body>\n";
  append_body(out, story);
  out += "</body>\n</text>\n</TEI>\n";
}

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

class TeiWriter final : public Writer {
 public:
  explicit TeiWriter(const WriterOptions&) {}
  void begin(std::string& out) const override {
    out.append(kDeclaration).append("<teiCorpus").append(kNamespace).append(">\n");
    out +=
        "<teiHeader>\n<fileDesc>\n<titleStmt><title>Stories</title></titleStmt>\n"
        "<publicationStmt><p>Made by copydesk</p></publicationStmt>\n"
        "<sourceDesc><p>Saved pages</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n";
  }
  void end(std::string& out) const override { out += "</teiCorpus>\n"; }

 private:
  void append_story(const Story& story, std::string& out) const override { append_tei(out, story); }
  void append_document(const Story& story, std::string& out) const override {
    out += kDeclaration;
    append_tei(out, story);
  }
};

}  // namespace

std::unique_ptr<Writer> make_tei_writer(const WriterOptions& options) {
  return std::make_unique<TeiWriter>(options);
}

}  // namespace copydesk
