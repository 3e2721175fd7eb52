// html_test.cpp: what html/ promises, by small pages.
#include "html/html.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "check_html.h"
#include "html/padded_names.h"
#include "html/scan.h"

using namespace copydesk;

namespace {

NodeId find_element(const Document& document, Tag tag) {
  NodeId id = kDocumentNode;
  while (id != kNoNode && !document.node(id).is(tag)) {
    id = next_in_order(document, id, kDocumentNode);
  }
  return id;
}

NodeId first_text_below(const Document& document, NodeId root) {
  NodeId id = root;
  while (id != kNoNode && !document.node(id).is_text()) id = next_in_order(document, id, root);
  return id;
}

std::string_view cut(const Document& document, ByteRange range) {
  return document.page().substr(range.begin, range.end - range.begin);
}

bool has_note(const Document& document, std::string_view code) {
  return std::count_if(document.notes().begin(), document.notes().end(),
                       [&](const Note& note) { return note.code == code; }) == 1;
}

std::string repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

int deepest_element(const Document& document) {
  int deepest = 0;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).is_element()) deepest = std::max<int>(deepest, document.node(id).depth);
  }
  return deepest;
}

std::string all_text(const Document& document) {
  std::string text;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).is_text()) text += document.text(id);
  }
  return text;
}

}  // namespace

TEST_CASE("a page without any structure gets html, head and body") {
  const Document document = parse_html("Good morning");
  std::string tree;
  dump_tree(document, [&](std::string_view piece) { return tree += piece, true; });
  CHECK(tree == "| <html>\n|   <head>\n|   <body>\n|     \"Good morning\"\n");
}

TEST_CASE("a deep tree is handed over in pieces, until no more are taken") {
  std::string page;
  for (int i = 0; i < 3000; ++i) page += "<div>x";
  const Document document = parse_html(page);
  size_t pieces = 0, longest = 0, all = 0, taken = 0;
  dump_tree(document, [&](std::string_view piece) {
    ++pieces, all += piece.size(), longest = std::max(longest, piece.size());
    return true;
  });
  CHECK(pieces > 2);
  CHECK(all > 4'000'000);
  CHECK(longest < 1'100'000);
  dump_tree(document, [&](std::string_view) { return ++taken < 2; });
  CHECK(taken == 2);
}

TEST_CASE("an empty page has html, head and body too") {
  const Document document = parse_html("");
  CHECK(document.html() != kNoNode);
  CHECK(document.head() != kNoNode);
  CHECK(document.body() != kNoNode);
}

TEST_CASE("an element's range runs from its start tag to the end of its end tag") {
  const Document document = parse_html("<p>One <b class=x>two</b> three</p>!");
  CHECK(cut(document, document.node(find_element(document, Tag::kB)).page) == "<b class=x>two</b>");
  CHECK(cut(document, document.node(find_element(document, Tag::kP)).page) ==
        "<p>One <b class=x>two</b> three</p>");
}

TEST_CASE("an element without an end tag ends where it was closed") {
  const Document document = parse_html("<ul><li>One<li>Two</ul>");
  CHECK(cut(document, document.node(find_element(document, Tag::kLi)).page) == "<li>One");
}

TEST_CASE("a void element's range is its start tag") {
  const Document document = parse_html("<p>a<img src='x.png' />b</p>");
  CHECK(cut(document, document.node(find_element(document, Tag::kImg)).page) ==
        "<img src='x.png' />");
}

TEST_CASE("plain text and plain values are views into the page") {
  const std::string page = "<p title='Hello there'>Good evening</p>";
  const Document document = parse_html(page);
  const NodeId p = find_element(document, Tag::kP);
  const std::string_view text = document.text(document.node(p).first_child);
  CHECK(text == "Good evening");
  CHECK(text.data() == page.data() + page.find("Good"));
  const std::string_view title = document.attribute(p, AttributeName::kTitle);
  CHECK(title.data() == page.data() + page.find("Hello"));
}

TEST_CASE("references in a text are told as spans of their own") {
  const Document document = parse_html("<p>A&amp;B &copy C</p>");
  const NodeId text = first_text_below(document, find_element(document, Tag::kP));
  CHECK(document.text(text) == "A&B \xC2\xA9 C");
  std::vector<TextSpan> spans;
  document.append_spans(text, spans);
  REQUIRE(spans.size() == 5);
  CHECK(cut(document, spans[0].page) == "A");
  CHECK(cut(document, spans[1].page) == "&amp;");
  CHECK(spans[1].text_end - spans[1].text_begin == 1);
  CHECK(cut(document, spans[2].page) == "B ");
  CHECK(cut(document, spans[3].page) == "&copy");
  CHECK(cut(document, spans[4].page) == " C");
}

