// comments.cpp: readers' comments under a story -> out of its text and into `comments`
// (read_comments of asides.h). Method: own. A zone is an element whose class or id speaks of
// comments and that does not hold the story. Its blocks are walked in order: a line with a name or
// a time opens a comment, what follows is its text, until the next name or the next element that
// calls itself one comment. Not here: comments that the page declares (jsonld.cpp), the posts of
// forums, which are the story.
#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

#include "base/base.h"
#include "story/asides.h"
#include "story/member_signs.h"
#include "text/text.h"

namespace copydesk {
namespace {

using Words = std::span<const std::string_view>;

// Above this share of the chosen letters comments are what the page is made of; more may go where
// every one of them is signed and the text can stand alone. wcxb-dev: without a limit three threads
// of forums lose their posts.
constexpr double kMaxCommentShare = 0.35;
constexpr double kMaxSignedShare = 0.6;
constexpr uint64_t kLeastStoryLetters = 300;
// Elements between a block and the element that is its comment.
constexpr int kMaxClimb = 16;
constexpr int kNameLevels = 4;
constexpr size_t kMaxNameBytes = 60;
// What a name is cleaned out of: an element named after users may hold all comments.
constexpr size_t kMostRawBytes = 2 * kMaxNameBytes;
constexpr size_t kMaxNameWords = 6;
// A line with name and time, and what of it may be neither ("vor 3 Tagen um", "Antworten").
constexpr size_t kMaxMetaBytes = 140;
constexpr size_t kMaxBesideName = 80;
constexpr size_t kShortBytes = 40;
constexpr size_t kMaxValueBytes = 300;
// Pieces of a block that are looked at for a name or a time.
constexpr uint32_t kMostTexts = 12;

// What calls itself one comment; "comments" holds many.
constexpr auto kCommentWords = std::to_array<std::string_view>(
    {"comment", "kommentar", "commentaire", "comentario", "commento", "leserbrief"});
constexpr PartFinder kCommentParts(kCommentWords, PartFinder<kCommentWords.size()>::Case::kIgnored);
constexpr auto kItemWords = std::to_array<std::string_view>(
    {"item", "entry", "card", "container", "wrapper", "box", "single", "post", "block", "row"});
constexpr auto kNameWords = std::to_array<std::string_view>(
    {"fn", "author", "autor", "auteur", "name", "user", "username", "nick", "nickname", "commenter",
     "commentor", "poster", "verfasser", "byline"});
constexpr auto kNoNameWords = std::to_array<std::string_view>(
    {"content", "text", "body", "message", "avatar", "reply", "actions", "date", "time"});
constexpr auto kFurnitureWords = std::to_array<std::string_view>(
    {"reply",     "respond", "action",    "actions", "button", "buttons",   "footer",
     "permalink", "report",  "vote",      "votes",   "rating", "like",      "likes",
     "toolbar",   "menu",    "badge",     "meta",    "edit",   "links",     "share",
     "date",      "time",    "timestamp", "avatar",  "count",  "moderation"});
// Of addresses where readers sign in.
constexpr auto kGates = std::to_array<std::string_view>(
    {"login", "signin", "sign-in", "signup", "sign-up", "regist", "connexion", "subscri"});
// What stands behind a name: "Anna says:", "Anna hat gesagt…".
constexpr auto kSays = std::to_array<std::string_view>(
    {" says", " said", " writes", " wrote", " commented", " hat gesagt", " sagt", " sagte",
     " schreibt", " schrieb", " meint", " a dit", " dit", " dice", " dijo", " ha detto", " disse",
     " zegt", " schreef"});

/// Whether a class says "comment" or "user-comment" or "commentEntry", or an id "comment-12".
bool is_item_name(std::string_view token, bool is_id) {
  if (!kCommentParts.is_in(token)) return false;
  for (const std::string_view word : kCommentWords) {
    const size_t at = find_ignoring_case(token, word);
    if (at == std::string_view::npos || (at > 0 && is_letter(token[at - 1]))) continue;
    std::string_view rest = token.substr(at + word.size());
    if (rest.empty()) return !is_id;
    while (rest.starts_with('-') || rest.starts_with('_')) rest.remove_prefix(1);
    if (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') return true;
    for (const std::string_view item : kItemWords)
      if (rest.size() == item.size() && starts_with_ignoring_case(rest, item)) return true;
  }
  return false;
}

bool is_item_tag(Tag tag) {
  return tag == Tag::kLi || tag == Tag::kDiv || tag == Tag::kArticle || tag == Tag::kSection ||
         tag == Tag::kDd || tag == Tag::kTr || tag == Tag::kTd;
}

/// A name without what stands around it.
std::string clean_name(std::string_view text) {
  std::string_view name = trim_space(text);
  for (const std::string_view mark : {"…", "...", ":", ",", "-", "–", "·", "•", "|"})
    if (name.ends_with(mark)) name = trim_space(name.substr(0, name.size() - mark.size()));
  for (const std::string_view says : kSays)
    if (name.ends_with(says)) name = trim_space(name.substr(0, name.size() - says.size()));
  for (const std::string_view by : {"By ", "by ", "von ", "Von ", "@"})
    if (name.starts_with(by)) name = trim_space(name.substr(by.size()));
  return std::string(name);
}

class CommentReader {
 public:
  explicit CommentReader(Reading& reading)
      : reading_(reading), document_(reading.document), blocks_(reading.list.blocks) {
    for (const Claim& claim : reading.claims.claims)
      if (claim.field == ClaimField::kLanguage && dates_.language.empty())
        dates_.language = claim.value;
    dates_.region = reading.claims.region;
  }

  void read() {
    const Markup& markup = reading_.markup;
    uint32_t behind = 0;  // the last zone
    for (const NodeId id : markup.comments) {
      if (markup.place[id] < behind || !holds_no_story(id)) continue;
      read_zone(id);
      behind = markup.end[id];
    }
    leave_text();
    const std::vector<ClaimedComment>& claimed = reading_.claims.comments;
    if (!claimed.empty()) reading_.story.comments.clear();
    for (const ClaimedComment& comment : claimed)
      reading_.story.comments.push_back({comment.author, comment.time, comment.text});
  }

 private:
  struct Draft {
    Comment comment;
    NodeId item = kNoNode;
    bool is_open = false;
  };

  bool holds_no_story(NodeId id) const {
    const Node& node = document_.node(id);
    return !node.is(Tag::kBody) && !node.is(Tag::kHtml) &&
           (reading_.container == kNoNode || !reading_.markup.contains(id, reading_.container));
  }

  /// Whether a zone lists the newest comments of the whole site.
  bool is_of_site(NodeId id) const {
    for (int level = 0; level < kNameLevels && id != kNoNode;
         ++level, id = document_.node(id).parent)
      for (const AttributeName name : {AttributeName::kClass, AttributeName::kId})
        if (find_ignoring_case(document_.attribute(id, name).substr(0, kMaxValueBytes), "recent") !=
            std::string_view::npos)
          return true;
    return false;
  }

  void read_zone(NodeId zone) {
    const BlockRange range = blocks_below(reading_, zone);
    std::vector<Comment> found;
    bool is_signed = false;
    draft_ = {};
    zone_ = zone;
    for (uint32_t i = range.begin; i < range.end; ++i) {
      if (blocks_[i].role == Role::kBody) chosen_.push_back(i);
      if (is_visible(blocks_[i])) read_block(i, found);
    }
    close(found);
    for (const Comment& comment : found)
      is_signed |= !comment.author.empty() || !comment.time.empty();
    if (!is_signed || is_of_site(zone)) return;
    for (Comment& comment : found)
      if (known_.insert(comment.author + '\n' + comment.text).second)
        reading_.story.comments.push_back(std::move(comment));
    for (uint32_t i = range.begin; i < range.end; ++i)
      signed_letters_ += blocks_[i].role == Role::kBody ? blocks_[i].letter_count : 0;
  }

  void read_block(uint32_t i, std::vector<Comment>& found) {
    const Block& block = blocks_[i];
    const NodeId item = item_of(block.element);
    const std::string name = name_in(block, item);
    const std::string time = time_in(block);
    if (!draft_.comment.text.empty() && (item != draft_.item || !name.empty())) close(found);
    if (is_other_comment(item, name)) draft_ = {};
    const bool is_head = (!name.empty() || (!time.empty() && !tells_of_day(block))) &&
                         block.text.size() <= kMaxMetaBytes &&
                         block.text.size() <= name.size() + kMaxBesideName;
    if (item != kNoNode || !name.empty()) draft_.is_open = true;
    draft_.item = item;
    if (!draft_.is_open) return;
    if (draft_.comment.author.empty()) draft_.comment.author = name;
    if (is_head) {
      if (draft_.comment.time.empty()) draft_.comment.time = time;
      return;
    }
    if (is_furniture(block)) return;
    std::string& text = draft_.comment.text;
    if (!text.empty()) text += '\n';
    text += block.text;
  }

  /// Whether a line with a day is a sentence of a comment whose day is known: "I was on board on
  /// 12 May 2021 and saw it."
  bool tells_of_day(const Block& block) const {
    constexpr uint32_t kFewestWords = 6;
    return !draft_.comment.time.empty() && block.word_count >= kFewestWords &&
           ends_sentence(block.text);
  }

  /// Whether a name begins another comment behind one that has no text.
  bool is_other_comment(NodeId item, std::string_view name) const {
    return item != draft_.item && !name.empty() && !draft_.comment.author.empty() &&
           draft_.comment.author != name && item != kNoNode && draft_.item != kNoNode &&
           !reading_.markup.contains(draft_.item, item);
  }

  /// "Pingback: ...": another page that leads here, put in by the system.
  static bool is_of_system(const Comment& comment) {
    return comment.author.empty() && (starts_with_ignoring_case(comment.text, "pingback") ||
                                      starts_with_ignoring_case(comment.text, "trackback"));
  }

  void close(std::vector<Comment>& found) {
    if (!draft_.comment.text.empty() && !is_of_system(draft_.comment))
      found.push_back(std::move(draft_.comment));
    const bool goes_on = draft_.is_open && draft_.item == kNoNode;
    draft_ = {};
    draft_.is_open = goes_on;
  }

  /// The nearest element at or above a node, inside the zone, that is one comment.
  NodeId item_of(NodeId id) const {
    for (int level = 0; id != kNoNode && level < kMaxClimb; ++level) {
      if ((reading_.markup.hints[id] & kHintComments) && is_item(id)) return id;
      if (id == zone_) break;
      id = document_.node(id).parent;
    }
    return kNoNode;
  }

  bool is_item(NodeId id) const {
    if (!is_item_tag(document_.node(id).tag)) return false;
    if (is_item_name(document_.attribute(id, AttributeName::kId).substr(0, kMaxValueBytes), true))
      return true;
    std::string_view rest =
        document_.attribute(id, AttributeName::kClass).substr(0, kMaxValueBytes);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(' '), rest.size());
      if (is_item_name(rest.substr(0, end), false)) return true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
  }

  /// The name that a block holds in an element of its own; empty: none.
  std::string name_in(const Block& block, NodeId item) {
    if (block.is_preformatted || block.is_quote || is_in_form(block)) return {};
    uint32_t texts = 0;
    for (NodeId id = block.first_text; id != kNoNode && texts < kMostTexts;
         id = next_in_order(document_, id, kDocumentNode)) {
      if (document_.node(id).is_text()) {
        ++texts;
        const NodeId element = name_element(id, item);
        const std::string name = element == kNoNode
                                     ? std::string()
                                     : clean_name(text_below(document_, element, kMostRawBytes));
        if (!name.empty() && name.size() <= kMaxNameBytes && count_words(name) <= kMaxNameWords)
          return name;
      }
      if (id == block.last_text) break;
    }
    return {};
  }

  /// Whether a link leads to the page of who wrote a comment, and to none where one signs in.
  bool leads_to_member(NodeId id) {
    if (!document_.node(id).is(Tag::kA) || signs_.sign_of(document_, id) != MemberSign::kStrong)
      return false;
    const std::string_view href = document_.attribute(id, AttributeName::kHref);
    return std::ranges::none_of(kGates, [&](std::string_view gate) {
      return find_ignoring_case(href, gate) != std::string_view::npos;
    });
  }

  NodeId name_element(NodeId text, NodeId item) {
    NodeId id = document_.node(text).parent;
    for (int level = 0; level < kNameLevels && id != kNoNode && id != item && id != zone_;
         ++level, id = document_.node(id).parent) {
      if (document_.node(id).is(Tag::kCite)) return id;
      if (leads_to_member(id)) return id;
      for (const AttributeName name :
           {AttributeName::kClass, AttributeName::kItemprop, AttributeName::kId}) {
        const std::string_view value = document_.attribute(id, name);
        if (has_word(value, kNameWords) && !has_word(value, kNoNameWords)) return id;
      }
    }
    return kNoNode;
  }

  std::string time_in(const Block& block) const {
    if (block.text.size() > kMaxMetaBytes) return {};
    uint32_t nodes = 0;
    for (NodeId id = block.first_text; id != kNoNode && nodes < 2 * kMostTexts;
         id = next_in_order(document_, id, kDocumentNode), ++nodes) {
      const NodeId time = ancestor_with(document_, id, Tag::kTime, 3);
      if (time != kNoNode) {
        const std::string_view value = document_.attribute(time, AttributeName::kDatetime);
        const Moment moment = parse_when(value, dates_);
        if (!moment.is_absent()) return iso_time(moment);
      }
      if (id == block.last_text) break;
    }
    const Moment moment = parse_when(block.text, dates_);
    return moment.is_absent() || moment.precision < Precision::kDay ? "" : iso_time(moment);
  }

  /// Whether a form inside the zone holds a block; some sites put the whole page into one.
  bool is_in_form(const Block& block) const {
    NodeId id = block.element;
    for (int level = 0; level < kMaxClimb && id != kNoNode && id != zone_; ++level) {
      if (document_.node(id).is(Tag::kForm) || document_.node(id).is(Tag::kLabel)) return true;
      id = document_.node(id).parent;
    }
    return false;
  }

  /// Headings, buttons, links to answer with.
  bool is_furniture(const Block& block) const {
    if (block.heading_level > 0 || phrase_of(block.text) != Phrase::kNone) return true;
    if (is_in_form(block)) return true;
    const bool is_short = block.text.size() < kShortBytes;
    if (is_short && block.linked_letter_count == block.letter_count) return true;
    NodeId id = document_.node(block.first_text).parent;
    for (int level = 0; level < kNameLevels && id != kNoNode && id != zone_;
         ++level, id = document_.node(id).parent) {
      if (document_.node(id).is(Tag::kButton)) return true;
      if (is_short && !is_item(id) &&
          has_word(document_.attribute(id, AttributeName::kClass), kFurnitureWords))
        return true;
    }
    return false;
  }

  /// Chosen comments leave the text; where they hold most of what was chosen, they are the story.
  void leave_text() {
    uint64_t letters = 0, all = 0;
    for (const Block& block : blocks_) all += block.role == Role::kBody ? block.letter_count : 0;
    for (const uint32_t i : chosen_) letters += blocks_[i].letter_count;
    const bool is_signed = signed_letters_ == letters && all - letters >= kLeastStoryLetters;
    const double most = is_signed ? kMaxSignedShare : kMaxCommentShare;
    if (static_cast<double>(letters) >= most * static_cast<double>(all)) return;
    for (const uint32_t i : chosen_) blocks_[i].role = Role::kComment;
    if (!chosen_.empty()) find_story(reading_);
  }

  Reading& reading_;
  const Document& document_;
  std::vector<Block>& blocks_;
  DateHints dates_;
  NodeId zone_ = kNoNode;
  MemberSigns signs_;
  Draft draft_;
  std::vector<uint32_t> chosen_;
  uint64_t signed_letters_ = 0;
  std::unordered_set<std::string> known_;
};

}  // namespace

void read_comments(Reading& reading) { CommentReader(reading).read(); }

}  // namespace copydesk
