// dump_gallery.cpp: slides of photo galleries among the lines of a dump -> galleries with each
// caption once. Inside a slide a text that stands twice is the caption, and what is glued in front
// of its copy is the slide's title; a slide without such a copy where the others have one is a
// video or the like. Around the slides stand the gallery's title and, behind them, names of
// thumbnails. A gallery that counts its first slide alone lists captions and credits in turn; one
// that counts none is a row of credited pictures. Not here: which lines are a slide
// (dump_slides.cpp), captions of single pictures (dump_captions.cpp). Method: own.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <unordered_set>

#include "story/dump_slides.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

constexpr size_t kMaxHeadingLines = 4;

/// A text without the counter in it, marks trimmed.
std::string_view without_counter(const DumpLine& line) {
  if (line.mark.is_absent()) return line.text;
  if (line.mark.is_whole_line) return {};
  return trim_space(line.mark.begin == 0 ? line.text.substr(line.mark.end)
                                         : line.text.substr(0, line.mark.begin));
}

std::string trimmed_title(std::string_view title) {
  constexpr std::array kMarks =
      std::to_array<std::string_view>({":", "|", "-", "–", "—", "•", "·", "/", "…", "."});
  for (bool again = true; again;) {
    again = false;
    title = trim_space(title);
    for (const std::string_view mark : kMarks) {
      if (title.ends_with(mark) && title.size() > mark.size())
        title.remove_suffix(mark.size()), again = true;
    }
  }
  return std::string(title);
}

/// The texts of a slide: each copy folded into the one it copies.
struct SlideTexts {
  std::vector<std::string> texts;
  std::string title;  // glued in front of a copy
  std::string credit;
  bool has_copy = false;
  bool is_video = false;
};

/// Folds `line` into a text that it copies; false: it copies none.
bool merge_copy(SlideTexts& slide, std::vector<DumpLine>& kept, const DumpLine& line) {
  for (size_t t = 0; t < kept.size(); ++t) {
    DumpLine& other = kept[t];
    const bool is_longer = line.folded.size() > other.folded.size();
    const DumpLine& longer = is_longer ? line : other;
    const DumpLine& shorter = is_longer ? other : line;
    const size_t tail = find_tail(longer, shorter);
    const size_t rest = tail == longer.text.npos ? find_rest(longer, shorter) : longer.text.npos;
    if (tail == longer.text.npos && rest == longer.text.npos) continue;
    const size_t extra = tail != longer.text.npos ? tail : longer.text.size() - rest;
    if (extra > kMaxSlideTitleBytes || shorter.folded.size() < 4) continue;
    slide.has_copy = true;
    if (tail != longer.text.npos && tail > 0)
      slide.title = trimmed_title(longer.text.substr(0, tail));
    if (rest != longer.text.npos && slide.credit.empty())
      slide.credit = clean_credit(longer.text.substr(rest));
    if (line.folded.size() < other.folded.size()) other = line;
    return true;
  }
  return false;
}

SlideTexts read_slide(const DumpPage& page, const SlideShape& shape, const SlideLines& lines) {
  SlideTexts slide;
  std::vector<DumpLine> kept;
  for (size_t i = lines.begin; i < lines.end; ++i) {
    DumpLine line = page.lines[i];
    if (line.phrase == Phrase::kVideo) slide.is_video = true;
    if (shape.is_furniture(i) || line.phrase == Phrase::kVideo) continue;
    line.text = without_counter(line);
    if (!line.mark.is_absent()) line.folded = fold(line.text);
    size_t length = 0;
    if (opens_label(line.text, Phrase::kVideo, length)) {
      slide.is_video = true;
      line.text.remove_prefix(length);
      line.folded = fold(line.text);
    }
    if (opens_label(line.text, Phrase::kCaptionLabel, length)) {
      line.text.remove_prefix(length);
      line.folded = fold(line.text);
    }
    if (line.folded.empty() || merge_copy(slide, kept, line)) continue;
    if (is_credit_line(line.text) && !kept.empty()) {
      if (slide.credit.empty()) slide.credit = clean_credit(line.text);
      continue;
    }
    kept.push_back(std::move(line));
  }
  for (const DumpLine& line : kept) slide.texts.emplace_back(line.text);
  return slide;
}

/// Whether a text alone in its slide is a caption and not the name of something that cannot be
/// shown.
bool is_caption(const SlideTexts& slide, const SlideShape& shape, std::string_view text) {
  if (slide.has_copy) return true;
  if (slide.is_video) return ends_sentence(text) && count_words(text) > 12;
  return !shape.has_copies() || (ends_sentence(text) && count_words(text) > 8);
}

