// provenance.cpp: which bytes of the page hold the fields that story/ read from blocks
// (trace_fields of provenance.h).
#include "story/provenance.h"

#include <algorithm>
#include <unordered_map>

#include "text/text.h"

namespace copydesk {
namespace {

// Tails are told apart by their first bytes; of those that begin alike so many are looked at. Both
// bound the work on pages that repeat one word a million times.
constexpr size_t kKeyBytes = 64;
constexpr size_t kMostLooks = 32;

/// Finds the blocks that hold a text: as a whole, or as a part of a block with one of the roles.
class Tracer {
 public:
  explicit Tracer(Reading& reading) : reading_(reading) {
    for (uint32_t i = 0; i < reading.list.blocks.size(); ++i)
      by_text_.emplace(fold(reading.block(i).text), i);
    collect_tails();
  }

  void trace(std::string field, std::string_view value) {
    if (value.empty()) return;
    const auto found = by_text_.find(fold(value));
    FieldOrigin origin{std::move(field), Origin::kVisible, {}};
    if (found != by_text_.end())
      origin.ranges.push_back(reading_.block(found->second).page);
    else if (const uint32_t i = holding(value); i < reading_.list.blocks.size())
      origin.ranges.push_back(reading_.block(i).page);
    reading_.story.provenance.fields.push_back(std::move(origin));
  }

 private:
  /// The first block with a caption's, credit's or teaser's role that holds the value from a word's
  /// start on; the number of blocks: none.
  uint32_t holding(std::string_view value) const {
    const std::string_view key = value.substr(0, kKeyBytes);
    auto at = std::ranges::lower_bound(
        tails_, key, {}, [](const Tail& tail) { return tail.text.substr(0, kKeyBytes); });
    auto best = static_cast<uint32_t>(reading_.list.blocks.size());
    for (size_t looks = 0; at != tails_.end() && looks < kMostLooks && at->text.starts_with(key);
         ++at, ++looks)
      if (at->text.starts_with(value)) best = std::min(best, at->block);
    return best;
  }

  /// What follows each start of a word in the blocks that may hold a field, sorted by its first
  /// bytes.
  void collect_tails() {
    for (uint32_t i = 0; i < reading_.list.blocks.size(); ++i) {
      const Role role = reading_.block(i).role;
      if (role == Role::kUnknown || role == Role::kBody) continue;
      const std::string_view text = reading_.block(i).text;
      for (size_t at = 0; at < text.size(); ++at)
        if (at == 0 || !is_word_byte(text[at - 1])) tails_.push_back({text.substr(at), i});
    }
    std::ranges::stable_sort(tails_, {},
                             [](const Tail& tail) { return tail.text.substr(0, kKeyBytes); });
  }

  static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  Reading& reading_;
  struct Tail {
    std::string_view text;
    uint32_t block = 0;
  };
  std::unordered_map<std::string, uint32_t> by_text_;
  std::vector<Tail> tails_;
};

std::string numbered(std::string_view name, size_t index, std::string_view member = {}) {
  std::string field(name);
  field.append("[").append(std::to_string(index)).append("]");
  if (!member.empty()) field.append(".").append(member);
  return field;
}

}  // namespace

void trace_fields(Reading& reading) {
  Tracer tracer(reading);
  const Story& story = reading.story;
  tracer.trace("dek", story.dek);
  for (size_t i = 0; i < story.highlights.size(); ++i)
    tracer.trace(numbered("highlights", i), story.highlights[i]);
  for (size_t i = 0; i < story.corrections.size(); ++i)
    tracer.trace(numbered("corrections", i), story.corrections[i]);
  for (size_t i = 0; i < story.related.size(); ++i)
    tracer.trace(numbered("related", i, "title"), story.related[i].title);
  for (size_t i = 0; i < story.images.size(); ++i) {
    tracer.trace(numbered("images", i, "caption"), story.images[i].caption);
    tracer.trace(numbered("images", i, "credit"), story.images[i].credit);
  }
  for (size_t g = 0; g < story.galleries.size(); ++g)
    for (size_t i = 0; i < story.galleries[g].items.size(); ++i) {
      const std::string item = numbered(numbered("galleries", g, "items"), i);
      tracer.trace(item + ".caption", story.galleries[g].items[i].caption);
    }
}

}  // namespace copydesk
