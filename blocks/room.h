// room.h: the limit of blocks, for both that cut a page. Part of blocks/.
#pragma once

#include <string>

#include "blocks/blocks.h"

namespace copydesk {

/// Whether one more block may be added; the first that may not is told in the list's notes.
inline bool has_room_for_block(BlockList& list, size_t most) {
  if (list.blocks.size() < most) return true;
  if (list.notes.empty())
    list.notes.push_back({"block-limit", "the page has more than " + std::to_string(most) +
                                             " blocks; those behind them were left out"});
  return false;
}

}  // namespace copydesk
