// assets.cpp: the style and the scripts of the reader (server/assets/), inside the program so that
// it works anywhere.
#include "server/api.h"
#include "server/reader_state.h"

// Made by cmake/assets.S.in.
extern "C" {
extern const char copydesk_style_begin[], copydesk_style_end[];
extern const char copydesk_script_begin[], copydesk_script_end[];
extern const char copydesk_shell_style_begin[], copydesk_shell_style_end[];
extern const char copydesk_shell_script_begin[], copydesk_shell_script_end[];
extern const char copydesk_page_style_begin[], copydesk_page_style_end[];
extern const char copydesk_openapi_begin[], copydesk_openapi_end[];
}

namespace copydesk {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

}  // namespace

std::string_view style_sheet() { return between(copydesk_style_begin, copydesk_style_end); }
std::string_view script() { return between(copydesk_script_begin, copydesk_script_end); }
std::string_view shell_style() {
  return between(copydesk_shell_style_begin, copydesk_shell_style_end);
}
std::string_view shell_script() {
  return between(copydesk_shell_script_begin, copydesk_shell_script_end);
}
std::string_view page_style() {
  return between(copydesk_page_style_begin, copydesk_page_style_end);
}

std::string_view openapi() { return between(copydesk_openapi_begin, copydesk_openapi_end); }

}  // namespace copydesk
