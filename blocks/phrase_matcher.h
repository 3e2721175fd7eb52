// phrase_matcher.h: PhraseMatcher, finds many short phrases in one pass over a text. Used for class
// and id words of elements, and for the phrases of menus, share bars, cookie boxes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace copydesk {

/// How many bytes of a text are taken at a time: as many as the processor can, or one.
enum class Abreast : uint8_t { kMost, kOne };

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

/// A text becomes letters (see find()), by 32 bytes where the processor can. Every second place is
/// asked whether a phrase begins there, or one place before or behind: four letters are one number,
/// whose hash is looked up in a table of 16 KiB of bits; what the table knows is noted and compared
/// afterwards. Cost: a look-up for two bytes that waits for no other. Threads: safe once built.
/// Source: own. Measured on the texts of 120 pages of wcxb-dev: 1.7 ns a byte, where a look-up a
/// byte with the comparison at once took 3.3; an automaton (Aho, Corasick 1975), whose table of
/// half a megabyte made each look-up wait for the one before, was slower than that.
class PhraseMatcher {
 public:
  /// Bits of a hash that number the bits of the large table, and the buckets of entries.
  static constexpr unsigned kHashBits = 17, kBucketBits = 12;

  explicit PhraseMatcher(std::span<const SlotPhrase> phrases);
  /// The slots of all phrases in `text`; letters A-Z count as a-z, any other byte that no phrase
  /// has as a space.
  SlotSet find(std::string_view text, Abreast abreast = Abreast::kMost) const;

 private:
  // The letters of a phrase: the first eight as a number, the others in `letters_`.
  struct Phrase {
    uint64_t head = 0, head_mask = 0;
    uint32_t first = 0;
    uint8_t length = 0;
    uint8_t slot = 0;
  };
  // Four letters by which a phrase is known.
  struct Entry {
    uint16_t check = 0;  // what their hash says beside the bucket
    uint16_t phrase : 12 = 0;
    uint16_t places_back : 2 = 0;  // of the phrase's beginning, from the second letter
    uint16_t has_more : 1 = 0;     // the next entry is of the same bucket
  };
  struct Beginning {
    uint32_t hash = 0;  // of four letters
    uint16_t phrase = 0;
    int begin = 0;  // of the phrase, counted from them
  };
  static constexpr size_t kLetters = 4;
  // Letters of a text that are looked at together; an even number.
  static constexpr size_t kStretch = 1024;

  void know_letters(std::span<const SlotPhrase> phrases);
  void add(const SlotPhrase& phrase, std::vector<Beginning>& beginnings);
  void make_entries(std::vector<Beginning> beginnings);
  void fold(std::string_view text, Abreast abreast, uint8_t* letters) const;
  void find_long(const uint8_t* letters, size_t count, SlotSet& slots) const;
  void find_at(const uint8_t* letters, size_t first_entry, SlotSet& slots) const;
  void find_short(const uint8_t* letters, size_t count, Abreast abreast, SlotSet& slots) const;
  void find_short_abreast(const uint8_t* letters, size_t count, SlotSet& slots) const;

  std::array<uint8_t, 256> letter_of_{};  // byte -> letter
  std::vector<uint8_t> all_letters_;      // that a byte can become
  // Bytes that some phrase has, letters and digits: the row of their low half has the bit of the
  // high one.
  std::array<uint8_t, 16> known_ascii_{}, known_wide_{};
  std::vector<uint8_t> letters_;
  std::vector<Phrase> phrases_;
  std::vector<Phrase> short_;                                     // of one letter or two
  std::array<uint64_t, (size_t{1} << kHashBits) / 64> begins_{};  // by hash: an entry has it
  std::array<uint16_t, size_t{1} << kBucketBits> buckets_{};      // by hash: its first entry
  std::vector<Entry> entries_;                                    // by bucket
};

}  // namespace copydesk
