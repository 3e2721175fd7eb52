// picture_source.cpp: which address of an image element to keep (picture_address of pictures.h).
// Method: own; SPEC: HTML, "srcset attributes" for candidates. The widest candidate wins; lazy
// loaders keep addresses in data- attributes, so every attribute whose name speaks of a source is
// asked.
#include <algorithm>
#include <array>

#include "story/pictures.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct PictureSource {
  std::string_view address;
  double width = 0;  // pixels, as declared or guessed
};

// Width that an address without a declared one counts as: less than a good candidate, more than a
// thumbnail.
constexpr double kUnknownWidth = 300;

// The shortest part stands apart: the finder's steps are as long as its shortest.
constexpr PartFinder kPlaceholderParts(
    std::to_array<std::string_view>({"data:", "about:", "blank.", "placeholder", "spacer",
                                     "transparent", "pixel.", "lazyload."}),
    PartFinder<8>::Case::kIgnored);

/// Whether a word of an address is part of a longer name: "spacer-jet.jpg", not "spacer-2.gif".
bool names_a_thing(std::string_view address, std::string_view word) {
  const size_t at = find_ignoring_case(address, word);
  if (at == address.npos) return false;
  size_t end = at + word.size();
  if (end < address.size() && (address[end] == '-' || address[end] == '_')) ++end;
  return end < address.size() && ((address[end] >= 'a' && address[end] <= 'z') ||
                                  (address[end] >= 'A' && address[end] <= 'Z'));
}

/// A host says nothing of its pictures, a script none of the addresses it has as parts.
bool is_placeholder(std::string_view address) {
  const std::string_view path = behind_host(address);
  if (find_ignoring_case(path, "1x1") != path.npos) return true;
  return kPlaceholderParts.is_in(path) && !names_a_thing(path, "spacer");
}

double read_number(std::string_view text) {
  double value = 0, scale = 0;
  for (const char c : text) {
    if (c == '.' && scale == 0)
      scale = 1;
    else if (c < '0' || c > '9')
      break;
    else
      value = value * 10 + (c - '0'), scale *= 10;
  }
  return scale > 1 ? value / scale : value;
}

constexpr bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The widest candidate of a srcset. Addresses may hold commas; a candidate ends at a comma
/// followed by space or after a descriptor.
enum class Placeholders : bool { kTaken, kLeftOut };
PictureSource widest_candidate(std::string_view srcset, Placeholders placeholders) {
  const bool has_spaces_only = srcset.find('\n') == srcset.npos &&
                               srcset.find('\t') == srcset.npos && srcset.find('\r') == srcset.npos;
  PictureSource best;
  size_t at = 0;
  while (at < srcset.size()) {
    while (at < srcset.size() && (is_white(srcset[at]) || srcset[at] == ',')) ++at;
    if (at == srcset.size()) break;
    size_t end = at;
    if (has_spaces_only) end = std::min(srcset.find(' ', at), srcset.size());
    while (end < srcset.size() && !is_white(srcset[end])) ++end;
    std::string_view address = srcset.substr(at, end - at);
    std::string_view descriptor;
    if (address.ends_with(',')) {
      address.remove_suffix(1);
    } else {
      const size_t comma = std::min(srcset.find(',', end), srcset.size());
      descriptor = trim_space(srcset.substr(end, comma - end));
      end = comma;
    }
    at = end;
    double width = read_number(descriptor);
    if (descriptor.ends_with('x')) width *= 2 * kUnknownWidth;
    if (descriptor.empty()) width = kUnknownWidth;
    if (width > best.width && (placeholders == Placeholders::kTaken || !is_placeholder(address)))
      best = {address, width};
  }
  return best;
}

/// The same without placeholders, most often with one look for them: candidates come from the
/// narrowest to the widest.
PictureSource widest_candidate(std::string_view srcset) {
  const PictureSource widest = widest_candidate(srcset, Placeholders::kTaken);
  return is_placeholder(widest.address) ? widest_candidate(srcset, Placeholders::kLeftOut) : widest;
}

/// How wide the picture behind a lazy attribute is, guessed by the attribute's name.
double width_of_name(std::string_view name) {
  if (name.find("orig") != name.npos || name.find("full") != name.npos ||
      name.find("hi") != name.npos)
    return 1400;
  if (name.find("large") != name.npos || name.find("big") != name.npos ||
      name.find("max") != name.npos)
    return 1200;
  if (name.find("mini") != name.npos || name.find("thumb") != name.npos ||
      name.find("small") != name.npos || name.find("blur") != name.npos ||
      name.find("low") != name.npos)
    return 100;
  return kUnknownWidth + 1;
}

bool looks_like_address(std::string_view value) {
  if (value.size() < 5 || value.size() > 4096 || value.find(' ') != value.npos ||
      value.find('{') != value.npos)
    return false;
  return value.find('/') != value.npos || value.find('.') != value.npos;
}

