// page.cpp: the bytes of one page -> Page. decode_page() and the question of markup or plain text.
// Method: for the form, the tag table of WHATWG MIME Sniffing, 7.1, and where that says nothing the
// share of known tags. Not here: finding the encoding (charset.cpp), archives (reader.cpp).
#include "input/page.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "input/charset.h"
#include "input/encoded_twice.h"
#include "input/saved_mark.h"
#include "text/text.h"

namespace copydesk {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool ends_with_lower(std::string_view text, std::string_view wanted) {
  return text.size() >= wanted.size() &&
         starts_with_ignoring_case(text.substr(text.size() - wanted.size()), wanted);
}

// Elements that tell a page: not those that also stand for something else between angle brackets.
constexpr auto kTags = std::to_array<std::string_view>(
    {"a",    "article", "b",     "blockquote", "body",   "br",      "center", "div",    "em",
     "font", "footer",  "form",  "h1",         "h2",     "h3",      "h4",     "head",   "header",
     "hr",   "html",    "i",     "iframe",     "img",    "li",      "link",   "main",   "meta",
     "nav",  "ol",      "p",     "pre",        "script", "section", "span",   "strong", "style",
     "svg",  "table",   "tbody", "td",         "th",     "title",   "tr",     "ul",     "figure",
     "dl",   "dt",      "dd",    "small",      "u"});

// Where the name of a known tag at `at` ends: at white space, ">" or "/"; 0 if there is none.
size_t known_tag_name_end(std::string_view text, size_t at) {
  size_t begin = at + 1;
  if (begin < text.size() && text[begin] == '/') ++begin;
  size_t end = begin;
  while (end < text.size() && end - begin < 11 && (is_letter(text[end]) || is_digit(text[end])))
    ++end;
  if (end >= text.size() || !(is_space(text[end]) || text[end] == '>' || text[end] == '/'))
    return 0;
  const std::string_view name = text.substr(begin, end - begin);
  const bool is_known = std::any_of(kTags.begin(), kTags.end(), [&](std::string_view tag) {
    return tag.size() == name.size() && starts_with_ignoring_case(name, tag);
  });
  return is_known ? end : 0;
}

// Length of the tag that starts at `at`, if it is a known one that ends; else 0.
size_t known_tag_length(std::string_view text, size_t at) {
  const size_t end = known_tag_name_end(text, at);
  if (end == 0) return 0;
  const size_t close = text.find('>', end);
  return close == std::string_view::npos ? 0 : close + 1 - at;
}

struct TagShare {
  size_t tags = 0, closing = 0;
  size_t lines = 0,
         tagged_lines = 0;  // lines with a letter or sign, and those of them with a known tag
};

TagShare tag_share(std::string_view text) {
  constexpr size_t kLookBytes = 64u << 10;
  constexpr size_t kLongestTag = 4096;
  text = text.substr(0, kLookBytes);
  TagShare share;
  size_t line_end = 0, next = text.find('<');  // the first at or behind the line's begin
  for (size_t line = 0; line < text.size(); line = line_end + 1) {
    line_end = std::min(text.find('\n', line), text.size());
    if (text.substr(line, line_end - line).find_first_not_of(" \t\r") == std::string_view::npos)
      continue;
    ++share.lines;
    const size_t tags_before = share.tags;
    if (next < line) next = text.find('<', line);
    for (size_t at = next; at < line_end; at = text.find('<', at)) {
      const size_t length = known_tag_length(text.substr(0, at + kLongestTag), at);
      share.tags += length > 0 ? 1 : 0;
      share.closing += length > 0 && text[at + 1] == '/' ? 1 : 0;
      at += std::max<size_t>(length, 1);
    }
    share.tagged_lines += share.tags > tags_before ? 1 : 0;
  }
  return share;
}

bool is_plain_text_type(std::string_view content_type) {
  return starts_with_ignoring_case(content_type, "text/plain");
}

bool is_markup_type(std::string_view content_type) {
  return starts_with_ignoring_case(content_type, "text/html") ||
         starts_with_ignoring_case(content_type, "application/xhtml");
}

bool has_text_name(std::string_view name) {
  return ends_with_lower(name, ".txt") || ends_with_lower(name, ".text") ||
         ends_with_lower(name, ".md");
}

bool has_markup_name(std::string_view name) {
  return ends_with_lower(name, ".html") || ends_with_lower(name, ".htm") ||
         ends_with_lower(name, ".xhtml");
}

void note_replacements(Page& page, const Replacements& replaced, const Encoding& encoding) {
  if (replaced.count == 0) return;
  std::string detail = std::to_string(replaced.count) + " sequences that are not ";
  detail.append(encoding.name);
  detail += " became U+FFFD, the first at byte " + std::to_string(replaced.first_at);
  page.notes.push_back({"charset-replaced", std::move(detail)});
}

}  // namespace

