// button_row.cpp: is_row_of_buttons() of phrases.h: buttons that stand in one line because nothing
// but their style parts them: "ShareTweetPin", "Listen to this article Print Save 12 shares".
// Method: own; every word must be a button's or a word between such, and two must name buttons.
// Not here: a line that is one button (phrases.cpp).
#include "base/base.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMostBytes = 120;
constexpr int kLeastButtons = 2;

constexpr std::string_view kButtonNames[] = {
    "share",    "shares",     "tweet",     "pin",       "print",    "save",      "email",
    "mail",     "listen",     "bookmark",  "comment",   "comments", "like",      "likes",
    "copy",     "subscribe",  "follow",    "facebook",  "twitter",  "whatsapp",  "pinterest",
    "linkedin", "reddit",     "telegram",  "flipboard", "teilen",   "drucken",   "merken",
    "anhören",  "kommentare", "partager",  "imprimer",  "écouter",  "compartir", "imprimir",
    "guardar",  "condividi",  "stampa",    "delen",     "bewaren",  "printer",   "printable",
    "reprints", "digg",       "recommend", "previous",  "next",     "weiter",    "zurück",
    "suivant",  "précédent",  "anterior",  "siguiente", "retweets", "replies",   "reposts"};
constexpr std::string_view kBetween[] = {
    "this",    "article", "story",  "post",    "page",     "link",       "to",  "for",
    "later",   "on",      "by",     "via",     "x",        "a",          "the", "it",
    "artikel", "cet",     "este",   "questo",  "dit",      "auf",        "per", "sur",
    "en",      "e",       "friend", "version", "friendly", "permissions"};
constexpr WordTable kButtonSet(kButtonNames);
constexpr WordTable kBetweenSet(kBetween);

bool is_of_word(char c) {
  return is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 128;
}

/// Takes the next word off the line; a capital behind a small letter begins one. Empty: the end.
std::string_view take_word(std::string_view& line) {
  while (!line.empty() && !is_of_word(line[0])) line.remove_prefix(1);  // numbers count buttons
  size_t end = 0;
  while (end < line.size() && is_of_word(line[end]) &&
         !(end > 0 && is_lower(line[end - 1]) && is_upper(line[end])))
    ++end;
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

}  // namespace

bool is_row_of_buttons(std::string_view line) {
  if (line.size() > kMostBytes || ends_sentence(line)) return false;
  int buttons = 0;
  FoldRoom room;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    const std::string_view small = room.letters(word);
    if (kButtonSet.contains(small))
      ++buttons;
    else if (!kBetweenSet.contains(small))
      return false;
  }
  return buttons >= kLeastButtons;
}

}  // namespace copydesk
