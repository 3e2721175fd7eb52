// tree_after.cpp: the insertion modes "in template", those of framesets and those after the body.
// Source: HTML Living Standard, 13.2.6.4.16 to 13.2.6.4.22.
// LONG: a switch over tags follows each section of the standard, in its order.
#include "html/characters.h"
#include "html/tree_builder.h"

namespace copydesk {

TreeBuilder::Step TreeBuilder::switch_template(Mode mode) {
  if (!template_modes_.empty()) template_modes_.back() = mode;
  mode_ = mode;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_template(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
    case TokenKind::kComment:
    case TokenKind::kDoctype:
      return in_body(token);
    case TokenKind::kStartTag:
      switch (token.tag) {
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
        case Tag::kCaption:
        case Tag::kColgroup:
        case Tag::kTbody:
        case Tag::kTfoot:
        case Tag::kThead:
          return switch_template(Mode::kInTable);
        case Tag::kCol:
          return switch_template(Mode::kInColumnGroup);
        case Tag::kTr:
          return switch_template(Mode::kInTableBody);
        case Tag::kTd:
        case Tag::kTh:
          return switch_template(Mode::kInRow);
        default:
          return switch_template(Mode::kInBody);
      }
    case TokenKind::kEndTag:
      return token.tag == Tag::kTemplate ? in_head(token) : Step::kDone;
    case TokenKind::kEnd:
      break;
  }
  if (!open_.has(Tag::kTemplate)) return Step::kDone;
  pop_to(open_.find(Tag::kTemplate));
  clear_to_marker();
  template_modes_.pop_back();
  reset_mode();
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_after_body(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kText: {
      const bool is_all = take_space(token, space);
      if (!space.is_empty()) text_in_body(space, token.reading, token.is_plain);
      if (is_all) return Step::kDone;
      break;
    }
    case TokenKind::kComment:
      insert_comment(token, open_[0].node);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kHtml) {
        if (document_.is_fragment_) return Step::kDone;
        end_here(open_[0].node);
        mode_ = Mode::kAfterAfterBody;
        return Step::kDone;
      }
      break;
    case TokenKind::kEnd:
      return Step::kDone;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

// Framesets keep the white space of their texts and nothing else.
void TreeBuilder::insert_spaces_of(const Token& token) {
  SourceCursor cursor(document_.page_, token.page, token.reading);
  for (SourceUnit unit; cursor.next(unit);) {
    const bool is_source = unit.text.size() == unit.page.end - unit.page.begin;
    if (!is_source) {
      if (!unit.text.empty() && is_html_space(unit.text[0])) {
        insert_text(unit.page, token.reading, token.is_plain);
      }
      continue;
    }
    const auto size = static_cast<uint32_t>(unit.text.size());
    for (uint32_t i = 0; i < size;) {
      uint32_t end = i;
      while (end < size && is_html_space(unit.text[end])) ++end;
      if (end > i) {
        insert_text({unit.page.begin + i, unit.page.begin + end}, token.reading, token.is_plain);
      }
      i = end == i ? i + 1 : end;
    }
  }
}

TreeBuilder::Step TreeBuilder::in_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces_of(token);
      return Step::kDone;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kFrameset) insert(token);
      if (token.tag == Tag::kFrame) insert_void(token);
      if (token.tag == Tag::kNoframes) return in_head(token);
      return Step::kDone;
    case TokenKind::kEndTag:
      if (token.tag != Tag::kFrameset || open_.size() == 1) return Step::kDone;
      pop_to_end_tag(open_.size() - 1);
      if (!document_.is_fragment_ && !is_current(Tag::kFrameset)) mode_ = Mode::kAfterFrameset;
      return Step::kDone;
    case TokenKind::kEnd:
      return Step::kDone;
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::in_after_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces_of(token);
      return Step::kDone;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kNoframes) return in_head(token);
      return Step::kDone;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kHtml) mode_ = Mode::kAfterAfterFrameset;
      return Step::kDone;
    default:
      return Step::kDone;
  }
}

TreeBuilder::Step TreeBuilder::in_after_after_body(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kComment:
      insert_comment(token, kDocumentNode);
      return Step::kDone;
    case TokenKind::kDoctype:
      return in_body(token);
    case TokenKind::kText: {
      const bool is_all = take_space(token, space);
      if (!space.is_empty()) text_in_body(space, token.reading, token.is_plain);
      if (is_all) return Step::kDone;
      break;
    }
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      break;
    case TokenKind::kEndTag:
      break;
    case TokenKind::kEnd:
      return Step::kDone;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_after_after_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kComment:
      insert_comment(token, kDocumentNode);
      return Step::kDone;
    case TokenKind::kText:
      insert_spaces_of(token);
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kNoframes) return in_head(token);
      return Step::kDone;
    default:
      return Step::kDone;
  }
}

}  // namespace copydesk
