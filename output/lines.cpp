// lines.cpp: a story's text with a line for each paragraph, list item and row of a table, without
// headline and markup: standfirst (unless the text holds it), text, comments. Source: the form of
// Trafilatura's plain text; python/copydesk/compat/trafilatura.py writes the same where more of
// its options are asked for. Not here: headline and byline (text.cpp), markup (markdown.cpp).
#include <algorithm>

#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

// Lines joined by line ends; empty ones are left out.
class Lines {
 public:
  explicit Lines(std::string& out) : out_(out), begin_(out.size()) {}
  void add(std::string_view mark, std::string_view text) {
    if (mark.empty() && text.empty()) return;
    if (out_.size() > begin_) out_ += '\n';
    out_ += mark;
    append_clean(out_, text);
  }

 private:
  std::string& out_;
  const size_t begin_;
};

void add_paragraphs(Lines& lines, std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find("\n\n"), text.size());
    lines.add("", text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

// Short rows are filled up to the width of the table, but to no more columns than this: one row of
// n cells over n of one would be n^2 of them.
constexpr size_t kMostFilled = 100;

void add_table(Lines& lines, const BodyNode& node) {
  size_t width = 0;
  for (const auto& row : node.rows) width = std::max(width, row.size());
  std::string rule = "|";
  for (size_t i = 0; i < width; ++i) rule += "---|";
  for (size_t at = 0; at < node.rows.size(); ++at) {
    const std::vector<TableCell>& row = node.rows[at];
    std::string line = "|";
    const size_t filled = std::max(row.size(), std::min(width, kMostFilled));
    for (size_t i = 0; i < filled; ++i) {
      line += ' ';
      for (const char c : i < row.size() ? one_line(row[i].text) : std::string())
        line.append(c == '|' ? "\\" : "").append(1, c);
      line += " |";
    }
    lines.add("", line);
    if (at == 0) lines.add("", rule);
  }
}

void add_node(Lines& lines, const BodyNode& node) {
  switch (node.kind) {
    case BodyNode::Kind::kList:
      for (const ListItem& item : node.items) lines.add("- ", item.text);
      break;
    case BodyNode::Kind::kTable:
      add_table(lines, node);
      break;
    default:
      lines.add("", node.headline);
      add_paragraphs(lines, node.text);
  }
}

bool holds_text(const BodyNode& node) {
  return !node.text.empty() || !node.headline.empty() || !node.items.empty() || !node.rows.empty();
}

class LinesWriter final : public Writer {
 public:
  explicit LinesWriter(const WriterOptions& options) : options_(options) {}
  void separator(std::string& out) const override { out += '\n'; }

 private:
  void append_story(const Story& story, std::string& out) const override {
    if (std::ranges::none_of(story.body, holds_text)) return;
    Lines lines(out);
    const auto holds_standfirst = [&](const BodyNode& node) {
      return node.text.find(story.dek) != std::string::npos;
    };
    if (options_.standfirst && std::ranges::none_of(story.body, holds_standfirst))
      lines.add("", story.dek);
    for (const BodyNode& node : story.body) add_node(lines, node);
    if (options_.comments)
      for (const Comment& comment : story.comments) lines.add("", comment.text);
    out += '\n';
  }

  const WriterOptions options_;
};

}  // namespace

std::unique_ptr<Writer> make_lines_writer(const WriterOptions& options) {
  return std::make_unique<LinesWriter>(options);
}

}  // namespace copydesk
