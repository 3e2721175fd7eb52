// tree_builder.h: tokens -> the tree; inside html/ only.
// The steps of the standard stand in tree_*.cpp, one file for a group of insertion modes.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "html/html.h"
#include "html/name_set.h"
#include "html/open_elements.h"
#include "html/own_names.h"
#include "html/tokenizer.h"

namespace copydesk {

/// SPEC: 13.2.4.1 The insertion mode. "In table text" is not a mode here: see pending_.
enum class Mode : uint8_t {
  kInitial,
  kBeforeHtml,
  kBeforeHead,
  kInHead,
  kInHeadNoscript,
  kAfterHead,
  kInBody,
  kText,
  kInTable,
  kInCaption,
  kInColumnGroup,
  kInTableBody,
  kInRow,
  kInCell,
  kInTemplate,
  kAfterBody,
  kInFrameset,
  kAfterFrameset,
  kAfterAfterBody,
  kAfterAfterFrameset,
};

/// Builds one Document. Source: HTML Living Standard, 13.2.6 Tree construction. No recursion on the
/// page: a step that says "reprocess the token" returns kAgain to the loop in run().
class TreeBuilder {
 public:
  TreeBuilder(std::string_view page, const ParseOptions& options);
  /// Each token read from now on is also written to `log`, which outlives the builder.
  void log_tokens(std::string& log) { token_log_ = &log; }
  Document build();

 private:
  enum class Step : uint8_t { kDone, kAgain };

  // Node::depth holds these too while an element is open; what is taken off the stack loses them.
  static constexpr uint16_t kIsOpen = 0x8000;
  static constexpr uint16_t kIsEnded = 0x4000;  // its end tag was read; it stays open all the same
  static constexpr uint16_t kDepthBits = 0x3FFF;

  // Where a node goes: last in `parent`, or before `before`.
  struct Place {
    NodeId parent = kNoNode;
    NodeId before = kNoNode;
  };
  // An entry of the list of active formatting elements; a marker has no node.
  struct FormattingElement {
    NodeId node = kNoNode;
    Tag tag = Tag::kUnknown;
    uint64_t likeness = 0;  // hash of the attributes; 0: not needed so far
  };
  struct PendingText {
    ByteRange page;
    bool is_plain = true;
  };
  // Attributes of <html> or <body>, to which later tags of that name may add.
  struct GrowingAttributes {
    NodeId node = kNoNode;
    NameSet names;
    std::vector<Attribute> attributes;
  };

  // tree_builder.cpp: the loop, and choosing the rules for a token.
  void run();
  void set_up_fragment();
  void set_fragment_state();
  void prepare(Token& token) {
    token_page_ = token.page;
    here_ = token.page.begin;
    if (token.tag == Tag::kUnknown) number_own_name(token);
  }
  void number_own_name(Token& token);
  bool skip_newline(Token& token);
  Step step(Token& token) {
    if ((document_.is_fragment_ || is_top_foreign()) && is_foreign(token)) return in_foreign(token);
    return step_in(mode_, token);
  }
  bool is_foreign(const Token& token) const;
  bool is_top_foreign() const { return !open_.is_empty() && open_.top().space != Namespace::kHtml; }
  Step step_in_mode(Token& token) { return step_in(mode_, token); }
  Step step_in(Mode mode, Token& token);
  void reset_mode();
  void close_all();
  void note(std::string_view code, std::string_view detail) { document_.note_once(code, detail); }

