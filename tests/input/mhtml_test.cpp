// mhtml_test.cpp: fields of MIME files as other programs than browsers write them.
#include <doctest/doctest.h>

#include "tests/input/made_archives.h"

using namespace copydesk;

TEST_CASE("blanks and comments may stand in the fields of a MIME file") {
  const std::string part =
      "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable "
      "(mine)\n\n"
      "<p class=3Da>caf=C3=A9\n";
  const Reading reading = read(
      "MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary = \"b "
      "c\"\n\n"
      "--b c\n" +
          part + "--b c--\n",
      "a.mhtml");
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].text == "<p class=a>café\n");
}

TEST_CASE(
    "a page in a MIME file whose part has only a name among the parts has the file's address") {
  const std::string head =
      "Snapshot-Content-Location: https://a.test/1\nMIME-Version: 1.0\n"
      "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n";
  CHECK(read(head + "Content-Location: cid:1@a\n\n<p>hi\n--b--\n", "a").pages.at(0).url ==
        "https://a.test/1");
  CHECK(read(head + "Content-Location: https://a.test/2\n\n<p>hi\n--b--\n", "a").pages.at(0).url ==
        "https://a.test/2");
}