GalleryItem make_item(const SlideTexts& slide, const SlideShape& shape, uint32_t index) {
  GalleryItem item;
  item.index = index;
  item.kind = slide.is_video ? "video" : "image";
  item.title = slide.title;
  item.credit = slide.credit;
  std::string_view caption;
  if (slide.texts.size() == 1) {
    if (is_caption(slide, shape, slide.texts[0]))
      caption = slide.texts[0];
    else
      item.title = slide.texts[0];
  } else if (slide.texts.size() > 1) {
    const bool has_title = slide.texts[0].size() <= kMaxSlideTitleBytes &&
                           !ends_sentence(slide.texts[0]) &&
                           slide.texts[0].size() < slide.texts[1].size();
    if (has_title && item.title.empty()) item.title = slide.texts[0];
    for (size_t t = has_title ? 1 : 0; t < slide.texts.size(); ++t) {
      item.caption += (item.caption.empty() ? "" : " ") + slide.texts[t];
    }
  }
  if (!caption.empty()) {
    const CaptionText split = split_caption(caption);
    item.caption = split.caption;
    if (item.credit.empty()) item.credit = split.credit;
  }
  if (item.caption.empty() && shape.has_copies()) item.kind = "video";
  return item;
}

/// "Photos: A day at sea" without its label.
std::string_view after_gallery_label(std::string_view text) {
  size_t length = 0;
  return opens_label(text, Phrase::kGallery, length) ? text.substr(length) : std::string_view{};
}

/// The title that a line announces: what stands behind "Photos:", or a short line that is no
/// phrase.
std::string_view title_in(const DumpLine& line) {
  const std::string_view labelled = after_gallery_label(line.text);
  if (!labelled.empty()) return labelled;
  return line.phrase == Phrase::kNone && line.mark.is_absent() && looks_like_title(line)
             ? line.text
             : std::string_view{};
}

/// The most frequent title behind a gallery's label inside its lines.
std::string labelled_title(const DumpPage& page, size_t begin, size_t end) {
  std::map<std::string_view, size_t> times;
  std::string_view best;
  for (size_t i = begin; i < end; ++i) {
    const std::string_view title = after_gallery_label(page.lines[i].text);
    if (!title.empty() && ++times[title] > times[best]) best = title;
  }
  return std::string(best);
}

/// Takes the heading over the first slide into the gallery; without a labelled title inside, its
/// text is the title.
void take_heading(DumpPage& page, DumpGallery& gallery, const SlideShape& shape) {
  std::string& title = gallery.gallery.title;
  for (size_t taken = 0; taken < kMaxHeadingLines && gallery.begin > 0; ++taken) {
    const size_t i = gallery.begin - 1;
    const DumpLine& line = page.lines[i];
    if (page.role(i) != Role::kUnknown) break;
    const std::string_view said = title_in(line);
    const std::string folded_title = fold(title);
    const bool is_label = is_gallery_label(line) || shape.is_furniture(i);
    const bool is_title = !folded_title.empty() && !said.empty() && fold(said) == folded_title;
    // A short line is the title where nothing else is, and where the body does not end with it.
    const bool may_be_title = title.empty() && !said.empty() && looks_like_title(line) &&
                              taken < 2 && !page.list.blocks[i].is_list_item &&
                              count_words(line.text) >= 2;
    if (!is_label && !is_title && !may_be_title) break;
    if (title.empty() && !said.empty()) title = std::string(said);
    gallery.begin = i;
    if (may_be_title && !is_label) break;
  }
}

/// The title that every slide bears, if the gallery has no other.
std::string common_title(const Gallery& gallery) {
  std::map<std::string_view, size_t> times;
  std::string_view best;
  for (const GalleryItem& item : gallery.items) {
    if (!item.title.empty() && ++times[item.title] > times[best]) best = item.title;
  }
  return times[best] * 2 > gallery.items.size() ? std::string(best) : std::string();
}

/// What a gallery has said, to know its repetitions by.
struct GalleryTexts {
  std::unordered_set<std::string> all;  // folded titles and captions
  std::vector<std::string> names;       // folded titles, each once
  size_t slides = 0;
};

GalleryTexts texts_of(const Gallery& gallery) {
  constexpr size_t kMaxNames = 64;
  GalleryTexts texts;
  texts.slides = gallery.items.size();
  std::set<std::string> names = {fold(gallery.title)};
  for (const GalleryItem& item : gallery.items) {
    texts.all.insert(fold(item.caption));
    names.insert(fold(item.title));
  }
  for (const std::string& name : names) {
    if (texts.names.size() < kMaxNames && name.size() >= 4) texts.names.push_back(name);
    texts.all.insert(name);
  }
  return texts;
}

