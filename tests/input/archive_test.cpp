// archive_test.cpp: records out of whole, cut and broken archives. Damage by the byte:
// damage_test.cpp.
#include <doctest/doctest.h>
#include <zstd.h>

#include "tests/input/made_archives.h"
#include "tests/input/temporary_file.h"

using namespace copydesk;

TEST_CASE("a response record becomes a page with its address, date, place and charset") {
  const std::string first = record("http://a.test/robots", "x", "request");
  const std::string second = record("http://a.test/1", http("<p>café", "Content-Language: fr\r\n"));
  const Reading reading = read(first + second);
  REQUIRE(reading.pages.size() == 1);
  const Page& page = reading.pages[0];
  CHECK(page.url == "http://a.test/1");
  CHECK(page.text == "<p>café");
  CHECK(page.content_language == "fr");
  CHECK(page.source.path == "a.warc");
  CHECK(page.source.kind == "warc");
  CHECK(page.source.offset == first.size());
  CHECK(page.source.length == second.size() - 4);
  CHECK(page.source.fetched == "2024-05-06T07:08:09Z");
  CHECK(page.source.charset_reason == "transport");
  CHECK(reading.report.skipped == 1);
  CHECK(reading.report.records.at("request") == 1);
  CHECK(reading.report.losses.empty());
}

TEST_CASE("offsets and lengths in a compressed archive are those of the members") {
  const std::string first = gzip(record("http://a.test/0", http("<p>one"))),
                    second = gzip(record("http://a.test/1", http("<p>two")));
  const Reading reading = read(first + second);
  REQUIRE(reading.pages.size() == 2);
  CHECK(reading.pages[0].source.offset == 0);
  CHECK(reading.pages[0].source.length == first.size());
  CHECK(reading.pages[1].source.offset == first.size());
  CHECK(reading.pages[1].source.length == second.size());
  CHECK(reading.report.kind == "warc+gzip");
}

TEST_CASE("pages keep their texts while the reader goes on, with a member for each or for two") {
  const auto page = [](char letter) { return "<p>" + std::string(40000, letter); };
  const auto stored = [&](char letter) { return record("http://a.test/", http(page(letter))); };
  const Reading reading =
      read(gzip(stored('a')) + gzip(stored('b') + stored('c')) + gzip(stored('d')));
  REQUIRE(reading.pages.size() == 4);
  CHECK(reading.pages[0].text == page('a'));
  CHECK(reading.pages[1].text == page('b'));
  CHECK(reading.pages[2].text == page('c'));
  CHECK(reading.pages[3].text == page('d'));
}

TEST_CASE("a WET record becomes plain text whatever its text looks like") {
  const Reading reading = read(record("http://a.test/1", "<p>One line\nand another\n", "conversion",
                                      "Content-Type: text/plain\r\n"));
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].form == Page::Form::kPlainText);
  CHECK(reading.pages[0].source.kind == "wet");
  CHECK(reading.report.kind == "wet");
}

TEST_CASE("an ARC record becomes a page; its date is written as ISO 8601") {
  const std::string info = "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n";
  const std::string head =
      "filedesc://a.arc 0.0.0.0 20240506070809 text/plain " + std::to_string(info.size()) + "\n";
  const Reading reading = read(head + info + "\n" + arc_record(0) + arc_record(1), "a");
  REQUIRE(reading.pages.size() == 2);
  CHECK(reading.pages[1].url == "http://a.test/1");
  CHECK(reading.pages[1].source.fetched == "2024-05-06T07:08:09Z");
  CHECK(reading.pages[1].source.kind == "arc");
  CHECK(reading.report.kind == "arc");
}

TEST_CASE("a record that the archive calls truncated says so in the page") {
  const Reading reading =
      read(record("http://a.test/1", http("<p>x"), "response", "WARC-Truncated: length\r\n"));
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].source.truncated);
  CHECK(reading.pages[0].notes.at(0).code == "body-cut");
}

