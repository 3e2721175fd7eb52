// copydesk.hpp: the C++ interface of libcopydesk: one header over copydesk.h. C++17 and later.
// Nothing throws but std::bad_alloc; what can fail returns a Result. The library behind it can be
// built with another compiler. Example: examples/extract_page.cpp.
#ifndef COPYDESK_HPP
#define COPYDESK_HPP

#include <copydesk.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace copydesk_api {

enum class Favor : int32_t {
  kBalanced = COPYDESK_BALANCED,
  kPrecision = COPYDESK_PRECISION,
  kRecall = COPYDESK_RECALL
};

/// What to do and what is known of a page; all of it may stay as it is.
struct Options {
  std::string url;           // links are resolved against it
  std::string content_type;  // Content-Type header
  std::string name;          // file name
  std::string format;        // json, md, txt, lines, html, csv, tei, wet, jsonld; empty: json
  Favor favor = Favor::kBalanced;
  bool provenance = false;
};

struct Error {
  int code = COPYDESK_OK;
  uint64_t offset = 0;  // bytes, in the input
  std::string detail;
};

/// A value or an error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}
  explicit operator bool() const { return value_.has_value(); }
  /// Only if there is one.
  T& operator*() { return *value_; }
  T* operator->() { return &*value_; }
  const T& operator*() const { return *value_; }
  const T* operator->() const { return &*value_; }
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

namespace detail {

inline copydesk_options options_of(const Options& options) {
  copydesk_options c = {};
  c.size = sizeof c;
  c.url = options.url.c_str();
  c.content_type = options.content_type.c_str();
  c.name = options.name.c_str();
  c.format = options.format.c_str();
  c.favor = static_cast<int32_t>(options.favor);
  c.provenance = options.provenance ? 1 : 0;
  return c;
}

/// A text of the library, freed whatever happens.
struct Text {
  copydesk_text text = {};
  Text() = default;
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { copydesk_free(&text); }
};

inline Error error_of(const copydesk_error& error) {
  return {error.code, error.offset, error.detail};
}

}  // namespace detail

/// The story of one page as JSON, or in the format of the options. Threads: safe.
///     if (auto story = copydesk_api::extract(page, {.url = "https://news.example/a"}))
///       std::puts(story->c_str());
inline Result<std::string> extract(std::string_view page, const Options& options = {}) {
  const copydesk_options c = detail::options_of(options);
  detail::Text story;
  copydesk_error error = {};
  if (copydesk_extract(page.data(), page.size(), &c, &story.text, &error) != COPYDESK_OK)
    return detail::error_of(error);
  return std::string(story.text.data, story.text.size);
}

/// A story, or what gave none (then the JSON of a reject).
struct Entry {
  bool is_story = false;
  std::string text;
};

/// The stories of a file or an archive, one after the other.
class Reader {
 public:
  /// Errors: NOT_FOUND, UNREADABLE, USAGE.
  static Result<Reader> open(const std::string& path, const Options& options = {}) {
    const copydesk_options c = detail::options_of(options);
    copydesk_error error = {};
    copydesk_reader* reader = copydesk_open(path.c_str(), &c, &error);
    if (!reader) return detail::error_of(error);
    return Reader(reader);
  }

  /// Nothing at the end. Errors: INTERNAL and, where memory ran out, TOO_LARGE; USAGE, of a reader
  /// that was moved from.
  Result<std::optional<Entry>> next() {
    copydesk_entry entry = {};
    copydesk_error error = {};
    if (copydesk_next(reader_.get(), &entry, &error) != COPYDESK_OK) return detail::error_of(error);
    if (entry.kind == COPYDESK_END) return std::optional<Entry>();
    return std::optional<Entry>(
        Entry{entry.kind == COPYDESK_STORY, std::string(entry.data, entry.size)});
  }

 private:
  struct Close {
    void operator()(copydesk_reader* reader) const { copydesk_close(reader); }
  };
  explicit Reader(copydesk_reader* reader) : reader_(reader) {}
  std::unique_ptr<copydesk_reader, Close> reader_;
};

}  // namespace copydesk_api

#endif  // COPYDESK_HPP
