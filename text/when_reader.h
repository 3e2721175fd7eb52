// when_reader.h: DateReader, one text under the grammar of dates and times. Inner header of text/.
// when.cpp holds the dates, when_clock.cpp the times of day.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/when.h"
#include "text/when_tokens.h"
#include "text/words.h"

namespace copydesk {

template <size_t N>
bool is_among(const std::string_view (&words)[N], std::string_view word) {
  return std::any_of(std::begin(words), std::end(words),
                     [word](std::string_view entry) { return equals_ignoring_case(entry, word); });
}

// What a time of day says; `next` is the token behind it.
struct Clock {
  uint8_t hour = 0, minute = 0, second = 0;
  bool has_second = false;
  bool has_half = false;  // am or pm was written
  bool has_offset = false;
  ZoneSource source = ZoneSource::kExplicit;
  int16_t offset_minutes = 0;
  std::string_view zone;  // an abbreviation that needs the date
  size_t begin = 0, next = 0;
  bool found = false;
};

// One text under the grammar.
class DateReader {
 public:
  DateReader(std::string_view text, const DateHints& hints)
      : text_(text), hints_(hints), tokens_(date_tokens(text)) {
    for (const DateToken& token : tokens_) solid_count_ += token.kind != DateToken::Kind::kMark;
  }

  /// The first moment at or after token `at`; moves `at` behind it.
  Moment next_moment(size_t& at);
  size_t size() const { return tokens_.size(); }

 private:
  const DateToken& token(size_t i) const { return i < tokens_.size() ? tokens_[i] : end_; }
  std::string_view word(size_t i) const {
    return text_.substr(token(i).begin, token(i).end - token(i).begin);
  }
  bool is_number(size_t i, int least, int most) const {
    return token(i).kind == DateToken::Kind::kNumber && token(i).digits >= least &&
           token(i).digits <= most;
  }
  bool is_mark(size_t i, char32_t c) const {
    return token(i).kind == DateToken::Kind::kMark && token(i).mark == c;
  }
  bool is_word(size_t i) const { return token(i).kind == DateToken::Kind::kWord; }
  bool starts_with(size_t i, std::string_view prefix) const {
    return i < tokens_.size() && text_.substr(token(i).begin).starts_with(prefix);
  }
  bool is_one_of(size_t i, std::u32string_view marks) const {
    return token(i).kind == DateToken::Kind::kMark &&
           marks.find(token(i).mark) != std::u32string_view::npos;
  }
  bool is_all(size_t begin, size_t end) const;

  bool read_date(size_t at, Moment& out, size_t& next) const;
  bool read_year_first(size_t at, Moment& out, size_t& next) const;
  bool read_year_name(size_t at, Moment& out, size_t& next) const;
  bool read_year_alone(size_t at, Moment& out, size_t& next) const;
  bool read_day_first(size_t at, Moment& out, size_t& next) const;
  bool read_numeric(size_t at, Moment& out, size_t& next) const;
  bool read_month_first(size_t at, Moment& out, size_t& next) const;
  bool read_compact(size_t at, Moment& out, size_t& next) const;
  bool read_epoch(size_t at, Moment& out, size_t& next) const;
  bool read_era(size_t at, Moment& out, size_t& next) const;
  bool read_han(size_t at, Moment& out, size_t& next) const;
  int vietnamese_month(size_t at, size_t& next) const;
  int month_at(size_t at, size_t& next) const;
  bool has_number_near(size_t at) const;
  bool year_at(size_t at, Moment& out, size_t& next) const;
  bool take_year_hint(Moment& out) const;
  size_t skip_date_words(size_t at) const;
  bool is_month_first() const;
  bool puts_year_first() const;
  bool finish(Moment& out) const;

  Clock read_clock(size_t at) const;
  bool read_hours(size_t at, Clock& out) const;
  bool read_minutes(size_t at, Clock& out) const;
  bool read_dotted(size_t at, Clock& out) const;
  bool is_dotted_context(size_t at) const;
  bool read_half_before(size_t& at, int& half) const;
  bool read_half_after(size_t& at, int& half) const;
  void read_zone(size_t at, Clock& out) const;
  bool read_offset(size_t at, Clock& out) const;
  bool read_zone_words(size_t at, Clock& out) const;
  Clock clock_after(size_t at) const;
  bool is_joined(size_t begin, size_t end) const;
  void put(const Clock& clock, Moment& out) const;

  std::string_view text_;
  const DateHints& hints_;
  std::vector<DateToken> tokens_;
  DateToken end_{};
  size_t solid_count_ = 0;  // tokens that are no marks
};

}  // namespace copydesk
