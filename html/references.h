// references.h: character references: "&amp;", "&#8217;" and 2,231 names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// What a reference stands for, and how many bytes of the page it takes.
struct Reference {
  size_t source_bytes = 0;  // 0: not a reference, '&' stands for itself
  uint32_t text_bytes = 0;
  char text[8] = {};  // one or two code points as UTF-8
};

enum class ReferencePlace : uint8_t { kText, kAttribute };

/// Reads the reference at the start of `source`, which begins with '&'.
/// Cost: at most 33 bytes are looked at, but for digits. Threads: safe.
/// Source: HTML Living Standard, 13.2.5.72 Character reference state and the states after it.
Reference read_reference(std::string_view source, ReferencePlace place);

}  // namespace copydesk
