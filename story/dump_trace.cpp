// dump_trace.cpp: which bytes of a dump hold the story's text and fields.
// The body's lines are found in the text in order; a line's text and its bytes in the page are then
// walked side by side: equal bytes make one span, folded white space and references that were
// escaped twice spans of their own. Filled on request only; changes nothing else.
#include <unordered_map>

#include "story/dump_lines.h"

namespace copydesk {
namespace {

// Parts of lines (a name in a byline) are looked for in the head of the page only, and while that
// is cheap: thousands of captions are not each sought in lines of a megabyte.
constexpr size_t kHeadLines = 400;
constexpr size_t kMostSearchedBytes = 16u << 20;  // by all of them

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Longer references are written by nobody, nor so many escaped one in the other.
constexpr size_t kMaxReferenceBytes = 40;

/// The bytes of escaped references at `at` that the first character of the text was made from; 0:
/// they stand in the text as they are, or there are none.
size_t escaped_bytes(std::string_view raw, size_t at, std::string_view text) {
  if (raw[at] != '&') return 0;
  const std::string_view near = raw.substr(at, kMaxReferenceBytes);
  for (size_t end = near.rfind(';'); end != near.npos; end = near.rfind(';', end - 1)) {
    const std::string_view reference = near.substr(0, end + 1);
    if (text.starts_with(reference)) return 0;
    const std::string mended = mend_double_escapes(reference);
    if (mended.empty()) continue;
    size_t length = 0;
    const bool is_space = is_space_character(next_code_point(mended, length));
    if (length == mended.size() && text.starts_with(is_space ? " " : mended)) return end + 1;
  }
  return 0;
}

/// The bytes at `at` that are folded into one: a run of spaces, a reference of which nothing is
/// left, where a link leads, a picture in Markdown, or what text tools leave between words and
/// readers do not see.
size_t folded_bytes(std::string_view raw, size_t at) {
  size_t end = at;
  if (raw[at] == '&') {
    const size_t semicolon = raw.substr(at, kMaxReferenceBytes).find(';');
    const bool is_gone = semicolon != raw.npos &&
                         trim_space(mend_double_escapes(raw.substr(at, semicolon + 1))).empty();
    return is_gone ? semicolon + 1 : 1;
  }
  while (end < raw.size() && is_space(raw[end])) ++end;
  if (end > at) return end - at;
  const size_t link = link_target_bytes(raw, at) + image_bytes(raw, at);
  if (link > 0) return link;
  next_code_point(raw, end);
  return end - at;
}

/// Spans from `text` at `text_begin` of the story to `raw` at `page_begin` of the page.
void align(std::string_view text, uint32_t text_begin, std::string_view raw, uint32_t page_begin,
           std::vector<TextSpan>& spans) {
  const auto add = [&](size_t t0, size_t t1, size_t r0, size_t r1) {
    spans.push_back(
        {text_begin + static_cast<uint32_t>(t0),
         text_begin + static_cast<uint32_t>(t1),
         {page_begin + static_cast<uint32_t>(r0), page_begin + static_cast<uint32_t>(r1)}});
  };
  size_t t = 0, r = 0;
  while (t < text.size() && r < raw.size()) {
    const size_t t0 = t, r0 = r;
    while (t < text.size() && r < raw.size() && text[t] == raw[r] &&
           !(text[t] == ' ' && r + 1 < raw.size() && is_space(raw[r + 1])) &&
           escaped_bytes(raw, r, text.substr(t)) == 0)
      ++t, ++r;
    // Two characters may begin with the same byte.
    while (t > t0 && t < text.size() && is_inside_character(text[t])) --t, --r;
    if (t > t0) add(t0, t, r0, r);
    if (t == text.size() || r == raw.size()) return;
    const size_t from = r, escaped = escaped_bytes(raw, r, text.substr(t));
    r += escaped > 0 ? escaped : folded_bytes(raw, r);
    // A letter makes no space: what the two sides have in common may be found too early.
    const bool is_printed = raw[from] > ' ' && static_cast<unsigned char>(raw[from]) < 0x80;
    if (escaped == 0 && (text[t] != ' ' || is_printed)) continue;
    const size_t begin = t;
    next_code_point(text, t);
    add(begin, t, from, r);
  }
}

class FieldTracer {
 public:
  FieldTracer(const DumpPage& page, Story& story) : page_(page), story_(story) {
    for (size_t i = page.lines.size(); i > 0; --i) by_text_[page.lines[i - 1].folded] = i - 1;
  }

