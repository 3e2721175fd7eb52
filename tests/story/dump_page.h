// dump_page.h: a text as the dump of a page, for the tests of dumps.
#pragma once

#include <string>
#include <string_view>

#include "story/dump.h"

namespace copydesk {

inline Page dump_page(std::string_view text) {
  Page page;
  page.form = Page::Form::kPlainText;
  page.text = std::string(text);
  return page;
}

inline Story story_of(std::string_view text) { return read_dump(dump_page(text), {}); }

}  // namespace copydesk
