// checks_test.cpp: the invariants of the fuzz targets on pages of our own and on the corpora, whole
// and damaged.
#include "fuzz/checks.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>

#include "base/base.h"
#include "fuzz/damage.h"

using namespace copydesk;

namespace {

constexpr std::string_view kPage =
    R"(<!doctype html><meta charset=utf-8><title>A &amp; B - Site</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"A & B","datePublished":"2020-01-02T03:04:05Z",
"author":{"name":"Ana Ruiz"}}</script><nav><a href=/x>Home</a></nav><article><h1>A &amp; B</h1><p class=byline>By Ana Ruiz
</p><figure><img src=a.jpg alt=x><figcaption>A boat. Photo: Tom Oke</figcaption></figure><p>PARIS (AP) - One &quot;two&quot;
three, four and five; six.<p>Seven <b>eight <i>nine</b> ten</i>.<ul><li>a<li>b</ul><table><tr><td>1<td>2</table></article>)";

std::vector<std::string> files_under(std::string_view folder) {
  std::vector<std::string> paths;
  std::error_code error;
  const std::string root = std::string(COPYDESK_SHARED_DIR) + "/corpora/" + std::string(folder);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, error))
    if (entry.is_regular_file() && entry.file_size() < (100u << 10)) paths.push_back(entry.path());
  if (paths.empty()) std::cerr << "SKIPPED: no " << root << "; set COPYDESK_SHARED_DIR\n";
  return paths;
}

}  // namespace

TEST_CASE("every invariant of a page holds on a page of our own, however it is damaged") {
  check_page(kPage);
  for (uint32_t seed = 0; seed < 400; ++seed) check_page(damaged(std::string(kPage), seed));
}

TEST_CASE("every invariant of an input holds on the malformed archives and on hostile pages") {
  for (const std::string_view folder : {"hostile-generated/warc", "hostile-generated/charset"})
    for (const std::string& path : files_under(folder)) check_input_bytes(read_file(path).value());
}

TEST_CASE("every invariant of a page holds on the hostile pages of the corpora") {
  for (const std::string_view folder :
       {"hostile-generated/charset", "hostile-generated/reader", "xss-httpleaks"})
    for (const std::string& path : files_under(folder)) check_page(read_file(path).value());
}

TEST_CASE("every invariant of dates and bylines holds on any line, however it is damaged") {
  constexpr std::string_view kLine =
      "By Ana Ruiz and Tom Oke, CNN. Updated 5:33 AM ET, Thu April 13, 2017 &amp;quot; "
      "2017-04-13T05:33";
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    check_text(damaged(std::string(kLine), seed));
    check_dates(damaged(std::string(kLine), seed));
  }
}

TEST_CASE("a heading beside a story that stands in <noscript> looks no further than the story") {
  check_page("<<h3>><div><noscript>l");
}

TEST_CASE("a reference escaped twice that comes to nothing has no span") {
  check_page("<p>t&amp;shy;d<p>a &amp;nbsp; b &amp;shy;");
  check_dump("t&shy;d and &nbsp; b &a&shy;mp;a&a&amamp;p;p;p;a&ampp;");
}

TEST_CASE("a soft hyphen left out of a dump's text moves no span into a character") {
  check_dump("\u00AD\u00BE&");
}

TEST_CASE("a gzip member of nothing whose check sum is wrong is read no further than its end") {
  check_input_bytes(std::string("\x1F\x8B\x08\0\0\0\0\0\0\3\3\0\1\0\0\0\0\0\0\0", 20));
}
