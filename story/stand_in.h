// stand_in.h: whether a page stands in for the one that was asked for. Inner header of story/.
#pragma once

#include <optional>

#include "record/record.h"

namespace copydesk {

/// The note on a page that a server showed in the place of another: "challenge", it wants proof
/// that no robot visits, or refuses the visit; "error-page", there is no such page, or the server
/// failed. The story is what it says of that; a long text is a story about such pages. Cost: of
/// short pages only, linear in the text. Threads: safe. Example: title "Just a moment...", text
/// "Verify you are human by completing the action below."
std::optional<Note> stand_in_note(const Story& story);

}  // namespace copydesk
