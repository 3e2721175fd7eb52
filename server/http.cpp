// http.cpp: the HTTP library behind our own request and response. The only file that knows
// cpp-httplib. Two ports on one address: the reader, and the saved pages, which are an origin of
// their own for the browser.
#include <httplib.h>

#include <thread>

#include "server/api.h"
#include "server/server.h"

namespace copydesk {
namespace {

// What a request says may come back in a page, and "%ff" in an address is any byte.
std::string as_utf8(std::string_view bytes) {
  std::string text;
  append_repaired_utf8(text, bytes);
  return text;
}

HttpRequest request_of(const httplib::Request& from) {
  HttpRequest request;
  request.method = from.method;
  request.path = as_utf8(from.path);
  request.host = as_utf8(from.get_header_value("Host"));
  request.content_type = as_utf8(from.get_header_value("Content-Type"));
  for (const auto& [name, value] : from.params)
    request.parameters.push_back({as_utf8(name), as_utf8(value)});
  request.body = from.body;
  return request;
}

void give(HttpResponse&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  to.set_content(std::move(from.body), from.content_type);
}

using Answer = std::function<HttpResponse(const HttpRequest&)>;

// Connections that may wait for a thread; when more do, what comes is told to come again.
constexpr int kMostWaiting = 64;

// The threads of one port, and how many connections wait for one of them.
class Queue : public httplib::TaskQueue {
 public:
  Queue(unsigned threads, std::atomic<int>& waiting) : pool_(threads), waiting_(waiting) {}
  void enqueue(std::function<void()> connection) override {
    ++waiting_;
    pool_.enqueue([this, connection = std::move(connection)] {
      --waiting_;
      connection();
    });
  }
  void shutdown() override { pool_.shutdown(); }

 private:
  httplib::ThreadPool pool_;
  std::atomic<int>& waiting_;
};

// One port. Lifetime: outlives its server.
struct Port {
  const ServeOptions& options;
  int number = 0;
  Answer answer;
  std::atomic<int> waiting{0};

  bool is_stopping() const { return options.stop && options.stop->load(); }
};

// A name that was bound to our address by a stranger's DNS is refused: only we and our address may
// be Host.
bool is_our_name(const HttpRequest& request, const Port& port) {
  const std::string suffix = ":" + std::to_string(port.number);
  return request.host == port.options.host + suffix || request.host == "localhost" + suffix;
}

void handle(const HttpRequest& request, httplib::Response& to, Port& port) {
  if (!is_our_name(request, port))
    return give(problem(421, "usage", "this address is not served here"), to);
  if (port.waiting > kMostWaiting)
    return give(problem(503, "busy", "too many requests are waiting"), to);
  try {
    give(port.answer(request), to);
  } catch (const std::bad_alloc&) {
    give(problem(503, "too-large", "out of memory"), to);
  }
}

void handle_get(const httplib::Request& from, httplib::Response& to, Port& port) {
  if (port.is_stopping()) return give(problem(503, "busy", "the service is ending"), to);
  handle(request_of(from), to, port);
}

// The body is taken as bytes whatever its type says: curl calls a page a form unless told
// otherwise.
void handle_post(const httplib::Request& from, httplib::Response& to,
                 const httplib::ContentReader& content, Port& port) {
  if (port.is_stopping()) return give(problem(503, "busy", "the service is ending"), to);
  HttpRequest request = request_of(from);
  if (from.is_multipart_form_data())
    return give(problem(415, "usage", "send the page itself as the body"), to);
  // The library holds the length that a request tells against the limit, but not chunks, nor what
  // it inflates.
  bool is_large = false;
  const bool is_read = content([&](const char* bytes, size_t size) {
    is_large = size > port.options.body_bytes - request.body.size();
    if (!is_large) request.body.append(bytes, size);
    return !is_large;
  });
  if (!is_read) {
    if (is_large || to.status < 400) to.status = 413;
    return;
  }
  if (request.content_type == "application/x-www-form-urlencoded") request.content_type.clear();
  handle(request, to, port);
}

void set_up(httplib::Server& server, Port& port) {
  const ServeOptions& options = port.options;
  // Not the library's SO_REUSEPORT, with which two programs could listen on one port.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  server.new_task_queue = [&] { return new Queue(options.threads, port.waiting); };
  server.set_payload_max_length(options.body_bytes);
  server.set_read_timeout(10, 0);
  server.set_write_timeout(10, 0);
  server.set_keep_alive_timeout(1);  // an idle connection may not hold up the end
  server.Get(".*", [&port](const httplib::Request& from, httplib::Response& to) {
    handle_get(from, to, port);
  });
  server.Post(".*", [&port](const httplib::Request& from, httplib::Response& to,
                            const httplib::ContentReader& content) {
    handle_post(from, to, content, port);
  });
  // What the library refuses by itself says why as everything else does.
  server.set_error_handler([](const httplib::Request&, httplib::Response& to) {
    if (!to.body.empty()) return;
    const bool is_large = to.status == 413 || to.status == 414;
    give(problem(to.status, is_large ? "too-large" : "usage",
                 is_large ? "the request is over the limits" : "this cannot be answered"),
         to);
  });
}

// Takes the port that is asked for, or any that is free.
bool bind(httplib::Server& server, Port& port) {
  if (port.number != 0) return server.bind_to_port(port.options.host, port.number);
  port.number = server.bind_to_any_port(port.options.host);
  return port.number > 0;
}

}  // namespace

std::string_view HttpRequest::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

Result<void> serve(const ServeOptions& options,
                   const std::function<void(const std::string&)>& on_ready) {
  std::unique_ptr<Crew> crew;  // before there are threads, files and ports
  if (options.page_limits) {
    CD_TRY(crew, Crew::start(kExtractionsAtOnce, extraction_work(), *options.page_limits));
  }
  httplib::Server front, pages;
  Port front_port{options, options.port, {}}, side_port{options, 0, {}};
  set_up(front, front_port);
  set_up(pages, side_port);
  if (!bind(front, front_port) || !bind(pages, side_port)) {
    return Error{ErrorCode::kUnwritable, 0,
                 "cannot listen on " + options.host + ":" + std::to_string(options.port) +
                     "; is the port taken? --port 0 takes any that is free"};
  }
  const std::string page_origin = "http://" + options.host + ":" + std::to_string(side_port.number);
  CD_TRY(const std::unique_ptr<Reader> reader,
         Reader::open(options.archive, page_origin, std::move(crew)));
  front_port.answer = [&](const HttpRequest& request) { return reader->answer(request); };
  side_port.answer = [&](const HttpRequest& request) { return reader->answer_page(request); };
  std::thread page_thread([&] { pages.listen_after_bind(); });
  std::thread front_thread([&] { front.listen_after_bind(); });
  on_ready("http://" + options.host + ":" + std::to_string(front_port.number) + "/");
  while (!options.stop || !options.stop->load())
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  // Requests that were begun are answered before the threads end.
  front.stop();
  pages.stop();
  front_thread.join();
  page_thread.join();
  return {};
}

}  // namespace copydesk
