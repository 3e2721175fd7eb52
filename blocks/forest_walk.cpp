// forest_walk.cpp: rows of features through boosted trees: the sum of the leaves that each reaches.
// Method: QuickScorer's (Lucchese et al., SIGIR 2015) sets of leaves, without its order by feature:
// every split strikes out the leaves that a row cannot reach any more, for many rows at once;
// the leftmost one left is the row's. Where the processor takes sixteen rows by one instruction
// (AVX-512) that is all: a split costs three instructions. Else splits that all rows of a stretch
// pass on the same side are settled before for the whole stretch: neighbours in a page share most
// of what is told of them. Measured on the pages of wcxb-dev, both stages: 74 us a page with
// AVX-512, 150 without. The sums are the same to the last bit, since trees are added in the same
// order.
#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "blocks/forest.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copydesk {
namespace {

constexpr size_t kTileRows = 32;
// Rows whose splits are settled together. Fewer agree more, but settling costs a pass over all
// splits.
constexpr size_t kStretchRows = 256;
static_assert(kStretchRows % kTileRows == 0);

// A split that rows of the stretch disagree on.
struct OpenSplit {
  float threshold;
  uint32_t place;    // of its column in the tile
  uint32_t strikes;  // the leaves that a row over the threshold cannot reach
};

// What is left of a tree for a stretch of rows.
struct OpenTree {
  uint32_t first, end;  // its open splits
  uint32_t leaves;      // that can still be reached
  uint32_t values;
};

// Values abreast, as many as the processor takes at once. Left to find the vectors itself in loops
// over arrays, g++ 12 took the wrong loop and was no faster than one row at a time. A typedef,
// because clang takes no vector_size in an alias.
struct FourLanes {
  static constexpr size_t kCount = 4;
  typedef float Values __attribute__((vector_size(16)));
  typedef uint32_t Leaves __attribute__((vector_size(16)));
};
struct EightLanes {
  static constexpr size_t kCount = 8;
  typedef float Values __attribute__((vector_size(32)));
  typedef uint32_t Leaves __attribute__((vector_size(32)));
};

// The values of one column.
struct alignas(64) Column {
  float values[kTileRows];
};

// What one tile is walked through.
struct TileWork {
  const OpenTree* trees;
  size_t tree_count;
  const OpenSplit* splits;
  const float* values;
};

// Adds to `sums` what sixteen rows get from all trees; `tile` holds their columns.
template <typename Lanes>
[[gnu::always_inline]] inline void add_tile(const TileWork& work, const Column* tile, float* sums) {
  using Values = typename Lanes::Values;
  using Leaves = typename Lanes::Leaves;
  constexpr size_t kParts = kTileRows / Lanes::kCount;
  for (size_t t = 0; t < work.tree_count; ++t) {
    const OpenTree& tree = work.trees[t];
    Leaves struck[kParts] = {};
    for (uint32_t s = tree.first; s < tree.end; ++s) {
      const OpenSplit& split = work.splits[s];
      const Values* column = reinterpret_cast<const Values*>(tile[split.place].values);
      for (size_t p = 0; p < kParts; ++p)
        struck[p] |= reinterpret_cast<Leaves>(column[p] > split.threshold) & split.strikes;
    }
    const float* values = work.values + tree.values;
    for (size_t k = 0; k < kTileRows; ++k)
      sums[k] +=
          values[std::countr_zero(tree.leaves & ~struck[k / Lanes::kCount][k % Lanes::kCount])];
  }
}

void add_tile_anywhere(const TileWork& work, const Column* tile, float* sums) {
  add_tile<FourLanes>(work, tile, sums);
}

#if defined(__x86_64__)
[[gnu::target("avx2,bmi")]] void add_tile_avx2(const TileWork& work, const Column* tile,
                                               float* sums) {
  add_tile<EightLanes>(work, tile, sums);
}
#endif

using AddTile = void (*)(const TileWork&, const Column*, float*);

AddTile add_tile_for(Forest::Abreast abreast) {
#if defined(__x86_64__)
  if (abreast != Forest::Abreast::kFour && __builtin_cpu_supports("avx2") &&
      __builtin_cpu_supports("bmi"))
    return add_tile_avx2;
#endif
  return add_tile_anywhere;
}

bool takes_sixteen(Forest::Abreast abreast) {
#if defined(__x86_64__)
  return abreast == Forest::Abreast::kMost && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512cd");
#else
  return abreast == Forest::Abreast::kMost && false;
#endif
}

// Four columns of four rows into the tile, from `row` on.
[[gnu::always_inline]] inline void turn_four(const float* const* rows, size_t at,
                                             const uint16_t* places, size_t row, Column* tile) {
#if defined(__x86_64__)
  __m128 a = _mm_loadu_ps(rows[row] + at), b = _mm_loadu_ps(rows[row + 1] + at);
  __m128 c = _mm_loadu_ps(rows[row + 2] + at), d = _mm_loadu_ps(rows[row + 3] + at);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_store_ps(tile[places[0]].values + row, a), _mm_store_ps(tile[places[1]].values + row, b);
  _mm_store_ps(tile[places[2]].values + row, c), _mm_store_ps(tile[places[3]].values + row, d);
#else
  for (size_t i = 0; i < 4; ++i)
    for (size_t k = row; k < row + 4; ++k) tile[places[i]].values[k] = rows[k][at + i];
#endif
}

// The first `count` values of the rows from `at` on, column by column, to their places in the tile.
// `nowhere` is the place of those that nobody asks for.
void turn(const float* const* rows, size_t at, size_t count, const uint16_t* places,
          uint16_t nowhere, Column* tile) {
  for (; at + 4 <= count; at += 4) {
    const uint16_t* four = places + at;
    if (std::min({four[0], four[1], four[2], four[3]}) == nowhere) continue;
    for (size_t row = 0; row < kTileRows; row += 4) turn_four(rows, at, four, row, tile);
  }
  for (; at < count; ++at)
    for (size_t row = 0; row < kTileRows; ++row) tile[places[at]].values[row] = rows[row][at];
}

#if defined(__x86_64__)
// Eight columns of eight rows into the tile: pairs, then fours, then eights are put together.
[[gnu::target("avx2"), gnu::always_inline]] inline void turn_eight(const float* const* rows,
                                                                   size_t at,
                                                                   const uint16_t* places,
                                                                   size_t row, Column* tile) {
  __m256 pairs[8], fours[8];
  for (size_t i = 0; i < 8; i += 2) {
    const __m256 a = _mm256_loadu_ps(rows[row + i] + at);
    const __m256 b = _mm256_loadu_ps(rows[row + i + 1] + at);
    pairs[i] = _mm256_unpacklo_ps(a, b), pairs[i + 1] = _mm256_unpackhi_ps(a, b);
  }
  for (size_t i = 0; i < 8; i += 4) {
    for (size_t k = 0; k < 2; ++k) {
      fours[i + 2 * k] = _mm256_shuffle_ps(pairs[i + k], pairs[i + k + 2], 0x44);
      fours[i + 2 * k + 1] = _mm256_shuffle_ps(pairs[i + k], pairs[i + k + 2], 0xEE);
    }
  }
  for (size_t i = 0; i < 4; ++i) {
    _mm256_store_ps(tile[places[i]].values + row,
                    _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20));
    _mm256_store_ps(tile[places[i + 4]].values + row,
                    _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31));
  }
}

