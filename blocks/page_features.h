// page_features.h: what the model knows about a page as a whole, and words of the page that blocks
// are compared with.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/elements.h"
#include "blocks/feature_row.h"
#include "html/html.h"

namespace copydesk {

/// A word of a text: ASCII letters, digits, and whatever is not ASCII.
struct TextWord {
  const char* at;
  size_t length;  // at least two
  size_t left;    // bytes of the text from `at` on

  /// The same for words that differ in capitals only. Cost: it is the length and two letters.
  uint32_t start() const {
    const auto letter = [&](size_t i) { return static_cast<uint32_t>(at[i]) & 31; };
    return (letter(0) ^ letter(1) << 5 ^ static_cast<uint32_t>(length) * 37) % 1024;
  }
  /// Of its small letters.
  uint32_t hash() const;
};

/// The words of a page's title and of its description, of at least two letters, in small letters.
/// Cost: most words that are not in it are told by their start, before they are hashed; the others
/// by one look into a table.
class HeadWords {
 public:
  /// Where a word stands; a sum of them.
  static constexpr uint8_t kTitle = 1, kDescription = 2;

  HeadWords() { words_.reserve(kUsualWords); }
  void add(std::string_view text, uint8_t where);
  void end();  // before the first where(): a page may say its title a thousand times
  bool has_any(uint8_t where) const { return (all_ & where) != 0; }
  /// 0: nowhere.
  uint8_t where(const TextWord& word) const {
    const uint32_t start = word.start();
    return (starts_[start / 64] >> (start % 64) & 1) == 0 ? uint8_t{0} : where_hash(word.hash());
  }

 private:
  static constexpr size_t kUsualWords = 128;
  struct Word {
    uint32_t hash = 0;
    uint8_t where = 0;  // 0: the place is free
  };
  uint8_t where_hash(uint32_t hash) const;

  uint8_t all_ = 0;
  std::array<uint64_t, 16> starts_{};
  std::vector<Word> words_, table_;
};

/// Words of the title and of the description; and signs of what kind of page it is.
struct PageHead {
  HeadWords head_words;
  SlotSet words;  // page_words(): types of JSON-LD, parts of the URL's path, classes of <body>
  uint32_t path_depth = 0;    // of the canonical address; 0 when there is none
  uint32_t path_hyphens = 0;  // in its last part
  uint32_t path_digits = 0;
  bool has_article_type = false;  // og:type
  uint32_t h1_count = 0, article_count = 0;
};

/// Cost: linear in the nodes. The page's own words only: the address it was fetched from is no part
/// of it, so that a page gives the same story from a file and from an archive.
PageHead read_page_head(const Document& document);

/// The shares of a text's words that stand in the title and in the description. Its beginning
/// counts: 300 bytes for the one, 600 for the other.
struct HeadShares {
  float title = 0, description = 0;
};
HeadShares head_shares(std::string_view text, const PageHead& head);
/// The same; `word_bits` are those of the text's TextStats.
HeadShares head_shares(std::string_view text, uint64_t word_bits, const PageHead& head);

void put_page_features(const PageHead& head, const BlockList& list,
                       const std::vector<TextStats>& stats, const PageElements& elements,
                       FeatureRow& row);

}  // namespace copydesk
