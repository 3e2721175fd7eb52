// when_tokens.cpp: cuts text into the tokens of dates and knows the names of months and weekdays.
// Method: names from CLDR (when_names.inc), found by binary search over their lower-case form.
// Not here: how tokens make a date (when.cpp).
#include "text/when_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/base.h"
#include "text/when.h"
#include "text/words.h"

namespace copydesk {
namespace {

struct DateName {
  std::string_view name;
  int value;
  std::string_view languages;
};

#include "text/when_names.inc"

constexpr size_t kLongestName = 48;  // bytes of a lower-case name

// A word in lower case, in a fixed buffer; empty when it is too long for a name.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) {
    size_t at = 0;
    while (at < word.size()) {
      const char32_t c = next_code_point(word, at);
      const bool is_capital = c >= 'A' && c <= 'Z';
      if (!append(c < 0x80 ? c + (is_capital ? 32 : 0)
                           : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))))) {
        size_ = 0;
        return;
      }
    }
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  bool append(char32_t c) {
    if (size_ + 4 > bytes_.size()) return false;
    if (c < 0x80) {
      bytes_[size_++] = static_cast<char>(c);
    } else if (c < 0x800) {
      bytes_[size_++] = static_cast<char>(0xC0 | (c >> 6));
      bytes_[size_++] = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      bytes_[size_++] = static_cast<char>(0xE0 | (c >> 12));
      bytes_[size_++] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      bytes_[size_++] = static_cast<char>(0x80 | (c & 0x3F));
    }
    return true;
  }

  std::array<char, kLongestName> bytes_{};
  size_t size_ = 0;
};

bool is_language_listed(std::string_view list, std::string_view language) {
  return language.size() >= 2 && list.find(language.substr(0, 2)) != std::string_view::npos;
}

// By the first two bytes of a word and its length: whether a month has the same. The words between
// the numbers of a text are asked for their month, and of twenty nineteen end here.
constexpr size_t kMonthStarts = 2048;
constexpr size_t month_start_of(std::string_view name) {
  return (static_cast<unsigned char>(name[0]) ^
          static_cast<size_t>(static_cast<unsigned char>(name[1])) << 3 ^ name.size() << 6) %
         kMonthStarts;
}
constexpr auto kIsMonthStart = [] {
  std::array<bool, kMonthStarts> table{};
  for (const DateName& month : kMonthNames) table[month_start_of(month.name)] = true;
  return table;
}();

// The month of a lower-case name; the first meaning when the language settles nothing.
int month_of_lower(std::string_view name, std::string_view language) {
  if (name.size() < 2 || !kIsMonthStart[month_start_of(name)]) return 0;
  const auto* entry =
      std::lower_bound(std::begin(kMonthNames), std::end(kMonthNames), name,
                       [](const DateName& a, std::string_view key) { return a.name < key; });
  if (entry == std::end(kMonthNames) || entry->name != name) return 0;
  for (const auto* other = entry; other != std::end(kMonthNames) && other->name == name; ++other)
    if (is_language_listed(other->languages, language)) return other->value;
  return entry->value;
}

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

int digit_of(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  if (c < 0x660) return -1;
  return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER
             ? u_charDigitValue(static_cast<UChar32>(c))
             : -1;
}

void read_number(std::string_view text, size_t& at, DateToken& token) {
  while (at < text.size()) {
    size_t next = at;
    const int digit = digit_of(next_code_point(text, next));
    if (digit < 0) return;
    if (token.digits < 18) token.value = token.value * 10 + static_cast<uint64_t>(digit);
    if (token.digits < 255) ++token.digits;
    at = next;
  }
}

void read_word(std::string_view text, size_t& at) {
  while (at < text.size()) {
    size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (!is_word_character(c) || c == '_' || is_han(c) || digit_of(c) >= 0) return;
    at = next;
  }
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  tokens.reserve(text.size() / 4 + 4);
  bool space = false;
  size_t at = 0;
  while (at < text.size()) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_space_character(c) || c == 0x200E || c == 0x200F) {
      space = true;
      continue;
    }
    DateToken token;
    token.space_before = space;
    token.begin = static_cast<uint32_t>(begin);
    token.mark = c;
    space = false;
    if (digit_of(c) >= 0) {
      token.kind = DateToken::Kind::kNumber;
      at = begin;
      read_number(text, at, token);
    } else if (is_word_character(c) && c != '_') {
      token.kind = DateToken::Kind::kWord;
      if (!is_han(c)) read_word(text, at);
    } else {
      token.kind = DateToken::Kind::kMark;
    }
    token.end = static_cast<uint32_t>(at);
    tokens.push_back(token);
  }
  return tokens;
}

bool holds_digit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const EightBytes ahead(text.data() + at, text.size() - at);
    if (ahead.digits() != 0) return true;
    if (ahead.wide() == 0)
      at += 8;
    else if (digit_of(next_code_point(text, at)) >= 0)
      return true;
  }
  return false;
}

int month_of_name(std::string_view word, std::string_view language) {
  if (word.size() < 2) return 0;
  const LowerWord lower(word);
  const int month = month_of_lower(lower.view(), language);
  if (month != 0) return month;
  // Hebrew writes "in April" as one word; the prefix is the letter bet, 0xD7 0x91.
  if (lower.view().starts_with("\xD7\x91")) return month_of_lower(lower.view().substr(2), language);
  return 0;
}

bool is_english_word(std::string_view month) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"ago", "gen", "gun", "ion", "ira", "led", "lip", "mac",
                                       "mag", "out", "pro", "sen", "set", "sub"});
  return std::ranges::find(kWords, LowerWord(month).view()) != kWords.end();
}

int jalali_month_of_name(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"فروردین", "اردیبهشت", "خرداد", "تیر",
                                                 "مرداد",   "شهریور",   "مهر",   "آبان",
                                                 "آذر",     "دی",       "بهمن",  "اسفند"};
  for (size_t i = 0; i < 12; ++i)
    if (word == kMonths[i]) return static_cast<int>(i) + 1;
  return 0;
}

bool is_weekday_name(std::string_view word) {
  const LowerWord lower(word);
  return std::binary_search(std::begin(kDayNames), std::end(kDayNames), lower.view());
}

}  // namespace copydesk
