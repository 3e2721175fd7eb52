// archive_argument.cpp: see archive_argument.h.
#include "cli/archive_argument.h"

#include "cli/terminal.h"

namespace copydesk {

int archive_failed(const Error& error) {
  const bool is_missing =
      error.code == ErrorCode::kNotFound || error.detail.ends_with("is no Copydesk archive");
  complain(is_missing ? error.detail + "; copydesk archive makes one" : error.detail);
  return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kUnsupported ? 2 : 4;
}

}  // namespace copydesk
