// tree_body.cpp: the insertion mode "in body".
// LONG: a switch over tags follows the standard's longest section, in its order.
// Source: HTML Living Standard, 13.2.6.4.7.
#include <algorithm>

#include "base/base.h"
#include "html/tree_builder.h"

namespace copydesk {
namespace {

constexpr uint32_t kNone = OpenElements::kNone;

}  // namespace

TreeBuilder::Step TreeBuilder::in_body(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      text_in_body(token.page, token.reading, token.is_plain);
      break;
    case TokenKind::kComment:
      insert_comment(token);
      break;
    case TokenKind::kDoctype:
      break;
    case TokenKind::kStartTag:
      return start_in_body(token);
    case TokenKind::kEndTag:
      return end_in_body(token);
    case TokenKind::kEnd:
      return end_of_page_in_body(token);
  }
  return Step::kDone;
}

void TreeBuilder::text_in_body(ByteRange page, SourceReading reading, bool is_plain) {
  if (!is_plain && is_nothing(page, reading, is_plain)) return;
  reconstruct_formatting();
  insert_text(page, reading, is_plain);
  if (is_frameset_ok_ && !is_space(page, reading, is_plain)) is_frameset_ok_ = false;
}

void TreeBuilder::close_p_in_button_scope() {
  if (!open_.has_in_scope(Tag::kP, Barrier::kButton)) return;
  pop_to(open_.find(Tag::kP));
}

void TreeBuilder::generate_implied_ends(Tag except) {
  while (open_.top().space == Namespace::kHtml && has_trait(open_.top().tag, kImpliedEnd) &&
         open_.top().tag != except) {
    pop();
  }
}

void TreeBuilder::generate_implied_ends_thoroughly() {
  while (open_.top().space == Namespace::kHtml && has_trait(open_.top().tag, kThoroughEnd)) pop();
}

TreeBuilder::Step TreeBuilder::start_in_body(Token& token) {
  using State = Tokenizer::State;
  switch (token.tag) {
    case Tag::kHtml:
      if (!open_.has(Tag::kTemplate)) merge_attributes(html_attributes_, token, open_[0].node);
      return Step::kDone;
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoframes:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return in_head(token);
    case Tag::kBody:
      start_body_again(token);
      return Step::kDone;
    case Tag::kFrameset:
      start_frameset_in_body(token);
      return Step::kDone;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kUl:
      close_p_in_button_scope();
      insert(token);
      return Step::kDone;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      close_p_in_button_scope();
      if (open_.top().space == Namespace::kHtml && has_trait(open_.top().tag, kHeading)) pop();
      insert(token);
      return Step::kDone;
    case Tag::kPre:
    case Tag::kListing:
      close_p_in_button_scope();
      insert(token);
      skips_newline_ = true;
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kForm:
      start_form(token);
      return Step::kDone;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      start_list_item(token);
      return Step::kDone;
    case Tag::kPlaintext:
      close_p_in_button_scope();
      insert(token);
      tokenizer_.set_state(State::kPlaintext, {});
      return Step::kDone;
    case Tag::kButton:
      if (open_.has_in_scope(Tag::kButton)) {
        generate_implied_ends();
        pop_to(open_.find(Tag::kButton));
      }
      reconstruct_formatting();
      insert(token);
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kA: {
      const uint32_t old = find_formatting(Tag::kA);
      if (old != kNone) {
        const NodeId old_node = formatting_[old].node;
        adopt(token);
        const uint32_t left = find_formatting_of(old_node);
        if (left != kNone) erase_formatting(left);
        const uint32_t position = open_.position_of(old_node, Tag::kA, 0);
        if (position != kNone) {
          node(old_node).depth &= kDepthBits;
          open_.remove(position);
        }
      }
      reconstruct_formatting();
      push_formatting(insert(token));
      return Step::kDone;
    }
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      reconstruct_formatting();
      push_formatting(insert(token));
      return Step::kDone;
    case Tag::kNobr:
      reconstruct_formatting();
      if (open_.has_in_scope(Tag::kNobr)) {
        adopt(token);
        reconstruct_formatting();
      }
      push_formatting(insert(token));
      return Step::kDone;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      reconstruct_formatting();
      insert(token);
      push_marker();
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kTable:
      if (!document_.is_quirky_) close_p_in_button_scope();
      insert(token);
      is_frameset_ok_ = false;
      mode_ = Mode::kInTable;
      return Step::kDone;
    case Tag::kImage:
      token.tag = Tag::kImg;
      [[fallthrough]];
    case Tag::kArea:
    case Tag::kBr:
    case Tag::kEmbed:
    case Tag::kImg:
    case Tag::kKeygen:
    case Tag::kWbr:
      reconstruct_formatting();
      insert_void(token);
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kInput:
      start_input(token);
      return Step::kDone;
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
      insert_void(token);
      return Step::kDone;
    case Tag::kHr:
      close_p_in_button_scope();
      if (open_.has_in_scope(Tag::kSelect)) generate_implied_ends();
      insert_void(token);
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kTextarea:
      start_raw_text(token, State::kRcdata);
      skips_newline_ = true;
      is_frameset_ok_ = false;
      return Step::kDone;
    case Tag::kXmp:
      close_p_in_button_scope();
      reconstruct_formatting();
      is_frameset_ok_ = false;
      start_raw_text(token, State::kRawtext);
      return Step::kDone;
    case Tag::kIframe:
      is_frameset_ok_ = false;
      start_raw_text(token, State::kRawtext);
      return Step::kDone;
    case Tag::kNoembed:
      start_raw_text(token, State::kRawtext);
      return Step::kDone;
    case Tag::kNoscript:
      if (!options_.scripting) break;
      start_raw_text(token, State::kRawtext);
      return Step::kDone;
    case Tag::kSelect:
    case Tag::kOption:
    case Tag::kOptgroup:
      start_select_part(token);
      return Step::kDone;
    case Tag::kSelectedcontent:
      has_selected_content_ = true;
      break;
    case Tag::kRb:
    case Tag::kRtc:
      if (open_.has_in_scope(Tag::kRuby)) generate_implied_ends();
      insert(token);
      return Step::kDone;
    case Tag::kRp:
    case Tag::kRt:
      if (open_.has_in_scope(Tag::kRuby)) generate_implied_ends(Tag::kRtc);
      insert(token);
      return Step::kDone;
    case Tag::kMath:
      reconstruct_formatting();
      insert_foreign(token, Namespace::kMathMl);
      return Step::kDone;
    case Tag::kSvg:
      reconstruct_formatting();
      insert_foreign(token, Namespace::kSvg);
      return Step::kDone;
    case Tag::kCaption:
    case Tag::kCol:
    case Tag::kColgroup:
    case Tag::kFrame:
    case Tag::kHead:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
      return Step::kDone;
    default:
      break;
  }
  reconstruct_formatting();
  insert(token);
  return Step::kDone;
}

