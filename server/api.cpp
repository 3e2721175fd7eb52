// api.cpp: the HTTP interface for programs: JSON in and out, described by OpenAPI 3.1 at
// /api/openapi.json (server/assets/openapi.json and the schema of the record).
#include "server/api.h"

#include <algorithm>
#include <charconv>

#include "pipeline/pipeline.h"

namespace copydesk {
namespace {

constexpr size_t kMostHits = 100;
constexpr size_t kMostNamed = 10;  // parameters that are not known, in one answer

void append_hit(JsonWriter& json, const SearchHit& hit) {
  json.begin_object();
  json.field("id", hit.story.id);
  json.field("title", hit.story.title);
  json.field("url", hit.story.url);
  json.field("publisher", hit.story.publisher);
  json.field("authors", hit.story.authors);
  json.field("published", hit.story.published);
  json.field("language", hit.story.language);
  json.field("snippet", hit.snippet.text);
  json.key("copies");
  json.number(hit.copy_count);
  json.end_object();
}

void append_facets(JsonWriter& json, const SearchResult& result) {
  json.key("facets");
  json.begin_object();
  for (int i = 0; i < kFacetCount; ++i) {
    json.key(facet_name(static_cast<Facet>(i)));
    json.begin_object();
    for (const FacetValue& value : result.facets[i]) {
      json.key(value.value);
      json.number(value.count);
    }
    json.end_object();
  }
  json.end_object();
}

// Whether a parameter, if it is given, is a number from `least` to `most`.
bool is_number_or_absent(std::string_view text, size_t least, size_t most, size_t& number) {
  if (text.empty()) return true;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= least &&
         number <= most;
}

// The parameters that a call knows; those of the search are also what facets are named.
std::vector<std::string_view> parameters_of(std::string_view call) {
  if (call == "extract") return {"url", "provenance"};
  if (call == "batch") return {"provenance"};
  if (call != "search") return {};
  std::vector<std::string_view> names = {"q", "first", "count", "order"};
  for (int i = 0; i < kFacetCount; ++i) names.push_back(facet_name(static_cast<Facet>(i)));
  return names;
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out.empty() ? "none" : out;
}

// What is wrong with the names of the parameters: one that is misspelt would change the answer
// without a word, and of one that is given twice nobody knows which is meant.
std::string wrong_parameters(const HttpRequest& request, std::string_view call) {
  const std::vector<std::string_view> known = parameters_of(call);
  std::vector<std::string_view> unknown, seen, twice;
  for (const auto& [name, value] : request.parameters) {
    const auto is_in = [&name](const std::vector<std::string_view>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (!is_in(known) && unknown.size() < kMostNamed && !is_in(unknown)) unknown.push_back(name);
    if (!is_in(known)) continue;
    if (is_in(seen) && !is_in(twice)) twice.push_back(name);
    if (!is_in(seen)) seen.push_back(name);
  }
  if (!unknown.empty())
    return "unknown parameters: " + joined(unknown) + "; this call knows: " + joined(known);
  return twice.empty() ? "" : "given more than once: " + joined(twice);
}

HttpResponse answer_search(const HttpRequest& request, Archive& archive) {
  SearchRequest wanted = search_request(request);
  if (!is_number_or_absent(request.parameter("first"), 0, INT32_MAX, wanted.first))
    return problem(422, "usage", "first: give the number of hits to pass over");
  if (!is_number_or_absent(request.parameter("count"), 1, kMostHits, wanted.count))
    return problem(422, "usage", "count: give a number from 1 to " + std::to_string(kMostHits));
  const std::string_view order = request.parameter("order");
  if (!order.empty() && order != "best" && order != "newest" && order != "oldest")
    return problem(422, "usage", "order: best, newest or oldest");
  const Result<SearchResult> found = archive.search(wanted);
  if (!found.is_ok()) return problem(503, error_name(found.error().code), found.error().detail);
  const SearchResult& result = found.value();
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.key("stories");
  json.number(result.story_count);
  json.field("counted", result.is_count_least ? "least" : "all");
  json.key("groups");
  json.number(result.hit_count);
  json.field("ranked", result.is_capped ? "newest" : "all");
  json.key("hits");
  json.begin_array();
  for (const SearchHit& hit : result.hits) append_hit(json, hit);
  json.end_array();
  append_facets(json, result);
  json.end_object();
  return json_response(200, body + "\n");
}

HttpResponse answer_story(std::string_view id, Archive& archive) {
  const Result<Story> story = archive.story(id);
  if (!story.is_ok()) {
    return story.error().code == ErrorCode::kNotFound
               ? problem(404, "not-found", story.error().detail)
               : problem(503, error_name(story.error().code), story.error().detail);
  }
  std::string body;
  append_story_json(body, story.value());
  return json_response(200, body + "\n");
}

HttpResponse answer_health(Archive& archive) {
  const Result<int64_t> stories = archive.story_count();
  if (!stories.is_ok())
    return problem(503, error_name(stories.error().code), stories.error().detail);
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.field("status", "ok");
  json.key("stories");
  json.number(stories.value());
  json.end_object();
  return json_response(200, body + "\n");
}

// SPEC: RFC 9110, 15.5.6: with the methods that are meant.
HttpResponse not_allowed(std::string_view detail, std::string_view methods) {
  HttpResponse response = problem(405, "usage", detail);
  response.headers.push_back({"Allow", std::string(methods)});
  return response;
}

// The description with the schema of the record at the place that is kept for it.
std::string description() {
  constexpr std::string_view kPlace = "\"Story\": {}", kOldRoot = "\"#/$defs/",
                             kNewRoot = "\"#/components/schemas/Story/$defs/";
  std::string schema = story_json_schema();
  for (size_t at = 0; (at = schema.find(kOldRoot, at)) != std::string::npos; at += kNewRoot.size())
    schema.replace(at, kOldRoot.size(), kNewRoot);
  std::string text(openapi());
  const size_t place = text.rfind(kPlace);
  CD_CHECK(place != std::string::npos);
  return text.replace(place, kPlace.size(), "\"Story\": " + schema);
}

}  // namespace

HttpResponse json_response(int status, std::string body) {
  return HttpResponse{status, "application/json", std::move(body), {}};
}

HttpResponse problem(int status, std::string_view code, std::string_view detail) {
  std::string body, mended;
  append_repaired_utf8(mended, detail);
  JsonWriter json(body);
  json.begin_object();
  json.field("code", code);
  json.field("detail", mended);
  json.end_object();
  HttpResponse response = json_response(status, body + "\n");
  if (status == 429 || status == 503) response.headers.push_back({"Retry-After", "1"});
  return response;
}

HttpResponse answer_api(const HttpRequest& request, Archive& archive, Reader::State& state) {
  const std::string_view name = std::string_view(request.path).substr(5);
  const bool takes_pages = name == "extract" || name == "batch";
  if (takes_pages && request.method != "POST") return not_allowed("send pages by POST", "POST");
  if (!takes_pages && request.method != "GET")
    return not_allowed("this address can only be read", "GET, HEAD");
  const bool is_story = name.starts_with("story/");
  if (!takes_pages && !is_story && name != "search" && name != "health" && name != "metrics" &&
      name != "openapi.json")
    return problem(404, "not-found", "there is no such call; /api/openapi.json lists them");
  if (const std::string why = wrong_parameters(request, name); !why.empty())
    return problem(400, "usage", why);
  if (name == "extract") return answer_extract(request, state);
  if (name == "batch") return answer_batch(request, state);
  if (name == "search") return answer_search(request, archive);
  if (is_story) return answer_story(name.substr(6), archive);
  if (name == "health") return answer_health(archive);
  if (name == "metrics") return answer_metrics(archive, state);
  return json_response(200, description());
}

}  // namespace copydesk
