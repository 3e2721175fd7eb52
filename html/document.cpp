// document.cpp: what a Document can be asked that is not in its header.
#include "html/foreign_names.h"
#include "html/html.h"
#include "html/source_text.h"

namespace copydesk {
namespace {

// Appends the spans of one stretch of source whose text starts at `at`; moves `at` past it.
void append_piece_spans(std::string_view page, ByteRange range, SourceReading reading, uint32_t& at,
                        std::vector<TextSpan>& out) {
  SourceCursor cursor(page, range, reading);
  bool can_grow = false;
  for (SourceUnit unit; cursor.next(unit);) {
    const auto size = static_cast<uint32_t>(unit.text.size());
    const uint32_t source_size = unit.page.end - unit.page.begin;
    if (size == 0) continue;
    const bool is_source = page.substr(unit.page.begin, source_size) == unit.text;
    if (is_source && can_grow && out.back().page.end == unit.page.begin) {
      out.back().text_end += size;  // a lone ampersand goes on with what is around it
      out.back().page.end = unit.page.end;
    } else if (!is_source && size == source_size && size > 1) {
      // Equal lengths say equal bytes: a reference as long as its text is told in two spans.
      out.push_back({at, at + size - 1, unit.page});
      out.push_back({at + size - 1, at + size, unit.page});
    } else {
      out.push_back({at, at + size, unit.page});
    }
    can_grow = is_source;
    at += size;
  }
}

}  // namespace

std::string_view Document::tag_name(NodeId element) const {
  const Node& node = nodes_[element];
  if (node.kind != NodeKind::kElement) return {};
  if (node.tag >= Tag::kFirstOwn) return own_tags_[static_cast<size_t>(node.tag) - kKnownTagCount];
  if (node.tag == Tag::kUnknown) return "unknown";
  if (node.space == Namespace::kSvg) {
    for (const SvgTagName& adjusted : kSvgTagNames) {
      if (adjusted.tag == node.tag) return adjusted.name;
    }
  }
  return name_of(node.tag);
}

void Document::append_spans(NodeId id, std::vector<TextSpan>& out) const {
  const Node& node = nodes_[id];
  if (node.kind != NodeKind::kText && node.kind != NodeKind::kComment) return;
  if (node.first_attribute == kPlainText) {
    if (!node.page.is_empty()) out.push_back({0, node.page.end - node.page.begin, node.page});
    return;
  }
  uint32_t at = 0;
  for (uint32_t i = texts_[node.first_attribute].first_piece; i != kPlainText;
       i = pieces_[i].next) {
    append_piece_spans(page_, pieces_[i].page, pieces_[i].reading, at, out);
  }
}

void Document::append_spans(const Attribute& attribute, std::vector<TextSpan>& out) const {
  uint32_t at = 0;
  append_piece_spans(page_, attribute.page, SourceReading::kValue, at, out);
}

void Document::note_once(std::string_view code, std::string_view detail) {
  for (const Note& known : notes_) {
    if (known.code == code) return;
  }
  notes_.push_back({std::string(code), std::string(detail)});
}

size_t Document::memory_bytes() const {
  return nodes_.capacity() * sizeof(Node) + attributes_.capacity() * sizeof(Attribute) +
         texts_.capacity() * sizeof(OwnText) + pieces_.capacity() * sizeof(Piece) +
         own_tags_.capacity() * sizeof(std::string_view) + arena_.capacity_bytes();
}

}  // namespace copydesk
