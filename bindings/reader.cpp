// reader.cpp: the C functions about files and archives: pages one after the other -> stories and
// rejects, in the calling thread. What is a reject and in which order they come is as in pipeline/,
// so that a run from here and a run of the command line give the same. Not here: record batches
// (arrow.cpp), many files at once (the caller's threads).
#include <atomic>
#include <deque>

#include "bindings/border.h"
#include "pipeline/pipeline.h"

namespace copydesk {
namespace {

/// A story or a reject that waits for its turn.
struct Outcome {
  bool is_story = false;
  Story story;
  std::string reject;  // JSON without line end
};

/// Invariant: after is_ended only what is in `waiting` comes.
struct ReaderState {
  std::unique_ptr<std::string> bytes;  // of a reader over memory; viewed by `pages`
  PageReader pages;
  CallOptions options;
  std::deque<Outcome> waiting;
  std::string entry;    // what the caller was given last
  std::string rejects;  // met by streams, JSON Lines
  size_t losses_seen = 0;
  bool is_ended = false;
  bool has_result = false;
  std::atomic<bool> is_busy = false;  // a call works on it
  uint64_t stories = 0, empty = 0, failed = 0;

  ReaderState(std::unique_ptr<std::string> memory, PageReader reader, CallOptions given)
      : bytes(std::move(memory)), pages(std::move(reader)), options(std::move(given)) {}

  /// With the fields that are asked for, as StoryOptions has them.
  std::optional<Outcome> next(uint64_t fields);
  void step(uint64_t fields);
  void step_or_reject(uint64_t fields);
  void put_story(Page page, uint64_t fields);
  void put_reject(Reject reject);
  void put_losses();
  void put_end();
};

void ReaderState::put_reject(Reject reject) {
  ++(reject.code == ErrorCode::kEmpty ? empty : failed);
  Outcome outcome;
  append_reject_json(outcome.reject, reject);
  outcome.reject.pop_back();
  waiting.push_back(std::move(outcome));
  has_result = true;
}

void ReaderState::put_losses() {
  const InputReport& report = pages.report();
  for (; losses_seen < report.losses.size(); ++losses_seen) {
    const Loss& loss = report.losses[losses_seen];
    std::string detail = loss.detail;
    if (loss.length > 0)
      detail.append(" (").append(std::to_string(loss.length)).append(" bytes lost)");
    put_reject({report.path, loss.offset, loss.url, loss.code, std::move(detail)});
  }
}

void ReaderState::put_end() {
  is_ended = true;
  const InputReport& report = pages.report();
  if (report.more_losses > 0) {
    std::string detail = std::to_string(report.more_losses) + " more losses of the same file";
    put_reject({report.path, 0, {}, ErrorCode::kDamaged, std::move(detail)});
  }
  // Whether the whole file holds a page is not known to a part.
  if (!has_result && options.part.is_whole())
    put_reject({report.path, 0, {}, ErrorCode::kEmpty, "no page in it"});
}

void ReaderState::put_story(Page page, uint64_t fields) {
  if (page.url.empty()) page.url = options.url;
  Outcome outcome;
  outcome.is_story = true;
  StoryOptions wanted = options.story;
  wanted.fields = fields;
  outcome.story = read_story(page, wanted);
  has_result = true;
  if (!tells_story(outcome.story))
    return put_reject({page.source.path, page.source.offset, page.url, ErrorCode::kEmpty,
                       "no story in this page"});
  waiting.push_back(std::move(outcome));
  ++stories;
}

void ReaderState::step(uint64_t fields) {
  Result<std::optional<Page>> page = pages.next();
  put_losses();
  if (!page.is_ok()) {
    const Error& error = page.error();
    const std::string& path = pages.report().path;
    put_reject({path, error.where_bytes, {}, error.code, detail_without_path(error, path)});
    is_ended = true;
  } else if (!page.value()) {
    put_end();
  } else {
    put_story(std::move(*page.value()), fields);
  }
}

// A page that eats all memory must not end the file.
void ReaderState::step_or_reject(uint64_t fields) {
  const uint64_t pages_before = pages.report().pages;
  try {
    step(fields);
  } catch (const std::bad_alloc&) {
    put_reject({pages.report().path, 0, {}, ErrorCode::kTooLarge, "out of memory at this page"});
    is_ended = pages.report().pages == pages_before;  // the reader itself failed
  }
}

std::optional<Outcome> ReaderState::next(uint64_t fields) {
  while (waiting.empty() && !is_ended) step_or_reject(fields);
  if (waiting.empty()) return std::nullopt;
  Outcome outcome = std::move(waiting.front());
  waiting.pop_front();
  return outcome;
}

/// The one call that may work on a reader. Another thread's is told so, not let in between.
class Turn {
 public:
  explicit Turn(ReaderState& reader) : reader_(reader), is_taken_(!reader.is_busy.exchange(true)) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (is_taken_) reader_.is_busy = false;
  }
  Result<void> taken() const {
    if (is_taken_) return {};
    return Error{ErrorCode::kUsage, 0, "the reader is in use by another thread"};
  }

 private:
  ReaderState& reader_;
  const bool is_taken_;
};

/// The stories of a reader with the fields of one stream; the rejects are put aside.
class ReaderSource final : public RecordSource {
 public:
  ReaderSource(std::shared_ptr<ReaderState> reader, uint64_t fields)
      : reader_(std::move(reader)), fields_(fields) {}
  // A turn a story would let others in between, and their turn would cost the rows read before it.
  Result<void> alone(const std::function<Result<void>()>& work) override {
    const Turn turn(*reader_);
    CD_TRY_VOID(turn.taken());
    return work();
  }
  Result<bool> next(Story& story) override {
    while (std::optional<Outcome> outcome = reader_->next(fields_)) {
      if (!outcome->is_story) {
        reader_->rejects.append(outcome->reject).push_back('\n');
        continue;
      }
      story = std::move(outcome->story);
      return true;
    }
    return false;
  }
  void append_json(const Story& story, std::string& out) override {
    append_story_json(out, story, {.provenance = reader_->options.story.provenance});
  }

