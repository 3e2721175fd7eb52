// fuzz.cpp: libFuzzer's door to one target; COPYDESK_FUZZ_TARGET, of the build, is its name.
#include <cstddef>
#include <cstdint>

#include "base/base.h"
#include "fuzz/checks.h"

namespace {

const copydesk::FuzzTarget& target() {
  for (const copydesk::FuzzTarget& one : copydesk::fuzz_targets())
    if (one.name == COPYDESK_FUZZ_TARGET) return one;
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const copydesk::FuzzTarget& kTarget = target();
  kTarget.check({reinterpret_cast<const char*>(data), size});
  return 0;
}
