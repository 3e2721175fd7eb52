// failures_screen.cpp: what gave no story, grouped by cause, with the command that tries again.
#include <array>

#include "server/reader_state.h"

namespace copydesk {
namespace {

struct CauseText {
  std::string_view cause, text;
};
constexpr std::array<CauseText, 8> kCauseTexts = {
    {{"empty", "Nothing on the page reads like a story: a menu, a frame, an error page."},
     {"damaged", "The archive file is damaged there: compressed data or a record's head."},
     {"truncated", "The file ends too early, as when a download was cut short."},
     {"unreadable", "The system refused to read the file."},
     {"not-found", "There was no such file."},
     {"not-html", "What stands there is no page: a picture, a film, a script."},
     {"too-large", "The page is over the limits."},
     {"unsupported", "The file is of a kind that is not read."}}};

std::string_view text_of_cause(std::string_view cause) {
  for (const CauseText& row : kCauseTexts)
    if (row.cause == cause) return row.text;
  return {};
}

// Whether a text stays as it is when it is shown, copied and pasted into a terminal: controls are
// left out or obeyed there, marks of direction turn what follows.
bool is_safe_to_paste(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
        (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x61C || c == 0xFEFF)
      return false;
  }
  return true;
}

// $'...' of bash, zsh and ksh, in which bytes can be written as numbers.
std::string numbered_word(std::string_view text) {
  std::string word = "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\'' && c != '\\') {
      word += c;
      continue;
    }
    word += '\\';
    for (const int shift : {6, 3, 0}) word += static_cast<char>('0' + (byte >> shift & 7));
  }
  return word + "'";
}

// A word for a shell, whatever the path holds.
std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos)
    return std::string(text);
  if (!is_safe_to_paste(text)) return numbered_word(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

void append_example(std::string& out, const StoredInput& input) {
  append_escaped(out += "<li>", input.path);
  out += "<span>";
  if (input.offset > 0) out.append(", byte ").append(readable(static_cast<int64_t>(input.offset)));
  append_escaped(out += ": ", input.detail);
  if (!input.url.empty()) append_escaped(out += " ", input.url);
  out += "</span></li>\n";
}

void append_cause(std::string& out, const FailureCause& cause, const Reader::State& state) {
  append_escaped(out += "<section class=\"cause\"><h2>", cause.cause);
  out.append(" <span>").append(counted(cause.count, "input", "inputs"));
  append_escaped(out += "</span></h2>\n<p>", text_of_cause(cause.cause));
  out += "</p>\n<ul>\n";
  std::string paths;
  for (const StoredInput& input : cause.examples) {
    append_example(out, input);
    const std::string word = " " + shell_word(input.path);
    if ((paths + " ").find(word + " ") == std::string::npos) paths += word;
  }
  const int64_t more = cause.count - static_cast<int64_t>(cause.examples.size());
  if (more > 0) out.append("<li>and ").append(readable(more)).append(" more</li>\n");
  out += "</ul>\n<p>To try these again";
  if (more > 0) out += " (name the other paths as well)";
  out += ":</p>\n<div class=\"command\"><pre tabindex=\"0\"><code>";
  append_escaped(out, "copydesk archive " + shell_word(state.archive_path) + " --retry --" + paths);
  out += "</code></pre><button type=\"button\" data-do=\"copy\">Copy</button></div></section>\n";
}

}  // namespace

HttpResponse failures_screen(Archive& archive, const Reader::State& state) {
  const Result<std::vector<FailureCause>> causes = archive.failures();
  if (!causes.is_ok())
    return error_screen(500, "The archive cannot be read", causes.error().detail, state);
  Screen screen{.title = "What failed", .name = "failures"};
  std::string& out = screen.main;
  out += "<h1>What failed</h1>\n";
  if (causes.value().empty()) out += "<p>Every input gave a story.</p>\n";
  for (const FailureCause& cause : causes.value()) append_cause(out, cause, state);
  return framed(screen, state);
}

}  // namespace copydesk
