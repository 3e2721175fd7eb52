// check_twins.cpp: what is computed many at a time is what is computed one at a time: the walk over
// the forests with AVX2 and with four rows abreast, the networks likewise, the scans of
// html/ by 16 bytes and by one.
#include "base/base.h"
#include "blocks/features.h"
#include "blocks/line_features.h"
#include "blocks/weights.h"
#include "fuzz/checks.h"
#include "html/html.h"
#include "html/scan.h"

namespace copydesk {
namespace {

std::vector<float> scores_of(const Forest& forest, const FeatureRows& rows,
                             Forest::Abreast abreast) {
  std::vector<float> scores(rows.size(), 0.0f);
  forest.add_scores(rows, scores.data(), abreast);
  return scores;
}

void check_walks(const Forest& forest, FeatureRows rows) {
  const std::vector<float> four = scores_of(forest, rows, Forest::Abreast::kFour);
  CD_CHECK(scores_of(forest, rows, Forest::Abreast::kMost) == four);
  std::vector<uint32_t> odd;  // some rows get the sums that they get among all
  for (uint32_t i = 1; i < rows.count; i += 2) odd.push_back(i);
  if (odd.empty()) return;
  rows.chosen = odd;
  const std::vector<float> some = scores_of(forest, rows, Forest::Abreast::kMost);
  for (size_t k = 0; k < odd.size(); ++k) CD_CHECK(some[k] == four[odd[k]]);
}

void check_network(const BlockNetwork& network, const FeatureRows& rows, const WordBuckets* words) {
  const std::vector<float> few = network.scores(rows, words, BlockNetwork::Abreast::kFew);
  CD_CHECK(network.scores(rows, words, BlockNetwork::Abreast::kSixteen) == few);
  CD_CHECK(network.scores(rows, words, BlockNetwork::Abreast::kMost) == few);
}

void check_models(const std::string& page) {
  const Document document = parse_html(page);
  const BlockList blocks = cut_blocks(document);
  if (!blocks.blocks.empty()) {
    const PageFeatures features = block_features(document, blocks);
    const FeatureMatrix whole = whole_rows(features);
    const FeatureRows rows{whole.values.data(), whole.columns, features.block_of_row.size()};
    check_walks(story_weights().first, features.rows());
    check_network(story_weights().network, features.rows(), nullptr);
    CD_CHECK(scores_of(story_weights().first, rows, Forest::Abreast::kFour) ==
             scores_of(story_weights().first, features.rows(), Forest::Abreast::kMost));
  }
  const BlockList lines = cut_lines(page);
  if (lines.blocks.empty()) return;
  const WordBuckets words = words_of_lines(lines);
  const FeatureMatrix matrix = line_features(lines, words).matrix;
  const FeatureRows rows{matrix.values.data(), matrix.columns, lines.blocks.size()};
  check_walks(line_weights().forest, rows);
  check_network(line_weights().network, rows, &words);
}

bool is_same(const NameEnd& a, const NameEnd& b) {
  return a.end == b.end && a.is_plain == b.is_plain;
}

void check_scans(std::string_view bytes) {
  constexpr size_t kMostOffsets = 256;  // each costs a look at all that is behind it
  const char* end = bytes.data() + bytes.size();
  for (size_t i = 0; i < std::min(bytes.size(), kMostOffsets); ++i) {
    const char* at = bytes.data() + i;
    CD_CHECK((find_any<'<', '&', '\r', '\0'>(at, end)) ==
             (find_any_scalar<'<', '&', '\r', '\0'>(at, end)));
    CD_CHECK((find_any<'<', '-', '<', '-'>(at, end)) ==
             (find_any_scalar<'<', '-', '<', '-'>(at, end)));
    CD_CHECK(
        is_same(scan_name<NameKind::kTag>(at, end), scan_name_scalar<NameKind::kTag>(at, end)));
    CD_CHECK(is_same(scan_name<NameKind::kAttribute>(at, end),
                     scan_name_scalar<NameKind::kAttribute>(at, end)));
  }
}

}  // namespace

void check_twins(std::string_view bytes) {
  check_scans(bytes);
  std::string page;
  append_repaired_utf8(page, bytes);
  check_models(page);
}

}  // namespace copydesk
