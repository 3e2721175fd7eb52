// sniff.cpp: the encoding that a page declares.
// Source: WHATWG HTML, "Determining the character encoding"; steps in the standard's order.
// Not here: what happens when the declaration is wrong (charset.cpp).
#include "input/sniff.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/base.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kPrescanBytes = 1024;  // SPEC: "prescan ... the first 1024 bytes"
constexpr size_t kLatePrescanBytes = 64u << 10;

using Lookup = const Encoding* (*)(std::string_view label);

bool is_space(char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }

struct Attribute {
  std::string_view name, value;  // as written
};

enum class Step : uint8_t { kAttribute, kNone, kOutOfBytes };

// SPEC: "get an attribute", the value, from step 9 ("Value") on.
Step get_value(std::string_view bytes, size_t& at, std::string_view& value) {
  while (at < bytes.size() && is_space(bytes[at])) ++at;
  if (at >= bytes.size()) return Step::kOutOfBytes;
  if (bytes[at] == '"' || bytes[at] == '\'') {
    const size_t begin = at + 1, end = bytes.find(bytes[at], begin);
    at = std::min(end, bytes.size() - 1) + 1;
    if (end == std::string_view::npos) return Step::kOutOfBytes;
    value = bytes.substr(begin, end - begin);
    return Step::kAttribute;
  }
  const size_t begin = at;
  while (at < bytes.size() && !is_space(bytes[at]) && bytes[at] != '>') ++at;
  value = bytes.substr(begin, at - begin);
  return at < bytes.size() ? Step::kAttribute : Step::kOutOfBytes;
}

// SPEC: "get an attribute".
Step get_attribute(std::string_view bytes, size_t& at, Attribute& attribute) {
  attribute = {};
  while (at < bytes.size() && (is_space(bytes[at]) || bytes[at] == '/')) ++at;
  if (at >= bytes.size()) return Step::kOutOfBytes;
  if (bytes[at] == '>') return Step::kNone;
  const size_t begin = at;
  for (;; ++at) {
    if (at >= bytes.size()) return Step::kOutOfBytes;
    const char c = bytes[at];
    const bool is_end = c == '/' || c == '>' || is_space(c);
    if (!is_end && (c != '=' || at == begin)) continue;
    attribute.name = bytes.substr(begin, at - begin);
    if (c == '=') return get_value(bytes, ++at, attribute.value);
    if (!is_space(c)) return Step::kAttribute;
    break;
  }
  while (at < bytes.size() && is_space(bytes[at])) ++at;
  if (at >= bytes.size()) return Step::kOutOfBytes;
  if (bytes[at] != '=') return Step::kAttribute;
  return get_value(bytes, ++at, attribute.value);
}

// Where a charset is told: headers may be lists, and a quoted string in them may have no end.
enum class Place : uint8_t { kMeta, kHeader };

// SPEC: "algorithm for extracting a character encoding from a meta element"; for Content-Type
// headers Fetch, "extract a MIME type", and MIME Sniffing, "parse a MIME type".
const Encoding* charset_of_content(std::string_view content, Place place, Lookup lookup) {
  const bool is_header = place == Place::kHeader;
  size_t at = 0;
  while ((at = find_ignoring_case(content, "charset", at)) != std::string_view::npos) {
    at += 7;
    while (at < content.size() && is_space(content[at])) ++at;
    if (at >= content.size() || content[at] != '=') continue;
    ++at;
    while (at < content.size() && is_space(content[at])) ++at;
    if (at >= content.size()) return nullptr;
    if (content[at] == '"' || content[at] == '\'') {
      const size_t end = content.find(content[at], at + 1);
      if (end == std::string_view::npos && !is_header) return nullptr;
      return lookup(content.substr(at + 1, end - at - 1));
    }
    size_t end = at;
    while (end < content.size() && !is_space(content[end]) && content[end] != ';' &&
           !(is_header && content[end] == ','))
      ++end;
    return lookup(content.substr(at, end - at));
  }
  return nullptr;
}

