// challenge.h: whether a page is the wall before another page. Inner header of story/.
#pragma once

#include "record/record.h"

namespace copydesk {

/// Whether a server asked the visitor for proof that no robot visits, or refused the visit, and the
/// story is what it says of that. Long texts are stories about such walls. Cost: of short pages
/// only, linear in the text. Threads: safe. Example: title "Just a moment...", text "Verify you are
/// human by completing the action below."
bool is_challenge(const Story& story);

}  // namespace copydesk
