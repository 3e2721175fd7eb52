// html.h: the door of html/: UTF-8 into a Document whose every node knows its byte range in the page.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "html/names.h"
#include "record/record.h"

namespace copydesk {

/// Index of a node in its Document. Ids are given in order of creation, which is nearly document order, not quite.
using NodeId = uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFFu;
inline constexpr NodeId kDocumentNode = 0;

enum class NodeKind : uint8_t { kDocument, kDoctype, kElement, kText, kComment, kContent };  // kContent: of <template>
enum class Namespace : uint8_t { kHtml, kSvg, kMathMl };

/// One node; flat, in one array. Text nodes: `text`. Elements: `tag`, attributes through Document.
struct Node {
  NodeId parent = kNoNode;
  NodeId first_child = kNoNode;
  NodeId last_child = kNoNode;
  NodeId next = kNoNode;      // sibling
  NodeId previous = kNoNode;  // sibling
  ByteRange page;             // element: its start tag, up to the end of its end tag where it has one; text: its source
  NodeKind kind = NodeKind::kElement;
  Namespace space = Namespace::kHtml;
  Tag tag = Tag::kUnknown;    // kUnknown: see Document::tag_name
  uint32_t first_attribute = 0;
  uint16_t attribute_count = 0;
  uint16_t depth = 0;
};

struct Attribute {
  AttributeName name = AttributeName::kUnknown;
  std::string_view name_text;  // as the tree has it (lower case; adjusted in foreign content)
  std::string_view value;      // references decoded
  ByteRange page;              // of the value as written, without quotes
};

struct ParseLimits {
  uint16_t depth = 512;
  uint32_t nodes = 4u << 20;
  uint32_t attributes_per_element = 1024;
  uint32_t formatting_elements = 512;
};

struct ParseOptions {
  bool scripting = false;             // decides how <noscript> is read
  std::string_view fragment_context;  // "div", "svg path"; empty: a whole document
  ParseLimits limits;
};

/// A parsed page. Lifetime: text and values view into the page's text or into the document's arena: keep both.
class Document {
 public:
  std::string_view page() const { return page_; }
  const Node& node(NodeId id) const { return nodes_[id]; }
  size_t node_count() const { return nodes_.size(); }
  std::string_view text(NodeId text_node) const;   // of a text or comment node, references decoded
  std::string_view tag_name(NodeId element) const;
  std::span<const Attribute> attributes(NodeId element) const;
  /// The value of an attribute, or an empty view with a null data() when there is none.
  std::string_view attribute(NodeId element, AttributeName name) const;
  bool has_attribute(NodeId element, AttributeName name) const { return attribute(element, name).data() != nullptr; }
  NodeId html() const { return html_; }
  NodeId head() const { return head_; }
  NodeId body() const { return body_; }
  /// Where the bytes of a text node's text stand in the page, in order (lengths equal, or one character reference).
  void append_spans(NodeId text_node, std::vector<TextSpan>& out) const;
  const std::vector<Note>& notes() const { return notes_; }

 private:
  friend class TreeBuilder;
  std::string_view page_;
  std::vector<Node> nodes_;
  NodeId html_ = kNoNode, head_ = kNoNode, body_ = kNoNode;
  std::vector<Note> notes_;
};

/// The next node of a walk in document order below `root` (children first), or kNoNode at the end. No recursion.
NodeId next_in_order(const Document& document, NodeId node, NodeId root);
/// The same, without going into the children of `node`.
NodeId next_skipping_children(const Document& document, NodeId node, NodeId root);

/// Parses a page by the HTML standard. Never fails: limits that were hit are notes.
/// Cost: linear in the page; memory under three bytes a byte of the page. Threads: safe.
/// Source: HTML Living Standard, 13.2 Parsing HTML documents.
Document parse_html(std::string_view page, const ParseOptions& options = {});

/// The tree in the format of the html5lib tests, "| <html>" and so on.
std::string dump_tree(const Document& document);

}  // namespace copydesk
