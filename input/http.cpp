// http.cpp: HTTP responses as archives keep them.
// Source: RFC 9112 (messages, chunks), RFC 9110 8.4 (content codings); lenient where browsers are.
#include "input/http.h"

#include <algorithm>

#include "base/base.h"
#include "input/chunks.h"
#include "input/header.h"
#include "input/inflate.h"
#include "input/page.h"
#include "input/sniff.h"

namespace copydesk {
namespace {

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
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

// Zeros and breaks behind what was read are no loss.
void note_rest(HttpBody& body, std::string_view rest, std::string_view what) {
  if (rest.find_first_not_of(std::string_view("\0 \t\r\n", 5)) == rest.npos) return;
  std::string detail = std::to_string(rest.size()) + " bytes behind ";
  body.notes.push_back({"body-rest", detail.append(what).append(" were not read")});
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
  note_rest(body, inflated.rest, "the " + std::string(name) + " data");
  body.decoded = std::move(inflated.bytes);
}

// Takes a coding off that the bytes show though the header, which says `instead`, does not. Of one
// that no magic number shows only whole data proves anything. False if they show none.
bool take_shown_coding(HttpBody& body, const HttpHead& head, std::string_view instead,
                       const InputLimits& limits) {
  Coding coding = coding_by_magic(body.bytes());
  const bool has_magic = coding != Coding::kNone;
  if (!has_magic) coding = is_zlib_head(body.bytes()) ? Coding::kZlib : Coding::kRawDeflate;
  Inflated inflated = inflate_all(body.bytes(), coding, limits);
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
  const bool is_plain = is_uncoded(body.bytes());
  if (!is_plain && take_shown_coding(body, head, name, limits)) return;
  if (is_plain || !is_text_type(head.content_type)) {
    body.notes.push_back({"body-coding", "declared as " + std::string(name) + ", but is not"});
    return;
  }
  body.error = Error{ErrorCode::kDamaged, 0, "the body is not " + std::string(name)};
}

// Takes one coding off body.bytes().
void take_coding(HttpBody& body, const HttpHead& head, Coding coding, std::string_view name,
                 const InputLimits& limits) {
  constexpr size_t kMostBreaks = 8;  // in front of the data: a server's own
  const bool has_magic = coding == Coding::kGzip || coding == Coding::kZstd;
  if (const size_t breaks = body.bytes().find_first_not_of("\r\n");
      has_magic && breaks > 0 && breaks <= kMostBreaks &&
      coding_by_magic(body.bytes().substr(breaks)) == coding)
    body.decoded = std::string(body.bytes().substr(breaks));
  const bool is_magic_missing = has_magic && coding_by_magic(body.bytes()) != coding;
  if (is_magic_missing ||
      (coding == Coding::kBrotli && looks_uncoded(body.bytes()) && body.bytes().starts_with('<')))
    return mend_coding(body, head, name, limits);
  if (coding == Coding::kZlib && !is_zlib_head(body.bytes())) coding = Coding::kRawDeflate;
  Inflated inflated = inflate_all(body.bytes(), coding, limits);
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

// A coding that nobody knows is either a wrong word about bytes as they are, or the end.
void take_unknown_coding(HttpBody& body, std::string_view name) {
  if (is_uncoded(body.bytes()))
    body.notes.push_back({"body-coding", "declared as a coding that is not known, but is not"});
  else
    body.error = Error{ErrorCode::kUnsupported, 0,
                       "unknown content coding " + std::string(name.substr(0, 40))};
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
    if (known == Known::kIdentity || body.bytes().empty()) continue;
    if (known == Known::kUnknown && !shows_coding(body.bytes())) {
      take_unknown_coding(body, name);
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
         (shows_coding(body.bytes()) || !is_uncoded(body.bytes())))
    if (!take_shown_coding(body, head, "uncompressed", limits)) return;
}

}  // namespace

namespace {

// However it is written, and whatever other coding stands beside it.
bool is_declared_chunked(const HttpHead& head) {
  return find_ignoring_case(head.transfer_encoding, "chunked", 0) != std::string_view::npos;
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

namespace {

// Takes the chunks off that the header declares.
void take_chunks(HttpBody& body, std::string_view stored) {
  const ChunkMarks marks = append_dechunked(body.decoded.emplace(), stored);
  if (!marks.is_chunked) {
    body.decoded.reset();
    if (!stored.empty()) body.notes.push_back({"body-coding", "declared as chunked, but is not"});
  } else if (marks.end == 0) {
    note_cut(body, "the last chunk is missing or broken");
  } else if (marks.broken > 0) {
    note_cut(body, "marks of chunks are broken, " + std::to_string(marks.broken) +
                       " in all; what stands between the others was kept");
  } else {
    note_rest(body, stored.substr(marks.end), "the last chunk");
  }
}

// Takes chunks off that the header does not tell of: only of a body that is nothing but chunks.
void take_shown_chunks(HttpBody& body, const InputLimits& limits) {
  for (uint32_t layers = 0; layers < limits.layers; ++layers) {
    std::string content;
    const ChunkMarks marks = append_dechunked(content, body.bytes());
    if (!marks.is_whole || content.empty() || marks.end < trimmed(body.bytes()).size()) return;
    body.decoded = std::move(content);
    body.notes.push_back({"body-coding", "declared as without chunks, but is in chunks"});
  }
}

// What the header says of the length, of a body that is not in chunks. Archives may keep a body
// without its coding, and the header of the coded one.
void check_length(HttpBody& body, std::string_view stored, const HttpHead& head) {
  if (head.content_length.empty() || !head.content_encoding.empty()) return;
  const std::optional<uint64_t> declared = parse_count(head.content_length);
  const std::string there = std::to_string(stored.size());
  if (!declared.has_value()) {
    body.notes.push_back({"body-length", "the header tells no one length; all " + there +
                                             " bytes that are there were read"});
  } else if (*declared > stored.size()) {
    note_cut(body, "the header announces " + std::to_string(*declared) + " bytes, " + there +
                       " are there");
  } else if (*declared < stored.size()) {
    body.notes.push_back({"body-length", "the header announces " + std::to_string(*declared) +
                                             " bytes; all " + there + " that are there were read"});
  }
}

}  // namespace

HttpBody decode_http_body(std::string_view stored, const HttpHead& head,
                          const InputLimits& limits) {
  HttpBody body;
  body.stored = stored;
  body.notes = head.notes;
  if (is_declared_chunked(head)) {
    take_chunks(body, stored);
  } else {
    check_length(body, stored, head);
  }
  take_shown_chunks(body, limits);
  take_codings(body, head, limits);
  if (body.bytes().size() > limits.page_bytes)
    body.error = Error{ErrorCode::kTooLarge, 0, "the page is larger than the limit"};
  return body;
}

}  // namespace copydesk
