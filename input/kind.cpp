// kind.cpp: kind of an input by content.
// Not here: markup or plain text (page.cpp), compression (inflate.cpp).
#include "input/kind.h"

#include <algorithm>

#include "base/base.h"
#include "input/header.h"
#include "input/http.h"
#include "input/inflate.h"
#include "input/mhtml.h"
#include "input/page.h"
#include "input/sniff.h"
#include "input/webarchive.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view format;
};
constexpr Magic kForeign[] = {
    {"%PDF-", "a PDF document; take its text out first, as with pdftotext"},
    {"\x89PNG", "a picture"},
    {"GIF8", "a picture"},
    {"\xFF\xD8\xFF", "a picture"},
    {"RIFF", "a picture or sound"},
    {"PK\x03\x04", "a zip archive; unpack it first"},
    {"\x04\x22\x4D\x18", "lz4 data; unpack it first"},
    {"BZh", "bzip2 data; unpack it first"},
    {"\xFD"
     "7zXZ",
     "xz data; unpack it first"},
    {"7z\xBC\xAF", "a 7-zip archive; unpack it first"},
    {"Rar!\x1A\x07", "a RAR archive; unpack it first"},
    {"\x7F"
     "ELF",
     "a program"},
    {"SQLite format 3", "a database; stories come out of an archive of Copydesk by export"},
    {"wOFF", "a font"},
    {"wOF2", "a font"},
    {"OggS", "a sound"},
    {"PAR1", "a Parquet file"},
    {"ID3", "a sound"},
    {"\x1A\x45\xDF\xA3", "a video"}};

// Whether `head` opens with a JSON object and its first name, maybe in a list.
bool starts_as_json(std::string_view head) {
  constexpr size_t kMostName = 256;
  const auto take = [&head](char wanted) {
    head = trim_space(head);
    const bool is_there = head.starts_with(wanted);
    if (is_there) head.remove_prefix(1);
    return is_there;
  };
  take('[');
  if (!take('{') || !take('"')) return false;
  const size_t end = head.substr(0, kMostName).find('"');
  if (end == head.npos) return false;
  head.remove_prefix(end + 1);
  return take(':');
}

// "RIFF", "ID3", "SQLite format 3": a text may begin so, too.
bool is_words(std::string_view magic) {
  return std::all_of(magic.begin(), magic.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == ' '; });
}

// What a file of another kind is; empty of one that may be a page or an archive.
std::string_view foreign_format(std::string_view head) {
  for (const Magic& magic : kForeign)
    if (head.starts_with(magic.bytes) && (!is_words(magic.bytes) || is_no_text(head)))
      return magic.format;
  if (starts_as_json(head))
    return "JSON (HAR and JSON Lines too); take its pages or texts out first";
  constexpr size_t kTarMark = 257;  // behind the name of the first file, which zeros fill up
  const bool is_tar = head.size() > kTarMark && head.substr(kTarMark).starts_with("ustar") &&
                      head.substr(0, kTarMark).find('\0') != head.npos;
  return is_tar ? "a tar archive; unpack it first" : std::string_view();
}

// Whether a part of the last name ends as `part` says: "a.warc.gz" has ".warc", "a.archive" no
// ".arc".
bool has_part(std::string_view name, std::string_view part) {
  name.remove_prefix(name.rfind('/') + 1);
  size_t at = name.find(part);
  while (at != name.npos && at + part.size() < name.size() && is_letter(name[at + part.size()]))
    at = name.find(part, at + 1);
  return at != name.npos;
}

KindChoice kind_by_name(std::string_view name, InputKind otherwise) {
  for (const std::string_view part : {".warc", ".wet", ".wat", ".wacz"})
    if (has_part(name, part)) return {InputKind::kWarc, {}};
  if (has_part(name, ".arc")) return {InputKind::kArc, {}};
  return {otherwise, {}};
}

// Whether the record at `at` ends where another one starts.
bool leads_to_record(std::string_view head, size_t at, ArchiveFormat format) {
  head.remove_prefix(at);
  const size_t header_size = header_length(head, format);
  if (header_size == kNoHeader) return false;
  const auto length = parse_header(head.substr(0, header_size), format).length;
  if (!length.has_value() || *length >= head.size() - header_size) return false;
  head.remove_prefix(header_size + static_cast<size_t>(*length));
  const size_t next = head.find_first_not_of("\r\n");
  return next != head.npos && starts_record(head.substr(next), format);
}

// What shows that a record behind the start of a file is one of an archive: any record will do, or
// only one whose length leads to another.
enum class Proof : uint8_t { kRecord, kTwoRecords };

