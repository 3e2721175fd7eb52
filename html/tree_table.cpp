// tree_table.cpp: the insertion modes from "in table" to "in cell".
// Source: HTML Living Standard, 13.2.6.4.9 to 13.2.6.4.15.
// LONG: a switch over tags follows each section of the standard, in its order.
#include <algorithm>

#include "base/base.h"
#include "html/tree_builder.h"

namespace copydesk {
namespace {

constexpr auto kInTableScope = Barrier::kTable;

bool is_hidden_input(const Token& token) {
  for (const Attribute& attribute : token.attributes) {
    if (attribute.name != AttributeName::kType || attribute.value.size() != 6) continue;
    constexpr std::string_view kHidden = "hidden";
    return std::equal(kHidden.begin(), kHidden.end(), attribute.value.begin(),
                      [](char lower, char c) { return lower == to_lower(c); });
  }
  return false;
}

}  // namespace

// SPEC: clear the stack back to a table (body, row) context.
void TreeBuilder::clear_to(std::initializer_list<Tag> tags) {
  while (open_.size() > 1 && !is_current_one_of(tags) && !is_current(Tag::kTemplate)) pop();
}

TreeBuilder::Step TreeBuilder::in_table(Token& token) {
  if (token.kind == TokenKind::kText && is_current_one_of({Tag::kTable, Tag::kTbody, Tag::kTemplate,
                                                           Tag::kTfoot, Tag::kThead, Tag::kTr})) {
    add_pending(token);
    return Step::kDone;
  }
  switch (token.kind) {
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      return start_in_table(token);
    case TokenKind::kEndTag:
      switch (token.tag) {
        case Tag::kTable:
          end_table(token);
          return Step::kDone;
        case Tag::kBody:
        case Tag::kCaption:
        case Tag::kCol:
        case Tag::kColgroup:
        case Tag::kHtml:
        case Tag::kTbody:
        case Tag::kTd:
        case Tag::kTfoot:
        case Tag::kTh:
        case Tag::kThead:
        case Tag::kTr:
          return Step::kDone;
        case Tag::kTemplate:
          return in_head(token);
        default:
          return in_table_else(token);
      }
    case TokenKind::kEnd:
      return in_body(token);
    default:
      return in_table_else(token);
  }
}

// SPEC: anything else: as in body, with foster parenting.
TreeBuilder::Step TreeBuilder::in_table_else(Token& token) {
  is_fostering_ = true;
  const Step result = in_body(token);
  is_fostering_ = false;
  return result;
}

TreeBuilder::Step TreeBuilder::start_in_table(Token& token) {
  switch (token.tag) {
    case Tag::kCaption:
      clear_to({Tag::kTable});
      push_marker();
      insert(token);
      mode_ = Mode::kInCaption;
      return Step::kDone;
    case Tag::kColgroup:
      clear_to({Tag::kTable});
      insert(token);
      mode_ = Mode::kInColumnGroup;
      return Step::kDone;
    case Tag::kCol:
      clear_to({Tag::kTable});
      insert_implied(Tag::kColgroup);
      mode_ = Mode::kInColumnGroup;
      return Step::kAgain;
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kThead:
      clear_to({Tag::kTable});
      insert(token);
      mode_ = Mode::kInTableBody;
      return Step::kDone;
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kTr:
      clear_to({Tag::kTable});
      insert_implied(Tag::kTbody);
      mode_ = Mode::kInTableBody;
      return Step::kAgain;
    case Tag::kTable:
      if (!open_.has_in_scope(Tag::kTable, kInTableScope)) return Step::kDone;
      pop_to(open_.find(Tag::kTable));
      reset_mode();
      return Step::kAgain;
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kTemplate:
      return in_head(token);
    case Tag::kInput:
      if (!is_hidden_input(token)) break;
      insert_void(token);
      return Step::kDone;
    case Tag::kForm:
      if (open_.has(Tag::kTemplate) || form_ != kNoNode) return Step::kDone;
      form_ = insert(token);
      pop();
      return Step::kDone;
    default:
      break;
  }
  return in_table_else(token);
}

// SPEC: 13.2.6.4.10 The "in table text" insertion mode. Characters wait until another token comes.
void TreeBuilder::add_pending(const Token& token) {
  if (is_nothing(token.page, token.reading, token.is_plain)) return;
  pending_.push_back({token.page, token.is_plain});
  if (!has_pending_letters_) {
    has_pending_letters_ = !is_space(token.page, token.reading, token.is_plain);
  }
}

void TreeBuilder::flush_pending() {
  for (const PendingText& text : pending_) {
    if (has_pending_letters_) {
      is_fostering_ = true;
      text_in_body(text.page, SourceReading::kBody, text.is_plain);
      is_fostering_ = false;
    } else {
      insert_text(text.page, SourceReading::kBody, text.is_plain);
    }
  }
  pending_.clear();
  has_pending_letters_ = false;
}

bool TreeBuilder::end_table(const Token& token) {
  if (!open_.has_in_scope(Tag::kTable, kInTableScope)) return false;
  const uint32_t position = open_.find(Tag::kTable);
  if (token.kind == TokenKind::kEndTag && token.tag == Tag::kTable) {
    pop_to_end_tag(position);
  } else {
    pop_to(position);
  }
  reset_mode();
  return true;
}

// Ends the caption; false when there is none.
bool TreeBuilder::end_caption(const Token& token) {
  if (!open_.has_in_scope(Tag::kCaption, kInTableScope)) return false;
  generate_implied_ends();
  const uint32_t position = open_.find(Tag::kCaption);
  if (token.kind == TokenKind::kEndTag && token.tag == Tag::kCaption) {
    pop_to_end_tag(position);
  } else {
    pop_to(position);
  }
  clear_to_marker();
  mode_ = Mode::kInTable;
  return true;
}

TreeBuilder::Step TreeBuilder::in_caption(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr:
        return end_caption(token) ? Step::kAgain : Step::kDone;
      default:
        break;
    }
  } else if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kCaption:
        end_caption(token);
        return Step::kDone;
      case Tag::kTable:
        return end_caption(token) ? Step::kAgain : Step::kDone;
      case Tag::kBody:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
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
  }
  return in_body(token);
}