TEST_CASE("redirections, errors, pictures and robots.txt are skipped and counted, not lost") {
  const Reading reading = read(
      record("http://a.test/1", "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>x") +
      record("http://a.test/2", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x") +
      record("http://a.test/3", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx") +
      record("http://a.test/robots.txt", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx"));
  CHECK(reading.pages.empty());
  CHECK(reading.report.skipped == 4);
  CHECK(reading.report.losses.empty());
}

TEST_CASE("bodies in gzip, zlib, raw deflate, brotli, zstd, and gzip in gzip are decoded") {
  const std::string page = "<!DOCTYPE html><p>café café café café</p>";
  const std::string brotli(
      "\x1B\x2C\x00\xF8\x8D\x94\xAA\xDB\xA3\x06\x19\x83\x4B\xD5\x3E\x61\x66\xC3\x52\x90\x61\xF4\xC9"
      "\x03\x9C\xF1\x27\xDF"
      "\xDC\xA1\x3D\x54\x00",
      33);
  CHECK(only_page(http(brotli, "Content-Encoding: br\r\n")).text == page);
  CHECK(only_page(http(gzip(page), "Content-Encoding: gzip\r\n")).text == page);
  CHECK(only_page(http(gzip(page, 15), "Content-Encoding: deflate\r\n")).text == page);
  CHECK(only_page(http(gzip(page, -15), "Content-Encoding: deflate\r\n")).text == page);
  CHECK(only_page(http(zstd(page), "Content-Encoding: zstd\r\n")).text == page);
  CHECK(only_page(http(gzip(gzip(page)), "Content-Encoding: gzip, gzip\r\n")).text == page);
  CHECK(only_page(http(gzip(zstd(page)), "Content-Encoding: zstd, x-gzip\r\n")).text == page);
}

TEST_CASE("a body that is not compressed as its header says is taken as it is, with a note") {
  const Page page = only_page(http("<p>plain", "Content-Encoding: gzip\r\n"));
  CHECK(page.text == "<p>plain");
  CHECK(page.notes.at(0).code == "body-coding");
  CHECK(only_page(http("<p>plain", "Content-Encoding: br\r\n")).text == "<p>plain");
  CHECK(only_page(http("<p>plain", "Content-Encoding: deflate\r\n")).text == "<p>plain");
}

TEST_CASE(
    "a body in another coding than its header says, or in one that it does not say, is decoded") {
  const std::string page = "<!DOCTYPE html><p>caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9</p>";
  const auto text_of = [](const std::string& body, const std::string& coding) {
    const Page read = only_page(http(body, "Content-Encoding: " + coding + "\r\n"));
    CHECK(read.notes.at(0).code == "body-coding");
    return std::string(read.text.view());
  };
  CHECK(text_of(gzip(page), "deflate") == page);
  CHECK(text_of(gzip(page), "br") == page);
  CHECK(text_of(gzip(page), "zstd") == page);
  CHECK(text_of(gzip(page), "identity") == page);
  CHECK(text_of(gzip(page), "none-that-is-known") == page);
  const Page unknown = only_page(http(gzip(page), "Content-Encoding: \xFF\r\n"));
  CHECK(is_valid_utf8(unknown.notes.at(0).detail));
  CHECK(text_of(gzip(gzip(page)), "gzip") == page);
  CHECK(text_of(gzip(page, 15), "gzip") == page);
  CHECK(text_of(gzip(page, -15), "gzip") == page);
  CHECK(text_of(zstd(page), "gzip") == page);
  CHECK(only_page(http(zstd(page))).text == page);
  CHECK(only_page(http("\r\n" + gzip(page), "Content-Encoding: gzip\r\n")).text == page);
  CHECK(only_page(http(page.substr(0, 15) + '\0' + page.substr(15), "Content-Encoding: gzip\r\n"))
            .text.size() > page.size());
}

TEST_CASE("bytes behind the last chunk of a body are told, line ends are not") {
  const auto read = [](const std::string& behind) {
    return only_page(
        http("a\r\n<p>ten lon\r\n0\r\n\r\n" + behind, "Transfer-Encoding: chunked\r\n"));
  };
  const Page page = read("<p>more");
  CHECK(page.text == "<p>ten lon");
  CHECK(page.notes.at(0).code == "body-rest");
  CHECK(page.notes.at(0).detail == "7 bytes behind the last chunk were not read");
  CHECK(read("").notes.empty());
  CHECK(read("\r\n").notes.empty());
}

TEST_CASE("a body in zlib that nothing names is decoded, and text that begins like it stays") {
  const std::string page = "<!DOCTYPE html><p>caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9</p>";
  const Page read = only_page(http(gzip(page, 15)));
  CHECK(read.text == page);
  CHECK(read.notes.at(0).code == "body-coding");
  CHECK(only_page(http(gzip(page, 15), "Content-Encoding: none\r\n")).text == page);
  CHECK(only_page(http("x\x9C <p>late")).text.ends_with(" <p>late"));
}

TEST_CASE("bytes in no coding that is known are no page, and told") {
  std::string noise(300, '\x03');
  Dice dice;
  for (char& c : noise) c = static_cast<char>(dice.below(256));
  for (const char* coding : {"gzip", "zstd", "br", "deflate"}) {
    const Reading reading = read(
        record("http://a.test/", http(noise, "Content-Encoding: " + std::string(coding) + "\r\n")));
    CHECK(reading.pages.empty());
    CHECK(reading.report.losses.at(0).detail == "the body is not " + std::string(coding));
  }
}

TEST_CASE("a Content-Length of any size costs its record alone") {
  for (const char* length : {"0", "18446744073709551615", "18446744073709551000",
                             "9999999999999999999999", "-1", "+1"}) {
    std::string broken = five_records()[1];
    const size_t at = broken.find("Content-Length: ") + 16;
    broken.replace(at, broken.find('\r', at) - at, length);
    const TemporaryFile file(five_records()[0] + broken + five_records()[2]);
    const InputReport report = check_input(file.path);
    CHECK(report.pages == 2);
    CHECK(report.losses.size() == 1);
  }
}

TEST_CASE("a compressed body that breaks off gives what could be read, and says it is cut") {
  const std::string packed = gzip("<p>" + std::string(5000, 'x') + joined(five_records()));
  const Page page =
      only_page(http(packed.substr(0, packed.size() / 2), "Content-Encoding: gzip\r\n"));
  CHECK(page.text.starts_with("<p>xxx"));
  CHECK(page.source.truncated);
  CHECK(page.notes.at(0).code == "body-cut");
}

TEST_CASE("a plain archive cut at any byte gives every whole record, and reports the cut one") {
  const std::vector<std::string> records = five_records();
  const std::string whole = joined(records);
  size_t wrong = 0;
  for (size_t cut = 0; cut <= whole.size(); ++cut) {
    size_t complete = 0, end = 0;
    while (complete < records.size() && end + records[complete].size() - 4 <= cut)
      end += records[complete++].size();
    const bool is_cut = cut > end;
    const Reading reading = read(whole.substr(0, cut));
    wrong += reading.pages.size() != complete || reading.report.losses.size() != (is_cut ? 1u : 0u)
                 ? 1
                 : 0;
  }
  CHECK(wrong == 0);
}

TEST_CASE(
    "a compressed archive cut at any byte gives every whole record, and reports the cut one") {
  std::vector<std::string> members;
  for (const std::string& one : five_records()) members.push_back(gzip(one));
  const std::string whole = joined(members);
  size_t wrong = 0;
  for (size_t cut = members[0].size(); cut <= whole.size(); ++cut) {
    size_t complete = 0, end = 0;
    while (complete < members.size() && end + members[complete].size() <= cut)
      end += members[complete++].size();
    const Reading reading = read(whole.substr(0, cut));
    // The last bytes of a member are check sum and length: without them the record is all there,
    // and reported.
    const bool has_all_but_sum =
        complete < members.size() && cut + 16 >= end + members[complete].size();
    const bool is_right = reading.pages.size() == complete ||
                          (has_all_but_sum && reading.pages.size() == complete + 1);
    wrong += !is_right || reading.report.losses.size() != (cut > end ? 1u : 0u) ? 1 : 0;
  }
  CHECK(wrong == 0);
}

TEST_CASE("members with half a header are lost together, and the records behind them are read") {
  const std::vector<std::string> records = five_records();
  const std::string half = gzip("WARC/1.0\r\nWARC-Type: response\r\n");
  const Reading reading = read(gzip(records[0]) + half + half + gzip(records[1]));
  CHECK(reading.pages.size() == 2);
  CHECK(reading.report.losses.size() == 1);
  CHECK(reading.report.losses.at(0).offset == gzip(records[0]).size());
  CHECK(reading.report.losses.at(0).length == 2 * half.size());
}

TEST_CASE("a record that does not say of what type it is, is a loss and not passed over") {
  const std::vector<std::string> records = five_records();
  std::string untyped = records[1];
  untyped.replace(untyped.find("WARC-Type"), 9, "VARC-Type");
  const Reading reading = read(records[0] + untyped + records[2]);
  CHECK(reading.pages.size() == 2);
  CHECK(reading.report.losses.size() == 1);
  CHECK(reading.report.losses.at(0).offset == records[0].size());
  CHECK(reading.report.losses.at(0).length == records[1].size() - 4);  // its line breaks are none
}

TEST_CASE("a flipped byte in one of many large zstd records costs this one alone") {
  std::vector<std::string> records;
  for (size_t i = 0; i < 5; ++i) {
    Dice dice;
    std::string text = "<!DOCTYPE html><p>";  // 200 KB of letters that do not repeat, two blocks
    for (size_t j = 0; j < 200000; ++j) text += static_cast<char>('a' + dice.below(26));
    records.push_back(zstd(record("http://a.test/" + std::to_string(i), http(text))));
  }
  records[1][2] ^= 1;  // of the magic number
  CHECK(records[2].size() > 100000);
  const Reading reading = read(joined(records));
  CHECK(reading.pages.size() == 4);
  CHECK(reading.report.losses.size() == 1);
}

TEST_CASE("a dictionary serves every frame behind it, also those that come after damage") {
  std::string dictionary;
  Dice dice;
  while (dictionary.size() < 50000) dictionary += static_cast<char>('a' + dice.below(26));
  const auto packed = [&](const std::string& bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    ZSTD_CCtx* context = ZSTD_createCCtx();
    out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), bytes.data(), bytes.size(),
                                       dictionary.data(), dictionary.size(), 3));
    ZSTD_freeCCtx(context);
    return out;
  };
  std::string archive("\x5D\x2A\x4D\x18\x50\xC3\0\0", 8);
  archive += dictionary;
  for (size_t i = 0; i < 4; ++i) {
    archive += packed(record("http://a.test/" + std::to_string(i),
                             http("<p>" + dictionary.substr(1000 * i, 900))));
    if (i == 1) archive += "damage";
  }
  const Reading reading = read(archive);
  CHECK(reading.pages.size() == 4);
  CHECK(reading.pages.at(3).text == "<p>" + dictionary.substr(3000, 900));
  CHECK(reading.report.losses.size() == 1);
}

TEST_CASE("dictionaries that are bombs are refused together, not one by one") {
  const std::string bomb = zstd(std::string(4u << 20, '\0'));
  std::string archive;
  for (size_t i = 0; i < 100; ++i) {
    archive.append("\x5D\x2A\x4D\x18", 4).append(1, static_cast<char>(bomb.size() & 0xFF));
    archive.append(1, static_cast<char>(bomb.size() >> 8)).append(2, '\0').append(bomb);
  }
  const Reading reading = read(archive + zstd(five_records()[0]));
  CHECK(reading.pages.size() == 1);
  CHECK(reading.report.losses.at(0).code == ErrorCode::kTooLarge);
}

TEST_CASE(
    "record-looking text inside a body never becomes a record, not even with all mandatory "
    "fields") {
  const std::string inner = record("http://inner.test/", http("<p>inner"));
  const Reading reading =
      read(record("http://a.test/0", http("<pre>\r\n\r\n" + inner + "</pre>")) + five_records()[1]);
  CHECK(reading.pages.size() == 2);
  CHECK(reading.pages[0].url == "http://a.test/0");
  const Reading packed =
      read(gzip(record("http://a.test/0", http("<pre>\r\n\r\n" + inner + "</pre>"))) +
           gzip(five_records()[1]));
  CHECK(packed.pages.size() == 2);
}

TEST_CASE(
    "an archive larger than every buffer is read in bounded memory, large bodies are passed over") {
  Dice dice;
  std::string noise(3u << 20, 'x');
  for (char& c : noise) c = static_cast<char>('a' + dice.below(26));
  const std::string picture =
      record("http://a.test/p", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + noise);
  const std::string large = record("http://a.test/l", http("<p>" + noise));
  InputLimits limits;
  limits.page_bytes = 1u << 20;
  const std::string bytes = five_records()[0] + picture + large + five_records()[1];
  const Reading reading = read(bytes, "a.warc", limits);
  CHECK(reading.pages.size() == 2);
  CHECK(reading.report.skipped == 1);
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].code == ErrorCode::kTooLarge);
  CHECK(reading.report.losses[0].url == "http://a.test/l");
  const Reading packed = read(gzip(bytes), "a.warc.gz", limits);
  CHECK(packed.pages.size() == 2);
  CHECK(packed.report.losses.size() == 1);
}

