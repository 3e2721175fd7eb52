// export.cpp: the command export: the stories of an archive, or those that a query finds, out again
// in any format.
#include <unistd.h>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/output_form.h"
#include "cli/terminal.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr int kOutputError = 5;

const Format* format_of(const Options& options, bool has_folder) {
  if (!options.format.empty()) return find_format(options.format);
  if (has_folder) return find_format("md");
  const std::string_view by_name = format_of_name(options.output);
  return find_format(by_name.empty() ? "jsonl" : by_name);
}

// The story as it was archived, with provenance if asked for.
Result<void> complete(Archive& archive, const StoryLine& line, const Options& options,
                      Story& story) {
  if (!options.provenance) return {};
  CD_TRY(story.provenance, archive.provenance(line.number));
  return {};
}

// Writes what there is; the last part is written by the caller's end().
Result<uint64_t> write_stories(Archive& archive, const SearchRequest& request,
                               const Options& options, OutputFile& file) {
  const Format& format = *format_of(options, false);
  const std::unique_ptr<Writer> writer = format.make({.provenance = options.provenance});
  uint64_t count = 0;
  std::string out;
  writer->begin(out);
  const auto write = [&](const StoryLine& line, Story& story) -> Result<void> {
    if (count++ > 0) writer->separator(out);
    CD_TRY_VOID(complete(archive, line, options, story));
    writer->story(story, out);
    if (file.is_terminal()) make_fit_for_terminal(out, format);
    CD_TRY_VOID(file.write(out));
    out.clear();
    return {};
  };
  CD_TRY_VOID(archive.visit(request, write));
  writer->end(out);
  CD_TRY_VOID(file.write(out));
  return count;
}

// One file a story.
Result<uint64_t> write_folder(Archive& archive, const SearchRequest& request,
                              const Options& options, const std::string& folder) {
  CD_TRY_VOID(make_output_folder(folder));
  const Format& format = *format_of(options, true);
  const std::unique_ptr<Writer> writer = format.make({.provenance = options.provenance});
  uint64_t count = 0;
  const auto write = [&](const StoryLine& line, Story& story) -> Result<void> {
    CD_TRY_VOID(complete(archive, line, options, story));
    std::string out;
    writer->document(story, out);
    ++count;
    return write_file_atomically(story_file(folder, story, format), out);
  };
  CD_TRY_VOID(archive.visit(request, write));
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

int report(const Result<uint64_t>& written, const OutputFile& file, const Options& options) {
  if (!written.is_ok()) {
    if (file.is_reader_gone()) return kOutputError;
    if (written.error().code != ErrorCode::kUnwritable) return archive_failed(written.error());
    complain(written.error().detail);
    return kOutputError;
  }
  if (!options.is_quiet)
    complain(std::to_string(written.value()) + (written.value() == 1 ? " story" : " stories"));
  return written.value() == 0 ? 1 : 0;
}

Result<uint64_t> write_file(Archive& archive, const SearchRequest& request, const Options& options,
                            OutputFile& file) {
  CD_TRY_VOID(file.open(options.output));
  CD_TRY(const uint64_t count, wants_book(options)
                                   ? write_book(archive, request, options, file)
                                   : write_stories(archive, request, options, file));
  CD_TRY_VOID(file.commit());
  return count;
}

int run(const Options& options) {
  Result<Archive> archive = open_archive_argument(options);
  if (!archive.is_ok()) return archive_failed(archive.error());
  const std::string folder = output_folder(options.output);
  if (wants_book(options) &&
      (!folder.empty() || (options.output.empty() && is_terminal(STDOUT_FILENO)))) {
    complain("an EPUB is one book, and no text; name a file with -o book.epub");
    return 2;
  }
  const auto checked = check_output_is_no_input(options, options.arguments);
  if (!checked.is_ok()) {
    complain(checked.error().detail);
    return 2;
  }
  SearchRequest request;
  request.query = options.query;
  OutputFile file;
  return report(folder.empty() ? write_file(archive.value(), request, options, file)
                               : write_folder(archive.value(), request, options, folder),
                file, options);
}

}  // namespace

const Command kExportCommand = {
    .name = "export",
    .arguments = "ARCHIVE",
    .summary = "stories out of an archive again, in any format",
    .examples =
        "copydesk export news.db > stories.jsonl  # all of them, in the order of archiving\n"
        "copydesk export news.db -f csv -o stories.csv\n"
        "copydesk export news.db -o stories/  # one file a story in a folder\n"
        "copydesk export news.db --query 'flood after:2017' -o floods.epub  # a book for reading\n"
        "copydesk export news.db --provenance | jq .provenance",
    .description =
        "Writes the stories in the order in which they were archived. What is written is the same "
        "as copydesk extract "
        "would write. The form is that of --format, else of the name behind -o, else JSON Lines, "
        "in a folder Markdown. "
        "An EPUB book has a "
        "chapter for each story, its captions, and no pictures: they would have to be fetched.",
    .flags = "format output query provenance quiet color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
