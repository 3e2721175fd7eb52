// videos.cpp: <video>, players in frames, declared videos and embedded posts (read_videos of
// media.h). Method: own; a frame is a video when its address or the words around it speak of a
// player, else an embed. Frames that cannot be seen, and those outside the story, are left out.
#include <algorithm>
#include <unordered_set>

#include "story/captions_inner.h"
#include "story/media.h"
#include "text/text.h"

namespace copydesk {
namespace {

bool speaks_of_video(std::string_view address) {
  if (address.find("/maps/") != address.npos) return false;  // "/maps/embed"
  for (const std::string_view word : {"/embed", "player", "video", "watch"})
    if (find_ignoring_case(address, word) != std::string_view::npos) return true;
  return false;
}

bool is_unseen_frame(const Document& document, NodeId id) {
  for (const AttributeName name : {AttributeName::kWidth, AttributeName::kHeight}) {
    const std::string_view value = trim_space(document.attribute(id, name));
    if (value == "0" || value == "1" || value == "0px" || value == "1px") return true;
  }
  const std::string_view style = document.attribute(id, AttributeName::kStyle);
  return document.has_attribute(id, AttributeName::kHidden) ||
         find_ignoring_case(style, "display:none") != std::string_view::npos ||
         find_ignoring_case(style, "display: none") != std::string_view::npos;
}

/// The address of a <video>: its own, else the first <source>.
std::string video_address(const Document& document, NodeId id, std::string_view base) {
  std::string_view src = document.attribute(id, AttributeName::kSrc);
  for (NodeId child = document.node(id).first_child; src.empty() && child != kNoNode;
       child = document.node(child).next)
    if (document.node(child).tag == Tag::kSource)
      src = document.attribute(child, AttributeName::kSrc);
  return src.empty() ? std::string() : resolve_address(base, src);
}

std::string frame_address(const Document& document, NodeId id, std::string_view base) {
  for (const std::string_view name : {"src", "data-src", "data-lazy-src", "data-url"}) {
    const std::string_view value = attribute_named(document, id, name);
    if (value.empty()) continue;
    std::string address = resolve_address(base, value);
    if (!address.empty()) return address;
  }
  return {};
}

/// The address of an embedded post: of its last link.
std::string post_address(const Reading& reading, NodeId element) {
  std::string address;
  const Document& document = reading.document;
  for (NodeId id = next_in_order(document, element, element); id != kNoNode;
       id = next_in_order(document, id, element))
    if (document.node(id).tag == Tag::kA && document.has_attribute(id, AttributeName::kHref))
      address = resolve_address(reading.base, document.attribute(id, AttributeName::kHref));
  return address;
}

class VideoReader {
 public:
  explicit VideoReader(Reading& reading) : reading_(reading), document_(reading.document) {}

  std::vector<PlacedMedia> read() {
    if (!reading_.has_body() || reading_.container == kNoNode) return {};
    const uint32_t begin =
        std::min(reading_.place(reading_.container), reading_.places[reading_.first_body]);
    const uint32_t end = reading_.markup.end[reading_.container];
    uint32_t noscript_end = 0;
    for (const NodeId id : reading_.markup.media) {
      const uint32_t place = reading_.place(id);
      if (place < begin || place >= end) continue;
      const Node& node = document_.node(id);
      if (node.tag == Tag::kNoscript) noscript_end = reading_.markup.end[id];
      if (place < noscript_end || is_behind_text(id)) continue;
      if (node.tag == Tag::kVideo || node.tag == Tag::kAmpVideo)
        add_video(id, video_address(document_, id, reading_.media_base()));
      else if (node.tag == Tag::kIframe || node.tag == Tag::kAmpIframe)
        add_frame(id);
      else if (node.tag == Tag::kBlockquote && (reading_.markup.hints[id] & kHintPost))
        add_post(id);
    }
    add_declared();
    return std::move(placed_);
  }

 private:
  /// Whether a player stands behind the story: one in a figure with a caption may close it, as a
  /// picture may.
  bool is_behind_text(NodeId id) const {
    const uint32_t place = reading_.place(id);
    if (place <= reading_.places[reading_.last_body]) return false;
    return !closes_text(reading_, place) || caption_element(id) == kNoNode;
  }

