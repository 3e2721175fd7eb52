// api.cpp: the HTTP interface for programs: JSON in and out, described by OpenAPI 3.1 at
// /api/openapi.json.
#include "pipeline/pipeline.h"
#include "server/reader_state.h"
#include "story/story.h"

namespace copydesk {
namespace {

HttpResponse json_response(int status, std::string body) {
  return HttpResponse{status, "application/json", std::move(body), {}};
}

HttpResponse problem(int status, std::string_view code, std::string_view detail) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.field("code", code);
  json.field("detail", detail);
  json.end_object();
  return json_response(status, body + "\n");
}

void append_line(JsonWriter& json, const SearchHit& hit) {
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

HttpResponse answer_search(const HttpRequest& request, Archive& archive) {
  const Result<SearchResult> found = archive.search(search_request(request));
  if (!found.is_ok()) return problem(500, error_name(found.error().code), found.error().detail);
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.key("stories");
  json.number(found.value().story_count);
  json.key("hits");
  json.begin_array();
  for (const SearchHit& hit : found.value().hits) append_line(json, hit);
  json.end_array();
  json.key("facets");
  json.begin_object();
  for (int i = 0; i < kFacetCount; ++i) {
    json.key(facet_name(static_cast<Facet>(i)));
    json.begin_object();
    for (const FacetValue& value : found.value().facets[i]) {
      json.key(value.value);
      json.number(value.count);
    }
    json.end_object();
  }
  json.end_object();
  json.end_object();
  return json_response(200, body + "\n");
}

HttpResponse answer_story(std::string_view id, Archive& archive) {
  const Result<Story> story = archive.story(id);
  if (!story.is_ok()) return problem(404, "not-found", story.error().detail);
  std::string body;
  append_story_json(body, story.value());
  return json_response(200, body + "\n");
}

HttpResponse answer_extract(const HttpRequest& request, Reader::State& state) {
  ++state.extractions;
  if (request.body.empty())
    return problem(422, "empty", "send the page as the body of the request");
  PageHints hints;
  hints.content_type = request.content_type;
  hints.url = request.parameter("url");
  Page page = decode_page(request.body, hints);
  page.url = request.parameter("url");
  StoryOptions options;
  options.provenance = request.parameter("provenance") == "1";
  const Story story = read_story(page, options);
  if (story.text.empty() && story.images.empty() && story.galleries.empty()) {
    return problem(422, "empty", "no story in this page");
  }
  std::string body;
  append_story_json(body, story, {.provenance = options.provenance});
  return json_response(200, body + "\n");
}

HttpResponse answer_metrics(Archive& archive, const Reader::State& state) {
  std::string body;
  const auto add = [&](std::string_view name, std::string_view help, std::string_view type,
                       uint64_t value) {
    body.append("# HELP ")
        .append(name)
        .append(" ")
        .append(help)
        .append("\n# TYPE ")
        .append(name)
        .append(" ")
        .append(type);
    body.append("\n").append(name).append(" ").append(std::to_string(value)).append("\n");
  };
  add("copydesk_requests_total", "Requests answered by the reader and the API", "counter",
      state.requests);
  add("copydesk_failures_total", "Answers with a status of 500 and above", "counter",
      state.failures);
  add("copydesk_extractions_total", "Pages sent to be extracted", "counter", state.extractions);
  const Result<int64_t> stories = archive.story_count();
  if (stories.is_ok())
    add("copydesk_stories", "Stories in the archive", "gauge",
        static_cast<uint64_t>(stories.value()));
  return HttpResponse{200, "text/plain; version=0.0.4; charset=utf-8", body, {}};
}

constexpr std::string_view kOpenApi = R"json({
 "openapi": "3.1.0",
 "info": {"title": "Copydesk", "version": "1", "description": "Stories out of saved pages, and an archive of them."},
 "paths": {
  "/api/extract": {"post": {"summary": "The story of one page",
   "parameters": [{"name": "url", "in": "query", "schema": {"type": "string"}, "description": "Address of the page"},
    {"name": "provenance", "in": "query", "schema": {"enum": ["1"]}, "description": "Adds where everything stands"}],
   "requestBody": {"required": true, "content": {"text/html": {"schema": {"type": "string"}}}},
   "responses": {"200": {"description": "The record", "content": {"application/json": {"schema": {"type": "object"}}}},
    "413": {"description": "The page is too large"},
    "422": {"description": "There is no story in it", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}}}},
  "/api/search": {"get": {"summary": "Search the archive",
   "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}},
    {"name": "first", "in": "query", "schema": {"type": "integer", "minimum": 0}},
    {"name": "order", "in": "query", "schema": {"enum": ["best", "newest", "oldest"]}},
    {"name": "publisher", "in": "query", "schema": {"type": "string"}},
    {"name": "section", "in": "query", "schema": {"type": "string"}},
    {"name": "author", "in": "query", "schema": {"type": "string"}},
    {"name": "day", "in": "query", "schema": {"type": "string"}},
    {"name": "language", "in": "query", "schema": {"type": "string"}},
    {"name": "type", "in": "query", "schema": {"type": "string"}}],
   "responses": {"200": {"description": "Twenty hits and the facets", "content": {"application/json": {"schema": {"type": "object"}}}}}}},
  "/api/story/{id}": {"get": {"summary": "One story",
   "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
   "responses": {"200": {"description": "The record", "content": {"application/json": {"schema": {"type": "object"}}}},
    "404": {"description": "No such story", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}}}},
  "/api/health": {"get": {"summary": "Whether the service works", "responses": {"200": {"description": "It does"}}}},
  "/api/metrics": {"get": {"summary": "Counters for Prometheus", "responses": {"200": {"description": "Text"}}}}
 },
 "components": {"schemas": {"Problem": {"type": "object", "required": ["code", "detail"],
  "properties": {"code": {"type": "string"}, "detail": {"type": "string"}}}}}
}
)json";

}  // namespace

HttpResponse answer_api(const HttpRequest& request, Archive& archive, Reader::State& state) {
  const std::string_view name = std::string_view(request.path).substr(5);
  if (name == "extract") {
    if (request.method != "POST") return problem(405, "usage", "send the page by POST");
    return answer_extract(request, state);
  }
  if (request.method != "GET") return problem(405, "usage", "this address can only be read");
  if (name == "search") return answer_search(request, archive);
  if (name.starts_with("story/")) return answer_story(name.substr(6), archive);
  if (name == "health") return json_response(200, "{\"status\":\"ok\"}\n");
  if (name == "metrics") return answer_metrics(archive, state);
  if (name == "openapi.json") return json_response(200, std::string(kOpenApi));
  return problem(404, "not-found", "there is no such call; /api/openapi.json lists them");
}

}  // namespace copydesk
