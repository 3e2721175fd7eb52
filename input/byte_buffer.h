// byte_buffer.h: bytes that are filled piece by piece and handed on whole. For input/ only.
#pragma once

#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/base.h"

namespace copydesk {

/// Bytes that are not cleared before they are written, as those of a string would be.
class ByteBuffer {
 public:
  char* data() { return bytes_.get(); }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  std::string_view view() const { return {bytes_.get(), size_}; }
  void set_size(size_t size) {
    CD_CHECK(size <= capacity_);
    size_ = size;
  }
  void reserve(size_t capacity);
  void append(std::string_view bytes);
  void erase_front(size_t count);
  /// The bytes with no more memory than they need; the buffer is empty then.
  ByteBuffer take();

 private:
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };
  void set_capacity(size_t capacity);

  std::unique_ptr<char[], Free> bytes_;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace copydesk
