// dateline.h: the place and agency that stand before the first sentence of a wire story.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copydesk {

/// "BERLIN, April 3 (Reuters) - ", "(CNN)", "MOSCÚ (EFE).-", "北京4月3日电". `length` is in bytes
/// of the paragraph, white space after it included; 0: no dateline. Members are views of the
/// paragraph, as written.
struct DatelinePrefix {
  std::string_view place;
  std::string_view agency;
  std::string_view date;
  std::string_view reporter;  // of "【ソウル＝小池和樹】"
  size_t length = 0;
  bool is_absent() const { return length == 0; }
};

/// Reads the dateline at the start of a story's first paragraph. `publisher` is the site's own
/// name, which may stand where an agency would: "Lagos (CNN) Consumers". Cost: looks at the first
/// 160 bytes. Threads: safe.
DatelinePrefix find_dateline(std::string_view paragraph, std::string_view publisher = {});

}  // namespace copydesk
