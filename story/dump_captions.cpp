// dump_captions.cpp: lines that belong to a single picture -> pictures with caption and credit
// apart. A caption stands twice, in a row or in its line (the picture's alternative text, then the
// caption under it), or carries a credit, or is followed by one. Also here: the box of key points,
// which like captions must not enter the body. Not here: slides of galleries (dump_gallery.cpp),
// set phrases and teasers (dump_interface.cpp). Method: own.
#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/dump_head.h"
#include "story/dump_lines.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

constexpr size_t kMaxHighlights = 15;
constexpr size_t kMaxHighlightWords = 60;

/// "(Ana Ruiz)", "(National Park Service)": behind a caption's copy it is a credit.
bool is_bracketed_name(std::string_view text) {
  constexpr size_t kLongest = 80;
  return text.size() <= kLongest && text.starts_with('(') && text.ends_with(')') &&
         std::ranges::none_of(text, is_digit);
}

/// "Ljósmynd/Ana Ruiz", "/ A. Ruiz / Coast Mail": behind a caption's copy it is a credit.
bool is_slashed_credit(std::string_view text) {
  constexpr size_t kLongest = 80, kMostWords = 8;
  return text.size() <= kLongest && text.find('/') != text.npos && !ends_sentence(text) &&
         count_words(text) <= kMostWords && text.find("://") == text.npos &&
         std::ranges::none_of(text, is_digit);
}

/// Where a tool has run a caption and its credit together: ".AP" behind the last sentence, or
/// "harbourFoto: Ana Ruiz"; npos: nowhere.
size_t glued_credit(std::string_view text) {
  constexpr size_t kFewestBefore = 20;  // bytes
  const size_t begin = text.size() - std::min(text.size(), kMaxCreditBytes);
  for (size_t at = text.size(); at-- > std::max(begin, kFewestBefore);) {
    const char before = text[at - 1];
    size_t length = 0;
    if (before == ' ') continue;
    if (before == '.' && is_upper(text[at]) && is_lower(text[at - 2]) &&
        ends_sentence(text.substr(0, at)))
      return at;
    if (is_joint(text, at) && opens_label(text.substr(at), Phrase::kCredit, length) &&
        text.substr(at, length).find(':') != text.npos)
      return at;
  }
  return text.npos;
}

/// The line with a space before a credit that a tool glued to it.
std::string part_credit(std::string_view text) {
  std::string parted(text);
  const size_t at = glued_credit(text);
  if (at != text.npos) parted.insert(at, 1, ' ');
  return parted;
}

bool ends_in_dots(std::string_view text) { return text.ends_with("…") || text.ends_with("..."); }

/// What one of two copies of a caption has behind the other; empty when it is nothing or no credit.
std::string_view credit_of_copy(const DumpLine& a, const DumpLine& b) {
  const DumpLine& longer = a.folded.size() > b.folded.size() ? a : b;
  const DumpLine& shorter = a.folded.size() > b.folded.size() ? b : a;
  const size_t rest = find_rest(longer, shorter);
  if (rest == longer.text.npos || longer.text.size() - rest > kMaxCreditBytes) return {};
  const std::string_view tail = trim_space(longer.text.substr(rest));
  const bool is_credit = is_credit_line(tail) || is_bracketed_name(tail) ||
                         (!ends_in_dots(shorter.text) && is_slashed_credit(tail));
  return is_credit ? tail : std::string_view{};
}

/// Whether the lines are one caption and its copy, a credit behind one of them allowed.
bool is_copy(const DumpLine& a, const DumpLine& b) {
  return a.folded == b.folded || !credit_of_copy(a, b).empty();
}

/// Whether one line is the other cut short by dots: "Ice on the quay at ..." and the whole. Without
/// dots they are products of shops, and headings with the sentences below them, as often as
/// captions: of 108 such neighbours in the dumps of 2,900 pages 48 are text on the HTML page.
bool is_cut_short(const DumpLine& a, const DumpLine& b) {
  constexpr size_t kFewestWords = 4, kLeastPercent = 30;
  const DumpLine& longer = a.folded.size() > b.folded.size() ? a : b;
  const DumpLine& shorter = a.folded.size() > b.folded.size() ? b : a;
  return ends_in_dots(shorter.text) && !shorter.folded.empty() &&
         longer.folded.starts_with(shorter.folded) &&
         shorter.folded.size() * 100 >= longer.folded.size() * kLeastPercent &&
         count_words(shorter.text) >= kFewestWords && could_be_caption(longer);
}

