// idle.cpp: spans and wrappers that carry no information (idle.h).
#include "blocks/idle.h"

#include <algorithm>

#include "blocks/tags.h"
#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// By hand: a search for any of the five marks took a third of the instructions of is_idle().
bool is_blank(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; });
}

// What frameworks put on each element to find it by in a style sheet: data-v-5f3a, _ngcontent-c1.
bool is_scope(const Attribute& attribute) {
  return attribute.value.empty() &&
         (attribute.name_text.starts_with("data-") || attribute.name_text.starts_with('_'));
}

}  // namespace

IdleElements::IdleElements(const Document& document) : document_(document) { find_page_wrappers(); }

NodeId IdleElements::only_child(NodeId parent) const {
  NodeId only = kNoNode;
  for (NodeId id = document_.node(parent).first_child; id != kNoNode;
       id = document_.node(id).next) {
    const Node& node = document_.node(id);
    if (node.is_text()) {
      if (!is_blank(document_.text(id))) return kNoNode;
    } else if (node.is_element() && !has_no_story_text(node)) {
      if (only != kNoNode) return kNoNode;
      only = id;
    }
  }
  return only;
}

void IdleElements::find_page_wrappers() {
  constexpr size_t kMost = 16;
  NodeId at = document_.body();
  while (at != kNoNode && page_wrappers_.size() < kMost) {
    at = only_child(at);
    if (at == kNoNode || !document_.node(at).is(Tag::kDiv) ||
        !std::ranges::all_of(document_.attributes(at), is_scope))
      return;
    page_wrappers_.push_back(at);
  }
}

bool IdleElements::says_something(const Attribute& attribute, bool is_span) {
  if (is_scope(attribute)) return false;
  if (attribute.name == AttributeName::kClass || attribute.name == AttributeName::kId)
    return has_word_.get(attribute.value, [](std::string_view value) {
      const SlotSet words = class_word_matcher().find(value);
      return (words.bits[0] | words.bits[1]) != 0;
    });
  return !is_span || (attribute.name != AttributeName::kStyle && attribute.name_text != "lang" &&
                      attribute.name_text != "dir" && !attribute.name_text.starts_with("data-"));
}

bool IdleElements::is_beside_block(NodeId span) const {
  const auto is_nothing = [&](const Node& node, NodeId id) {
    return node.kind == NodeKind::kComment || (node.is_text() && is_blank(document_.text(id)));
  };
  const auto is_block = [&](NodeId Node::*next) {
    NodeId id = document_.node(span).*next;
    while (id != kNoNode && is_nothing(document_.node(id), id)) id = document_.node(id).*next;
    return id != kNoNode && document_.node(id).is_element() && is_block_element(document_, id);
  };
  return is_block(&Node::previous) || is_block(&Node::next);
}

bool IdleElements::says_nothing(NodeId id, bool is_span) {
  return std::ranges::none_of(document_.attributes(id), [&](const Attribute& attribute) {
    return says_something(attribute, is_span);
  });
}

// What stands around is looked at first: words of classes cost ten times as much.
bool IdleElements::is_idle(NodeId id) {
  const Node& node = document_.node(id);
  if (node.is(Tag::kSpan)) return !is_beside_block(id) && says_nothing(id, true);
  if (!node.is(Tag::kDiv)) return false;
  const NodeId only = only_child(id);
  const bool wraps_one =
      only != kNoNode && (document_.node(only).is(Tag::kP) || document_.node(only).is(Tag::kDiv));
  return wraps_one ? says_nothing(id, false)
                   : std::ranges::find(page_wrappers_, id) != page_wrappers_.end();
}

}  // namespace copydesk
