// page.h: markup or plain text: questions that page.cpp answers for the rest of input/.
#pragma once

#include <string_view>

#include "input/input.h"

namespace copydesk {

/// Whether the text starts, after white space, as WHATWG MIME Sniffing says a page does.
bool starts_like_markup(std::string_view text);

/// Markup or the lines of a dump: by the header, then by content, then by the name.
Page::Form form_of(std::string_view text, const PageHints& hints);

}  // namespace copydesk
