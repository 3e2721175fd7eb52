// extract.cpp: the command extract: pages in, stories out, in the order of the inputs.
// Workers format, one at a time delivers; where stories go is decided once (Target). Not here: how
// a run goes (pipeline/), what a format looks like (output/).
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/base.h"
#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/output_form.h"
#include "cli/page_limits.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "output/output.h"
#include "pipeline/pipeline.h"

namespace copydesk {
namespace {

constexpr int kOutputError = 5;

/// Where the stories go and in which form.
struct Target {
  const Format* format = nullptr;       // of many stories
  const Format* page_format = nullptr;  // of the one story of one page
  std::unique_ptr<Writer> writer, page_writer;
  std::string folder;        // not empty: one file a story, in here
  bool is_one_path = false;  // one file or standard input was named, which may be one page
};

bool names_one_path(const Options& options) {
  return options.arguments.size() == 1 && !is_folder(options.arguments[0]);
}

Target target_of(const Options& options) {
  Target target;
  const std::string& output = options.output;
  target.folder = output_folder(output);
  const std::string_view by_name = target.folder.empty() ? format_of_name(output) : "";
  const std::string_view asked =
      !options.format.empty() ? std::string_view(options.format) : by_name;
  const bool is_read_by_people =
      asked.empty() && (!target.folder.empty() || (output.empty() && is_terminal(STDOUT_FILENO)));
  target.format = find_format(asked.empty() ? (target.folder.empty() ? "jsonl" : "md") : asked);
  target.page_format = is_read_by_people ? find_format("md") : target.format;
  target.writer = target.format->make({.provenance = options.provenance});
  target.page_writer = target.page_format->make({.provenance = options.provenance});
  target.is_one_path = names_one_path(options);
  return target;
}

/// The state of one run. Prepare runs in many threads and reads only; deliver and the rest run in
/// one at a time.
class Extraction {
 public:
  explicit Extraction(const Options& options)
      : options_(options),
        target_(target_of(options)),
        progress_(options, options.output.empty() && is_terminal(STDOUT_FILENO)) {}
  int run();

 private:
  Result<void> open();
  RunOptions run_options();
  bool is_one_page(const PageResult& result) const;
  Result<void> prepare(PageResult& result) const;
  Result<void> deliver(PageResult& result);
  Result<void> deliver_file(const std::string& written);
  Result<void> deliver_reject(const PageResult& result);
  void tell(const Reject& reject, bool is_only_page);
  Result<void> end(const RunSummary& summary);
  int report(const RunSummary& summary, const Result<void>& ended);

