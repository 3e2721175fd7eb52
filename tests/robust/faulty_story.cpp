// faulty_story.cpp: read_story() with faults on request, for the program copydesk_faulty alone: a
// page that holds the word "fault-abort", "fault-segfault", "fault-loop", "fault-storm" or
// "fault-liar" does that. The linker puts it in front of the true one (--wrap); the program itself
// knows nothing of it.
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <vector>

#include "story/story.h"

using copydesk::Page;
using copydesk::Story;
using copydesk::StoryOptions;

extern "C" {
Story true_read_story(const Page&, const StoryOptions&) asm(
    "__real__ZN8copydesk10read_storyERKNS_4PageERKNS_12StoryOptionsE");
Story faulty_read_story(const Page&, const StoryOptions&) asm(
    "__wrap__ZN8copydesk10read_storyERKNS_4PageERKNS_12StoryOptionsE");
}

// Says nonsense to whoever listens at the other end of a socket.
static void lie() {
  std::array<char, 64> nonsense;
  nonsense.fill('\xFF');
  for (int socket = 3; socket < 64; ++socket)
    (void)!::send(socket, nonsense.data(), nonsense.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

Story faulty_read_story(const Page& page, const StoryOptions& options) {
  const auto asks_for = [&](const char* fault) {
    return page.text.find(fault) != std::string_view::npos;
  };
  if (asks_for("fault-abort")) std::abort();
  if (asks_for("fault-segfault")) (void)std::raise(SIGSEGV);
  if (asks_for("fault-liar")) lie();
  while (asks_for("fault-loop")) std::atomic_signal_fence(std::memory_order_seq_cst);
  std::vector<std::vector<char>> storm;
  while (asks_for("fault-storm")) storm.emplace_back(64u << 20, 'x');
  return true_read_story(page, options);
}
