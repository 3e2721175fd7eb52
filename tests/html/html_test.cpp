// html_test.cpp: what html/ promises, by small pages.
#include "html/html.h"

#include <doctest/doctest.h>

using namespace copydesk;

TEST_CASE("a page without any structure gets html, head and body") {
  const Document document = parse_html("Good morning");
  CHECK(dump_tree(document) == "| <html>\n|   <head>\n|   <body>\n|     \"Good morning\"\n");
}