/// Whether lines begin alike: those of a list of wines, the warnings of a broken server.
bool begin_alike(const DumpLine& a, const DumpLine& b) {
  constexpr size_t kLeast = 12;  // letters
  const auto [x, y] = std::ranges::mismatch(a.folded, b.folded);
  return static_cast<size_t>(x - a.folded.begin()) >= kLeast;
}

/// Whether so many lines stand beside a shorter form that they are a shop's products.
bool shows_products(const DumpPage& page) {
  constexpr size_t kMost = 8;
  size_t pairs = 0;
  for (size_t i = 0; i + 1 < page.lines.size() && pairs <= kMost; ++i)
    pairs += page.lines[i].folded != page.lines[i + 1].folded &&
             is_cut_short(page.lines[i], page.lines[i + 1]);
  return pairs > kMost;
}

/// Whether the lines are a caption and a shorter form of it, not the rows of a list.
bool is_cut_copy(const DumpPage& page, size_t i, size_t next) {
  const DumpLine& line = page.lines[i];
  if (page.list.blocks[next].is_list_item || page.lines[next].phrase != Phrase::kNone ||
      !is_cut_short(line, page.lines[next]))
    return false;
  const auto is_like = [&](size_t k) {
    return k < page.lines.size() && begin_alike(page.lines[k], line) &&
           page.lines[k].folded != line.folded && page.lines[k].folded != page.lines[next].folded;
  };
  return !is_like(i - 1) && !is_like(next + 1);
}

/// Whether a line may be the headline, which stands twice at the top of many pages: one of the
/// first two, without the end of a sentence.
bool is_headline_copy(const DumpPage& page, size_t i) {
  return i <= 1 && !ends_sentence(page.lines[i].text);
}

/// Whether a short line and its copy stand over a credit that says so, or the copy has it: "Ana
/// Ruiz", "Ana Ruiz", "Foto: Ben Cole"; "Boats out.", "Boats out. (Ben Cole/AP)".
bool are_short_copies(const DumpPage& page, size_t i) {
  constexpr size_t kFewestLetters = 4;
  if (!is_free(page, i + 1) || page.lines[i].folded.size() < kFewestLetters ||
      page.lines[i].phrase != Phrase::kNone)
    return false;
  const DumpLine& copy = page.lines[i + 1];
  if (ends_sentence(page.lines[i].text) && copy.folded.size() > page.lines[i].folded.size() &&
      !credit_of_copy(page.lines[i], copy).empty())
    return true;
  return is_free(page, i + 2) && page.lines[i].folded == copy.folded &&
         page.lines[i + 2].text.size() <= kMaxCreditBytes &&
         is_picture_credit_line(page.lines[i + 2].text);
}

/// Whether a line is the number of a picture between its alternative text and its caption. Shops
/// count customers so, between two names that are no sentences.
bool is_number_of_picture(const DumpPage& page, size_t i, size_t number) {
  return number == i + 1 && is_number_line(page, number) && is_free(page, number + 1) &&
         ends_sentence(page.lines[i].text) && is_copy(page.lines[i], page.lines[number + 1]);
}

/// Reads the lines from `i` on as one caption in two or three copies; `end` is the line behind the
/// last.
bool read_copies(const DumpPage& page, size_t i, bool may_be_cut, DumpPicture& picture,
                 size_t& end) {
  if ((!could_be_caption(page.lines[i]) && !are_short_copies(page, i)) ||
      page.list.blocks[i].is_list_item || is_headline_copy(page, i))
    return false;
  end = i + 1;
  size_t shortest = i, longest = i;
  std::string credit;
  for (size_t next = i + 1; next < i + 4 && is_free(page, next); ++next) {
    const DumpLine& line = page.lines[next];
    if (is_copy(page.lines[i], line) || (may_be_cut && is_cut_copy(page, i, next))) {
      if (line.folded.size() < page.lines[shortest].folded.size()) shortest = next;
      if (line.folded.size() > page.lines[longest].folded.size()) longest = next;
      end = next + 1;
    } else if (is_credit(line) && credit.empty()) {
      credit = clean_credit(line.text);
    } else if (!is_number_of_picture(page, i, next)) {
      break;
    }
  }
  if (end == i + 1) return false;
  const CaptionText split = split_caption(part_credit(page.lines[longest].text));
  const std::string_view tail = credit_of_copy(page.lines[longest], page.lines[shortest]);
  picture.line = i;
  picture.image.caption = tail.empty() ? split.caption : std::string(page.lines[shortest].text);
  picture.image.credit = !split.credit.empty() ? split.credit : credit;
  if (picture.image.credit.empty()) picture.image.credit = clean_credit(tail);
  // A credit right behind the copies is theirs.
  if (is_free(page, end) && is_credit(page.lines[end])) {
    if (picture.image.credit.empty()) picture.image.credit = clean_credit(page.lines[end].text);
    ++end;
  }
  picture.is_copy = true;
  picture.is_bare = picture.image.credit.empty() &&
                    (!ends_sentence(picture.image.caption) || picture.image.caption.ends_with('?'));
  return true;
}

