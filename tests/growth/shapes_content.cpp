// shapes_content.cpp: shapes that hurt whoever reads a story out of a tree: blocks, pictures,
// captions, galleries, lists, tables, teasers, comments, links. Own work, invented text.
#include "tests/growth/shapes.h"

namespace copydesk {
namespace {

using std::string;

constexpr std::string_view kWords =
    "The council met on the quay and spoke for an hour, then it voted on the bridge. ";
constexpr std::string_view kHead =
    "<!doctype html><title>The bridge</title><article><h1>The bridge</h1><p>The council met on the "
    "quay and spoke for an hour, then it voted on the bridge; nobody was against it.</p>";

string in_article(size_t n, std::string_view unit, std::string_view before = {}) {
  return repeated(n, unit, string(kHead).append(before));
}
string with_words(std::string_view open, std::string_view close = {}) {
  return string(open).append(kWords).append(close);
}

// LONG: a table of shapes.
constexpr Hostile kShapes[] = {
    {"long-word", [](size_t n) { return in_article(n, "a", "<p>"); }},
    {"one-paragraph", [](size_t n) { return in_article(n, kWords, "<p>"); }},
    {"encoded-twice",
     [](size_t n) { return in_article(n, "\u00c3\u00a9 \u00e2\u20ac\u2122", "<p>"); }},
    {"commas", [](size_t n) { return in_article(n, "a, ", "<p>"); }},
    {"paragraphs", [](size_t n) { return in_article(n, with_words("<p>")); }},
    {"same-short-blocks", [](size_t n) { return in_article(n, "<p>More"); }},
    {"breaks", [](size_t n) { return in_article(n, "Word word.<br>", "<p>"); }},
    {"double-breaks", [](size_t n) { return in_article(n, with_words("<br><br>")); }},
    {"spans-in-paragraph", [](size_t n) { return in_article(n, "<span>a </span>", "<p>"); }},
    {"emphasis", [](size_t n) { return in_article(n, "<b>a</b> <i>b</i> ", "<p>"); }},
    {"nested-emphasis", [](size_t n) { return in_article(n, "<em><strong>word ", "<p>"); }},
    {"links",
     [](size_t n) { return in_article(n, "<a href='http://e.example/x#'>x</a> ", "<p>"); }},
    {"same-links", [](size_t n) { return in_article(n, with_words("<p><a href=/x>x</a> ")); }},
    {"link-paragraphs",
     [](size_t n) {
       return in_article(n, "<p><a href=/x/#>Read the story about the bridge #</a>");
     }},
    {"relative-links",
     [](size_t n) { return in_article(n, "<a href='" + string(300, '.') + "/../../x'>x</a>"); }},
    {"giant-url",
     [](size_t n) { return in_article(n, "/../a", "<p><a href='http://e.example/") + "'>x</a>"; }},
    {"giant-srcset",
     [](size_t n) { return in_article(n, "/a#.jpg #w, ", "<img srcset='") + "'>"; }},
    {"sources-and-images",
     [](size_t n) {
       return in_article(n / 2, "<source srcset=/#.jpg>", "<picture>") +
              repeated(n / 2, "<img src=/#.jpg>");
     }},
    {"images", [](size_t n) { return in_article(n, "<img src=/#.jpg width=800 height=600>"); }},
    {"same-images",
     [](size_t n) { return in_article(n, "<img src=/a.jpg width=800 height=600>"); }},
    {"images-before-empty-elements",
     [](size_t n) {
       return in_article(n / 64, "<img src=/#.jpg width=800>", "<div>") +
              repeated(n, "<i></i>", "<div>A");
     }},
    {"image-paragraphs",
     [](size_t n) { return in_article(n, with_words("<p><img src=/#.jpg width=800>", "</p>")); }},
    {"figures",
     [](size_t n) {
       return in_article(n,
                         "<figure><img src=/#.jpg><figcaption>A boat on day #. Photo: Tom "
                         "Oke</figcaption></figure>");
     }},
    {"same-figures",
     [](size_t n) {
       return in_article(n,
                         "<figure><img src=/a.jpg><figcaption>A boat at the quay on a grey "
                         "morning.</figcaption></figure>");
     }},
    {"nested-figures",
     [](size_t n) { return in_article(n, "<figure><img src=/#.jpg><figcaption>A boat"); }},
    {"captions-no-images",
     [](size_t n) { return in_article(n, "<div class=caption>A boat #</div>"); }},
    {"image-and-div-captions",
     [](size_t n) {
       return in_article(n,
                         "<div><img src=/#.jpg><div class=caption>A boat at quay #</div><div "
                         "class=credit>Tom Oke/AP</div></div>");
     }},
    {"images-in-one-box",
     [](size_t n) {
       return in_article(n, "<img src=/#.jpg><span class=caption>boat #</span>",
                         "<div class=image>");
     }},
    {"gallery",
     [](size_t n) {
       return in_article(n, "<li class=slide><img src=/#.jpg><p class=caption>Boat #</p></li>",
                         "<div class=gallery><ul>");
     }},
    {"galleries",
     [](size_t n) {
       return in_article(n,
                         "<div class=gallery><h3>Boats #</h3><div class=slide><img src=/#a.jpg><p "
                         "class=caption>Boat</div><div class=slide><img src=/#b.jpg></div></div>");
     }},
    {"gallery-nest",
     [](size_t n) { return in_article(n, "<div class='gallery slide'><img src=/#.jpg>"); }},
    {"gallery-counters",
     [](size_t n) {
       return in_article(n,
                         "<div class=slide><img src=/#.jpg><span>1 of 12</span><p>A boat #</div>",
                         "<div class=gallery>");
     }},
    {"pictures-sources",
     [](size_t n) {
       return in_article(n, "<source srcset='/#.jpg 100w'>", "<picture>") +
              "<img src=/a.jpg></picture>";
     }},
    {"noscript-images",
     [](size_t n) {
       return in_article(n, "<img data-src=/#.jpg><noscript><img src=/#.jpg></noscript>");
     }},
    {"videos",
     [](size_t n) {
       return in_article(n,
                         "<video src=/#.mp4 poster=/#.jpg></video><iframe "
                         "src='http://v.example/embed/#'></iframe>");
     }},
    {"list", [](size_t n) { return in_article(n, "<li>word word", "<ul>"); }},
    {"list-nest", [](size_t n) { return in_article(n, "<ul><li>word word"); }},
    {"lists", [](size_t n) { return in_article(n, "<ul><li>word word</ul>"); }},
    {"dl-list", [](size_t n) { return in_article(n, "<dt>a<dd>word word", "<dl>"); }},
    {"table-rows", [](size_t n) { return in_article(n, "<tr><td>1<td>2", "<table>"); }},
    {"table-columns", [](size_t n) { return in_article(n, "<td>1", "<table><tr>"); }},
    {"table-wide-over-narrow",
     [](size_t n) {
       return in_article(n / 2, "<td>1", "<table><tr>") + repeated(n / 2, "<tr><td>2");
     }},
    {"table-colspan",
     [](size_t n) {
       return in_article(n, "<tr><td colspan=9007199254740991 rowspan=65534>x<td>y", "<table>");
     }},
    {"table-empty-cells", [](size_t n) { return in_article(n, "<tr><td><td><td>x", "<table>"); }},
    {"table-row-of-empty-cells",
     [](size_t n) { return in_article(n, "<td>", "<table><tr><td>1<td>2<tr>") + "<td>3</table>"; }},
    {"table-row-with-tables",
     [](size_t n) {
       return in_article(n, "<td>1<table><tr><td>2<td>3<tr><td>4<td>5</table>", "<table><tr>");
     }},
    {"tables", [](size_t n) { return in_article(n, "<table><tr><th>a<td>2</table>"); }},
    {"quotes", [](size_t n) { return in_article(n, with_words("<blockquote>", "</blockquote>")); }},
    {"quote-nest", [](size_t n) { return in_article(n, "<blockquote>said the mayor "); }},
    {"headings", [](size_t n) { return in_article(n, "<h2>The bridge and the quay</h2>"); }},
    {"same-headings-and-text",
     [](size_t n) { return in_article(n, with_words("<h2>The bridge</h2><p>", "</p>")); }},
    {"code", [](size_t n) { return in_article(n, "int a = #;\n", "<pre><code>"); }},
    {"hidden", [](size_t n) { return in_article(n, with_words("<p style='display:none'>")); }},
    {"hidden-style", [](size_t n) { return in_article(n, "color:red;", "<p style='") + "'>x"; }},
    {"teasers",
     [](size_t n) {
       return in_article(
           n, "<div class=related><h3><a href=/#>The quay, part #</a></h3><img src=/#.jpg></div>");
     }},
    {"comments-section",
     [](size_t n) {
       return in_article(
           n, "<div class=comment><b>Ana #</b><time>2020-01-02</time><p>I like the bridge.</div>",
           "<section id=comments>");
     }},
    {"comments-in-one-name",
     [](size_t n) {
       return in_article(n, "<p>so was I #</p>", "<section id=comments><div class=user>");
     }},
    {"comments-in-empty-names",
     [](size_t n) {
       constexpr std::string_view kSigned =
           "<section id=comments><div class=comment><b class=author>Ana</b> <time>2020-01-02</time>"
           "<p>I like the bridge.</p></div><div class=comment>";
       return repeated(n, "<p>so was I #</p>", in_article(n / 2, "<x# class=author>", kSigned));
     }},
    {"comment-nest",
     [](size_t n) {
       return in_article(n, "<div class=comment><b>Ana #</b><p>I like it.",
                         "<section id=comments>");
     }},
    {"live-entries",
     [](size_t n) {
       return in_article(n,
                         "<div class=entry><time datetime=2020-01-02T03:04>03:04</time><h3>Vote "
                         "#</h3><p>The council votes on the bridge.</div>");
     }},
    {"corrections",
     [](size_t n) {
       return in_article(
           n, "<p>Correction: An earlier version of this story misspelled the name #.</p>");
     }},
    {"asides", [](size_t n) { return in_article(n, with_words("<aside><p>", "</aside>")); }},
    {"many-articles",
     [](size_t n) { return in_article(n, with_words("</article><article><h2>Part #</h2><p>")); }},
    {"article-nest", [](size_t n) { return in_article(n, with_words("<article><p>")); }},
    {"footnotes",
     [](size_t n) { return in_article(n, "word<sup><a href=#fn>[#]</a></sup> ", "<p>"); }},
    {"accents",
     [](size_t n) {
       return in_article(n,
                         "a"
                         "\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
                         "<p>");
     }},
    {"bidi",
     [](size_t n) {
       return in_article(n,
                         "\xE2\x80\xAE"
                         "abc\xE2\x80\xAC\xE2\x81\xA6x\xE2\x81\xA9",
                         "<p>");
     }},
    {"asterisks", [](size_t n) { return in_article(n, "*_`[<", "<p>"); }},
    {"backticks", [](size_t n) { return in_article(n, "`", "<pre><code>"); }},
    {"references-twice", [](size_t n) { return in_article(n, "&amp;quot; ", "<p>"); }},
};

}  // namespace

std::span<const Hostile> content_shapes() { return kShapes; }

}  // namespace copydesk
