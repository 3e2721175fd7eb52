// pictures.cpp: Document -> the pictures of a page with their texts (find_pictures of pictures.h).
// Method: own. Left out: icons, pixels, portraits, pictures of navigation and advertising.
// Addresses are chosen in picture_source.cpp, captions in captions.cpp, galleries and roles in
// galleries.cpp and media.cpp.
#include "story/pictures.h"

#include <algorithm>
#include <array>

#include "story/captions_inner.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Pictures declared smaller than this on a side are icons. Chosen by eye on the development pages.
constexpr double kMinPixels = 60;
// How far above a picture the hints of icons and portraits are believed.
constexpr int kIconLevels = 3;
// Pages with more pictures than this are listings; the rest is not read.
constexpr size_t kMaxPictures = 4000;

double pixels_of(std::string_view value) {
  double pixels = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') return c == '%' ? 0 : pixels;
    pixels = pixels * 10 + (c - '0');
  }
  return pixels;
}

double declared_pixels(const Document& document, NodeId id, AttributeName name) {
  return pixels_of(trim_space(document.attribute(id, name)));
}

/// Whether an image names a copy of itself that is as wide as a picture: "pic-600.jpg 600w".
bool has_wide_copy(const Document& document, NodeId id) {
  constexpr double kWide = 300;  // pixels
  double width = 0;
  const std::string_view srcset = document.attribute(id, AttributeName::kSrcset);
  for (size_t at = srcset.find('w'); at != srcset.npos && width < kWide;
       at = srcset.find('w', at + 1)) {
    size_t begin = at;
    while (begin > 0 && srcset[begin - 1] >= '0' && srcset[begin - 1] <= '9') --begin;
    width = begin > 0 && srcset[begin - 1] == ' ' ? pixels_of(srcset.substr(begin, at - begin)) : 0;
  }
  return width >= kWide;
}

/// Whether a style makes a picture a point: what counts visitors. Those without any width are sized
/// by other rules.
bool is_point(std::string_view style) {
  for (size_t at = find_ignoring_case(style, "width:"); at != style.npos;
       at = find_ignoring_case(style, "width:", at + 1)) {
    if (at > 0 && style[at - 1] == '-') continue;  // max-width
    const std::string_view value = trim_space(style.substr(at + 6));
    return value.starts_with("1px");
  }
  return false;
}

bool is_small(const Document& document, NodeId id) {
  const double width = declared_pixels(document, id, AttributeName::kWidth);
  const double height = declared_pixels(document, id, AttributeName::kHeight);
  const std::string_view style = document.attribute(id, AttributeName::kStyle);
  if (!style.empty() && is_point(style)) return true;
  const bool is_declared = (width > 0 && width < kMinPixels) || (height > 0 && height < kMinPixels);
  return is_declared && !has_wide_copy(document, id);
}

constexpr PartFinder kIconParts(
    std::to_array<std::string_view>({"/icon", "-icon", "_icon", "icons/", "/logo", "-logo", "_logo",
                                     "logo.", "avatar", "gravatar", "emoji", "favicon", "/pixel",
                                     "beacon"}),
    PartFinder<14>::Case::kIgnored);

constexpr auto kCertainIcons = std::to_array<std::string_view>({"icon", "avatar", "emoji"});

/// Whether a picture is one whatever its file is called: "tesla-logo.jpg" in a figure that says
/// more about it, or as wide as a column.
bool speaks_for_itself(const Reading& reading, const Picture& picture) {
  constexpr int kLevels = 4;
  constexpr double kWide = 300, kHigh = 150;  // pixels; banners with the site's name are lower
  const Document& document = reading.document;
  if (find_ignoring_case(picture.image.url, ".svg") != std::string_view::npos) return false;
  if (has_wide_copy(document, picture.node)) return true;
  if (declared_pixels(document, picture.node, AttributeName::kWidth) >= kWide &&
      declared_pixels(document, picture.node, AttributeName::kHeight) >= kHigh)
    return true;
  const NodeId figure = ancestor_with(document, picture.node, Tag::kFigure, kLevels);
  return figure != kNoNode && figcaption_of(document, figure) != kNoNode;
}

