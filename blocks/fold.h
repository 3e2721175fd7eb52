// fold.h: white space as a reader sees it: runs of it become one space, invisible characters go.
// Used twice with the same result: when a block is cut, and when its bytes are traced back to the
// page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "blocks/text_scan.h"

namespace copydesk {

/// Folds the text nodes of one block; a space may be left at the end. Example: TextFolder
/// f(TextFolder::Space::kFold); f.add(" a\n b"); gives "a b". Cost: one pass; ordinary runs are
/// copied whole.
class TextFolder {
 public:
  enum class Space : unsigned char { kFold, kKeep };  // kKeep: inside <pre>

  explicit TextFolder(Space space) : space_(space) { out_.reserve(kUsualText); }

  /// Appends one text node. `on_run(from, length, to, to_length)` hears of every run: `from` in
  /// `text`, `to` in the folded text. It is copied as it is, or white space that became one space.
  template <typename OnRun>
  void add(std::string_view text, OnRun on_run);
  void add(std::string_view text) {
    add(text, [](size_t, size_t, size_t, size_t) {});
  }

  const std::string& text() const { return out_; }
  void clear() { out_.clear(); }

 private:
  static constexpr size_t kUsualText = 1024;  // bytes
  size_t end_of_run(std::string_view text, size_t at) const;

  std::string out_;
  Space space_;
};

namespace fold_internal {

enum class Kind : unsigned char { kPlain, kSpace, kInvisible };

/// What stands at `at`, and how many bytes it takes.
inline Kind kind_at(std::string_view text, size_t at, size_t& length) {
  const auto c = static_cast<unsigned char>(text[at]);
  length = 1;
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Kind::kSpace;
  if (c < 0xC2) return Kind::kPlain;
  const auto next = [&](size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  if (c == 0xC2 && (next(1) == 0xA0 || next(1) == 0xAD)) {  // no-break space, soft hyphen
    length = 2;
    return next(1) == 0xA0 ? Kind::kSpace : Kind::kInvisible;
  }
  if (c == 0xE2 && next(1) == 0x80) {
    length = 3;
    if (next(2) == 0x8B) return Kind::kInvisible;  // zero-width space
    if (next(2) <= 0x8A || next(2) == 0xA8 || next(2) == 0xA9 || next(2) == 0xAF)
      return Kind::kSpace;
    length = 1;
  }
  if (c == 0xE2 && next(1) == 0x81 && next(2) == 0xA0)
    return length = 3, Kind::kInvisible;  // word joiner
  if (c == 0xEF && next(1) == 0xBB && next(2) == 0xBF) return length = 3, Kind::kInvisible;  // BOM
  return Kind::kPlain;
}

}  // namespace fold_internal

/// Where a run that is copied as it is ends; `at` is behind its first character. Single spaces
/// between words are part of it.
inline size_t TextFolder::end_of_run(std::string_view text, size_t at) const {
  using fold_internal::Kind;
  while ((at = text_scan::end_of_plain(text, at)) < text.size()) {
    size_t length = 0;
    const Kind kind = fold_internal::kind_at(text, at, length);
    if (kind != Kind::kPlain && !(space_ == Space::kKeep && kind == Kind::kSpace)) break;
    at += length;
  }
  return at;
}

template <typename OnRun>
void TextFolder::add(std::string_view text, OnRun on_run) {
  using fold_internal::Kind;
  size_t at = 0;
  while (at < text.size()) {
    size_t length = 0;
    const Kind kind = fold_internal::kind_at(text, at, length);
    const bool is_folded = kind == Kind::kSpace && space_ == Space::kFold;
    if (is_folded && !out_.empty() && out_.back() != ' ') {
      on_run(at, length, out_.size(), size_t{1});
      out_ += ' ';
    }
    if (is_folded || kind == Kind::kInvisible) {
      at += length;
      if (is_folded) at = text_scan::end_of_spaces(text, at);
      continue;
    }
    const size_t from = at;
    at = end_of_run(text, at + length);
    on_run(from, at - from, out_.size(), at - from);
    out_.append(text.data() + from, at - from);
  }
}

}  // namespace copydesk
