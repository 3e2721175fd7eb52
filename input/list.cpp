// list.cpp: paths as a user types them -> the list of inputs, the same on every machine.
// Not here: opening them (reader.cpp).
#include <dirent.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "input/input.h"
#include "text/text.h"

namespace copydesk {
namespace {

// What lies beside saved pages and never is one. A path given by name is read whatever its name
// says.
constexpr auto kNeverPages = std::to_array<std::string_view>(
    {".css", ".js", ".mjs", ".json", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg",
     ".ico", ".bmp", ".avif", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm",
     ".ogg", ".pdf", ".zip", ".tar", ".cdx", ".cdxj", ".xml", ".csv", ".sqlite", ".py", ".download",
     ".tif", ".tiff", ".heic", ".wav", ".m4a", ".flac", ".mov", ".avi", ".mkv", ".m4v", ".wasm",
     // Of offices, of systems: marks that lead to a page, settings, notes of programs.
     ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".7z", ".rar",
     ".url", ".webloc", ".lnk", ".desktop", ".ini", ".log", ".webmanifest",
     // What Copydesk itself makes of pages.
     ".jsonl", ".ndjson", ".jsonld", ".db", ".sqlite3", ".epub", ".parquet", ".partial"});

// What SQLite and Copydesk lay beside an archive, whose name is in front.
constexpr auto kBesideArchives =
    std::to_array<std::string_view>({"-wal", "-shm", "-journal", "-writer"});

// What browsers add to the name of a page to name the folder of its files, by language, in the
// capitals in which they write it. Source: the connected files of Windows.
constexpr auto kFolderEndings = std::to_array<std::string_view>(
    {"_files",    "_fichiers",  "-Dateien", "_archivos", "_bestanden",   "_file",
     "_arquivos", "_ficheiros", "_pliki",   "_soubory",  "_tiedostot",   "-filer",
     "_elemei",   "_dosyalar",  "_fitxers", "_datoteke", "_fitxategiak", "_failid",
     "_fails",    "_bylos",     "_fajlovi", ".files"});

using FileId = std::pair<uint64_t, uint64_t>;  // device, inode

struct Walk {
  InputList& list;
  std::set<std::string> seen_paths;
  std::set<FileId> seen_folders;
};

// What Copydesk itself is writing, maybe in this very run: see cli/output_file.cpp.
bool is_being_written(std::string_view ending) {
  constexpr std::string_view kMark = ".partial-";
  return ending.starts_with(kMark) && ending.size() > kMark.size() &&
         ending.find_first_not_of("0123456789-", kMark.size()) == ending.npos;
}

bool is_beside_archive(std::string_view path) {
  struct stat info {};
  return std::any_of(kBesideArchives.begin(), kBesideArchives.end(), [&](std::string_view ending) {
    return path.ends_with(ending) &&
           ::stat(std::string(path.substr(0, path.size() - ending.size())).c_str(), &info) == 0;
  });
}

bool is_never_page(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  if (is_being_written(name.substr(dot))) return true;
  const std::string ending = lower_ascii(name.substr(dot));
  return std::find(kNeverPages.begin(), kNeverPages.end(), ending) != kNeverPages.end();
}

bool is_address(std::string_view path) {
  return path.starts_with("http://") || path.starts_with("https://");
}

void add_error(InputList& list, const std::string& path) {
  // The two mistakes that "No such file or directory" does not explain.
  if (path.empty()) {
    list.errors.push_back({ErrorCode::kNotFound, 0, "\"\": an empty name stands for no file"});
    return;
  }
  if (is_address(path)) {
    const std::string quoted = "'" + path + "'";
    list.errors.push_back({ErrorCode::kNotFound, 0,
                           path + ": no page is fetched; save it, or pipe it as in curl -sL " +
                               quoted + " | copydesk extract - --url " + quoted});
    return;
  }
  const ErrorCode code =
      errno == ENOENT || errno == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kUnreadable;
  list.errors.push_back({code, 0, path + ": " + std::strerror(errno)});
}

void add_path(Walk& walk, std::string path) {
  if (walk.seen_paths.insert(path).second) walk.list.paths.push_back(std::move(path));
}

// Names in a folder, sorted by bytes, hidden ones left out.
bool names_in(const std::string& folder, std::vector<std::string>& names) {
  DIR* dir = ::opendir(folder.c_str());
  if (dir == nullptr) return false;
  while (const dirent* entry = ::readdir(dir))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  ::closedir(dir);
  std::sort(names.begin(), names.end());
  return true;
}

// Whether a name is that of the folder in which a browser put the files of a page that stands
// beside it: pictures, styles and the pages of its frames, all parts of that page. `names` are
// sorted.
bool is_folder_of_page(std::string_view name, const std::vector<std::string>& names) {
  for (const std::string_view ending : kFolderEndings) {
    if (!name.ends_with(ending)) continue;
    const std::string page(name.substr(0, name.size() - ending.size()));
    for (const std::string_view kind : {".html", ".htm", ".xhtml"})
      if (std::binary_search(names.begin(), names.end(), page + std::string(kind))) return true;
  }
  return false;
}

// The folders that a folder lies in, up to the root of the file system.
std::set<FileId> folders_above(const std::string& folder) {
  std::set<FileId> above;
  std::error_code error;
  std::filesystem::path path = std::filesystem::canonical(folder, error);
  while (!error && path.has_relative_path()) {
    path = path.parent_path();
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0) above.insert({info.st_dev, info.st_ino});
  }
  return above;
}

// Depth first with an own stack; children are pushed in reverse so that they come out in order.
void add_folder(Walk& walk, const std::string& root) {
  const std::set<FileId> above = folders_above(root);
  std::vector<std::string> stack{root};
  while (!stack.empty()) {
    std::string path = std::move(stack.back());
    stack.pop_back();
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      add_error(walk.list, path);
      continue;
    }
    if (!S_ISDIR(info.st_mode)) {
      if (is_never_page(path) || is_beside_archive(path)) continue;
      if (S_ISREG(info.st_mode))
        add_path(walk, std::move(path));
      else
        walk.list.errors.push_back({ErrorCode::kUnsupported, 0, path + ": this is not a file"});
      continue;
    }
    // A folder is walked once, whichever way leads to it: links cannot make a loop, nor lead out
    // to all that lies beside the root.
    if (above.contains({info.st_dev, info.st_ino})) continue;
    if (!walk.seen_folders.insert({info.st_dev, info.st_ino}).second) continue;
    std::vector<std::string> names;
    if (!names_in(path, names)) {
      add_error(walk.list, path);
      continue;
    }
    if (path.back() != '/') path += '/';
    for (size_t i = names.size(); i-- > 0;)
      if (!is_folder_of_page(names[i], names) || !is_folder(path + names[i]))
        stack.push_back(path + names[i]);
  }
}

