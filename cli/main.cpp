// main.cpp: the program. The last border at which what a library throws is caught.
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/cli.h"

int main(int argc, char** argv) {
  try {
    return copydesk::run_command_line(std::vector<std::string>(argv + (argc > 0), argv + argc));
  } catch (const std::bad_alloc&) {
    std::fputs("copydesk: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "copydesk: internal error: %s\n", error.what());
  }
  return 4;
}
