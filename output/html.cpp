// html.cpp: a story as a page of our own. Only our own elements, all text escaped, addresses only
// http, https, mailto; a policy in the page forbids scripts, frames and styles but the one below.
#include <algorithm>

#include "output/escape.h"
#include "output/walk.h"
#include "output/writers.h"

namespace copydesk {
namespace {

// The hash in the policy is that of kStyle; tests/output checks it.
constexpr std::string_view kStyle =
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 "
    "Georgia,serif;color-scheme:light dark}"
    "img{max-width:100%;height:auto}figure{margin:1.5rem "
    "0}figcaption,.credits,footer{font-size:.85em;opacity:.75}"
    ".dek{font-size:1.15em}blockquote{border-left:3px solid;margin-left:0;padding-left:1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .5rem;text-align:start}"
    "pre{overflow:auto}article+article{border-top:1px solid;margin-top:3rem}";
constexpr std::string_view kStyleHash = "sha256-yLRieUiI2cBShM4Mne/Dks+I2jKJSlIRKbWyXYeMTOo=";

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

std::string_view tag_of(Inline::Kind kind) {
  switch (kind) {
    case Inline::Kind::kLink:
      return "a";
    case Inline::Kind::kEmphasis:
      return "em";
    case Inline::Kind::kStrong:
      return "strong";
    case Inline::Kind::kCode:
      return "code";
    case Inline::Kind::kSubscript:
      return "sub";
    case Inline::Kind::kSuperscript:
      return "sup";
  }
  return "em";
}

void append_open_tag(std::string& out, const Inline& mark) {
  out.append("<").append(tag_of(mark.kind));
  if (mark.kind == Inline::Kind::kLink) {
    append_attribute(out, "href", safe_url(mark.url));
    out += " rel=\"noopener noreferrer nofollow\"";
  }
  out += '>';
}

// Text with its links and emphasis; `paragraph_break` stands between paragraphs.
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
        out.append("</").append(tag_of(event.mark->kind)).append(">");
        break;
      case TextEvent::Kind::kLineBreak:
        out += "<br>\n";
        break;
      case TextEvent::Kind::kParagraphBreak:
        out += paragraph_break;
        break;
    }
  }
}

void append_paragraphs(std::string& out, const BodyNode& node) {
  out += "<p>";
  append_inlines(out, node.text, node.inlines, "</p>\n<p>");
  out += "</p>\n";
}

void append_heading(std::string& out, const BodyNode& node) {
  // The title is the only heading of level 1.
  constexpr std::string_view kTags[] = {"h2", "h3", "h4", "h5", "h6"};
  const std::string_view tag = kTags[std::clamp(node.level, 2u, 6u) - 2];
  out.append("<").append(tag).append(">");
  append_inlines(out, node.text, node.inlines, "<br>\n");
  out.append("</").append(tag).append(">\n");
}

void append_list(std::string& out, const BodyNode& node) {
  const std::vector<uint32_t> levels = item_levels(node.items);
  std::vector<std::string_view> open;  // the lists we are in; each has one open <li>
  const auto close_list = [&] {
    out.append("</li>\n</").append(open.back()).append(">\n");
    open.pop_back();
  };
  for (size_t i = 0; i < node.items.size(); ++i) {
    const ListItem& item = node.items[i];
    const std::string_view tag = item.ordered ? "ol" : "ul";
    while (open.size() > levels[i] + 1) close_list();
    if (open.size() == levels[i] + 1 && open.back() != tag) close_list();
    if (open.size() == levels[i] + 1) {
      out += "</li>\n";
    } else {
      out.append("<").append(tag).append(">\n");
      open.push_back(tag);
    }
    out += "<li>";
    append_inlines(out, item.text, item.inlines, "<br><br>\n");
  }
  while (!open.empty()) close_list();
}

