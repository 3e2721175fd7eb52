// captions_inner.h: what the files about captions and pictures.cpp share. Part of story/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "story/pictures.h"
#include "story/reading.h"

namespace copydesk {

// Texts beside a picture that are longer are paragraphs. Longest caption on the development pages:
// 610 bytes.
inline constexpr uint32_t kMaxCaptionLetters = 900;
// A lone text beside a picture for which only the box around both speaks.
inline constexpr uint32_t kMaxBoxLetters = 300;
// Words that a caption has at least where only its shape speaks for it.
inline constexpr uint32_t kFewestWords = 4;

/// The texts in an element that belongs to a picture, as they stand there.
struct Parts {
  std::string caption, credit, title;
};

/// Text of a caption element, credits and heads apart, interface words left out.
/// Cost: linear in the element.
Parts read_parts(const Reading& reading, NodeId element);

/// The texts of an empty element right behind a picture: "data-c-caption", "data-c-credit". On the
/// picture itself such names ("data-image-caption") hold what only its light box shows: of 8
/// labelled pages with one, three captions became better and four worse.
Parts texts_behind(const Document& document, NodeId image);

/// Whether an element that hints at a credit holds the caption as well ("caption-credit-wrapper").
bool holds_caption(const Reading& reading, NodeId element);

/// Settles what is caption and what is credit; a caption that is only a head keeps it as its text,
/// and an element that calls itself a credit may hold both.
void settle(Parts parts, Picture& picture);

/// Whether a caption is a link as a whole, as the headline of a teaser is. The link around a
/// picture and its caption is none that leads to the picture, or that stands in the picture's
/// figure and leads to a page of pictures.
bool is_teaser_caption(const Reading& reading, NodeId element, const Picture& picture);

/// The caption element below `holder`: a figcaption first, else the first element that hints at a
/// caption.
NodeId find_caption_element(const Reading& reading, NodeId holder, NodeId picture);

/// Credit elements below `holder` outside the caption element ("Getty Images" over the picture).
void read_outer_credit(const Reading& reading, NodeId holder, Picture& picture);

/// Whether a text and the picture's alt begin alike.
bool repeats_alt(const Picture& picture, std::string_view text);

/// The next sibling that holds the begin of a block, found without a look at those between: a
/// thousand pictures in a row have the same ones behind them. kNoNode: none.
NodeId next_with_block(const Reading& reading, NodeId node);

/// Whether an element holds a caption and a credit that says so, and no other text and picture.
bool holds_credited_caption(const Reading& reading, NodeId element, NodeId picture);

/// A slide's texts beside its picture, where none says what it is: a head, the caption, a credit.
bool read_slide(const Reading& reading, NodeId holder, Picture& picture);

/// Texts right behind what holds only the picture: elements that hint at caption or credit, or a
/// text that repeats the alt.
void read_siblings(const Reading& reading, Picture& picture);

/// Two texts right behind what holds the picture and no text: a caption and its credit, or a credit
/// and a caption that repeats the alt.
void read_pair_behind(const Reading& reading, const std::vector<NodeId>& holders, Picture& picture);

}  // namespace copydesk
