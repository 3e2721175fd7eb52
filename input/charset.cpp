// charset.cpp: bytes and a Content-Type header -> the encoding to read them with.
// Method: the order of WHATWG HTML, "Determining the character encoding"; beyond it only what saved
// pages need: a page saved by a program was often rewritten as UTF-8 while its meta element stayed
// (in a set of 360 saved news pages 23 say iso-8859-1 and are UTF-8), so a declaration is overruled
// where the bytes prove it wrong. Detection: uchardet (Mozilla's universal detector) on the text
// between the tags. Not here: decoding (decode.cpp).
#include "input/charset.h"

#include <uchardet/uchardet.h>

#include <algorithm>

#include "base/base.h"
#include "input/sniff.h"

namespace copydesk {
namespace {

// A CJK label and bytes that are all valid UTF-8: the label is wrong if there are this many
// multi-byte sequences. Of pairs of common GB 2312 letters one in five is valid UTF-8 by chance, so
// a few prove nothing and hundreds prove all.
constexpr size_t kProofForMultiByteLabel = 256;
// A single-byte label: one sequence of three bytes, or two of two bytes. One of two bytes is enough
// if its lead is C2 or C3: in windows-1252 that is an A with a hat or a tilde before a sign, in no
// language a word.
constexpr size_t kProofForSingleByteLabel = 2;
// A page that says utf-8 is another encoding if ill-formed sequences outnumber the good ones by
// this factor.
constexpr size_t kLegacyFactor = 4;

struct Utf8Evidence {
  size_t two_byte = 0, longer = 0;  // well-formed multi-byte sequences
  size_t latin1 = 0;                // of two_byte: U+0080 to U+00FF
  size_t bad = 0;                   // ill-formed ones, a cut last one not counted
  size_t high_bytes = 0;            // all bytes over 0x7F
  size_t shaped_bytes =
      0;  // of these, in sequences of the right shape: also overlong, surrogate, past U+10FFFF
  bool has_cut_tail = false;
  size_t good() const { return two_byte + longer; }
};

unsigned char byte_at(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// Length that a lead byte asks for, in the wide sense of 1996 (up to F7); 0 if it is no lead.
size_t shape_length(unsigned char lead) {
  if (lead >= 0xC0 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF8) return 4;
  return 0;
}

Utf8Evidence utf8_evidence(std::string_view bytes) {
  Utf8Evidence evidence;
  size_t at = 0;
  while (at < bytes.size()) {
    if (EightBytes(bytes.data() + at, bytes.size() - at).wide() == 0) {
      at += std::min<size_t>(8, bytes.size() - at);  // most pages are mostly ASCII
      continue;
    }
    if (byte_at(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    const size_t wanted = shape_length(byte_at(bytes, at));
    size_t length = 1;
    while (length < wanted && at + length < bytes.size() &&
           (byte_at(bytes, at + length) & 0xC0) == 0x80)
      ++length;
    evidence.high_bytes += length;
    if (wanted > 0 && length == wanted) {
      evidence.shaped_bytes += length;
      const bool is_good = is_valid_utf8(bytes.substr(at, length));
      if (!is_good)
        ++evidence.bad;
      else if (length > 2)
        ++evidence.longer;
      else
        ++evidence.two_byte, evidence.latin1 += byte_at(bytes, at) <= 0xC3 ? 1 : 0;
    } else if (wanted > 0 && at + length == bytes.size()) {
      evidence.has_cut_tail = true;
    } else {
      ++evidence.bad;
    }
    at += length;
  }
  return evidence;
}

// Text between tags, runs without a telling byte left out: markup drowns the letters that tell
// encodings apart.
std::string telling_text(std::string_view bytes) {
  constexpr size_t kMostBytes = 256u << 10;
  // In the encodings of seven bits "<" is half of a letter.
  if (bytes.find("\x1B$") != std::string_view::npos)
    return std::string(bytes.substr(0, kMostBytes));
  std::string text;
  size_t at = 0;
  while (at < bytes.size() && text.size() < kMostBytes) {
    const size_t end = std::min(bytes.find_first_of("<>\n", at), bytes.size());
    const std::string_view run = bytes.substr(at, std::min(end - at, kMostBytes));
    const bool is_telling = std::any_of(run.begin(), run.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || c == '~';
    });
    if (is_telling) {
      text.append(run);
      text += '\n';
    }
    at = end + 1;
  }
  return text;
}

const Encoding* uchardet_encoding(std::string_view text) {
  uchardet_t detector = uchardet_new();
  const Encoding* found = nullptr;
  if (uchardet_handle_data(detector, text.data(), text.size()) == 0) {
    uchardet_data_end(detector);
    found = find_any_encoding(uchardet_get_charset(detector));
  }
  uchardet_delete(detector);
  return found;
}

// What the bytes 0x80 to 0x9F prove: they are control codes in ISO 8859, letters and quotes in the
// windows code pages.
const Encoding* windows_sibling(const Encoding& encoding) {
  if (encoding.name == "iso-8859-2" || encoding.name == "iso-8859-16")
    return find_encoding("windows-1250");
  if (encoding.name == "iso-8859-6") return find_encoding("windows-1256");
  if (encoding.name.starts_with("iso-8859-8")) return find_encoding("windows-1255");
  return find_encoding("windows-1252");
}

// Signs of windows-1252 that have the same place in all windows code pages: euro, quotes, dashes,
// dots, trade mark, no-break space, copyright, middle dot.
ptrdiff_t windows_signs(std::string_view text) {
  constexpr std::string_view kSigns =
      "\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA9\xAE\xB7";
  return std::count_if(text.begin(), text.end(),
                       [&](char c) { return kSigns.find(c) != std::string_view::npos; });
}

// Null if uchardet has no opinion, or one that the bytes do not bear out.
const Encoding* detect(std::string_view bytes) {
  // A few letters are not enough for a code page of DOS or the old Macintosh: those files are rare.
  constexpr ptrdiff_t kLeastForRareEncoding = 16;
  const std::string text = telling_text(bytes);
  const Encoding* found = uchardet_encoding(text);
  if (found == nullptr || found->decoder == EncodingClass::kUtf8 ||
      found->decoder == EncodingClass::kReplacement)
    return nullptr;
  const auto count = [&](unsigned char low, unsigned char high) {
    return std::count_if(text.begin(), text.end(), [&](char c) {
      return static_cast<unsigned char>(c) >= low && static_cast<unsigned char>(c) <= high;
    });
  };
  if (found->decoder == EncodingClass::kSingleByte && find_encoding(found->name) == nullptr &&
      count(0x80, 0xFF) < kLeastForRareEncoding)
    return nullptr;
  // Curly quotes, dashes and hardly a letter: English in windows-1252, whatever the few letters
  // look like.
  if (found->decoder == EncodingClass::kSingleByte &&
      windows_signs(text) * 10 >= count(0x80, 0xFF) * 7)
    return find_encoding("windows-1252");
  if (found->name.starts_with("iso-8859-") && count(0x80, 0x9F) > 0)
    found = windows_sibling(*found);
  std::string decoded;
  const Replacements replaced = append_decoded(decoded, text, *found);
  return replaced.count * 50 > text.size() ? nullptr : found;  // over 2 %: not that encoding
}

CharsetChoice detected_choice(std::string_view bytes, std::string mended) {
  const Encoding* found = detect(bytes);
  CharsetChoice choice;
  choice.encoding = found != nullptr ? found : find_encoding("windows-1252");
  choice.reason = found != nullptr ? "detected" : "default";
  choice.mended = std::move(mended);
  return choice;
}

bool is_disproved_by(const Encoding& label, const Utf8Evidence& evidence) {
  if (evidence.bad > 0) return false;
  switch (label.decoder) {
    case EncodingClass::kMultiByte:
      return evidence.good() >= kProofForMultiByteLabel;
    case EncodingClass::kSingleByte:
      // Thai letters follow each other as the bytes of UTF-8 do.
      if (label.name == "windows-874") return evidence.good() >= kProofForMultiByteLabel;
      if (label.name == "windows-1252" && evidence.latin1 > 0) return true;
      return evidence.longer > 0 || evidence.two_byte >= kProofForSingleByteLabel;
    case EncodingClass::kUtf16Le:
    case EncodingClass::kUtf16Be:
      return evidence.good() >= kProofForSingleByteLabel;
    default:
      return false;
  }
}

CharsetChoice declared_choice(std::string_view bytes, const Encoding* label,
                              std::string_view reason) {
  CharsetChoice choice;
  choice.encoding = label;
  choice.reason = reason;
  const bool says_utf8 = label->decoder == EncodingClass::kUtf8;
  choice.ascii_length = skip_ascii(bytes, 0);
  if (is_valid_utf8(bytes.substr(choice.ascii_length))) {
    choice.is_valid_utf8 = says_utf8;
    if (says_utf8 || !is_disproved_by(*label, utf8_evidence(bytes))) return choice;
    choice.encoding = find_encoding("utf-8");
    choice.reason = "utf-8-valid";
    choice.is_valid_utf8 = true;
    choice.mended = "declared as " + std::string(label->name) + ", but all of it is valid utf-8";
    return choice;
  }
  if (!says_utf8 || bytes.find('\0') != std::string_view::npos) return choice;
  const Utf8Evidence evidence = utf8_evidence(bytes);
  if (evidence.bad <= kLegacyFactor * evidence.good()) return choice;
  return detected_choice(bytes, "declared as utf-8, but " + std::to_string(evidence.bad) +
                                    " sequences are not, and " + std::to_string(evidence.good()) +
                                    " are");
}

CharsetChoice undeclared_choice(std::string_view bytes) {
  CharsetChoice choice;
  const Utf8Evidence evidence = utf8_evidence(bytes);
  if (const Encoding* wide = guess_wide_encoding(bytes); wide != nullptr) {
    choice.encoding = wide;
    choice.reason = "detected";
    return choice;
  }
  if (evidence.high_bytes == 0) {
    const bool has_escapes =
        bytes.find("\x1B$") != std::string_view::npos || bytes.find("~{") != std::string_view::npos;
    if (has_escapes) return detected_choice(bytes, {});
    choice.encoding =
        find_encoding("windows-1252");  // as html5lib's tests ask; ASCII is the same in all
    choice.reason = "default";
    return choice;
  }
  if (evidence.bad == 0 && evidence.good() > 0) {
    choice.encoding = find_encoding("utf-8");
    choice.reason = "utf-8-valid";
    choice.is_valid_utf8 = !evidence.has_cut_tail;
    return choice;
  }
  // UTF-8 with some damage: four fifths of the high bytes still stand in sequences of the right
  // shape.
  if (evidence.shaped_bytes * 5 >= evidence.high_bytes * 4) {
    choice.encoding = find_encoding("utf-8");
    choice.reason = "detected";
    return choice;
  }
  return detected_choice(bytes, {});
}

}  // namespace

CharsetChoice choose_charset(std::string_view bytes, std::string_view content_type) {
  if (const Bom bom = find_bom(bytes); bom.encoding != nullptr) {
    CharsetChoice choice;
    choice.encoding = bom.encoding;
    choice.reason = "bom";
    choice.bom_length = bom.length;
    choice.is_valid_utf8 = bom.encoding->decoder == EncodingClass::kUtf8 && is_valid_utf8(bytes);
    return choice;
  }
  if (const Encoding* label = transport_encoding(content_type); label != nullptr)
    return declared_choice(bytes, label, "transport");
  if (const Encoding* label = declared_encoding(bytes); label != nullptr)
    return declared_choice(bytes, label, "meta");
  return undeclared_choice(bytes);
}

}  // namespace copydesk