void consider(PictureSource candidate, PictureSource& best) {
  if (!candidate.address.empty() && candidate.width > best.width &&
      !is_placeholder(candidate.address))
    best = candidate;
}

constexpr PartFinder kSourceParts(std::to_array<std::string_view>({"src", "lazy", "original"}));

/// Whether the name of a data- attribute is one under which lazy loaders keep an address.
bool speaks_of_source(std::string_view name) {
  return kSourceParts.is_in(name) || name.ends_with("-image") || name.ends_with("-url") ||
         name.ends_with("-img") || name.ends_with("-full") || name.ends_with("-large");
}

void consider_element(const Document& document, NodeId element, PictureSource& best) {
  for (const Attribute& attribute : document.attributes(element)) {
    const std::string_view name = attribute.name_text;
    if (name.ends_with("srcset")) {
      const PictureSource widest = widest_candidate(attribute.value);
      if (widest.width > best.width) best = widest;
    } else if (name == "src") {
      consider({attribute.value, kUnknownWidth}, best);
    } else if (name.starts_with("data-") && speaks_of_source(name) &&
               looks_like_address(attribute.value)) {
      consider({attribute.value, width_of_name(name)}, best);
    }
  }
}

/// The sources beside an image of a <picture>, up to the images beside it: a flood of both would be
/// looked at as often as it has images.
void consider_sources(const Document& document, NodeId image, PictureSource& best) {
  const auto is_other = [&](NodeId id) {
    return document.node(id).kind == NodeKind::kElement && document.node(id).tag == Tag::kImg;
  };
  NodeId first = image;
  for (NodeId id = document.node(image).previous; id != kNoNode && !is_other(id);
       id = document.node(id).previous)
    first = id;
  for (NodeId id = first; id != kNoNode && (id == image || !is_other(id));
       id = document.node(id).next)
    if (document.node(id).kind == NodeKind::kElement && document.node(id).tag == Tag::kSource)
      consider_element(document, id, best);
}

/// The address in "background-image: url(...)" of a style.
std::string_view background(std::string_view style) {
  const size_t at = find_ignoring_case(style, "url(");
  if (at == std::string_view::npos) return {};
  std::string_view rest = style.substr(at + 4);
  rest = rest.substr(0, rest.find(')'));
  if (!rest.empty() && (rest.front() == '\'' || rest.front() == '"')) rest.remove_prefix(1);
  if (!rest.empty() && (rest.back() == '\'' || rest.back() == '"')) rest.remove_suffix(1);
  return rest;
}

// What sizes of one picture differ in: "small-11", "super-169", "300x200".
bool is_size(std::string_view token) {
  static constexpr auto kSizes = std::to_array<std::string_view>(
      {"small", "medium", "large", "exlarge", "super", "thumb", "thumbnail", "tease", "square",
       "wide", "horizontal", "vertical", "mobile", "tablet", "desktop", "scaled"});
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || c == 'x'; };
  return !token.empty() &&
         (std::ranges::all_of(token, is_digit) || std::ranges::find(kSizes, token) != kSizes.end());
}

// find_first_of() takes a call a byte.
std::string_view without_query(std::string_view address) {
  address = address.substr(0, address.find('?'));
  return address.substr(0, address.find('#'));
}

}  // namespace

std::string_view picture_file(std::string_view address) {
  address = without_query(address);
  return address.substr(address.rfind('/') + 1);
}

bool is_drawing(std::string_view address) { return without_query(address).ends_with(".svg"); }

std::string_view picture_stem(std::string_view address) {
  constexpr size_t kShortest = 8;  // "img-01" and "img-02" are two pictures
  std::string_view stem = picture_file(address);
  stem = stem.substr(0, stem.rfind('.'));
  for (size_t mark = stem.find_last_of("-_"); mark != stem.npos && mark >= kShortest;
       mark = stem.find_last_of("-_")) {
    if (!is_size(stem.substr(mark + 1))) break;
    stem = stem.substr(0, mark);
  }
  return stem;
}

std::string_view behind_host(std::string_view address) {
  size_t mark = address.rfind("://");  // an archive's address holds that of the page
  if (mark != address.npos)
    ++mark;
  else if (address.starts_with("//"))
    mark = 0;
  else
    return address;
  const size_t path = address.find('/', mark + 2);
  return path == address.npos ? std::string_view() : address.substr(path);
}

std::string picture_address(const Document& document, NodeId element, std::string_view base) {
  PictureSource best;
  consider_element(document, element, best);
  const NodeId parent = document.node(element).parent;
  if (parent != kNoNode && document.node(parent).tag == Tag::kPicture)
    consider_sources(document, element, best);
  consider({background(document.attribute(element, AttributeName::kStyle)), kUnknownWidth}, best);
  return best.address.empty() ? std::string() : resolve_address(base, best.address);
}

}  // namespace copydesk
