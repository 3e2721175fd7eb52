// help.h: help, manual and completions, all made from the tables of commands and flags.
#pragma once

#include <string>

#include "cli/command.h"

namespace copydesk {

/// What is said of the one form that is no Format: a Writer of stories cannot make it.
inline constexpr std::string_view kEpubDescription =
    "EPUB: one book for reading, a chapter for each story; by export only";

/// The help of the program: a first example, the commands, the exit codes.
std::string help_of_all(const Options& options);

/// The help of one command: examples first.
std::string help_of(const Command& command, const Options& options);

/// The words of a command's first example, without its remark.
std::string_view first_example(const Command& command);

/// The manual as a man page (roff).
std::string manual();

/// Completions for "bash", "zsh" or "fish".
std::string completions_for(std::string_view shell);

/// The program's version, "0.1.0".
std::string_view version();

}  // namespace copydesk
