// decode.cpp: bytes of a known encoding into UTF-8.
// UTF-8 is repaired, UTF-16 and UTF-32 are read here, single-byte encodings go through a table of
// 256 code points, the multi-byte ones through ICU 72's converters. Where ICU and the WHATWG
// indexes differ, the standard wins (kFixes, index_fixes.cpp). Source: WHATWG Encoding Standard;
// the tables were compared, byte by byte and pair by pair, with other decoders. Not here: which
// encoding (charset.cpp).
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <array>
#include <memory>

#include "base/base.h"
#include "input/encodings.h"
#include "input/index_fixes.h"

namespace copydesk {
namespace {

constexpr char32_t kBad = 0xFFFD;

void note_bad(Replacements& replaced, size_t at) {
  if (replaced.count == 0) replaced.first_at = at;
  ++replaced.count;
}

// --- UTF-8 ---

Replacements append_utf8_repaired(std::string& out, std::string_view bytes) {
  Replacements replaced;
  size_t first_bad = 0;
  if (is_valid_utf8(bytes, &first_bad)) {
    out.append(bytes);
    return replaced;
  }
  replaced.first_at = first_bad;
  replaced.count = append_repaired_utf8(out, bytes);
  return replaced;
}

// --- UTF-16 and UTF-32 ---

Replacements append_utf16(std::string& out, std::string_view bytes, size_t high_byte) {
  Replacements replaced;
  const auto unit_at = [&](size_t at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    return static_cast<char32_t>((byte(at + high_byte) << 8) | byte(at + 1 - high_byte));
  };
  out.reserve(out.size() + bytes.size());
  size_t at = 0;
  while (at + 2 <= bytes.size()) {
    const char32_t unit = unit_at(at);
    const bool is_lead = unit >= 0xD800 && unit < 0xDC00;
    const char32_t next = is_lead && at + 4 <= bytes.size() ? unit_at(at + 2) : 0;
    if (next >= 0xDC00 && next < 0xE000) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
      at += 4;
      continue;
    }
    if (unit >= 0xD800 && unit < 0xE000) note_bad(replaced, at);
    append_utf8(out, unit);  // a lone surrogate becomes U+FFFD
    at += 2;
  }
  if (at < bytes.size()) {
    note_bad(replaced, at);
    append_utf8(out, kBad);
  }
  return replaced;
}

Replacements append_utf32(std::string& out, std::string_view bytes, bool is_big_endian) {
  Replacements replaced;
  out.reserve(out.size() + bytes.size() / 2);
  for (size_t at = 0; at < bytes.size(); at += 4) {
    char32_t c = 0;
    const size_t left = std::min<size_t>(4, bytes.size() - at);
    for (size_t i = 0; i < left; ++i)
      c |= static_cast<char32_t>(static_cast<unsigned char>(bytes[at + i]))
           << (8 * (is_big_endian ? 3 - i : i));
    if (left < 4 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
      note_bad(replaced, at);
      c = kBad;
    }
    append_utf8(out, c);
  }
  return replaced;
}

// --- single-byte encodings ---

// ISO-8859-16 is in no converter of ICU 72. Bytes 0xA0 to 0xFF.
constexpr std::array<char16_t, 96> kLatin10 = {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB,
    0x0179, 0x00AD, 0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7,
    0x017E, 0x010D, 0x0219, 0x00BB, 0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102,
    0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF,
    0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA, 0x00DB,
    0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

struct Fix {
  std::string_view encoding;
  unsigned char byte;
  char16_t code_point;
};
// Where the standard's index says something else than ICU.
constexpr Fix kFixes[] = {
    {"koi8-u", 0xAE, 0x045E},       {"koi8-u", 0xBE, 0x040E},      {"windows-1253", 0xAA, 0xFFFD},
    {"windows-1255", 0xCA, 0x05BA}, {"macintosh", 0xDB, 0x20AC},   {"windows-874", 0xDB, 0xFFFD},
    {"windows-874", 0xDC, 0xFFFD},  {"windows-874", 0xDD, 0xFFFD}, {"windows-874", 0xDE, 0xFFFD},
    {"windows-874", 0xFC, 0xFFFD},  {"windows-874", 0xFD, 0xFFFD}, {"windows-874", 0xFE, 0xFFFD},
    {"windows-874", 0xFF, 0xFFFD},
};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

// Code points of bytes 0x80 to 0xFF.
std::array<char16_t, 128> high_half(const Encoding& encoding) {
  std::array<char16_t, 128> table;
  table.fill(static_cast<char16_t>(kBad));
  if (encoding.icu_name == nullptr) {
    for (size_t i = 0; i < 32; ++i) table[i] = static_cast<char16_t>(0x80 + i);
    std::copy(kLatin10.begin(), kLatin10.end(), table.begin() + 32);
    return table;
  }
  const Converter converter = open_converter(encoding.icu_name);
  if (converter == nullptr) return table;
  for (size_t i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(0x80 + i);
    UChar unit[4];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = ucnv_toUChars(converter.get(), unit, 4, &byte, 1, &status);
    if (U_SUCCESS(status) && length == 1 && unit[0] != 0x1A) table[i] = unit[0];
  }
  for (const Fix& fix : kFixes)
    if (fix.encoding == encoding.name) table[fix.byte - 0x80u] = fix.code_point;
  return table;
}

Replacements append_single_byte(std::string& out, std::string_view bytes,
                                const Encoding& encoding) {
  const std::array<char16_t, 128> table = high_half(encoding);
  Replacements replaced;
  out.reserve(out.size() + bytes.size() + bytes.size() / 8);
  size_t at = 0;
  while (at < bytes.size()) {
    const size_t ascii_begin = at;
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    out.append(bytes.substr(ascii_begin, at - ascii_begin));
    for (; at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80; ++at) {
      const char32_t c = table[static_cast<unsigned char>(bytes[at]) - 0x80u];
      if (c == kBad) note_bad(replaced, at);
      append_utf8(out, c);
    }
  }
  return replaced;
}

Replacements append_user_defined(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte < 0x80 ? byte : 0xF700u + byte);
  }
  return {};
}

