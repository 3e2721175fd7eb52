// copies.h: CopyIndex, which stories are copies of which, told from their sketches as they come in.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/sketch.h"

namespace copydesk {

/// Groups of copies. Stories are numbered from 1 in the order of add(); a group is named by its
/// first story. The same stories in the same order give the same groups on every machine. Cost:
/// about 20 microseconds a story; 700 bytes of memory a story. Threads: one at a time.
class CopyIndex {
 public:
  /// Adds the next story, joins it with the groups that hold a copy of it or the same address.
  /// `number` must be greater than all before. Returns the group.
  uint32_t add(uint32_t number, const Sketch& sketch, std::string_view address);

  /// The group of a story that was added; its own number when it is alone.
  uint32_t group_of(uint32_t number) const;

  /// Groups that the last add() joined into another: their former names.
  const std::vector<uint32_t>& last_joined() const { return joined_; }

 private:
  // What is kept of a sketch besides its postings.
  struct Mark {
    uint8_t level = 0;
    uint8_t counts[4] = {0, 0, 0, 0};  // hashes at level, level + 1, ...
  };
  struct Posting {
    uint32_t key;
    uint32_t number;
    uint32_t next;  // 0 = end, else index + 1
  };
  // A story that has a hash of the new one.
  struct Hit {
    uint32_t number = 0;
    uint16_t hash = 0;  // index in the new sketch
  };
  // A story that may be a copy of the new one.
  struct Candidate {
    uint32_t number = 0;
    uint32_t shared = 0;
  };

  static uint32_t root_of(const std::vector<uint32_t>& parents, uint32_t number);
  static uint32_t unite(std::vector<uint32_t>& parents, uint32_t a, uint32_t b);
  void join(uint32_t other, uint32_t number);
  void find_hits(const Sketch& sketch);
  void count_candidates();
  void find_boilerplate(const Sketch& sketch);
  double containment_in(const Sketch& sketch, const Candidate& candidate) const;
  void insert(uint32_t number, const Sketch& sketch);
  Posting& posting(uint32_t index) { return chunks_[index >> kChunkBits][index & kChunkMask]; }
  void push_posting(uint32_t key, uint32_t number);
  void grow_heads();

  static constexpr uint32_t kChunkBits = 16;
  static constexpr uint32_t kChunkMask = (1u << kChunkBits) - 1;

  std::vector<Mark> marks_;             // by number
  std::vector<uint32_t> parents_;       // union and find, the smallest number is the root
  std::vector<uint32_t> sure_parents_;  // the same, of copies beyond doubt
  std::vector<uint32_t> heads_;         // hash table of chains of postings; power of two
  std::vector<std::unique_ptr<Posting[]>> chunks_;  // never moved, so no peak when the index grows
  uint32_t posting_count_ = 0;
  std::unordered_map<uint64_t, uint32_t> addresses_;  // hash of the address -> first story with it
  std::vector<uint32_t> joined_;
  // Scratch of add().
  std::vector<Hit> hits_;              // by number, then hash
  std::vector<Candidate> candidates_;  // by number
  std::vector<bool> is_boilerplate_;   // by index in the new sketch
};

}  // namespace copydesk
