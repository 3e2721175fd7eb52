// threads.cpp: the posts of a thread, by their make-up (find_posts, sort_out_posts of threads.h).
// Method: own. From every element that is made for a member's name one climbs to the smallest that
// holds a time and some text as well; elements of one look that do so, at least three by at least
// two members, with most of the page's text in them, are posts. Not here: the author of a thread
// (fields_posters.cpp), comments below a story (comments.cpp).
#include "story/threads.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "base/base.h"
#include "story/member_signs.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kLeastPosts = 3;
constexpr size_t kMostNames = 2000, kMostNameBytes = 40, kMostNameWords = 4;
constexpr size_t kMostLineBytes = 140;  // of a line with name and time
constexpr size_t kMostClassBytes = 60;
constexpr int kMostLevels = 12;
constexpr uint32_t kMostBlocksOfPost = 400;
// Shares of the chosen letters: in the posts, at least; before the first, at most.
constexpr double kLeastInside = 0.5, kMostBefore = 0.2;

struct Name {
  NodeId element = kNoNode;
  uint32_t block = 0;
  std::string folded;
};

/// Tag and first class of an element, without the numbers in it.
std::string look_of(const Document& document, NodeId id) {
  const std::string_view value = trim_space(document.attribute(id, AttributeName::kClass));
  std::string look(value.substr(0, std::min(value.find(' '), kMostClassBytes)));
  std::erase_if(look, is_digit);
  look += ' ';
  look += std::to_string(static_cast<int>(document.node(id).tag));
  return look;
}

class PostFinder {
 public:
  PostFinder(const Document& document, const BlockList& list, const Markup& markup)
      : document_(document), blocks_(list.blocks), markup_(markup) {}

  std::vector<Post> find() {
    read_names();
    if (names_.size() < kLeastPosts) return {};
    count_letters();
    link_names();
    ranks_.assign(blocks_.size(), -1);
    for (uint32_t i = 0; i < names_.size(); ++i) climb(i);
    const Group* best = nullptr;
    for (const auto& [look, group] : groups_)
      if (is_thread(group) && (best == nullptr || is_larger(group, *best))) best = &group;
    return best == nullptr ? std::vector<Post>() : best->posts;
  }

 private:
  struct Group {
    std::vector<Post> posts;
    std::vector<std::string> names;  // different ones, no more than two
  };

  void read_names() {
    places_.reserve(blocks_.size());
    for (const Block& block : blocks_)
      places_.push_back(block.first_text == kNoNode ? 0 : markup_.place[block.first_text]);
    if (places_.empty()) return;
    MemberSigns signs;
    uint32_t behind = 0;
    for (const NodeId id : markup_.in_order) {
      if (names_.size() == kMostNames) break;
      if (!document_.node(id).is_element() || markup_.place[id] < behind) continue;
      if (sign_of(signs, id) == MemberSign::kNone) continue;
      const NodeId text = first_text(id);
      if (text == kNoNode) continue;
      const std::string_view name = trim_space(document_.text(text));
      if (name.size() < 2 || name.size() > kMostNameBytes || count_words(name) > kMostNameWords ||
          !parse_when(name).is_absent())
        continue;
      const auto at = std::ranges::upper_bound(places_, markup_.place[text]);
      if (at == places_.begin()) continue;
      names_.push_back({id, static_cast<uint32_t>(at - places_.begin() - 1), fold(name)});
      behind = markup_.end[id];
    }
  }

  /// What an element says; most are passed over by what is known of their names.
  MemberSign sign_of(MemberSigns& signs, NodeId id) const {
    if ((markup_.hints[id] & (kHintMember | kHintPerson)) != 0) return signs.sign_of(document_, id);
    return document_.node(id).is(Tag::kA) ? MemberSigns::sign_of_link(document_, id)
                                          : MemberSign::kNone;
  }

  NodeId first_text(NodeId element) const {
    for (uint32_t at = markup_.place[element] + 1; at < markup_.end[element]; ++at) {
      const NodeId id = markup_.in_order[at];
      if (document_.node(id).is_text() && !trim_space(document_.text(id)).empty()) return id;
    }
    return kNoNode;
  }

  void count_letters() {
    letters_.resize(blocks_.size() + 1);
    for (size_t i = 0; i < blocks_.size(); ++i)
      letters_[i + 1] =
          letters_[i] + (blocks_[i].role == Role::kBody ? blocks_[i].letter_count : 0);
  }

  BlockRange range_of(NodeId element) const {
    const auto begin = std::ranges::lower_bound(places_, markup_.place[element]);
    const auto end = std::lower_bound(begin, places_.end(), markup_.end[element]);
    return {static_cast<uint32_t>(begin - places_.begin()),
            static_cast<uint32_t>(end - places_.begin())};
  }

