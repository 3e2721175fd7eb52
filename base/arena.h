// arena.h: Arena, bytes and strings that live as long as a page and are freed at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace copydesk {

/// Hands out memory that lives as long as the arena.
/// Lifetime: every pointer and view from it dies with it. Threads: one thread at a time.
/// Cost: a pointer bump; when the last block is full a new one from the system, as large as all
/// before it together, at least 1 KiB and at most 64 KiB.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Uninitialised memory for `size` bytes, aligned to 8.
  char* allocate(size_t size) {
    size = (size + 7) & ~size_t{7};
    if (size > left_) grow(size);
    char* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  /// A copy of `text` that lives as long as the arena's content.
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* bytes = allocate(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }

  /// Bytes taken from the system.
  size_t capacity_bytes() const { return capacity_; }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };

  void grow(size_t size) {
    const size_t usual = std::clamp<size_t>(capacity_, 1u << 10, 64u << 10);
    const size_t want = std::max(size, usual);
    capacity_ += want;
    blocks_.push_back({std::unique_ptr<char[]>(new char[want]), want});
    next_ = blocks_.back().bytes.get();
    left_ = want;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
  size_t capacity_ = 0;  // of all blocks
};

}  // namespace copydesk
