// line_context.cpp: the first stage's scores of a dump's lines -> one row of numbers each for the
// second: scores of the neighbours, of windows, of the stretch that holds most of them. Method:
// own.
#include <algorithm>
#include <array>

#include "blocks/feature_row.h"
#include "blocks/line_features.h"
#include "blocks/line_measures.h"

namespace copydesk {
namespace {

constexpr int kScoreNeighbours = 6;

/// The stretch with the greatest sum of (score - price) * words.
Stretch surest_stretch(const std::vector<float>& scores, const std::vector<TextStats>& stats,
                       float price) {
  return best_stretch(scores.size(), [&](size_t i) {
    return (scores[i] - price) * static_cast<float>(std::min(stats[i].words + 1, 80u));
  });
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

/// A stretch of lines that the first stage takes, or leaves.
struct ScoreRun {
  size_t begin = 0, end = 0;
  double words = 0, mass = 0;  // mass: words times score
  float best = 0;              // score
  bool is_taken = false;
  uint32_t rank = 0;  // among those of its kind, 0: the most mass
};

/// What the first stage would choose by itself, and the stretches that this makes.
struct FirstChoice {
  FirstChoice(const std::vector<float>& scores, const std::vector<LineKind>& kinds);
  void rank_runs();

  float best_f1 = 0, threshold = 0;
  std::vector<ScoreRun> runs;
  std::vector<uint32_t> run_of_line;
  std::vector<double> higher_words;  // words of lines with a higher score, by thousandths of it
  double words = 0, mass = 0;
};

constexpr size_t kScoreSteps = 200;
size_t step_of(float score) {
  return std::min(kScoreSteps - 1, static_cast<size_t>(score * static_cast<float>(kScoreSteps)));
}

FirstChoice::FirstChoice(const std::vector<float>& scores, const std::vector<LineKind>& kinds)
    : run_of_line(scores.size()), higher_words(kScoreSteps + 1) {
  std::vector<double> step_mass(kScoreSteps);
  for (size_t i = 0; i < scores.size(); ++i) {
    const double line_words = kinds[i].words, line_mass = line_words * scores[i];
    words += line_words;
    mass += line_mass;
    higher_words[step_of(scores[i])] += line_words;
    step_mass[step_of(scores[i])] += line_mass;
  }
  double taken = 0, taken_mass = 0, best = 0;
  for (size_t step = kScoreSteps; step-- > 0;) {
    taken += higher_words[step];
    taken_mass += step_mass[step];
    higher_words[step] = taken;
    best = std::max(best, 2 * taken_mass / std::max(1e-9, taken + mass));
  }
  best_f1 = static_cast<float>(best);
  threshold = best_f1 / 2;
  for (size_t i = 0; i < scores.size(); ++i) {
    const bool is_taken = scores[i] >= threshold;
    if (i == 0 || runs.back().is_taken != is_taken) runs.push_back({i, i, 0, 0, 0, is_taken, 0});
    ScoreRun& run = runs.back();
    run.end = i + 1;
    run.words += kinds[i].words;
    run.mass += kinds[i].words * scores[i];
    run.best = std::max(run.best, scores[i]);
    run_of_line[i] = static_cast<uint32_t>(runs.size() - 1);
  }
  rank_runs();
}

void FirstChoice::rank_runs() {
  std::vector<uint32_t> order(runs.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return runs[a].mass > runs[b].mass; });
  uint32_t next[2] = {0, 0};
  for (const uint32_t i : order) runs[i].rank = next[runs[i].is_taken]++;
}

/// The mean score of the other lines of a group.
class GroupMeans {
 public:
  GroupMeans(const LineGroups& groups, const std::vector<float>& scores)
      : groups_(groups), sums_(groups.count), sizes_(groups.count) {
    for (size_t i = 0; i < scores.size(); ++i) {
      sums_[groups.of_line[i]] += scores[i];
      ++sizes_[groups.of_line[i]];
    }
  }
  float without(size_t i, float score) const {
    const uint32_t group = groups_.of_line[i];
    return sizes_[group] > 1 ? static_cast<float>((sums_[group] - score) / (sizes_[group] - 1))
                             : -1.0f;
  }

