// finish.cpp: the last pass over a tree that the builder made.
// Texts with references, CR or NUL, and texts merged from several places, are written into the
// arena here, each once, when its whole length is known: merging never copies twice. Source: HTML
// Living Standard, 4.10.17 The selectedcontent element, for what it shows.
#include "html/finish.h"

#include "html/source_text.h"

namespace copydesk {

void Finisher::finish(bool has_selected_content, bool has_moved) {
  decode_texts();
  if (has_selected_content) fill_selected_content();
  find_parts();
  if (has_moved || has_selected_content) set_depths();
  fit();
}

// Gives back what the arrays hold in reserve, up to half of them, where a page is short or nothing
// but markup. Measured on real pages: the mean falls from 2.6 bytes a byte of the page to 1.6, the
// share of pages over three from 35 to 2 %. Doing it on every page made the parser 4 % slower.
void Finisher::fit() {
  if (document_.memory_bytes() < 2 * document_.page_.size()) return;
  document_.nodes_.shrink_to_fit();
  document_.attributes_.shrink_to_fit();
  document_.texts_.shrink_to_fit();
  document_.pieces_.shrink_to_fit();
}

void Finisher::find_parts() {
  if (document_.html_ == kNoNode) return;
  NodeId child = document_.nodes_[document_.html_].first_child;
  for (; child != kNoNode; child = document_.nodes_[child].next) {
    const Node& node = document_.nodes_[child];
    if (node.is(Tag::kHead) && document_.head_ == kNoNode) document_.head_ = child;
    if (node.is(Tag::kBody) && document_.body_ == kNoNode) document_.body_ = child;
  }
}

void Finisher::decode_texts() {
  TextBuffer buffer;
  for (Document::OwnText& own : document_.texts_) {
    const Document::Piece& first = document_.pieces_[own.first_piece];
    std::string_view text = buffer.read(document_.page_, first.page, first.reading);
    for (uint32_t i = first.next; i != Document::kPlainText; i = document_.pieces_[i].next) {
      const Document::Piece& piece = document_.pieces_[i];
      text = buffer.append(document_.page_, piece.page, piece.reading);
    }
    own.text = document_.arena_.copy(text);
  }
}

void Finisher::set_depths() {
  NodeId at = kDocumentNode;
  document_.nodes_[at].depth = 0;
  while ((at = next_in_order(document_, at, kDocumentNode)) != kNoNode) {
    Node& node = document_.nodes_[at];
    const uint16_t above = document_.nodes_[node.parent].depth;
    node.depth = static_cast<uint16_t>(node.kind == NodeKind::kContent ? above : above + 1);
    if (node.depth >= depth_limit_ && node.first_child != kNoNode) lift_children(at);
  }
}

// Of a parent at the depth limit: the first child that is an element, and all that follow it,
// become the parent's next siblings; what a <template> holds follows the template. The order of the
// page stays, and so do texts in front of that child. Every node is lifted at most once.
void Finisher::lift_children(NodeId parent) {
  auto& nodes = document_.nodes_;
  NodeId first = nodes[parent].first_child;
  while (first != kNoNode && !nodes[first].is_element()) first = nodes[first].next;
  if (first == kNoNode) return;
  document_.note_once("depth-limit", "elements nested deeper were laid side by side");
  const NodeId before = nodes[parent].kind == NodeKind::kContent ? nodes[parent].parent : parent;
  const NodeId goal = nodes[before].parent;
  const NodeId last = nodes[parent].last_child;
  for (NodeId child = first; child != kNoNode; child = nodes[child].next) {
    nodes[child].parent = goal;
  }
  const NodeId stays = nodes[first].previous;
  nodes[parent].last_child = stays;
  (stays == kNoNode ? nodes[parent].first_child : nodes[stays].next) = kNoNode;
  const NodeId after = nodes[before].next;
  nodes[before].next = first;
  nodes[first].previous = before;
  nodes[last].next = after;
  (after == kNoNode ? nodes[goal].last_child : nodes[after].previous) = last;
}

// The first <selectedcontent> that is not inside an <option> or another one; none if `multiple`.
NodeId Finisher::selected_content_of(NodeId select) const {
  if (document_.has_attribute(select, AttributeName::kMultiple)) return kNoNode;
  NodeId at = next_in_order(document_, select, select);
  while (at != kNoNode) {
    const Node& node = document_.nodes_[at];
    if (node.is(Tag::kSelectedcontent)) return at;
    const bool is_apart = node.is(Tag::kOption) || node.is(Tag::kSelect);
    at = is_apart ? next_skipping_children(document_, at, select)
                  : next_in_order(document_, at, select);
  }
  return kNoNode;
}

// The last option with `selected`, or the first that is not disabled.
NodeId Finisher::selected_option_of(NodeId select) const {
  NodeId first = kNoNode;
  NodeId selected = kNoNode;
  NodeId at = next_in_order(document_, select, select);
  while (at != kNoNode) {
    const Node& node = document_.nodes_[at];
    if (node.is(Tag::kOption)) {
      if (document_.has_attribute(at, AttributeName::kSelected)) selected = at;
      if (first == kNoNode && !document_.has_attribute(at, AttributeName::kDisabled)) first = at;
    }
    at = node.is(Tag::kSelect) ? next_skipping_children(document_, at, select)
                               : next_in_order(document_, at, select);
  }
  return selected != kNoNode ? selected : first;
}

// What the standard does while it parses, done once at the end, when the choice is known. No page
// grows to more than twice its nodes by it.
void Finisher::fill_selected_content() {
  const auto count = static_cast<NodeId>(document_.nodes_.size());
  copies_left_ = count;
  for (NodeId id = 1; id < count; ++id) {
    if (!document_.nodes_[id].is(Tag::kSelect) || document_.nodes_[id].parent == kNoNode) continue;
    const NodeId content = selected_content_of(id);
    const NodeId option = content == kNoNode ? kNoNode : selected_option_of(id);
    if (option == kNoNode) continue;
    document_.nodes_[content].first_child = document_.nodes_[content].last_child = kNoNode;
    if (!clone_children(option, content)) {
      document_.note_once("node-limit", "a selected option was not copied whole");
      return;
    }
  }
}

NodeId Finisher::append_copy(NodeId of, NodeId parent) {
  const auto id = static_cast<NodeId>(document_.nodes_.size());
  Node copy = document_.nodes_[of];
  copy.parent = parent;
  copy.first_child = copy.last_child = copy.next = kNoNode;
  copy.previous = document_.nodes_[parent].last_child;
  document_.nodes_.push_back(copy);
  Node& above = document_.nodes_[parent];
  (copy.previous == kNoNode ? above.first_child : document_.nodes_[copy.previous].next) = id;
  above.last_child = id;
  return id;
}

// Copies the subtree below `from` to below `to`; false when the budget of copies is used up.
bool Finisher::clone_children(NodeId from, NodeId to) {
  NodeId at = document_.nodes_[from].first_child;
  NodeId goal = to;
  while (at != kNoNode) {
    if (copies_left_ == 0) return false;
    --copies_left_;
    const NodeId copy = append_copy(at, goal);
    if (document_.nodes_[at].first_child != kNoNode) {
      at = document_.nodes_[at].first_child;
      goal = copy;
      continue;
    }
    while (at != from && document_.nodes_[at].next == kNoNode) {
      at = document_.nodes_[at].parent;
      if (at != from) goal = document_.nodes_[goal].parent;
    }
    at = at == from ? kNoNode : document_.nodes_[at].next;
  }
  return true;
}

}  // namespace copydesk
