// given_back.cpp: blocks that were chosen and that a reader of story/ took out of the text -> back
// into it: on pages that are made of cards, where captions, dates and names are what the page says,
// on pages whose text is their title, and where the model is surer than a rule. Method: own. Not
// here: which blocks are chosen (blocks/choose.cpp).
#include <string_view>
#include <unordered_set>

#include "story/asides.h"
#include "story/fields_inner.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

/// Of pages of things, not of one story. Five folds, whole program, wcxb-dev: .8761 if nothing is
/// given back, .8765 so; listings gain .003, collections .002, services .001.
bool is_part_of_card(Role role) {
  return role == Role::kCaption || role == Role::kCredit || role == Role::kByline ||
         role == Role::kTime || role == Role::kTeaser || role == Role::kGalleryChrome ||
         role == Role::kHighlight || role == Role::kComment;
}

/// A product's page says its name first: word F1 in sample, wherever its heading was chosen, better
/// on 16 pages, worse on 11, products .0035 higher. Of other pages that sell or list as many lose.
bool names_product(Role role) { return role == Role::kTitle; }

/// Of a thread the choice knows better than a rule which dates and pictures' texts belong to posts:
/// of 16 pages, in sample, 13 gain words.
bool is_part_of_post(Role role) { return role == Role::kTime || role == Role::kCaption; }

/// A text stands once: what is text again is no caption and no comment.
void drop_copies(Story& story, const std::unordered_set<std::string_view>& texts) {
  for (Image& image : story.images)
    if (texts.contains(image.caption)) image.caption.clear();
  std::erase_if(story.comments, [&](const Comment& one) { return texts.contains(one.text); });
}

/// Makes body again of the chosen blocks that pass the test, which is asked by their index.
template <typename Test>
void give_back(Reading& reading, const std::vector<uint32_t>& chosen, Test test) {
  std::unordered_set<std::string_view> texts;
  for (const uint32_t i : chosen) {
    Block& block = reading.list.blocks[i];
    if (block.role == Role::kBody || !test(i)) continue;
    if (block.role == Role::kCaption || block.role == Role::kComment) texts.insert(block.text);
    block.role = Role::kBody;
  }
  if (!texts.empty()) drop_copies(reading.story, texts);
}

/// Above this probability a block stays text whatever it looks like. Five folds, whole program:
/// word F1 better on 42 pages, worse on 6, wcxb-dev .8795 instead of .8778 (with key points and
/// titles). At .9 instead of .92 wcxb-dev has .8895 instead of .8894 and the segments of
/// trafilatura-eval-dev .9336 instead of .9331, but captions and days of tests/cases are text.
constexpr float kSure = 0.92f;

/// A heading whose id says "social", a point of a list with a date at its end, a paragraph beside a
/// picture. Teasers and standfirsts are not among them: news labels have these apart, sure or not.
bool may_be_text(Role role) {
  return role == Role::kInterface || role == Role::kTime || role == Role::kComment ||
         role == Role::kCorrection || role == Role::kCaption;
}

/// The first paragraph of an article: days above it are its stamp, however sure the model is.
uint32_t first_paragraph(const Reading& reading) {
  constexpr uint32_t kFewestWords = 15;
  if (reading.story.page_type != "article") return 0;
  for (uint32_t i = 0; i < reading.list.blocks.size(); ++i)
    if (reading.is_body(i) && reading.block(i).word_count >= kFewestWords) return i;
  return 0;
}

/// Where the foot of a story of news begins, below its last paragraph: a note there that looks like
/// a correction is one, however sure the model is. Counted on all labelled sets: of four sure ones
/// the one at the foot is a correction, the three further up are text.
uint32_t begin_of_foot(const Reading& reading) {
  constexpr uint32_t kFewestWords = 20;  // of a paragraph
  if (reading.story.page_type != "article") return UINT32_MAX;
  for (auto i = static_cast<uint32_t>(reading.list.blocks.size()); i-- > 0;)
    if (reading.is_body(i) && reading.block(i).word_count >= kFewestWords) return i;
  return UINT32_MAX;
}

