// http_head.cpp: the head of an HTTP response: its status, and the headers that tell how to read
// the body. Where the head ends its first empty line tells, if the lines above it can be headers;
// of others a page or compressed data may tell it. What was mended is a note. Source: RFC 9112, 2
// to 5; lenient where browsers are. Not here: the body (http.cpp).
#include <algorithm>

#include "base/base.h"
#include "input/header.h"
#include "input/http.h"

namespace copydesk {
namespace {

// "HTTP/1.1 200 OK", "HTTP/2 200", also Shoutcast's "ICY 200 OK"; 0 if it is none.
int status_of(std::string_view line) {
  if (!starts_with_ignoring_case(line, "http/") && !line.starts_with("ICY ")) return 0;
  const size_t space = std::min(line.find_first_of(" \t"), line.size());
  const size_t at = line.find_first_not_of(" \t", space);
  if (at == std::string_view::npos || at + 3 > line.size()) return 0;
  int status = 0;
  for (size_t i = at; i < at + 3; ++i) {
    if (!is_digit(line[i])) return 0;
    status = status * 10 + (line[i] - '0');
  }
  return status;
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

// No header line begins as a page or compressed data do.
bool is_body_start(std::string_view line) {
  return line.starts_with('<') || line.starts_with("\x1F\x8B");
}

// Whether the first line ends in CR alone, or in several.
bool has_odd_break(std::string_view text) {
  const size_t end = text.find('\r');
  return end < text.find('\n') && !text.substr(end).starts_with("\r\n");
}

// Whether all lines of a head may be headers.
bool is_sound(std::string_view head) {
  for (size_t at = 0; at < head.size();) {
    const size_t first = std::min(head.find_first_not_of('\r', at), head.size());
    if (at > 0 && is_body_start(head.substr(first, 2))) return false;
    const size_t end = head.find('\n', at);
    at = end == head.npos ? head.size() : end + 1;
  }
  return true;
}

struct Extent {
  std::string lines;  // of a broken head, with plain breaks; empty of a sound one
  size_t size = 0;    // with the empty line behind it
  std::string_view oddity = {};
};

// How long a break is: any CRs in front of LF are one with it, unless CR alone ends lines.
size_t break_length(std::string_view text, size_t at, bool is_cr_alone) {
  if (text[at] == '\n' || is_cr_alone) return 1;
  const size_t behind = text.find_first_not_of('\r', at);
  return behind < text.size() && text[behind] == '\n' ? behind + 1 - at : 1;
}

// A head whose lines end in other ways, or that goes over into the body. Nothing if it has no end.
Extent broken_head(std::string_view text) {
  Extent head;
  const size_t first = text.find('\r');
  const bool is_cr_alone =
      first < text.find('\n') && text.find_first_not_of('\r', first) != text.find('\n', first);
  for (size_t at = 0; at < text.size();) {
    if (at > 0 && is_body_start(text.substr(at, 2))) {
      head.size = at;
      head.oddity = "no empty line ends the head: it was taken to end where the body begins";
      return head;
    }
    const size_t end = text.find_first_of("\r\n", at);
    if (end == text.npos) break;
    const size_t next = end + break_length(text, end, is_cr_alone);
    if (end == at && at > 0) {
      head.size = is_cr_alone && text.substr(next).starts_with('\n') ? next + 1 : next;
      head.oddity = "its lines do not end in CRLF or LF";
      return head;
    }
    head.lines.append(text.substr(at, end - at)) += '\n';
    at = next;
  }
  return {};
}

// Where the head at the start of `text` ends; of size 0 if nothing tells.
Extent extent_of(std::string_view text) {
  Extent head;
  if (!has_odd_break(text)) {
    const size_t size = header_length(text, ArchiveFormat::kWarc);
    if (size != kNoHeader && is_sound(text.substr(0, size))) return {{}, size};
  }
  return broken_head(text);
}

bool is_page_type(std::string_view type) {
  return starts_with_ignoring_case(type, "text/html") ||
         starts_with_ignoring_case(type, "application/xhtml");
}

void note(HttpHead& head, std::string_view oddity) {
  head.notes.push_back({"http-head", std::string(oddity)});
}

void take_type(HttpHead& head, std::string_view value) {
  if (head.content_type.empty()) {
    head.content_type = value;
  } else if (!value.empty() && !is_page_type(head.content_type) && is_page_type(value)) {
    head.content_type = value;
    note(head, "it tells several types: that of a page was believed");
  }
}

void take_fields(HttpHead& head, std::string_view lines) {
  const auto add = [](std::string& list, std::string_view value) {
    if (!list.empty() && !value.empty()) list += ", ";
    list += value;
  };
  bool has_two_lengths = false;
  for_each_field(lines, [&](std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "Content-Type")) return take_type(head, value);
    if (equals_ignoring_case(name, "Content-Encoding")) return add(head.content_encoding, value);
    if (equals_ignoring_case(name, "Transfer-Encoding")) return add(head.transfer_encoding, value);
    if (equals_ignoring_case(name, "Content-Language") && head.content_language.empty())
      head.content_language = value;
    if (!equals_ignoring_case(name, "Content-Length")) return;
    has_two_lengths |= !head.content_length.empty() && head.content_length != value;
    if (head.content_length.empty()) head.content_length = value;
  });
  if (has_two_lengths) head.content_length = "several";
}

// What stands at `at` of a response: the head, or as much as there is of it.
HttpHead head_at(std::string_view response, size_t at, const InputLimits& limits) {
  const std::string_view text = response.substr(at, limits.header_bytes);
  const Extent extent = extent_of(text);
  HttpHead head;
  head.is_cut = extent.size == 0;
  head.body_at = at + (head.is_cut ? text.size() : extent.size);
  if (!extent.oddity.empty()) note(head, extent.oddity);
  take_fields(head, extent.lines.empty() ? text.substr(0, head.body_at - at) : extent.lines);
  return head;
}

// Whether another response follows that this one only prepares: an interim one, what a proxy
// answered, a redirection that a program followed.
bool is_prepared(const HttpHead& head, std::string_view behind) {
  if (head.is_cut || status_of(first_line(behind.substr(0, 64))) == 0) return false;
  return head.status < 200 || head.status > 299 || head.content_type.empty();
}

}  // namespace

