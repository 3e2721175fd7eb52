// word_scores.cpp: text -> buckets of its words -> log odds.
// A bucket counts once, and all of a text's together have the length one, so that a long text says
// no more than a short one. Method: Weinberger et al., Feature hashing for large scale multitask
// learning, 2009. Tried for HTML as well, where tags and classes say most of it: model/README.md.
#include "blocks/word_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace copydesk {
namespace {

// What a text is shows at its beginning and at its end. Twice and a half as much: no better.
constexpr size_t kReadAtBegin = 240, kReadAtEnd = 120;

// FNV-1a.
constexpr uint32_t kSeed = 0x811C9DC5, kPrime = 0x01000193;
// Hashes of what stands before the first word, before the first one behind a cut, behind the last.
constexpr uint32_t kBegin = 1, kCut = 2, kEnd = 3;

constexpr uint8_t kSpace = 0, kMark = 1;    // a mark is a word of its own
constexpr unsigned char kFirstWide = 0xE2;  // from U+2000 on each letter is a word

// By byte: a space, a mark, or what counts for it in a word: the small letter, one for all digits.
constexpr auto kKinds = [] {
  std::array<uint8_t, 256> kinds{};
  for (unsigned c = 0; c < kinds.size(); ++c) {
    const bool is_upper = c >= 'A' && c <= 'Z', is_lower = c >= 'a' && c <= 'z';
    if (c <= ' ' || c == 0x7F)
      kinds[c] = kSpace;
    else if (c >= '0' && c <= '9')
      kinds[c] = '0';
    else
      kinds[c] = static_cast<uint8_t>(is_upper ? c + 32 : is_lower || c >= 0x80 ? c : kMark);
  }
  return kinds;
}();

uint32_t bucket_of(uint32_t hash) {
  constexpr int kBits = 17;
  static_assert(size_t{1} << kBits == kWordBuckets);
  return hash * 0x9E3779B1u >> (32 - kBits);
}

uint32_t bucket_of_pair(uint32_t before, uint32_t hash) { return bucket_of(before * 31 + hash); }

/// The hash of the word at `at`, which is none of a space; `at` moves behind it.
uint32_t hash_of_word(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto add = [](uint32_t hash, uint8_t c) { return (hash ^ c) * kPrime; };
  uint32_t hash = kSeed;
  const unsigned char first = byte(at);
  if (kKinds[first] == kMark) return add(hash, byte(at++));
  if (first >= kFirstWide) {
    do hash = add(hash, byte(at++));
    while (at < text.size() && (byte(at) & 0xC0) == 0x80);
    return hash;
  }
  do hash = add(hash, kKinds[byte(at++)]);
  while (at < text.size() && kKinds[byte(at)] > kMark && byte(at) < kFirstWide);
  return hash;
}

void add_words(std::string_view text, uint32_t& before, std::vector<uint32_t>& buckets) {
  for (size_t at = 0; at < text.size();) {
    if (kKinds[static_cast<unsigned char>(text[at])] == kSpace) {
      ++at;
      continue;
    }
    const uint32_t hash = hash_of_word(text, at);
    buckets.push_back(bucket_of(hash));
    buckets.push_back(bucket_of_pair(before, hash));
    before = hash;
  }
}

}  // namespace

void WordBuckets::add(std::string_view text) {
  const bool is_whole = text.size() <= kReadAtBegin + kReadAtEnd;
  uint32_t before = kBegin;
  add_words(is_whole ? text : text.substr(0, kReadAtBegin), before, buckets_);
  if (!is_whole) {
    before = kCut;
    add_words(text.substr(text.size() - kReadAtEnd), before, buckets_);
  }
  buckets_.push_back(bucket_of_pair(before, kEnd));
  const auto begin = buckets_.begin() + static_cast<std::ptrdiff_t>(begins_.back());
  const auto end = std::remove_if(begin, buckets_.end(), [this](uint32_t bucket) {
    const bool has_come = has_come_[bucket];
    has_come_[bucket] = true;
    return has_come;
  });
  for (auto bucket = begin; bucket != end; ++bucket) has_come_[*bucket] = false;
  buckets_.erase(end, buckets_.end());
  begins_.push_back(buckets_.size());
}

Result<WordScores> WordScores::load(std::string_view section) {
  WordScores scores;
  constexpr size_t kHead = sizeof scores.base_ + sizeof scores.step_;
  if (section.size() != kHead + kWordBuckets)
    return Error{ErrorCode::kDamaged, section.size(), "the weights of words are cut"};
  std::memcpy(&scores.base_, section.data(), sizeof scores.base_);
  std::memcpy(&scores.step_, section.data() + sizeof scores.base_, sizeof scores.step_);
  scores.steps_ = section.substr(kHead);
  return scores;
}

float WordScores::score(std::span<const uint32_t> buckets) const {
  int32_t sum = 0;
  for (const uint32_t bucket : buckets) sum += static_cast<signed char>(steps_[bucket]);
  return base_ + step_ * static_cast<float>(sum) / std::sqrt(static_cast<float>(buckets.size()));
}

}  // namespace copydesk
