// captions_inner.h: what captions.cpp and caption_parts.cpp share. Part of story/.
#pragma once

#include <string>

#include "story/reading.h"

namespace copydesk {

/// The texts in an element that belongs to a picture, as they stand there.
struct Parts {
  std::string caption, credit, title;
};

/// Text of a caption element, credits and heads apart, interface words left out.
/// Cost: linear in the element.
Parts read_parts(const Reading& reading, NodeId element);

/// Whether an element that hints at a credit holds the caption as well ("caption-credit-wrapper").
bool holds_caption(const Reading& reading, NodeId element);

}  // namespace copydesk
