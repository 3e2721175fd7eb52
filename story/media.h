// media.h: which pictures, galleries, videos and embeds belong to the story, and which texts are
// theirs. Part of story/.
#pragma once

#include <vector>

#include "story/body.h"
#include "story/pictures.h"
#include "story/reading.h"

namespace copydesk {

/// A gallery and where it stands.
struct FoundGallery {
  NodeId element = kNoNode;
  Gallery gallery;
  std::vector<size_t> pictures;  // indices of the pictures in it
};

/// Groups pictures into galleries: holders that call themselves so, or whose slides count
/// themselves. Cost: linear in pictures times their depth. Threads: safe.
std::vector<FoundGallery> find_galleries(const Reading& reading,
                                         const std::vector<Picture>& pictures);

/// Fills images, galleries and videos of the story, sets role kCaption, kCredit and kGalleryChrome
/// on blocks that are texts of theirs, and returns what stands in the body, in document order.
std::vector<PlacedMedia> read_media(Reading& reading);

/// Takes out the pictures without address of which nothing is said any more: what stood below was
/// no caption (a number), or is text again.
void drop_mute_images(Story& story, std::vector<PlacedMedia>& media);

/// The first picture before the text is the lead. Call when the text's first block is settled;
/// `media` is sorted.
void name_lead_image(Reading& reading, const std::vector<PlacedMedia>& media);

/// Videos and embedded posts; fills story.videos, returns what stands in the body.
std::vector<PlacedMedia> read_videos(Reading& reading);

}  // namespace copydesk