TEST_CASE("a page over the limit is a loss in every kind of record that holds pages") {
  const auto losses_of = [](std::string_view type, std::string_view content, std::string body) {
    InputLimits limits;
    limits.page_bytes = 1u << 10;
    std::string bytes("WARC/1.0\r\nWARC-Target-URI: http://a.test/l\r\nWARC-Type: ");
    bytes.append(type).append("\r\nContent-Type: ").append(content);
    body.resize(2048, 'x');
    bytes.append("\r\nContent-Length: 2048\r\n\r\n").append(body).append("\r\n\r\n");
    return read(bytes, "a.warc", limits).report.losses.size();
  };
  CHECK(losses_of("resource", "text/html", "<p>One") == 1);
  CHECK(losses_of("resource", "image/png", "\x89PNG") == 0);
  CHECK(losses_of("conversion", "text/plain", "One") == 1);
  CHECK(losses_of("metadata", "text/plain", "One") == 0);
  const std::string_view http = "application/http";
  CHECK(losses_of("response", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>") == 1);
  CHECK(losses_of("response", http, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx") == 1);
  CHECK(losses_of("response", http, "HTTP/1.1 200 OK\r\n\r\n<!doctype html>") == 1);
  CHECK(losses_of("response", http, "HTTP/1.1 200 OK\r\n\r\nx") == 0);
  CHECK(losses_of("response", http, "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\nx") == 0);
}

TEST_CASE("a zstd frame of a format from before the standard is no zstd") {
  const std::string old = std::string("\x25\xB5\x2F\xFD\x05", 5) + std::string(40, '\0');
  const Reading reading = read(record("http://a.test/", http(old, "Content-Encoding: zstd\r\n")));
  CHECK(reading.pages.empty());
  CHECK(reading.report.losses.at(0).detail == "the body is not zstd");
}

TEST_CASE("a saved HTTP response, a page in gzip and in zstd, and gzip in gzip are single pages") {
  CHECK(read(http("<p>saved"), "a.bin").pages.at(0).text == "<p>saved");
  CHECK(read(gzip("<p>packed"), "a.html.gz").pages.at(0).source.kind == "html");
  CHECK(read(zstd("Only text."), "a.txt.zst").pages.at(0).form == Page::Form::kPlainText);
  CHECK(read(gzip(gzip("<p>twice")), "a").pages.at(0).text == "<p>twice");
  CHECK(read(gzip(gzip(gzip(gzip("<p>x")))), "a").error->code == ErrorCode::kTooLarge);
}

TEST_CASE("a wrong Content-Length is mended if the HTTP head proves the record's end") {
  std::string broken = record("http://a.test/0", http("<p>four", "Content-Length: 7\r\n"));
  const size_t at = broken.find("Content-Length: ") + 16;
  broken[at] = '7';
  const Reading reading = read(broken + five_records()[1]);
  CHECK(reading.pages.size() == 2);
  CHECK(reading.pages[0].text == "<p>four");
  CHECK(reading.report.notes.at(0).code == "length-mended");
}

TEST_CASE("a wrong Content-Length is mended if the record has a member for itself") {
  for (const char* length : {"0", "7", "200", "9999", "1000000"}) {
    std::string broken = record("http://a.test/0", http("<p>four"));
    const size_t at = broken.find("Content-Length: ") + 16;
    broken.replace(at, broken.find('\r', at) - at, length);
    const Reading amid = read(gzip(five_records()[2]) + gzip(broken) + gzip(five_records()[1]));
    REQUIRE(amid.pages.size() == 3);
    CHECK(amid.pages[1].text == "<p>four");
    CHECK(amid.report.notes.at(0).code == "length-mended");
    const Reading last = read(zstd(five_records()[2]) + zstd(broken));
    REQUIRE(last.pages.size() == 2);
    CHECK(last.pages[1].text == "<p>four");
    broken.resize(broken.size() - 4);  // cut off: nobody knows what is missing
    CHECK(read(gzip(five_records()[2]) + gzip(broken) + gzip(five_records()[1])).pages.size() == 2);
  }
}

TEST_CASE("pictures and PDFs are refused by what they hold, not by their names") {
  CHECK(read("%PDF-1.4 ...", "a.html").error->code == ErrorCode::kUnsupported);
  CHECK(read("\x89PNG\r\n\x1A\n....", "a.txt").error->code == ErrorCode::kUnsupported);
  CHECK(read("", "a.html").pages.empty());
}

TEST_CASE("that the dictionary of a zstd archive is missing is said") {
  const std::string frame(
      "\x28\xB5\x2F\xFD\x01\x50\x07\x19\x00\x00"
      "abc",
      13);
  const Reading reading = read(frame + frame, "a.warc.zst");
  REQUIRE(reading.error.has_value());
  CHECK(reading.error->detail ==
        "a.warc.zst: compressed with a dictionary that the file does not hold");
}

TEST_CASE("a page saved as MHTML is read out of its quoted-printable or base64 part") {
  const std::string head =
      "From: <Saved by a browser>\r\nSnapshot-Content-Location: "
      "http://a.test/page\r\nMIME-Version: 1.0\r\n"
      "Content-Type: "
      "multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--x\"\r\n\r\n\r\n";
  const std::string style = "----b--x\r\nContent-Type: text/css\r\n\r\np{}\r\n";
  const std::string quoted =
      "----b--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\n<p class=3D\"a\">caf=C3=A9 one=\r\n line</p>\r\n----b--x--\r\n";
  const std::string base =
      "----b--x\nContent-Type: text/html\nContent-Transfer-Encoding: "
      "base64\n\nPHA+aGk8\nL3A+\n----b--x--\n";
  const Reading reading = read(head + style + quoted, "a.mhtml");
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].text == "<p class=\"a\">café one line</p>\r\n");
  CHECK(reading.pages[0].url == "http://a.test/page");
  CHECK(reading.report.kind == "mhtml");
  CHECK(read(head + base, "a").pages.at(0).text == "<p>hi</p>");
  CHECK(read(head + style, "a").error->code == ErrorCode::kNotHtml);
}

TEST_CASE("a page inside a part of a MIME file, or that is the file, is read") {
  const std::string head = "Mime-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n";
  const std::string inner =
      "--out\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\nContent-Type: text/plain\n\nwords\n--in\nContent-Type: text/html\n\n<p>hi\n--in--\n";
  CHECK(read(head + inner + "--out--\n", "a").pages.at(0).text == "<p>hi\n");
  CHECK(read("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: "
             "quoted-printable\n\n<p class=3Da>hi",
             "a.mht")
            .pages.at(0)
            .text == "<p class=a>hi");
  std::string deep = "--out\n";  // a bound of its own, and boundaries that are announced again
  for (int i = 0; i < 1000; ++i) deep += "Content-Type: multipart/mixed; boundary=out\n\n--out\n";
  CHECK(read(head + deep, "a").error->code == ErrorCode::kNotHtml);
  std::string way;  // of a letter through many hands
  while (way.size() < 40'000)
    way += "Received: from a.test by b.test; Mon, 6 May 2024 07:08:09 +0\n";
  CHECK(read(way + head + inner + "--out--\n", "a.eml").pages.at(0).text == "<p>hi\n");
}

TEST_CASE("a MIME file that ends inside its page, or has no parts, says so") {
  const std::string head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n";
  const Reading cut = read(head + "--b\nContent-Type: text/html\n\n<p>hi", "a.mhtml");
  REQUIRE(cut.pages.size() == 1);
  CHECK(cut.pages[0].source.truncated);
  CHECK(cut.pages[0].notes.at(0).code == "body-cut");
  const Reading none = read(head + "--c\nContent-Type: text/html\n\n<p>hi\n--c--\n", "a.mhtml");
  CHECK(none.error->code == ErrorCode::kDamaged);
  CHECK(none.error->detail ==
        "a.mhtml: the boundary that the MIME file announces stands nowhere in it");
}

TEST_CASE("blanks behind the sign that joins two lines of quoted-printable are no text") {
  const std::string head =
      "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: "
      "quoted-printable\n\n";
  CHECK(read(head + "<p>one= \t\r\n two= \nthree = four =", "a.mht").pages.at(0).text ==
        "<p>one twothree = four =");
}

TEST_CASE("an input of nothing says in which codings it is, so that places of losses can be read") {
  CHECK(read("", "a").report.kind == "empty");
  CHECK(read(gzip(""), "a").report.kind == "empty+gzip");
  CHECK(read(zstd(gzip("")), "a").report.kind == "empty+zstd+gzip");
}

TEST_CASE("a compressed body that breaks off before its first byte is an error with its place") {
  // So much text that its codes come first.
  std::string page = "<!DOCTYPE html><title>Bridge</title>";
  for (int i = 0; i < 500; ++i) page += "<p>Day " + std::to_string(i * 7919) + " on the quay";
  const std::string parts[] = {gzip(page).substr(0, 30), zstd(page).substr(0, 30),
                               gzip(page, 15).substr(0, 30)};
  const std::string heads[] = {"Content-Encoding: gzip\r\n", "Content-Encoding: zstd\r\n",
                               "Content-Encoding: deflate\r\n"};
  const std::string first = five_records()[0];
  for (int i = 0; i < 3; ++i) {
    CAPTURE(i);
    const Reading reading =
        read(first + record("http://a.test/", http(parts[i], heads[i])) + five_records()[1]);
    CHECK(reading.pages.size() == 2);
    REQUIRE(reading.report.losses.size() == 1);
    CHECK(reading.report.losses[0].code == ErrorCode::kTruncated);
    CHECK(reading.report.losses[0].offset == first.size());
    const Reading saved = read(http(parts[i], heads[i]), "a.bin");
    REQUIRE(saved.error.has_value());
    CHECK(saved.error->code == ErrorCode::kTruncated);
  }
  CHECK(read(record("http://a.test/", http(parts[0]))).report.losses.size() == 1);
}

TEST_CASE("a body by itself that is compressed is read, and told if it breaks off") {
  const auto resource = [](const std::string& body) {
    return record("http://a.test/", body, "resource", "Content-Type: text/html\r\n");
  };
  CHECK(read(resource(gzip("<p>packed"))).pages.at(0).text == "<p>packed");
  CHECK(read(resource(gzip("<p>packed").substr(0, 10))).report.losses.at(0).code ==
        ErrorCode::kTruncated);
}

TEST_CASE("bytes above ASCII alone are no page that was called compressed by mistake") {
  for (const char* coding : {"br", "gzip", "deflate"}) {
    CAPTURE(coding);
    const std::string head = std::string("Content-Encoding: ") + coding + "\r\n";
    const Reading reading = read(record("http://a.test/", http(std::string(500, '\xFF'), head)));
    CHECK(reading.pages.empty());
    CHECK(reading.report.losses.size() == 1);
  }
}

namespace {

// A record whose length leads to the end of those behind it.
std::string swallowing(const std::string& message, const std::string& behind) {
  std::string bytes = record("http://a.test/a", message);
  const size_t at = bytes.find("Content-Length: ") + 16;
  const size_t length = message.size() + behind.size();
  return bytes.replace(at, bytes.find('\r', at) - at, std::to_string(length)) + behind;
}

}  // namespace

TEST_CASE("a length that is too long by the records behind swallows none of them") {
  const std::string messages[] = {
      http("<p>four", "Content-Length: 7\r\n"),
      http("4\r\n<p>f\r\n3\r\nour\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
      http("4\r\n<p>f\r\n3\r\nour\r\n0\r\nX: y\r\n\r\n", "Transfer-Encoding: chunked\r\n")};
  const std::vector<std::string> others = five_records();
  for (const std::string& message : messages) {
    CAPTURE(message);
    const Reading reading =
        read(others[0] + swallowing(message, others[1] + others[2]) + others[3]);
    REQUIRE(reading.pages.size() == 5);
    CHECK(reading.pages[1].text == "<p>four");
    CHECK(reading.report.losses.empty());
    CHECK(reading.report.notes.at(0).code == "length-mended");
    CHECK(reading.report.notes.at(0).detail.ends_with(std::to_string(others[0].size())));
    CHECK(read(swallowing(message, others[1] + others[2])).pages.size() == 3);
  }
}

TEST_CASE("a record behind the end of a message is read with it where the length is right") {
  // What a page shows is its own, though its HTTP head tells less.
  const std::string message = http("<p>four\r\n\r\nWARC/1.0\r\nx", "Content-Length: 7\r\n");
  const Reading reading = read(record("http://a.test/0", message) + five_records()[1]);
  REQUIRE(reading.pages.size() == 2);
  CHECK(reading.pages[0].text.ends_with("WARC/1.0\r\nx"));
}

TEST_CASE("a page that is stored in several records says so, and the others are told") {
  const std::string message = http("<p>one " + std::string(200, 'a'));
  const Reading reading = read(
      record("http://a.test/0", message.substr(0, 150), "response", "WARC-Segment-Number: 1\r\n") +
      record("http://a.test/0", message.substr(150), "continuation", "WARC-Segment-Number: 2\r\n"));
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].source.truncated);
  CHECK(reading.pages[0].notes.at(0).code == "body-cut");
  CHECK(reading.report.records.at("continuation") == 1);
  CHECK(reading.report.notes.at(0).code == "segments");
}
