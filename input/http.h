// http.h: an HTTP response as it was on the wire: head, chunks, content codings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "input/input.h"

namespace copydesk {

/// The head of a response. Header values have folded lines joined. Codings of several headers are
/// one list; of several types the first that is a page's counts, of several lengths that differ
/// none.
struct HttpHead {
  int status = 0;       // 0: the bytes are no response
  size_t body_at = 0;   // where the body starts
  bool is_cut = false;  // no empty line ends the head
  std::string content_type, content_encoding, transfer_encoding, content_language, content_length;
  std::vector<Note> notes;  // http-head: what of it was broken
};

/// Reads the head: any HTTP version, lines that end in CRLF, LF or CR, at most limits.header_bytes.
/// Interim responses (100, 103) are skipped, and so are those of proxies and redirections in front
/// of another response.
HttpHead read_http_head(std::string_view response, const InputLimits& limits);

/// Reads a head whose first line tells no status. Status 200 if a type is told; else 0.
HttpHead read_head_without_status(std::string_view response, const InputLimits& limits);

/// Where a response ends by its own account: behind the length that its head tells, or the last of
/// its chunks; npos if it does not say, or says more than `bytes` hold.
size_t http_message_end(std::string_view bytes, const InputLimits& limits);

/// A body after all codings. `error` is set when nothing can be delivered.
/// Lifetime: bytes() are those of `stored` where there is no coding.
struct HttpBody {
  std::string_view stored;
  std::optional<std::string> decoded;
  std::string_view bytes() const { return decoded ? std::string_view(*decoded) : stored; }
  std::vector<Note> notes;  // http-head, body-cut, -rest, -coding, -length: what was broken
  bool is_cut = false;
  std::optional<Error> error;  // kTooLarge, kUnsupported, kDamaged, kTruncated
};

/// Takes chunks and content codings off `stored`. Declarations that the bytes disprove are ignored,
/// with a note, and a coding that text is in without a declaration is taken off as well; of a body
/// that breaks off, what could be read is kept, with a note.
HttpBody decode_http_body(std::string_view stored, const HttpHead& head, const InputLimits& limits);

}  // namespace copydesk
