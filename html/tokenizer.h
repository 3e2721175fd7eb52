// tokenizer.h: the page -> tokens, one at a time; inside html/ only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "html/html.h"
#include "html/name_set.h"
#include "html/source_text.h"

namespace copydesk {

enum class TokenKind : uint8_t { kText, kStartTag, kEndTag, kComment, kDoctype, kEnd };

/// One token. Texts and comments are stretches of the page, read only when they are needed.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  bool is_self_closing = false;
  bool is_plain = true;  // text, comment: the text is the page's bytes as they are
  bool forces_quirks = false;
  bool has_public_id = false;
  bool has_system_id = false;
  bool has_name = false;  // doctype
  SourceReading reading = SourceReading::kBody;
  Tag tag = Tag::kUnknown;
  std::string_view name;  // of a tag or doctype, in lower case
  std::string_view public_id, system_id;
  ByteRange page;                   // of the token; of a text or comment: of its text
  std::span<Attribute> attributes;  // start tags only
};

/// Source: HTML Living Standard, 13.2.5 Tokenization. Cost: linear. Lifetime: the page and the
/// arena.
class Tokenizer {
 public:
  enum class State : uint8_t { kData, kRcdata, kRawtext, kScriptData, kPlaintext, kCdata };

  /// The attributes of a start tag stand at the end of `attributes`, until the next tag unless
  /// keep_attributes() is called.
  Tokenizer(std::string_view page, Arena& arena, std::vector<Attribute>& attributes,
            uint32_t attribute_limit)
      : page_(page), arena_(arena), attributes_(attributes), attribute_limit_(attribute_limit) {}

  /// The next token; kEnd again and again after the last. Valid until the next call.
  Token& next() {
    if (state_ != State::kData || at_ >= page_.size() || !read_data()) read_on();
    return token_;
  }

  /// How what follows is read; all but kData and kPlaintext end at the end tag `end_tag`, kRcdata
  /// and kRawtext at `outer_end_tag` too unless it is empty.
  void set_state(State state, std::string_view end_tag, std::string_view outer_end_tag = {}) {
    state_ = state;
    end_tag_ = end_tag;
    outer_end_tag_ = outer_end_tag;
  }
  /// Whether "<![CDATA[" starts text (in foreign content) and not a comment.
  void allow_cdata(bool is_allowed) { is_cdata_allowed_ = is_allowed; }
  /// Makes the attributes of the tag at hand stay; returns the place of the first.
  uint32_t keep_attributes() {
    const size_t first = kept_attributes_;
    kept_attributes_ += tag_attributes_;
    tag_attributes_ = 0;
    return static_cast<uint32_t>(first);
  }
  bool has_dropped_attributes() const { return has_dropped_attributes_; }

 private:
  void read_on();
  bool read_data();
  bool read_rcdata_or_rawtext();
  bool read_script();
  bool read_rest(SourceReading reading);
  bool read_cdata();
  bool emit_text(size_t end, SourceReading reading);
  bool read_markup(size_t at);
  bool read_tag(size_t at, TokenKind kind);
  bool read_end_tag(size_t at);
  const char* read_attributes(const char* at);
  const char* read_value(const char* at, const char*& value, const char*& value_end,
                         bool& is_plain) const;
  void add_attribute(std::string_view name, ByteRange value, bool is_plain);
  ByteRange range(const char* begin, const char* end) const {
    return {static_cast<uint32_t>(begin - page_.data()), static_cast<uint32_t>(end - page_.data())};
  }
  const char* end() const { return page_.data() + page_.size(); }
  bool read_declaration(size_t at);
  bool read_comment(size_t at);
  bool read_bogus_comment(size_t at);
  bool emit_comment(size_t begin, size_t end, size_t next);
  bool read_doctype(size_t at);
  size_t read_doctype_ids(size_t at);
  size_t read_doctype_id(size_t at, bool& has_id, std::string_view& id);
  size_t skip_bogus_doctype(size_t at);
  bool is_end_tag_at(size_t at, std::string_view name) const;
  std::string_view lower_name(std::string_view name);
  std::string_view read_text(ByteRange range, SourceReading reading);
  size_t skip_space(size_t at) const;
  bool is_cut(size_t at) const { return at >= page_.size(); }
  bool finish();

  std::string_view page_;
  Arena& arena_;
  std::vector<Attribute>& attributes_;
  size_t kept_attributes_ = 0;
  size_t tag_attributes_ = 0;  // of the tag at hand, behind them
  uint32_t attribute_limit_;
  size_t at_ = 0;
  State state_ = State::kData;
  std::string_view end_tag_, outer_end_tag_;
  bool is_at_markup_ = false;  // a text was given out that ends where a tag or the like begins
  bool is_cdata_allowed_ = false;
  bool has_dropped_attributes_ = false;
  Token token_;
  NameSet names_;  // the attributes of the tag at hand
  TextBuffer buffer_;
  std::string lowered_;  // scratch for names
};

}  // namespace copydesk
