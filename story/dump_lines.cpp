// dump_lines.cpp: the lines of a dump, mended and folded; slide counters; one text inside another.
// Source of the counters' words: interface texts of galleries in about twenty languages.
#include "story/dump_lines.h"

#include <algorithm>
#include <array>

#include "story/phrases.h"

namespace copydesk {
namespace {

constexpr uint32_t kMaxSlides = 999;
constexpr size_t kMaxCounterBytes = 64;  // of a line that is a counter and nothing else

struct Number {
  size_t begin = 0;
  size_t end = 0;
  uint32_t value = 0;
};

/// The run of one to three ASCII digits at or after `from`; `end` 0: there is none.
Number next_number(std::string_view line, size_t from) {
  const auto is_digit = [&](size_t i) {
    return i < line.size() && line[i] >= '0' && line[i] <= '9';
  };
  while (from < line.size()) {
    while (from < line.size() && !is_digit(from)) ++from;
    Number number{from, from, 0};
    while (is_digit(number.end)) {
      if (number.end - from < 4)
        number.value = number.value * 10 + static_cast<uint32_t>(line[number.end] - '0');
      ++number.end;
    }
    if (number.end == from) break;
    if (number.end - from <= 3) return number;
    from = number.end;
  }
  return {};
}

/// Whether `text` is one of the words parted by '|'.
bool is_one_of(std::string_view text, std::string_view words) {
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find('|', at), words.size());
    if (words.substr(at, end - at) == text) return true;
    at = end + 1;
  }
  return false;
}

/// Whether the text between two numbers says "of".
bool is_of(std::string_view between) {
  between = trim_space(between);
  if (is_one_of(between, "/|／|∕")) return true;
  const std::string words = fold_words(between);
  return is_one_of(
      words,
      "of|out of|von|sur|de|di|van|av|af|ud af|z|ze|из|з|iz|od|od|dari|trên|중|枚中|中|张 "
      "共|张共|页 共|共|"
      "do|ja|en|of the|από|από τα|din|a|من|من أصل|içinde|из общего числа|de un total de|/");
}

/// Whether a word before the counter only says what is counted.
bool is_counted_thing(std::string_view text) {
  const std::string words = fold_words(text);
  return words.empty() ||
         is_one_of(
             words,
             "slide|photo|photos|image|images|picture|pictures|pic|bild|foto|fotos|imagen|imagem|"
             "immagine|фото|"
             "слайд|изображение|фотография|снимок|kuva|zdjęcie|zdjęć|fotka|snímek|obrázek|"
             "fotografie|diapositive|"
             "diapositiva|diapositivo|vue|cliché|afbeelding|dia|billede|bilde|slajd|fotografia|"
             "foto nr|第|張|张|"
             "写真|画像|사진|صورة|الصورة|εικόνα|φωτογραφία|kép|dia|imaginea|page|seite|fotograf|"
             "fotoğraf|resim|"
             "no|nr|n|item|frame|view|gallery|galerie|galería|galleria|galeria|showing|viewing|"
             "image number|"
             "枚目|枚|张|장|photos in gallery|bildern|bilder|fotografii|images in gallery|st") ||
         phrase_of(text) != Phrase::kNone;
}

/// Takes brackets and spaces around a range into it.
void widen(std::string_view line, size_t& begin, size_t& end) {
  constexpr std::string_view kOpen = "([{ #", kClose = ")]}. :-|";
  while (begin > 0 && kOpen.find(line[begin - 1]) != kOpen.npos) --begin;
  while (end < line.size() && kClose.find(line[end]) != kClose.npos) ++end;
}

/// The last word before `at`, with its byte in `begin`.
std::string_view word_before(std::string_view line, size_t at, size_t& begin) {
  while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '#')) --at;
  begin = at;
  while (begin > 0 && line[begin - 1] != ' ' && line[begin - 1] != '(' && line[begin - 1] != '[')
    --begin;
  return line.substr(begin, at - begin);
}

/// A counter at the start or the end of a line that holds more, or the whole line.
SlideMark place_mark(std::string_view line, size_t begin, size_t end, SlideMark mark) {
  if (line.size() <= kMaxCounterBytes && is_counted_thing(line.substr(0, begin)) &&
      is_counted_thing(line.substr(end))) {
    mark.begin = 0, mark.end = line.size(), mark.is_whole_line = true;
    return mark;
  }
  size_t label_begin = 0;
  const std::string_view label = word_before(line, begin, label_begin);
  if (!label.empty() && label.size() < 24 && is_counted_thing(label)) begin = label_begin;
  widen(line, begin, end);
  if (begin != 0 && end != line.size()) return {};
  mark.begin = begin, mark.end = end;
  return mark;
}

