// main.cpp: the program. The last border at which what a library throws is caught.
#include <malloc.h>

#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/cli.h"

namespace {

// A page takes some megabytes and gives them back; the next one needs them again. Left alone, the C
// library returns them to the system each time, and every page pays for new, cleared memory: 18,000
// page faults on 125 pages of wcxb-dev (33 MB).
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kKeptBytes = 64 << 20, kMappedBytes = 32 << 20;
  mallopt(M_MMAP_THRESHOLD, kMappedBytes);
  mallopt(M_TRIM_THRESHOLD, kKeptBytes);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  try {
    return copydesk::run_command_line(std::vector<std::string>(argv + (argc > 0), argv + argc));
  } catch (const std::bad_alloc&) {
    std::fputs("copydesk: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "copydesk: internal error: %s\n", error.what());
  }
  return 4;
}
