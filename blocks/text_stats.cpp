// text_stats.cpp: the counts of text_stats.h in one pass, without allocation.
#include "blocks/text_stats.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "blocks/vocabulary.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Phrases of interfaces stand in short texts; a long paragraph that says "subscribe" proves
// nothing.
constexpr size_t kPhraseTextBytes = 400;
// Chinese and Japanese set no spaces: so many letters are a word, as in count_words(). On dumps of
// Japanese pages whose lines had been of one word each, word F1 rose from .21 to .28 and from .39
// to .61; no page of HTML changed.
constexpr uint32_t kLettersOfWord = 2;

enum class Letter : uint8_t {
  kOther,
  kSpace,
  kLower,
  kUpper,
  kDigit,
  kComma,
  kEnd,
  kSeparator,
  kMark,
  kCurrency,  // a mark as well
  kAtSign,    // a mark as well
  kWide
};
constexpr size_t kLetterKinds = static_cast<size_t>(Letter::kWide) + 1;

constexpr Letter letter_of_ascii(char32_t c) {
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Letter::kSpace;
  if (c >= 'a' && c <= 'z') return Letter::kLower;
  if (c >= 'A' && c <= 'Z') return Letter::kUpper;
  if (c >= '0' && c <= '9') return Letter::kDigit;
  if (c == ',' || c == ';') return Letter::kComma;
  if (c == '.' || c == '!' || c == '?') return Letter::kEnd;
  if (c == '|' || c == '/' || c == '>') return Letter::kSeparator;
  if (c == '$') return Letter::kCurrency;
  if (c == '@') return Letter::kAtSign;
  return Letter::kMark;
}

constexpr auto kAsciiLetters = [] {
  std::array<Letter, 0x80> letters{};
  for (char32_t c = 0; c < 0x80; ++c) letters[c] = letter_of_ascii(c);
  return letters;
}();

Letter letter_of_wide(char32_t c) {
  if ((c >= 0xC0 && c <= 0xDE) || (c >= 0x0410 && c <= 0x042F) || (c >= 0x0391 && c <= 0x03A9))
    return Letter::kUpper;
  if (c >= 0xDF && c < 0x2000)
    return c == 0x060C || c == 0x061B                  ? Letter::kComma
           : c == 0x061F || c == 0x0964 || c == 0x06D4 ? Letter::kEnd
                                                       : Letter::kLower;
  if (c == 0x3001 || c == 0xFF0C || c == 0xFF1B) return Letter::kComma;
  if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026) return Letter::kEnd;
  if (c == 0x2022 || c == 0xB7 || c == 0xBB || c == 0x203A || c == 0x30FB)
    return Letter::kSeparator;
  if ((c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
      (c >= 0x20000 && c <= 0x3FFFF))
    return Letter::kWide;
  return c >= 0x2000 && c < 0x2C00 ? Letter::kMark : Letter::kLower;
}

bool is_of_word(Letter kind) {
  return kind == Letter::kLower || kind == Letter::kUpper || kind == Letter::kDigit ||
         kind == Letter::kWide;
}

Letter letter_of(char32_t c) { return c < 0x80 ? kAsciiLetters[c] : letter_of_wide(c); }

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_wide_currency(char32_t c) { return c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF); }

// Gathers one word at a time, its ASCII letters by eight.
class WordCounter {
 public:
  explicit WordCounter(TextStats& stats) : stats_(stats) {}

  // Adds the ASCII letters and digits that `text` begins with, at least one; returns how many.
  size_t add_run(std::string_view text) {
    if (length_ == 0) is_capital_ = text[0] >= 'A' && text[0] <= 'Z';
    size_t length = 0, taken = sizeof(uint64_t);
    uint32_t digits = 0;
    while (taken == sizeof(uint64_t)) {
      const EightBytes ahead(text.data() + length, text.size() - length);
      taken = EightBytes::run_length(ahead.letters_and_digits());
      if (taken == 0) break;
      const EightBytes bytes = ahead.first(taken);
      stats_.uppercase += EightBytes::count(bytes.capitals());
      digits += EightBytes::count(bytes.digits());
      const EightBytes small(bytes.small_letters());
      append(small.first(taken).number(), taken);
      mix(small.number());
      length += taken;
    }
    if (digits < length) is_number_ = false;
    stats_.digits += digits;
    length_ += static_cast<uint32_t>(length);
    stats_.length += static_cast<uint32_t>(length);
    return length;
  }

  void add_wide(char32_t c, Letter kind) {
    if (kind == Letter::kWide && length_ >= kLettersOfWord && is_unspaced_script(c)) end();
    if (length_ == 0) is_capital_ = kind == Letter::kUpper;
    is_number_ = false;
    if (kind == Letter::kUpper && c >= 0x0410 && c <= 0x042F && size_ < kKeptBytes) c += 32;
    if (c < 0x800)
      append((0xC0 | c >> 6) | (0x80 | (c & 0x3F)) << 8, 2);
    else
      size_ = kTooLong;
    mix(c);
    ++length_;
  }