/// The length of the label of a caption that opens a line: "Image caption: ..."; one of two words
/// may have lost its mark. 0: none.
size_t caption_label(std::string_view line) {
  size_t length = 0;
  if (opens_label(line, Phrase::kCaptionLabel, length)) return length;
  const bool is_phrase = opens_phrase(line, Phrase::kCaptionLabel, length);
  if (is_phrase && count_words(line.substr(0, length)) > 1) return length;
  // Buttons in front of it, and a label that is another word in other languages.
  for (const std::string_view button : {"Enlarge / ", "Enlarge/ ", "Vergrößern ", "Legende: "})
    if (line.starts_with(button)) return button.size();
  return 0;
}

/// Where the second half of a caption begins that a line says twice, with a credit behind the
/// second one or not; npos: it does not.
size_t second_half(const DumpLine& line) {
  const size_t half = find_second_half(line);
  if (half != line.text.npos) return half;
  const CaptionText split = split_caption(line.text);
  if (split.caption.empty() || !line.text.starts_with(split.caption) ||
      !has_sure_credit(line.text, split))
    return line.text.npos;
  DumpLine shown;
  shown.text = line.text.substr(0, split.caption.size());
  shown.folded = fold(shown.text);
  return find_second_half(shown);
}

/// A line that says its caption twice: the picture's alternative text and the caption under it, run
/// together. Of 65 such lines in the dumps of 2,900 pages 5 are text on the HTML page, four of them
/// a shop's; without the end of a sentence half of them are products.
bool read_doubled(const DumpPage& page, size_t i, DumpPicture& picture, size_t& end) {
  constexpr size_t kFewestWords = 4;
  const DumpLine& line = page.lines[i];
  const size_t half = second_half(line);
  if (half == line.text.npos || i == 0 || !could_be_caption(line) ||
      count_words(line.text.substr(half)) < kFewestWords)
    return false;
  const CaptionText split = split_caption(line.text.substr(half));
  // Shops name their products twice.
  if (split.credit.empty() && (!ends_sentence(split.caption) || split.caption.ends_with('?')))
    return false;
  picture.line = i;
  picture.image.caption = split.caption;
  picture.image.credit = split.credit;
  picture.is_doubled = picture.is_copy = true;
  end = i + 1;
  if (is_free(page, end) && is_credit(page.lines[end])) {
    if (picture.image.credit.empty()) picture.image.credit = clean_credit(page.lines[end].text);
    ++end;
  }
  return true;
}

/// Whether a line is nothing but a name: below a caption it is its credit.
bool names_somebody(const DumpLine& line) {
  constexpr size_t kFewestWords = 2, kMostWords = 4;
  const size_t words = count_words(line.text);
  return words >= kFewestWords && words <= kMostWords && line.phrase == Phrase::kNone &&
         is_plausible_name(line.text);
}

/// "Image caption," in a line of its own, as it is read to those who cannot see the picture, and
/// the caption below.
bool read_caption_below_label(const DumpPage& page, size_t i, DumpPicture& picture, size_t& end) {
  constexpr uint32_t kFewestWords = 3, kMostWords = 60;
  if (page.lines[i].phrase != Phrase::kCaptionLabel || !page.lines[i].text.ends_with(',') ||
      !is_free(page, i + 1) || page.lines[i + 1].phrase != Phrase::kNone)
    return false;
  const DumpLine& line = page.lines[i + 1];
  if (line.words < kFewestWords || line.words > kMostWords) return false;
  const CaptionText split = split_caption(line.text);
  picture.line = i;
  picture.image.caption =
      has_sure_credit(line.text, split) ? split.caption : std::string(line.text);
  if (picture.image.caption != line.text) picture.image.credit = split.credit;
  end = i + 2;
  return true;
}

