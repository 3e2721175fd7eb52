// export.cpp: the command export: the stories of an archive, or those that a query finds, out again
// in any format.
#include <unistd.h>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/terminal.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr int kOutputError = 5;

bool wants_book(const Options& options) {
  return options.format == "epub" || (options.format.empty() && options.output.ends_with(".epub"));
}

const Format* format_of(const Options& options) {
  if (!options.format.empty()) return find_format(options.format);
  for (const Format& format : formats()) {
    if (options.output.ends_with("." + std::string(format.extension))) return &format;
  }
  return find_format("jsonl");
}

// Writes what there is; the last part is written by the caller's end().
Result<uint64_t> write_stories(Archive& archive, const SearchRequest& request,
                               const Options& options, OutputFile& file) {
  const std::unique_ptr<Writer> writer =
      format_of(options)->make({.provenance = options.provenance});
  uint64_t count = 0;
  std::string out;
  writer->begin(out);
  const auto write = [&](const StoryLine& line, Story& story) -> Result<void> {
    if (count++ > 0) writer->separator(out);
    if (options.provenance) {
      CD_TRY(story.provenance, archive.provenance(line.number));
    }
    writer->story(story, out);
    CD_TRY_VOID(file.write(out));
    out.clear();
    return {};
  };
  CD_TRY_VOID(archive.visit(request, write));
  writer->end(out);
  CD_TRY_VOID(file.write(out));
  return count;
}

Result<uint64_t> write_book(Archive& archive, const SearchRequest& request, const Options& options,
                            OutputFile& file) {
  EpubWriter book(options.query.empty() ? "Stories" : options.query);
  uint64_t count = 0;
  std::string out;
  const auto write = [&](const StoryLine&, Story& story) -> Result<void> {
    ++count;
    CD_TRY_VOID(book.add(story, out));
    CD_TRY_VOID(file.write(out));
    out.clear();
    return {};
  };
  CD_TRY_VOID(archive.visit(request, write));
  CD_TRY_VOID(book.finish(out));
  CD_TRY_VOID(file.write(out));
  return count;
}

int run(const Options& options) {
  Result<Archive> archive = open_archive_argument(options);
  if (!archive.is_ok()) return archive_failed(archive.error());
  if (wants_book(options) && options.output.empty() && is_terminal(STDOUT_FILENO)) {
    complain("an EPUB book is no text; name a file with -o book.epub");
    return 2;
  }
  OutputFile file;
  if (const Result<void> opened = file.open(options.output); !opened.is_ok()) {
    complain(opened.error().detail);
    return kOutputError;
  }
  SearchRequest request;
  request.query = options.query;
  const Result<uint64_t> written = wants_book(options)
                                       ? write_book(archive.value(), request, options, file)
                                       : write_stories(archive.value(), request, options, file);
  if (!written.is_ok()) {
    if (file.is_reader_gone()) return kOutputError;
    if (written.error().code == ErrorCode::kDamaged) return archive_failed(written.error());
    complain(written.error().detail);
    return kOutputError;
  }
  if (const Result<void> done = file.commit(); !done.is_ok()) {
    if (!file.is_reader_gone()) complain(done.error().detail);
    return kOutputError;
  }
  if (!options.is_quiet)
    complain(std::to_string(written.value()) + (written.value() == 1 ? " story" : " stories"));
  return written.value() == 0 ? 1 : 0;
}

}  // namespace

const Command kExportCommand = {
    .name = "export",
    .arguments = "ARCHIVE",
    .summary = "stories out of an archive again, in any format",
    .examples =
        "copydesk export news.db > stories.jsonl  # all of them, in the order of archiving\n"
        "copydesk export news.db -f csv -o stories.csv\n"
        "copydesk export news.db --query 'flood after:2017' -o floods.epub  # a book for reading\n"
        "copydesk export news.db --provenance | jq .provenance",
    .description =
        "Writes the stories in the order in which they were archived. What is written is the same "
        "as copydesk extract "
        "would write. The form is that of --format, else of the name behind -o, else JSON Lines. "
        "An EPUB book has a "
        "chapter for each story, its captions, and no pictures: they would have to be fetched.",
    .flags = "format output query provenance quiet color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
