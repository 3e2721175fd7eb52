// api_extract.cpp: pages that are sent -> their stories: one page as the body, or JSON Lines with a
// page each. As many requests as kExtractionsAtOnce are worked on; the next ones are told to come
// again.
#include <simdjson.h>

#include "server/api.h"
#include "story/story.h"

namespace copydesk {
namespace {

constexpr size_t kMostBatchLines = 1000;

/// One of the places at the work; `is_free` false when all were taken.
class Place {
 public:
  explicit Place(std::atomic<int>& taken)
      : taken_(taken), is_free(++taken <= static_cast<int>(kExtractionsAtOnce)) {}
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

/// A page as it was sent.
struct SentPage {
  std::string_view bytes, content_type, url;
  bool has_provenance = false;
};

std::string head_of(const SentPage& page) {
  std::string bytes;
  Packer out(bytes);
  out.number(page.has_provenance);
  out.text(page.content_type);
  out.text(page.url);
  return bytes;
}

// The record of a page; nothing when there is no story in it. Of what is no page what it is, for
// people: a sentence, which begins otherwise than a record.
void append_record(std::string& out, const SentPage& sent, const StoryLimits& limits) {
  if (const auto checked = check_may_be_page(sent.bytes, sent.content_type); !checked.is_ok()) {
    out += checked.error().detail;
    return;
  }
  PageHints hints;
  hints.content_type = sent.content_type;
  hints.url = sent.url;
  Page page = decode_page(std::string(sent.bytes), hints);
  const Story story = read_story(page, {.provenance = sent.has_provenance, .limits = limits});
  if (tells_story(story)) append_story_json(out, story, {.provenance = sent.has_provenance});
}

// The same by the crew. Errors: kEmpty, kUnsupported (no page), and those of Crew::ask().
Result<std::string> record_of(const SentPage& page, Reader::State& state) {
  std::string record;
  if (state.crew) {
    CD_TRY(record, state.crew->ask(head_of(page), page.bytes));
  } else {
    append_record(record, page, state.limits);
  }
  if (record.empty()) return Error{ErrorCode::kEmpty, 0, "no story in this page"};
  if (!record.starts_with('{')) return Error{ErrorCode::kUnsupported, 0, std::move(record)};
  return record;
}

// Nothing if it is neither asked for nor left out.
std::optional<bool> wants_provenance(const HttpRequest& request) {
  const std::string_view wanted = request.parameter("provenance");
  if (wanted == "1") return true;
  return wanted.empty() || wanted == "0" ? std::optional(false) : std::nullopt;
}

HttpResponse wrong_provenance() { return problem(422, "usage", "provenance: 0 or 1"); }

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
                       bool has_provenance, Reader::State& state) {
  simdjson::dom::element value;
  std::string_view text, url;
  if (parser.parse(line).get(value) || value["page"].get(text))
    return append_problem(out, "usage", "a line is an object with a page: {\"page\":\"<html>\"}");
  const auto address = value["url"];
  if (address.error() == simdjson::SUCCESS && !address.is_null() && address.get(url))
    return append_problem(out, "usage", "the url of a line is a text");
  const Result<std::string> record =
      record_of({text, "; charset=utf-8", url, has_provenance}, state);
  if (record.is_ok()) return append_answer(out, 200, "story", record.value());
  append_problem(out, error_name(record.error().code), record.error().detail);
}

}  // namespace

Crew::Work extraction_work(const StoryLimits& limits) {
  return [limits](std::string_view request, std::string& answer) {
    Unpacker in(request);
    SentPage page;
    page.has_provenance = in.number() != 0;
    const std::string content_type = in.text(), url = in.text();
    page.content_type = content_type;
    page.url = url;
    page.bytes = in.rest();
    append_record(answer, page, limits);
  };
}

HttpResponse answer_extract(const HttpRequest& request, Reader::State& state) {
  const Place place(state.extracting);
  if (!place.is_free) return too_many();
  if (request.body.empty())
    return problem(422, "empty", "send the page as the body of the request");
  const std::optional<bool> has_provenance = wants_provenance(request);
  if (!has_provenance) return wrong_provenance();
  ++state.extractions;
  const Result<std::string> record = record_of(
      {request.body, request.content_type, request.parameter("url"), *has_provenance}, state);
  if (record.is_ok()) return json_response(200, record.value() + "\n");
  return problem(422, error_name(record.error().code), record.error().detail);
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
  const std::optional<bool> has_provenance = wants_provenance(request);
  if (!has_provenance) return wrong_provenance();
  HttpResponse response;
  response.content_type = "application/x-ndjson";
  simdjson::dom::parser parser;
  for (const std::string_view line : lines) {
    ++state.extractions;
    append_batch_line(response.body, parser, line, *has_provenance, state);
  }
  return response;
}

}  // namespace copydesk
