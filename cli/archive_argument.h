// archive_argument.h: the first argument of the commands that read an archive.
#pragma once

#include "cli/options.h"
#include "corpus/corpus.h"

namespace copydesk {

/// Opens the first argument for reading.
inline Result<Archive> open_archive_argument(const Options& options) {
  return Archive::open(options.arguments[0], Archive::Access::kRead);
}

/// Says what is wrong with an archive. Returns the exit code: 2 when it is none, 4 when it cannot
/// be read.
int archive_failed(const Error& error);

}  // namespace copydesk
