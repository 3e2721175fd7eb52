// address_test.cpp: facts about references and what they are resolved to. Cases of RFC 3986, 5.4.
#include <doctest/doctest.h>

#include "story/markup.h"

using namespace copydesk;

namespace {
constexpr std::string_view kBase = "http://a/b/c/d;p?q";
}

TEST_CASE("the normal examples of RFC 3986 resolve as it says") {
  CHECK(resolve_address(kBase, "g:h") == "g:h");
  CHECK(resolve_address(kBase, "g") == "http://a/b/c/g");
  CHECK(resolve_address(kBase, "./g/") == "http://a/b/c/g/");
  CHECK(resolve_address(kBase, "/g") == "http://a/g");
  CHECK(resolve_address(kBase, "//g") == "http://g");
  CHECK(resolve_address(kBase, "?y") == "http://a/b/c/d;p?y");
  CHECK(resolve_address(kBase, "#s") == "http://a/b/c/d;p?q#s");
  CHECK(resolve_address(kBase, "g?y#s") == "http://a/b/c/g?y#s");
  CHECK(resolve_address(kBase, "..") == "http://a/b/");
  CHECK(resolve_address(kBase, "../../g") == "http://a/g");
}

TEST_CASE("dots above the root are dropped") {
  CHECK(resolve_address(kBase, "../../../g") == "http://a/g");
  CHECK(resolve_address(kBase, "/./g") == "http://a/g");
}

TEST_CASE("a script is no address") { CHECK(resolve_address(kBase, "javascript:void(0)").empty()); }

TEST_CASE("without a base a reference stays as written") {
  CHECK(resolve_address("", "/g") == "/g");
}

TEST_CASE("quotes and angle brackets in an address are escaped, around it they are marks") {
  const std::string once = resolve_address(kBase, "/s?q=\"a b\"<c>x");
  CHECK(once == "http://a/s?q=%22a%20b%22%3Cc%3Ex");
  CHECK(resolve_address(kBase, once) == once);
  CHECK(resolve_address(kBase, "\"http://x/y\"") == "http://x/y");
  CHECK(resolve_address(kBase, " < http://x/y > ") == "http://x/y");
}

TEST_CASE("a reference that is resolved stays as it is when it is resolved again") {
  const std::string once = resolve_address(kBase, "\n x y\u00A0\n\x1C\n ");
  CHECK(once == "http://a/b/c/x%20y");
  CHECK(resolve_address(kBase, once) == once);
}
