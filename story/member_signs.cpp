// member_signs.cpp: class names and addresses of elements that hold the name of who posts (
// member_signs.h). Method: own.
#include "story/member_signs.h"

#include <algorithm>
#include <array>

#include "story/markup.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMostHrefBytes = 300;

constexpr auto kUserWords = std::to_array<std::string_view>(
    {"username", "bigusername", "user", "author", "poster", "postername", "member", "nick",
     "nickname", "person", "postprofile", "creator", "postleft"});
// Those of them that name nobody else.
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

/// What the words of a class or itemprop say.
MemberSign sign_of_names(std::string_view names) {
  if (names == "name") return MemberSign::kWeak;  // of whom or what, the other signs tell
  if (!has_word(names, kUserWords) || has_word(names, kOtherWords)) return MemberSign::kNone;
  if (has_word(names, kMemberWords)) return MemberSign::kStrong;
  return has_word(names, kPostWord) && has_word(names, kUserWord) ? MemberSign::kStrong
                                                                  : MemberSign::kWeak;
}

}  // namespace

MemberSign MemberSigns::sign_of_link(const Document& document, NodeId link) {
  return leads_to_member(document.attribute(link, AttributeName::kHref)) ? MemberSign::kStrong
                                                                         : MemberSign::kNone;
}

MemberSign MemberSigns::sign_of(const Document& document, NodeId element) {
  const bool is_link = document.node(element).is(Tag::kA);
  MemberSign sign = MemberSign::kNone;
  for (const Attribute& attribute : document.attributes(element)) {
    const AttributeName name = attribute.name;
    if (name == AttributeName::kClass || name == AttributeName::kItemprop)
      sign = std::max(sign, known_.get(attribute.value, sign_of_names));
    else if (is_link && name == AttributeName::kHref && leads_to_member(attribute.value))
      return MemberSign::kStrong;
  }
  return sign;
}

}  // namespace copydesk
