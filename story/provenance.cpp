// provenance.cpp: which bytes of the page hold the fields that story/ read from blocks
// (trace_fields of provenance.h).
#include "story/provenance.h"

#include <unordered_map>

#include "text/text.h"

namespace copydesk {
namespace {

/// Finds the blocks that hold a text: as a whole, or as a part of a block with one of the roles.
class Tracer {
 public:
  explicit Tracer(Reading& reading) : reading_(reading) {
    for (uint32_t i = 0; i < reading.list.blocks.size(); ++i)
      by_text_.emplace(fold(reading.block(i).text), i);
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
  /// A block with a caption's, credit's or teaser's role that holds the value; the number of
  /// blocks: none.
  uint32_t holding(std::string_view value) const {
    for (uint32_t i = 0; i < reading_.list.blocks.size(); ++i) {
      const Role role = reading_.block(i).role;
      if (role == Role::kUnknown || role == Role::kBody) continue;
      if (reading_.block(i).text.find(value) != std::string_view::npos) return i;
    }
    return static_cast<uint32_t>(reading_.list.blocks.size());
  }

  Reading& reading_;
  std::unordered_map<std::string, uint32_t> by_text_;
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