 private:
  const LineGroups& groups_;
  std::vector<double> sums_, sizes_;
};

/// Means over all that belongs together: look-alikes, equal depth, segments, first words.
struct ScoreGroups {
  ScoreGroups(const LineLayout& layout, const std::vector<float>& scores)
      : looks(layout.looks, scores),
        looks_deep(layout.looks_deep, scores),
        depths(layout.depths, scores),
        openings(layout.openings, scores),
        endings(layout.endings, scores) {}
  GroupMeans looks, looks_deep, depths, openings, endings;
};

void put_runs(FeatureRow& row, const FirstChoice& choice, float score, size_t i) {
  const uint32_t number = choice.run_of_line[i];
  const ScoreRun& run = choice.runs[number];
  const ScoreRun none;
  const ScoreRun& before = number > 0 ? choice.runs[number - 1] : none;
  const ScoreRun& after = number + 1 < choice.runs.size() ? choice.runs[number + 1] : none;
  row.put("over_threshold", score - choice.threshold);
  row.put("run_taken", run.is_taken);
  row.put("run_lines", log1(static_cast<double>(run.end - run.begin)));
  row.put("run_words", log1(run.words));
  row.put("run_mass", share(run.mass, choice.mass));
  row.put("run_mean", share(run.mass, run.words));
  row.put("run_best", run.best);
  row.put("run_rank", static_cast<float>(std::min(run.rank, 9u)));
  row.put("run_line", log1(static_cast<double>(i - run.begin)));
  row.put("run_rest", log1(static_cast<double>(run.end - i)));
  row.put("run_before_lines", log1(static_cast<double>(before.end - before.begin)));
  row.put("run_before_mass", share(before.mass, choice.mass));
  row.put("run_after_lines", log1(static_cast<double>(after.end - after.begin)));
  row.put("run_after_mass", share(after.mass, choice.mass));
  row.put("higher_words", share(choice.higher_words[step_of(score) + 1], choice.words));
}

void put_groups(FeatureRow& row, const ScoreGroups& groups, const ScoreSums& sums,
                const LineLayout& layout, const std::vector<float>& scores, size_t i) {
  row.put("mean_of_looks", groups.looks.without(i, scores[i]));
  row.put("mean_of_looks_deep", groups.looks_deep.without(i, scores[i]));
  row.put("mean_of_depth", groups.depths.without(i, scores[i]));
  row.put("mean_of_opening", groups.openings.without(i, scores[i]));
  row.put("mean_of_ending", groups.endings.without(i, scores[i]));
  int which = 0;
  for (const Segmentation& parts : layout.segmentations) {
    const LineSegment& own = parts.segments[parts.of_line[i]];
    row.put("segment_mean", which,
            share(sums.score.total(own.begin, own.end), static_cast<double>(own.end - own.begin)));
    row.put("segment_mass", which, share(sums.mass.total(own.begin, own.end), sums.mass.total()));
    ++which;
  }
  const size_t period = layout.period[i];
  double sum = 0, there = 0;
  for (size_t k = 1; k <= 2; ++k) {
    if (i >= k * period) sum += scores[i - k * period], ++there;
    if (i + k * period < scores.size()) sum += scores[i + k * period], ++there;
  }
  row.put("mean_of_period", there > 0 ? static_cast<float>(sum / there) : -1.0f);
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
  const FirstChoice choice(scores, features.kinds);
  const ScoreGroups groups(features.layout, scores);
  const Stretch wide = surest_stretch(scores, stats, 0.25f),
                tight = surest_stretch(scores, stats, 0.6f);
  const auto is_sure = [&](size_t i) { return scores[i] > 0.7f && stats[i].words > 5; };
  const std::vector<float> sure_before = distances(count, true, is_sure),
                           sure_after = distances(count, false, is_sure);
  const double mass = sums.mass.total();
  std::vector<float> buffer(kMaxFeatureColumns);
  for (size_t i = 0; i < count; ++i) {
    FeatureRow row(buffer.data(), i == 0 ? names : nullptr);
    put_scores(row, sums, scores, i);
    put_runs(row, choice, scores[i], i);
    put_groups(row, groups, sums, features.layout, scores, i);
    row.put("mass_before", share(sums.mass.total(0, i), mass));
    row.put("page_mass", share(mass, sums.words.total()));
    row.put("page_mass_words", log1(mass));
    row.put("sure_before", sure_before[i]);
    row.put("sure_after", sure_after[i]);
    row.put("from_wide_begin", side_of(i, wide.begin));
    row.put("from_wide_end", side_of(i, wide.end));
    row.put("from_tight_begin", side_of(i, tight.begin));
    row.put("from_tight_end", side_of(i, tight.end));
    row.put("page_best_f1", choice.best_f1);
    row.put("page_runs", log1(static_cast<double>(choice.runs.size())));
    row.put("page_taken", share(choice.higher_words[step_of(choice.threshold)], choice.words));
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
    write_context(line_features(cut_lines("A line."), std::array{0.0f}), {0.5f}, &all);
    return all;
  }();
  return names;
}

}  // namespace copydesk
