// forest_walk.cpp: rows of features through boosted trees: the sum of the leaves that each reaches.
// Method: QuickScorer's (Lucchese et al., SIGIR 2015) sets of leaves, without its order by feature:
// every split strikes out the leaves that a row cannot reach any more, for many rows at once;
// the leftmost one left is the row's. Splits that all rows pass on the same side are settled
// before, once: of those of an HTML page that ask for the page, for tags and for class words two
// fifths of all. Where the processor takes sixteen rows by one instruction (AVX-512) that is all: a
// split costs three instructions. Else the other splits are settled too, for a stretch of rows:
// neighbours in a page share most of what is told of them. The sums are the same to the last bit,
// since trees are added in the same order.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

#include "base/base.h"
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
constexpr size_t kMostBytes = 256;  // columns of them

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

// The lowest and the highest value of a column.
struct Range {
  float lowest, highest;
};

// What one tile is walked through.
struct TileWork {
  const OpenTree* trees;
  size_t tree_count;
  const Forest::Split* splits;
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
      const Forest::Split& split = work.splits[s];
      const Values* column = reinterpret_cast<const Values*>(tile[split.place].values);
      for (size_t p = 0; p < kParts; ++p)
        struck[p] |= reinterpret_cast<Leaves>(column[p] > split.threshold) & split.left;
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

[[gnu::always_inline]] inline void turn_four(const uint8_t* const* rows, size_t at,
                                             const uint16_t* places, size_t row, Column* tile) {
  for (size_t i = 0; i < 4; ++i)
    for (size_t k = row; k < row + 4; ++k)
      tile[places[i]].values[k] = static_cast<float>(rows[k][at + i]);
}

// The first `count` values of the rows from `at` on, column by column, to their places in the tile.
// `nowhere` is the place of those that nobody asks for.
template <typename Value>
void turn(const Value* const* rows, size_t at, size_t count, const uint16_t* places,
          uint16_t nowhere, Column* tile) {
  for (; at + 4 <= count; at += 4) {
    const uint16_t* four = places + at;
    if (std::min({four[0], four[1], four[2], four[3]}) == nowhere) continue;
    for (size_t row = 0; row < kTileRows; row += 4) turn_four(rows, at, four, row, tile);
  }
  for (; at < count; ++at)
    for (size_t row = 0; row < kTileRows; ++row)
      tile[places[at]].values[row] = static_cast<float>(rows[row][at]);
}

#if defined(__x86_64__)
[[gnu::target("avx2"), gnu::always_inline]] inline __m256 eight_at(const float* values) {
  return _mm256_loadu_ps(values);
}

[[gnu::target("avx2"), gnu::always_inline]] inline __m256 eight_at(const uint8_t* values) {
  return _mm256_cvtepi32_ps(
      _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(values))));
}

