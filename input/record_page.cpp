// record_page.cpp: archive record -> Page.
// Not here: reading records (archive.cpp), HTTP codings (http.cpp), charsets (page.cpp).
#include "input/record_page.h"

#include <algorithm>

#include "input/http.h"
#include "input/kind.h"
#include "input/page.h"
#include "text/text.h"

namespace copydesk {
namespace {

enum class Kind : uint8_t { kNoPage, kMarkup, kText, kUnknown };

Kind kind_of_type(std::string_view content_type) {
  content_type.remove_prefix(std::min(content_type.find_first_not_of('"'), content_type.size()));
  const std::string_view type = content_type.substr(0, content_type.find_first_of("; \t,\""));
  if (type.empty() || equals_ignoring_case(type, "unk") || equals_ignoring_case(type, "no-type") ||
      equals_ignoring_case(type, "application/unknown") ||
      equals_ignoring_case(type, "unknown/unknown"))
    return Kind::kUnknown;
  if (equals_ignoring_case(type, "text/html") ||
      equals_ignoring_case(type, "application/xhtml+xml") || equals_ignoring_case(type, "html"))
    return Kind::kMarkup;
  return equals_ignoring_case(type, "text/plain") ? Kind::kText : Kind::kNoPage;
}

// Bytes that no page has, whatever the header says: pictures, PDFs, archives.
bool is_binary(std::string_view bytes) {
  for (const std::string_view magic :
       {"%PDF-", "PK\x03\x04", "\x89PNG", "\xFF\xD8\xFF", "\x1F\x8B"})
    if (bytes.starts_with(magic)) return true;
  // A text may begin so, too.
  return (bytes.starts_with("GIF8") || bytes.starts_with("BM6")) && is_no_text(bytes);
}

// robots.txt is plain text that no one reads as a page.
bool is_for_machines(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  return url.ends_with("/robots.txt") || url.ends_with("/ads.txt");
}

// Whether bytes, of which the first are enough, would be taken for a page if they are no binary.
bool is_typed_page(std::string_view bytes, std::string_view content_type, std::string_view url) {
  const Kind kind = kind_of_type(content_type);
  if (kind == Kind::kNoPage || (kind == Kind::kText && is_for_machines(url))) return false;
  return kind != Kind::kUnknown || starts_like_markup(bytes);
}

bool is_page(std::string_view bytes, std::string_view content_type, std::string_view url) {
  return !bytes.empty() && !is_binary(bytes) && is_typed_page(bytes, content_type, url);
}

RecordResult page_of_body(HttpBody& body, std::string_view content_type, std::string_view url) {
  RecordResult result;
  if (!is_page(body.bytes(), content_type, url)) return result;
  PageHints hints;
  hints.content_type = content_type;
  hints.url = url;
  result.page = body.decoded ? decode_page(std::move(*body.decoded), hints)
                             : decode_page_in_place(body.stored, hints);
  return result;
}

RecordResult damaged(std::string detail) {
  RecordResult result;
  result.error = Error{ErrorCode::kDamaged, 0, std::move(detail)};
  return result;
}

// The page in a body as it is stored, with what `head` says about it.
RecordResult page_of_stored(std::string_view stored, const HttpHead& head, std::string_view url,
                            const InputLimits& limits) {
  RecordResult result;
  const Kind kind = kind_of_type(head.content_type);
  if (kind == Kind::kNoPage || (kind == Kind::kText && is_for_machines(url))) return result;
  HttpBody body = decode_http_body(stored, head, limits);
  if (body.error.has_value()) {
    // Of a body without a type nobody knows whether it would have been a page.
    if (body.error->code != ErrorCode::kUnsupported || kind != Kind::kUnknown)
      result.error = body.error;
    return result;
  }
  result = page_of_body(body, head.content_type, url);
  if (!result.page.has_value()) return result;
  if (is_no_text(result.page->text)) return damaged("the body is no text, whatever its type says");
  Page& page = *result.page;
  page.content_language = head.content_language;
  page.source.truncated = body.is_cut;
  page.notes.insert(page.notes.begin(), body.notes.begin(), body.notes.end());
  return result;
}

bool is_http_url(std::string_view url) {
  return url.substr(0, 5).starts_with("http:") || url.substr(0, 6).starts_with("https:");
}

// A type that the standard does not have is hardly one that somebody made up, but a damaged one.
bool is_known_type(std::string_view type) {
  constexpr std::string_view kTypes[] = {"warcinfo", "response", "resource",   "request",
                                         "metadata", "revisit",  "conversion", "continuation"};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

// Enough for the first line of a response.
constexpr size_t kLookBytes = 64;

bool is_response(const Record& record) {
  const RecordHeader& header = record.header;
  const bool is_called_so = header.type == "response" ||
                            (!is_known_type(header.type) &&
                             header.content_type.find("msgtype=response") != std::string::npos);
  return is_called_so && read_http_head(record.body.substr(0, kLookBytes), {}).status != 0;
}

// Whether a record that says it holds an HTTP response holds something else.
bool is_broken_response(const Record& record) {
  const RecordHeader& header = record.header;
  return header.type == "response" && record.format == ArchiveFormat::kWarc &&
         !record.body.empty() && !is_response(record) &&
         (is_http_url(header.url) || header.content_type.starts_with("application/http"));
}

// A body by itself: of a resource, and in ARC 1 files, which hold bodies without an HTTP head too.
bool is_bare_page(const Record& record) {
  const RecordHeader& header = record.header;
  if (header.type != "resource" &&
      (header.type != "response" || record.format != ArchiveFormat::kArc))
    return false;
  return is_http_url(header.url) || kind_of_type(header.content_type) == Kind::kMarkup;
}

// Whether a record whose body is over the limit, but for its begin, would have been a page.
bool is_large_page(const Record& record, const InputLimits& limits) {
  const RecordHeader& header = record.header;
  if (is_response(record)) {
    const HttpHead head = read_http_head(record.body, limits);
    return head.status >= 200 && head.status < 300 &&
           is_typed_page(record.body.substr(head.body_at), head.content_type, header.url);
  }
  if (is_bare_page(record)) return is_page(record.body, header.content_type, header.url);
  return header.type == "conversion" && kind_of_type(header.content_type) == Kind::kText;
}

// What should be a response begins with no status: with its headers, or with the page itself.
RecordResult page_of_broken(const Record& record, const InputLimits& limits) {
  HttpHead head = read_head_without_status(record.body, limits);
  if (head.status == 0 && starts_like_markup(record.body)) {
    head = {};
    head.status = 200;
    head.notes.push_back({"http-head", "there is none: the record begins with the page"});
  }
  if (head.status == 0) return damaged("the record holds no HTTP response");
  return page_of_stored(record.body.substr(head.body_at), head, record.header.url, limits);
}

RecordResult result_of_type(const Record& record, const InputLimits& limits) {
  const RecordHeader& header = record.header;
  if (is_response(record)) return page_of_response(record.body, header.url, limits);
  if (is_broken_response(record)) return page_of_broken(record, limits);
  if (is_bare_page(record)) {
    HttpHead head;  // of a body that has none, the record tells the type
    head.content_type = header.content_type;
    return page_of_stored(record.body, head, header.url, limits);
  }
  if (header.type == "conversion" && kind_of_type(header.content_type) == Kind::kText) {
    RecordResult result;
    PageHints hints{.content_type = "text/plain", .name = {}, .url = header.url};
    if (!record.body.empty()) result.page = decode_page_in_place(record.body, hints);
    if (result.page.has_value()) result.page->form = Page::Form::kPlainText;
    return result;
  }
  return {};
}

// A date as WARC has it: a year, and as much as is known behind it, up to fractions of a second.
// SPEC: WARC 1.1, WARC-Date; W3C-DTF.
bool is_archive_time(std::string_view date) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  constexpr struct {
    size_t at;
    int least, most;
  } kParts[] = {{5, 1, 12}, {8, 1, 31}, {11, 0, 23}, {14, 0, 59}, {17, 0, 60}};
  const bool has_zone = date.ends_with('Z');
  if (has_zone) date.remove_suffix(1);
  const std::string_view fraction = date.substr(std::min(kForm.size(), date.size()));
  date = date.substr(0, kForm.size());
  if (!fraction.empty() && (fraction[0] != '.' || fraction.size() == 1 ||
                            fraction.find_first_not_of("0123456789", 1) != fraction.npos))
    return false;
  const bool is_day = date.size() == 4 || date.size() == 7 || date.size() == 10;
  if (has_zone ? date.size() != 16 && date.size() != 19 : !is_day) return false;
  for (size_t i = 0; i < date.size(); ++i)
    if (kForm[i] == '0' ? !is_digit(date[i]) : date[i] != kForm[i]) return false;
  return std::all_of(std::begin(kParts), std::end(kParts), [&](const auto& part) {
    if (part.at >= date.size()) return true;
    const int value = (date[part.at] - '0') * 10 + (date[part.at + 1] - '0');
    return value >= part.least && value <= part.most;
  });
}

// Whoever reads records takes this for a time; what is none is left out.
std::string archive_time(const std::string& date) {
  return is_archive_time(date) ? date : utc_time(parse_when(date));
}

}  // namespace

RecordResult page_of_response(std::string_view bytes, std::string_view url,
                              const InputLimits& limits) {
  const HttpHead head = read_http_head(bytes, limits);
  if (head.status == 0) return damaged("the HTTP response has no status");
  if (head.status < 200 || head.status > 299) return {};
  const Kind kind = kind_of_type(head.content_type);
  if (head.is_cut && (kind == Kind::kMarkup || kind == Kind::kText)) {
    if (head.body_at == bytes.size()) return damaged("the head of the HTTP response has no end");
    RecordResult result;
    result.error =
        Error{ErrorCode::kTooLarge, 0, "the head of the HTTP response is over the limit"};
    return result;
  }
  return page_of_stored(bytes.substr(head.body_at), head, url, limits);
}

RecordResult page_of_record(const Record& record, const InputLimits& limits) {
  RecordResult result;
  if (record.is_body_left_out) {
    if (is_large_page(record, limits))
      result.error =
          Error{ErrorCode::kTooLarge, record.offset, "the page is larger than the limit"};
    return result;
  }
  result = result_of_type(record, limits);
  if (!result.page.has_value()) return result;
  Source& source = result.page->source;
  source.offset = record.offset;
  source.length = record.length;
  source.fetched = archive_time(record.header.date);
  source.kind = record.format == ArchiveFormat::kArc ? "arc"
                : record.header.type == "conversion" ? "wet"
                                                     : "warc";
  if (!record.header.truncated.empty()) {
    source.truncated = true;
    result.page->notes.push_back(
        {"body-cut", "the archive says: truncated by " + record.header.truncated});
  }
  if (record.header.is_segment) {
    source.truncated = true;
    result.page->notes.push_back(
        {"body-cut", "the archive says: more of it is in other records, which were not read"});
  }
  return result;
}

}  // namespace copydesk
