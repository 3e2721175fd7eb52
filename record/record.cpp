// record.cpp: names of the record's enumerations and the one definition of a story's plain text.
#include "record/record.h"

namespace copydesk {
namespace {

void append_part(std::string& out, std::string_view part, std::string_view separator) {
  if (part.empty()) return;
  if (!out.empty()) out += separator;
  out += part;
}

std::string text_of_list(const BodyNode& node) {
  std::string text;
  for (const ListItem& item : node.items) append_part(text, item.text, "\n");
  return text;
}

std::string text_of_table(const BodyNode& node) {
  std::string text;
  for (const auto& row : node.rows) {
    std::string line;
    for (const TableCell& cell : row) append_part(line, cell.text, "\t");
    append_part(text, line, "\n");
  }
  return text;
}

}  // namespace

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::kNone:
      return "none";
    case Origin::kJsonLd:
      return "json-ld";
    case Origin::kMeta:
      return "meta";
    case Origin::kVisible:
      return "visible";
    case Origin::kUrl:
      return "url";
    case Origin::kModel:
      return "model";
    case Origin::kText:
      return "text";
  }
  return "none";
}

std::string_view body_kind_name(BodyNode::Kind kind) {
  switch (kind) {
    case BodyNode::Kind::kHeading:
      return "heading";
    case BodyNode::Kind::kParagraph:
      return "paragraph";
    case BodyNode::Kind::kList:
      return "list";
    case BodyNode::Kind::kQuote:
      return "quote";
    case BodyNode::Kind::kCode:
      return "code";
    case BodyNode::Kind::kTable:
      return "table";
    case BodyNode::Kind::kImage:
      return "image";
    case BodyNode::Kind::kVideo:
      return "video";
    case BodyNode::Kind::kGallery:
      return "gallery";
    case BodyNode::Kind::kEmbed:
      return "embed";
    case BodyNode::Kind::kEntry:
      return "entry";
  }
  return "paragraph";
}

std::string_view inline_kind_name(Inline::Kind kind) {
  switch (kind) {
    case Inline::Kind::kLink:
      return "link";
    case Inline::Kind::kEmphasis:
      return "emphasis";
    case Inline::Kind::kStrong:
      return "strong";
    case Inline::Kind::kCode:
      return "code";
    case Inline::Kind::kSubscript:
      return "subscript";
    case Inline::Kind::kSuperscript:
      return "superscript";
  }
  return "link";
}

std::string text_of(const std::vector<BodyNode>& body) {
  std::string text;
  for (const BodyNode& node : body) {
    switch (node.kind) {
      case BodyNode::Kind::kHeading:
      case BodyNode::Kind::kParagraph:
      case BodyNode::Kind::kQuote:
      case BodyNode::Kind::kCode:
        append_part(text, node.text, "\n\n");
        break;
      case BodyNode::Kind::kEntry:
        append_part(text, node.headline, "\n\n");
        append_part(text, node.text, "\n\n");
        break;
      case BodyNode::Kind::kList:
        append_part(text, text_of_list(node), "\n\n");
        break;
      case BodyNode::Kind::kTable:
        append_part(text, text_of_table(node), "\n\n");
        break;
      case BodyNode::Kind::kImage:
      case BodyNode::Kind::kVideo:
      case BodyNode::Kind::kGallery:
      case BodyNode::Kind::kEmbed:
        break;
    }
  }
  return text;
}

}  // namespace copydesk
