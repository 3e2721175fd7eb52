// request_head.cpp: the bytes of a request's head -> the request anew, or the status that refuses
// it. Method: own, after RFC 9112, sections 2 to 6, in its order, where it may be strict it is. Not
// here: reading from the socket and the body (connection.cpp).
#include "server/request_head.h"

#include <algorithm>
#include <charconv>

#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMostTargetBytes = 8192;  // what the HTTP library takes
constexpr size_t kMostLengthDigits = 15;   // what is longer is over any limit

// Which header lines there are, as far as they count here.
struct Fields {
  std::vector<std::string_view> host, length, coding, origin, expect, packing;
  bool is_last = false;  // Connection: close
  bool takes_gzip = false, takes_brotli = false;
  std::string kept;  // lines that the HTTP library is to see
};

RequestHead refused(int status, std::string_view why) {
  return {.refused_status = status, .refused_why = why};
}

// SPEC: RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kSigns.find(c) != kSigns.npos;
  });
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// A line without its CR LF, which are taken off `rest` too.
std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find("\r\n"));
  rest.remove_prefix(std::min(line.size() + 2, rest.size()));
  return line;
}

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    if (lower_ascii(trimmed(part)) == word) return true;
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
  return false;
}

// Whether the parameters of a coding refuse it. SPEC: RFC 9110, 12.4.2.
bool has_no_weight(std::string_view parameters) {
  const std::string weight = lower_ascii(trimmed(parameters));
  return weight.starts_with("q=") && weight.find_first_not_of("0.", 2) == weight.npos;
}

// The library would pack for whoever writes "gzip;q=0", or "br" in any word. SPEC: RFC 9110,
// 12.5.3.
void take_codings(std::string_view list, Fields& fields) {
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    const std::string_view name = part.substr(0, part.find(';'));
    const bool is_wanted = !has_no_weight(part.substr(std::min(name.size() + 1, part.size())));
    const std::string coding = lower_ascii(trimmed(name));
    if (coding == "gzip" || coding == "x-gzip") fields.takes_gzip = is_wanted;
    if (coding == "br") fields.takes_brotli = is_wanted;
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
}

void take_field(std::string_view name, std::string_view value, Fields& fields) {
  const std::string lower = lower_ascii(name);
  if (lower == "host") fields.host.push_back(value);
  if (lower == "content-length") fields.length.push_back(value);
  if (lower == "transfer-encoding") fields.coding.push_back(value);
  if (lower == "origin") fields.origin.push_back(value);
  if (lower == "expect") fields.expect.push_back(value);
  if (lower == "content-encoding") fields.packing.push_back(value);
  if (lower == "connection" && has_word(value, "close")) fields.is_last = true;
  if (lower == "accept-encoding") take_codings(value, fields);
  if (lower == "content-type") fields.kept.append(lower).append(": ").append(value).append("\r\n");
  if (lower == "content-encoding")
    fields.kept.append(lower).append(": ").append(lower_ascii(value)).append("\r\n");
}

// SPEC: RFC 9112, 5.
bool read_fields(std::string_view rest, Fields& fields) {
  for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
    const size_t colon = std::min(line.find(':'), line.size());
    if (colon == line.size() || !is_token(line.substr(0, colon))) return false;
    if (std::any_of(line.begin(), line.end(), is_control)) return false;
    take_field(line.substr(0, colon), trimmed(line.substr(colon + 1)), fields);
  }
  return true;
}

// SPEC: RFC 9112, 3.
struct RequestLine {
  std::string_view method, target, version, authority;  // of the target's absolute form
};

bool read_request_line(std::string_view line, RequestLine& request) {
  const size_t first = std::min(line.find(' '), line.size());
  const size_t last = std::min(line.rfind(' '), line.size());
  if (first >= last) return false;
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  request.version = line.substr(last + 1);
  if (!is_token(request.method) || request.target.empty()) return false;
  if (std::any_of(request.target.begin(), request.target.end(),
                  [](char c) { return is_control(c) || c == ' ' || c == '\t'; }))
    return false;
  constexpr std::string_view kScheme = "http://";
  if (lower_ascii(request.target.substr(0, kScheme.size())) == kScheme) {
    request.target.remove_prefix(kScheme.size());
    request.authority = request.target.substr(0, request.target.find_first_of("/?"));
    request.target.remove_prefix(request.authority.size());
    if (request.authority.empty()) return false;
  } else if (!request.target.starts_with("/")) {
    return false;
  }
  return true;
}

