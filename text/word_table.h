// word_table.h: WordTable, whether a word is one of a fixed list.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// A list of words as a hash table that is built at compile time; the words must outlive it.
/// Cost: some instructions a byte of the word, whatever the length of the list. Threads: safe.
/// Example: constexpr std::string_view kLeads[] = {"by", "von"}; constexpr WordTable kSet(kLeads);
template <size_t N>
class WordTable {
 public:
  constexpr explicit WordTable(const std::string_view (&words)[N]) {
    for (size_t i = 0; i < N; ++i) {
      words_[i] = words[i];
      longest_ = std::max(longest_, words[i].size());
      size_t slot = slot_of(words[i]);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<uint16_t>(i + 1);
    }
  }

  constexpr bool contains(std::string_view word) const {
    if (word.size() > longest_) return false;
    for (size_t slot = slot_of(word); slots_[slot] != 0; slot = (slot + 1) % kSlots)
      if (words_[slots_[slot] - 1u] == word) return true;
    return false;
  }

 private:
  static_assert(N > 0 && N < UINT16_MAX);
  static constexpr size_t kSlots = std::bit_ceil(2 * N + 1);  // at most half full

  static constexpr size_t slot_of(std::string_view word) {
    uint32_t hash = 2166136261u;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ hash >> 15) % kSlots;
  }

  std::array<std::string_view, N> words_{};
  std::array<uint16_t, kSlots> slots_{};  // one more than the number of a word
  size_t longest_ = 0;
};

}  // namespace copydesk
