// check_socket.cpp: the invariants of the service behind its socket: whatever bytes a connection
// brings, what comes back is HTTP, and the next one is served.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <future>
#include <thread>

#include "base/base.h"
#include "corpus/corpus.h"
#include "fuzz/checks.h"
#include "server/server.h"

namespace copydesk {
namespace {

// A service over an empty archive, until the program ends.
class RunningService {
 public:
  RunningService()
      : archive_(std::filesystem::temp_directory_path() /
                 ("copydesk-fuzz-socket-" + std::to_string(::getpid()) + ".db")) {
    CD_CHECK(Archive::open(archive_, Archive::Access::kWrite).is_ok());
    std::promise<std::string> address;
    thread_ = std::thread([&] {
      ServeOptions options;
      options.archive = archive_;
      options.threads = 2;
      options.page_bytes = 1u << 20;
      options.stop = &stop_;
      CD_CHECK(serve(options, [&](const std::string& ready) { address.set_value(ready); }).is_ok());
    });
    const std::string ready = address.get_future().get();  // "http://127.0.0.1:PORT/"
    port_ = static_cast<uint16_t>(std::atoi(ready.substr(ready.rfind(':') + 1).c_str()));
  }
  ~RunningService() {
    stop_ = true;
    thread_.join();
    for (const char* suffix : {"", "-wal", "-shm", "-writer"})
      std::filesystem::remove(archive_ + suffix);
  }
  uint16_t port() const { return port_; }

 private:
  std::string archive_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
  uint16_t port_ = 0;
};

enum class End : uint8_t { kOurs, kTheirs };

// Sends all bytes and gives what came back until the service closed. With kOurs we say that no more
// will come, but only when nothing has come back for a while, so that whole requests are tried too.
std::string answer_of(uint16_t port, std::string_view bytes, End end) {
  constexpr timeval kPatience{120, 0};  // a busy machine; an answer is there in milliseconds
  constexpr int kWhileMs = 8;
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  CD_CHECK(socket >= 0);
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CD_CHECK(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;  // the fuzzer's clock
    if (sent <= 0) break;                      // refused before its end
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  std::string answer;
  char room[16384];
  ssize_t got = 1;
  while (got > 0) {
    pollfd wait{socket, POLLIN, 0};
    // The fuzzer's clock ends a poll as well; without the shutdown the service waits for more.
    if (end == End::kOurs && ::poll(&wait, 1, kWhileMs) <= 0) ::shutdown(socket, SHUT_WR);
    do got = ::recv(socket, room, sizeof room, 0);
    while (got < 0 && errno == EINTR);
    if (got > 0) answer.append(room, static_cast<size_t>(got));
  }
  CD_CHECK(got == 0 || errno == ECONNRESET);  // not out of patience
  ::close(socket);
  return answer;
}

std::string with_host(std::string_view bytes, uint16_t port) {
  constexpr std::string_view kMark = "{host}";
  std::string request(bytes);
  if (const size_t at = request.find(kMark); at != std::string::npos)
    request.replace(at, kMark.size(), "127.0.0.1:" + std::to_string(port));
  return request;
}

bool is_packed(std::string_view answer) { return answer.find("Content-Encoding: ") != answer.npos; }

// A status line, lines of the head up to an empty one, and nothing but text.
bool is_http(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ")) return false;
  if (!is_valid_utf8(answer) && !is_packed(answer)) return false;
  const size_t end = answer.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  for (std::string_view head = answer.substr(0, end); !head.empty();) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    if (line.empty() || line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
      return false;
    head.remove_prefix(std::min(line.size() + 2, head.size()));
  }
  return true;
}

}  // namespace

void check_socket(std::string_view bytes) {
  static const RunningService service;
  const std::string answer =
      answer_of(service.port(), with_host(bytes, service.port()), End::kOurs);
  CD_CHECK(answer.empty() || is_http(answer));
  const std::string sound = answer_of(service.port(),
                                      with_host("GET /api/health HTTP/1.1\r\nHost: {host}\r\n"
                                                "Connection: close\r\n\r\n",
                                                service.port()),
                                      End::kTheirs);
  const bool is_served = sound.starts_with("HTTP/1.1 200 ");
  if (!is_served) std::fprintf(stderr, "answer to a sound request: \"%s\"\n", sound.c_str());
  CD_CHECK(is_served);
}

}  // namespace copydesk
