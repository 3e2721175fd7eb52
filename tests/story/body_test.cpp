// body_test.cpp: facts about the body that is built from chosen blocks.
#include "story/body.h"

#include <doctest/doctest.h>

using namespace copydesk;

namespace {

// The body of a page, every visible block of which is taken for the story.
struct Built {
  Document document;
  BlockList list;
  Body body;
  std::string text;
};

Built build(std::string_view page, bool mends = true, bool wants_spans = true) {
  Built built{parse_html(page), {}, {}, {}};
  built.list = cut_blocks(built.document);
  for (Block& block : built.list.blocks) block.role = Role::kBody;
  const Markup markup = read_markup(built.document);
  const RunContext context{built.document, "https://www.example.org/a/b", mends, wants_spans};
  built.body = build_body(context, markup, built.list, {}, {});
  built.text = text_of(built.body.nodes);
  return built;
}

// The text that the spans cut out of the page, white space as spaces; a span that is no copy of its
// bytes (a reference, folded white space) gives the text's own.
std::string cut(const Built& built) {
  std::string text;
  for (const TextSpan& span : built.body.spans) {
    const size_t length = span.text_end - span.text_begin;
    const bool is_copy = span.page.end - span.page.begin == length;
    const std::string_view from =
        is_copy ? built.document.page().substr(span.page.begin, length)
                : std::string_view(built.text).substr(span.text_begin, length);
    for (const char c : from) text += c == '\n' ? ' ' : c;
  }
  return text;
}

}  // namespace

TEST_CASE("a heading keeps its level and a paragraph its words") {
  const Built built = build("<h2>Bells</h2><p>The bell was  rung\n twice.</p>");
  REQUIRE(built.body.nodes.size() == 2);
  CHECK(built.body.nodes[0].kind == BodyNode::Kind::kHeading);
  CHECK(built.body.nodes[0].level == 2);
  CHECK(built.body.nodes[1].text == "The bell was rung twice.");
}

TEST_CASE("an entry's headline behind its time has the bytes of its own words") {
  const std::string_view page = "<h2>10:15 Boats <b>&amp; bells</b> return</h2>";
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  const RunContext context{document, "", true, true};
  const EntryHead head{.block = 0, .headline_at = 6, .time = {}};
  const Body body = build_body(context, read_markup(document), list, {}, {head});
  REQUIRE(body.nodes.size() == 1);
  CHECK(body.nodes[0].headline == "Boats & bells return");
  REQUIRE(body.spans.size() == 4);
  CHECK(body.spans[0].text_begin == 0);
  CHECK(body.spans[0].page.begin == page.find("Boats"));
  CHECK(body.spans[0].page.end == page.find("<b>"));
  CHECK(body.spans[1].page.begin == page.find("&amp;"));
  CHECK(body.spans[3].text_end == 20);
}

TEST_CASE("an entry's headline is read as other texts are: seams parted, references mended") {
  const std::string_view page =
      "<h2>10:15 Boats<span>Maud &amp;amp; Ivo</span></h2><h2>10:10<span>Bells</span></h2>";
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  const RunContext context{document, "", true, true};
  const Body body = build_body(context, read_markup(document), list, {}, {{0, 6, {}}, {1, 5, {}}});
  REQUIRE(body.nodes.size() == 2);
  CHECK(body.nodes[0].headline == "Boats Maud & Ivo");
  CHECK(body.nodes[1].headline == "Bells");
  CHECK(body.spans.back().page.begin == page.find("Bells"));
}

TEST_CASE("a link is absolute and covers its words") {
  const Built built = build("<p>See <a href='../c'>the <b>other</b> bell</a> ring.</p>");
  const BodyNode& node = built.body.nodes.at(0);
  REQUIRE(node.inlines.size() == 2);
  CHECK(node.inlines[0].url == "https://www.example.org/c");
  CHECK(node.text.substr(node.inlines[0].begin, node.inlines[0].end - node.inlines[0].begin) ==
        "the other bell");
  CHECK(node.inlines[1].kind == Inline::Kind::kStrong);
  CHECK(node.text.substr(node.inlines[1].begin, node.inlines[1].end - node.inlines[1].begin) ==
        "other");
}

TEST_CASE("lines parted by one break stay one paragraph, two breaks make two") {
  CHECK(build("<p>one<br>two<br><br>three</p>").text == "one\ntwo\n\nthree");
}