void append_span_attribute(std::string& out, std::string_view name, uint32_t span) {
  constexpr uint32_t kWidestSpan = 1000;  // SPEC: HTML standard, "colspan"
  if (span > 1) append_attribute(out, name, std::to_string(std::min(span, kWidestSpan)));
}

void append_table(std::string& out, const BodyNode& node) {
  out += "<table>\n";
  for (const auto& row : node.rows) {
    out += "<tr>";
    for (const TableCell& cell : row) {
      out += cell.header ? "<th" : "<td";
      append_span_attribute(out, "colspan", cell.colspan);
      append_span_attribute(out, "rowspan", cell.rowspan);
      out += '>';
      append_inlines(out, cell.text, {}, "<br>\n");
      out += cell.header ? "</th>" : "</td>";
    }
    out += "</tr>\n";
  }
  out += "</table>\n";
}

void append_picture(std::string& out, std::string_view url, std::string_view alt) {
  const std::string safe = safe_url(url);
  if (safe.empty() || safe[0] == 'm' || safe[0] == 'M') return;  // mailto: is no picture
  out += "<img";
  append_attribute(out, "src", safe);
  out += " alt=\"";
  append_escaped(out, alt);
  out += "\" loading=\"lazy\" referrerpolicy=\"no-referrer\">\n";
}

void append_caption(std::string& out, std::string_view caption, std::string_view credit) {
  if (caption.empty() && credit.empty()) return;
  out += "<figcaption>";
  append_escaped(out, caption);
  if (!caption.empty() && !credit.empty()) out += ' ';
  if (!credit.empty()) {
    out += "<small>";
    append_escaped(out, credit);
    out += "</small>";
  }
  out += "</figcaption>\n";
}

void append_image(std::string& out, const Image& image) {
  out += "<figure>\n";
  append_picture(out, image.url, image.alt);
  append_caption(out, image.caption, image.credit);
  out += "</figure>\n";
}

void append_link(std::string& out, std::string_view url, std::string_view text) {
  const std::string safe = safe_url(url);
  if (safe.empty()) return append_escaped(out, text);
  out += "<a";
  append_attribute(out, "href", safe);
  out += " rel=\"noopener noreferrer nofollow\">";
  append_escaped(out, text.empty() ? std::string_view(safe) : text);
  out += "</a>";
}

void append_video(std::string& out, const Video& video) {
  out += "<figure class=\"video\">\n";
  append_picture(out, video.poster, video.title);
  append_link(out, video.url, video.title);
  append_caption(out, video.caption, {});
  out += "</figure>\n";
}

void append_gallery(std::string& out, const Gallery& gallery) {
  out += "<section class=\"gallery\">\n";
  append_element(out, "h2", one_line(gallery.title));
  out += "<ol>\n";
  for (const GalleryItem& item : gallery.items) {
    out += "<li><figure>\n";
    append_picture(out, item.url, item.title);
    append_caption(out, item.caption.empty() ? item.title : item.caption, item.credit);
    out += "</figure></li>\n";
  }
  out += "</ol>\n</section>\n";
}

void append_time(std::string& out, const When& when) {
  if (when.is_absent()) return;
  out += "<time";
  append_attribute(out, "datetime", one_line(when.time));
  out += '>';
  append_escaped(out, readable_time(when));
  out += "</time>";
}

void append_entry(std::string& out, const BodyNode& node) {
  out += "<section class=\"entry\">\n";
  append_element(out, "h3", one_line(node.headline));
  append_time(out, node.time);
  append_paragraphs(out, node);
  out += "</section>\n";
}

