// even_out.h: blocks that look alike are of the story together or not at all.
#pragma once

#include "blocks/blocks.h"
#include "blocks/elements.h"

namespace copydesk {

/// Moves the probability of each block that has several like it, longer than a label, towards
/// their mean. Cost: linear.
void even_out(BlockList& list, const PageElements& page);

}  // namespace copydesk
