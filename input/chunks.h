// chunks.h: the chunks that an HTTP body may be cut into (RFC 9112, 7.1), also with broken marks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copydesk {

/// What was found of the marks between chunks.
struct ChunkMarks {
  bool is_chunked = false;  // there is a first chunk at all
  bool is_whole = false;    // all is there, up to the last chunk, and no mark is broken
  size_t broken = 0;        // marks that lead nowhere, behind which another one was found
  size_t end = 0;           // behind the last chunk and its trailer, if it was found
};

/// Takes the chunk marks off a body and appends the content to `out`. Behind a broken mark the next
/// one that leads on is sought; without one the rest is content as it stands. Cost: linear.
ChunkMarks append_dechunked(std::string& out, std::string_view body);

/// Where the last chunk and its trailer end, or npos.
size_t end_of_chunks(std::string_view body);

}  // namespace copydesk