  // tree_nodes.cpp: nodes and where they go.
  NodeId create(NodeKind kind, ByteRange page) {
    Node& made = document_.nodes_.emplace_back();
    made.kind = kind;
    made.page = page;
    return static_cast<NodeId>(document_.nodes_.size() - 1);
  }
  NodeId create_element(const Token& token, Namespace space);
  NodeId create_implied(Tag tag);
  NodeId create_clone(NodeId element);
  Place place_here() { return place_for_node(current()); }
  Place place_for_node(NodeId wanted) {
    const Node& element = node(wanted);
    if (is_fostering_ && element.space == Namespace::kHtml && has_trait(element.tag, kTablePart)) {
      return foster_place();
    }
    return place_in(wanted);
  }
  Place foster_place();
  // Last in a node, or, if it is at the depth limit, behind it: what is nested deeper stays in the
  // order of the page. Source: the rule of browsers' parsers, which count open elements; here the
  // depth in the tree counts, since a form or an <a> may leave that stack while what it holds
  // stays.
  Place place_in(NodeId parent) {
    const Node& element = node(parent);
    if ((element.depth & kDepthBits) >= options_.limits.depth) return place_behind(parent);
    if (!element.is(Tag::kTemplate)) return {parent, kNoNode};
    const NodeId inside = element.first_child;  // start_template()
    if ((node(inside).depth & kDepthBits) >= options_.limits.depth) return place_behind(inside);
    return {inside, kNoNode};
  }
  Place place_behind(NodeId element);
  void attach(NodeId id, Place place) {
    Node& child = node(id);
    Node& parent = node(place.parent);
    child.parent = place.parent;
    child.next = place.before;
    child.previous = place.before == kNoNode ? parent.last_child : node(place.before).previous;
    (child.previous == kNoNode ? parent.first_child : node(child.previous).next) = id;
    (place.before == kNoNode ? parent.last_child : node(place.before).previous) = id;
    const int level = (parent.depth & kDepthBits) + (child.kind == NodeKind::kContent ? 0 : 1);
    child.depth = static_cast<uint16_t>((child.depth & ~kDepthBits) | level);
  }
  void detach(NodeId node);
  void move_children(NodeId from, NodeId to);
  void push(NodeId node);
  void pop() {
    Node& element = node(current());
    if ((element.depth & kIsEnded) == 0) element.page.end = std::max(element.page.end, here_);
    element.depth &= kDepthBits;
    open_.pop();
  }
  void pop_to(uint32_t position);          // that entry goes too
  void pop_to_end_tag(uint32_t position);  // the same, by its end tag
  void end_here(NodeId node);              // its end tag is the token at hand
  NodeId insert(const Token& token);
  void insert_void(const Token& token);
  NodeId insert_implied(Tag tag);
  NodeId insert_foreign(Token& token, Namespace space);
  void insert_comment(const Token& token, NodeId parent);
  void insert_comment(const Token& token);
  void insert_text(ByteRange page, SourceReading reading, bool is_plain);
  void insert_text(const Token& token);
  void start_text(NodeId node, SourceReading reading, bool is_plain);
  void own_text(NodeId node, SourceReading reading);
  void add_text(NodeId node, ByteRange page, SourceReading reading, bool is_plain);
  void add_piece(uint32_t text, ByteRange page, SourceReading reading);
  void merge_attributes(GrowingAttributes& growing, const Token& token, NodeId node);
  void store(GrowingAttributes& growing);

  // tree_formatting.cpp: the list of active formatting elements and the adoption agency.
  void push_formatting(NodeId node);
  void push_marker();
  void clear_to_marker();
  uint32_t find_formatting(Tag tag) const;
  uint32_t find_formatting_of(NodeId node) const;
  void erase_formatting(uint32_t index);
  uint64_t likeness_of(NodeId node) const;
  bool is_same_formatting(NodeId a, NodeId b) const;
  bool may_clone();
  void reconstruct_formatting() {
    if (formatting_in_segment_ != 0) reopen_formatting();
  }
  void reopen_formatting();
  Step adopt(const Token& token);
  bool adopt_once(const Token& token);
  void end_without_block(uint32_t position);
  void adopt_block(uint32_t formatting, uint32_t element, uint32_t block);
  NodeId adopt_between(uint32_t element, uint32_t block, uint32_t& bookmark);

  // tree_head.cpp: initial to after head.
  Step in_initial(Token& token);
  Step in_before_html(Token& token);
  Step in_before_head(Token& token);
  Step in_head(Token& token);
  Step start_in_head(Token& token);
  Step in_head_noscript(Token& token);
  Step in_after_head(Token& token);
  Step start_after_head(Token& token);
  void start_raw_text(const Token& token, Tokenizer::State state);
  void start_template(const Token& token);
  void end_template();
  Step in_text(Token& token);

