// check.h: CD_CHECK, for our own mistakes only; bad input never reaches it.
#pragma once

#include <cstdio>
#include <cstdlib>

/// Prints the condition and the place, then stops the program. For broken invariants, never for
/// input.
#define CD_CHECK(condition)                                                                \
  do {                                                                                     \
    if (!(condition)) {                                                                    \
      std::fprintf(stderr, "copydesk: internal error: %s (%s:%d)\n", #condition, __FILE__, \
                   __LINE__);                                                              \
      std::abort();                                                                        \
    }                                                                                      \
  } while (false)
