// foot_lines.cpp: the questions of phrases.h about lines that are left over in a text: credits of
// pictures and initials at its foot, jobs above it, and what a publishing system should have
// replaced. Method: own, by the form of the line. Not here: credits inside captions (credits.cpp).
#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

/// "[CTA_MODULE]", "[quote id=3126]", "{{banner="/top"}}": a name in brackets that is nobody's
/// word, or that has a value.
bool is_short_code(std::string_view line) {
  const bool is_doubled = line.starts_with("{{") && line.ends_with("}}");
  if (line.size() < 5 || (!is_doubled && !(line.starts_with('[') && line.ends_with(']'))))
    return false;
  line = line.substr(1 + is_doubled, line.size() - 2 - 2 * is_doubled);
  const auto is_of_name = [](char c) { return is_letter(c) || c == '_' || c == '-'; };
  const auto name_end = std::ranges::find_if_not(line, is_of_name);
  const std::string_view name(line.begin(), name_end), rest(name_end, line.end());
  if (name.empty() || rest.find(']') != rest.npos) return false;  // "[code x=1]the text[/code]"
  if (rest.empty())
    return name.find('_') != name.npos &&
           std::ranges::all_of(name, [](char c) { return is_upper(c) || c == '_'; });
  const std::string_view first = rest.substr(0, rest.find('='));
  return first.size() < rest.size() && first.rfind(' ') + 1 <= 1;  // the value of its first word
}

/// "sbb-itb-3cb9615": small words and a hexadecimal number, joined by strokes.
bool is_block_number(std::string_view line) {
  constexpr size_t kFewestDigits = 6;
  const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  if (line.empty() || !is_hex(line.back())) return false;  // most lines: the others take longer
  const size_t stroke = line.rfind('-');
  if (stroke == line.npos || stroke == 0) return false;
  const std::string_view number = line.substr(stroke + 1);
  return number.size() >= kFewestDigits && std::ranges::all_of(number, is_hex) &&
         std::ranges::any_of(number, is_digit) && !std::ranges::all_of(number, is_digit) &&
         std::ranges::all_of(line.substr(0, stroke),
                             [](char c) { return is_lower(c) || c == '-'; });
}

/// "Warning: Undefined variable $x in /srv/www/head.php on line 12".
bool is_script_warning(std::string_view line) {
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"Warning:", "Notice:", "Deprecated:", "Strict Standards:", "Fatal error:", "Parse error:"});
  static constexpr std::string_view kOnLine = " on line ";
  if (std::ranges::none_of(kKinds, [&](std::string_view kind) { return line.starts_with(kind); }))
    return false;
  const size_t number = line.rfind(kOnLine);
  return number != line.npos && line.find(" in /") < number &&
         std::ranges::all_of(line.substr(number + kOnLine.size()), is_digit);
}

// Starts of what asks the reader to stay in touch, or tells where the text was filed, in the form
// of fold_words(). Counted in sample among the last two lines of texts: those with other starts
// ("What do you think", "Want to", "For more information") are text as often as not.
constexpr auto kAppealStarts = std::to_array<std::string_view>({
    "follow me on",
    "follow us on",
    "if you enjoyed reading",
    "if you enjoyed this",
    "if you liked this",
    "if you found this",
    "subscribe to our",
    "subscribe now to",
    "sign up for our newsletter",
    "for the latest stories",
    "click here to read more",
    "read or share this story",
    "find this article at",
    "check the box to include",
    "our standards",
    "this article originally appeared",
    "this article originally ran",
    "this story originally appeared",
    "this story originally ran",
    "this story was originally published",
    "this post originally appeared",
    "this entry was posted",
    "pingback by",
    "pingback von",
    "trackback von",
    "der beitrag wurde am",
    "dieser beitrag wurde am",
    "dieser eintrag wurde am",
    "das thema könnte dich auch",
    "das thema könnte sie auch",
    "folge uns auf",
    "folgen sie uns auf",
    "abonnieren sie unseren newsletter",
    "suivez nous sur",
    "abonnez vous à",
    "síguenos en",
    "suscríbete a",
    "seguici su",
    "iscriviti alla newsletter",
    "riproduzione riservata",
    "article réservé à nos abonnés",
    "cet article est réservé",
    "puedes seguir a",
    "veja mais notícias",
    "leia mais notícias",
    "támogasd a",
    "подписывайтесь на",
    "подпишитесь на",
    "підписуйтесь на",
    "підпишіться на",
    "volg ons op",
    "følg os på",
    "følg oss på",
    "seuraa meitä",
    "sledujte nás",
    "ακολουθήστε",
    "تابعونا على",
    "ikuti kami",
    "责任编辑",
    "責任編輯",
    "责编",
    "저작권자",
});
// Labels of those who edited a text, at its foot.
constexpr auto kEditorLabels =
    std::to_array<std::string_view>({"Editor:", "Editor web:", "Redactor:", "Redaktor:", "Red.:"});
constexpr auto kAppealParts = std::to_array<std::string_view>(
    {" follow me on ", " follow us on ", " canal de telegram ", " canal de whatsapp "});

