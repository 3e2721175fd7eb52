// mhtml.cpp: MIME file -> Page.
// Source: RFC 2557 (MHTML), RFC 2045 (quoted-printable, base64), RFC 2046 (multipart boundaries).
#include "input/mhtml.h"

#include <algorithm>
#include <vector>

#include "input/header.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct PartHead {
  std::string content_type, encoding, location, language, date;
  size_t body_at = 0;
  bool is_mime = false;  // says the version of MIME, as whole messages do
};

PartHead read_head(std::string_view bytes) {
  constexpr size_t kMostHeadBytes = 64u << 10;
  PartHead head;
  const size_t size = header_length(bytes.substr(0, kMostHeadBytes), ArchiveFormat::kWarc);
  head.body_at = size == kNoHeader ? bytes.size() : size;
  for_each_field(bytes.substr(0, head.body_at), [&](std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "Content-Type")) head.content_type = value;
    if (equals_ignoring_case(name, "Content-Transfer-Encoding")) head.encoding = value;
    if (equals_ignoring_case(name, "Content-Location")) head.location = value;
    if (equals_ignoring_case(name, "Snapshot-Content-Location")) head.location = value;
    if (equals_ignoring_case(name, "Content-Language")) head.language = value;
    if (equals_ignoring_case(name, "Date")) head.date = value;
    head.is_mime |= equals_ignoring_case(name, "MIME-Version");
  });
  return head;
}

bool has_type(std::string_view content_type, std::string_view wanted) {
  return equals_ignoring_case(content_type.substr(0, wanted.size()), wanted);
}

// SPEC: RFC 822, 3.1.4: blanks may stand around the signs of a field.
std::string_view boundary_of(std::string_view content_type) {
  constexpr std::string_view kName = "boundary";
  const auto past_blanks = [&](size_t at) {
    return std::min(content_type.find_first_not_of(" \t", at), content_type.size());
  };
  for (size_t name = find_ignoring_case(content_type, kName); name != content_type.npos;
       name = find_ignoring_case(content_type, kName, name + 1)) {
    size_t at = past_blanks(name + kName.size());
    if (!content_type.substr(at).starts_with('=')) continue;
    at = past_blanks(at + 1);
    if (!content_type.substr(at).starts_with('"'))
      return content_type.substr(at, content_type.find_first_of("; \t", at) - at);
    const size_t end = content_type.find('"', at + 1);
    return end == content_type.npos ? std::string_view()
                                    : content_type.substr(at + 1, end - at - 1);
  }
  return {};
}

// Without the comment that may stand behind it.
std::string_view encoding_of(const PartHead& head) {
  const std::string_view encoding = head.encoding;
  return encoding.substr(0, encoding.find_first_of(" \t;("));
}

// "cid:..." names a part of the message, and no address.
std::string_view url_of(const PartHead& head, const PartHead& message) {
  const bool is_address = !head.location.empty() && !head.location.starts_with("cid:");
  return is_address || message.location.empty() ? head.location : message.location;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// SPEC: RFC 2045, 6.7: blanks behind the sign that joins two lines are no text. What is no escape
// stays as it stands.
std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::string_view next = text.substr(at + 1, 2);
    const size_t behind = text.find_first_not_of(" \t", at + 1);
    const std::string_view line_end = text.substr(std::min(behind, text.size()), 2);
    if (line_end.starts_with('\n')) {
      at = behind;
    } else if (line_end == "\r\n") {
      at = behind + 1;
    } else if (next.size() == 2 && hex_digit(next[0]) >= 0 && hex_digit(next[1]) >= 0) {
      out += static_cast<char>(hex_digit(next[0]) * 16 + hex_digit(next[1]));
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

// SPEC: RFC 2045, 6.8. Characters outside the alphabet are skipped.
std::string decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0, count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6) | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xFF);
  }
  return out;
}

bool is_page(const PartHead& head) {
  return has_type(head.content_type, "text/html") ||
         has_type(head.content_type, "application/xhtml");
}

Page page_of_part(std::string_view bytes, const PartHead& head, const PartHead& message) {
  const std::string_view body = bytes.substr(head.body_at);
  std::string decoded;
  if (equals_ignoring_case(encoding_of(head), "quoted-printable"))
    decoded = decode_quoted_printable(body);
  else if (equals_ignoring_case(encoding_of(head), "base64"))
    decoded = decode_base64(body);
  else
    decoded.assign(body);
  PageHints hints;
  hints.content_type = head.content_type;
  hints.url = url_of(head, message);
  Page page = decode_page(std::move(decoded), hints);
  page.content_language = head.language;
  if (!message.date.empty()) page.source.fetched = utc_time(parse_when(message.date));
  return page;
}

// What begins the lines that part the parts of a message, and those of the messages in it.
using Marks = std::vector<std::string>;

// Adds the mark that a head announces; false if it announces none, or there are many.
bool add_mark(Marks& marks, const PartHead& head) {
  constexpr size_t kMostMarks = 16;  // one in the other; programs write two or three
  if (!has_type(head.content_type, "multipart/") || marks.size() >= kMostMarks) return false;
  const std::string_view boundary = boundary_of(head.content_type);
  if (boundary.empty()) return false;
  marks.push_back("--" + std::string(boundary));
  return true;
}

// The line break in front of the next line that begins with one of them.
size_t find_mark(std::string_view bytes, const Marks& marks, size_t from) {
  for (size_t at = bytes.find("\n--", from); at != bytes.npos; at = bytes.find("\n--", at + 1)) {
    const std::string_view line = bytes.substr(at + 1);
    const auto begins = [&](const std::string& mark) { return line.starts_with(mark); };
    if (std::any_of(marks.begin(), marks.end(), begins)) return at;
  }
  return bytes.npos;
}

}  // namespace

bool starts_as_mhtml(std::string_view head) {
  constexpr size_t kLookBytes = 8192;
  constexpr std::string_view kNameLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
  // Letters that came a long way tell it at length; what begins with no field is not looked at so
  // far.
  const size_t name_end = std::min(head.find_first_not_of(kNameLetters), head.size());
  if (name_end == 0 || !head.substr(name_end).starts_with(':')) head = head.substr(0, kLookBytes);
  const PartHead message = read_head(head);
  Marks marks;
  return message.body_at < head.size() && message.is_mime &&
         (is_page(message) || add_mark(marks, message));
}

Result<Page> page_of_mhtml(std::string_view bytes) {
  const PartHead message = read_head(bytes);
  if (is_page(message)) return page_of_part(bytes, message, message);
  Marks marks;
  add_mark(marks, message);
  size_t at = find_mark(bytes, marks, message.body_at - 1);
  if (at == bytes.npos)
    return Error{ErrorCode::kDamaged, 0,
                 "the boundary that the MIME file announces stands nowhere in it"};
  while (at != bytes.npos) {
    const size_t line_end = bytes.find('\n', at + 1);
    if (line_end == bytes.npos) break;
    const size_t end = find_mark(bytes, marks, line_end);
    const std::string_view part =
        bytes.substr(line_end + 1, end == bytes.npos ? end : end - line_end);
    const PartHead head = read_head(part);
    if (is_page(head)) {
      Page page = page_of_part(part, head, message);
      page.source.truncated = end == bytes.npos;
      if (page.source.truncated)
        page.notes.push_back({"body-cut", "the MIME file ends before the boundary of its page"});
      return page;
    }
    at = add_mark(marks, head) ? find_mark(bytes, marks, line_end) : end;
  }
  return Error{ErrorCode::kNotHtml, 0, "the MIME file holds no page"};
}

}  // namespace copydesk
