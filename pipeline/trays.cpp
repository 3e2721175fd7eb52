// trays.cpp: Trays, as one anonymous shared mapping that the forked processes inherit. No file and
// no name: when the last process ends, it is gone.
#include "pipeline/trays.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

namespace copydesk {
namespace {

constexpr size_t kRequestsBytes = Trays::kRequests * Trays::kRequestBytes;
constexpr size_t kWorkerBytes = kRequestsBytes + Trays::kRequests * Trays::kAnswerBytes;

}  // namespace

Trays::Trays(size_t workers) : end_(workers * kWorkerBytes) {
  void* memory = ::mmap(nullptr, end_, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory != MAP_FAILED) memory_ = static_cast<char*>(memory);
}

Trays::~Trays() {
  if (memory_ != nullptr) ::munmap(memory_ + begin_, end_ - begin_);
}

char* Trays::request(size_t worker, uint64_t turn) const {
  return memory_ + worker * kWorkerBytes + turn % kRequests * kRequestBytes;
}

char* Trays::answer(size_t worker, uint64_t turn) const {
  return memory_ + worker * kWorkerBytes + kRequestsBytes + turn % kRequests * kAnswerBytes;
}

void Trays::keep(size_t worker) {
  if (memory_ == nullptr) return;
  const size_t begin = worker * kWorkerBytes, end = begin + kWorkerBytes;
  bool is_kept = ::mprotect(memory_ + begin, kRequestsBytes, PROT_READ) == 0;
  if (begin > begin_) is_kept = ::munmap(memory_ + begin_, begin - begin_) == 0 && is_kept;
  if (end < end_) is_kept = ::munmap(memory_ + end, end_ - end) == 0 && is_kept;
  if (!is_kept) ::_exit(EXIT_FAILURE);  // rather no worker than one that can reach others
  begin_ = begin;
  end_ = end;
}

}  // namespace copydesk