/// Whether the address says that a picture is an icon, and nothing else that it is none. A wide
/// "avatar" or "icon" is a portrait or an ornament all the same. Counted on all labelled sets: of
/// 17 pages that gain a wide or captioned "logo" one gains the marks of customers.
bool is_named_after_icon(const Reading& reading, const Picture& picture) {
  const std::string_view path = behind_host(picture.image.url);
  if (!kIconParts.is_in(path)) return false;
  const bool is_certain = std::ranges::any_of(kCertainIcons, [&](std::string_view word) {
    return find_ignoring_case(path, word) != path.npos;
  });
  return is_certain || !speaks_for_itself(reading, picture);
}

bool is_outside_story(Tag tag) {
  return tag == Tag::kNav || tag == Tag::kFooter || tag == Tag::kForm || tag == Tag::kAmpAd;
}

/// Whether a button around a picture is a control: the button that opens a picture in full stands
/// in the picture's <figure>, or around it.
bool is_control(const Reading& reading, NodeId button) {
  constexpr int kLevels = 3;
  constexpr ptrdiff_t kMostMedia = 4;
  const Markup& markup = reading.markup;
  if (ancestor_with(reading.document, button, Tag::kFigure, kLevels) != kNoNode) return false;
  const auto first = std::ranges::lower_bound(markup.media, reading.place(button), {},
                                              [&](NodeId id) { return reading.place(id); });
  const auto last = first + std::min(kMostMedia, markup.media.end() - first);
  return std::none_of(first, last, [&](NodeId id) {
    return reading.document.node(id).tag == Tag::kFigure && markup.contains(button, id);
  });
}

bool is_excluded(const Reading& reading, NodeId picture) {
  const Document& document = reading.document;
  int level = 0;
  for (NodeId id = picture; id != kNoNode; id = document.node(id).parent, ++level) {
    // What holds the story as well says nothing about the picture.
    if (reading.container != kNoNode && reading.markup.contains(id, reading.container)) break;
    const uint32_t hints = reading.markup.hints[id];
    const Tag tag = document.node(id).tag;
    if (is_outside_story(tag) || (tag == Tag::kButton && is_control(reading, id))) return true;
    // The "gallery-icon" of weblogs holds a picture of a gallery.
    const bool is_slide = (hints & kHintGallery) && reading.story.page_type == "article";
    if (level <= kIconLevels && (hints & kHintIcon) && !is_slide) return true;
    if (level <= kIconLevels && (hints & kHintPerson) && !(hints & (kHintCaption | kHintPicture)))
      return true;
    if (hints & (kHintAd | kHintComments | kHintCopy)) return true;
  }
  return false;
}

/// Text of an attribute; one that holds markup ("<p>Ann at work</p>") gives the text of the markup.
std::string plain_attribute(std::string_view value) {
  if (value.find('<') == std::string_view::npos) return collapse_space(value);
  const size_t last = value.rfind('>');
  std::string text;
  for (size_t at = 0; at < value.size(); ++at) {
    const char next = at + 1 < value.size() ? value[at + 1] : ' ';
    const bool is_tag = value[at] == '<' && last != value.npos && at < last &&
                        (is_letter(next) || next == '/' || next == '!');
    if (is_tag) at = value.find('>', at);
    text += is_tag ? ' ' : value[at];
  }
  return collapse_space(text);
}

/// Whether a link around the picture leads to another page: not to the picture, not into this page,
/// not to a viewer.
bool leads_away(const Reading& reading, const Picture& picture) {
  const NodeId link = ancestor_with(reading.document, picture.node, Tag::kA, 8);
  if (link == kNoNode) return false;
  const std::string_view href = trim_space(reading.document.attribute(link, AttributeName::kHref));
  if (href.empty() || href.starts_with('#') || href.starts_with("javascript:") ||
      is_picture_address(href))
    return false;
  // The "gallery-icon" of weblogs is linked to a page that shows its picture alone.
  const uint32_t around = reading.markup.hints[reading.document.node(link).parent];
  if (is_under_hint(reading, link, kHintGallery, 1) ||
      ((around & kHintGallery) && (around & kHintIcon)))
    return false;
  const std::string address = resolve_address(reading.base, href);
  return address.substr(0, address.find('#')) != reading.base;
}

