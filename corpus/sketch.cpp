// sketch.cpp: text -> sketch. Folded words, numbers all alike, hashed in runs of kShingleWords.
// Method: scaled MinHash; containment and not Jaccard, since shortened copies are the common case:
// a story cut to a third has Jaccard 0.33 with its original but containment 1.
#include "corpus/sketch.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/base.h"
#include "corpus/words.h"

namespace copydesk {
namespace {

uint64_t mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  return x ^ (x >> 32);
}

uint64_t word_hash(std::string_view folded) {
  if (is_digit(folded[0]) && std::all_of(folded.begin(), folded.end(), is_digit)) return 0x6e756d62;
  return XXH3_64bits(folded.data(), folded.size());
}

std::vector<uint64_t> shingle_hashes(std::string_view text) {
  std::vector<uint64_t> hashes;
  std::array<uint64_t, kShingleWords> last{};
  size_t word_count = 0;
  WordReader reader(text);
  Word word;
  while (reader.next(word)) {
    if (word.is_tail) continue;  // its pair is there already
    last[word_count++ % kShingleWords] = word_hash(word.folded);
    if (word_count < kShingleWords) continue;
    uint64_t hash = 0;
    for (int i = 0; i < kShingleWords; ++i)
      hash = mix(hash + last[(word_count + i) % kShingleWords]);
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

void append_raw(std::string& out, const void* bytes, size_t size) {
  out.append(static_cast<const char*>(bytes), size);
}

}  // namespace

size_t count_at_level(const Sketch& sketch, int level) {
  const uint64_t limit = level < 64 ? ~uint64_t{0} >> level : 0;
  return static_cast<size_t>(std::upper_bound(sketch.hashes.begin(), sketch.hashes.end(), limit) -
                             sketch.hashes.begin());
}

Sketch make_sketch(std::string_view text) {
  Sketch sketch;
  sketch.hashes = shingle_hashes(text);
  sketch.shingle_count = static_cast<uint32_t>(sketch.hashes.size());
  while (sketch.hashes.size() > kMaxSketch) {
    ++sketch.level;
    sketch.hashes.resize(count_at_level(sketch, sketch.level));
  }
  return sketch;
}

double containment(const Sketch& a, const Sketch& b) {
  const int level = std::max(a.level, b.level);
  const size_t a_count = count_at_level(a, level), b_count = count_at_level(b, level);
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
    if (a.hashes[i] == b.hashes[j])
      ++shared, ++i, ++j;
    else if (a.hashes[i] < b.hashes[j])
      ++i;
    else
      ++j;
  }
  const size_t smaller = std::min(a_count, b_count);
  return smaller == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(smaller);
}

std::string pack_sketch(const Sketch& sketch) {
  std::string bytes;
  append_raw(bytes, &sketch.shingle_count, sizeof sketch.shingle_count);
  bytes += static_cast<char>(sketch.level);
  append_raw(bytes, sketch.hashes.data(), sketch.hashes.size() * sizeof(uint64_t));
  return bytes;
}

Sketch unpack_sketch(std::string_view bytes) {
  constexpr size_t kHead = sizeof(uint32_t) + 1;
  Sketch sketch;
  if (bytes.size() < kHead || (bytes.size() - kHead) % sizeof(uint64_t) != 0) return sketch;
  std::memcpy(&sketch.shingle_count, bytes.data(), sizeof(uint32_t));
  sketch.level = static_cast<uint8_t>(bytes[kHead - 1]) & 63;
  sketch.hashes.resize((bytes.size() - kHead) / sizeof(uint64_t));
  if (!sketch.hashes.empty())
    std::memcpy(sketch.hashes.data(), bytes.data() + kHead, bytes.size() - kHead);
  return sketch;
}

}  // namespace copydesk
