// galleries.cpp: pictures -> galleries (find_galleries of media.h).
// Method: own. A gallery is the widest element around two or more pictures that calls itself
// gallery, slideshow, carousel or the like (or whose slides count themselves) and holds no running
// text of the story; or one around three captioned pictures in a row inside an article.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "story/media.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// How far above a picture its gallery may stand.
constexpr int kMaxGalleryClimb = 24;
// Chosen letters, captions aside, that a gallery may hold: titles and intros of it.
constexpr uint32_t kMaxBodyLetters = 400;
// Captions that must begin alike before what they share is a title.
constexpr size_t kMinCommonHeads = 3;

bool calls_itself_gallery(const Reading& reading, NodeId id) {
  if (reading.document.node(id).tag == Tag::kAmpCarousel) return true;
  if (reading.markup.hints[id] & kHintGallery) return true;
  const std::string_view type = reading.document.attribute(id, AttributeName::kItemtype);
  return type.ends_with("ImageGallery");
}

/// Chosen letters before each block that are no caption's.
std::vector<uint32_t> count_story_letters(const Reading& reading,
                                          const std::vector<Picture>& pictures) {
  std::vector<uint32_t> letters(reading.list.blocks.size() + 1, 0);
  for (uint32_t i = 0; i < reading.list.blocks.size(); ++i)
    letters[i + 1] = reading.is_body(i) ? reading.block(i).letter_count : 0;
  for (const Picture& picture : pictures)
    for (const NodeId element : picture.text_elements) {
      const BlockRange range = blocks_below(reading, element);
      for (uint32_t i = range.begin; i < range.end; ++i) letters[i + 1] = 0;
    }
  for (size_t i = 1; i < letters.size(); ++i) letters[i] += letters[i - 1];
  return letters;
}

/// The counter that slides below an element show ("3 of 15"); zeros: none.
SlideCounter counter_below(const Reading& reading, NodeId element) {
  const BlockRange range = blocks_below(reading, element);
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const SlideCounter counter = parse_slide_counter(reading.block(i).text);
    if (!counter.is_absent()) return counter;
  }
  return {};
}

/// The widest element above a picture that calls itself a gallery and is not the story itself.
NodeId gallery_above(const Reading& reading, const Picture& picture,
                     const std::vector<uint32_t>& letters) {
  const Document& document = reading.document;
  NodeId found = kNoNode, id = document.node(picture.node).parent;
  for (int level = 0; level < kMaxGalleryClimb && id != kNoNode;
       ++level, id = document.node(id).parent) {
    const Tag tag = document.node(id).tag;
    if (tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kMain) break;
    if (!calls_itself_gallery(reading, id)) continue;
    const BlockRange range = blocks_below(reading, id);
    if (letters[range.end] - letters[range.begin] > kMaxBodyLetters) break;
    found = id;
  }
  return found;
}

/// Chosen letters below an element that are no caption's.
uint32_t letters_below(const Reading& reading, NodeId element,
                       const std::vector<uint32_t>& letters) {
  const BlockRange range = blocks_below(reading, element);
  return letters[range.end] - letters[range.begin];
}

/// The name under which a light box shows several pictures one after the other.
std::string_view lightbox_group(const Document& document, NodeId picture) {
  constexpr int kLevels = 4;
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"data-fancybox", "data-lightbox", "data-fancybox-group", "data-lightbox-gallery"});
  NodeId id = picture;
  for (int level = 0; level < kLevels && id != kNoNode; ++level, id = document.node(id).parent) {
    if (document.node(id).tag != Tag::kA) continue;
    for (const std::string_view name : kNames)
      if (const std::string_view group = attribute_named(document, id, name); !group.empty())
        return group;
    const std::string_view rel = attribute_named(document, id, "rel");
    return rel.find('[') == rel.npos ? std::string_view() : rel;
  }
  return {};
}

/// The smallest element that holds two nodes.
NodeId holder_of(const Reading& reading, NodeId first, NodeId last) {
  NodeId id = first;
  while (id != kNoNode && !reading.markup.contains(id, last)) id = reading.document.node(id).parent;
  return id;
}

/// Pictures from `begin` to before `end` that belong together, and the smallest element around
/// them.
struct Row {
  size_t begin, end;
  NodeId element;
  size_t size() const { return end - begin; }
};
constexpr size_t kFewestInRow = 3;

