// entries.cpp: the entries of a live page, and what of a page can be seen (find_entries,
// observe_access of asides.h). Method: own. An entry's head is a heading with a time of day in it
// or beside it, or one that JSON-LD names as the headline of an update; three heads make a live
// page.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/base.h"
#include "story/asides.h"
#include "story/phrases.h"
#include "story/when_of.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMinEntries = 3;
constexpr size_t kMaxTimeLineBytes = 48;
// A gate that leaves fewer words than this shows no story; one that leaves more shows the story's
// start.
constexpr size_t kGateWords = 40;
constexpr size_t kCutWords = 400;

/// "Sea wall breached: ferries halted – live": the last word, behind a dash or a bar.
bool ends_live(std::string_view headline) {
  headline = trim_space(headline);
  if (headline.ends_with('!')) headline.remove_suffix(1);
  constexpr std::string_view kLive = "live";
  if (headline.size() <= kLive.size() ||
      !equals_ignoring_case(headline.substr(headline.size() - kLive.size()), kLive))
    return false;
  headline = trim_space(headline.substr(0, headline.size() - kLive.size()));
  for (const std::string_view mark : {"–", "—", "-", "|", ":"})
    if (headline.ends_with(mark)) return true;
  return false;
}

/// "Sea wall LIVE: ferries halted": the word alone in capitals.
bool shouts_live(std::string_view headline) {
  size_t at = 0;
  bool is_said = false, has_small = false;
  for (std::string_view word = next_word(headline, at); !word.empty();
       word = next_word(headline, at)) {
    is_said |= word == "LIVE" || word == "LIVE:";
    has_small |= is_lower(word.back());
  }
  return is_said && has_small;
}

}  // namespace

size_t clock_length(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && at < 2 && is_digit(text[at])) ++at;
  if (at == 0 || at + 2 >= text.size() || (text[at] != ':' && text[at] != '.' && text[at] != 'h'))
    return 0;
  if (!is_digit(text[at + 1]) || !is_digit(text[at + 2]) || text[at + 1] > '5') return 0;
  at += 3;
  if (at < text.size() && (is_digit(text[at]) || text[at] == '.')) return 0;
  // "10:15 AMD shares fall" is no morning.
  const auto goes_on = [&](size_t end) { return end < text.size() && is_letter(text[end]); };
  for (const std::string_view word :
       {" Uhr", " uhr", "h",     "Uhr",   " AM",  " PM",  " am", " pm",  "am",   "pm",
        "AM",   "PM",   " a.m.", " p.m.", " BST", " GMT", " ET", " EST", " EDT", " CET"})
    if (text.substr(at).starts_with(word) && !goes_on(at + word.size())) at += word.size();
  return at;
}

bool says_live(std::string_view headline) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"live updates", "live blog", "liveblog", "live ticker", "liveticker", "newsblog",
       "news blog", "newsticker", "as it happened", "minute by minute", "en direct", "en vivo",
       "minuto a minuto", "ao vivo", "in diretta", "la diretta", "på direkten"});
  if (shouts_live(headline)) return true;
  const std::string words = ' ' + fold_words(headline) + ' ';
  if (words.starts_with(" live ") || ends_live(headline)) return true;
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    const size_t at = words.find(name);
    return at != std::string::npos && words[at - 1] == ' ' && words[at + name.size()] == ' ';
  });
}

namespace {

class EntryFinder {
 public:
  explicit EntryFinder(Reading& reading) : reading_(reading), blocks_(reading.list.blocks) {
    for (size_t i = 0; i < reading.claims.entries.size(); ++i)
      claimed_.emplace(fold(reading.claims.entries[i].headline), i);
    claimed_.erase(std::string());
  }

