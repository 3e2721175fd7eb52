// dump_byline_text.cpp: what the letters of a dump's line say of a byline: which outlet closes it,
// where a tool ran a name together with what stood behind it, whether it tells how long ago
// something was. Method: own. Not here: which line is the byline (dump_byline.cpp).
#include "story/dump_byline_text.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "story/dump_head.h"
#include "story/phrases.h"

namespace copydesk {

bool has_lower(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

namespace {

/// "2017" behind "June 4,", "Sunday", "updated today".
bool tells_day(std::string_view part) {
  size_t length = 0;
  return !is_site_name(part) || is_weekday_name(part) ||
         opens_phrase(part, Phrase::kUpdated, length) ||
         opens_phrase(part, Phrase::kPublished, length);
}

}  // namespace

std::string outlet_in(std::string_view byline, const Byline& parsed) {
  const size_t comma = byline.rfind(',');
  if (comma == byline.npos) return {};
  std::string_view part = trim_space(byline.substr(comma + 1));
  for (const std::string_view prefix : {"for ", "für ", "pour ", "para ", "per "}) {
    if (starts_with_ignoring_case(part, prefix)) part.remove_prefix(prefix.size());
  }
  if (part.empty() || count_words(part) > kMaxSiteWords || is_agency(part) ||
      part == parsed.place || tells_day(part))
    return {};
  const std::string folded = fold(part);
  for (const Person& person : parsed.authors) {
    if (fold(person.name).find(folded) != std::string::npos ||
        fold(person.role).find(folded) != std::string::npos)
      return {};
  }
  constexpr std::array kOutletWords = std::to_array<std::string_view>(
      {"news",        "times",    "post",      "daily",     "herald",   "tribune",  "journal",
       "gazette",     "magazine", "observer",  "guardian",  "zeitung",  "tagblatt", "anzeiger",
       "nachrichten", "kurier",   "presse",    "rundschau", "courier",  "courrier", "messager",
       "dépêche",     "nouvelle", "chronicle", "press",     "radio",    "tv",       "online",
       "blatt",       "bote",     "spiegel",   "echo",      "mirror",   "monde",    "libre",
       "diario",      "mundo",    "país",      "noticias",  "corriere", "giornale", "gazzetta",
       "jornal",      "folha",    "telegraph", "standard",  "wire",     "today",    "review",
       "report",      "express",  "star",      "sun",       "mail",     "courant",  "krant",
       "dagblad",     "blad",     "nieuws",    "gazeta",    "dziennik", "noviny",   "deník",
       "новости",     "газета",   "вестник",   "известия"});
  const std::string words = fold_words(part);
  for (const std::string_view word : kOutletWords) {
    if (words.find(word) != std::string::npos) return std::string(part);
  }
  for (const std::string_view article :
       {"The ", "Le ", "La ", "L'", "L’", "El ", "Il ", "Die ", "Der ", "Das ", "De ", "Het "}) {
    if (part.starts_with(article)) return std::string(part);
  }
  const bool is_acronym =
      part.size() >= 2 && part.size() <= 6 && !has_lower(part) && count_words(part) == 1;
  const bool is_domain = part.find('.') != part.npos && part.find(' ') == part.npos;
  return is_acronym || is_domain ? std::string(part) : std::string();
}

std::string_view name_of_portrait(std::string_view text) {
  constexpr std::array kStarts = std::to_array<std::string_view>(
      {"headshot of ", "profile image of ", "profile picture of ", "profile photo of ",
       "profile photo for ", "picture of ", "avatar of ", "avatar for ", "author image ",
       "portrait of ", "profilbild von ", "bild von ", "bilde av ", "bild på ",
       "photo de profil de ", "foto de perfil de ", "foto del autor ", "avatar de ",
       "avatar von "});
  constexpr std::array kEnds = std::to_array<std::string_view>(
      {"'s avatar", "’s avatar", "'s headshot", "’s headshot", "'s image", "’s image",
       "'s profile picture", "’s profile picture", "'s picture", "’s picture"});
  for (const std::string_view start : kStarts)
    if (starts_with_ignoring_case(text, start)) return trim_space(text.substr(start.size()));
  for (const std::string_view end : kEnds)
    if (text.size() > end.size() &&
        starts_with_ignoring_case(text.substr(text.size() - end.size()), end))
      return trim_space(text.substr(0, text.size() - end.size()));
  return {};
}

bool announces_author(std::string_view text) {
  constexpr std::array kLabels = std::to_array<std::string_view>({"author",
                                                                  "about the author",
                                                                  "author of the article",
                                                                  "written by",
                                                                  "article by",
                                                                  "autor",
                                                                  "autorin",
                                                                  "über den autor",
                                                                  "über die autorin",
                                                                  "zum autor",
                                                                  "zur autorin",
                                                                  "auteur",
                                                                  "l auteur",
                                                                  "à propos de l auteur",
                                                                  "autore",
                                                                  "sobre el autor",
                                                                  "sobre la autora",
                                                                  "sobre o autor",
                                                                  "sobre a autora",
                                                                  "over de auteur",
                                                                  "om forfatteren",
                                                                  "om skribenten",
                                                                  "o autorze",
                                                                  "o autorce",
                                                                  "об авторе",
                                                                  "автор"});
  constexpr size_t kMostBytes = 60;
  return text.size() <= kMostBytes && std::ranges::find(kLabels, fold_words(text)) != kLabels.end();
}

bool tells_staff(std::string_view text) {
  const std::string words = fold_words(text);
  return words.ends_with(" staff") || words.ends_with(" contributor");
}

bool tells_age(std::string_view text) {
  constexpr size_t kMostWords = 8;
  constexpr std::array kBefore =
      std::to_array<std::string_view>({"vor", "hace", "il y a", "fa", "há", "před", "przed"});
  if (!std::ranges::any_of(text, is_digit) || count_words(text) > kMostWords) return false;
  const std::string words = fold_words(text);
  return ends_how_long_ago(words) || std::ranges::any_of(kBefore, [&](std::string_view word) {
           const size_t at = words.find(std::string(word) + ' ');
           return at != words.npos && (at == 0 || words[at - 1] == ' ') &&
                  is_digit(words[at + word.size() + 1]);
         });
}

namespace {

/// Whether a name may end before `at`, run together with what follows: "RuizStaff", "Ruiz@anaruiz".
/// "McCole" and "FitzCole" are names.
bool may_end_name(std::string_view text, size_t at) {
  constexpr std::array kPrefixes =
      std::to_array<std::string_view>({"mc", "mac", "fitz", "de", "di", "du", "la", "le", "van"});
  const bool is_handle = text[at] == '@' && at > 0 && text[at - 1] >= 'a' && text[at - 1] <= 'z';
  if (!is_joint(text, at) && !is_handle) return false;
  const std::string_view before = text.substr(0, at);
  const std::string last = fold(before.substr(before.rfind(' ') + 1));
  return std::ranges::find(kPrefixes, last) == kPrefixes.end();
}

/// Where a name ends that was run together with what stands behind it; npos: there is none. Of two
/// joints in a word the last one: "Ana SanRuizPublished".
size_t end_of_glued_name(std::string_view text, size_t begin) {
  constexpr size_t kFewestWords = 2;
  size_t joint = text.npos;
  for (size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == ' ' && joint != text.npos) break;
    if (may_end_name(text, i)) joint = i;
  }
  if (joint == text.npos) return joint;
  std::string_view name = text.substr(begin, joint - begin);
  for (const std::string_view mark :
       {", ", " and ", " & ", " und ", " et ", " y ", " e ", " og "}) {
    const size_t at = name.rfind(mark);
    if (at != name.npos) name.remove_prefix(at + mark.size());
  }
  return count_words(name) >= kFewestWords && is_plausible_name(name) ? joint : text.npos;
}

/// "byAna Ruiz", "Associated PressBy ANA RUIZ": a "By" that a tool ran together with what stands
/// beside it, set apart.
void part_by(std::string& text) {
  constexpr std::string_view kBy = "by";
  if (text.starts_with(kBy) && is_joint(text, kBy.size()) &&
      !parse_byline(std::string_view(text).substr(kBy.size())).authors.empty())
    text.insert(kBy.size(), " ");
  const size_t by = text.find("By ");
  if (by == text.npos || !is_joint(text, by) || !is_agency(std::string_view(text).substr(0, by)))
    return;
  text.append(", ").append(text, 0, by).erase(0, by);
}

}  // namespace

std::string without_glue(std::string_view line) {
  std::string text(line);
  if (line.size() > kMaxBylineBytes) return text;
  part_by(text);
  size_t begin = 0;
  opens_byline(text, begin);
  for (size_t joint = 0; (joint = end_of_glued_name(text, begin)) != text.npos;) {
    size_t length = 0;
    if (opens_byline(std::string_view(text).substr(joint), length)) {
      text.erase(0, joint);
      begin = length;
      continue;
    }
    text.insert(joint, ", ");
    begin = joint + 2;
  }
  return text;
}

bool could_be_handle(std::string_view text) {
  constexpr size_t kShortest = 3, kLongest = 30;  // bytes
  return text.size() >= kShortest && text.size() <= kLongest && text.find(' ') == text.npos &&
         std::ranges::any_of(text, is_letter) && !ends_sentence(text) && !text.ends_with(':') &&
         !tells_of_member(text) && phrase_of(text) == Phrase::kNone;
}

std::string_view thread_starter(std::string_view text) {
  constexpr std::string_view kStart = "Thread starter ";
  if (!text.starts_with(kStart)) return {};
  const std::string_view handle = text.substr(kStart.size());
  return could_be_handle(handle) ? handle : std::string_view();
}

bool tells_of_member(std::string_view text) {
  constexpr std::array kLabels =
      std::to_array<std::string_view>({"posts:", "joined:", "messages:", "registered:", "beiträge:",
                                       "registriert:", "mitglied seit:", "threads:"});
  return std::ranges::any_of(
      kLabels, [&](std::string_view label) { return starts_with_ignoring_case(text, label); });
}

}  // namespace copydesk
