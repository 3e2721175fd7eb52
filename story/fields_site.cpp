// fields_site.cpp: what the site calls itself, and titles without that name.
// Method: declared names, the name in the masthead, the labels of the host; a title is cut at its
// marks. Not here: the headline (fields_title.cpp), the publisher (fields_page.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/claims_inner.h"
#include "story/fields_inner.h"
#include "story/first_letter.h"
#include "story/letters.h"
#include "story/markup.h"

namespace copydesk {

size_t separator_at(std::string_view text, size_t at) {
  constexpr std::string_view kKoreanBar = "ㅣ";  // a letter that stands for a bar
  const char first = text[at];
  if (first == kKoreanBar[0])
    return text.substr(at).starts_with(kKoreanBar) ? kKoreanBar.size() : 0;
  if (first != ' ' && first != '_' && first != ':' && first != '-' && first != '\xEF') return 0;
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  };
  if (first == ' ' && at + 1 < text.size() && is_plain(text[at + 1])) return 0;  // most
  // "标题--社会--青川网": as Chinese sites join the parts.
  constexpr size_t kDashes = 2;
  if (first == '-')
    return at > 0 && at + kDashes < text.size() && text[at + 1] == '-' &&
                   (text[at - 1] & 0x80) != 0 && (text[at + kDashes] & 0x80) != 0
               ? kDashes
               : 0;
  static constexpr std::string_view kMarks[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · ",
                                                " « ", " / ", " • ", " ~ ", " : ",  "｜",  " ǀ ",
                                                " ▷ ", " > ", "_",   ": ",  " -- ", " │ "};
  for (const std::string_view mark : kMarks)
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

std::vector<std::string_view> parts_of_title(std::string_view title) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (size_t at = 1; at < title.size(); ++at) {
    const size_t length = separator_at(title, at);
    if (length == 0) continue;
    parts.push_back(trim_space(title.substr(begin, at - begin)));
    begin = at + length;
    at = begin - 1;
  }
  if (begin > 0 && begin < title.size()) parts.push_back(trim_space(title.substr(begin)));
  return parts;
}

bool is_site_name(const FieldContext& context, std::string_view text) {
  constexpr std::array<std::string_view, 10> kEnds = {"com", "org", "net", "couk",   "de",
                                                      "fr",  "it",  "es",  "online", "news"};
  constexpr size_t kShortestBare = 3;  // bytes before such an end
  const char first = first_letter(text);
  if (first != 0 && first != 't' &&
      std::ranges::none_of(context.site_names, [&](auto& name) { return name[0] == first; }))
    return false;
  FoldRoom room;
  const std::string_view folded = room.letters(text);
  if (folded.empty()) return true;
  const std::string_view bare = folded.starts_with("the") ? folded.substr(3) : std::string_view();
  return std::ranges::any_of(context.site_names, [&](std::string_view name) {
    if (bare == name) return true;
    if (folded[0] != name[0] || !folded.starts_with(name)) return false;
    const std::string_view end = folded.substr(name.size());
    return end.empty() ||
           (name.size() >= kShortestBare && std::ranges::find(kEnds, end) != kEnds.end());
  });
}

std::string without_site_name(const FieldContext& context, std::string_view title) {
  title = trim_space(title);
  // "NEWS EASY|The headline": without spaces a bar parts only what is known as the site's name.
  if (const size_t bar = title.find('|');
      bar != title.npos && bar + 1 < title.size() && is_site_name(context, title.substr(0, bar)))
    title = trim_space(title.substr(bar + 1));
  for (int round = 0; round < 3; ++round) {
    size_t first_begin = std::string_view::npos, first_end = 0, last_begin = 0, last_end = 0;
    for (size_t at = 1; at < title.size(); ++at) {
      const size_t length = separator_at(title, at);
      if (length == 0) continue;
      if (first_begin == std::string_view::npos) {
        first_begin = at;
        first_end = at + length;
      }
      last_begin = at;
      last_end = at + length;
      at += length - 1;
    }
    if (first_begin == std::string_view::npos) break;
    if (is_site_name(context, title.substr(last_end)) && title[last_begin] != ':') {
      title = trim_space(title.substr(0, last_begin));
    } else if (is_site_name(context, title.substr(0, first_begin))) {
      title = trim_space(title.substr(first_end));
    } else {
      break;
    }
  }
  return std::string(title);
}

bool is_front_page(std::string_view href, std::string_view host) {
  href = trim_space(href);
  if (href == "/" || href == "./") return true;
  if (host.empty() || host_of(href) != host) return false;
  const std::string_view rest = href.substr(href.find(host) + host.size());
  return rest.empty() || rest == "/";
}

const Claim* title_element(const FieldContext& context) {
  const auto title = std::ranges::find_if(context.claims.claims, [](const Claim& claim) {
    return claim.source == ClaimSource::kTitleElement && claim.field == ClaimField::kTitle;
  });
  return title == context.claims.claims.end() ? nullptr : &*title;
}