  uint64_t letters_in(BlockRange range) const {
    return letters_[range.end] - letters_[range.begin];
  }
  uint64_t letters_in(const Group& group) const {
    uint64_t sum = 0;
    for (const Post& post : group.posts) sum += letters_in(post.range);
    return sum;
  }

  /// By its letters, then by its blocks, then by its place: an order that is the same every time.
  bool is_larger(const Group& a, const Group& b) const {
    const auto size = [&](const Group& group) {
      uint64_t count = 0;
      for (const Post& post : group.posts) count += post.range.end - post.range.begin;
      return std::tuple(letters_in(group), count, ~markup_.place[group.posts[0].element]);
    };
    return size(a) > size(b);
  }

  /// How much a block looks like the line that tells when a post was written; 0: not at all.
  int rank_of_time(uint32_t i, uint32_t name) {
    int8_t& known = ranks_[i];
    if (known < 0) known = static_cast<int8_t>(rank_of_time(blocks_[i]));
    return known == 0 ? 0 : known + (i == name ? 4 : 0);
  }

  int rank_of_time(const Block& block) const {
    if (block.text.size() > kMostLineBytes || block.first_text == kNoNode) return 0;
    constexpr int kMostNodes = 24;
    int nodes = 0;
    for (NodeId id = block.first_text; id != kNoNode && nodes < kMostNodes;
         id = next_in_order(document_, id, kDocumentNode), ++nodes) {
      if (document_.node(id).is_text() && is_marked_time(id)) return 3;
      if (id == block.last_text) break;
    }
    const Moment moment = parse_when(block.text);
    if (moment.precision < Precision::kDay) return 0;
    return moment.has_time() ? 2 : 1;
  }

  /// Whether a text stands in a <time>, or has its time in full in the title of an element around
  /// it: "Mar '21".
  bool is_marked_time(NodeId text) const {
    NodeId id = document_.node(text).parent;
    for (int level = 0; level < 2 && id != kNoNode; ++level, id = document_.node(id).parent) {
      if (document_.node(id).is(Tag::kTime)) return true;
      const std::string_view title = document_.attribute(id, AttributeName::kTitle);
      if (!title.empty() && title.size() <= kMostLineBytes && holds_digit(title) &&
          parse_when(title).has_time())
        return true;
    }
    return false;
  }

  /// Adds all elements that are a post of this name alone, or else the smallest with others in it,
  /// who are quoted or named below.
  void climb(uint32_t index) {
    const Name& name = names_[index];
    bool is_found = false;
    NodeId id = name.element;
    for (int level = 0; level < kMostLevels && id != kNoNode;
         ++level, id = document_.node(id).parent) {
      if (document_.node(id).is(Tag::kBody)) return;
      const BlockRange range = range_of(id);
      if (range.end - range.begin > kMostBlocksOfPost || (is_found && !is_alone(index, id))) return;
      const Post post = post_at(id, range, name);
      if (post.element == kNoNode) continue;
      is_found = true;
      add(post, name);
    }
  }

  Post post_at(NodeId id, BlockRange range, const Name& name) {
    const uint64_t own = letters_of(name.block);
    if (letters_in(range) <= own) return {};
    Post post{id, range, name.block, Post::kNoBlock};
    int best = 0;
    for (uint32_t i = range.begin; i < range.end; ++i)
      if (const int rank = rank_of_time(i, name.block); rank > best) best = rank, post.time = i;
    if (post.time == Post::kNoBlock) return {};
    const uint64_t lines = own + (post.time == name.block ? 0 : letters_of(post.time));
    return letters_in(range) > lines ? post : Post{};
  }

  uint64_t letters_of(uint32_t i) const { return letters_[i + 1] - letters_[i]; }

  /// Whether an element around a name holds no other one.
  bool is_alone(uint32_t index, NodeId id) const {
    const auto holds = [&](uint32_t other) {
      return other < names_.size() && markup_.contains(id, names_[other].element);
    };
    return !holds(other_before_[index]) && !holds(other_behind_[index]);
  }

  // The nearest names on both sides of each that are others.
  void link_names() {
    const auto count = static_cast<uint32_t>(names_.size());
    other_before_.assign(count, Post::kNoBlock);
    other_behind_.assign(count, Post::kNoBlock);
    for (uint32_t i = 1; i < count; ++i)
      other_before_[i] = names_[i].folded == names_[i - 1].folded ? other_before_[i - 1] : i - 1;
    for (uint32_t i = count - 1; i-- > 0;)
      other_behind_[i] = names_[i].folded == names_[i + 1].folded ? other_behind_[i + 1] : i + 1;
  }

