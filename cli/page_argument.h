// page_argument.h: the one page that show and explain look at.
#pragma once

#include "base/base.h"
#include "cli/options.h"
#include "input/input.h"

namespace copydesk {

/// Reads the first page of a path, or all of it as one page in the encoding that --charset names.
/// Errors: those of read_first_page, and kUsage for a label that no encoding has.
Result<Page> read_page_argument(const std::string& path, const Options& options);

}  // namespace copydesk
