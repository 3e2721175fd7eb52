// inflate.h: gzip, zlib, raw deflate, zstd and brotli, streamed or at once, always within limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "input/input.h"

namespace copydesk {

enum class Coding : uint8_t { kNone, kGzip, kZlib, kRawDeflate, kZstd, kBrotli };

/// Decodes one member (gzip), frame (zstd) or stream of a coding, piece by piece.
class Inflater {
 public:
  /// kWrongSum: all was decoded, but the check sum or length at the end is another.
  enum class Status : uint8_t { kMore, kEnd, kDamaged, kWrongSum };

  explicit Inflater(Coding coding);
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  ~Inflater();

  /// Decodes from the front of `in`, which it shortens, into `out`; adds what it wrote to
  /// `produced`. kMore means that `in` is used up or `out` is full.
  Status run(std::string_view& in, char* out, size_t out_size, size_t& produced);

  /// Makes ready for another member, with the same dictionary. A new decoder costs as much as
  /// thousands of bytes: what hostile files are made of is members of ten.
  void restart();

  /// A dictionary for zstd frames. False if it is none.
  bool load_dictionary(std::string_view dictionary);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What became of a body that was decoded whole.
struct Inflated {
  enum class End : uint8_t { kComplete, kCut, kDamaged, kTooLarge };
  std::string bytes;  // all that could be decoded; empty when refused as too large
  End end = End::kComplete;
  std::string_view rest;  // of what was stored, behind the last member
};

/// Decodes all members of `stored`, one after the other; bytes after the last are left, as
/// browsers do. Refuses over limits.page_bytes, and over limits.inflate_ratio once
/// limits.inflate_free_bytes are passed.
Inflated inflate_all(std::string_view stored, Coding coding, const InputLimits& limits);

/// Whether `decoded` bytes out of `stored` ones are more than any honest page holds.
bool is_over_ratio(uint64_t decoded, uint64_t stored, const InputLimits& limits);

/// How a zstd frame that holds data begins.
inline constexpr std::string_view kZstdFrame = "\x28\xB5\x2F\xFD";

/// Whether a zstd frame that begins here can only be read with a dictionary that it names.
bool names_dictionary(std::string_view frame);

/// The coding that the first bytes show: gzip, zstd, or none. Brotli and deflate show none.
Coding coding_by_magic(std::string_view bytes);

}  // namespace copydesk
