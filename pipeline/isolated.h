// isolated.h: a page and what came of it as bytes, for the worker processes of a run. For pipeline/
// only.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/pipeline.h"

namespace copydesk {

/// What the work on one page gave, besides the result itself.
struct PageWork {
  bool is_slow = false;
  Result<void> prepared;
};

/// All of a page but its text.
std::string page_head(const Page& page);
/// The page of a head and the text behind it. Lifetime: its text is that of the request.
Page page_of_request(std::string_view request);

/// What `deliver` needs of a result: its output, and behind it reject, whether there is a story,
/// and its id. The output is moved, not copied, here and back.
void make_answer(std::string& answer, PageResult& result, const PageWork& work);
/// Fills `result`, whose page stays as it is.
PageWork read_answer(std::string answer, PageResult& result);

}  // namespace copydesk
