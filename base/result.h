// result.h: Result<T>, a value or a typed error that says where in the input it happened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"

namespace copydesk {

/// What can go wrong outside our own code. The names in the error report are those of error_name().
enum class ErrorCode : uint8_t {
  kNotFound,     // no such file, or nothing matched
  kUnreadable,   // the system refused to read
  kUnwritable,   // the system refused to write, or the disk is full
  kTruncated,    // the input ends before it should
  kDamaged,      // the bytes break their format
  kTooLarge,     // a limit of size, ratio, depth or count was hit
  kTimeout,      // a limit of time was hit
  kUnsupported,  // well formed, but of a kind that is not read
  kNotHtml,      // a record that holds no page
  kEmpty,        // a page without a story
  kUsage,        // the caller asked for something that does not exist
  kInterrupted,  // stopped by a signal; can be resumed
  kInternal,     // our fault, caught at a border
};

/// The name of a code as it stands in reports: "truncated", "too-large", ...
std::string_view error_name(ErrorCode code);

/// An error: what, where (byte offset in the input that the caller named), and a sentence for
/// people.
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInternal;
  uint64_t where_bytes = 0;
  std::string detail;
};

/// Holds a T or an Error. No exceptions; reading the wrong side stops the program.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool is_ok() const { return state_.index() == 0; }
  explicit operator bool() const { return is_ok(); }

  T& value() & {
    CD_CHECK(is_ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    CD_CHECK(is_ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    CD_CHECK(is_ok());
    return std::move(*std::get_if<0>(&state_));
  }
  Error& error() & {
    CD_CHECK(!is_ok());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    CD_CHECK(!is_ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    CD_CHECK(!is_ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

/// A Result without a value: success or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool is_ok() const { return !error_.has_value(); }
  explicit operator bool() const { return is_ok(); }
  const Error& error() const {
    CD_CHECK(error_.has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace copydesk

#define CD_CONCAT_INNER(a, b) a##b
#define CD_CONCAT(a, b) CD_CONCAT_INNER(a, b)

/// CD_TRY(Type name, expression): takes the value out of a Result or returns its error to the
/// caller.
#define CD_TRY(declaration, expression)                        \
  auto CD_CONCAT(cd_result_, __LINE__) = (expression);         \
  if (!CD_CONCAT(cd_result_, __LINE__).is_ok())                \
    return std::move(CD_CONCAT(cd_result_, __LINE__)).error(); \
  declaration = std::move(CD_CONCAT(cd_result_, __LINE__)).value()

/// CD_TRY_VOID(expression): the same for Result<void>.
#define CD_TRY_VOID(expression)                                                      \
  do {                                                                               \
    if (auto cd_result = (expression); !cd_result.is_ok()) return cd_result.error(); \
  } while (false)
