// saved_mark.cpp: the marks of programs that save pages.
// Source: the marks themselves, as these programs write them:
//   <!-- saved from url=(0025)https://a.example/a.html -->            browsers
//   <!-- Page saved with SingleFile \n url: ... \n saved date: ... -->
//   <!-- Saved from https://a.example/ at 2024-01-02T09:20:30Z using monolith v2.8.1 -->
//   <!-- Mirrored from a.example/a.html by HTTrack Website Copier/3.x [...], Tue, 02 Jan ... -->
//   <html data-scrapbook-source="..." data-scrapbook-create="20240102092030123">
//   <meta name="savepage-url" content="..."> <meta name="savepage-date" content="...">
#include "input/saved_mark.h"

#include <algorithm>

#include "base/base.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMarkBytes = 16u << 10;   // of a page; the marks stand in front of its head
constexpr size_t kMetaBytes = 256u << 10;  // Save Page WE writes behind the styles it has put in

bool is_address(std::string_view text) {
  constexpr size_t kLongestAddress = 8192;
  if (text.size() > kLongestAddress) return false;
  const size_t host = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
  if (host == 0 || host == text.size()) return false;
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '"'; });
}

// Where a part stands, from a place on. Its letter at `rare` is looked for, and then the others: a
// page is full of most letters.
size_t find_by(std::string_view text, std::string_view part, size_t rare, size_t from = 0) {
  const std::string_view begin = part.substr(0, rare), rest = part.substr(rare);
  for (size_t at = text.find(rest, from + rare); at != text.npos; at = text.find(rest, at + 1))
    if (text.substr(at - rare, rare) == begin) return at - rare;
  return text.npos;
}

// What stands between two texts; empty if either is missing.
std::string_view between(std::string_view text, std::string_view before, std::string_view behind) {
  const size_t found = text.find(before);
  if (found == std::string_view::npos) return {};
  const size_t begin = found + before.size(), end = text.find(behind, begin);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin);
}

std::optional<SavedMark> mark(std::string_view program, std::string url, std::string_view time) {
  if (!is_address(url)) return std::nullopt;
  return SavedMark{program, std::move(url), utc_time(parse_when(time))};
}

std::optional<SavedMark> with_files(std::optional<SavedMark> mark) {
  if (mark) mark->has_files = true;
  return mark;
}

// What stands behind "url:" on a line of its own.
std::string_view line_of(std::string_view comment, std::string_view name) {
  for (size_t at = 0; at < comment.size();) {
    const size_t end = std::min(comment.find('\n', at), comment.size());
    const std::string_view line = trim_space(comment.substr(at, end - at));
    if (line.starts_with(name)) return trim_space(line.substr(name.size()));
    at = end + 1;
  }
  return {};
}

std::optional<SavedMark> mark_of_comment(std::string_view comment) {
  if (comment.starts_with("saved from url=("))
    return with_files(
        mark("a browser", std::string(trim_space(comment.substr(comment.find(')') + 1))), {}));
  if (comment.starts_with("Page saved with SingleFile") ||
      comment.starts_with("Archive processed by SingleFile"))
    return mark("SingleFile", std::string(line_of(comment, "url:")),
                line_of(comment, "saved date:"));
  if (find_by(comment, " using monolith", 7) != std::string_view::npos)
    return mark("monolith", std::string(between(comment, "Saved from ", " at ")),
                between(comment, " at ", " using monolith"));
  constexpr std::string_view kMirror = " by HTTrack Website Copier/";
  const size_t mirror = find_by(comment, kMirror, 4);
  if (mirror == std::string_view::npos) return std::nullopt;
  // It does not say which of the two schemes it was.
  return mark("HTTrack", "http://" + std::string(between(comment, "Mirrored from ", kMirror)),
              comment.substr(std::min(comment.find("],", mirror), comment.size())));
}

// "&amp;" is what an address in an attribute may hold of references.
std::string unescaped(std::string_view attribute) {
  constexpr std::string_view kAmpersand = "&amp;";
  std::string text;
  while (!attribute.empty()) {
    const size_t at = std::min(attribute.find(kAmpersand), attribute.size());
    text.append(attribute.substr(0, at));
    attribute.remove_prefix(at);
    if (attribute.empty()) break;
    text += '&';
    attribute.remove_prefix(kAmpersand.size());
  }
  return text;
}

// "20240102092030123", in UTC.
std::string time_of_digits(std::string_view digits) {
  if (digits.size() < 14) return {};
  std::string time;
  for (const size_t at : {0u, 4u, 6u, 8u, 10u, 12u})
    time.append(digits.substr(at, at == 0 ? 4 : 2)).append(at < 6 ? "-" : at == 6 ? "T" : ":");
  time.back() = 'Z';
  return time;
}

std::optional<SavedMark> mark_of_attributes(std::string_view text) {
  constexpr std::string_view kSource = " data-scrapbook-source=\"";
  const size_t at = text.find(kSource);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view tag = text.substr(std::min(text.rfind('<', at), at));
  if (!tag.starts_with("<html")) return std::nullopt;
  return with_files(mark("WebScrapBook", unescaped(between(tag, kSource, "\"")),
                         time_of_digits(between(tag, " data-scrapbook-create=\"", "\""))));
}

std::optional<SavedMark> mark_of_meta(std::string_view text) {
  return mark("Save Page WE",
              unescaped(between(text, "<meta name=\"savepage-url\" content=\"", "\"")),
              between(text, "<meta name=\"savepage-date\" content=\"", "\""));
}

}  // namespace

std::optional<SavedMark> find_saved_mark(std::string_view text) {
  const std::string_view head = text.substr(0, kMarkBytes);
  const auto next_comment = [&](size_t from) { return find_by(head, "<!--", 1, from); };
  for (size_t at = next_comment(0); at != std::string_view::npos; at = next_comment(at)) {
    const size_t end = head.find("-->", at + 4);
    if (end == std::string_view::npos) break;
    const std::string_view comment = trim_space(head.substr(at + 4, end - at - 4));
    if (std::optional<SavedMark> found = mark_of_comment(comment)) return found;
    at = end;
  }
  if (find_by(head, "data-scrapbook-", 10) != head.npos) return mark_of_attributes(head);
  if (find_by(head, "savepage-", 2) != head.npos) return mark_of_meta(text.substr(0, kMetaBytes));
  return std::nullopt;
}

}  // namespace copydesk