  const Options& options_;
  const Target target_;
  Progress progress_;
  std::mutex progress_mutex_;  // deliver and the progress line share standard error
  OutputFile output_;
  OutputFile errors_;
  uint64_t delivered_ = 0;
  uint64_t told_ = 0;
  bool was_one_page_ = false;
  mutable std::atomic<uint64_t> prepared_ = 0;
  std::unordered_map<size_t, uint32_t> files_;  // how often a hash of a file's name was given
  std::unordered_set<size_t> contents_;         // hashes of names and what was written
};

// ---------------- stories

// By what was named and what it holds, never by how many stories there happen to be: the form of
// the output does not depend on the luck of the run.
bool Extraction::is_one_page(const PageResult& result) const {
  const std::string& kind = result.page.source.kind;
  return target_.is_one_path && result.page.source.offset == 0 &&
         (kind == "html" || kind == "text");
}

Result<void> Extraction::prepare(PageResult& result) const {
  if (!result.story) return {};
  if (!target_.folder.empty()) {
    // Workers write, which takes long where a disk is slow, and deliver() gives the names in order.
    target_.page_writer->document(*result.story, result.output);
    const std::string file = story_file(target_.folder, *result.story, *target_.page_format);
    const std::string written =
        file + ".partial-" + std::to_string(::getpid()) + "-" + std::to_string(++prepared_);
    CD_TRY_VOID(write_file_atomically(written, result.output));
    const size_t content = std::hash<std::string>()(result.output);
    result.output = written + '\n' + std::to_string(content);
  } else if (is_one_page(result)) {
    target_.page_writer->document(*result.story, result.output);
  } else {
    target_.writer->story(*result.story, result.output);
  }
  const Format* format = is_one_page(result) ? target_.page_format : target_.format;
  if (output_.is_terminal()) make_fit_for_terminal(result.output, *format);
  return {};
}

Result<void> Extraction::deliver(PageResult& result) {
  if (!result.story) return deliver_reject(result);
  const bool is_first = delivered_++ == 0;
  if (!target_.folder.empty()) return deliver_file(result.output);
  was_one_page_ = is_one_page(result);
  if (!was_one_page_) {
    std::string between;
    if (is_first)
      target_.writer->begin(between);
    else
      target_.writer->separator(between);
    CD_TRY_VOID(output_.write(between));
  }
  CD_TRY_VOID(output_.write(result.output));
  // People and pipes see each story when it is there; files are written in large pieces.
  return output_.is_stream() ? output_.flush() : Result<void>();
}

// `written` is the name of the file that a worker wrote and, in a line of its own, a hash of what
// it holds. A page that was saved twice is one file; of stories that differ in what is written, but
// not in name, address and text, further ones are numbered.
Result<void> Extraction::deliver_file(const std::string& written) {
  const size_t line_end = written.rfind('\n');
  const std::string from = written.substr(0, line_end);
  std::string file = from.substr(0, from.rfind(".partial-"));
  const std::hash<std::string> hash;
  const bool is_new = contents_.insert(hash(file + written.substr(line_end))).second;
  const uint32_t number = is_new ? ++files_[hash(file)] : 0;
  const size_t ending = target_.page_format->extension.size() + 1;
  if (number > 1) file.insert(file.size() - ending, "-" + std::to_string(number));
  if (is_new && ::rename(from.c_str(), file.c_str()) == 0) return {};
  const std::string why = std::strerror(errno);
  ::unlink(from.c_str());
  if (!is_new) return {};
  return Error{ErrorCode::kUnwritable, 0, "cannot rename to " + file + ": " + why};
}

// ---------------- inputs without a story

Result<void> Extraction::deliver_reject(const PageResult& result) {
  if (!options_.errors.empty()) {
    std::string line;
    append_reject_json(line, result.reject);
    CD_TRY_VOID(errors_.write(line));
    CD_TRY_VOID(errors_.flush());
  }
  tell(result.reject, target_.is_one_path && delivered_ == 0 && is_one_page(result));
  return {};
}

// Pages of an archive without a story are common (redirects, empty shells): they are counted, not
// told one by one.
void Extraction::tell(const Reject& reject, bool is_only_page) {
  constexpr uint64_t kMostTold = 20;
  const bool is_worth_a_line =
      reject.code != ErrorCode::kEmpty || is_only_page || reject.detail == "no page in it";
  if (options_.is_quiet || !is_worth_a_line || ++told_ > kMostTold + 1) return;
  const std::lock_guard lock(progress_mutex_);
  progress_.clear_line();
  if (told_ > kMostTold)
    return complain("... further ones are counted only; --errors FILE lists them all");
  std::string line = reject.path;
  if (reject.offset > 0) line.append(", byte ").append(std::to_string(reject.offset));
  line.append(": ").append(reject.detail);
  if (!reject.url.empty()) line.append(" (").append(reject.url).append(")");
  complain(line);
}

// ---------------- the whole

Result<void> Extraction::open() {
  if (!target_.folder.empty()) {
    CD_TRY_VOID(make_output_folder(target_.folder));
  } else {
    CD_TRY_VOID(output_.open(options_.output));
  }
  return options_.errors.empty() ? Result<void>() : errors_.open(options_.errors);
}

RunOptions Extraction::run_options() {
  RunOptions run = run_options_of(options_);
  run.story.provenance = options_.provenance;
  run.url = options_.url;
  run.stop = catch_signals();
  if (progress_.is_on()) {
    run.on_progress = [this](const RunCounts& counts) {
      const std::lock_guard lock(progress_mutex_);
      progress_.show(counts);
    };
  }
  return run;
}

Result<void> Extraction::end(const RunSummary& summary) {
  const Result<void> told = errors_.commit();
  if (summary.output_error) return *summary.output_error;
  CD_TRY_VOID(told);
  if (!target_.folder.empty()) return {};
  const bool has_frame = !was_one_page_ && (delivered_ > 0 || !target_.is_one_path);
  std::string frame;
  if (has_frame && delivered_ == 0) target_.writer->begin(frame);
  if (has_frame) target_.writer->end(frame);
  CD_TRY_VOID(output_.write(frame));
  return summary.is_interrupted ? output_.keep_partial() : output_.commit();
}

int Extraction::report(const RunSummary& summary, const Result<void>& ended) {
  progress_.finish(summary.counts);
  if (!ended.is_ok()) {
    if (!output_.is_reader_gone()) complain(ended.error().detail);
    return kOutputError;
  }
  const RunCounts& counts = summary.counts;
  const bool is_batch = counts.pages != 1 || counts.inputs != 1;
  if (!options_.is_quiet && is_batch && counts.pages > 0) complain(summary_line(counts));
  if (!options_.is_quiet && counts.inputs == 0) complain(kNothingToRead);
  if (summary.is_interrupted && !options_.is_quiet) {
    const bool has_partial = !options_.output.empty() && target_.folder.empty();
    complain(has_partial ? "interrupted; what was finished is in " + options_.output + ".partial"
                         : "interrupted");
  }
  return exit_code(summary);
}

int Extraction::run() {
  InputList inputs = expand_inputs(options_.arguments);
  leave_out_own_stories(target_.folder, inputs.paths);
  if (const auto checked = check_output_is_no_input(options_, inputs.paths); !checked.is_ok()) {
    complain(checked.error().detail);
    return 2;
  }
  if (const Result<void> opened = open(); !opened.is_ok()) {
    complain(opened.error().detail);
    return kOutputError;
  }
  const RunSummary summary = run_pages(
      inputs, run_options(), [this](PageResult& result) { return prepare(result); },
      [this](PageResult& result) { return deliver(result); });
  return report(summary, end(summary));
}

int run(const Options& options) {
  if (wants_book(options)) {
    complain("extract writes no EPUB; put the stories into an archive and export it");
    return 2;
  }
  if (!options.url.empty() && !names_one_path(options)) {
    complain("--url is the address of one page: name one file, or - for standard input");
    return 2;
  }
  return Extraction(options).run();
}

}  // namespace

const Command kExtractCommand = {
    .name = "extract",
    .arguments = "PATH...",
    .summary = "read pages and write the stories in them",
    .examples =
        "copydesk extract page.html  # one page, as Markdown on a terminal\n"
        "copydesk extract pages/ > stories.jsonl  # a folder, one story a line\n"
        "copydesk extract crawl.warc.gz -f csv -o stories.csv  # an archive file into a table\n"
        "copydesk extract 'pages/2017-*' -o stories/ -f html  # one file a story in a folder\n"
        "curl -s https://news.example/a | copydesk extract - --url https://news.example/a  # "
        "standard input\n"
        "copydesk extract crawl.warc.gz -e errors.jsonl > stories.jsonl  # and what gave none",
    .description =
        "Reads every page that the paths hold and writes one story for each. A PATH is a file "
        "(HTML, MHTML, a web archive of Safari, a text dump, WARC, WACZ, WET, ARC; plain, gzip or "
        "zstd), a folder, a pattern or - for standard input; what it holds is found by its "
        "content. In a folder hidden files are passed over, files that no page has the name of "
        "(.css, .jpg, .pdf, .docx and the like), and the folder of files that a browser puts "
        "beside a page; a file that is named is read.\n\n"
        "Without --format one page on a terminal is shown as Markdown; a file behind -o gets the "
        "form of its name; "
        "everything else is JSON Lines. --format json gives one object for one page, a list for an "
        "archive, a folder or "
        "several paths.\n\n"
        "-o FILE writes the file whole or not at all. -o FOLDER/ writes one file a story, named "
        "after the input and the "
        "story's id (and a number, where that is taken by another one), as Markdown unless "
        "--format "
        "says otherwise; what an earlier run wrote into "
        "that "
        "folder is no page of the next one.\n\n"
        "Inputs that gave no story are named on standard error and, with --errors, in a file; they "
        "never end a run. "
        "Stories come in the order of the inputs at any --jobs. The first Ctrl-C finishes what was "
        "begun, the second stops "
        "at once.",
    .flags =
        "format output errors url jobs favor provenance isolate page-seconds page-memory limits "
        "progress "
        "quiet color no-config help",
    .least_arguments = 1,
    .run = run,
};

}  // namespace copydesk
