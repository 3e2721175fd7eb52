// fuzz_input.cpp: libFuzzer's door to check_input_bytes.
#include <cstddef>
#include <cstdint>

#include "fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  copydesk::check_input_bytes({reinterpret_cast<const char*>(data), size});
  return 0;
}