TEST_CASE("CR LF becomes LF and is one span of two bytes") {
  const Document document = parse_html("<p>A\r\nB</p>");
  const NodeId text = first_text_below(document, find_element(document, Tag::kP));
  CHECK(document.text(text) == "A\nB");
  std::vector<TextSpan> spans;
  document.append_spans(text, spans);
  REQUIRE(spans.size() == 3);
  CHECK(cut(document, spans[1].page) == "\r\n");
}

TEST_CASE("text that a stray tag cut in two is one text with two spans") {
  const Document document = parse_html("<p>Hel</nothing>lo</p>");
  const NodeId text = first_text_below(document, find_element(document, Tag::kP));
  CHECK(document.text(text) == "Hello");
  std::vector<TextSpan> spans;
  document.append_spans(text, spans);
  REQUIRE(spans.size() == 2);
  CHECK(cut(document, spans[0].page) == "Hel");
  CHECK(cut(document, spans[1].page) == "lo");
  CHECK(cut(document, document.node(text).page) == "Hel</nothing>lo");
}

TEST_CASE("a reference as long as its text is told in two spans") {
  const Document document = parse_html("<p>&nGg;</p>");
  const NodeId text = first_text_below(document, find_element(document, Tag::kP));
  std::vector<TextSpan> spans;
  document.append_spans(text, spans);
  CHECK(document.text(text).size() == 5);
  REQUIRE(spans.size() == 2);
  CHECK(cut(document, spans[0].page) == "&nGg;");
  CHECK(cut(document, spans[1].page) == "&nGg;");
}

TEST_CASE("an attribute's range is its value as written, without the quotes") {
  const Document document = parse_html("<a href=\"/x?a=1&amp;b=2\" hidden>x</a>");
  const NodeId a = find_element(document, Tag::kA);
  const Attribute& href = document.attributes(a)[0];
  CHECK(href.value == "/x?a=1&b=2");
  CHECK(cut(document, href.page) == "/x?a=1&amp;b=2");
  std::vector<TextSpan> spans;
  document.append_spans(href, spans);
  REQUIRE(spans.size() == 3);
  CHECK(cut(document, spans[1].page) == "&amp;");
  CHECK(document.has_attribute(a, AttributeName::kHidden));
  CHECK(document.attribute(a, AttributeName::kHidden).empty());
  CHECK_FALSE(document.has_attribute(a, AttributeName::kTitle));
}

TEST_CASE("in an attribute a name without ';' before a letter is no reference") {
  const Document document = parse_html("<a href='?x=1&copy=2&lt;'>x</a>");
  CHECK(document.attribute(find_element(document, Tag::kA), AttributeName::kHref) ==
        "?x=1&copy=2<");
}

TEST_CASE("foster-parented text knows its own place in the page") {
  const Document document = parse_html("<table>out<tr><td>in</table>");
  const NodeId text = document.node(document.body()).first_child;
  CHECK(document.text(text) == "out");
  CHECK(cut(document, document.node(text).page) == "out");
}

TEST_CASE("a name that is not listed keeps its spelling in lower case") {
  const Document document = parse_html("<my-Card>x</my-card>");
  const NodeId card = document.node(document.body()).first_child;
  CHECK(document.tag_name(card) == "my-card");
  CHECK(document.node(card).tag >= Tag::kFirstOwn);
}

TEST_CASE("names of SVG get their capitals back and are no HTML elements") {
  const Document document = parse_html("<svg viewbox='0 0 1 1'><lineargradient/><title>T</svg>");
  const NodeId svg = document.node(document.body()).first_child;
  CHECK(document.attributes(svg)[0].name_text == "viewBox");
  CHECK(document.tag_name(document.node(svg).first_child) == "linearGradient");
  CHECK(find_element(document, Tag::kTitle) == kNoNode);
}