/// A run-on of thumbnail names: titles and numbers make up half of it.
bool is_thumbnail_line(const DumpLine& line, const GalleryTexts& texts) {
  if (line.text.size() > 64 * 1024 || ends_sentence(line.text)) return false;
  const std::string_view folded = line.folded;
  std::vector<bool> covered(folded.size());
  size_t hits = 0;
  for (const std::string& name : texts.names) {
    for (size_t at = folded.find(name); at != folded.npos;
         at = folded.find(name, at + name.size())) {
      ++hits;
      std::fill(covered.begin() + at, covered.begin() + at + name.size(), true);
    }
  }
  for (size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] >= '0' && folded[i] <= '9') covered[i] = true;
  }
  return hits >= 3 && static_cast<size_t>(std::ranges::count(covered, true)) * 2 >= folded.size();
}

/// A run-on of file names that begin alike ("harbour 01 quayharbour 02 mast"): its first word comes
/// again and again.
bool repeats_first_word(const DumpLine& line, size_t slides) {
  if (line.text.size() > 64 * 1024 || ends_sentence(line.text)) return false;
  size_t at = 0;
  const std::string word = fold(next_word(line.text, at));
  if (word.size() < 4) return false;
  size_t times = 0;
  for (size_t i = line.folded.find(word); i != line.folded.npos;
       i = line.folded.find(word, i + word.size()))
    ++times;
  return times >= 3 && times * 2 >= slides;
}

/// A line behind the gallery that only repeats it: thumbnails, numbers, titles, captions, buttons.
bool repeats_gallery(const DumpLine& line, const GalleryTexts& texts) {
  if (line.folded.empty() || line.mark.is_whole_line) return true;
  if (line.phrase == Phrase::kCaptionToggle || line.phrase == Phrase::kSlideControl) return true;
  const CaptionText split = split_caption(line.text);
  if (has_sure_credit(line.text, split) && texts.all.count(fold(split.caption)) != 0) return true;
  return texts.all.count(line.folded) != 0 || is_thumbnail_line(line, texts) ||
         repeats_first_word(line, texts.slides);
}

void take_tail(DumpPage& page, DumpGallery& gallery) {
  const GalleryTexts texts = texts_of(gallery.gallery);
  const size_t limit = gallery.end + gallery.gallery.items.size() + kMaxHeadingLines;
  while (gallery.end < page.lines.size() && gallery.end < limit &&
         page.role(gallery.end) == Role::kUnknown &&
         repeats_gallery(page.lines[gallery.end], texts)) {
    ++gallery.end;
  }
}

/// A carousel that goes round shows its last slide over again in front of the first one.
void take_front(DumpPage& page, DumpGallery& gallery) {
  constexpr size_t kMostLines = 4;
  std::unordered_set<std::string> said;
  if (gallery.gallery.items.empty()) return;
  const GalleryItem& last = gallery.gallery.items.back();
  for (const std::string* text : {&last.caption, &last.title, &last.credit})
    if (!text->empty()) said.insert(fold(*text));
  size_t begin = gallery.begin, found = gallery.begin;
  for (size_t taken = 0; taken < kMostLines && begin > 0; ++taken) {
    const DumpLine& line = page.lines[begin - 1];
    const bool is_said = said.contains(line.folded) || is_credit(line) || is_two_names(line.text);
    const bool is_mark = line.mark.index == gallery.gallery.count && line.mark.is_whole_line;
    if (page.role(begin - 1) != Role::kUnknown || !(is_mark || is_said)) break;
    --begin;
    if (line.folded == fold(last.caption) || is_mark) found = begin;
  }
  gallery.begin = found;
}

/// Whether three slides or more all say the same: the stars of a rating, "Rate the cake 1/5".
bool has_one_caption(const Gallery& gallery) {
  constexpr size_t kFewest = 3;
  const std::string& first = gallery.items.front().caption;
  return gallery.items.size() >= kFewest && !first.empty() &&
         std::ranges::all_of(gallery.items, [&](const auto& item) {
           return item.caption == first && item.title == gallery.items.front().title;
         });
}

/// Whether the slides hold captions at all: a pager of a forum or a shop counts pages, not
/// pictures.
bool is_gallery(const Gallery& gallery) {
  const auto with_text = std::ranges::count_if(gallery.items, [](const GalleryItem& item) {
    return !item.caption.empty() || !item.title.empty();
  });
  return with_text >= 2 && static_cast<size_t>(with_text) * 2 >= gallery.items.size();
}

