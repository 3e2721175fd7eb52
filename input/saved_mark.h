// saved_mark.h: what the program that saved a page wrote into it: where the page came from, and
// when.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace copydesk {

struct SavedMark {
  std::string_view program;  // "SingleFile"
  std::string url;           // http or https
  std::string time;          // ISO 8601 in UTC, to the second; empty if the mark says none
  bool has_files = false;    // the program puts pictures beside the page and points at them
};

/// The mark of a browser's "Save as", SingleFile, monolith, HTTrack (comments), WebScrapBook
/// (attributes of <html>) or Save Page WE (meta elements) at the begin of a page. `text` is UTF-8.
/// What stands in a mark is the page's own word: nobody can say that it is true.
/// Cost: linear in 16 KiB, of pages of Save Page WE in 256. Threads: safe.
std::optional<SavedMark> find_saved_mark(std::string_view text);

}  // namespace copydesk
