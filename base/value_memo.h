// value_memo.h: ValueMemo, answers about the texts of one page, where the same text comes often.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

#include "base/eight_bytes.h"

namespace copydesk {

/// A table of some hundred answers; a text that falls on the place of another takes it. For what
/// is asked of class names: a page of a thousand elements has fifty of them.
/// Lifetime: views the texts, which must outlive it. Threads: one thread at a time.
/// Cost: no allocation; a comparison with one text a question.
/// Example: ValueMemo<uint32_t> memo; memo.get(value, [](std::string_view v) { return costly(v);
/// });
template <typename Answer>
class ValueMemo {
 public:
  ValueMemo() {}  // by hand: `= {}` would clear all places

  template <typename Work>
  const Answer& get(std::string_view text, Work work) {
    const Ends ends(text);
    const size_t place = ends.place(text.size());
    Entry& entry = places_[place].entry;
    uint64_t& filled = filled_[place / 64];
    const uint64_t bit = uint64_t{1} << place % 64;
    if ((filled & bit) != 0 && entry.is_of(text, ends)) return entry.answer;
    ::new (static_cast<void*>(&entry)) Entry{text, ends, work(text)};
    filled |= bit;
    return entry.answer;
  }

 private:
  // The first and the last eight bytes, which may overlap: of most texts that is all.
  struct Ends {
    uint64_t first = 0, last = 0;

    Ends() = default;
    explicit Ends(std::string_view text) : first(EightBytes(text.data(), text.size()).number()) {
      if (text.size() > 8) std::memcpy(&last, text.data() + text.size() - 8, 8);
    }
    size_t place(size_t size) const {
      const uint64_t mixed = (first ^ (last << 23 | last >> 41) ^ size) * 0x9E3779B97F4A7C15ull;
      return static_cast<size_t>(mixed >> 56) % kPlaces;
    }
  };
  struct Entry {
    std::string_view text;
    Ends ends;
    Answer answer;

    bool is_of(std::string_view other, const Ends& its) const {
      return text.size() == other.size() && ends.first == its.first && ends.last == its.last &&
             (text.size() <= 16 || text == other);
    }
  };
  static constexpr size_t kPlaces = 256;
  static_assert(std::is_trivially_destructible_v<Answer>);

  // Nothing is written there before it is filled: the six memos of a page have 100 KB of places.
  union Place {
    Place() {}
    Entry entry;
  };
  std::array<Place, kPlaces> places_;
  std::array<uint64_t, kPlaces / 64> filled_{};  // a bit a place
};

}  // namespace copydesk