/// The counter made of this number and the next one, if they make one.
SlideMark mark_at(std::string_view line, const Number& first, const Number& second) {
  if (second.end == 0 || second.begin - first.end > 24) return {};
  if (!is_of(line.substr(first.end, second.begin - first.end))) return {};
  // A third part makes it a date: 3/12/2019, 3/12 20:15.
  const auto follows = [&](size_t at, char c) { return at < line.size() && line[at] == c; };
  if (follows(second.end, '/') || follows(second.end, '%') ||
      (first.begin > 0 && line[first.begin - 1] == '/'))
    return {};
  if (follows(second.end, ':') && second.end + 1 < line.size() && line[second.end + 1] != ' ')
    return {};
  SlideMark mark;
  mark.index = std::min(first.value, second.value);
  mark.count = std::max(first.value, second.value);
  const bool is_reversed = first.value > second.value;
  const bool may_reverse = static_cast<unsigned char>(line[first.end]) >= 0xE3;  // 12枚中3枚目
  if (mark.index == 0 || mark.count < 2 || mark.count > kMaxSlides || (is_reversed && !may_reverse))
    return {};
  return place_mark(line, first.begin, second.end, mark);
}

/// How many bytes at the start of `text` fold to the first `size` bytes of its folded form.
size_t unfolded_size(std::string_view text, size_t size) {
  size_t at = 0;
  for (size_t folded = 0; at < text.size() && folded < size;) {
    const size_t from = at;
    next_code_point(text, at);
    folded += fold(text.substr(from, at - from)).size();
  }
  return at;
}

/// A heading without the sign that linked it to itself.
std::string_view without_link_sign(std::string_view text) {
  constexpr size_t kShortest = 24;  // bytes of a caption with its sign; "C #" is a name
  for (const std::string_view sign : {"¶", " #"})
    if (text.ends_with(sign) && text.size() > (sign == " #" ? kShortest : sign.size()))
      return trim_space(text.substr(0, text.size() - sign.size()));
  return text;
}

/// Whether any text was mended.
bool mend(BlockList& list) {
  EscapeEvidence evidence;
  bool is_escaped = false;
  for (const Block& block : list.blocks) {
    if (block.text.find('&') == block.text.npos) continue;
    add_escape_evidence(block.text, evidence);
    is_escaped = is_escaped || has_double_escapes(block.text);
  }
  if (!is_escaped || evidence.talks_about_html()) return false;
  for (Block& block : list.blocks) {
    if (has_double_escapes(block.text))
      block.text = list.arena.copy(collapse_space(mend_double_escapes(block.text)));
  }
  return true;
}

}  // namespace

SlideMark find_slide_mark(std::string_view line) {
  // At the start, then at the end; between them a counter is part of a sentence.
  const Number first = next_number(line.substr(0, 2 * kMaxCounterBytes), 0);
  if (first.end == 0) {
    if (line.size() <= 2 * kMaxCounterBytes) return {};
  } else {
    const Number second = next_number(line, first.end);
    const SlideMark mark = mark_at(line, first, second);
    if (!mark.is_absent()) return mark;
  }
  const size_t tail = line.size() > kMaxCounterBytes ? line.size() - kMaxCounterBytes : 0;
  Number before, last;
  for (Number number = next_number(line, tail); number.end != 0;
       number = next_number(line, number.end)) {
    before = last;
    last = number;
  }
  return before.end == 0 ? SlideMark{} : mark_at(line, before, last);
}

bool is_free(const DumpPage& page, size_t i) {
  return i < page.lines.size() && page.role(i) == Role::kUnknown;
}

bool could_be_caption(const DumpLine& line) {
  // Shorter ones are menu entries and teasers far more often.
  constexpr size_t kMinLetters = 24, kMaxWords = 120;
  return line.folded.size() >= kMinLetters && line.phrase == Phrase::kNone &&
         line.words <= kMaxWords;
}

bool is_credit(const DumpLine& line) {
  return line.text.size() <= kMaxCreditBytes && is_credit_line(line.text);
}

