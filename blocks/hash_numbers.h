// hash_numbers.h: HashNumbers, numbers for hashes. Part of blocks/.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace copydesk {

/// Places of a table at most half full that are looked at for one entry. Of 300 such tables filled
/// with 131,072 numbers by chance none had one further from its place than 57; what is, was made
/// for its hash.
inline constexpr size_t kMostProbes = 160;

/// Numbers hashes in the order of their first coming, in one table without a list behind it. One
/// that so many others stand in the way of that somebody must have made them for it gets a number
/// of its own each time.
class HashNumbers {
 public:
  explicit HashNumbers(size_t most) : slots_(std::bit_ceil(2 * most + 2)) {}

  uint32_t number_of(uint64_t hash) {
    const size_t mask = slots_.size() - 1;
    size_t at = (hash * 0x9E3779B97F4A7C15ull >> 32) & mask;
    for (size_t steps = 0; steps < kMostProbes; ++steps, at = (at + 1) & mask) {
      if (slots_[at].number == 0) slots_[at] = {hash, ++count_};
      if (slots_[at].hash == hash) return slots_[at].number - 1;
    }
    return count_++;
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t number = 0;  // one more; 0: free
  };
  std::vector<Slot> slots_;
  uint32_t count_ = 0;
};

}  // namespace copydesk
