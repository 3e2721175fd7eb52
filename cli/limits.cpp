// limits.cpp: "depth=256,page-bytes=8M" -> the limits of reading. One table of names;
// docs/limits.md is held against it by tests/robust/limits_test.py. Not here: time and memory of a
// page (page_limits.h).
#include "cli/limits.h"

#include <charconv>
#include <optional>
#include <string>

namespace copydesk {
namespace {

struct LimitName {
  std::string_view name;
  uint64_t least, most;  // what the code can hold, and what still leaves something to read
  void (*set)(WorkLimits& limits, uint64_t value);
};

constexpr uint64_t kMostPageBytes = UINT32_MAX;  // positions in a page have 32 bits

// What is read of an input, of a tree, of a page.
template <auto member>
void set_input(WorkLimits& limits, uint64_t value) {
  auto& field = limits.input.*member;
  field = static_cast<std::remove_reference_t<decltype(field)>>(value);
}
template <auto member>
void set_parse(WorkLimits& limits, uint64_t value) {
  auto& field = limits.story.parse.*member;
  field = static_cast<std::remove_reference_t<decltype(field)>>(value);
}
template <auto member>
void set_story(WorkLimits& limits, uint64_t value) {
  limits.story.*member = value;
}

constexpr LimitName kNames[] = {
    {"page-bytes", 1, kMostPageBytes, set_input<&InputLimits::page_bytes>},
    {"header-bytes", 64, 64u << 20, set_input<&InputLimits::header_bytes>},
    {"inflate-ratio", 1, 1u << 20, set_input<&InputLimits::inflate_ratio>},
    {"layers", 0, 16, set_input<&InputLimits::layers>},
    {"losses", 0, 1u << 24, set_input<&InputLimits::losses>},
    {"depth", 8, 512, set_parse<&ParseLimits::depth>},
    {"nodes", 16, 64u << 20, set_parse<&ParseLimits::nodes>},
    {"attributes", 1, 1u << 16, set_parse<&ParseLimits::attributes_per_element>},
    {"formatting-elements", 1, 4096, set_parse<&ParseLimits::formatting_elements>},
    {"blocks", 1, 1u << 20, set_story<&StoryLimits::blocks>},
    {"json-ld-bytes", 0, kMostPageBytes, set_story<&StoryLimits::json_ld_bytes>},
    {"json-ld-depth", 1, 1024, set_story<&StoryLimits::json_ld_depth>},
    {"claims", 0, 1u << 20, set_story<&StoryLimits::claims>},
    {"declared", 0, 1u << 20, set_story<&StoryLimits::declared>},
};

// "8M" -> 8388608; nothing of what is no number.
std::optional<uint64_t> number_of(std::string_view text) {
  constexpr std::string_view kUnits = "KMG";
  unsigned shift = 0;
  if (!text.empty() && kUnits.find(text.back()) != kUnits.npos) {
    shift = 10 * static_cast<unsigned>(kUnits.find(text.back()) + 1);
    text.remove_suffix(1);
  }
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  if (number > (UINT64_MAX >> shift)) return {};
  return number << shift;
}

Error mistake(std::string_view part, std::string_view what) {
  return {ErrorCode::kUsage, 0, std::string("--limits ").append(part).append(": ").append(what)};
}

std::string all_names() {
  std::string names = "there is no such limit; there are";
  for (const LimitName& limit : kNames) names.append(" ").append(limit.name);
  return names;
}

Result<void> read_limit(std::string_view part, WorkLimits& limits) {
  const size_t equals = std::min(part.find('='), part.size());
  const std::string_view name = part.substr(0, equals);
  for (const LimitName& limit : kNames) {
    if (limit.name != name) continue;
    const auto value = number_of(part.substr(std::min(equals + 1, part.size())));
    if (!value || *value < limit.least || *value > limit.most)
      return mistake(part, "a number from " + std::to_string(limit.least) + " to " +
                               std::to_string(limit.most) + " is wanted");
    limit.set(limits, *value);
    return {};
  }
  return mistake(part, all_names());
}

}  // namespace

Result<WorkLimits> read_limits(std::string_view text) {
  WorkLimits limits;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    if (comma > 0) CD_TRY_VOID(read_limit(text.substr(0, comma), limits));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return limits;
}

}  // namespace copydesk