// The twin of turn(), by eight.
[[gnu::target("avx2")]] void turn_abreast(const float* const* rows, size_t count,
                                          const uint16_t* places, uint16_t nowhere, Column* tile) {
  size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    const uint16_t* eight = places + at;
    if (*std::min_element(eight, eight + 8) == nowhere) continue;
    for (size_t row = 0; row < kTileRows; row += 8) turn_eight(rows, at, eight, row, tile);
  }
  turn(rows, at, count, places, nowhere, tile);
}
#endif

}  // namespace

// One call of Forest::add_scores.
class ForestWalk {
 public:
  ForestWalk(const Forest& forest, const FeatureRows& rows, Forest::Abreast abreast)
      : forest_(forest),
        rows_(rows),
        abreast_(abreast),
        places_(rows.left_columns + rows.right_columns,
                static_cast<uint16_t>(forest.columns_.size())),
        tile_(forest.columns_.size() + 1) {
    const size_t same = rows.left_columns - rows.same_columns;
    for (size_t p = 0; p < forest.columns_.size(); ++p) {
      const size_t column = forest.columns_[p];
      places_[column] = static_cast<uint16_t>(p);
      if (column >= same && column < rows.left_columns)
        std::ranges::fill(tile_[p].values, left_row(0)[column]);
    }
  }

