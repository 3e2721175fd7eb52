// flags.cpp: the table of flags. Which command takes which stands in the command's own row
// (command.h).
#include <algorithm>

#include "cli/options.h"

namespace copydesk {
namespace {

// clang-format off
constexpr Flag kFlags[] = {
    // name, letter, value, choices, fallback, description, completes, text, on
    {"format", 'f', "FORMAT", "jsonl json md txt lines html csv tei wet jsonld epub",
     "md for one page on a terminal, what the name behind -o says, else jsonl",
     "form of the stories; epub, one book, is written by export only", Completes::kChoices, &Options::format, nullptr},
    {"output", 'o', "FILE", "", "standard output",
     "write to FILE, whole or not at all; a folder, or a name that ends in /, gets one file a story",
     Completes::kFiles, &Options::output, nullptr},
    {"errors", 'e', "FILE", "", "",
     "write a JSON line for each input that gave no story, with path, offset, url, code and detail",
     Completes::kFiles, &Options::errors, nullptr},
    {"jobs", 'j', "N", "", "0, one for each core",
     "pages read at the same time; the output is the same at any N",
     Completes::kNothing, &Options::jobs, nullptr},
    {"favor", 0, "WHAT", "precision balanced recall", "balanced",
     "when in doubt about a paragraph: leave it out (precision) or take it in (recall)",
     Completes::kChoices, &Options::favor, nullptr},
    {"provenance", 'p', "", "", "",
     "add to JSON where each field and each run of text stands in the page",
     Completes::kNothing, nullptr, &Options::provenance},
    {"isolate", 0, "SWITCH", "on off", "on",
     "read pages in processes of their own: one that crashes or never ends costs no other",
     Completes::kChoices, &Options::isolate, nullptr},
    {"page-seconds", 0, "N", "", "60",
     "processor time that one page may take in a process of its own",
     Completes::kNothing, &Options::page_seconds, nullptr},
    {"page-memory", 0, "MB", "", "4096",
     "memory that the reading of one page may take in a process of its own",
     Completes::kNothing, &Options::page_memory, nullptr},
    {"limits", 0, "NAME=N,...", "", "",
     "bounds of the work on one page, by name, such as depth=256,page-bytes=8M; docs/limits.md lists them",
     Completes::kNothing, &Options::limits, nullptr},
    {"progress", 0, "WHEN", "auto json none", "auto",
     "progress on standard error: a line on a terminal (auto), or JSON lines for machines",
     Completes::kChoices, &Options::progress, nullptr},
    {"quiet", 'q', "", "", "",
     "no progress, no summary, no word about inputs that failed",
     Completes::kNothing, nullptr, &Options::is_quiet},
    {"fragment", 0, "CONTEXT", "", "",
     "tokens, tree: read the page as the content of an element, such as div or \"svg path\"",
     Completes::kNothing, &Options::fragment, nullptr},
    {"scripting", 0, "SWITCH", "on off", "off",
     "tokens, tree: read <noscript> as a browser with or without scripts does",
     Completes::kChoices, &Options::scripting, nullptr},
    {"charset", 0, "LABEL", "", "",
     "take the page for this encoding, whatever it says itself",
     Completes::kNothing, &Options::charset, nullptr},
    {"url", 0, "URL", "", "",
     "address of the page, where one page is read; its links are resolved against it",
     Completes::kNothing, &Options::url, nullptr},
    {"markdown", 0, "", "", "",
     "print the reference of the record in Markdown instead of the JSON Schema",
     Completes::kNothing, nullptr, &Options::wants_markdown},
    {"json", 0, "", "", "",
     "print JSON Lines for machines instead of text",
     Completes::kNothing, nullptr, &Options::wants_json},
    {"query", 0, "QUERY", "", "all stories",
     "only the stories that copydesk search finds for QUERY",
     Completes::kNothing, &Options::query, nullptr},
    {"limit", 'n', "N", "", "20",
     "show at most N hits",
     Completes::kNothing, &Options::limit, nullptr},
    {"order", 0, "ORDER", "best newest oldest", "best",
     "which hits come first",
     Completes::kChoices, &Options::order, nullptr},
    {"copies", 0, "", "", "",
     "show each copy of a story as a hit of its own",
     Completes::kNothing, nullptr, &Options::with_copies},
    {"port", 0, "PORT", "", "8700",
     "port to listen on; 0: any that is free",
     Completes::kNothing, &Options::port, nullptr},
    {"retry", 0, "", "", "",
     "try inputs again that gave no story before",
     Completes::kNothing, nullptr, &Options::retries},
    {"man", 0, "", "", "",
     "print the manual as a man page",
     Completes::kNothing, nullptr, &Options::wants_manual},
    {"color", 0, "WHEN", "auto always never", "auto",
     "colors on a terminal; NO_COLOR in the environment is heeded",
     Completes::kChoices, &Options::color, nullptr},
    {"no-config", 0, "", "", "",
     "pass over the file of defaults, ~/.config/copydesk/config",
     Completes::kNothing, nullptr, &Options::ignores_config},
    {"help", 'h', "", "", "",
     "show this help",
     Completes::kNothing, nullptr, &Options::wants_help},
};
// clang-format on

}  // namespace

std::span<const Flag> all_flags() { return kFlags; }

const Flag* find_flag(std::string_view name) {
  for (const Flag& flag : kFlags)
    if (flag.name == name) return &flag;
  return nullptr;
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const size_t space = std::min(words.find(' '), words.size());
    if (space > 0) parts.push_back(words.substr(0, space));
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return parts;
}

// "form of the stories: jsonl, json, md (without it: jsonl)"
std::string flag_description(const Flag& flag) {
  std::string text(flag.description);
  bool is_first = true;
  for (const std::string_view choice : split_words(flag.choices)) {
    text.append(is_first ? ": " : ", ").append(choice);
    is_first = false;
  }
  if (!flag.fallback.empty()) text.append(" [").append(flag.fallback).append("]");
  return text;
}

}  // namespace copydesk
