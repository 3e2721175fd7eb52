// media.cpp: pictures and galleries -> the story's images and galleries, their places in the body,
// and the roles of the blocks that are their texts (read_media of media.h). Method: own. A picture
// belongs to the story when it stands between the title and the story's end; the first one before
// the text is the lead. Each caption is kept once.
#include "story/media.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "story/claims_inner.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// A gallery that holds more than this share of the chosen letters is the story itself: its texts
// stay.
constexpr double kMaxGalleryShare = 0.75;
constexpr int kMaxArticleClimb = 6;
// A hero picture stands over the title, its texts and a kicker between them.
constexpr uint32_t kBlocksOverTitle = 6;

/// The places between which pictures belong to the story.
struct Region {
  uint32_t hero_begin = 0, begin = 0, text_begin = 0, text_end = 0, end = 0;
  uint32_t root_end = 0;  // of the <article> around the story
};

Region find_region(const Reading& reading) {
  const Document& document = reading.document;
  NodeId root = reading.container;
  NodeId id = root;
  for (int level = 0; level < kMaxArticleClimb && id != kNoNode;
       ++level, id = document.node(id).parent) {
    const Tag tag = document.node(id).tag;
    if (tag == Tag::kBody) break;
    if (tag == Tag::kArticle || tag == Tag::kMain) {
      root = id;
      break;
    }
  }
  Region region{0,
                reading.place(root),
                reading.places[reading.first_body],
                reading.places[reading.last_body],
                reading.markup.end[reading.container],
                reading.markup.end[root]};
  if (reading.title_block < reading.places.size())
    region.begin = std::min(region.begin, reading.places[reading.title_block]);
  if (document.node(root).tag == Tag::kBody) {
    region.begin = reading.title_block < reading.places.size()
                       ? std::min(reading.places[reading.title_block], region.text_begin)
                       : region.text_begin;
    region.end = region.text_end;
  }
  const uint32_t head = std::min(reading.title_block, reading.first_body);
  region.hero_begin = head > kBlocksOverTitle ? reading.places[head - kBlocksOverTitle] : 0;
  return region;
}

bool has_figcaption(const Reading& reading, const Picture& picture) {
  return picture.caption_element != kNoNode &&
         reading.document.node(picture.caption_element).tag == Tag::kFigcaption;
}

/// Whether a picture over the title is the only one beside it, and no drawing of a button. Counted
/// on all labelled sets: of 20 articles that gain a lead by it 17 are right.
bool is_hero(const Reading& reading, const Picture& picture) {
  if (!picture.is_beside_headline || reading.story.page_type != "article") return false;
  const std::string_view file = picture_file(picture.image.url);
  return !file.empty() && !file.ends_with(".gif") && !is_drawing(file);
}

/// Whether a picture stands where the story's pictures stand.
bool is_in_region(const Reading& reading, const Region& region, const Picture& picture) {
  const uint32_t place = reading.place(picture.node);
  const bool has_caption = !picture.image.caption.empty();
  if (place < region.begin)
    return (has_caption || is_hero(reading, picture)) && place >= region.hero_begin;
  if (place < region.text_end) return true;
  if (place >= region.end || !has_caption) return false;
  return closes_text(reading, place);
}

/// Whether a picture without a text belongs to what asks to subscribe, or is a drawn sign: no
/// figure, paragraph, width or longer alt speaks for it. Elsewhere than in articles these are the
/// page.
bool is_ornament(const Reading& reading, const Picture& picture) {
  constexpr int kLevels = 8;
  constexpr double kWide = 300;     // pixels
  constexpr uint32_t kTelling = 5;  // words of an alt
  const Document& document = reading.document;
  const Image& image = picture.image;
  if (!image.caption.empty() || !image.credit.empty()) return false;
  if (is_under_hint(reading, picture.node, kHintPromo, kLevels)) return true;
  if (!is_drawing(image.url)) return false;
  return declared_width(document, picture.node) < kWide && count_words(image.alt) < kTelling &&
         document.node(document.node(picture.node).parent).tag != Tag::kP &&
         ancestor_with(document, picture.node, Tag::kFigure, kLevels) == kNoNode;
}

