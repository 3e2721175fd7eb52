// archive.cpp: the command archive: pages in, stories into an archive, each exactly once.
// Workers read, compress and sketch; one at a time writes, in the order of the inputs, so that the
// archive is the same at any --jobs. Not here: how a run goes (pipeline/), what an archive is
// (corpus/).
#include <mutex>

#include "base/base.h"
#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/output_form.h"
#include "cli/page_limits.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "corpus/corpus.h"
#include "pipeline/pipeline.h"

namespace copydesk {
namespace {

constexpr int kUsage = 2;
constexpr int kFailed = 4;
constexpr int kOutputError = 5;

std::string_view form_name(const Page& page) {
  return page.form == Page::Form::kHtml ? "html" : "text";
}

InputPage input_page(const Page& page) { return {page.url, page.text, form_name(page)}; }

PreparedInput prepare_reject(const PageResult& result) {
  Source source = result.page.source;
  source.path = result.reject.path;
  source.offset = result.reject.offset;
  InputPage page = input_page(result.page);
  if (page.url.empty()) page.url = result.reject.url;
  return prepare_failure(source, {result.reject.code, 0, result.reject.detail}, page);
}

Result<void> prepare(PageResult& result) {
  if (result.is_passed_over) return {};
  result.output =
      packed_input(result.story ? prepare_input(std::move(*result.story), input_page(result.page))
                                : prepare_reject(result));
  return {};
}

/// One run. Deliver and the rest run in one thread at a time.
class Archiving {
 public:
  Archiving(const Options& options, Archive& archive, const KnownInputs& known)
      : options_(options), archive_(archive), known_(known), progress_(options, false) {}
  int run(const InputList& inputs);

 private:
  RunOptions run_options();
  Result<void> deliver(PageResult& result);
  Result<void> tell(const Reject& reject);
  int report(const RunSummary& summary, const Result<void>& ended);
  std::string summary_text(const RunSummary& summary) const;

