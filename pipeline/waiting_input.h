// waiting_input.h: inputs that may have nothing to read for a long time, and can be interrupted
// meanwhile. For pipeline/ only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/base.h"

namespace copydesk {

/// A source over standard input that gives up with kInterrupted once `is_stopping` says so, even
/// while it waits for bytes.
std::unique_ptr<ByteSource> standard_input(std::function<bool()> is_stopping);

/// Whether reading a path may wait for somebody: a named pipe, a terminal.
bool is_waiting_input(const std::string& path);

/// The same for a named pipe, which nobody may have opened for writing yet. Errors: kNotFound,
/// kUnreadable.
Result<std::unique_ptr<ByteSource>> open_waiting_input(const std::string& path,
                                                       std::function<bool()> is_stopping);

}  // namespace copydesk