/// Whether what holds a picture without a text holds nothing but the linked headline of another
/// page of the site, and a kicker or a time: the picture of a teaser between the paragraphs.
/// Counted on all labelled sets: 15 pictures of 9 pages, of which two covers of books are the
/// story's.
bool is_card(const Reading& reading, const Picture& picture) {
  constexpr uint32_t kHeadlineWords = 4;  // "Enlarge", "View the gallery" are no headlines
  if (!picture.image.caption.empty() || !picture.image.credit.empty()) return false;
  const BlockRange range = blocks_below(reading, picture.holder);
  uint32_t linked = 0, letters = 0, headlines = 0;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Block& block = reading.block(i);
    if (block.is_noscript) continue;
    letters += block.letter_count, linked += block.linked_letter_count;
    if (!is_link(block) || count_words(block.text) < kHeadlineWords) continue;
    const std::string address = link_of(reading, block);
    headlines += host_of(address) == host_of(reading.base) && address != reading.base;
  }
  return headlines > 0 && linked * 2 > letters;
}

/// "+9", "-15 %", "1.299,00 €": what counts, or costs. A year may be what a picture shows.
bool is_number(std::string_view caption) {
  constexpr size_t kYear = 4;  // digits
  if (caption.size() == kYear && std::ranges::all_of(caption, is_digit)) return false;
  for (size_t at = 0; at < caption.size();) {
    const char32_t c = next_code_point(caption, at);
    if (is_word_character(c) && !(c >= '0' && c <= '9')) return false;
  }
  return true;
}

/// Whether a picture shows who wrote the story: its text, if it has one, is an author's name.
bool is_portrait(const Reading& reading, const Picture& picture) {
  const Image& image = picture.image;
  if (!image.credit.empty() || (!image.caption.empty() && image.caption != image.alt)) return false;
  return std::ranges::any_of(reading.story.authors, [&](const Author& author) {
    return equals_ignoring_case(author.name, image.alt);
  });
}

/// Which of a thread's posts holds a picture; as many as there are: none.
size_t post_around(const Reading& reading, const Picture& picture) {
  const uint32_t place = reading.place(picture.node);
  const auto next = std::ranges::upper_bound(
      reading.posts, place, {}, [&](const Post& post) { return reading.place(post.element); });
  const bool is_inside = next != reading.posts.begin() &&
                         reading.markup.contains(std::prev(next)->element, picture.node);
  return is_inside ? static_cast<size_t>(next - reading.posts.begin() - 1) : reading.posts.size();
}

bool is_in_story(const Reading& reading, const Region& region, const Picture& picture) {
  if (!is_in_region(reading, region, picture)) return false;
  if (picture.leads_away && picture.image.caption.empty()) return false;
  if (reading.story.page_type == "article") {
    if (is_ornament(reading, picture)) return false;
    if (reading.place(picture.node) > region.text_begin && is_card(reading, picture)) return false;
  }
  const bool is_figure = has_figcaption(reading, picture);
  if (is_under_hint(reading, picture.node, kHintTeaser, 12) && !is_figure) return false;
  // A head under a video is the video's title.
  const bool is_head = picture.title.empty() && picture.caption_element != kNoNode &&
                       (reading.markup.hints[picture.caption_element] & kHintHead);
  return !(is_head && !is_figure && is_under_hint(reading, picture.node, kHintVideo, 8));
}

/// The stems of the pictures that the page declares as its own, for previews of the story.
std::unordered_set<std::string_view> declared_stems(const Claims& claims) {
  constexpr size_t kShortest = 6;  // "image", "1200" are no picture's name
  std::unordered_set<std::string_view> stems;
  for (const ClaimedImage& image : claims.images) {
    const std::string_view stem = picture_stem(image.url);
    if (stem.size() >= kShortest) stems.insert(stem);
  }
  return stems;
}

