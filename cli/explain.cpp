// explain.cpp: the command explain: why each block was kept or dropped, and where each field came
// from. Fields come from the story's provenance; a block that gave a field is shown with that field
// as its role.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <ranges>

#include "base/base.h"
#include "blocks/blocks.h"
#include "cli/command.h"
#include "cli/page_argument.h"
#include "cli/page_limits.h"
#include "cli/terminal.h"
#include "output/output.h"
#include "story/story.h"

namespace copydesk {
namespace {

// Reasons named for each block.
constexpr size_t kReasons = 3;

/// What is known about one page.
struct Explanation {
  Story story;
  Document document;
  BlockList list;
  std::vector<std::string> role_of_block;
  std::vector<std::vector<Reason>> reasons;  // of each block, the strongest first
};

/// Finds blocks by the bytes that they stand in. Each block is given out once, so that all searches
/// together cost no more than blocks and ranges, times the depth of the tree of ends.
class BlocksByPlace {
 public:
  BlocksByPlace(const std::vector<Block>& blocks, const std::vector<bool>& given_out)
      : order_(blocks.size()) {
    std::iota(order_.begin(), order_.end(), 0);
    std::ranges::stable_sort(order_, {}, [&](size_t i) { return blocks[i].page.begin; });
    while (leaves_ < order_.size()) leaves_ *= 2;
    ends_.resize(2 * leaves_);
    for (size_t i = 0; i < order_.size(); ++i) {
      const Block& block = blocks[order_[i]];
      begins_.push_back(block.page.begin);
      if (!given_out[order_[i]]) ends_[leaves_ + i] = block.page.end;
    }
    for (size_t i = leaves_; --i > 0;) ends_[i] = std::max(ends_[2 * i], ends_[2 * i + 1]);
  }

  /// A block not given out yet that shares bytes with the range, or nothing.
  std::optional<size_t> take(const ByteRange& range) {
    size_t at = 1;
    if (ends_[at] <= range.begin) return std::nullopt;
    while (at < leaves_) at = 2 * at + (ends_[2 * at] > range.begin ? 0 : 1);  // the leftmost
    const size_t found = at - leaves_;
    if (begins_[found] >= range.end) return std::nullopt;
    for (ends_[at] = 0; (at /= 2) > 0;) ends_[at] = std::max(ends_[2 * at], ends_[2 * at + 1]);
    return order_[found];
  }

