// encodings.cpp: the table of encodings and labels.
// Source: WHATWG Encoding Standard, "Names and labels", as of 2025. ICU names are those of ICU 72.
// LONG: the table of the standard.
#include "input/encodings.h"

#include <array>

#include "base/base.h"
#include "text/text.h"

namespace copydesk {
namespace {

using enum EncodingClass;

constexpr auto kEncodings = std::to_array<Encoding>({
    {"utf-8", kUtf8, nullptr,
     "unicode-1-1-utf-8 utf-8 utf8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"ibm866", kSingleByte, "ibm-866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", kSingleByte, "iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 "
     "l2 latin2"},
    {"iso-8859-3", kSingleByte, "iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 "
     "l3 latin3"},
    {"iso-8859-4", kSingleByte, "iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 "
     "l4 latin4"},
    {"iso-8859-5", kSingleByte, "iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988"},
    {"iso-8859-6", kSingleByte, "iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
     "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 "
     "iso_8859-6:1987"},
    {"iso-8859-7", kSingleByte, "iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 "
     "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", kSingleByte, "iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 "
     "iso88598 iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", kSingleByte, "ISO-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", kSingleByte, "iso-8859_10-1998",
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", kSingleByte, "iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", kSingleByte, "iso-8859_14-1998", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", kSingleByte, "iso-8859-15",
     "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", kSingleByte, nullptr, "iso-8859-16"},
    {"koi8-r", kSingleByte, "koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", kSingleByte, "koi8-u", "koi8-u koi8-ru"},
    {"macintosh", kSingleByte, "macos-0_2-10.2", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", kSingleByte, "windows-874-2000",
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", kSingleByte, "windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", kSingleByte, "windows-1251", "cp1251 windows-1251 x-cp1251"},
    {"windows-1252", kSingleByte, "windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
     "iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 "
     "x-cp1252"},
    {"windows-1253", kSingleByte, "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", kSingleByte, "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
     "iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
    {"windows-1255", kSingleByte, "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", kSingleByte, "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", kSingleByte, "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", kSingleByte, "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", kSingleByte, "macos-7_3-10.2", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", kMultiByte, "gb18030",
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", kMultiByte, "gb18030", "gb18030"},
    {"big5", kMultiByte, "ibm-1375_P100-2008", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", kMultiByte, "euc-jp-2007", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", kMultiByte, "ISO-2022-JP", "csiso2022jp iso-2022-jp"},
    {"shift_jis", kMultiByte, "ibm-943_P15A-2003",
     "csshiftjis ms_kanji shift-jis shift_jis sjis windows-31j x-sjis ms932"},
    {"euc-kr", kMultiByte, "windows-949-2000",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 "
     "ksc5601 ksc_5601 windows-949"},
    {"utf-16be", kUtf16Be, nullptr, "utf-16be unicodefffe"},
    {"utf-16le", kUtf16Le, nullptr,
     "utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"},
    {"x-user-defined", kUserDefined, nullptr, "x-user-defined"},
    {"replacement", kReplacement, nullptr,
     "replacement csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr"},
});

// Not of the standard, so never taken from a label that the standard knows; uchardet names them,
// and old files do. They are decoded for the reader's sake: this program runs no scripts, so the
// reasons to refuse them do not apply.
constexpr auto kOtherEncodings = std::to_array<Encoding>({
    {"utf-32le", kUtf32Le, nullptr, "utf-32le utf-32 ucs-4 ucs-4le"},
    {"utf-32be", kUtf32Be, nullptr, "utf-32be ucs-4be"},
    {"ibm855", kSingleByte, "ibm-855", "ibm855 cp855 855 csibm855"},
    {"ibm852", kSingleByte, "ibm-852", "ibm852 cp852 852 cspcp852"},
    {"ibm850", kSingleByte, "ibm-850", "ibm850 cp850 850 cspc850multilingual"},
    {"ibm437", kSingleByte, "ibm-437", "ibm437 cp437 437 cspc8codepage437"},
    {"ibm862", kSingleByte, "ibm-862", "ibm862 cp862 862"},
    {"ibm865", kSingleByte, "ibm-865", "ibm865 cp865 865"},
    {"x-mac-centraleurroman", kSingleByte, "macos-29-10.2",
     "x-mac-centraleurroman x-mac-ce mac-centraleurope maccentraleurope"},
    {"x-mac-greek", kSingleByte, "macos-6_2-10.4", "x-mac-greek macgreek"},
    {"x-mac-turkish", kSingleByte, "macos-35-10.2", "x-mac-turkish macturkish"},
    {"macintosh", kSingleByte, "macos-0_2-10.2", "macroman mac-roman"},
    {"x-mac-cyrillic", kSingleByte, "macos-7_3-10.2", "maccyrillic mac-cyrillic"},
    {"euc-tw", kMultiByte, "euc-tw-2014", "euc-tw x-euc-tw cns11643"},
    {"iso-2022-kr", kMultiByte, "ISO-2022-KR", "iso-2022-kr"},
    {"iso-2022-cn", kMultiByte, "ISO-2022-CN", "iso-2022-cn"},
    {"hz-gb-2312", kMultiByte, "HZ", "hz-gb-2312"},
    {"euc-kr", kMultiByte, "windows-949-2000", "cp949 uhc ms949"},
    {"shift_jis", kMultiByte, "ibm-943_P15A-2003", "cp932"},
    {"big5", kMultiByte, "ibm-1375_P100-2008", "cp950"},
    {"gbk", kMultiByte, "gb18030", "cp936 ms936 euc-cn"},
});

// SPEC: Encoding, "get an encoding": ASCII white space off both ends, ASCII case ignored.
std::string normalized_label(std::string_view label) {
  constexpr std::string_view kSpace = "\t\n\f\r ";
  const size_t begin = label.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  label = label.substr(begin, label.find_last_not_of(kSpace) - begin + 1);
  return lower_ascii(label);
}

bool has_label(std::string_view labels, std::string_view wanted) {
  size_t at = 0;
  while ((at = labels.find(wanted, at)) != std::string_view::npos) {
    const size_t end = at + wanted.size();
    if ((at == 0 || labels[at - 1] == ' ') && (end == labels.size() || labels[end] == ' '))
      return true;
    at = end;
  }
  return false;
}

template <typename Table>
const Encoding* find_in(const Table& table, std::string_view label) {
  constexpr size_t kMaxLabelBytes = 40;  // the longest of the standard has 19
  if (label.size() > 4 * kMaxLabelBytes) return nullptr;
  const std::string wanted = normalized_label(label);
  if (wanted.empty() || wanted.size() > kMaxLabelBytes || wanted.find(' ') != std::string::npos)
    return nullptr;
  for (const Encoding& encoding : table)
    if (has_label(encoding.labels, wanted)) return &encoding;
  return nullptr;
}

}  // namespace

const Encoding* find_encoding(std::string_view label) { return find_in(kEncodings, label); }

const Encoding* find_any_encoding(std::string_view label) {
  const Encoding* found = find_in(kEncodings, label);
  if (found != nullptr && found->decoder != kReplacement) return found;
  const Encoding* other = find_in(kOtherEncodings, label);
  return other != nullptr ? other : found;
}

}  // namespace copydesk
