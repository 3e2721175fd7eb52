// marked_page.cpp: a saved page -> the same page with every kept passage in a <mark>, scripts and
// references to elsewhere taken out. What is taken out here is for the look; that nothing runs and
// nothing is fetched is the policy's business.
#include <algorithm>
#include <array>

#include "server/reader_state.h"

namespace copydesk {
namespace {

struct Passage {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string_view role;
  std::string card;
};

constexpr std::array<std::string_view, 14> kDroppedTags = {
    "link",   "base",  "meta",   "script", "iframe",   "frame", "frameset",
    "object", "embed", "applet", "portal", "noscript", "audio", "source"};

constexpr std::string_view kMarkStyle =
    "<style>mark.copydesk{all:revert;color:inherit;background:#ffe58a80;box-shadow:0 0 0 1px "
    "#e0b00066;cursor:help}"
    "mark.copydesk.field{background:#9ad0ff80}mark.copydesk:target,mark.copydesk:hover{background:#"
    "ffb300;color:#000}"
    "mark.copydesk:hover::after{content:attr(data-card);position:fixed;bottom:8px;left:8px;max-"
    "width:90%;padding:6px 10px;"
    "background:#222;color:#fff;font:13px/1.4 "
    "sans-serif;border-radius:4px;z-index:2147483647}</style>";

char lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c); }

std::string tag_name(std::string_view html, size_t at) {
  std::string name;
  for (; at < html.size() && name.size() < 12; ++at) {
    const char c = lower(html[at]);
    if (c < 'a' || c > 'z') break;
    name += c;
  }
  return name;
}

// Past the ">" that ends the tag at `at`; quotes hide it.
size_t tag_end(std::string_view html, size_t at) {
  char quote = 0;
  for (; at < html.size(); ++at) {
    const char c = html[at];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return html.size();
}

std::vector<Passage> passages_of(const Provenance& provenance) {
  std::vector<Passage> passages;
  for (const TextSpan& span : provenance.text) {
    if (span.page.is_empty()) continue;
    if (!passages.empty() && passages.back().end == span.page.begin) {
      passages.back().end = span.page.end;
    } else {
      passages.push_back({span.page.begin, span.page.end, "body", "text"});
    }
  }
  for (const FieldOrigin& field : provenance.fields) {
    for (const ByteRange& range : field.ranges) {
      if (!range.is_empty())
        passages.push_back({range.begin, range.end, "field",
                            field.field + ", " + std::string(origin_name(field.from))});
    }
  }
  std::stable_sort(passages.begin(), passages.end(),
                   [](const Passage& a, const Passage& b) { return a.begin < b.begin; });
  return passages;
}

void append_mark(std::string& out, const Passage& passage, std::string_view text) {
  out.append("<mark class=\"copydesk ")
      .append(passage.role)
      .append("\" id=\"p")
      .append(std::to_string(passage.begin));
  out.append("\" data-card=\"")
      .append(escaped(passage.card))
      .append(", bytes ")
      .append(std::to_string(passage.begin));
  out.append("–").append(std::to_string(passage.end)).append("\">").append(text).append("</mark>");
}

// Text between two tags, with the passages that lie in it marked; a passage that a tag cuts is
// marked in parts.
class Marker {
 public:
  explicit Marker(std::vector<Passage> passages) : passages_(std::move(passages)) {}
  void append_text(std::string& out, std::string_view page, size_t begin, size_t end, bool escapes);

 private:
  std::vector<Passage> passages_;
  size_t next_ = 0;
};

void Marker::append_text(std::string& out, std::string_view page, size_t begin, size_t end,
                         bool escapes) {
  const auto plain = [&](size_t from, size_t to) {
    const std::string_view part = page.substr(from, to - from);
    return escapes ? escaped(part) : std::string(part);
  };
  while (next_ < passages_.size() && passages_[next_].begin < end) {
    const Passage& passage = passages_[next_];
    const size_t from = std::max<size_t>(passage.begin, begin),
                 to = std::min<size_t>(passage.end, end);
    if (from < to) {
      out += plain(begin, from);
      append_mark(out, passage, plain(from, to));
      begin = to;
    }
    if (passage.end > end) break;
    ++next_;
  }
  out += plain(begin, end);
}

size_t skip_element(std::string_view page, size_t at, std::string_view name) {
  // The end tag of a script is looked for without regard to capitals.
  for (; at < page.size(); ++at) {
    if (page[at] == '<' && at + 1 < page.size() && page[at + 1] == '/' &&
        tag_name(page, at + 2) == name) {
      return tag_end(page, at);
    }
  }
  return page.size();
}

}  // namespace

std::string marked_page(const StoredPage& page, const Provenance& provenance) {
  Marker marker(passages_of(provenance));
  std::string out(page.form == "html" ? "<!DOCTYPE html>" : "<!DOCTYPE html><meta charset=utf-8>");
  out += kMarkStyle;
  const std::string_view text = page.text;
  if (page.form != "html") {
    out += "<pre style=\"white-space:pre-wrap\">";
    marker.append_text(out, text, 0, text.size(), true);
    return out + "</pre>";
  }
  for (size_t at = 0; at < text.size();) {
    const size_t tag = std::min(text.find('<', at), text.size());
    marker.append_text(out, text, at, tag, false);
    at = tag;
    if (at >= text.size()) break;
    const bool is_end = at + 1 < text.size() && text[at + 1] == '/';
    const std::string name = tag_name(text, at + (is_end ? 2 : 1));
    const bool is_comment = text.substr(at).starts_with("<!--");
    const size_t end =
        is_comment
            ? std::min(text.find("-->", at), text.size() - std::min<size_t>(3, text.size())) + 3
            : tag_end(text, at);
    const bool is_dropped = is_comment || std::find(kDroppedTags.begin(), kDroppedTags.end(),
                                                    name) != kDroppedTags.end();
    if (!is_dropped) out += text.substr(at, end - at);
    const bool is_raw =
        !is_end && (name == "script" || name == "style" || name == "title" || name == "textarea");
    at = std::max(end, at + 1);
    if (!is_raw) continue;
    const size_t close = skip_element(text, at, name);
    if (!is_dropped) out += text.substr(at, close - at);
    at = close;
  }
  return out;
}

}  // namespace copydesk
