// tokenizer.cpp: the page -> tokens: texts, tags and comments. Doctypes: tokenizer_doctype.cpp.
// Runs of text are found by find_any, not stepped through; names and values are views into the page
// unless they hold capitals, references, CR or NUL.
// Source: HTML Living Standard, 13.2.5 Tokenization.
#include "html/tokenizer.h"

#include <cstring>

#include "base/base.h"
#include "html/characters.h"
#include "html/padded_names.h"
#include "html/scan.h"

namespace copydesk {
namespace {

constexpr bool ends_tag_name(char c) { return ends_name<NameKind::kTag>(c); }

bool has_byte(std::string_view text, char byte) {
  return !text.empty() && std::memchr(text.data(), byte, text.size()) != nullptr;
}

bool is_same_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (to_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

// The end of a quoted value; not plain when it has bytes that do not stand for themselves.
template <char kQuote>
const char* find_quote(const char* at, const char* end, bool& is_plain) {
  for (;; ++at) {
    at = find_any<kQuote, '&', '\r', '\0'>(at, end);
    if (at == end || *at == kQuote) return at;
    is_plain = false;
  }
}

// Whether the '<' at `at` begins a tag, a comment or the like and is no text.
bool starts_markup(const char* at, const char* end) {
  const char after = at + 1 < end ? at[1] : ' ';
  return is_letter(after) || after == '!' || after == '?' || (after == '/' && at + 2 < end);
}

// Reads a script from `at` to the '<' of its end tag. SPEC: 13.2.5.4 and 13.2.5.15 to 13.2.5.31.
class ScriptScanner {
 public:
  ScriptScanner(std::string_view page, size_t at, std::string_view end_tag)
      : page_(page), at_(at), end_tag_(end_tag) {}

  size_t find_end() {
    while (at_ < page_.size()) {
      if (mode_ == Mode::kPlain) {
        at_ = page_.find('<', at_);
        if (at_ == std::string_view::npos) break;
      } else {
        const char* end = page_.data() + page_.size();
        const char* hit = find_any<'<', '-', '<', '-'>(page_.data() + at_, end);
        at_ = static_cast<size_t>(hit - page_.data());
        if (hit == end) break;
      }
      if (page_[at_] == '-') {
        read_dashes();
      } else if (read_less_than()) {
        return at_;
      }
    }
    return page_.size();
  }

 private:
  enum class Mode : uint8_t { kPlain, kEscaped, kDoubleEscaped };

  // A run of dashes; two or more and '>' end the escape.
  void read_dashes() {
    size_t end = at_;
    while (end < page_.size() && page_[end] == '-') ++end;
    if (end - at_ >= 2 && end < page_.size() && page_[end] == '>') mode_ = Mode::kPlain;
    at_ = end;
  }

  // True at the end tag.
  bool read_less_than() {
    const bool has_slash = at_ + 1 < page_.size() && page_[at_ + 1] == '/';
    if (mode_ == Mode::kPlain) {
      if (has_slash && is_end_tag_name_at(at_ + 2)) return true;
      if (page_.substr(at_, 4) == "<!--") {
        mode_ = Mode::kEscaped;
        at_ += 2;  // the dashes count for "-->"
      } else {
        ++at_;
      }
    } else if (mode_ == Mode::kEscaped) {
      if (has_slash && is_end_tag_name_at(at_ + 2)) return true;
      if (!has_slash && is_script_at(at_ + 1)) mode_ = Mode::kDoubleEscaped;
      ++at_;
    } else {
      if (has_slash && is_script_at(at_ + 2)) mode_ = Mode::kEscaped;
      ++at_;
    }
    return false;
  }

  bool is_name_at(size_t at, std::string_view name) const {
    return at + name.size() < page_.size() && ends_tag_name(page_[at + name.size()]) &&
           is_same_ignoring_case(page_.substr(at, name.size()), name);
  }
  bool is_script_at(size_t at) const { return is_name_at(at, "script"); }
  bool is_end_tag_name_at(size_t at) const { return !end_tag_.empty() && is_name_at(at, end_tag_); }

  std::string_view page_;
  size_t at_;
  std::string_view end_tag_;  // "script", but for tests of the tokenizer alone
  Mode mode_ = Mode::kPlain;
};

}  // namespace

// The next token, in any state.
void Tokenizer::read_on() {
  for (;;) {
    if (at_ >= page_.size() && state_ != State::kCdata) {
      finish();
      return;
    }
    bool has_token = false;
    switch (state_) {
      case State::kData:
        has_token = read_data();
        break;
      case State::kRcdata:
      case State::kRawtext:
        has_token = read_rcdata_or_rawtext();
        break;
      case State::kScriptData:
        has_token = read_script();
        break;
      case State::kPlaintext:
        has_token = read_rest(SourceReading::kRaw);
        break;
      case State::kCdata:
        has_token = read_cdata();
        break;
    }
    if (has_token) return;
  }
}

bool Tokenizer::finish() {
  at_ = page_.size();
  token_.kind = TokenKind::kEnd;
  token_.page = {static_cast<uint32_t>(at_), static_cast<uint32_t>(at_)};
  return true;
}

bool Tokenizer::emit_text(size_t end, SourceReading reading) {
  const size_t begin = at_;
  at_ = end;
  if (begin == end) return false;
  token_.kind = TokenKind::kText;
  token_.page = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  token_.reading = reading;
  return true;
}

// Text up to the next tag, or that tag. SPEC: 13.2.5.1 Data state, 13.2.5.6 Tag open state.
bool Tokenizer::read_data() {
  if (is_at_markup_) {
    is_at_markup_ = false;
    return read_markup(at_);
  }
  const char* at = page_.data() + at_;
  const char* const page_end = end();
  // Many tags follow another one at once: seen here sooner than by a scan, 1.5 % of the parse.
  if (*at == '<' && starts_markup(at, page_end)) return read_markup(at_);
  bool is_plain = true;
  for (;; ++at) {
    at = find_any<'<', '&', '\r', '\0'>(at, page_end);
    if (at == page_end) break;
    if (*at != '<') {
      is_plain = false;
    } else if (starts_markup(at, page_end)) {
      is_at_markup_ = true;
      break;
    }
  }
  token_.is_plain = is_plain;
  return emit_text(static_cast<size_t>(at - page_.data()), SourceReading::kBody);
}

bool Tokenizer::is_end_tag_at(size_t at, std::string_view name) const {
  if (at + 2 > page_.size() || page_[at + 1] != '/') return false;
  const size_t end = at + 2 + name.size();
  return !name.empty() && end < page_.size() && ends_tag_name(page_[end]) &&
         is_same_ignoring_case(page_.substr(at + 2, name.size()), name);
}

// SPEC: 13.2.5.2 RCDATA state, 13.2.5.3 RAWTEXT state and the states of their end tags.
bool Tokenizer::read_rcdata_or_rawtext() {
  size_t end = at_;
  for (;; ++end) {
    end = page_.find('<', end);
    if (end == std::string_view::npos) end = page_.size();
    if (end == page_.size() || is_end_tag_at(end, end_tag_) || is_end_tag_at(end, outer_end_tag_))
      break;
  }
  if (end == at_) {
    const State state = state_;
    state_ = State::kData;
    if (read_end_tag(at_)) return true;
    state_ = state;
    return false;
  }
  const std::string_view text = page_.substr(at_, end - at_);
  const bool has_references = state_ == State::kRcdata;
  token_.is_plain =
      !has_byte(text, '\r') && !has_byte(text, '\0') && !(has_references && has_byte(text, '&'));
  return emit_text(end, has_references ? SourceReading::kReplacing : SourceReading::kRaw);
}

bool Tokenizer::read_script() {
  const size_t end = ScriptScanner(page_, at_, end_tag_).find_end();
  if (end == at_) {
    state_ = State::kData;
    return read_end_tag(at_);
  }
  const std::string_view text = page_.substr(at_, end - at_);
  token_.is_plain = !has_byte(text, '\r') && !has_byte(text, '\0');
  return emit_text(end, SourceReading::kRaw);
}

bool Tokenizer::read_rest(SourceReading reading) {
  const std::string_view text = page_.substr(at_);
  token_.is_plain = !has_byte(text, '\r') && !has_byte(text, '\0');
  return emit_text(page_.size(), reading);
}

// SPEC: 13.2.5.69 CDATA section state.
bool Tokenizer::read_cdata() {
  state_ = State::kData;
  const size_t close = page_.find("]]>", at_);
  const size_t end = close == std::string_view::npos ? page_.size() : close;
  const std::string_view text = page_.substr(at_, end - at_);
  token_.is_plain = !has_byte(text, '\r') && !has_byte(text, '\0');
  const bool has_token = emit_text(end, SourceReading::kRaw);
  at_ = close == std::string_view::npos ? end : close + 3;
  return has_token;
}

size_t Tokenizer::skip_space(size_t at) const {
  while (at < page_.size() && is_html_space(page_[at])) ++at;
  return at;
}

std::string_view Tokenizer::read_text(ByteRange source, SourceReading reading) {
  const std::string_view text = buffer_.read(page_, source, reading);
  return text.empty() ? std::string_view("") : arena_.copy(text);
}

// A name in lower case, NUL as U+FFFD.
std::string_view Tokenizer::lower_name(std::string_view name) {
  lowered_.clear();
  for (const char c : name) {
    if (c == '\0') {
      lowered_ += "\xEF\xBF\xBD";
    } else {
      lowered_ += to_lower(c);
    }
  }
  return arena_.copy(lowered_);
}

// The value of an attribute from behind its '='; null when the page ends inside it.
// SPEC: 13.2.5.35 Before attribute value state to 13.2.5.39 After attribute value (quoted) state.
inline const char* Tokenizer::read_value(const char* at, const char*& value, const char*& value_end,
                                         bool& is_plain) const {
  const char* const page_end = end();
  while (at != page_end && is_html_space(*at)) ++at;
  if (at == page_end) return nullptr;
  const char quote = *at;
  if (quote == '"' || quote == '\'') {
    value = at + 1;
    value_end = quote == '"' ? find_quote<'"'>(value, page_end, is_plain)
                             : find_quote<'\''>(value, page_end, is_plain);
    return value_end == page_end ? nullptr : value_end + 1;
  }
  value = at;
  while (at != page_end && !is_html_space(*at) && *at != '>') {
    if (*at == '&' || *at == '\0') is_plain = false;
    ++at;
  }
  return value_end = at;
}

// Puts an attribute behind those of the tag, unless the tag has one of that name.
inline void Tokenizer::add_attribute(std::string_view name, ByteRange value, bool is_plain) {
  if (tag_attributes_ >= attribute_limit_) {
    has_dropped_attributes_ = true;
    return;
  }
  const bool is_padded = end() - (page_.data() + value.begin) >= 8;
  const AttributeName number =
      is_padded ? find_padded_attribute_name(name) : find_attribute_name(name);
  if (tag_attributes_ == 0) names_.clear();
  if (!names_.add(number, name)) return;
  const std::string_view text =
      is_plain ? std::string_view(page_.data() + value.begin, value.end - value.begin)
               : read_text(value, SourceReading::kValue);
  attributes_.push_back({number, name, text, value});
  ++tag_attributes_;
}

// From behind the tag's name to behind its '>'; null when the page ends first.
// SPEC: 13.2.5.32 Before attribute name state to 13.2.5.40 Self-closing start tag state.
inline const char* Tokenizer::read_attributes(const char* at) {
  const char* const page_end = end();
  for (;;) {
    while (at != page_end && is_html_space(*at)) ++at;
    if (at == page_end) return nullptr;
    if (*at == '>') return at + 1;
    if (*at == '/') {
      ++at;
      if (at == page_end || *at != '>') continue;
      token_.is_self_closing = true;
      return at + 1;
    }
    const char* const begin = at;
    // A first '=' is part of the name.
    const auto name = scan_name<NameKind::kAttribute>(at + (*at == '=' ? 1 : 0), page_end);
    const char* value = at = name.end;
    const char* value_end = value;
    bool is_plain = true;
    while (at != page_end && is_html_space(*at)) ++at;
    if (at == page_end) return nullptr;
    if (*at == '=') {
      at = read_value(at + 1, value, value_end, is_plain);
      if (at == nullptr) return nullptr;
    }
    if (token_.kind == TokenKind::kEndTag) continue;
    const std::string_view text{begin, static_cast<size_t>(name.end - begin)};
    add_attribute(name.is_plain ? text : lower_name(text), range(value, value_end), is_plain);
  }
}

// The tag at `at`; no token when the page ends inside it. SPEC: 13.2.5.8 Tag name state and on.
inline bool Tokenizer::read_tag(size_t at, TokenKind kind) {
  const char* const name = page_.data() + at + (kind == TokenKind::kEndTag ? 2 : 1);
  const NameEnd name_end = scan_name<NameKind::kTag>(name, end());
  token_.kind = kind;
  token_.is_self_closing = false;
  token_.name = {name, static_cast<size_t>(name_end.end - name)};
  if (!name_end.is_plain) token_.name = lower_name(token_.name);
  const bool is_padded = end() - name >= 8;  // a lowered name is, in the arena
  token_.tag = is_padded ? find_padded_tag(token_.name) : find_tag(token_.name);
  if (tag_attributes_ != 0) {
    attributes_.resize(kept_attributes_);
    tag_attributes_ = 0;
  }
  const char* stop = name_end.end;
  if (stop != end() && *stop == '>') {
    ++stop;
  } else {
    stop = read_attributes(stop);
    if (stop == nullptr) {
      at_ = page_.size();
      return false;
    }
  }
  token_.attributes = {attributes_.data() + kept_attributes_, tag_attributes_};
  at_ = static_cast<size_t>(stop - page_.data());
  token_.page = {static_cast<uint32_t>(at), static_cast<uint32_t>(at_)};
  return true;
}

bool Tokenizer::read_end_tag(size_t at) { return read_tag(at, TokenKind::kEndTag); }

bool Tokenizer::read_markup(size_t at) {
  const char after = page_[at + 1];
  const bool is_end = after == '/';
  if (is_letter(is_end ? page_[at + 2] : after)) {
    return read_tag(at, is_end ? TokenKind::kEndTag : TokenKind::kStartTag);
  }
  if (after == '!') return read_declaration(at);
  if (after == '?') return read_bogus_comment(at + 1);
  if (page_[at + 2] != '>') return read_bogus_comment(at + 2);
  at_ = at + 3;  // "</>" is nothing
  return false;
}

// SPEC: 13.2.5.42 Markup declaration open state.
bool Tokenizer::read_declaration(size_t at) {
  if (page_.substr(at, 4) == "<!--") return read_comment(at + 4);
  if (is_same_ignoring_case(page_.substr(at + 2, 7), "doctype")) return read_doctype(at);
  if (is_cdata_allowed_ && page_.substr(at + 2, 7) == "[CDATA[") {
    state_ = State::kCdata;
    at_ = at + 9;
    return false;
  }
  return read_bogus_comment(at + 2);
}

bool Tokenizer::emit_comment(size_t begin, size_t end, size_t next) {
  const std::string_view text = page_.substr(begin, end - begin);
  token_.kind = TokenKind::kComment;
  token_.page = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  token_.reading = SourceReading::kRaw;
  token_.is_plain = !has_byte(text, '\r') && !has_byte(text, '\0');
  at_ = next;
  return true;
}

// SPEC: 13.2.5.43 Comment start state to 13.2.5.52 Comment end bang state.
bool Tokenizer::read_comment(size_t at) {
  const std::string_view text = page_.substr(at);
  if (text.substr(0, 1) == ">") return emit_comment(at, at, at + 1);
  if (text.substr(0, 2) == "->") return emit_comment(at, at, at + 2);
  for (size_t dashes = at; (dashes = page_.find("--", dashes)) != std::string_view::npos;
       ++dashes) {
    const std::string_view after = page_.substr(dashes + 2, 2);
    if (after.substr(0, 1) == ">") return emit_comment(at, dashes, dashes + 3);
    if (after == "!>") return emit_comment(at, dashes, dashes + 4);
  }
  size_t end = page_.size();  // the page ends inside; what may be a part of "-->" is not text
  if (text.ends_with("--!")) {
    end -= 3;
  } else if (text.ends_with("--")) {
    end -= 2;
  } else if (text.ends_with("-")) {
    end -= 1;
  }
  return emit_comment(at, end, page_.size());
}

// SPEC: 13.2.5.41 Bogus comment state.
bool Tokenizer::read_bogus_comment(size_t at) {
  const size_t close = page_.find('>', at);
  if (close == std::string_view::npos) return emit_comment(at, page_.size(), page_.size());
  return emit_comment(at, close, close + 1);
}

}  // namespace copydesk
