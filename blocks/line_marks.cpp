// line_marks.cpp: what text tools write for the links of a page -> the lines without it.
// Two forms: Markdown ("[quay](https://...)", "**new**", "# Quay", pictures in "![...](...)"),
// taken for it where a page has some links of that form, and numbers before or behind the words of
// a link ("[12]quay") with a list of addresses at the end of the page. What the words say stays as
// it is.
// Method: own. Not here: list marks (lines.cpp).
#include "blocks/line_marks.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "blocks/blocks.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kFewestLinks = 3;       // of a form, before it counts
constexpr size_t kLongestTarget = 1000;  // bytes

bool is_address(std::string_view text) {
  constexpr std::array kStarts =
      std::to_array<std::string_view>({"http://", "https://", "/", "#", "mailto:", "./", "../",
                                       "www.", "ftp://", "javascript:", "tel:", "<http", "file:"});
  return std::ranges::any_of(kStarts, [&](auto start) { return text.starts_with(start); });
}

/// The number that opens `text`, and the bytes that it takes; 0 bytes: there is none.
size_t read_number(std::string_view text, size_t& bytes) {
  constexpr size_t kMostDigits = 5;
  size_t number = 0;
  for (bytes = 0; bytes < std::min(text.size(), kMostDigits) && is_digit(text[bytes]); ++bytes)
    number = 10 * number + static_cast<size_t>(text[bytes] - '0');
  return number;
}

/// The number of an address in the list at the end: "12. https://...", "[12] https://...",
/// "[12]: https://..."; 0: the line is none.
size_t listed_number(std::string_view line) {
  const bool has_bracket = line.starts_with('[');
  if (has_bracket) line.remove_prefix(1);
  size_t bytes = 0;
  const size_t number = read_number(line, bytes);
  if (bytes == 0) return 0;
  line.remove_prefix(bytes);
  const std::string_view mark = has_bracket ? "]" : ".";
  if (!line.starts_with(mark)) return 0;
  line.remove_prefix(1);
  if (has_bracket && line.starts_with(':')) line.remove_prefix(1);
  return is_address(trim_space(line)) ? number : 0;
}

bool is_list_heading(std::string_view line) {
  constexpr std::array kHeadings = std::to_array<std::string_view>(
      {"references", "links", "visiblelinks", "hiddenlinks", "verweise", "liens", "enlaces"});
  return std::ranges::find(kHeadings, fold(line)) != kHeadings.end();
}

/// The bytes of "[12]" at `at` where the list has such a number; 0: there is none.
size_t number_bytes(std::string_view text, size_t at, size_t most) {
  size_t bytes = 0;
  const size_t number = read_number(text.substr(at + 1), bytes);
  const size_t end = at + 1 + bytes;
  if (bytes == 0 || number == 0 || number > most || end >= text.size() || text[end] != ']')
    return 0;
  return bytes + 2;
}

/// Links of Markdown as their words, in the order in which brackets close.
class MarkdownLine {
 public:
  explicit MarkdownLine(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  std::string read() {
    skip_heading_mark();
    while (at_ < text_.size()) {
      if (!read_image() && !read_link_end() && !read_stars() && !read_escape()) read_letter();
    }
    return std::move(out_);
  }

 private:
  void skip_heading_mark() {
    constexpr size_t kDeepest = 6;
    const size_t end = std::min(text_.find_first_not_of('#'), text_.size());
    if (end > 0 && end <= kDeepest && end < text_.size() && text_[end] == ' ') at_ = end + 1;
  }

  bool read_image() {
    const size_t bytes = image_bytes(text_, at_);
    at_ += bytes;
    return bytes > 0;
  }

  bool read_link_end() {
    if (text_[at_] != ']' || open_.empty()) return false;
    const size_t begin = open_.back();
    open_.pop_back();
    const size_t target = link_target_bytes(text_, at_);
    if (target == 0) return false;
    out_.erase(begin, 1);
    at_ += target;
    return true;
  }

  bool read_stars() {
    const bool are_stars = text_.substr(at_).starts_with("**");
    at_ += are_stars ? 2 : 0;
    return are_stars;
  }

  bool read_escape() {
    constexpr std::string_view kEscaped = "\\`*_{}[]()#+-.!|>~";
    const bool is_escape = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                           kEscaped.find(text_[at_ + 1]) != kEscaped.npos;
    if (!is_escape) return false;
    out_ += text_[at_ + 1];
    at_ += 2;
    return true;
  }

  void read_letter() {
    constexpr size_t kDeepest = 4;  // brackets in brackets
    if (text_[at_] == '[' && open_.size() < kDeepest) open_.push_back(out_.size());
    out_ += text_[at_++];
  }

  std::string_view text_;
  std::string out_;
  std::vector<size_t> open_;  // bytes of `out_`
  size_t at_ = 0;
};

}  // namespace

size_t link_target_bytes(std::string_view text, size_t at) {
  if (!text.substr(at).starts_with("](") || !is_address(text.substr(at + 2))) return 0;
  const size_t end = std::min(text.size(), at + kLongestTarget);
  size_t depth = 0;
  for (size_t i = at + 1; i < end; ++i) {
    depth += text[i] == '(';
    if (text[i] == ')' && --depth == 0) return i + 1 - at;
  }
  return 0;
}

size_t image_bytes(std::string_view text, size_t at) {
  constexpr size_t kLongestText = 500;
  if (!text.substr(at).starts_with("![")) return 0;
  const size_t close = text.substr(0, std::min(text.size(), at + kLongestText)).find("](", at);
  const size_t target = close == text.npos ? 0 : link_target_bytes(text, close);
  return target == 0 ? 0 : close + target - at;
}

LineMarks find_line_marks(std::string_view page, std::span<const std::string_view> lines) {
  LineMarks marks;
  size_t links = 0;
  for (size_t at = page.find("]("); at != page.npos && links < kFewestLinks;
       at = page.find("](", at + 2))
    links += is_address(page.substr(at + 2));
  marks.is_markdown = links >= kFewestLinks;
  // The list counts down to one from the last line that tells an address.
  size_t begin = lines.size();
  for (size_t i = lines.size(), next = 0; i > 0; --i) {
    const size_t number = listed_number(lines[i - 1]);
    if (number == 0) continue;
    if (next != 0 && number + 1 != next) break;
    if (next == 0) marks.addresses = number;
    next = number;
    begin = i - 1;
    if (number == 1) break;
  }
  const bool is_whole = begin < lines.size() && listed_number(lines[begin]) == 1;
  if (!is_whole || marks.addresses < kFewestLinks) {
    marks.addresses = 0;
  } else {
    while (begin > 0 && is_list_heading(lines[begin - 1])) --begin;
    marks.list_begin = begin;
  }
  return marks;
}

bool is_in_address_list(const LineMarks& marks, size_t i, std::string_view line) {
  return marks.addresses > 0 && i >= marks.list_begin &&
         (listed_number(line) > 0 || is_list_heading(line));
}

std::string without_marks(std::string_view text, const LineMarks& marks) {
  std::string plain = marks.is_markdown ? MarkdownLine(text).read() : std::string(text);
  if (marks.addresses == 0) return plain;
  std::string out;
  out.reserve(plain.size());
  for (size_t i = 0; i < plain.size();) {
    const size_t bytes = plain[i] == '[' ? number_bytes(plain, i, marks.addresses) : 0;
    if (bytes == 0) out += plain[i];
    i += std::max<size_t>(bytes, 1);
  }
  return out;
}

}  // namespace copydesk
