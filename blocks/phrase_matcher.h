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

/// Every place of the text is asked whether a phrase begins there: four letters are one number,
/// whose hash is looked up in a table of 8 KiB of bits; what may begin there is compared. Cost: a
/// look-up a byte that waits for no other. Threads: safe once built. Source: own; an automaton
/// (Aho, Corasick 1975) reads a byte with one look-up, but its table of half a megabyte made each
/// wait for the one before: 6 % of a page's time; three small tables for one, two and three letters
/// took 5 %.
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
    uint16_t next = 0;  // the next phrase of the same bucket; numbers are one more than indices
  };
  // Letters that are one number, and the bits of its hash.
  static constexpr size_t kLetters = 4;
  static constexpr unsigned kHashBits = 16, kBucketBits = 10;
  // Letters of a text that are looked at together.
  static constexpr size_t kStretch = 1024;

  void classify_letters(std::span<const SlotPhrase> phrases);
  void add(const SlotPhrase& phrase);
  void add_beginning(const uint8_t* letters, uint16_t number);
  void find_short(const uint8_t* letters, size_t count, SlotSet& slots) const;
  void find_at(const uint8_t* letters, uint32_t hash, SlotSet& slots) const;
  static uint32_t hash_of(const uint8_t* letters);

  std::array<uint8_t, 256> class_of_{};  // byte -> letter class
  size_t class_count_ = 1;
  std::vector<uint8_t> letters_;
  std::vector<Entry> entries_;
  std::vector<uint16_t> short_;                                   // entries of one letter or two
  std::array<uint64_t, (size_t{1} << kHashBits) / 64> begins_{};  // by hash: a phrase begins so
  std::array<uint16_t, size_t{1} << kBucketBits> buckets_{};      // by hash: its first entry
};

}  // namespace copydesk