struct Meta {
  const Encoding* encoding = nullptr;
  bool out_of_bytes = false;
};

// SPEC: prescan, the step for "<meta"; `at` stands on the byte after the name.
Meta read_meta(std::string_view bytes, size_t& at, Lookup lookup) {
  enum class Pragma : uint8_t { kUnknown, kNeeded, kNotNeeded };
  Pragma need_pragma = Pragma::kUnknown;
  bool got_pragma = false;
  const Encoding* charset = nullptr;
  std::array<bool, 3> seen{};  // http-equiv, content, charset: the first of each counts
  Attribute attribute;
  while (true) {
    const Step step = get_attribute(bytes, at, attribute);
    if (step == Step::kOutOfBytes) return {nullptr, true};
    if (step == Step::kNone) break;
    const auto is_named = [&](std::string_view name) {
      return equals_ignoring_case(attribute.name, name);
    };
    if (is_named("http-equiv") && !std::exchange(seen[0], true)) {
      got_pragma = equals_ignoring_case(attribute.value, "content-type");
    } else if (is_named("content") && !std::exchange(seen[1], true)) {
      const Encoding* found = charset_of_content(attribute.value, Place::kMeta, lookup);
      if (found != nullptr && charset == nullptr) {
        charset = found;
        need_pragma = Pragma::kNeeded;
      }
    } else if (is_named("charset") && !std::exchange(seen[2], true)) {
      charset = lookup(attribute.value);
      need_pragma = Pragma::kNotNeeded;
    }
  }
  if (need_pragma == Pragma::kUnknown) return {};
  if (need_pragma == Pragma::kNeeded && !got_pragma) return {};
  return {charset, false};
}

// SPEC: a page that could say so in ASCII is not UTF-16; x-user-defined is windows-1252.
const Encoding* corrected(const Encoding* encoding) {
  if (encoding == nullptr) return nullptr;
  switch (encoding->decoder) {
    case EncodingClass::kUtf16Le:
    case EncodingClass::kUtf16Be:
    case EncodingClass::kUtf32Le:
    case EncodingClass::kUtf32Be:
      return find_encoding("utf-8");
    case EncodingClass::kUserDefined:
      return find_encoding("windows-1252");
    default:
      return encoding;
  }
}

// Past the content of an element whose text is no markup; only the late prescan looks for it.
size_t skip_raw_text(std::string_view bytes, size_t tag_at, size_t at) {
  for (const std::string_view name : {"script", "style", "textarea", "title", "xmp"}) {
    if (!starts_with_ignoring_case(bytes.substr(tag_at + 1), name)) continue;
    const size_t after = tag_at + 1 + name.size();
    if (after < bytes.size() && is_letter(bytes[after])) continue;
    std::string closing("</");
    closing += name;
    const size_t end = find_ignoring_case(bytes, closing, at);
    return end == std::string_view::npos ? bytes.size() : end;
  }
  return at;
}

enum class RawText : uint8_t { kRead, kSkip };

// SPEC: "prescan a byte stream to determine its encoding".
const Encoding* prescan(std::string_view bytes, Lookup lookup, RawText raw_text) {
  Attribute attribute;
  for (size_t at = bytes.find('<'); at < bytes.size(); at = bytes.find('<', at)) {
    const std::string_view rest = bytes.substr(at);
    const char second = rest.size() > 1 ? rest[1] : '\0';
    if (rest.starts_with("<!--")) {
      const size_t end = bytes.find("-->", at + 2);
      if (end == std::string_view::npos) return nullptr;
      at = end + 3;
    } else if (starts_with_ignoring_case(rest, "<meta") && rest.size() > 5 &&
               (is_space(rest[5]) || rest[5] == '/')) {
      at += 5;
      const Meta meta = read_meta(bytes, at, lookup);
      if (meta.out_of_bytes) return nullptr;
      if (meta.encoding != nullptr) return corrected(meta.encoding);
    } else if (is_letter(second) || (second == '/' && rest.size() > 2 && is_letter(rest[2]))) {
      const size_t tag_at = at;
      while (at < bytes.size() && !is_space(bytes[at]) && bytes[at] != '>') ++at;
      Step step = Step::kAttribute;
      while (step == Step::kAttribute) step = get_attribute(bytes, at, attribute);
      if (step == Step::kOutOfBytes) return nullptr;
      if (raw_text == RawText::kSkip) at = skip_raw_text(bytes, tag_at, at);
    } else if (second == '!' || second == '/' || second == '?') {
      at = bytes.find('>', at);
    } else {
      ++at;
    }
  }
  return nullptr;
}

