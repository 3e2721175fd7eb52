// line_context.cpp: the first stage's scores of a dump's lines -> one row of numbers each for the
// second: scores of the neighbours, of windows, of the stretch that holds most of them. Method:
// own.
#include <algorithm>

#include "blocks/feature_row.h"
#include "blocks/line_features.h"
#include "blocks/line_measures.h"

namespace copydesk {
namespace {

constexpr int kScoreNeighbours = 6;

/// The stretch with the greatest sum of (score - price) * words.
Stretch best_stretch(const std::vector<float>& scores, const std::vector<TextStats>& stats,
                     float price) {
  Stretch best;
  double best_sum = 0, sum = 0;
  size_t begin = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    sum += (scores[i] - price) * static_cast<float>(std::min(stats[i].words + 1, 80u));
    if (sum <= 0) {
      sum = 0;
      begin = i + 1;
    } else if (sum > best_sum) {
      best_sum = sum;
      best = {begin, i + 1};
    }
  }
  return best;
}

/// Sums of the first stage over the page.
struct ScoreSums {
  PrefixSums score, mass, words;
};

void put_scores(FeatureRow& row, const ScoreSums& sums, const std::vector<float>& scores,
                size_t i) {
  const size_t count = scores.size();
  row.put("score", scores[i]);
  for (int step = -kScoreNeighbours; step <= kScoreNeighbours; ++step) {
    const auto k = static_cast<size_t>(static_cast<long>(i) + step);
    const bool is_there = (step > 0 || i >= static_cast<size_t>(-step)) && k < count;
    if (step != 0) row.put("score_at", step, is_there ? scores[k] : -1.0f);
  }
  for (const size_t radius : kWindows) {
    const size_t begin = i - std::min(i, radius), end = std::min(count, i + radius + 1);
    const int r = static_cast<int>(radius);
    row.put("scores_above", r, share(sums.score.total(begin, i), static_cast<double>(i - begin)));
    row.put("scores_below", r,
            share(sums.score.total(i + 1, end), static_cast<double>(end - i - 1)));
    row.put("window_mass", r, share(sums.mass.total(begin, end), sums.words.total(begin, end)));
  }
}

FeatureMatrix write_context(const LineFeatures& features, const std::vector<float>& scores,
                            std::vector<std::string>* names) {
  FeatureMatrix matrix;
  const size_t count = scores.size();
  const std::vector<TextStats>& stats = features.stats;
  const ScoreSums sums{
      PrefixSums(count, [&](size_t i) { return scores[i]; }),
      PrefixSums(count, [&](size_t i) { return scores[i] * static_cast<float>(stats[i].words); }),
      PrefixSums(count, [&](size_t i) { return stats[i].words; })};
  const Stretch wide = best_stretch(scores, stats, 0.25f),
                tight = best_stretch(scores, stats, 0.6f);
  const auto is_sure = [&](size_t i) { return scores[i] > 0.7f && stats[i].words > 5; };
  const std::vector<float> sure_before = distances(count, true, is_sure),
                           sure_after = distances(count, false, is_sure);
  const double mass = sums.mass.total();
  std::vector<float> buffer(kMaxFeatureColumns);
  for (size_t i = 0; i < count; ++i) {
    FeatureRow row(buffer.data(), i == 0 ? names : nullptr);
    put_scores(row, sums, scores, i);
    row.put("mass_before", share(sums.mass.total(0, i), mass));
    row.put("page_mass", share(mass, sums.words.total()));
    row.put("page_mass_words", log1(mass));
    row.put("sure_before", sure_before[i]);
    row.put("sure_after", sure_after[i]);
    row.put("from_wide_begin", side_of(i, wide.begin));
    row.put("from_wide_end", side_of(i, wide.end));
    row.put("from_tight_begin", side_of(i, tight.begin));
    row.put("from_tight_end", side_of(i, tight.end));
    matrix.values.insert(matrix.values.end(), buffer.data(), row.end());
    if (i == 0) matrix.columns = matrix.values.size();
  }
  return matrix;
}

}  // namespace

FeatureMatrix line_context_features(const LineFeatures& features,
                                    const std::vector<float>& scores) {
  return write_context(features, scores, nullptr);
}

const std::vector<std::string>& line_context_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    write_context(line_features(cut_lines("A line.")), {0.5f}, &all);
    return all;
  }();
  return names;
}

}  // namespace copydesk
