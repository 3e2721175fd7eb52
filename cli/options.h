// options.h: what the command line said: one struct for all commands, and the table of flags that
// fills it. A new flag is a member here and a row in flags.cpp; help, manual, completions and the
// config file follow.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

struct Options {
  std::vector<std::string> arguments;  // what is no flag
  std::string format;                  // empty: the command's default
  std::string output;
  std::string errors;
  std::string favor = "balanced";
  std::string jobs = "0";
  std::string isolate = "on";
  std::string page_seconds = "60";
  std::string page_memory = "4096";
  std::string limits;
  std::string progress = "auto";
  std::string color = "auto";
  std::string fragment;
  std::string scripting = "off";
  std::string charset;
  std::string url;
  std::string query;
  std::string limit = "20";
  std::string port = "8700";
  std::string order = "best";
  bool provenance = false;
  bool is_quiet = false;
  bool ignores_config = false;
  bool wants_help = false;
  bool wants_manual = false;
  bool wants_markdown = false;
  bool wants_json = false;
  bool retries = false;
  bool with_copies = false;
};

/// What a shell completes behind a flag or as an argument.
enum class Completes : uint8_t { kNothing, kChoices, kFiles, kCommands };

/// A row of the table: either `text` or `on` is set.
struct Flag {
  std::string_view name;        // "format"; written --format
  char letter = 0;              // 'j'; 0 = none
  std::string_view value_name;  // "FORMAT"; empty for a switch
  std::string_view choices;     // parted by spaces; empty = any
  std::string_view fallback;    // what holds without the flag, for people; empty: nothing to say
  std::string_view description;
  Completes completes = Completes::kNothing;
  std::string Options::*text = nullptr;
  bool Options::*on = nullptr;
};

/// All flags of all commands.
std::span<const Flag> all_flags();

/// The flag of a name, or null.
const Flag* find_flag(std::string_view name);

/// What help and manual say of a flag: description, choices, and in brackets what holds without it.
std::string flag_description(const Flag& flag);

/// The parts of a list that is parted by spaces.
std::vector<std::string_view> split_words(std::string_view words);

}  // namespace copydesk
