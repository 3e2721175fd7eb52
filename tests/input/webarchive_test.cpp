// webarchive_test.cpp: web archives of Safari, whole, broken and made up.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "input/input.h"
#include "tests/input/temporary_file.h"

using namespace copydesk;

namespace {

std::string big_endian(uint64_t number, int size) {
  std::string bytes;
  for (int i = size; i-- > 0;) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

std::string object(int type, size_t size, const std::string& bytes) {
  const std::string mark =
      size < 15 ? std::string(1, static_cast<char>(type << 4 | size))
                : std::string(1, static_cast<char>(type << 4 | 0xF)) + '\x12' + big_endian(size, 4);
  return mark + bytes;
}
std::string ascii(const std::string& text) { return object(0x5, text.size(), text); }
std::string data(const std::string& bytes) { return object(0x4, bytes.size(), bytes); }

// A list of these objects, the first of them its top.
std::string list_of(const std::vector<std::string>& objects) {
  std::string bytes = "bplist00", table;
  for (const std::string& one : objects) {
    table += big_endian(bytes.size(), 4);
    bytes += one;
  }
  const size_t table_at = bytes.size();
  return bytes + table + std::string(6, '\0') + '\x04' + '\x01' + big_endian(objects.size(), 8) +
         big_endian(0, 8) + big_endian(table_at, 8);
}

std::string archive_of(const std::string& html, const std::string& url_object,
                       const std::string& type = "text/html") {
  return list_of({std::string("\xD1\x01\x02"), ascii("WebMainResource"),
                  std::string("\xD4\x03\x05\x07\x09\x04\x06\x08\x0A"), ascii("WebResourceMIMEType"),
                  ascii(type), ascii("WebResourceTextEncodingName"), ascii("windows-1252"),
                  ascii("WebResourceURL"), url_object, ascii("WebResourceData"), data(html)});
}

Result<Page> read(const std::string& bytes) {
  const TemporaryFile file(bytes);
  return read_first_page(file.path);
}

}  // namespace

TEST_CASE("a web archive of Safari gives its page, with address and charset") {
  const Result<Page> page =
      read(archive_of("<p>caf\xE9 at the quay</p>", ascii("https://a.example/b")));
  REQUIRE(page.is_ok());
  CHECK(page.value().text == "<p>café at the quay</p>");
  CHECK(page.value().url == "https://a.example/b");
  CHECK(page.value().source.charset == "windows-1252");
  CHECK(page.value().form == Page::Form::kHtml);
}

TEST_CASE("an address in UTF-16 is read") {
  const std::string url("\0h\0t\0t\0p\0:\0/\0/\0a\0/\0\xE9", 20);
  CHECK(read(archive_of("<p>a</p>", object(0x6, 10, url))).value().url == "http://a/é");
}

TEST_CASE("a property list without a page is an error that says so") {
  for (const std::string& bytes :
       {std::string("bplist00"), list_of({ascii("WebMainResource")}), list_of({}),
        archive_of("", ascii("https://a.example/")),
        archive_of("%PDF-", ascii("https://a.example/"), "application/pdf")}) {
    const Result<Page> page = read(bytes);
    REQUIRE(!page.is_ok());
    CHECK(page.error().code == ErrorCode::kNotHtml);
    CHECK(page.error().detail.find("holds no page") != std::string::npos);
  }
}

TEST_CASE("a broken web archive gives a page or an error, whatever byte is wrong") {
  const std::string whole = archive_of("<p>The quay</p>", ascii("https://a.example/b"));
  for (size_t at = 8; at < whole.size(); ++at)
    for (const int value : {0x00, 0x01, 0x0F, 0x7F, 0xDF, 0xFF}) {
      std::string broken = whole;
      broken[at] = static_cast<char>(value);
      const Result<Page> page = read(broken);
      if (!page.is_ok()) CHECK(page.error().code == ErrorCode::kNotHtml);
    }
  for (size_t size = 8; size < whole.size(); ++size) (void)read(whole.substr(0, size));
}
