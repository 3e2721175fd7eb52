// tree_foreign.cpp: SVG and MathML inside HTML.
// Source: HTML Living Standard, 13.2.6.5 The rules for parsing tokens in foreign content.
#include <algorithm>

#include "base/base.h"
#include "html/foreign_names.h"
#include "html/tree_builder.h"

namespace copydesk {
namespace {

// Compares in lower case.
bool is_before(std::string_view name, std::string_view lower) {
  return std::lexicographical_compare(name.begin(), name.end(), lower.begin(), lower.end(),
                                      [](char a, char b) { return to_lower(a) < to_lower(b); });
}

bool is_html_encoding(std::string_view encoding) {
  std::string lower(encoding);
  for (char& c : lower) c = to_lower(c);
  return lower == "text/html" || lower == "application/xhtml+xml";
}

}  // namespace

// SPEC: 13.2.6.5, "MathML text integration point" and "HTML integration point".
void TreeBuilder::set_integration_points(OpenElement& element) const {
  if (element.space == Namespace::kMathMl) {
    element.is_text_integration_point = element.tag == Tag::kMi || element.tag == Tag::kMo ||
                                        element.tag == Tag::kMn || element.tag == Tag::kMs ||
                                        element.tag == Tag::kMtext;
    if (element.tag != Tag::kAnnotationXml || element.node == kNoNode) return;
    for (const Attribute& attribute : document_.attributes(element.node)) {
      if (attribute.name == AttributeName::kEncoding) {
        element.is_html_integration_point = is_html_encoding(attribute.value);
      }
    }
  } else if (element.space == Namespace::kSvg) {
    element.is_html_integration_point = element.tag == Tag::kForeignobject ||
                                        element.tag == Tag::kDesc || element.tag == Tag::kTitle;
  }
}

void TreeBuilder::adjust_foreign_attributes(Token& token, Namespace space) {
  for (Attribute& attribute : token.attributes) {
    if (space == Namespace::kMathMl && attribute.name_text == "definitionurl") {
      attribute.name_text = "definitionURL";
    }
    // Of the names that names.h lists only viewBox has a capital.
    if (space != Namespace::kSvg) continue;
    if (attribute.name != AttributeName::kUnknown && attribute.name != AttributeName::kViewbox) {
      continue;
    }
    const auto* adjusted =
        std::lower_bound(std::begin(kSvgAttributeNames), std::end(kSvgAttributeNames),
                         attribute.name_text, is_before);
    if (adjusted != std::end(kSvgAttributeNames) && !is_before(attribute.name_text, *adjusted)) {
      attribute.name_text = *adjusted;
    }
  }
}

NodeId TreeBuilder::insert_foreign(Token& token, Namespace space) {
  adjust_foreign_attributes(token, space);
  const NodeId id = create_element(token, space);
  attach(id, place_here());
  push(id);
  if (token.is_self_closing) {
    here_ = token.page.begin;
    pop();
  }
  return id;
}

TreeBuilder::Step TreeBuilder::in_foreign(Token& token) {
  switch (token.kind) {
    case TokenKind::kText: {
      const auto reading =
          token.reading == SourceReading::kBody ? SourceReading::kReplacing : token.reading;
      insert_text(token.page, reading, token.is_plain);
      // NUL, though it becomes a letter here, leaves the way to a frameset open.
      if (is_frameset_ok_ && !is_space(token.page, token.reading, token.is_plain)) {
        is_frameset_ok_ = false;
      }
      return Step::kDone;
    }
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      return start_in_foreign(token);
    case TokenKind::kEndTag:
      return end_in_foreign(token);
    case TokenKind::kEnd:
      return step_in_mode(token);
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::start_in_foreign(Token& token) {
  bool breaks_out = has_trait(token.tag, kBreaksOut);
  if (token.tag == Tag::kFont) {
    breaks_out = std::any_of(
        token.attributes.begin(), token.attributes.end(), [](const Attribute& attribute) {
          return attribute.name == AttributeName::kColor ||
                 attribute.name == AttributeName::kFace || attribute.name == AttributeName::kSize;
        });
  }
  if (!breaks_out) {
    const bool is_context = open_.size() == 1 && document_.is_fragment_;
    insert_foreign(token, is_context ? context_.space : open_.top().space);
    return Step::kDone;
  }
  while (open_.top().space != Namespace::kHtml && !open_.top().is_text_integration_point &&
         !open_.top().is_html_integration_point) {
    pop();
  }
  return step_in_mode(token);
}

TreeBuilder::Step TreeBuilder::end_in_foreign(Token& token) {
  if (token.tag == Tag::kBr || token.tag == Tag::kP) {
    while (open_.top().space != Namespace::kHtml && !open_.top().is_text_integration_point &&
           !open_.top().is_html_integration_point) {
      pop();
    }
    return step_in_mode(token);
  }
  if (open_.size() == 1) return Step::kDone;  // the root of a fragment
  const uint32_t position = open_.find_foreign(token.tag);
  if (token.tag != Tag::kUnknown && position != OpenElements::kNone &&
      position > open_.barrier(Barrier::kHtml)) {
    pop_to_end_tag(position);
    return Step::kDone;
  }
  return step_in_mode(token);
}

}  // namespace copydesk
