// part_finder.h: PartFinder, whether any of a fixed list of strings stands in a text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// Looks for all of a list's strings in one pass over the text: three bytes at a place lead to
/// the few strings that may begin there. The strings have at least three bytes; they
/// must outlive the finder. ASCII case counts, or not: then they are in small letters.
/// Cost: some instructions a byte of text, whatever the length of the list. Threads: safe.
/// Example: constexpr PartFinder kGates(std::array{"log in to"sv, "sign in"sv}); kGates.is_in(text)
template <size_t N>
class PartFinder {
 public:
  enum class Case : uint8_t { kCounts, kIgnored };

  constexpr explicit PartFinder(const std::array<std::string_view, N>& parts,
                                Case letter_case = Case::kCounts)
      : parts_(parts), ignores_case_(letter_case == Case::kIgnored) {
    for (size_t i = 0; i < N; ++i) {
      uint8_t& first = first_[slot_at(parts_[i])];
      next_[i] = first;
      first = static_cast<uint8_t>(i + 1);
    }
  }

  constexpr bool is_in(std::string_view text) const {
    if (text.size() < 3) return false;
    uint32_t first = byte_at(text, 0), second = byte_at(text, 1);
    for (size_t at = 0; at + 2 < text.size(); ++at) {
      const uint32_t third = byte_at(text, at + 2);
      const uint32_t slot = slot_of(first, second, third);
      if (first_[slot] != 0 && is_any_at(text.substr(at), first_[slot])) return true;
      first = second;
      second = third;
    }
    return false;
  }

 private:
  static constexpr uint32_t kSlots = 4096;
  static_assert(N < 256);

  constexpr uint32_t byte_at(std::string_view text, size_t at) const {
    const auto byte = static_cast<unsigned char>(text[at]);
    return ignores_case_ && byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
  }
  static constexpr uint32_t slot_of(uint32_t first, uint32_t second, uint32_t third) {
    return (first ^ second << 4 ^ third << 7) % kSlots;
  }
  constexpr uint32_t slot_at(std::string_view text) const {
    return slot_of(byte_at(text, 0), byte_at(text, 1), byte_at(text, 2));
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
  std::array<uint8_t, kSlots> first_{};  // by slot: one more than the number of a part
  std::array<uint8_t, N> next_{};        // by part: the same of the next one in its slot
  bool ignores_case_;
};

}  // namespace copydesk
