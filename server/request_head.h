// request_head.h: the head of an HTTP request, held to the standard before the HTTP library sees
// it. For server/ only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

/// How the end of a request's body is told.
enum class BodyEnd : uint8_t { kNone, kLength, kChunks };

struct HeadRules {
  std::vector<std::string> names;  // under which we are asked: "127.0.0.1:8080", in lower case
  size_t page_bytes = 0;           // of a body whose length is told; 413 above
};

/// What a head says; or, where `refused_status` is not 0, why it is not answered.
struct RequestHead {
  int refused_status = 0;
  std::string_view refused_why = {};
  std::string text = {};  // the request anew, with none but the headers that we know
  BodyEnd body_end = BodyEnd::kNone;
  uint64_t body_bytes = 0;  // with kLength
};

/// Reads a head with the empty line that ends it. Whatever two programs could read in two ways is
/// refused with 400: bare CR and LF, folded lines, space before a colon, a length told twice, a
/// length beside chunks, no Host or two. Refused as well: 403 a POST from the page of another site,
/// 413 a body over the limit, 414 a long address, 415 a coding that is not read, 417, 421 a name
/// that is not ours, 501, 505. Cost: linear. Source: RFC 9110 and 9112.
RequestHead read_request_head(std::string_view text, const HeadRules& rules);

}  // namespace copydesk
