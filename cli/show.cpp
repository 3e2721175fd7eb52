// show.cpp: the command show: what an arrow of the picture in ARCHITECTURE.md carries, for one
// page.
#include <fmt/format.h>
#include <unistd.h>

#include "base/base.h"
#include "blocks/blocks.h"
#include "cli/command.h"
#include "cli/page_argument.h"
#include "cli/page_limits.h"
#include "cli/terminal.h"
#include "html/html.h"
#include "output/output.h"
#include "story/story.h"

namespace copydesk {
namespace {

ParseOptions parse_options(const Options& options) {
  ParseOptions parse;
  parse.scripting = options.scripting == "on";
  parse.fragment_context = options.fragment;
  parse.limits = work_limits(options).story.parse;
  return parse;
}

// Text of the page as it is; on a terminal without what would move its cursor or turn its lines.
int print_page(std::string_view text) {
  if (!is_terminal(STDOUT_FILENO)) return print(text);
  return print(shown_lines(text));
}

int print_decoded(const Page& page, const Options&) { return print_page(page.text); }

int print_tree(const Page& page, const Options& options) {
  int code = 0;
  dump_tree(parse_html(page.text, parse_options(options)), [&code](std::string_view piece) {
    code = print_page(piece);
    return code == 0;
  });
  return code;
}

void append_flag(JsonWriter& json, std::string_view name, bool is_set) {
  if (!is_set) return;
  json.key(name);
  json.boolean(true);
}

void append_number(JsonWriter& json, std::string_view name, int64_t value) {
  json.key(name);
  json.number(value);
}

void append_block(std::string& out, const Block& block, size_t index) {
  JsonWriter json(out);
  json.begin_object();
  append_number(json, "block", static_cast<int64_t>(index));
  json.field("role", role_name(block.role));
  json.key("probability");
  json.number(static_cast<double>(static_cast<int>(block.story_probability * 10000 + 0.5f)) /
              10000);
  append_number(json, "begin", block.page.begin);
  append_number(json, "end", block.page.end);
  append_number(json, "depth", block.depth);
  append_number(json, "words", block.word_count);
  append_number(json, "letters", block.letter_count);
  append_number(json, "linked_letters", block.linked_letter_count);
  if (block.heading_level > 0) append_number(json, "heading", block.heading_level);
  append_flag(json, "hidden", block.is_hidden);
  append_flag(json, "aria_hidden", block.is_aria_hidden);
  append_flag(json, "noscript", block.is_noscript);
  append_flag(json, "preformatted", block.is_preformatted);
  append_flag(json, "list_item", block.is_list_item);
  append_flag(json, "cell", block.is_cell);
  append_flag(json, "quote", block.is_quote);
  append_flag(json, "figcaption", block.is_figcaption);
  append_flag(json, "after_break", block.is_after_break);
  append_flag(json, "after_gap", block.is_after_gap);
  json.field("text", block.text);
  json.end_object();
  out += '\n';
}

std::string show_tokens(const Page& page, const Options& options) {
  return dump_tokens(page.text, parse_options(options));
}

std::string show_features(const Page& page, const Options& options) {
  const StoryLimits limits = work_limits(options).story;
  if (page.form == Page::Form::kPlainText)
    return feature_table(cut_lines(page.text, limits.blocks), nullptr);
  const Document document = parse_html(page.text, {.limits = limits.parse});
  return feature_table(cut_blocks(document, limits.blocks), &document);
}

std::string show_blocks(const Page& page, const Options& options) {
  std::string out;
  const StoryLimits limits = work_limits(options).story;
  if (page.form == Page::Form::kPlainText) {
    BlockList list = cut_lines(page.text, limits.blocks);
    choose_blocks(list, nullptr, favor_of(options));
    for (size_t i = 0; i < list.blocks.size(); ++i) append_block(out, list.blocks[i], i);
    return out;
  }
  const Document document = parse_html(page.text, {.limits = limits.parse});
  BlockList list = cut_blocks(document, limits.blocks);
  choose_blocks(list, &document, favor_of(options));
  for (size_t i = 0; i < list.blocks.size(); ++i) append_block(out, list.blocks[i], i);
  return out;
}

std::string show_story(const Page& page, const Options& options) {
  std::string out;
  const Story story = read_story(
      page, {.favor = favor_of(options), .provenance = true, .limits = work_limits(options).story});
  find_format("json")->make({.provenance = true})->document(story, out);
  return out;
}

template <std::string (*show)(const Page& page, const Options& options)>
int print_whole(const Page& page, const Options& options) {
  return print(show(page, options));
}

struct Stage {
  std::string_view name;
  int (*print)(const Page& page, const Options& options);  // gives the exit code
};

constexpr Stage kStages[] = {
    {"decode", print_decoded},
    {"tokens", print_whole<show_tokens>},
    {"tree", print_tree},
    {"blocks", print_whole<show_blocks>},
    {"features", print_whole<show_features>},
    {"story", print_whole<show_story>},
};

int run(const Options& options) {
  const Result<Page> page = read_page_argument(options.arguments[1], options);
  if (!page.is_ok()) {
    complain(page.error().detail);
    return page.error().code == ErrorCode::kUsage ? 2 : 4;
  }
  for (const Stage& stage : kStages)
    if (stage.name == options.arguments[0]) return stage.print(page.value(), options);
  return 2;
}

}  // namespace

const Command kShowCommand = {
    .name = "show",
    .arguments = "STAGE PAGE",
    .summary = "what each stage makes of a page",
    .examples =
        "copydesk show decode page.html  # the page as UTF-8\n"
        "copydesk show tree page.html  # the tree, in the format of the html5lib tests\n"
        "copydesk show tree --fragment td --charset utf-8 -  # a fragment from standard input\n"
        "copydesk show blocks page.html | jq -r 'select(.role == \"body\").text'\n"
        "copydesk show story page.html  # the record with its provenance",
    .description =
        "decode: the page as UTF-8, without byte order mark.\n\n"
        "tokens: its tags, texts and comments with their bytes, one JSON line each.\n\n"
        "tree: what the HTML standard makes of it, one node a line (\"| <html>\").\n\n"
        "blocks: its runs of text with what was measured about them and the role each was given, "
        "one JSON "
        "line each.\n\n"
        "features: the numbers from which the model chooses, a line a block behind a line of their "
        "names, parted by tabs.\n\n"
        "story: the record, indented, with provenance.\n\n"
        "Of an archive file the first page is taken. With --charset the whole input is one page.",
    .flags = "fragment scripting charset url favor limits color no-config help",
    .completes = Completes::kChoices,
    .choices = "decode tokens tree blocks features story",
    .least_arguments = 2,
    .most_arguments = 2,
    .run = run,
};

}  // namespace copydesk
