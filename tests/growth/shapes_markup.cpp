// shapes_markup.cpp: shapes that hurt parsers. Own work; several are known from the bug lists of
// HTML parsers, where they took quadratic time.
#include "html/name_hash.h"
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

// The number that gives 1 times an odd one.
constexpr uint64_t inverse(uint64_t odd) {
  uint64_t found = odd;
  for (int i = 0; i < 5; ++i) found *= 2 - odd * found;
  return found;
}

bool is_name(uint64_t letters) {
  for (; letters != 0; letters >>= 8) {
    const char c = static_cast<char>(letters & 0xFF);
    if (c <= ' ' || c > '~' || c == '/' || c == '>' || (c >= 'A' && c <= 'Z')) return false;
  }
  return true;
}

// The second eight bytes of a name of sixteen of which hash_bytes() has no bit below the 18th: its
// steps backwards, from such numbers, until the bytes are those of a name.
uint64_t second_half(uint64_t first, uint64_t& state) {
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15u, kLastOdd = 0xC2B2AE3D27D4EB4Fu;
  uint64_t behind_first = (16 * kOdd ^ first) * kOdd;
  behind_first ^= behind_first >> 29;
  while (true) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const uint64_t product = (state ^ state >> 33) & ~(uint64_t{0x3FFFF} << 32);
    const uint64_t mixed = product * inverse(kLastOdd);
    const uint64_t hash = mixed ^ mixed >> 29 ^ mixed >> 58;
    const uint64_t second = hash * inverse(kOdd) ^ behind_first;
    if (second >> 56 != 0 && is_name(second)) return second;
  }
}

// Elements of made-up names that all want the same place of a table.
string names_of_one_hash(size_t bytes) {
  constexpr size_t kMostNames = 16000, kUnitBytes = 19;
  string page, name(16, 'x');
  uint64_t state = 1;
  for (size_t i = 0; i < kMostNames && page.size() < bytes; ++i) {
    for (size_t at = 0, left = i; at < 8; ++at, left /= 26) name[at] = char('a' + left % 26);
    const uint64_t second = second_half(load_word<uint64_t>(name.data()), state);
    for (size_t at = 0; at < 8; ++at) name[8 + at] = static_cast<char>(second >> 8 * at & 0xFF);
    page += "<" + name + ">y";
  }
  const size_t known = page.size();
  for (size_t at = 0; page.size() < bytes; at = (at + kUnitBytes) % known)
    page += page.substr(at, kUnitBytes);
  return page;
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
    {"shadow-nest",
     [](size_t n) { return repeated(n, "<a-b><template shadowrootmode=open>") + "<p>The end."; }},
    {"shadow-roots",
     [](size_t n) {
       return repeated(n, "<a-b><template shadowrootmode=open><p>Word #.</template></a-b>");
     }},
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
    {"names-of-one-hash", names_of_one_hash},
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
