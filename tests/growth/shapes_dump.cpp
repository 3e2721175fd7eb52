// shapes_dump.cpp: text dumps and archive files that were made to cost more than they weigh. Own
// work, invented text.
#include <cstdio>

#include "tests/growth/shapes.h"

namespace copydesk {
namespace {

using std::string;

constexpr std::string_view kHead =
    "The bridge\nBy Ana Ruiz\n2 January 2020\n\nThe council met on the quay and spoke for an hour, "
    "then it voted on the bridge; nobody was against it.\n\n";

string dump(size_t n, std::string_view unit) { return repeated(n, unit, kHead); }

// Half of it twenty long lines above the text, the other half units inside it.
string below_long_lines(size_t n, std::string_view unit) {
  constexpr std::string_view kParagraph =
      " year the council met on the quay and spoke for an hour, then it voted on the bridge, and "
      "of "
      "the twenty who were there nobody was against it, nor did anybody ask what it costs.\n\n";
  const string line = repeated(n / 40, "Ab ") + "\n", paragraph(kParagraph);
  string page = "The bridge is closed\n\n";
  for (int i = 0; i < 20; ++i) page += line;
  return page + repeated(1000, "In the #." + paragraph) + repeated(n / 2, unit) +
         repeated(1000, "In another, the #.," + paragraph);
}

// Half of it marks of chunks that all lead to one place, where a long line of blanks begins.
string marks_to_one_place(size_t n) {
  constexpr size_t kMarkBytes = 10;
  string response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nno mark here\r\n";
  char mark[24];
  for (size_t behind = n / 2 / kMarkBytes; behind-- > 0;) {
    std::snprintf(mark, sizeof mark, "%08zx\r\n", behind * kMarkBytes);
    response += mark;
  }
  return response + "\r\n" + string(n / 2, ' ') + "x\r\n";
}

// LONG: a table of shapes.
constexpr Hostile kDumps[] = {
    {"dump-teasers",
     [](size_t n) {
       return dump(n,
                   "In # the council met on the quay, spoke for an hour and voted on the bridge, "
                   "and nobody was against it.\n\nRead more: Harbour reopens for # boats\n\n");
     }},
    {"dump-one-line", [](size_t n) { return dump(n, "word "); }},
    {"dump-one-word", [](size_t n) { return dump(n, "a"); }},
    {"dump-short-lines", [](size_t n) { return dump(n, "a\n"); }},
    {"dump-blank-lines", [](size_t n) { return dump(n, "\n"); }},
    {"dump-carriage-returns", [](size_t n) { return dump(n, "a line\r"); }},
    {"dump-paragraphs",
     [](size_t n) { return dump(n, "The council met on the quay and voted on the bridge.\n\n"); }},
    {"dump-same-lines", [](size_t n) { return dump(n, "Read more\n"); }},
    {"dump-indented", [](size_t n) { return dump(n, "        a line\n"); }},
    {"dump-bullets", [](size_t n) { return dump(n, "* a line of a list\n"); }},
    {"dump-markdown-links", [](size_t n) { return dump(n, "[a](/b) "); }},
    {"dump-markdown-brackets", [](size_t n) { return dump(n, "[[[[a](/b ![c](/d "); }},
    {"dump-numbered-links",
     [](size_t n) {
       return dump(n / 2, "[1]a [2]b\n") + repeated(n / 2, "1. /a\n2. /b\n3. /c\n");
     }},
    {"dump-slides",
     [](size_t n) {
       return dump(n, "Slide # of 900\nA boat at the quay, number #.\nPhoto: Tom Oke/AP\n");
     }},
    {"dump-counters", [](size_t n) { return dump(n, "1 of 20\n"); }},
    {"dump-many-galleries",
     [](size_t n) { return dump(n, "1 of 3\nA boat at sea\n2 of 3\nA quay at noon\n"); }},
    {"dump-listed-slides",
     [](size_t n) {
       const string slide = "A boat at the quay on a grey morning\nReuters\n";
       return dump(n, "1/90 At sea\n" + slide + slide + slide);
     }},
    {"dump-fractions", [](size_t n) { return dump(n, "#/900\nA boat\n"); }},
    {"dump-same-captions",
     [](size_t n) { return dump(n, "A boat at the quay on a grey morning. Photo: Tom Oke\n\n"); }},
    {"dump-captions",
     [](size_t n) {
       return dump(n, "A boat at the quay on morning #. Photo: Tom Oke/AP\n\nHide Caption\n");
     }},
    {"dump-hide-caption", [](size_t n) { return dump(n, "Hide Caption\n# of 40\n"); }},
    {"dump-key-points",
     [](size_t n) { return repeated(n, "- The council voted, point #\n", "Story highlights\n"); }},
    {"dump-dates", [](size_t n) { return dump(n, "Updated 5:33 AM ET, Thu April 13, 2017\n"); }},
    {"dump-bylines", [](size_t n) { return dump(n, "By Ana Ruiz and Tom Oke, Quay News\n"); }},
    {"dump-names", [](size_t n) { return dump(n, "Ana Ruiz\nMay #, 2021\n"); }},
    {"dump-other-names", [](size_t n) { return dump(n, "Ana Ruiz#\nTom Oke\nAP\n"); }},
    {"dump-handles", [](size_t n) { return dump(n, "by mouse# | May 3, 2021 | 4 min read\n"); }},
    {"dump-lone-by", [](size_t n) { return dump(n, "By\nAna Ruiz\n@anaruiz\nTom Oke\nand\n"); }},
    {"dump-glued-names", [](size_t n) { return dump(n, "Ana RuizTom OkeStaff Reporter#\n"); }},
    {"dump-glued-line", [](size_t n) { return dump(n, "Ana RuizTom Oke"); }},
    {"dump-banners",
     [](size_t n) {
       return dump(n, "About this capture\nCOLLECTED BY\nOrganization: A\nCollection: #\n");
     }},
    {"dump-named-slides",
     [](size_t n) { return dump(n, "A boat #\n1/2\nA boat #\nIt is grey.\n"); }},
    {"dump-picture-rows",
     [](size_t n) {
       return dump(n, "A boat at the quay on morning #.\nA boat at the quay on morning #. (AP)\n");
     }},
    {"dump-uncredited-rows",
     [](size_t n) {
       return repeated(n, "A boat at the quay on morning #.\nA boat at the quay on morning #.\n");
     }},
    {"dump-credited-slides",
     [](size_t n) {
       return dump(n,
                   "1/2\nA boat at the quay on morning #. Photo: AP\nThe same boat at noon, "
                   "again. Photo: AP\n");
     }},
    {"dump-view-gallery", [](size_t n) { return dump(n, "View gallery\nA boat, number #.\n"); }},
    {"dump-long-title",
     [](size_t n) { return repeated(n, "a - ", "The bridge | ") + "\nThe bridge\nA quay.\n"; }},
    {"dump-titles", [](size_t n) { return repeated(n, "The bridge\n"); }},
    {"dump-urls", [](size_t n) { return dump(n, "http://e.example/a/# "); }},
    {"dump-brackets", [](size_t n) { return dump(n, "[[((<<\n"); }},
    {"dump-video",
     [](size_t n) { return dump(n, "Just Watched\nThe quay, part #\nReplay\nMUST WATCH\n"); }},
    {"dump-names-below-captions",
     [](size_t n) { return below_long_lines(n, "The boat is at the quay.\nAba Ababab\n\n"); }},
    {"dump-captions-below-lines",
     [](size_t n) { return below_long_lines(n, "Ab Ab Ab Ab at quay #. Photo: Tom Oke/AP\n\n"); }},
    {"dump-agencies", [](size_t n) { return dump(n, "(Reuters) - PARIS (AP) AFP dpa "); }},
};

// A record with its length; the body is at most a few hundred bytes.
string record(std::string_view type, std::string_view body, std::string_view more = {}) {
  return string("WARC/1.0\r\nWARC-Type: ")
      .append(type)
      .append(
          "\r\nWARC-Target-URI: http://e.example/\r\nContent-Type: application/http; "
          "msgtype=response\r\n")
      .append(more)
      .append("Content-Length: ")
      .append(std::to_string(body.size()))
      .append("\r\n\r\n")
      .append(body)
      .append("\r\n\r\n");
}
string big_endian(size_t number, int size) {
  string bytes;
  for (int i = size; i-- > 0;) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

// A property list whose dictionary has many keys, none of them the one that is sought.
string webarchive_of_keys(size_t n) {
  string bytes = "bplist00\xDF\x12" + big_endian(n / 2, 4) + string(n, '\1');
  const size_t key_at = bytes.size();
  bytes += "\x5F\x10\x0FWebMainResourcf";
  const size_t table_at = bytes.size();
  bytes += big_endian(8, 4) + big_endian(key_at, 4) + string(6, '\0') + "\x04\x01";
  return bytes + big_endian(2, 8) + big_endian(0, 8) + big_endian(table_at, 8);
}

string response(std::string_view body, std::string_view headers = {}) {
  return string("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
      .append(headers)
      .append("\r\n")
      .append(body);
}

// A record whose length leads to the end of the hundredth one behind it, if all are as this one;
// the message in it ends where its own does.
string swallowing_record() {
  const string message = response("<p>Bridge", "Content-Length: 9\r\n");
  string one = record("response", message,
                      "WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n");
  const size_t digits = one.find("Content-Length: ") + 16;
  one.replace(digits, one.find('\r', digits) - digits, "10000000");
  const size_t length = message.size() + 100 * one.size();
  return one.replace(digits, 8, std::to_string(10'000'000 + length).replace(0, 1, "0"));
}

// LONG: a table of shapes.
constexpr Hostile kArchives[] = {
    {"warc-records",
     [](size_t n) { return repeated(n, record("response", response("<p>Bridge"))); }},
    {"warc-other-records", [](size_t n) { return repeated(n, record("metadata", "x: y")); }},
    {"warc-empty-records", [](size_t n) { return repeated(n, record("response", "")); }},
    {"warc-line-ends", [](size_t n) { return record("warcinfo", "x") + repeated(n, "\r\n"); }},
    {"warc-headers", [](size_t n) { return repeated(n, "X-#: 1\r\n", "WARC/1.0\r\n"); }},
    {"warc-header-line", [](size_t n) { return repeated(n, "x", "WARC/1.0\r\nX: "); }},
    {"warc-broken-headers",
     [](size_t n) {
       return record("warcinfo", "x") + repeated(n, "WARC/1.0\r\nContent-Length: x\r\n\r\n");
     }},
    {"warc-version-lines",
     [](size_t n) { return record("warcinfo", "x") + repeated(n, "WARC/1.0\r\n"); }},
    {"warc-lying-lengths",
     [](size_t n) {
       return repeated(n,
                       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 "
                       "OK\r\n\r\n<p>The bridge\r\n\r\n");
     }},
    {"warc-long-lengths",
     [](size_t n) {
       return repeated(n,
                       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: "
                       "99999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>x\r\n\r\n");
     }},
    {"warc-huge-lengths",
     [](size_t n) {
       return repeated(n,
                       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: "
                       "18446744073709551616\r\n\r\nx\r\n\r\n");
     }},
    {"warc-garbage", [](size_t n) { return record("warcinfo", "x") + string(n, '\x07'); }},
    {"warc-gzip-magic", [](size_t n) { return repeated(n, "\x1F\x8B\x08\x04"); }},
    {"warc-gzip-junk",  // behind a record, members of a word each, in which no line ends
     [](size_t n) {
       constexpr std::string_view kRecord(
           "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\x0B\x77\x0C\x72\xD6\x37"
           "\xD4\x33\xE0\xE5\x0A\x07\xB2\x74\x43\x2A\x0B\x52\xAD\x14\xCA\x13"
           "\x8B\x92\x33\xF3\xD2\xF2\x79\xB9\x9C\xF3\xF3\x4A\x52\xF3\x4A\x74"
           "\x7D\x52\xF3\xD2\x4B\x32\xAC\x14\x0C\x79\xB9\x78\xB9\x2A\x40\x04"
           "\x00\x8A\xB5\x5A\x8B\x39\x00\x00\x00",
           73);
       constexpr std::string_view kJunk(
           "\x1F\x8B\x08\x00\x00\x00\x00\x00\x04\x03\xCB\x2A\xCD\xCB\x06\x00"
           "\x39\x9C\xFB\x06\x04\x00\x00\x00",
           24);
       return repeated(n, kJunk, kRecord);
     }},
    {"warc-swallowing-lengths", [](size_t n) { return repeated(n, swallowing_record()); }},
    {"warc-zstd-magic", [](size_t n) { return repeated(n, "\x28\xB5\x2F\xFD"); }},
    {"warc-zstd-notes",
     [](size_t n) { return repeated(n, string("\x50\x2A\x4D\x18\x01\0\0\0x", 9)); }},
    {"warc-folded-starts",
     [](size_t n) { return record("warcinfo", "x") + "x\r\n" + repeated(n, " warc/1.0\r\n"); }},
    {"warc-starts-in-lines",
     [](size_t n) { return record("warcinfo", "x") + "x\r\n" + repeated(n, "a:WARC/1.0\r\n"); }},
    {"warc-starts-in-a-line",
     [](size_t n) { return record("warcinfo", "x") + "x\r\n" + repeated(n, "WARC/1.0WARC/"); }},
    {"warc-zstd-frames",
     [](size_t n) { return repeated(n, string("\x28\xB5\x2F\xFD\x20\0\x01\0\0", 9)); }},
    {"warc-zstd-dictionary",
     [](size_t n) {  // as large as the frames that it serves, were they any
       string size(4, '\0');
       for (size_t i = 0; i < 4; ++i) size[i] = static_cast<char>(n / 2 >> (8 * i) & 0xFF);
       return "\x5D\x2A\x4D\x18" + size + string(n / 2, 'd') +
              repeated(n / 2, string("\x28\xB5\x2F\xFD\x20\0\x01\0\0", 9));
     }},
    {"http-chunks",
     [](size_t n) {
       return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + repeated(n, "1\r\nx\r\n");
     }},
    {"http-chunk-extension",
     [](size_t n) {
       return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + repeated(n, "x");
     }},
    {"http-bad-chunks",
     [](size_t n) {
       return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
              repeated(n, "FFFFFFFFFFFFFFFF\r\n");
     }},
    {"http-chunk-marks", marks_to_one_place},
    {"http-interim", [](size_t n) { return repeated(n, "HTTP/1.1 100 Continue\r\n\r\n"); }},
    {"http-encodings",
     [](size_t n) {
       return "HTTP/1.1 200 OK\r\nContent-Encoding: " + repeated(n, "gzip, ") + "\r\n\r\nx";
     }},
    {"mhtml-parts",
     [](size_t n) {
       return repeated(n, "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x",
                       "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n");
     }},
    {"mhtml-nested",
     [](size_t n) {
       return repeated(n, "\r\n--b\r\nContent-Type: multipart/related; boundary=b\r\n",
                       "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n");
     }},
    {"mhtml-dashes",
     [](size_t n) {
       return repeated(n, "\r\n--",
                       "MIME-Version: 1.0\r\nContent-Type: multipart/related; "
                       "boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n");
     }},
    {"mhtml-quoted-printable",
     [](size_t n) {
       return repeated(n, "=\r\n=3D=",
                       "MIME-Version: 1.0\r\nContent-Type: multipart/related; "
                       "boundary=b\r\n\r\n--b\r\nContent-Type: "
                       "text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
     }},
    {"webarchive-keys", webarchive_of_keys},
    {"meta-prescan", [](size_t n) { return repeated(n, "<meta charset="); }},
};

}  // namespace

std::span<const Hostile> dump_shapes() { return kDumps; }
std::span<const Hostile> archive_shapes() { return kArchives; }

}  // namespace copydesk
