// help_command.cpp: the commands help and version.
#include "base/base.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "record/record.h"

#ifndef COPYDESK_VERSION
#define COPYDESK_VERSION "0"
#endif

namespace copydesk {
namespace {

int run_help(const Options& options) {
  if (options.wants_manual) return print(manual());
  if (options.arguments.empty()) return print(help_of_all(options));
  const Command* command = find_command(options.arguments[0]);
  if (command) return print(help_of(*command, options));
  const std::string message = unknown_command_message(options.arguments[0]);
  complain(message.ends_with('?') ? message : message + "; copydesk help lists them all");
  return 2;
}

int run_version(const Options&) {
  std::string line = "copydesk ";
  line.append(version())
      .append(" (record version ")
      .append(std::to_string(kSchemaVersion))
      .append(")\n");
  return print(line);
}

}  // namespace

std::string_view version() { return COPYDESK_VERSION; }

const Command kHelpCommand = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "help on a command, or the manual",
    .examples = "copydesk help extract\ncopydesk help --man | man -l -  # the whole manual",
    .description = "Shows the help of the program or of one command.",
    .flags = "man color help",
    .completes = Completes::kCommands,
    .most_arguments = 1,
    .run = run_help,
};

const Command kVersionCommand = {
    .name = "version",
    .arguments = "",
    .summary = "version of the program and of its record",
    .examples = "copydesk version",
    .description = "Prints one line.",
    .flags = "help",
    .completes = Completes::kNothing,
    .most_arguments = 0,
    .run = run_version,
};

}  // namespace copydesk
