// hash_numbers.h: HashNumbers, numbers for hashes. Part of blocks/.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// Numbers hashes in the order of their first coming, in one table without a list behind it. One
/// that so many others stand in the way of that somebody must have made them for it gets a number
/// of its own each time.
class HashNumbers {
 public:
  explicit HashNumbers(size_t most) : slots_(std::bit_ceil(2 * most + 2)) { hashes_.reserve(most); }

  uint32_t number_of(uint64_t hash) {
    const size_t mask = slots_.size() - 1;
    size_t at = (hash * 0x9E3779B97F4A7C15ull >> 32) & mask;
    for (size_t steps = 0; steps < kMostProbes; ++steps, at = (at + 1) & mask) {
      if (slots_[at] == 0) {
        hashes_.push_back(hash);
        slots_[at] = static_cast<uint32_t>(hashes_.size());
      }
      if (hashes_[slots_[at] - 1] == hash) return slots_[at] - 1;
    }
    hashes_.push_back(hash);
    return static_cast<uint32_t>(hashes_.size() - 1);
  }
  uint32_t count() const { return static_cast<uint32_t>(hashes_.size()); }

 private:
  std::vector<uint32_t> slots_;   // a number and one; 0: free
  std::vector<uint64_t> hashes_;  // by number; apart, so that less is to be cleared
};

}  // namespace copydesk
