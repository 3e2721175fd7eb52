// page_limits.h: what --page-seconds and --page-memory say, for the commands that read pages.
#pragma once

#include <cstdlib>

#include "cli/options.h"
#include "pipeline/pipeline.h"

namespace copydesk {

inline CrewLimits page_limits(const Options& options) {
  CrewLimits limits;
  limits.seconds = static_cast<unsigned>(std::atoi(options.page_seconds.c_str()));
  limits.memory_bytes = static_cast<size_t>(std::atoi(options.page_memory.c_str())) << 20;
  return limits;
}

}  // namespace copydesk
