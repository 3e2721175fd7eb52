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

/// One article in the making.
struct Article {
  std::string& out;
  const Story& story;
  const ArticleOptions& options;
  size_t text_bytes = 0;  // of Story::text that are written
};

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

// The attribute that names a field, for those who want to find it again.
std::string field_place(const Article& article, std::string_view field) {
  std::string attribute;
  if (article.options.has_places) append_attribute(attribute, "data-place", field);
  return attribute;
}

// The same for a part of the body's text: where it begins in Story::text. `gap` parts it from the
// part before, as text_of() does.
std::string text_place(Article& article, std::string_view part, std::string_view gap) {
  if (part.empty()) return {};
  if (article.text_bytes > 0) article.text_bytes += gap.size();
  const size_t begin = article.text_bytes;
  article.text_bytes += part.size();
  return field_place(article, "t" + std::to_string(begin));
}

constexpr std::string_view kNodeGap = "\n\n";  // as in text_of()

std::string indexed(std::string_view list, size_t index, std::string_view member) {
  std::string field(list);
  field.append("[").append(std::to_string(index)).append("]").append(member);
  return field;
}

void append_field(const Article& article, std::string_view tag, std::string_view field,
                  std::string_view text) {
  append_element(article.out, std::string(tag) + field_place(article, field), text);
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

void append_paragraphs(Article& article, const BodyNode& node) {
  const std::string open = "<p" + text_place(article, node.text, kNodeGap) + ">";
  article.out += open;
  append_inlines(article.out, node.text, node.inlines, "</p>\n" + open);
  article.out += "</p>\n";
}

void append_heading(Article& article, const BodyNode& node) {
  // The title is the only heading of level 1.
  constexpr std::string_view kTags[] = {"h2", "h3", "h4", "h5", "h6"};
  const std::string_view tag = kTags[std::clamp(node.level, 2u, 6u) - 2];
  std::string& out = article.out;
  out.append("<").append(tag).append(text_place(article, node.text, kNodeGap)).append(">");
  append_inlines(out, node.text, node.inlines, "<br>\n");
  out.append("</").append(tag).append(">\n");
}

void append_list(Article& article, const BodyNode& node) {
  std::string& out = article.out;
  std::string_view gap = kNodeGap;
  const std::vector<uint32_t> levels = item_levels(node.items);
  std::vector<std::string_view> open;  // the lists we are in; each has one open <li>
  std::vector<uint32_t> counters;      // of them: the number that a browser gives the last item
  const auto close_list = [&] {
    out.append("</li>\n</").append(open.back()).append(">\n");
    open.pop_back();
    counters.pop_back();
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
      counters.push_back(0);
    }
    ++counters.back();
    const bool is_counted = item.number == 0 || item.number == counters.back();
    if (!is_counted) counters.back() = item.number;
    out += "<li";
    if (!is_counted) append_attribute(out, "value", std::to_string(item.number));
    out.append(text_place(article, item.text, gap)).append(">");
    if (!item.text.empty()) gap = "\n";
    append_inlines(out, item.text, item.inlines, "<br><br>\n");
  }
  while (!open.empty()) close_list();
}

void append_span_attribute(std::string& out, std::string_view name, uint32_t span) {
  constexpr uint32_t kWidestSpan = 1000;  // SPEC: HTML standard, "colspan"
  if (span > 1) append_attribute(out, name, std::to_string(std::min(span, kWidestSpan)));
}

void append_table(Article& article, const BodyNode& node) {
  std::string& out = article.out;
  std::string_view gap = kNodeGap;
  out += "<table>\n";
  for (const auto& row : node.rows) {
    out += "<tr>";
    for (const TableCell& cell : row) {
      out += cell.header ? "<th" : "<td";
      append_span_attribute(out, "colspan", cell.colspan);
      append_span_attribute(out, "rowspan", cell.rowspan);
      out.append(text_place(article, cell.text, gap)).append(">");
      if (!cell.text.empty()) gap = "\t";
      append_inlines(out, cell.text, {}, "<br>\n");
      out += cell.header ? "</th>" : "</td>";
    }
    out += "</tr>\n";
    if (gap == "\t") gap = "\n";
  }
  out += "</table>\n";
}