// SPEC: RFC 9112, 6. Gives 0, or the status that refuses.
int read_body_end(const Fields& fields, bool is_old, RequestHead& head) {
  if (fields.length.size() + fields.coding.size() > 1) return 400;
  if (!fields.coding.empty()) {
    if (is_old) return 400;
    if (lower_ascii(fields.coding[0]) != "chunked") return 501;
    head.body_end = BodyEnd::kChunks;
  } else if (!fields.length.empty()) {
    const std::string_view digits = fields.length[0];
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return 400;
    if (digits.size() > kMostLengthDigits) return 413;
    std::from_chars(digits.data(), digits.data() + digits.size(), head.body_bytes);
    if (head.body_bytes > 0) head.body_end = BodyEnd::kLength;
  }
  return 0;
}

// The library would take a body in any other coding as it is.
bool can_unpack(const Fields& fields) {
  constexpr std::string_view kCodings[] = {"identity", "gzip", "deflate", "br"};
  if (fields.packing.empty()) return true;
  const std::string coding = lower_ascii(fields.packing[0]);
  return fields.packing.size() == 1 &&
         std::find(std::begin(kCodings), std::end(kCodings), coding) != std::end(kCodings);
}

bool is_ours(std::string_view name, const HeadRules& rules) {
  return std::find(rules.names.begin(), rules.names.end(), lower_ascii(name)) != rules.names.end();
}

// A name that was bound to our address by a stranger's DNS; a form of a stranger's page.
RequestHead stranger(const RequestLine& request, const Fields& fields, const HeadRules& rules) {
  const std::string_view name = !request.authority.empty() ? request.authority
                                : fields.host.empty()      ? ""
                                                           : fields.host[0];
  if (!is_ours(name, rules)) return refused(421, "this address is not served here");
  constexpr std::string_view kScheme = "http://";
  for (const std::string_view origin : fields.origin) {
    if (request.method != "POST") break;
    if (!origin.starts_with(kScheme) || !is_ours(origin.substr(kScheme.size()), rules))
      return refused(403, "pages of other sites cannot send pages here");
  }
  return {};
}

std::string_view why(int status) {
  switch (status) {
    case 413:
      return "the request is over the limits";
    case 501:
      return "transfer codings but chunked are not read";
    default:
      return "the end of the body is told in two ways, or in none that is known";
  }
}

// The request as the HTTP library is to see it. Chunks are taken out of the body before.
void write_anew(const RequestLine& request, const Fields& fields, bool is_last, RequestHead& head) {
  const bool is_whole = request.target.starts_with("/");
  head.text.append(request.method).append(is_whole ? " " : " /").append(request.target);
  head.text.append(" HTTP/1.1\r\n").append(fields.kept);
  if (fields.takes_brotli || fields.takes_gzip)
    head.text.append("accept-encoding: ")
        .append(fields.takes_brotli ? "br" : "")
        .append(fields.takes_brotli && fields.takes_gzip ? ", " : "")
        .append(fields.takes_gzip ? "gzip" : "")
        .append("\r\n");
  if (head.body_end == BodyEnd::kLength || head.body_end == BodyEnd::kNone)
    head.text.append("Content-Length: ").append(std::to_string(head.body_bytes)).append("\r\n");
  if (!fields.expect.empty()) head.text.append("Expect: 100-continue\r\n");
  // A body that no handler asks for is not read, and ends the connection.
  if (is_last || (request.method != "POST" && head.body_end != BodyEnd::kNone))
    head.text.append("Connection: close\r\n");
  head.text.append("\r\n");
}

}  // namespace

RequestHead read_request_head(std::string_view text, const HeadRules& rules) {
  RequestLine request;
  Fields fields;
  std::string_view rest = text;
  const std::string_view line = take_line(rest);
  if (!read_request_line(line, request) || !read_fields(rest, fields))
    return refused(400, "this is no request of HTTP/1.1");
  const bool is_old = request.version == "HTTP/1.0";
  if (!is_old && request.version != "HTTP/1.1")
    return refused(request.version.starts_with("HTTP/") ? 505 : 400, "HTTP/1.1 is spoken here");
  if (request.target.size() > kMostTargetBytes) return refused(414, "the address is too long");
  if (request.method != "GET" && request.method != "HEAD" && request.method != "POST")
    return refused(501, "GET, HEAD and POST are answered here");
  if (fields.host.size() > 1 || (fields.host.empty() && !is_old))
    return refused(400, "one Host is to be named");
  if (RequestHead head = stranger(request, fields, rules); head.refused_status != 0) return head;
  for (const std::string_view expected : fields.expect)
    if (lower_ascii(expected) != "100-continue")
      return refused(417, "100-continue can be expected");
  if (!can_unpack(fields))
    return refused(415, "gzip, deflate and br are the codings that are read");
  RequestHead head;
  if (const int status = read_body_end(fields, is_old, head); status != 0)
    return refused(status, why(status));
  if (head.body_bytes > rules.page_bytes) return refused(413, why(413));
  write_anew(request, fields, is_old || fields.is_last, head);
  return head;
}

}  // namespace copydesk
