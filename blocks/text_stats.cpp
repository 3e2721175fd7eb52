// text_stats.cpp: the counts of text_stats.h in one pass, without allocation.
#include "blocks/text_stats.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/base.h"
#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// Phrases of interfaces stand in short texts; a long paragraph that says "subscribe" proves
// nothing.
constexpr size_t kPhraseTextBytes = 400;

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
  kWide
};

constexpr Letter letter_of_ascii(char32_t c) {
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Letter::kSpace;
  if (c >= 'a' && c <= 'z') return Letter::kLower;
  if (c >= 'A' && c <= 'Z') return Letter::kUpper;
  if (c >= '0' && c <= '9') return Letter::kDigit;
  if (c == ',' || c == ';') return Letter::kComma;
  if (c == '.' || c == '!' || c == '?') return Letter::kEnd;
  if (c == '|' || c == '/' || c == '>') return Letter::kSeparator;
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

bool is_currency(char32_t c) {
  return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF);
}

// Gathers one word at a time.
class WordCounter {
 public:
  explicit WordCounter(TextStats& stats) : stats_(stats) {}

  // Adds the ASCII letters and digits that `text` begins with, at least one; returns how many.
  size_t add_run(std::string_view text) {
    size_t length = 0;
    uint32_t uppercase = 0, digits = 0;
    for (; length < text.size() && static_cast<unsigned char>(text[length]) < 0x80; ++length) {
      const Letter kind = kAsciiLetters[static_cast<size_t>(text[length])];
      if (!is_of_word(kind)) break;
      uppercase += kind == Letter::kUpper;
      digits += kind == Letter::kDigit;
    }
    if (length_ == 0) is_capital_ = text[0] >= 'A' && text[0] <= 'Z';
    if (digits < length) is_number_ = false;
    const size_t taken = std::min(length, sizeof word_ - size_);
    is_long_ |= taken < length;
    for (size_t i = 0; i < taken; ++i) word_[size_++] = static_cast<char>(text[i] | kSmall);
    for (size_t i = 0; i < length; i += 8) {
      uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + i, std::min<size_t>(8, length - i));
      mix(bytes | kSmall * 0x0101010101010101ull);
    }
    length_ += static_cast<uint32_t>(length);
    stats_.uppercase += uppercase;
    stats_.digits += digits;
    stats_.length += static_cast<uint32_t>(length);
    return length;
  }

  void add(char32_t c, Letter kind) {
    if (length_ == 0) is_capital_ = kind == Letter::kUpper;
    if (kind != Letter::kDigit) is_number_ = false;
    if (kind == Letter::kUpper && c < 0x80) c += 32;
    if (c < 0x80 && size_ < sizeof word_) {
      word_[size_++] = static_cast<char>(c);
    } else if (c < 0x800 && size_ + 1 < sizeof word_) {
      if (kind == Letter::kUpper && c >= 0x0410 && c <= 0x042F) c += 32;
      word_[size_++] = static_cast<char>(0xC0 | (c >> 6));
      word_[size_++] = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      is_long_ = true;
    }
    mix(c);
    ++length_;
  }

  void end() {
    if (length_ == 0) return;
    ++stats_.words;
    stats_.capital_words += is_capital_;
    stats_.longest_word = std::max(stats_.longest_word, length_);
    const std::string_view word(word_, size_);
    if (!is_long_ && size_ <= 8 && is_stop_word(packed())) ++stats_.stop_words;
    if (is_number_ && size_ == 4 && !is_long_ && (word.starts_with("19") || word.starts_with("20")))
      stats_.has_year = true;
    mix(0);
    length_ = 0;
    size_ = 0;
    std::memset(word_, 0, sizeof word_);
    is_number_ = true;
    is_long_ = false;
  }

 private:
  static constexpr uint64_t kSmall = 0x20;  // the bit that makes a capital small; digits have it

  uint64_t packed() const {
    uint64_t bytes = 0;
    std::memcpy(&bytes, word_, sizeof bytes);
    return bytes;
  }

  void mix(uint64_t bytes) {
    stats_.hash = (stats_.hash ^ bytes) * 0x9E3779B97F4A7C15ull;
    stats_.hash ^= stats_.hash >> 29;
  }

  TextStats& stats_;
  char word_[9] = {};  // zero behind the word
  size_t size_ = 0;
  uint32_t length_ = 0;
  bool is_capital_ = false, is_number_ = true, is_long_ = false;
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

void count_letter(TextStats& stats, char32_t c, Letter kind) {
  stats.length += kind == Letter::kWide ? 2 : 1;
  stats.uppercase += kind == Letter::kUpper;
  stats.digits += kind == Letter::kDigit;
  stats.commas += kind == Letter::kComma;
  stats.marks += kind == Letter::kMark;
  stats.separators += kind == Letter::kSeparator;
  stats.currency = static_cast<uint8_t>(std::min(255, stats.currency + is_currency(c)));
  stats.at_signs = static_cast<uint8_t>(std::min(255, stats.at_signs + (c == '@')));
}

}  // namespace

TextStats text_stats(std::string_view text) {
  TextStats stats;
  stats.hash = 0xCBF29CE484222325ull;
  WordCounter word(stats);
  char32_t previous = 0, before_previous = 0;
  Letter previous_kind = Letter::kSpace;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const Letter kind = letter_of(c);
    if (previous == 0) note_beginning(stats, c, kind);
    if (previous == ':' && kind == Letter::kDigit && before_previous >= '0' &&
        before_previous <= '9')
      stats.has_clock = true;
    if (c < 0x80 && is_of_word(kind)) {
      stats.sentence_ends += previous_kind == Letter::kEnd && previous > 0x80;
      at = begin + word.add_run(text.substr(begin));
      before_previous = at - begin > 1 ? static_cast<unsigned char>(text[at - 2]) : previous;
      previous = static_cast<unsigned char>(text[at - 1]);
      previous_kind = Letter::kLower;
      continue;
    }
    if (is_of_word(kind))
      word.add(c, kind);
    else
      word.end();
    count_letter(stats, c, kind);
    stats.sentence_ends +=
        previous_kind == Letter::kEnd && (kind == Letter::kSpace || previous > 0x80);
    before_previous = previous;
    previous = c;
    previous_kind = kind;
  }
  word.end();
  stats.sentence_ends += previous_kind == Letter::kEnd;
  note_ending(stats, previous, before_previous);
  if (text.size() <= kPhraseTextBytes) stats.phrases = phrase_matcher().find(text);
  return stats;
}

}  // namespace copydesk
