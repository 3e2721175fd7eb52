// part_finder.h: PartFinder, whether any of a fixed list of strings stands in a text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// Looks for all of a list's strings in one pass over the text: three bytes at a place are looked
/// up in a small set before any string is compared. The strings have at least three bytes; they
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
    for (const std::string_view part : parts_) {
      const uint32_t slot = slot_of(byte_at(part, 0), byte_at(part, 1), byte_at(part, 2));
      starts_[slot / 64] |= uint64_t{1} << slot % 64;
    }
  }

  constexpr bool is_in(std::string_view text) const {
    if (text.size() < 3) return false;
    uint32_t first = byte_at(text, 0), second = byte_at(text, 1);
    for (size_t at = 0; at + 2 < text.size(); ++at) {
      const uint32_t third = byte_at(text, at + 2);
      const uint32_t slot = slot_of(first, second, third);
      if ((starts_[slot / 64] >> slot % 64 & 1) != 0 && is_any_at(text.substr(at))) return true;
      first = second;
      second = third;
    }
    return false;
  }

 private:
  static constexpr uint32_t kSlots = 4096;

  constexpr uint32_t byte_at(std::string_view text, size_t at) const {
    const auto byte = static_cast<unsigned char>(text[at]);
    return ignores_case_ && byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
  }
  static constexpr uint32_t slot_of(uint32_t first, uint32_t second, uint32_t third) {
    return (first ^ second << 4 ^ third << 7) % kSlots;
  }
  constexpr bool is_any_at(std::string_view text) const {
    for (const std::string_view part : parts_) {
      size_t same = 0;
      while (same < part.size() && same < text.size() && byte_at(text, same) == byte_at(part, same))
        ++same;
      if (same == part.size()) return true;
    }
    return false;
  }

  std::array<std::string_view, N> parts_;
  std::array<uint64_t, kSlots / 64> starts_{};
  bool ignores_case_;
};

}  // namespace copydesk
