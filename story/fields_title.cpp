// fields_title.cpp: the headline as shown, without the site's name; and what the site calls itself.
// Method: headings that readers see are compared, word by word, with what the page declares; the
// best agreement wins. Not here: the other fields (fields.cpp lists them).
#include <algorithm>
#include <map>

#include "story/claims_inner.h"
#include "story/fields_inner.h"
#include "story/jsonld.h"

namespace copydesk {
namespace {

constexpr size_t kLongestTitle = 400;  // bytes
// A heading whose words agree with a declared title at least so much is the headline.
// Chosen on the development pages: flat between 0.45 and 0.7.
constexpr double kSameTitle = 0.6;

// A declared title, best first.
struct Declared {
  std::string text;
  const Claim* claim = nullptr;
  int rank = 0;  // the smaller the better
};

int title_rank(const Claim& claim) {
  switch (claim.source) {
    case ClaimSource::kJsonLd:
      return claim.key == "headline" ? (claim.is_main ? 0 : 5) : (claim.is_main ? 6 : 8);
    case ClaimSource::kOpenGraph:
      return 1;
    case ClaimSource::kMicrodata:
    case ClaimSource::kRdfa:
      return claim.is_main && claim.key == "headline" ? 2 : 9;
    case ClaimSource::kTwitter:
      return 3;
    case ClaimSource::kMeta:
    case ClaimSource::kDublinCore:
      return 4;
    default:
      return 7;
  }
}

std::vector<Declared> declared_titles(const FieldContext& context) {
  std::vector<Declared> titles;
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kTitle || claim.value.size() > kLongestTitle) continue;
    std::string text = without_site_name(context, collapse_space(strip_tags(claim.value)));
    if (text.empty() || is_site_name(context, text)) continue;
    titles.push_back({std::move(text), &claim, title_rank(claim)});
  }
  std::stable_sort(titles.begin(), titles.end(),
                   [](const Declared& a, const Declared& b) { return a.rank < b.rank; });
  return titles;
}

struct Heading {
  uint32_t block = FieldBlocks::kNone;
  double score = 0;
};

double score_of_heading(const FieldContext& context, uint32_t index,
                        const std::vector<Declared>& titles, bool first_h1) {
  const Block& block = context.block(index);
  double best = 0;
  for (const Declared& title : titles) {
    if (title.rank > 7) continue;
    best = std::max(best, agreement(block.text, title.text) - 0.01 * title.rank);
  }
  if (best < kSameTitle) return 0;
  if (block.heading_level == 1)
    best += 0.2;
  else if (block.heading_level > 0)
    best += 0.1;
  if (first_h1) best += 0.02;
  if (hints_of(context, block) & kSaysTitle) best += 0.05;
  return best;
}

Heading find_heading(const FieldContext& context, const std::vector<Declared>& titles) {
  Heading best;
  uint32_t h1_count = 0, only_h1 = FieldBlocks::kNone;
  constexpr uint32_t kMostBlocks = 3000;
  const uint32_t count =
      std::min<uint32_t>(kMostBlocks, static_cast<uint32_t>(context.list.blocks.size()));
  for (uint32_t i = 0; i < count; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestTitle || block.letter_count < 3) continue;
    const bool heading =
        block.heading_level == 1 || block.heading_level == 2 || block.heading_level == 3;
    const bool linked =
        block.linked_letter_count * 2 > block.letter_count && block.heading_level != 1;
    if (block.heading_level == 1 && !is_site_name(context, block.text)) {
      ++h1_count;
      only_h1 = i;
    }
    if (linked || block.is_figcaption || block.is_cell) continue;
    if (!heading && (i > context.first_body || block.letter_count < 10)) continue;
    const double score =
        score_of_heading(context, i, titles, block.heading_level == 1 && h1_count == 1);
    if (score > best.score) best = {i, score};
  }
  if (best.block == FieldBlocks::kNone && h1_count == 1 &&
      (titles.empty() || context.block(only_h1).letter_count > 8))
    best = {only_h1, 0.3};
  return best;
}

