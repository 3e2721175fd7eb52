// arena.h: Arena, bytes and strings that live as long as a page and are freed at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace copydesk {

/// Hands out memory that lives until clear() or destruction; blocks are kept for the next page.
/// Lifetime: every pointer and view from it dies with clear(). Threads: one thread at a time.
/// Cost: a pointer bump; a block of at least 64 KiB from the system when the last one is full.
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

  /// Forgets all content; keeps the first block so that the next page allocates nothing.
  void clear() {
    if (blocks_.size() > 1) blocks_.resize(1);
    next_ = blocks_.empty() ? nullptr : blocks_[0].bytes.get();
    left_ = blocks_.empty() ? 0 : blocks_[0].size;
  }

  /// Bytes taken from the system.
  size_t capacity_bytes() const {
    size_t total = 0;
    for (const Block& block : blocks_) total += block.size;
    return total;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };

  void grow(size_t size) {
    constexpr size_t kBlockBytes = 64u << 10;
    const size_t want = size > kBlockBytes ? size : kBlockBytes;
    blocks_.push_back({std::unique_ptr<char[]>(new char[want]), want});
    next_ = blocks_.back().bytes.get();
    left_ = want;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace copydesk