void TreeBuilder::start_body_again(const Token& token) {
  if (open_.size() < 2 || !open_[1].is(Tag::kBody) || open_.has(Tag::kTemplate)) return;
  is_frameset_ok_ = false;
  merge_attributes(body_attributes_, token, open_[1].node);
}

void TreeBuilder::start_frameset_in_body(const Token& token) {
  if (open_.size() < 2 || !open_[1].is(Tag::kBody) || !is_frameset_ok_) return;
  detach(open_[1].node);
  pop_to(1);
  insert(token);
  mode_ = Mode::kInFrameset;
}

void TreeBuilder::start_form(const Token& token) {
  const bool is_in_template = open_.has(Tag::kTemplate);
  if (form_ != kNoNode && !is_in_template) return;
  close_p_in_button_scope();
  const NodeId made = insert(token);
  if (!is_in_template) form_ = made;
}

// <li>, <dd>, <dt>: an open one of the same list ends.
void TreeBuilder::start_list_item(const Token& token) {
  is_frameset_ok_ = false;
  const auto find = [&](Tag tag) {
    const uint32_t position = open_.find(tag);
    return position != kNone && position >= open_.barrier(Barrier::kListItem) ? position : kNone;
  };
  uint32_t open_item = kNone;
  if (token.tag == Tag::kLi) {
    open_item = find(Tag::kLi);
  } else {
    open_item = find(Tag::kDd);
    if (open_item == kNone) open_item = find(Tag::kDt);
  }
  if (open_item != kNone) {
    generate_implied_ends(open_[open_item].tag);
    pop_to(open_item);
  }
  close_p_in_button_scope();
  insert(token);
}

void TreeBuilder::start_input(const Token& token) {
  if (document_.is_fragment_ && context_.is(Tag::kSelect)) return;
  if (open_.has_in_scope(Tag::kSelect)) pop_to(open_.find(Tag::kSelect));
  reconstruct_formatting();
  insert_void(token);
  const auto type = std::find_if(token.attributes.begin(), token.attributes.end(),
                                 [](const Attribute& a) { return a.name == AttributeName::kType; });
  std::string value(type == token.attributes.end() ? std::string_view{} : type->value);
  for (char& c : value) c = to_lower(c);
  if (value != "hidden") is_frameset_ok_ = false;
}