TreeBuilder::Step TreeBuilder::in_column_group(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kText: {
      const bool is_all = take_space(token, space);
      insert_text(space, token.reading, token.is_plain);
      if (is_all) return Step::kDone;
      break;
    }
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kTemplate) return in_head(token);
      if (token.tag == Tag::kCol) {
        insert_void(token);
        return Step::kDone;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kTemplate) return in_head(token);
      if (token.tag == Tag::kCol) return Step::kDone;
      if (token.tag == Tag::kColgroup) {
        if (!is_current(Tag::kColgroup)) return Step::kDone;
        pop_to_end_tag(open_.size() - 1);
        mode_ = Mode::kInTable;
        return Step::kDone;
      }
      break;
    case TokenKind::kEnd:
      return in_body(token);
  }
  if (!is_current(Tag::kColgroup)) return Step::kDone;
  pop();
  mode_ = Mode::kInTable;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_table_body(Token& token) {
  const auto close_body = [&] {
    if (!open_.has_in_scope(Tag::kTbody, kInTableScope) &&
        !open_.has_in_scope(Tag::kThead, kInTableScope) &&
        !open_.has_in_scope(Tag::kTfoot, kInTableScope)) {
      return Step::kDone;
    }
    clear_to({Tag::kTbody, Tag::kTfoot, Tag::kThead});
    if (open_.size() > 1) pop();
    mode_ = Mode::kInTable;
    return Step::kAgain;
  };
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kTr:
        clear_to({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        insert(token);
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kTh:
      case Tag::kTd:
        clear_to({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        insert_implied(Tag::kTr);
        mode_ = Mode::kInRow;
        return Step::kAgain;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        return close_body();
      default:
        break;
    }
  } else if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!open_.has_in_scope(token.tag, kInTableScope)) return Step::kDone;
        clear_to({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        if (open_.size() > 1) pop_to_end_tag(open_.size() - 1);
        mode_ = Mode::kInTable;
        return Step::kDone;
      case Tag::kTable:
        return close_body();
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kTr:
        return Step::kDone;
      default:
        break;
    }
  }
  return in_table(token);
}

// Ends the row; false when there is none.
bool TreeBuilder::end_row() {
  if (!open_.has_in_scope(Tag::kTr, kInTableScope)) return false;
  clear_to({Tag::kTr});
  if (open_.size() > 1) pop();
  mode_ = Mode::kInTableBody;
  return true;
}

TreeBuilder::Step TreeBuilder::in_row(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kTh:
      case Tag::kTd:
        clear_to({Tag::kTr});
        insert(token);
        mode_ = Mode::kInCell;
        push_marker();
        return Step::kDone;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr:
        return end_row() ? Step::kAgain : Step::kDone;
      default:
        break;
    }
  } else if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTr:
        if (!open_.has_in_scope(Tag::kTr, kInTableScope)) return Step::kDone;
        end_here(open_[open_.find(Tag::kTr)].node);
        end_row();
        return Step::kDone;
      case Tag::kTable:
        return end_row() ? Step::kAgain : Step::kDone;
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!open_.has_in_scope(token.tag, kInTableScope)) return Step::kDone;
        return end_row() ? Step::kAgain : Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh:
        return Step::kDone;
      default:
        break;
    }
  }
  return in_table(token);
}

// SPEC: close the cell.
void TreeBuilder::close_cell() {
  generate_implied_ends();
  while (open_.size() > 1 && !is_current_one_of({Tag::kTd, Tag::kTh})) pop();
  if (open_.size() > 1) pop();
  clear_to_marker();
  mode_ = Mode::kInRow;
}

TreeBuilder::Step TreeBuilder::in_cell(Token& token) {
  const auto has_cell = [&] {
    return open_.has_in_scope(Tag::kTd, kInTableScope) ||
           open_.has_in_scope(Tag::kTh, kInTableScope);
  };
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr:
        if (!has_cell()) return Step::kDone;
        close_cell();
        return Step::kAgain;
      default:
        break;
    }
  } else if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTd:
      case Tag::kTh:
        if (!open_.has_in_scope(token.tag, kInTableScope)) return Step::kDone;
        generate_implied_ends();
        pop_to_end_tag(open_.find(token.tag));
        clear_to_marker();
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
        return Step::kDone;
      case Tag::kTable:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr:
        if (!open_.has_in_scope(token.tag, kInTableScope)) return Step::kDone;
        close_cell();
        return Step::kAgain;
      default:
        break;
    }
  }
  return in_body(token);
}

}  // namespace copydesk