class MediaReader {
 public:
  explicit MediaReader(Reading& reading) : reading_(reading), story_(reading.story) {}

  std::vector<PlacedMedia> read() {
    if (!reading_.has_body() || reading_.container == kNoNode) return {};
    pictures_ = find_pictures(reading_);
    region_ = find_region(reading_);
    is_taken_.assign(pictures_.size(), false);
    for (FoundGallery& found : find_galleries(reading_, pictures_)) add_gallery(found);
    settle_bare_credits();
    find_icons();
    find_declared_lead();
    for (size_t i = 0; i < pictures_.size(); ++i)
      if (!is_taken_[i]) add_picture(pictures_[i], i == declared_lead_);
    credit_only_picture();
    drop_numbers();
    std::ranges::stable_sort(placed_, {}, &PlacedMedia::place);
    return std::move(placed_);
  }

 private:
  /// Not before: galleries tell their strips of small copies by the numbers below them.
  void drop_numbers() {
    for (Image& image : story_.images)
      if (is_number(image.caption)) image.caption.clear();
    for (Gallery& gallery : story_.galleries)
      for (GalleryItem& item : gallery.items)
        if (is_number(item.caption)) item.caption.clear();
  }

  /// A story's only picture without a credit has that which stands at the foot of the article,
  /// behind a label, in an element of that name or as the last line of the text.
  void credit_only_picture() {
    constexpr uint32_t kMostBlocks = 60;  // behind the text
    constexpr size_t kMostBytes = 100;    // of the last line
    const auto has_none = [](const Image& image) { return image.credit.empty(); };
    const auto only = std::ranges::find_if(story_.images, has_none);
    if (std::ranges::count_if(story_.images, has_none) != 1) return;
    const size_t end =
        std::min<size_t>(reading_.list.blocks.size(), size_t{reading_.last_body} + 1 + kMostBlocks);
    for (size_t i = reading_.last_body; i < end && reading_.places[i] < region_.root_end; ++i) {
      Block& block = reading_.list.blocks[i];
      const bool is_last_line = i == reading_.last_body && block.text.size() <= kMostBytes;
      if (!(is_last_line || is_under_hint(reading_, block.first_text, kHintCredit, 2)) ||
          !is_labelled_credit(block.text) || !speaks_of_picture(block.text))
        continue;
      only->credit = clean_credit(block.text);
      block.role = Role::kCredit;
      return;
    }
  }

  void add_gallery(FoundGallery& found) {
    if (is_under_hint(reading_, found.element, kHintTeaser | kHintComments, 12)) return;
    const BlockRange range = blocks_below(reading_, found.element);
    for (const size_t i : found.pictures) is_taken_[i] = true;
    uint64_t letters = 0, all = 0;
    for (uint32_t i = 0; i < reading_.list.blocks.size(); ++i) {
      if (!reading_.is_body(i)) continue;
      all += reading_.block(i).letter_count;
      if (i >= range.begin && i < range.end) letters += reading_.block(i).letter_count;
    }
    if (static_cast<double>(letters) <= kMaxGalleryShare * static_cast<double>(all)) {
      for (uint32_t i = range.begin; i < range.end; ++i)
        if (reading_.list.blocks[i].role != Role::kTitle)
          reading_.list.blocks[i].role = Role::kGalleryChrome;
    }
    for (const GalleryItem& item : found.gallery.items)
      if (const auto stem = picture_stem(item.url); stem.size() >= kShortestName)
        shown_.emplace(stem);
    place(reading_.place(found.element), BodyNode::Kind::kGallery, story_.galleries.size());
    story_.galleries.push_back(std::move(found.gallery));
  }

