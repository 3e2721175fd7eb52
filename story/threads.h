// threads.h: the posts of a thread: elements that repeat, each with a name, a time and a text. Part
// of story/.
#pragma once

#include <cstdint>
#include <vector>

#include "story/reading.h"

namespace copydesk {

/// The posts of a thread in order; empty: the page is none. Sets story.page_type to "forum". Cost:
/// linear in the page.
std::vector<Post> find_posts(const Document& document, const BlockList& list, const Markup& markup,
                             const Claims& claims, Story& story);

inline uint32_t first_block_of(const std::vector<Post>& posts) {
  return posts.empty() ? Post::kNoBlock : posts.front().range.begin;
}

/// Takes what is said of members beside each post out of the text, and puts the line with name and
/// time into it. Cost: linear.
void sort_out_posts(Reading& reading);

}  // namespace copydesk
