// names_shape.h: what names of people look like, letter by letter and word by word. Inner header of
// text/.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

bool is_upper(char32_t c);
bool is_cased(char32_t c);
bool is_kana_or_han(char32_t c);
bool is_hangul(char32_t c);

/// The first character of a text; 0: it is empty.
char32_t first_of(std::string_view text);

/// The words of a piece, parted by spaces, one after the other; asks nothing of the heap.
class EachWord {
 public:
  class Iterator {
   public:
    explicit Iterator(std::string_view text) : rest_(text) { ++*this; }
    std::string_view operator*() const { return word_; }
    Iterator& operator++() {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
      word_ = rest_.substr(0, rest_.find(' '));
      rest_.remove_prefix(word_.size());
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return word_.empty(); }

   private:
    std::string_view rest_, word_;
  };
  explicit EachWord(std::string_view text) : text_(text) {}
  Iterator begin() const { return Iterator(text_); }
  std::default_sentinel_t end() const { return {}; }

 private:
  std::string_view text_;
};

/// The same, to look at in any order.
std::vector<std::string_view> words_of(std::string_view text);
/// How many they are.
size_t word_count_of(std::string_view text);

/// Chinese, Japanese and Korean names: a few characters, no case to go by.
bool is_east_asian_name(std::string_view text);
/// "Jr.", "III", "PhD": may end a name, count as no word of it.
bool is_suffix_word(std::string_view word);
/// Whether a text holds a digit or a mark that no name holds.
bool has_forbidden_mark(std::string_view text);
/// A line without the addresses of mail behind its names: "Ana Ruiz <ana at rain dot example>".
std::string without_mails(std::string line);
/// A word of a name: capitalised, an initial, or of a script without case.
bool is_name_word(std::string_view word);
/// "(CNN)" style acronyms stand for outlets; "J.R." and "DJ" do not count here.
bool is_acronym(std::string_view word);

}  // namespace copydesk
