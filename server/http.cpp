// http.cpp: the HTTP library behind our own request and response. The only file that knows
// cpp-httplib; what it is given is a request of ours, written anew from one that was found sound
// (request_head.cpp), and a body without its framing (connection.cpp): alone it takes lines without
// end and lengths that are told twice. Two ports on one address: the reader, and the saved pages,
// which are an origin of their own for the browser.
#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "server/api.h"
#include "server/connection.h"
#include "server/lobby.h"
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
  request.method = from.method == "HEAD" ? "GET" : from.method;  // the library keeps the body back
  request.path = as_utf8(from.path);
  request.content_type = as_utf8(from.get_header_value("Content-Type"));
  for (const auto& [name, value] : from.params)
    request.parameters.push_back({as_utf8(name), as_utf8(value)});
  request.body = from.body;
  return request;
}

void give(HttpResponse&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  to.set_header("Accept-Ranges", "none");  // the library says of a HEAD that there are some
  to.set_content(std::move(from.body), from.content_type);
}

constexpr std::string_view kTooLarge = "the request is over the limits";

using Answer = std::function<HttpResponse(const HttpRequest&)>;

// Those that the kernel holds until we take them. The library has 5: of ten that came at once some
// came through a second later, when their side had asked again.
constexpr int kMostPending = 128;

// What the library takes for the threads of a port: connections go through the lobby.
class Queue : public httplib::TaskQueue {
 public:
  Queue(unsigned threads, size_t most_requests, Lobby::Refusals refusals, Lobby::Answer answer)
      : lobby_(threads, most_requests, std::move(refusals), std::move(answer)) {}
  void enqueue(std::function<void()> connection) override { connection(); }
  void shutdown() override { lobby_.shutdown(); }
  Lobby& lobby() { return lobby_; }

 private:
  Lobby lobby_;
};

// One port. Lifetime: outlives its server.
struct Port {
  const ServeOptions& options;
  int number = 0;
  Answer answer;

  bool is_stopping() const { return options.stop && options.stop->load(); }
};

// A name that was bound to our address by a stranger's DNS is refused: only we and our address may
// be asked for.
HeadRules rules_of(const Port& port) {
  HeadRules rules{{}, port.options.page_bytes};
  for (const std::string& name : {port.options.host, std::string("localhost")}) {
    rules.names.push_back(name + ":" + std::to_string(port.number));
    if (port.number == 80) rules.names.push_back(name);
  }
  return rules;
}

void handle(const HttpRequest& request, httplib::Response& to, Port& port) {
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

// What is not read of a body is not taken for a request either.
void give_unread(HttpResponse&& from, httplib::Response& to) {
  from.headers.push_back({"Connection", "close"});
  give(std::move(from), to);
}

// The body is taken as bytes whatever its type says: curl calls a page a form unless told
// otherwise.
void handle_post(const httplib::Request& from, httplib::Response& to,
                 const httplib::ContentReader& content, Port& port) {
  if (port.is_stopping()) return give_unread(problem(503, "busy", "the service is ending"), to);
  HttpRequest request = request_of(from);
  if (from.is_multipart_form_data())
    return give_unread(problem(415, "usage", "send the page itself as the body"), to);
  // Of a length that is told the limit was held already, but not of chunks, nor of what the library
  // inflates.
  bool is_large = false;
  const bool is_read = content([&](const char* bytes, size_t size) {
    is_large = size > port.options.page_bytes - request.body.size();
    if (!is_large) request.body.append(bytes, size);
    return !is_large;
  });
  if (is_large) return give_unread(problem(413, "too-large", kTooLarge), to);
  if (!is_read)
    return give_unread(
        problem(400, "truncated",
                from.has_header("Content-Encoding")
                    ? "the body breaks off, comes too slowly, or is not in its Content-Encoding"
                    : "the body breaks off, or comes too slowly"),
        to);
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
  server.set_payload_max_length(options.page_bytes);
  server.set_keep_alive_timeout(
      Lobby::kIdleSeconds);  // what is said in answers; the lobby holds it
  server.Get(".*", [&port](const httplib::Request& from, httplib::Response& to) {
    handle_get(from, to, port);
  });
  server.Post(".*", [&port](const httplib::Request& from, httplib::Response& to,
                            const httplib::ContentReader& content) {
    handle_post(from, to, content, port);
  });
  // What the library refuses by itself says why as everything else does.
  server.set_error_handler([](const httplib::Request&, httplib::Response& to) {
    if (to.body.empty()) give(problem(to.status, "usage", "this cannot be answered"), to);
  });
}

// An answer to a request that the library does not see.
std::string refusal(const HttpResponse& why) {
  std::string fields;
  for (const auto& [name, value] : why.headers) fields += name + ": " + value + "\r\n";
  return fmt::format(
      "HTTP/1.1 {} Refused\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\n{}Connection: close\r\n\r\n{}",
      why.status, why.content_type, why.body.size(), fields, why.body);
}

std::string refusal_of(const RequestHead& head) {
  const bool is_large =
      head.refused_status == 413 || head.refused_status == 414 || head.refused_status == 431;
  return refusal(problem(head.refused_status, is_large ? "too-large" : "usage", head.refused_why));
}

// The library's view of a connection.
class Stream : public httplib::Stream {
 public:
  explicit Stream(Connection& connection) : connection_(connection) {}
  bool is_readable() const override { return connection_.is_readable(); }
  bool is_writable() const override { return true; }  // write() waits
  ssize_t read(char* to, size_t size) override { return connection_.read(to, size); }
  ssize_t write(const char* from, size_t size) override { return connection_.write({from, size}); }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return connection_.socket(); }

 private:
  Connection& connection_;
};