 private:
  size_t leaves_ = 1;
  std::vector<size_t> order_;     // numbers of blocks, by their begin
  std::vector<uint32_t> begins_;  // in that order
  std::vector<uint32_t> ends_;    // a tree of greatest ends; 0 of what is given out
};

// The field without its index: "authors[1]" gives "authors".
std::string_view field_name(std::string_view field) {
  return field.substr(0, field.find_first_of("[."));
}

/// Which blocks stand in the text at last.
std::vector<bool> blocks_of_text(const Explanation& page) {
  std::vector<bool> found(page.list.blocks.size(), false);
  BlocksByPlace places(page.list.blocks, found);
  for (const TextSpan& span : page.story.provenance.text)
    while (const std::optional<size_t> block = places.take(span.page)) found[*block] = true;
  return found;
}

void name_roles(Explanation& page) {
  const std::vector<bool> is_text = blocks_of_text(page);
  for (size_t i = 0; i < page.list.blocks.size(); ++i) {
    const Role role = page.list.blocks[i].role;
    std::string_view name = role_name(is_text[i] ? Role::kBody : role);
    if (!is_text[i] && role == Role::kBody) name = "left out";
    if (!is_text[i] && role == Role::kUnknown) name = "dropped";
    page.role_of_block.emplace_back(name);
  }
  BlocksByPlace places(page.list.blocks, is_text);
  for (const FieldOrigin& origin : std::views::reverse(page.story.provenance.fields)) {
    const std::string_view name = field_name(origin.field);
    if (origin.from != Origin::kVisible || name == "text" || name == "body" || name == "links")
      continue;
    for (const ByteRange& range : origin.ranges)
      while (const std::optional<size_t> block = places.take(range))
        page.role_of_block[*block] = name;
  }
}

Explanation explain_page(const Page& page, const Options& options) {
  Explanation result;
  const Favor favor = favor_of(options);
  const StoryLimits limits = work_limits(options).story;
  result.story = read_story(page, {.favor = favor, .provenance = true, .limits = limits});
  if (page.form == Page::Form::kPlainText) {
    result.list = cut_lines(page.text, limits.blocks);
    result.reasons = find_reasons(result.list, nullptr, kReasons);
    choose_blocks(result.list, nullptr, favor);
  } else {
    result.document = parse_html(page.text, {.limits = limits.parse});
    result.list = cut_blocks(result.document, limits.blocks);
    result.reasons = find_reasons(result.list, &result.document, kReasons);
    choose_blocks(result.list, &result.document, favor);
  }
  name_roles(result);
  return result;
}

// What a block is, in a few words.
std::string traits_of(const Block& block) {
  std::string words;
  const auto add = [&](std::string_view word) {
    words.append(words.empty() ? "" : ", ").append(word);
  };
  if (block.is_hidden) add("hidden");
  if (block.is_aria_hidden) add("aria-hidden");
  if (block.is_noscript) add("noscript");
  if (block.heading_level > 0) add(fmt::format("heading {}", block.heading_level));
  if (block.is_figcaption) add("caption");
  if (block.is_quote) add("quote");
  if (block.is_cell) add("cell");
  if (block.is_list_item) add("list item");
  if (block.is_preformatted) add("preformatted");
  if (block.letter_count > 0 && block.linked_letter_count > 0)
    add(fmt::format("{}% linked", 100 * uint64_t{block.linked_letter_count} / block.letter_count));
  add(fmt::format("{} word{}", block.word_count, block.word_count == 1 ? "" : "s"));
  return words;
}

// "+score_up_2 +1.2, -link_share 0.8": what spoke for the block and what against it.
std::string reasons_of(const std::vector<Reason>& reasons) {
  std::string words;
  for (const Reason& reason : reasons)
    words += fmt::format("{}{}{} {:.1f}", words.empty() ? "" : ", ", reason.weight > 0 ? '+' : '-',
                         reason.feature, std::abs(reason.weight));
  return words;
}

void append_head(std::string& out, const Page& page, const Story& story, const Colors& colors) {
  append_shown(out.append(colors.bold), page.source.path);
  out += colors.reset;
  const auto add = [&](std::string_view part) {
    if (!part.empty()) append_shown(out += "  ", part);
  };
  add(page.form == Page::Form::kHtml ? "html" : "text");
  std::string charset = page.source.charset;
  if (!page.source.charset_reason.empty())
    charset.append(" (").append(page.source.charset_reason).append(")");
  add(charset);
  add(story.page_type);
  add(story.language);
  out += fmt::format("  confidence {:.2f}\n", story.confidence);
  for (const Note& note : story.notes) {
    out.append(colors.yellow).append("note: ").append(colors.reset);
    append_shown(out, note.code);
    if (!note.detail.empty()) append_shown(out += ": ", note.detail);
    out += '\n';
  }
}

/// The entries of the lists that were asked for, each list gone through once.
using Lists = std::map<std::pair<const void*, const Field*>, std::vector<const void*>>;

const void* entry_of(Lists& lists, const void* owner, const Field* field, size_t index) {
  const auto [list, is_new] = lists.try_emplace({owner, field});
  if (is_new && field->each)
    field->each(
        owner,
        [](void* entries, const void* value) {
          static_cast<std::vector<const void*>*>(entries)->push_back(value);
        },
        &list->second);
  return index < list->second.size() ? list->second[index] : nullptr;
}

size_t index_in(std::string_view name) {
  size_t index = 0;
  for (size_t i = name.find('['); ++i < name.size() && name[i] >= '0' && name[i] <= '9';)
    index = index * 10 + static_cast<size_t>(name[i] - '0');
  return index;
}

const Field* find_field(const Shape& shape, std::string_view name) {
  for (const Field& field : shape.fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::string plain_fields(const Shape& shape, const void* owner) {
  std::string text;
  for (const Field& field : shape.fields) {
    if (!field.append_plain || !field.is_set(owner)) continue;
    if (!text.empty()) text += ", ";
    field.append_plain(owner, text);
  }
  return text;
}

// The value of a field by its name in the provenance: "title", "authors[1]", "images[0].caption".
std::string value_of(const Story& story, std::string_view path, Lists& lists) {
  const Shape* shape = &story_shape();
  const void* owner = &story;
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    const Field* field = find_field(*shape, segment.substr(0, segment.find('[')));
    if (!field) return {};
    std::string plain;
    if (field->append_plain) field->append_plain(owner, plain);
    if (field->append_plain) return plain;
    const void* value =
        field->member ? field->member(owner) : entry_of(lists, owner, field, index_in(segment));
    if (!value) return {};
    if (!field->shape) return *static_cast<const std::string*>(value);
    shape = &field->shape();
    owner = value;
  }
  return plain_fields(*shape, owner);
}

void append_fields(std::string& out, const Story& story, const Colors& colors, size_t width) {
  constexpr size_t kNameColumns = 22, kOriginColumns = 9, kPlaceColumns = 16;
  if (story.provenance.fields.empty()) return;
  out.append("\n").append(colors.bold).append("Fields").append(colors.reset).append("\n");
  const size_t value_columns =
      std::max<size_t>(20, width - kNameColumns - kOriginColumns - kPlaceColumns - 6);
  Lists lists;
  for (const FieldOrigin& origin : story.provenance.fields) {
    std::string place;
    if (!origin.ranges.empty())
      place = fmt::format("{}-{}", origin.ranges[0].begin, origin.ranges[0].end);
    if (origin.ranges.size() > 1) place += fmt::format(" +{}", origin.ranges.size() - 1);
    out.append("  ")
        .append(cell(origin.field, kNameColumns))
        .append(colors.dim)
        .append(cell(origin_name(origin.from), kOriginColumns));
    out.append(cell(place, kPlaceColumns)).append(colors.reset);
    out.append(cell(value_of(story, origin.field, lists), value_columns, false)).append("\n");
  }
}

void append_blocks(std::string& out, const Explanation& page, const Colors& colors, size_t width) {
  constexpr size_t kRoleColumns = 15, kTraitColumns = 30;
  const size_t text_columns = std::max<size_t>(20, width - kRoleColumns - kTraitColumns - 16);
  out.append("\n").append(colors.bold).append("Blocks").append(colors.reset);
  out +=
      "  (+ was chosen, body is text; the number is the probability that it belongs to the text; "
      "below, what spoke for and against)\n";
  for (size_t i = 0; i < page.list.blocks.size(); ++i) {
    const Block& block = page.list.blocks[i];
    const bool is_text = page.role_of_block[i] == role_name(Role::kBody);
    out.append(is_text ? colors.green : colors.dim);
    out += fmt::format("{:5} {} {:4.2f} ", i, block.role == Role::kBody ? '+' : ' ',
                       block.story_probability);
    out.append(cell(page.role_of_block[i], kRoleColumns))
        .append(cell(traits_of(block), kTraitColumns))
        .append(" ");
    out.append(cell(block.text, text_columns, false)).append(colors.reset).append("\n");
    out.append(colors.dim)
        .append(13, ' ')
        .append(reasons_of(page.reasons[i]))
        .append(colors.reset)
        .append("\n");
  }
}

int run(const Options& options) {
  const Result<Page> page = read_page_argument(options.arguments[0], options);
  if (!page.is_ok()) {
    complain(page.error().detail);
    return page.error().code == ErrorCode::kUsage ? 2 : 4;
  }
  const Explanation explanation = explain_page(page.value(), options);
  const Colors colors = colors_for(options, STDOUT_FILENO);
  const size_t width = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 160;
  std::string out;
  append_head(out, page.value(), explanation.story, colors);
  append_fields(out, explanation.story, colors, width);
  append_blocks(out, explanation, colors, width);
  return print(out);
}

}  // namespace

const Command kExplainCommand = {
    .name = "explain",
    .arguments = "PAGE",
    .summary = "why each block was kept or dropped, and where each field came from",
    .examples =
        "copydesk explain page.html\n"
        "copydesk explain page.html | grep ' + '  # what is in the text\n"
        "copydesk explain --favor recall page.html  # what would be taken in if asked to",
    .description =
        "Shows a table of the fields - each with where it was read (json-ld, meta, visible, url, "
        "model, text) and "
        "the bytes of the decoded page that prove it - and a table of the blocks in the order of "
        "the page, "
        "each with its role, its probability, what it is, and the features that spoke most for (+) "
        "or against (-) it "
        "beside the page's mean block, with their weight. The features are those of copydesk show "
        "features; names "
        "with score, sure, mass or best tell what the first stage thought of the surroundings.\n\n"
        "Of an archive file the first page is taken.",
    .flags = "favor charset url limits color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
