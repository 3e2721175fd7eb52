// dump_interface.cpp: lines by which the page speaks to its reader -> out of the text: set phrases,
// run-on menus, calls to action, names of files, who signed a post, tails. Method: own, by the
// words of each line. Not here: captions (dump_captions.cpp), where teasers lead to
// (dump_teasers.cpp).
#include <algorithm>
#include <array>
#include <optional>

#include "base/base.h"
#include "story/dump_lines.h"
#include "story/first_letter.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

/// A menu that a tool ran together: many places where a word goes over into the next without a
/// space.
bool is_run_on(std::string_view text) {
  size_t joints = 0, words = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    const char before = text[i - 1], c = text[i];
    words += c == ' ';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_lower_before =
        (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
    joints += is_upper && is_lower_before;
  }
  return joints >= 4 && joints * 6 >= words;
}

/// "Follow us on Facebook and never miss a story": names a network or a letter, and tells the
/// reader what to do.
bool is_call_to_action(std::string_view text) {
  constexpr size_t kMaxBytes = 240;
  if (text.size() > kMaxBytes) return false;
  constexpr std::array kNames = std::to_array<std::string_view>(
      {"facebook", "twitter", "whatsapp", "messenger", "telegram", "instagram", "newsletter",
       "youtube", "tiktok", "podcast", "nieuwsbrief", "nyhetsbrev", "рассылку", "телеграм",
       "boletín", "linkedin", "app"});
  static constexpr std::string_view kDeeds[] = {
      "follow",         "chat",        "like",        "join",         "subscribe",  "sign",
      "download",       "get",         "click",       "ask",          "find",       "send",
      "listen",         "suivez",      "abonnez",     "retrouvez",    "rejoignez",  "inscrivez",
      "téléchargez",    "recevez",     "folgen",      "folge",        "abonnieren", "abonniere",
      "melden",         "laden",       "diskutieren", "bestellen",    "síguenos",   "sigue",
      "suscríbete",     "suscríbase",  "descarga",    "únete",        "recibe",     "segui",
      "seguici",        "iscriviti",   "scarica",     "ricevi",       "siga",       "assine",
      "receba",         "inscreva",    "baixe",       "volg",         "abonneer",   "schrijf",
      "meld",           "följ",        "prenumerera", "følg",         "tilmeld",    "seuraa",
      "tilaa",          "obserwuj",    "zapisz",      "dołącz",       "sledujte",   "přihlaste",
      "подписывайтесь", "подпишитесь", "читайте",     "підписуйтесь", "takip",      "abone"};
  static constexpr WordTable kDeedTable(kDeeds);
  const std::optional<std::string> plain = first_word(text);
  if (plain && !kDeedTable.contains(*plain)) return false;
  const std::string words = fold_words(text);
  if (!kDeedTable.contains(std::string_view(words).substr(0, words.find(' ')))) return false;
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find(' ', at), words.size());
    if (std::ranges::find(kNames, std::string_view(words).substr(at, end - at)) != kNames.end())
      return true;
    at = end + 1;
  }
  return false;
}

/// "harbour 03.jpg": a picture's alternative text that is its file's name. Of 101 such lines in the
/// texts of dumps three were text, all of them addresses.
bool is_file_name(std::string_view text) {
  constexpr size_t kLongest = 120, kMostWords = 12;
  constexpr std::array kEndings =
      std::to_array<std::string_view>({".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"});
  if (text.size() > kLongest || text.find("://") != text.npos) return false;
  const size_t stop = text.rfind('.');
  if (stop == text.npos || stop == 0) return false;
  return std::ranges::any_of(kEndings,
                             [&](std::string_view ending) {
                               return text.size() - stop == ending.size() &&
                                      starts_with_ignoring_case(text.substr(stop), ending);
                             }) &&
         count_words(text) <= kMostWords;
}

bool may_interrupt(Phrase phrase) {
  switch (phrase) {
    case Phrase::kReadMore:
    case Phrase::kAdvertisement:
    case Phrase::kCaptionToggle:
    case Phrase::kSlideControl:
    case Phrase::kShare:
    case Phrase::kNewsletter:
    case Phrase::kAccount:
    case Phrase::kVideo:
    case Phrase::kGallery:
    case Phrase::kComments:
    case Phrase::kLegal:
    case Phrase::kRelated:
    case Phrase::kTags:
    case Phrase::kCaptionLabel:
      return true;
    default:
      return false;
  }
}

