// metrics.cpp: what was asked and how long it took, in the text format of Prometheus.
#include "server/metrics.h"

#include <fmt/format.h>

#include "server/api.h"

namespace copydesk {
namespace {

void append_head(std::string& out, std::string_view name, std::string_view help,
                 std::string_view type) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void append_one(std::string& out, std::string_view name, std::string_view help,
                std::string_view type, int64_t value) {
  append_head(out, name, help, type);
  out += fmt::format("{} {}\n", name, value);
}

}  // namespace

std::string_view route_of(std::string_view path) {
  constexpr std::string_view kExact[] = {
      "/",           "/hits",        "/glance",    "/failures",    "/api/search",
      "/api/health", "/api/extract", "/api/batch", "/api/metrics", "/api/openapi.json",
      "/style.css",  "/script.js"};
  for (const std::string_view route : kExact)
    if (path == route) return route;
  for (const std::string_view route : {"/story/", "/beside/", "/api/story/"})
    if (path.starts_with(route)) return route;
  return "other";
}

void Metrics::count(std::string_view route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  Route& counts = routes_[std::string(route)];
  ++counts.statuses[status];
  counts.seconds += seconds;
  for (size_t i = 0; i < kBounds.size(); ++i) counts.within[i] += seconds <= kBounds[i] ? 1 : 0;
}

void Metrics::append(std::string& out) const {
  const std::lock_guard lock(mutex_);
  append_head(out, "copydesk_requests_total", "Requests answered", "counter");
  for (const auto& [route, counts] : routes_) {
    for (const auto& [status, count] : counts.statuses) {
      out += fmt::format("copydesk_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", route,
                         status, count);
    }
  }
  append_head(out, "copydesk_request_seconds", "Time to answer a request", "histogram");
  for (const auto& [route, counts] : routes_) {
    uint64_t total = 0;
    for (const auto& [status, count] : counts.statuses) total += count;
    for (size_t i = 0; i < kBounds.size(); ++i) {
      out += fmt::format("copydesk_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                         kBounds[i], counts.within[i]);
    }
    out += fmt::format("copydesk_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route,
                       total);
    out +=
        fmt::format("copydesk_request_seconds_sum{{route=\"{}\"}} {:.6f}\n", route, counts.seconds);
    out += fmt::format("copydesk_request_seconds_count{{route=\"{}\"}} {}\n", route, total);
  }
}

HttpResponse answer_metrics(Archive& archive, const Reader::State& state) {
  HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  state.metrics.append(response.body);
  append_one(response.body, "copydesk_extractions_total", "Pages sent to be extracted", "counter",
             static_cast<int64_t>(state.extractions));
  append_one(response.body, "copydesk_extractions_running", "Requests with pages being worked on",
             "gauge", state.extracting);
  const Result<int64_t> stories = archive.story_count();
  if (stories.is_ok())
    append_one(response.body, "copydesk_stories", "Stories in the archive", "gauge",
               stories.value());
  return response;
}

}  // namespace copydesk
