// terminal.cpp: widths, colors, and text that cannot move the cursor.
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/base.h"
#include "output/output.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Marks that stand on the letter before them.
// Source: Unicode 15, general category Mn, the blocks of living scripts.
bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
         (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

// What changes the order in which text is seen, and what is not seen at all. The joiners and marks
// of direction that scripts need (U+200C to U+200F, U+061C) stay.
bool is_unfit(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0x200B ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F) || c == 0x2028 || c == 0x2029;
}

void append_fit(std::string& out, std::string_view text) {
  constexpr size_t kMostMarks = 4;  // on one letter; Vietnamese and Hebrew have two or three
  size_t marks = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    marks = is_combining(c) ? marks + 1 : 0;
    if (c == 0x2028 || c == 0x2029) out += ' ';
    if (!is_unfit(c) && marks <= kMostMarks) out.append(text, begin, at - begin);
  }
}

// Columns that a code point takes: 2 for East Asian wide forms and emoji, 0 for combining marks.
size_t columns_of(char32_t c) {
  if (is_combining(c) || (c >= 0x200C && c <= 0x200F) || c == 0x61C) return 0;
  return is_wide_character(c) ? 2 : 1;
}

// Our own colors take no column; nothing else that is shown holds an escape.
size_t width_of(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\x1B')
      at = std::min(text.find('m', at), text.size() - 1) + 1;
    else
      width += columns_of(next_code_point(text, at));
  }
  return width;
}

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

size_t terminal_width(int descriptor, size_t narrowest) {
  constexpr size_t kDefault = 100;
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefault;
  return std::max<size_t>(narrowest, size.ws_col);
}

Colors colors_for(const Options& options, int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool is_dumb = term && std::string_view(term) == "dumb";
  const bool is_off =
      options.color == "never" ||
      (options.color == "auto" && ((no_color && *no_color) || is_dumb || !is_terminal(descriptor)));
  if (is_off) return {};
  return {"\x1B[1m", "\x1B[2m", "\x1B[32m", "\x1B[33m", "\x1B[31m", "\x1B[0m"};
}

void append_shown(std::string& out, std::string_view text) {
  std::string line;
  append_one_line(line, text);
  append_fit(out, line);
}

std::string shown_lines(std::string_view text) {
  std::string clean, out;
  append_clean(clean, text);
  append_fit(out, clean);
  return out;
}

std::string cell(std::string_view raw, size_t columns, bool pad) {
  std::string text;
  append_shown(text, raw);
  std::string out;
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const size_t w = columns_of(next_code_point(text, at));
    const bool is_last = at == text.size();
    if (width + w > columns - (is_last ? 0 : 1)) {
      out += "\xE2\x80\xA6";  // an ellipsis
      ++width;
      break;
    }
    out.append(text, begin, at - begin);
    width += w;
  }
  if (pad && width < columns) out.append(columns - width, ' ');
  return out;
}

std::string wrapped(std::string_view text, size_t indent, size_t width) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    size_t column = 0;
    for (const std::string_view word : split_words(text.substr(0, end))) {
      const size_t word_width = width_of(word);
      if (column > 0 && column + 1 + word_width > width) {
        out += '\n';
        column = 0;
      }
      if (column == 0)
        out.append(indent, ' '), column = indent;
      else
        out += ' ', ++column;
      out += word;
      column += word_width;
    }
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void complain(std::string_view message) {
  std::string line = "copydesk: ";
  append_shown(line, message);
  line += '\n';
  (void)descriptor_sink(STDERR_FILENO)->write(line);
}

int print(std::string_view text) {
  const Result<void> written = descriptor_sink(STDOUT_FILENO)->write(text);
  return written.is_ok() ? 0 : 5;
}

}  // namespace copydesk
