// phrase_matcher.h: PhraseMatcher, finds many short phrases in one pass over a text. Used for class
// and id words of elements, and for the phrases of menus, share bars, cookie boxes.
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

/// Every place of the text is asked whether a phrase begins there: by its letter, by two letters,
/// by three, in tables of a few kilobytes; what may begin there is compared. Cost: three look-ups a
/// byte that do not wait for each other. Threads: safe once built. Source: own; an automaton (Aho,
/// Corasick 1975) reads a byte with one look-up, but its table of half a megabyte made each wait
/// for the one before: 6 % of a page's time, now under 2 %.
class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::span<const SlotPhrase> phrases);
  /// The slots of all phrases in `text`; letters A-Z count as a-z, any other byte that no phrase
  /// has as a space.
  SlotSet find(std::string_view text) const;

 private:
  // A phrase as classes of letters: `letters_` from `first` on.
  struct Entry {
    uint32_t first = 0;
    uint8_t length = 0;
    uint8_t slot = 0;
    uint16_t next = 0;  // the next phrase of the same beginning; numbers are one more than indices
  };
  static constexpr size_t kTriples = 4096;

  void classify_letters(std::span<const SlotPhrase> phrases);
  void add(const SlotPhrase& phrase);
  void find_at(std::string_view text, size_t at, uint16_t number, SlotSet& slots) const;
  // The class at a place of the text; a border stands before the text and behind it.
  uint8_t class_at(std::string_view text, size_t at) const;
  static size_t triple_of(unsigned first, unsigned second, unsigned third) {
    return (first ^ second << 3 ^ third << 6) % kTriples;
  }

  std::array<uint8_t, 256> class_of_{};  // byte -> letter class
  size_t class_count_ = 1;
  std::vector<uint8_t> letters_;
  std::vector<Entry> entries_;
  std::vector<uint16_t> singles_;  // by class: phrases of one letter
  std::vector<uint16_t> pairs_;    // by class * class_count_ + class: of two
  std::vector<uint16_t> triples_;  // by triple_of(): all others
};

}  // namespace copydesk