  void trace(std::string field, std::string_view value) {
    if (value.empty()) return;
    FieldOrigin origin{std::move(field), Origin::kVisible, {}};
    const auto found = by_text_.find(fold(value));
    if (found != by_text_.end()) {
      origin.ranges.push_back(page_.list.blocks[found->second].page);
    } else {
      for (size_t i = 0; i < std::min(kHeadLines, page_.lines.size()); ++i) {
        const std::string_view line = page_.lines[i].text;
        if (line.size() > left_to_search_) break;
        left_to_search_ -= line.size();
        if (line.find(value) == std::string_view::npos) continue;
        origin.ranges.push_back(page_.list.blocks[i].page);
        break;
      }
    }
    story_.provenance.fields.push_back(std::move(origin));
  }

 private:
  const DumpPage& page_;
  Story& story_;
  std::unordered_map<std::string_view, size_t> by_text_;
  size_t left_to_search_ = kMostSearchedBytes;
};

std::string numbered(std::string_view name, size_t index, std::string_view member) {
  return std::string(name) + "[" + std::to_string(index) + "]" + std::string(member);
}

void trace_gallery(FieldTracer& tracer, const Gallery& gallery, size_t index) {
  const std::string name = numbered("galleries", index, "");
  tracer.trace(name + ".title", gallery.title);
  for (size_t i = 0; i < gallery.items.size(); ++i)
    tracer.trace(name + numbered(".items", i, ".caption"), gallery.items[i].caption);
}

}  // namespace

void trace_dump(std::string_view source, const DumpPage& page, Story& story) {
  size_t at = 0;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kBody) continue;
    std::string_view text = page.lines[i].text;
    // An agency that stands there without a place was cut off the first paragraph.
    if (at == 0 && !story.text.starts_with(text)) text.remove_prefix(find_dateline(text).length);
    const size_t found = story.text.find(text, at);
    if (found == story.text.npos) break;
    const ByteRange range = page.list.blocks[i].page;
    std::string_view raw = source.substr(range.begin, range.end - range.begin);
    // What was cut off the front: a dateline here, the time of an entry before.
    const auto skipped = static_cast<size_t>(text.data() - page.list.blocks[i].text.data());
    raw.remove_prefix(std::min(raw.size(), skipped));
    align(text, static_cast<uint32_t>(found), raw, static_cast<uint32_t>(range.end - raw.size()),
          story.provenance.text);
    at = found + text.size();
  }
  FieldTracer tracer(page, story);
  tracer.trace("title", story.title);
  tracer.trace("dek", story.dek);
  tracer.trace("section", story.section);
  tracer.trace("published", story.published.raw);
  tracer.trace("modified", story.modified.raw);
  for (size_t i = 0; i < story.authors.size(); ++i)
    tracer.trace(numbered("authors", i, ""), story.authors[i].name);
  for (size_t i = 0; i < story.highlights.size(); ++i)
    tracer.trace(numbered("highlights", i, ""), story.highlights[i]);
  for (size_t i = 0; i < story.corrections.size(); ++i)
    tracer.trace(numbered("corrections", i, ""), story.corrections[i]);
  for (size_t i = 0; i < story.images.size(); ++i)
    tracer.trace(numbered("images", i, ".caption"), story.images[i].caption);
  for (size_t i = 0; i < story.galleries.size(); ++i) trace_gallery(tracer, story.galleries[i], i);
}

}  // namespace copydesk