/// "Follow Ana Ruiz at http://posts.example/ruiz", "Ana Ruiz can be reached at 555-0137".
bool tells_address(std::string_view line, std::string_view folded) {
  constexpr size_t kLongest = 160;
  if (line.size() > kLongest) return false;
  const bool is_follow = folded.starts_with("follow ") || folded.starts_with("contact ");
  return folded.find(" can be reached at ") != folded.npos ||
         (is_follow && (line.find("http") != line.npos || folded.find(" twitter ") != folded.npos));
}

}  // namespace

bool is_appeal_line(std::string_view line) {
  constexpr size_t kLongest = 450;
  if (line.size() > kLongest) return false;
  FoldRoom room;
  const std::string folded = std::string(room.words(line)) + ' ';
  const auto opens = [&](std::string_view start) {
    return folded.starts_with(start) && folded[start.size()] == ' ';
  };
  const auto holds = [&](std::string_view part) { return folded.find(part) != folded.npos; };
  return std::ranges::any_of(kAppealStarts, opens) || std::ranges::any_of(kAppealParts, holds) ||
         tells_address(line, folded) ||
         (line.size() < 80 && starts_with_ignoring_case(line, "copyright:")) ||
         (line.size() < 60 && std::ranges::any_of(kEditorLabels, [&](std::string_view label) {
            return line.starts_with(label);
          }));
}

bool is_job_line(std::string_view line) {
  constexpr uint32_t kMostWords = 7;
  static constexpr auto kJobs = std::to_array<std::string_view>(
      {"staff writer", "staff writers", "staff reporter", "staff reporters", "staff correspondent",
       "special correspondent"});
  if (count_words(line) > kMostWords) return false;
  FoldRoom room;
  const std::string_view folded = room.words(line);
  return folded.starts_with("special to the ") ||
         std::ranges::any_of(kJobs, [&](std::string_view job) {
           return folded.ends_with(job) &&
                  (folded.size() == job.size() || folded[folded.size() - job.size() - 1] == ' ');
         });
}

bool is_stamp_line(std::string_view line) {
  constexpr size_t kLongest = 80;  // bytes
  static constexpr auto kLabels = std::to_array<std::string_view>(
      {"posted", "published", "updated", "last updated", "published on"});
  if (line.size() > kLongest) return false;
  if (starts_with_ignoring_case(line, "web posted at:")) return true;
  size_t label = 0;
  for (const std::string_view word : kLabels)
    if (starts_with_ignoring_case(line, word)) label = std::max(label, word.size() + 2);
  const Moment moment = parse_when(line);
  return moment.precision >= Precision::kDay && moment.begin <= label &&
         trim_space(line.substr(moment.end)).empty();
}

bool is_correction_label(std::string_view line) {
  constexpr size_t kMostBytes = 60;
  if (phrase_of(line) == Phrase::kCorrection) return true;
  if (equals_ignoring_case(line, "a correction was made on")) return true;
  size_t label = 0;
  if (line.size() > kMostBytes || !opens_label(line, Phrase::kCorrection, label)) return false;
  return is_whole_day(trim_space(line.substr(label)));
}

bool is_call_to_listen(std::string_view line) {
  constexpr size_t kLongest = 100;
  if (line.size() > kLongest) return false;
  FoldRoom room;
  std::string_view folded = room.words(line);
  if (folded.starts_with("new")) folded = trim_space(folded.substr(3));  // or glued to it
  return folded.starts_with("you can now listen to ");
}

bool is_left_code(std::string_view line) {
  line = trim_space(line);
  return is_short_code(line) || is_block_number(line) || is_script_warning(line);
}

bool speaks_of_picture(std::string_view credit) {
  constexpr size_t kLongestLabel = 24;  // bytes
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"photo", "foto", "image", "bild", "picture", "illustration", "immagine", "imagen"});
  const std::string_view label = utf8_prefix(credit, kLongestLabel);
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return find_ignoring_case(label, word) != std::string_view::npos;
  });
}

bool is_picture_credit_line(std::string_view line) {
  constexpr size_t kLongest = 140, kLongestLabel = 24;  // bytes
  line = trim_space(line);
  const std::string_view label = line.substr(0, line.find(':'));
  return line.size() < kLongest && label.size() < line.size() && label.size() <= kLongestLabel &&
         is_labelled_credit(line) && speaks_of_picture(label);
}

bool is_initials_line(std::string_view line) {
  constexpr size_t kMostLetters = 14, kMostOfOne = 5;
  line = trim_space(line);
  constexpr size_t kLongestCredit = 60;  // "(Quelle: APA/sda/dpa)", "/ritzau/", "Źródło: PAP"
  if (line.size() <= kLongestCredit && !agency_credit(line).empty()) return true;
  const bool is_bracketed = line.size() > 2 && line.front() == '(' && line.back() == ')';
  if (is_bracketed) line = line.substr(1, line.size() - 2);
  const size_t stroke = line.find('/');
  const auto is_part = [](char c) { return is_letter(c) || c == '/'; };
  return line.size() > 1 && line.size() <= kMostLetters && std::ranges::all_of(line, is_part) &&
         (is_bracketed || stroke != line.npos) && stroke != 0 && !line.ends_with('/') &&
         line.substr(0, stroke).size() <= kMostOfOne;
}

}  // namespace copydesk
