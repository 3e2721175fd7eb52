// language.cpp: text and declaration into a language code.
// Method: CLD2 over the start of the text with the declared language as a hint, over more of it
// when that finds another one; short or unsure texts follow the declaration. Not here: where the
// declaration stands (story/).
#include "text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/base.h"
#include "text/words.h"

namespace copydesk {
namespace {

// What CLD2 is given: more costs time (16 KiB were 10 % of a page's) and changes nothing. The
// 2,466 stories of wcxb-dev, fundus-dev, readability and trafilatura-eval-dev get the same language
// from 4, 8 and 16 KiB; two get another from 2 KiB.
constexpr size_t kMostBytes = 4u << 10;
// The declared language stands when CLD2 finds it in two pieces of so many bytes already, of which
// the second is from the middle, so that a foreign standfirst does not decide: the 2,943 pages of
// those sets, postlight-dev and ir-big9 get the same language as from 4 KiB, with pieces of 128
// bytes as well, and 3 of 1,445 have to be asked for more. A KiB from the beginning took 15
// microseconds of a page's 1,500 more.
constexpr size_t kPieceBytes = 256;
// Below this many bytes CLD2 guesses; what the page declares is then right more often. Chosen by
// its own documentation: "at least a few hundred bytes".
constexpr size_t kFewBytes = 200;

// Codes of CLD2 and of pages that are written another way in the record.
std::string_view canonical(std::string_view code) {
  struct Pair {
    std::string_view from, to;
  };
  static constexpr Pair kPairs[] = {
      {"iw", "he"},      {"in", "id"},  {"ji", "yi"},  {"jw", "jv"},  {"nb", "no"},  {"nn", "no"},
      {"zh-Hant", "zh"}, {"tl", "tl"},  {"fil", "tl"}, {"mo", "ro"},  {"sh", "sr"},  {"crs", "fr"},
      {"cmn", "zh"},     {"ger", "de"}, {"eng", "en"}, {"fre", "fr"}, {"spa", "es"}, {"jp", "ja"},
      {"kr", "ko"},      {"cn", "zh"},  {"cz", "cs"},  {"gr", "el"},  {"ua", "uk"}};
  for (const Pair& pair : kPairs)
    if (pair.from == code) return pair.to;
  return code;
}

std::string_view code_of_name(std::string_view name) {
  struct Pair {
    std::string_view name, code;
  };
  static constexpr Pair kNames[] = {
      {"english", "en"},    {"german", "de"},  {"deutsch", "de"},   {"french", "fr"},
      {"francais", "fr"},   {"spanish", "es"}, {"italian", "it"},   {"dutch", "nl"},
      {"portuguese", "pt"}, {"russian", "ru"}, {"japanese", "ja"},  {"chinese", "zh"},
      {"korean", "ko"},     {"arabic", "ar"},  {"polish", "pl"},    {"turkish", "tr"},
      {"swedish", "sv"},    {"danish", "da"},  {"norwegian", "no"}, {"hindi", "hi"}};
  for (const Pair& pair : kNames)
    if (pair.name == name) return pair.code;
  return {};
}

bool is_letters(std::string_view text) {
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  return !text.empty();
}

size_t subtag_end(std::string_view tag) {
  const size_t end = tag.find_first_of("-_,; ");
  return end == std::string_view::npos ? tag.size() : end;
}

struct Guess {
  std::string language;  // empty: CLD2 does not know it
  bool is_reliable = false;
  size_t letter_bytes = 0;  // that CLD2 looked at
};

Guess guess_language(std::string_view text, const std::string& hint) {
  const CLD2::CLDHints hints = {hint.empty() ? nullptr : hint.c_str(), nullptr,
                                CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool is_reliable = false;
  const CLD2::Language best = CLD2::ExtDetectLanguageSummary(
      text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents, scores,
      nullptr, &text_bytes, &is_reliable);
  if (best == CLD2::UNKNOWN_LANGUAGE) return {};
  return {language_code(CLD2::LanguageCode(best)), is_reliable, static_cast<size_t>(text_bytes)};
}

/// The beginning of a text and a piece from its middle, which a foreign standfirst does not reach.
std::string two_pieces(std::string_view text) {
  std::string pieces(utf8_prefix(text, kPieceBytes));
  size_t at = text.size() / 2;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  pieces += '\n';
  pieces += utf8_prefix(text.substr(at), kPieceBytes);
  return pieces;
}

}  // namespace

std::string language_code(std::string_view tag) {
  tag = trim_space(tag);
  const std::string first = lower_ascii(tag.substr(0, subtag_end(tag)));
  if (!is_letters(first)) return {};
  if (first.size() > 3) return std::string(code_of_name(first));
  if (first.size() < 2 || first == "und" || first == "mul" || first == "xx" || first == "zxx")
    return {};
  return std::string(canonical(first));
}

std::string region_code(std::string_view tag) {
  tag = trim_space(tag);
  size_t at = subtag_end(tag);
  while (at < tag.size() && (tag[at] == '-' || tag[at] == '_')) {
    const std::string_view rest = tag.substr(at + 1);
    const std::string_view part = rest.substr(0, subtag_end(rest));
    if (part.size() == 2 && is_letters(part)) {
      std::string region(part);
      for (char& c : region)
        if (c >= 'a') c = static_cast<char>(c - 32);
      return region == "UK" ? "GB" : region;
    }
    at += 1 + part.size();
  }
  return {};
}

std::string_view direction_of(std::string_view language) {
  for (std::string_view rtl :
       {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "ku-Arab", "azb", "pnb"})
    if (language == rtl) return "rtl";
  return "ltr";
}

std::string detect_language(std::string_view text, std::string_view declared) {
  const std::string hint = language_code(declared);
  text = utf8_prefix(text, kMostBytes);
  if (text.empty()) return hint;
  if (!hint.empty() && text.size() > 2 * kPieceBytes) {
    const Guess guess = guess_language(two_pieces(text), hint);
    if (guess.is_reliable && guess.language == hint) return hint;
  }
  const Guess guess = guess_language(text, hint);
  if (guess.language.empty()) return hint;
  if (!hint.empty() && (!guess.is_reliable || guess.letter_bytes < kFewBytes)) return hint;
  if (hint.empty() && !guess.is_reliable && guess.letter_bytes < 40) return {};
  return guess.language;
}

}  // namespace copydesk
