// trays.h: memory that the program shares with each of its worker processes, so that a page and its
// answer need not go through a socket. For pipeline/ only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace copydesk {

/// For each worker, and each of the requests that may wait for it, a tray in which the program puts
/// the request, which the worker can only read, and one in which the worker puts the answer.
/// Cost: address space; memory as far as the trays were ever filled. Threads: safe, they share only
/// the addresses.
class Trays {
 public:
  static constexpr size_t kRequests = 2;             // that may wait for one worker
  static constexpr size_t kRequestBytes = 4u << 20;  // of 1,495 pages of wcxb-dev, 3 are larger
  static constexpr size_t kAnswerBytes = 1u << 20;   // records of wcxb-dev: 30 KB, at most 290

  /// To be called before the processes are forked. Where the system gives no memory, nothing fits.
  explicit Trays(size_t workers);
  Trays(const Trays&) = delete;
  Trays& operator=(const Trays&) = delete;
  ~Trays();

  bool fits_request(uint64_t size) const { return memory_ != nullptr && size <= kRequestBytes; }
  bool fits_answer(uint64_t size) const { return memory_ != nullptr && size <= kAnswerBytes; }
  /// The tray of a worker's request or answer number `turn`.
  char* request(size_t worker, uint64_t turn) const;
  char* answer(size_t worker, uint64_t turn) const;
  /// In a worker: gives the trays of all others back, and its own requests out of its hand.
  void keep(size_t worker);

 private:
  char* memory_ = nullptr;
  size_t begin_ = 0, end_ = 0;  // of what is held
};

}  // namespace copydesk