  void end() {
    if (length_ == 0) return;
    ++stats_.words;
    stats_.capital_words += is_capital_;
    stats_.longest_word = std::max(stats_.longest_word, length_);
    if (size_ <= kKeptBytes && is_stop_word(word_)) ++stats_.stop_words;
    const uint64_t century = word_ & 0xFFFF;
    if (is_number_ && size_ == 4 && (century == ('1' | '9' << 8) || century == ('2' | '0' << 8)))
      stats_.has_year = true;
    mix(0);
    length_ = 0;
    size_ = 0;
    word_ = 0;
    is_number_ = true;
  }

 private:
  static constexpr size_t kKeptBytes = sizeof(uint64_t), kTooLong = kKeptBytes + 1;

  void append(uint64_t bytes, size_t count) {
    if (size_ + count > kKeptBytes) {
      size_ = kTooLong;
      return;
    }
    word_ |= bytes << 8 * size_;
    size_ += count;
  }

  void mix(uint64_t bytes) {
    stats_.hash = (stats_.hash ^ bytes) * 0x9E3779B97F4A7C15ull;
    stats_.hash ^= stats_.hash >> 29;
  }

  TextStats& stats_;
  uint64_t word_ = 0;    // its first bytes in small letters, the first one lowest
  size_t size_ = 0;      // how many
  uint32_t length_ = 0;  // of the whole word, in characters
  bool is_capital_ = false, is_number_ = true;
};

void note_ending(TextStats& stats, char32_t last, char32_t before_last) {
  const bool closes = last == '"' || last == '\'' || last == ')' || last == 0x201D ||
                      last == 0x2019 || last == 0xBB;
  const char32_t end = closes ? before_last : last;
  stats.ends_sentence = letter_of(end) == Letter::kEnd;
  stats.ends_colon = end == ':' || end == 0xFF1A;
  stats.ends_ellipsis = end == 0x2026 || (end == '.' && before_last == '.');
  stats.ends_question = end == '?' || end == 0xFF1F;
}

void note_beginning(TextStats& stats, char32_t c, Letter kind) {
  stats.starts_upper = kind == Letter::kUpper;
  stats.starts_lower = kind == Letter::kLower && c < 0x80;
  stats.starts_digit = kind == Letter::kDigit;
  stats.starts_quote = c == '"' || c == 0x201C || c == 0xAB || c == 0x201E;
}

// How many letters of each kind stand in a text, runs of ASCII letters and digits apart.
using LetterCounts = std::array<uint32_t, kLetterKinds>;

void note_counts(TextStats& stats, const LetterCounts& counts) {
  const auto of = [&](Letter kind) { return counts[static_cast<size_t>(kind)]; };
  for (const uint32_t count : counts) stats.length += count;
  stats.length += of(Letter::kWide);
  stats.uppercase += of(Letter::kUpper);
  stats.commas = of(Letter::kComma);
  stats.marks = of(Letter::kMark) + of(Letter::kCurrency) + of(Letter::kAtSign);
  stats.separators = of(Letter::kSeparator);
  stats.currency = static_cast<uint8_t>(std::min(255u, stats.currency + of(Letter::kCurrency)));
  stats.at_signs = static_cast<uint8_t>(std::min(255u, of(Letter::kAtSign)));
}

}  // namespace

TextStats text_stats(std::string_view text) {
  TextStats stats;
  stats.hash = 0xCBF29CE484222325ull;
  WordCounter word(stats);
  LetterCounts counts{};
  char32_t previous = 0, before_previous = 0;
  Letter previous_kind = Letter::kSpace;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const Letter kind = letter_of(c);
    if (previous == 0) note_beginning(stats, c, kind);
    stats.has_clock |= previous == ':' && kind == Letter::kDigit && is_digit(before_previous);
    if (c < 0x80 && is_of_word(kind)) {
      stats.sentence_ends += previous_kind == Letter::kEnd && previous > 0x80;
      at = begin + word.add_run(text.substr(begin));
      before_previous = at - begin > 1 ? static_cast<unsigned char>(text[at - 2]) : previous;
      previous = static_cast<unsigned char>(text[at - 1]);
      previous_kind = Letter::kLower;
      continue;
    }
    if (is_of_word(kind))
      word.add_wide(c, kind);
    else
      word.end();
    ++counts[static_cast<size_t>(kind)];
    if (c >= 0x80 && is_wide_currency(c) && stats.currency < 255) ++stats.currency;
    stats.sentence_ends +=
        previous_kind == Letter::kEnd && (kind == Letter::kSpace || previous > 0x80);
    before_previous = previous;
    previous = c;
    previous_kind = kind;
  }
  word.end();
  note_counts(stats, counts);
  stats.sentence_ends += previous_kind == Letter::kEnd;
  note_ending(stats, previous, before_previous);
  if (text.size() <= kPhraseTextBytes) stats.phrases = phrase_matcher().find(text);
  return stats;
}

}  // namespace copydesk
