// pack.h: numbers and texts into bytes and back, for what crosses between processes of one run.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace copydesk {

class Packer {
 public:
  explicit Packer(std::string& out) : out_(out) {}
  void number(uint64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }

 private:
  std::string& out_;
};

/// Reads what a Packer wrote, in the same order. What was cut short reads as zeros and empty texts.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  uint64_t number() {
    uint64_t value = 0;
    const std::string_view bytes = take(sizeof value);
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number())); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view take(uint64_t size) {
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(bytes.size());
    return bytes;
  }

  std::string_view rest_;
};

}  // namespace copydesk