  /// What stands in several posts of a thread: stars of ranks, "offline"; a picture that somebody
  /// quotes stands in two.
  void find_icons() {
    constexpr uint32_t kLeastPosts = 3;
    if (reading_.posts.empty()) return;
    std::unordered_map<std::string_view, std::pair<size_t, uint32_t>> counts;  // last post, posts
    for (const Picture& picture : pictures_) {
      if (!picture.image.caption.empty()) continue;
      const size_t post = post_around(reading_, picture);
      auto& [last, posts] = counts[picture.image.url];
      if (posts == 0 || last != post) ++posts;
      last = post;
      if (posts == kLeastPosts) icons_.insert(picture.image.url);
    }
  }

  /// The picture above the text that the page declares for its previews is the story's, wherever it
  /// stands: over the title and without a caption, or in a "header-teaser". Not where the story has
  /// it already; of copies for wide and narrow screens the first with a caption is taken.
  void find_declared_lead() {
    const std::unordered_set<std::string_view> stems = declared_stems(reading_.claims);
    if (stems.empty()) return;
    for (size_t i = 0; i < pictures_.size(); ++i) {
      const Picture& picture = pictures_[i];
      if (!stems.contains(picture_stem(picture.image.url))) continue;
      if (is_taken_[i] || is_in_story(reading_, region_, picture)) {
        declared_lead_ = kNoPicture;
        return;
      }
      if (!may_lead(picture)) continue;
      if (declared_lead_ == kNoPicture ||
          (pictures_[declared_lead_].image.caption.empty() && !picture.image.caption.empty()))
        declared_lead_ = i;
    }
  }

  bool may_lead(const Picture& picture) const {
    constexpr double kNarrow = 300;  // pixels; authors, and teasers of other stories
    const double width = declared_width(reading_.document, picture.node);
    return reading_.place(picture.node) < region_.text_begin && !picture.leads_away &&
           (width == 0 || width >= kNarrow) &&
           ancestor_with(reading_.document, picture.node, Tag::kLi) == kNoNode;
  }

  void add_picture(Picture& picture, bool is_declared_lead) {
    const bool is_ours = is_declared_lead || (is_in_story(reading_, region_, picture) &&
                                              !icons_.contains(picture.image.url));
    if (is_ours || picture.caption_element != kNoNode) mark_texts(picture);
    if (!is_ours || picture.is_video || is_portrait(reading_, picture)) return;
    Image& image = picture.image;
    if (!image.caption.empty() && !captions_.insert(fold(image.caption)).second) return;
    if (image.caption.empty() && !addresses_.insert(image.url).second) return;
    if (image.caption.empty() && shown_.contains(std::string(picture_stem(image.url)))) return;
    if (!is_new_file(image)) return;
    image.role = "inline";
    place(reading_.place(picture.node), BodyNode::Kind::kImage, story_.images.size());
    story_.images.push_back(std::move(image));
  }

  /// Whether a picture is not the same file as one before it in another size, "a.jpg?w=200",
  /// without a caption of its own.
  bool is_new_file(const Image& image) {
    const size_t mark = image.url.find('?');
    const std::string file = image.url.substr(0, mark);
    if (!is_picture_address(file)) return true;
    return files_.insert(file).second || !image.caption.empty();
  }

  /// "The Gazette", "Gazette / Ana Ruiz", "ANA RUIZ FOR THE GAZETTE": whose picture it is. The
  /// publisher's words are folded.
  static bool names_publisher(std::string_view caption, std::string_view publisher) {
    constexpr size_t kLongest = 80, kShortest = 4;  // bytes
    if (caption.size() > kLongest || publisher.size() < kShortest) return false;
    const std::string words = fold_words(caption);
    if (words == publisher) return true;
    const size_t slash = caption.find('/');
    if (slash != caption.npos) {
      const std::string_view before = trim_space(caption.substr(0, slash)),
                             behind = trim_space(caption.substr(slash + 1));
      return (fold_words(before) == publisher && is_plausible_name(behind)) ||
             (fold_words(behind) == publisher && is_plausible_name(before));
    }
    const size_t behind_name = find_ignoring_case(caption, " for ");
    return behind_name != caption.npos && words.ends_with(" for " + std::string(publisher)) &&
           is_plausible_name(caption.substr(0, behind_name));
  }

