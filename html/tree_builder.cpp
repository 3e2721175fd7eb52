// tree_builder.cpp: tokens -> the tree: the loop, and which rules a token follows.
// Source: HTML Living Standard, 13.2.6 Tree construction, 13.4 Parsing HTML fragments.
// Not here: the rules themselves (tree_*.cpp), texts and depths of the finished tree (finish.cpp).
// LONG: the switch over insertion modes, and the standard's steps that reset the mode.
#include "html/tree_builder.h"

#include <algorithm>

#include "html/characters.h"
#include "html/finish.h"
#include "html/token_dump.h"

namespace copydesk {
namespace {

// Room that a page has from the start, half a byte a byte of it for each. Growing from nothing
// moved every node and attribute once more: 4 % of the parse of wcxb-dev, whose mean page has a
// node for 100 bytes. Half as much room again took 1.4 % more off, and a seventh more memory.
constexpr size_t kBytesANode = 80, kBytesAnAttribute = 96;
constexpr size_t kBytesAText = 2048, kBytesAPiece = 1024;  // of texts that are not the page's bytes

}  // namespace

TreeBuilder::TreeBuilder(std::string_view page, const ParseOptions& options)
    : options_(options),
      tokenizer_(page, document_.arena_, document_.attributes_,
                 options.limits.attributes_per_element),
      own_names_(document_.own_tags_) {
  document_.page_ = page;
  options_.limits.depth = std::clamp<uint16_t>(options_.limits.depth, 2, kDepthBits - 1);
  // Reopened formatting elements are the only nodes that the page does not pay for.
  clones_left_ = 4096 + page.size() / 8;
  document_.nodes_.reserve(page.size() / kBytesANode + 16);
  document_.attributes_.reserve(page.size() / kBytesAnAttribute + 16);
  document_.texts_.reserve(page.size() / kBytesAText + 16);
  document_.pieces_.reserve(page.size() / kBytesAPiece + 16);
  create(NodeKind::kDocument, {0, static_cast<uint32_t>(page.size())});
}

Document TreeBuilder::build() {
  if (!options_.fragment_context.empty()) set_up_fragment();
  run();
  close_all();
  store(html_attributes_);
  store(body_attributes_);
  if (tokenizer_.has_dropped_attributes()) {
    note("attribute-limit", "attributes over the limit of one element were left out");
  }
  Finisher(document_, options_.limits.depth).finish(has_selected_content_, has_moved_);
  return std::move(document_);
}

// SPEC: 13.4 Parsing HTML fragments.
void TreeBuilder::set_up_fragment() {
  std::string_view name = options_.fragment_context;
  if (name.starts_with("svg ")) context_.space = Namespace::kSvg;
  if (name.starts_with("math ")) context_.space = Namespace::kMathMl;
  if (context_.space != Namespace::kHtml) name.remove_prefix(name.find(' ') + 1);
  std::string lower(name);
  for (char& c : lower) c = to_lower(c);
  context_.tag = find_tag(lower);
  document_.is_fragment_ = true;
  set_integration_points(context_);
  if (context_.space == Namespace::kHtml) set_fragment_state();
  if (context_.is(Tag::kTemplate)) template_modes_.push_back(Mode::kInTemplate);
  const NodeId root = create_implied(Tag::kHtml);
  attach(root, {kDocumentNode, kNoNode});
  document_.html_ = root;
  push(root);
  reset_mode();
}

// No end tag ends these states, for no start tag was read.
void TreeBuilder::set_fragment_state() {
  using State = Tokenizer::State;
  switch (context_.tag) {
    case Tag::kTitle:
    case Tag::kTextarea:
      tokenizer_.set_state(State::kRcdata, {});
      break;
    case Tag::kStyle:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
      tokenizer_.set_state(State::kRawtext, {});
      break;
    case Tag::kScript:
      tokenizer_.set_state(State::kScriptData, {});
      break;
    case Tag::kNoscript:
      if (options_.scripting) tokenizer_.set_state(State::kRawtext, {});
      break;
    case Tag::kPlaintext:
      tokenizer_.set_state(State::kPlaintext, {});
      break;
    default:
      break;
  }
}

void TreeBuilder::run() {
  const uint32_t node_limit = options_.limits.nodes;
  for (;;) {
    const bool is_in_context = document_.is_fragment_ && open_.size() == 1;
    tokenizer_.allow_cdata(is_in_context ? context_.space != Namespace::kHtml : is_top_foreign());
    Token& token = tokenizer_.next();
    if (token_log_ != nullptr) append_token(*token_log_, document_.page_, token);
    prepare(token);
    if (skips_newline_ && skip_newline(token)) continue;
    if (!pending_.empty() && token.kind != TokenKind::kText) flush_pending();
    while (step(token) == Step::kAgain) {
    }
    if (token.kind == TokenKind::kEnd) return;
    if (document_.nodes_.size() >= node_limit) {
      note("node-limit", "the rest of the page was left out");
      return;
    }
  }
}

// Of a tag whose name is not listed: the number that the page gives it.
void TreeBuilder::number_own_name(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    token.tag = own_names_.add(token.name);
    if (token.tag == Tag::kUnknown) note("name-limit", "tag names over the limit lost their name");
  } else if (token.kind == TokenKind::kEndTag) {
    token.tag = own_names_.find(token.name);
  }
}

