// cut.cpp: Document -> BlockList. A block is a run of text not crossed by a block-level tag. One
// walk, document order. Hidden parts and <noscript> are cut too and flagged; scripts, styles,
// templates and form choices hold no text. Method: own; the tag list follows the HTML standard,
// "Rendering", flow content. Not here: deciding which blocks belong to the story (choose.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "blocks/blocks.h"
#include "blocks/fold.h"
#include "blocks/idle.h"
#include "blocks/room.h"
#include "blocks/tags.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Nodes of a page for each block that there is room for from the start: two thirds of the pages
// of wcxb-dev have more.
constexpr size_t kNodesABlock = 8;

// What an element hands down to everything inside it.
struct Context {
  NodeId element = kNoNode;
  uint16_t depth = 0;
  uint8_t heading_level = 0;
  bool is_hidden = false, is_aria_hidden = false, is_noscript = false, is_preformatted = false;
  bool is_list_item = false, is_cell = false, is_quote = false, is_figcaption = false,
       is_linked = false;
};

// Whether a style declares something around one of its colons: "backface-visibility" is another
// name than "visibility".
bool declares(std::string_view style, size_t colon, std::string_view name, std::string_view value) {
  const auto is_of_name = [](char c) { return text_scan::is_word_byte(c) || c == '-' || c == '_'; };
  std::string_view before = style.substr(0, colon), behind = style.substr(colon + 1);
  while (!before.empty() && text_scan::is_space(before.back())) before.remove_suffix(1);
  if (before.size() < name.size()) return false;
  const size_t begin = before.size() - name.size();
  if (!equals_ignoring_case(before.substr(begin), name)) return false;
  behind.remove_prefix(text_scan::end_of_spaces(behind, 0));
  return (begin == 0 || !is_of_name(before[begin - 1])) && starts_with_ignoring_case(behind, value);
}

// Whether an inline style takes the element off the page.
bool hides(std::string_view style) {
  for (size_t at = style.find(':'); at != style.npos; at = style.find(':', at + 1))
    if (declares(style, at, "display", "none") || declares(style, at, "visibility", "hidden"))
      return true;
  return false;
}

// What the attributes alone say of all text inside the element.
void enter_attributes(const Document& document, NodeId id, Context& inner) {
  for (const Attribute& attribute : document.attributes(id)) {
    if (attribute.name == AttributeName::kHidden)
      inner.is_hidden = true;
    else if (attribute.name == AttributeName::kStyle)
      inner.is_hidden = inner.is_hidden || hides(attribute.value);
    else if (attribute.name == AttributeName::kAriaHidden)
      inner.is_aria_hidden = inner.is_aria_hidden || attribute.value == "true";
  }
}

// What the tag alone says of all text inside it. LONG: one case a tag.
void enter_tag(const Document& document, NodeId id, Tag tag, Context& inner) {
  inner.heading_level = std::max(inner.heading_level, static_cast<uint8_t>(heading_level_of(tag)));
  switch (tag) {
    case Tag::kA:
      inner.is_linked = inner.is_linked || document.has_attribute(id, AttributeName::kHref);
      break;
    case Tag::kP:
    case Tag::kTable:
    case Tag::kArticle:
    case Tag::kSection:
      inner.heading_level = 0;  // the heading was never closed: a paragraph is not part of it
      break;
    case Tag::kNoscript:
      inner.is_noscript = true;
      break;
    case Tag::kPre:
    case Tag::kListing:
    case Tag::kXmp:
    case Tag::kPlaintext:
      inner.is_preformatted = true;
      break;
    case Tag::kLi:
    case Tag::kDt:
    case Tag::kDd:
      inner.is_list_item = true;
      break;
    case Tag::kTd:
    case Tag::kTh:
      inner.is_cell = true;
      break;
    case Tag::kBlockquote:
      inner.is_quote = true;
      break;
    case Tag::kFigcaption:
    case Tag::kCaption:
      inner.is_figcaption = true;
      break;
    case Tag::kDialog:
      inner.is_hidden |= !document.has_attribute(id, AttributeName::kOpen);
      break;
    default:
      break;
  }
}

Context entered(const Document& document, NodeId id, bool is_block, const Context& outer) {
  const Node& node = document.node(id);
  Context inner = outer;
  inner.depth = static_cast<uint16_t>(outer.depth + 1);
  if (is_block) inner.element = id;
  enter_attributes(document, id, inner);
  enter_tag(document, id, node.tag, inner);
  return inner;
}

// The walk's state: the block that is being filled, and the flags of the elements around it.
class Cutter {
 public:
  Cutter(const Document& document, BlockList& list, size_t most)
      : document_(document), list_(list), most_(most), idle_(document) {
    contexts_.reserve(64);
    list.idle.resize(document.node_count());
    list.blocks.reserve(std::min(most, document.node_count() / kNodesABlock + 16));
    contexts_.push_back({});
  }

  void walk(NodeId root) {
    NodeId id = root;
    bool enters = true;
    while (id != kNoNode) {
      const Node& node = document_.node(id);
      if (enters && enter(id, node) && node.first_child != kNoNode) {
        id = node.first_child;
        continue;
      }
      if (!enters) leave(id);
      if (id == root) break;
      enters = node.next != kNoNode;
      id = enters ? node.next : node.parent;
    }
    flush();
  }

