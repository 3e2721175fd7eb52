// byte_buffer.cpp: ByteBuffer. The memory is malloc's, which can give the end of it back in place.
#include "input/byte_buffer.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace copydesk {

void ByteBuffer::set_capacity(size_t capacity) {
  auto* bytes = static_cast<char*>(std::realloc(bytes_.get(), capacity));
  if (bytes == nullptr) throw std::bad_alloc();  // as new does
  static_cast<void>(bytes_.release());
  bytes_.reset(bytes);
  capacity_ = capacity;
}

void ByteBuffer::reserve(size_t capacity) {
  if (capacity <= capacity_) return;
  if (size_ == 0) {  // nothing to be copied
    bytes_.reset();
    capacity_ = 0;
  }
  set_capacity(capacity);
}

void ByteBuffer::append(std::string_view bytes) {
  if (bytes.empty()) return;
  if (size_ + bytes.size() > capacity_) reserve(std::max(size_ + bytes.size(), 2 * capacity_));
  std::memcpy(bytes_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void ByteBuffer::erase_front(size_t count) {
  if (count < size_) std::memmove(bytes_.get(), bytes_.get() + count, size_ - count);
  size_ -= count;
}

ByteBuffer ByteBuffer::take() {
  if (size_ > 0 && size_ < capacity_) set_capacity(size_);
  ByteBuffer taken;
  std::swap(taken, *this);
  return taken;
}

}  // namespace copydesk
