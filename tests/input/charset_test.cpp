// charset_test.cpp: which encoding a page is read with, and what becomes of broken bytes.
#include <doctest/doctest.h>

#include "input/input.h"

using namespace copydesk;
using namespace std::string_literals;

TEST_CASE("valid UTF-8 that is decoded in place stays where it is, without its mark") {
  const std::string bytes = "\xEF\xBB\xBF<p>café is longer than a short string";
  const Page page = decode_page_in_place(bytes), copy = decode_page(bytes);
  CHECK(page.text.data() == bytes.data() + 3);
  CHECK(page.text == copy.text);
  CHECK(page.source.charset_reason == copy.source.charset_reason);
}

TEST_CASE("other bytes that are decoded in place give a text of the page's own") {
  const std::string bytes = "<meta charset=latin1><p>caf\xE9";
  CHECK(decode_page_in_place(bytes).text == "<meta charset=latin1><p>café");
}

TEST_CASE("a page that says latin1 is read as windows-1252, as in browsers") {
  const Page page = decode_page("<meta charset=latin1><p>caf\xE9 \x93ok\x94 \x81");
  CHECK(page.text == "<meta charset=latin1><p>café “ok” \xC2\x81");
  CHECK(page.source.charset == "windows-1252");
  CHECK(page.source.charset_reason == "meta");
  CHECK(page.notes.empty());
}

TEST_CASE("a byte order mark wins over header and meta, and is removed") {
  const Page page =
      decode_page("\xEF\xBB\xBF<meta charset=gbk>é", {.content_type = "text/html; charset=big5"});
  CHECK(page.text == "<meta charset=gbk>é");
  CHECK(page.source.charset == "utf-8");
  CHECK(page.source.charset_reason == "bom");
}

TEST_CASE("a charset is read out of a list of types, and out of a quoted string without an end") {
  const auto charset = [](std::string_view type) {
    return decode_page("<p>\xEF\xF2", {.content_type = type}).source.charset;
  };
  CHECK(charset("text/html; charset=windows-1251, text/html") == "windows-1251");
  CHECK(charset("text/html;charset=windows-1251,text/html;charset=windows-1251") == "windows-1251");
  CHECK(charset("text/html; charset=\"windows-1251") == "windows-1251");
}

TEST_CASE("the charset of the HTTP header wins over the meta element") {
  const Page page = decode_page("<meta charset=utf-8><p>\xEF\xF2",
                                {.content_type = "text/html; charset=\"windows-1251\""});
  CHECK(page.text == "<meta charset=utf-8><p>пт");
  CHECK(page.source.charset_reason == "transport");
}

TEST_CASE(
    "UTF-16 without a byte order mark is recognised, lone surrogates are replaced and counted") {
  const Page page = decode_page("<\0p\0>\0a\0\xE9\0b\0c\0d\0e\0f\0\0\xD8x\0"s);
  CHECK(page.text == "<p>aébcdef\xEF\xBF\xBDx");
  CHECK(page.source.charset == "utf-16le");
  CHECK(page.source.charset_reason == "detected");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].code == "charset-replaced");
  CHECK(page.notes[0].detail ==
        "1 sequences that are not utf-16le became U+FFFD, the first at byte 20");
}

TEST_CASE("UTF-16 without a byte order mark is recognised by its first tag, too") {
  const std::string page = "<\0p\0>\0"s + "\x4Bj\x6F\x30\x8E\x69\x4B\x6A\x6F\x30\x8E\x69"s;
  std::string swapped;
  for (size_t i = 0; i < page.size(); i += 2) swapped.append({page[i + 1], page[i]});
  CHECK(decode_page(page).text == "<p>橋は榎橋は榎");
  CHECK(decode_page(swapped).text == "<p>橋は榎橋は榎");
  CHECK(decode_page(swapped).source.charset == "utf-16be");
  CHECK(decode_page("<\0\1\0p\0\0\0\2\0\0\0\3\0\0\0"s).source.charset != "utf-16le");
}

