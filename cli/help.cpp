// help.cpp: what --help prints. Examples come first, since that is what people look for.
#include "cli/help.h"

#include <unistd.h>

#include <algorithm>

#include "cli/terminal.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr size_t kWidest = 100;

size_t help_width() { return std::min(kWidest, terminal_width(STDOUT_FILENO)); }

void append_title(std::string& out, const Colors& colors, std::string_view title) {
  out.append("\n").append(colors.bold).append(title).append(colors.reset).append("\n");
}

struct Example {
  std::string_view words;
  std::string_view remark;  // with its "# "
};

std::vector<Example> split_examples(std::string_view text) {
  std::vector<Example> examples;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const size_t remark = std::min(line.find("  # "), line.size());
    examples.push_back({line.substr(0, remark), line.substr(std::min(remark + 2, line.size()))});
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return examples;
}

// Remarks stand in a column of their own where the lines are wide enough, else above their example.
void append_examples(std::string& out, const Colors& colors, std::string_view text) {
  const std::vector<Example> examples = split_examples(text);
  size_t column = 0, widest_remark = 0;
  for (const Example& example : examples) {
    column = std::max(column, example.words.size() + 4);
    widest_remark = std::max(widest_remark, example.remark.size());
  }
  const bool is_beside = column + widest_remark <= help_width();
  for (const Example& example : examples) {
    if (!is_beside && !example.remark.empty())
      out.append("  ").append(colors.dim).append(example.remark).append(colors.reset).append("\n");
    out.append("  ").append(example.words);
    if (is_beside && !example.remark.empty()) {
      out.append(column - example.words.size() - 2, ' ');
      out.append(colors.dim).append(example.remark).append(colors.reset);
    }
    out += '\n';
  }
}

std::string flag_words(const Flag& flag) {
  std::string words = flag.letter ? std::string("-").append(1, flag.letter).append(", ") : "    ";
  words.append("--").append(flag.name);
  if (!flag.value_name.empty()) words.append(" ").append(flag.value_name);
  return words;
}

// Words on the left, their meaning wrapped on the right.
void append_row(std::string& out, std::string_view left, size_t column, std::string_view meaning,
                size_t width) {
  const std::string text = wrapped(meaning, column, width);
  out.append("  ").append(left);
  if (left.size() + 4 > column)
    out.append("\n").append(text);
  else
    out.append(column - left.size() - 2, ' ').append(text, column);
}

void append_formats(std::string& out, const Colors& colors) {
  append_title(out, colors, "Formats");
  for (const Format& format : formats())
    append_row(out, format.name, 12, format.description, help_width());
  append_row(out, "epub", 12, kEpubDescription, help_width());
}

}  // namespace

std::string_view first_example(const Command& command) {
  return split_examples(command.examples).front().words;
}

std::string help_of_all(const Options& options) {
  const Colors colors = colors_for(options, STDOUT_FILENO);
  std::string out =
      "copydesk turns saved pages (HTML, WARC, text dumps) into clean, structured stories.\n";
  append_title(out, colors, "Examples");
  append_examples(
      out, colors,
      "copydesk extract page.html  # read one page\n"
      "copydesk extract pages/ crawl.warc.gz > stories.jsonl  # many pages, one story a line\n"
      "copydesk explain page.html  # why each block was kept or dropped\n"
      "copydesk check crawl.warc.gz  # what is damaged in an archive file");
  append_title(out, colors, "Commands");
  for (const Command* command : commands()) {
    std::string left(command->name);
    if (!command->arguments.empty()) left.append(" ").append(command->arguments);
    append_row(out, left, 24, command->summary, help_width());
  }
  append_title(out, colors, "Exit codes");
  out +=
      "  0 all good   1 nothing found   2 usage   3 some inputs failed   4 all failed\n"
      "  5 output error   6 interrupted\n";
  out +=
      "\nA PATH is a file, a folder, a pattern or - for standard input; what it holds is found by "
      "its content.\n"
      "Each command has its own help: copydesk extract --help. The manual: copydesk help --man | "
      "man -l -\n";
  return out;
}

std::string help_of(const Command& command, const Options& options) {
  const Colors colors = colors_for(options, STDOUT_FILENO);
  std::string out = std::string(command.summary);
  out += '\n';
  append_title(out, colors, "Examples");
  append_examples(out, colors, command.examples);
  append_title(out, colors, "Usage");
  out.append("  copydesk ")
      .append(command.name)
      .append(" [OPTION]... ")
      .append(command.arguments)
      .append("\n\n");
  out += wrapped(command.description, 2, help_width());
  append_title(out, colors, "Options");
  for (const std::string_view name : split_words(command.flags)) {
    const Flag* flag = find_flag(name);
    append_row(out, flag_words(*flag), 26, flag_description(*flag), help_width());
  }
  if (std::string_view(command.flags).find("format") != std::string_view::npos)
    append_formats(out, colors);
  return out;
}

}  // namespace copydesk