/// A line that says of itself that it is a caption: "Image caption: ...", or one with a labelled
/// credit at its end.
bool read_labelled(const DumpPage& page, size_t i, DumpPicture& picture, size_t& end) {
  const DumpLine& line = page.lines[i];
  if (read_caption_below_label(page, i, picture, end)) return true;
  if (line.text.size() > 900 || line.phrase != Phrase::kNone) return false;
  const size_t length = caption_label(line.text);
  const bool has_label = length > 0 && length < line.text.size();
  const std::string_view text = has_label ? line.text.substr(length) : line.text;
  if (!has_label && !could_be_caption(line)) return false;
  const std::string parted = part_credit(text);
  const CaptionText split = split_caption(parted);
  const bool has_credit = has_sure_credit(parted, split);
  if (!has_label && !has_credit) return false;
  picture.line = i;
  picture.image.caption = split.caption;
  picture.image.credit = split.credit;
  end = i + 1;
  if (has_label && split.credit.empty() && is_free(page, end) && names_somebody(page.lines[end])) {
    picture.image.credit = clean_credit(page.lines[end].text);
    ++end;
  }
  return true;
}

/// The credit that ends the alternative text above a labelled caption, or is all of it: "Boats
/// Image copyright Ana Ruiz"; empty where none does.
std::string_view credit_at_end(std::string_view text) {
  constexpr size_t kMostWords = 8;
  for (const std::string_view label :
       {"Image copyright ", "Image credit ", "Image source ", "Image source, "}) {
    const size_t at = text.rfind(label);
    if (at == text.npos || (at > 0 && text[at - 1] != ' ' && !label.ends_with(", "))) continue;
    const std::string_view credit = text.substr(at + label.size());
    if (count_words(credit) <= kMostWords) return credit;
  }
  return {};
}

/// Takes the alternative text that stands right above a labelled caption, with the credit at its
/// end, into the picture.
void take_text_above(const DumpPage& page, DumpPicture& picture) {
  const DumpLine& first = page.lines[picture.line];
  if (picture.line == 0 || !is_free(page, picture.line - 1) ||
      (caption_label(first.text) == 0 && first.phrase != Phrase::kCaptionLabel))
    return;
  const std::string_view credit = credit_at_end(page.lines[picture.line - 1].text);
  if (credit.empty()) return;
  --picture.line;
  if (picture.image.credit.empty()) picture.image.credit = clean_credit(credit);
}

/// Whether a line is the one above it with a caption's label in front: the title of another story's
/// video.
bool repeats_as_caption(const DumpPage& page, size_t i) {
  size_t length = 0;
  const std::string_view text = page.lines[i].text;
  return i > 0 && opens_phrase(text, Phrase::kCaptionLabel, length) && length < text.size() &&
         fold(text.substr(length)) == page.lines[i - 1].folded;
}

/// The line behind paragraphs that stand twice from `begin` on, up to three of them.
size_t end_of_copies(const DumpPage& page, size_t begin) {
  constexpr size_t kMost = 3;
  for (size_t count = kMost; count > 0; --count) {
    const size_t end = begin + 2 * count;
    if (end > page.lines.size()) continue;
    const auto first = page.lines.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto half = first + static_cast<std::ptrdiff_t>(count);
    if (std::equal(first, half, half, [](const DumpLine& a, const DumpLine& b) {
          return a.folded == b.folded && !a.folded.empty();
        }))
      return end;
  }
  return begin;
}

/// Whether a line is `title` and how long it is played: "The storm in numbers 02:41".
bool tells_length(const DumpLine& line, const DumpLine& title) {
  constexpr size_t kLongest = 8;  // bytes
  const size_t rest = find_rest(line, title);
  if (rest == line.text.npos) return false;
  const std::string_view length = trim_space(line.text.substr(rest));
  return length.size() <= kLongest && length.find(':') != length.npos &&
         std::ranges::all_of(length, [](char c) { return c == ':' || is_digit(c); });
}

/// Whether the copies are the title of a video: a line below says it with its length, or says it
/// again under a player's words ("JUST WATCHED").
bool is_video_title(const DumpPage& page, size_t i, size_t end) {
  constexpr size_t kReach = 8, kLongestWords = 16;  // lines, bytes
  if (ends_sentence(page.lines[i].text)) return false;
  for (size_t k = end; k < std::min(page.lines.size(), end + kReach); ++k) {
    if (tells_length(page.lines[k], page.lines[i])) return true;
    const bool is_again = k > end && page.lines[k].folded == page.lines[i].folded;
    if (is_again && page.lines[k - 1].text.size() <= kLongestWords) return true;
  }
  return false;
}

