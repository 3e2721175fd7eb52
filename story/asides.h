// asides.h: what stands in or beside the story and is not its text: interface words, copies of the
// title, key points, teasers, boxes, corrections, comments, credits at the foot. Part of story/.
#pragma once

#include <vector>

#include "story/body.h"
#include "story/reading.h"

namespace copydesk {

/// Takes all of these out of the body (the role of their blocks changes) and fills highlights,
/// related, corrections and comments of the story. Cost: linear. Threads: safe.
void sort_out_asides(Reading& reading);

/// Fills story.dek. A standfirst that was chosen leaves the text only where `may_leave_text`. Cost:
/// linear.
void settle_standfirst(Reading& reading, bool may_leave_text);

/// Takes boxes that were chosen with the text around them out of it: offers of newsletters,
/// advertisements, fact boxes, pull quotes. For news pages. Cost: linear.
void drop_boxes(Reading& reading);

/// Takes what asks for consent out of the text, where enough is left of it. Cost: linear.
void drop_consent(Reading& reading);

/// Fills story.related and takes teasers out of the body. For news pages. Cost: linear.
void read_related(Reading& reading);

/// Fills story.comments from what the page declares or shows, and takes chosen comments out of the
/// body. Cost: linear.
void read_comments(Reading& reading);

/// The blocks that are text as the model has it; before any reader has looked at them.
std::vector<uint32_t> chosen_blocks(const BlockList& list);

/// Gives chosen blocks back to the text on pages that are made of cards (listings, shops), and its
/// title to a thread that says nothing else. After sort_out_asides(). Cost: linear.
void give_back_chosen(Reading& reading, const std::vector<uint32_t>& chosen);

/// The heads of the entries of a live page, in order; empty: the page is none. Sets story.page_type
/// to "live".
std::vector<EntryHead> find_entries(Reading& reading);

/// The length of a clock time at the start of a text ("11.04 Uhr", "9:05 p.m.", "21h30"); 0: none.
size_t clock_length(std::string_view text);

/// Whether a headline says that the page is written while things happen.
bool says_live(std::string_view headline);

/// Fills story.access.observed: what of the story can be seen.
void observe_access(Reading& reading);

}  // namespace copydesk
