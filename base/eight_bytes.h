// eight_bytes.h: eight bytes of a text as one number, and questions that are answered for all of
// them at once. Words of a text are short: vectors of 16 or 32 bytes would mostly be empty.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace copydesk {

/// Answers: the high bit of a byte tells of that byte, all other bits are 0. The first byte of the
/// text is the lowest of the number. Example: EightBytes("x1,", 3).letters_and_digits() tells of
/// the first two.
class EightBytes {
 public:
  /// The first eight of `left` bytes; zeros where there are fewer.
  EightBytes(const char* at, size_t left) {
    static_assert(std::endian::native == std::endian::little);
    if (left >= sizeof bytes_)
      std::memcpy(&bytes_, at, sizeof bytes_);
    else
      bytes_ = few(at, left);
  }
  explicit EightBytes(uint64_t bytes) : bytes_(bytes) {}

  uint64_t number() const { return bytes_; }
  /// The first `count` bytes, zeros behind them.
  EightBytes first(size_t count) const {
    return EightBytes(count >= 8 ? bytes_ : bytes_ & ((uint64_t{1} << 8 * count) - 1));
  }
  /// Bytes of characters that are not ASCII.
  uint64_t wide() const { return bytes_ & kHigh; }
  uint64_t digits() const { return in_range(bytes_, '0', '9'); }
  uint64_t capitals() const { return in_range(bytes_, 'A', 'Z'); }
  uint64_t letters() const { return in_range(bytes_ | kSmall, 'a', 'z'); }
  uint64_t letters_and_digits() const { return letters() | digits(); }
  uint64_t equal_to(char c) const { return in_range(bytes_, c, c); }
  /// With small letters for capitals; of bytes that are neither letters nor digits nothing is said.
  uint64_t small_letters() const { return bytes_ | kSmall; }

  /// With small letters for capitals, all else as it is.
  uint64_t with_small_letters() const { return bytes_ | letters() >> 2; }

  /// How many bytes an answer tells of before the first that it does not.
  static size_t run_length(uint64_t answer) {
    return static_cast<size_t>(std::countr_one(answer | ~kHigh)) / 8;
  }
  /// How many bytes an answer tells of. std::popcount calls a function on machines of the first
  /// x86-64 generation, for which we build.
  static uint32_t count(uint64_t answer) {
    return static_cast<uint32_t>((answer >> 7) * kOnes >> 56);
  }

 private:
  static constexpr uint64_t kOnes = 0x0101010101010101ull;
  static constexpr uint64_t kHigh = kOnes * 0x80;
  static constexpr uint64_t kSmall =
      kOnes * 0x20;  // makes a capital small; small ones, digits have it

  // Fewer than eight, by reads that overlap: a loop over them ends where nobody can foretell.
  static uint64_t few(const char* at, size_t count) {
    if (count >= 4) {
      uint32_t first, last;
      std::memcpy(&first, at, sizeof first);
      std::memcpy(&last, at + count - 4, sizeof last);
      return first | uint64_t{last} << 8 * (count - 4);
    }
    if (count == 0) return 0;
    const auto byte = [&](size_t i) {
      return uint64_t{static_cast<unsigned char>(at[i])} << 8 * i;
    };
    return byte(0) | byte(count / 2) | byte(count - 1);
  }

  static uint64_t in_range(uint64_t bytes, char first, char last) {
    const uint64_t ascii = bytes & ~kHigh;
    const uint64_t from = ascii + kOnes * (0x80u - static_cast<unsigned char>(first));
    const uint64_t above = ascii + kOnes * (0x7Fu - static_cast<unsigned char>(last));
    return from & ~above & ~bytes & kHigh;
  }

  uint64_t bytes_ = 0;
};

}  // namespace copydesk
