// sketch.h: a small sketch of a text, from which containment in another text can be told.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace copydesk {

/// Some of the shingles (runs of kShingleWords words) of a text, by their hashes. A shingle is in
/// the sketch when its hash has at least `level` leading zero bits; the level is the smallest that
/// leaves at most kMaxSketch of them. Two sketches are compared at the higher of their levels, so a
/// short text can be found inside a long one. Source: scaled MinHash (FracMinHash), Irber et al.
/// 2022; the level per text is ours.
struct Sketch {
  uint32_t shingle_count = 0;  // different shingles of the text
  uint8_t level = 0;
  std::vector<uint64_t> hashes;  // rising, all different
};

/// Words to a shingle; numbers count as one word whatever their digits.
inline constexpr int kShingleWords = 4;
inline constexpr size_t kMaxSketch = 64;

/// Cost: linear in the text, about 20 MB a second. Threads: safe.
Sketch make_sketch(std::string_view text);

/// The share, 0..1, of the smaller text's shingles that are in the other, as the sketches tell.
double containment(const Sketch& a, const Sketch& b);

/// How many hashes of a sketch belong to a level. Any level may be asked for: a damaged archive has
/// sketches of the highest, beyond which nothing belongs to any.
size_t count_at_level(const Sketch& sketch, int level);

/// The sketch as bytes for the archive, and back. A blob that is no sketch gives an empty one.
std::string pack_sketch(const Sketch& sketch);
Sketch unpack_sketch(std::string_view bytes);

}  // namespace copydesk
