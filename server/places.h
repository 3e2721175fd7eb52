// places.h: the passages of a page that a story kept, each with the rule that kept it. For server/
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/corpus.h"
#include "record/record.h"

namespace copydesk {

/// A field, or a part of the text, and where it stands in the page.
struct Place {
  std::string name;               // as ArticleOptions::has_places writes it: "title", "t120"
  std::string_view tint;          // headline, credits, text, picture, aside
  std::string what;               // for people: "Headline", "Paragraph"
  std::string rule;               // "seen on the page", "chosen by the model, 97 %"
  std::vector<ByteRange> ranges;  // rising
};

/// Every part of the text in its order, then the other fields in theirs. Cost: linear.
std::vector<Place> places_of(const Story& story, const Provenance& provenance);

/// Says in the rules of the text's parts how sure the model was. Reads the page again. Cost: that
/// of extracting the page.
void add_probabilities(std::vector<Place>& places, const StoredPage& page);

/// The saved page as HTML: its elements and its own style, every kept passage in a <mark>; no
/// script, no handler, no address to elsewhere. The policy it is served with forbids the same once
/// more. Cost: linear in the page.
std::string marked_page(const StoredPage& page, const std::vector<Place>& places);

}  // namespace copydesk
