// cli.h: the door of cli/: the command line, from its words to an exit code.
#pragma once

#include <string>
#include <vector>

namespace copydesk {

/// Runs one command. `arguments` are those behind the program's name.
/// Returns the exit code: 0 all good, 1 nothing found, 2 usage, 3 some inputs failed, 4 all failed,
/// 5 output error, 6 interrupted.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace copydesk
