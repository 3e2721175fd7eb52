// http.cpp: HTTP responses as archives keep them.
// Source: RFC 9112 (messages, chunks), RFC 9110 8.4 (content codings); lenient where browsers are.
#include "input/http.h"

#include <algorithm>

#include "base/base.h"
#include "input/header.h"
#include "input/inflate.h"
#include "input/page.h"
#include "input/sniff.h"

namespace copydesk {
namespace {

// "HTTP/1.1 200 OK", "HTTP/2 200", also Shoutcast's "ICY 200 OK"; 0 if it is none.
int status_of(std::string_view line) {
  if (!line.starts_with("HTTP/") && !line.starts_with("ICY ")) return 0;
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  const size_t at = line.find_first_not_of(' ', space);
  if (at == std::string_view::npos || at + 3 > line.size()) return 0;
  int status = 0;
  for (size_t i = at; i < at + 3; ++i) {
    if (!is_digit(line[i])) return 0;
    status = status * 10 + (line[i] - '0');
  }
  return status;
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct ChunkLine {
  bool is_valid = false;
  uint64_t size = 0;
  size_t next = 0;  // where the content starts
};

ChunkLine read_chunk_line(std::string_view body, size_t at) {
  constexpr size_t kLongestLine = 4096;
  ChunkLine line;
  while (at < body.size() && (body[at] == ' ' || body[at] == '\t')) ++at;
  size_t digits = 0;
  for (; at < body.size() && hex_digit(body[at]) >= 0; ++at, ++digits) {
    // Past 64 bits it stays at the largest number: a chunk that the body cannot hold.
    line.size = line.size >> 60 != 0 ? UINT64_MAX
                                     : line.size * 16 + static_cast<uint64_t>(hex_digit(body[at]));
  }
  if (digits == 0) return line;
  while (at < body.size() && (body[at] == ' ' || body[at] == '\t')) ++at;
  if (at < body.size() && body[at] == ';') {
    const size_t end = body.substr(at, kLongestLine).find('\n');
    if (end == std::string_view::npos) return line;
    at += end;
  }
  if (at < body.size() && body[at] == '\r') ++at;
  if (at >= body.size() || body[at] != '\n') return line;
  line.next = at + 1;
  line.is_valid = true;
  return line;
}

struct Chunk {
  bool is_valid = false;  // a line that says a size stands in front
  bool is_last = false;   // of no size; `next` is where its trailer begins
  bool is_whole = false;
  std::string_view data;  // what is there of it
  size_t next = 0;        // where the line of the next chunk begins
};

Chunk read_chunk(std::string_view body, size_t at) {
  const ChunkLine line = read_chunk_line(body, at);
  Chunk chunk;
  chunk.is_valid = line.is_valid;
  if (!line.is_valid) return chunk;
  chunk.data = body.substr(line.next, std::min<uint64_t>(line.size, body.size() - line.next));
  chunk.is_last = line.size == 0;
  chunk.is_whole = chunk.data.size() == line.size;
  chunk.next = line.next + chunk.data.size();
  if (chunk.is_last || !chunk.is_whole) return chunk;
  if (chunk.next < body.size() && body[chunk.next] == '\r') ++chunk.next;
  if (chunk.next < body.size() && body[chunk.next] == '\n') ++chunk.next;
  return chunk;
}

enum class Known : uint8_t { kIdentity, kCoding, kUnknown };

Known coding_by_name(std::string_view name, Coding& coding) {
  coding = Coding::kNone;
  if (name.empty() || equals_ignoring_case(name, "identity") ||
      equals_ignoring_case(name, "none") || equals_ignoring_case(name, "utf-8"))
    return Known::kIdentity;
  if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip"))
    coding = Coding::kGzip;
  else if (equals_ignoring_case(name, "deflate"))
    coding = Coding::kZlib;
  else if (equals_ignoring_case(name, "br"))
    coding = Coding::kBrotli;
  else if (equals_ignoring_case(name, "zstd"))
    coding = Coding::kZstd;
  return coding == Coding::kNone ? Known::kUnknown : Known::kCoding;
}

bool is_zlib_head(std::string_view bytes) {
  if (bytes.size() < 2 || (bytes[0] & 0x0F) != 8) return false;
  const unsigned head =
      static_cast<unsigned char>(bytes[0]) * 256u + static_cast<unsigned char>(bytes[1]);
  return head % 31 == 0;
}

// Plain text or markup that a wrong header calls compressed: no control codes, and not all of it
// above ASCII, as no page is.
bool looks_uncoded(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 256);
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return std::any_of(head.begin(), head.end(), is_ascii) &&
         std::none_of(head.begin(), head.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' &&
                  c != '\f';
         });
}

void note_cut(HttpBody& body, std::string detail) {
  body.is_cut = true;
  body.notes.push_back({"body-cut", std::move(detail)});
}

// Whether bytes that should be compressed are a page as it is.
bool is_uncoded(std::string_view bytes) {
  return looks_uncoded(bytes) || starts_like_markup(bytes) || find_bom(bytes).encoding != nullptr ||
         guess_wide_encoding(bytes) != nullptr;
}

// Whether bytes that nothing calls compressed are so by what they begin with. Two bytes of zlib are
// few: a page may begin with them.
bool shows_coding(std::string_view bytes) {
  return coding_by_magic(bytes) != Coding::kNone || (is_zlib_head(bytes) && !is_uncoded(bytes));
}

// Of these types the bytes must become text; others may be pictures whatever coding is declared.
bool is_text_type(std::string_view type) {
  return equals_ignoring_case(type.substr(0, 5), "text/") ||
         equals_ignoring_case(type.substr(0, 15), "application/xht");
}

std::string_view name_of(Coding coding) {
  if (coding == Coding::kGzip) return "gzip";
  if (coding == Coding::kZstd) return "zstd";
  return "deflate";
}

// Of data that break off, or are damaged, before the first byte of the page.
Error nothing_decoded(Inflated::End end, std::string_view name) {
  std::string detail = "the ";
  detail.append(name).append(" data ");
  if (end == Inflated::End::kCut)
    return Error{ErrorCode::kTruncated, 0, detail + "breaks off before anything can be decoded"};
  return Error{ErrorCode::kDamaged, 0, detail + "cannot be decoded"};
}

// Puts what was decoded into the body.
void take_decoded(HttpBody& body, Inflated inflated, std::string_view name) {
  if (inflated.end != Inflated::End::kComplete)
    note_cut(body, "the " + std::string(name) + " data breaks off after " +
                       std::to_string(inflated.bytes.size()) + " decoded bytes");
  body.bytes = std::move(inflated.bytes);
}

// Takes a coding off that the bytes show though the header, which says `instead`, does not. Of one
// that no magic number shows only whole data proves anything. False if they show none.
bool take_shown_coding(HttpBody& body, const HttpHead& head, std::string_view instead,
                       const InputLimits& limits) {
  Coding coding = coding_by_magic(body.bytes);
  const bool has_magic = coding != Coding::kNone;
  if (!has_magic) coding = is_zlib_head(body.bytes) ? Coding::kZlib : Coding::kRawDeflate;
  Inflated inflated = inflate_all(body.bytes, coding, limits);
  if (has_magic && inflated.end == Inflated::End::kTooLarge)
    body.error = Error{ErrorCode::kTooLarge, 0, "the body decompresses beyond the limit"};
  else if (has_magic && inflated.bytes.empty() && inflated.end != Inflated::End::kComplete &&
           is_text_type(head.content_type))
    body.error = nothing_decoded(inflated.end, name_of(coding));
  const bool is_taken =
      !inflated.bytes.empty() && (has_magic || inflated.end == Inflated::End::kComplete);
  if (body.error.has_value() || !is_taken) return body.error.has_value();
  std::string detail = "declared as ";
  detail.append(instead).append(", but is ").append(name_of(coding));
  body.notes.push_back({"body-coding", std::move(detail)});
  take_decoded(body, std::move(inflated), name_of(coding));
  return true;
}

// The declared coding is not what the bytes are in.
void mend_coding(HttpBody& body, const HttpHead& head, std::string_view name,
                 const InputLimits& limits) {
  const bool is_plain = is_uncoded(body.bytes);
  if (!is_plain && take_shown_coding(body, head, name, limits)) return;
  if (is_plain || !is_text_type(head.content_type)) {
    body.notes.push_back({"body-coding", "declared as " + std::string(name) + ", but is not"});
    return;
  }
  body.error = Error{ErrorCode::kDamaged, 0, "the body is not " + std::string(name)};
}

// Takes one coding off body.bytes.
void take_coding(HttpBody& body, const HttpHead& head, Coding coding, std::string_view name,
                 const InputLimits& limits) {
  constexpr size_t kMostBreaks = 8;  // in front of the data: a server's own
  const bool has_magic = coding == Coding::kGzip || coding == Coding::kZstd;
  if (const size_t breaks = body.bytes.find_first_not_of("\r\n");
      has_magic && breaks <= kMostBreaks &&
      coding_by_magic(std::string_view(body.bytes).substr(breaks)) == coding)
    body.bytes.erase(0, breaks);
  const bool is_magic_missing = has_magic && coding_by_magic(body.bytes) != coding;
  if (is_magic_missing ||
      (coding == Coding::kBrotli && looks_uncoded(body.bytes) && body.bytes.starts_with('<')))
    return mend_coding(body, head, name, limits);
  if (coding == Coding::kZlib && !is_zlib_head(body.bytes)) coding = Coding::kRawDeflate;
  Inflated inflated = inflate_all(body.bytes, coding, limits);
  if (inflated.end == Inflated::End::kTooLarge) {
    body.error = Error{ErrorCode::kTooLarge, 0, "the body decompresses beyond the limit"};
    return;
  }
  if (inflated.end == Inflated::End::kDamaged && inflated.bytes.empty())
    return mend_coding(body, head, name, limits);
  if (inflated.end == Inflated::End::kCut && inflated.bytes.empty()) {
    body.error = nothing_decoded(inflated.end, name);
    return;
  }
  take_decoded(body, std::move(inflated), name);
}

// SPEC: RFC 9110, 8.4: codings are listed in the order they were put on.
void take_codings(HttpBody& body, const HttpHead& head, const InputLimits& limits) {
  uint32_t layers = 0;
  std::string_view list = head.content_encoding;
  while (!list.empty() && !body.error.has_value()) {
    const size_t comma = list.rfind(',');
    const std::string_view name =
        trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    Coding coding = Coding::kNone;
    const Known known = coding_by_name(name, coding);
    if (known == Known::kIdentity || body.bytes.empty()) continue;
    if (known == Known::kUnknown && coding_by_magic(body.bytes) == Coding::kNone) {
      if (!looks_uncoded(body.bytes))
        body.error = Error{ErrorCode::kUnsupported, 0,
                           "unknown content coding " + std::string(name.substr(0, 40))};
      continue;
    }
    if (++layers > limits.layers) {
      body.error = Error{ErrorCode::kTooLarge, 0, "more content codings than the limit of layers"};
      return;
    }
    if (known == Known::kUnknown)
      mend_coding(body, head, "a coding that is not known", limits);
    else
      take_coding(body, head, coding, name, limits);
  }
  // Compressed without a word, or more often than the header says.
  while (!body.error.has_value() && is_text_type(head.content_type) && layers++ < limits.layers &&
         shows_coding(body.bytes))
    if (!take_shown_coding(body, head, "uncompressed", limits)) return;
}

}  // namespace

