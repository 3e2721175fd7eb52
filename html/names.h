// names.h: the names of tags and attributes that the program knows, as numbers.
#pragma once
#include <cstdint>
namespace copydesk {
enum class Tag : uint16_t { kUnknown };
enum class AttributeName : uint16_t { kUnknown };
}  // namespace copydesk