/// Whether what stands between the marks are paragraphs: "View gallery" below pictures inside of a
/// text.
bool holds_paragraphs(const DumpPage& page, const std::vector<SlideLines>& slides) {
  constexpr uint32_t kMostWords = 130;  // of a usual slide, its caption twice
  std::vector<uint32_t> words;
  for (const SlideLines& slide : slides) {
    words.push_back(0);
    for (size_t i = slide.begin; i < slide.end; ++i) words.back() += page.list.blocks[i].word_count;
  }
  const auto middle = words.begin() + static_cast<ptrdiff_t>(words.size() / 2);
  std::ranges::nth_element(words, middle);
  return *middle > kMostWords;
}

/// Builds the gallery of one row of marks; returns false when it is none.
bool build_gallery(DumpPage& page, const MarkRow& row, DumpGallery& result) {
  const SlideShape shape(page, row);
  const std::vector<SlideLines> slides = cut_slides(page, shape, row);
  if (!row.has_counters && holds_paragraphs(page, slides)) return false;
  result.begin = slides.front().begin;
  result.end = slides.back().end;
  for (const SlideLines& lines : slides) {
    const SlideTexts texts = read_slide(page, shape, lines);
    const uint32_t index =
        row.has_counters ? lines.index : static_cast<uint32_t>(result.gallery.items.size() + 1);
    result.gallery.items.push_back(make_item(texts, shape, index));
  }
  if (!is_gallery(result.gallery)) return false;
  result.gallery.title = labelled_title(page, result.begin, result.end);
  result.gallery.count =
      row.count != 0 ? row.count : static_cast<uint32_t>(result.gallery.items.size());
  take_front(page, result);
  take_heading(page, result, shape);
  if (result.gallery.title.empty()) result.gallery.title = common_title(result.gallery);
  take_tail(page, result);
  for (size_t i = result.begin; i < result.end; ++i) page.set_role(i, Role::kGalleryChrome);
  return true;
}

bool is_listed_caption(const DumpPage& page, size_t i) {
  if (!is_free(page, i) || !could_be_caption(page.lines[i]) || !page.lines[i].mark.is_absent())
    return false;
  const std::string_view text = page.lines[i].text;
  return !is_credit_line(text) || has_sure_credit(text, split_caption(text));
}

bool is_free_credit(const DumpPage& page, size_t i) {
  return is_free(page, i) && is_credit(page.lines[i]);
}

/// The next picture of a gallery, without its texts.
GalleryItem next_picture(const Gallery& gallery) {
  GalleryItem item;
  item.index = static_cast<uint32_t>(gallery.items.size() + 1);
  item.kind = "image";
  return item;
}

/// "Ice on the quay. Photo: Ana Ruiz": a credit that says so, at a caption's end, goes where it
/// belongs.
bool take_labelled_credit(GalleryItem& item) {
  const CaptionText split = split_caption(item.caption);
  if (!has_sure_credit(item.caption, split)) return false;
  item.caption = split.caption;
  item.credit = split.credit;
  return true;
}

/// Reads captions from `result.end` on, each with its credit at its end or in the line below; one
/// in between may have none.
void read_listed_items(const DumpPage& page, DumpGallery& result) {
  while (result.gallery.items.size() < result.gallery.count) {
    const size_t i = result.end;
    if (!is_listed_caption(page, i)) break;
    GalleryItem item = next_picture(result.gallery);
    item.caption = page.lines[i].text;
    const bool has_own = take_labelled_credit(item);
    const bool has_credit = !has_own && is_free_credit(page, i + 1);
    if (!has_own && !has_credit && !(is_listed_caption(page, i + 1) && is_free_credit(page, i + 2)))
      break;
    if (has_credit) item.credit = clean_credit(page.lines[i + 1].text);
    result.gallery.items.push_back(std::move(item));
    result.end = i + (has_credit ? 2 : 1);
  }
}

bool is_credited(const Gallery& gallery) {
  return std::ranges::none_of(gallery.items, [](const auto& item) { return item.credit.empty(); });
}