HttpHead read_http_head(std::string_view response, const InputLimits& limits) {
  HttpHead head;
  size_t at = 0;
  while (true) {
    const std::string_view rest = response.substr(at);
    head.status = status_of(rest.substr(0, rest.find('\n')));
    if (head.status == 0) return head;
    size_t size = header_length(rest.substr(0, limits.header_bytes), ArchiveFormat::kWarc);
    head.is_cut = size == kNoHeader;
    if (head.is_cut) size = std::min(rest.size(), limits.header_bytes);
    head.body_at = at + size;
    const bool is_interim = head.status < 200 && head.status != 101 && !head.is_cut;
    if (is_interim && status_of(response.substr(head.body_at).substr(0, 64)) != 0) {
      at = head.body_at;
      continue;
    }
    for_each_field(rest.substr(0, size), [&](std::string_view name, std::string_view value) {
      const auto keep_first = [&](std::string_view wanted, std::string& field) {
        if (field.empty() && equals_ignoring_case(name, wanted)) field = value;
      };
      keep_first("Content-Type", head.content_type);
      keep_first("Content-Encoding", head.content_encoding);
      keep_first("Transfer-Encoding", head.transfer_encoding);
      keep_first("Content-Language", head.content_language);
      keep_first("Content-Length", head.content_length);
    });
    return head;
  }
}

