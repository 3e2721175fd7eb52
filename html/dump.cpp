// dump.cpp: a Document -> the tree format of the html5lib tests.
#include <algorithm>

#include "html/foreign_names.h"
#include "html/html.h"

namespace copydesk {
namespace {

// "xlink:href" of a foreign element is printed "xlink href".
std::string printed_name(const Attribute& attribute, Namespace space) {
  std::string name(attribute.name_text);
  if (space == Namespace::kHtml) return name;
  for (const std::string_view prefixed : kPrefixedAttributeNames) {
    if (name == prefixed) name[name.find(':')] = ' ';
  }
  return name;
}

void append_attributes(const Document& document, NodeId element, const std::string& indent,
                       std::string& out) {
  std::vector<std::pair<std::string, std::string_view>> lines;
  for (const Attribute& attribute : document.attributes(element)) {
    lines.emplace_back(printed_name(attribute, document.node(element).space), attribute.value);
  }
  std::sort(lines.begin(), lines.end());
  for (const auto& [name, value] : lines) {
    out.append(indent).append("  ").append(name).append("=\"").append(value).append("\"\n");
  }
}

void append_doctype(const Doctype& doctype, std::string& out) {
  out.append("<!DOCTYPE ").append(doctype.name);
  if (!doctype.public_id.empty() || !doctype.system_id.empty()) {
    out.append(" \"").append(doctype.public_id).append("\" \"");
    out.append(doctype.system_id).append("\"");
  }
  out.append(">\n");
}

void append_node(const Document& document, NodeId id, size_t level, std::string& out) {
  const Node& node = document.node(id);
  const std::string indent = "| " + std::string(2 * level, ' ');
  out.append(indent);
  switch (node.kind) {
    case NodeKind::kDoctype:
      append_doctype(document.doctype(), out);
      break;
    case NodeKind::kComment:
      out.append("<!-- ").append(document.text(id)).append(" -->\n");
      break;
    case NodeKind::kText:
      out.append("\"").append(document.text(id)).append("\"\n");
      break;
    case NodeKind::kContent:
      out.append("content\n");
      break;
    case NodeKind::kElement:
      out.append("<");
      if (node.space == Namespace::kSvg) out.append("svg ");
      if (node.space == Namespace::kMathMl) out.append("math ");
      out.append(document.tag_name(id)).append(">\n");
      append_attributes(document, id, indent, out);
      break;
    case NodeKind::kDocument:
      break;
  }
}

}  // namespace

void dump_tree(const Document& document, const std::function<bool(std::string_view piece)>& take) {
  constexpr size_t kPieceBytes = 1 << 20;
  std::string out;
  const NodeId root = document.is_fragment() ? document.html() : kDocumentNode;
  NodeId at = root;
  size_t level = 0;
  for (;;) {
    const Node& node = document.node(at);
    if (node.first_child != kNoNode) {
      at = node.first_child;
      ++level;
    } else {
      while (at != root && document.node(at).next == kNoNode) {
        at = document.node(at).parent;
        --level;
      }
      if (at == root) break;
      at = document.node(at).next;
    }
    append_node(document, at, level - 1, out);
    if (out.size() < kPieceBytes) continue;
    if (!take(out)) return;
    out.clear();
  }
  take(out);
}

}  // namespace copydesk
