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

/// Words (of at least two letters, in lower case) as hashes. Cost: most words that are not in it
/// are told by one bit.
class WordSet {
 public:
  void add_words_of(std::string_view text);
  void end();  // before the first has(): a page may say its title a thousand times
  bool has(uint32_t hash) const {
    return (bits_[hash / 64 % bits_.size()] >> (hash % 64) & 1) != 0 && is_listed(hash);
  }
  bool is_empty() const { return hashes_.empty(); }

 private:
  bool is_listed(uint32_t hash) const;

  std::array<uint64_t, 8> bits_{};
  std::vector<uint32_t> hashes_;  // sorted, each once, when ended
};

/// Words of the title and of the description; and signs of what kind of page it is.
struct PageHead {
  WordSet title_words;
  WordSet description_words;
  SlotSet words;  // page_words(): types of JSON-LD, parts of the URL's path, classes of <body>
  uint32_t path_depth = 0;    // of the canonical address; 0 when there is none
  uint32_t path_hyphens = 0;  // in its last part
  uint32_t path_digits = 0;
  bool has_article_type = false;  // og:type
  uint32_t h1_count = 0, article_count = 0, noscript_length = 0;
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

void put_page_features(const PageHead& head, const BlockList& list,
                       const std::vector<TextStats>& stats, const PageElements& elements,
                       FeatureRow& row);

}  // namespace copydesk
