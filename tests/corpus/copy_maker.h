// copy_maker.h: makes copies of stories the way they are found in archives: cut, framed,
// renumbered, typed again. Deterministic: the same seed gives the same copies on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

/// A small generator of random numbers with the same numbers everywhere (std's distributions differ
/// by library). Source: splitmix64, Vigna 2015.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t x = (state_ += 0x9E3779B97F4A7C15u);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
  }
  size_t below(size_t end) { return next() % end; }
  size_t between(size_t first, size_t last) { return first + below(last - first + 1); }
  bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1p-53 < share; }

 private:
  uint64_t state_;
};

/// Stories in an invented language whose words are as unevenly frequent as those of a real one.
class StoryMaker {
 public:
  explicit StoryMaker(uint64_t seed);
  std::string story(size_t word_count);
  /// The standing text of one of a hundred publishers, 15 to 60 words: subscribe, follow us, all
  /// rights reserved.
  const std::string& boilerplate() { return boilerplates_[dice_.below(boilerplates_.size())]; }
  Dice& dice() { return dice_; }

 private:
  const std::string& word();
  std::string sentence();

  Dice dice_;
  std::vector<std::string> words_;
  std::vector<std::string> boilerplates_;
};

enum class CopyKind : uint8_t {
  kCut,
  kFramed,
  kRenumbered,
  kRetyped,
  kCutAndFramed,
  kCutAndRetyped,
  kAll
};
inline constexpr int kCopyKindCount = 7;
std::string_view copy_kind_name(CopyKind kind);

/// A copy of `text`: cut by 20 to 70 %, framed by boilerplate, numbers changed, typed again with an
/// error in 1 to 5 % of the words, or several of these.
std::string make_copy(StoryMaker& maker, std::string_view text, CopyKind kind);

/// How well groups match the truth, over pairs of stories. `truth` and `groups` name the cluster of
/// each story.
struct PairScore {
  double recall = 0;
  double precision = 0;
};
PairScore score_pairs(const std::vector<uint32_t>& truth, const std::vector<uint32_t>& groups);

}  // namespace copydesk
