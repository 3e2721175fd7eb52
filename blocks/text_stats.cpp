// text_stats.cpp: the counts of text_stats.h in one pass, without allocation.
// Method: 64 bytes become masks with a bit each, by 32 where the processor can; what is only
// counted is counted there, and the words are the runs of bits. What is not ASCII, and a word that
// leaves its window, goes letter by letter through WordCounter. A word costs no branch that nobody
// could foretell: on the texts of 120 pages of wcxb-dev 3.6 ns a byte, phrases included, where
// letter by letter took 7.3.
#include "blocks/text_stats.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/base.h"
#include "blocks/blocks.h"
#include "blocks/vocabulary.h"
#include "text/text.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

bool is_wide_currency(char32_t c) { return c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF); }

// How many letters of each kind stand in a text.
using LetterCounts = std::array<uint32_t, kLetterKinds>;

// 64 bytes of a text, a bit each. Kinds that only have to be counted are not here.
struct Window {
  uint64_t word = 0;  // ASCII letters and digits
  uint64_t wide = 0;  // bytes of what is not ASCII
  uint64_t upper = 0, digit = 0, space = 0, end = 0, colon = 0;
};
constexpr size_t kWindowBytes = 64;
// Behind a window so many bytes can be read, whatever they are.
constexpr size_t kBytesBehind = 16;

// Counts the ASCII letters of a window, too.
Window read_singly(const char* at, size_t size, LetterCounts& counts) {
  Window window;
  for (size_t i = 0; i < size; ++i) {
    const auto c = static_cast<unsigned char>(at[i]);
    const auto bit_if = [&](bool holds) { return uint64_t{holds} << i; };
    window.wide |= bit_if(c >= 0x80);
    if (c >= 0x80) continue;
    const Letter kind = kAsciiLetters[c];
    ++counts[static_cast<size_t>(kind)];
    window.word |= bit_if(is_of_word(kind));
    window.upper |= bit_if(kind == Letter::kUpper);
    window.digit |= bit_if(kind == Letter::kDigit);
    window.space |= bit_if(kind == Letter::kSpace);
    window.end |= bit_if(kind == Letter::kEnd);
    window.colon |= bit_if(c == ':');
  }
  return window;
}

#if defined(__x86_64__)
#define COPYDESK_AVX2 gnu::target("avx2,popcnt")

struct SixtyFour {
  __m256i low, high;
};

[[COPYDESK_AVX2, gnu::always_inline]] inline uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(low)) |
         uint64_t{static_cast<uint32_t>(_mm256_movemask_epi8(high))} << 32;
}

[[COPYDESK_AVX2, gnu::always_inline]] inline uint64_t equal_to(const SixtyFour& bytes, char c) {
  const __m256i wanted = _mm256_set1_epi8(c);
  return bits_of(_mm256_cmpeq_epi8(bytes.low, wanted), _mm256_cmpeq_epi8(bytes.high, wanted));
}

[[COPYDESK_AVX2, gnu::always_inline]] inline uint64_t in_range(const SixtyFour& bytes, char first,
                                                               char last) {
  const __m256i under = _mm256_set1_epi8(static_cast<char>(first - 1));
  const __m256i above = _mm256_set1_epi8(static_cast<char>(last + 1));
  return bits_of(
      _mm256_and_si256(_mm256_cmpgt_epi8(bytes.low, under), _mm256_cmpgt_epi8(above, bytes.low)),
      _mm256_and_si256(_mm256_cmpgt_epi8(bytes.high, under), _mm256_cmpgt_epi8(above, bytes.high)));
}

