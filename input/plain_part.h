// plain_part.h: where to begin in the middle of an archive that is not compressed.
#pragma once

#include <string>

#include "base/base.h"
#include "input/header.h"

namespace copydesk {

/// The start of the first record at or behind the byte `begin`; an earlier record's if that is as
/// far as lengths and record starts agree, or if there is none. Goes from record to record as a
/// reader of the whole file does, so that both see the same records from there on.
/// Errors: kNotFound, kUnreadable. Cost: one small read for each record before `begin`.
Result<uint64_t> sure_record_start(const std::string& path, uint64_t begin, ArchiveFormat format);

}  // namespace copydesk