namespace {

bool is_declared_chunked(const HttpHead& head) {
  constexpr std::string_view kChunked = "chunked";
  const std::string_view codings = trimmed(head.transfer_encoding);
  return codings.size() >= kChunked.size() &&
         equals_ignoring_case(codings.substr(codings.size() - kChunked.size()), kChunked);
}

size_t end_of_trailer(std::string_view body, size_t at) {
  if (body.substr(at).starts_with("\r\n")) return at + 2;
  if (body.substr(at).starts_with("\n")) return at + 1;
  const size_t trailer = header_length(body.substr(at), ArchiveFormat::kWarc);
  return trailer == kNoHeader ? body.npos : at + trailer;
}

// Where the last chunk and its trailer end, or npos.
size_t end_of_chunks(std::string_view body) {
  for (size_t at = 0; at < body.size();) {
    const Chunk chunk = read_chunk(body, at);
    if (!chunk.is_valid || !chunk.is_whole) return body.npos;
    if (chunk.is_last) return end_of_trailer(body, chunk.next);
    at = chunk.next;
  }
  return body.npos;
}

void note_rest(HttpBody& body, std::string_view rest) {
  if (trimmed(rest).empty()) return;
  body.notes.push_back(
      {"body-rest", std::to_string(rest.size()) + " bytes behind the last chunk were not read"});
}

}  // namespace