// The twin of read_singly(); the bytes behind `size` are 0.
[[COPYDESK_AVX2]] Window read_abreast(const char* at, size_t size, LetterCounts& counts) {
  const SixtyFour bytes{_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)),
                        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32))};
  const __m256i small_bit = _mm256_set1_epi8(0x20);
  const SixtyFour small{_mm256_or_si256(bytes.low, small_bit),
                        _mm256_or_si256(bytes.high, small_bit)};
  Window window;
  window.wide = bits_of(bytes.low, bytes.high);
  window.upper = in_range(bytes, 'A', 'Z');
  window.digit = in_range(bytes, '0', '9');
  window.word = in_range(small, 'a', 'z') | window.digit;
  window.space = in_range(bytes, '\t', '\r') | equal_to(bytes, ' ');
  window.end = equal_to(bytes, '.') | equal_to(bytes, '!') | equal_to(bytes, '?');
  window.colon = equal_to(bytes, ':');
  const uint64_t comma = equal_to(bytes, ',') | equal_to(bytes, ';');
  const uint64_t separator = equal_to(bytes, '|') | equal_to(bytes, '/') | equal_to(bytes, '>');
  const uint64_t currency = equal_to(bytes, '$'), at_sign = equal_to(bytes, '@');
  const uint64_t all = size >= kWindowBytes ? ~uint64_t{0} : (uint64_t{1} << size) - 1;
  const auto add = [&](Letter kind, uint64_t bits) {
    counts[static_cast<size_t>(kind)] += static_cast<uint32_t>(__builtin_popcountll(bits));
  };
  add(Letter::kUpper, window.upper);
  add(Letter::kDigit, window.digit);
  add(Letter::kLower, window.word & ~window.upper & ~window.digit);
  add(Letter::kSpace, window.space);
  add(Letter::kEnd, window.end);
  add(Letter::kComma, comma);
  add(Letter::kSeparator, separator);
  add(Letter::kCurrency, currency);
  add(Letter::kAtSign, at_sign);
  add(Letter::kMark, all & ~(window.wide | window.word | window.space | window.end | comma |
                             separator | currency | at_sign));
  return window;
}

// The twin of text_scan::count().
[[COPYDESK_AVX2]] text_scan::Counts count_abreast(std::string_view text) {
  text_scan::Counts counts{static_cast<uint32_t>(text.size()), 0};
  uint64_t before = 0;  // bit 0: a word reaches up to here
  for (size_t base = 0; base < text.size(); base += kWindowBytes) {
    const char* at = text.data() + base;
    char room[kWindowBytes];
    if (text.size() - base < sizeof room) {
      std::memset(room, 0, sizeof room);
      std::memcpy(room, at, text.size() - base);
      at = room;
    }
    const SixtyFour bytes{_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)),
                          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32))};
    const __m256i small_bit = _mm256_set1_epi8(0x20);
    const SixtyFour small{_mm256_or_si256(bytes.low, small_bit),
                          _mm256_or_si256(bytes.high, small_bit)};
    const uint64_t spaces = in_range(bytes, '\t', '\r') | equal_to(bytes, ' ');
    const uint64_t words = bits_of(bytes.low, bytes.high) | in_range(small, 'a', 'z') |
                           in_range(bytes, '0', '9') | equal_to(bytes, '_');
    counts.letters -= static_cast<uint32_t>(__builtin_popcountll(spaces));
    counts.words += static_cast<uint32_t>(__builtin_popcountll(words & ~(words << 1 | before)));
    before = words >> 63;
  }
  return counts;
}

bool has_many_abreast() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#endif

using ReadWindow = Window (*)(const char* at, size_t size, LetterCounts& counts);

ReadWindow window_reader(Abreast abreast) {
#if defined(__x86_64__)
  if (abreast == Abreast::kMost && has_many_abreast()) return read_abreast;
#endif
  return read_singly;
}

// Up to eight letters of a word in small letters, the first one lowest; the bytes may be read all.
uint64_t small_letters(const char* at, size_t count) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return EightBytes(bytes).small_letters() & ~uint64_t{0} >> (64 - 8 * count);
}

// Counts words; those that are not plain are gathered in pieces.
class WordCounter {
 public:
  explicit WordCounter(TextStats& stats) : stats_(stats) {}

  bool is_open() const { return length_ > 0; }

  // A word of ASCII letters and digits; sixteen bytes can be read at `at`.
  [[gnu::always_inline]] void add_word(const char* at, size_t length, bool is_capital,
                                       bool is_number) {
    const uint64_t first = small_letters(at, std::min<size_t>(length, 8));
    const uint64_t beyond = length > 8 ? ~uint64_t{0} : 0;
    const uint64_t second = small_letters(at + 8, length > 16 ? 8 : (length - 1) % 8 + 1) & beyond;
    ++stats_.words;
    stats_.capital_words += is_capital;
    stats_.longest_word = std::max(stats_.longest_word, static_cast<uint32_t>(length));
    stats_.stop_words += kStopWordTable.has(first | beyond);
    stats_.has_year |= is_number & is_year(first, length);
    mix(first ^ second * kOdd);
    for (size_t done = 16; done < length; done += 8)
      mix(small_letters(at + done, std::min<size_t>(length - done, 8)));
    stats_.hash += kWordEnd;
  }

