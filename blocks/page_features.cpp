// page_features.cpp: reads the head of a page for the model.
#include "blocks/page_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/base.h"
#include "blocks/hash_numbers.h"
#include "blocks/text_scan.h"
#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// Titles and descriptions are short; what is longer is cut, so that a hostile one costs no time.
constexpr size_t kHeadTextBytes = 2000;
constexpr size_t kJsonLdBytes = 64u << 10;

// A bit for each byte of a text that is part of a word: ASCII letters, digits, and whatever is not
// ASCII. The bit behind the text is 0.
struct WordBits {
  static constexpr size_t kMostBytes = kHeadTextBytes;
  std::array<uint64_t, kMostBytes / 64 + 1> bits;

  explicit WordBits(std::string_view text) {
    CD_CHECK(text.size() <= kMostBytes);
    for (size_t base = 0; base <= text.size(); base += 64)
      bits[base / 64] = text_scan::word_bits(text.substr(base, 64));
  }
  // The first byte from `at` on that is part of none.
  size_t end_of_word(size_t at) const {
    while (true) {
      const auto run = static_cast<size_t>(std::countr_one(bits[at / 64] >> at % 64));
      at += run;
      if (run == 0 || at % 64 != 0) return at;
    }
  }
};

// Tells of all words of at least two letters. Returns where a word begins that the text's end may
// have cut, or the text's end.
template <typename OnWord>
size_t for_each_word(std::string_view text, OnWord on_word) {
  const WordBits words(text);
  uint64_t before = 0;
  for (size_t base = 0; base < text.size(); base += 64) {
    const uint64_t bits = words.bits[base / 64];
    uint64_t starts = bits & ~(bits << 1 | before);
    before = bits >> 63;
    for (; starts != 0; starts &= starts - 1) {
      const size_t begin = base + static_cast<size_t>(std::countr_zero(starts));
      const size_t end = words.end_of_word(begin);
      if (end - begin >= 2)
        on_word(TextWord{text.data() + begin, end - begin, text.size() - begin});
      if (end == text.size()) return begin;
    }
  }
  return text.size();
}