/// What carries a picture: <img>, <amp-img>, or an element with the texts of a slide in its
/// attributes.
bool is_picture_element(const Document& document, NodeId id) {
  const Node& node = document.node(id);
  if (node.tag == Tag::kImg || node.tag == Tag::kAmpImg) return true;
  if (node.attribute_count == 0 || is_silent(node.tag)) return false;
  return !document.attribute(id, AttributeName::kDataCaption).empty();
}

/// The element that stands for the picture of a <figure> without <img>: the copy in <noscript>, or
/// where a script was to load it, or it is a background, what shows it. kNoNode: the figure has an
/// <img>, or neither copy nor caption, or holds a table or code.
NodeId figure_picture(const Document& document, NodeId figure, bool& has_player) {
  NodeId stand_in = kNoNode, copy = kNoNode;
  bool has_caption = false, has_address = false, is_copy = false;
  for (NodeId id = next_in_order(document, figure, figure); id != kNoNode;
       id = is_copy ? next_skipping_children(document, id, figure)
                    : next_in_order(document, id, figure)) {
    const Node& node = document.node(id);
    is_copy = node.kind == NodeKind::kElement && node.tag == Tag::kNoscript;
    if (is_copy && copy == kNoNode) copy = image_below(document, id);
    if (is_copy || node.kind != NodeKind::kElement) continue;
    if (is_picture_element(document, id) || node.tag == Tag::kTable || node.tag == Tag::kPre ||
        node.tag == Tag::kBlockquote || node.tag == Tag::kFigure || node.tag == Tag::kUl)
      return kNoNode;
    has_caption |= node.tag == Tag::kFigcaption;
    has_player |= node.tag == Tag::kIframe || node.tag == Tag::kVideo;
    if (has_caption || has_address || node.attribute_count == 0) continue;
    has_address = !document.attribute(id, AttributeName::kDataSrc).empty() ||
                  !document.attribute(id, AttributeName::kDataSrcset).empty() ||
                  find_ignoring_case(document.attribute(id, AttributeName::kStyle), "url(") !=
                      std::string_view::npos;
    if (has_address || stand_in == kNoNode) stand_in = id;
  }
  if (copy != kNoNode) return copy;
  return has_caption ? stand_in : kNoNode;
}

bool may_show_picture(Tag tag) {
  return tag == Tag::kDiv || tag == Tag::kSpan || tag == Tag::kA || tag == Tag::kI;
}

/// Whether an element without <img> is a picture: a file is its background, or a script loads one
/// there, and what holds it and no other picture holds an element that calls itself a caption, or a
/// caption with its credit. On other pages than articles these are tiles.
bool is_captioned_background(const Reading& reading, NodeId element) {
  constexpr int kLevels = 4;
  constexpr uint32_t kMostNodes = 200;
  const Document& document = reading.document;
  if (reading.story.page_type != "article" || !may_show_picture(document.node(element).tag) ||
      picture_address(document, element, reading.media_base()).empty())
    return false;
  NodeId holder = document.node(element).parent;
  for (int level = 0; level < kLevels && holder != kNoNode; ++level) {
    if (reading.markup.end[holder] - reading.place(holder) > kMostNodes ||
        holds_media(reading, holder, element))
      return false;
    if (find_caption_element(reading, holder, element) != kNoNode ||
        holds_credited_caption(reading, holder, element))
      return true;
    holder = document.node(holder).parent;
  }
  return false;
}

/// Collects picture elements; copies inside other picture elements and <noscript> are set aside.
class Collector {
 public:
  explicit Collector(const Reading& reading) : reading_(reading), document_(reading.document) {}

  void collect() {
    for (const NodeId id : reading_.markup.media) {
      const uint32_t place = reading_.place(id);
      const Node& node = document_.node(id);
      if (node.space != Namespace::kHtml) continue;
      if (node.tag == Tag::kNoscript)
        noscript_end_ = std::max(noscript_end_, reading_.markup.end[id]);
      if (node.tag == Tag::kFigure && place >= figure_end_) add_figure(id);
      const bool is_apart = place >= noscript_end_ && place >= picture_end_;
      if (!is_picture_element(document_, id) &&
          !(is_apart && place >= figure_end_ && is_captioned_background(reading_, id)))
        continue;
      if (place < noscript_end_)
        spares_.push_back(id);
      else if (place >= picture_end_)
        add(id);
    }
  }

