// tree_head.cpp: the insertion modes from "initial" to "after head", and "text".
// LONG: a switch over tags follows each section of the standard, in its order.
// Source: HTML Living Standard, 13.2.6.4.1 to 13.2.6.4.6 and 13.2.6.4.8.
#include <algorithm>

#include "base/base.h"
#include "html/tree_builder.h"

namespace copydesk {
namespace {

bool is_same_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (to_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  return is_same_ignoring_case(text.substr(0, lower.size()), lower);
}

// SPEC: 13.2.6.4.1, the public identifiers that start a page in quirks mode.
constexpr std::string_view kQuirkyPublicIds[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
};

bool is_quirky_doctype(const Token& token) {
  if (token.forces_quirks || token.name != "html") return true;
  const std::string_view id = token.public_id;
  if (is_same_ignoring_case(id, "-//w3o//dtd w3 html strict 3.0//en//") ||
      is_same_ignoring_case(id, "-/w3c/dtd html 4.0 transitional/en") ||
      is_same_ignoring_case(id, "html") ||
      is_same_ignoring_case(token.system_id,
                            "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd")) {
    return true;
  }
  for (const std::string_view quirky : kQuirkyPublicIds) {
    if (starts_ignoring_case(id, quirky)) return true;
  }
  return !token.has_system_id && (starts_ignoring_case(id, "-//w3c//dtd html 4.01 frameset//") ||
                                  starts_ignoring_case(id, "-//w3c//dtd html 4.01 transitional//"));
}

// SPEC: 13.2.6.4.4, a start tag "template" with a valid shadowrootmode.
bool declares_shadow_root(const Token& token) {
  return std::ranges::any_of(token.attributes, [](const Attribute& attribute) {
    return attribute.name == AttributeName::kShadowrootmode &&
           (is_same_ignoring_case(attribute.value, "open") ||
            is_same_ignoring_case(attribute.value, "closed"));
  });
}

bool may_be_shadow_host(const Document& document, const OpenElement& element) {
  return element.space == Namespace::kHtml &&
         (has_trait(element.tag, kShadowHost) ||
          document.tag_name(element.node).find('-') != std::string_view::npos);
}

}  // namespace

TreeBuilder::Step TreeBuilder::in_initial(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kText:
      if (take_space(token, space)) return Step::kDone;
      break;
    case TokenKind::kComment:
      insert_comment(token, kDocumentNode);
      return Step::kDone;
    case TokenKind::kDoctype: {
      attach(create(NodeKind::kDoctype, token.page), {kDocumentNode, kNoNode});
      document_.doctype_ = {token.name, token.public_id, token.system_id};
      document_.is_quirky_ = is_quirky_doctype(token);
      mode_ = Mode::kBeforeHtml;
      return Step::kDone;
    }
    default:
      break;
  }
  document_.is_quirky_ = true;
  mode_ = Mode::kBeforeHtml;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_before_html(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kComment:
      insert_comment(token, kDocumentNode);
      return Step::kDone;
    case TokenKind::kText:
      if (take_space(token, space)) return Step::kDone;
      break;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) {
        document_.html_ = create_element(token, Namespace::kHtml);
        attach(document_.html_, {kDocumentNode, kNoNode});
        push(document_.html_);
        mode_ = Mode::kBeforeHead;
        return Step::kDone;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag != Tag::kHead && token.tag != Tag::kBody && token.tag != Tag::kHtml &&
          token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    default:
      break;
  }
  here_ = token.page.begin;
  document_.html_ = create_implied(Tag::kHtml);
  attach(document_.html_, {kDocumentNode, kNoNode});
  push(document_.html_);
  mode_ = Mode::kBeforeHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_before_head(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kText:
      if (take_space(token, space)) return Step::kDone;
      break;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kHead) {
        head_ = insert(token);
        mode_ = Mode::kInHead;
        return Step::kDone;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag != Tag::kHead && token.tag != Tag::kBody && token.tag != Tag::kHtml &&
          token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    default:
      break;
  }
  here_ = token.page.begin;
  head_ = insert_implied(Tag::kHead);
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

// SPEC: 13.2.6.2, the generic raw text and RCDATA element parsing algorithms.
void TreeBuilder::start_raw_text(const Token& token, Tokenizer::State state) {
  const bool ends_with_noscript = options_.noscript_ends_inside && open_.has(Tag::kNoscript);
  insert(token);
  tokenizer_.set_state(state, name_of(token.tag),
                       ends_with_noscript ? name_of(Tag::kNoscript) : std::string_view());
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

// What a template holds goes into the node that its first child names: one made for it, or the host
// of a shadow root; that template is on the stack and not in the tree, as in the standard.
void TreeBuilder::start_template(const Token& token) {
  if (options_.shadow_roots && open_.size() > 1 && declares_shadow_root(token) &&
      may_be_shadow_host(document_, open_.top())) {
    const NodeId host = current();
    const NodeId made = create_element(token, Namespace::kHtml);
    node(made).first_child = host;
    push(made);
    return;
  }
  const NodeId made = insert(token);
  const NodeId content = create(NodeKind::kContent, {token.page.end, token.page.end});
  attach(content, {made, kNoNode});
}

void TreeBuilder::end_template() {
  if (!open_.has(Tag::kTemplate)) return;
  generate_implied_ends_thoroughly();
  pop_to_end_tag(open_.find(Tag::kTemplate));
  clear_to_marker();
  template_modes_.pop_back();
  reset_mode();
}

TreeBuilder::Step TreeBuilder::in_head(Token& token) {
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
    case TokenKind::kStartTag: {
      if (token.tag == Tag::kHead) return Step::kDone;
      const Mode before = mode_;
      if (start_in_head(token) == Step::kDone) return Step::kDone;
      if (mode_ != before) return Step::kAgain;
      break;
    }
    case TokenKind::kEndTag:
      if (token.tag == Tag::kTemplate) {
        end_template();
        return Step::kDone;
      }
      if (token.tag == Tag::kHead) {
        pop_to_end_tag(open_.size() - 1);
        mode_ = Mode::kAfterHead;
        return Step::kDone;
      }
      if (token.tag != Tag::kBody && token.tag != Tag::kHtml && token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    case TokenKind::kEnd:
      break;
  }
  here_ = token.page.begin;
  pop();
  mode_ = Mode::kAfterHead;
  return Step::kAgain;
}

// kAgain: the tag is none of those that the head holds.
TreeBuilder::Step TreeBuilder::start_in_head(Token& token) {
  using State = Tokenizer::State;
  switch (token.tag) {
    case Tag::kHtml:
      return in_body(token);
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
      insert_void(token);
      return Step::kDone;
    case Tag::kTitle:
      start_raw_text(token, State::kRcdata);
      return Step::kDone;
    case Tag::kNoscript:
      if (options_.scripting) {
        start_raw_text(token, State::kRawtext);
      } else {
        insert(token);
        mode_ = Mode::kInHeadNoscript;
      }
      return Step::kDone;
    case Tag::kNoframes:
    case Tag::kStyle:
      start_raw_text(token, State::kRawtext);
      return Step::kDone;
    case Tag::kScript:
      start_raw_text(token, State::kScriptData);
      return Step::kDone;
    case Tag::kTemplate: {
      start_template(token);
      push_marker();
      is_frameset_ok_ = false;
      mode_ = Mode::kInTemplate;
      template_modes_.push_back(Mode::kInTemplate);
      return Step::kDone;
    }
    default:
      return Step::kAgain;
  }
}

TreeBuilder::Step TreeBuilder::in_head_noscript(Token& token) {
  ByteRange space;
  switch (token.kind) {
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kComment:
      return in_head(token);
    case TokenKind::kText: {
      const bool is_all = take_space(token, space);
      insert_text(space, token.reading, token.is_plain);
      if (is_all) return Step::kDone;
      break;
    }
    case TokenKind::kStartTag:
      switch (token.tag) {
        case Tag::kHtml:
          return in_body(token);
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kStyle:
          return in_head(token);
        case Tag::kHead:
        case Tag::kNoscript:
          return Step::kDone;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kNoscript) {
        pop_to_end_tag(open_.size() - 1);
        mode_ = Mode::kInHead;
        return Step::kDone;
      }
      if (token.tag != Tag::kBr) return Step::kDone;
      break;
    case TokenKind::kEnd:
      break;
  }
  here_ = token.page.begin;
  pop();
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_after_head(Token& token) {
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
      if (start_after_head(token) == Step::kDone) return Step::kDone;
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kTemplate) return in_head(token);
      if (token.tag != Tag::kBody && token.tag != Tag::kHtml && token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    case TokenKind::kEnd:
      break;
  }
  here_ = token.page.begin;
  insert_implied(Tag::kBody);
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

// kAgain: the tag belongs into a body.
TreeBuilder::Step TreeBuilder::start_after_head(Token& token) {
  switch (token.tag) {
    case Tag::kHtml:
      return in_body(token);
    case Tag::kBody:
      insert(token);
      is_frameset_ok_ = false;
      mode_ = Mode::kInBody;
      return Step::kDone;
    case Tag::kFrameset:
      insert(token);
      mode_ = Mode::kInFrameset;
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
    case Tag::kTitle: {
      push(head_);
      const uint32_t position = open_.size() - 1;
      const Step result = in_head(token);
      node(head_).depth &= kDepthBits;
      open_.remove(position);
      return result;
    }
    case Tag::kHead:
      return Step::kDone;
    default:
      return Step::kAgain;
  }
}

TreeBuilder::Step TreeBuilder::in_text(Token& token) {
  if (token.kind == TokenKind::kText) {
    insert_text(token);
    return Step::kDone;
  }
  mode_ = original_mode_;
  const bool is_of_outer = token.kind == TokenKind::kEndTag && token.tag == Tag::kNoscript &&
                           document_.node(current()).tag != Tag::kNoscript;
  if (token.kind == TokenKind::kEnd || is_of_outer) {
    pop();
    return Step::kAgain;
  }
  pop_to_end_tag(open_.size() - 1);
  return Step::kDone;
}

}  // namespace copydesk