TEST_CASE("a dump in UTF-16 without a byte order mark is recognised by its letters and spaces") {
  const auto units = [](std::u16string_view text, bool is_big) {
    std::string bytes;
    for (const char16_t c : text) {
      const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
      bytes += is_big ? high : low;
      bytes += is_big ? low : high;
    }
    return bytes;
  };
  for (const std::u16string_view line :
       {u"Мост закрыт на шесть недель, совет голосовал.\n",
        u"الجسر مغلق لمدة ستة أسابيع منذ الثلاثاء.\n",
        u"橋は六週間閉鎖される見通しで、市議会は修理の費用を承認した。\n",
        u"다리가 육 주 동안 닫힌다고 시의회가 밝혔다.\n"}) {
    const std::u16string text = std::u16string(line) + std::u16string(line);
    for (const bool is_big : {false, true}) {
      const Page page = decode_page(units(text, is_big));
      CHECK(page.source.charset == (is_big ? "utf-16be" : "utf-16le"));
      CHECK(page.notes.empty());
      CHECK(check_may_be_page(units(text, is_big), "").is_ok());
    }
  }
  const std::string nul(1, '\0');
  for (std::string line : {"The bridge is closed for weeks. ", "Мост закрыт на шесть недель. ",
                           "\xCC\xCF\xD3\xD4 \xDA\xC1\xCB\xD2\xD9\xD4. ", "\1\2\3\4\5\6\7 \x0E"}) {
    std::string text;
    for (int i = 0; i < 9; ++i) text += line + nul + line + nul + nul;
    CHECK(decode_page(text).source.charset.substr(0, 6) != "utf-16");
  }
}

TEST_CASE("Chinese, Japanese and Korean labels get the decoders of browsers") {
  CHECK(decode_page("<meta charset=gb2312><p>\x80\xC4\xE3\x95\x32\x82\x36").text ==
        "<meta charset=gb2312><p>€你𠀀");
  CHECK(decode_page("<meta charset=sjis><p>\x87\x40\x81\x60").text == "<meta charset=sjis><p>①～");
  CHECK(decode_page("<meta charset=euc-jp><p>\xA1\xC1\xA4\xA2").text ==
        "<meta charset=euc-jp><p>～あ");
  CHECK(decode_page("<meta charset=ks_c_5601-1987><p>\x8C\x63\xB0\xA1").text ==
        "<meta charset=ks_c_5601-1987><p>똠가");
  CHECK(decode_page("<meta charset=big5><p>\xA7\x41\xFA\x40").text == "<meta charset=big5><p>你𠕇");
}

TEST_CASE("characters that ICU does not know, or calls private, are those of the standard") {
  // A harbour and an author as the supplementary set of Hong Kong says them, and an E with two
  // marks.
  CHECK(decode_page("<meta charset=big5><p>\xFD\xBB\x8E\xCD\x88\x62").text ==
        "<meta charset=big5><p>港者\u00CA\u0304");
  CHECK(decode_page("<meta charset=gbk><p>\xA3\xA0\xC4\xE3\xA6\xD9").text ==
        "<meta charset=gbk><p>\u3000你\uFE10");
  CHECK(decode_page("<meta charset=gbk><p>\xA3\xA0").notes.empty());
}

TEST_CASE("a letter behind the first half of a character that is none is not lost with it") {
  CHECK(decode_page("<meta charset=euc-kr><p>\xF2\x62 \xB0\xA1").text ==
        "<meta charset=euc-kr><p>\uFFFDb 가");
  const Page page = decode_page("<meta charset=sjis><p>\x98y\x88o");
  CHECK(page.text == "<meta charset=sjis><p>\uFFFDy\uFFFDo");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].detail ==
        "2 sequences that are not shift_jis became U+FFFD, the first at byte 22");
}

TEST_CASE(
    "a page rewritten as UTF-8 whose meta still says iso-8859-1 is read as UTF-8, with a note") {
  const Page page = decode_page("<meta charset=iso-8859-1><p>it’s");
  CHECK(page.text == "<meta charset=iso-8859-1><p>it’s");
  CHECK(page.source.charset == "utf-8");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].code == "charset-mended");
}

