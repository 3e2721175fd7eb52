// http.cpp: the HTTP library behind our own request and response. The only file that knows
// cpp-httplib. Two ports on one address: the reader, and the saved pages, which are an origin of
// their own for the browser.
#include <httplib.h>

#include <thread>

#include "server/server.h"

namespace copydesk {
namespace {

HttpRequest request_of(const httplib::Request& from) {
  HttpRequest request;
  request.method = from.method;
  request.path = from.path;
  request.host = from.get_header_value("Host");
  request.content_type = from.get_header_value("Content-Type");
  for (const auto& [name, value] : from.params) request.parameters.push_back({name, value});
  request.body = from.body;
  return request;
}

void give(HttpResponse&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  to.set_content(std::move(from.body), from.content_type);
}

using Answer = std::function<HttpResponse(const HttpRequest&)>;

// A name that was bound to our address by a stranger's DNS is refused: only we and our address may
// be Host.
void handle(const HttpRequest& request, httplib::Response& to, const std::string& host, int port,
            const Answer& answer) {
  const std::string suffix = ":" + std::to_string(port);
  if (request.host != host + suffix && request.host != "localhost" + suffix) {
    to.status = 421;
    to.set_content("this address is not served here\n", "text/plain");
    return;
  }
  try {
    give(answer(request), to);
  } catch (const std::bad_alloc&) {
    to.status = 503;
    to.set_content("out of memory\n", "text/plain");
  }
}

// One port. Lifetime: `options` and `answer` outlive the server.
void set_up(httplib::Server& server, const ServeOptions& options, int port, const Answer& answer) {
  server.new_task_queue = [threads = options.threads] { return new httplib::ThreadPool(threads); };
  server.set_payload_max_length(options.body_bytes);
  server.set_read_timeout(10, 0);
  server.set_write_timeout(10, 0);
  server.set_keep_alive_timeout(1);  // an idle connection may not hold up the end
  server.Get(".*", [&options, port, answer](const httplib::Request& from, httplib::Response& to) {
    handle(request_of(from), to, options.host, port, answer);
  });
  // The body is taken as bytes whatever its type says: curl calls a page a form unless told
  // otherwise.
  server.Post(".*", [&options, port, answer](const httplib::Request& from, httplib::Response& to,
                                             const httplib::ContentReader& content) {
    HttpRequest request = request_of(from);
    if (from.is_multipart_form_data()) {
      to.status = 415;
      to.set_content("send the page itself as the body\n", "text/plain");
      return;
    }
    const bool is_read = content([&](const char* bytes, size_t size) {
      request.body.append(bytes, size);
      return true;
    });
    if (!is_read) {
      if (to.status < 400) to.status = 413;
      return;
    }
    if (request.content_type == "application/x-www-form-urlencoded") request.content_type.clear();
    handle(request, to, options.host, port, answer);
  });
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
  httplib::Server front, pages;
  int port = options.port, page_port = 0;
  page_port = pages.bind_to_any_port(options.host);
  if (port == 0) {
    port = front.bind_to_any_port(options.host);
  } else if (!front.bind_to_port(options.host, port)) {
    port = -1;
  }
  if (port <= 0 || page_port <= 0) {
    return Error{ErrorCode::kUnwritable, 0,
                 "cannot listen on " + options.host + ":" + std::to_string(options.port) +
                     "; is the port taken?"};
  }
  const std::string page_origin = "http://" + options.host + ":" + std::to_string(page_port);
  CD_TRY(const std::unique_ptr<Reader> reader, Reader::open(options.archive, page_origin));
  set_up(front, options, port, [&](const HttpRequest& request) { return reader->answer(request); });
  set_up(pages, options, page_port,
         [&](const HttpRequest& request) { return reader->answer_page(request); });
  std::thread page_thread([&] { pages.listen_after_bind(); });
  std::thread front_thread([&] { front.listen_after_bind(); });
  on_ready("http://" + options.host + ":" + std::to_string(port) + "/");
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
