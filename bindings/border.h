// border.h: what the files of bindings/ share: errors into the caller's struct, options into those
// of the engine, and the one place where nothing that is thrown gets past.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "base/base.h"
#include "bindings/copydesk.h"
#include "input/input.h"
#include "output/output.h"
#include "story/story.h"

namespace copydesk {

/// The code of the C interface for one of ours.
inline int code_of(ErrorCode code) { return static_cast<int>(code) + 1; }

/// Fills the caller's error, if there is one, and returns the code.
int tell(copydesk_error* into, const Error& error);

/// Options of the C interface, checked, with all strings owned.
struct CallOptions {
  std::string url, content_type, name;
  int kind = COPYDESK_ANY;
  StoryOptions story;
  InputLimits limits;
  FilePart part;
  bool is_json = true;             // the record itself
  bool has_fields = true;          // those that nobody asked for are left out
  RecordOptions record;            // what of it
  std::unique_ptr<Writer> writer;  // of any other format
};

/// Errors: kUsage, the detail names the option.
Result<CallOptions> read_options(const copydesk_options* options);

/// Appends the story in the format of the options.
void append_entry(std::string& out, const Story& story, const CallOptions& options);

/// Hands a text to the caller.
void give(std::string text, copydesk_text* out);

/// Runs `work`, which returns a Result<void>; whatever it throws becomes a code.
template <typename Work>
int at_border(copydesk_error* error, const Work& work) noexcept {
  try {
    const Result<void> done = work();
    return done.is_ok() ? COPYDESK_OK : tell(error, done.error());
  } catch (const std::bad_alloc&) {
    return tell(error, Error{ErrorCode::kTooLarge, 0, "out of memory"});
  } catch (...) {
    return tell(error, Error{ErrorCode::kInternal, 0, "unexpected"});
  }
}

/// Errors: kUsage, unless all is there that the caller has to give.
inline Result<void> given(bool is_given) {
  if (is_given) return {};
  return Error{ErrorCode::kUsage, 0, "an argument is NULL that has to be given"};
}

/// A view of a string of C; NULL is empty.
inline std::string_view view_of(const char* text) {
  return text ? std::string_view(text) : std::string_view();
}

/// Where a stream of record batches takes its records from.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  /// Runs `work`, which calls next() for the rows of a batch, with no other thread in between.
  /// Errors: those of `work`; kUsage (another thread reads).
  virtual Result<void> alone(const std::function<Result<void>()>& work) { return work(); }
  /// Sets the next story, or returns false at the end. May throw std::bad_alloc.
  virtual Result<bool> next(Story& story) = 0;
  /// Appends the JSON of the story that next() gave last.
  virtual void append_json(const Story& story, std::string& out) = 0;
};

/// Makes the stream. Errors: kUsage (no such column).
Result<void> make_stream(std::unique_ptr<RecordSource> source, std::string_view columns,
                         size_t rows, ArrowArrayStream* out);

}  // namespace copydesk