  std::vector<EntryHead> find() {
    if (!reading_.has_body()) return {};
    const uint32_t begin = reading_.first_body > 8 ? reading_.first_body - 8 : 0;
    for (uint32_t i = begin; i <= reading_.last_body && i < blocks_.size(); ++i) consider(i);
    const std::string& type = reading_.story.page_type;
    const bool is_declared =
        type == "live" || !claimed_.empty() || says_live(reading_.story.title) ||
        std::ranges::find(reading_.claims.types, "LiveBlogPosting") != reading_.claims.types.end();
    const bool may_be = type == "article" || type == "other" || type.empty();
    if (heads_.size() < kMinEntries ||
        !(is_declared || (may_be && heads_.size() >= 2 * kMinEntries)))
      return {};
    for (const EntryHead& head : heads_) drop_time_lines(head.block);
    for (EntryHead& head : heads_) blocks_[head.block].role = Role::kUnknown;
    reading_.story.page_type = "live";
    find_story(reading_);
    return std::move(heads_);
  }

 private:
  void consider(uint32_t i) {
    const Block& block = blocks_[i];
    if (!is_visible(block) || block.text.size() > 300 ||
        block.linked_letter_count * 2 > block.letter_count)
      return;
    const bool is_heading = block.heading_level >= 2;
    if (claimed_.empty() && !is_heading) return;
    const auto known = claimed_.empty() ? claimed_.end() : claimed_.find(fold(block.text));
    if (known == claimed_.end() && !is_heading) return;
    EntryHead head;
    head.block = i;
    if (known != claimed_.end()) {
      set_time(head, reading_.claims.entries[known->second].time);
    } else if (const size_t length = clock_length(block.text); length > 0) {
      head.time.raw = std::string(block.text.substr(0, length));
      std::string_view rest = trim_space(block.text.substr(length));
      if (rest.starts_with(':') || rest.starts_with('|')) rest = trim_space(rest.substr(1));
      if (rest.empty()) return;
      head.headline_at = static_cast<size_t>(rest.data() - block.text.data());
    } else if (!set_time_beside(head, i)) {
      return;
    }
    heads_.push_back(std::move(head));
  }

  static void set_time(EntryHead& head, std::string_view value) {
    head.time = when_of(parse_when(value), value);
  }

  /// The <time> element around a block's text; its datetime, else its text when that is a clock.
  std::string_view time_of(uint32_t i) const {
    const Block& block = blocks_[i];
    if (block.text.size() > kMaxTimeLineBytes || block.heading_level > 0) return {};
    const NodeId time = ancestor_with(reading_.document, block.first_text, Tag::kTime, 4);
    if (time != kNoNode) {
      const std::string_view value = reading_.document.attribute(time, AttributeName::kDatetime);
      return value.empty() ? block.text : value;
    }
    return clock_length(block.text) > 0 ? block.text : std::string_view();
  }

  bool set_time_beside(EntryHead& head, uint32_t i) const {
    for (const int offset : {-1, -2, 1}) {
      if ((offset < 0 && i < static_cast<uint32_t>(-offset)) || i + offset >= blocks_.size())
        continue;
      const std::string_view value = time_of(i + offset);
      if (value.empty()) continue;
      set_time(head, value);
      return true;
    }
    return false;
  }

  /// Times and names beside a head are no text of the entry.
  void drop_time_lines(uint32_t i) {
    for (const int offset : {-1, -2, 1}) {
      if ((offset < 0 && i < static_cast<uint32_t>(-offset)) || i + offset >= blocks_.size())
        continue;
      Block& block = blocks_[i + offset];
      if (block.role == Role::kBody && !time_of(i + offset).empty()) block.role = Role::kTime;
    }
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  std::unordered_map<std::string, size_t> claimed_;
  std::vector<EntryHead> heads_;
};

}  // namespace

std::vector<EntryHead> find_entries(Reading& reading) { return EntryFinder(reading).find(); }

void observe_access(Reading& reading) {
  bool has_gate = false;
  for (uint32_t i = 0; i < reading.list.blocks.size() && !has_gate; ++i) {
    const Block& block = reading.block(i);
    has_gate = is_visible(block) && block.role != Role::kBody && block.text.size() < 400 &&
               is_gate_line(block.text);
  }
  const std::string_view text = reading.story.text;
  std::string& observed = reading.story.access.observed;
  if (!has_gate) {
    size_t at = 0;
    if (!next_word(text, at).empty()) observed = "full";
    return;
  }
  const size_t words = count_words(text);
  observed = words < kGateWords ? "gate" : (words < kCutWords ? "cut" : "full");
}

}  // namespace copydesk
