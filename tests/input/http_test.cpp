// http_test.cpp: heads and bodies of HTTP responses, sound and broken. Records: archive_test.cpp.
#include <doctest/doctest.h>

#include <cstdio>

#include "tests/input/made_archives.h"

using namespace copydesk;

TEST_CASE("a response record whose head is broken gives its page, and says what is broken") {
  const std::string type = "Content-Type: text/html";
  for (const std::string& head :
       {std::string(), "HTTP/1.1 OK\r\n" + type + "\r\n\r\n", type + "\r\nServer: a\r\n\r\n",
        ":status: 200\r\n" + type + "\r\n\r\n", "HTTP/1.1 200 OK\r\n" + type + "\r\n",
        "HTTP/1.1 200 OK\r" + type + "\r\r", "HTTP/1.1 200 OK\r\r\n" + type + "\r\r\n\r\r\n",
        "HTTP/1.1 200 OK\r\n" + type + "\r\n\r",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + type + "\r\n\r\n"}) {
    CAPTURE(head);
    const Page page = only_page(head + "<!DOCTYPE html>\n\n<p>alone");
    CHECK(page.text == "<!DOCTYPE html>\n\n<p>alone");
    REQUIRE(page.notes.size() == 1);
    CHECK(page.notes[0].code == "http-head");
  }
}

TEST_CASE("a head goes on behind interim responses, proxies, redirections and empty lines") {
  const std::string last = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  for (const char* in_front :
       {"\r\n", "  ", "HTTP/1.1 100 Continue\r\n\r\n\r\n", "HTTP/1.0 200 Connected\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nContent-Encoding: gzip\r\n\r\nHTTP/1.1 102 P\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nContent-Type: text/plain\r\nLocation: /a\r\n\r\n"}) {
    CAPTURE(in_front);
    const Page page = only_page(in_front + last + "<p>HTTP/1.1 200 OK");
    CHECK(page.text == "<p>HTTP/1.1 200 OK");
    CHECK(page.notes.empty());
  }
  CHECK(only_page(last + "HTTP/1.1 404 is a status").text == "HTTP/1.1 404 is a status");
}

