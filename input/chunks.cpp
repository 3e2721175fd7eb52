// chunks.cpp: the marks between the chunks of a body -> its content.
// A mark is believed if its chunk ends where another mark stands, or the body does. Where it does
// not, its size is wrong, or it is no mark: the next one that is believed tells where content ends.
// Source: RFC 9112, 7.1. Not here: whether the head declares chunks (http.cpp).
#include "input/chunks.h"

#include <algorithm>
#include <cstdint>

#include "base/base.h"
#include "input/header.h"

namespace copydesk {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// Behind the break that stands at `at`, if one does: CRLF, or one of the two alone.
size_t past_break(std::string_view body, size_t at) {
  if (at < body.size() && body[at] == '\r') ++at;
  if (at < body.size() && body[at] == '\n') ++at;
  return at;
}

struct ChunkLine {
  bool is_valid = false;
  uint64_t size = 0;
  size_t next = 0;  // where the content starts
};

// Many marks may lead to one place, and what stands there is read for each of them: so no line is
// read far. Servers pad sizes with a few blanks or zeros.
ChunkLine read_chunk_line(std::string_view body, size_t at) {
  constexpr size_t kLongestLine = 4096, kMostBlanks = 64, kMostDigits = 64;
  const auto skip_blanks = [&] {
    const size_t end = std::min(body.size(), at + kMostBlanks);
    while (at < end && (body[at] == ' ' || body[at] == '\t')) ++at;
  };
  ChunkLine line;
  skip_blanks();
  const size_t digits = at, end_of_digits = std::min(body.size(), at + kMostDigits);
  for (; at < end_of_digits && hex_digit(body[at]) >= 0; ++at) {
    // Past 64 bits it stays at the largest number: a chunk that the body cannot hold.
    line.size = line.size >> 60 != 0 ? UINT64_MAX
                                     : line.size * 16 + static_cast<uint64_t>(hex_digit(body[at]));
  }
  if (at == digits) return line;
  skip_blanks();
  if (at < body.size() && body[at] == ';') {
    const std::string_view rest = body.substr(at, kLongestLine);
    const size_t end = std::min(rest.find('\r'), rest.find('\n'));
    if (end == std::string_view::npos) return line;
    at += end;
  }
  line.next = past_break(body, at);
  line.is_valid = line.next > at;
  return line;
}

struct Chunk {
  bool is_valid = false;  // a line that says a size stands in front
  bool is_last = false;   // of no size; `next` is where its trailer begins
  bool is_whole = false;
  size_t begin = 0;  // of its content
  size_t end = 0;    // of what is there of it
  size_t next = 0;   // where the line of the next chunk begins
};

Chunk read_chunk(std::string_view body, size_t at) {
  const ChunkLine line = read_chunk_line(body, at);
  Chunk chunk;
  chunk.is_valid = line.is_valid;
  chunk.begin = chunk.end = at;
  if (!line.is_valid) return chunk;
  chunk.begin = line.next;
  chunk.end = line.next + std::min<uint64_t>(line.size, body.size() - line.next);
  chunk.is_last = line.size == 0;
  chunk.is_whole = chunk.end - chunk.begin == line.size;
  chunk.next = chunk.is_last || !chunk.is_whole ? chunk.end : past_break(body, chunk.end);
  return chunk;
}

bool leads_to_mark(std::string_view body, const Chunk& chunk) {
  return chunk.is_valid && chunk.is_whole &&
         (chunk.next == body.size() || read_chunk_line(body, chunk.next).is_valid);
}

size_t end_of_trailer(std::string_view body, size_t at) {
  if (body.substr(at).starts_with("\r\n")) return at + 2;
  if (body.substr(at).starts_with("\n")) return at + 1;
  const size_t trailer = header_length(body.substr(at), ArchiveFormat::kWarc);
  return trailer == kNoHeader ? body.npos : at + trailer;
}

struct Mark {
  size_t content_end = 0, at = 0;
};

// The first mark at or behind `from` that leads to another one, or that ends the body.
Mark find_mark(std::string_view body, size_t from) {
  for (Mark mark{from, from}; mark.at < body.size();) {
    const Chunk chunk = read_chunk(body, mark.at);
    if (chunk.is_last ? is_blank(body.substr(chunk.next)) : leads_to_mark(body, chunk)) return mark;
    const size_t found = body.find('\n', std::max(mark.at, from));
    if (found == body.npos) break;
    mark = {found - (found > from && body[found - 1] == '\r' ? 1 : 0), found + 1};
  }
  return {body.size(), body.size()};
}

// Where content goes on at a chunk that leads to no mark: of a sound one, which is appended, behind
// the short line that should have been a mark, if another mark follows; of another one where its
// own content begins.
size_t content_from(std::string_view body, const Chunk& chunk, std::string& out) {
  constexpr size_t kLongestMark = 20;
  if (!chunk.is_valid || !chunk.is_whole || chunk.next == chunk.end) return chunk.begin;
  const size_t end = body.substr(chunk.next, kLongestMark).find('\n');
  if (end == body.npos && body.size() - chunk.next > kLongestMark) return chunk.begin;
  out.append(body.substr(chunk.begin, chunk.end - chunk.begin));
  const bool leads_on = end != body.npos && find_mark(body, chunk.next + end + 1).at < body.size();
  return leads_on ? chunk.next + end + 1 : chunk.next;
}

// A size of nothing with content behind it is a broken one: the last chunk ends the body, or is
// followed by an empty line, a trailer, or another message.
bool is_broken_end(std::string_view body, const Chunk& chunk) {
  const std::string_view rest = body.substr(chunk.next);
  if (is_blank(rest) || rest.starts_with('\r') || rest.starts_with('\n')) return false;
  return rest.substr(0, rest.find('\n')).find(':') == rest.npos && !rest.starts_with("HTTP/") &&
         find_mark(body, chunk.next).at < body.size();
}

}  // namespace

ChunkMarks append_dechunked(std::string& out, std::string_view body) {
  ChunkMarks marks;
  for (size_t at = 0; at < body.size();) {
    const Chunk chunk = read_chunk(body, at);
    // A first line that is no size at all: not chunked.
    if (!chunk.is_valid && !marks.is_chunked) return marks;
    marks.is_chunked = true;
    if (chunk.is_last && !is_broken_end(body, chunk)) {
      marks.is_whole = marks.broken == 0;
      marks.end = std::min(end_of_trailer(body, chunk.next), body.size());
      return marks;
    }
    if (!chunk.is_last && leads_to_mark(body, chunk)) {
      out.append(body.substr(chunk.begin, chunk.end - chunk.begin));
      at = chunk.next;
      continue;
    }
    const size_t from = content_from(body, chunk, out);
    const Mark mark = find_mark(body, from);
    out.append(body.substr(from, mark.content_end - from));
    marks.broken += mark.at < body.size() ? 1 : 0;
    at = mark.at;
  }
  return marks;  // no last chunk
}

size_t end_of_chunks(std::string_view body) {
  for (size_t at = 0; at < body.size();) {
    const Chunk chunk = read_chunk(body, at);
    if (!chunk.is_valid || !chunk.is_whole) return body.npos;
    if (chunk.is_last) return end_of_trailer(body, chunk.next);
    at = chunk.next;
  }
  return body.npos;
}

}  // namespace copydesk
