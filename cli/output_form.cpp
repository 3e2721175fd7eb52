// output_form.cpp: names into forms, and stories into names of files.
#include "cli/output_form.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/terminal.h"

namespace copydesk {
namespace {

// Endings that other programs would trust. Of what is packed no form could be meant.
struct OtherForm {
  std::string_view ending;
  std::string_view advice;
  bool is_packed = false;
};
constexpr std::string_view kPipe =
    "what is written is not compressed; leave --output away and pipe it, as into gzip";
constexpr std::string_view kChoose = "stories are not written in this form; see --format";
constexpr std::string_view kPython =
    "tables of this kind are made with the Python package (docs/python.md); see --format for "
    "others";
constexpr std::string_view kArchive =
    "a database of stories is made by copydesk archive; see --format for other forms";
constexpr OtherForm kOtherForms[] = {
    {".gz", kPipe, true},  {".zst", kPipe, true}, {".bz2", kPipe, true}, {".xz", kPipe, true},
    {".zip", kPipe, true}, {".parquet", kPython}, {".arrow", kPython},   {".feather", kPython},
    {".duckdb", kPython},  {".db", kArchive},     {".sqlite", kArchive}, {".sqlite3", kArchive},
    {".pdf", kChoose},     {".doc", kChoose},     {".docx", kChoose},    {".odt", kChoose},
    {".rtf", kChoose},     {".xls", kChoose},     {".xlsx", kChoose},    {".ods", kChoose},
};

}  // namespace

Result<void> check_output_name(const Options& options) {
  for (const OtherForm& form : kOtherForms) {
    if (!options.output.ends_with(form.ending) || (!form.is_packed && !options.format.empty()))
      continue;
    std::string detail = "--output " + options.output + ": ";
    return Error{ErrorCode::kUsage, 0, detail.append(form.advice)};
  }
  return {};
}

Result<void> check_output_is_no_input(const Options& options,
                                      const std::vector<std::string>& inputs) {
  struct stat output {};
  const bool is_file = options.output != "-" &&
                       (::stat(options.output.c_str(), &output) != 0 || S_ISREG(output.st_mode));
  if (!options.errors.empty() && options.errors == options.output && is_file)
    return Error{ErrorCode::kUsage, 0, "--output and --errors are one file; name two"};
  for (const std::string* path : {&options.output, &options.errors}) {
    struct stat written {};
    if (path->empty() || ::stat(path->c_str(), &written) != 0 || !S_ISREG(written.st_mode))
      continue;
    for (const std::string& input : inputs) {
      struct stat read {};
      if (::stat(input.c_str(), &read) == 0 && read.st_dev == written.st_dev &&
          read.st_ino == written.st_ino)
        return Error{ErrorCode::kUsage, 0,
                     *path + " is also read, and would be lost; write to another file"};
    }
  }
  return {};
}

bool wants_book(const Options& options) {
  return options.format == "epub" || (options.format.empty() && options.output.ends_with(".epub"));
}

std::string output_folder(const std::string& output) {
  if (output.ends_with('/')) return output;
  return !output.empty() && is_folder(output) ? output + "/" : "";
}

Result<void> make_output_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0 || errno == EEXIST) return {};
  return Error{ErrorCode::kUnwritable, 0,
               "cannot create the folder " + folder + ": " + std::strerror(errno)};
}

std::string_view format_of_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const Format& format : formats()) {
    const size_t dot = name.size() - std::min(name.size(), format.extension.size() + 1);
    if (name.substr(dot, 1) == "." && name.substr(dot + 1) == format.extension) return format.name;
  }
  return {};
}

void make_fit_for_terminal(std::string& written, const Format& format) {
  if (!format.name.starts_with("json")) written = shown_lines(written);
}

std::string story_file(const std::string& folder, const Story& story, const Format& format) {
  constexpr size_t kLongestStem = 80, kIdLetters = 12;
  const std::string& path = story.source.path;
  std::string_view stem = std::string_view(path).substr(path.rfind('/') + 1);
  stem = stem.substr(0, std::min(stem.find('.', 1), stem.size()));
  std::string name = folder;
  for (const char c : stem.substr(0, kLongestStem))
    name += is_letter(c) || is_digit(c) || c == '-' ? c : '_';
  if (stem.empty() || stem == "-") name += "story";
  name.append("-").append(story.id, 0, kIdLetters).append(".").append(format.extension);
  return name;
}

}  // namespace copydesk
