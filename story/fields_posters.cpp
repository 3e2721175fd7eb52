// fields_posters.cpp: who wrote the first post of a thread: the first name below the headline that
// stands in an element for user names or leads to a member's page. Method: own. Not here: what the
// page declares about the author (fields_people.cpp).
#include <algorithm>
#include <array>
#include <optional>

#include "base/base.h"
#include "story/fields_inner.h"
#include "story/markup.h"
#include "story/member_signs.h"

namespace copydesk {
namespace {

constexpr uint32_t kMostPosts = 400;  // blocks behind the headline
constexpr int kLevels = 4;
constexpr size_t kLongestName = 40;
constexpr size_t kMostWords = 4;

// What stands beside names and is none; folded.
constexpr auto kNoNames = std::to_array<std::string_view>(
    {"offline", "online",  "von",      "by",          "sidebar",   "community", "members",
     "profile", "guest",   "op",       "topicauthor", "author",    "authors",   "autor",
     "auteur",  "message", "messages", "posts",       "anonymous", "deleted"});
class PosterReader {
 public:
  explicit PosterReader(const FieldContext& context)
      : context_(context),
        document_(*context.document),
        by_element_(context.document->node_count()) {}

  Posters read() {
    const auto count = static_cast<uint32_t>(context_.list.blocks.size());
    // The headline may stand in the first post, below the name.
    const uint32_t begin = std::min(context_.blocks.title < count ? context_.blocks.title + 1 : 0,
                                    context_.first_post);
    for (uint32_t i = begin; i < count && i < begin + kMostPosts; ++i) {
      // Behind the text nobody counts as a member: a page is a forum by then, or is none.
      if (is_forum() ? !posters_.first.empty() : i > context_.last_body) break;
      const Block& block = context_.block(i);
      if (!is_shown(block) || block.heading_level == 1 || block.is_quote) continue;
      for (NodeId id = block.first_text; id != kNoNode;
           id = next_in_order(document_, id, kDocumentNode)) {
        if (document_.node(id).is_text()) visit(i, id);
        if (id == block.last_text) break;
      }
    }
    return std::move(posters_);
  }

 private:
  bool is_forum() const { return context_.story.page_type == "forum" || posters_.show_a_forum(); }

  /// Whether an element is made for the name of who posts, or leads to that member: strong signs
  /// stand on forums alone.
  MemberSign sign_of(NodeId id) {
    std::optional<MemberSign>& known = by_element_[id];
    if (!known) known = signs_.sign_of(document_, id);
    return *known;
  }

  void visit(uint32_t index, NodeId text) {
    const std::string_view name = trim_space(document_.text(text));
    if (name.size() < 2 || name.size() > kLongestName) return;
    MemberSign sign = MemberSign::kNone;
    NodeId id = document_.node(text).parent;
    for (int level = 0; level < kLevels && id != kNoNode && sign != MemberSign::kStrong;
         ++level, id = document_.node(id).parent)
      sign = std::max(sign, sign_of(id));
    if (sign == MemberSign::kNone || !is_name(name)) return;
    if (posters_.first.empty()) {
      posters_.first = name;
      posters_.page = document_.node(text).page;
      posters_.block = index;
    }
    const bool is_among_posts =
        index <= context_.last_body && (posters_.members > 0 || index <= context_.first_body + 2);
    if (sign != MemberSign::kStrong || !is_among_posts) return;
    ++posters_.members;
    std::string folded = fold(name);
    if (posters_.names.size() < Posters::kLeastNames &&
        std::ranges::find(posters_.names, folded) == posters_.names.end())
      posters_.names.push_back(std::move(folded));
  }

  bool is_name(std::string_view name) const {
    return count_words(name) <= kMostWords && phrase_of(name) == Phrase::kNone &&
           parse_when(name, context_.dates).is_absent() && !is_site_name(context_, name) &&
           !name.ends_with(':') && std::ranges::find(kNoNames, fold(name)) == kNoNames.end();
  }

  const FieldContext& context_;
  const Document& document_;
  Posters posters_;
  std::vector<std::optional<MemberSign>> by_element_;  // what sign_of() said: texts share elements
  MemberSigns signs_;
};

}  // namespace

Posters read_posters(const FieldContext& context) {
  return context.document == nullptr ? Posters{} : PosterReader(context).read();
}

}  // namespace copydesk