// --- multi-byte encodings ---

struct IcuContext {
  IcuContext(const char* first, const Encoding& encoding)
      : begin(first),
        fixes(encoding.name),
        euro_at_80(encoding.name == "gbk" || encoding.name == "gb18030") {}

  const char* begin;
  IndexFixes fixes;
  bool euro_at_80;  // SPEC: Encoding, "gb18030 decoder": the byte 0x80 is U+20AC
  Replacements replaced;
};

// SPEC: Encoding, the decoders of two bytes: where a pair is no character, its trail is read again
// if it is ASCII. ICU gives the pair as a whole.
void U_CALLCONV substitute(const void* context, UConverterToUnicodeArgs* args, const char* bad,
                           int32_t bad_length, UConverterCallbackReason reason,
                           UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  auto* state = static_cast<IcuContext*>(const_cast<void*>(context));
  const auto lead = static_cast<unsigned char>(bad[0]);
  const auto trail = static_cast<unsigned char>(bad_length == 2 ? bad[1] : 0);
  const bool is_pair = bad_length == 2 && lead >= 0x80;
  std::array<UChar, 2> units = {static_cast<UChar>(kBad), trail};
  int32_t count = is_pair && trail < 0x80 ? 2 : 1;
  *status = U_ZERO_ERROR;
  if (state->euro_at_80 && bad_length == 1 && lead == 0x80) {
    units[0] = 0x20AC;
  } else if (const char16_t fixed = is_pair ? state->fixes.of_pair(lead, trail) : 0; fixed != 0) {
    units[0] = fixed;
    count = 1;
  } else {
    const size_t end = static_cast<size_t>(args->source - state->begin);
    const size_t bytes = static_cast<size_t>(bad_length);
    note_bad(state->replaced, end >= bytes ? end - bytes : 0);
  }
  ucnv_cbToUWriteUChars(args, units.data(), count, 0, status);
}

void append_units(std::string& out, const UChar* units, size_t count, const IndexFixes& fixes,
                  char32_t& lead) {
  for (size_t i = 0; i < count; ++i) {
    const char32_t unit = units[i];
    if (unit >= 0xD800 && unit < 0xDC00) {
      lead = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000 && lead != 0) {
      append_utf8(out, 0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00));
      lead = 0;
    } else if (unit >= 0xE000 && unit < 0xF900) {
      const FixedCharacter fixed = fixes.of_private(units[i]);
      append_utf8(out, fixed.first != 0 ? fixed.first : unit);
      if (fixed.second != 0) append_utf8(out, fixed.second);
    } else {
      append_utf8(out, unit);
    }
  }
}

Replacements append_icu(std::string& out, std::string_view bytes, const Encoding& encoding) {
  const Converter converter = open_converter(encoding.icu_name);
  if (converter == nullptr) return append_utf8_repaired(out, bytes);
  IcuContext context(bytes.data(), encoding);
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), substitute, &context, nullptr, nullptr, &status);
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  out.reserve(out.size() + bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> units;
  char32_t lead = 0;
  do {
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr,
                   static_cast<UBool>(1), &status);
    append_units(out, units.data(), static_cast<size_t>(target - units.data()), context.fixes,
                 lead);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return context.replaced;
}

}  // namespace

Replacements append_decoded(std::string& out, std::string_view bytes, const Encoding& encoding) {
  switch (encoding.decoder) {
    case EncodingClass::kUtf8:
      return append_utf8_repaired(out, bytes);
    case EncodingClass::kSingleByte:
      return append_single_byte(out, bytes, encoding);
    case EncodingClass::kMultiByte:
      return append_icu(out, bytes, encoding);
    case EncodingClass::kUtf16Le:
      return append_utf16(out, bytes, 1);
    case EncodingClass::kUtf16Be:
      return append_utf16(out, bytes, 0);
    case EncodingClass::kUtf32Le:
      return append_utf32(out, bytes, false);
    case EncodingClass::kUtf32Be:
      return append_utf32(out, bytes, true);
    case EncodingClass::kUserDefined:
      return append_user_defined(out, bytes);
    case EncodingClass::kReplacement:
      break;
  }
  // SPEC: Encoding, "replacement decoder": one U+FFFD for the whole of a stream that is not empty.
  if (!bytes.empty()) append_utf8(out, kBad);
  return {bytes.empty() ? size_t{0} : size_t{1}, 0};
}

}  // namespace copydesk
