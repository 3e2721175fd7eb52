// shapes_markup.cpp: shapes that hurt parsers. Own work; several are known from the bug lists of
// HTML parsers, where they took quadratic time.
#include "tests/growth/shapes.h"

namespace copydesk {

std::string repeated(size_t bytes, std::string_view unit, std::string_view head,
                     std::string_view tail) {
  std::string page(head);
  page.reserve(bytes + unit.size() + tail.size() + 32);
  for (size_t number = 0; page.size() < bytes; ++number) {
    for (const char c : unit) {
      if (c == '#')
        page += std::to_string(number);
      else
        page += c;
    }
  }
  return page += tail;
}

namespace {

using std::string;

// Half of the page one unit, the other half another.
string halves(size_t bytes, std::string_view first, std::string_view second,
              std::string_view head = {}) {
  return repeated(bytes / 2, first, head) + repeated(bytes / 2, second);
}

constexpr Hostile kShapes[] = {
    {"div-nest", [](size_t n) { return repeated(n, "<div>") + "x"; }},
    {"div-nest-closed", [](size_t n) { return halves(n, "<div>", "</div>") + "x"; }},
    {"b-nest", [](size_t n) { return repeated(n, "<b>") + "x"; }},
    {"b-i-adoption", [](size_t n) { return halves(n, "<b #><i #>", "x</b>"); }},
    {"a-i-a", [](size_t n) { return halves(n, "<a><i>", "</a>"); }},
    {"b-p-reopen", [](size_t n) { return repeated(n, "<b><p>x"); }},
    {"nobr-nobr", [](size_t n) { return repeated(n, "<nobr>x<div>"); }},
    {"ul-li", [](size_t n) { return repeated(n, "<ul><li>") + "x"; }},
    {"dl-dd", [](size_t n) { return repeated(n, "<dl><dd>") + "x"; }},
    {"table-nest", [](size_t n) { return repeated(n, "<table><tr><td>") + "x"; }},
    {"table-foster", [](size_t n) { return repeated(n, "<b>x", "<table>"); }},
    {"table-foster-text", [](size_t n) { return repeated(n, "<tr>x<td>y", "<table>"); }},
    {"table-in-table-foster", [](size_t n) { return repeated(n, "<table>x<tr>"); }},
    {"p-open", [](size_t n) { return repeated(n, "<p>x"); }},
    {"attributes", [](size_t n) { return repeated(n, "a#=1 ", "<div ") + ">x"; }},
    {"attributes-same", [](size_t n) { return repeated(n, "a=1 ", "<div ") + ">x"; }},
    {"giant-attribute", [](size_t n) { return repeated(n, "a b ", "<div class='") + "'>x"; }},
    {"giant-attributes",
     [](size_t n) {
       return repeated(n, "<p class='" + string(2000, 'x') + " gallery caption'>x");
     }},
    {"html-attributes", [](size_t n) { return repeated(n, "<html a#=1><body b#=1>"); }},
    {"font-noah", [](size_t n) { return halves(n, "<font size=#>", "<p>x"); }},
    {"svg-nest", [](size_t n) { return repeated(n, "<g>", "<svg>") + "x"; }},
    {"svg-breakout", [](size_t n) { return repeated(n, "<svg><g><p>x"); }},
    {"math-nest", [](size_t n) { return repeated(n, "<mi><mrow>", "<math>") + "x"; }},
    {"template-nest", [](size_t n) { return repeated(n, "<template>") + "x"; }},
    {"select-option", [](size_t n) { return repeated(n, "<option>x", "<select>"); }},
    {"select-nest", [](size_t n) { return repeated(n, "<select><optgroup><option>x</select>"); }},
    {"stray-end-tags", [](size_t n) { return halves(n, "<div>", "</span>"); }},
    {"stray-p-end", [](size_t n) { return halves(n, "<div>", "</p>"); }},
    {"comment-open", [](size_t n) { return repeated(n, "-", "<!--"); }},
    {"comments-open", [](size_t n) { return repeated(n, "<!--"); }},
    {"comments", [](size_t n) { return repeated(n, "<!--x-->"); }},
    {"title-open", [](size_t n) { return repeated(n, "a&amp;", "<title>"); }},
    {"script-open", [](size_t n) { return repeated(n, "<!--<script>", "<script>"); }},
    {"scripts", [](size_t n) { return repeated(n, "<script>x</script>"); }},
    {"style-open", [](size_t n) { return repeated(n, "</styl", "<style>"); }},
    {"cdata-open", [](size_t n) { return repeated(n, "]]", "<svg><![CDATA["); }},
    {"entities", [](size_t n) { return repeated(n, "&NotNestedGreaterGreater;", "<p>"); }},
    {"entities-open", [](size_t n) { return repeated(n, "&notin", "<p>"); }},
    {"ampersands", [](size_t n) { return repeated(n, "&", "<p>"); }},
    {"number-reference", [](size_t n) { return repeated(n, "9", "<p>&#") + ";"; }},
    {"less-thans", [](size_t n) { return repeated(n, "<", "<p>"); }},
    {"tag-open", [](size_t n) { return repeated(n, "x", "<p>text</p><"); }},
    {"doctypes", [](size_t n) { return repeated(n, "<!DOCTYPE html PUBLIC 'x' 'y'>"); }},
    {"own-names", [](size_t n) { return repeated(n, "<x-#>y"); }},
    {"frameset", [](size_t n) { return repeated(n, "<frameset>") + "<frame>"; }},
    {"nul-bytes", [](size_t n) { return string(n, '\0'); }},
    {"replacement", [](size_t n) { return string(n, '\xFF'); }},
    {"carriage-returns", [](size_t n) { return repeated(n, "\r", "<p>x"); }},
    {"line-ends-in-pre", [](size_t n) { return repeated(n, "\r\n", "<pre>x"); }},
    {"spaces", [](size_t n) { return repeated(n, " ", "<p>x"); }},
};

}  // namespace

std::span<const Hostile> markup_shapes() { return kShapes; }

}  // namespace copydesk
