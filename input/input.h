// input.h: the door of input/: bytes of any kind into Pages of valid UTF-8, and damage into a loss
// report. A page in memory: decode_page(). A file, a pipe or an archive of any kind: PageReader. A
// list of paths as a user types it: expand_inputs(). What is damaged in a file: check_input().
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/base.h"
#include "input/byte_buffer.h"
#include "record/record.h"

namespace copydesk {

/// The text of a page: its own, or bytes that lie elsewhere, as those that two processes share.
/// Lifetime: bytes elsewhere have to outlive it.
class PageText {
 public:
  PageText() = default;
  PageText(std::string text) : own_(std::move(text)) {}
  PageText(const char* text) : own_(text) {}
  static PageText elsewhere(std::string_view bytes) {
    PageText text;
    text.elsewhere_ = bytes;
    return text;
  }
  /// Makes bytes elsewhere the text's own: takes the buffer that they lie in, or copies them.
  void keep(ByteBuffer buffer, size_t from) {
    elsewhere_ = buffer.view().substr(from, elsewhere_.size());
    buffer_ = std::move(buffer);
  }
  void keep_copy() {
    if (own_.empty()) own_ = elsewhere_;
  }
  bool is_elsewhere() const { return own_.empty() && buffer_.size() == 0; }
  operator std::string_view() const { return own_.empty() ? elsewhere_ : std::string_view(own_); }
  std::string_view view() const { return *this; }
  const char* data() const { return view().data(); }
  size_t size() const { return view().size(); }
  bool empty() const { return view().empty(); }
  std::string_view substr(size_t at, size_t size = std::string_view::npos) const {
    return view().substr(at, size);
  }
  size_t find(std::string_view wanted) const { return view().find(wanted); }
  bool starts_with(std::string_view wanted) const { return view().starts_with(wanted); }
  bool ends_with(std::string_view wanted) const { return view().ends_with(wanted); }
  template <std::convertible_to<std::string_view> Text>
  friend bool operator==(const PageText& a, const Text& b) {
    return a.view() == std::string_view(b);
  }

