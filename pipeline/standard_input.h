// standard_input.h: standard input that can be interrupted. For pipeline/ only.
#pragma once

#include <functional>
#include <memory>

#include "base/base.h"

namespace copydesk {

/// A source over standard input that gives up with kInterrupted once `is_stopping` says so, even
/// while it waits for bytes.
std::unique_ptr<ByteSource> standard_input(std::function<bool()> is_stopping);

}  // namespace copydesk