// After <pre>, <listing> and <textarea> one newline is dropped; true when nothing of the token
// stays.
bool TreeBuilder::skip_newline(Token& token) {
  skips_newline_ = false;
  if (token.kind != TokenKind::kText) return false;
  SourceCursor cursor(document_.page_, token.page, token.reading);
  SourceUnit unit;
  if (!cursor.next(unit) || unit.text.empty() || unit.text.front() != '\n') return false;
  token.page.begin = unit.text.size() == 1 ? unit.page.end : unit.page.begin + 1;
  return token.page.is_empty();
}

// SPEC: 13.2.6, the tree construction dispatcher.
bool TreeBuilder::is_foreign(const Token& token) const {
  if (open_.size() == 0) return false;
  const bool is_context = open_.size() == 1 && document_.is_fragment_;
  const OpenElement& element = is_context ? context_ : open_.top();
  if (element.space == Namespace::kHtml || token.kind == TokenKind::kEnd) return false;
  const bool is_start = token.kind == TokenKind::kStartTag;
  const bool is_text = token.kind == TokenKind::kText;
  if (element.is_text_integration_point) {
    if (is_text) return false;
    if (is_start && token.tag != Tag::kMglyph && token.tag != Tag::kMalignmark) return false;
  }
  if (element.space == Namespace::kMathMl && element.tag == Tag::kAnnotationXml && is_start &&
      token.tag == Tag::kSvg) {
    return false;
  }
  return !(element.is_html_integration_point && (is_start || is_text));
}

TreeBuilder::Step TreeBuilder::step_in(Mode mode, Token& token) {
  switch (mode) {
    case Mode::kInitial:
      return in_initial(token);
    case Mode::kBeforeHtml:
      return in_before_html(token);
    case Mode::kBeforeHead:
      return in_before_head(token);
    case Mode::kInHead:
      return in_head(token);
    case Mode::kInHeadNoscript:
      return in_head_noscript(token);
    case Mode::kAfterHead:
      return in_after_head(token);
    case Mode::kInBody:
      return in_body(token);
    case Mode::kText:
      return in_text(token);
    case Mode::kInTable:
      return in_table(token);
    case Mode::kInCaption:
      return in_caption(token);
    case Mode::kInColumnGroup:
      return in_column_group(token);
    case Mode::kInTableBody:
      return in_table_body(token);
    case Mode::kInRow:
      return in_row(token);
    case Mode::kInCell:
      return in_cell(token);
    case Mode::kInTemplate:
      return in_template(token);
    case Mode::kAfterBody:
      return in_after_body(token);
    case Mode::kInFrameset:
      return in_frameset(token);
    case Mode::kAfterFrameset:
      return in_after_frameset(token);
    case Mode::kAfterAfterBody:
      return in_after_after_body(token);
    case Mode::kAfterAfterFrameset:
      return in_after_after_frameset(token);
  }
  return Step::kDone;
}

