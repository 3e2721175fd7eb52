// dump_slides.h: rows of slide marks among the lines of a dump, and the lines of each slide.
// Part of story/; used by dump_gallery.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "story/dump_lines.h"

namespace copydesk {

// Titles are at most this long; a longer text in front of a caption is a sentence of its own.
inline constexpr size_t kMaxSlideTitleBytes = 120;

/// Where one slide is opened or closed.
struct SlideBorder {
  size_t line = 0;
  uint32_t index = 0;
  bool is_named_above = false;  // the line above says what stands below, and is of this slide
  size_t begin() const { return line - is_named_above; }
};

/// The marks of one gallery, in order.
struct MarkRow {
  std::vector<SlideBorder> marks;
  uint32_t count = 0;         // announced; 0: not known
  bool has_counters = false;  // else a line that repeats
  bool is_double = false;     // each slide is counted over and under its picture
};

/// The lines of one slide, its mark included; `end` exclusive.
struct SlideLines {
  size_t begin = 0;
  size_t end = 0;
  uint32_t index = 0;
};

/// What the slides of a row have in common. Lifetime: keep the page.
class SlideShape {
 public:
  SlideShape(const DumpPage& page, const MarkRow& row);

  /// Stands in most slides of the row.
  bool is_repeated(size_t line) const;
  /// Says nothing about the picture: counter, button, repeated title.
  bool is_furniture(size_t line) const;
  /// Different texts in a slide, copies and credits set aside: the usual number.
  size_t usual_texts() const { return usual_texts_; }
  size_t usual_lines() const { return usual_lines_; }
  /// Most slides hold a text twice.
  bool has_copies() const { return has_copies_; }
  /// Different texts among the lines; `copies` is the number of lines that repeat one of them.
  size_t count_texts(size_t begin, size_t end, size_t* copies = nullptr) const;

 private:
  void read_sizes(const MarkRow& row);
  void drop_credits(const MarkRow& row);

  const DumpPage& page_;
  std::unordered_map<std::string, size_t> furniture_;  // folded line -> slides it stands in
  size_t usual_texts_ = 1;
  size_t usual_lines_ = 2;
  bool has_copies_ = false;
};

/// Whether a line names a gallery: "Photos", "Photos: A day at sea".
bool is_gallery_label(const DumpLine& line);

/// Whether a line is short and ends like a title, not like a sentence.
bool looks_like_title(const DumpLine& line);

/// All rows of marks: counters first, then "Hide Caption" lines, then repeated gallery titles.
std::vector<MarkRow> find_mark_rows(const DumpPage& page);

/// The slides of a row, in order: decides whether its marks open or close them.
std::vector<SlideLines> cut_slides(const DumpPage& page, const SlideShape& shape,
                                   const MarkRow& row);

}  // namespace copydesk
