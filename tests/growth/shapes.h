// shapes.h: pages and dumps of any size that were made to cost more than they weigh; each grows by
// repeating one thing. They are the proof that work is linear: growth.cpp measures them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace copydesk {

/// One shape: a page of about that many bytes, the same bytes for the same number.
struct Hostile {
  std::string_view name;
  std::string (*make)(size_t bytes);
};

std::span<const Hostile> markup_shapes();   // what hurts parsers: nesting, formatting, attributes
std::span<const Hostile> content_shapes();  // what hurts readers: blocks, pictures, captions, lists
std::span<const Hostile> metadata_shapes();  // what hurts claims: JSON-LD, meta, dates, names
std::span<const Hostile> dump_shapes();      // plain text: lines, counters, captions
std::span<const Hostile> archive_shapes();   // bytes for PageReader: WARC, MHTML, HTTP, members
std::span<const Hostile> story_shapes();  // lines "address|title|text|publisher|day", a story each

/// `head`, then `unit` again and again, then `tail`; about `bytes` bytes. A '#' in the unit becomes
/// the number of the repetition.
std::string repeated(size_t bytes, std::string_view unit, std::string_view head = {},
                     std::string_view tail = {});

}  // namespace copydesk
