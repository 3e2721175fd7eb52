// embedded.h: a story that the page shows only by running a script. Inner header of story/.
#pragma once

#include <string>

#include "html/html.h"

namespace copydesk {

/// The longest piece of HTML that stands in a string of the page's scripts, and holds enough text
/// to be a story; empty if there is none. Strings in strings are read, as frameworks write their
/// state: at most three layers.
/// Cost: linear in the scripts; meant for pages that show no text. Threads: safe. Errors: none.
std::string find_embedded_html(const Document& document);

}  // namespace copydesk
