// name_hash.h: the hash of short names, the same at compile time and at run time.
#pragma once

#include <cstdint>
#include <string_view>

namespace copydesk {

/// FNV-1a with a last mix; names are short.
constexpr uint32_t hash_name(std::string_view name) {
  uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

}  // namespace copydesk