// One string literal in single or double quotes at `at`, appended to `out`; false if there is none.
bool read_literal(std::string_view script, size_t& at, std::string& out) {
  while (at < script.size() && is_space(script[at])) ++at;
  if (at >= script.size() || (script[at] != '"' && script[at] != '\'')) return false;
  const char quote = script[at++];
  for (; at < script.size() && script[at] != quote; ++at) {
    if (script[at] == '\\' && at + 1 < script.size()) ++at;
    out += script[at];
  }
  return at++ < script.size();
}

// What scripts write into the page, as far as it stands there letter by letter:
// document.write("<me" + "ta ..."). Browsers obey a meta element that came that way; nothing is
// executed here.
std::string written_markup(std::string_view bytes) {
  constexpr std::string_view kCall = "document.write(";
  std::string out;
  for (size_t at = bytes.find(kCall); at != std::string_view::npos; at = bytes.find(kCall, at)) {
    at += kCall.size();
    while (read_literal(bytes, at, out)) {
      while (at < bytes.size() && is_space(bytes[at])) ++at;
      if (at >= bytes.size() || bytes[at] != '+') break;
      ++at;
    }
  }
  return out;
}

// SPEC: "get an XML encoding".
const Encoding* xml_encoding(std::string_view bytes, Lookup lookup) {
  if (!bytes.starts_with("<?xml")) return nullptr;
  const size_t end = bytes.find('>');
  if (end == std::string_view::npos) return nullptr;
  size_t at = bytes.find("encoding");
  if (at == std::string_view::npos || at > end) return nullptr;
  at += 8;
  const auto skip_low = [&] {
    while (at < end && static_cast<unsigned char>(bytes[at]) <= 0x20) ++at;
  };
  skip_low();
  if (at >= end || bytes[at] != '=') return nullptr;
  ++at;
  skip_low();
  if (at >= end || (bytes[at] != '"' && bytes[at] != '\'')) return nullptr;
  const size_t close = bytes.find(bytes[at], at + 1);
  if (close == std::string_view::npos) return nullptr;
  return corrected(lookup(bytes.substr(at + 1, close - at - 1)));
}

}  // namespace

Bom find_bom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {find_encoding("utf-8"), 3};
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) && bytes.size() % 4 == 0)
    return {find_any_encoding("utf-32le"), 4};
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
    return {find_any_encoding("utf-32be"), 4};
  if (bytes.starts_with("\xFE\xFF")) return {find_encoding("utf-16be"), 2};
  if (bytes.starts_with("\xFF\xFE")) return {find_encoding("utf-16le"), 2};
  return {};
}

const Encoding* declared_encoding(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("<\0?\0x\0", 6))) return find_encoding("utf-16le");
  if (bytes.starts_with(std::string_view("\0<\0?\0x", 6))) return find_encoding("utf-16be");
  const std::string_view first = bytes.substr(0, kPrescanBytes);
  const std::string_view more = bytes.substr(0, kLatePrescanBytes);
  for (const Lookup lookup : {&find_encoding, &find_any_encoding}) {
    const Encoding* found = prescan(first, lookup, RawText::kRead);
    if (found == nullptr) found = xml_encoding(first, lookup);
    if (found == nullptr && bytes.size() > kPrescanBytes)
      found = prescan(more, lookup, RawText::kSkip);
    if (found != nullptr) return found;
  }
  return prescan(written_markup(more), &find_encoding, RawText::kRead);
}

const Encoding* transport_encoding(std::string_view content_type) {
  return charset_of_content(content_type, Place::kHeader, &find_encoding);
}

