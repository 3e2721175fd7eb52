// progress.cpp: counts into a line for people or a JSON line for machines.
#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

#include "cli/terminal.h"

namespace copydesk {
namespace {

double share_done(const RunCounts& counts) {
  if (counts.total_bytes == 0) return 0;
  return std::min(1.0, static_cast<double>(counts.bytes) / static_cast<double>(counts.total_bytes));
}

double pages_a_second(const RunCounts& counts) {
  return counts.seconds > 0 ? static_cast<double>(counts.pages) / counts.seconds : 0;
}

// By bytes, since pages to come are not counted yet; negative when it is not known.
double seconds_left(const RunCounts& counts) {
  constexpr double kLeastShare = 0.01;  // below it the guess jumps about
  const double share = share_done(counts);
  if (share < kLeastShare) return -1;
  return counts.seconds * (1 - share) / share;
}

std::string clock_time(double seconds) {
  const auto whole = static_cast<uint64_t>(seconds + 0.5);
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

// What people wait for stands in front: narrow terminals cut the end.
std::string line_for_people(const RunCounts& counts) {
  std::string line;
  if (counts.total_bytes > 0) line += fmt::format("{:.0f}%, ", 100 * share_done(counts));
  if (const double left = seconds_left(counts); left >= 0)
    line += fmt::format("{} left, ", clock_time(left));
  line += fmt::format("{} pages, {} stories", counts.pages, counts.stories);
  if (counts.failed > 0) line += fmt::format(", {} failed", counts.failed);
  return line += fmt::format(", {:.0f} pages/s", pages_a_second(counts));
}

std::string line_for_machines(const RunCounts& counts, bool is_last) {
  std::string line;
  JsonWriter json(line);
  const auto number = [&](std::string_view name, uint64_t value) {
    json.key(name);
    json.number(static_cast<int64_t>(value));
  };
  json.begin_object();
  number("inputs", counts.inputs);
  number("pages", counts.pages);
  number("stories", counts.stories);
  number("empty", counts.empty);
  number("failed", counts.failed);
  number("skipped", counts.skipped);
  number("bytes", counts.bytes);
  if (counts.total_bytes > 0) number("total_bytes", counts.total_bytes);
  json.key("seconds");
  json.number(std::round(counts.seconds * 1000) / 1000);
  json.key("pages_per_second");
  json.number(std::round(pages_a_second(counts) * 10) / 10);
  if (const double left = seconds_left(counts); left >= 0) {
    json.key("seconds_left");
    json.number(std::round(left * 10) / 10);
  }
  json.key("done");
  json.boolean(is_last);
  json.end_object();
  return line += '\n';
}

void put(std::string_view text) { (void)descriptor_sink(STDERR_FILENO)->write(text); }

void add_count(std::string& line, uint64_t count, std::string_view what) {
  if (count > 0) line += fmt::format(", {} {}", count, what);
}

}  // namespace

Progress::Progress(const Options& options, bool output_is_terminal) {
  if (options.progress == "json") kind_ = Kind::kJson;
  // On one terminal the line and the stories would write over each other.
  const bool has_line = options.progress == "auto" && !options.is_quiet &&
                        is_terminal(STDERR_FILENO) && !output_is_terminal;
  if (has_line) kind_ = Kind::kLine;
}

void Progress::show(const RunCounts& counts) {
  const double step = kind_ == Kind::kJson ? 1.0 : 0.2;
  if (kind_ == Kind::kNone || counts.seconds < last_shown_seconds_ + step) return;
  if (kind_ == Kind::kLine && counts.seconds < 0.5) return;  // short runs need none
  last_shown_seconds_ = counts.seconds;
  if (kind_ == Kind::kJson) return put(line_for_machines(counts, false));
  // Only a line that is not broken can be taken away again.
  constexpr size_t kNarrowest = 8;
  std::string line = "\r\x1B[K";
  line += cell(line_for_people(counts), terminal_width(STDERR_FILENO, kNarrowest) - 1, false);
  put(line);
  has_line_ = true;
}

void Progress::clear_line() {
  if (has_line_) put("\r\x1B[K");
  has_line_ = false;
}

void Progress::finish(const RunCounts& counts) {
  clear_line();
  if (kind_ == Kind::kJson) put(line_for_machines(counts, true));
}

std::string summary_line(const RunCounts& counts) {
  std::string line =
      fmt::format("{} {} from {} {}", counts.stories, counts.stories == 1 ? "story" : "stories",
                  counts.pages, counts.pages == 1 ? "page" : "pages");
  add_count(line, counts.passed_over, "known already");
  add_count(line, counts.empty, "without a story");
  add_count(line, counts.failed, "failed");
  add_count(
      line, counts.skipped,
      counts.skipped == 1 ? "record of another kind skipped" : "records of other kinds skipped");
  add_count(line, counts.slow, "slow");
  return line += fmt::format(", {:.1f} s", counts.seconds);
}

}  // namespace copydesk
