// entities.cpp: finds and decodes character references that were escaped twice.
// Method: own table of the references that publishing systems escape twice in practice: quotes,
// dashes, spaces, Latin-1 letters, and numbers. Never "&lt;": a tag that is shown as text is an
// example, and stays one. Not here: first decoding (html/), which knows all 2,231 names.
#include "text/entities.h"

#include <algorithm>
#include <cstdint>

#include "base/base.h"
#include "text/words.h"

namespace copydesk {
namespace {

struct Name {
  std::string_view name;
  char32_t code_point;
};

// Sorted by name (bytes).
constexpr Name kNames[] = {
    {"Aacute", 0xC1},  {"Acirc", 0xC2},   {"Agrave", 0xC0},  {"Aring", 0xC5},    {"Atilde", 0xC3},
    {"Auml", 0xC4},    {"Ccedil", 0xC7},  {"Eacute", 0xC9},  {"Ecirc", 0xCA},    {"Egrave", 0xC8},
    {"Euml", 0xCB},    {"Iacute", 0xCD},  {"Icirc", 0xCE},   {"Igrave", 0xCC},   {"Iuml", 0xCF},
    {"Ntilde", 0xD1},  {"Oacute", 0xD3},  {"Ocirc", 0xD4},   {"Ograve", 0xD2},   {"Oslash", 0xD8},
    {"Otilde", 0xD5},  {"Ouml", 0xD6},    {"Uacute", 0xDA},  {"Ucirc", 0xDB},    {"Ugrave", 0xD9},
    {"Uuml", 0xDC},    {"aacute", 0xE1},  {"acirc", 0xE2},   {"acute", 0xB4},    {"aelig", 0xE6},
    {"agrave", 0xE0},  {"amp", '&'},      {"apos", '\''},    {"aring", 0xE5},    {"atilde", 0xE3},
    {"auml", 0xE4},    {"bdquo", 0x201E}, {"bull", 0x2022},  {"ccedil", 0xE7},   {"cent", 0xA2},
    {"copy", 0xA9},    {"deg", 0xB0},     {"eacute", 0xE9},  {"ecirc", 0xEA},    {"egrave", 0xE8},
    {"euml", 0xEB},    {"euro", 0x20AC},  {"frac12", 0xBD},  {"gt", '>'},        {"hellip", 0x2026},
    {"iacute", 0xED},  {"icirc", 0xEE},   {"iexcl", 0xA1},   {"igrave", 0xEC},   {"iquest", 0xBF},
    {"iuml", 0xEF},    {"laquo", 0xAB},   {"ldquo", 0x201C}, {"lsaquo", 0x2039}, {"lsquo", 0x2018},
    {"mdash", 0x2014}, {"middot", 0xB7},  {"nbsp", 0xA0},    {"ndash", 0x2013},  {"ntilde", 0xF1},
    {"oacute", 0xF3},  {"ocirc", 0xF4},   {"oelig", 0x153},  {"ograve", 0xF2},   {"ordf", 0xAA},
    {"ordm", 0xBA},    {"oslash", 0xF8},  {"otilde", 0xF5},  {"ouml", 0xF6},     {"pound", 0xA3},
    {"quot", '"'},     {"raquo", 0xBB},   {"rdquo", 0x201D}, {"reg", 0xAE},      {"rsaquo", 0x203A},
    {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"scaron", 0x161}, {"shy", 0xAD},      {"szlig", 0xDF},
    {"times", 0xD7},   {"trade", 0x2122}, {"uacute", 0xFA},  {"ucirc", 0xFB},    {"ugrave", 0xF9},
    {"uuml", 0xFC},    {"yacute", 0xFD},  {"yuml", 0xFF}};
constexpr size_t kLongestReference = 10;  // bytes between "&" and ";"

struct Reference {
  char32_t code_point = 0;  // 0: no reference here
  size_t length = 0;        // with "&" and ";"
};

char32_t number_of(std::string_view digits, unsigned base) {
  char32_t value = 0;
  for (char c : digits) {
    unsigned digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return 0;
    value = value * base + digit;
    if (value > 0x10FFFF) return 0;
  }
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  if (value < 0x20 || (value >= 0xD800 && value < 0xE000) || value == 0x7F) return 0;
  return value;
}

// Reads the reference that begins with the "&" at `at`.
Reference reference_at(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at + 1, kLongestReference + 1);
  const size_t end = rest.find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view body = rest.substr(0, end);
  Reference reference{0, end + 2};
  if (body[0] == '#') {
    const bool hex = body[1] == 'x' || body[1] == 'X';
    const std::string_view digits = body.substr(hex ? 2 : 1);
    if (!digits.empty()) reference.code_point = number_of(digits, hex ? 16 : 10);
    return reference;
  }
  const auto* found =
      std::lower_bound(std::begin(kNames), std::end(kNames), body,
                       [](const Name& name, std::string_view key) { return name.name < key; });
  if (found != std::end(kNames) && found->name == body) reference.code_point = found->code_point;
  return reference;
}

bool is_less_than(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at, 6);
  return rest.starts_with("&lt;") || rest.starts_with("&#60;") || rest.starts_with("&#x3c;") ||
         rest.starts_with("&#x3C;");
}

// A reference that stands alone between two quotes, brackets or backticks is named, not used.
bool is_named_as_example(std::string_view text, size_t at, size_t length) {
  const auto wraps = [](char c) {
    return c == '"' || c == '\'' || c == '`' || c == '(' || c == ')';
  };
  return at > 0 && at + length < text.size() && wraps(text[at - 1]) && wraps(text[at + length]);
}

bool speaks_of_markup(std::string_view text) {
  for (std::string_view word : {"html", "xml", "entit", "escap", "markup", "character reference"})
    if (find_ignoring_case(text, word) != std::string_view::npos) return true;
  return false;
}

// White space is a space, as where it was escaped once; what is not seen is left out.
void append_seen(std::string& out, char32_t c) {
  const bool is_seen = c != 0xAD && c != 0x200B && c != 0x2060 && c != 0xFEFF;
  if (is_seen && is_space_character(c))
    out += ' ';
  else if (is_seen)
    append_utf8(out, c);
}

std::string mend_once(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  while (at < text.size()) {
    const size_t amp = text.find('&', at);
    out += text.substr(at, amp == std::string_view::npos ? amp : amp - at);
    if (amp == std::string_view::npos) break;
    const Reference reference = reference_at(text, amp);
    if (reference.code_point == 0) {
      out += '&';
      at = amp + 1;
      continue;
    }
    append_seen(out, reference.code_point);
    at = amp + reference.length;
  }
  return out;
}

}  // namespace

void add_escape_evidence(std::string_view text, EscapeEvidence& evidence) {
  size_t here = 0;
  for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    if (is_less_than(text, at)) ++evidence.markup;
    const Reference reference = reference_at(text, at);
    if (reference.code_point == 0) continue;
    ++here;
    if (is_named_as_example(text, at, reference.length)) ++evidence.markup;
  }
  evidence.leftovers += here;
  if (here > 0 && speaks_of_markup(text)) ++evidence.markup;
}

bool has_double_escapes(std::string_view text) {
  for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1))
    if (reference_at(text, at).code_point != 0) return true;
  return false;
}

std::string mend_double_escapes(std::string_view text) {
  std::string out = mend_once(text);
  return has_double_escapes(out) ? mend_once(out) : out;
}

}  // namespace copydesk
