// command.h: the table of commands. One file for each; its row here is all that help, manual and
// completions need. A new command: a file with its Command, a declaration below and a line in
// commands.cpp.
#pragma once

#include <span>
#include <string_view>

#include "cli/options.h"

namespace copydesk {

struct Command {
  std::string_view name;
  std::string_view arguments;    // as in the usage line: "PATH..."
  std::string_view summary;      // one line, for the list of commands
  std::string_view examples;     // one a line; what stands behind two spaces and # is the remark
  std::string_view description;  // paragraphs, parted by a blank line
  std::string_view flags;        // names of all_flags(), parted by spaces
  Completes completes = Completes::kFiles;  // its arguments
  std::string_view choices = {};            // kChoices: of the first argument
  size_t least_arguments = 0;
  size_t most_arguments = SIZE_MAX;
  int (*run)(const Options& options) = nullptr;
};

extern const Command kExtractCommand;
extern const Command kArchiveCommand;
extern const Command kSearchCommand;
extern const Command kServeCommand;
extern const Command kExportCommand;
extern const Command kVerifyCommand;
extern const Command kStatsCommand;
extern const Command kExplainCommand;
extern const Command kShowCommand;
extern const Command kCheckCommand;
extern const Command kSchemaCommand;
extern const Command kCompletionsCommand;
extern const Command kHelpCommand;
extern const Command kVersionCommand;

/// All commands, in the order of the help.
std::span<const Command* const> commands();

/// The command of a name, or null.
const Command* find_command(std::string_view name);

/// What is said of a word that is no command: with the command that was probably meant.
std::string unknown_command_message(const std::string& word);

/// The name nearest to a mistyped one, or empty when none is near.
std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& names);

}  // namespace copydesk
