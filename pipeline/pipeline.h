// pipeline.h: the door of pipeline/: many inputs through the whole line, in parallel, results in
// the order of the inputs. One bad record never ends a run; every input that gave no story is
// named.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/base.h"
#include "input/input.h"
#include "pipeline/crew.h"
#include "story/story.h"

namespace copydesk {

/// An input, a record or a stretch of an archive that gave no story, and why.
struct Reject {
  std::string path;     // as given on the command line
  uint64_t offset = 0;  // bytes, in the file as stored
  std::string url;
  ErrorCode code = ErrorCode::kEmpty;  // kEmpty: read well, but there is no story in it
  std::string detail;
};

/// Appends a reject as one line of JSON with its line end: the form of --errors FILE.
void append_reject_json(std::string& out, const Reject& reject);

/// What came of one page, or of an input that gave none: a story, or the reason.
struct PageResult {
  Page page;                    // of a reject: without text
  std::optional<Story> story;   // nothing: see `reject`
  bool is_passed_over = false;  // RunOptions::wants said no; neither story nor reject
  Reject reject;
  std::string output;  // for `prepare` to fill and `deliver` to use
};

/// How far a run has come. `total_bytes` is 0 when it is not known (standard input).
struct RunCounts {
  uint64_t inputs = 0;       // paths that were opened or tried
  uint64_t pages = 0;        // pages done, with a story or without
  uint64_t stories = 0;      // delivered
  uint64_t empty = 0;        // pages and inputs without a story
  uint64_t failed = 0;       // rejects with any other code
  uint64_t skipped = 0;      // records of archives that hold no page: pictures, requests, 404s
  uint64_t passed_over = 0;  // pages that RunOptions::wants said no to
  uint64_t slow = 0;         // pages that took longer than RunOptions::slow_seconds
  uint64_t bytes = 0;        // read, as stored
  uint64_t total_bytes = 0;
  double seconds = 0;
};

struct RunOptions {
  StoryOptions story = {};
  InputLimits limits = {};
  unsigned jobs = 0;        // worker threads; 0: one for each core
  double slow_seconds = 5;  // a page that takes longer is counted; it is never cut short
  /// Pages are read in worker processes, so that one that crashes, loops or takes all memory is a
  /// reject like any other. `prepare` then runs in those processes, what it leaves is `output`, and
  /// of the story `deliver` sees only the id. Only for a caller with one thread.
  bool is_isolated = false;
  CrewLimits page_limits = {};                // of an isolated page
  size_t pages_in_flight_bytes = 128u << 20;  // pages read and not yet delivered; one always fits
  /// Set from a signal handler or another thread: no page is begun any more, those begun are
  /// finished and delivered, so that the results are a whole front part of the run's. May be null.
  /// Lifetime: longer than the run.
  const std::atomic<bool>* stop = nullptr;
  std::string url = {};  // of the only page of a run; see take_address()
  /// Asked in the workers before a page is read; may be empty, which wants all. For runs that know
  /// some pages already.
  std::function<bool(const Page&)> wants = {};
  /// Called about ten times a second from the calling thread. May be empty.
  std::function<void(const RunCounts&)> on_progress = {};
};

struct RunSummary {
  RunCounts counts;
  bool is_interrupted = false;        // RunOptions::stop was set before the end
  std::optional<Error> output_error;  // prepare or deliver failed, which ends a run
};

/// Gives a page that is a file of its own the address that the caller knows; what a program that
/// saved it wrote into it does not count then. Pages of archives keep theirs.
void take_address(Page& page, const std::string& url);

/// Work on a result (a story or a reject) that may go on in parallel: formatting, hashing.
using Prepare = std::function<Result<void>(PageResult&)>;
/// Takes the results one at a time in the order of the inputs and of the pages inside them,
/// whatever the number of jobs.
using Deliver = std::function<Result<void>(PageResult&)>;

/// Reads every page of every input and delivers a result for each page, for each damaged stretch of
/// an archive, and for each input without a page.
/// Errors: none of its own; what went wrong is in the rejects and in the summary.
/// Cost: memory of the pages in flight and the work of `jobs` pages. Out of memory in one page is a
/// reject of that page. Threads: starts jobs + 1 and ends them; `prepare` runs in many at a time,
/// `deliver` in one at a time, each must not throw.
///
///     RunSummary summary = run_pages(expand_inputs({"pages/"}), {}, {}, [](PageResult& result) {
///       if (result.story) std::puts(result.story->title.c_str());
///       return Result<void>();
///     });
RunSummary run_pages(const InputList& inputs, const RunOptions& options, const Prepare& prepare,
                     const Deliver& deliver);

/// Exit code of a run, as in the manual: 0 all good, 1 nothing found, 3 some failed, 4 all failed,
/// 5 output error, 6 interrupted.
int exit_code(const RunSummary& summary);

}  // namespace copydesk