// <select>, <option>, <optgroup>.
void TreeBuilder::start_select_part(const Token& token) {
  const bool is_in_select = open_.has_in_scope(Tag::kSelect);
  if (token.tag == Tag::kSelect) {
    if (document_.is_fragment_ && context_.is(Tag::kSelect)) return;
    if (is_in_select) {
      pop_to(open_.find(Tag::kSelect));
      return;
    }
    is_frameset_ok_ = false;
  } else if (is_in_select) {
    generate_implied_ends(token.tag == Tag::kOption ? Tag::kOptgroup : Tag::kUnknown);
  } else if (is_current(Tag::kOption)) {
    pop();
  }
  reconstruct_formatting();
  insert(token);
}

TreeBuilder::Step TreeBuilder::end_in_body(Token& token) {
  switch (token.tag) {
    case Tag::kTemplate:
      end_template();
      return Step::kDone;
    case Tag::kBody:
      end_body(token);
      return Step::kDone;
    case Tag::kHtml:
      return end_body(token) ? Step::kAgain : Step::kDone;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kButton:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSelect:
    case Tag::kSummary:
    case Tag::kUl:
      end_block(token);
      return Step::kDone;
    case Tag::kForm:
      end_form(token);
      return Step::kDone;
    case Tag::kNoscript:
      options_.noscript_ends_inside ? end_block(token) : end_any_other(token);
      return Step::kDone;
    case Tag::kP:
      if (!open_.has_in_scope(Tag::kP, Barrier::kButton)) insert_implied(Tag::kP);
      pop_to_end_tag(open_.find(Tag::kP));
      return Step::kDone;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      end_list_item(token);
      return Step::kDone;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      end_heading(token);
      return Step::kDone;
    case Tag::kA:
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kNobr:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      return adopt(token);
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      if (!open_.has_in_scope(token.tag)) return Step::kDone;
      end_block(token);
      clear_to_marker();
      return Step::kDone;
    case Tag::kBr: {
      reconstruct_formatting();
      const NodeId made = create_implied(Tag::kBr);
      node(made).page = token.page;
      attach(made, place_here());
      is_frameset_ok_ = false;
      return Step::kDone;
    }
    default:
      end_any_other(token);
      return Step::kDone;
  }
}

// SPEC: an end tag "body" or "html"; false when there is no body to end.
bool TreeBuilder::end_body(const Token& token) {
  if (!open_.has_in_scope(Tag::kBody)) return false;
  if (token.tag == Tag::kBody) end_here(open_[open_.find(Tag::kBody)].node);
  mode_ = Mode::kAfterBody;
  return true;
}

TreeBuilder::Step TreeBuilder::end_of_page_in_body(Token& token) {
  if (!template_modes_.empty()) return in_template(token);
  return Step::kDone;
}

void TreeBuilder::end_block(const Token& token) {
  if (!open_.has_in_scope(token.tag)) return;
  generate_implied_ends();
  pop_to_end_tag(open_.find(token.tag));
}

void TreeBuilder::end_form(const Token& token) {
  if (open_.has(Tag::kTemplate)) {
    end_block(token);
    return;
  }
  const NodeId form = form_;
  form_ = kNoNode;
  if (form == kNoNode) return;
  const uint32_t position = open_.position_of(form, Tag::kForm, open_.barrier(Barrier::kScope));
  if (position == kNone) return;
  generate_implied_ends();
  if (position >= open_.size()) return;
  end_here(form);
  node(form).depth &= kDepthBits;
  open_.remove(position);
}

void TreeBuilder::end_list_item(const Token& token) {
  const Barrier scope = token.tag == Tag::kLi ? Barrier::kList : Barrier::kScope;
  if (!open_.has_in_scope(token.tag, scope)) return;
  generate_implied_ends(token.tag);
  pop_to_end_tag(open_.find(token.tag));
}

void TreeBuilder::end_heading(const Token&) {
  uint32_t position = kNone;
  for (const Tag tag : {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6}) {
    if (!open_.has_in_scope(tag)) continue;
    const uint32_t found = open_.find(tag);
    if (position == kNone || found > position) position = found;
  }
  if (position == kNone) return;
  generate_implied_ends();
  pop_to_end_tag(position);
}

// SPEC: "any other end tag": the nearest element of that name, unless a special one is nearer.
void TreeBuilder::end_any_other(const Token& token) {
  if (token.tag == Tag::kUnknown) return;
  const uint32_t position = open_.find(token.tag);
  if (position == kNone || position < open_.barrier(Barrier::kSpecial)) return;
  generate_implied_ends(token.tag);
  pop_to_end_tag(position);
}

}  // namespace copydesk