namespace {

// Whether two letters without a space between them belong to different pieces of a line when an
// element ends between them: "Ana RuizIn Travel", "Ana Ruiz3 May", "3 May 2017Updated".
bool is_seam(char before, char behind) {
  return (is_lower(before) && (is_upper(behind) || is_digit(behind))) ||
         (is_digit(before) && is_upper(behind));
}

// Whether a look at the elements may find a seam between two bytes of a line.
bool may_be_seam(char before, char behind) {
  return is_seam(before, behind) || (before & 0x80) != 0 || (behind & 0x80) != 0 ||
         (is_upper(before) && is_upper(behind));
}

// "3 May 2017" "4 May 2017", "03/05/2017" "0 Comments": a year that another number is glued to.
bool is_year_seam(std::string_view before, std::string_view behind) {
  constexpr size_t kDigits = 4;
  if (before.size() < kDigits || behind.empty() || !is_digit(behind[0])) return false;
  const std::string_view year = before.substr(before.size() - kDigits);
  const bool is_longer = before.size() > kDigits && is_digit(before[before.size() - kDigits - 1]);
  return !is_longer && std::ranges::all_of(year, is_digit) &&
         (year.starts_with("19") || year.starts_with("20"));
}

// "5:42 AM ET" "Last Updated": a zone that a word with one capital is glued to.
bool is_zone_seam(std::string_view before, std::string_view behind) {
  constexpr size_t kLongest = 8;  // with the space in front of it
  before = before.substr(before.size() - std::min(before.size(), kLongest));
  if (before.size() < 4 || behind.size() < 2 || !is_upper(behind[0]) || !is_lower(behind[1]) ||
      !is_upper(before.back()))
    return false;
  const std::string_view zone = before.substr(before.rfind(' ') + 1);
  return zone.size() < before.size() && is_zone_name(zone);
}

// Whether a text is one word with "@" in it.
bool is_address_of_mail(std::string_view text) {
  text = trim_space(text);
  const size_t at = text.find('@');
  return at != text.npos && at > 0 && text.find('.', at) != text.npos &&
         text.find(' ') == text.npos;
}

// "18:30" "3 minutes": a time of day that another number is glued to.
bool is_clock_seam(std::string_view before, std::string_view behind) {
  constexpr size_t kBytes = 3;  // ":30"
  const size_t size = before.size();
  return size > kBytes && !behind.empty() && is_digit(behind[0]) && is_digit(before[size - 1]) &&
         is_digit(before[size - 2]) && before[size - 3] == ':' && is_digit(before[size - 4]);
}

bool is_seam_between(std::string_view before, std::string_view behind) {
  return is_seam(before.back(), behind.front()) || is_year_seam(before, behind) ||
         is_zone_seam(before, behind) || is_clock_seam(before, behind);
}

// Whether a name ends a text and another element goes on with something that names nobody: "By Ana
// Ruiz" "Education editor", where the job begins with a capital too.
bool is_name_seam(const Document& document, NodeId before, NodeId behind) {
  if (before == kNoNode || document.node(before).parent == document.node(behind).parent)
    return false;
  std::string_view name = trim_space(document.text(before));
  const std::string_view next = trim_space(document.text(behind));
  size_t lead = 0;
  if (opens_byline(name, lead)) name = trim_space(name.substr(lead));
  return !next.empty() && is_upper(next[0]) && count_words(name) >= 2 && is_plausible_name(name) &&
         parse_byline(next).authors.empty();
}

// Whether two links into one folder that follow one another are a name each: "Ana Ruiz" "Tom Oke".
bool are_linked_names(const Document& document, NodeId before, NodeId behind) {
  if (before == kNoNode) return false;
  const NodeId one = document.node(before).parent, two = document.node(behind).parent;
  const auto is_name = [&](NodeId text) {
    const std::string_view name = trim_space(document.text(text));
    return count_words(name) >= 2 && is_plausible_name(name);
  };
  const auto folder = [&](NodeId link) {
    const std::string_view href = document.attribute(link, AttributeName::kHref);
    return href.substr(0, href.rfind('/') + 1);
  };
  return one != two && document.node(one).is(Tag::kA) && document.node(two).is(Tag::kA) &&
         folder(one).size() > 1 && folder(one) == folder(two) && is_name(before) && is_name(behind);
}

}  // namespace

