// line_marks.h: the marks that text tools write for the links of a page. Part of blocks/.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace copydesk {

/// In which form a dump tells its links.
struct LineMarks {
  bool is_markdown = false;
  size_t addresses = 0;   // in the list at the end of the page; 0: there is none
  size_t list_begin = 0;  // its first line
};
/// Reads the form from the whole page. Cost: linear.
LineMarks find_line_marks(std::string_view page, std::span<const std::string_view> lines);

/// Whether line `i` tells an address of the list, or heads it.
bool is_in_address_list(const LineMarks& marks, size_t i, std::string_view line);

/// The words of a line alone. Cost: linear.
std::string without_marks(std::string_view text, const LineMarks& marks);

}  // namespace copydesk
