// signals.h: SIGINT, SIGTERM and SIGHUP become a flag; SIGPIPE becomes an error of write(2).
#pragma once

#include <atomic>

namespace copydesk {

/// From now on the first SIGINT, SIGTERM or SIGHUP sets the flag that is returned, and the second
/// ends the program at once with exit code 6; SIGHUP stays ignored if it was. Broken pipes are
/// errors of the writer. The only state of the program that is global: a signal handler can reach
/// nothing else.
const std::atomic<bool>* catch_signals();

}  // namespace copydesk
