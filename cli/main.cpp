// main.cpp: the program. The last border at which what a library throws is caught.
#include <fcntl.h>
#include <malloc.h>

#include <cerrno>
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

// A caller may have closed a standard stream (2>&-). The next file to be opened would take its
// number, and messages would end up in an archive. What stands in for it cannot be used either.
void hold_standard_streams() {
  for (int stream = 0; stream <= 2; ++stream)
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
      (void)::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
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