  void add(const Post& post, const Name& name) {
    Group& group = groups_[look_of(document_, post.element)];
    std::vector<Post>& posts = group.posts;
    if (!posts.empty() && markup_.contains(posts.back().element, post.element)) return;
    while (!posts.empty() && markup_.contains(post.element, posts.back().element)) posts.pop_back();
    posts.push_back(post);
    if (group.names.size() < 2 && std::ranges::find(group.names, name.folded) == group.names.end())
      group.names.push_back(name.folded);
  }

  bool is_thread(const Group& group) const {
    if (group.posts.size() < kLeastPosts || group.names.size() < 2) return false;
    const auto all = static_cast<double>(letters_.back());
    const auto before = static_cast<double>(letters_[group.posts.front().range.begin]);
    if (static_cast<double>(letters_in(group)) < kLeastInside * all || before > kMostBefore * all)
      return false;
    const std::string topic = card_line(group.posts[0], "\1");
    const auto cards = std::ranges::count_if(group.posts, [&](const Post& post) {
      return !card_line(post, topic.empty() ? "\1" : topic).empty();
    });
    return static_cast<size_t>(cards) * 2 < group.posts.size();
  }

  /// The heading or link that a post has of its own, as what leads to another page or is written by
  /// reporters, but for one that ends with `topic`; folded; empty: it has none.
  std::string card_line(const Post& post, std::string_view topic) const {
    constexpr uint32_t kLeastWords = 3, kWordsOfText = 12;
    constexpr uint8_t kLowest = 4;  // below are ranks of members
    for (uint32_t i = post.range.begin; i < post.range.end; ++i) {
      const Block& block = blocks_[i];
      if (i == post.name || i == post.time || !is_visible(block)) continue;
      const bool is_heading = block.heading_level > 0 && block.heading_level <= kLowest;
      if (!is_heading && !is_link(block) && block.word_count >= kWordsOfText) break;
      if (!is_heading && !is_link(block)) continue;
      if (block.word_count < kLeastWords + (block.heading_level == 0)) continue;
      std::string folded = fold(block.text);
      if (!folded.ends_with(topic)) return folded;
    }
    return {};
  }

  const Document& document_;
  const std::vector<Block>& blocks_;
  const Markup& markup_;
  std::vector<uint32_t> places_;
  std::vector<Name> names_;
  std::vector<uint32_t> other_before_, other_behind_;  // indices of names_
  std::vector<uint64_t> letters_;
  std::vector<int8_t> ranks_;
  std::unordered_map<std::string, Group> groups_;
};

// A line beside posts is no longer than this.
constexpr size_t kMostFactBytes = 60, kMostHeadBytes = 80;

/// What a line says without its numbers and what stands behind a colon: "Posts: 102", "#3".
std::string label_of(std::string_view text) {
  std::string label = fold(text.substr(0, text.find(':')));
  std::erase_if(label, is_digit);
  return label;
}

class PostSorter {
 public:
  explicit PostSorter(Reading& reading)
      : reading_(reading), blocks_(reading.list.blocks), posts_(reading.posts) {}

  void sort() {
    for (const Post& post : posts_) count_labels(post);
    for (const Post& post : posts_) sort_out(post);
    drop_short_before();
    find_text_look();
    for (const Post& post : posts_) put_text(post);
    for (const Post& post : posts_) put_head(post);
    find_story(reading_);
  }

 private:
  struct Count {
    uint32_t posts = 0;
    NodeId last = kNoNode;
  };

  bool is_short(const Post& post, uint32_t i) const {
    const Block& block = blocks_[i];
    return i != post.name && i != post.time && is_visible(block) && !block.is_preformatted &&
           block.text.size() <= kMostFactBytes;
  }

  void count_labels(const Post& post) {
    for (uint32_t i = post.range.begin; i < post.range.end; ++i) {
      if (!is_short(post, i)) continue;
      Count& count = labels_[label_of(blocks_[i].text)];
      if (count.last != post.element) ++count.posts;
      count.last = post.element;
    }
  }

  /// Whether half of the posts or more have such a line.
  bool is_common(const Post& post, uint32_t i) const {
    if (!is_short(post, i)) return false;
    const auto found = labels_.find(label_of(blocks_[i].text));
    return found != labels_.end() && found->second.posts >= kLeastPosts &&
           found->second.posts * 2 >= posts_.size();
  }

  /// A common line, or one that describes a common term.
  bool is_fact(const Post& post, uint32_t i) const {
    if (is_common(post, i)) return true;
    return is_short(post, i) && is_term(i, Tag::kDd) && i > post.range.begin &&
           is_term(i - 1, Tag::kDt) && is_common(post, i - 1);
  }

  bool is_term(uint32_t i, Tag tag) const {
    return ancestor_with(reading_.document, blocks_[i].element, tag, 2) != kNoNode;
  }

  bool is_text(const Post& post, uint32_t i) const {
    return i != post.name && i != post.time && blocks_[i].role == Role::kBody;
  }

