// record_page.h: what an archive record, or a saved response, gives: a page, nothing, or a loss.
#pragma once

#include <optional>

#include "input/archive.h"
#include "input/input.h"

namespace copydesk {

/// Exactly one of three: a page; an error (of a record that should have given a page); or neither,
/// for a record that is no page: pictures, redirections, requests.
struct RecordResult {
  std::optional<Page> page;
  std::optional<Error> error;
};

/// Responses with a 2xx status and a page type give pages, so do `conversion` (WET) and `resource`
/// records. Fills all of Page::source but the path. Lifetime: the page's text may be that of the
/// record.
RecordResult page_of_record(const Record& record, const InputLimits& limits);

/// The page in an HTTP response: `bytes` starts with its status line. `name` and `url` as in
/// PageHints. Lifetime: the page's text may be that of `bytes`.
RecordResult page_of_response(std::string_view bytes, std::string_view url,
                              const InputLimits& limits);

}  // namespace copydesk
