// archive_argument.cpp: see archive_argument.h.
#include "cli/archive_argument.h"

#include "cli/terminal.h"

namespace copydesk {

int archive_failed(const Error& error) {
  complain(error.detail);
  return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kUnsupported ? 2 : 4;
}

}  // namespace copydesk
