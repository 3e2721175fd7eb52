// config.cpp: "name = value" lines into words that stand in front of those of the command line,
// which win.
#include "cli/config.h"

#include <sys/stat.h>

#include <cstdlib>

namespace copydesk {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// One line: nothing (blank, remark, false, another command's flag), a word, or what is wrong with
// it.
Result<std::string> word_of(std::string_view line, const Command& command) {
  line = trim(line.substr(0, line.find('#')));
  if (line.empty()) return std::string();
  const size_t equals = std::min(line.find('='), line.size());
  const std::string_view name = trim(line.substr(0, equals));
  const std::string_view value = equals < line.size() ? trim(line.substr(equals + 1)) : "";
  const Flag* flag = find_flag(name);
  if (!flag) return Error{ErrorCode::kUsage, 0, "there is no option " + std::string(name)};
  if (value.empty())
    return Error{ErrorCode::kUsage, 0,
                 std::string(name) + " needs a value, as in " + std::string(name) + " = " +
                     (flag->on ? "true" : "...")};
  if (flag->on && value != "true" && value != "false")
    return Error{ErrorCode::kUsage, 0, std::string(name) + " is true or false"};
  bool is_taken = false;
  for (const std::string_view taken : split_words(command.flags)) is_taken |= taken == name;
  if (!is_taken || value == "false") return std::string();
  std::string word = std::string("--").append(name);
  if (!flag->on) word.append("=").append(value);
  return word;
}

}  // namespace

std::string config_path() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder && *folder)
    return std::string(folder) + "/copydesk/config";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::string(home) + "/.config/copydesk/config";
  return {};
}

Result<std::vector<std::string>> config_words(const Command& command) {
  constexpr size_t kLargestConfig = 64u << 10;
  std::vector<std::string> words;
  const std::string path = config_path();
  if (path.empty()) return words;
  // A pipe would be waited for, by every command.
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    return Error{ErrorCode::kUsage, 0, path + ": this is not a file"};
  const Result<std::string> content = read_file(path, kLargestConfig);
  if (!content.is_ok()) {
    if (content.error().code == ErrorCode::kNotFound) return words;
    return content.error();
  }
  std::string_view rest = content.value();
  for (size_t number = 1; !rest.empty(); ++number) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    Result<std::string> word = word_of(rest.substr(0, end), command);
    if (!word.is_ok())
      return Error{ErrorCode::kUsage, 0,
                   path + ", line " + std::to_string(number) + ": " + word.error().detail};
    if (!word.value().empty()) words.push_back(std::move(word.value()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

}  // namespace copydesk
