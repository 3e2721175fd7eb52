// page_type_features.cpp: what tells an article from a listing, a forum or a shop: the page's own
// features, and the make-up of the blocks that are likely to be the story.
#include <algorithm>
#include <cmath>
#include <vector>

#include "blocks/feature_row.h"
#include "blocks/features.h"

namespace copydesk {
namespace {

// A block counts as story here from this probability on.
constexpr float kTaken = 0.4f;

struct Makeup {
  float blocks = 0, length = 0, linked = 0, paragraphs = 0, items = 0, cells = 0, headings = 0,
        long_length = 0;
  float currency = 0, questions = 0, digits = 0, sentences = 0, quotes = 0, code = 0, years = 0,
        stops = 0, words = 0;
  float groups = 0, biggest_group = 0, mass = 0, first = -1, last = 0, text_in_h = 0;
};

Makeup makeup_of(const PageFeatures& features, const BlockList& list,
                 const std::vector<float>& scores) {
  Makeup m;
  std::vector<float> of_group(features.group_count, 0.0f);
  for (size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] < kTaken) continue;
    const Block& block = list.blocks[i];
    const TextStats& s = features.stats[i];
    const float length = static_cast<float>(s.length);
    m.blocks += 1;
    m.length += length;
    m.linked += length * static_cast<float>(block.linked_letter_count) /
                static_cast<float>(std::max(1u, block.letter_count));
    m.items += block.is_list_item ? length : 0;
    m.cells += block.is_cell ? length : 0;
    m.headings += block.heading_level != 0;
    m.text_in_h += block.heading_level != 0 ? length : 0;
    m.long_length += s.length >= 80 ? length : 0;
    m.currency += s.currency;
    m.questions += s.ends_question;
    m.digits += static_cast<float>(s.digits);
    m.sentences += static_cast<float>(s.sentence_ends);
    m.quotes += block.is_quote ? length : 0;
    m.code += block.is_preformatted ? length : 0;
    m.years += s.has_year;
    m.stops += static_cast<float>(s.stop_words);
    m.words += static_cast<float>(s.words);
    of_group[features.group_of_block[i]] += length;
    if (m.first < 0) m.first = static_cast<float>(i) / static_cast<float>(scores.size());
    m.last = static_cast<float>(i) / static_cast<float>(scores.size());
  }
  for (const float length : of_group) {
    m.groups += length > 0;
    m.biggest_group = std::max(m.biggest_group, length);
  }
  return m;
}

void put_makeup(const Makeup& m, FeatureRow& row) {
  const float length = std::max(1.0f, m.length), blocks = std::max(1.0f, m.blocks);
  row.put("taken_blocks", std::log1p(m.blocks));
  row.put("taken_length", std::log1p(m.length));
  row.put("taken_mean_length", std::log1p(m.length / blocks));
  row.put("taken_link_share", m.linked / length);
  row.put("taken_item_share", m.items / length);
  row.put("taken_cell_share", m.cells / length);
  row.put("taken_headings", m.headings / blocks);
  row.put("taken_heading_share", m.text_in_h / length);
  row.put("taken_long_share", m.long_length / length);
  row.put("taken_currency", m.currency / blocks);
  row.put("taken_questions", m.questions / blocks);
  row.put("taken_digits", m.digits / length);
  row.put("taken_sentences", m.sentences / blocks);
  row.put("taken_quotes", m.quotes / length);
  row.put("taken_code", m.code / length);
  row.put("taken_years", m.years / blocks);
  row.put("taken_stop_share", m.stops / std::max(1.0f, m.words));
  row.put("taken_groups", m.groups / blocks);
  row.put("taken_biggest_group", m.biggest_group / length);
  row.put("taken_first", m.first);
  row.put("taken_last", m.last);
}

std::vector<float> compute(const PageFeatures& features, const BlockList& list,
                           const std::vector<float>& scores, std::vector<std::string>* names) {
  std::vector<float> values(kMaxFeatureColumns);
  FeatureRow row(values.data(), names);
  put_makeup(makeup_of(features, list, scores), row);
  values.resize(static_cast<size_t>(row.end() - values.data()));
  values.insert(values.end(), features.page.begin(), features.page.end());
  return values;
}

}  // namespace

std::vector<float> page_type_features(const PageFeatures& features, const BlockList& list,
                                      const std::vector<float>& scores) {
  return compute(features, list, scores, nullptr);
}

const std::vector<std::string>& page_type_feature_names() {
  static const std::vector<std::string> names = [] {
    const Document document = parse_html("<p>a");
    const BlockList list = cut_blocks(document);
    std::vector<std::string> result;
    const PageFeatures features = block_features(document, list);
    compute(features, list, std::vector<float>(list.blocks.size(), 0.5f), &result);
    const auto& all = block_feature_names();
    result.insert(result.end(), all.end() - static_cast<std::ptrdiff_t>(features.page.size()),
                  all.end());
    return result;
  }();
  return names;
}

}  // namespace copydesk
