// page_argument.cpp: a path, --charset and --url into one Page.
#include "cli/page_argument.h"

#include "cli/page_limits.h"

namespace copydesk {

namespace {

Result<Page> read_page(const std::string& path, const Options& options) {
  if (is_folder(path))
    return Error{ErrorCode::kUsage, 0, path + " is a folder; name one page or archive file in it"};
  const InputLimits limits = work_limits(options).input;
  if (options.charset.empty()) return read_first_page(path, limits);
  const std::string_view charset = charset_name(options.charset);
  if (charset.empty())
    return Error{ErrorCode::kUsage, 0,
                 "--charset " + options.charset + ": no encoding of the web has this label"};
  CD_TRY(std::string bytes, read_file(path, limits.page_bytes));
  Page page;
  if (charset == "utf-8") {
    std::string text;
    append_repaired_utf8(text, bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    page.text = std::move(text);
  } else {
    const std::string content_type = std::string("text/html; charset=").append(charset);
    page = decode_page(std::move(bytes), {.content_type = content_type});
  }
  page.source.path = path;
  page.source.kind = page.form == Page::Form::kHtml ? "html" : "text";
  return page;
}

}  // namespace

Result<Page> read_page_argument(const std::string& path, const Options& options) {
  CD_TRY(Page page, read_page(path, options));
  if (!options.url.empty()) take_address(page, options.url);
  return page;
}

}  // namespace copydesk
