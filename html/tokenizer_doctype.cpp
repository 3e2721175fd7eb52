// tokenizer_doctype.cpp: "<!DOCTYPE ...>" -> its token.
// Source: HTML Living Standard, 13.2.5.53 DOCTYPE state to 13.2.5.68 Bogus DOCTYPE state.
#include "base/base.h"
#include "html/characters.h"
#include "html/tokenizer.h"

namespace copydesk {
namespace {

bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (size_t i = 0; i < lower.size(); ++i) {
    if (to_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace

// `at` is that of "<!doctype". Wherever the page ends before the '>' is due, it forces quirks.
bool Tokenizer::read_doctype(size_t at) {
  token_.kind = TokenKind::kDoctype;
  token_.name = token_.public_id = token_.system_id = {};
  token_.has_name = token_.has_public_id = token_.has_system_id = token_.forces_quirks = false;
  size_t end = skip_space(at + 9);
  if (end < page_.size() && page_[end] != '>') {
    const size_t name = end;
    while (end < page_.size() && !is_html_space(page_[end]) && page_[end] != '>') ++end;
    token_.name = lower_name(page_.substr(name, end - name));
    token_.has_name = true;
    end = skip_space(end);
    if (is_cut(end)) {
      token_.forces_quirks = true;
    } else if (page_[end] != '>') {
      end = read_doctype_ids(end);
    }
  } else {
    token_.forces_quirks = true;
  }
  if (!is_cut(end)) ++end;
  at_ = end;
  token_.page = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
  return true;
}

// Behind the name: PUBLIC and SYSTEM; returns the place of '>' or the end of the page.
size_t Tokenizer::read_doctype_ids(size_t at) {
  const std::string_view rest = page_.substr(at, 6);
  const bool is_public = starts_ignoring_case(rest, "public");
  if (!is_public && !starts_ignoring_case(rest, "system")) {
    token_.forces_quirks = true;
    return skip_bogus_doctype(at);
  }
  at = skip_space(at + 6);
  if (is_public) {
    at = read_doctype_id(at, token_.has_public_id, token_.public_id);
    if (token_.forces_quirks || page_[at] == '>') return at;
  }
  at = read_doctype_id(at, token_.has_system_id, token_.system_id);
  if (token_.forces_quirks || page_[at] == '>') return at;
  return skip_bogus_doctype(at);
}

// A quoted id and the space behind it. Without an id, with one cut short by '>' and at the end of
// the page the doctype forces quirks and `at` moves to the '>' or the end.
size_t Tokenizer::read_doctype_id(size_t at, bool& has_id, std::string_view& id) {
  token_.forces_quirks = true;
  if (is_cut(at)) return at;
  const char quote = page_[at];
  if (quote != '"' && quote != '\'') return skip_bogus_doctype(at);
  const size_t begin = ++at;
  while (at < page_.size() && page_[at] != quote && page_[at] != '>') ++at;
  has_id = true;
  const ByteRange source{static_cast<uint32_t>(begin), static_cast<uint32_t>(at)};
  id = read_text(source, SourceReading::kRaw);
  if (is_cut(at) || page_[at] == '>') return at;
  at = skip_space(at + 1);
  token_.forces_quirks = is_cut(at);
  return at;
}

size_t Tokenizer::skip_bogus_doctype(size_t at) {
  const size_t close = page_.find('>', at);
  return close == std::string_view::npos ? page_.size() : close;
}

}  // namespace copydesk
