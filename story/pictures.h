// pictures.h: the pictures of a page with caption and credit apart. Part of story/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "record/record.h"
#include "story/reading.h"

namespace copydesk {

/// A picture that may belong to the story, and the texts that belong to it.
struct Picture {
  NodeId node = kNoNode;  // <img>, <amp-img>, or the element that carries the picture's attributes
  NodeId holder = kNoNode;  // smallest element that holds the picture and its texts
  Image image;
  std::string title;                  // a head of its own inside the caption, as slides have
  std::vector<NodeId> text_elements;  // elements that hold caption and credit
  NodeId caption_element = kNoNode;
  bool leads_away = false;          // linked to another page than the picture itself
  bool is_beside_headline = false;  // its holder holds the headline, and no other picture
  bool is_video = false;            // a figure without a picture, with a player
};

/// All pictures of a page in document order but icons, pixels, portraits of authors and the like.
/// Copies inside <noscript> only lend their address. Cost: linear. Threads: safe.
std::vector<Picture> find_pictures(const Reading& reading);

/// The width in pixels that a picture declares; 0: none, or a share of the page.
double declared_width(const Document& document, NodeId picture);

/// The width in pixels that the style of an element asks for, or at most asks for; 0: none.
double styled_width(const Document& document, NodeId element);

/// The caption of a figure: its last child that is a <figcaption>, of the last few; kNoNode: none.
NodeId figcaption_of(const Document& document, NodeId figure);

/// Whether pictures, players or figures other than `but` stand below an element; copies in
/// <noscript> are none.
bool holds_media(const Reading& reading, NodeId element, NodeId but = kNoNode);

/// The first <img> below an element; kNoNode: none.
NodeId image_below(const Document& document, NodeId element);

/// The best address of an image element: the largest of srcset, then lazy attributes, then src;
/// empty: none.
std::string picture_address(const Document& document, NodeId element, std::string_view base);

/// An address without scheme and host, from its path on: a host says nothing of a picture.
std::string_view behind_host(std::string_view address);

/// Whether an address is that of a picture's file by its ending.
bool is_picture_address(std::string_view address);

/// The file of an address, and the same without what tells its size and kind: "quay-300x200.jpg"
/// gives "quay".
std::string_view picture_file(std::string_view address);
std::string_view picture_stem(std::string_view address);

/// Whether an address is that of a drawing by its ending: what buttons and ornaments are.
bool is_drawing(std::string_view address);

/// Caption and credit of a picture from the markup around it; fills image, title and text_elements.
/// `count_in` tells how many pictures stand below an element.
struct PictureCounter {
  std::vector<uint32_t> before;  // pictures before each place
  uint32_t operator()(const Markup& markup, NodeId element) const {
    return before[markup.end[element]] - before[markup.place[element]];
  }
};
void read_caption(const Reading& reading, const PictureCounter& count_in, Picture& picture);

/// Where most boxes of a row hold a picture with a caption, the one short text in another box is
/// the caption of its picture. Cost: linear.
void read_captions_alike(const Reading& reading, std::vector<Picture>& pictures);

}  // namespace copydesk