TEST_CASE("items of one list go into one node with their levels") {
  const Built built = build("<ul><li>one<ol><li>inner</li></ol></li><li>two</li></ul>");
  REQUIRE(built.body.nodes.size() == 1);
  const BodyNode& list = built.body.nodes[0];
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[1].level == 1);
  CHECK(list.items[1].ordered);
  CHECK_FALSE(list.items[2].ordered);
}

TEST_CASE("items of numbered lists have the numbers that browsers show") {
  const auto numbers = [](const char* page) {
    std::vector<uint32_t> found;
    for (const BodyNode& node : build(page).body.nodes)
      for (const ListItem& item : node.items) found.push_back(item.number);
    return found;
  };
  using Numbers = std::vector<uint32_t>;
  CHECK(numbers("<ol><li>a<li>b</ol><p>pause</p><ol start=3><li>c</ol>") == Numbers{1, 2, 3});
  CHECK(numbers("<ol><li>a<li value=7>b<li>c</ol>") == Numbers{1, 7, 8});
  CHECK(numbers("<ol reversed><li>a<li> <li>c</ol>") == Numbers{3, 1});
  CHECK(numbers("<ol reversed start=2><li>a<li>b<li>c</ol>") == Numbers{2, 1, 0});
  CHECK(numbers("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>") == Numbers{1, 1, 2, 2});
  CHECK(numbers("<ul><li value=4>a</ul><ol start=x><li>b</ol>") == Numbers{0, 1});
  CHECK(numbers("<ol start=99999999999999999999><li>a</ol>") == Numbers{1});
}

TEST_CASE("what describes a term stands one level below it") {
  const Built built = build("<dl><dd>lead</dd><dt>Tom</dt><dd>large</dd><dd>old</dd></dl>");
  REQUIRE(built.body.nodes.size() == 1);
  const std::vector<ListItem>& items = built.body.nodes[0].items;
  REQUIRE(items.size() == 4);
  CHECK(items[0].level == 0);
  CHECK(items[1].level == 0);
  CHECK(items[2].level == 1);
  CHECK(items[3].level == 1);
  CHECK(built.text == "lead\nTom\nlarge\nold");
}

TEST_CASE("a data table keeps rows, headers and spans") {
  const Built built = build("<table><tr><th>Bell<th colspan=2>Weight<tr><td>Tom<td>3<td>t</table>");
  REQUIRE(built.body.nodes.size() == 1);
  const BodyNode& table = built.body.nodes[0];
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][1].header);
  CHECK(table.rows[0][1].colspan == 2);
  CHECK(table.rows[1][2].text == "t");
}

TEST_CASE("cells without text keep their columns, and nothing of them is in the text") {
  const Built built =
      build("<table><tr><td> <td>Tom <td>Ida<tr><td>Weight<td><!-- --><td>3 t</table>");
  REQUIRE(built.body.nodes.size() == 1);
  const BodyNode& table = built.body.nodes[0];
  REQUIRE(table.rows.size() == 2);
  REQUIRE(table.rows[0].size() == 3);
  CHECK(table.rows[0][0].text.empty());
  CHECK(table.rows[0][2].text == "Ida");
  REQUIRE(table.rows[1].size() == 3);
  CHECK(table.rows[1][2].text == "3 t");
  CHECK(built.text == "Tom\tIda\nWeight\t3 t");
}

TEST_CASE("a table that only serves the layout is dissolved") {
  const Built built =
      build("<table><tr><td><h2>Bells</h2><p>One.</p><p>Two.</p><p>Three.</p></td></tr></table>");
  CHECK(built.text == "Bells\n\nOne.\n\nTwo.\n\nThree.");
  CHECK(built.body.nodes.size() == 4);
}

TEST_CASE("code keeps its white space and names its language") {
  const Built built = build("<pre><code class='language-cpp'>int a;\n  int b;</code></pre>");
  const BodyNode& code = built.body.nodes.at(0);
  CHECK(code.kind == BodyNode::Kind::kCode);
  CHECK(code.language == "cpp");
  CHECK(code.text == "int a;\n  int b;");
}

TEST_CASE("references escaped twice are mended, and ranges move along") {
  const Built built = build("<p>He said &amp;quot;<em>ring</em>&amp;quot; twice.</p>");
  const BodyNode& node = built.body.nodes.at(0);
  CHECK(node.text == "He said \"ring\" twice.");
  REQUIRE(node.inlines.size() == 1);
  CHECK(node.text.substr(node.inlines[0].begin, 4) == "ring");
}

