// config.h: the file of defaults.
#pragma once

#include <string>
#include <vector>

#include "base/base.h"
#include "cli/command.h"

namespace copydesk {

/// Where the file of defaults is looked for: $XDG_CONFIG_HOME/copydesk/config, else
/// ~/.config/copydesk/config; empty when neither is set.
std::string config_path();

/// The lines of the file that the command can take, as words of a command line ("--format=md").
/// Errors: kUsage, for a line that names no flag or gives it no value; the detail names file and
/// line. No file is none.
Result<std::vector<std::string>> config_words(const Command& command);

}  // namespace copydesk
