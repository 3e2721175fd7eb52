// saved_mark_test.cpp: the address and the time that the program which saved a page wrote into it.
#include <doctest/doctest.h>

#include <string>

#include "input/input.h"
#include "tests/input/temporary_file.h"

using namespace copydesk;

namespace {

const std::string kBody = "<head><title>Quay</title></head><body><p>The quay is open.</p>";

Page page_with(const std::string& mark, std::string_view url = {}) {
  return decode_page("<!DOCTYPE html>\n" + mark + kBody, {.name = "a.html", .url = url});
}

std::string program_of(const Page& page) {
  return page.notes.empty() || page.notes[0].code != "saved-by" ? "" : page.notes[0].detail;
}

}  // namespace

TEST_CASE("a page that a browser saved tells its address") {
  const Page page = page_with("<!-- saved from url=(0024)https://a.example/b.html -->\n<html>");
  CHECK(page.url == "https://a.example/b.html");
  CHECK(page.source.fetched.empty());
  CHECK(program_of(page) == "a browser");
  CHECK(page.has_files);
  CHECK(page_with("<!-- saved from url=(0014)about:internet --><html>").url.empty());
}

TEST_CASE("a page of SingleFile tells its address and when it was saved") {
  const Page page = page_with(
      "<html lang=en><!--\n Page saved with SingleFile \n url: https://a.example/b?c=1&d=2 \n "
      "saved "
      "date: Tue Jan 02 2024 10:20:30 GMT+0100 (Central European Standard Time)\n-->");
  CHECK(page.url == "https://a.example/b?c=1&d=2");
  CHECK(page.source.fetched == "2024-01-02T09:20:30Z");
  CHECK(program_of(page) == "SingleFile");
  CHECK(!page.has_files);
}

TEST_CASE("pages of monolith, HTTrack, WebScrapBook and Save Page WE do so too") {
  const Page monolith = page_with(
      "<!-- Saved from https://a.example/b at 2024-01-02T09:20:30Z using monolith v2.8.1 "
      "--><html>");
  CHECK(monolith.url == "https://a.example/b");
  CHECK(monolith.source.fetched == "2024-01-02T09:20:30Z");
  CHECK(page_with("<!-- Saved from local source at 2024-01-02T09:20:30Z using monolith v2 -->")
            .url.empty());
  const Page mirror = page_with(
      "<html>\n<!-- Mirrored from a.example/b.html by HTTrack Website Copier/3.x [XR&CO'2014], "
      "Tue, "
      "02 Jan 2024 09:20:30 GMT -->\n");
  CHECK(mirror.url == "http://a.example/b.html");
  CHECK(mirror.source.fetched == "2024-01-02T09:20:30Z");
  const Page book = page_with(
      "<html data-scrapbook-source=\"https://a.example/?b&amp;c\" "
      "data-scrapbook-create=\"20240102092030123\">");
  CHECK(book.url == "https://a.example/?b&c");
  CHECK(book.source.fetched == "2024-01-02T09:20:30Z");
  const Page saved =
      page_with("<html><style data-savepage-href=\"a.css\">" + std::string(40000, ' ') +
                "</style>\n<meta name=\"savepage-url\" content=\"https://a.example/b\">\n<meta "
                "name=\"savepage-date\" content=\"Tue Jan 02 2024 09:20:30 GMT+0000 (UTC)\">");
  CHECK(saved.url == "https://a.example/b");
  CHECK(saved.source.fetched == "2024-01-02T09:20:30Z");
}

TEST_CASE("what the caller or the archive says is the address, whatever a mark says") {
  const Page page =
      page_with("<!-- saved from url=(0020)https://a.example/ -->", "https://b.example/");
  CHECK(page.url == "https://b.example/");
  CHECK(page.notes.empty());
}

TEST_CASE("what is no mark gives no address") {
  for (const char* text :
       {"<!-- saved from url=(0020)javascript:alert(1) -->", "<!-- saved from url=( -->",
        "<!-- saved from url=(0009)https://a b -->", "<!-- Page saved with SingleFile -->",
        "<!-- Page saved with SingleFile url: https://a.example/ -->",
        "<!-- Mirrored from by HTTrack Website Copier/ -->", "<!-- saved from url=(1)http://a",
        "<html data-scrapbook-source=\"data:\">", "<p data-scrapbook-source=\"http://a/\">",
        "<meta name=\"savepage-url\" content=\"\">", "<!-- savepage- -->"})
    CHECK_MESSAGE(page_with(text).url.empty(), std::string(text));
  CHECK(decode_page("<!-- saved from url=(9)http://a/ -->", {.content_type = "text/plain"})
            .url.empty());
}

TEST_CASE("an archive of one page in MIME form tells when it was saved") {
  const std::string mhtml =
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/b\r\nDate: Tue, 2 "
      "Jan "
      "2024 09:20:30 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
      "boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>hi</p>\r\n--x--\r\n";
  const TemporaryFile file(mhtml);
  const Result<Page> page = read_first_page(file.path);
  REQUIRE(page.is_ok());
  CHECK(page.value().url == "https://a.example/b");
  CHECK(page.value().source.fetched == "2024-01-02T09:20:30Z");
}
