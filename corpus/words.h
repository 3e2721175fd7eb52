// words.h: text into the words that are searched and compared. Only corpus/ uses it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace copydesk {

/// One word of a text: its folded form and where it stood.
struct Word {
  std::string_view folded;  // small letters, no accents; valid until the next call
  uint32_t begin = 0;       // bytes in the text
  uint32_t end = 0;
  bool is_unspaced = false;  // of a script that puts no spaces between words: one or two letters
  bool is_tail =
      false;  // the last letter of an unspaced run, alone; it makes one-letter queries possible
};

/// Walks over the words of a text. A word is a run of letters, digits and marks; letters of scripts
/// without spaces (Chinese, Japanese, Thai ...) come as overlapping pairs, and the last letter of a
/// run once more alone. Cost: linear. Threads: one reader, one thread. Example:
///   WordReader reader("Caf\xC3\xA9 3"); Word w; while (reader.next(w)) ...   gives "cafe", "3"
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}
  bool next(Word& word);

 private:
  bool next_unspaced(Word& word);
  bool skip_to_letter();
  void fold_run();

  std::string_view text_;
  size_t at_ = 0;
  size_t unspaced_at_ = 0;  // start of the next pair inside a run
  bool in_unspaced_ = false;
  std::string folded_;
};

/// Appends the words of `text`, each followed by a space: what the full-text index reads.
void append_search_words(std::string& out, std::string_view text);

}  // namespace copydesk