 private:
  std::string own_;
  std::string_view elsewhere_;  // where own_ is empty
  ByteBuffer buffer_;           // that elsewhere_ lies in, or none
};

/// One saved page, decoded. `form` says what `text` holds: markup, or the lines of a plain-text
/// dump.
struct Page {
  enum class Form : uint8_t { kHtml, kPlainText };
  Form form = Form::kHtml;
  Source source;
  std::string url;               // WARC-Target-URI, or what the caller said; may be empty
  PageText text;                 // valid UTF-8, BOM removed
  std::string content_language;  // of the HTTP header; may be empty
  std::vector<Note> notes;       // charset repairs, cut bodies, limits hit
  bool has_files = false;        // saved with its pictures: relative addresses of them are files
};

/// Everything that bounds the work on one input.
struct InputLimits {
  size_t page_bytes = 32u << 20;     // a page, and the stored body of a record; at most 4 GiB - 1
  size_t header_bytes = 256u << 10;  // the header of an archive record, of an HTTP response
  uint32_t inflate_ratio = 300;      // decoded bytes for each stored one ...
  size_t inflate_free_bytes = 4u << 20;  // ... asked only of what is larger than this when decoded
  uint32_t layers =
      3;  // encodings one inside the other: gzip around a file, Content-Encoding lists
  size_t losses = 10000;  // entries kept in a report; further ones are counted
};

/// What the caller knows about the bytes of a page. All of it may be empty.
struct PageHints {
  std::string_view content_type = {};  // Content-Type header, with or without charset
  std::string_view name = {};  // file name: .txt and .html count where the content is ambiguous
  std::string_view url = {};
};

/// Turns the bytes of one page into a Page: charset by the order of the WHATWG standard (byte order
/// mark, header, declaration in the page, valid UTF-8, detection, windows-1252), form by content.
/// Never fails; what had to be replaced or overruled is in the notes `charset-replaced` and
/// `charset-mended`. Fills source.charset, source.charset_reason (bom, transport, meta,
/// utf-8-valid, detected, default) and source.kind (html, text). Cost: linear; bytes that are valid
/// UTF-8 are moved, not copied. Threads: safe. Source: WHATWG Encoding and HTML standards,
/// converters of ICU, detection by uchardet.
///
///     const Page page = decode_page("<meta charset=latin1><p>caf\xE9");
///     // page.text ends in "café", page.source.charset is "windows-1252", the reason "meta"
Page decode_page(std::string bytes, const PageHints& hints = {});

/// The same, but valid UTF-8 stays where it is. Lifetime: `bytes` have to outlive the page and its
/// copies.
Page decode_page_in_place(std::string_view bytes, const PageHints& hints = {});

/// Whether bytes of which nobody knows more than their Content-Type may be a page: decode_page()
/// would make text of any. Errors: kUnsupported, for people: what they are, and what to do with
/// them.
Result<void> check_may_be_page(std::string_view bytes, std::string_view content_type);

/// The WHATWG name, in lower case, of a charset label ("Latin1" gives "windows-1252"); empty if
/// there is none.
std::string_view charset_name(std::string_view label);

/// A stretch of an input that gave nothing, and why.
struct Loss {
  ErrorCode code = ErrorCode::kDamaged;  // kTruncated, kDamaged, kTooLarge, kUnsupported
  uint64_t offset = 0;  // bytes, in the file as stored; in the inner one where it holds another
  uint64_t length = 0;  // bytes, as stored; 0 = not known
  std::string url;      // of the record, as far as it could be read
  std::string detail;   // a sentence for people
};

/// What was found in one input. Counts are final when next() has returned nothing.
struct InputReport {
  std::string path;
  /// html, text, warc, arc, wet, mhtml, webarchive, response, empty; with a coding: "warc+gzip".
  std::string kind;
  uint64_t bytes = 0;    // read, as stored
  uint64_t pages = 0;    // delivered
  uint64_t skipped = 0;  // undamaged records that hold no page: pictures, requests, 404s
  /// Undamaged records by type: response, request, warcinfo; of many made-up ones the rest
  /// together.
  std::map<std::string, uint64_t> records;
  std::vector<Loss> losses;  // in the order of the file
  uint64_t more_losses = 0;  // beyond InputLimits::losses
  std::vector<Note> notes;   // oddities that cost nothing: one gzip member around all
};

/// A stretch of a file, bytes as stored, for several readers that share its records. A record
/// belongs to the stretch that holds its start: that of its gzip member or zstd frame in an archive
/// that is compressed, its own in one that is not; behind a compressed first record those that are
/// stored in another way belong to the stretch of the last one before them. What cannot be parted
/// (an archive compressed as a whole, a single page) belongs to the stretch that holds byte 0, all
/// of it. So the stretches of a partition together give each page once, and each loss; one that
/// reaches into the next stretch may be told by both. Behind damage a stretch may begin at a record
/// that the whole file, read from its begin, loses with the damage: stretches then find more. Cost:
/// a stretch of an archive that is not compressed looks at the headers of the records before it,
/// one small read each: a byte in a record looks like the start of one too often to begin there.
struct FilePart {
  uint64_t begin = 0, end = UINT64_MAX;
  bool is_whole() const { return begin == 0 && end == UINT64_MAX; }
};

/// Reads the pages of one input, one after the other, in bounded memory; never seeks, so pipes are
/// as good as files (but for a part of a file). Kind by content: HTML, plain-text dump, WARC, WET,
/// ARC, MHTML, web archive, a saved HTTP response, each as it is, in gzip or in zstd; archives of
/// several kinds may stand one behind the other in a file. Damage in an archive never ends the
/// loop: it becomes a Loss, and reading goes on at the next record of the same coding. Threads: one
/// thread at a time; readers share nothing.
class PageReader {
 public:
  /// Opens a path; "-" is standard input. Errors: kNotFound, kUnreadable.
  static Result<PageReader> open(const std::string& path, const InputLimits& limits = {});
  /// The same for the records of a part of a file. Errors also: kUnreadable of a pipe.
  static Result<PageReader> open_part(const std::string& path, FilePart part,
                                      const InputLimits& limits = {});
  /// Reads from any source; `name` stands for the path in Source and reports.
  static PageReader over(std::unique_ptr<ByteSource> source, std::string name,
                         const InputLimits& limits = {});
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;
  ~PageReader();

  /// The next page, or nothing at the end. Errors: of a single page kTooLarge, kTruncated,
  /// kDamaged, kNotHtml (a wrapper without one), kUnsupported (a picture, a PDF); of any input
  /// kUnreadable. After an error the input is at its end.
  Result<std::optional<Page>> next();

  /// From now on records whose bytes do not fit their digests get a note `digest` in the report, of
  /// which InputLimits::losses are kept. Cost: SHA-1 of all bytes, 473 MB a second.
  void check_digests();

  /// What was found so far. Lifetime: until the reader is moved or dies.
  const InputReport& report() const;

 private:
  struct State;
  explicit PageReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The first page of a path: what commands that look at one page need.
/// Errors: those of PageReader, and kNotFound if the input holds no page.
Result<Page> read_first_page(const std::string& path, const InputLimits& limits = {});

/// Reads all of an input, digests and all, and returns what was found; an input that cannot be read
/// gives one Loss.
InputReport check_input(const std::string& path, const InputLimits& limits = {});

/// The inputs that a list of paths stands for.
struct InputList {
  std::vector<std::string>
      paths;  // each once, in the order given; folders and globs sorted by bytes
  std::vector<Error>
      errors;  // kNotFound, kUnreadable, kUnsupported (a pipe in a folder); each names the path
};

/// Expands paths: a file and "-" stand for themselves, a folder for all files under it (not hidden
/// ones, not those whose name says picture, style or script, not what a browser saved beside a page
/// as its files, "a_files" beside "a.html"; a link back to a folder above is not followed), a
/// pattern with *, ? or [...] for what matches it if no file has that very name.
InputList expand_inputs(const std::vector<std::string>& arguments);

}  // namespace copydesk
