// result.cpp: the names of error codes as reports print them.
#include "base/result.h"

namespace copydesk {

std::string_view error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kUnreadable:
      return "unreadable";
    case ErrorCode::kUnwritable:
      return "unwritable";
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kDamaged:
      return "damaged";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kTimeout:
      return "timeout";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kNotHtml:
      return "not-html";
    case ErrorCode::kEmpty:
      return "empty";
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

}  // namespace copydesk
