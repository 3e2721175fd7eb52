// page.cpp: the C functions about one page: bytes -> Page -> Story -> text that the caller frees.
// Options are checked here for all functions. Not here: files and archives (reader.cpp), record
// batches (arrow.cpp).
#include <algorithm>
#include <cstring>

#include "bindings/border.h"

namespace copydesk {
namespace {

constexpr uint64_t kMostPageBytes = 1u << 30;

static_assert(static_cast<int>(ErrorCode::kNotFound) + 1 == COPYDESK_NOT_FOUND);
static_assert(static_cast<int>(ErrorCode::kTooLarge) + 1 == COPYDESK_TOO_LARGE);
static_assert(static_cast<int>(ErrorCode::kEmpty) + 1 == COPYDESK_EMPTY);
static_assert(static_cast<int>(ErrorCode::kInternal) + 1 == COPYDESK_INTERNAL);

Result<Favor> favor_of(int32_t favor) {
  if (favor == COPYDESK_BALANCED) return Favor::kBalanced;
  if (favor == COPYDESK_PRECISION) return Favor::kPrecision;
  if (favor == COPYDESK_RECALL) return Favor::kRecall;
  return Error{ErrorCode::kUsage, 0, "no such favor: " + std::to_string(favor)};
}

Result<void> set_format(CallOptions& options, std::string_view name) {
  options.is_json = name.empty() || name == "json" || name == "jsonl";
  options.has_fields = options.is_json;
  if (options.is_json) return {};
  const Format* format = find_format(name);
  if (!format) return Error{ErrorCode::kUsage, 0, "no such format: " + std::string(name)};
  static const uint64_t kDek = record_fields("dek").value(),
                        kComments = record_fields("comments").value();
  options.writer = format->make({.provenance = options.story.provenance,
                                 .standfirst = (options.record.fields & kDek) != 0,
                                 .comments = (options.record.fields & kComments) != 0});
  options.has_fields = name == "lines";
  return {};
}

Result<std::string> text_of_page(std::string_view bytes, const copydesk_options* given) {
  CD_TRY(const CallOptions options, read_options(given));
  if (bytes.size() > options.limits.page_bytes)
    return Error{ErrorCode::kTooLarge, options.limits.page_bytes, "the page is over the limit"};
  Page page = decode_page_in_place(bytes, {options.content_type, options.name, options.url});
  page.source.path = options.name;
  page.source.length = bytes.size();
  if (options.kind != COPYDESK_ANY) {
    const bool is_html = options.kind == COPYDESK_HTML;
    page.form = is_html ? Page::Form::kHtml : Page::Form::kPlainText;
    page.source.kind = is_html ? "html" : "text";
  }
  std::string out;
  append_entry(out, read_story(page, options.story), options);
  return out;
}

}  // namespace

int tell(copydesk_error* into, const Error& error) {
  if (into) {
    into->code = code_of(error.code);
    into->offset = error.where_bytes;
    const std::string_view detail = utf8_prefix(error.detail, sizeof into->detail - 1);
    std::memcpy(into->detail, detail.data(), detail.size());
    into->detail[detail.size()] = '\0';
  }
  return code_of(error.code);
}

Result<CallOptions> read_options(const copydesk_options* given) {
  copydesk_options known = {};
  if (given) {
    if (given->size < sizeof(size_t))
      return Error{ErrorCode::kUsage, 0, "copydesk_options.size is not set"};
    std::memcpy(&known, given, std::min(given->size, sizeof known));
  }
  CallOptions options;
  options.url = view_of(known.url);
  options.content_type = view_of(known.content_type);
  options.name = view_of(known.name);
  if (known.kind < COPYDESK_ANY || known.kind > COPYDESK_TEXT)
    return Error{ErrorCode::kUsage, 0, "no such kind: " + std::to_string(known.kind)};
  options.kind = known.kind;
  CD_TRY(options.story.favor, favor_of(known.favor));
  options.story.provenance = known.provenance != 0;
  options.record.provenance = options.story.provenance;
  if (const std::string_view fields = view_of(known.fields); !fields.empty()) {
    CD_TRY(options.record.fields, record_fields(fields));
  }
  if (known.page_bytes > kMostPageBytes)
    return Error{ErrorCode::kUsage, 0, "page_bytes is over 1 GiB"};
  if (known.page_bytes > 0) options.limits.page_bytes = known.page_bytes;
  options.part.begin = known.part_begin;
  if (known.part_end > 0) options.part.end = known.part_end;
  if (options.part.begin >= options.part.end)
    return Error{ErrorCode::kUsage, 0, "part_end is not behind part_begin"};
  CD_TRY_VOID(set_format(options, view_of(known.format)));
  if (options.has_fields) options.story.fields = options.record.fields;
  return options;
}

void append_entry(std::string& out, const Story& story, const CallOptions& options) {
  if (options.is_json)
    append_story_json(out, story, options.record);
  else
    options.writer->document(story, out);
}

void give(std::string text, copydesk_text* out) {
  auto owner = std::make_unique<std::string>(std::move(text));
  out->data = owner->c_str();
  out->size = owner->size();
  out->owner = owner.release();
}

}  // namespace copydesk

using namespace copydesk;

extern "C" {

const char* copydesk_error_name(int code) {
  if (code == COPYDESK_OK) return "ok";
  if (code < COPYDESK_OK || code > COPYDESK_INTERNAL) return "unknown";
  return error_name(static_cast<ErrorCode>(code - 1)).data();
}

const char* copydesk_version(void) { return COPYDESK_VERSION; }

int copydesk_schema_version(void) { return kSchemaVersion; }

void copydesk_free(copydesk_text* text) {
  if (!text) return;
  delete static_cast<std::string*>(text->owner);
  *text = {};
}

int copydesk_extract(const void* bytes, size_t size, const copydesk_options* options,
                     copydesk_text* out, copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(out && (bytes || size == 0)));
    const std::string_view page(size > 0 ? static_cast<const char*>(bytes) : "", size);
    CD_TRY(std::string text, text_of_page(page, options));
    give(std::move(text), out);
    return {};
  });
}

int copydesk_convert(const char* record, size_t size, const char* format, copydesk_text* out,
                     copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(out && (record || size == 0)));
    CD_TRY(const Story story, read_story_json(std::string_view(size > 0 ? record : "", size)));
    CallOptions options;
    options.story.provenance = !story.provenance.fields.empty();
    options.record.provenance = options.story.provenance;
    CD_TRY_VOID(set_format(options, view_of(format)));
    std::string text;
    append_entry(text, story, options);
    give(std::move(text), out);
    return {};
  });
}

int copydesk_schema(copydesk_text* out, copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(out));
    give(story_json_schema(), out);
    return {};
  });
}

}  // extern "C"