namespace {

// Whether UTF-16 begins with a tag, a comment or a declaration: "<" and what follows it, whose zero
// halves stand at `zero` of each unit.
bool starts_like_wide_markup(std::string_view bytes, size_t zero) {
  const char next = bytes[3 - zero];
  return bytes[zero] == '\0' && bytes[2 + zero] == '\0' && bytes[1 - zero] == '<' &&
         (is_letter(next) || next == '!' || next == '?');
}

// Whether bytes are UTF-16 in letters that have no zero half, as dumps in Cyrillic, Arabic or
// Japanese are: all units are letters, marks, digits, spaces and line ends, some of them spaces of
// ASCII, and no text of ASCII letters, UTF-8 or a legacy charset looks so. `low` is the place of a
// unit's low half.
bool is_wide_text(std::string_view bytes, size_t low) {
  size_t letters = 0, spaces = 0, wide = 0;
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
    const auto c = static_cast<char32_t>(byte(1 - low) << 8 | byte(low));
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    // What else is below, surrogates and private letters; and spaces the other way round.
    if ((c < ' ' && !is_space) || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xF900) ||
        c >= 0xFFF0 || c == 0x0A00 || c == 0x0D00 || c == 0x2000)
      return false;
    spaces += is_space;
    letters += c >= 0x80 && is_word_character(c);
    for (const unsigned char half : {byte(0), byte(1)})
      wide += half >= 0x7F || (half > 0 && half < ' ' && half != '\n' && half != '\r');
  }
  const size_t units = bytes.size() / 2;
  const bool is_ascii = wide * 4 < units;  // "ab" is a letter of Chinese, as "ba" is
  size_t bad_at = bytes.size();
  const bool is_utf8 = (is_valid_utf8(bytes, &bad_at) || bad_at + 4 > bytes.size()) &&
                       std::ranges::any_of(bytes, [](char c) { return (c & 0x80) != 0; });
  return !is_ascii && !is_utf8 && spaces > 0 && letters * 2 > units;
}

}  // namespace

const Encoding* guess_wide_encoding(std::string_view bytes) {
  constexpr size_t kLook = 4096;
  constexpr size_t kLeastBytes = 8;
  const size_t look = std::min(bytes.size(), kLook) & ~size_t{3};
  if (look < kLeastBytes) return nullptr;
  std::array<size_t, 4> zeros{};
  for (size_t i = 0; i < look; ++i) zeros[i & 3] += bytes[i] == '\0' ? 1 : 0;
  const size_t quads = look / 4;
  // The zero halves of ASCII letters: three in four of the units on one side, hardly any on the
  // other.
  const auto is_full = [&](size_t i) { return zeros[i] * 4 >= quads * 3; };
  const auto is_clear = [&](size_t i) { return zeros[i] <= 1 + quads / 16; };
  if (is_full(1) && is_full(2) && is_full(3) && is_clear(0)) return find_any_encoding("utf-32le");
  if (is_full(0) && is_full(1) && is_full(2) && is_clear(3)) return find_any_encoding("utf-32be");
  if (is_full(1) && is_full(3) && is_clear(0) && is_clear(2)) return find_encoding("utf-16le");
  if (is_full(0) && is_full(2) && is_clear(1) && is_clear(3)) return find_encoding("utf-16be");
  // A page in letters that have no zero half.
  if (starts_like_wide_markup(bytes, 1) && is_clear(0) && is_clear(2))
    return find_encoding("utf-16le");
  if (starts_like_wide_markup(bytes, 0) && is_clear(1) && is_clear(3))
    return find_encoding("utf-16be");
  constexpr size_t kLeastDump = 64;
  if (look < kLeastDump || zeros[0] + zeros[1] + zeros[2] + zeros[3] == 0) return nullptr;
  if (is_wide_text(bytes.substr(0, look), 0)) return find_encoding("utf-16le");
  if (is_wide_text(bytes.substr(0, look), 1)) return find_encoding("utf-16be");
  return nullptr;
}

}  // namespace copydesk
