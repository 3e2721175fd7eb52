// markdown.cpp: a story as CommonMark with GitHub's tables, for reading on a terminal or in an
// editor. All of the page's text is escaped, so that a line of the story never becomes a heading, a
// list, a link or HTML. SPEC: CommonMark 0.30, "Backslash escapes"; https://github.github.com/gfm,
// "Tables".
#include <algorithm>

#include "base/base.h"
#include "output/escape.h"
#include "output/markdown_marks.h"
#include "output/walk.h"
#include "output/writers.h"

namespace copydesk {
namespace {

bool is_markup(char c) {
  switch (c) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '<':
    case '>':
    case '|':
    case '~':
      return true;
    default:
      return false;
  }
}

// "&amp;" in the story's text must not turn into "&" for the reader.
bool is_reference(std::string_view text, size_t at) {
  if (text[at] != '&') return false;
  size_t end = at + 1;
  if (end < text.size() && text[end] == '#') ++end;
  const size_t name = end;
  while (end < text.size() && end - name < 32 && (is_letter(text[end]) || is_digit(text[end])))
    ++end;
  return end > name && end < text.size() && text[end] == ';';
}

// At the start of a line: "# ", "- ", "+ ", "=", "1. ", "1) " would open a block.
void append_line_start(std::string& out, std::string_view& text) {
  if (text.empty()) return;
  const char c = text[0];
  if (c == '#' || c == '-' || c == '+' || c == '=') {
    out += '\\';
    return;
  }
  size_t digits = 0;
  while (digits < text.size() && digits < 10 && text[digits] >= '0' && text[digits] <= '9')
    ++digits;
  if (digits == 0 || digits == text.size() || (text[digits] != '.' && text[digits] != ')')) return;
  out += text.substr(0, digits);
  out += '\\';
  text.remove_prefix(digits);
}

void append_markdown_text(std::string& out, std::string_view raw, bool is_line_start) {
  std::string clean;
  append_clean(clean, raw);
  std::string_view text = clean;
  if (is_line_start) {
    while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.remove_prefix(1);
    append_line_start(out, text);
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_markup(text[i]) || is_reference(text, i)) out += '\\';
    out += text[i];
  }
}

void append_plain(std::string& out, std::string_view text) {
  append_markdown_text(out, one_line(text), true);
}

// The run of backticks must be longer than any run inside.
void append_code_span(std::string& out, std::string_view raw) {
  const std::string code = one_line(raw);
  size_t longest = 0, run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool needs_space = code.front() == '`' || code.back() == '`';
  out.append(fence)
      .append(needs_space ? " " : "")
      .append(code)
      .append(needs_space ? " " : "")
      .append(fence);
}

std::string markdown_url(std::string_view url) {
  std::string safe = safe_url(url);
  for (size_t i = 0; i < safe.size(); ++i) {
    if (safe[i] == '(') safe.replace(i, 1, "%28");
    if (safe[i] == ')') safe.replace(i, 1, "%29");
  }
  return safe;
}

std::string_view marker_of(Inline::Kind kind, bool is_open) {
  switch (kind) {
    case Inline::Kind::kEmphasis:
      return "*";
    case Inline::Kind::kStrong:
      return "**";
    case Inline::Kind::kSubscript:
      return is_open ? "<sub>" : "</sub>";
    case Inline::Kind::kSuperscript:
      return is_open ? "<sup>" : "</sup>";
    case Inline::Kind::kLink:
    case Inline::Kind::kCode:
      return {};
  }
  return {};
}

void append_mark(std::string& out, const TextEvent& event) {
  const bool is_open = event.kind == TextEvent::Kind::kOpen;
  if (event.mark->kind != Inline::Kind::kLink) {
    out += marker_of(event.mark->kind, is_open);
    return;
  }
  const std::string url = markdown_url(event.mark->url);
  if (url.empty()) return;
  if (is_open && out.ends_with('!')) out.insert(out.size() - 1, 1, '\\');  // no picture
  if (is_open)
    out += '[';
  else
    out.append("](").append(url).append(")");
}