  // Adds the ASCII letters and digits that `text` begins with, at least one; returns how many.
  size_t add_run(std::string_view text) {
    if (length_ == 0) is_capital_ = text[0] >= 'A' && text[0] <= 'Z';
    size_t length = 0, taken = sizeof(uint64_t);
    uint64_t mixed = 0;
    while (taken == sizeof(uint64_t)) {
      const EightBytes ahead(text.data() + length, text.size() - length);
      taken = EightBytes::run_length(ahead.letters_and_digits());
      if (taken == 0) break;
      const EightBytes bytes = ahead.first(taken);
      if (EightBytes::count(bytes.digits()) < taken) is_number_ = false;
      const uint64_t small = EightBytes(bytes.small_letters()).first(taken).number();
      append(small, taken);
      if (length == 8) mixed ^= small * kOdd;
      if (length >= 16) mix(std::exchange(mixed, small));
      if (length == 0) mixed = small;
      length += taken;
    }
    mix(mixed);
    length_ += static_cast<uint32_t>(length);
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
    stats_.stop_words += size_ <= kKeptBytes && kStopWordTable.has(word_);
    stats_.has_year |= is_number_ && is_year(word_, size_);
    stats_.hash += kWordEnd;
    length_ = 0;
    size_ = 0;
    word_ = 0;
    is_number_ = true;
  }

 private:
  static constexpr size_t kKeptBytes = sizeof(uint64_t), kTooLong = kKeptBytes + 1;
  static constexpr uint64_t kOdd = 0x9E3779B97F4A7C15ull, kWordEnd = 0xD1B54A32D192ED03ull;

  static bool is_year(uint64_t digits, size_t count) {
    const uint64_t century = digits & 0xFFFF;
    return (count == 4) & ((century == ('1' | '9' << 8)) | (century == ('2' | '0' << 8)));
  }

  void append(uint64_t bytes, size_t count) {
    if (size_ + count > kKeptBytes) {
      size_ = kTooLong;
      return;
    }
    word_ |= bytes << 8 * size_;
    size_ += count;
  }

  void mix(uint64_t bytes) {
    stats_.hash = (stats_.hash ^ bytes) * kOdd;
    stats_.hash ^= stats_.hash >> 29;
  }

  TextStats& stats_;
  // The word that is gathered:
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

void note_counts(TextStats& stats, const LetterCounts& counts) {
  const auto of = [&](Letter kind) { return counts[static_cast<size_t>(kind)]; };
  for (const uint32_t count : counts) stats.length += count;
  stats.length += of(Letter::kWide);
  stats.uppercase = of(Letter::kUpper);
  stats.digits = of(Letter::kDigit);
  stats.commas = of(Letter::kComma);
  stats.marks = of(Letter::kMark) + of(Letter::kCurrency) + of(Letter::kAtSign);
  stats.separators = of(Letter::kSeparator);
  stats.currency = static_cast<uint8_t>(std::min(255u, stats.currency + of(Letter::kCurrency)));
  stats.at_signs = static_cast<uint8_t>(std::min(255u, of(Letter::kAtSign)));
}

// The code point that ends at `end`, which is moved before it; 0 at the beginning.
char32_t previous_code_point(std::string_view text, size_t& end) {
  if (end == 0) return 0;
  size_t begin = begin_of_last(text.substr(0, end));
  end = begin;
  return next_code_point(text, begin);
}

// Reads a text window by window.
class TextCounter {
 public:
  TextCounter(std::string_view text, ReadWindow read) : text_(text), read_(read) {
    stats_.hash = 0xCBF29CE484222325ull;
  }

  TextStats count() {
    for (size_t base = 0; base < text_.size(); base += kWindowBytes) count_window(base);
    word_.end();
    note_counts(stats_, counts_);
    if (text_.empty()) return stats_;
    size_t begin = 0, end = text_.size();
    const char32_t first = next_code_point(text_, begin);
    note_beginning(stats_, first, letter_of(first));
    const char32_t last = previous_code_point(text_, end);
    note_ending(stats_, last, previous_code_point(text_, end));
    stats_.sentence_ends += last < 0x80 && letter_of(last) == Letter::kEnd;
    return stats_;
  }

 private:
  void count_window(size_t base) {
    const size_t left = text_.size() - base, size = std::min(left, kWindowBytes);
    char room[kWindowBytes + kBytesBehind];
    const char* bytes = text_.data() + base;
    if (left < sizeof room) {
      std::memset(room, 0, sizeof room);
      std::memcpy(room, bytes, left);
      bytes = room;
    }
    const Window window = read_(bytes, size, counts_);
    if (base == 0) stats_.word_bits = window.word | window.wide;
    note_marks(window);
    uint64_t starts = (window.word & ~(window.word << 1)) | window.wide;
    if (done_ > base) starts &= done_ - base < 64 ? ~uint64_t{0} << (done_ - base) : 0;
    while (starts != 0) {
      const auto at = static_cast<size_t>(std::countr_zero(starts));
      const auto length = static_cast<size_t>(std::countr_one(window.word >> at));
      const bool is_whole =
          length > 0 && at + length < kWindowBytes && (window.wide >> (at + length) & 1) == 0;
      if (is_whole && (!word_.is_open() || base + at != done_)) [[likely]] {
        if (word_.is_open()) word_.end();
        const uint64_t not_digits = ~window.digit >> at & ~(~uint64_t{0} << length);
        word_.add_word(bytes + at, length, (window.upper >> at & 1) != 0, not_digits == 0);
        starts &= starts - 1;
        continue;
      }
      add_piece(base + at);
      const size_t behind = done_ - base;
      starts &= behind < 64 ? ~uint64_t{0} << behind : 0;
    }
  }

