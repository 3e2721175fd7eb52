// fuzz_page.cpp: libFuzzer's door to check_page.
#include <cstddef>
#include <cstdint>

#include "fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  copydesk::check_page({reinterpret_cast<const char*>(data), size});
  return 0;
}
