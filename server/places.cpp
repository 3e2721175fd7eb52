// places.cpp: a story and its provenance -> the passages it kept, named as the article names them,
// with the rule that kept each.
#include "server/places.h"

#include <algorithm>
#include <array>

#include "blocks/blocks.h"
#include "html/html.h"

namespace copydesk {
namespace {

struct FieldKind {
  std::string_view field;
  std::string_view tint;
  std::string_view what;
};

// Other fields (addresses, tags, access) are shown by their own names.
constexpr std::array<FieldKind, 14> kFieldKinds = {{{"title", "headline", "Headline"},
                                                    {"dek", "headline", "Standfirst"},
                                                    {"section", "headline", "Section"},
                                                    {"authors", "credits", "Author"},
                                                    {"agency", "credits", "Agency"},
                                                    {"publisher", "credits", "Publisher"},
                                                    {"published", "credits", "Time of publication"},
                                                    {"modified", "credits", "Time of change"},
                                                    {"dateline", "credits", "Dateline"},
                                                    {"images", "picture", "Picture"},
                                                    {"galleries", "picture", "Gallery"},
                                                    {"videos", "picture", "Video"},
                                                    {"highlights", "aside", "Key point"},
                                                    {"corrections", "aside", "Correction"}}};

std::string_view rule_of(Origin origin) {
  switch (origin) {
    case Origin::kNone:
      return "no rule noted";
    case Origin::kJsonLd:
      return "declared in the page's JSON-LD";
    case Origin::kMeta:
      return "declared in the page's head";
    case Origin::kVisible:
      return "seen on the page";
    case Origin::kUrl:
      return "read from the address";
    case Origin::kModel:
      return "chosen by the model";
    case Origin::kText:
      return "read from the text";
  }
  return {};
}

Place field_place(const FieldOrigin& origin) {
  Place place{origin.field, "aside", origin.field, std::string(rule_of(origin.from)),
              origin.ranges};
  const std::string_view base =
      std::string_view(origin.field).substr(0, origin.field.find_first_of("[."));
  for (const FieldKind& kind : kFieldKinds) {
    if (kind.field != base) continue;
    place.tint = kind.tint;
    place.what = kind.what;
  }
  if (origin.field.ends_with(".caption")) place.what += ", caption";
  if (origin.field.ends_with(".credit")) place.what += ", credit";
  return place;
}

// The parts of the text as text_of() puts them together.
class TextParts {
 public:
  void add(std::string_view part, std::string_view what, std::string_view gap) {
    if (part.empty()) return;
    if (at_ > 0) at_ += gap.size();
    places.push_back({"t" + std::to_string(at_), "text", std::string(what), "", {}});
    begins.push_back(at_);
    at_ += part.size();
  }
  void add_node(const BodyNode& node);

  std::vector<Place> places;
  std::vector<size_t> begins;

 private:
  size_t at_ = 0;
};

void TextParts::add_node(const BodyNode& node) {
  using Kind = BodyNode::Kind;
  constexpr std::string_view kNodeGap = "\n\n";
  std::string_view gap = kNodeGap;
  switch (node.kind) {
    case Kind::kHeading:
      return add(node.text, "Heading", kNodeGap);
    case Kind::kParagraph:
      return add(node.text, "Paragraph", kNodeGap);
    case Kind::kQuote:
      return add(node.text, "Quote", kNodeGap);
    case Kind::kCode:
      return add(node.text, "Code", kNodeGap);
    case Kind::kEntry:
      add(node.headline, "Entry, headline", kNodeGap);
      return add(node.text, "Entry", kNodeGap);
    case Kind::kList:
      for (const ListItem& item : node.items) {
        add(item.text, "List item", gap);
        if (!item.text.empty()) gap = "\n";
      }
      return;
    case Kind::kTable:
      for (const auto& row : node.rows) {
        for (const TableCell& cell : row) {
          add(cell.text, "Table cell", gap);
          if (!cell.text.empty()) gap = "\t";
        }
        if (gap == "\t") gap = "\n";
      }
      return;
    case Kind::kImage:
    case Kind::kVideo:
    case Kind::kGallery:
    case Kind::kEmbed:
      return;
  }
}

std::vector<Block> scored_blocks(const StoredPage& page) {
  if (page.form != "html") {
    BlockList list = cut_lines(page.text);
    choose_blocks(list, nullptr);
    return std::move(list.blocks);
  }
  const Document document = parse_html(page.text);
  BlockList list = cut_blocks(document);
  choose_blocks(list, &document);
  return std::move(list.blocks);
}

}  // namespace

std::vector<Place> places_of(const Story& story, const Provenance& provenance) {
  TextParts parts;
  for (const BodyNode& node : story.body) parts.add_node(node);
  for (const TextSpan& span : provenance.text) {
    if (span.page.is_empty()) continue;
    const auto after = std::upper_bound(parts.begins.begin(), parts.begins.end(), span.text_begin);
    if (after == parts.begins.begin()) continue;
    std::vector<ByteRange>& ranges = parts.places[after - parts.begins.begin() - 1].ranges;
    if (!ranges.empty() && ranges.back().end == span.page.begin) {
      ranges.back().end = span.page.end;
    } else {
      ranges.push_back(span.page);
    }
  }
  for (Place& place : parts.places)
    place.rule = place.ranges.empty() ? "declared, not shown on the page" : "chosen by the model";
  for (const FieldOrigin& origin : provenance.fields) parts.places.push_back(field_place(origin));
  return std::move(parts.places);
}

void add_probabilities(std::vector<Place>& places, const StoredPage& page) {
  std::vector<Block> blocks = scored_blocks(page);
  std::erase_if(blocks, [](const Block& block) { return block.page.is_empty(); });
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const Block& a, const Block& b) { return a.page.begin < b.page.begin; });
  for (Place& place : places) {
    if (place.tint != "text" || place.ranges.empty()) continue;
    const uint32_t begin = place.ranges.front().begin;
    auto block = std::upper_bound(
        blocks.begin(), blocks.end(), begin,
        [](uint32_t at, const Block& candidate) { return at < candidate.page.begin; });
    if (block == blocks.begin() || (--block)->page.end <= begin) continue;
    const int percent = static_cast<int>(block->story_probability * 100 + 0.5F);
    place.rule = "chosen by the model, " + std::to_string(percent) + " % sure";
  }
}

}  // namespace copydesk
