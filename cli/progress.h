// progress.h: how far a run is, for people and for machines, on standard error.
#pragma once

#include "cli/options.h"
#include "pipeline/pipeline.h"

namespace copydesk {

/// Shows a run's counts: a line that is written over and over on a terminal, or a JSON line a
/// second.
class Progress {
 public:
  Progress(const Options& options, bool output_is_terminal);
  bool is_on() const { return kind_ != Kind::kNone; }
  void show(const RunCounts& counts);
  /// Takes the line away (terminal), or writes the last JSON line.
  void finish(const RunCounts& counts);
  /// Takes the line away so that something else can be printed; the next show() brings it back.
  void clear_line();

 private:
  enum class Kind { kNone, kLine, kJson };
  Kind kind_ = Kind::kNone;
  double last_shown_seconds_ = -1;
  bool has_line_ = false;
};

/// "14 stories from 15 pages, 1 failed, 0.4 s": the last word of a run.
std::string summary_line(const RunCounts& counts);

}  // namespace copydesk
