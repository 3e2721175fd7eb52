// reader.cpp: a request -> the screen, file or API call that answers it.
#include <chrono>

#include "server/api.h"
#include "server/reader_state.h"

namespace copydesk {
namespace {

void add_safety_headers(HttpResponse& response) {
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-DNS-Prefetch-Control", "off"});
}

HttpResponse file(std::string_view content, std::string_view type) {
  HttpResponse response;
  response.content_type = type;
  response.body = content;
  return response;
}

HttpResponse answer_with(const HttpRequest& request, Archive& archive, Reader::State& state) {
  const std::string& path = request.path;
  if (path.starts_with("/api/")) return answer_api(request, archive, state);
  if (request.method != "GET") {
    HttpResponse refused = error_screen(405, "Not here", "This address can only be read.", state);
    refused.headers.push_back({"Allow", "GET, HEAD"});
    return refused;
  }
  if (path == "/") return search_screen(request, archive, state);
  if (path == "/hits") return hits_answer(request, archive);
  if (path.starts_with("/story/")) return story_screen(request, archive, state);
  if (path.starts_with("/beside/")) return beside_screen(request, archive, state);
  if (path == "/glance") return glance_screen(request, archive, state);
  if (path == "/failures") return failures_screen(archive, state);
  return error_screen(404, "No such page", "The address leads nowhere.", state);
}

HttpResponse answer_from_archive(const HttpRequest& request, Reader::State& state) {
  Result<Archive> archive = state.archives.take();
  if (!archive.is_ok()) {
    const Error& error = archive.error();
    return request.path.starts_with("/api/")
               ? problem(503, error_name(error.code), error.detail)
               : error_screen(503, "The archive cannot be read", error.detail, state);
  }
  HttpResponse response = answer_with(request, archive.value(), state);
  state.archives.give_back(std::move(archive).value());
  return response;
}

}  // namespace

Result<Archive> ArchivePool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Archive archive = std::move(idle_.back());
      idle_.pop_back();
      return archive;
    }
  }
  return Archive::open(path_, Archive::Access::kRead);
}

void ArchivePool::give_back(Archive archive) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(archive));
}

Result<void> StatsCache::refresh() {
  if (!archive_) {
    CD_TRY(archive_, Archive::open(path_, Archive::Access::kRead));
    mark_ = -1;
  }
  CD_TRY(const int64_t mark, archive_->change_mark());
  if (mark == mark_) return {};
  CD_TRY(stats_, archive_->stats());
  mark_ = mark;  // from before they were counted, so that what came meanwhile counts as a change
  return {};
}

Result<ArchiveStats> StatsCache::stats() {
  const std::lock_guard lock(mutex_);
  if (const Result<void> refreshed = refresh(); !refreshed.is_ok()) {
    archive_.reset();
    return refreshed.error();
  }
  return stats_;
}

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& archive, std::string page_origin,
                                             std::unique_ptr<Crew> crew,
                                             const StoryLimits& limits) {
  auto state = std::make_unique<State>(archive, std::move(page_origin), std::move(crew), limits);
  CD_TRY(Archive first, state->archives.take());
  state->archives.give_back(std::move(first));
  return std::unique_ptr<Reader>(new Reader(std::move(state)));
}

HttpResponse Reader::answer(const HttpRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  HttpResponse response;
  if (request.path == "/style.css") {
    response = file(style_sheet(), "text/css; charset=utf-8");
  } else if (request.path == "/script.js") {
    response = file(script(), "text/javascript; charset=utf-8");
  } else {
    response = answer_from_archive(request, *state_);
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  state_->metrics.count(route_of(request.path), response.status, time.count());
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  add_safety_headers(response);
  return response;
}

HttpResponse Reader::answer_page(const HttpRequest& request) {
  HttpResponse response;
  Result<Archive> archive = state_->archives.take();
  if (archive.is_ok()) {
    response = page_answer(request, archive.value());
    state_->archives.give_back(std::move(archive).value());
  } else {
    response = HttpResponse{503, "text/plain; charset=utf-8", archive.error().detail + "\n", {}};
  }
  add_safety_headers(response);
  return response;
}

}  // namespace copydesk