  std::vector<Picture> take() { return std::move(pictures_); }
  const std::vector<NodeId>& spares() const { return spares_; }

 private:
  void add_figure(NodeId figure) {
    bool has_player = false;
    const NodeId stand_in = figure_picture(document_, figure, has_player);
    const size_t before = pictures_.size();
    if (stand_in != kNoNode) add(stand_in);
    if (pictures_.size() > before) pictures_.back().is_video = has_player;
    figure_end_ = reading_.markup.end[figure];  // figures in figures are looked at once
  }

  void add(NodeId id) {
    if (pictures_.size() >= kMaxPictures) return note_limit();
    if (is_small(document_, id) || is_excluded(reading_, id)) return;
    Picture picture;
    picture.node = id;
    picture.image.url = picture_address(document_, id, reading_.media_base());
    picture.image.alt = plain_attribute(document_.attribute(id, AttributeName::kAlt));
    if (picture.image.alt.empty())
      picture.image.alt = plain_attribute(document_.attribute(id, AttributeName::kDataAlt));
    if (has_double_escapes(picture.image.alt) && !reading_.claims.escapes.talks_about_html())
      picture.image.alt = collapse_space(mend_double_escapes(picture.image.alt));
    if (is_named_after_icon(reading_, picture) || is_sign(picture)) return;
    take_inner(picture);
    picture.leads_away = leads_away(reading_, picture);
    if (document_.node(id).tag != Tag::kImg) picture_end_ = reading_.markup.end[id];
    if (!pictures_.empty() && is_copy(pictures_.back(), picture))
      pictures_.back() = std::move(picture);
    else
      pictures_.push_back(std::move(picture));
  }

  /// The drawing on a button, or on the picture of a figure that it enlarges.
  bool is_sign(const Picture& picture) const {
    constexpr int kLevels = 6;
    constexpr double kWide = 300;  // pixels
    if (!is_drawing(picture.image.url)) return false;
    if (ancestor_with(document_, picture.node, Tag::kButton, kLevels) != kNoNode ||
        ancestor_with(document_, picture.node, Tag::kLabel, kLevels) != kNoNode)
      return true;
    const NodeId figure = ancestor_with(document_, picture.node, Tag::kFigure, kLevels);
    return figure != kNoNode && !pictures_.empty() &&
           reading_.markup.contains(figure, pictures_.back().node) &&
           declared_width(document_, picture.node) < kWide;
  }

  /// A figure's small picture that the real one replaces once it is loaded: the same file, in a
  /// size that a script is asked for behind it. The two would keep each other from their caption.
  bool is_copy(const Picture& before, const Picture& picture) const {
    constexpr int kLevels = 8;
    const std::string_view address = before.image.url, other = picture.image.url;
    const std::string_view file = address.substr(0, address.find('?'));
    if (file.empty() || other.substr(0, other.find('?')) != file || !is_picture_address(file))
      return false;
    const NodeId figure = ancestor_with(document_, before.node, Tag::kFigure, kLevels);
    return figure != kNoNode && reading_.markup.contains(figure, picture.node);
  }

  void note_limit() {
    if (!has_limit_note_)
      reading_.story.notes.push_back(
          {"picture-limit",
           "pictures behind the first " + std::to_string(kMaxPictures) + " were left out"});
    has_limit_note_ = true;
  }

  /// An element that only carries the texts of a picture takes address and alt from the <img> below
  /// it.
  void take_inner(Picture& picture) const {
    if (document_.node(picture.node).tag == Tag::kImg) return;
    for (NodeId id = next_in_order(document_, picture.node, picture.node); id != kNoNode;
         id = next_in_order(document_, id, picture.node)) {
      if (document_.node(id).tag != Tag::kImg) continue;
      if (picture.image.url.empty())
        picture.image.url = picture_address(document_, id, reading_.media_base());
      if (picture.image.alt.empty())
        picture.image.alt = plain_attribute(document_.attribute(id, AttributeName::kAlt));
      return;
    }
  }

