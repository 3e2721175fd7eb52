// page_limits.h: what --page-seconds, --page-memory and --limits say, for the commands that read
// pages.
#pragma once

#include <cstdlib>

#include "cli/limits.h"
#include "cli/options.h"
#include "pipeline/pipeline.h"

namespace copydesk {

inline CrewLimits page_limits(const Options& options) {
  CrewLimits limits;
  limits.seconds = static_cast<unsigned>(std::atoi(options.page_seconds.c_str()));
  limits.memory_bytes = static_cast<size_t>(std::atoi(options.page_memory.c_str())) << 20;
  return limits;
}

/// What --limits says, which check_values() has found sound.
inline WorkLimits work_limits(const Options& options) {
  return read_limits(options.limits).value();
}

inline void set_work_limits(const Options& options, RunOptions& run) {
  const WorkLimits limits = work_limits(options);
  run.limits = limits.input;
  run.story.limits = limits.story;
}

}  // namespace copydesk
