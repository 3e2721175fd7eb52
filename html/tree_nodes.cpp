// tree_nodes.cpp: making nodes, and where they go in the tree.
// Source: HTML Living Standard, 13.2.6.1 Creating and inserting nodes.
#include <algorithm>

#include "html/tree_builder.h"

namespace copydesk {
namespace {

// Over this many open elements a new one takes the place of the last. Far over the depth limit, so
// only memory is at stake: 64 bytes an entry.
constexpr uint32_t kMaxOpenElements = 1u << 16;

}  // namespace

NodeId TreeBuilder::create_element(const Token& token, Namespace space) {
  const NodeId id = create(NodeKind::kElement, token.page);
  Node& made = node(id);
  made.tag = token.tag;
  made.space = space;
  made.attribute_count = static_cast<uint16_t>(token.attributes.size());
  if (made.attribute_count > 0) made.first_attribute = tokenizer_.keep_attributes();
  return id;
}

NodeId TreeBuilder::create_implied(Tag tag) {
  const NodeId id = create(NodeKind::kElement, {here_, here_});
  node(id).tag = tag;
  return id;
}

// A second element with the same name and attributes.
NodeId TreeBuilder::create_clone(NodeId element) {
  const NodeId id = create_implied(node(element).tag);
  node(id).space = node(element).space;
  node(id).first_attribute = node(element).first_attribute;
  node(id).attribute_count = node(element).attribute_count;
  return id;
}

// SPEC: 13.2.6.1, appropriate place for inserting a node, when it is foster-parented.
TreeBuilder::Place TreeBuilder::foster_place() {
  const uint32_t table = open_.find(Tag::kTable);
  const uint32_t around = open_.find(Tag::kTemplate);
  if (around != OpenElements::kNone && (table == OpenElements::kNone || around > table)) {
    return place_in(open_[around].node);
  }
  if (table == OpenElements::kNone) return {open_[0].node, kNoNode};
  const NodeId table_node = open_[table].node;
  if (node(table_node).parent != kNoNode) return {node(table_node).parent, table_node};
  return place_in(open_[table - 1].node);
}

TreeBuilder::Place TreeBuilder::place_behind(NodeId element) {
  note("depth-limit", "elements nested deeper were laid side by side");
  const NodeId parent = node(element).parent;
  return {parent == kNoNode ? element : parent, kNoNode};
}

void TreeBuilder::detach(NodeId id) {
  Node& child = node(id);
  if (child.parent == kNoNode) return;
  has_moved_ = true;
  Node& parent = node(child.parent);
  (child.previous == kNoNode ? parent.first_child : node(child.previous).next) = child.next;
  (child.next == kNoNode ? parent.last_child : node(child.next).previous) = child.previous;
  child.parent = child.next = child.previous = kNoNode;
}

// Appends all children of `from` to `to`, which has none.
void TreeBuilder::move_children(NodeId from, NodeId to) {
  has_moved_ = true;
  Node& source = node(from);
  Node& goal = node(to);
  goal.first_child = source.first_child;
  goal.last_child = source.last_child;
  source.first_child = source.last_child = kNoNode;
  for (NodeId child = goal.first_child; child != kNoNode; child = node(child).next) {
    node(child).parent = to;
  }
}

void TreeBuilder::push(NodeId id) {
  if (open_.size() >= kMaxOpenElements) {
    note("open-element-limit", "elements nested deeper were closed early");
    pop();
  }
  Node& element = node(id);
  element.depth |= kIsOpen;
  OpenElement& entry = open_.add(id, element.tag, element.space);
  if (entry.space != Namespace::kHtml) set_integration_points(entry);
  open_.link_top();
}

void TreeBuilder::pop_to(uint32_t position) {
  while (open_.size() > position) pop();
}

void TreeBuilder::pop_to_end_tag(uint32_t position) {
  while (open_.size() > position + 1) pop();
  end_here(current());
  pop();
}

void TreeBuilder::end_here(NodeId id) {
  node(id).page.end = std::max(node(id).page.end, token_page_.end);
  node(id).depth |= kIsEnded;
}

NodeId TreeBuilder::insert(const Token& token) {
  const NodeId id = create_element(token, Namespace::kHtml);
  attach(id, place_here());
  push(id);
  return id;
}

void TreeBuilder::insert_void(const Token& token) {
  const NodeId id = create_element(token, Namespace::kHtml);
  attach(id, place_here());
}

NodeId TreeBuilder::insert_implied(Tag tag) {
  const NodeId id = create_implied(tag);
  attach(id, place_here());
  push(id);
  return id;
}

void TreeBuilder::insert_comment(const Token& token) {
  const Place place = place_here();
  const NodeId id = create(NodeKind::kComment, token.page);
  attach(id, place);
  start_text(id, token.reading, token.is_plain);
}

void TreeBuilder::insert_comment(const Token& token, NodeId parent) {
  const NodeId id = create(NodeKind::kComment, token.page);
  attach(id, {parent, kNoNode});
  start_text(id, token.reading, token.is_plain);
}

void TreeBuilder::insert_text(const Token& token) {
  insert_text(token.page, token.reading, token.is_plain);
}

// SPEC: 13.2.6.1, insert a character, for a run of them.
void TreeBuilder::insert_text(ByteRange page, SourceReading reading, bool is_plain) {
  if (page.is_empty()) return;
  const Place place = place_here();
  if (place.parent == kDocumentNode) return;
  const NodeId before =
      place.before == kNoNode ? node(place.parent).last_child : node(place.before).previous;
  if (before != kNoNode && node(before).kind == NodeKind::kText) {
    add_text(before, page, reading, is_plain);
    return;
  }
  const NodeId id = create(NodeKind::kText, page);
  attach(id, place);
  start_text(id, reading, is_plain);
}

// Gives a text or comment that was just made the stretch of the page that is its range.
void TreeBuilder::start_text(NodeId id, SourceReading reading, bool is_plain) {
  node(id).first_attribute = Document::kPlainText;
  if (!is_plain) own_text(id, reading);
}

// From here on the text of a node is written into the arena, from pieces.
void TreeBuilder::own_text(NodeId id, SourceReading reading) {
  node(id).first_attribute = static_cast<uint32_t>(document_.texts_.size());
  document_.texts_.push_back({{}, Document::kPlainText, Document::kPlainText});
  add_piece(node(id).first_attribute, node(id).page, reading);
}

// Puts a stretch of the page at the end of a text.
void TreeBuilder::add_text(NodeId id, ByteRange page, SourceReading reading, bool is_plain) {
  Node& text = node(id);
  if (is_plain) reading = SourceReading::kRaw;  // the same bytes by any reading
  if (text.first_attribute == Document::kPlainText) {
    if (is_plain && text.page.end == page.begin) {
      text.page.end = page.end;
      return;
    }
    own_text(id, SourceReading::kRaw);
  }
  add_piece(text.first_attribute, page, reading);
  text.page = {std::min(text.page.begin, page.begin), std::max(text.page.end, page.end)};
}

void TreeBuilder::add_piece(uint32_t text, ByteRange page, SourceReading reading) {
  auto& pieces = document_.pieces_;
  Document::OwnText& own = document_.texts_[text];
  if (own.last_piece != Document::kPlainText) {
    Document::Piece& last = pieces[own.last_piece];
    if (last.page.end == page.begin && last.reading == reading && reading == SourceReading::kRaw) {
      last.page.end = page.end;
      return;
    }
    last.next = static_cast<uint32_t>(pieces.size());
  } else {
    own.first_piece = static_cast<uint32_t>(pieces.size());
  }
  own.last_piece = static_cast<uint32_t>(pieces.size());
  pieces.push_back({page, Document::kPlainText, reading});
}

// Adds what the token has and the element has not. SPEC: 13.2.6.4.7, start tags "html" and "body".
void TreeBuilder::merge_attributes(GrowingAttributes& growing, const Token& token, NodeId id) {
  if (growing.node == kNoNode) {
    growing.node = id;
    const auto old = document_.attributes(id);
    growing.attributes.assign(old.begin(), old.end());
    for (const Attribute& attribute : old) growing.names.add(attribute.name, attribute.name_text);
  }
  for (const Attribute& attribute : token.attributes) {
    if (growing.attributes.size() >= options_.limits.attributes_per_element) {
      note("attribute-limit", "attributes over the limit of one element were left out");
      return;
    }
    if (growing.names.add(attribute.name, attribute.name_text)) {
      growing.attributes.push_back(attribute);
    }
  }
}

void TreeBuilder::store(GrowingAttributes& growing) {
  if (growing.node == kNoNode) return;
  Node& element = node(growing.node);
  if (growing.attributes.size() == element.attribute_count) return;
  element.first_attribute = static_cast<uint32_t>(document_.attributes_.size());
  element.attribute_count = static_cast<uint16_t>(growing.attributes.size());
  document_.attributes_.insert(document_.attributes_.end(), growing.attributes.begin(),
                               growing.attributes.end());
}

}  // namespace copydesk
