// value_memo.h: ValueMemo, answers about the texts of one page, where the same text comes often.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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
  template <typename Work>
  const Answer& get(std::string_view text, Work work) {
    Entry& entry = entries_[place_of(text)];
    if (!entry.is_filled || entry.text != text) entry = {text, work(text), true};
    return entry.answer;
  }

 private:
  struct Entry {
    std::string_view text;
    Answer answer{};
    bool is_filled = false;
  };
  static constexpr size_t kPlaces = 256;

  // Its length and its first and last eight bytes, which may overlap.
  static size_t place_of(std::string_view text) {
    uint64_t first = 0, last = 0;
    if (text.size() >= 8) {
      std::memcpy(&first, text.data(), 8);
      std::memcpy(&last, text.data() + text.size() - 8, 8);
    } else {
      for (const char c : text) first = first << 8 | static_cast<unsigned char>(c);
    }
    const uint64_t mixed =
        (first ^ (last << 23 | last >> 41) ^ text.size()) * 0x9E3779B97F4A7C15ull;
    return static_cast<size_t>(mixed >> 56) % kPlaces;
  }

  std::array<Entry, kPlaces> entries_{};
};

}  // namespace copydesk
