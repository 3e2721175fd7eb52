// html.h: the door of html/: UTF-8 into a Document whose every node knows its byte range in the
// page.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "html/names.h"
#include "record/record.h"

namespace copydesk {

/// Index of a node in its Document. Ids are given in order of creation, which is nearly document
/// order, not quite.
using NodeId = uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFFu;
inline constexpr NodeId kDocumentNode = 0;

/// kContent is the one child of a <template>; what the page wrote into the template is below it.
enum class NodeKind : uint8_t { kDocument, kDoctype, kElement, kText, kComment, kContent };
enum class Namespace : uint8_t { kHtml, kSvg, kMathMl };

/// One node; flat, in one array. Text: Document::text. Attributes: Document::attributes.
/// Units: `page` of an element runs from its start tag to the end of its end tag, or, where it has
/// none, to where it was closed (void elements: the start tag only; elements that the page did not
/// write start where they became necessary). `page` of text and comments is the source of the text;
/// text that was merged from several places runs from the first to the last, see append_spans.
struct Node {
  NodeId parent = kNoNode;
  NodeId first_child = kNoNode;
  NodeId last_child = kNoNode;
  NodeId next = kNoNode;      // sibling
  NodeId previous = kNoNode;  // sibling
  ByteRange page;
  NodeKind kind = NodeKind::kElement;
  Namespace space = Namespace::kHtml;
  Tag tag = Tag::kUnknown;       // elements only; foreign elements too, so ask is() for HTML ones
  uint32_t first_attribute = 0;  // for Document only; text nodes keep their own index here
  uint16_t attribute_count = 0;  // elements only
  uint16_t depth = 0;            // elements above it: <html> is 1, its children and texts are 2

  bool is_element() const { return kind == NodeKind::kElement; }
  bool is_text() const { return kind == NodeKind::kText; }
  /// Whether it is the HTML element `name`: false for an SVG <title> or <a>.
  bool is(Tag name) const { return tag == name && space == Namespace::kHtml && is_element(); }
};

/// One attribute. Foreign attributes with a prefix keep it: "xlink:href".
struct Attribute {
  AttributeName name = AttributeName::kUnknown;
  std::string_view name_text;  // as the tree has it (lower case; adjusted in foreign content)
  std::string_view value;      // references decoded
  ByteRange page;              // of the value as written, without quotes
};

/// What the page's <!DOCTYPE> says.
struct Doctype {
  std::string_view name, public_id, system_id;
};

/// Bounds of the work on one page. What is over a bound is left out or laid flat, with one Note a
/// kind: "depth-limit", "node-limit", "attribute-limit", "formatting-limit", "name-limit",
/// "open-element-limit".
struct ParseLimits {
  /// Of the finished tree: what is nested deeper becomes a sibling, as in browsers, in the page's
  /// order.
  uint16_t depth = 512;
  uint32_t nodes = 4u << 20;               // of the whole page
  uint32_t attributes_per_element = 1024;  // the first ones are kept
  uint32_t formatting_elements = 512;      // open <b>, <a>, <font> … to be reopened
};

struct ParseOptions {
  bool scripting = false;  // decides how <noscript> is read
  /// What is opened inside <noscript> and never closed ends with it, as it does for browsers that
  /// run scripts: where they do not, the standard reads an <iframe> to the end of the page.
  bool noscript_ends_inside = true;
  bool shadow_roots = false;               // what declared ones hold stands in their hosts
  std::string_view fragment_context = {};  // "div", "svg path", "math mi"; empty: a whole document
  ParseLimits limits = {};
};

enum class SourceReading : uint8_t;  // how the source of a text becomes text: source_text.h

/// A parsed page; it can be moved, not copied.
/// Lifetime: text and values view into the page's text or into the document's arena: keep both.
/// Threads: reading is safe from many threads.
class Document {
 public:
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  std::string_view page() const { return page_; }
  const Node& node(NodeId id) const { return nodes_[id]; }
  size_t node_count() const { return nodes_.size(); }

  /// The text of a text or comment node, references decoded; empty for any other node.
  std::string_view text(NodeId id) const {
    const Node& node = nodes_[id];
    if (node.kind != NodeKind::kText && node.kind != NodeKind::kComment) return {};
    if (node.first_attribute != kPlainText) return texts_[node.first_attribute].text;
    return page_.substr(node.page.begin, node.page.end - node.page.begin);
  }

  /// The name of an element as the tree has it: "div", "foreignObject". Empty for other nodes.
  std::string_view tag_name(NodeId element) const;

