// isolated.cpp: pages and results into bytes and back. Both ends are the same program, so there is
// no version.
#include "pipeline/isolated.h"

#include <algorithm>

#include "base/base.h"

namespace copydesk {
namespace {

constexpr uint64_t kHasStory = 1, kIsSlow = 2, kHasFailed = 4;

void append_source(Packer& out, const Source& source) {
  for (const std::string* text :
       {&source.path, &source.kind, &source.fetched, &source.charset, &source.charset_reason})
    out.text(*text);
  out.number(source.offset);
  out.number(source.length);
  out.number(source.truncated);
}

void read_source(Unpacker& in, Source& source) {
  for (std::string* text :
       {&source.path, &source.kind, &source.fetched, &source.charset, &source.charset_reason})
    *text = in.text();
  source.offset = in.number();
  source.length = in.number();
  source.truncated = in.number() != 0;
}

}  // namespace

std::string page_head(const Page& page) {
  std::string bytes;
  Packer out(bytes);
  out.number(static_cast<uint64_t>(page.form));
  append_source(out, page.source);
  out.text(page.url);
  out.text(page.content_language);
  out.number(page.has_files);
  out.number(page.notes.size());
  for (const Note& note : page.notes) {
    out.text(note.code);
    out.text(note.detail);
  }
  return bytes;
}

Page page_of_request(std::string_view request) {
  Unpacker in(request);
  Page page;
  page.form = static_cast<Page::Form>(in.number());
  read_source(in, page.source);
  page.url = in.text();
  page.content_language = in.text();
  page.has_files = in.number() != 0;
  for (uint64_t count = in.number(); count > 0; --count) {
    std::string code = in.text();
    page.notes.push_back({std::move(code), in.text()});
  }
  page.text = PageText::elsewhere(in.rest());
  return page;
}

void make_answer(std::string& bytes, PageResult& result, const PageWork& work) {
  bytes = std::move(result.output);
  const uint64_t output_bytes = bytes.size();
  Packer out(bytes);
  const bool is_ok = work.prepared.is_ok();
  out.number((result.story ? kHasStory : 0) | (work.is_slow ? kIsSlow : 0) |
             (is_ok ? 0 : kHasFailed));
  out.number(static_cast<uint64_t>(is_ok ? result.reject.code : work.prepared.error().code));
  out.text(is_ok ? result.reject.detail : work.prepared.error().detail);
  out.text(result.story ? result.story->id : "");
  out.number(output_bytes);
}

PageWork read_answer(std::string answer, PageResult& result) {
  constexpr auto kLast = static_cast<uint64_t>(ErrorCode::kInternal);
  const std::string_view all(answer);
  uint64_t output_bytes =
      Unpacker(all.substr(all.size() - std::min(all.size(), sizeof output_bytes))).number();
  output_bytes = std::min<uint64_t>(output_bytes, all.size());
  Unpacker in(all.substr(output_bytes));
  const uint64_t flags = in.number();
  const auto code = static_cast<ErrorCode>(std::min(in.number(), kLast));
  std::string detail = in.text();
  std::string id = in.text();
  PageWork work;
  work.is_slow = (flags & kIsSlow) != 0;
  if (flags & kHasFailed) {
    work.prepared = Error{code, 0, std::move(detail)};
    return work;
  }
  answer.resize(output_bytes);
  result.output = std::move(answer);
  if (flags & kHasStory)
    result.story.emplace().id = std::move(id);
  else
    result.reject = {result.page.source.path, result.page.source.offset, result.page.url, code,
                     std::move(detail)};
  return work;
}

}  // namespace copydesk
