// fuzz_html.cpp: libFuzzer's door to the parser's own check, shared with tests/html.
#include <cstddef>
#include <cstdint>

#include "tests/html/check_html.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return check_html({reinterpret_cast<const char*>(data), size});
}
