// completions.cpp: completions for bash, zsh and fish, and the command that prints them.
#include "cli/help.h"
#include "cli/terminal.h"

namespace copydesk {
namespace {

std::string command_names() {
  std::string names;
  for (const Command* command : commands())
    names.append(names.empty() ? "" : " ").append(command->name);
  return names;
}

// "--format -f --output -o ..."
std::string flag_list(const Command& command) {
  std::string list;
  for (const std::string_view name : split_words(command.flags)) {
    const Flag* flag = find_flag(name);
    list.append(list.empty() ? "--" : " --").append(name);
    if (flag->letter) list.append(" -").append(1, flag->letter);
  }
  return list;
}

std::string flag_pattern(const Flag& flag) {
  std::string pattern = std::string("--").append(flag.name);
  if (flag.letter) pattern.append("|-").append(1, flag.letter);
  return pattern;
}

std::string argument_choices(const Command& command) {
  return command.completes == Completes::kCommands ? command_names() : std::string(command.choices);
}

std::string bash() {
  std::string out =
      "# bash completion for copydesk; made by: copydesk completions bash\n"
      "_copydesk() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
      "command=${COMP_WORDS[1]}\n"
      "  # --format=md comes as three words\n"
      "  if [ \"$word\" = \"=\" ]; then word=; "
      "elif [ \"$before\" = \"=\" ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
      "  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"";
  out.append(command_names()).append("\" -- \"$word\"))\n    return\n  fi\n  case $before in\n");
  for (const Flag& flag : all_flags()) {
    if (!flag.choices.empty())
      out.append("    ")
          .append(flag_pattern(flag))
          .append(") COMPREPLY=($(compgen -W \"")
          .append(flag.choices)
          .append("\" -- \"$word\")); return ;;\n");
    else if (flag.text)
      out.append("    ")
          .append(flag_pattern(flag))
          .append(flag.completes == Completes::kFiles ? ") compopt -o default; return ;;\n"
                                                      : ") return ;;\n");
  }
  out += "  esac\n  case $command in\n";
  for (const Command* command : commands()) {
    out.append("    ")
        .append(command->name)
        .append(")\n      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"");
    out.append(flag_list(*command)).append("\" -- \"$word\")); return; fi\n");
    if (const std::string choices = argument_choices(*command); !choices.empty())
      out.append("      if [ \"$COMP_CWORD\" -eq 2 ]; then COMPREPLY=($(compgen -W \"")
          .append(choices)
          .append("\" -- \"$word\")); return; fi\n");
    out += "      ;;\n";
  }
  return out += "  esac\n  compopt -o default\n}\ncomplete -F _copydesk copydesk\n";
}

// Text inside '...' of zsh's _arguments, or of fish.
std::string quoted(std::string_view text, std::string_view also_escaped) {
  std::string out;
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else if (also_escaped.find(c) != std::string_view::npos)
      out.append("\\").append(1, c);
    else
      out += c;
  }
  return out;
}

std::string zsh_action(const Flag& flag) {
  if (!flag.text) return {};
  std::string action = std::string(":").append(flag.value_name).append(":");
  if (!flag.choices.empty())
    action.append("(").append(flag.choices).append(")");
  else if (flag.completes == Completes::kFiles)
    action += "_files";
  return action;
}

std::string zsh() {
  std::string out =
      "#compdef copydesk\n# made by: copydesk completions zsh\n_copydesk() {\n  local -a "
      "commands\n  commands=(\n";
  for (const Command* command : commands())
    out.append("    '")
        .append(command->name)
        .append(":")
        .append(quoted(command->summary, ":"))
        .append("'\n");
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const Command* command : commands()) {
    out.append("    ").append(command->name).append(")\n      _arguments -s");
    for (const std::string_view name : split_words(command->flags)) {
      const Flag& flag = *find_flag(name);
      std::string tail = "[";
      tail.append(quoted(flag.description, "[]:\\"))
          .append("]")
          .append(zsh_action(flag))
          .append("'");
      out.append(" \\\n        '--").append(name).append(flag.text ? "=" : "").append(tail);
      if (flag.letter)
        out.append(" \\\n        '-")
            .append(1, flag.letter)
            .append(flag.text ? "+" : "")
            .append(tail);
    }
    const std::string choices = argument_choices(*command);
    if (!choices.empty()) out.append(" \\\n        '1:what:(").append(choices).append(")'");
    if (command->most_arguments > 0 && command->completes != Completes::kCommands)
      out.append(" \\\n        '*:path:_files'");
    out += "\n      ;;\n";
  }
  return out += "  esac\n}\n_copydesk \"$@\"\n";
}

std::string fish() {
  std::string out = "# fish completion for copydesk; made by: copydesk completions fish\n";
  for (const Command* command : commands()) {
    const std::string name(command->name);
    out.append("complete -c copydesk -n __fish_use_subcommand -f -a ")
        .append(name)
        .append(" -d '")
        .append(quoted(command->summary, "\\"))
        .append("'\n");
    const std::string condition =
        "complete -c copydesk -n '__fish_seen_subcommand_from " + name + "'";
    for (const std::string_view flag_name : split_words(command->flags)) {
      const Flag& flag = *find_flag(flag_name);
      out.append(condition).append(" -l ").append(flag.name);
      if (flag.letter) out.append(" -s ").append(1, flag.letter);
      if (!flag.choices.empty())
        out.append(" -x -a '").append(flag.choices).append("'");
      else if (flag.text)
        out.append(flag.completes == Completes::kFiles ? " -r" : " -x");
      out.append(" -d '").append(quoted(flag.description, "\\")).append("'\n");
    }
    if (const std::string choices = argument_choices(*command); !choices.empty())
      out.append(condition)
          .append(command->most_arguments == 1 ? " -f -a '" : " -a '")
          .append(choices)
          .append("'\n");
  }
  return out;
}

int run(const Options& options) { return print(completions_for(options.arguments[0])); }

}  // namespace

std::string completions_for(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  return fish();
}

const Command kCompletionsCommand = {
    .name = "completions",
    .arguments = "SHELL",
    .summary = "completions for bash, zsh or fish",
    .examples =
        "copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk\n"
        "copydesk completions zsh > \"${fpath[1]}/_copydesk\"\n"
        "copydesk completions fish > ~/.config/fish/completions/copydesk.fish",
    .description = "Prints a script that teaches the shell the commands and options of copydesk.",
    .flags = "help",
    .completes = Completes::kChoices,
    .choices = "bash zsh fish",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
