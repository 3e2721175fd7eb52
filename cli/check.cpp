// check.cpp: the command check: what is damaged in each input, and what can be read all the same.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/base.h"
#include "cli/command.h"
#include "cli/page_limits.h"
#include "cli/terminal.h"
#include "input/input.h"
#include "output/output.h"

namespace copydesk {
namespace {

std::string plural(uint64_t count, std::string_view one, std::string_view ending = "s") {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : ending);
}

// Records whose bytes are not those that their digests were made of.
uint64_t misfits_of(const InputReport& report) {
  return static_cast<uint64_t>(std::ranges::count(report.notes, "digest", &Note::code));
}

void append_report(std::string& out, const InputReport& report, const Colors& colors) {
  const uint64_t losses = report.losses.size() + report.more_losses, misfits = misfits_of(report);
  append_shown(out.append(colors.bold), report.path);
  out.append(colors.reset).append(": ");
  if (!report.kind.empty()) out.append(report.kind).append(", ");
  out.append(plural(report.bytes, "byte")).append(", ").append(plural(report.pages, "page"));
  if (report.skipped > 0)
    out.append(", ").append(plural(report.skipped, "record")).append(" of other kinds");
  out.append(", ").append(losses + misfits > 0 ? colors.red : colors.green);
  if (losses > 0 || misfits == 0) out += losses > 0 ? plural(losses, "loss", "es") : "no damage";
  if (misfits > 0)
    out.append(losses > 0 ? ", " : "").append(plural(misfits, "record")).append(" not as written");
  out.append(colors.reset).append("\n");
  for (const Loss& loss : report.losses) {
    out += fmt::format("  byte {}", loss.offset);
    if (loss.length > 0) out += fmt::format(" to {}", loss.offset + loss.length);
    out.append(": ").append(error_name(loss.code)).append(": ");
    append_shown(out, loss.detail);
    if (!loss.url.empty()) append_shown(out += "  ", loss.url);
    out += '\n';
  }
  if (report.more_losses > 0) out += fmt::format("  and {} more\n", report.more_losses);
  for (const Note& note : report.notes) {
    append_shown(out.append("  note: "), note.detail.empty() ? note.code : note.detail);
    out += '\n';
  }
}

void append_notes(JsonWriter& json, const std::vector<Note>& notes) {
  json.key("notes");
  json.begin_array();
  for (const Note& note : notes) {
    json.begin_object();
    json.field("code", note.code);
    json.field("detail", note.detail);
    json.end_object();
  }
  json.end_array();
}

void append_report_json(std::string& out, const InputReport& report) {
  std::string line;
  JsonWriter json(line);
  const auto number = [&](std::string_view name, uint64_t value) {
    json.key(name);
    json.number(static_cast<int64_t>(value));
  };
  json.begin_object();
  json.field("path", report.path);
  json.field("kind", report.kind);
  number("bytes", report.bytes);
  number("pages", report.pages);
  number("skipped", report.skipped);
  json.key("records");
  json.begin_object();
  for (const auto& [type, count] : report.records) number(type, count);
  json.end_object();
  json.key("losses");
  json.begin_array();
  for (const Loss& loss : report.losses) {
    json.begin_object();
    json.field("code", error_name(loss.code));
    number("offset", loss.offset);
    number("length", loss.length);
    json.field("url", loss.url);
    json.field("detail", loss.detail);
    json.end_object();
  }
  json.end_array();
  number("more_losses", report.more_losses);
  append_notes(json, report.notes);
  json.end_object();
  append_repaired_utf8(out, line);
  out += '\n';
}

InputReport report_of(const Error& error) {
  InputReport report;
  const size_t colon = error.detail.rfind(": ");
  report.path = error.detail.substr(0, colon);
  report.losses.push_back(
      {error.code, 0, 0, {}, colon == std::string::npos ? "" : error.detail.substr(colon + 2)});
  return report;
}

int run(const Options& options) {
  const Colors colors = colors_for(options, STDOUT_FILENO);
  const InputList inputs = expand_inputs(options.arguments);
  const InputLimits limits = work_limits(options).input;
  size_t damaged = 0, unreadable = 0;
  const auto tell = [&](const InputReport& report) {
    std::string out;
    if (options.wants_json)
      append_report_json(out, report);
    else
      append_report(out, report, colors);
    if (!report.losses.empty())
      ++(report.pages > 0 ? damaged : unreadable);
    else
      damaged += misfits_of(report) > 0;
    return print(out);
  };
  for (const Error& error : inputs.errors)
    if (const int code = tell(report_of(error)); code != 0) return code;
  for (const std::string& path : inputs.paths)
    if (const int code = tell(check_input(path, limits)); code != 0) return code;
  if (inputs.paths.empty() && inputs.errors.empty()) {
    complain(kNothingToRead);
    return 1;
  }
  if (unreadable == inputs.paths.size() + inputs.errors.size()) return 4;
  return damaged + unreadable > 0 ? 3 : 0;
}

}  // namespace

const Command kCheckCommand = {
    .name = "check",
    .arguments = "PATH...",
    .summary = "what is damaged in an archive file, and what could be read all the same",
    .examples =
        "copydesk check crawl.warc.gz\n"
        "copydesk check crawls/ --json | jq -c .losses  # for machines",
    .description =
        "Reads each input to its end and names every stretch that gave nothing, with its place in "
        "bytes and the reason. It names records, too, whose bytes are not those that their "
        "WARC-Block-Digest (where there is none, WARC-Payload-Digest) was made of, by SHA-1, "
        "SHA-256 or MD5; other commands read them without a word. Exit code 0: no damage; 3: some; "
        "4: nothing could be read.",
    .flags = "json limits color no-config help",
    .least_arguments = 1,
    .run = run,
};

}  // namespace copydesk