void add_pattern(Walk& walk, const std::string& pattern) {
  glob_t found{};
  const int result = ::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found);
  std::vector<std::string> paths;
  if (result == 0) paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  std::sort(paths.begin(), paths.end());  // glob() itself would sort by the locale
  if (paths.empty())
    walk.list.errors.push_back({ErrorCode::kNotFound, 0, pattern + ": nothing matches"});
  for (const std::string& path : paths) {
    if (!is_folder(path)) {
      if (!is_being_written(path.substr(std::min(path.rfind('.'), path.size()))))
        add_path(walk, path);
    } else if (!is_folder_of_page(path, paths))
      add_folder(walk, path);
  }
}

}  // namespace

InputList expand_inputs(const std::vector<std::string>& arguments) {
  InputList list;
  Walk walk{list, {}, {}};
  // A shell names the folder of a page's files beside the page: "saved/*".
  std::vector<std::string> names = arguments;
  std::sort(names.begin(), names.end());
  for (const std::string& argument : arguments) {
    struct stat info {};
    if (argument == "-") {
      add_path(walk, argument);
    } else if (::stat(argument.c_str(), &info) == 0) {
      if (!S_ISDIR(info.st_mode))
        add_path(walk, argument);
      else if (!is_folder_of_page(argument, names))
        add_folder(walk, argument);
    } else if (!is_address(argument) && argument.find_first_of("*?[") != std::string::npos) {
      add_pattern(walk, argument);
    } else {
      add_error(list, argument);
    }
  }
  return list;
}

}  // namespace copydesk