  // Sentences' ends and the time of day, both from byte to byte.
  void note_marks(const Window& window) {
    const uint64_t stops = (window.end << 1 | last_.end >> 63) & window.space;
    if (stops != 0) stats_.sentence_ends += static_cast<uint32_t>(std::popcount(stops));
    const uint64_t after_colon = window.colon << 1 | last_.colon >> 63;
    const uint64_t two_after_digit = window.digit << 2 | last_.digit >> 62;
    stats_.has_clock |= (window.digit & after_colon & two_after_digit) != 0;
    last_ = window;
  }

  // A run of ASCII letters, or one letter that is not ASCII; part of a word or none.
  void add_piece(size_t at) {
    if (word_.is_open() && at != done_) word_.end();
    if (static_cast<unsigned char>(text_[at]) < 0x80) {
      done_ = at + word_.add_run(text_.substr(at));
      return;
    }
    const char32_t c = next_code_point(text_, at);
    done_ = at;
    const Letter kind = letter_of(c);
    if (is_of_word(kind))
      word_.add_wide(c, kind);
    else
      word_.end();
    ++counts_[static_cast<size_t>(kind)];
    stats_.sentence_ends += kind == Letter::kEnd;
    if (is_wide_currency(c) && stats_.currency < 255) ++stats_.currency;
  }

  std::string_view text_;
  ReadWindow read_;
  TextStats stats_;
  WordCounter word_{stats_};
  LetterCounts counts_{};
  Window last_;
  size_t done_ = 0;  // all before it is counted by add_piece() or a window
};

// A quarter of all blocks says what another of the page has said, most of them in a few words.
template <typename Answer>
class AnswerOfText {
 public:
  explicit AnswerOfText(Answer (*work)(std::string_view)) : work_(work) {}
  Answer operator()(std::string_view text) {
    constexpr size_t kRepeatedBytes = 64;
    return text.size() <= kRepeatedBytes ? known_.get(text, work_) : work_(text);
  }

 private:
  Answer (*work_)(std::string_view);
  ValueMemo<Answer> known_;
};

}  // namespace

text_scan::Counts letters_and_words(std::string_view text) {
#if defined(__x86_64__)
  if (has_many_abreast()) return count_abreast(text);
#endif
  return text_scan::count(text);
}

SlotSet phrases_in(std::string_view text, Abreast abreast) {
  return text.size() <= kPhraseTextBytes ? phrase_matcher().find(text, abreast) : SlotSet{};
}

TextStats text_counts(std::string_view text, Abreast abreast) {
  return TextCounter(text, window_reader(abreast)).count();
}

TextStats text_stats(std::string_view text, Abreast abreast) {
  TextStats stats = text_counts(text, abreast);
  stats.phrases = phrases_in(text, abreast);
  return stats;
}

namespace {

/// What `measure` makes of each text, asked once for short texts that come again.
std::vector<TextStats> stats_of(const BlockList& list, TextStats (*measure)(std::string_view)) {
  std::vector<TextStats> stats;
  stats.reserve(list.blocks.size());
  AnswerOfText<TextStats> answer(measure);
  for (const Block& block : list.blocks) stats.push_back(answer(block.text));
  return stats;
}

}  // namespace

std::vector<TextStats> counts_of_blocks(const BlockList& list) {
  return stats_of(list, [](std::string_view text) { return text_counts(text); });
}

std::vector<TextStats> stats_of_lines(const BlockList& list) {
  return stats_of(list, [](std::string_view text) { return text_stats(text); });
}

void find_phrases(const BlockList& list, std::span<const uint32_t> blocks,
                  std::vector<TextStats>& stats) {
  AnswerOfText<SlotSet> phrases_of([](std::string_view text) { return phrases_in(text); });
  for (const uint32_t block : blocks) stats[block].phrases = phrases_of(list.blocks[block].text);
}

}  // namespace copydesk
