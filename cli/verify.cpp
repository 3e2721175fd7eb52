// verify.cpp: the command verify: is the archive as it was written?
#include <fmt/format.h>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr int kDamaged = 3;

void append_fault(std::string& out, const Fault& fault, bool as_json) {
  if (as_json) {
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.field("table", fault.table);
    json.key("row");
    json.number(fault.row);
    json.field("detail", fault.detail);
    json.end_object();
    append_repaired_utf8(out, line);
    out += '\n';
    return;
  }
  out += fault.table;
  if (fault.row > 0) out += fmt::format(", row {}", fault.row);
  out += ": ";
  append_shown(out, fault.detail);
  out += '\n';
}

int run(const Options& options) {
  Result<Archive> archive = open_archive_argument(options);
  if (!archive.is_ok()) return archive_failed(archive.error());
  const Result<VerifyReport> report = archive.value().verify();
  if (!report.is_ok()) return archive_failed(report.error());
  std::string out;
  for (const Fault& fault : report.value().faults) append_fault(out, fault, options.wants_json);
  const size_t faults = report.value().faults.size();
  const std::string verdict = faults == 0
                                  ? fmt::format("sound: {} rows, content {:016x}\n",
                                                report.value().rows, report.value().content_hash)
                                  : fmt::format(
                                        "{} fault{}; to mend them, archive the inputs again "
                                        "into a new file\n",
                                        faults, faults == 1 ? "" : "s");
  if (!options.wants_json) out += verdict;
  if (const int code = print(out); code != 0) return code;
  return faults == 0 ? 0 : kDamaged;
}

}  // namespace

const Command kVerifyCommand = {
    .name = "verify",
    .arguments = "ARCHIVE",
    .summary = "is an archive as it was written?",
    .examples =
        "copydesk verify news.db\n"
        "copydesk verify news.db --json  # one JSON line for each fault",
    .description =
        "Reads the whole archive and compares every row with its checksum, the search index with "
        "the texts, the groups "
        "of copies with their sketches, and the tables with what they should be; every word of the "
        "index is looked up. "
        "What is wrong is not mended, nor does archiving into the same file mend it: archive the "
        "inputs, which the table inputs names, into a new file. The number behind "
        "\"content\" is the "
        "same for archives of the same content.\n\n"
        "Exit code 0: sound; 2: there is no archive; 3: faults; 4: cannot be read, or another "
        "program is writing it.",
    .flags = "json color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