  void add_to(float* sums) {
    for (size_t i = 0; i < rows_.size(); ++i) sums[i] += forest_.base_;
    if (takes_sixteen(abreast_)) return add_tiles(0, rows_.size(), sums);
    lowest_.resize(places_.size()), highest_.resize(places_.size());
    trees_.resize(forest_.trees_.size());
    splits_.resize(forest_.splits_.size() + 1);
    for (size_t from = 0; from < rows_.size(); from += kStretchRows) {
      const size_t count = std::min(kStretchRows, rows_.size() - from);
      find_ranges(from, count);
      settle_splits();
      add_tiles(from, count, sums + from);
    }
  }

 private:
  size_t row_number(size_t i) const { return rows_.chosen.empty() ? i : rows_.chosen[i]; }
  const float* left_row(size_t i) const { return rows_.left + row_number(i) * rows_.left_columns; }
  const float* right_row(size_t i) const {
    return rows_.right + row_number(i) * rows_.right_columns;
  }

  // The lowest and highest value of every column in the stretch.
  void find_ranges(size_t from, size_t count) {
    std::ranges::fill(lowest_, INFINITY);
    std::ranges::fill(highest_, -INFINITY);
    const size_t border = rows_.left_columns, last = from + count - 1;
    const size_t varying = border - rows_.same_columns;
    for (float* range : {lowest_.data(), highest_.data()})
      std::copy(left_row(from) + varying, left_row(from) + border, range + varying);
    for (size_t i = from; i <= last;
         i += 2) {  // two rows a time: the ranges are read half as often
      const size_t j = std::min(i + 1, last);
      widen(left_row(i), left_row(j), varying, lowest_.data(), highest_.data());
      widen(right_row(i), right_row(j), rows_.right_columns, lowest_.data() + border,
            highest_.data() + border);
    }
  }

  static void widen(const float* row, const float* other, size_t columns, float* __restrict lowest,
                    float* __restrict highest) {
    for (size_t c = 0; c < columns; ++c) {
      const float low = row[c] < other[c] ? row[c] : other[c];
      const float high = row[c] > other[c] ? row[c] : other[c];
      lowest[c] = low < lowest[c] ? low : lowest[c];
      highest[c] = high > highest[c] ? high : highest[c];
    }
  }

  // Strikes out the leaves that no row of the stretch reaches and keeps the splits that still
  // decide something. Without branches, since nobody could foretell them.
  void settle_splits() {
    uint32_t kept = 0;
    for (size_t t = 0; t < trees_.size(); ++t) {
      const Forest::Tree& tree = forest_.trees_[t];
      const uint32_t first = kept;
      uint32_t leaves = tree.leaves;
      for (uint32_t s = tree.first; s < tree.first + tree.count; ++s) {
        const Forest::Split& split = forest_.splits_[s];
        const size_t column = forest_.columns_[split.place];
        const uint32_t all_left = !(highest_[column] > split.threshold);
        const uint32_t all_right = lowest_[column] > split.threshold;
        splits_[kept] = {split.threshold, split.place, split.left};
        kept += ~(all_left | all_right) & ((leaves & split.left) != 0);
        leaves &= ~((split.right & (0u - all_left)) | (split.left & (0u - all_right)));
      }
      trees_[t] = {first, kept, leaves, tree.values};
    }
  }

  // The rows of a tile, column by column; when there are fewer, the last one stands for those
  // missing.
  void fill_tile(size_t from, size_t count) {
    const float* left[kTileRows];
    const float* right[kTileRows];
    for (size_t k = 0; k < kTileRows; ++k) {
      left[k] = left_row(from + std::min(k, count - 1));
      right[k] = right_row(from + std::min(k, count - 1));
    }
    const size_t border = rows_.left_columns;
    const auto nowhere = static_cast<uint16_t>(forest_.columns_.size());
    turn_all(left, border - rows_.same_columns, places_.data(), nowhere);
    turn_all(right, rows_.right_columns, places_.data() + border, nowhere);
  }

  void turn_all(const float* const* rows, size_t count, const uint16_t* places, uint16_t nowhere) {
#if defined(__x86_64__)
    if (abreast_ != Forest::Abreast::kFour && __builtin_cpu_supports("avx2"))
      return turn_abreast(rows, count, places, nowhere, tile_.data());
#endif
    turn(rows, 0, count, places, nowhere, tile_.data());
  }