  void sort_out(const Post& post) {
    for (uint32_t i = post.range.begin; i < post.range.end; ++i)
      if (is_text(post, i) && (is_fact(post, i) || repeats_title(i)))
        blocks_[i].role = Role::kInterface;
  }

  /// "Re: Pump loses its prime" over a post of that thread.
  bool repeats_title(uint32_t i) const {
    constexpr size_t kMostMore = 12;  // letters of "Re:", "Antwort:" and the like
    const std::string& title = reading_.folded_title;
    if (title.empty() || blocks_[i].text.size() > 4 * (title.size() + kMostMore)) return false;
    const std::string folded = fold(blocks_[i].text);
    return folded.ends_with(title) && folded.size() <= title.size() + kMostMore;
  }

  /// What stands before the first post, where all of it is short: the head of a table, who looks
  /// on.
  void drop_short_before() {
    const uint32_t end = posts_.front().range.begin;
    for (uint32_t i = 0; i < end; ++i)
      if (blocks_[i].role == Role::kBody && blocks_[i].text.size() > kMostFactBytes) return;
    for (uint32_t i = 0; i < end; ++i)
      if (blocks_[i].role == Role::kBody) blocks_[i].role = Role::kInterface;
  }

  /// The nearest element around a block, inside its post, that has a class.
  NodeId named_around(const Post& post, uint32_t i) const {
    NodeId id = blocks_[i].element;
    for (int level = 0; level < kMostLevels && id != kNoNode && id != post.element;
         ++level, id = reading_.document.node(id).parent)
      if (reading_.document.has_attribute(id, AttributeName::kClass)) return id;
    return kNoNode;
  }

  /// In which element most posts have their longest text.
  void find_text_look() {
    std::unordered_map<std::string, uint32_t> counts;
    for (const Post& post : posts_) {
      uint32_t longest = Post::kNoBlock;
      for (uint32_t i = post.range.begin; i < post.range.end; ++i)
        if (is_text(post, i) &&
            (longest == Post::kNoBlock || blocks_[i].letter_count > blocks_[longest].letter_count))
          longest = i;
      const NodeId id = longest == Post::kNoBlock ? kNoNode : named_around(post, longest);
      if (id == kNoNode) continue;
      std::string look = look_of(reading_.document, id);
      if (2 * ++counts[look] > posts_.size()) text_look_ = std::move(look);
    }
  }

  /// A post without any text has what stands where the others have theirs.
  void put_text(const Post& post) {
    if (text_look_.empty()) return;
    for (uint32_t i = post.range.begin; i < post.range.end; ++i)
      if (is_text(post, i)) return;
    for (uint32_t i = post.range.begin; i < post.range.end; ++i) {
      if (i == post.name || i == post.time || !is_visible(blocks_[i])) continue;
      const NodeId id = named_around(post, i);
      if (id != kNoNode && look_of(reading_.document, id) == text_look_)
        blocks_[i].role = Role::kBody;
    }
  }

  /// The lines with name and time become text where they stand above it.
  void put_head(const Post& post) {
    uint32_t first_text = post.range.begin;
    while (first_text < post.range.end && !is_text(post, first_text)) ++first_text;
    if (first_text == post.range.end || post.name > first_text) return;
    const auto put = [&](uint32_t i) {
      if (is_visible(blocks_[i]) && blocks_[i].text.size() <= kMostHeadBytes)
        blocks_[i].role = Role::kBody;
    };
    const bool names_again = post.time != post.name && post.time < first_text &&
                             blocks_[post.time].text.find(blocks_[post.name].text) <
                                 parse_when(blocks_[post.time].text).begin;
    if (names_again)
      blocks_[post.name].role = Role::kByline;
    else
      put(post.name);
    if (post.time < first_text) put(post.time);
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  const std::vector<Post>& posts_;
  std::unordered_map<std::string, Count> labels_;
  std::string text_look_;
};

// Whether a page declares that it is news, or the work of reporters who take turns. Of the threads
// of all labelled sets none does.
bool is_declared_news(const Claims& claims) {
  return !claims.entries.empty() || std::ranges::any_of(claims.types, [](const std::string& type) {
    return type.ends_with("NewsArticle") || type == "BlogPosting" || type == "LiveBlogPosting";
  });
}

}  // namespace

std::vector<Post> find_posts(const Document& document, const BlockList& list, const Markup& markup,
                             const Claims& claims, Story& story) {
  if (is_declared_news(claims)) return {};
  std::vector<Post> posts = PostFinder(document, list, markup).find();
  if (!posts.empty()) story.page_type = "forum";
  return posts;
}

void sort_out_posts(Reading& reading) {
  if (!reading.posts.empty()) PostSorter(reading).sort();
}

}  // namespace copydesk
