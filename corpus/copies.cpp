// copies.cpp: an index from the hashes of sketches to stories, and the rule that makes two stories
// copies. Not here: what a shingle is (sketch.cpp), keeping groups on disk (add.cpp).
#include "corpus/copies.h"

#include <xxhash.h>

#include <algorithm>

#include "base/base.h"

namespace copydesk {
namespace {

// Two stories are copies when the smaller has this share of its shingles, boilerplate apart, in
// common with the other. Chosen with tools/measure_copies.cpp on 10,000 invented stories and 5,549
// made from 1,664 real texts, 2026-11 sweep 0.35..0.65: recall 0.977 and 0.968 at precision 0.991
// and 0.987; 0.55 gives precision 0.964, 0.65 recall 0.956.
constexpr double kCopyContainment = 0.6;
// Copies beyond doubt: only these make one story of several when it is asked whether a shingle is
// boilerplate. With the groups themselves for it one wrong join hides the boilerplate that caused
// it, and groups run together (precision 0.95). Same sweep, 0.7..0.85.
constexpr double kSureContainment = 0.85;
// A shingle in so many stories that are no sure copies of each other is boilerplate. Same
// sweep, 2..5: 2 takes stories cut in two ways for boilerplate (recall 0.77), 5 lets boilerplate
// through (precision 0.82).
constexpr size_t kBoilerplateGroups = 3;
constexpr uint32_t kMinShared = 3;  // fewer shingles in common prove nothing
constexpr uint32_t kMaxPostings =
    24;  // stories kept for a shingle: bounds the work for standing texts

uint32_t key_of(uint64_t hash) { return static_cast<uint32_t>(hash); }

}  // namespace

uint32_t CopyIndex::root_of(const std::vector<uint32_t>& parents, uint32_t number) {
  while (number < parents.size() && parents[number] != number) number = parents[number];
  return number;
}

// Returns the root that is none any more, 0 when both were in one group.
uint32_t CopyIndex::unite(std::vector<uint32_t>& parents, uint32_t a, uint32_t b) {
  a = root_of(parents, a);
  b = root_of(parents, b);
  if (a == b) return 0;
  if (b < a) std::swap(a, b);
  parents[b] = a;
  return b;
}

uint32_t CopyIndex::group_of(uint32_t number) const { return root_of(parents_, number); }

void CopyIndex::find_hits(const Sketch& sketch) {
  hits_.clear();
  if (heads_.empty()) return;
  for (size_t i = 0; i < sketch.hashes.size(); ++i) {
    const uint32_t key = key_of(sketch.hashes[i]);
    for (uint32_t at = heads_[key & (heads_.size() - 1)]; at != 0; at = posting(at - 1).next) {
      if (posting(at - 1).key == key)
        hits_.push_back({posting(at - 1).number, static_cast<uint16_t>(i)});
    }
  }
  std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) {
    return a.number != b.number ? a.number < b.number : a.hash < b.hash;
  });
}

void CopyIndex::count_candidates() {
  candidates_.clear();
  for (const Hit& hit : hits_) {
    if (candidates_.empty() || candidates_.back().number != hit.number)
      candidates_.push_back({hit.number, 0});
    ++candidates_.back().shared;
  }
}

// A shingle is boilerplate when several stories have it that are no sure copies of each other.
void CopyIndex::find_boilerplate(const Sketch& sketch) {
  std::vector<std::vector<uint32_t>> groups(sketch.hashes.size());
  for (const Hit& hit : hits_) {
    std::vector<uint32_t>& known = groups[hit.hash];
    if (known.size() >= kBoilerplateGroups) continue;
    const uint32_t group = root_of(sure_parents_, hit.number);
    if (std::find(known.begin(), known.end(), group) == known.end()) known.push_back(group);
  }
  is_boilerplate_.assign(sketch.hashes.size(), false);
  for (size_t i = 0; i < groups.size(); ++i)
    is_boilerplate_[i] = groups[i].size() >= kBoilerplateGroups;
}