// Text with its links and emphasis. `line_break` is what a single line end becomes. A code span
// that begins where another ends stays text: their backticks would be one run, and what follows
// HTML.
void append_inlines(std::string& out, std::string_view text, const std::vector<Inline>& inlines,
                    std::string_view line_break, std::string_view paragraph_break) {
  const std::vector<Inline> marks = markdown_marks(text, inlines);
  bool is_line_start = true;
  const Inline* code = nullptr;         // marks inside a code span have no form in Markdown
  size_t code_end = std::string::npos;  // where a code span was closed
  for (const TextEvent& event : text_events(text, marks)) {
    if (code) {
      if (event.mark == code) code = nullptr;
      continue;
    }
    switch (event.kind) {
      case TextEvent::Kind::kText:
        append_markdown_text(out, event.text, is_line_start);
        break;
      case TextEvent::Kind::kOpen:
        if (event.mark->kind == Inline::Kind::kCode && out.size() != code_end &&
            !one_line(event.text).empty()) {
          append_code_span(out, event.text);
          code_end = out.size();
          code = event.mark;
        } else {
          append_mark(out, event);
        }
        break;
      case TextEvent::Kind::kClose:
        append_mark(out, event);
        break;
      case TextEvent::Kind::kLineBreak:
        out += line_break;
        break;
      case TextEvent::Kind::kParagraphBreak:
        out += paragraph_break;
        break;
    }
    is_line_start = event.kind == TextEvent::Kind::kLineBreak ||
                    event.kind == TextEvent::Kind::kParagraphBreak ||
                    (is_line_start && event.kind != TextEvent::Kind::kText && !code);
  }
}

// What stands in an item begins below the first letter of the item: "10. a" takes four blanks.
void append_list(std::string& out, const BodyNode& node) {
  const std::vector<uint32_t> levels = item_levels(node.items);
  std::vector<uint32_t> counters;
  std::vector<size_t> indents = {0};  // of items, by level
  for (size_t i = 0; i < node.items.size(); ++i) {
    const ListItem& item = node.items[i];
    if (i > 0) out += '\n';
    counters.resize(levels[i] + 1, 0);
    indents.resize(levels[i] + 1, indents.back());
    counters.back() = item.number > 0 ? item.number : counters.back() + 1;
    const std::string mark =
        item.ordered ? std::to_string(counters.back()) + ". " : std::string("- ");
    indents.push_back(indents.back() + mark.size());
    const std::string inner(indents.back(), ' ');
    out.append(indents[levels[i]], ' ').append(mark);
    append_inlines(out, item.text, item.inlines, "  \n" + inner, "\n\n" + inner);
  }
}

/// The rows of a table as lines of as many columns as they have: Markdown knows no cell that covers
/// others, so that empty ones stand in the places that it covers.
class TableLines {
 public:
  void append_row(std::string& out, const std::vector<TableCell>& row) {
    size_t column = 0;
    out += '|';
    for (const TableCell& cell : row) {
      column = append_covered(out, column);
      out += ' ';
      append_plain(out, cell.text);
      const uint32_t wide = std::clamp(cell.colspan, 1u, kWidestSpan);
      for (uint32_t i = 0; i < wide; ++i) out += " |";
      if (cell.rowspan > 1 && column + wide <= kMostCovered) {
        covered_.resize(std::max(covered_.size(), column + wide), 0);
        std::fill_n(covered_.begin() + static_cast<ptrdiff_t>(column), wide, cell.rowspan - 1);
      }
      column += wide;
    }
    column_ = append_covered(out, column);
    widest_ = std::max(widest_, column_);
  }

  /// Of the row that was written last, and of the widest one.
  size_t columns() const { return column_; }
  size_t widest() const { return widest_; }

 private:
  static constexpr uint32_t kWidestSpan = 50;  // a page may claim any number
  static constexpr size_t kMostCovered = 50;   // columns