  /// A caption that is nothing but the credit of another picture ("Foto: Ann" cut from "Ann"), or
  /// names the publisher, is a credit.
  void settle_bare_credits() {
    const std::string publisher = fold_words(story_.publisher);
    std::unordered_set<std::string> credits;
    for (const Picture& picture : pictures_) credits.insert(fold(picture.image.credit));
    for (Picture& picture : pictures_) {
      Image& image = picture.image;
      if (image.credit.empty() && !image.caption.empty() &&
          (credits.contains(fold(image.caption)) || names_publisher(image.caption, publisher)))
        image.credit = std::exchange(image.caption, {});
    }
  }

  void place(uint32_t at, BodyNode::Kind kind, size_t ref) {
    PlacedMedia media{at, {}};
    media.node.kind = kind;
    media.node.ref = static_cast<uint32_t>(ref);
    placed_.push_back(std::move(media));
  }

  /// Blocks of caption and credit are no longer body text.
  void mark_texts(const Picture& picture) {
    for (const NodeId element : picture.text_elements) {
      const BlockRange range = blocks_below(reading_, element);
      for (uint32_t i = range.begin; i < range.end; ++i) {
        Block& block = reading_.list.blocks[i];
        if (block.role == Role::kTitle) continue;
        block.role = is_credit_line(block.text) ? Role::kCredit : Role::kCaption;
      }
    }
  }

  Reading& reading_;
  Story& story_;
  std::vector<Picture> pictures_;
  std::vector<bool> is_taken_;
  static constexpr size_t kNoPicture = SIZE_MAX;
  size_t declared_lead_ = kNoPicture;
  Region region_;
  std::vector<PlacedMedia> placed_;
  static constexpr size_t kShortestName = 8;  // of a file; "img", "1200" are no names
  std::unordered_set<std::string> captions_, addresses_, files_, icons_;
  std::unordered_set<std::string> shown_;  // stems of what galleries show
};

}  // namespace

std::vector<PlacedMedia> read_media(Reading& reading) {
  std::vector<PlacedMedia> placed = MediaReader(reading).read();
  find_story(reading);
  return placed;
}

void drop_mute_images(Story& story, std::vector<PlacedMedia>& media) {
  const auto is_mute = [](const Image& image) {
    return image.url.empty() && image.alt.empty() && image.caption.empty() && image.credit.empty();
  };
  std::vector<uint32_t> number(story.images.size());  // of those that stay
  uint32_t kept = 0;
  for (size_t i = 0; i < number.size(); ++i) number[i] = is_mute(story.images[i]) ? kept : kept++;
  if (kept == number.size()) return;
  std::erase_if(media, [&](const PlacedMedia& placed) {
    return placed.node.kind == BodyNode::Kind::kImage && is_mute(story.images[placed.node.ref]);
  });
  for (PlacedMedia& placed : media)
    if (placed.node.kind == BodyNode::Kind::kImage) placed.node.ref = number[placed.node.ref];
  std::erase_if(story.images, is_mute);
}

void name_lead_image(Reading& reading, const std::vector<PlacedMedia>& media) {
  if (!reading.has_body()) return;
  const uint32_t text_begin = reading.places[reading.first_body];
  for (const PlacedMedia& placed : media) {
    if (placed.place >= text_begin) return;
    if (placed.node.kind != BodyNode::Kind::kImage) continue;
    reading.story.images[placed.node.ref].role = "lead";
    return;
  }
}

}  // namespace copydesk
