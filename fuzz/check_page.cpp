// check_page.cpp: the invariants of a page and of a dump, from bytes to every format.
#include <simdjson.h>

#include <algorithm>

#include "base/base.h"
#include "fuzz/checks.h"
#include "fuzz/record_faults.h"
#include "html/html.h"
#include "input/input.h"
#include "output/output.h"
#include "record/fields.h"
#include "story/story.h"
#include "text/text.h"

namespace copydesk {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string json_of(const Story& story, bool provenance, uint64_t fields = ~0ull) {
  std::string out;
  append_story_json(out, story, {.provenance = provenance, .fields = fields});
  return out;
}

// What readers see of a stretch of the page that is references: those that were escaped twice too.
bool is_of_references(std::string_view text, std::string_view page) {
  const std::string written = "<pre>" + std::string(page);
  const Document document = parse_html(written);
  std::string read;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode))
    if (document.node(id).is_text()) read += document.text(id);
  const auto says = [&](std::string_view letters) {
    return trim_space(letters) == trim_space(text) || collapse_space(letters) == text;
  };
  return says(read) || says(mend_double_escapes(read));
}

// A span as long as its stretch of the page says the same, but for white space, as which control
// characters count; another is of references or of no word of the page.
bool is_told(std::string_view text, std::string_view page) {
  if (text.size() != page.size())  // folded white space or hyphens; a NUL
    return page.starts_with('&') ? is_of_references(text, page) : count_words(page) == 0;
  for (size_t i = 0; i < text.size(); ++i)
    if (text[i] != page[i] && !(is_space(text[i]) && static_cast<unsigned char>(page[i]) <= 0x20))
      return false;
  return true;
}

// Of what stands in a script as JSON no word has bytes of its own.
bool is_text_of_script(const Story& story) {
  return story.provenance.text.empty() && std::ranges::any_of(story.notes, [](const Note& note) {
           return note.code == "declared-text" || note.code == "embedded-text";
         });
}

// Every word of the text has a span.
void check_spans(const Story& story, const Page& page) {
  uint32_t at = 0;
  const std::string_view text = story.text, written = page.text;
  for (const TextSpan& span : story.provenance.text) {
    CD_CHECK(span.text_begin >= at && span.text_begin < span.text_end);
    CD_CHECK(span.text_end <= text.size());
    CD_CHECK(count_words(text.substr(at, span.text_begin - at)) == 0);
    CD_CHECK(span.page.begin <= span.page.end && span.page.end <= written.size());
    CD_CHECK(is_told(text.substr(span.text_begin, span.text_end - span.text_begin),
                     written.substr(span.page.begin, span.page.end - span.page.begin)));
    at = span.text_end;
  }
  if (!is_text_of_script(story)) CD_CHECK(count_words(text.substr(at)) == 0);
  for (const FieldOrigin& origin : story.provenance.fields)
    for (const ByteRange& range : origin.ranges)
      CD_CHECK(range.begin <= range.end && range.end <= written.size());
}

// Every field that provenance names is in the record: "images[0].caption".
void check_origins(const Story& story, const std::string& json) {
  simdjson::dom::parser parser;
  simdjson::dom::element record;
  CD_CHECK(!parser.parse(json).get(record));
  for (const FieldOrigin& origin : story.provenance.fields) {
    std::string pointer = "/";
    for (const char c : origin.field)
      if (c != ']') pointer += c == '[' || c == '.' ? '/' : c;
    CD_CHECK(!record.at_pointer(pointer).error());
  }
}

void check_record(const Story& story) {
  const std::string json = json_of(story, true);
  CD_CHECK(is_valid_utf8(json));
  const std::string fault = fault_of_record(json);
  if (!fault.empty()) std::fprintf(stderr, "record: %s\n", fault.c_str());
  CD_CHECK(fault.empty());
  check_origins(story, json);
  const Result<Story> again = read_story_json(json);
  CD_CHECK(again.is_ok());
  CD_CHECK(json_of(again.value(), true) == json);
}

void append_without_space(std::string& out, std::string_view text) {
  for (const char c : text)
    if (!is_space(c)) out += c;
}

// The letters of all text below elements that are marked as a place of the text, or of all text.
std::string letters_of(const Document& document, bool is_everything) {
  std::string letters;
  std::vector<bool> is_place(document.node_count(), is_everything);
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    const Node& node = document.node(id);
    if (node.parent != kNoNode && is_place[node.parent]) is_place[id] = true;
    if (node.is_element())
      for (const Attribute& attribute : document.attributes(id))
        if (attribute.name_text == "data-place" && attribute.value.size() > 1 &&
            attribute.value[0] == 't' && attribute.value[1] >= '0' && attribute.value[1] <= '9')
          is_place[id] = true;
    if (node.is_text() && is_place[id]) append_without_space(letters, document.text(id));
  }
  return letters;
}

// Our HTML, read by our own parser: the text of the story, every letter once and in its order.
void check_article(const Story& story) {
  std::string article, text = "<pre>";
  append_story_article(story, article, {.has_places = true});
  append_escaped(text, story.text);
  CD_CHECK(letters_of(parse_html(article), false) == letters_of(parse_html(text), true));
  CD_CHECK(fault_of_our_html(article).empty());
}

void check_formats(const Story& story) {
  for (const Format& format : formats()) {
    std::string out, again;
    format.make({})->document(story, out);
    format.make({})->document(story, again);
    CD_CHECK(is_valid_utf8(out) && out == again);
    for (const char c : out) CD_CHECK(static_cast<unsigned char>(c) >= 0x20 || is_space(c));
    if (format.name == "html") CD_CHECK(fault_of_our_html(out).empty());
  }
}

// Options of reading: what is asked for never changes the text, comes out as in the whole record,
// and any favor gives a sound record.
void check_choices(const Page& page, const Story& plain) {
  const uint64_t some = 0x9E3779B97F4A7C15u * (page.text.size() + 1);
  const uint64_t one = uint64_t{1} << page.text.size() % story_shape().fields.size();
  for (const uint64_t fields : {uint64_t{0}, some, one}) {
    const Story part = read_story(page, {.fields = fields});
    CD_CHECK(part.text == plain.text);
    CD_CHECK(json_of(part, false, fields) == json_of(plain, false, fields));
  }
  check_record(read_story(page, {Favor::kPrecision, false}));
  const Story recalled = read_story(page, {Favor::kRecall, true});
  check_record(recalled);
  check_spans(recalled, page);
}

void check_story_of(const Page& page) {
  CD_CHECK(is_valid_utf8(page.text));
  const Story story = read_story(page, {Favor::kBalanced, true});
  const Story plain = read_story(page);
  CD_CHECK(json_of(story, false) == json_of(plain, false));
  CD_CHECK(story.text == text_of(story.body));
  check_record(story);
  check_spans(story, page);
  check_formats(story);
  check_article(story);
  check_choices(page, plain);
}

}  // namespace

void check_page(std::string_view bytes) { check_story_of(decode_page(std::string(bytes))); }

void check_dump(std::string_view bytes) {
  Page page = decode_page(std::string(bytes));
  page.form = Page::Form::kPlainText;
  check_story_of(page);
}

}  // namespace copydesk
