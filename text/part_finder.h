// part_finder.h: PartFinder, whether any of a fixed list of strings stands in a text.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// Looks for all of a list's strings in one pass over the text, after Wu and Manber: what three
/// bytes stand at the end of a window as long as the shortest string tells how far the next place
/// is at which any may begin. The strings have at least three bytes; they must outlive the finder.
/// ASCII case counts, or not: then they are in small letters.
/// Cost: some instructions for every `shortest - 2` bytes of most texts, whatever the length of the
/// list. Threads: safe.
/// Example: constexpr PartFinder kGates(std::array{"log in to"sv, "sign in"sv}); kGates.is_in(text)
template <size_t N>
class PartFinder {
 public:
  enum class Case : uint8_t { kCounts, kIgnored };

  constexpr explicit PartFinder(const std::array<std::string_view, N>& parts,
                                Case letter_case = Case::kCounts)
      : parts_(parts), ignores_case_(letter_case == Case::kIgnored) {
    for (const std::string_view part : parts_) shortest_ = std::min(shortest_, part.size());
    shifts_.fill(static_cast<uint8_t>(shortest_ - 2));
    for (size_t i = 0; i < N; ++i) {
      for (size_t at = 0; at + 3 <= shortest_; ++at) {
        uint8_t& shift = shifts_[slot_at(parts_[i], at)];
        shift = std::min(shift, static_cast<uint8_t>(shortest_ - 3 - at));
      }
      uint8_t& first = first_[slot_at(parts_[i], shortest_ - 3)];
      next_[i] = first;
      first = static_cast<uint8_t>(i + 1);
    }
  }

  constexpr bool is_in(std::string_view text) const {
    const size_t places = text.size() - std::min(text.size(), shortest_ - 1);
    const size_t middle = places / 2;
    size_t first = 0, second = middle;
    // Each step waits for the one before it: two halves of the text, step by step in turn, take
    // half the time of one.
    while (first < middle && second < places)
      if (is_any_in_window(text, first) || is_any_in_window(text, second)) return true;
    while (first < middle)
      if (is_any_in_window(text, first)) return true;
    while (second < places)
      if (is_any_in_window(text, second)) return true;
    return false;
  }

 private:
  // Whether a part begins at `at`, which is moved to the next place where one may.
  constexpr bool is_any_in_window(std::string_view text, size_t& at) const {
    const uint32_t slot = slot_at(text, at + shortest_ - 3);
    const uint8_t shift = shifts_[slot];
    if (shift == 0 && is_any_at(text.substr(at), first_[slot])) return true;
    at += std::max<size_t>(shift, 1);
    return false;
  }

  static constexpr uint32_t kSlots = 4096;
  static_assert(N < 256);

  constexpr uint32_t byte_at(std::string_view text, size_t at) const {
    const auto byte = static_cast<unsigned char>(text[at]);
    return ignores_case_ && byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
  }
  constexpr uint32_t slot_at(std::string_view text, size_t at) const {
    return (byte_at(text, at) ^ byte_at(text, at + 1) << 4 ^ byte_at(text, at + 2) << 7) % kSlots;
  }
  constexpr bool is_any_at(std::string_view text, uint8_t number) const {
    for (; number != 0; number = next_[number - 1u]) {
      const std::string_view part = parts_[number - 1u];
      size_t same = 0;
      while (same < part.size() && same < text.size() && byte_at(text, same) == byte_at(part, same))
        ++same;
      if (same == part.size()) return true;
    }
    return false;
  }

  std::array<std::string_view, N> parts_;
  size_t shortest_ = 255;                 // bytes of the shortest part
  std::array<uint8_t, kSlots> shifts_{};  // by slot: bytes to the next place of a part
  std::array<uint8_t, kSlots> first_{};   // by slot: one more than the number of a part
  std::array<uint8_t, N> next_{};         // by part: the same of the next one in its slot
  bool ignores_case_;
};

}  // namespace copydesk
