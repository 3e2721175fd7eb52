// language_test.cpp: facts about languages and their tags.
#include <doctest/doctest.h>

#include "text/text.h"

using namespace copydesk;

TEST_CASE("language tags are cut to their code") {
  CHECK(language_code("en_US") == "en");
  CHECK(language_code(" DE-at ") == "de");
  CHECK(language_code("nb-NO") == "no");
  CHECK(language_code("English") == "en");
  CHECK(language_code("iw") == "he");
  CHECK(language_code("x") == "");
  CHECK(language_code("") == "");
}

TEST_CASE("the region of a tag stands behind the language and the script") {
  CHECK(region_code("de-AT") == "AT");
  CHECK(region_code("zh-Hant-TW") == "TW");
  CHECK(region_code("en_uk") == "GB");
  CHECK(region_code("en") == "");
}

TEST_CASE("a long text overrules a wrong declaration") {
  const std::string_view text =
      "Der Bürgermeister sagte am Montag, die Brücke werde noch in diesem Jahr gesperrt. Die "
      "Arbeiten dauern "
      "voraussichtlich bis zum Frühling, und die Kosten trägt das Land. Anwohner müssen mit "
      "Umleitungen rechnen, "
      "weil die Straße in beide Richtungen geschlossen wird.";
  CHECK(detect_language(text, "en") == "de");
  CHECK(detect_language(text, "") == "de");
}

TEST_CASE("a text of some kilobytes is in its own language, whatever the page declares") {
  std::string text;
  while (text.size() < 3000)
    text += "Der Bürgermeister sagte am Montag, die Brücke werde noch in diesem Jahr gesperrt. ";
  CHECK(detect_language(text, "de-AT") == "de");
  CHECK(detect_language(text, "en") == "de");
  CHECK(detect_language(text, "") == "de");
}

TEST_CASE("a beginning in the declared language does not decide what a text is in") {
  std::string text =
      "The mayor said on Monday that the old bridge would be closed this year. Work is expected to "
      "last until spring, and the county will bear the costs. Residents have to reckon with long "
      "detours, since the road will be shut in both directions. Buses stop at the market square "
      "instead, where a shelter was put up last week. Shopkeepers fear for their trade, and the "
      "council has promised to talk to every one of them before the first machines arrive. ";
  const size_t beginning = text.size();
  while (text.size() < 4 * beginning)
    text +=
        "Der Bürgermeister sagte am Montag, die Brücke werde noch in diesem Jahr gesperrt. Die "
        "Arbeiten dauern voraussichtlich bis zum Frühling, und die Kosten trägt das Land. Anwohner "
        "müssen mit Umleitungen rechnen, weil die Straße in beide Richtungen geschlossen wird. ";
  CHECK(detect_language(text, "en") == "de");
}

TEST_CASE("a short text follows the declaration") { CHECK(detect_language("Taxi", "pl") == "pl"); }

TEST_CASE("Arabic and Hebrew run from right to left") {
  CHECK(direction_of("ar") == "rtl");
  CHECK(direction_of("he") == "rtl");
  CHECK(direction_of("en") == "ltr");
}
