// kind_test.cpp: what a file, or the body of a record, is taken for by its first bytes.
#include <doctest/doctest.h>

#include "tests/input/made_archives.h"

using namespace copydesk;
using namespace std::string_literals;

TEST_CASE("a text that begins with the letters of another format is a text") {
  CHECK(read("RIFF Raff plays again.\nThe band is back in town.\n", "a.txt").pages.size() == 1);
  CHECK(read("ID3 tags, explained.\n", "a.txt").pages.size() == 1);
  CHECK(read("SQLite format 3 is a file format.\n", "a.txt").pages.size() == 1);
  CHECK(read(record("http://a.test/1", http("GIF89a is of 1989.\n"))).pages.size() == 1);
  CHECK(read("RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0"s, "a.txt").error->code ==
        ErrorCode::kUnsupported);
  CHECK(read("GIF89a\x01\0\x01\0\x80\0\0,"s, "a.txt").error->code == ErrorCode::kUnsupported);
  CHECK(read(record("http://a.test/1", http("GIF89a\x01\0\x01\0\x80\0\0,"s))).pages.empty());
}