TEST_CASE("a document holds what its tree needs and no more, on small pages too") {
  const std::string paragraph =
      "<p class=\"lead\">Salt &amp; water, <a href=\"/tide\">tide</a>.</p>";
  std::string page;
  for (int count : {1, 3, 17, 65, 300}) {
    page.clear();
    for (int i = 0; i < count; ++i) page += paragraph;
    const Document document = parse_html(page);
    size_t tree = 0;
    for (NodeId id = 0; id < document.node_count(); ++id) {
      tree += sizeof(Node) + document.node(id).attribute_count * sizeof(Attribute);
    }
    // Texts with references: the text, what is known of it, and a part of a block in reserve.
    const size_t texts = static_cast<size_t>(count) * 100 + 1024;
    CAPTURE(count);
    CHECK(document.memory_bytes() >= tree);
    CHECK(document.memory_bytes() <= tree + texts);
  }
}

TEST_CASE("names are found by their spelling only") {
  CHECK(find_tag("blockquote") == Tag::kBlockquote);
  CHECK(find_tag("b") == Tag::kB);
  CHECK(find_tag("Div") == Tag::kUnknown);
  CHECK(find_tag("blockquotes") == Tag::kUnknown);
  CHECK(find_tag("") == Tag::kUnknown);
  CHECK(find_attribute_name("data-lazy-srcset") == AttributeName::kDataLazySrcset);
  CHECK(find_attribute_name("aria-hidden") == AttributeName::kAriaHidden);
  CHECK(name_of(Tag::kAnnotationXml) == "annotation-xml");
  CHECK(name_of(AttributeName::kHttpEquiv) == "http-equiv");
}

TEST_CASE("a document can be moved and its texts stay") {
  Document first = parse_html("<p>a&amp;b</p>");
  const Document second = std::move(first);
  CHECK(second.text(first_text_below(second, second.body())) == "a&b");
}

TEST_CASE("elements over the depth limit become siblings, and end tags still find their own") {
  const std::string page = repeat("<div>", 600) + "deep" + repeat("</div>", 300) + "<p>after";
  const Document document = parse_html(page);
  CHECK(deepest_element(document) == 512);
  CHECK(has_note(document, "depth-limit"));
  CHECK(document.node(find_element(document, Tag::kP)).depth == 303);  // html, body, 300 div
  CHECK(find_fault(document) == "");
}

TEST_CASE("misnested bold tags below the depth limit leave no element over it") {
  const std::string page = repeat("<div>", 509) + repeat("<b><div>x</b>y", 2000) + "<p>after";
  const Document document = parse_html(page);
  CHECK(deepest_element(document) == 512);
  CHECK(has_note(document, "depth-limit"));
  CHECK(all_text(document) == repeat("xy", 2000) + "after");
  CHECK(find_fault(document) == "");
}

TEST_CASE("forms that end before what they hold leave no element over the depth limit") {
  const std::string page = repeat("<form><div>x</form>y", 600) + "<p>after";
  const Document document = parse_html(page);
  CHECK(deepest_element(document) == 512);
  CHECK(has_note(document, "depth-limit"));
  CHECK(all_text(document) == repeat("xy", 600) + "after");
  CHECK(find_fault(document) == "");
}

TEST_CASE("seventy thousand open elements end in one note and a flat, whole tree") {
  const std::string page = repeat("<div>", 70000) + "deep";
  const Document document = parse_html(page);
  CHECK(has_note(document, "open-element-limit"));
  CHECK(has_note(document, "depth-limit"));
  CHECK(all_text(document) == "deep");
  CHECK(find_fault(document) == "");
}

TEST_CASE("a choice shown deeper than its option stays within the depth limit") {
  const std::string page = repeat("<div>", 505) +
                           "<select><button><i><i><selectedcontent></selectedcontent></i></i>"
                           "</button><option>a<b>b<i>c</i></b>d</select>";
  const Document document = parse_html(page);
  CHECK(deepest_element(document) == 512);
  CHECK(all_text(document) == "abcdabcd");
  CHECK(find_fault(document) == "");
}

TEST_CASE("a hundred thousand attributes are cut to the limit, with one note") {
  std::string page = "<div ";
  for (int i = 0; i < 100000; ++i) page.append(" a").append(std::to_string(i)).append("=1");
  page += ">x";
  const Document document = parse_html(page);
  CHECK(document.attributes(find_element(document, Tag::kDiv)).size() == 1024);
  CHECK(has_note(document, "attribute-limit"));
}

TEST_CASE("attributes of a second body are added once each") {
  const Document document = parse_html("<body class=a><body class=b id=c><body id=d lang=e>");
  const auto attributes = document.attributes(document.body());
  REQUIRE(attributes.size() == 3);
  CHECK(attributes[0].value == "a");
  CHECK(attributes[1].value == "c");
  CHECK(attributes[2].value == "e");
}