/// The heading of a part of the text, whatever it says: the name of a network ("1. Facebook"), the
/// words of the title once more, the title of a card beside a picture. Counted in sample on the
/// pages with gold texts: of those with the text right below them 187 are of the story, on 77
/// pages, and 15 are not, on 12.
bool heads_text(const Reading& reading, uint32_t index) {
  constexpr float kLikely = 0.6f;
  const Block& block = reading.block(index);
  const bool may_head =
      block.role == Role::kInterface || block.role == Role::kTitle || block.role == Role::kCaption;
  if (!may_head || block.heading_level == 0 || block.story_probability < kLikely ||
      index < reading.first_body || is_link(block))
    return false;
  const auto count = static_cast<uint32_t>(reading.list.blocks.size());
  uint32_t next = index + 1;
  while (next < count && !is_visible(reading.block(next))) ++next;
  return next < count && reading.is_body(next);
}

/// A day that the text tells: a point of a list ("From 1 January 2023 for cigars"), a line between
/// lines of the text ("Date: 29 May, 7 p.m."). Counted in sample: 11 such lines on 9 pages with
/// gold texts, all of them in these.
bool is_day_of_text(const Reading& reading, uint32_t index) {
  constexpr float kLikelyPoint = 0.6f, kLikelyLine = 0.8f;
  const Block& block = reading.block(index);
  if (block.role != Role::kTime || index <= reading.first_body || index >= reading.last_body ||
      block.story_probability < (block.is_list_item ? kLikelyPoint : kLikelyLine))
    return false;
  constexpr uint32_t kMostInRow = 4;
  uint32_t next = index + 1;
  while (next < reading.last_body && next < index + kMostInRow &&
         reading.block(next).role == Role::kTime)
    ++next;
  const Block& before = reading.block(index - 1);
  return before.role == Role::kBody && reading.is_body(next) &&
         (!block.is_list_item || before.is_list_item);
}

/// Key points come back together: of news, labels have them apart; those of a guide ("Key
/// takeaways") are its text. At .9 the points over a short story come back too.
constexpr float kSurePoints = 0.95f;

bool are_points_sure(const Reading& reading, const std::vector<uint32_t>& chosen) {
  float sum = 0, count = 0;
  for (const uint32_t i : chosen)
    if (reading.block(i).role == Role::kHighlight)
      sum += reading.block(i).story_probability, ++count;
  return count > 0 && sum >= kSurePoints * count;
}

}  // namespace

std::vector<uint32_t> chosen_blocks(const BlockList& list) {
  std::vector<uint32_t> chosen;
  for (uint32_t i = 0; i < list.blocks.size(); ++i)
    if (list.blocks[i].role == Role::kBody) chosen.push_back(i);
  return chosen;
}

void give_back_chosen(Reading& reading, const std::vector<uint32_t>& chosen) {
  const auto role = [&](uint32_t index) { return reading.block(index).role; };
  if (is_offer(reading.story.page_type))
    give_back(reading, chosen, [&](uint32_t i) { return is_part_of_card(role(i)); });
  if (reading.story.page_type == "product")
    give_back(reading, chosen, [&](uint32_t i) { return names_product(role(i)); });
  if (reading.story.page_type == "forum")
    give_back(reading, chosen, [&](uint32_t i) { return is_part_of_post(role(i)); });
  const bool takes_points = are_points_sure(reading, chosen);
  const uint32_t foot = begin_of_foot(reading), head = first_paragraph(reading);
  give_back(reading, chosen, [&](uint32_t i) {
    return (may_be_text(role(i)) && reading.block(i).story_probability >= kSure &&
            phrase_of(reading.block(i).text) != Phrase::kAdvertisement &&
            (role(i) != Role::kCorrection || i < foot) &&
            !(role(i) == Role::kTime && i < head && is_stamp_line(reading.block(i).text))) ||
           (role(i) == Role::kHighlight && takes_points);
  });
  give_back(reading, chosen, [&](uint32_t i) { return heads_text(reading, i); });
  give_back(reading, chosen, [&](uint32_t i) { return is_day_of_text(reading, i); });
  find_story(reading);
  if (reading.has_body()) return;
  give_back(reading, chosen, [&](uint32_t i) { return role(i) == Role::kTitle; });
  find_story(reading);
}

}  // namespace copydesk