  void add_tiles(size_t from, size_t count, float* sums) {
    const bool takes_all = takes_sixteen(abreast_);
    const AddTile add_tile = add_tile_for(abreast_);
    const TileWork work{trees_.data(), trees_.size(), splits_.data(), forest_.leaf_values_.data()};
    for (size_t done = 0; done < count; done += kTileRows) {
      const size_t rows = std::min(kTileRows, count - done);
      fill_tile(from + done, rows);
      float own[kTileRows] = {};
      if (takes_all)
        add_all_trees(own);
      else
        add_tile(work, tile_.data(), own);
      for (size_t k = 0; k < rows; ++k) sums[done + k] += own[k];
    }
  }

  void add_all_trees(float* sums) const;

  const Forest& forest_;
  const FeatureRows& rows_;
  const Forest::Abreast abreast_;
  std::vector<uint16_t> places_;         // by column: its place in the tile
  std::vector<Column> tile_;             // the values that are asked for, and room for the others
  std::vector<float> lowest_, highest_;  // by column, over the stretch
  std::vector<OpenTree> trees_;
  std::vector<OpenSplit> splits_;
};

#if defined(__x86_64__)
// Adds to `sums` what the rows of the tile get from all trees. Two halves share what is read of a
// split. An index of a leaf is 31 less the zeros before its bit.
[[gnu::target("avx512f,avx512cd")]] void ForestWalk::add_all_trees(float* sums) const {
  __m512 low_sum = _mm512_loadu_ps(sums), high_sum = _mm512_loadu_ps(sums + 16);
  for (const Forest::Tree& tree : forest_.trees_) {
    __m512i low = _mm512_setzero_si512(), high = low;  // leaves that are struck out
    const Forest::Split* const end = forest_.splits_.data() + tree.first + tree.count;
    for (const Forest::Split* split = end - tree.count; split < end; ++split) {
      const float* const column = tile_[split->place].values;
      const __m512 threshold = _mm512_set1_ps(split->threshold);
      const __m512i strikes = _mm512_set1_epi32(static_cast<int>(split->left));
      low = _mm512_mask_or_epi32(
          low, _mm512_cmp_ps_mask(_mm512_load_ps(column), threshold, _CMP_GT_OQ), low, strikes);
      high = _mm512_mask_or_epi32(
          high, _mm512_cmp_ps_mask(_mm512_load_ps(column + 16), threshold, _CMP_GT_OQ), high,
          strikes);
    }
    const float* const values = forest_.leaf_values_.data() + tree.values;
    const __m512 first = _mm512_loadu_ps(values), second = _mm512_loadu_ps(values + 16);
    const __m512i leaves = _mm512_set1_epi32(static_cast<int>(tree.leaves));
    for (const auto& [struck, sum] : {std::pair(&low, &low_sum), std::pair(&high, &high_sum)}) {
      const __m512i left = ~*struck & leaves;
      const __m512i lowest = _mm512_and_si512(left, _mm512_sub_epi32(_mm512_setzero_si512(), left));
      const __m512i leaf = _mm512_xor_si512(_mm512_lzcnt_epi32(lowest), _mm512_set1_epi32(31));
      *sum = _mm512_add_ps(*sum, _mm512_permutex2var_ps(first, leaf, second));
    }
  }
  _mm512_storeu_ps(sums, low_sum);
  _mm512_storeu_ps(sums + 16, high_sum);
}
#else
void ForestWalk::add_all_trees(float*) const {}
#endif

// A single row, for the questions about a page: from node to node, without a table of splits.
float Forest::score_of_only(const FeatureRows& rows) const {
  const size_t number = rows.chosen.empty() ? 0 : rows.chosen[0];
  const float* left = rows.left + number * rows.left_columns;
  const float* right = rows.right + number * rows.right_columns;
  float sum = 0;
  for (const Root& root : roots_) {
    uint32_t at = 0;
    for (uint32_t step = 0; step < root.depth; ++step) {
      const ForestNode& node = nodes_[root.first + at];
      const float value = node.feature < rows.left_columns
                              ? left[node.feature]
                              : right[node.feature - rows.left_columns];
      at = node.left + (value > node.threshold ? 1u : 0u);
    }
    sum += values_[root.first + at];
  }
  return sum;
}

void Forest::add_scores(const FeatureRows& rows, float* sums, Abreast abreast) const {
  if (rows.size() == 1)
    *sums = (*sums + base_) + score_of_only(rows);
  else if (rows.size() > 0)
    ForestWalk(*this, rows, abreast).add_to(sums);
}

}  // namespace copydesk
