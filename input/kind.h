// kind.h: what a file holds, by its first bytes.
#pragma once

#include <string_view>

#include "input/input.h"

namespace copydesk {

enum class InputKind : uint8_t {
  kEmpty,
  kPage,
  kResponse,
  kMhtml,
  kWebarchive,
  kWarc,
  kArc,
  kUnsupported
};

struct KindChoice {
  InputKind kind = InputKind::kPage;
  std::string_view format;  // kUnsupported: what it is, for the message
};

/// Whether the first bytes have more than one control character in fifty (compressed data has one
/// in ten, text none), and not because they are UTF-16; markup at the start is text all the same.
bool is_no_text(std::string_view head);

/// Whether a name is that of an archive: it then is one, should its start be damaged.
bool is_archive_name(std::string_view name);

/// The kind of `head`, the first bytes of an input after compression; `is_all` says that there are
/// no more. The name counts only where the content says nothing, or where other things stand in
/// front of a record: an archive whose first record is damaged.
KindChoice kind_of(std::string_view head, bool is_all, std::string_view name);

}  // namespace copydesk