TEST_CASE("a response record without a response is a loss and not skipped") {
  for (const char* block : {"alone", "HTTP/1.1 OK\r\n\r\n<p>x", "Server: a\r\n\r\n<p>x",
                            ":status: 404\r\nContent-Type: text/html\r\n\r\n<p>x",
                            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nno empty line"}) {
    CAPTURE(block);
    const Reading reading = read(five_records()[0] + record("http://a.test/", block));
    CHECK(reading.pages.size() == 1);
    REQUIRE(reading.report.losses.size() == 1);
    CHECK(reading.report.losses[0].code == ErrorCode::kDamaged);
  }
  const Reading names = read(record("dns:a.test", "20240506070809\na.test. 60 IN A 192.0.2.1"));
  CHECK(names.report.losses.empty());
}

TEST_CASE("of a response whose head is over the limit nothing is taken for the page") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: ";
  const std::string page = "\r\n\r\n<p>alone";
  const Reading reading = read(record("http://a.test/", head + std::string(300'000, 'y') + page) +
                               record("http://a.test/", head + std::string(200'000, 'y') + page));
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].text == "<p>alone");
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].code == ErrorCode::kTooLarge);
}

TEST_CASE("chunked bodies are joined at any border of the chunks") {
  const std::string content = "<p>chunked caf\xC3\xA9</p>";
  size_t wrong = 0;
  for (size_t cut = 1; cut < content.size(); ++cut) {
    char sizes[2][48];
    std::snprintf(sizes[0], sizeof sizes[0], "%zx;name=value\r\n", cut);
    std::snprintf(sizes[1], sizeof sizes[1], "%zX\r\n", content.size() - cut);
    const std::string body = sizes[0] + content.substr(0, cut) + "\r\n" + sizes[1] +
                             content.substr(cut) + "\r\n0\r\nA: b\r\n\r\n";
    wrong += only_page(http(body, "Transfer-Encoding: chunked\r\n")).text == content ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("broken chunks give what can be read, with a note") {
  const Page cut = only_page(http("8\r\n<p>eight", "Transfer-Encoding: chunked\r\n"));
  CHECK(cut.text == "<p>eight");
  CHECK(cut.source.truncated);
  const Page junk = only_page(http("3\r\n<p>\r\nnot a size", "Transfer-Encoding: chunked\r\n"));
  CHECK(junk.text == "<p>not a size");
  CHECK(only_page(http("<p>none", "Transfer-Encoding: chunked\r\n")).text == "<p>none");
}

TEST_CASE("behind a broken mark of a chunk the next one is found, and nothing is lost") {
  const std::string line =
      "<p>The boat came late and the harbour was dark that night, they said.\n";
  const auto read_with = [&](const std::string& mark) {
    const std::string sound = "46\r\n" + line + "\r\n";
    REQUIRE(line.size() == 0x46);
    return only_page(http(sound + mark + line + "\r\n" + sound + sound + "0\r\n\r\n",
                          "Transfer-Encoding: chunked\r\n"));
  };
  for (const char* mark : {"zz\r\n", "-46\r\n", "40\r\n", "4600\r\n", "7a\r\n", "0\r\n",
                           "ffffffffffffffffff\r\n", "\r\n46\r\n"}) {
    CAPTURE(mark);
    const Page page = read_with(mark);
    CHECK(page.text == line + line + line + line);
    REQUIRE(page.notes.size() == 1);
    CHECK(page.notes[0].code == "body-cut");
  }
  CHECK(read_with("46\r").notes.empty());
  CHECK(only_page(http("3\r\n<p>\r\nno size\nat all", "Transfer-Encoding: chunked\r\n")).text ==
        "<p>no size\nat all");
}

TEST_CASE("chunks and codings that the head does not tell of, or tells oddly, are taken off") {
  const std::string page = "<!DOCTYPE html><p>caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9</p>";
  const auto chunks = [](const std::string& bytes) {
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n0\r\n\r\n";
  };
  const Page silent = only_page(http(chunks(page)));
  CHECK(silent.text == page);
  CHECK(silent.notes.at(0).code == "body-coding");
  CHECK(only_page(http(chunks(chunks(page)), "Transfer-Encoding: chunked\r\n")).text == page);
  for (const char* name : {"Chunked;q=1", "\"chunked\"", "chunked, gzip", "chunked,",
                           "identity\r\nTransfer-Encoding: chunked"})
    CHECK(only_page(http(chunks(page), std::string("Transfer-Encoding: ") + name + "\r\n")).text ==
          page);
  CHECK(only_page(http(gzip(page, -15))).text == page);
  CHECK(only_page(http(gzip(page, 15), "Content-Encoding: zlib\r\n")).text == page);
  CHECK(only_page(
            http(gzip(gzip(page), 15), "Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n"))
            .text == page);
  CHECK(only_page(http(page, "Content-Encoding: new\r\n")).notes.at(0).code == "body-coding");
  CHECK(only_page(http(gzip(page) + "more", "Content-Encoding: gzip\r\n")).notes.at(0).code ==
        "body-rest");
}

TEST_CASE("a length that the body does not have is told, and the whole body read") {
  for (const char* length : {"3", "0", "-1", "99999999999999999999999", "3\r\nContent-Length: 9"}) {
    CAPTURE(length);
    const Page page =
        only_page(http("<p>a story", "Content-Length: " + std::string(length) + "\r\n"));
    CHECK(page.text == "<p>a story");
    REQUIRE(page.notes.size() == 1);
    CHECK(page.notes[0].code == "body-length");
  }
  CHECK(
      only_page(http("<p>a story", "Content-Length: 10\r\nContent-Length: 10\r\n")).notes.empty());
}

TEST_CASE("a body that is no text in any coding is a loss") {
  std::string noise(3000, '\x03');
  Dice dice;
  for (char& c : noise) c = static_cast<char>(dice.below(256));
  const Reading reading = read(record("http://a.test/", http(noise)));
  CHECK(reading.pages.empty());
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].code == ErrorCode::kDamaged);
}

TEST_CASE("headers with LF only, folded lines and any case are read") {
  const Page page =
      only_page("HTTP/1.0 200\nCONTENT-type: text/html;\n\tcharset=windows-1251\n\n\xEF");
  CHECK(page.text == "п");
}

TEST_CASE("a body without a content type is a page only if it looks like one") {
  CHECK(only_page("HTTP/1.1 200 OK\r\n\r\n <html>x").text == " <html>x");
  CHECK(read(record("http://a.test/", "HTTP/1.1 200 OK\r\n\r\n{\"a\":1}")).pages.empty());
}