/// The pictures from one on that `belongs` takes, as far as no text of the story stands between.
template <typename Belongs>
Row row_from(const Reading& reading, const std::vector<Picture>& pictures,
             const std::vector<uint32_t>& letters, size_t begin, const Belongs& belongs) {
  constexpr uint32_t kMostLetters = 60;  // a line between them, no paragraph
  Row row{begin, begin + 1, pictures[begin].node};
  if (!belongs(begin)) return row;
  for (; row.end < pictures.size() && belongs(row.end); ++row.end) {
    const NodeId wider = holder_of(reading, row.element, pictures[row.end].node);
    if (wider == kNoNode || letters_below(reading, wider, letters) > kMostLetters) break;
    row.element = wider;
  }
  return row;
}

void add_row(const Row& row, std::vector<FoundGallery>& galleries) {
  FoundGallery& found = galleries.emplace_back(FoundGallery{row.element, {}, {}});
  for (size_t i = row.begin; i < row.end; ++i) found.pictures.push_back(i);
}

/// Captioned pictures of no gallery yet that stand in a row and that one light box shows: a
/// gallery, where what holds them holds no text of the story.
void find_lightboxes(const Reading& reading, const std::vector<Picture>& pictures,
                     const std::vector<uint32_t>& letters, const std::vector<bool>& is_taken,
                     std::vector<FoundGallery>& galleries) {
  const auto group_of = [&](size_t i) {
    const Picture& picture = pictures[i];
    return is_taken[i] || picture.leads_away || picture.image.caption.empty()
               ? std::string_view()
               : lightbox_group(reading.document, picture.node);
  };
  for (size_t begin = 0, end = 0; begin < pictures.size(); begin = end) {
    const std::string_view group = group_of(begin);
    const Row row = row_from(reading, pictures, letters, begin,
                             [&](size_t i) { return !group.empty() && group_of(i) == group; });
    end = row.end;
    if (row.size() >= kFewestInRow) add_row(row, galleries);
  }
}

/// Whether an element stands behind the headline and before the last paragraph.
bool stands_in_text(const Reading& reading, NodeId element) {
  const BlockRange range = blocks_below(reading, element);
  return range.begin > reading.title_block && range.end <= reading.last_body &&
         !is_under_hint(reading, element, kHintTeaser | kHintPromo | kHintComments, 12);
}

/// Captioned pictures of no gallery yet, many in a row in an element of an article that holds no
/// text of it: a gallery, whatever it is called.
void find_rows(const Reading& reading, const std::vector<Picture>& pictures,
               const std::vector<uint32_t>& letters, const std::vector<bool>& is_taken,
               std::vector<FoundGallery>& galleries) {
  constexpr size_t kTelling = 2;
  constexpr uint32_t kFewestWords = 4;  // names below pictures are tiles
  if (!reading.has_body() || reading.story.page_type != "article") return;
  const auto is_slide = [&](size_t i) {
    return !is_taken[i] && !pictures[i].leads_away && !pictures[i].image.caption.empty() &&
           lightbox_group(reading.document, pictures[i].node).empty();
  };
  for (size_t begin = 0, end = 0; begin < pictures.size(); begin = end) {
    const Row row = row_from(reading, pictures, letters, begin, is_slide);
    end = row.end;
    size_t telling = 0;
    for (size_t i = begin; i < end; ++i)
      telling += count_words(pictures[i].image.caption) >= kFewestWords;
    if (row.size() >= kFewestInRow && telling * kTelling >= row.size() &&
        stands_in_text(reading, row.element))
      add_row(row, galleries);
  }
}

std::string strip_gallery_label(std::string_view title) {
  size_t length = 0;
  if (opens_label(title, Phrase::kGallery, length)) title.remove_prefix(length);
  return collapse_space(title);
}

/// A heading inside the gallery before or among its slides, else an attribute that names it.
std::string gallery_title(const Reading& reading, NodeId element,
                          const std::vector<GalleryItem>& items) {
  const BlockRange range = blocks_below(reading, element);
  std::unordered_set<std::string> texts;
  for (const GalleryItem& item : items) texts.insert(item.caption), texts.insert(item.title);
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Block& block = reading.block(i);
    if (block.heading_level == 0 || block.text.size() > 200 || is_interface_block(reading, i))
      continue;
    if (texts.contains(std::string(block.text)) || phrase_of(block.text) == Phrase::kGallery)
      continue;
    return strip_gallery_label(block.text);
  }
  // "Photos: Skarra after the flood", in a line that is no heading.
  for (uint32_t i = range.begin; i < range.end; ++i) {
    size_t length = 0;
    const std::string_view text = reading.block(i).text;
    if (text.size() <= 200 && opens_label(text, Phrase::kGallery, length) && length < text.size())
      return strip_gallery_label(text);
  }
  for (const std::string_view name :
       {"data-galleryname", "data-gallery-title", "data-title", "data-name", "title"}) {
    const std::string_view value = attribute_named(reading.document, element, name);
    if (value.find(' ') != std::string_view::npos && value.size() < 200)
      return strip_gallery_label(value);
  }
  // All slides with the same head: the gallery's title.
  if (items.size() > 1 && !items[0].title.empty() &&
      std::ranges::all_of(items,
                          [&](const GalleryItem& item) { return item.title == items[0].title; }))
    return strip_gallery_label(items[0].title);
  return {};
}