  const Reading& reading_;
  const Document& document_;
  std::vector<Picture> pictures_;
  std::vector<NodeId> spares_;
  bool has_limit_note_ = false;
  uint32_t noscript_end_ = 0, picture_end_ = 0, figure_end_ = 0;
};

/// A picture whose own address is a placeholder takes that of its copy in <noscript>.
void lend_addresses(const Reading& reading, const std::vector<NodeId>& spares,
                    std::vector<Picture>& pictures) {
  for (Picture& picture : pictures) {
    if (!picture.image.url.empty()) continue;
    const uint32_t place = reading.place(picture.node);
    const auto near =
        std::ranges::lower_bound(spares, place, {}, [&](NodeId id) { return reading.place(id); });
    const auto lend = [&](NodeId id) {
      if (picture.image.url.empty() && reading.markup.contains(picture.holder, id))
        picture.image.url = picture_address(reading.document, id, reading.media_base());
    };
    if (near != spares.end()) lend(*near);
    if (near != spares.begin()) lend(*std::prev(near));
  }
}

}  // namespace

bool is_picture_address(std::string_view address) {
  static constexpr std::array<std::string_view, 6> kEndings = {".jpg", ".jpeg", ".png",
                                                               ".gif", ".webp", ".avif"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) {
    const size_t at = find_ignoring_case(address, ending);
    if (at == std::string_view::npos) return false;
    const size_t end = at + ending.size();
    return end == address.size() ||
           std::string_view("?#&/:;!_-").find(address[end]) != std::string_view::npos;
  });
}

double declared_width(const Document& document, NodeId picture) {
  return declared_pixels(document, picture, AttributeName::kWidth);
}

double styled_width(const Document& document, NodeId element) {
  const std::string_view style = document.attribute(element, AttributeName::kStyle);
  const size_t at = find_ignoring_case(style, "width:");
  if (at == style.npos ||
      (style.substr(0, at).ends_with('-') && !style.substr(0, at).ends_with("max-")))
    return 0;  // border-width, min-width
  return pixels_of(trim_space(style.substr(at + 6)));
}

NodeId figcaption_of(const Document& document, NodeId figure) {
  NodeId id = document.node(figure).last_child;
  for (int left = 8; id != kNoNode && left > 0; id = document.node(id).previous, --left)
    if (document.node(id).tag == Tag::kFigcaption) return id;
  return kNoNode;
}

bool holds_media(const Reading& reading, NodeId element, NodeId but) {
  const Markup& markup = reading.markup;
  auto media = std::ranges::lower_bound(markup.media, reading.place(element), {},
                                        [&](NodeId id) { return reading.place(id); });
  while (media != markup.media.end() &&
         (*media == but || reading.document.node(*media).tag == Tag::kNoscript))
    ++media;
  return media != markup.media.end() && markup.contains(element, *media);
}

NodeId image_below(const Document& document, NodeId element) {
  for (NodeId id = next_in_order(document, element, element); id != kNoNode;
       id = next_in_order(document, id, element))
    if (document.node(id).kind == NodeKind::kElement && document.node(id).tag == Tag::kImg)
      return id;
  return kNoNode;
}

std::vector<Picture> find_pictures(const Reading& reading) {
  Collector collector(reading);
  collector.collect();
  std::vector<Picture> pictures = collector.take();
  PictureCounter count_in;
  count_in.before.assign(reading.markup.in_order.size() + 1, 0);
  for (const Picture& picture : pictures) count_in.before[reading.place(picture.node) + 1] = 1;
  for (size_t i = 1; i < count_in.before.size(); ++i) count_in.before[i] += count_in.before[i - 1];
  for (Picture& picture : pictures) read_caption(reading, count_in, picture);
  read_captions_alike(reading, pictures);
  lend_addresses(reading, collector.spares(), pictures);
  std::erase_if(pictures,
                [](const Picture& p) { return p.image.url.empty() && p.image.caption.empty(); });
  return pictures;
}

}  // namespace copydesk