// SPEC: 13.2.4.1, reset the insertion mode appropriately.
void TreeBuilder::reset_mode() {
  const uint32_t position = open_.barrier(Barrier::kMode);
  const bool is_last = position == 0;
  const bool is_context = is_last && document_.is_fragment_;
  const Tag tag = is_context ? context_.tag : open_[position].tag;
  mode_ = Mode::kInBody;
  if (is_context && context_.space != Namespace::kHtml) return;
  switch (tag) {
    case Tag::kTd:
    case Tag::kTh:
      if (!is_last) mode_ = Mode::kInCell;
      break;
    case Tag::kTr:
      mode_ = Mode::kInRow;
      break;
    case Tag::kTbody:
    case Tag::kThead:
    case Tag::kTfoot:
      mode_ = Mode::kInTableBody;
      break;
    case Tag::kCaption:
      mode_ = Mode::kInCaption;
      break;
    case Tag::kColgroup:
      mode_ = Mode::kInColumnGroup;
      break;
    case Tag::kTable:
      mode_ = Mode::kInTable;
      break;
    case Tag::kTemplate:
      mode_ = template_modes_.back();
      break;
    case Tag::kHead:
      if (!is_last) mode_ = Mode::kInHead;
      break;
    case Tag::kFrameset:
      mode_ = Mode::kInFrameset;
      break;
    case Tag::kHtml:
      mode_ = head_ == kNoNode ? Mode::kBeforeHead : Mode::kAfterHead;
      break;
    default:
      break;
  }
}

void TreeBuilder::close_all() {
  here_ = static_cast<uint32_t>(document_.page_.size());
  while (open_.size() > 0) pop();
}

bool TreeBuilder::is_current_one_of(std::initializer_list<Tag> tags) const {
  const OpenElement& top = open_.top();
  return top.space == Namespace::kHtml &&
         std::find(tags.begin(), tags.end(), top.tag) != tags.end();
}

bool TreeBuilder::is_space(ByteRange page, SourceReading reading, bool is_plain) const {
  if (is_plain) {
    for (uint32_t i = page.begin; i < page.end; ++i) {
      if (!is_html_space(document_.page_[i])) return false;
    }
    return true;
  }
  SourceCursor cursor(document_.page_, page, reading);
  for (SourceUnit unit; cursor.next(unit);) {
    if (!std::all_of(unit.text.begin(), unit.text.end(), is_html_space)) return false;
  }
  return true;
}

// Whether a text is made of NULs that are dropped.
bool TreeBuilder::is_nothing(ByteRange page, SourceReading reading, bool is_plain) const {
  if (is_plain || reading != SourceReading::kBody) return page.is_empty();
  for (uint32_t i = page.begin; i < page.end; ++i) {
    if (document_.page_[i] != '\0') return false;
  }
  return true;
}

// Where the white space at the start of a text ends.
uint32_t TreeBuilder::space_end(const Token& token) const {
  SourceCursor cursor(document_.page_, token.page, token.reading);
  for (SourceUnit unit; cursor.next(unit);) {
    if (unit.text.empty()) return unit.page.begin;  // a NUL is not white space
    for (uint32_t i = 0; i < unit.text.size(); ++i) {
      if (!is_html_space(unit.text[i])) return unit.page.begin + i;
    }
  }
  return token.page.end;
}

// Cuts the white space off the start of a text; true when nothing else is left.
bool TreeBuilder::take_space(Token& token, ByteRange& space) const {
  const uint32_t end = space_end(token);
  space = {token.page.begin, end};
  token.page.begin = end;
  return token.page.is_empty();
}

Document parse_html(std::string_view page, const ParseOptions& options) {
  return TreeBuilder(page, options).build();
}

}  // namespace copydesk
