// record_page_test.cpp: what of a record's header is taken over into its page.
#include <doctest/doctest.h>

#include "tests/input/made_archives.h"

using namespace copydesk;

TEST_CASE("the date of a record is a time, or it is left out") {
  const auto fetched = [](const std::string& date) {
    std::string bytes = record("http://a.test/1", http("<p>a"));
    bytes.replace(bytes.find("2024-05-06T07:08:09Z"), 20, date);
    const Reading reading = read(bytes);
    REQUIRE(reading.pages.size() == 1);
    return reading.pages[0].source.fetched;
  };
  CHECK(fetched("2024-05-06T07:08:09.123456Z") == "2024-05-06T07:08:09.123456Z");
  CHECK(fetched("2024-05-06T07:08Z") == "2024-05-06T07:08Z");
  CHECK(fetched("2024-05-06") == "2024-05-06");
  CHECK(fetched("2024") == "2024");
  CHECK(fetched("Mon, 06 May 2024 07:08:09 GMT") == "2024-05-06T07:08:09Z");
  CHECK(fetched("2024-05-06T09:08:09+02:00") == "2024-05-06T07:08:09Z");
  CHECK(fetched("2024-13-45") == "");
  CHECK(fetched("0000-00-00T00:00:00Z") == "");
  CHECK(fetched("99999-01-01T00:00:00Z") == "");
  CHECK(fetched("\x1B[2Jx") == "");
  CHECK(fetched("") == "");
}
