// check_html.h: what is true of every Document, whatever the page; shared by tests and the fuzz
// target.
#pragma once

#include <string>
#include <string_view>

#include "html/html.h"

/// The first thing that is wrong with a document, or nothing. Cost: linear.
std::string find_fault(const copydesk::Document& document, uint16_t depth_limit = 512);

/// Parses any bytes as a page and as a fragment, scripting off and on; stops the program on a
/// fault. Always 0, as libFuzzer wants it.
int check_html(std::string_view bytes);