HttpHead read_http_head(std::string_view response, const InputLimits& limits) {
  constexpr size_t kMostHeads = 20;  // a chain of redirections is shorter
  constexpr size_t kMostBreaks = 8;  // between two heads
  size_t at =
      std::min(response.substr(0, kMostBreaks).find_first_not_of(" \t\r\n"), response.size());
  for (size_t heads = 1;; ++heads) {
    const int status = status_of(first_line(response.substr(at, limits.header_bytes)));
    if (status == 0) return {};
    HttpHead head = head_at(response, at, limits);
    head.status = status;
    const std::string_view behind = response.substr(head.body_at);
    const size_t breaks = behind.substr(0, kMostBreaks).find_first_not_of("\r\n");
    if (heads >= kMostHeads || breaks == behind.npos || !is_prepared(head, behind.substr(breaks)))
      return head;
    at = head.body_at + breaks;
  }
}

HttpHead read_head_without_status(std::string_view response, const InputLimits& limits) {
  const size_t at = std::min(response.find_first_not_of(" \t\r\n"), response.size());
  HttpHead head = head_at(response, at, limits);
  // SPEC: RFC 9113, 8.3.2: the status of HTTP/2, as some programs write it down.
  constexpr std::string_view kPseudo = ":status: ";
  const std::string_view line = first_line(response.substr(at, limits.header_bytes));
  const bool is_refused =
      line.starts_with(kPseudo) && !line.substr(kPseudo.size()).starts_with('2');
  if (head.is_cut || head.content_type.empty() || is_refused) return {};
  head.status = 200;
  note(head, "it begins with no status that can be read: that of a page was taken");
  return head;
}

}  // namespace copydesk
