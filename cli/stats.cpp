// stats.cpp: the command stats: an archive at a glance.
#include <fmt/format.h>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr size_t kMostValues = 8;

void append_values(std::string& out, std::string_view name, const std::vector<FacetValue>& values) {
  if (values.empty()) return;
  out += fmt::format("{:<12}", name);
  for (size_t i = 0; i < values.size() && i < kMostValues; ++i) {
    append_shown(out += i > 0 ? ", " : "", values[i].value);
    out += fmt::format(" {}", values[i].count);
  }
  if (values.size() > kMostValues) out += fmt::format(", and {} more", values.size() - kMostValues);
  out += '\n';
}

void append_text(std::string& out, const ArchiveStats& stats,
                 const std::vector<FailureCause>& causes) {
  out += fmt::format("{:<12}{} from {} inputs; {} pages of the same story, {} without one\n",
                     "stories", stats.stories, stats.inputs, stats.same, stats.failed);
  if (stats.copies > 0)
    out += fmt::format("{:<12}{} in {} groups\n", "copies", stats.copies, stats.groups);
  out += fmt::format("{:<12}{} words, {} pictures, {} pages kept, {:.1f} MB\n", "size", stats.words,
                     stats.pictures, stats.pages, static_cast<double>(stats.file_bytes) / 1e6);
  if (!stats.first_day.empty())
    out += fmt::format("{:<12}{} to {}\n", "days", stats.first_day, stats.last_day);
  for (int i = 0; i < kFacetCount; ++i) {
    if (static_cast<Facet>(i) != Facet::kDay)
      append_values(out, facet_name(static_cast<Facet>(i)), stats.facets[i]);
  }
  append_values(out, "words", stats.lengths);
  append_values(out, "confidence", stats.confidences);
  for (const FailureCause& cause : causes) {
    out += fmt::format("{:<12}{} {}, for example ", "failed", cause.count, cause.cause);
    append_shown(out, cause.examples.front().path);
    append_shown(out += ": ", cause.examples.front().detail);
    out += '\n';
  }
}

void append_json_values(JsonWriter& json, std::string_view name,
                        const std::vector<FacetValue>& values) {
  json.key(name);
  json.begin_object();
  for (const FacetValue& value : values) {
    json.key(value.value);
    json.number(value.count);
  }
  json.end_object();
}

void append_json(std::string& out, const ArchiveStats& stats,
                 const std::vector<FailureCause>& causes) {
  JsonWriter json(out);
  json.begin_object();
  const std::pair<std::string_view, int64_t> numbers[] = {
      {"version", stats.version},   {"file_bytes", stats.file_bytes},
      {"inputs", stats.inputs},     {"stories", stats.stories},
      {"same", stats.same},         {"failed", stats.failed},
      {"groups", stats.groups},     {"copies", stats.copies},
      {"pictures", stats.pictures}, {"pages", stats.pages},
      {"words", stats.words}};
  for (const auto& [name, number] : numbers) {
    json.key(name);
    json.number(number);
  }
  json.field("first_day", stats.first_day);
  json.field("last_day", stats.last_day);
  for (int i = 0; i < kFacetCount; ++i)
    append_json_values(json, facet_name(static_cast<Facet>(i)), stats.facets[i]);
  append_json_values(json, "lengths", stats.lengths);
  append_json_values(json, "confidences", stats.confidences);
  std::vector<FacetValue> failures;
  for (const FailureCause& cause : causes) failures.push_back({cause.cause, cause.count});
  append_json_values(json, "failures", failures);
  json.end_object();
  out += '\n';
}

int run(const Options& options) {
  Result<Archive> archive = open_archive_argument(options);
  if (!archive.is_ok()) return archive_failed(archive.error());
  const Result<ArchiveStats> stats = archive.value().stats();
  if (!stats.is_ok()) return archive_failed(stats.error());
  const Result<std::vector<FailureCause>> causes = archive.value().failures();
  if (!causes.is_ok()) return archive_failed(causes.error());
  std::string out, mended;
  options.wants_json ? append_json(out, stats.value(), causes.value())
                     : append_text(out, stats.value(), causes.value());
  append_repaired_utf8(mended, out);  // paths are bytes, not text
  return print(mended);
}

}  // namespace

const Command kStatsCommand = {
    .name = "stats",
    .arguments = "ARCHIVE",
    .summary = "an archive at a glance",
    .examples =
        "copydesk stats news.db\n"
        "copydesk stats news.db --json | jq .publisher",
    .description =
        "How many stories from how many inputs, copies, days, publishers, languages, lengths, "
        "confidence, and what "
        "failed, by cause. copydesk archive ARCHIVE PATH... --retry tries the failed inputs again.",
    .flags = "json color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