/// A heading of its own on the slide: inside the smallest element around the picture that holds no
/// other.
std::string slide_title(const Reading& reading, const Picture& picture) {
  if (!picture.title.empty()) return picture.title;
  const BlockRange range = blocks_below(reading, picture.holder);
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (reading.block(i).heading_level > 0 && reading.block(i).text != picture.image.caption)
      return std::string(reading.block(i).text);
  // "At the quay – The boats return.": the caption again, behind its head.
  for (uint32_t i = range.begin; i < range.end && !picture.image.caption.empty(); ++i) {
    std::string_view text = reading.block(i).text;
    if (!text.ends_with(picture.image.caption)) continue;
    text.remove_suffix(picture.image.caption.size());
    for (const std::string_view dash : {" – ", " — ", " - "})
      if (text.ends_with(dash)) return std::string(text.substr(0, text.size() - dash.size()));
  }
  return {};
}

/// Pictures of a gallery whose caption only stands in alt (slides not yet shown) take it when
/// another slide's shown caption equals its alt, or when alt texts name who took the picture.
bool alt_is_caption(const std::vector<Picture>& pictures, const std::vector<size_t>& members) {
  size_t same = 0, different = 0;
  for (const size_t i : members) {
    const Image& image = pictures[i].image;
    if (image.alt.empty()) continue;
    if (image.caption.empty()) {
      same += !split_caption(image.alt).credit.empty();
      continue;
    }
    const std::string alt = fold(image.alt), caption = fold(image.caption);
    (alt.starts_with(caption) || caption.starts_with(alt) ? same : different) += 1;
  }
  return same > different;
}

/// Whether an alt text is the file's name over again.
bool is_file_name(std::string_view alt, std::string_view address) {
  const std::string letters = fold(alt);
  return !letters.empty() && fold(picture_file(address)).find(letters) != std::string::npos;
}

/// Whether a text is the number of a slide, as the thumbnails below the slides show it.
bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void fill_items(const Reading& reading, const std::vector<Picture>& pictures, FoundGallery& found) {
  const bool takes_alt = alt_is_caption(pictures, found.pictures);
  const bool has_texts = std::ranges::any_of(
      found.pictures, [&](size_t i) { return count_words(pictures[i].image.caption) > 1; });
  std::unordered_set<std::string> captions, files;
  for (const size_t i : found.pictures) {
    const Picture& picture = pictures[i];
    GalleryItem item;
    item.kind = "image";
    item.url = picture.image.url;
    item.caption = picture.image.caption;
    item.credit = picture.image.credit;
    item.title = slide_title(reading, picture);
    if (has_texts && is_number(item.caption)) continue;
    if (phrase_of(item.caption) == Phrase::kGallery) item.caption.clear();
    if (item.caption.empty() && takes_alt && !is_file_name(picture.image.alt, item.url)) {
      CaptionText split = split_caption(picture.image.alt);
      item.caption = std::move(split.caption), item.credit = std::move(split.credit);
    }
    const bool is_new_file = files.insert(std::string(picture_file(item.url))).second;
    if (item.caption.empty() && (!is_new_file || item.url.empty())) continue;
    if (!item.caption.empty() && !captions.insert(fold(item.caption)).second) continue;
    item.index = static_cast<uint32_t>(found.gallery.items.size() + 1);
    found.gallery.items.push_back(std::move(item));
  }
}

/// A slide by its counter ("5 of 8"): what stands between the counter before it and its own.
struct Slide {
  uint32_t begin = 0, end = 0;  // blocks; `end` is the counter
};