std::string parted_line(const FieldContext& context, const Block& block, Seams seams) {
  const std::string_view line = block.text;
  size_t seam = 1;
  // Seams that may_be_seam() does not see stand between two digits.
  while (seam < line.size() && !may_be_seam(line[seam - 1], line[seam]) &&
         !(is_digit(line[seam - 1]) && is_digit(line[seam]) &&
           is_seam_between(line.substr(0, seam), line.substr(seam))))
    ++seam;
  constexpr size_t kLongestByline = 200;
  if (context.document == nullptr || block.first_text == kNoNode ||
      (seam >= line.size() && (seams == Seams::kLost || line.size() > kLongestByline)))
    return std::string(line);
  const Document& document = *context.document;
  NodeId last = kNoNode;  // the last text with letters
  std::string parted, plain;
  for (NodeId id = block.first_text; id != kNoNode;
       id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).is_text()) {
      const std::string_view text = document.text(id);
      const bool is_glued = !plain.empty() && !text.empty() &&
                            (is_seam_between(plain, text) || is_seam_beyond_ascii(plain, text) ||
                             (is_letter(plain.back()) && is_address_of_mail(text)));
      if (is_glued)
        parted += " | ";
      else if (seams == Seams::kNames &&
               (is_name_seam(document, last, id) || are_linked_names(document, last, id)))
        parted = trim_space(parted), parted += ", ";
      plain += text;
      parted += text;
      if (!trim_space(text).empty()) last = id;
    }
    if (id == block.last_text) break;
  }
  // Hidden text between the elements is none of the line.
  return collapse_space(plain) == line ? collapse_space(parted) : std::string(line);
}

bool is_cut_at_quote(const Claim* title, const Claim& claim) {
  const bool is_meta = claim.source == ClaimSource::kOpenGraph ||
                       claim.source == ClaimSource::kTwitter || claim.source == ClaimSource::kMeta;
  if (!is_meta || title == nullptr || !title->value.starts_with(claim.value)) return false;
  return trim_space(std::string_view(title->value).substr(claim.value.size())).starts_with('"');
}

bool leads_to_front_page(const FieldContext& context, const Block& block) {
  if (context.document == nullptr || block.first_text == kNoNode ||
      block.linked_letter_count < block.letter_count)
    return false;
  const Document& document = *context.document;
  constexpr int kLevels = 3;  // above the text's own element
  const NodeId link =
      ancestor_with(document, document.node(block.first_text).parent, Tag::kA, kLevels);
  return link != kNoNode &&
         is_front_page(document.attribute(link, AttributeName::kHref), host_of(context.url));
}

namespace {

// The name at the end of <title>, when a heading shows it and another one, longer or further down,
// shows what stands before it: "The headline | The Herald". Empty: none.
std::string name_behind_headline(const FieldContext& context) {
  const Claim* title = title_element(context);
  if (title == nullptr) return {};
  const std::vector<std::string_view> parts = parts_of_title(title->value);
  if (parts.size() < 2) return {};
  const std::string headline = fold(parts.front()), name = fold(parts.back());
  bool has_headline = false, has_name = false, is_below = false;
  constexpr uint32_t kBehind = 6;  // blocks: a note may stand above the headline
  const size_t end =
      std::min<size_t>(context.list.blocks.size(), size_t{context.first_body} + kBehind);
  for (uint32_t i = 0; i < end; ++i) {
    const Block& block = context.block(i);
    if (block.heading_level == 0 || block.text.size() > title->value.size()) continue;
    const std::string letters = fold(block.text);
    is_below = is_below || (letters == headline && has_name && !has_headline);
    has_headline = has_headline || letters == headline;
    has_name = has_name || letters == name;
  }
  const bool is_site = is_below || headline.size() > name.size();
  return has_headline && has_name && is_site ? name : std::string();
}

}  // namespace

void settle_site(FieldContext& context) {
  const auto add = [&](std::string name) {
    if (name.size() >= 2 && std::find(context.site_names.begin(), context.site_names.end(), name) ==
                                context.site_names.end())
      context.site_names.push_back(std::move(name));
  };
  // Some pages give their headline as the name of the application, or of a thing on the page.
  const auto is_title = [&](const Claim& name) {
    return (name.source == ClaimSource::kMeta || name.source == ClaimSource::kMicrodata) &&
           std::any_of(
               context.claims.claims.begin(), context.claims.claims.end(), [&](const Claim& claim) {
                 return claim.field == ClaimField::kTitle &&
                        claim.source != ClaimSource::kTitleElement && claim.value == name.value;
               });
  };
  constexpr size_t kMostWords = 8;  // a longer name is a headline in the wrong place
  for (const Claim& claim : context.claims.claims)
    if (claim.field == ClaimField::kPublisher && claim.value.size() < 80 && !is_title(claim) &&
        count_words(claim.value) <= kMostWords)
      add(fold(claim.value));
  // The name in the masthead: a heading all of which leads to the front page.
  constexpr uint32_t kMostHeadings = 60;  // blocks
  for (uint32_t i = 0; i < context.list.blocks.size() && i < kMostHeadings; ++i)
    if (const Block& block = context.block(i);
        block.heading_level > 0 && block.text.size() < 80 && leads_to_front_page(context, block))
      add(fold(block.text));
  add(name_behind_headline(context));
  std::string_view host = host_of(context.url);
  add(fold(host));
  // The labels of the host but for its last one: "news" "example" of news.example.org.
  for (size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    if (dot > 3) add(fold(host.substr(0, dot)));
    host.remove_prefix(dot + 1);
  }
}

}  // namespace copydesk