  /// Writes the cells from a column on that one of a row above covers; returns the next column.
  size_t append_covered(std::string& out, size_t column) {
    for (; column < covered_.size() && covered_[column] > 0; ++column) {
      out += "  |";
      --covered_[column];
    }
    return column;
  }

  std::vector<uint32_t> covered_;  // by column: rows to come
  size_t column_ = 0, widest_ = 0;
};

void append_table(std::string& out, const BodyNode& node) {
  if (node.rows.empty()) return;
  const auto& first = node.rows[0];
  const bool has_header =
      std::any_of(first.begin(), first.end(), [](const TableCell& cell) { return cell.header; });
  TableLines lines;
  std::string head, rows;
  if (has_header)
    lines.append_row(head, first);
  else
    head = '|';
  const size_t head_columns = lines.columns();
  for (size_t i = has_header ? 1 : 0; i < node.rows.size(); ++i)
    lines.append_row(rows.append("\n"), node.rows[i]);
  out += head;
  for (size_t i = head_columns; i < lines.widest(); ++i) out += "  |";
  out += "\n|";
  for (size_t i = 0; i < lines.widest(); ++i) out += "---|";
  out += rows;
}

void append_quote(std::string& out, const BodyNode& node) {
  out += "> ";
  append_inlines(out, node.text, node.inlines, "  \n> ", "\n>\n> ");
}

void append_code(std::string& out, const BodyNode& node) {
  std::string code;
  append_clean(code, node.text);
  size_t longest = 2, run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string_view language = node.language;
  const auto is_plain = [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '#';
  };
  if (!std::all_of(language.begin(), language.end(), is_plain)) language = {};
  out.append(fence).append(language).append("\n").append(code).append("\n").append(fence);
}

void append_caption(std::string& out, std::string_view caption, std::string_view credit) {
  const std::string line = one_line(caption);
  if (!line.empty()) {
    out += '*';
    append_markdown_text(out, line, false);
    out += '*';
  }
  const std::string by = one_line(credit);
  if (by.empty()) return;
  if (!line.empty()) out += ' ';
  out += '(';
  append_markdown_text(out, by, false);
  out += ')';
}

void append_picture(std::string& out, std::string_view url, std::string_view alt) {
  const std::string safe = markdown_url(url);
  if (safe.empty()) return;
  out += "![";
  append_markdown_text(out, one_line(alt), false);
  out.append("](").append(safe).append(")");
}

void append_image(std::string& out, const Image& image) {
  append_picture(out, image.url, image.alt);
  if (!out.empty() && (!image.caption.empty() || !image.credit.empty())) out += "  \n";
  append_caption(out, image.caption, image.credit);
}

void append_video(std::string& out, const Video& video) {
  const std::string url = markdown_url(video.url);
  const std::string title = one_line(video.title.empty() ? "Video" : video.title);
  if (!url.empty()) out += '[';
  append_markdown_text(out, title, url.empty());
  if (!url.empty()) out.append("](").append(url).append(")");
  if (!video.caption.empty()) out += "  \n";
  append_caption(out, video.caption, {});
}

void append_gallery(std::string& out, const Gallery& gallery) {
  if (!one_line(gallery.title).empty()) {
    out += "**";
    append_markdown_text(out, one_line(gallery.title), false);
    out += "**\n\n";
  }
  for (size_t i = 0; i < gallery.items.size(); ++i) {
    const GalleryItem& item = gallery.items[i];
    if (i > 0) out += '\n';
    out.append(std::to_string(item.index)).append(". ");
    const size_t begin = out.size();
    append_picture(out, item.url, item.title);
    if (out.size() > begin && (!item.caption.empty() || !item.credit.empty())) out += "  \n    ";
    if (item.caption.empty() && item.url.empty())
      append_caption(out, item.title, item.credit);
    else
      append_caption(out, item.caption, item.credit);
  }
}

