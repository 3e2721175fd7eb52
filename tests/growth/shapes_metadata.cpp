// shapes_metadata.cpp: shapes that hurt whoever believes what a page says about itself: JSON-LD,
// meta, microdata, times, bylines, phrases. Own work, invented names.
#include "tests/growth/shapes.h"

namespace copydesk {
namespace {

using std::string;

constexpr std::string_view kStory =
    "<article><h1>The bridge</h1><p>The council met on the quay and spoke for an hour, then it "
    "voted on the bridge; nobody was against it.</article>";

string in_head(size_t n, std::string_view unit) {
  return repeated(n, unit, "<head><title>The bridge - Quay News</title>").append(kStory);
}
string in_page(size_t n, std::string_view unit, std::string_view before = {}) {
  return repeated(n, unit, string(kStory).append(before));
}
// One JSON-LD script with the unit repeated inside.
string in_json(size_t n, std::string_view before, std::string_view unit, std::string_view after) {
  return repeated(n, unit, string("<script type='application/ld+json'>").append(before))
      .append(after)
      .append("</script>")
      .append(kStory);
}

// LONG: a table of shapes.
constexpr Hostile kShapes[] = {
    {"base-long",
     [](size_t n) {
       const std::string base = repeated(n / 2, "x/", "<base href='http://a.test/", "'>");
       return base + repeated(n / 2, "<p>The <a href=y#>quay</a> was <b>full</b>.");
     }},
    {"json-brackets", [](size_t n) { return in_json(n, "", "[", ""); }},
    {"json-objects-open", [](size_t n) { return in_json(n, "", "{\"author\":", ""); }},
    {"json-objects",
     [](size_t n) {
       return in_json(n, "[",
                      "{\"@type\":\"NewsArticle\",\"headline\":\"Bridge "
                      "#\",\"datePublished\":\"2020-01-02\"},",
                      "{}]");
     }},
    {"json-same-objects",
     [](size_t n) {
       return in_json(n, "[", "{\"@type\":\"NewsArticle\",\"headline\":\"The bridge\"},", "{}]");
     }},
    {"json-graph",
     [](size_t n) {
       return in_json(n, "{\"@graph\":[",
                      "{\"@type\":\"Person\",\"@id\":\"/p#\",\"name\":\"Ana Ruiz\"},",
                      "{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"/p1\"}}]}");
     }},
    {"json-graph-references",
     [](size_t n) {
       return in_json(n, "{\"@graph\":[",
                      "{\"@type\":\"NewsArticle\",\"@id\":\"/p#\",\"author\":{\"@id\":\"/p#\"}},",
                      "{}]}");
     }},
    {"json-authors",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"author\":[", "{\"name\":\"Ana Ruiz #\"},",
                      "{}]}");
     }},
    {"json-keywords",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"keywords\":\"", "quay #,", "\"}");
     }},
    {"json-images",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"image\":[",
                      "{\"url\":\"/#.jpg\",\"caption\":\"A boat\"},", "{}]}");
     }},
    {"json-headline",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"headline\":\"", "bridge ", "\"}");
     }},
    {"json-body",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"articleBody\":\"",
                      "The council met on the quay. ", "\"}");
     }},
    {"json-body-open",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"articleBody\":\"",
                      "The \\u00e9council\n\"met\" ", "");
     }},
    {"json-quotes", [](size_t n) { return in_json(n, "{\"headline\":", "\"", "}"); }},
    {"json-backslashes", [](size_t n) { return in_json(n, "{\"headline\":\"", "\\", "\"}"); }},
    {"json-commas", [](size_t n) { return in_json(n, "{\"headline\":\"a\"", ",", "}"); }},
    {"json-comments",
     [](size_t n) { return in_json(n, "{", "/* x */ // y\n", "\"headline\":\"a\"}"); }},
    {"json-digits", [](size_t n) { return in_json(n, "{\"datePublished\":", "9", "}"); }},
    {"json-keys",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\"", ",\"headline\":\"Bridge #\"", "}");
     }},
    {"json-own-keys",
     [](size_t n) { return in_json(n, "{\"@type\":\"NewsArticle\"", ",\"k#\":\"v\"", "}"); }},
    {"json-types",
     [](size_t n) { return in_json(n, "{\"@type\":[", "\"NewsArticle\",", "\"x\"]}"); }},
    {"json-dates",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"NewsArticle\",\"datePublished\":[",
                      "\"2020-01-02T03:04:05Z\",", "\"x\"]}");
     }},
    {"json-scripts",
     [](size_t n) {
       return in_page(
           n,
           "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge "
           "#\",\"author\":{\"name\":\"Ana Ruiz\"}}</script>");
     }},
    {"json-broken-scripts",
     [](size_t n) {
       return in_page(
           n,
           "<script "
           "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Brid</script>");
     }},
    {"json-live-updates",
     [](size_t n) {
       return in_json(n, "{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[",
                      "{\"@type\":\"BlogPosting\",\"headline\":\"Vote "
                      "#\",\"datePublished\":\"2020-01-02T03:04:05Z\",\"articleBody\":\"The "
                      "council votes.\"},",
                      "{}]}");
     }},
    {"json-parts",
     [](size_t n) { return in_json(n, "", "{\"@type\":\"NewsArticle\",\"hasPart\":[", ""); }},
    {"meta-tags",
     [](size_t n) { return in_head(n, "<meta property='article:tag' content='quay #'>"); }},
    {"meta-same-tags",
     [](size_t n) { return in_head(n, "<meta property='article:tag' content='quay'>"); }},
    {"meta-titles",
     [](size_t n) { return in_head(n, "<meta property='og:title' content='The bridge #'>"); }},
    {"meta-authors",
     [](size_t n) { return in_head(n, "<meta name=author content='Ana Ruiz #'>"); }},
    {"meta-images",
     [](size_t n) { return in_head(n, "<meta property='og:image' content='/#.jpg'>"); }},
    {"meta-dates",
     [](size_t n) {
       return in_head(n, "<meta property='article:published_time' content='2020-01-02T03:04:#'>");
     }},
    {"meta-giant-value",
     [](size_t n) {
       return "<meta name=description content='" + repeated(n, "quay ") + "'>" + string(kStory);
     }},
    {"meta-keywords",
     [](size_t n) {
       return "<meta name=keywords content='" + repeated(n, "quay #,") + "'>" + string(kStory);
     }},
    {"meta-author-list",
     [](size_t n) {
       return "<meta name=author content='" + repeated(n, "Ana Ruiz and ") + "'>" + string(kStory);
     }},
    {"meta-desks",
     [](size_t n) {
       return repeated(n, "<meta name=author content='Our Desk'>",
                       "<head><title>" + repeated(6000, "The bridge | ") + " | Our Desk</title>")
           .append(kStory);
     }},
    {"titles", [](size_t n) { return in_head(n, "<title>The bridge | Quay News #</title>"); }},
    {"title-separators",
     [](size_t n) {
       return "<title>" + repeated(n, "The bridge | - ") + "</title>" + string(kStory);
     }},
    {"link-canonical",
     [](size_t n) { return in_head(n, "<link rel=canonical href='http://e.example/#'>"); }},
    {"microdata",
     [](size_t n) {
       return in_page(
           n,
           "<div itemscope itemtype='http://schema.org/NewsArticle'><span itemprop=author>Ana "
           "Ruiz</span><span itemprop=headline>Bridge #</span></div>");
     }},
    {"microdata-nest",
     [](size_t n) { return in_page(n, "<div itemscope itemprop=author><span itemprop=name>Ana"); }},
    {"times",
     [](size_t n) {
       return in_page(n, "<time datetime=2020-01-02T03:04:05Z>2 January 2020</time>");
     }},
    {"times-in-one-text",
     [](size_t n) {
       return repeated(
           n, "<time datetime=2020-01-02>1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 May</time> ",
           "<title>The bridge</title><h1>The bridge</h1><p>" + repeated(n / 4 * 3, "1 "));
     }},
    {"time-nest", [](size_t n) { return in_page(n, "<time datetime=2020-01-02>2 January 2020"); }},
    {"dates-visible",
     [](size_t n) { return in_page(n, "<p>Updated 5:33 AM ET, Thu April 13, 2017"); }},
    {"dates-in-a-line",
     [](size_t n) { return in_page(n, "13 April 2017 5:33 ", "<p class=date>"); }},
    {"date-digits", [](size_t n) { return in_page(n, "1", "<time datetime='") + "'>x</time>"; }},
    {"date-digits-visible", [](size_t n) { return in_page(n, "1/", "<p class=date>"); }},
    {"bylines",
     [](size_t n) { return in_page(n, "<p class=byline>By Ana Ruiz and Tom Oke, Quay News</p>"); }},
    {"byline-names", [](size_t n) { return in_page(n, "Ana Ruiz, ", "<p class=byline>By "); }},
    {"byline-words", [](size_t n) { return in_page(n, "By ", "<p class=byline>"); }},
    {"author-links", [](size_t n) { return in_page(n, "<a rel=author href=/a/#>Ana Ruiz #</a>"); }},
    {"author-nest", [](size_t n) { return in_page(n, "<div class=author>Ana Ruiz "); }},
    {"classes",
     [](size_t n) {
       return in_page(n, "gallery caption author date related ", "<div class='") + "'>x";
     }},
    {"class-words",
     [](size_t n) {
       return in_page(n, "<p class='gallery__caption--credit author-date related_#'>x");
     }},
    {"phrases", [](size_t n) { return in_page(n, "<p>Read more: The bridge"); }},
    {"phrase-prefixes", [](size_t n) { return in_page(n, "read more read mor ", "<p>"); }},
    {"credits", [](size_t n) { return in_page(n, "<p>Photo: Tom Oke/AP (Tom Oke via Quay) "); }},
    {"credit-parentheses",
     [](size_t n) { return in_page(n, "(Photo: ", "<figure><img src=a.jpg><figcaption>"); }},
    {"datelines", [](size_t n) { return in_page(n, "<p>PARIS (AP) - The council met."); }},
    {"dateline-capitals",
     [](size_t n) { return "<article><h1>x</h1><p>" + repeated(n, "PARIS, "); }},
    {"breadcrumbs",
     [](size_t n) { return in_page(n, "<a href=/#>Quay</a> &gt; ", "<nav class=breadcrumb>"); }},
    {"base-elements",
     [](size_t n) {
       return in_head(n, "<base href='http://e.example/#/'><link rel=icon href=x>");
     }},
    {"languages", [](size_t n) { return in_page(n, "<p lang=de>Der Rat<p lang=fr>Le conseil"); }},
};

}  // namespace

std::span<const Hostile> metadata_shapes() { return kShapes; }

}  // namespace copydesk