// A picture that is not to be fetched is a link that says what it shows and where it is; what its
// caption says is not said twice.
void append_picture_link(std::string& out, std::string_view url, std::string_view alt) {
  out += "<a class=\"picture\"";
  append_attribute(out, "href", url);
  out += " target=\"_blank\" rel=\"noopener noreferrer nofollow\"><span>";
  append_escaped(out, alt.empty() ? std::string_view("Picture") : alt);
  const size_t host = url.find("//") + 2;
  append_escaped(out += "</span> <small>", url.substr(host, url.find_first_of("/?#", host) - host));
  out += "</small></a>\n";
}

void append_picture(Article& article, std::string_view url, std::string_view alt,
                    std::string_view caption) {
  const std::string safe = safe_url(url);
  if (safe.empty() || safe[0] == 'm' || safe[0] == 'M') return;  // mailto: is no picture
  std::string& out = article.out;
  if (article.options.pictures == ArticleOptions::Pictures::kLinked)
    return append_picture_link(out, safe, alt == caption ? std::string_view() : alt);
  out += "<img";
  append_attribute(out, "src", safe);
  out += " alt=\"";
  append_escaped(out, alt);
  out += "\" loading=\"lazy\" referrerpolicy=\"no-referrer\">\n";
}

// `field` names the picture: "images[0]".
void append_caption(Article& article, std::string_view field, std::string_view caption,
                    std::string_view credit) {
  if (caption.empty() && credit.empty()) return;
  std::string& out = article.out;
  const std::string name(field);
  out.append("<figcaption")
      .append(caption.empty() ? std::string() : field_place(article, name + ".caption"))
      .append(">");
  append_escaped(out, caption);
  if (!caption.empty() && !credit.empty()) out += ' ';
  if (!credit.empty()) {
    out.append("<small").append(field_place(article, name + ".credit")).append(">");
    append_escaped(out, credit);
    out += "</small>";
  }
  out += "</figcaption>\n";
}

