// mhtml.cpp: MIME file -> Page.
// Source: RFC 2557 (MHTML), RFC 2045 (quoted-printable, base64), RFC 2046 (multipart boundaries).
#include "input/mhtml.h"

#include "input/header.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct PartHead {
  std::string content_type, encoding, location, language, date;
  size_t body_at = 0;
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
  });
  return head;
}

bool has_type(std::string_view content_type, std::string_view wanted) {
  return equals_ignoring_case(content_type.substr(0, wanted.size()), wanted);
}

std::string_view boundary_of(std::string_view content_type) {
  size_t at = 0;
  constexpr std::string_view kName = "boundary=";
  while (at + kName.size() < content_type.size() &&
         !equals_ignoring_case(content_type.substr(at, kName.size()), kName))
    ++at;
  at += kName.size();
  if (at >= content_type.size()) return {};
  if (content_type[at] == '"') {
    const size_t end = content_type.find('"', at + 1);
    return end == std::string_view::npos ? std::string_view()
                                         : content_type.substr(at + 1, end - at - 1);
  }
  return content_type.substr(at, content_type.find_first_of("; \t", at) - at);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// SPEC: RFC 2045, 6.7. What is no escape stays as it stands.
std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::string_view next = text.substr(at + 1, 2);
    if (next.starts_with('\n')) {
      at += 1;
    } else if (next == "\r\n") {
      at += 2;
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

Page page_of_part(std::string_view bytes, const PartHead& head, const PartHead& message) {
  const std::string_view body = bytes.substr(head.body_at);
  std::string decoded;
  if (equals_ignoring_case(head.encoding, "quoted-printable"))
    decoded = decode_quoted_printable(body);
  else if (equals_ignoring_case(head.encoding, "base64"))
    decoded = decode_base64(body);
  else
    decoded.assign(body);
  PageHints hints;
  hints.content_type = head.content_type;
  hints.url = head.location.empty() ? message.location : head.location;
  Page page = decode_page(std::move(decoded), hints);
  page.content_language = head.language;
  if (!message.date.empty()) page.source.fetched = utc_time(parse_when(message.date));
  return page;
}

}  // namespace

bool starts_as_mhtml(std::string_view head) {
  head = head.substr(0, 8192);
  const PartHead message = read_head(head);
  return message.body_at < head.size() && has_type(message.content_type, "multipart/") &&
         !boundary_of(message.content_type).empty() && head.find("MIME-Version:") < message.body_at;
}

std::optional<Page> page_of_mhtml(std::string_view bytes) {
  const PartHead message = read_head(bytes);
  const std::string mark = "--" + std::string(boundary_of(message.content_type));
  size_t at = bytes.find(mark, message.body_at);
  while (at != std::string_view::npos) {
    const size_t line_end = bytes.find('\n', at);
    if (line_end == std::string_view::npos) return std::nullopt;
    const size_t end = bytes.find("\n" + mark, line_end);
    const std::string_view part =
        bytes.substr(line_end + 1, end == std::string_view::npos ? end : end - line_end);
    const PartHead head = read_head(part);
    if (has_type(head.content_type, "text/html") ||
        has_type(head.content_type, "application/xhtml"))
      return page_of_part(part, head, message);
    at = end == std::string_view::npos ? end : end + 1;
  }
  return std::nullopt;
}

}  // namespace copydesk
