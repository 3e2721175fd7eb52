// crew_process.h: what runs in the parent process of a crew and in its workers. For pipeline/ only.
#pragma once

#include "pipeline/crew.h"
#include "pipeline/trays.h"

namespace copydesk {

constexpr int kOutOfMemoryExit = 12;  // exit code of a worker
constexpr uint64_t kMostMessageBytes = uint64_t{8} << 30;

/// Forks a worker whenever it is told a worker's number over `socket`, answers with the worker's
/// socket and how the one before ended; ends when the socket closes.
///
/// To and from a worker goes a size; that many bytes then lie in the tray of this turn, or follow
/// over the socket where they do not fit. Turns count from the worker's first request.
[[noreturn]] void run_crew_parent(int socket, unsigned count, const Crew::Work& work,
                                  const CrewLimits& limits, Trays& trays);

}  // namespace copydesk
