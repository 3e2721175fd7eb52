// encoded_twice.h: text that somebody took for windows-1252 and encoded as UTF-8 once more. Part of
// input/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace copydesk {

/// What was encoded once more than it should have been, and how often.
struct EncodedOnce {
  std::string text;
  size_t characters = 0;  // that were mended, each two to four before
};

/// "Itâ€™s cafÃ©" is "It’s café" again, when all that is not ASCII reads so: two characters at
/// least, and not one that does not. Pages that hold both kinds are left as they are. `text` is
/// valid UTF-8 and ASCII up to `from`. Cost: linear; most pages show at their first such character
/// that they are none.
std::optional<EncodedOnce> encoded_once(std::string_view text, size_t from);

}  // namespace copydesk
