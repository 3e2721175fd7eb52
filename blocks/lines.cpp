// lines.cpp: the text of a page as a text tool left it -> Blocks, one a line.
// A line ends at LF, CR, CR LF, FF or the separators of Unicode. Kept beside the text: the list
// mark that stood before it, its indentation, whether a blank line came before it. Text views the
// page unless white space had to be folded or lines that a tool had broken were joined
// (line_wrap.cpp). Not here: what a line is for (line_choice.cpp, story/dump.cpp). A line that a
// tool ran together from several boxes stays one line.
#include "blocks/lines.h"

#include <algorithm>
#include <bit>

#include "blocks/line_marks.h"
#include "blocks/line_wrap.h"
#include "blocks/room.h"
#include "blocks/text_scan.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr uint16_t kTabColumns = 4;
constexpr uint16_t kMaxIndentation = 0xFFFF;

/// The bytes of the line end at `at`; 0: it is none.
size_t line_end_length(std::string_view page, size_t at) {
  const char c = page[at];
  if (c == '\n' || c == '\f' || c == '\v') return 1;
  if (c == '\r') return at + 1 < page.size() && page[at + 1] == '\n' ? 2 : 1;
  if (c != '\xE2' || at + 2 >= page.size() || page[at + 1] != '\x80') return 0;
  return page[at + 2] == '\xA8' || page[at + 2] == '\xA9' ? 3 : 0;  // U+2028, U+2029
}

size_t find_line_end(std::string_view page, size_t from) {
#if defined(__SSE2__)
  for (; from + 16 <= page.size(); from += 16) {
    const text_scan::Sixteen bytes(page.data() + from);
    for (unsigned may = bytes.in_range('\n', '\r') | bytes.equal_to('\xE2'); may != 0;
         may &= may - 1) {
      const size_t at = from + static_cast<size_t>(std::countr_zero(may));
      if (line_end_length(page, at) != 0) return at;
    }
  }
#endif
  while (from < page.size() && line_end_length(page, from) == 0) ++from;
  return from;
}

uint16_t indentation_of(std::string_view line) {
  size_t columns = 0;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    if (!is_space_character(c)) break;
    columns += c == '\t' ? kTabColumns : 1;
  }
  return static_cast<uint16_t>(std::min<size_t>(columns, kMaxIndentation));
}

/// Whether white space that is no single space, or something invisible, begins at byte `i`.
bool is_to_be_folded(std::string_view line, size_t i) {
  const auto c = static_cast<unsigned char>(line[i]);
  if (c < 0x20 || (c == ' ' && i + 1 < line.size() && line[i + 1] == ' ')) return true;
  const auto next = static_cast<unsigned char>(i + 1 < line.size() ? line[i + 1] : 0);
  if (c == 0xC2) return next == 0xA0 || next == 0xAD;
  if (c == 0xE1) return next == 0x9A;
  size_t at = i;
  if (c == 0xE2 && (next == 0x80 || next == 0x81)) {
    const char32_t code = next_code_point(line, at);
    return is_space_character(code) || code == 0x2060;
  }
  return ((c == 0xE3 && next == 0x80 && i + 2 < line.size() && line[i + 2] == '\x80') ||
          c == 0xEF) &&
         is_space_character(next_code_point(line, at));
}

/// White space inside is single spaces already, and nothing invisible stands in the line.
bool is_folded(std::string_view line) {
  size_t at = 0;
#if defined(__SSE2__)
  for (; at + 16 <= line.size(); at += 16) {
    const text_scan::Sixteen bytes(line.data() + at);
    const unsigned spaces = bytes.equal_to(' ');
    // Behind the last of them a space may stand.
    unsigned may = bytes.in_range('\0', '\x1F') | bytes.wide() | (spaces & (spaces >> 1 | 0x8000));
    for (; may != 0; may &= may - 1)
      if (is_to_be_folded(line, at + static_cast<size_t>(std::countr_zero(may)))) return false;
  }
#endif
  for (; at < line.size(); ++at)
    if (is_to_be_folded(line, at)) return false;
  return true;
}

bool is_invisible(char32_t c) { return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF; }

std::string_view folded_copy(std::string_view line, Arena& arena) {
  std::string out;
  out.reserve(line.size());
  bool gap = false;
  for (size_t at = 0; at < line.size();) {
    const size_t from = at;
    const char32_t c = next_code_point(line, at);
    if (is_invisible(c)) continue;
    if (is_space_character(c) || c < 0x20) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out.append(line, from, at - from);
  }
  return arena.copy(out);
}

