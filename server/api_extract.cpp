// api_extract.cpp: pages that are sent -> their stories: one page as the body, or JSON Lines with a
// page each. As many requests as kExtractionsAtOnce are worked on; the next ones are told to come
// again.
#include <simdjson.h>

#include "server/api.h"
#include "story/story.h"

namespace copydesk {
namespace {

// Each may hold a page of 32 MB and its tree: more would be more memory than time won.
constexpr int kExtractionsAtOnce = 4;
constexpr size_t kMostBatchLines = 1000;

/// One of the places at the work; `is_free` false when all were taken.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) : taken_(taken), is_free(++taken <= kExtractionsAtOnce) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::atomic<int>& taken_;

 public:
  const bool is_free;
};

HttpResponse too_many() {
  return problem(429, "busy", "as many pages as can be are being read; come again in a second");
}

bool is_empty(const Story& story) {
  return story.text.empty() && story.images.empty() && story.galleries.empty();
}

Story story_of(Page page, std::string_view url, bool has_provenance) {
  page.url = url;
  StoryOptions options;
  options.provenance = has_provenance;
  return read_story(page, options);
}

bool wants_provenance(const HttpRequest& request) { return request.parameter("provenance") == "1"; }

// A line of the answer around a story or a problem that is JSON already.
void append_answer(std::string& out, int status, std::string_view name, std::string_view json) {
  while (json.ends_with("\n")) json.remove_suffix(1);
  out.append("{\"status\":").append(std::to_string(status)).append(",\"").append(name);
  out.append("\":").append(json).append("}\n");
}

void append_problem(std::string& out, std::string_view code, std::string_view detail) {
  append_answer(out, 422, "problem", problem(422, code, detail).body);
}

void append_batch_line(std::string& out, simdjson::dom::parser& parser, std::string_view line,
                       bool has_provenance) {
  simdjson::dom::element value;
  std::string_view text, url;
  if (parser.parse(line).get(value) || value["page"].get(text))
    return append_problem(out, "usage", "a line is an object with a page: {\"page\":\"<html>\"}");
  if (value["url"].get(url)) url = {};
  PageHints hints;
  hints.content_type = "; charset=utf-8";
  hints.url = url;
  const Story story = story_of(decode_page(std::string(text), hints), url, has_provenance);
  if (is_empty(story)) return append_problem(out, "empty", "no story in this page");
  std::string record;
  append_story_json(record, story, {.provenance = has_provenance});
  append_answer(out, 200, "story", record);
}

}  // namespace

HttpResponse answer_extract(const HttpRequest& request, Reader::State& state) {
  const Place place(state.extracting);
  if (!place.is_free) return too_many();
  if (request.body.empty())
    return problem(422, "empty", "send the page as the body of the request");
  ++state.extractions;
  PageHints hints;
  hints.content_type = request.content_type;
  hints.url = request.parameter("url");
  const Story story = story_of(decode_page(request.body, hints), request.parameter("url"),
                               wants_provenance(request));
  if (is_empty(story)) return problem(422, "empty", "no story in this page");
  std::string body;
  append_story_json(body, story, {.provenance = wants_provenance(request)});
  return json_response(200, body + "\n");
}

HttpResponse answer_batch(const HttpRequest& request, Reader::State& state) {
  const Place place(state.extracting);
  if (!place.is_free) return too_many();
  std::vector<std::string_view> lines;
  for (std::string_view rest = request.body; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) lines.push_back(line);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  if (lines.empty()) return problem(422, "empty", "send JSON Lines with a page each");
  if (lines.size() > kMostBatchLines) {
    return problem(413, "too-large",
                   "at most " + std::to_string(kMostBatchLines) + " pages at a time");
  }
  HttpResponse response;
  response.content_type = "application/x-ndjson";
  simdjson::dom::parser parser;
  for (const std::string_view line : lines) {
    ++state.extractions;
    append_batch_line(response.body, parser, line, wants_provenance(request));
  }
  return response;
}

}  // namespace copydesk
