// check_input.cpp: the invariants of input/: archives, responses, codings, encodings.
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

#include "base/base.h"
#include "fuzz/checks.h"
#include "input/chunks.h"
#include "input/encodings.h"
#include "input/http.h"
#include "input/inflate.h"
#include "input/input.h"

namespace copydesk {
namespace {

InputLimits small_limits() {
  InputLimits limits;
  limits.page_bytes = 1u << 20;
  limits.inflate_free_bytes = 64u << 10;
  return limits;
}

struct Piece {
  std::string text;  // of a page, or what was lost
  uint64_t offset = 0, length = 0;
  friend bool operator==(const Piece&, const Piece&) = default;
};

struct ReadAll {
  std::vector<Piece> pages, losses;
  size_t errors = 0;
  bool is_nested = false;  // one compressed file in another: places are those of the inner one
  friend bool operator==(const ReadAll&, const ReadAll&) = default;
};

ReadAll read_all(PageReader reader) {
  ReadAll all;
  while (true) {
    Result<std::optional<Page>> next = reader.next();
    if (!next.is_ok()) {
      ++all.errors;
      break;
    }
    if (!next.value().has_value()) break;
    Page& page = *next.value();
    CD_CHECK(is_valid_utf8(page.text) && is_valid_utf8(page.content_language));
    all.pages.push_back({std::string(page.text), page.source.offset, page.source.length});
  }
  CD_CHECK(all.pages.size() == reader.report().pages);
  all.is_nested = std::ranges::count(reader.report().kind, '+') > 1 || all.errors > 0;
  for (const Loss& loss : reader.report().losses)
    all.losses.push_back({loss.detail, loss.offset, loss.length});
  return all;
}

ReadAll read_all(std::string_view bytes) {
  return read_all(PageReader::over(memory_source(bytes), "fuzz", small_limits()));
}

ReadAll read_checked(std::string_view bytes) {
  ReadAll whole = read_all(bytes);
  CD_CHECK(whole == read_all(bytes));
  if (whole.is_nested) return whole;
  for (const std::vector<Piece>* pieces : {&whole.pages, &whole.losses})
    for (const Piece& piece : *pieces)
      CD_CHECK(piece.offset <= bytes.size() && piece.length <= bytes.size() - piece.offset);
  return whole;
}

// ---------------- packing

std::string deflated(std::string_view bytes, int window_bits) {
  z_stream stream{};
  CD_CHECK(deflateInit2(&stream, 1, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CD_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string packed(std::string_view bytes, Coding coding) {
  switch (coding) {
    case Coding::kGzip:
      return deflated(bytes, 31);
    case Coding::kZlib:
      return deflated(bytes, 15);
    case Coding::kRawDeflate:
      return deflated(bytes, -15);
    case Coding::kZstd: {
      std::string out(ZSTD_compressBound(bytes.size()), '\0');
      out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1));
      return out;
    }
    default:
      return std::string(bytes);
  }
}

// Each stretch from one page or loss to the next packed by itself. (Not from one version line to
// the next: those inside of bodies would make members that no reader can tell from records.)
std::string packed_by_record(std::string_view bytes, Coding coding) {
  std::vector<uint64_t> borders = {0, bytes.size()};
  const ReadAll plain = read_all(bytes);
  for (const std::vector<Piece>* pieces : {&plain.pages, &plain.losses})
    for (const Piece& piece : *pieces)
      borders.push_back(std::min<uint64_t>(piece.offset, bytes.size()));
  std::ranges::sort(borders);
  std::string out;
  for (size_t i = 1; i < borders.size(); ++i)
    if (borders[i] > borders[i - 1])
      out += packed(bytes.substr(borders[i - 1], borders[i] - borders[i - 1]), coding);
  return out;
}

// ---------------- parts of a file

// A file that is memory, and the path under which it can be opened.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : file_(::memfd_create("copydesk-fuzz", 0)) {
    CD_CHECK(file_ >= 0);
    CD_CHECK(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

void check_parts(std::string_view bytes, uint64_t cut, const ReadAll& whole) {
  const MemoryFile file(bytes);
  ReadAll sum;
  for (const FilePart part : {FilePart{0, cut}, FilePart{cut, UINT64_MAX}}) {
    Result<PageReader> reader = PageReader::open_part(file.path(), part, small_limits());
    CD_CHECK(reader.is_ok());
    ReadAll some = read_all(std::move(reader.value()));
    for (Piece& page : some.pages) sum.pages.push_back(std::move(page));
    for (Piece& loss : some.losses) sum.losses.push_back(std::move(loss));
    sum.errors += some.errors;
  }
  CD_CHECK(sum.pages == whole.pages);
  CD_CHECK(sum.losses.empty() && sum.errors == 0);
}

// ---------------- inflating

struct Decoded {
  std::string bytes;
  Inflater::Status status = Inflater::Status::kMore;
  size_t read = 0;
  friend bool operator==(const Decoded&, const Decoded&) = default;
};

// One member, through pieces of at most `in_bytes` into room of at most `out_bytes`.
Decoded decode_member(std::string_view stored, Coding coding, size_t in_bytes, size_t out_bytes) {
  constexpr size_t kMostBytes = 1u << 18;
  Decoded decoded;
  Inflater inflater(coding);
  std::vector<char> room(out_bytes);
  while (decoded.bytes.size() < kMostBytes) {
    std::string_view in = stored.substr(decoded.read, in_bytes);
    const size_t given = in.size();
    size_t produced = 0;
    decoded.status = inflater.run(in, room.data(), room.size(), produced);
    CD_CHECK(in.size() <= given && produced <= room.size());
    decoded.read += given - in.size();
    decoded.bytes.append(room.data(), produced);
    if (decoded.status != Inflater::Status::kMore) break;
    if (given == in.size() && produced == 0) break;  // wants more than there is
  }
  if (decoded.bytes.size() >= kMostBytes) decoded = {};  // only the front would be compared
  return decoded;
}

Coding coding_of(char choice) {
  constexpr Coding kCodings[] = {Coding::kGzip, Coding::kZlib, Coding::kRawDeflate, Coding::kZstd,
                                 Coding::kBrotli};
  return kCodings[static_cast<unsigned char>(choice) % 5];
}

// ---------------- chunks

std::string chunked(std::string_view bytes, size_t step) {
  std::string out;
  char size[24];
  for (size_t at = 0; at < bytes.size(); at += step) {
    const std::string_view chunk = bytes.substr(at, step);
    std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
    out.append(size).append(chunk).append("\r\n");
  }
  return out += "0\r\n\r\n";
}

void check_wrapped_body(std::string_view bytes, size_t step) {
  const InputLimits limits;
  std::string out;
  const ChunkMarks marks = append_dechunked(out, chunked(bytes, step));
  CD_CHECK(marks.is_chunked && marks.is_whole && out == bytes);
  const HttpHead head = read_http_head(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n", limits);
  const std::string stored = chunked(packed(bytes, Coding::kGzip), step);
  const HttpBody body = decode_http_body(stored, head, limits);
  CD_CHECK(!body.error && body.bytes() == bytes && body.notes.empty() && !body.is_cut);
}

// ---------------- UTF-8, written down anew

// SPEC: Encoding, "UTF-8 decoder"; one U+FFFD for each maximal subpart.
std::string repaired(std::string_view bytes) {
  std::string out, pending;
  int needed = 0;
  unsigned lower = 0x80, upper = 0xBF;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const unsigned byte = static_cast<unsigned char>(bytes[i]);
    if (needed == 0) {
      lower = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
      upper = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
      needed = byte >= 0xC2 && byte <= 0xDF   ? 1
               : byte >= 0xE0 && byte <= 0xEF ? 2
               : byte >= 0xF0 && byte <= 0xF4 ? 3
                                              : 0;
      if (byte < 0x80)
        out += bytes[i];
      else if (needed == 0)
        out += "\uFFFD";
      else
        pending = bytes[i];
    } else if (byte < lower || byte > upper) {
      out += "\uFFFD";
      needed = 0;
      --i;  // read again as a first byte
    } else {
      lower = 0x80, upper = 0xBF;
      pending += bytes[i];
      if (--needed == 0) out += pending;
    }
  }
  return needed == 0 ? out : out += "\uFFFD";
}

constexpr const char* kLabels[] = {"",
                                   "utf-8",
                                   "windows-1252",
                                   "iso-8859-2",
                                   "koi8-r",
                                   "shift_jis",
                                   "euc-jp",
                                   "gb18030",
                                   "gbk",
                                   "big5",
                                   "euc-kr",
                                   "iso-2022-jp",
                                   "utf-16le",
                                   "utf-16be",
                                   "ibm866",
                                   "macintosh",
                                   "windows-874",
                                   "hz-gb-2312",
                                   "replacement",
                                   "utf-32le",
                                   "iso-8859-8-i",
                                   "x-user-defined",
                                   "x-mac-cyrillic",
                                   "windows-1255",
                                   "no-such-label"};

}  // namespace

void check_input_bytes(std::string_view bytes) { (void)read_checked(bytes); }

void check_warc(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.back());
  bytes.remove_suffix(1);
  std::string file(bytes.starts_with("WARC/") || choice >= 128 ? "" : "WARC/1.0\r\n");
  file += bytes;
  if (choice % 4 == 1) file = packed_by_record(file, Coding::kGzip);
  if (choice % 4 == 2) file = packed_by_record(file, Coding::kZstd);
  const ReadAll whole = read_checked(file);
  // After damage a record need only look like one where a stretch begins, but be one in all else
  // where the whole is searched: parts may find more.
  if (whole.errors == 0 && whole.losses.empty())
    check_parts(file, 1 + file.size() * (choice / 4) / 64, whole);
}

void check_http(std::string_view bytes) {
  const InputLimits limits = small_limits();
  const HttpHead head = read_http_head(bytes, limits);
  CD_CHECK(head.body_at <= bytes.size());
  const HttpBody body = decode_http_body(bytes.substr(head.body_at), head, limits);
  const HttpBody again = decode_http_body(bytes.substr(head.body_at), head, limits);
  CD_CHECK(body.bytes() == again.bytes() && body.is_cut == again.is_cut);
  CD_CHECK(body.bytes().size() <= limits.page_bytes);
  for (const Note& note : body.notes) CD_CHECK(is_valid_utf8(note.detail));
  const size_t step = bytes.empty() ? 1 : static_cast<unsigned char>(bytes.back()) + 1u;
  if (!bytes.empty()) check_wrapped_body(bytes, step);
}

void check_inflate(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.back());
  const Coding coding = coding_of(bytes.back());
  bytes.remove_suffix(1);
  const InputLimits limits = small_limits();
  const Inflated all = inflate_all(bytes, coding, limits);
  CD_CHECK(all.bytes.size() <= limits.page_bytes);
  CD_CHECK(all.end != Inflated::End::kTooLarge || all.bytes.empty());
  const Decoded whole = decode_member(bytes, coding, bytes.size() + 1, 1u << 18);
  const Decoded pieces = decode_member(bytes, coding, choice / 16 + 1u, choice % 16 + 1u);
  if (whole.status == Inflater::Status::kEnd) CD_CHECK(pieces == whole);
  if (coding == Coding::kBrotli) return;
  const std::string stored = packed(bytes, coding);
  const Inflated back = inflate_all(stored, coding, limits);
  CD_CHECK(back.end == Inflated::End::kComplete && back.bytes == bytes);
  const Inflated cut =
      inflate_all(std::string_view(stored).substr(0, stored.size() * choice / 256), coding, limits);
  CD_CHECK(cut.end != Inflated::End::kComplete && bytes.starts_with(cut.bytes));
}

void check_charset(std::string_view bytes) {
  const unsigned choice = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.back());
  const std::string label = kLabels[choice % std::size(kLabels)];
  const std::string type = label.empty() ? "" : "text/html; charset=" + label;
  PageHints hints;
  hints.content_type = type;
  const Page page = decode_page(std::string(bytes), hints);
  CD_CHECK(repaired(page.text) == page.text && is_valid_utf8(page.text));
  CD_CHECK(decode_page(std::string(bytes), hints).text == page.text);
  CD_CHECK(!page.source.charset.empty() && !page.source.charset_reason.empty());

  std::string text;
  const size_t count = append_repaired_utf8(text, bytes);
  CD_CHECK(text == repaired(bytes));
  CD_CHECK((count == 0) == is_valid_utf8(bytes));
  const std::string_view name = charset_name(bytes);
  CD_CHECK(charset_name(name) == name);

  if (const Encoding* encoding = find_any_encoding(label)) {
    std::string decoded;
    const Replacements replaced = append_decoded(decoded, bytes, *encoding);
    CD_CHECK(is_valid_utf8(decoded));
    CD_CHECK(replaced.first_at <= bytes.size());
  }
}

}  // namespace copydesk
