// writers_test.cpp: what each format makes of a story, as its reader sees it.
#include <doctest/doctest.h>

#include <algorithm>

#include "output/output.h"
#include "tests/output/sample_story.h"

using namespace copydesk;

namespace {

std::string written(std::string_view format, const Story& story) {
  std::string out;
  find_format(format)->make({})->document(story, out);
  return out;
}

Story with_paragraph(std::string text, std::vector<Inline> inlines = {}) {
  Story story;
  story.id = "1";
  BodyNode node = make_node(BodyNode::Kind::kParagraph, std::move(text));
  node.inlines = std::move(inlines);
  story.body = {node};
  story.text = text_of(story.body);
  return story;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// How many places in the article name a byte of the text where `part` begins.
int text_parts_named(const std::string& html, const std::string& text, const std::string& part) {
  constexpr std::string_view kName = " data-place=\"t";
  int count = 0;
  for (size_t at = 0; (at = html.find(kName, at)) != std::string::npos;) {
    at += kName.size();
    if (html[at] < '0' || html[at] > '9') continue;  // "title"
    count += text.compare(std::stoul(html.substr(at)), part.size(), part) == 0 ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("Markdown keeps links and emphasis where they stand") {
  const Story story = with_paragraph(
      "See the report now.",
      {{Inline::Kind::kLink, 8, 14, "https://a.example/(x)"}, {Inline::Kind::kStrong, 15, 18, ""}});
  CHECK(written("md", story) == "See the [report](https://a.example/%28x%29) **now**.\n");
}

TEST_CASE("Markdown escapes text that would become a heading, a list, HTML or a reference") {
  CHECK(written("md", with_paragraph("# no")) == "\\# no\n");
  CHECK(written("md", with_paragraph("- no")) == "\\- no\n");
  CHECK(written("md", with_paragraph("12. no")) == "12\\. no\n");
  CHECK(written("md", with_paragraph("a <b> &lt; *c* & d")) == "a \\<b\\> \\&lt; \\*c\\* & d\n");
  CHECK(written("md", with_paragraph("one\n# two")) == "one  \n\\# two\n");
}

TEST_CASE("emphasis never begins or ends at a space, and a link to a script is only text") {
  const Story story = with_paragraph(
      "a big link",
      {{Inline::Kind::kEmphasis, 1, 6, ""}, {Inline::Kind::kLink, 6, 10, "javascript:alert(1)"}});
  CHECK(written("md", story) == "a *big* link\n");
  CHECK(contains(written("html", story),
                 "<p>a <em>big</em> <a rel=\"noopener noreferrer nofollow\">link</a></p>"));
}

TEST_CASE("a link behind an exclamation mark is no picture in Markdown") {
  CHECK(written("md",
                with_paragraph("Stop!here", {{Inline::Kind::kLink, 5, 9, "https://a.example"}})) ==
        "Stop\\![here](https://a.example)\n");
  CHECK(written("md", with_paragraph("\\!x", {{Inline::Kind::kLink, 2, 3, "https://a.example"}})) ==
        "\\\\\\![x](https://a.example)\n");
  CHECK(written("md", with_paragraph("Stop!")) == "Stop!\n");
}

TEST_CASE("a heading of Markdown keeps the number sign at its end") {
  Story story;
  story.title = "Bell No. #";
  story.body = {make_node(BodyNode::Kind::kHeading, "Bell ##"),
                make_node(BodyNode::Kind::kHeading, "C#"),
                make_node(BodyNode::Kind::kHeading, "#")};
  CHECK(written("md", story) == "# Bell No. \\#\n\n## Bell #\\#\n\n## C#\n\n## \\#\n");
}

TEST_CASE("an entry without headline and time has no heading in Markdown") {
  Story story;
  story.body = {make_node(BodyNode::Kind::kEntry, "The bell rang.")};
  CHECK(written("md", story) == "The bell rang.\n");
}

TEST_CASE("emphasis in Markdown begins and ends where asterisks are read as such") {
  using K = Inline::Kind;
  CHECK(written("md", with_paragraph("Time: noon", {{K::kStrong, 0, 5, ""}})) ==
        "**Time:** noon\n");
  CHECK(written("md", with_paragraph("Time:noon", {{K::kStrong, 0, 5, ""}})) == "**Time**:noon\n");
  CHECK(written("md", with_paragraph("bells, or none", {{K::kEmphasis, 5, 9, ""}})) ==
        "bells, *or* none\n");
  CHECK(written("md", with_paragraph("bells.", {{K::kStrong, 5, 6, ""}})) == "bells.\n");
  CHECK(written("md", with_paragraph("the \u201Epost\u201Cs", {{K::kEmphasis, 4, 14, ""}})) ==
        "the *\u201Epost*\u201Cs\n");
  CHECK(written("md", with_paragraph("a\u00A0b c", {{K::kStrong, 1, 4, ""}})) ==
        "a\u00A0**b** c\n");
  CHECK(written("md", with_paragraph("one two", {{K::kStrong, 0, 2, ""},
                                                 {K::kStrong, 2, 7, ""}})) == "**one two**\n");
  CHECK(written("md", with_paragraph("a ....................b", {{K::kStrong, 2, 23, ""}})) ==
        "a **....................b**\n");
}

TEST_CASE("a link that is emphasised as a whole stands around its emphasis in Markdown") {
  CHECK(written("md",
                with_paragraph("See.Here", {{Inline::Kind::kStrong, 4, 8, ""},
                                            {Inline::Kind::kLink, 4, 8, "https://a.example"}})) ==
        "See.[**Here**](https://a.example)\n");
}

TEST_CASE("the blank behind a code span that opens a line stays in Markdown") {
  CHECK(written("md", with_paragraph("run() starts", {{Inline::Kind::kCode, 0, 5, ""}})) ==
        "`run()` starts\n");
}

TEST_CASE("a code span with backticks gets a longer fence") {
  CHECK(written("md", with_paragraph("x ``y` z", {{Inline::Kind::kCode, 2, 6, ""}})) ==
        "x ``` ``y` ``` z\n");
}

TEST_CASE("Markdown shows title, standfirst, credits, highlights, then the body") {
  Story story = with_paragraph("Text.");
  story.title = "Head";
  story.dek = "Stand";
  story.authors = {{"Ana Ruiz", ""}, {"Tom Oke", ""}};
  story.publisher = "The Paper";
  story.published = {"2017-04-13T05:33:00-04:00", "second", "explicit", ""};
  story.highlights = {"One", "Two"};
  CHECK(written("md", story) ==
        "# Head\n\n*Stand*\n\nAna Ruiz, Tom Oke · The Paper · 2017-04-13 05:33:00 -04:00\n\n- "
        "One\n- Two\n\nText.\n");
}

TEST_CASE("a time that is told twice is shown once to readers") {
  Story story = with_paragraph("Text.");
  story.published = {"2017-04-13T05:33:00-04:00", "second", "explicit", ""};
  story.modified = {"2017-04-13T06:33:00-04:00", "second", "explicit", ""};
  CHECK(written("md", story).find("updated ") != std::string::npos);
  CHECK(written("html", story).find("updated ") != std::string::npos);
  story.modified = story.published;
  CHECK(written("md", story).find("updated ") == std::string::npos);
  CHECK(written("html", story).find("updated ") == std::string::npos);
}

TEST_CASE("a nested list keeps its levels in Markdown and in HTML") {
  Story story;
  BodyNode list = make_node(BodyNode::Kind::kList, "");
  list.items = {{0, true, "a", {}}, {1, false, "b", {}}, {0, true, "c", {}}};
  story.body = {list};
  CHECK(written("md", story) == "1. a\n   - b\n2. c\n");
  CHECK(contains(written("html", story),
                 "<ol>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>\n"));
}

TEST_CASE(
    "what stands in an item of Markdown begins below its first letter, however long its number") {
  Story story;
  BodyNode list = make_node(BodyNode::Kind::kList, "");
  for (int i = 0; i < 10; ++i) list.items.push_back({0, true, "a", {}});
  list.items.push_back({1, false, "b\nc", {}});
  list.items.push_back({2, false, "d", {}});
  story.body = {list};
  CHECK(contains(written("md", story), "9. a\n10. a\n    - b  \n      c\n      - d\n"));
}

TEST_CASE("numbers of items are those of the page in Markdown, HTML and TEI") {
  Story story;
  BodyNode list = make_node(BodyNode::Kind::kList, "");
  for (const uint32_t number : {3u, 4u, 9u}) {
    list.items.push_back({0, true, "step", {}});
    list.items.back().number = number;
  }
  story.body = {list};
  CHECK(contains(written("md", story), "3. step\n4. step\n9. step\n"));
  CHECK(contains(written("html", story),
                 "<li value=\"3\">step</li>\n<li>step</li>\n<li value=\"9\">"));
  CHECK(contains(written("tei", story), "<item n=\"3\">"));
}

TEST_CASE("a table without header cells gets an empty header in Markdown") {
  Story story;
  BodyNode table = make_node(BodyNode::Kind::kTable, "");
  table.rows = {{{"a|b", false, 1, 1}, {"c", false, 1, 1}}};
  story.body = {table};
  CHECK(written("md", story) == "|  |  |\n|---|---|\n| a\\|b | c |\n");
}

TEST_CASE("in Markdown a cell that covers others leaves their places empty") {
  Story story;
  BodyNode table = make_node(BodyNode::Kind::kTable, "");
  table.rows = {{{"Bell", true, 1, 2}, {"Weight", true, 2, 1}},
                {{"t", true, 1, 1}, {"lb", true, 1, 1}},
                {{"Tom", false, 1, 1}, {"", false, 1, 1}, {"6613", false, 1, 1}}};
  story.body = {table};
  CHECK(written("md", story) ==
        "| Bell | Weight | |\n|---|---|---|\n|  | t | lb |\n| Tom |  | 6613 |\n");
}

TEST_CASE("of two code spans that touch the second is text in Markdown, not HTML") {
  const Story story = with_paragraph(
      "x`<img> y", {{Inline::Kind::kCode, 0, 1, ""}, {Inline::Kind::kCode, 1, 7, ""}});
  CHECK(written("md", story) == "`x`\\`\\<img\\> y\n");
  const Story apart =
      with_paragraph("x`a", {{Inline::Kind::kCode, 0, 1, ""}, {Inline::Kind::kCode, 2, 3, ""}});
  CHECK(written("md", apart) == "`x`\\``a`\n");
}

TEST_CASE("a lead picture that no node names stands before the text, its caption once") {
  Story story = with_paragraph("Text.");
  story.images = {{"https://a.example/p.jpg", "A port", "The port at dawn.", "A. Ruiz", "lead"}};
  CHECK(written("md", story) ==
        "![A port](https://a.example/p.jpg)  \n*The port at dawn.* (A. Ruiz)\n\nText.\n");
}

TEST_CASE("lines are paragraphs, items and rows between standfirst and comments") {
  Story story = with_paragraph("One.\n\nTwo\nthree.");
  story.title = "Headline";
  story.dek = "Standfirst.";
  BodyNode list = make_node(BodyNode::Kind::kList, "");
  list.items = {{0, false, "first", {}}, {0, false, "second", {}}};
  BodyNode table = make_node(BodyNode::Kind::kTable, "");
  table.rows = {{{.text = "a|b"}, {.text = "c"}}, {{.text = "d"}}};
  story.body.push_back(list);
  story.body.push_back(table);
  story.comments = {{.author = "Ana", .time = "", .text = "Well said."}};
  const std::string body =
      "One.\nTwo\nthree.\n- first\n- second\n| a\\|b | c |\n|---|---|\n| d |  |\n";
  CHECK(written("lines", story) == "Standfirst.\n" + body + "Well said.\n");
  std::string alone;
  find_format("lines")->make({.standfirst = false, .comments = false})->document(story, alone);
  CHECK(alone == body);
}

TEST_CASE("lines fill short rows of a table up to a width that no hostile row can set") {
  Story story = with_paragraph("One.");
  BodyNode table = make_node(BodyNode::Kind::kTable, "");
  table.rows.assign(2000, {{.text = "a"}});
  table.rows[0].assign(2000, {.text = "b"});
  story.body.push_back(table);
  CHECK(written("lines", story).size() < 500 * 4000);
  CHECK(contains(written("lines", story), " b | b |\n|---|---|"));
}

TEST_CASE("lines hold a standfirst that opens the text once, and of no text nothing") {
  Story story = with_paragraph("Standfirst. And more.");
  story.dek = "Standfirst.";
  CHECK(written("lines", story) == "Standfirst. And more.\n");
  story.body.clear();
  CHECK(written("lines", story).empty());
}

TEST_CASE("HTML has the title of its one story and no element of the page") {
  Story story = with_paragraph("<script>alert(1)</script>\n\nTwo");
  story.title = "A & B";
  const std::string html = written("html", story);
  CHECK(contains(html, "<title>A &amp; B</title>"));
  CHECK(contains(html, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>Two</p>"));
  CHECK_FALSE(contains(html, "<script"));
}

TEST_CASE("HTML of a story that nobody signs has no empty line of credits") {
  Story story;
  story.title = "Bells";
  CHECK_FALSE(contains(written("html", story), "class=\"credits\""));
}

TEST_CASE("an article with places says where in the text each of its parts begins") {
  const Story story = story_full_of("Plain words", "https://a.example/");
  std::string html;
  append_story_article(story, html, {.has_places = true});
  CHECK(text_parts_named(html, story.text, "Plain words") ==
        std::count(story.text.begin(), story.text.end(), 'P'));
  CHECK(contains(html, "<h1 data-place=\"title\">Plain words</h1>"));
  CHECK(contains(html, "<figcaption data-place=\"galleries[0].items[1].caption\">Plain words"));
  html.clear();
  append_story_article(story, html);
  CHECK_FALSE(contains(html, "data-place"));
}

TEST_CASE("pictures that are not to be fetched are links with their host") {
  Story story;
  story.images = {{"https://a.example/lead.jpg", "Boats", "", "", "lead"}};
  std::string html;
  append_story_article(story, html, {.pictures = ArticleOptions::Pictures::kLinked});
  CHECK(contains(html, "href=\"https://a.example/lead.jpg\" target=\"_blank\" "));
  CHECK(contains(html, "<span>Boats</span> <small>a.example</small></a>"));
  CHECK_FALSE(contains(html, "<img"));
}

TEST_CASE("addresses other than http, https and mailto are dropped") {
  CHECK(safe_url(" https://a.example/a b\"<>") == "https://a.example/a%20b%22%3C%3E");
  CHECK(safe_url("HTTP://a.example/") == "HTTP://a.example/");
  CHECK(safe_url("http://a.example/\u202Egpj\u200B.\u061C\uFEFFé\u3000") ==
        "http://a.example/%E2%80%AEgpj%E2%80%8B.%D8%9C%EF%BB%BFé\u3000");
  CHECK(safe_url("mailto:a@b.example") == "mailto:a@b.example");
  CHECK(safe_url("javascript:alert(1)").empty());
  CHECK(safe_url("java\tscript:alert(1)").empty());
  CHECK(safe_url("data:text/html,x").empty());
  CHECK(safe_url("/relative").empty());
}

TEST_CASE("CSV quotes by RFC 4180 and keeps spreadsheets from running a cell") {
  Story story = with_paragraph("He said \"no\", twice\nand left");
  story.title = "=1+1";
  story.authors = {{"Ana Ruiz", ""}, {"Tom Oke", ""}};
  story.source.path = "a.html";
  const std::string csv = written("csv", story);
  CHECK(csv.substr(0, 45) == "schema_version,id,source.path,source.offset,s");
  CHECK(contains(csv, "\r\n1,1,a.html,,"));
  CHECK(contains(csv, ",'=1+1,"));
  CHECK(contains(csv, ",Ana Ruiz | Tom Oke,"));
  CHECK(contains(csv, ",\"He said \"\"no\"\", twice\nand left\","));
}

TEST_CASE("TEI gives each heading its division and each division some content") {
  Story story = with_paragraph("Intro");
  story.body.push_back(make_node(BodyNode::Kind::kHeading, "One"));
  story.body.push_back(make_node(BodyNode::Kind::kHeading, "Two"));
  story.body.push_back(make_node(BodyNode::Kind::kParagraph, "Text"));
  CHECK(contains(
      written("tei", story),
      "<div>\n<p>Intro</p>\n</div>\n<div type=\"section\">\n<head>One</head>\n<p/>\n</div>\n"
      "<div type=\"section\">\n<head>Two</head>\n<p>Text</p>\n</div>\n"));
}

TEST_CASE("TEI has the caption of a video") {
  Story story = with_paragraph("It was seen.");
  story.videos = {{"https://a.example/v.mp4", "Gulls", "Gulls on the roof", ""}};
  CHECK(contains(
      written("tei", story),
      "<figure type=\"video\">\n<p><ref target=\"https://a.example/v.mp4\">Gulls</ref></p>\n"
      "<p>Gulls on the roof</p>\n</figure>\n"));
}

TEST_CASE("a WET record of a page that was fetched at a fraction of a second has its second") {
  Story story = with_paragraph("It was seen.");
  story.source.fetched = "2025-01-02T03:04:05.678901Z";
  CHECK(contains(written("wet", story), "WARC-Date: 2025-01-02T03:04:05Z\r\n"));
  story.source.fetched = "2025-01-02T03:04:05+01:00";
  CHECK(contains(written("wet", story), "WARC-Date: 1970-01-01T00:00:00Z\r\n"));
}

TEST_CASE("a WET record names its length in bytes and cannot be given a header by an address") {
  Story story = with_paragraph("Caf\xC3\xA9");
  story.title = "T";
  story.url = "https://a.example/x\r\nInjected: 1";
  story.source.fetched = "2025-01-02T03:04:05Z";
  const std::string wet = written("wet", story);
  CHECK(wet.substr(0, 34) == "WARC/1.0\r\nWARC-Type: conversion\r\nW");
  CHECK(contains(
      wet,
      "WARC-Target-URI: https://a.example/xInjected:%201\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"));
  CHECK(contains(wet, "Content-Length: 9\r\n\r\nT\n\nCaf\xC3\xA9\n\r\n\r\n"));
}

TEST_CASE("JSON-LD can stand inside a script element") {
  Story story = with_paragraph("</script>");
  story.authors = {{"Ana Ruiz", ""}};
  const std::string line = written("jsonld", story);
  CHECK(contains(line, R"("articleBody":"\u003c/script>")"));
  CHECK(contains(line, R"("author":[{"@type":"Person","name":"Ana Ruiz"}])"));
}

TEST_CASE("a desk that signs is no person in JSON-LD and TEI") {
  Story story = with_paragraph("a");
  story.authors = {{"Harbour desk", ""}};
  CHECK(contains(written("jsonld", story), R"({"@type":"Person","name":"Harbour desk"})"));
  CHECK(contains(written("tei", story), "<author><persName>Harbour desk</persName></author>"));
  story.notes = {{"no-person", ""}};
  CHECK(contains(written("jsonld", story), R"({"@type":"Organization","name":"Harbour desk"})"));
  CHECK(contains(written("tei", story), "<author><orgName>Harbour desk</orgName></author>"));
}

TEST_CASE("JSON is an object for one story and a list for several") {
  const Story story = with_paragraph("a");
  CHECK(written("json", story)[0] == '{');
  const auto writer = find_format("json")->make({});
  std::string list;
  writer->begin(list);
  writer->story(story, list);
  writer->separator(list);
  writer->story(story, list);
  writer->end(list);
  CHECK(list.substr(0, 3) == "[\n{");
  CHECK(list.substr(list.size() - 4) == "}\n]\n");
}