TEST_CASE("the node limit leaves the rest of the page out, with a note") {
  ParseOptions options;
  options.limits.nodes = 100;
  const std::string page = repeat("<p>x", 1000);
  const Document document = parse_html(page, options);
  CHECK(document.node_count() < 120);
  CHECK(has_note(document, "node-limit"));
  CHECK(find_fault(document) == "");
}

TEST_CASE("formatting elements that would be reopened without end are forgotten, with a note") {
  std::string page;
  for (int i = 0; i < 5000; ++i) page.append("<font size=").append(std::to_string(i)).append(">");
  page += repeat("<p>x", 5000);
  const Document document = parse_html(page);
  CHECK(has_note(document, "formatting-limit"));
  CHECK(document.node_count() < page.size());
  CHECK(find_fault(document) == "");
}

TEST_CASE("sixty thousand tag names of a page's own are told apart, more are not") {
  std::string page;
  for (int i = 0; i < 61000; ++i) page.append("<x").append(std::to_string(i)).append("/>");
  const Document document = parse_html(page);
  CHECK(has_note(document, "name-limit"));
  CHECK(find_fault(document) == "");
}

TEST_CASE("the scans by 16 bytes find what their scalar twins find, at every offset and length") {
  std::string text = "abc<def&gh\rij=k>lMn/op\"q 'r\tst";
  text += '\0';
  text += "uvwxyz0123456789\xC3\xA9\x7F\x01 =>/<&";
  text += text;
  int differences = 0;
  for (size_t from = 0; from < text.size(); ++from) {
    for (size_t to = from; to <= text.size(); ++to) {
      const char* begin = text.data() + from;
      const char* end = text.data() + to;
      differences += find_any<'<', '&', '\r', '\0'>(begin, end) !=
                     find_any_scalar<'<', '&', '\r', '\0'>(begin, end);
      const NameEnd fast = scan_name<NameKind::kAttribute>(begin, end);
      const NameEnd slow = scan_name_scalar<NameKind::kAttribute>(begin, end);
      differences += fast.end != slow.end || fast.is_plain != slow.is_plain;
      const NameEnd fast_tag = scan_name<NameKind::kTag>(begin, end);
      const NameEnd slow_tag = scan_name_scalar<NameKind::kTag>(begin, end);
      differences += fast_tag.end != slow_tag.end || fast_tag.is_plain != slow_tag.is_plain;
    }
  }
  CHECK(differences == 0);
}

TEST_CASE("the scans find what their scalar twins find in random bytes") {
  std::mt19937 random(7);
  const std::string frequent = "<&\r\n\t\f =/>\"'-azAZ\x01\xC3";
  int differences = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 120, '\0');
    const auto share = random() % 12;  // of a dozen bytes so many are those that scans look for
    for (char& c : text) {
      c = random() % 12 < share ? frequent[random() % frequent.size()]
                                : static_cast<char>('a' + random() % 26);
    }
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    differences += find_any<'"', '&', '\r', '\0'>(begin, end) !=
                   find_any_scalar<'"', '&', '\r', '\0'>(begin, end);
    differences +=
        find_any<'<', '-', '<', '-'>(begin, end) != find_any_scalar<'<', '-', '<', '-'>(begin, end);
    const NameEnd fast = scan_name<NameKind::kAttribute>(begin, end);
    const NameEnd slow = scan_name_scalar<NameKind::kAttribute>(begin, end);
    differences += fast.end != slow.end || fast.is_plain != slow.is_plain;
  }
  CHECK(differences == 0);
}

TEST_CASE("every listed name is found, padded or not, and its neighbours are not") {
  int faults = 0;
  for (uint16_t number = 1; number < kKnownTagCount; ++number) {
    const std::string name(name_of(static_cast<Tag>(number)));
    const std::string page = name + "        ";
    faults += find_tag(name) != static_cast<Tag>(number);
    faults += find_padded_tag({page.data(), name.size()}) != static_cast<Tag>(number);
    faults += find_tag(name + "-x") != Tag::kUnknown;
  }
  for (uint16_t number = 1; number < kAttributeNameCount; ++number) {
    const std::string name(name_of(static_cast<AttributeName>(number)));
    const std::string page = name + "        ";
    faults += find_attribute_name(name) != static_cast<AttributeName>(number);
    faults += find_padded_attribute_name({page.data(), name.size()}) !=
              static_cast<AttributeName>(number);
    faults += find_attribute_name("-" + name) != AttributeName::kUnknown;
  }
  CHECK(faults == 0);
}