void take_title(DumpPage& page, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) page.set_role(i, Role::kInterface);
}

void take_picture(DumpPage& page, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    page.set_role(i, is_credit_line(page.lines[i].text) ? Role::kCredit : Role::kCaption);
  }
}

/// A credit without the button that a tool glued to its end: "Ana Ruiz/APVisa mer".
std::string without_button(const std::string& credit) {
  constexpr size_t kFewest = 3;  // bytes
  for (size_t at = kFewest; at + kFewest < credit.size(); ++at) {
    if (!is_upper(credit[at]) || !is_letter(credit[at - 1])) continue;
    const Phrase phrase = phrase_of(std::string_view(credit).substr(at));
    if (phrase == Phrase::kReadMore || phrase == Phrase::kCaptionToggle ||
        phrase == Phrase::kSlideControl)
      return credit.substr(0, at);
  }
  return credit;
}

}  // namespace

std::vector<DumpPicture> find_dump_pictures(DumpPage& page) {
  std::vector<DumpPicture> pictures;
  const bool may_be_cut = !shows_products(page);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    DumpPicture picture;
    size_t end = i;
    if (!is_free(page, i)) continue;
    if (repeats_as_caption(page, i)) {
      end = end_of_copies(page, i + 1);
      take_title(page, i - 1, end);
      i = end - 1;
      continue;
    }
    if (!read_doubled(page, i, picture, end) && !read_copies(page, i, may_be_cut, picture, end) &&
        !read_labelled(page, i, picture, end))
      continue;
    if (is_video_title(page, i, end)) {
      take_title(page, i, end);
    } else {
      take_text_above(page, picture);
      picture.image.credit = without_button(picture.image.credit);
      take_picture(page, picture.line, end);
      picture.end = end;
      pictures.push_back(std::move(picture));
    }
    i = end - 1;
  }
  return pictures;
}

namespace {

/// Whether the first line, the page's title, holds a line.
bool is_in_page_title(const DumpPage& page, size_t i) {
  constexpr size_t kLongest = 400;  // bytes
  const std::string& title = page.lines[0].folded;
  return title.size() <= kLongest && title.find(page.lines[i].folded) != std::string::npos;
}

/// Whether a line has the length of a caption, and is no part of a list and no heading or paragraph
/// that the model is sure of.
bool could_be_credited(const DumpPage& page, size_t i) {
  constexpr uint32_t kFewestWords = 4, kMostWords = 40;
  constexpr float kSure = 0.9f;
  const DumpLine& line = page.lines[i];
  const Block& block = page.list.blocks[i];
  return is_open_role(page.role(i)) && line.phrase == Phrase::kNone && line.mark.is_absent() &&
         !block.is_list_item && block.word_count >= kFewestWords &&
         block.word_count <= kMostWords && block.story_probability < kSure &&
         (page.role(i) != Role::kBody || ends_sentence(line.text));
}

/// Whether a line over a credit is the story's date or byline, or has no end above an agency.
bool is_head_line(std::string_view line, std::string_view credit) {
  if (ends_sentence(line)) return false;
  return !agency_credit(credit).empty() || !parse_byline(line).authors.empty() ||
         !times_in(line, {}).empty();
}

/// "Foto: Ana Ruiz", "dpa/AFP": a picture's credit in a line of its own; "Quelle: ..." is a
/// text's as often, and a notice of rights is no credit.
bool is_picture_credit(const DumpPage& page, size_t i) {
  constexpr size_t kMostWords = 9;
  const std::string_view text = page.lines[i].text;
  if (page.list.blocks[i].word_count > kMostWords || !is_open_role(page.role(i)) ||
      !is_credit(page.lines[i]) || !copyright_holder(text).empty())
    return false;
  constexpr std::array kTexts =
      std::to_array<std::string_view>({"quelle", "source", "fuente", "fonte", "bron", "kilde"});
  size_t at = 0, label = 0;
  const std::string first = fold(next_word(text, at));
  const bool has_label = (opens_label(text, Phrase::kCredit, label) &&
                          text.substr(0, label).find(':') != std::string_view::npos) ||
                         opens_named_credit(text);
  if (!has_label && agency_credit(text).empty()) return false;
  return std::ranges::find(kTexts, first) == kTexts.end() && !clean_credit(text).empty();
}

/// Whether a line is the name of who signs the story above its text, "Ana Ruiz - March 27, 2017":
/// below a caption it says who took the picture.
bool is_signer(const DumpPage& page, size_t i, size_t text) {
  const DumpLine& line = page.lines[i];
  if (!is_open_role(page.role(i)) || page.list.blocks[i].is_list_item || !names_somebody(line))
    return false;
  constexpr size_t kReach = 25;              // lines over the text
  constexpr size_t kLongestSignature = 200;  // bytes
  for (size_t k = text - std::min(text, kReach); k < std::min(text, i - 1); ++k) {
    const std::string_view above = page.lines[k].text;
    if (above.size() > kLongestSignature) continue;
    const size_t at = page.lines[k].folded.find(line.folded);
    if (at <= 2 && page.lines[k].folded != line.folded &&
        (is_time_line(above, times_in(above, {})) || is_led_byline(above)))
      return true;
  }
  return false;
}

/// Whether the line below a caption is its credit.
bool is_credit_below(const DumpPage& page, size_t i, size_t text) {
  return is_picture_credit(page, i) ||
         (ends_sentence(page.lines[i - 1].text) && is_signer(page, i, text));
}

}  // namespace

