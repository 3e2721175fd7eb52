// cli.cpp: words of the command line into Options, by CLI11 from the table of flags; then the
// command runs. All usage errors come from here: they name the word at fault, what was probably
// meant, and where to read on.
#include "cli/cli.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "base/base.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/help.h"
#include "cli/limits.h"
#include "cli/output_form.h"
#include "cli/terminal.h"

namespace copydesk {
namespace {

constexpr int kUsage = 2;

int usage_error(const Command* command, std::string message) {
  complain(message);
  std::string hint = "  see: copydesk ";
  hint.append(command ? command->name : "").append(command ? " --help\n" : "--help\n");
  (void)descriptor_sink(2)->write(hint);
  return kUsage;
}

bool takes(const Command& command, std::string_view name) {
  for (const std::string_view flag : split_words(command.flags))
    if (flag == name) return true;
  return false;
}

// Given as nothing, as by a variable that is not set, a value would be as if it were not given.
// And "-o -e errors.jsonl" lacks one.
std::string nothing_wrong_with_value(const std::string& value) {
  if (value.empty()) return "needs a value";
  for (const Flag& flag : all_flags())
    if (value == "--" + std::string(flag.name) ||
        (flag.letter && value == std::string("-") + flag.letter))
      return "needs a value, and " + value + " is an option; ./" + value +
             " is a file of that name";
  return "";
}

void add_flags(CLI::App& app, const Command& command, Options& options) {
  for (const Flag& flag : all_flags()) {
    if (!takes(command, flag.name)) continue;
    std::string names = std::string("--").append(flag.name);
    if (flag.letter) names.append(",-").append(1, flag.letter);
    if (flag.on)
      app.add_flag(names, options.*flag.on);
    else
      app.add_option(names, options.*flag.text)->take_last()->check(nothing_wrong_with_value, "");
  }
  app.add_option("arguments", options.arguments);
}

std::string unknown_flag_message(const Command& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::string message = "unknown option " + name;
  if (::access(word.c_str(), F_OK) == 0)
    return message.append("; the file of that name is ./").append(word);
  const std::string_view bare =
      std::string_view(name).substr(std::min<size_t>(name.find_first_not_of('-'), name.size()));
  if (const std::string_view guess = nearest(bare, split_words(command.flags));
      !guess.empty() && bare.size() > 1)
    message.append("; did you mean --").append(guess).append("?");
  else if (command.arguments.ends_with("QUERY..."))
    message.append("; a word to leave out stands inside of quotes: 'flood ")
        .append(name)
        .append("'");
  return message;
}

std::string missing_value_message(std::string name) {
  const Flag* flag = find_flag(std::string_view(name).substr(2));
  CD_CHECK(flag);
  name.append(" needs a value: ");
  if (flag->choices.empty()) return name.append(flag->value_name);
  return name.append("choose one of ").append(flag->choices);
}

// CLI11 reports by exceptions; this is their border.
Result<void> parse(const Command& command, std::vector<std::string> words, Options& options) {
  CLI::App app;
  app.set_help_flag();
  add_flags(app, command, options);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(std::move(words));
  } catch (const CLI::ExtrasError& error) {
    const std::string text = error.what();
    const size_t colon = text.find(": ");
    std::string word = colon == std::string::npos ? text : text.substr(colon + 2);
    return Error{ErrorCode::kUsage, 0,
                 unknown_flag_message(command, word.substr(0, word.find(' ')))};
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    return Error{ErrorCode::kUsage, 0, missing_value_message(text.substr(0, text.find(':')))};
  } catch (const CLI::ConversionError& error) {  // says "Could not convert: --quiet = foo"
    const std::string text = error.what();
    const size_t dashes = std::min(text.find("--"), text.size());
    return Error{ErrorCode::kUsage, 0,
                 text.substr(dashes, text.find(' ', dashes) - dashes) + " takes no value"};
  } catch (const CLI::ParseError& error) {
    return Error{ErrorCode::kUsage, 0, error.what()};
  }
  return {};
}

bool is_choice(std::string_view value, std::string_view choices) {
  for (const std::string_view choice : split_words(choices))
    if (choice == value) return true;
  return choices.empty();
}

Result<void> check_values(const Command& command, const Options& options) {
  for (const Flag& flag : all_flags()) {
    if (!flag.text || !takes(command, flag.name)) continue;
    const std::string& value = options.*flag.text;
    if (value.empty() || is_choice(value, flag.choices)) continue;
    std::string message = std::string("--")
                              .append(flag.name)
                              .append(" ")
                              .append(value)
                              .append(": choose one of ")
                              .append(flag.choices);
    return Error{ErrorCode::kUsage, 0, std::move(message)};
  }
  for (const auto& [name, value] :
       {std::pair("--page-seconds ", &options.page_seconds),
        std::pair("--page-memory ", &options.page_memory), std::pair("--limit ", &options.limit)}) {
    if (value->empty() || value->size() > 7 || value->front() == '0' ||
        value->find_first_not_of("0123456789") != std::string::npos)
      return Error{ErrorCode::kUsage, 0, name + *value + ": give a number from 1 to 9999999"};
  }
  CD_TRY_VOID(read_limits(options.limits));
  CD_TRY_VOID(check_output_name(options));
  if (!options.url.empty() && !options.url.starts_with("http://") &&
      !options.url.starts_with("https://"))
    return Error{ErrorCode::kUsage, 0,
                 "--url " + options.url + ": an address begins with http:// or https://"};
  constexpr int kMostJobs = 256;
  if (options.jobs.empty() || options.jobs.size() > 4 ||
      options.jobs.find_first_not_of("0123456789") != std::string::npos ||
      std::atoi(options.jobs.c_str()) > kMostJobs)
    return Error{ErrorCode::kUsage, 0,
                 "--jobs " + options.jobs + ": give a number from 1 to 256, or 0 for all cores"};
  return {};
}

Result<void> check_arguments(const Command& command, const Options& options) {
  const std::string name(command.name);
  const size_t count = options.arguments.size();
  if (count < command.least_arguments)
    return Error{ErrorCode::kUsage, 0,
                 name + " needs " + std::string(command.arguments) +
                     ", for example: " + std::string(first_example(command)) +
                     (command.arguments == "PATH..." ? " (or - for standard input)" : "")};
  if (count > command.most_arguments)
    return Error{ErrorCode::kUsage, 0,
                 name + " takes " +
                     (command.most_arguments == 0 ? "no argument"
                                                  : "only " + std::string(command.arguments)) +
                     "; what is " + options.arguments[command.most_arguments] + " for?"};
  if (command.completes == Completes::kChoices && count > 0 &&
      !is_choice(options.arguments[0], command.choices)) {
    std::string message =
        name + " " + options.arguments[0] + ": choose one of " + std::string(command.choices);
    if (const std::string_view guess = nearest(options.arguments[0], split_words(command.choices));
        !guess.empty())
      message.append("; did you mean ").append(guess).append("?");
    return Error{ErrorCode::kUsage, 0, std::move(message)};
  }
  return {};
}

int unknown_command(const std::string& word) {
  struct stat info {};
  if (word == "-" || ::stat(word.c_str(), &info) == 0)
    return usage_error(nullptr, "the command is missing; did you mean: copydesk extract " + word);
  return usage_error(nullptr, unknown_command_message(word));
}

// The words of the file of defaults, each of them sound by itself: who gave a wrong value is told
// where.
Result<std::vector<std::string>> sound_defaults(const Command& command) {
  CD_TRY(std::vector<std::string> words, config_words(command));
  Options alone;
  CD_TRY_VOID(parse(command, words, alone));
  if (const Result<void> checked = check_values(command, alone); !checked.is_ok())
    return Error{ErrorCode::kUsage, 0, config_path() + ": " + checked.error().detail};
  return words;
}

int run_command(const Command& command, std::vector<std::string> words) {
  Options options;
  const bool ignores_config = std::find(words.begin(), words.end(), "--no-config") != words.end();
  if (!ignores_config) {
    const Result<std::vector<std::string>> defaults = sound_defaults(command);
    if (!defaults.is_ok())
      return usage_error(nullptr, defaults.error().detail + " (--no-config passes over this file)");
    words.insert(words.begin(), defaults.value().begin(), defaults.value().end());
  }
  if (const Result<void> parsed = parse(command, std::move(words), options); !parsed.is_ok())
    return usage_error(&command, parsed.error().detail);
  if (options.wants_help) return print(help_of(command, options));
  if (const Result<void> checked = check_values(command, options); !checked.is_ok())
    return usage_error(&command, checked.error().detail);
  if (const Result<void> checked = check_arguments(command, options); !checked.is_ok())
    return usage_error(&command, checked.error().detail);
  return command.run(options);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    (void)descriptor_sink(2)->write(help_of_all(Options()));
    return kUsage;
  }
  const std::string& first = arguments[0];
  if (first == "--help" || first == "-h") return print(help_of_all(Options()));
  if (first == "--version" || first == "-V") return kVersionCommand.run(Options());
  const auto is_word = [](const std::string& word) {
    return word == "-" || word.substr(0, 1) != "-";
  };
  const auto name = std::find_if(arguments.begin(), arguments.end(), is_word);
  if (name == arguments.end()) return usage_error(nullptr, "the command is missing");
  const Command* command = find_command(*name);
  if (!command) return unknown_command(*name);
  std::vector<std::string> words(arguments.begin(), name);
  words.insert(words.end(), name + 1, arguments.end());
  return run_command(*command, std::move(words));
}

}  // namespace copydesk
