// commands.cpp: the list of commands, and the guess at what a mistyped word meant.
#include <algorithm>

#include "cli/command.h"

namespace copydesk {
namespace {

constexpr const Command* kCommands[] = {
    &kExtractCommand, &kArchiveCommand,     &kSearchCommand,  &kServeCommand,   &kExportCommand,
    &kVerifyCommand,  &kStatsCommand,       &kExplainCommand, &kShowCommand,    &kCheckCommand,
    &kSchemaCommand,  &kCompletionsCommand, &kHelpCommand,    &kVersionCommand,
};

// Edit distance, one row at a time; both words are short.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::span<const Command* const> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  for (const Command* command : kCommands)
    if (command->name == name) return command;
  return nullptr;
}

std::string unknown_command_message(const std::string& word) {
  std::string message = "there is no command " + word;
  std::vector<std::string_view> names;
  for (const Command* command : kCommands) names.push_back(command->name);
  if (const std::string_view guess = nearest(word, names); !guess.empty())
    message.append("; did you mean ").append(guess).append("?");
  return message;
}

std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& names) {
  constexpr size_t kLongestWord = 64;
  if (typed.size() > kLongestWord) return {};
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view name : names) {
    const size_t d =
        name.substr(0, typed.size()) == typed && typed.size() > 1 ? 0 : distance(typed, name);
    if (d >= best_distance) continue;
    best = name;
    best_distance = d;
  }
  return best;
}

}  // namespace copydesk