size_t http_message_end(std::string_view bytes, const InputLimits& limits) {
  const HttpHead head = read_http_head(bytes, limits);
  if (head.status == 0 || head.is_cut) return bytes.npos;
  if (is_declared_chunked(head)) {
    const size_t end = end_of_chunks(bytes.substr(head.body_at));
    if (end != bytes.npos) return head.body_at + end;
  }
  const std::optional<uint64_t> length = parse_count(head.content_length);
  if (!length.has_value() || *length > bytes.size() - head.body_at) return bytes.npos;
  return head.body_at + static_cast<size_t>(*length);
}

bool append_dechunked(std::string& out, std::string_view body, bool& is_chunked) {
  is_chunked = false;
  for (size_t at = 0; at < body.size();) {
    const Chunk chunk = read_chunk(body, at);
    if (!chunk.is_valid) {
      // A number past 64 bits, or text where a size is due. A first line that is no size at all:
      // not chunked.
      if (is_chunked) out.append(body.substr(at));
      return false;
    }
    is_chunked = true;
    if (chunk.is_last) return true;  // trailers are of no use here
    out.append(chunk.data);
    if (!chunk.is_whole) return false;
    at = chunk.next;
  }
  return false;  // no last chunk
}

HttpBody decode_http_body(std::string_view stored, const HttpHead& head,
                          const InputLimits& limits) {
  HttpBody body;
  const std::optional<uint64_t> declared = parse_count(head.content_length);
  bool is_chunked = false;
  if (is_declared_chunked(head)) {
    const bool is_whole = append_dechunked(body.bytes, stored, is_chunked);
    if (!is_chunked && !stored.empty())
      body.notes.push_back({"body-coding", "declared as chunked, but is not"});
    else if (!is_whole && !stored.empty())
      note_cut(body, "the last chunk is missing or broken");
    else if (const size_t end = end_of_chunks(stored); end < stored.size())
      note_rest(body, stored.substr(end));
  } else if (declared.has_value() && *declared > stored.size() && head.content_encoding.empty()) {
    note_cut(body, "the header announces " + std::to_string(*declared) + " bytes, " +
                       std::to_string(stored.size()) + " are there");
  }
  if (!is_chunked) body.bytes.assign(stored);
  take_codings(body, head, limits);
  if (body.bytes.size() > limits.page_bytes)
    body.error = Error{ErrorCode::kTooLarge, 0, "the page is larger than the limit"};
  return body;
}

}  // namespace copydesk
