// limits.h: what --limits says: bounds of the work on one input, by their names.
#pragma once

#include <string_view>

#include "base/base.h"
#include "input/input.h"
#include "story/story.h"

namespace copydesk {

struct WorkLimits {
  InputLimits input;
  StoryLimits story;
};

/// Reads "depth=256,page-bytes=8M"; what is not named keeps its default. K, M and G stand for 1024
/// and its powers. Errors: kUsage (an unknown name, no number, a number outside of what the code
/// can hold); the detail names it.
Result<WorkLimits> read_limits(std::string_view text);

}  // namespace copydesk