bool starts_like_markup(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && is_space(text[at])) ++at;
  text.remove_prefix(at);
  if (!text.starts_with('<')) return false;
  if (text.starts_with("<!--") || starts_with_ignoring_case(text, "<?xml")) return true;
  if (starts_with_ignoring_case(text, "<!doctype html")) return true;
  return known_tag_name_end(text, 0) > 0;
}

namespace {

// A start that no dump of visible text has.
bool starts_like_document(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
  for (const std::string_view start :
       {"<!doctype html", "<html", "<head", "<body", "<meta", "<?xml", "<!--"})
    if (starts_with_ignoring_case(text, start)) return true;
  return false;
}

}  // namespace

Page::Form form_of(std::string_view text, const PageHints& hints) {
  constexpr size_t kFewTags = 3;
  if (is_markup_type(hints.content_type)) return Page::Form::kHtml;
  const bool starts_as_page = starts_like_markup(text);
  if (is_plain_text_type(hints.content_type)) {
    const std::string_view head = text.substr(0, std::min<size_t>(text.size(), 1024));
    const bool is_whole_page = head.find("<html") != std::string_view::npos ||
                               head.find("<!DOCTYPE html") != std::string_view::npos ||
                               head.find("<!doctype html") != std::string_view::npos;
    return starts_as_page && is_whole_page ? Page::Form::kHtml : Page::Form::kPlainText;
  }
  // A manual's dump may start with "<table>: the table element"; one tag is no proof in a file
  // called .txt.
  const bool is_doubtful = has_text_name(hints.name) && !starts_like_document(text);
  if (starts_as_page && !is_doubtful) return Page::Form::kHtml;
  const TagShare share = tag_share(text);
  // A dump may talk of tags, but most of its lines have none; in markup most lines have one. Of
  // 2,990 dumps of pages, many of them manuals of HTML, and of 2,943 pages none is on the wrong
  // side.
  const bool is_tagged = share.tags > 0 && share.tagged_lines * 2 >= share.lines;
  if (is_tagged && share.tags >= kFewTags && share.closing > 0) return Page::Form::kHtml;
  const bool is_ambiguous = share.tags > 0 || text.find('&') != std::string_view::npos;
  if (is_ambiguous && has_markup_name(hints.name)) return Page::Form::kHtml;
  if (is_tagged && !has_text_name(hints.name)) return Page::Form::kHtml;
  return Page::Form::kPlainText;
}

namespace {

void take_saved_mark(Page& page) {
  std::optional<SavedMark> mark = find_saved_mark(page.text);
  if (!mark) return;
  page.url = std::move(mark->url);
  page.source.fetched = std::move(mark->time);
  page.has_files = mark->has_files;
  page.notes.push_back({"saved-by", std::string(mark->program)});
}

// `keep` makes the page's text of bytes that are valid UTF-8 behind a mark of so many bytes.
template <typename Keep>
Page decoded(std::string_view bytes, const PageHints& hints, Keep keep) {
  Page page;
  page.url = hints.url;
  const CharsetChoice choice = choose_charset(bytes, hints.content_type);
  page.source.charset = choice.encoding->name;
  page.source.charset_reason = choice.reason;
  if (choice.is_valid_utf8) {
    auto once = encoded_once(bytes.substr(choice.bom_length), choice.ascii_length);
    if (once) {
      page.notes.push_back({"charset-mended", std::to_string(once->characters) +
                                                  " characters were encoded as utf-8 twice"});
      page.text = std::move(once->text);
    } else {
      page.text = keep(choice.bom_length);
    }
  } else {
    const std::string_view body = bytes.substr(choice.bom_length);
    std::string text;
    note_replacements(page, append_decoded(text, body, *choice.encoding), *choice.encoding);
    page.text = std::move(text);
  }
  if (!choice.mended.empty()) page.notes.push_back({"charset-mended", choice.mended});
  page.form = form_of(page.text, hints);
  page.source.kind = page.form == Page::Form::kHtml ? "html" : "text";
  if (page.url.empty() && page.form == Page::Form::kHtml) take_saved_mark(page);
  return page;
}

}  // namespace

Page decode_page(std::string bytes, const PageHints& hints) {
  return decoded(bytes, hints, [&](size_t mark) {
    if (mark > 0) bytes.erase(0, mark);
    return PageText(std::move(bytes));
  });
}

Page decode_page_in_place(std::string_view bytes, const PageHints& hints) {
  return decoded(bytes, hints,
                 [&](size_t mark) { return PageText::elsewhere(bytes.substr(mark)); });
}

std::string_view charset_name(std::string_view label) {
  const Encoding* encoding = find_encoding(label);
  return encoding == nullptr ? std::string_view() : encoding->name;
}

}  // namespace copydesk
