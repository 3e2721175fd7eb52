// name_hash.h: short names as numbers that compare and hash in a few instructions.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace copydesk {

/// Two words that hold all of a name of up to 16 bytes (with its length), and its two ends if it is
/// longer. The same at compile time and at run time.
struct NameKey {
  uint64_t first = 0;
  uint64_t last = 0;
  friend constexpr bool operator==(const NameKey&, const NameKey&) = default;
};

template <typename Word>
constexpr Word load_word(const char* from) {
  Word word = 0;
  if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
    std::memcpy(&word, from, sizeof(Word));
    return word;
  }
  for (size_t i = 0; i < sizeof(Word); ++i) {
    word |= static_cast<Word>(static_cast<unsigned char>(from[i])) << (8 * i);
  }
  return word;
}

constexpr NameKey key_of(std::string_view name) {
  const size_t size = name.size();
  const char* text = name.data();
  if (size >= 8) return {load_word<uint64_t>(text), load_word<uint64_t>(text + size - 8)};
  uint64_t word = 0;
  for (size_t i = 0; i < size; ++i) {
    word |= static_cast<uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  }
  return {word, word};
}

/// The same without a branch on the length, for a name with at least 8 readable bytes at its start.
inline NameKey key_of_padded(std::string_view name) {
  const size_t size = name.size();
  const size_t missing = size < 8 ? 8 * (8 - size) : 0;
  const uint64_t mask = size == 0 ? 0 : ~uint64_t{0} >> missing;
  const size_t last = size < 8 ? 0 : size - 8;
  return {load_word<uint64_t>(name.data()) & mask, load_word<uint64_t>(name.data() + last) & mask};
}

/// A hash of all bytes, for names and values of any length.
constexpr uint32_t hash_bytes(std::string_view bytes) {
  uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    hash = (hash ^ load_word<uint64_t>(bytes.data() + at)) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
  }
  const NameKey rest = key_of(bytes.substr(at));
  hash = (hash ^ rest.first) * 0xC2B2AE3D27D4EB4Fu;
  return static_cast<uint32_t>(hash >> 32);
}

}  // namespace copydesk