void find_credited_lines(DumpPage& page, std::vector<DumpPicture>& pictures) {
  constexpr size_t kReach = 40;  // lines over the text
  size_t first = page.lines.size(), last = 0;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kBody) continue;
    first = std::min(first, i);
    last = i;
  }
  for (size_t i = std::max<size_t>(1, first - std::min(first, kReach)); i + 1 < last; ++i) {
    if (!could_be_credited(page, i) || !is_credit_below(page, i + 1, first) ||
        is_credit(page.lines[i]) || is_in_page_title(page, i) ||
        is_head_line(page.lines[i].text, page.lines[i + 1].text))
      continue;
    DumpPicture picture{i, i + 2, {}};
    picture.image.caption = page.lines[i].text;
    picture.image.credit = clean_credit(page.lines[i + 1].text);
    page.set_role(i, Role::kCaption);
    page.set_role(i + 1, Role::kCredit);
    pictures.push_back(std::move(picture));
    ++i;
  }
  std::ranges::stable_sort(pictures, {}, &DumpPicture::line);
}

namespace {

/// Whether lines are key points: two or more, with the words of sentences, not of a menu.
bool are_points(const DumpPage& page, size_t begin, size_t end) {
  constexpr uint32_t kWords = 4;  // of a point, on average
  uint32_t words = 0;
  for (size_t k = begin; k < end; ++k) words += page.list.blocks[k].word_count;
  return end >= begin + 2 && words >= kWords * (end - begin);
}

}  // namespace

std::vector<std::string> find_dump_highlights(DumpPage& page) {
  std::vector<std::string> highlights;
  for (size_t i = 0; i < page.lines.size() && highlights.empty(); ++i) {
    if (page.lines[i].phrase != Phrase::kHighlights || !is_free(page, i)) continue;
    // With list marks the box ends with the list; without, with the next blank line.
    const bool has_marks = is_free(page, i + 1) && page.list.blocks[i + 1].is_list_item;
    size_t end = i + 1;
    while (is_free(page, end) && end - i <= kMaxHighlights &&
           page.lines[end].phrase == Phrase::kNone) {
      const Block& block = page.list.blocks[end];
      if (has_marks != block.is_list_item || block.word_count > kMaxHighlightWords) break;
      if (!has_marks && end > i + 1 && block.is_after_gap) break;
      ++end;
    }
    // Without marks and blank lines nothing tells the box from the body.
    const bool has_end =
        has_marks || (end < page.lines.size() && page.list.blocks[end].is_after_gap);
    if (!has_end || !are_points(page, i + 1, end)) continue;
    page.set_role(i, Role::kInterface);
    for (size_t k = i + 1; k < end; ++k) {
      const bool is_link = k + 1 == end && k > i + 2 && page.lines[k].text.ends_with("»");
      page.set_role(k, is_link ? Role::kInterface : Role::kHighlight);
      if (!is_link) highlights.emplace_back(page.lines[k].text);
    }
  }
  return highlights;
}

}  // namespace copydesk
