// fields_posters.cpp: who wrote the first post of a thread: the first name below the headline that
// stands in an element for user names or leads to a member's page. Method: own. Not here: what the
// page declares about the author (fields_people.cpp).
#include <algorithm>
#include <array>
#include <optional>

#include "base/base.h"
#include "story/fields_inner.h"
#include "story/markup.h"

namespace copydesk {
namespace {

constexpr uint32_t kMostPosts = 400;  // blocks behind the headline
constexpr int kLevels = 4;
constexpr size_t kLongestName = 40;
constexpr size_t kMostWords = 4;
constexpr size_t kMostHrefBytes = 300;

constexpr auto kUserWords = std::to_array<std::string_view>(
    {"username", "bigusername", "user", "author", "poster", "postername", "member", "nick",
     "nickname", "person", "postprofile", "creator", "postleft"});
constexpr auto kMemberWords =
    std::to_array<std::string_view>({"username", "bigusername", "postprofile", "postername",
                                     "poster", "member", "nickname", "postleft"});
// Both in one class: "PostUser-name".
constexpr auto kPostWord = std::to_array<std::string_view>({"post"});
constexpr auto kUserWord = std::to_array<std::string_view>({"user"});
constexpr auto kOtherWords = std::to_array<std::string_view>(
    {"avatar", "content",    "body",       "text",   "date",      "time", "title",
     "menu",   "nav",        "navigation", "count",  "signature", "info", "stats",
     "login",  "breadcrumb", "actions",    "status", "role",      "rank"});
// What stands beside names and is none; folded.
constexpr auto kNoNames = std::to_array<std::string_view>(
    {"offline", "online",  "von",      "by",          "sidebar",   "community", "members",
     "profile", "guest",   "op",       "topicauthor", "author",    "authors",   "autor",
     "auteur",  "message", "messages", "posts",       "anonymous", "deleted"});
constexpr PartFinder kMemberParts(std::to_array<std::string_view>(
    {"/members/", "/member/", "member.php", "/user/", "/users/", "/profile/", "/people/",
     "mode=viewprofile", "action=profile", "profile.php", "user?id="}));
// Stands apart: the finder's steps are as long as its shortest part.
constexpr std::string_view kShortMemberPart = "/u/";
// With the member's number behind it: "/user-1267.html", but "/user-agreement".
constexpr std::string_view kNumberedPart = "/user-";

bool leads_to_member(std::string_view href) {
  href = href.substr(0, kMostHrefBytes);
  if (kMemberParts.is_in(href) || href.find(kShortMemberPart) != href.npos) return true;
  const size_t at = href.find(kNumberedPart);
  if (at == href.npos || at + kNumberedPart.size() == href.size()) return false;
  return is_digit(href[at + kNumberedPart.size()]);
}

enum class Sign : uint8_t { kNone, kWeak, kStrong };

/// What the words of a class or itemprop say.
Sign sign_of_names(std::string_view names) {
  if (names == "name") return Sign::kWeak;  // of whom or what, the other signs tell
  if (has_word(names, kOtherWords)) return Sign::kNone;
  if (has_word(names, kMemberWords)) return Sign::kStrong;
  if (!has_word(names, kUserWords)) return Sign::kNone;
  return has_word(names, kPostWord) && has_word(names, kUserWord) ? Sign::kStrong : Sign::kWeak;
}

class PosterReader {
 public:
  explicit PosterReader(const FieldContext& context)
      : context_(context),
        document_(*context.document),
        by_element_(context.document->node_count()) {}

  Posters read() {
    const auto count = static_cast<uint32_t>(context_.list.blocks.size());
    const uint32_t begin = context_.blocks.title < count ? context_.blocks.title + 1 : 0;
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
  Sign sign_of(NodeId id) {
    std::optional<Sign>& known = by_element_[id];
    if (!known) known = sign_of_attributes(id);
    return *known;
  }

  Sign sign_of_attributes(NodeId id) {
    const bool is_link = document_.node(id).is(Tag::kA);
    Sign sign = Sign::kNone;
    for (const Attribute& attribute : document_.attributes(id)) {
      const AttributeName name = attribute.name;
      if (name == AttributeName::kClass || name == AttributeName::kItemprop)
        sign = std::max(sign, known_.get(attribute.value, sign_of_names));
      else if (is_link && name == AttributeName::kHref && leads_to_member(attribute.value))
        return Sign::kStrong;
    }
    return sign;
  }

  void visit(uint32_t index, NodeId text) {
    const std::string_view name = trim_space(document_.text(text));
    if (name.size() < 2 || name.size() > kLongestName) return;
    Sign sign = Sign::kNone;
    NodeId id = document_.node(text).parent;
    for (int level = 0; level < kLevels && id != kNoNode && sign != Sign::kStrong;
         ++level, id = document_.node(id).parent)
      sign = std::max(sign, sign_of(id));
    if (sign == Sign::kNone || !is_name(name)) return;
    if (posters_.first.empty()) {
      posters_.first = name;
      posters_.page = document_.node(text).page;
      posters_.block = index;
    }
    const bool is_among_posts =
        index <= context_.last_body && (posters_.members > 0 || index <= context_.first_body + 2);
    if (sign != Sign::kStrong || !is_among_posts) return;
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
  std::vector<std::optional<Sign>> by_element_;  // what sign_of() said: texts share elements
  ValueMemo<Sign> known_;  // what sign_of_names() said: most elements share few classes
};

}  // namespace

Posters read_posters(const FieldContext& context) {
  return context.document == nullptr ? Posters{} : PosterReader(context).read();
}

}  // namespace copydesk