TEST_CASE(
    "white space and soft hyphens escaped twice are folded, and what held only them is gone") {
  const Built built = build(
      "<p>&amp;nbsp;</p><h2>&amp;shy;</h2><p>&amp;nbsp;The &amp;nbsp; <b>river &amp;nbsp;</b> "
      "ro&amp;shy;se<i>&amp;#8203;</i> at R&amp;D,&amp;nbsp;too. &amp;shy;</p>");
  REQUIRE(built.body.nodes.size() == 1);
  const BodyNode& node = built.body.nodes[0];
  CHECK(node.text == "The river rose at R&D, too.");
  REQUIRE(node.inlines.size() == 1);
  CHECK(node.text.substr(0, node.inlines[0].end) == "The river");
  CHECK(node.inlines[0].begin == 4);
  uint32_t at = 0;
  for (const TextSpan& span : built.body.spans) {
    CHECK(span.text_begin >= at);
    CHECK(span.text_end > span.text_begin);
    at = span.text_end;
  }
  CHECK(at == node.text.size());
}

TEST_CASE("pieces that only style parts keep their letters where a permalink's sign goes") {
  const Built built = build(
      "<h2><span>Harbour</span><span>Tables<a href='#t'>¶</a></span></h2>"
      "<p><span>Spring</span><span>Tides</span><a href='#s'>§</a></p>");
  CHECK(built.text == "Harbour Tables\n\nSpring Tides");
  CHECK(cut(built) == "HarbourTablesSpringTides");
}

TEST_CASE("the spans cut every run of the text out of the page again") {
  const Built built = build(
      "<h2>A &amp; B</h2><p>Two  "
      "<b>bells</b>\nrang.</p><ul><li>x<li>y</ul><p>&amp;#39;No.&amp;#39;</p>");
  std::string letters;
  for (const char c : built.text)
    if (c != '\n') letters += c;
  CHECK(cut(built) == letters);
}

TEST_CASE("blanks behind code are in no span") {
  const Built built = build("<pre>ring();  \n  rest();  \n\n</pre>");
  REQUIRE(built.text == "ring();  \n  rest();");
  REQUIRE(built.body.spans.size() == 1);
  CHECK(built.body.spans[0].page.end - built.body.spans[0].page.begin == built.text.size());
}

TEST_CASE("a dateline that is parted from its sentence keeps the bytes on both sides") {
  const Built built = build("<p>(CNN)When the water fell the harbour opened its gates.</p>");
  REQUIRE(built.text.starts_with("(CNN) When"));
  CHECK(cut(built) == "(CNN)When the water fell the harbour opened its gates.");
  for (const TextSpan& span : built.body.spans)
    CHECK(span.text_end - span.text_begin == span.page.end - span.page.begin);
}

TEST_CASE("spans behind a table's empty first cell stand where their text stands") {
  const Built built =
      build("<p>Bells</p><table><tr><td> <td>Tom <td>Ida<tr><td>kg<td>3<td>4</table>");
  REQUIRE(built.text == "Bells\n\nTom\tIda\nkg\t3\t4");
  size_t seen = 0;
  for (const TextSpan& span : built.body.spans)
    if (built.text.substr(span.text_begin, span.text_end - span.text_begin) == "Tom")
      seen += built.document.page().substr(span.page.begin, 3) == "Tom";
  CHECK(seen == 1);
}

TEST_CASE("asking for spans changes no byte of the text") {
  constexpr std::string_view kPage = "<p>A &amp;amp;amp; B</p><blockquote>C<br>D</blockquote>";
  CHECK(build(kPage, true, true).text == build(kPage, true, false).text);
}

TEST_CASE("what a formula calls a cell is none of the table whose caption holds it") {
  const Built built = build(
      "<table><caption><math><td><mi><p>Ferries</p></mi></td></math></caption>"
      "<tr><td>Skarra<td>9:00<tr><td>Lindby<td>10:00</table>");
  REQUIRE(built.body.nodes.size() == 2);
  CHECK(built.body.nodes[0].text == "Ferries");
  CHECK(built.body.nodes[1].rows.size() == 2);
}

TEST_CASE("the language of code stands in a class that opens with the word for it") {
  const Built built = build("<pre class='code-language-box language-js'>let boats = 1;</pre>");
  CHECK(built.body.nodes.at(0).language == "js");
}
