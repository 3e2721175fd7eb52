// names_east_asian.h: a piece of a byline in Chinese, Japanese or Korean. Inner header of text/.
#pragma once

#include <string_view>
#include <vector>

namespace copydesk {

/// The names of a piece, in order.
struct EastAsianPiece {
  std::vector<std::string_view> names;
  bool has_job = false;  // a reporter's job stands beside them: "記者 王小明", "나하늘 기자"
};

/// Whether a piece is in one of these scripts; `out` then holds its names, if it has any. The piece
/// has no marks at its ends.
bool read_east_asian(std::string_view text, EastAsianPiece& out);

}  // namespace copydesk
