// layout_cells.h: the cells beside the story on pages that are laid out by tables.
#pragma once

#include "blocks/blocks.h"
#include "blocks/elements.h"

namespace copydesk {

/// Where one cell holds the chosen story, takes short texts in other cells out of it. False: no
/// cell does.
/// Cost: linear in the blocks and in the elements around them.
bool drop_cells_beside(BlockList& list, const PageElements& page);

}  // namespace copydesk