bool is_two_names(std::string_view tail) {
  constexpr size_t kLongest = 60;  // bytes
  constexpr uint32_t kMostWords = 8;
  const size_t slash = tail.find('/');
  if (slash == tail.npos || tail.size() > kLongest || count_words(tail) > kMostWords ||
      std::ranges::any_of(tail, is_digit))
    return false;
  const std::string_view name = trim_space(tail.substr(0, slash)),
                         house = trim_space(tail.substr(slash + 1));
  return count_words(name) >= 2 && is_plausible_name(name) && !house.empty() &&
         !is_lower(house.front()) && !ends_sentence(house);
}

bool opens_named_credit(std::string_view tail) {
  constexpr size_t kMostWords = 12;
  constexpr std::array kLabels = std::to_array<std::string_view>(
      {"Photo by ", "Photograph by ", "Image by ", "Picture by ", "Pictures by ", "Photos by ",
       "- Copyright ", "– Copyright "});
  return !tail.ends_with('?') && count_words(tail) <= kMostWords &&
         std::ranges::any_of(kLabels, [&](auto label) { return tail.starts_with(label); });
}

bool has_sure_credit(std::string_view text, const CaptionText& split) {
  constexpr size_t kMostWords = 9, kMostCaptionWords = 60;  // a longer one may be a paragraph
  constexpr size_t kFewestCaptionWords = 5;                 // "Pothos (Golden Ivy / Ivy Arum)"
  const std::string_view tail =
      trim_space(text.substr(std::min(text.size(), split.caption.size())));
  if (split.credit.empty() || split.caption.empty() || tail.size() > kMaxCreditBytes) return false;
  const bool is_open = tail.starts_with('(') || tail.starts_with('[');
  size_t label = 0;
  if (opens_label(trim_space(tail.substr(is_open)), Phrase::kCredit, label) ||
      tail.substr(is_open).starts_with("©") || opens_named_credit(trim_space(tail.substr(is_open))))
    return true;
  const bool is_apart =
      is_open ? tail.ends_with(')') || tail.ends_with(']') : ends_sentence(split.caption);
  const size_t words = count_words(split.caption);
  const std::string_view bare = is_open ? tail.substr(1, tail.size() - 2) : tail;
  const bool has_caption = ends_sentence(split.caption) || words >= kFewestCaptionWords;
  return is_apart && words <= kMostCaptionWords && !ends_sentence(tail) &&
         ((is_credit_line(tail) && count_words(tail) <= kMostWords) ||
          (has_caption && is_two_names(tail.starts_with('|') ? trim_space(tail.substr(1)) : bare)));
}

DumpPage read_dump_lines(BlockList& list) {
  const bool is_mended = mend(list);
  DumpPage page{list, {}};
  page.lines.reserve(list.blocks.size());
  for (const Block& block : list.blocks) {
    DumpLine line;
    line.text = without_link_sign(block.text);
    line.folded = fold(line.text);
    line.words = is_mended ? count_words(line.text) : block.word_count;
    line.phrase = phrase_of(block.text);
    line.mark = find_slide_mark(line.text);
    page.lines.push_back(std::move(line));
  }
  return page;
}

size_t find_tail(const DumpLine& text, const DumpLine& tail) {
  if (tail.folded.empty() || !std::string_view(text.folded).ends_with(tail.folded))
    return std::string_view::npos;
  if (text.text.ends_with(tail.text)) return text.text.size() - tail.text.size();
  return unfolded_size(text.text, text.folded.size() - tail.folded.size());
}

size_t find_second_half(const DumpLine& text) {
  const std::string_view folded = text.folded;
  const size_t half = folded.size() / 2;
  if (half == 0 || folded.substr(0, half) != folded.substr(folded.size() - half) ||
      folded.size() % 2 != 0)
    return std::string_view::npos;
  // Marks of the first half go on to the next space, "on the quay.”", or to the next letter.
  const size_t end = unfolded_size(text.text, half);
  const size_t space = text.text.find(' ', end);
  if (space != std::string_view::npos && fold(text.text.substr(end, space - end)).empty())
    return space + 1;
  return text.text.find_first_not_of(".,:;!?", end);
}

size_t find_rest(const DumpLine& text, const DumpLine& head) {
  if (head.folded.empty() || !std::string_view(text.folded).starts_with(head.folded))
    return std::string_view::npos;
  if (text.text.starts_with(head.text)) return head.text.size();
  return unfolded_size(text.text, head.folded.size());
}

}  // namespace copydesk
