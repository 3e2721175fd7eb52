// server.h: the door of server/: an archive in the browser, and over HTTP for programs. Binds to
// loopback, needs no network, shows nothing but what our own writers made of a page.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/base.h"
#include "pipeline/pipeline.h"
#include "story/story.h"

namespace copydesk {

/// A request as the handlers see it, whatever the HTTP library. All but the body is valid UTF-8.
struct HttpRequest {
  std::string method;                                           // GET, POST
  std::string path;                                             // decoded, without the query
  std::vector<std::pair<std::string, std::string>> parameters;  // of the query, decoded
  std::string content_type;
  std::string body;

  /// The first value of a parameter; empty without one.
  std::string_view parameter(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct ServeOptions {
  std::string archive;
  std::string host = "127.0.0.1";
  int port = 0;                                      // of the reader; 0: any that is free
  unsigned threads = 8;                              // requests at a time
  size_t page_bytes = InputLimits().page_bytes;      // of a page or a batch that is sent; 413 above
  size_t header_bytes = InputLimits().header_bytes;  // of the head of a request; 431 above
  StoryLimits story_limits = {};                     // of the pages that are sent
  /// Pages that are sent are read in worker processes within these limits; nothing: in the program
  /// itself. Only for a caller with one thread.
  std::optional<CrewLimits> page_limits = {};
  /// Set from a signal handler: no request is taken any more, those begun are answered. May be
  /// null.
  const std::atomic<bool>* stop = nullptr;
};

/// Answers the requests for one archive, without a network: what the tests ask directly.
/// Threads: safe.
class Reader {
 public:
  /// `page_origin` is where saved pages are shown, as "http://127.0.0.1:8001".
  /// Pages that are sent are read by `crew`, which was started with extraction_work(), or without
  /// one in the caller's process, within `limits`.
  static Result<std::unique_ptr<Reader>> open(const std::string& archive, std::string page_origin,
                                              std::unique_ptr<Crew> crew = nullptr,
                                              const StoryLimits& limits = {});
  ~Reader();

  /// The reader's own origin: screens, style, script, API.
  HttpResponse answer(const HttpRequest& request);
  /// The other origin: saved pages, for the frame beside the story only.
  HttpResponse answer_page(const HttpRequest& request);

  struct State;

 private:
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What the workers of a Reader's crew do: a page that was sent -> its record.
Crew::Work extraction_work(const StoryLimits& limits);

/// Serves until `options.stop` is set. `on_ready` gets the address of the reader.
/// Errors: those of Archive::open; kUnwritable when the port is taken.
Result<void> serve(const ServeOptions& options,
                   const std::function<void(const std::string& address)>& on_ready);

}  // namespace copydesk
