// output_form.cpp: names into forms, and stories into names of files.
#include "cli/output_form.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <unordered_set>

#include "cli/terminal.h"
#include "text/text.h"

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

bool names_same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  return one == other || (!one.empty() && !other.empty() &&
                          std::filesystem::weakly_canonical(one, error) ==
                              std::filesystem::weakly_canonical(other, error) &&
                          !error);
}

Result<void> check_output_is_no_input(const Options& options,
                                      const std::vector<std::string>& inputs) {
  struct stat output {};
  const bool is_file = options.output != "-" &&
                       (::stat(options.output.c_str(), &output) != 0 || S_ISREG(output.st_mode));
  if (!options.errors.empty() && is_file && names_same_file(options.errors, options.output))
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

namespace {

/// The form whose ending a file's name has; null: none.
const Format* format_ending(std::string_view name) {
  for (const Format& format : formats())
    if (name.ends_with(format.extension) &&
        name.substr(0, name.size() - format.extension.size()).ends_with('.'))
      return &format;
  return nullptr;
}

}  // namespace

std::string_view format_of_name(std::string_view path) {
  const Format* format = format_ending(path.substr(path.rfind('/') + 1));
  return format ? format->name : std::string_view();
}

void make_fit_for_terminal(std::string& written, const Format& format) {
  if (!format.name.starts_with("json")) written = shown_lines(written);
}

namespace {

constexpr size_t kIdLetters = 12;

/// Letters and digits of any script: what every file system takes, and no program for an option or
/// for a way out of the folder.
std::string fit_for_name(std::string_view raw, size_t most_bytes) {
  std::string text, name;
  append_repaired_utf8(text, raw);
  text.resize(utf8_prefix(text, most_bytes).size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_word_character(c) || (c == '-' && !name.empty()))
      name.append(text, begin, at - begin);
    else
      name += '_';
  }
  return name;
}

/// The name of an input without folders and ending.
std::string stem_of(std::string_view path) {
  constexpr size_t kLongestStem = 80;
  std::string_view stem = path.substr(path.rfind('/') + 1);
  stem = stem.substr(0, std::min(stem.find('.', 1), stem.size()));
  return stem.empty() || stem == "-" ? "story" : fit_for_name(stem, kLongestStem);
}

/// The stem in the name of a story's own file; empty: this is none.
std::string_view stem_of_story_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const Format* format = format_ending(name);
  if (!format) return {};
  size_t end = name.size() - format->extension.size() - 1;
  const size_t number = name.find_last_not_of("0123456789", end - 1);
  if (number != name.npos && number + 1 < end && name[number] == '-' && end - number < kIdLetters)
    end = number;
  if (end < kIdLetters + 2) return {};
  const size_t dash = end - kIdLetters - 1;
  const bool is_id =
      name[dash] == '-' &&
      name.substr(dash + 1, kIdLetters).find_first_not_of("0123456789abcdef") == name.npos;
  return is_id ? name.substr(0, dash) : std::string_view();
}

}  // namespace

std::string story_file(const std::string& folder, const Story& story, const Format& format) {
  std::string name = folder + stem_of(story.source.path);
  // The id of a story that comes out of an archive is what stands in that file.
  name.append("-").append(fit_for_name(story.id, kIdLetters)).append(".").append(format.extension);
  return name;
}

void leave_out_own_stories(const std::string& folder, std::vector<std::string>& paths) {
  struct stat written {};
  if (folder.empty() || ::stat(folder.c_str(), &written) != 0) return;
  std::unordered_set<std::string> stems;
  for (const std::string& path : paths) stems.insert(stem_of(path));
  const auto is_in_folder = [&](const std::string& path) {
    struct stat beside {};
    const std::string holder = path.substr(0, path.rfind('/') + 1) + ".";
    return ::stat(holder.c_str(), &beside) == 0 && beside.st_dev == written.st_dev &&
           beside.st_ino == written.st_ino;
  };
  std::erase_if(paths, [&](const std::string& path) {
    const std::string stem(stem_of_story_file(path));
    return !stem.empty() && stems.contains(stem) && is_in_folder(path);
  });
}

}  // namespace copydesk