/// "- " at the start: a list mark only beside another such line, for a dash also opens speech.
size_t dash_length(std::string_view line) {
  if (line.size() < 3 || (line[0] != '-' && line[0] != '+') || line[1] != ' ') return 0;
  return line.find(" - ", 2) == line.npos ? 2 : 0;
}

std::vector<RawLine> split_lines(std::string_view page) {
  std::vector<RawLine> lines;
  bool gap = false;
  for (size_t at = 0; at < page.size();) {
    const size_t end = find_line_end(page, at);
    const std::string_view whole = page.substr(at, end - at);
    const std::string_view text = trim_space(whole);
    if (text.empty()) {
      gap = true;
    } else {
      const auto begin = static_cast<size_t>(text.data() - page.data());
      lines.push_back({text, begin, begin + text.size(), indentation_of(whole), gap});
      gap = false;
    }
    at = end < page.size() ? end + line_end_length(page, end) : end;
  }
  return lines;
}

void count_letters(Block& block) {
  block.letter_count =
      static_cast<uint32_t>(block.text.size() - text_scan::count_of_spaces(block.text));
  block.word_count = static_cast<uint32_t>(count_words(block.text));
}

bool has_dash_neighbour(const std::vector<RawLine>& lines, size_t i) {
  const auto is_dash = [&](size_t k) {
    return k < lines.size() && dash_length(lines[k].text) != 0 &&
           lines[k].text[0] == lines[i].text[0];
  };
  return is_dash(i + 1) || (i > 0 && is_dash(i - 1));
}

LineMarks marks_of(std::string_view page, const std::vector<RawLine>& lines) {
  std::vector<std::string_view> texts;
  texts.reserve(lines.size());
  for (const RawLine& line : lines) texts.push_back(line.text);
  return find_line_marks(page, texts);
}

/// A line's words as readers see them.
std::string_view read_text(std::string_view text, const LineMarks& marks, Arena& arena) {
  const bool has_marks = marks.is_markdown || marks.addresses > 0;
  if (has_marks && text.find_first_of("[*\\#") != text.npos)
    return folded_copy(without_marks(text, marks), arena);
  return is_folded(text) ? text : folded_copy(text, arena);
}

}  // namespace

size_t bullet_length(std::string_view line) {
  size_t at = 0;
  if (line.empty()) return 0;
  const char32_t c = next_code_point(line, at);
  constexpr std::u32string_view kAlways = U"•‣◦▪●■◾◆▸➤➔✓✔⁃∙";
  constexpr std::u32string_view kBeforeSpace = U"*·○□▶►";
  size_t end = at;
  while (end < line.size()) {
    size_t next = end;
    if (!is_space_character(next_code_point(line, next))) break;
    end = next;
  }
  if (kAlways.find(c) != kAlways.npos) return end;
  const bool is_mark = kBeforeSpace.find(c) != kBeforeSpace.npos;
  return is_mark && end > at ? end : 0;
}

BlockList cut_lines(std::string_view page, size_t most) {
  BlockList list;
  list.is_dump = true;
  std::vector<RawLine> lines = split_lines(page);
  join_broken_lines(lines, list.arena);
  list.blocks.reserve(std::min(lines.size(), most));
  const LineMarks marks = marks_of(page, lines);
  bool lone_bullet = false;  // the mark stood in a line of its own
  for (size_t i = 0; i < lines.size(); ++i) {
    const RawLine& line = lines[i];
    if (is_in_address_list(marks, i, line.text)) continue;
    size_t mark = bullet_length(line.text);
    if (mark == 0 && has_dash_neighbour(lines, i)) mark = dash_length(line.text);
    if (mark == line.text.size()) {
      lone_bullet = true;
      continue;
    }
    Block block;
    const std::string_view text = line.text.substr(mark);
    block.text = read_text(text, marks, list.arena);
    block.page.begin = static_cast<uint32_t>(line.begin + mark);
    block.page.end = static_cast<uint32_t>(line.end);
    block.depth = line.indentation;
    block.is_list_item = mark != 0 || lone_bullet;
    block.is_after_gap = line.after_gap || (lone_bullet && i > 0 && lines[i - 1].after_gap);
    lone_bullet = false;
    if (block.text.empty()) continue;
    if (!has_room_for_block(list, most)) break;
    count_letters(block);
    list.blocks.push_back(block);
  }
  return list;
}

}  // namespace copydesk
