// even_out.cpp: probabilities of blocks -> those of blocks that look alike come closer
// (even_out.h). Blocks look alike when their elements, and the elements around these, have the same
// tags and classes: posts of a thread, texts of cards, facts of a product. The model judges each by
// itself and often has one just above the threshold and its like just below. Method: own.
#include "blocks/even_out.h"

#include <cmath>

#include "blocks/hash_numbers.h"

namespace copydesk {
namespace {

// So far towards the mean, of at least so many with so many words each on average. Five folds,
// articles and services left out: better on 56 pages of 49 hosts, worse on 38 of 34; wcxb-dev .8833
// without and .8842 with it, forums .7974 and .8096, products .7056 and .7077, collections .7119
// and .7098, listings .7537 and .7531, documentation .9344 and .9348; readability .9010 and .9016;
// one segment of 2,086 of trafilatura-eval-dev is lost. Articles would lose .0025. Looks of three
// or four elements gain half as much, means by words alone a fifth less, shorter blocks nothing.
constexpr float kTowardsMean = 0.7f, kLeastAlike = 3, kLeastMeanWords = 10;

constexpr uint64_t kOneStep = 0x9E3779B97F4A7C15ull;  // sets looks of two depths apart

struct Alike {
  float mass = 0, weight = 0, words = 0, count = 0;
};

// By block: the number of its look. Where there are no classes the depth is part of it: else the
// line of rights below an old page would be like its paragraphs (ir-big9 .9758 instead of .9763,
// wcxb-dev .8847 instead of .8842).
std::vector<uint32_t> number_looks(const PageElements& page) {
  HashNumbers numbers(page.of_block.size());
  std::vector<uint32_t> looks;
  looks.reserve(page.of_block.size());
  for (const uint32_t at : page.of_block) {
    const PageElement& own = page.elements[at];
    uint64_t look = own.look;
    bool is_named = own.has_class();
    if (own.parent != kNoElement) {
      const PageElement& parent = page.elements[own.parent];
      look |= uint64_t{parent.look} << 32;
      is_named |= parent.has_class();
    }
    looks.push_back(numbers.number_of(is_named ? look : look + (own.depth + 1) * kOneStep));
  }
  return looks;
}

}  // namespace

void even_out(BlockList& list, const PageElements& page) {
  const std::vector<uint32_t> looks = number_looks(page);
  std::vector<Alike> by_look(looks.size());
  for (size_t i = 0; i < looks.size(); ++i) {
    Alike& alike = by_look[looks[i]];
    const auto words = static_cast<float>(list.blocks[i].word_count);
    const float weight = std::sqrt(words + 1);  // longer ones are judged better
    alike.mass += weight * list.blocks[i].story_probability;
    alike.weight += weight;
    alike.words += words;
    alike.count += 1;
  }
  for (size_t i = 0; i < looks.size(); ++i) {
    const Alike& alike = by_look[looks[i]];
    if (list.blocks[i].is_cell) continue;  // of a table: complete_table() of choose.cpp
    if (alike.count < kLeastAlike || alike.words < kLeastMeanWords * alike.count) continue;
    float& own = list.blocks[i].story_probability;
    own += kTowardsMean * (alike.mass / alike.weight - own);
  }
}

}  // namespace copydesk