// In a dump the headline is the first line of the head that reads like one.
Heading find_dump_title(const FieldContext& context) {
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = 0; i < count && i < 40; ++i) {
    const Block& block = context.block(i);
    if (block.word_count < 3 || block.text.size() > 250 || block.role == Role::kInterface) continue;
    size_t lead = 0;
    if (opens_byline(block.text, lead) || !parse_when(block.text).is_absent()) continue;
    if (block.is_list_item || block.linked_letter_count > 0) continue;
    return {i, 0.3};
  }
  return {};
}

size_t separator_at(std::string_view text, size_t at) {
  for (std::string_view mark : {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " « ", " / ",
                                " • ", " ~ ", " : ", "｜", " ǀ ", " ▷ ", " > ", "_", ": ", " -- "})
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

}  // namespace

std::string strip_tags(std::string_view text) {
  return text.find('<') == std::string_view::npos ? std::string(text) : strip_markup(text);
}

double agreement(std::string_view a, std::string_view b) {
  constexpr size_t kMostWords = 100;
  const std::string left = fold_words(a), right = fold_words(b);
  if (left.empty() || right.empty()) return 0;
  if (fold(a) == fold(b)) return 1;
  std::map<std::string_view, int> bag;
  size_t at = 0, left_count = 0, right_count = 0, hits = 0;
  for (std::string_view word = next_word(left, at); !word.empty() && left_count < kMostWords;
       word = next_word(left, at), ++left_count)
    ++bag[word];
  at = 0;
  for (std::string_view word = next_word(right, at); !word.empty() && right_count < kMostWords;
       word = next_word(right, at), ++right_count) {
    const auto found = bag.find(word);
    if (found != bag.end() && found->second-- > 0) ++hits;
  }
  return 2.0 * static_cast<double>(hits) / static_cast<double>(left_count + right_count);
}

bool is_site_name(const FieldContext& context, std::string_view text) {
  std::string folded = fold(text);
  if (folded.empty()) return true;
  if (std::find(context.site_names.begin(), context.site_names.end(), folded) !=
      context.site_names.end())
    return true;
  for (std::string_view end :
       {"com", "org", "net", "couk", "de", "fr", "it", "es", "online", "news"}) {
    if (!std::string_view(folded).ends_with(end) || folded.size() <= end.size() + 2) continue;
    const std::string bare = folded.substr(0, folded.size() - end.size());
    if (std::find(context.site_names.begin(), context.site_names.end(), bare) !=
        context.site_names.end())
      return true;
  }
  return folded.starts_with("the") &&
         std::find(context.site_names.begin(), context.site_names.end(), folded.substr(3)) !=
             context.site_names.end();
}

std::string without_site_name(const FieldContext& context, std::string_view title) {
  title = trim_space(title);
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

void settle_site(FieldContext& context) {
  const auto add = [&](std::string name) {
    if (name.size() >= 2 && std::find(context.site_names.begin(), context.site_names.end(), name) ==
                                context.site_names.end())
      context.site_names.push_back(std::move(name));
  };
  for (const Claim& claim : context.claims.claims)
    if (claim.field == ClaimField::kPublisher && claim.value.size() < 80) add(fold(claim.value));
  std::string_view host = host_of(context.url);
  add(fold(host));
  // The labels of the host but for its last one: "news" "example" of news.example.org.
  for (size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    if (dot > 3) add(fold(host.substr(0, dot)));
    host.remove_prefix(dot + 1);
  }
}

void settle_title(FieldContext& context) {
  const std::vector<Declared> titles = declared_titles(context);
  const Heading heading =
      context.list.is_dump ? find_dump_title(context) : find_heading(context, titles);
  if (heading.block != FieldBlocks::kNone) {
    Block& block = context.list.blocks[heading.block];
    context.story.title = without_site_name(context, block.text);
    context.blocks.title = heading.block;
    block.role = Role::kTitle;
    trace(context, "title", Origin::kVisible, block.page);
    return;
  }
  if (titles.empty()) return;
  context.story.title = titles.front().text;
  trace(context, "title", origin_of(titles.front().claim->source), titles.front().claim->page);
}

}  // namespace copydesk