/// The slides of a gallery that numbers all of them in order; none otherwise.
std::vector<Slide> numbered_slides(const Reading& reading, NodeId element) {
  const BlockRange range = blocks_below(reading, element);
  std::vector<Slide> slides;
  uint32_t begin = range.begin, count = 0;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const SlideCounter counter = parse_slide_counter(reading.block(i).text);
    if (counter.is_absent()) continue;
    if (counter.index != slides.size() + 1) return {};
    slides.push_back({begin, i});
    count = counter.count;
    begin = i + 1;
  }
  return slides.size() == count ? slides : std::vector<Slide>();
}

/// Where the elements of a gallery that are named after a video begin, in the page's order.
std::vector<uint32_t> videos_below(const Reading& reading, NodeId gallery) {
  const Document& document = reading.document;
  std::vector<uint32_t> begins;
  for (NodeId id = next_in_order(document, gallery, gallery); id != kNoNode;
       id = next_in_order(document, id, gallery))
    if (reading.markup.hints[id] & kHintVideo) begins.push_back(document.node(id).page.begin);
  return begins;
}

/// Where the pictures of a gallery's items begin. The items are in the order of the pictures.
std::vector<uint32_t> places_of_items(const Reading& reading, const std::vector<Picture>& pictures,
                                      const FoundGallery& found) {
  std::vector<uint32_t> places;
  for (const size_t i : found.pictures)
    if (places.size() < found.gallery.items.size() &&
        pictures[i].image.url == found.gallery.items[places.size()].url)
      places.push_back(reading.document.node(pictures[i].node).page.begin);
  return places;
}

/// Of a slide without a picture: a video, whose head is the first line that is no control.
GalleryItem video_on(const Reading& reading, const Slide& slide) {
  GalleryItem item;
  item.kind = "video";
  for (uint32_t i = slide.begin; i < slide.end && item.title.empty(); ++i)
    if (!is_interface_block(reading, i)) item.title = reading.block(i).text;
  return item;
}

/// The videos among numbered slides become items, and every item takes the number of its slide.
void number_slides(const Reading& reading, const std::vector<Picture>& pictures,
                   FoundGallery& found) {
  const std::vector<Slide> slides = numbered_slides(reading, found.element);
  if (slides.empty()) return;
  const std::vector<uint32_t> places = places_of_items(reading, pictures, found);
  const std::vector<uint32_t> videos = videos_below(reading, found.element);
  std::vector<GalleryItem> items;
  size_t next = 0;
  uint32_t begin = 0;
  for (uint32_t i = 0; i < slides.size(); ++i) {
    const uint32_t end = reading.block(slides[i].end).page.begin;
    const auto video = std::ranges::lower_bound(videos, begin);
    const bool has_picture = next < places.size() && places[next] < end;
    const bool has_video = !has_picture && video != videos.end() && *video < end;
    begin = end;
    if (has_picture) items.push_back(found.gallery.items[next++]);
    if (has_video) items.push_back(video_on(reading, slides[i]));
    if (has_picture || has_video) items.back().index = i + 1;
  }
  if (next == found.gallery.items.size()) found.gallery.items = std::move(items);
}

/// What all captions begin with: "Ten years of war – ". No title: they share nothing.
struct CommonHead {
  std::string title;
  size_t length = 0;  // with the dash
};

CommonHead common_head(const std::vector<GalleryItem>& items) {
  std::string_view head;
  size_t captioned = 0;
  for (const GalleryItem& item : items) {
    if (item.caption.empty()) continue;
    const std::string_view caption = item.caption;
    if (captioned++ == 0) head = caption;
    const auto shared = std::ranges::mismatch(head, caption).in1 - head.begin();
    head = head.substr(0, static_cast<size_t>(shared));
  }
  CommonHead common;
  if (captioned < kMinCommonHeads) return common;
  for (const std::string_view dash : {" – ", " — ", " - "}) {
    const size_t at = head.rfind(dash);
    if (at == std::string_view::npos || at + dash.size() <= common.length) continue;
    common = {std::string(head.substr(0, at)), at + dash.size()};
  }
  return common;
}

/// The length of the counter that a caption opens with: "2/5 The bridge at noon."; 0: none.
size_t opening_counter(std::string_view caption) {
  const size_t space = caption.find(' ');
  return space != std::string_view::npos &&
                 !parse_slide_counter(caption.substr(0, space)).is_absent()
             ? space + 1
             : 0;
}

/// The length of the slide's own number that a caption opens with: "3The bridge at noon"; 0: none.
size_t opening_number(std::string_view caption, size_t number) {
  const std::string digits = std::to_string(number);
  if (!caption.starts_with(digits) || caption.size() == digits.size()) return 0;
  const char next = caption[digits.size()];
  if (next == ' ') return digits.size() + 1;
  return is_letter(next) || static_cast<unsigned char>(next) >= 0x80 ? digits.size() : 0;
}

