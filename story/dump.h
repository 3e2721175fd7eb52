// dump.h: the plain-text-dump path of read_story(). Part of story/.
#pragma once

#include "story/story.h"

namespace copydesk {

/// Reads a page whose text is a plain-text dump. Fills all of a story but source, url, page notes
/// and id.
Story read_dump(const Page& page, const StoryOptions& options);

}  // namespace copydesk
