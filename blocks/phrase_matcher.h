// phrase_matcher.h: PhraseMatcher, finds many short phrases in one pass over a text (Aho and
// Corasick). Used for class and id words of elements, and for the phrases of menus, share bars,
// cookie boxes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace copydesk {

/// A phrase and the slot (0..127) that is set when it is found. Phrases are lower case; a leading
/// or trailing space asks for the border of a word.
struct SlotPhrase {
  std::string_view text;
  uint8_t slot = 0;
};

/// A set of up to 128 slots.
struct SlotSet {
  std::array<uint64_t, 2> bits{};
  void add(unsigned slot) { bits[slot >> 6] |= uint64_t{1} << (slot & 63); }
  bool has(unsigned slot) const { return (bits[slot >> 6] >> (slot & 63)) & 1; }
  bool is_empty() const { return (bits[0] | bits[1]) == 0; }
  SlotSet& operator|=(const SlotSet& other) {
    bits[0] |= other.bits[0];
    bits[1] |= other.bits[1];
    return *this;
  }
};

/// Cost: one table look-up a byte. Threads: safe once built.
/// Source: Aho, Corasick: Efficient string matching, CACM 18 (1975), with the failure links folded
/// into the table.
class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::span<const SlotPhrase> phrases);
  /// The slots of all phrases in `text`; letters A-Z count as a-z, any other byte that no phrase
  /// has as a space.
  SlotSet find(std::string_view text) const;

 private:
  void classify_letters(std::span<const SlotPhrase> phrases);
  void add(const SlotPhrase& phrase);
  void link_failures();
  void settle();

  static constexpr uint32_t kFinds = 1u << 31;

  std::array<uint8_t, 256> class_of_{};  // byte -> letter class
  uint32_t class_count_ = 1;
  // By state * class_count_ + class: the next state times class_count_, and kFinds if it finds
  // anything.
  std::vector<uint32_t> next_;
  std::vector<SlotSet> found_;  // by state
};

}  // namespace copydesk
