// token_dump.cpp: what the tokenizer hands to the tree builder, for `copydesk show tokens`.
#include "html/token_dump.h"

#include "html/tree_builder.h"

namespace copydesk {
namespace {

std::string_view kind_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::kText:
      return "text";
    case TokenKind::kStartTag:
      return "start-tag";
    case TokenKind::kEndTag:
      return "end-tag";
    case TokenKind::kComment:
      return "comment";
    case TokenKind::kDoctype:
      return "doctype";
    case TokenKind::kEnd:
      return "end";
  }
  return "end";
}

void write_attributes(JsonWriter& json, const Token& token) {
  if (token.kind != TokenKind::kStartTag || token.attributes.empty()) return;
  json.key("attributes");
  json.begin_object();
  for (const Attribute& attribute : token.attributes) {
    json.key(attribute.name_text);
    json.string(attribute.value);
  }
  json.end_object();
}

void write_doctype(JsonWriter& json, const Token& token) {
  if (token.has_public_id) {
    json.key("public_id");
    json.string(token.public_id);
  }
  if (token.has_system_id) {
    json.key("system_id");
    json.string(token.system_id);
  }
  if (!token.forces_quirks) return;
  json.key("quirks");
  json.boolean(true);
}

}  // namespace

void append_token(std::string& out, std::string_view page, const Token& token) {
  if (token.kind == TokenKind::kEnd) return;
  JsonWriter json(out);
  json.begin_object();
  json.field("token", kind_name(token.kind));
  json.field("name", token.kind == TokenKind::kText || token.kind == TokenKind::kComment
                         ? std::string_view()
                         : token.name);
  json.key("begin");
  json.number(int64_t{token.page.begin});
  json.key("end");
  json.number(int64_t{token.page.end});
  if (token.kind == TokenKind::kText || token.kind == TokenKind::kComment) {
    TextBuffer text;
    json.key("text");
    json.string(text.read(page, token.page, token.reading));
  }
  write_attributes(json, token);
  if (token.kind == TokenKind::kDoctype) write_doctype(json, token);
  if (token.is_self_closing && token.kind == TokenKind::kStartTag) {
    json.key("self_closing");
    json.boolean(true);
  }
  json.end_object();
  out += '\n';
}

std::string dump_tokens(std::string_view page, const ParseOptions& options) {
  std::string log;
  TreeBuilder builder(page, options);
  builder.log_tokens(log);
  builder.build();
  return log;
}

}  // namespace copydesk