TEST_CASE("a page that says utf-8 and is windows-1252 keeps its letters") {
  const Page page = decode_page("<meta charset=utf-8><p>na\xEFve caf\xE9, it\x92s");
  CHECK(page.text == "<meta charset=utf-8><p>naïve café, it’s");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].code == "charset-mended");
}

TEST_CASE("a UTF-8 page with two broken bytes stays UTF-8, one U+FFFD for each") {
  const Page page = decode_page("<meta charset=utf-8><p>äöü ß€ \x92 é\xFF");
  CHECK(page.text == "<meta charset=utf-8><p>äöü ß€ \xEF\xBF\xBD é\xEF\xBF\xBD");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].code == "charset-replaced");
}

TEST_CASE("a label of the replacement encoding gives one U+FFFD, and a note") {
  const Page page = decode_page("<meta charset=iso-2022-kr><p>x");
  CHECK(page.text == "\xEF\xBF\xBD");
  CHECK(page.source.charset == "replacement");
}

TEST_CASE("labels are found without regard to case and outer white space, and only whole ones") {
  CHECK(charset_name(" Latin1\n") == "windows-1252");
  CHECK(charset_name("utf-16") == "utf-16le");
  CHECK(charset_name("koi8-ru") == "koi8-u");
  CHECK(charset_name("utf") == "");
  CHECK(charset_name("") == "");
  CHECK(charset_name("utf-8 utf8") == "");
}

TEST_CASE("markup starts with a tag or is dense with tags; text that talks of tags stays text") {
  CHECK(decode_page("\n <!DOCTYPE html>x").form == Page::Form::kHtml);
  CHECK(decode_page("Hello <p>one</p><p>two</p>").form == Page::Form::kHtml);
  CHECK(decode_page("Three words here").form == Page::Form::kPlainText);
  const std::string talk = "The <p> element is a paragraph. " + std::string(2000, 'x');
  CHECK(decode_page(talk, {.name = "a.txt"}).form == Page::Form::kPlainText);
  CHECK(decode_page("<p>page", {.content_type = "text/plain"}).form == Page::Form::kPlainText);
  CHECK(decode_page("<!DOCTYPE html><html>page", {.content_type = "text/plain"}).form ==
        Page::Form::kHtml);
  CHECK(decode_page("<table>: The Table element\n\nUse it for tables.\n", {.name = "a.txt"}).form ==
        Page::Form::kPlainText);
  CHECK(decode_page("<p>One\ntwo\nthree").form == Page::Form::kHtml);
  CHECK(decode_page("Line with <b>one</b> tag\nand none\nand none\nand none").form ==
        Page::Form::kPlainText);
}

TEST_CASE(
    "English with curly quotes and hardly an accent is windows-1252, whatever a detector says") {
  const Page page = decode_page(
      "<p>New York\x92s d\xE9"
      "cor \x97 it\x92s \x93here\x94, he\x92s sure, they\x92re sure");
  CHECK(page.source.charset == "windows-1252");
  CHECK(page.text.starts_with("<p>New York’s décor — it’s “here”"));
}

TEST_CASE("text that was encoded as UTF-8 twice is read as it was meant, and told") {
  const Page page =
      decode_page("<p>It\u00e2\u20ac\u2122s a caf\u00c3\u00a9 \u00e2\u0080\u0094 ours", {});
  CHECK(page.text == "<p>It\u2019s a caf\u00e9 \u2014 ours");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].code == "charset-mended");
  CHECK(page.notes[0].detail == "3 characters were encoded as utf-8 twice");
}

TEST_CASE("text that only speaks of such characters stays as it is") {
  for (const std::string_view text :
       {"<p>Where \u00e9 reads \u00c3\u00a9 twice (\u00c3\u00a9)", "<p>\u00c2\u00a9 once only",
        "<p>\u00e2\u20ac\u2122 and \u00e2\u20ac\u2122 and \u4e2d", "<p>caf\u00e9, na\u00efve"}) {
    const Page page = decode_page(std::string(text), {.content_type = "text/html; charset=utf-8"});
    CHECK(page.text == text);
    CHECK(page.notes.empty());
  }
}