// Eight columns of eight rows into the tile: pairs, then fours, then eights are put together.
template <typename Value>
[[gnu::target("avx2"), gnu::always_inline]] inline void turn_eight(const Value* const* rows,
                                                                   size_t at,
                                                                   const uint16_t* places,
                                                                   size_t row, Column* tile) {
  __m256 pairs[8], fours[8];
  for (size_t i = 0; i < 8; i += 2) {
    const __m256 a = eight_at(rows[row + i] + at);
    const __m256 b = eight_at(rows[row + i + 1] + at);
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
template <typename Value>
[[gnu::target("avx2")]] void turn_abreast(const Value* const* rows, size_t count,
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

// By itself: within another function the compiler no longer sees that the bytes are apart, and
// takes them one by one.
[[gnu::noinline]] void widen_bytes(const uint8_t* __restrict row, size_t count,
                                   uint8_t* __restrict lowest, uint8_t* __restrict highest) {
  for (size_t c = 0; c < count; ++c) {
    lowest[c] = row[c] < lowest[c] ? row[c] : lowest[c];
    highest[c] = row[c] > highest[c] ? row[c] : highest[c];
  }
}

}  // namespace

float FeatureRows::value(size_t i, size_t column) const {
  const size_t row = chosen.empty() ? i : chosen[i];
  if (column - bytes.at < bytes.count) return static_cast<float>(bytes.row(row)[column - bytes.at]);
  if (column >= bytes.at) column -= bytes.count;
  if (column < left_columns) return left[row * left_columns + column];
  column -= left_columns;
  return column < same.size() ? same[column] : right[i * right_columns + column - same.size()];
}

// One call of Forest::add_scores.
class ForestWalk {
 public:
  ForestWalk(const Forest& forest, const FeatureRows& rows, Forest::Abreast abreast)
      : forest_(forest),
        rows_(rows),
        abreast_(abreast),
        nowhere_(static_cast<uint16_t>(forest.columns_.size())),
        places_(rows.columns(), nowhere_),
        tile_(std::make_unique_for_overwrite<Column[]>(forest.columns_.size() + 1)),
        lowest_(rows.columns(), -INFINITY),
        highest_(rows.columns(), INFINITY),
        ranges_(std::make_unique_for_overwrite<Range[]>(forest.columns_.size())),
        trees_(std::make_unique_for_overwrite<OpenTree[]>(forest.trees_.size())),
        splits_(std::make_unique_for_overwrite<Forest::Split[]>(forest.splits_.size() + 1)) {
    std::copy(rows.same.begin(), rows.same.end(), lowest_.begin() + same_begin());
    std::copy(rows.same.begin(), rows.same.end(), highest_.begin() + same_begin());
  }

  void add_to(float* sums) {
    for (size_t i = 0; i < rows_.size(); ++i) sums[i] += forest_.base_;
    const bool takes_all = takes_sixteen(abreast_);
    const size_t stretch = takes_all ? rows_.size() : kStretchRows;
    for (size_t from = 0; from < rows_.size(); from += stretch) {
      const size_t count = std::min(stretch, rows_.size() - from);
      find_byte_ranges(from, count);
      if (!takes_all) find_ranges(from, count);
      place_columns();
      settle_splits();
      add_tiles(from, count, sums + from);
    }
  }

 private:
  size_t row_number(size_t i) const { return rows_.chosen.empty() ? i : rows_.chosen[i]; }
  const float* left_row(size_t i) const { return rows_.left + row_number(i) * rows_.left_columns; }
  const float* right_row(size_t i) const { return rows_.right + i * rows_.right_columns; }
  const uint8_t* byte_row(size_t i) const { return rows_.bytes.row(row_number(i)); }
  size_t bytes_end() const { return rows_.bytes.at + rows_.bytes.count; }
  size_t same_begin() const { return rows_.left_columns + rows_.bytes.count; }
  size_t right_begin() const { return same_begin() + rows_.same.size(); }

  // The lowest and highest value of every column of bytes in the stretch.
  void find_byte_ranges(size_t from, size_t count) {
    const ByteColumns& bytes = rows_.bytes;
    if (bytes.count == 0) return;
    CD_CHECK(bytes.stride <= kMostBytes);
    uint8_t lowest[kMostBytes], highest[kMostBytes];
    std::memcpy(lowest, byte_row(from), bytes.stride);
    std::memcpy(highest, byte_row(from), bytes.stride);
    for (size_t i = from + 1; i < from + count; ++i)
      widen_bytes(byte_row(i), bytes.stride, lowest, highest);
    std::copy(lowest, lowest + bytes.count, lowest_.begin() + bytes.at);
    std::copy(highest, highest + bytes.count, highest_.begin() + bytes.at);
  }

  // The same of all others.
  void find_ranges(size_t from, size_t count) {
    const size_t last = from + count - 1, before = rows_.bytes.at;
    for (const auto& [begin, end] : {std::pair(size_t{0}, before),
                                     {bytes_end(), same_begin()},
                                     {right_begin(), rows_.columns()}}) {
      std::fill(lowest_.begin() + begin, lowest_.begin() + end, INFINITY);
      std::fill(highest_.begin() + begin, highest_.begin() + end, -INFINITY);
    }
    float *lowest = lowest_.data(), *highest = highest_.data();
    for (size_t i = from; i <= last;
         i += 2) {  // two rows a time: the ranges are read half as often
      const size_t j = std::min(i + 1, last);
      widen(left_row(i), left_row(j), before, lowest, highest);
      widen(left_row(i) + before, left_row(j) + before, rows_.left_columns - before,
            lowest + bytes_end(), highest + bytes_end());
      widen(right_row(i), right_row(j), rows_.right_columns, lowest + right_begin(),
            highest + right_begin());
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

  // Those columns alone get a place in the tile whose values differ.
  void place_columns() {
    for (size_t p = 0; p < forest_.columns_.size(); ++p) {
      const size_t column = forest_.columns_[p];
      ranges_[p] = {lowest_[column], highest_[column]};
      places_[column] = lowest_[column] < highest_[column] ? static_cast<uint16_t>(p) : nowhere_;
    }
  }

  // Strikes out the leaves that no row of the stretch reaches and keeps the splits that still
  // decide something. Without branches, since nobody could foretell them.
  void settle_splits() {
    const Range* const ranges = ranges_.get();
    Forest::Split* kept = splits_.get();
    for (size_t t = 0; t < forest_.trees_.size(); ++t) {
      const Forest::Tree& tree = forest_.trees_[t];
      const auto first = static_cast<uint32_t>(kept - splits_.get());
      const Forest::Split* const end = forest_.splits_.data() + tree.first + tree.count;
      uint32_t leaves = tree.leaves;
      for (const Forest::Split* split = end - tree.count; split < end; ++split) {
        const Range range = ranges[split->place];
        const uint32_t some_right = range.highest > split->threshold;
        const uint32_t all_right = range.lowest > split->threshold;
        *kept = *split;
        kept += some_right & ~all_right & ((leaves & split->left) != 0);
        leaves &= ~((split->right & (some_right - 1)) | (split->left & (0u - all_right)));
      }
      trees_[t] = {first, static_cast<uint32_t>(kept - splits_.get()), leaves, tree.values};
    }
  }

  // The rows of a tile, column by column; when there are fewer, the last one stands for those
  // missing.
  void fill_tile(size_t from, size_t count) {
    const float *left[kTileRows], *right[kTileRows], *behind_bytes[kTileRows];
    const uint8_t* bytes[kTileRows];
    for (size_t k = 0; k < kTileRows; ++k) {
      const size_t row = from + std::min(k, count - 1);
      left[k] = left_row(row);
      behind_bytes[k] = left[k] + rows_.bytes.at;
      right[k] = right_row(row);
      bytes[k] = rows_.bytes.count == 0 ? nullptr : byte_row(row);
    }
    const uint16_t* places = places_.data();
    turn_all(left, rows_.bytes.at, places);
    turn_all(bytes, rows_.bytes.count, places + rows_.bytes.at);
    turn_all(behind_bytes, rows_.left_columns - rows_.bytes.at, places + bytes_end());
    turn_all(right, rows_.right_columns, places + right_begin());
  }

  template <typename Value>
  void turn_all(const Value* const* rows, size_t count, const uint16_t* places) {
#if defined(__x86_64__)
    if (abreast_ != Forest::Abreast::kFour && __builtin_cpu_supports("avx2"))
      return turn_abreast(rows, count, places, nowhere_, tile_.get());
#endif
    turn(rows, 0, count, places, nowhere_, tile_.get());
  }

  void add_tiles(size_t from, size_t count, float* sums) {
    const bool takes_all = takes_sixteen(abreast_);
    const AddTile add_tile = add_tile_for(abreast_);
    const TileWork work{trees_.get(), forest_.trees_.size(), splits_.get(),
                        forest_.leaf_values_.data()};
    for (size_t done = 0; done < count; done += kTileRows) {
      const size_t rows = std::min(kTileRows, count - done);
      fill_tile(from + done, rows);
      float own[kTileRows] = {};
      if (takes_all)
        add_all_trees(own);
      else
        add_tile(work, tile_.get(), own);
      for (size_t k = 0; k < rows; ++k) sums[done + k] += own[k];
    }
  }

  void add_all_trees(float* sums) const;

  const Forest& forest_;
  const FeatureRows& rows_;
  const Forest::Abreast abreast_;
  const uint16_t nowhere_;               // the place of columns that nobody asks for
  std::vector<uint16_t> places_;         // by column: its place in the tile
  std::unique_ptr<Column[]> tile_;       // the values that are asked for, and room for the others
  std::vector<float> lowest_, highest_;  // by column, over the stretch; infinite: not looked for
  std::unique_ptr<Range[]> ranges_;      // the same by place
  std::unique_ptr<OpenTree[]> trees_;
  std::unique_ptr<Forest::Split[]> splits_;  // that rows of the stretch disagree on
};

#if defined(__x86_64__)
// Adds to `sums` what the rows of the tile get from all trees. Two halves share what is read of a
// split. An index of a leaf is 31 less the zeros before its bit.
[[gnu::target("avx512f,avx512cd")]] void ForestWalk::add_all_trees(float* sums) const {
  __m512 low_sum = _mm512_loadu_ps(sums), high_sum = _mm512_loadu_ps(sums + 16);
  for (const OpenTree& tree : std::span(trees_.get(), forest_.trees_.size())) {
    __m512i low = _mm512_setzero_si512(), high = low;  // leaves that are struck out
    const Forest::Split* const end = splits_.get() + tree.end;
    for (const Forest::Split* split = splits_.get() + tree.first; split < end; ++split) {
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

// The sum with what a row gets from some trees, which are walked step by step in turn: each step
// waits for the one before it in its own tree. Behind its leaf a tree stays where it is.
float Forest::add_trees_to(float sum, std::span<const Root> trees, const float* row) const {
  uint32_t at[kTreesAtOnce] = {}, depth = 0;
  for (const Root& tree : trees) depth = std::max(depth, tree.depth);
  for (uint32_t step = 0; step < depth; ++step) {
    for (size_t i = 0; i < trees.size(); ++i) {
      const ForestNode& node = nodes_[trees[i].first + at[i]];
      at[i] = node.left + (row[node.feature] > node.threshold ? 1u : 0u);
    }
  }
  for (size_t i = 0; i < trees.size(); ++i) sum += values_[trees[i].first + at[i]];
  return sum;
}

// A single row, for the questions about a page: from node to node, without a table of splits.
float Forest::score_of_only(const FeatureRows& rows) const {
  std::vector<float> whole;
  const float* row = rows.left + (rows.chosen.empty() ? 0 : rows.chosen[0]) * rows.left_columns;
  if (rows.columns() > rows.left_columns) {
    for (size_t c = 0; c < rows.columns(); ++c) whole.push_back(rows.value(0, c));
    row = whole.data();
  }
  float sum = 0;
  for (size_t t = 0; t < roots_.size(); t += kTreesAtOnce)
    sum = add_trees_to(sum, std::span(roots_).subspan(t, std::min(kTreesAtOnce, roots_.size() - t)),
                       row);
  return sum;
}

void Forest::add_scores(const FeatureRows& rows, float* sums, Abreast abreast) const {
  if (rows.size() == 1)
    *sums = (*sums + base_) + score_of_only(rows);
  else if (rows.size() > 0)
    ForestWalk(*this, rows, abreast).add_to(sums);
}

}  // namespace copydesk
