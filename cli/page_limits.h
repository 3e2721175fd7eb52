// page_limits.h: what --favor, --jobs, --isolate, --page-seconds, --page-memory and --limits say,
// for the commands that read pages.
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

inline Favor favor_of(const Options& options) {
  if (options.favor == "precision") return Favor::kPrecision;
  return options.favor == "recall" ? Favor::kRecall : Favor::kBalanced;
}

/// How the options have many pages read; what a command adds of its own is not in it.
inline RunOptions run_options_of(const Options& options) {
  const WorkLimits limits = work_limits(options);
  RunOptions run;
  run.story.favor = favor_of(options);
  run.story.limits = limits.story;
  run.limits = limits.input;
  run.jobs = static_cast<unsigned>(std::atoi(options.jobs.c_str()));
  run.is_isolated = options.isolate == "on";
  run.page_limits = page_limits(options);
  return run;
}

}  // namespace copydesk
