// search.cpp: the command search: words in, stories out, one hit for each group of copies.
#include <unistd.h>

#include <cstdlib>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "corpus/corpus.h"
#include "output/output.h"

namespace copydesk {
namespace {

// One line has no white space at its ends; between two parts of a snippet it matters.
void append_part(std::string& out, std::string_view part) {
  if (part.empty()) return;
  if (part.front() == ' ') out += ' ';
  append_shown(out, part);
  if (part.size() > 1 && part.back() == ' ') out += ' ';
}

// Words that were searched for in bold.
void append_snippet(std::string& out, const Snippet& snippet, const Colors& colors) {
  const std::string_view text = snippet.text;
  if (snippet.is_cut_before) out += "… ";
  size_t at = 0;
  for (const ByteRange& mark : snippet.marks) {
    append_part(out, text.substr(at, mark.begin - at));
    append_part(out.append(colors.bold), text.substr(mark.begin, mark.end - mark.begin));
    out += colors.reset;
    at = mark.end;
  }
  append_part(out, text.substr(at));
  if (snippet.is_cut_after) out += " …";
}

// On a terminal the snippet is broken between words, at `width` columns; 0: it stays one line.
void append_hit(std::string& out, const SearchHit& hit, const Colors& colors, size_t width) {
  const StoryLine& story = hit.story;
  append_shown(out.append(colors.bold), story.title.empty() ? "(no headline)" : story.title);
  out.append(colors.reset).append("\n");
  std::string facts;
  for (const std::string* fact : {&story.day, &story.publisher, &story.authors, &story.section}) {
    if (fact->empty()) continue;
    if (!facts.empty()) facts += " · ";
    append_shown(facts, *fact);
  }
  if (hit.copy_count > 0) {
    facts += facts.empty() ? "and " : " · and ";
    facts += std::to_string(hit.copy_count) + (hit.copy_count == 1 ? " copy" : " copies");
  }
  if (!facts.empty())
    out.append("  ").append(colors.dim).append(facts).append(colors.reset).append("\n");
  if (!hit.snippet.text.empty()) {
    std::string snippet;
    append_snippet(snippet, hit.snippet, colors);
    if (width > 0)
      out += wrapped(snippet, 2, width);
    else
      out.append("  ").append(snippet).append("\n");
  }
  append_shown(out.append("  ").append(colors.dim), story.id);
  if (!story.url.empty()) append_shown(out += "  ", story.url);
  out.append(colors.reset).append("\n\n");
}

void append_hit_json(std::string& out, const SearchHit& hit) {
  JsonWriter json(out);
  json.begin_object();
  const StoryLine& story = hit.story;
  json.field("id", story.id);
  json.field("title", story.title);
  json.field("url", story.url);
  json.field("publisher", story.publisher);
  json.field("section", story.section);
  json.field("authors", story.authors);
  json.field("published", story.published);
  json.field("language", story.language);
  json.field("page_type", story.page_type);
  json.key("word_count");
  json.number(story.word_count);
  json.key("copies");
  json.number(hit.copy_count);
  json.field("snippet", hit.snippet.text);
  json.key("marks");
  json.begin_array();
  for (const ByteRange& mark : hit.snippet.marks) {
    json.begin_array();
    json.number(int64_t{mark.begin});
    json.number(int64_t{mark.end});
    json.end_array();
  }
  json.end_array();
  json.end_object();
  out += '\n';
}

std::string total_line(const SearchResult& result) {
  std::string line = std::to_string(result.hits.size()) + " of " +
                     (result.is_capped ? "more than " : "") + std::to_string(result.hit_count) +
                     (result.hit_count == 1 ? " hit" : " hits");
  if (result.story_count != result.hit_count) {
    line += result.is_count_least ? ", more than " : ", ";
    line += std::to_string(result.story_count) + " stories with their copies";
  }
  return line;
}

int run(const Options& options) {
  Result<Archive> archive = open_archive_argument(options);
  if (!archive.is_ok()) return archive_failed(archive.error());
  SearchRequest request;
  for (size_t i = 1; i < options.arguments.size(); ++i) {
    request.query.append(i > 1 ? " " : "").append(options.arguments[i]);
  }
  request.count = static_cast<size_t>(std::strtoull(options.limit.c_str(), nullptr, 10));
  request.order = options.order == "newest"   ? SearchRequest::Order::kNewest
                  : options.order == "oldest" ? SearchRequest::Order::kOldest
                                              : SearchRequest::Order::kBest;
  request.with_facets = false;
  request.with_copies = options.with_copies;
  const Result<SearchResult> found = archive.value().search(request);
  if (!found.is_ok()) return archive_failed(found.error());
  const Colors colors = colors_for(options, STDOUT_FILENO);
  const size_t width = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 0;
  std::string out;
  for (const SearchHit& hit : found.value().hits) {
    options.wants_json ? append_hit_json(out, hit) : append_hit(out, hit, colors, width);
  }
  if (const int code = print(out); code != 0) return code;
  if (!options.is_quiet)
    complain(found.value().hit_count == 0 ? "nothing found" : total_line(found.value()));
  return found.value().hit_count == 0 ? 1 : 0;
}

}  // namespace

const Command kSearchCommand = {
    .name = "search",
    .arguments = "ARCHIVE QUERY...",
    .summary = "find stories in an archive",
    .examples =
        "copydesk search news.db flood bridge  # both words\n"
        "copydesk search news.db '\"water level\" -porto'  # a phrase, and without a word\n"
        "copydesk search news.db 'reconstruct* title:bridge publisher:\"Harbour Post\" "
        "after:2017-04'\n"
        "copydesk search news.db storm --order newest --json | jq -r .url",
    .description =
        "All words must occur; the best hits come first. \"Several words\" are a phrase, begin* "
        "finds all that begins "
        "so, -word leaves out, a OR b takes either, of filters too: "
        "language:de OR language:fr. title:, dek:, text:, caption:, author: and "
        "tag: look in one place; "
        "publisher:, section:, language:, type:, day:, after: and before: narrow. Accents and "
        "capitals do not matter. "
        "Nothing one can type is an error.\n\n"
        "A story and its copies are one hit; --copies shows each.",
    .flags = "limit order copies json quiet color no-config help",
    .least_arguments = 2,
    .run = run,
};

}  // namespace copydesk