void append_node(std::string& out, const Story& story, const BodyNode& node) {
  switch (node.kind) {
    case BodyNode::Kind::kHeading:
      return append_heading(out, node);
    case BodyNode::Kind::kParagraph:
      return append_paragraphs(out, node);
    case BodyNode::Kind::kList:
      return append_list(out, node);
    case BodyNode::Kind::kQuote:
      out += "<blockquote>\n";
      append_paragraphs(out, node);
      out += "</blockquote>\n";
      return;
    case BodyNode::Kind::kCode:
      out += "<pre><code>";
      append_escaped(out, node.text);
      out += "</code></pre>\n";
      return;
    case BodyNode::Kind::kTable:
      return append_table(out, node);
    case BodyNode::Kind::kImage:
      return append_image(out, story.images[node.ref]);
    case BodyNode::Kind::kVideo:
      return append_video(out, story.videos[node.ref]);
    case BodyNode::Kind::kGallery:
      return append_gallery(out, story.galleries[node.ref]);
    case BodyNode::Kind::kEmbed:
      out += "<p>";
      append_link(out, node.url, {});
      out += "</p>\n";
      return;
    case BodyNode::Kind::kEntry:
      return append_entry(out, node);
  }
}

void append_header(std::string& out, const Story& story) {
  out += "<header>\n";
  append_element(out, "p class=\"section\"", one_line(story.section));
  append_element(out, "h1", one_line(story.title));
  append_element(out, "p class=\"dek\"", one_line(story.dek));
  out += "<p class=\"credits\">";
  std::string credits = byline_of(story);
  if (!story.publisher.empty())
    append_one_line(credits += credits.empty() ? "" : " · ", story.publisher);
  append_escaped(out, credits);
  if (!credits.empty() && !story.published.is_absent()) out += " · ";
  append_time(out, story.published);
  if (!story.modified.is_absent()) {
    out += " · updated ";
    append_time(out, story.modified);
  }
  out += "</p>\n</header>\n";
}

void append_footer(std::string& out, const Story& story) {
  const std::string address = address_of(story);
  if (story.corrections.empty() && address.empty()) return;
  out += "<footer>\n";
  for (const std::string& correction : story.corrections)
    append_element(out, "p class=\"correction\"", correction);
  if (!address.empty()) {
    out += "<p>";
    append_link(out, address, {});
    out += "</p>\n";
  }
  out += "</footer>\n";
}

void append_document_start(std::string& out, std::string_view title) {
  out +=
      "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src http: "
      "https:; style-src '";
  out.append(kStyleHash).append("'\">\n");
  out +=
      "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n";
  append_element(out, "title", title.empty() ? std::string_view("Stories") : title);
  out.append("<style>").append(kStyle).append("</style>\n</head>\n<body>\n");
}

class HtmlWriter final : public Writer {
 public:
  explicit HtmlWriter(const WriterOptions&) {}
  void begin(std::string& out) const override { append_document_start(out, {}); }
  void end(std::string& out) const override { out += "</body>\n</html>\n"; }

 private:
  void append_story(const Story& story, std::string& out) const override {
    append_story_article(story, out);
  }
  void append_document(const Story& story, std::string& out) const override {
    append_document_start(out, one_line(story.title));
    append_story_article(story, out);
    end(out);
  }
};

}  // namespace

void append_story_article(const Story& story, std::string& out) {
  const size_t begin = out.size();
  out += "<article";
  append_attribute(out, "lang", one_line(story.language));
  append_attribute(out, "dir",
                   story.direction == "rtl"   ? "rtl"
                   : story.direction == "ltr" ? "ltr"
                                              : "");
  out += ">\n";
  append_header(out, story);
  if (!story.highlights.empty()) {
    out += "<ul class=\"highlights\">\n";
    for (const std::string& highlight : story.highlights) append_element(out, "li", highlight);
    out += "</ul>\n";
  }
  const ReadingOrder order = reading_order(story);
  for (const BodyNode* node : order.nodes) append_node(out, story, *node);
  append_footer(out, story);
  out += "</article>\n";
  mend_utf8(out, begin);
}

std::unique_ptr<Writer> make_html_writer(const WriterOptions& options) {
  return std::make_unique<HtmlWriter>(options);
}

}  // namespace copydesk
