// terminal.h: what is known about the terminal, and text made fit for it.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"

namespace copydesk {

/// What is said where the paths lead to no input at all.
inline constexpr std::string_view kNothingToRead =
    "nothing to read: no file in what was named may hold a page; pictures, styles, PDF and the "
    "like are passed over";

/// Whether a descriptor is a terminal.
bool is_terminal(int descriptor);

/// Columns of the terminal behind a descriptor, `narrowest` where it has fewer; 100 when it is
/// none.
size_t terminal_width(int descriptor, size_t narrowest = 40);

/// Colors for one stream: every member is empty when there are none.
struct Colors {
  std::string_view bold, dim, green, yellow, red, reset;
};
Colors colors_for(const Options& options, int descriptor);

/// Appends any bytes as one line for people: what append_one_line() leaves, without what turns the
/// direction of the text around it, is not seen, or piles up on one letter.
void append_shown(std::string& out, std::string_view text);

/// The same of valid UTF-8 whose lines stay.
std::string shown_lines(std::string_view text);

/// Text for one cell of a table: one line without control characters, at most `columns` wide,
/// padded when `pad`.
std::string cell(std::string_view text, size_t columns, bool pad = true);

/// Paragraphs broken into lines of at most `width` columns, each after `indent` spaces. Blank lines
/// stay.
std::string wrapped(std::string_view text, size_t indent, size_t width);

/// Prints "copydesk: message" to standard error.
void complain(std::string_view message);

/// Writes to standard output; the exit code of a command that does no more than that.
int print(std::string_view text);

}  // namespace copydesk
