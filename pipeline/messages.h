// messages.h: numbers and bytes over a socket pair between the processes of one program. For
// pipeline/ only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace copydesk {

/// Sends or receives all of it, however many calls it takes. False when the other end has closed.
bool send_all(int socket, std::string_view bytes);
bool receive_all(int socket, char* into, size_t size);

bool send_number(int socket, uint64_t number);
bool receive_number(int socket, uint64_t& number);

/// A number with a descriptor beside it.
bool send_descriptor(int socket, int status, int descriptor);
bool receive_descriptor(int socket, int& status, int& descriptor);

}  // namespace copydesk
