// checks.cpp: the invariants of checks.h, each as a condition that stops the program.
#include "fuzz/checks.h"

#include "base/base.h"
#include "input/input.h"
#include "output/output.h"
#include "story/story.h"
#include "text/text.h"

namespace copydesk {
namespace {

std::string json_of(const Story& story, bool provenance) {
  std::string out;
  find_format("jsonl")->make({provenance})->document(story, out);
  return out;
}

// The spans of a story's text cover it in order and lie in the page; equal lengths mean equal
// bytes.
void check_spans(const Story& story, const Page& page) {
  uint32_t at = 0;
  for (const TextSpan& span : story.provenance.text) {
    CD_CHECK(span.text_begin >= at && span.text_begin < span.text_end);
    CD_CHECK(span.text_end <= story.text.size());
    CD_CHECK(span.page.begin <= span.page.end && span.page.end <= page.text.size());
    at = span.text_end;
  }
  for (const FieldOrigin& origin : story.provenance.fields)
    for (const ByteRange& range : origin.ranges)
      CD_CHECK(range.begin <= range.end && range.end <= page.text.size());
}

void check_formats(const Story& story) {
  for (const Format& format : formats()) {
    std::string out;
    format.make({})->document(story, out);
    CD_CHECK(is_valid_utf8(out));
  }
}

struct ReadAll {
  std::vector<std::string> texts;
  size_t errors = 0, losses = 0;
  friend bool operator==(const ReadAll&, const ReadAll&) = default;
};

ReadAll read_all(std::string_view bytes) {
  ReadAll all;
  InputLimits limits;
  limits.page_bytes = 1u << 20;
  PageReader reader = PageReader::over(memory_source(bytes), "fuzz", limits);
  while (true) {
    Result<std::optional<Page>> next = reader.next();
    if (!next.is_ok()) {
      ++all.errors;
      break;
    }
    if (!next.value().has_value()) break;
    CD_CHECK(is_valid_utf8(next.value()->text));
    all.texts.push_back(std::move(next.value()->text));
  }
  all.losses = reader.report().losses.size();
  return all;
}

}  // namespace

void check_page(std::string_view bytes) {
  const Page page = decode_page(std::string(bytes));
  CD_CHECK(is_valid_utf8(page.text));
  const Story story = read_story(page, {Favor::kBalanced, true});
  const Story plain = read_story(page);
  CD_CHECK(is_valid_utf8(json_of(story, true)));
  CD_CHECK(json_of(story, false) == json_of(plain, false));
  CD_CHECK(story.text == text_of(story.body));
  check_spans(story, page);
  check_formats(story);
}

void check_input_bytes(std::string_view bytes) { CD_CHECK(read_all(bytes) == read_all(bytes)); }

void check_text(std::string_view bytes) {
  std::string text;
  append_repaired_utf8(text, bytes);
  uint32_t at = 0;
  for (const Moment& moment : find_dates(text)) {
    CD_CHECK(moment.begin >= at && moment.begin < moment.end && moment.end <= text.size());
    at = moment.end;
  }
  const Byline byline = parse_byline(text);
  for (const auto& author : byline.authors) CD_CHECK(is_valid_utf8(author.name));
  CD_CHECK(is_valid_utf8(find_dateline(text).place));
  CD_CHECK(is_valid_utf8(mend_double_escapes(text)));
}

}  // namespace copydesk
