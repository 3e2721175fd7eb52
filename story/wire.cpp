// wire.cpp: a story whose text stands -> the dateline of its first paragraphs, and the agency that
// its dateline, its last lines or the owner of its text name. Not here: agencies in bylines
// (fields_bylines.cpp, dump_byline.cpp), and what a page declares.
#include "story/wire.h"

#include <algorithm>

#include "base/base.h"
#include "story/fields_inner.h"
#include "story/letters.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// The agency of a line that names a house or a writer by initials beside it: "HRW/Bloomberg",
// "abk/AFP"; empty: none.
std::string agency_beside_initials(std::string_view line) {
  constexpr size_t kMostInitials = 4;  // letters
  const size_t stroke = line.find('/');
  if (stroke < 2 || stroke > kMostInitials) return {};
  const bool are_initials = std::ranges::all_of(line.substr(0, stroke), is_lower) ||
                            std::ranges::all_of(line.substr(0, stroke), is_upper);
  return are_initials ? agency_credit(line.substr(stroke + 1)) : std::string();
}

// The agency of a line that opens with "By" and names the house beside it: "Door: Nieuws/ANP".
std::string agency_beside_house(std::string_view line) {
  constexpr size_t kLongestLine = 50;
  size_t lead = 0;
  const size_t stroke = line.rfind('/');
  if (line.size() > kLongestLine || stroke == line.npos || !opens_byline(line, lead)) return {};
  const std::string_view agency = trim_space(line.substr(stroke + 1));
  return is_agency(agency) ? std::string(agency) : std::string();
}

/// The dateline of the first paragraphs: it may be one of its own, or stand in a later one where it
/// names an agency. It views the story and `head`, the paragraphs put together.
DatelinePrefix first_dateline(const Story& story, std::string& head) {
  constexpr size_t kShortParagraph = 80, kMostBefore = 400;  // bytes
  for (const BodyNode& node : story.body) {
    if (node.kind != BodyNode::Kind::kParagraph) continue;
    if (!head.empty()) head += ' ';
    head += node.text;
    if (head.size() >= kShortParagraph) break;
  }
  if (const DatelinePrefix prefix = find_dateline(head, story.publisher); !prefix.is_absent())
    return prefix;
  if (story.page_type == "article")
    if (const DatelinePrefix local = find_local_dateline(head); !local.is_absent()) return local;
  size_t before = 0;
  for (const BodyNode& node : story.body) {
    if (node.kind != BodyNode::Kind::kParagraph) continue;
    const DatelinePrefix prefix = find_dateline(node.text, story.publisher);
    if (!prefix.place.empty() && !prefix.agency.empty()) return prefix;
    if ((before += node.text.size()) > kMostBefore) break;
  }
  return {};
}

}  // namespace

void read_dateline(Story& story) {
  std::string head;
  const DatelinePrefix prefix = first_dateline(story, head);
  if (prefix.is_absent()) return;  // the byline may have given one
  story.dateline = {std::string(prefix.place), std::string(prefix.agency),
                    std::string(prefix.date)};
}

std::string dateline_agency(std::string_view source) {
  if (const size_t via = source.find(" via "); via != std::string_view::npos)
    source = source.substr(via + 5);
  return agency_credit(source);
}

std::string closing_agency(const BlockList& list) {
  uint32_t last = 0;
  for (uint32_t i = 0; i < list.blocks.size(); ++i)
    if (list.blocks[i].role == Role::kBody) last = i;
  for (uint32_t i = last > 2 ? last - 2 : 0; i < list.blocks.size() && i < last + 4; ++i) {
    const Block& block = list.blocks[i];
    if (!is_shown(block)) continue;
    if (block.text.size() < 80)
      for (std::string agency : {agency_credit(block.text), agency_beside_initials(block.text),
                                 agency_beside_house(block.text)})
        if (!agency.empty()) return agency;
    // "... sagte sie. (dpa)"
    if (!block.text.ends_with(')')) continue;
    const size_t open = block.text.rfind('(');
    if (open == std::string_view::npos || block.text.size() - open > 40) continue;
    if (std::string agency = agency_credit(block.text.substr(open)); !agency.empty()) return agency;
  }
  return {};
}

std::string owning_agency(const BlockList& list) {
  constexpr uint32_t kMostBelow = 4;  // blocks
  uint32_t last = 0;
  for (uint32_t i = 0; i < list.blocks.size(); ++i)
    if (list.blocks[i].role == Role::kBody || list.blocks[i].role == Role::kCorrection) last = i;
  for (uint32_t i = last; i < list.blocks.size() && i < last + kMostBelow; ++i)
    if (std::string owner = copyright_holder(list.blocks[i].text); is_agency(owner)) return owner;
  return {};
}

}  // namespace copydesk
