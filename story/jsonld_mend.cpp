// jsonld_mend.cpp: broken JSON-LD into JSON that a parser takes.
// Method: one pass with a state for "inside a string" and a stack of open brackets.
// Not here: what the JSON says (jsonld.cpp).
#include <algorithm>

#include "story/jsonld.h"

namespace copydesk {
namespace {

constexpr size_t kMostDepth = 64;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Takes comment marks, CDATA marks and semicolons off both ends.
std::string_view unwrap(std::string_view text) {
  const size_t first = text.find_first_of("{[");
  if (first == std::string_view::npos) return {};
  // Only marks may stand before the first bracket; "<![CDATA[" holds one itself.
  const size_t cdata = text.find("<![CDATA[");
  if (cdata != std::string_view::npos && cdata < first) {
    text.remove_prefix(cdata + 9);
    const size_t end = text.rfind("]]>");
    if (end != std::string_view::npos) text = text.substr(0, end);
  }
  const size_t begin = text.find_first_of("{[");
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  const size_t last = text.find_last_of("}]\"");
  if (last == std::string_view::npos) return text;
  // Marks behind the last bracket are a wrapper's end; words and numbers belong to a cut value.
  const std::string_view tail = text.substr(last + 1);
  const bool is_wrapper = std::none_of(tail.begin(), tail.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return is_wrapper ? text.substr(0, last + 1) : text;
}

class Mender {
 public:
  explicit Mender(std::string_view text) : text_(text) { out_.reserve(text.size() + 16); }

  std::string run() {
    while (at_ < text_.size()) step();
    if (in_string_) out_ += '"';
    drop_trailing_comma();
    while (depth_ > 0) out_ += stack_[--depth_] == '{' ? '}' : ']';
    if (!several_) return std::move(out_);
    out_.insert(out_.begin(), '[');
    out_ += ']';
    return std::move(out_);
  }

 private:
  void step() {
    if (in_string_) return step_in_string();
    const char c = text_[at_];
    if (c == '"') return open_string();
    if (c == '{' || c == '[') return open(c);
    if (c == '}' || c == ']') return close(c);
    if (c == '/' && skip_comment()) return;
    if (static_cast<unsigned char>(c) >= 0x20 || is_space(c)) {
      if (c == ',' && (last_written() == ',' || last_written() == '{' || last_written() == '[')) {
        ++at_;
        return;
      }
      if (!is_space(c) || depth_ > 0) out_ += c;
    }
    ++at_;
  }

  void open_string() {
    // Two values in a row: the comma between them is missing.
    if (last_written() == '"' || last_written() == '}' || last_written() == ']') out_ += ',';
    out_ += '"';
    in_string_ = true;
    ++at_;
  }

  void open(char c) {
    if (last_written() == '}' || last_written() == ']') {
      if (depth_ == 0) several_ = true;
      out_ += ',';
    }
    if (depth_ < kMostDepth) stack_[depth_++] = c;
    out_ += c;
    ++at_;
  }

  void close(char c) {
    ++at_;
    drop_trailing_comma();
    const char wanted = c == '}' ? '{' : '[';
    const bool is_open = std::find(stack_, stack_ + depth_, wanted) != stack_ + depth_;
    if (!is_open) return;
    while (stack_[depth_ - 1] != wanted) out_ += stack_[--depth_] == '{' ? '}' : ']';
    --depth_;
    out_ += c;
  }

  bool skip_comment() {
    if (at_ + 1 >= text_.size()) return false;
    if (text_[at_ + 1] == '/') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return true;
    }
    if (text_[at_ + 1] != '*') return false;
    const size_t end = text_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + 2;
    return true;
  }

  void step_in_string() {
    const char c = text_[at_];
    if (c == '\\') return step_escape();
    if (c == '"') {
      if (closes_string()) {
        out_ += '"';
        in_string_ = false;
      } else {
        out_ += "\\\"";
      }
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else {
      out_ += ' ';
    }
    ++at_;
  }

  void step_escape() {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    const bool four_hex =
        next == 'u' && at_ + 5 < text_.size() &&
        std::all_of(text_.begin() + at_ + 2, text_.begin() + at_ + 6, [](char h) {
          return (h >= '0' && h <= '9') || (h >= 'a' && h <= 'f') || (h >= 'A' && h <= 'F');
        });
    if (four_hex ||
        (next != '\0' && std::string_view("\"\\/bfnrt").find(next) != std::string_view::npos)) {
      out_ += '\\';
      out_ += next;
      at_ += 2;
      return;
    }
    ++at_;  // a lone backslash, as in \' or \x: the character alone stays
  }

  // A quote ends a string when what follows can follow a string; an inner quote does not.
  bool closes_string() const {
    size_t i = skip_space(at_ + 1);
    if (i >= text_.size()) return true;
    const char c = text_[i];
    if (c == ':' || c == '}' || c == ']') return true;
    if (c == '"')
      return text_.substr(at_ + 1, i - at_ - 1).find('\n') !=
             std::string_view::npos;  // missing comma
    if (c != ',') return false;
    i = skip_space(i + 1);
    if (i >= text_.size()) return true;
    const std::string_view rest = text_.substr(i);
    return rest[0] == '"' || rest[0] == '{' || rest[0] == '[' || rest[0] == '}' || rest[0] == ']' ||
           rest.starts_with("//") || rest.starts_with("/*") || (rest[0] >= '0' && rest[0] <= '9') ||
           rest.starts_with("true") || rest.starts_with("false") || rest.starts_with("null");
  }

  // White space in front is looked over once per quote; a run is bounded so that the pass stays
  // linear.
  size_t skip_space(size_t i) const {
    constexpr size_t kMostSpace = 256;
    const size_t end = std::min(text_.size(), i + kMostSpace);
    while (i < end && is_space(text_[i])) ++i;
    return i;
  }

  char last_written() const {
    size_t i = out_.size();
    for (size_t looked = 0; i > 0 && is_space(out_[i - 1]) && looked < 256; ++looked) --i;
    return i == 0 ? '\0' : out_[i - 1];
  }

  void drop_trailing_comma() {
    while (!out_.empty() && is_space(out_.back())) out_.pop_back();
    if (!out_.empty() && out_.back() == ',') out_.pop_back();
  }

  std::string_view text_;
  std::string out_;
  size_t at_ = 0;
  bool in_string_ = false;
  bool several_ = false;
  char stack_[kMostDepth] = {};
  size_t depth_ = 0;
};

}  // namespace

std::string mend_json(std::string_view text) {
  const bool escaped_quotes =
      text.find("&quot;") != std::string_view::npos && text.find('"') == std::string_view::npos;
  const std::string decoded = escaped_quotes ? mend_double_escapes(text) : std::string();
  return Mender(unwrap(escaped_quotes ? std::string_view(decoded) : text)).run();
}

std::string strip_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  bool has_close = true;  // whether a ">" still comes
  while (at < text.size()) {
    const char c = text[at];
    const bool tag = has_close && c == '<' && at + 1 < text.size() &&
                     (text[at + 1] == '/' || text[at + 1] == '!' ||
                      (text[at + 1] >= 'a' && text[at + 1] <= 'z') ||
                      (text[at + 1] >= 'A' && text[at + 1] <= 'Z'));
    const size_t end = tag ? text.find('>', at) : std::string_view::npos;
    if (tag && end == std::string_view::npos) has_close = false;
    if (tag && has_close) {
      const std::string_view name = text.substr(at + 1, 4);
      for (std::string_view block :
           {"p>", "/p", "br", "BR", "P>", "/P", "div", "/div", "h2", "h3", "li", "/li", "/h"})
        if (name.starts_with(block)) {
          if (!out.ends_with("\n\n")) out += "\n\n";
          break;
        }
      at = end + 1;
      continue;
    }
    if (c == '&') {
      const size_t used = append_reference(text.substr(at), out);
      if (used > 0) {
        at += used;
        continue;
      }
    }
    out += c;
    ++at;
  }
  return out;
}

}  // namespace copydesk