  // tree_body.cpp
  Step in_body(Token& token);
  void text_in_body(ByteRange page, SourceReading reading, bool is_plain);
  Step start_in_body(Token& token);
  Step end_in_body(Token& token);
  Step end_of_page_in_body(Token& token);
  void end_any_other(const Token& token);
  void start_body_again(const Token& token);
  void start_frameset_in_body(const Token& token);
  void start_form(const Token& token);
  void start_list_item(const Token& token);
  void start_select_part(const Token& token);
  void start_input(const Token& token);
  void end_block(const Token& token);
  void end_form(const Token& token);
  void end_list_item(const Token& token);
  void end_heading(const Token& token);
  bool end_body(const Token& token);
  void close_p_in_button_scope();
  void generate_implied_ends(Tag except = Tag::kUnknown);
  void generate_implied_ends_thoroughly();

  // tree_table.cpp
  Step in_table(Token& token);
  Step start_in_table(Token& token);
  Step in_table_else(Token& token);
  void add_pending(const Token& token);
  void flush_pending();
  void clear_to(std::initializer_list<Tag> tags);
  Step in_caption(Token& token);
  Step in_column_group(Token& token);
  Step in_table_body(Token& token);
  Step in_row(Token& token);
  Step in_cell(Token& token);
  bool end_caption(const Token& token);
  bool end_row();
  void close_cell();
  bool end_table(const Token& token);

  // tree_after.cpp: templates, framesets and what follows the body.
  Step in_template(Token& token);
  Step switch_template(Mode mode);
  Step in_after_body(Token& token);
  Step in_frameset(Token& token);
  Step in_after_frameset(Token& token);
  Step in_after_after_body(Token& token);
  Step in_after_after_frameset(Token& token);
  void insert_spaces_of(const Token& token);

  // tree_foreign.cpp
  Step in_foreign(Token& token);
  Step start_in_foreign(Token& token);
  Step end_in_foreign(Token& token);
  void adjust_foreign_attributes(Token& token, Namespace space);
  void set_integration_points(OpenElement& element) const;

  // Of texts.
  bool is_space(ByteRange page, SourceReading reading, bool is_plain) const;
  bool is_nothing(ByteRange page, SourceReading reading, bool is_plain) const;
  uint32_t space_end(const Token& token) const;
  bool take_space(Token& token, ByteRange& space) const;

  Node& node(NodeId id) { return document_.nodes_[id]; }
  const Node& node(NodeId id) const { return document_.nodes_[id]; }
  NodeId current() const { return open_.top().node; }
  bool is_current(Tag tag) const { return open_.top().is(tag); }
  bool is_current_one_of(std::initializer_list<Tag> tags) const;

  Document document_;
  ParseOptions options_;
  Tokenizer tokenizer_;
  std::string* token_log_ = nullptr;
  OwnNames own_names_;
  OpenElements open_;
  std::vector<FormattingElement> formatting_;
  std::vector<Mode> template_modes_;
  std::vector<PendingText> pending_;  // the characters of "in table text"
  bool has_pending_letters_ = false;
  GrowingAttributes html_attributes_, body_attributes_;
  std::vector<OpenElement> scratch_;
  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;
  OpenElement context_;  // of a fragment
  NodeId form_ = kNoNode;
  NodeId head_ = kNoNode;
  uint32_t formatting_in_segment_ = 0;  // entries since the last marker
  uint64_t clones_left_ = 0;
  uint32_t here_ = 0;  // bytes: where what the token closes ends
  ByteRange token_page_;
  bool is_frameset_ok_ = true;
  bool is_fostering_ = false;
  bool skips_newline_ = false;
  bool has_selected_content_ = false;
  bool has_moved_ = false;  // subtrees were moved: depths may be wrong or over the limit
};

}  // namespace copydesk