// Number signs at the end of a heading, behind a blank, would be taken for its end.
void close_heading(std::string& out) {
  const size_t end = out.find_last_not_of('#');
  if (end != std::string::npos && end + 1 < out.size() && out[end] == ' ')
    out.insert(out.size() - 1, 1, '\\');
}

void append_heading(std::string& out, const BodyNode& node) {
  // The title is the only heading of level 1.
  out.append(std::clamp(node.level, 2u, 6u), '#').append(" ");
  append_inlines(out, one_line(node.text) == node.text ? node.text : one_line(node.text),
                 one_line(node.text) == node.text ? node.inlines : std::vector<Inline>{}, " ", " ");
  close_heading(out);
}

void append_entry(std::string& out, const BodyNode& node) {
  std::string head;
  append_plain(head, node.headline);
  if (!node.time.is_absent()) {
    if (!head.empty()) head += " - ";
    append_plain(head, readable_time(node.time));
  }
  if (!head.empty()) {
    close_heading(out.append("### ").append(head));
    out += "\n\n";
  }
  append_inlines(out, node.text, node.inlines, "  \n", "\n\n");
}

void append_embed(std::string& out, const BodyNode& node) {
  const std::string url = markdown_url(node.url);
  if (!url.empty()) out.append("<").append(url).append(">");
}

void append_node(std::string& out, const Story& story, const BodyNode& node) {
  switch (node.kind) {
    case BodyNode::Kind::kHeading:
      return append_heading(out, node);
    case BodyNode::Kind::kParagraph:
      return append_inlines(out, node.text, node.inlines, "  \n", "\n\n");
    case BodyNode::Kind::kList:
      return append_list(out, node);
    case BodyNode::Kind::kQuote:
      return append_quote(out, node);
    case BodyNode::Kind::kCode:
      return append_code(out, node);
    case BodyNode::Kind::kTable:
      return append_table(out, node);
    case BodyNode::Kind::kImage:
      return append_image(out, story.images[node.ref]);
    case BodyNode::Kind::kVideo:
      return append_video(out, story.videos[node.ref]);
    case BodyNode::Kind::kGallery:
      return append_gallery(out, story.galleries[node.ref]);
    case BodyNode::Kind::kEmbed:
      return append_embed(out, node);
    case BodyNode::Kind::kEntry:
      return append_entry(out, node);
  }
}

std::string credits_of(const Story& story) {
  std::string line;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!line.empty()) line += " · ";
    append_plain(line, part);
  };
  add(byline_of(story));
  add(story.publisher);
  if (!story.published.is_absent()) add(readable_time(story.published));
  if (is_updated(story)) add("updated " + readable_time(story.modified));
  return line;
}

class MarkdownWriter final : public Writer {
 public:
  explicit MarkdownWriter(const WriterOptions&) {}
  void separator(std::string& out) const override { out += "\n---\n\n"; }

 private:
  void append_story(const Story& story, std::string& out) const override {
    const size_t begin = out.size();
    const auto add = [&](const std::string& part) {
      if (part.empty()) return;
      if (out.size() > begin) out += "\n\n";
      out += part;
    };
    std::string part;
    if (!story.title.empty()) {
      append_plain(part += "# ", story.title);
      close_heading(part);
    }
    add(part);
    if (!story.dek.empty()) append_caption(part = "", story.dek, {}), add(part);
    add(credits_of(story));
    part.clear();
    for (const std::string& highlight : story.highlights)
      append_plain(part += part.empty() ? "- " : "\n- ", highlight);
    add(part);
    const ReadingOrder order = reading_order(story);
    for (const BodyNode* node : order.nodes) append_node(part = "", story, *node), add(part);
    for (const std::string& correction : story.corrections)
      append_caption(part = "", correction, {}), add(part);
    if (const std::string url = markdown_url(address_of(story)); !url.empty()) add("<" + url + ">");
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_markdown_writer(const WriterOptions& options) {
  return std::make_unique<MarkdownWriter>(options);
}

}  // namespace copydesk