// The library, which is handed requests one by one.
class Server : public httplib::Server {
 public:
  explicit Server(Port& port) : port_(port) {
    set_up(*this, port);
    new_task_queue = [this] { return make_queue(); };
  }

  // Takes the port that is asked for, or any that is free.
  bool bind() {
    if (port_.number == 0)
      port_.number = bind_to_any_port(port_.options.host);
    else if (!bind_to_port(port_.options.host, port_.number))
      return false;
    return port_.number > 0 && ::listen(svr_sock_, kMostPending) == 0;
  }

 private:
  // Called by the thread that takes connections, which may not wait.
  bool process_and_close_socket(socket_t socket) override {
    std::unique_ptr<Connection> connection;
    try {
      connection = std::make_unique<Connection>(socket, port_.options.header_bytes);
    } catch (const std::bad_alloc&) {
      ::close(socket);
      return true;
    }
    try {
      queue_->lobby().admit(std::move(connection));
    } catch (const std::bad_alloc&) {  // the connection is closed
    }
    return true;
  }

  // Whether another request may come on this connection.
  bool answer_one(Connection& connection, bool is_last) {
    std::string bytes;
    RequestHead head;
    if (const int status = connection.take_head(bytes); status != 0) {
      head = {.refused_status = status, .refused_why = "the head is too long or cut short"};
    } else {
      head = read_request_head(bytes, rules_of(port_));
    }
    if (head.refused_status != 0) {
      std::string answer = refusal_of(head);
      if (bytes.starts_with("HEAD ")) answer.resize(answer.find("\r\n\r\n") + 4);
      connection.refuse(answer);
      return false;
    }
    connection.begin(head);
    Stream stream(connection);
    bool is_closed = false;
    const bool is_answered = process_request(stream, is_last, is_closed, nullptr);
    return is_answered && !is_closed && connection.is_body_read() && !port_.is_stopping();
  }

  Queue* make_queue() {
    Lobby::Refusals refusals{
        refusal(problem(503, "busy", "too many requests are waiting")),
        refusal(problem(408, "timeout", "the head of the request comes too slowly"))};
    queue_ = new Queue(
        port_.options.threads, keep_alive_max_count_, std::move(refusals),
        [this](Connection& connection, bool is_last) { return answer_one(connection, is_last); });
    return queue_;
  }

  Queue* queue_ = nullptr;  // the library's, as long as it takes connections
  Port& port_;
};

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
    CD_TRY(crew, Crew::start(kExtractionsAtOnce, extraction_work(options.story_limits),
                             *options.page_limits));
  }
  Port front_port{options, options.port, {}}, side_port{options, 0, {}};
  Server front(front_port), pages(side_port);
  if (!front.bind() || !pages.bind()) {
    return Error{ErrorCode::kUnwritable, 0,
                 "cannot listen on " + options.host + ":" + std::to_string(options.port) +
                     "; is the port taken? --port 0 takes any that is free"};
  }
  const std::string page_origin = "http://" + options.host + ":" + std::to_string(side_port.number);
  CD_TRY(const std::unique_ptr<Reader> reader,
         Reader::open(options.archive, page_origin, std::move(crew), options.story_limits));
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