// Whether `head` is of an archive whose first record is damaged. A page about archives may show a
// record, but hardly one that leads to another by its length; a name or bytes that are no text say
// enough.
bool is_archive_behind_damage(std::string_view head, ArchiveFormat format, Proof proof) {
  const bool may_be =
      head.find(format == ArchiveFormat::kWarc ? "WARC/" : "://") != std::string_view::npos;
  if (!may_be) return false;
  const size_t at = find_record(head, 0, format);
  return at != kNoHeader && (proof == Proof::kRecord || leads_to_record(head, at, format));
}

}  // namespace

bool is_no_text(std::string_view head) {
  if (starts_like_markup(head)) return false;  // nearly every page: not all bytes are counted
  const std::string_view look = head.substr(0, 4096);
  const auto controls = std::count_if(look.begin(), look.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
           byte != 0x1B && byte != 0x0E && byte != 0x0F;
  });
  return static_cast<size_t>(controls) * 50 > look.size() && find_bom(head).encoding == nullptr &&
         guess_wide_encoding(head) == nullptr;
}

bool is_archive_name(std::string_view name) {
  return kind_by_name(name, InputKind::kPage).kind != InputKind::kPage;
}

KindChoice kind_of(std::string_view head, bool is_all, std::string_view name) {
  const size_t first = head.find_first_not_of("\r\n");
  if (first == std::string_view::npos)
    return kind_by_name(name, is_all ? InputKind::kEmpty : InputKind::kPage);
  const std::string_view start = head.substr(first);
  if (starts_record(start, ArchiveFormat::kWarc)) return {InputKind::kWarc, {}};
  if (is_plausible_record(start, ArchiveFormat::kArc)) return {InputKind::kArc, {}};
  const Proof proof =
      is_archive_name(name) || is_no_text(head) ? Proof::kRecord : Proof::kTwoRecords;
  if (is_archive_behind_damage(head, ArchiveFormat::kWarc, proof)) return {InputKind::kWarc, {}};
  if (start.starts_with("filedesc:")) return {InputKind::kArc, {}};
  const bool is_response = read_http_head(start.substr(0, 1024), InputLimits()).status != 0;
  const std::string_view foreign = foreign_format(head);
  // Lines like those of ARC stand in other files too; two, of which one leads to the other, do not.
  const bool may_be_arc = is_archive_name(name) || is_response || !foreign.empty();
  const Proof arc_proof = is_archive_name(name) ? Proof::kRecord : Proof::kTwoRecords;
  if (may_be_arc && is_archive_behind_damage(head, ArchiveFormat::kArc, arc_proof))
    return {InputKind::kArc, {}};
  if (is_response) return {InputKind::kResponse, {}};
  if (starts_as_mhtml(start)) return {InputKind::kMhtml, {}};
  if (starts_as_webarchive(head)) return {InputKind::kWebarchive, {}};
  if (!foreign.empty()) return {InputKind::kUnsupported, foreign};
  if (starts_like_markup(head)) return {InputKind::kPage, {}};
  if (is_archive_behind_damage(head, ArchiveFormat::kArc, proof)) return {InputKind::kArc, {}};
  const KindChoice named = kind_by_name(name, InputKind::kPage);
  if (named.kind != InputKind::kPage) return named;
  if (is_no_text(head)) return {InputKind::kUnsupported, "neither a page nor an archive"};
  return {InputKind::kPage, {}};
}

Result<void> check_may_be_page(std::string_view bytes, std::string_view content_type) {
  constexpr size_t kLookBytes = 64u << 10;
  const std::string_view head = bytes.substr(0, kLookBytes);
  const auto refused = [](std::string detail) {
    return Error{ErrorCode::kUnsupported, 0, std::move(detail)};
  };
  if (coding_by_magic(head) != Coding::kNone) return refused("this is compressed; unpack it first");
  switch (kind_of(head, head.size() == bytes.size(), {}).kind) {
    case InputKind::kEmpty:
    case InputKind::kPage:
      return {};
    case InputKind::kUnsupported: {
      const std::string_view foreign = foreign_format(head);
      if (!foreign.empty()) return refused("this is " + std::string(foreign));
      // Who names a charset knows better: UTF-16 without a mark looks like this.
      if (transport_encoding(content_type) != nullptr) return {};
      return refused("this is neither a page nor an archive");
    }
    default:
      return refused("this is a file that holds pages; give it to copydesk extract");
  }
}

}  // namespace copydesk
