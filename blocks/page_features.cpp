// page_features.cpp: reads the head of a page for the model.
#include "blocks/page_features.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// Titles and descriptions are short; what is longer is cut, so that a hostile one costs no time.
constexpr size_t kHeadTextBytes = 2000;
constexpr size_t kJsonLdBytes = 64u << 10;

// The byte of a word in small letters, 0 for what stands between words.
constexpr auto kWordBytes = [] {
  std::array<uint8_t, 256> bytes{};
  for (unsigned c = 0; c < bytes.size(); ++c) {
    const bool is_letter =
        c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    bytes[c] = static_cast<uint8_t>(!is_letter ? 0 : c < 0x80 ? c | 0x20 : c);
  }
  return bytes;
}();

template <typename OnWord>
void for_each_word(std::string_view text, OnWord on_word) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto byte = [&] {
    return at < end ? kWordBytes[static_cast<unsigned char>(*at)] : uint8_t{0};
  };
  while (at < end) {
    const char* const begin = at;
    uint32_t hash = 2166136261u;
    for (uint8_t letter = byte(); letter != 0; letter = byte()) {
      hash = (hash ^ letter) * 16777619u;
      ++at;
    }
    if (at - begin >= 2) on_word(hash);
    ++at;
  }
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
    for (const uint32_t word : word_hashes(content)) head.description_words.push_back(word);
  } else if (name == "og:title") {
    for (const uint32_t word : word_hashes(content)) head.title_words.push_back(word);
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

void sort_distinct(std::vector<uint32_t>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

std::string_view first_text(const Document& document, NodeId id, size_t max_bytes) {
  const NodeId child = document.node(id).first_child;
  if (child == kNoNode || document.node(child).kind != NodeKind::kText) return {};
  return document.text(child).substr(0, max_bytes);
}

void read_element(const Document& document, NodeId id, PageHead& head, std::string_view& url) {
  switch (document.node(id).tag) {
    case Tag::kTitle:
      if (head.title_words.empty())
        head.title_words = word_hashes(first_text(document, id, kHeadTextBytes));
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

std::vector<uint32_t> word_hashes(std::string_view text) {
  std::vector<uint32_t> words;
  for_each_word(text, [&](uint32_t hash) { words.push_back(hash); });
  sort_distinct(words);
  return words;
}

float share_of_words_in(std::string_view text, const std::vector<uint32_t>& words) {
  if (words.empty()) return 0;
  uint32_t all = 0, found = 0;
  for_each_word(text, [&](uint32_t hash) {
    ++all;
    found += std::binary_search(words.begin(), words.end(), hash);
  });
  return all == 0 ? 0.0f : static_cast<float>(found) / static_cast<float>(all);
}

HeadShares head_shares(std::string_view text, const PageHead& head) {
  constexpr size_t kTitleBytes = 300, kDescriptionBytes = 600;
  if (text.size() > kTitleBytes || head.title_words.empty() || head.description_words.empty())
    return {share_of_words_in(text.substr(0, kTitleBytes), head.title_words),
            share_of_words_in(text.substr(0, kDescriptionBytes), head.description_words)};
  const auto holds = [](const std::vector<uint32_t>& words, uint32_t hash) {
    return std::binary_search(words.begin(), words.end(), hash);
  };
  uint32_t all = 0, in_title = 0, in_description = 0;
  for_each_word(text, [&](uint32_t hash) {
    ++all;
    in_title += holds(head.title_words, hash);
    in_description += holds(head.description_words, hash);
  });
  if (all == 0) return {};
  return {static_cast<float>(in_title) / static_cast<float>(all),
          static_cast<float>(in_description) / static_cast<float>(all)};
}

PageHead read_page_head(const Document& document) {
  PageHead head;
  std::string_view url;
  for (NodeId id = 0; id < document.node_count(); ++id) {
    const Node& node = document.node(id);
    if (node.kind == NodeKind::kElement && node.space == Namespace::kHtml && node.parent != kNoNode)
      read_element(document, id, head, url);
  }
  read_url(url, head);
  sort_distinct(head.title_words);
  sort_distinct(head.description_words);
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
