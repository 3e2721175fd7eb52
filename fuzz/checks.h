// checks.h: what must be true of any bytes at each door. The fuzz targets, the short form of ctest
// and unit tests share these functions. A broken invariant stops the program (CD_CHECK).
#pragma once

#include <span>
#include <string_view>

namespace copydesk {

/// One door: a name and what to do with the bytes that come in.
struct FuzzTarget {
  std::string_view name;
  void (*check)(std::string_view bytes);
};

/// All doors. fuzz.cpp makes a libFuzzer program of each, replay.cpp one program of all.
std::span<const FuzzTarget> fuzz_targets();

// A check that needs to choose (a coding, a format, a label) reads the choice from the last byte,
// so that a file of the kind that the door expects is a seed as it is.

/// A page through decoding, story with provenance, and every output format. Checks: the story is
/// valid UTF-8 and JSON by the record's table of fields, and is read back from it unchanged; ranges
/// lie in the page, give back the text and belong to fields that are there; provenance changes
/// nothing else; the text is the same whatever fields are asked for, and these are as in the whole
/// record; two runs agree; every format is valid UTF-8; the HTML that we write, parsed, holds the
/// story's text and none but our own elements.
void check_page(std::string_view bytes);

/// The same for the lines of a dump, whatever their content looks like.
void check_dump(std::string_view bytes);

/// Bytes as an input of any kind: archive, compressed file, page. Checks: every page lies in the
/// input, is valid UTF-8, and a second reading gives the same pages and losses.
void check_input_bytes(std::string_view bytes);

/// Bytes as a WARC or ARC file, plain or in a gzip member or zstd frame for each record. Checks
/// besides: two parts of a file without damage, cut anywhere, give together the pages of the whole.
void check_warc(std::string_view bytes);

/// Bytes as an HTTP response. Checks: limits are kept; two runs agree; bytes that are chunked and
/// packed in gzip come out as they went in.
void check_http(std::string_view bytes);

/// Bytes as gzip, zlib, deflate, zstd, brotli. Checks: limits are kept; decoding in pieces and at
/// once agree; what is packed comes out as it went in; what is cut short comes out as a front part.
void check_inflate(std::string_view bytes);

/// Bytes in any encoding. Checks: the text is valid UTF-8 by a decoder written down anew; UTF-8
/// comes out as it went in; two runs agree.
void check_charset(std::string_view bytes);

/// Text as the JSON-LD of a page, scripts parted by </script>. Checks: claims are valid UTF-8;
/// JSON that is well formed is still so when it is mended; two runs agree.
void check_jsonld(std::string_view bytes);

/// Dates with any hint. Checks: ranges lie in the text and do not overlap; every moment is one of
/// the calendar, and is read back from its own ISO form.
void check_dates(std::string_view bytes);

/// A base and a reference, parted by a line end. Checks: an address, resolved again, is the same;
/// safe_url() lets only its schemes pass and takes its own result.
void check_urls(std::string_view bytes);

/// Bylines, datelines, words, escapes. Checks: what is found lies in the text, results are valid
/// UTF-8; words come in order; what is collapsed once is so for good.
void check_text(std::string_view bytes);

/// Bytes as a page, a file and a record for the C interface. Checks: texts end in a zero byte and
/// are valid UTF-8; a record converted to JSON is itself; streams of Arrow end.
void check_capi(std::string_view bytes);

/// An archive of ours with bytes changed (five bytes each: where, what), or the bytes as an
/// archive. Checks: every question is answered or refused; when verify finds no fault, the answers
/// are those of the undamaged archive.
void check_archive(std::string_view bytes);

/// A request for the reader and its API: first line, Host and Content-Type, body. Checks: JSON is
/// JSON, HTML holds no script, handler or address but ours, headers are lines; two runs agree.
void check_service(std::string_view bytes);

/// The same through a socket: the bytes of a connection, {host} standing for the service's own
/// name. Checks: what comes back is HTTP and valid UTF-8; the next request is answered.
void check_socket(std::string_view bytes);

/// A page or an archive for explain, show or check. Checks: exit codes; valid UTF-8, JSON where it
/// is promised, nothing that moves a cursor; two runs agree.
void check_commands(std::string_view bytes);

/// A page for what is computed many at a time. Checks: the scans, the counts of a text and the
/// walks over the forests give what their plain twins give.
void check_twins(std::string_view bytes);

}  // namespace copydesk