void append_image(Article& article, size_t index) {
  const Image& image = article.story.images[index];
  article.out += "<figure>\n";
  append_picture(article, image.url, image.alt, image.caption);
  append_caption(article, indexed("images", index, ""), image.caption, image.credit);
  article.out += "</figure>\n";
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

void append_video(Article& article, size_t index) {
  const Video& video = article.story.videos[index];
  std::string& out = article.out;
  out += "<figure class=\"video\">\n";
  append_picture(article, video.poster, video.title, video.title);
  append_link(out, video.url, video.title);
  append_caption(article, indexed("videos", index, ""), video.caption, {});
  out += "</figure>\n";
}

void append_gallery(Article& article, size_t index) {
  const Gallery& gallery = article.story.galleries[index];
  std::string& out = article.out;
  out += "<section class=\"gallery\">\n";
  append_element(out, "h2", one_line(gallery.title));
  out += "<ol>\n";
  for (size_t i = 0; i < gallery.items.size(); ++i) {
    const GalleryItem& item = gallery.items[i];
    out += "<li><figure>\n";
    append_picture(article, item.url, item.title, item.caption.empty() ? item.title : item.caption);
    append_caption(article, indexed(indexed("galleries", index, ".items"), i, ""),
                   item.caption.empty() ? item.title : item.caption, item.credit);
    out += "</figure></li>\n";
  }
  out += "</ol>\n</section>\n";
}

void append_time(std::string& out, const When& when, std::string_view place) {
  if (when.is_absent()) return;
  out.append("<time").append(place);
  append_attribute(out, "datetime", one_line(when.time));
  out += '>';
  append_escaped(out, readable_time(when));
  out += "</time>";
}

void append_entry(Article& article, const BodyNode& node) {
  std::string& out = article.out;
  out += "<section class=\"entry\">\n";
  append_element(out, "h3" + text_place(article, node.headline, kNodeGap), one_line(node.headline));
  append_time(out, node.time, {});
  append_paragraphs(article, node);
  out += "</section>\n";
}

void append_code(Article& article, const BodyNode& node) {
  std::string& out = article.out;
  out.append("<pre").append(text_place(article, node.text, kNodeGap)).append("><code>");
  append_escaped(out, node.text);
  out += "</code></pre>\n";
}

void append_node(Article& article, const BodyNode& node) {
  std::string& out = article.out;
  switch (node.kind) {
    case BodyNode::Kind::kHeading:
      return append_heading(article, node);
    case BodyNode::Kind::kParagraph:
      return append_paragraphs(article, node);
    case BodyNode::Kind::kList:
      return append_list(article, node);
    case BodyNode::Kind::kQuote:
      out += "<blockquote>\n";
      append_paragraphs(article, node);
      out += "</blockquote>\n";
      return;
    case BodyNode::Kind::kCode:
      return append_code(article, node);
    case BodyNode::Kind::kTable:
      return append_table(article, node);
    case BodyNode::Kind::kImage:
      return append_image(article, node.ref);
    case BodyNode::Kind::kVideo:
      return append_video(article, node.ref);
    case BodyNode::Kind::kGallery:
      return append_gallery(article, node.ref);
    case BodyNode::Kind::kEmbed:
      out += "<p>";
      append_link(out, node.url, {});
      out += "</p>\n";
      return;
    case BodyNode::Kind::kEntry:
      return append_entry(article, node);
  }
}

// Text in a <span> with the place, or bare where nobody asks for places.
void append_credit(Article& article, std::string_view place, std::string_view text) {
  if (article.options.has_places)
    article.out.append("<span").append(field_place(article, place)).append(">");
  append_escaped(article.out, text);
  if (article.options.has_places) article.out += "</span>";
}

void append_credits(Article& article) {
  const Story& story = article.story;
  std::string& out = article.out;
  const std::string byline = byline_of(story);
  if (!byline.empty()) {
    std::string place;
    for (size_t i = 0; i < story.authors.size(); ++i) place += indexed("authors", i, " ");
    append_credit(article, place + "agency", byline);
  }
  if (!story.publisher.empty()) {
    out += byline.empty() ? "" : " · ";
    append_credit(article, "publisher", one_line(story.publisher));
  }
  if (!(byline.empty() && story.publisher.empty()) && !story.published.is_absent()) out += " · ";
  append_time(out, story.published, field_place(article, "published"));
  if (is_updated(story)) {
    out += " · updated ";
    append_time(out, story.modified, field_place(article, "modified"));
  }
}

void append_header(Article& article) {
  const Story& story = article.story;
  std::string& out = article.out;
  out += "<header>\n";
  append_field(article, "p class=\"section\"", "section", one_line(story.section));
  append_field(article, "h1", "title", one_line(story.title));
  append_field(article, "p class=\"dek\"", "dek", one_line(story.dek));
  const size_t before = out.size(), opened = out.append("<p class=\"credits\">").size();
  append_credits(article);
  if (out.size() > opened)
    out += "</p>\n";
  else
    out.resize(before);
  out += "</header>\n";
}

void append_footer(const Article& article) {
  const Story& story = article.story;
  std::string& out = article.out;
  const std::string address = address_of(story);
  if (story.corrections.empty() && address.empty()) return;
  out += "<footer>\n";
  for (size_t i = 0; i < story.corrections.size(); ++i)
    append_field(article, "p class=\"correction\"", indexed("corrections", i, ""),
                 story.corrections[i]);
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

void append_story_article(const Story& story, std::string& out, const ArticleOptions& options) {
  Article article{out, story, options};
  const size_t begin = out.size();
  out += "<article";
  append_attribute(out, "lang", one_line(story.language));
  append_attribute(out, "dir",
                   story.direction == "rtl"   ? "rtl"
                   : story.direction == "ltr" ? "ltr"
                                              : "");
  out += ">\n";
  append_header(article);
  if (!story.highlights.empty()) {
    out += "<ul class=\"highlights\">\n";
    for (size_t i = 0; i < story.highlights.size(); ++i)
      append_field(article, "li", indexed("highlights", i, ""), story.highlights[i]);
    out += "</ul>\n";
  }
  const ReadingOrder order = reading_order(story);
  for (const BodyNode* node : order.nodes) append_node(article, *node);
  append_footer(article);
  out += "</article>\n";
  mend_utf8(out, begin);
}

std::unique_ptr<Writer> make_html_writer(const WriterOptions& options) {
  return std::make_unique<HtmlWriter>(options);
}

}  // namespace copydesk
