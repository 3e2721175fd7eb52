// damage.cpp: bytes with some of them changed.
#include "fuzz/damage.h"

#include <random>

namespace copydesk {

std::string damaged(std::string bytes, uint32_t seed, std::string_view other) {
  std::mt19937 random(seed);
  for (int i = 0; i < 8; ++i) {
    const size_t at = bytes.empty() ? 0 : random() % bytes.size();
    switch (random() % 5) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(at, random() % 40);
        break;
      case 2:
        if (!bytes.empty()) bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 60));
        break;
      case 3:
        if (!other.empty()) bytes.insert(at, other.substr(random() % other.size(), random() % 200));
        break;
      default:
        bytes.insert(at, "<\"&>{[" + std::string(1, static_cast<char>(random())));
        break;
    }
  }
  return bytes;
}

}  // namespace copydesk
