// manual.cpp: the man page, section 1, from the tables of commands, flags and formats.
// SPEC: man(7), the classic macros, which mandoc and groff both read.
#include "cli/help.h"
#include "output/output.h"

namespace copydesk {
namespace {

// A backslash, and a dot or quote at the start of a line, mean something to roff; hyphens of
// options are real ones.
void append_roff(std::string& out, std::string_view text) {
  bool is_line_start = out.empty() || out.back() == '\n';
  for (const char c : text) {
    if (is_line_start && (c == '.' || c == '\'')) out += "\\&";
    is_line_start = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
}

void append_paragraphs(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find("\n\n"), text.size());
    out += ".PP\n";
    append_roff(out, text.substr(0, end));
    out += '\n';
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

void append_examples(std::string& out, std::string_view examples) {
  out += ".PP\n.nf\n.RS\n";
  append_roff(out, examples);
  out += "\n.RE\n.fi\n";
}

void append_flag(std::string& out, const Flag& flag) {
  out += ".TP\n.B ";
  if (flag.letter) append_roff(out, std::string("-").append(1, flag.letter).append(", "));
  append_roff(out, std::string("--").append(flag.name));
  if (!flag.value_name.empty()) out.append(" \\fI").append(flag.value_name).append("\\fR");
  out += '\n';
  append_roff(out, flag_description(flag));
  out += '\n';
}

void append_command(std::string& out, const Command& command) {
  out.append(".SS ").append(command.name).append(" ").append(command.arguments).append("\n");
  append_roff(out, command.summary);
  out += command.summary.ends_with("?") ? "\n" : ".\n";
  append_paragraphs(out, command.description);
  append_examples(out, command.examples);
  if (command.flags.empty()) return;
  out += ".PP\nOptions:";
  bool is_first = true;
  for (const std::string_view flag : split_words(command.flags)) {
    out += is_first ? " " : ", ";
    is_first = false;
    append_roff(out, std::string("--").append(flag));
  }
  out += ".\n";
}

void append_format(std::string& out, std::string_view name, std::string_view description) {
  out.append(".TP\n.B ").append(name).append("\n");
  append_roff(out, description);
  out += '\n';
}

void append_tail(std::string& out) {
  out += ".SH FORMATS\n";
  for (const Format& format : formats()) append_format(out, format.name, format.description);
  append_format(out, "epub", kEpubDescription);
  out += ".SH EXIT STATUS\n";
  constexpr std::string_view kCodes[] = {"all good",
                                         "nothing found",
                                         "usage",
                                         "some inputs failed",
                                         "all failed",
                                         "output error",
                                         "interrupted; what was begun is finished"};
  for (size_t code = 0; code < std::size(kCodes); ++code) {
    out.append(".TP\n.B ")
        .append(std::to_string(code))
        .append("\n")
        .append(kCodes[code])
        .append("\n");
  }
  out +=
      ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colors when it is set and not empty.\n"
      ".TP\n.B XDG_CONFIG_HOME\nWhere the file of defaults is looked for.\n"
      ".SH FILES\n.TP\n.I ~/.config/copydesk/config\n"
      "Defaults, one a line, as in \"format = md\" or \"provenance = true\"; # begins a remark.\n"
      "Options of the command line win; \\-\\-no\\-config passes over the file.\n";
}

}  // namespace

std::string manual() {
  std::string out = ".TH COPYDESK 1 \"\" \"copydesk ";
  out.append(version()).append("\" \"User Commands\"\n");
  out += ".SH NAME\ncopydesk \\- saved pages in, clean stories out\n.SH SYNOPSIS\n";
  for (const Command* command : commands())
    out.append(".B copydesk ")
        .append(command->name)
        .append("\n[\\fIOPTION\\fR]... \\fI")
        .append(command->arguments)
        .append("\\fR\n.br\n");
  out += ".SH DESCRIPTION\n";
  append_paragraphs(out,
                    "Copydesk reads saved pages - HTML, MHTML, web archives of Safari, WARC, WACZ, "
                    "WET and ARC files, text dumps of pages - and gives back "
                    "the stories in them: headline, byline, times, text, pictures with captions, "
                    "each once and each "
                    "traceable to the page.\n\n"
                    "A PATH is a file, a folder, a pattern or - for standard input; what it holds "
                    "is found by its "
                    "content, compressed or not. Results go to standard output, all else to "
                    "standard error. The same "
                    "input gives the same bytes, whatever the number of jobs.");
  out += ".SH COMMANDS\n";
  for (const Command* command : commands()) append_command(out, *command);
  out += ".SH OPTIONS\n";
  for (const Flag& flag : all_flags()) append_flag(out, flag);
  append_tail(out);
  return out;
}

}  // namespace copydesk