  std::span<const Attribute> attributes(NodeId element) const {
    const Node& node = nodes_[element];
    return {attributes_.data() + (node.attribute_count == 0 ? 0 : node.first_attribute),
            node.attribute_count};
  }

  /// The value of an attribute, or an empty view with a null data() when there is none.
  std::string_view attribute(NodeId element, AttributeName name) const {
    for (const Attribute& attribute : attributes(element)) {
      if (attribute.name == name) return attribute.value;
    }
    return {};
  }
  bool has_attribute(NodeId element, AttributeName name) const {
    return attribute(element, name).data() != nullptr;
  }

  /// The elements of the page; kNoNode in a fragment (html() is then the root that holds it) and,
  /// for body(), in a page of frames.
  NodeId html() const { return html_; }
  NodeId head() const { return head_; }
  NodeId body() const { return body_; }

  const Doctype& doctype() const { return doctype_; }
  bool is_quirky() const { return is_quirky_; }      // read in quirks mode
  bool is_fragment() const { return is_fragment_; }  // read with a fragment_context

  /// Where the bytes of a text node's or comment's text stand in the page, in order and without a
  /// gap in the text. Where the two lengths are equal the bytes are the same (but for a lone CR,
  /// which reads as LF); else the page's bytes are one reference, CR LF or NUL.
  void append_spans(NodeId text_node, std::vector<TextSpan>& out) const;
  /// The same for the value of one of this document's attributes.
  void append_spans(const Attribute& attribute, std::vector<TextSpan>& out) const;

  const std::vector<Note>& notes() const { return notes_; }
  /// Bytes held besides the page's own text.
  size_t memory_bytes() const;

 private:
  friend class TreeBuilder;
  friend class Finisher;

  static constexpr uint32_t kPlainText = 0xFFFFFFFFu;  // the text is the page's bytes as they are

  // A stretch of the page that is part of a text.
  struct Piece {
    ByteRange page;
    uint32_t next = kPlainText;  // the text's next piece
    SourceReading reading{};
  };
  // A text that is not the page's bytes as they are.
  struct OwnText {
    std::string_view text;
    uint32_t first_piece = 0;
    uint32_t last_piece = 0;
  };

  void note_once(std::string_view code, std::string_view detail);

  std::string_view page_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<OwnText> texts_;
  std::vector<Piece> pieces_;
  std::vector<std::string_view> own_tags_;  // names from Tag::kFirstOwn on
  Arena arena_;
  Doctype doctype_;
  NodeId html_ = kNoNode, head_ = kNoNode, body_ = kNoNode;
  bool is_quirky_ = false;
  bool is_fragment_ = false;
  std::vector<Note> notes_;
};

/// The next node of a walk in document order below `root`, without going into the children of
/// `node`; kNoNode at the end. No recursion.
inline NodeId next_skipping_children(const Document& document, NodeId node, NodeId root) {
  while (node != root && node != kNoNode) {
    const Node& at = document.node(node);
    if (at.next != kNoNode) return at.next;
    node = at.parent;
  }
  return kNoNode;
}

/// The same, children first.
inline NodeId next_in_order(const Document& document, NodeId node, NodeId root) {
  const NodeId child = document.node(node).first_child;
  return child != kNoNode ? child : next_skipping_children(document, node, root);
}

/// Parses a page by the HTML standard. Never fails: limits that were hit are notes.
/// The page must be valid UTF-8 of at most 4 GiB - 16 bytes, without a byte order mark.
/// Cost: linear in the page; memory 1.6 bytes a byte of the page as the mean over real pages, at
/// most 40 bytes a node and 48 an attribute. Threads: safe. Source: HTML Living Standard, 13.2
/// Parsing HTML documents.
Document parse_html(std::string_view page, const ParseOptions& options = {});
/// A temporary string would be gone before its document.
template <std::same_as<std::string> Text>
Document parse_html(Text&& page, const ParseOptions& options = {}) = delete;

/// The tree in the format of the html5lib tests, "| <html>" and so on, each line ended by LF,
/// handed over in pieces of a megabyte until `take` says no more: a line is indented by its depth,
/// so a page of 4 MB may make 1 GB of it.
void dump_tree(const Document& document, const std::function<bool(std::string_view piece)>& take);

/// The tokens of a page as the tree builder gets them, one JSON line each, with their bytes in the
/// page: {"token":"start-tag","name":"p","begin":0,"end":3}. For people and tools, not for speed.
std::string dump_tokens(std::string_view page, const ParseOptions& options = {});

/// The code points that one character reference stands for, as UTF-8, appended to `out`; returns
/// the bytes read from `text`, which starts with '&', or 0 when it is no reference.
size_t append_reference(std::string_view text, std::string& out);

}  // namespace copydesk
