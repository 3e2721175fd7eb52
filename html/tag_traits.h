// tag_traits.h: what the HTML standard says of each tag, as bits.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "html/names.h"

namespace copydesk {

/// The classes of tags; one bit each.
enum TagTrait : uint16_t {
  kSpecial = 1 << 0,          // SPEC: 13.2.4.2, "special"
  kFormatting = 1 << 1,       // SPEC: 13.2.4.2, "formatting"
  kScopeBarrier = 1 << 2,     // ends the search for an element "in scope"
  kTableBarrier = 1 << 3,     // ends it "in table scope"
  kListItemBarrier = 1 << 4,  // special, but not address, div, p
  kDecidesMode = 1 << 5,      // SPEC: 13.2.4.1, reset the insertion mode appropriately
  kImpliedEnd = 1 << 6,       // SPEC: 13.2.6.3, generate implied end tags
  kThoroughEnd = 1 << 7,      // ... thoroughly
  kTablePart = 1 << 8,        // table, tbody, tfoot, thead, tr: text inside is foster-parented
  kHeading = 1 << 9,
  kBreaksOut = 1 << 10,   // its start tag ends foreign content
  kShadowHost = 1 << 11,  // SPEC: DOM, 4.9, may have a shadow root, as names with a hyphen may
};

namespace tag_traits_detail {

using Table = std::array<uint16_t, kKnownTagCount>;

constexpr void add(Table& table, uint16_t traits, std::initializer_list<Tag> tags) {
  for (const Tag tag : tags) table[static_cast<size_t>(tag)] |= traits;
}

constexpr Table make_table() {
  using enum Tag;
  Table table{};
  add(table, kSpecial | kListItemBarrier,
      {kApplet,  kArea,      kArticle, kAside,    kBase,     kBasefont, kBgsound,    kBlockquote,
       kBody,    kBr,        kButton,  kCaption,  kCenter,   kCol,      kColgroup,   kDd,
       kDetails, kDir,       kDl,      kDt,       kEmbed,    kFieldset, kFigcaption, kFigure,
       kFooter,  kForm,      kFrame,   kFrameset, kH1,       kH2,       kH3,         kH4,
       kH5,      kH6,        kHead,    kHeader,   kHgroup,   kHr,       kHtml,       kIframe,
       kImg,     kInput,     kKeygen,  kLi,       kLink,     kListing,  kMain,       kMarquee,
       kMenu,    kMeta,      kNav,     kNoembed,  kNoframes, kNoscript, kObject,     kOl,
       kParam,   kPlaintext, kPre,     kScript,   kSearch,   kSection,  kSelect,     kSource,
       kStyle,   kSummary,   kTable,   kTbody,    kTd,       kTemplate, kTextarea,   kTfoot,
       kTh,      kThead,     kTitle,   kTr,       kTrack,    kUl,       kWbr,        kXmp});
  add(table, kSpecial, {kAddress, kDiv, kP});
  add(table, kFormatting,
      {kA, kB, kBig, kCode, kEm, kFont, kI, kNobr, kS, kSmall, kStrike, kStrong, kTt, kU});
  add(table, kScopeBarrier,
      {kApplet, kCaption, kHtml, kTable, kTd, kTh, kMarquee, kObject, kSelect, kTemplate});
  add(table, kTableBarrier, {kHtml, kTable, kTemplate});
  add(table, kDecidesMode,
      {kTd, kTh, kTr, kTbody, kThead, kTfoot, kCaption, kColgroup, kTable, kTemplate, kHead, kBody,
       kFrameset, kHtml});
  add(table, kImpliedEnd | kThoroughEnd,
      {kDd, kDt, kLi, kOptgroup, kOption, kP, kRb, kRp, kRt, kRtc});
  add(table, kThoroughEnd, {kCaption, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr});
  add(table, kTablePart, {kTable, kTbody, kTfoot, kThead, kTr});
  add(table, kHeading, {kH1, kH2, kH3, kH4, kH5, kH6});
  add(table, kBreaksOut,
      {kB,     kBig,   kBlockquote, kBody,   kBr,   kCenter, kCode,  kDd, kDiv,  kDl,   kDt,
       kEm,    kEmbed, kH1,         kH2,     kH3,   kH4,     kH5,    kH6, kHead, kHr,   kI,
       kImg,   kLi,    kListing,    kMenu,   kMeta, kNobr,   kOl,    kP,  kPre,  kRuby, kS,
       kSmall, kSpan,  kStrong,     kStrike, kSub,  kSup,    kTable, kTt, kU,    kUl,   kVar});
  add(table, kShadowHost,
      {kArticle, kAside, kBlockquote, kBody, kDiv, kFooter, kH1, kH2, kH3, kH4, kH5, kH6, kHeader,
       kMain, kNav, kP, kSection, kSpan});
  return table;
}

inline constexpr Table kTable = make_table();

}  // namespace tag_traits_detail

/// The traits of an HTML element; 0 for names of one page.
constexpr uint16_t traits_of(Tag tag) {
  return tag < Tag::kFirstOwn ? tag_traits_detail::kTable[static_cast<size_t>(tag)] : uint16_t{0};
}
constexpr bool has_trait(Tag tag, uint16_t trait) { return (traits_of(tag) & trait) != 0; }

}  // namespace copydesk