/// Numbers in front of all captions, from one on, are the slides'.
void drop_numbers(std::vector<GalleryItem>& items) {
  if (items.size() < kFewestInRow) return;
  for (size_t i = 0; i < items.size(); ++i)
    if (opening_number(items[i].caption, i + 1) == 0) return;
  for (size_t i = 0; i < items.size(); ++i)
    items[i].caption.erase(0, opening_number(items[i].caption, i + 1));
}

/// Counters that stand in all captions are the slides', not the captions'.
void drop_counters(std::vector<GalleryItem>& items) {
  const auto has_counter = [](const GalleryItem& item) {
    return item.caption.empty() || opening_counter(item.caption) > 0;
  };
  if (!std::ranges::all_of(items, has_counter)) return;
  for (GalleryItem& item : items) item.caption.erase(0, opening_counter(item.caption));
}

/// The gallery's title stands before every caption: it is told once.
void split_common_head(Gallery& gallery) {
  CommonHead common = common_head(gallery.items);
  if (common.title.empty()) return;
  for (GalleryItem& item : gallery.items)
    if (!item.caption.empty()) item.caption.erase(0, common.length);
  if (gallery.title.empty()) gallery.title = std::move(common.title);
}

/// The bare items behind the last slide with a caption of which most show a slide over again.
size_t thumbnails_at_end(const Gallery& gallery) {
  std::unordered_set<std::string_view> stems;
  size_t slides = gallery.items.size();
  while (slides > 0 && gallery.items[slides - 1].caption.empty()) --slides;
  for (size_t i = 0; i < slides; ++i) stems.insert(picture_stem(gallery.items[i].url));
  size_t again = 0;
  for (size_t i = slides; i < gallery.items.size(); ++i)
    again += stems.contains(picture_stem(gallery.items[i].url));
  const size_t rest = gallery.items.size() - slides;
  return 2 * again > rest ? rest : 0;
}

/// Where the slides with a caption are as many as the gallery announces, the rest are thumbnails;
/// so is what shows them over again in another size.
void drop_thumbnails(Gallery& gallery, uint32_t announced) {
  const auto is_bare = [](const GalleryItem& item) { return item.caption.empty(); };
  gallery.items.resize(gallery.items.size() - thumbnails_at_end(gallery));
  const auto bare = static_cast<size_t>(std::ranges::count_if(gallery.items, is_bare));
  if (bare > 0 && gallery.items.size() - bare == announced) std::erase_if(gallery.items, is_bare);
  for (size_t i = 0; i < gallery.items.size(); ++i)
    gallery.items[i].index = static_cast<uint32_t>(i + 1);
}

}  // namespace

std::vector<FoundGallery> find_galleries(const Reading& reading,
                                         const std::vector<Picture>& pictures) {
  std::vector<FoundGallery> galleries;
  const std::vector<uint32_t> letters = count_story_letters(reading, pictures);
  std::unordered_map<NodeId, size_t> index;
  std::vector<bool> is_taken(pictures.size(), false);
  for (size_t i = 0; i < pictures.size(); ++i) {
    if (pictures[i].leads_away) continue;
    const NodeId element = gallery_above(reading, pictures[i], letters);
    if (element == kNoNode) continue;
    const auto [entry, is_new] = index.try_emplace(element, galleries.size());
    if (is_new) galleries.push_back({element, {}, {}});
    galleries[entry->second].pictures.push_back(i);
    is_taken[i] = true;
  }
  find_lightboxes(reading, pictures, letters, is_taken, galleries);
  find_rows(reading, pictures, letters, is_taken, galleries);
  for (FoundGallery& found : galleries) {
    fill_items(reading, pictures, found);
    const uint32_t announced = counter_below(reading, found.element).count;
    found.gallery.title = gallery_title(reading, found.element, found.gallery.items);
    drop_counters(found.gallery.items);
    drop_numbers(found.gallery.items);
    split_common_head(found.gallery);
    drop_thumbnails(found.gallery, announced);
    number_slides(reading, pictures, found);
    found.gallery.count = std::max(announced, static_cast<uint32_t>(found.gallery.items.size()));
  }
  std::erase_if(galleries, [](const FoundGallery& found) {
    const auto captioned = std::ranges::count_if(
        found.gallery.items, [](const GalleryItem& item) { return !item.caption.empty(); });
    return captioned < 2 || found.gallery.items.size() < 2;
  });
  return galleries;
}

}  // namespace copydesk