void read_url(std::string_view url, PageHead& head) {
  const size_t host = url.find("://");
  size_t slash = url.find('/', host == url.npos ? 0 : host + 3);
  if (slash == url.npos) return;
  std::string_view path = url.substr(slash);
  path = path.substr(0, std::min({path.find('?'), path.find('#'), size_t{500}}));
  head.words |= page_word_matcher().find(path);
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  head.path_depth = static_cast<uint32_t>(std::count(path.begin(), path.end(), '/'));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  head.path_hyphens = static_cast<uint32_t>(std::count(last.begin(), last.end(), '-'));
  head.path_digits = static_cast<uint32_t>(
      std::count_if(path.begin(), path.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

void read_meta(const Document& document, NodeId id, PageHead& head, std::string_view& url) {
  const std::string_view content =
      document.attribute(id, AttributeName::kContent).substr(0, kHeadTextBytes);
  std::string_view name = document.attribute(id, AttributeName::kProperty);
  if (name.empty()) name = document.attribute(id, AttributeName::kName);
  if (name == "description" || name == "og:description") {
    head.head_words.add(content, HeadWords::kDescription);
  } else if (name == "og:title") {
    head.head_words.add(content, HeadWords::kTitle);
  } else if (name == "og:type") {
    head.has_article_type = content == "article";
    if (content == "product" || content == "og:product")
      head.words |= page_word_matcher().find("product\"");
  } else if (name == "og:url" && url.empty()) {
    url = content;
  } else if (name == "generator") {
    head.words |= page_word_matcher().find(content.substr(0, 60));
  }
}

std::string_view first_text(const Document& document, NodeId id, size_t max_bytes) {
  const NodeId child = document.node(id).first_child;
  if (child == kNoNode || document.node(child).kind != NodeKind::kText) return {};
  return document.text(child).substr(0, max_bytes);
}

void read_element(const Document& document, NodeId id, PageHead& head, std::string_view& url) {
  switch (document.node(id).tag) {
    case Tag::kTitle:
      if (!head.head_words.has_any(HeadWords::kTitle))
        head.head_words.add(first_text(document, id, kHeadTextBytes), HeadWords::kTitle);
      break;
    case Tag::kMeta:
      read_meta(document, id, head, url);
      break;
    case Tag::kLink:
      if (document.attribute(id, AttributeName::kRel) == "canonical")
        url = document.attribute(id, AttributeName::kHref);
      break;
    case Tag::kScript:
      if (document.attribute(id, AttributeName::kType).find("ld+json") != std::string_view::npos)
        head.words |= page_word_matcher().find(first_text(document, id, kJsonLdBytes));
      break;
    case Tag::kHtml:
    case Tag::kBody:
      head.words |= page_word_matcher().find(document.attribute(id, AttributeName::kClass));
      break;
    case Tag::kH1:
      ++head.h1_count;
      break;
    case Tag::kArticle:
      ++head.article_count;
      break;
    default:
      break;
  }
}

float log1(float value) { return std::log1p(value); }

}  // namespace

uint32_t TextWord::hash() const {
  uint64_t hash = 0;
  for (size_t done = 0; done < length; done += 8) {
    const EightBytes bytes(at + done, left - done);
    hash = (hash ^ bytes.first(std::min<size_t>(8, length - done)).with_small_letters()) *
           0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return static_cast<uint32_t>(hash);
}

void HeadWords::add(std::string_view text, uint8_t where) {
  for_each_word(text, [&](const TextWord& word) {
    const uint32_t start = word.start();
    starts_[start / 64] |= uint64_t{1} << start % 64;
    words_.push_back({word.hash(), where});
    all_ |= where;
  });
}

void HeadWords::end() {
  table_.resize(std::bit_ceil(2 * words_.size() + 1));
  for (const Word& word : words_) {
    for (size_t at = word.hash; at != size_t{word.hash} + kMostProbes; ++at) {
      Word& slot = table_[at & (table_.size() - 1)];
      if (slot.where != 0 && slot.hash != word.hash) continue;
      slot.hash = word.hash;
      slot.where |= word.where;
      break;
    }
  }
}

uint8_t HeadWords::where_hash(uint32_t hash) const {
  for (size_t at = hash; at != size_t{hash} + kMostProbes; ++at) {
    const Word& slot = table_[at & (table_.size() - 1)];
    if (slot.where == 0 || slot.hash == hash) return slot.where;
  }
  return 0;
}

namespace {

// How many words of a text stand in the title and in the description.
struct HeadCounts {
  const PageHead& head;
  uint32_t all = 0, in_title = 0, in_description = 0;

  void add(const TextWord& word) {
    const uint8_t where = head.head_words.where(word);
    ++all;
    in_title += where & HeadWords::kTitle;
    in_description += (where & HeadWords::kDescription) / HeadWords::kDescription;
  }
  float share(uint32_t found) const {
    return all == 0 ? 0.0f : static_cast<float>(found) / static_cast<float>(all);
  }
};

}  // namespace

HeadShares head_shares(std::string_view text, const PageHead& head) {
  constexpr size_t kTitleBytes = 300, kDescriptionBytes = 600;
  if (!head.head_words.has_any(HeadWords::kTitle | HeadWords::kDescription)) return {};
  HeadCounts counts{head};
  HeadShares shares;
  uint32_t before_last = 0;  // found in the description before the last word
  const std::string_view beginning = text.substr(0, kTitleBytes);
  const size_t cut = for_each_word(beginning, [&](const TextWord& word) {
    before_last = counts.in_description;
    counts.add(word);
  });
  shares.title = counts.share(counts.in_title);
  if (text.size() > kTitleBytes && head.head_words.has_any(HeadWords::kDescription)) {
    // What the first cut made of a word is no word of the longer text.
    if (kTitleBytes - cut >= 2) --counts.all, counts.in_description = before_last;
    for_each_word(text.substr(cut, kDescriptionBytes - cut),
                  [&](const TextWord& word) { counts.add(word); });
  }
  shares.description = counts.share(counts.in_description);
  return shares;
}

HeadShares head_shares(std::string_view text, uint64_t word_bits, const PageHead& head) {
  if (text.size() >= 64) return head_shares(text, head);
  if (!head.head_words.has_any(HeadWords::kTitle | HeadWords::kDescription)) return {};
  HeadCounts counts{head};
  uint64_t starts = word_bits & ~(word_bits << 1) & word_bits >> 1;  // of at least two bytes
  for (; starts != 0; starts &= starts - 1) {
    const auto begin = static_cast<size_t>(std::countr_zero(starts));
    const auto length = static_cast<size_t>(std::countr_one(word_bits >> begin));
    counts.add({text.data() + begin, length, text.size() - begin});
  }
  return {counts.share(counts.in_title), counts.share(counts.in_description)};
}

PageHead read_page_head(const Document& document) {
  PageHead head;
  std::string_view url;
  for (NodeId id = 0; id < document.node_count(); ++id) {
    const Node& node = document.node(id);
    if (node.kind == NodeKind::kElement && node.space == Namespace::kHtml && node.parent != kNoNode)
      read_element(document, id, head, url);
  }
  head.head_words.end();
  read_url(url, head);
  return head;
}

// LONG: one line a feature.
void put_page_features(const PageHead& head, const BlockList& list,
                       const std::vector<TextStats>& stats, const PageElements& elements,
                       FeatureRow& row) {
  float length = 0, linked = 0, sentences = 0, long_blocks = 0, long_length = 0, noscript = 0,
        items = 0, headings = 0;
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    const Block& block = list.blocks[i];
    const float own = static_cast<float>(stats[i].length);
    length += own;
    linked += own * static_cast<float>(block.linked_letter_count) /
              static_cast<float>(std::max(1u, block.letter_count));
    sentences += static_cast<float>(stats[i].sentence_ends);
    noscript += block.is_noscript ? own : 0;
    items += block.is_list_item;
    headings += block.heading_level != 0;
    if (own < 80) continue;
    long_blocks += 1;
    long_length += own;
  }
  const float count = static_cast<float>(list.blocks.size());
  const float images = elements.elements.empty() ? 0 : elements.elements[0].images;
  const float controls = elements.elements.empty() ? 0 : elements.elements[0].controls;
  row.put("page_blocks", log1(count));
  row.put("page_length", log1(length));
  row.put("page_link_share", linked / std::max(1.0f, length));
  row.put("page_sentences", log1(sentences));
  row.put("page_long_blocks", log1(long_blocks));
  row.put("page_long_share", long_length / std::max(1.0f, length));
  row.put("page_noscript_share", noscript / std::max(1.0f, length));
  row.put("page_item_share", items / std::max(1.0f, count));
  row.put("page_headings", log1(headings));
  row.put("page_images", log1(images));
  row.put("page_controls", log1(controls));
  row.put("page_h1", log1(static_cast<float>(head.h1_count)));
  row.put("page_articles", log1(static_cast<float>(head.article_count)));
  row.put("page_og_article", head.has_article_type);
  row.put("page_path_depth", static_cast<float>(head.path_depth));
  row.put("page_path_hyphens", static_cast<float>(head.path_hyphens));
  row.put("page_path_digits", static_cast<float>(head.path_digits));
  for (size_t i = 0; i < page_words().size(); ++i)
    row.put("page_word", page_words()[i], head.words.has(static_cast<unsigned>(i)) ? 1.0f : 0.0f);
}

}  // namespace copydesk