TEST_CASE("append_reference reads one reference and tells its length") {
  std::string out;
  CHECK(append_reference("&#8217;s", out) == 7);
  CHECK(append_reference("&hellip", out) == 0);
  CHECK(append_reference("&notit;", out) == 4);
  CHECK(append_reference("&", out) == 0);
  CHECK(out == "\xE2\x80\x99\xC2\xAC");
}

TEST_CASE("tokens are listed as the tree builder gets them, with their bytes in the page") {
  CHECK(dump_tokens("<p class=a>1 &lt; 2<script><b></script>") ==
        "{\"token\":\"start-tag\",\"name\":\"p\",\"begin\":0,\"end\":11,\"attributes\":{\"class\":"
        "\"a\"}}\n"
        "{\"token\":\"text\",\"begin\":11,\"end\":19,\"text\":\"1 < 2\"}\n"
        "{\"token\":\"start-tag\",\"name\":\"script\",\"begin\":19,\"end\":27}\n"
        "{\"token\":\"text\",\"begin\":27,\"end\":30,\"text\":\"<b>\"}\n"
        "{\"token\":\"end-tag\",\"name\":\"script\",\"begin\":30,\"end\":39}\n");
}

TEST_CASE("what a declared shadow root holds stands in its host where that is asked for") {
  const ParseOptions shown{.shadow_roots = true};
  const auto text_of = [&](std::string_view page) { return all_text(parse_html(page, shown)); };
  const std::string_view page =
      "<my-card><template "
      "shadowrootmode=\"open\"><p>shadow</p></template><p>light</p></my-card>end";
  CHECK(find_element(parse_html(page), Tag::kTemplate) != kNoNode);
  const Document document = parse_html(page, shown);
  CHECK(all_text(document) == "shadowlightend");
  CHECK(find_element(document, Tag::kTemplate) == kNoNode);
  const NodeId paragraph = find_element(document, Tag::kP);
  CHECK(document.tag_name(document.node(paragraph).parent) == "my-card");
  CHECK(cut(document, document.node(first_text_below(document, paragraph)).page) == "shadow");
  CHECK(text_of("<div><template shadowrootmode=CLOSED>a<b>b<div>c</template>d</div>") == "abcd");
  CHECK(text_of("<div><template shadowrootmode=open>never ended") == "never ended");
}

TEST_CASE(
    "an unclosed iframe in a noscript swallows nothing behind it, unless the standard is asked") {
  constexpr std::string_view kPage = "<body><noscript><div><iframe src=a></NOSCRIPT ><p>Story";
  const Document page = parse_html(kPage);
  const NodeId paragraph = find_element(page, Tag::kP);
  REQUIRE(paragraph != kNoNode);
  CHECK(page.node(page.node(paragraph).parent).is(Tag::kBody));
  CHECK(all_text(page) == "Story");
  CHECK(find_element(parse_html(kPage, {.noscript_ends_inside = false}), Tag::kP) == kNoNode);
  CHECK(find_element(parse_html("<iframe></noscript><p>Story"), Tag::kP) == kNoNode);
  const Document title = parse_html("<body><noscript><textarea>a</textarea>b</noscript><p>Story");
  CHECK(all_text(title) == "abStory");
}

TEST_CASE("other templates stand nowhere") {
  for (const std::string_view page :
       {"<div><template>a</template></div>", "<div><template shadowrootmode=no>a</template></div>",
        "<b><template shadowrootmode=open>a</template></b>",
        "<head><template shadowrootmode=open>a</template></head>",
        "<div><template><div><template shadowrootmode=open>a</template></div></template></div>"}) {
    const Document document = parse_html(page, {.shadow_roots = true});
    const NodeId found = find_element(document, Tag::kTemplate);
    CHECK_MESSAGE(found != kNoNode, std::string(page));
    if (found == kNoNode) continue;
    CHECK(document.node(document.node(found).first_child).kind == NodeKind::kContent);
  }
}

TEST_CASE("nested shadow roots stay within the depth of the tree") {
  const std::string page =
      repeat("<a-b><template shadowrootmode=open>", 2000) + "deep" + repeat("</template></a-b>", 9);
  const Document document = parse_html(page, {.shadow_roots = true});
  CHECK(deepest_element(document) <= 512);
  CHECK(all_text(document) == "deep");
}
