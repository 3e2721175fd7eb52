// markdown_marks.h: links and emphasis as Markdown can say them. For output/ only.
#pragma once

#include <string_view>
#include <vector>

#include "record/record.h"

namespace copydesk {

/// The marks of a text that Markdown shows as marks, links first. Emphasis begins and ends beside
/// letters where asterisks there would stay asterisks, and two stretches that touch are one.
/// Cost: linear in the marks.
std::vector<Inline> markdown_marks(std::string_view text, const std::vector<Inline>& inlines);

}  // namespace copydesk
