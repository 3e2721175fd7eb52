// messages.cpp: whole messages over stream sockets. Source: unix(7), cmsg(3).
#include "pipeline/messages.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace copydesk {

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool receive_all(int socket, char* into, size_t size) {
  while (size > 0) {
    const ssize_t n = ::recv(socket, into, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    into += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

bool send_number(int socket, uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  return send_all(socket, {bytes, sizeof bytes});
}

bool receive_number(int socket, uint64_t& number) {
  char bytes[sizeof number];
  if (!receive_all(socket, bytes, sizeof bytes)) return false;
  std::memcpy(&number, bytes, sizeof number);
  return true;
}

bool send_descriptor(int socket, int status, int descriptor) {
  iovec data{&status, sizeof status};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return ::sendmsg(socket, &message, MSG_NOSIGNAL) == sizeof status;
}

bool receive_descriptor(int socket, int& status, int& descriptor) {
  iovec data{&status, sizeof status};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (got != sizeof status || !header || header->cmsg_type != SCM_RIGHTS) return false;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return true;
}

}  // namespace copydesk
