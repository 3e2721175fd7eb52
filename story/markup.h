// markup.h: what the markup around a text says: where a node stands in document order, and which of
// the words of its class, id and itemprop speak of captions, galleries, teasers and the like. Part
// of story/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.h"

namespace copydesk {

/// What the words of an element's class, id, itemprop or role hint at; a set of bits.
enum Hint : uint32_t {
  kHintCaption = 1u << 0,
  kHintCredit = 1u << 1,
  kHintGallery = 1u << 2,
  kHintSlide = 1u << 3,
  kHintTeaser = 1u << 4,      // related, recommended, read more, trending
  kHintHighlights = 1u << 5,  // key points
  kHintShare = 1u << 6,
  kHintAd = 1u << 7,
  kHintComments = 1u << 8,
  kHintPerson = 1u << 9,  // author box, avatar
  kHintVideo = 1u << 10,
  kHintIcon = 1u << 11,     // icon, logo, pixel, emoji
  kHintGate = 1u << 12,     // paywall, regwall
  kHintPromo = 1u << 13,    // newsletter, subscribe
  kHintPicture = 1u << 14,  // image, photo, media
  kHintHead = 1u << 15,     // title, headline
  kHintUnseen = 1u << 16,   // visually hidden, screen reader only
  kHintEntry = 1u << 17,    // live blog entry
  kHintQuote = 1u << 18,    // pull quote
  kHintPost = 1u << 19,     // an embedded post of a social network
  kHintCorrection = 1u << 20,
  kHintStandfirst = 1u << 21,
  kHintBox = 1u << 22,  // fact box, info box
  kHintConsent = 1u << 23,
  kHintSignature = 1u << 24,  // what a member of a forum puts below every post
  kHintControl = 1u << 25,    // a counter of slides, what shows and hides a caption
  kHintMember = 1u << 26,     // who posts on a forum; member_signs.h says it exactly
  kHintCopy = 1u << 27,       // a slide over again, for a carousel that goes round
};

/// Order and hints of all nodes of a document, by NodeId. Lifetime: views nothing.
struct Markup {
  std::vector<NodeId> in_order;  // place -> node
  std::vector<uint32_t> place;   // node -> its number in document order
  std::vector<uint32_t> end;     // node -> the place behind its last descendant
  std::vector<uint32_t> hints;   // node -> Hint bits, 0 for text
  std::vector<NodeId> media;     // what may carry pictures and videos, and <noscript>, in order
  std::vector<NodeId> comments;  // what has kHintComments, in order
  std::vector<NodeId> fields;    // <input>, in order
  bool contains(NodeId outer, NodeId inner) const {
    return place[inner] >= place[outer] && place[inner] < end[outer];
  }
};

/// Cost: linear in the document. Threads: safe.
Markup read_markup(const Document& document);

/// Whether one of the words of a class or id value, parted by marks and humps, stands in a table of
/// lower-case words. Looks at the first 300 bytes.
bool has_word(std::string_view value, std::span<const std::string_view> words);

/// The value of an attribute by its name; an empty view when there is none. For names without an
/// AttributeName.
std::string_view attribute_named(const Document& document, NodeId element, std::string_view name);

/// How many nodes are looked at for a text of so many bytes. Elements without text take time too:
/// ten thousand names, each inside the one before, would each look through all below.
constexpr size_t most_nodes_of(size_t most_bytes) {
  constexpr size_t kMoreNodes = 256;
  return most_bytes < SIZE_MAX - kMoreNodes ? most_bytes + kMoreNodes : SIZE_MAX;
}

/// The text below a node, white space folded, a space between blocks; scripts, styles and
/// <noscript> left out. Reading ends behind `most_bytes` or `most_nodes_of` them.
std::string text_below(const Document& document, NodeId node, size_t most_bytes = SIZE_MAX);

/// The nearest element at or above `node` with that tag, at most `levels` up; kNoNode: none.
NodeId ancestor_with(const Document& document, NodeId node, Tag tag, int levels = 512);

/// Whether a tag holds no text for readers: script, style, template, form choices.
bool is_silent(Tag tag);

/// Resolves an address against a base by RFC 3986, 5.2. White space at the ends and line breaks
/// inside are dropped; an address without any meaning for readers (javascript:, data:, about:)
/// gives an empty string.
std::string resolve_address(std::string_view base, std::string_view reference);

}  // namespace copydesk