  const Options& options_;
  Archive& archive_;
  const KnownInputs& known_;
  Progress progress_;
  std::mutex progress_mutex_;  // deliver and the progress line share standard error
  OutputFile errors_;
  uint64_t added_ = 0, same_ = 0, copies_ = 0, failed_ = 0, known_again_ = 0, told_ = 0;
};

RunOptions Archiving::run_options() {
  RunOptions run = run_options_of(options_);
  run.story.provenance = true;  // the reader shows page and story side by side
  run.stop = catch_signals();
  run.wants = [this](const Page& page) {
    return !known_.has(page.source, input_hash(page.text, page.url));
  };
  if (progress_.is_on()) {
    run.on_progress = [this](const RunCounts& counts) {
      const std::lock_guard lock(progress_mutex_);
      progress_.show(counts);
    };
  }
  return run;
}

Result<void> Archiving::deliver(PageResult& result) {
  if (result.output.empty()) return {};
  CD_TRY(const PreparedInput input, unpacked_input(result.output));
  CD_TRY(const Archive::Added added, archive_.add(input));
  result.output.clear();
  if (added.is_known) {
    ++known_again_;
  } else if (added.outcome == Outcome::kStory) {
    ++added_;
    copies_ += added.is_copy ? 1 : 0;
  } else if (added.outcome == Outcome::kSame) {
    ++same_;
  } else {
    ++failed_;
  }
  return added.outcome == Outcome::kFailed || (added.is_known && !result.story)
             ? tell(result.reject)
             : Result<void>();
}

Result<void> Archiving::tell(const Reject& reject) {
  constexpr uint64_t kMostTold = 20;
  if (!options_.errors.empty()) {
    std::string line;
    append_reject_json(line, reject);
    CD_TRY_VOID(errors_.write(line));
    CD_TRY_VOID(errors_.flush());
  }
  if (options_.is_quiet || reject.code == ErrorCode::kEmpty || ++told_ > kMostTold + 1) return {};
  const std::lock_guard lock(progress_mutex_);
  progress_.clear_line();
  if (told_ > kMostTold) {
    complain("... further ones are counted only; copydesk stats lists them by cause");
    return {};
  }
  std::string line = reject.path;
  if (reject.offset > 0) line.append(", byte ").append(std::to_string(reject.offset));
  line.append(": ").append(reject.detail);
  complain(line);
  return {};
}

std::string counted(uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string Archiving::summary_text(const RunSummary& summary) const {
  const uint64_t known = summary.counts.passed_over + known_again_;
  if (added_ + same_ + failed_ == 0) {
    return "nothing new: " + counted(known, "input is", "inputs are") + " in the archive already";
  }
  std::string text = counted(added_, "new story", "new stories");
  if (copies_ > 0) text += " (" + counted(copies_, "copy", "copies") + " of others)";
  if (same_ > 0) text += ", " + counted(same_, "page", "pages") + " with a story that was there";
  if (known > 0) text += ", " + counted(known, "input", "inputs") + " known already";
  if (failed_ > 0) text += ", " + counted(failed_, "input", "inputs") + " without a story";
  return text;
}

int Archiving::report(const RunSummary& summary, const Result<void>& ended) {
  progress_.finish(summary.counts);
  if (!ended.is_ok()) {
    complain(ended.error().detail);
    complain("what was committed before is safe; run the same command again to go on");
    return kOutputError;
  }
  if (!options_.is_quiet && summary.counts.inputs == 0) complain(kNothingToRead);
  if (!options_.is_quiet && summary.counts.inputs > 0) complain(summary_text(summary));
  if (!options_.is_quiet && summary.is_interrupted)
    complain("interrupted; run the same command again to go on");
  return exit_code(summary);
}

int Archiving::run(const InputList& inputs) {
  if (!options_.errors.empty()) {
    if (const Result<void> opened = errors_.open(options_.errors); !opened.is_ok()) {
      complain(opened.error().detail);
      return kOutputError;
    }
  }
  const RunSummary summary = run_pages(inputs, run_options(), prepare,
                                       [this](PageResult& result) { return deliver(result); });
  Result<void> ended =
      summary.output_error ? Result<void>(*summary.output_error) : archive_.commit();
  if (ended.is_ok()) ended = errors_.commit();
  return report(summary, ended);
}

// The report of errors may replace neither a page nor the archive, not even one that is made now.
Result<void> check_errors_are_no_input(const Options& options, std::vector<std::string> paths) {
  const std::string& archive = options.arguments[0];
  if (!options.errors.empty() && names_same_file(options.errors, archive))
    return Error{ErrorCode::kUsage, 0, "--errors and the archive are one file; name two"};
  paths.push_back(archive);
  return check_output_is_no_input(options, paths);
}

int run(const Options& options) {
  catch_signals();
  if (is_folder(options.arguments[0])) {
    complain(options.arguments[0] +
             " is a folder; the archive comes first: copydesk archive news.db " +
             options.arguments[0]);
    return kUsage;
  }
  const InputList inputs = expand_inputs({options.arguments.begin() + 1, options.arguments.end()});
  if (const auto checked = check_errors_are_no_input(options, inputs.paths); !checked.is_ok()) {
    complain(checked.error().detail);
    return kUsage;
  }
  Result<Archive> archive = Archive::open(options.arguments[0], Archive::Access::kWrite);
  if (!archive.is_ok()) {
    complain(archive.error().detail);
    return archive.error().code == ErrorCode::kUnsupported ? kUsage
           : archive.error().code == ErrorCode::kDamaged   ? kFailed
                                                           : kOutputError;
  }
  if (options.retries) {
    const Result<int64_t> forgotten = archive.value().forget_failures(inputs.paths);
    if (!forgotten.is_ok()) {
      complain(forgotten.error().detail);
      return kOutputError;
    }
  }
  const Result<KnownInputs> known = archive.value().known_inputs();
  if (!known.is_ok()) {
    complain(known.error().detail);
    return kFailed;
  }
  return Archiving(options, archive.value(), known.value()).run(inputs);
}

}  // namespace

const Command kArchiveCommand = {
    .name = "archive",
    .arguments = "ARCHIVE PATH...",
    .summary = "put stories into an archive: each exactly once, resumable",
    .examples =
        "copydesk archive news.db pages/  # makes news.db when it is not there\n"
        "copydesk archive news.db crawls/*.warc.gz  # adds what is new; run it again at will\n"
        "copydesk archive news.db pages/ --retry  # tries again what gave no story before",
    .description =
        "Reads every page that the paths hold and keeps its story in ARCHIVE: the record, the "
        "pictures, the page as it "
        "was read, where everything stands in it, and the ledger of inputs. ARCHIVE is one SQLite "
        "file.\n\n"
        "An input that the ledger has is passed over, so the same command can be run again: it "
        "goes on where it was "
        "stopped, and when there is nothing new it says so and changes nothing. The same story "
        "from two files is kept "
        "once; copies (shortened, framed, typed again) are kept and put into one group.\n\n"
        "The archive is the same at any --jobs. One program at a time can write to an archive; "
        "others can read "
        "meanwhile. Exit code 5 means that writing failed (disk full, no permission, another "
        "writer): what was "
        "committed before is safe.",
    .flags =
        "errors jobs favor retry isolate page-seconds page-memory limits progress quiet color "
        "no-config "
        "help",
    .least_arguments = 2,
    .run = run,
};

}  // namespace copydesk