double CopyIndex::containment_in(const Sketch& sketch, const Candidate& candidate) const {
  const Mark& other = marks_[candidate.number];
  const uint8_t level = std::max(sketch.level, other.level);
  if (level - other.level > 3 || level - sketch.level > 3)
    return 0;  // one is over eight times as long
  const size_t own_end = count_at_level(sketch, level);
  size_t own = own_end, others = other.counts[level - other.level], shared = candidate.shared;
  for (size_t i = 0; i < own_end; ++i) own -= is_boilerplate_[i] ? 1 : 0;
  auto hit = std::lower_bound(hits_.begin(), hits_.end(), candidate.number,
                              [](const Hit& a, uint32_t number) { return a.number < number; });
  for (; hit != hits_.end() && hit->number == candidate.number; ++hit) {
    if (!is_boilerplate_[hit->hash]) continue;
    --shared;
    others -= others > 0 ? 1 : 0;
  }
  if (shared < kMinShared) return 0;
  return static_cast<double>(shared) /
         static_cast<double>(std::max<size_t>(std::min(own, others), 1));
}

void CopyIndex::grow_heads() {
  heads_.assign(heads_.empty() ? 1024 : heads_.size() * 2, 0);
  for (uint32_t i = 0; i < posting_count_; ++i) {
    uint32_t& head = heads_[posting(i).key & (heads_.size() - 1)];
    posting(i).next = head;
    head = i + 1;
  }
}

void CopyIndex::push_posting(uint32_t key, uint32_t number) {
  if (posting_count_ >= heads_.size()) grow_heads();
  if ((posting_count_ >> kChunkBits) == chunks_.size()) {
    chunks_.push_back(std::make_unique<Posting[]>(size_t{1} << kChunkBits));
  }
  uint32_t& head = heads_[key & (heads_.size() - 1)];
  posting(posting_count_) = {key, number, head};
  head = ++posting_count_;
}

void CopyIndex::insert(uint32_t number, const Sketch& sketch) {
  Mark& mark = marks_[number];
  mark.level = sketch.level;
  for (uint8_t i = 0; i < 4; ++i) {
    mark.counts[i] = static_cast<uint8_t>(count_at_level(sketch, sketch.level + i));
  }
  for (const uint64_t hash : sketch.hashes) {
    const uint32_t key = key_of(hash);
    uint32_t length = 0;
    if (!heads_.empty()) {
      for (uint32_t at = heads_[key & (heads_.size() - 1)]; at != 0; at = posting(at - 1).next) {
        length += posting(at - 1).key == key ? 1 : 0;
      }
    }
    if (length < kMaxPostings) push_posting(key, number);
  }
}

uint32_t CopyIndex::add(uint32_t number, const Sketch& sketch, std::string_view address) {
  CD_CHECK(number >= marks_.size());
  joined_.clear();
  marks_.resize(number + size_t{1});
  for (auto i = static_cast<uint32_t>(parents_.size()); i <= number; ++i) {
    parents_.push_back(i);
    sure_parents_.push_back(i);
  }
  if (!address.empty()) {
    const auto [place, is_new] =
        addresses_.try_emplace(XXH3_64bits(address.data(), address.size()), number);
    if (!is_new) join(place->second, number);
  }
  find_hits(sketch);
  count_candidates();
  find_boilerplate(sketch);
  for (const Candidate& candidate : candidates_) {
    const double share = containment_in(sketch, candidate);
    if (share >= kCopyContainment) join(candidate.number, number);
    if (share >= kSureContainment) unite(sure_parents_, candidate.number, number);
  }
  insert(number, sketch);
  return group_of(number);
}

void CopyIndex::join(uint32_t other, uint32_t number) {
  const uint32_t joined = unite(parents_, other, number);
  if (joined != 0 && joined != number) joined_.push_back(joined);
}

}  // namespace copydesk
