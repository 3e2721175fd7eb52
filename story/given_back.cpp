// given_back.cpp: blocks that were chosen and that a reader of story/ took out of the text -> back
// into it: on pages that are made of cards, where captions, dates and names are what the page says,
// and in a thread whose post is its title. Method: own. Not here: which blocks are chosen
// (blocks/choose.cpp).
#include <string_view>
#include <unordered_set>

#include "story/asides.h"

namespace copydesk {
namespace {

/// Pages of things, not of one story. Five folds, whole program, wcxb-dev: .8761 if nothing is
/// given back, .8765 so; listings gain .003, collections .002, services .001.
bool is_made_of_cards(const Story& story) {
  return story.page_type == "collection" || story.page_type == "listing" ||
         story.page_type == "product" || story.page_type == "service";
}

bool is_part_of_card(Role role) {
  return role == Role::kCaption || role == Role::kCredit || role == Role::kByline ||
         role == Role::kTime || role == Role::kTeaser || role == Role::kGalleryChrome ||
         role == Role::kHighlight || role == Role::kComment;
}

/// A text stands once: what is text again is no caption of a picture.
void drop_captions(Story& story, const std::unordered_set<std::string_view>& texts) {
  for (Image& image : story.images)
    if (texts.contains(image.caption)) image.caption.clear();
}

void give_back_cards(Reading& reading, const std::vector<uint32_t>& chosen) {
  std::unordered_set<std::string_view> captions;
  for (const uint32_t i : chosen) {
    Block& block = reading.list.blocks[i];
    if (!is_part_of_card(block.role)) continue;
    if (block.role == Role::kCaption) captions.insert(block.text);
    block.role = Role::kBody;
  }
  if (!captions.empty()) drop_captions(reading.story, captions);
}

void give_back_title(Reading& reading, const std::vector<uint32_t>& chosen) {
  for (const uint32_t i : chosen)
    if (reading.block(i).role == Role::kTitle) reading.list.blocks[i].role = Role::kBody;
}

}  // namespace

std::vector<uint32_t> chosen_blocks(const BlockList& list) {
  std::vector<uint32_t> chosen;
  for (uint32_t i = 0; i < list.blocks.size(); ++i)
    if (list.blocks[i].role == Role::kBody) chosen.push_back(i);
  return chosen;
}

void give_back_chosen(Reading& reading, const std::vector<uint32_t>& chosen) {
  if (is_made_of_cards(reading.story))
    give_back_cards(reading, chosen);
  else if (reading.story.page_type == "forum" && !reading.has_body())
    give_back_title(reading, chosen);
  else
    return;
  find_story(reading);
}

}  // namespace copydesk
