// tags.cpp: tables of tags, and small counts that cutting needs.
#include "blocks/tags.h"

#include <algorithm>
#include <array>

#include "blocks/text_stats.h"

namespace copydesk {
namespace {

constexpr Tag kBlockTags[] = {
    Tag::kAddress,  Tag::kArticle,   Tag::kAside,      Tag::kAudio,  Tag::kBlockquote,
    Tag::kBody,     Tag::kButton,    Tag::kCaption,    Tag::kCenter, Tag::kDd,
    Tag::kDetails,  Tag::kDialog,    Tag::kDir,        Tag::kDiv,    Tag::kDl,
    Tag::kDt,       Tag::kFieldset,  Tag::kFigcaption, Tag::kFigure, Tag::kFooter,
    Tag::kForm,     Tag::kFrame,     Tag::kFrameset,   Tag::kH1,     Tag::kH2,
    Tag::kH3,       Tag::kH4,        Tag::kH5,         Tag::kH6,     Tag::kHeader,
    Tag::kHgroup,   Tag::kHr,        Tag::kHtml,       Tag::kIframe, Tag::kLabel,
    Tag::kLegend,   Tag::kLi,        Tag::kListing,    Tag::kMain,   Tag::kMenu,
    Tag::kNav,      Tag::kOl,        Tag::kOptgroup,   Tag::kOption, Tag::kP,
    Tag::kPicture,  Tag::kPlaintext, Tag::kPre,        Tag::kSearch, Tag::kSection,
    Tag::kSelect,   Tag::kSummary,   Tag::kTable,      Tag::kTbody,  Tag::kTd,
    Tag::kTemplate, Tag::kTextarea,  Tag::kTfoot,      Tag::kTh,     Tag::kThead,
    Tag::kTr,       Tag::kUl,        Tag::kVideo,      Tag::kXmp,
};

constexpr auto kIsBlock = [] {
  std::array<bool, kKnownTagCount> table{};
  for (const Tag tag : kBlockTags) table[static_cast<size_t>(tag)] = true;
  return table;
}();

}  // namespace

bool is_block_element(const Document& document, NodeId element) {
  const Node& node = document.node(element);
  if (node.space != Namespace::kHtml) return false;
  if (node.tag != Tag::kUnknown && node.tag < Tag::kFirstOwn)
    return kIsBlock[static_cast<size_t>(node.tag)];
  return document.tag_name(element).find('-') != std::string_view::npos;
}

bool has_no_story_text(const Node& element) {
  if (element.space == Namespace::kSvg) return true;
  switch (element.tag) {
    case Tag::kAudio:
    case Tag::kCanvas:
    case Tag::kDatalist:
    case Tag::kHead:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kObject:
    case Tag::kOption:
    case Tag::kOptgroup:
    case Tag::kScript:
    case Tag::kSelect:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTextarea:
    case Tag::kTitle:
    case Tag::kVideo:
      return true;
    default:
      return false;
  }
}

void count_letters(Block& block) {
  const text_scan::Counts counts = letters_and_words(block.text);
  block.letter_count += counts.letters;
  block.word_count += counts.words;
}

void append_part_of(const TextSpan& piece, const FoldedRun& run, std::vector<TextSpan>& out) {
  const size_t begin = std::max<size_t>(piece.text_begin, run.from);
  const size_t end = std::min<size_t>(piece.text_end, run.from + run.length);
  if (begin >= end) return;
  const bool is_same = piece.text_end - piece.text_begin == piece.page.end - piece.page.begin;
  const auto skipped = static_cast<uint32_t>(begin - piece.text_begin);
  const size_t text_begin = run.to + begin - run.from;
  const size_t text_end = std::min(run.to + end - run.from, run.to + run.to_length);
  if (text_begin >= text_end) return;
  TextSpan span{static_cast<uint32_t>(text_begin), static_cast<uint32_t>(text_end), piece.page};
  if (is_same)
    span.page = {piece.page.begin + skipped,
                 piece.page.begin + skipped + static_cast<uint32_t>(end - begin)};
  out.push_back(span);
}

}  // namespace copydesk
