// encoded_twice.cpp: UTF-8 that was taken for windows-1252 (or Latin-1) and encoded as UTF-8 again.
// Method: each run of characters that are not ASCII, put back into the bytes that they were, has to
// be valid UTF-8. In 26 of the 1,495 pages of wcxb-dev all runs are so, two to 1,242 of them; in
// no page of the other sets. Text that means what it says has an A with a hat or a tilde before a
// sign in no language. Not here: choosing an encoding (charset.cpp).
#include "input/encoded_twice.h"

#include <algorithm>

#include "base/base.h"

namespace copydesk {
namespace {

// The byte that was read as this character; 0: none.
unsigned char byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned char>(c);
  const auto sign = std::ranges::find(kWindows1252, c);
  return sign == kWindows1252.end()
             ? 0
             : static_cast<unsigned char>(0x80 + (sign - kWindows1252.begin()));
}

// Puts the run of wide characters at `at` back into bytes and steps behind it. False: they were
// none.
bool read_wide_run(std::string_view text, size_t& at, std::string& bytes) {
  bytes.clear();
  while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
    const unsigned char byte = byte_of(next_code_point(text, at));
    if (byte == 0) return false;
    bytes += static_cast<char>(byte);
  }
  return is_valid_utf8(bytes);
}

}  // namespace

std::optional<EncodedOnce> encoded_once(std::string_view text, size_t from) {
  constexpr size_t kFewest = 2;  // characters
  EncodedOnce once;
  std::string bytes;
  size_t taken = 0;
  for (size_t at = skip_ascii(text, from); at < text.size(); at = skip_ascii(text, at)) {
    const size_t begin = at;
    if (!read_wide_run(text, at, bytes)) return std::nullopt;
    once.text.append(text.substr(taken, begin - taken)).append(bytes);
    once.characters += static_cast<size_t>(std::ranges::count_if(
        bytes, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    taken = at;
  }
  if (once.characters < kFewest) return std::nullopt;
  once.text.append(text.substr(taken));
  return once;
}

}  // namespace copydesk
