// copies.cpp: an index from the hashes of sketches to stories, and the rule that makes two stories
// copies. Not here: what a shingle is (sketch.cpp), keeping groups on disk (add.cpp).
#include "corpus/copies.h"

#include <xxhash.h>

#include <algorithm>

#include "base/base.h"

namespace copydesk {
namespace {

// To be measured
constexpr double kCopyContainment = 0.35;
constexpr uint32_t kMinShared = 3;
constexpr uint32_t kMaxPostings = 24;
constexpr size_t kCommonGroups = 6;

uint64_t level_limit(uint8_t level) { return level == 0 ? ~uint64_t{0} : ~uint64_t{0} >> level; }

size_t count_below(const Sketch& sketch, uint8_t level) {
  const auto end = std::upper_bound(sketch.hashes.begin(), sketch.hashes.end(), level_limit(level));
  return static_cast<size_t>(end - sketch.hashes.begin());
}

uint32_t key_of(uint64_t hash) { return static_cast<uint32_t>(hash); }

}  // namespace

uint32_t CopyIndex::group_of(uint32_t number) const {
  while (number < parents_.size() && parents_[number] != number) number = parents_[number];
  return number;
}

void CopyIndex::unite(uint32_t a, uint32_t b) {
  a = group_of(a);
  b = group_of(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  parents_[b] = a;
  joined_.push_back(b);
}

void CopyIndex::count_shared(const Sketch& sketch, std::vector<Shared>& shared,
                             std::vector<bool>& is_common) {
  hits_.clear();
  is_common.assign(sketch.hashes.size(), false);
  for (size_t i = 0; i < sketch.hashes.size() && !heads_.empty(); ++i) {
    const uint32_t key = key_of(sketch.hashes[i]);
    uint32_t groups[kCommonGroups];
    size_t group_count = 0;
    const size_t first_hit = hits_.size();
    for (uint32_t at = heads_[key & (heads_.size() - 1)]; at != 0; at = posting(at - 1).next) {
      const Posting& found = posting(at - 1);
      if (found.key != key) continue;
      hits_.push_back(found.number);
      const uint32_t group = group_of(found.number);
      const bool is_seen = std::find(groups, groups + group_count, group) != groups + group_count;
      if (!is_seen && group_count < kCommonGroups) groups[group_count++] = group;
    }
    is_common[i] = group_count == kCommonGroups;
    if (is_common[i]) hits_.resize(first_hit);
  }
  std::sort(hits_.begin(), hits_.end());
  for (const uint32_t number : hits_) {
    if (shared.empty() || shared.back().number != number) shared.push_back({number, 0});
    ++shared.back().count;
  }
}

bool CopyIndex::is_copy(const Sketch& sketch, const std::vector<bool>& is_common,
                        const Shared& shared) const {
  if (shared.count < kMinShared) return false;
  const Mark& other = marks_[shared.number];
  const uint8_t level = std::max(sketch.level, other.level);
  if (level - other.level > 3 || level - sketch.level > 3)
    return false;  // one is over eight times as long
  size_t own = 0;
  const size_t own_end = count_below(sketch, level);
  for (size_t i = 0; i < own_end; ++i) own += is_common[i] ? 0 : 1;
  const size_t smaller = std::min<size_t>(own, other.counts[level - other.level]);
  return static_cast<double>(shared.count) >= kCopyContainment * static_cast<double>(smaller);
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
    mark.counts[i] =
        static_cast<uint8_t>(count_below(sketch, static_cast<uint8_t>(sketch.level + i)));
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
  for (auto i = static_cast<uint32_t>(parents_.size()); i <= number; ++i) parents_.push_back(i);
  if (!address.empty()) {
    const auto [place, is_new] =
        addresses_.try_emplace(XXH3_64bits(address.data(), address.size()), number);
    if (!is_new) unite(place->second, number);
  }
  std::vector<Shared> shared;
  std::vector<bool> is_common;
  count_shared(sketch, shared, is_common);
  for (const Shared& candidate : shared) {
    if (is_copy(sketch, is_common, candidate)) unite(candidate.number, number);
  }
  insert(number, sketch);
  std::erase(joined_, number);
  return group_of(number);
}

}  // namespace copydesk
