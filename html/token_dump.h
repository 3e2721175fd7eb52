// token_dump.h: one token as a line of JSON; inside html/ only.
#pragma once

#include <string>
#include <string_view>

#include "html/tokenizer.h"

namespace copydesk {

/// Appends a token and a line end; nothing for the end of the page.
void append_token(std::string& out, std::string_view page, const Token& token);

}  // namespace copydesk
