// references.cpp: the source of a character reference -> its code points.
// Names are found by narrowing a sorted table one byte at a time; the longest name that fits wins.
// Not here: where references are allowed (tokenizer) and reading whole texts (source_text).
#include "html/references.h"

#include <array>
#include <cstring>
#include <iterator>
#include <string>

#include "base/base.h"
#include "html/html.h"

namespace copydesk {
namespace {

struct NamedReference {
  std::string_view name;
  char32_t first;
  char32_t second;
};

constexpr NamedReference kNamed[] = {
#include "html/named_references.inc"
};
constexpr size_t kNamedCount = std::size(kNamed);

// Where the names that start with a given byte begin in kNamed.
constexpr std::array<uint16_t, 129> make_starts() {
  std::array<uint16_t, 129> starts{};
  size_t row = 0;
  for (size_t byte = 0; byte < 129; ++byte) {
    while (row < kNamedCount && static_cast<unsigned char>(kNamed[row].name[0]) < byte) ++row;
    starts[byte] = static_cast<uint16_t>(row);
  }
  return starts;
}
constexpr std::array<uint16_t, 129> kStarts = make_starts();

int digit_value(char c, unsigned base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base != 16) return -1;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void add_code_point(Reference& reference, char32_t point) {
  char* out = reference.text + reference.text_bytes;
  if (point < 0x80) {
    out[0] = static_cast<char>(point);
    reference.text_bytes += 1;
  } else if (point < 0x800) {
    out[0] = static_cast<char>(0xC0 | (point >> 6));
    out[1] = static_cast<char>(0x80 | (point & 0x3F));
    reference.text_bytes += 2;
  } else if (point < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (point >> 12));
    out[1] = static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out[2] = static_cast<char>(0x80 | (point & 0x3F));
    reference.text_bytes += 3;
  } else {
    out[0] = static_cast<char>(0xF0 | (point >> 18));
    out[1] = static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out[2] = static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out[3] = static_cast<char>(0x80 | (point & 0x3F));
    reference.text_bytes += 4;
  }
}

Reference read_number(std::string_view source) {
  Reference reference;
  size_t at = 2;  // past "&#"
  unsigned base = 10;
  if (at < source.size() && (source[at] == 'x' || source[at] == 'X')) {
    base = 16;
    ++at;
  }
  const size_t digits = at;
  char32_t value = 0;
  for (int digit; at < source.size() && (digit = digit_value(source[at], base)) >= 0; ++at) {
    if (value <= 0x10FFFF) value = value * base + static_cast<char32_t>(digit);
  }
  if (at == digits) return reference;
  if (at < source.size() && source[at] == ';') ++at;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  add_code_point(reference, value);
  reference.source_bytes = at;
  return reference;
}

// The references that make up nearly all of those of real pages.
bool read_frequent(std::string_view source, Reference& reference) {
  const auto is = [&](std::string_view name) {
    return source.size() > name.size() &&
           std::memcmp(source.data() + 1, name.data(), name.size()) == 0;
  };
  const auto give = [&](size_t source_bytes, std::string_view text) {
    reference.source_bytes = source_bytes;
    reference.text_bytes = static_cast<uint32_t>(text.size());
    std::memcpy(reference.text, text.data(), text.size());
    return true;
  };
  switch (source[1]) {
    case 'q':
      return is("quot;") && give(6, "\"");
    case 'a':
      return is("amp;") && give(5, "&");
    case 'n':
      return is("nbsp;") && give(6, "\xC2\xA0");
    case 'l':
      return is("lt;") && give(4, "<");
    case 'g':
      return is("gt;") && give(4, ">");
    case '#':
      return is("#39;") && give(5, "'");
    default:
      return false;
  }
}

// The longest name at the start of `name`, or null.
const NamedReference* find_named(std::string_view name) {
  const auto first = static_cast<unsigned char>(name[0]);
  if (first >= 128) return nullptr;
  const NamedReference* best = nullptr;
  size_t low = kStarts[first];
  size_t high = kStarts[first + 1];
  for (size_t length = 1; low < high; ++length) {
    // All of [low, high) share the first `length` bytes; a name of just these comes first.
    if (kNamed[low].name.size() == length) best = &kNamed[low++];
    if (length == name.size()) break;
    const char want = name[length];
    const auto bound = [&](size_t from, size_t to, auto before) {
      while (from < to) {
        const size_t middle = (from + to) / 2;
        before(kNamed[middle].name[length]) ? from = middle + 1 : to = middle;
      }
      return from;
    };
    low = bound(low, high, [want](char c) { return c < want; });
    high = bound(low, high, [want](char c) { return c <= want; });
  }
  return best;
}

}  // namespace

Reference read_reference(std::string_view source, ReferencePlace place) {
  Reference reference;
  if (source.size() < 2 || read_frequent(source, reference)) return reference;
  if (source[1] == '#') return read_number(source);
  const NamedReference* named = find_named(source.substr(1));
  if (named == nullptr) return reference;
  const size_t length = 1 + named->name.size();
  if (place == ReferencePlace::kAttribute && named->name.back() != ';' && length < source.size() &&
      (source[length] == '=' || is_letter(source[length]) || is_digit(source[length]))) {
    return reference;
  }
  add_code_point(reference, named->first);
  if (named->second != 0) add_code_point(reference, named->second);
  reference.source_bytes = length;
  return reference;
}

size_t append_reference(std::string_view text, std::string& out) {
  const Reference reference = read_reference(text, ReferencePlace::kText);
  out.append(reference.text, reference.text_bytes);
  return reference.source_bytes;
}

}  // namespace copydesk