/// Builds a gallery that counts its first slide alone, all others being listed below it: "1/21 A
/// day at sea", then captions and credits in turn. Returns false when there are too few.
bool build_listed_gallery(DumpPage& page, size_t mark, DumpGallery& result) {
  constexpr size_t kEnough = 3;
  const DumpLine& line = page.lines[mark];
  if (line.mark.index != 1 || !is_free(page, mark)) return false;
  result.begin = mark;
  result.end = mark + 1;
  result.gallery.count = line.mark.count;
  read_listed_items(page, result);
  const bool is_all = result.gallery.items.size() == line.mark.count && is_credited(result.gallery);
  if (result.gallery.items.size() < kEnough && !is_all) return false;
  result.gallery.title = trimmed_title(without_counter(line));
  // The first picture's alternative text stands above the counter.
  if (mark > 0 && is_free(page, mark - 1) &&
      page.lines[mark - 1].folded == page.lines[mark + 1].folded)
    result.begin = mark - 1;
  const MarkRow row{{{mark, 1}}, line.mark.count, true};
  take_heading(page, result, SlideShape(page, row));
  take_tail(page, result);
  for (size_t i = result.begin; i < result.end; ++i) page.set_role(i, Role::kGalleryChrome);
  return true;
}

/// The first pictures that stand one behind the other with nothing but a number in between.
std::span<DumpPicture> first_row(const DumpPage& page, std::span<DumpPicture> pictures) {
  size_t count = 1;
  for (; count < pictures.size(); ++count) {
    const size_t end = pictures[count - 1].end;
    if (pictures[count].line != end &&
        !(pictures[count].line == end + 1 && is_number_line(page, end)))
      break;
  }
  return pictures.first(count);
}

/// Products, teasers and errors stand twice in a row as well: of a gallery half is credited, of
/// three pictures all, or all of its lines hold their caption twice.
bool is_gallery_row(std::span<const DumpPicture> row) {
  constexpr size_t kLeast = 4, kLeastSure = 3;
  const auto credited = std::ranges::count_if(
      row, [](const DumpPicture& picture) { return !picture.image.credit.empty(); });
  if (row.size() >= kLeastSure && (static_cast<size_t>(credited) == row.size() ||
                                   std::ranges::all_of(row, &DumpPicture::is_doubled)))
    return true;
  return row.size() >= kLeast && static_cast<size_t>(credited) * 2 >= row.size();
}

DumpGallery gallery_of(std::span<DumpPicture> row) {
  DumpGallery found{row.front().line, row.back().end, {}};
  for (DumpPicture& picture : row) {
    GalleryItem item = next_picture(found.gallery);
    item.caption = std::move(picture.image.caption);
    item.credit = std::move(picture.image.credit);
    found.gallery.items.push_back(std::move(item));
  }
  found.gallery.count = static_cast<uint32_t>(row.size());
  return found;
}

}  // namespace

bool is_number_line(const DumpPage& page, size_t i) {
  constexpr size_t kMostDigits = 3;
  return i < page.lines.size() && is_open_role(page.role(i)) && !page.lines[i].text.empty() &&
         page.lines[i].text.size() <= kMostDigits &&
         std::ranges::all_of(page.lines[i].text, is_digit);
}

std::vector<DumpGallery> take_gallery_rows(DumpPage& page, std::vector<DumpPicture>& pictures) {
  std::vector<DumpGallery> found;
  std::vector<DumpPicture> others;
  for (std::span<DumpPicture> left = pictures; !left.empty();) {
    const std::span<DumpPicture> row = first_row(page, left);
    left = left.subspan(row.size());
    if (is_gallery_row(row)) {
      found.push_back(gallery_of(row));
      for (size_t i = found.back().begin - std::min<size_t>(found.back().begin, 1);
           i < found.back().end; ++i)
        if (is_number_line(page, i)) page.set_role(i, Role::kGalleryChrome);
    } else {
      std::ranges::move(row, std::back_inserter(others));
    }
  }
  pictures = std::move(others);
  return found;
}

std::vector<DumpGallery> find_dump_galleries(DumpPage& page) {
  std::vector<DumpGallery> found;
  for (const MarkRow& row : find_mark_rows(page)) {
    const bool is_taken = std::ranges::any_of(
        row.marks, [&](const SlideBorder& mark) { return page.role(mark.line) != Role::kUnknown; });
    DumpGallery gallery;
    // Its lines are no text all the same.
    if (!is_taken && build_gallery(page, row, gallery) && !has_one_caption(gallery.gallery))
      found.push_back(std::move(gallery));
  }
  for (size_t i = 0; i < page.lines.size(); ++i) {
    DumpGallery gallery;
    if (!page.lines[i].mark.is_absent() && build_listed_gallery(page, i, gallery))
      found.push_back(std::move(gallery));
  }
  std::ranges::sort(found, {}, &DumpGallery::begin);
  return found;
}

}  // namespace copydesk