  /// The caption of the figure around a player; kNoNode: none.
  NodeId caption_element(NodeId id) const {
    constexpr int kLevels = 4;
    const NodeId figure = ancestor_with(document_, id, Tag::kFigure, kLevels);
    return figure == kNoNode ? kNoNode : figcaption_of(document_, figure);
  }

  /// Whether a frame is what a captioned figure shows that is named after a player.
  bool is_player_figure(NodeId id) const {
    constexpr int kLevels = 4;
    const NodeId figure = ancestor_with(document_, id, Tag::kFigure, kLevels);
    return figure != kNoNode && (reading_.markup.hints[figure] & kHintVideo) &&
           figcaption_of(document_, figure) != kNoNode;
  }

  void add_frame(NodeId id) {
    if (is_unseen_frame(document_, id) ||
        is_under_hint(reading_, id, kHintAd | kHintComments | kHintShare, 6))
      return;
    std::string address = frame_address(document_, id, reading_.media_base());
    if (address.empty()) return;
    if (speaks_of_video(address) || is_under_hint(reading_, id, kHintVideo, 3) ||
        is_player_figure(id))
      add_video(id, std::move(address));
    else
      add_embed(id, std::move(address));
  }

  void add_video(NodeId id, std::string address) {
    Video video;
    video.url = std::move(address);
    video.title = collapse_space(document_.attribute(id, AttributeName::kTitle));
    const std::string_view poster = document_.attribute(id, AttributeName::kPoster);
    if (!poster.empty()) video.poster = resolve_address(reading_.media_base(), poster);
    if (video.url.empty() && video.poster.empty()) return;
    const NodeId caption = caption_element(id);
    const bool has_caption = caption != kNoNode && caption != last_caption_;
    // Players with captions of their own may share the address of the page that plays them.
    if (!known_.insert(video.url.empty() ? video.poster : video.url).second &&
        !(has_caption && is_player_figure(id)))
      return;
    if (has_caption) video.caption = read_parts(reading_, last_caption_ = caption).caption;
    place(id, BodyNode::Kind::kVideo).ref = static_cast<uint32_t>(reading_.story.videos.size());
    reading_.story.videos.push_back(std::move(video));
  }

  void add_embed(NodeId id, std::string address) {
    if (address.empty()) return;  // nothing is left of it that a reader could go to
    if (known_.insert(address).second) place(id, BodyNode::Kind::kEmbed).url = std::move(address);
  }

  /// The words of an embedded post are its author's, not the story's.
  void add_post(NodeId id) {
    const BlockRange range = blocks_below(reading_, id);
    for (uint32_t i = range.begin; i < range.end; ++i)
      if (reading_.list.blocks[i].role == Role::kBody)
        reading_.list.blocks[i].role = Role::kBoilerplate;
    add_embed(id, post_address(reading_, id));
  }

  std::string resolved(std::string_view address) const {
    return address.empty() ? std::string() : resolve_address(reading_.base, address);
  }

  /// Videos that the page declares and does not show as an element: no place in the body.
  void add_declared() {
    for (const ClaimedVideo& claimed : reading_.claims.videos) {
      const std::string& address = claimed.url.empty() ? claimed.embed_url : claimed.url;
      Video video{resolved(address), claimed.title, claimed.caption, resolved(claimed.poster)};
      if (video.url.empty() || known_.contains(video.url) ||
          known_.contains(resolved(claimed.embed_url)))
        continue;
      known_.insert(video.url);
      reading_.story.videos.push_back(std::move(video));
    }
  }

  BodyNode& place(NodeId id, BodyNode::Kind kind) {
    PlacedMedia media{reading_.place(id), {}};
    media.node.kind = kind;
    placed_.push_back(std::move(media));
    return placed_.back().node;
  }

  Reading& reading_;
  const Document& document_;
  std::vector<PlacedMedia> placed_;
  NodeId last_caption_ = kNoNode;  // of several players in a figure the first has it
  std::unordered_set<std::string> known_;
};

}  // namespace

std::vector<PlacedMedia> read_videos(Reading& reading) {
  std::vector<PlacedMedia> placed = VideoReader(reading).read();
  find_story(reading);
  return placed;
}

}  // namespace copydesk