 private:
  std::shared_ptr<ReaderState> reader_;
  uint64_t fields_;
};

std::string report_json(const ReaderState& reader) {
  const InputReport& report = reader.pages.report();
  std::string line, out;
  JsonWriter json(line);
  json.begin_object();
  json.field("path", report.path);
  json.field("kind", report.kind);
  const std::pair<std::string_view, uint64_t> counts[] = {
      {"bytes", report.bytes}, {"pages", report.pages},   {"stories", reader.stories},
      {"empty", reader.empty}, {"failed", reader.failed}, {"skipped", report.skipped}};
  for (const auto& [name, count] : counts) {
    json.key(name);
    json.number(static_cast<int64_t>(count));
  }
  json.key("records");
  json.begin_object();
  for (const auto& [type, count] : report.records) {
    json.key(type);
    json.number(static_cast<int64_t>(count));
  }
  json.end_object();
  json.key("notes");
  json.begin_array();
  for (const Note& note : report.notes) {
    json.begin_object();
    json.field("code", note.code);
    json.field("detail", note.detail);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  append_repaired_utf8(out, line);  // a path is bytes, not text
  return out;
}

}  // namespace
}  // namespace copydesk

using namespace copydesk;

/// Shared with the streams made of it: whoever takes over a stream knows nothing of the reader.
struct copydesk_reader {
  std::shared_ptr<ReaderState> state;
};

namespace {

copydesk_reader* make_reader(std::unique_ptr<std::string> bytes, PageReader pages,
                             CallOptions options) {
  auto reader = std::make_unique<copydesk_reader>();
  reader->state =
      std::make_shared<ReaderState>(std::move(bytes), std::move(pages), std::move(options));
  return reader.release();
}

}  // namespace

extern "C" {

copydesk_reader* copydesk_open(const char* path, const copydesk_options* options,
                               copydesk_error* error) {
  copydesk_reader* reader = nullptr;
  at_border(error, [&]() -> Result<void> {
    CD_TRY(CallOptions call, read_options(options));
    const std::string name(view_of(path));
    if (is_folder(name))
      return Error{ErrorCode::kUnreadable, 0, name + " is a folder; open its files one by one"};
    CD_TRY(PageReader pages, PageReader::open_part(name, call.part, call.limits));
    reader = make_reader(nullptr, std::move(pages), std::move(call));
    return {};
  });
  return reader;
}

copydesk_reader* copydesk_open_memory(const void* bytes, size_t size, const char* name,
                                      const copydesk_options* options, copydesk_error* error) {
  copydesk_reader* reader = nullptr;
  at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(bytes || size == 0));
    CD_TRY(CallOptions call, read_options(options));
    auto copy =
        std::make_unique<std::string>(size > 0 ? static_cast<const char*>(bytes) : "", size);
    PageReader pages =
        PageReader::over(memory_source(*copy), std::string(view_of(name)), call.limits);
    reader = make_reader(std::move(copy), std::move(pages), std::move(call));
    return {};
  });
  return reader;
}

int copydesk_next(copydesk_reader* reader, copydesk_entry* entry, copydesk_error* error) {
  if (entry) *entry = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(reader && entry));
    const Turn turn(*reader->state);
    CD_TRY_VOID(turn.taken());
    ReaderState& state = *reader->state;
    std::optional<Outcome> outcome = state.next(state.options.story.fields);
    if (!outcome) return {};
    state.entry.clear();
    if (outcome->is_story)
      append_entry(state.entry, outcome->story, state.options);
    else
      state.entry = std::move(outcome->reject);
    entry->kind = outcome->is_story ? COPYDESK_STORY : COPYDESK_REJECT;
    entry->data = state.entry.c_str();
    entry->size = state.entry.size();
    return {};
  });
}

int copydesk_report(const copydesk_reader* reader, copydesk_text* out, copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(reader && out));
    const Turn turn(*reader->state);
    CD_TRY_VOID(turn.taken());
    give(report_json(*reader->state), out);
    return {};
  });
}

int copydesk_rejects(const copydesk_reader* reader, copydesk_text* out, copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(reader && out));
    const Turn turn(*reader->state);
    CD_TRY_VOID(turn.taken());
    give(reader->state->rejects, out);
    return {};
  });
}

void copydesk_close(copydesk_reader* reader) { delete reader; }

int copydesk_read_arrow(copydesk_reader* reader, const char* columns, size_t rows,
                        struct ArrowArrayStream* out, copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(reader && out));
    const Turn turn(*reader->state);
    CD_TRY_VOID(turn.taken());
    // A second table of one reader would be empty, and nobody would know why.
    if (reader->state->is_ended && reader->state->waiting.empty())
      return Error{ErrorCode::kUsage, 0,
                   "the reader was read to its end; open the file again, or keep its stories"};
    // `record` is no field: it is all of them.
    const Result<uint64_t> named = record_fields(view_of(columns));
    const uint64_t fields = named.is_ok() && named.value() != 0 ? named.value() : ~0ull;
    return make_stream(std::make_unique<ReaderSource>(reader->state, fields), view_of(columns),
                       rows, out);
  });
}

}  // extern "C"