/// Whether a line tells that the text came over the wire and nobody has worked on it.
bool is_wire_note(const DumpLine& line) {
  constexpr size_t kMostWords = 45;
  static constexpr PartFinder kParts(
      std::to_array<std::string_view>(
          {"redaktionell nicht bearbeitet", "from a syndicated feed", "from syndicated feed"}),
      PartFinder<3>::Case::kIgnored);
  return line.words <= kMostWords && kParts.is_in(line.text);
}

/// "— Ana Ruiz (@anaruiz) March 15, 2017": who wrote a post that the page shows, and when.
bool signs_post(std::string_view text) {
  constexpr size_t kLongest = 120;
  return text.size() <= kLongest && (text.starts_with("— ") || text.starts_with("&mdash; ")) &&
         text.find("(@") != text.npos &&
         parse_when(text.substr(text.find("(@"))).precision >= Precision::kDay;
}

/// "pic.site.example/Xy12": where networks keep the picture of a post.
bool holds_picture_address(std::string_view text) {
  constexpr std::string_view kStart = "pic.", kOfHosts = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  constexpr size_t kLongestHost = 60;  // bytes
  for (size_t at = text.find(kStart); at != text.npos; at = text.find(kStart, at + 1)) {
    const std::string_view host = text.substr(at + kStart.size(), kLongestHost);
    const size_t end = host.find_first_not_of(kOfHosts);
    if (end != host.npos && host[end] == '/' && host.substr(0, end).find('.') != host.npos)
      return true;
  }
  return false;
}

/// What somebody else has posted: right above the line that signs it and no quotation of the story,
/// or with the address of its picture. Of 36 such lines above a signature, and of 12 with the
/// address, in the texts of the dumps of 2,900 pages one is text on the HTML page.
bool is_post(const DumpPage& page, size_t i) {
  const std::string_view text = page.lines[i].text;
  return holds_picture_address(text) ||
         (!text.starts_with('"') && !text.starts_with("“") && i + 1 < page.lines.size() &&
          signs_post(page.lines[i + 1].text));
}

/// A way to reach the editors, initials, a picture's credit: below a text these are none of it.
bool is_dump_foot(std::string_view text) {
  constexpr size_t kMostWords = 45;
  return count_words(text) <= kMostWords && text.find_first_of("={}[]") == text.npos &&
         (is_contact_line(text) || is_initials_line(text) || is_picture_credit_line(text));
}

/// Of 17 such lines at the ends of the dumps of 2,900 pages two are text on the HTML page.
void mark_tail(DumpPage& page) {
  constexpr size_t kParagraphs = 3;
  for (size_t i = page.lines.size(), seen = 0; i > 1 && seen < kParagraphs; --i) {
    if (page.role(i - 1) != Role::kBody) continue;
    const std::string_view text = page.lines[i - 1].text;
    const bool is_tail = is_dump_tail(text) || (seen == 0 && is_dump_foot(text));
    if (is_tail) page.set_role(i - 1, Role::kInterface);
    seen += !is_tail;
  }
}

}  // namespace

bool is_dump_tail(std::string_view text) {
  constexpr size_t kMostWords = 60;
  if (count_words(text) > kMostWords) return false;
  return is_gate_line(text) || starts_with_ignoring_case(text, "si continúas leyendo") ||
         starts_with_ignoring_case(text, "copyright ") || text.starts_with("©") ||
         is_contribution_line(text) || is_appeal_line(text) || is_left_code(text) ||
         fold(text).empty();
}

void mark_dump_interface(DumpPage& page) {
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (!is_free(page, i) && page.role(i) != Role::kBody) continue;
    const DumpLine& line = page.lines[i];
    if (line.text.empty() || may_interrupt(line.phrase) || line.mark.is_whole_line ||
        is_run_on(line.text) || is_call_to_action(line.text) || is_file_name(line.text) ||
        signs_post(line.text) || is_post(page, i) || is_left_code(line.text) ||
        is_wire_note(line) || is_row_of_buttons(line.text))
      page.set_role(i, Role::kInterface);
    else if (page.role(i) == Role::kBody && !page.list.blocks[i].is_list_item &&
             is_teaser_line(line))
      page.set_role(i, Role::kTeaser);
  }
  mark_tail(page);
}

}  // namespace copydesk
