// allocations_test.cpp: counts what the way from bytes to chosen blocks asks of the heap. A program
// of its own, since it replaces operator new; not built with sanitizers, which bring one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>

#include "blocks/blocks.h"
#include "html/html.h"

namespace {
size_t allocations = 0;
}

void* operator new(size_t size) {
  ++allocations;
  void* room = std::malloc(size);
  if (room == nullptr) std::abort();
  return room;
}
void* operator new(size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<size_t>(alignment);
  void* room = std::aligned_alloc(step, (size + step - 1) / step * step);
  if (room == nullptr) std::abort();
  return room;
}
void operator delete(void* room) noexcept { std::free(room); }
void operator delete(void* room, size_t) noexcept { std::free(room); }
void operator delete(void* room, std::align_val_t) noexcept { std::free(room); }
void operator delete(void* room, size_t, std::align_val_t) noexcept { std::free(room); }

using namespace copydesk;

namespace {

std::string page_of(int paragraphs) {
  std::string html =
      "<title>Harbour wall to be raised</title><body><nav><ul><li><a "
      "href=/>Home</a></ul></nav><article>";
  for (int i = 0; i < paragraphs; ++i)
    html += "<div class='para box-" + std::to_string(i % 9) + "'><p id=p" + std::to_string(i) +
            ">The council of <a href=/town>Tidewick</a> voted on Tuesday, for the " +
            std::to_string(i) + "th time, to raise the wall.</p></div>";
  return html + "</article><footer>Terms of use</footer>";
}

// Allocations from the bytes of a page to its chosen blocks.
size_t allocations_of(const std::string& html) {
  const size_t before = allocations;
  const Document document = parse_html(html);
  BlockList list = cut_blocks(document);
  choose_blocks(list, &document);
  return allocations - before;
}

}  // namespace

TEST_CASE("a page a hundred times as long asks hardly more of the heap, up to its chosen blocks") {
  allocations_of(page_of(10));  // the warm-up: tables and weights
  const size_t small = allocations_of(page_of(20)), large = allocations_of(page_of(2000));
  MESSAGE("allocations: " << small << " for 20 paragraphs, " << large << " for 2000");
  CHECK(small < 110);         // 90 when this was written, none of them a block
  CHECK(large < small + 30);  // 11: arenas, and vectors that double
}