 private:
  // Returns whether the children are to be walked (leave() is then called afterwards).
  bool enter(NodeId id, const Node& node) {
    if (node.kind == NodeKind::kText) {
      add_text(id);
      return false;
    }
    if (node.kind != NodeKind::kElement) return false;
    if (node.tag == Tag::kBr && node.space == Namespace::kHtml) {
      flush();
      ++breaks_;
      return false;
    }
    const bool is_block = is_block_element(document_, id);
    if (is_block) end_block();
    if (has_no_story_text(node)) return false;
    if (node.first_child == kNoNode) return false;
    contexts_.push_back(entered(document_, id, is_block, contexts_.back()));
    if (idle_.is_idle(id)) {
      --contexts_.back().depth;
      list_.idle[id] = true;
    }
    return true;
  }

  void leave(NodeId id) {
    if (contexts_.back().element == id) end_block();  // a block-level tag
    contexts_.pop_back();
  }

  void end_block() {
    flush();
    breaks_ = 0;
    is_fresh_ = true;
  }

  void add_text(NodeId id) {
    const std::string_view text = document_.text(id);
    // The first text decides for its block: what is called preformatted inside it need not be a
    // block of its own, such as <xmp> in a formula.
    const Context& context = first_ == kNoNode ? contexts_.back() : context_;
    TextFolder& folder = context.is_preformatted ? kept_ : folded_;
    const size_t before = folder.text().size();
    folder.add(text);
    if (folder.text().size() == before) return;
    if (first_ == kNoNode) {
      first_ = id;
      context_ = contexts_.back();
    }
    const std::string_view added = std::string_view(folder.text()).substr(before);
    // White space behind the last words is none of the block's: its end would hang on how the page
    // is printed.
    if (last_ == kNoNode || added.find_first_not_of(" \n") != added.npos) last_ = id;
    if (!contexts_.back().is_linked) return;
    linked_ += static_cast<uint32_t>(added.size() - text_scan::count_of_spaces(added));
  }

  void flush() {
    if (first_ == kNoNode) {
      folded_.clear();
      kept_.clear();
      return;
    }
    std::string_view text = context_.is_preformatted ? kept_.text() : folded_.text();
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    const bool has_text = text.find_first_not_of(" \n\t\r") != text.npos;
    if (has_text) add_block(text);
    folded_.clear();
    kept_.clear();
    first_ = last_ = kNoNode;
    linked_ = 0;
  }

  void add_block(std::string_view text) {
    if (!has_room_for_block(list_, most_)) return;
    Block block;
    block.text = list_.arena.copy(text);
    block.first_text = first_;
    block.last_text = last_;
    block.element = context_.element;
    block.page = {document_.node(first_).page.begin, document_.node(last_).page.end};
    block.linked_letter_count = linked_;
    block.depth = context_.depth;
    block.heading_level = context_.heading_level;
    block.is_hidden = context_.is_hidden;
    block.is_aria_hidden = context_.is_aria_hidden;
    block.is_noscript = context_.is_noscript;
    block.is_preformatted = context_.is_preformatted;
    block.is_list_item = context_.is_list_item;
    block.is_cell = context_.is_cell;
    block.is_quote = context_.is_quote;
    block.is_figcaption = context_.is_figcaption;
    block.is_after_break = !is_fresh_ && breaks_ == 1;
    list_.blocks.push_back(block);
    breaks_ = 0;
    is_fresh_ = false;
  }

  const Document& document_;
  BlockList& list_;
  const size_t most_;  // blocks
  IdleElements idle_;  // they count for no depth
  std::vector<Context> contexts_;
  TextFolder folded_{TextFolder::Space::kFold};
  TextFolder kept_{TextFolder::Space::kKeep};
  Context context_;  // of the first text of the block
  NodeId first_ = kNoNode, last_ = kNoNode;
  uint32_t linked_ = 0;
  uint32_t breaks_ = 0;   // <br> since the last block
  bool is_fresh_ = true;  // a block-level tag stands between the last block and here
};

}  // namespace

BlockList cut_blocks(const Document& document, size_t most) {
  BlockList list;
  const NodeId root = document.body() != kNoNode ? document.body() : document.html();
  if (root != kNoNode) Cutter(document, list, most).walk(root);
  for (Block& block : list.blocks) count_letters(block);
  return list;
}

void append_block_spans(const Document& document, const Block& block, std::vector<TextSpan>& out) {
  TextFolder folder(block.is_preformatted ? TextFolder::Space::kKeep : TextFolder::Space::kFold);
  std::vector<TextSpan> pieces;  // of one text node: its text -> page
  NodeId id = block.first_text;
  while (id != kNoNode) {
    const Node& node = document.node(id);
    if (node.kind == NodeKind::kText) {
      pieces.clear();
      document.append_spans(id, pieces);
      size_t piece = 0;
      const auto on_run = [&](size_t from, size_t length, size_t to, size_t to_length) {
        while (piece < pieces.size() && pieces[piece].text_end <= from) ++piece;
        const size_t room = to < block.text.size() ? block.text.size() - to : 0;
        // Blanks at the end of code are none of the block's text.
        const size_t kept = std::min(to_length, room), read = length == to_length ? kept : length;
        for (size_t p = piece; p < pieces.size() && pieces[p].text_begin < from + length; ++p)
          append_part_of(pieces[p], {from, read, to, kept}, out);
      };
      folder.add(document.text(id), on_run);
    }
    if (id == block.last_text) break;
    const bool skips = node.kind == NodeKind::kElement && has_no_story_text(node);
    id = skips ? next_skipping_children(document, id, kDocumentNode)
               : next_in_order(document, id, kDocumentNode);
  }
}

}  // namespace copydesk
