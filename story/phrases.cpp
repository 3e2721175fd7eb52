// phrases.cpp: the questions of phrases.h about interface text, counters, labels, notes and gates.
// Method: own, over the set phrases of text/; what only a story's notes need stands in tables here:
// a line is folded to lower-case words and compared with the start of a row. Picture credits stand
// in credits.cpp.
#include "story/phrases.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/base.h"
#include "story/first_letter.h"
#include "text/text.h"

namespace copydesk {
namespace {

using Phrases = std::span<const std::string_view>;

// Starts of a correction or an editor's note, in the form of fold_words().
constexpr std::array kCorrectionStarts = std::to_array<std::string_view>({
    "correction",
    "corrections",
    "clarification",
    "editor s note",
    "editors note",
    "editor note",
    "for the record",
    "this article was amended",
    "this article has been amended",
    "this article was updated on",
    "this article was updated to",
    "this article has been updated",
    "this article has been corrected",
    "this article was corrected",
    "this article originally said",
    "this article originally stated",
    "this article originally reported",
    "this article previously",
    "an earlier version of this",
    "a previous version of this",
    "this story has been updated",
    "this story has been corrected",
    "this story was updated on",
    "this story was updated to",
    "this story was corrected",
    "this story originally said",
    "this story originally stated",
    "this story originally reported",
    "this post has been updated",
    "this post has been corrected",
    "this report has been updated",
    "this piece has been updated",
    "this version corrects",
    "this story corrects",
    "this article corrects",
    "a correction was made on",
    "this version of the article",
    "this version of the story",
    "the headline of this article",
    "korrektur",
    "korrekturhinweis",
    "richtigstellung",
    "anmerkung der redaktion",
    "anm der redaktion",
    "hinweis der redaktion",
    "in einer früheren version",
    "in einer ersten version",
    "in einer älteren version",
    "erratum",
    "rectificatif",
    "correctif",
    "précision de la rédaction",
    "note de la rédaction",
    "ndlr",
    "corrección",
    "fe de errores",
    "fe de erratas",
    "nota del editor",
    "nota de la redacción",
    "nota de redacción",
    "errata",
    "errata corrige",
    "rettifica",
    "nota dell editore",
    "nota della redazione",
    "correção",
    "nota do editor",
    "nota da redação",
    "correctie",
    "rectificatie",
    "noot van de redactie",
    "rättelse",
    "rättning",
    "retting",
    "rettelse",
    "oikaisu",
    "korjaus",
    "leiðrétting",
    "sprostowanie",
    "od redakcji",
    "oprava",
    "helyesbítés",
    "szerkesztői megjegyzés",
    "erată",
    "düzeltme",
    "διόρθωση",
    "исправление",
    "поправка",
    "от редакции",
    "примечание редакции",
    "виправлення",
    "від редакції",
    "تصحيح",
    "ملاحظة المحرر",
    "訂正",
    "更正",
    "编者按",
    "編者按",
    "정정",
    "koreksi",
    "đính chính",
});

// Starts of a line at the foot of a story that credits people and is no part of it.
constexpr std::array kContributionStarts = std::to_array<std::string_view>({
    "reporting by",       "additional reporting by",
    "editing by",         "writing by",
    "compiled by",        "with reporting by",
    "report by",          "reporting and writing by",
    "with files from",    "with additional reporting",
    "source reporting",   "mit material von",
    "mitarbeit",          "unter mitarbeit von",
    "avec afp",           "avec reuters",
    "con información de", "con informazioni di",
    "com informações de", "met medewerking van",
    "con informacion de", "mitarbeit an diesem",
});

// Starts of what stands where a player or a script's text should be.
constexpr std::array kPlayerStarts = std::to_array<std::string_view>({
    "please turn on javascript",
    "please enable javascript",
    "you need javascript",
    "you need to enable javascript",
    "javascript is required",
    "media requires javascript",
    "your browser does not support",
    "your browser doesn t support",
    "to view this video",
    "to play this video",
    "this video can not be played",
    "video can t be played",
    "sorry your browser",
    "bitte aktivieren sie javascript",
    "ihr browser unterstützt",
    "veuillez activer javascript",
    "votre navigateur ne",
    "tu navegador no",
    "su navegador no",
    "habilita javascript",
    "il tuo browser non",
    "seu navegador não",
    "je browser ondersteunt",
    "du trenger javascript",
    "din webbläsare",
    "aktivera javascript",
    "ваш браузер не",
});

// Buttons and labels of shops, forums and code, in the form of fold_words().
constexpr std::array kButtons = std::to_array<std::string_view>(
    {"book now", "buy now", "quick view", "add to cart", "add to bag", "add to basket",
     "add to wishlist", "shop now", "back to top", "your answer", "post your answer",
     "private message", "copy code", "copy to clipboard", "in den warenkorb", "nach oben",
     "ajouter au panier", "añadir al carrito", "aggiungi al carrello"});

constexpr std::array kGateParts = std::to_array<std::string_view>({
    "already a subscriber",
    "subscribe to continue",
    "subscribe to read",
    "subscribe to keep reading",
    "to continue reading",
    "to read the full",
    "for subscribers only",
    "subscribers only",
    "subscriber only",
    "log in to continue",
    "sign in to continue",
    "register to continue",
    "free articles remaining",
    "articles left this month",
    "you have reached your limit",
    "unlock this article",
    "become a member to read",
    "jetzt weiterlesen",
    "weiterlesen mit",
    "bereits abonnent",
    "nur für abonnenten",
    "gratis artikel",
    "jetzt diesen artikel lesen",
    "gleich können sie weiterlesen",
    "registrieren und weiterlesen",
    "réservé aux abonnés",
    "réservée aux abonnés",
    "de cet article à lire",
    "articles gratuits ce mois",
    "abonnez vous pour lire",
    "déjà abonné",
    "exclusivo para suscriptores",
    "solo para suscriptores",
    "suscríbete para",
    "ya eres suscriptor",
    "contenuto riservato agli abbonati",
    "abbonati per leggere",
    "exclusivo para assinantes",
    "alleen voor abonnees",
    "word abonnee",
    "endast för prenumeranter",
    "kun for abonnenter",
    "for abonnenter",
    "tylko dla prenumeratorów",
    "darmowych artykułów",
    "pozostało do przeczytania",
    "pouze pro předplatitele",
    "только для подписчиков",
    "会員限定",
    "この記事は会員限定です",
    "有料会員",
    "पूरी खबर पढ़ें ऐप",
});

constexpr PartFinder kGates(kGateParts);

/// The length of the row that `folded` starts with, at a word's end; 0: none. The longest row wins.
size_t start_in(std::string_view folded, Phrases table) {
  size_t best = 0;
  if (folded.empty()) return best;
  for (const std::string_view row : table) {
    if (row.front() != folded.front() || row.size() <= best || !folded.starts_with(row)) continue;
    if (folded.size() == row.size() || folded[row.size()] == ' ') best = row.size();
  }
  return best;
}

/// The first words of a table's rows.
template <size_t N>
constexpr auto first_words(const std::array<std::string_view, N>& rows) {
  std::string_view words[N];
  for (size_t i = 0; i < N; ++i) words[i] = rows[i].substr(0, rows[i].find(' '));
  return WordTable(words);
}
constexpr auto kCorrectionWords = first_words(kCorrectionStarts);
constexpr auto kPlayerWords = first_words(kPlayerStarts);
constexpr auto kButtonWords = first_words(kButtons);

size_t spaces_in(std::string_view text) {
  return static_cast<size_t>(std::ranges::count(text, ' '));
}

uint32_t read_number(std::string_view word) {
  if (word.empty() || word.size() > 4) return 0;
  uint32_t value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  return value;
}

/// False for most lines: no digit, nor a letter that may become one when it is folded.
bool may_hold_digits(std::string_view line) {
  return std::ranges::any_of(
      line, [](char c) { return (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; });
}

/// Up to five words of a folded line; more than five gives none.
std::array<std::string_view, 5> few_words(std::string_view folded) {
  std::array<std::string_view, 5> words;
  if (spaces_in(folded) >= words.size()) return words;
  for (size_t i = 0; !folded.empty(); ++i) {
    const size_t end = std::min(folded.find(' '), folded.size());
    words[i] = folded.substr(0, end);
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

/// "With Post wires", "With wire reports and staff reports".
bool is_wire_line(std::string_view folded) {
  constexpr size_t kLongest = 60;
  return folded.size() < kLongest && folded.starts_with("with ") &&
         (folded.ends_with(" wires") || folded.ends_with(" wire services") ||
          folded.ends_with(" wire reports") || folded.ends_with(" news services"));
}

}  // namespace

bool is_one_of(std::string_view text, std::span<const std::string_view> table) {
  return std::ranges::find(table, text) != table.end();
}

bool is_interface_line(std::string_view line) {
  switch (phrase_of(line)) {
    case Phrase::kCaptionToggle:
    case Phrase::kSlideControl:
    case Phrase::kReadMore:
    case Phrase::kAdvertisement:
    case Phrase::kShare:
    case Phrase::kCaptionLabel:
      return true;
    default:
      break;
  }
  if (line.size() > 160) return false;
  if (!parse_slide_counter(line).is_absent()) return true;
  const std::optional<std::string> first = first_word(line);
  if (first && !kPlayerWords.contains(*first) && !kButtonWords.contains(*first)) return false;
  const std::string folded = fold_words(line);
  return start_in(folded, kPlayerStarts) > 0 || is_one_of(folded, kButtons);
}

SlideCounter parse_slide_counter(std::string_view line) {
  line = trim_space(line);
  if (line.size() < 3 || line.size() > 40 || !may_hold_digits(line)) return {};
  static constexpr std::array kOf = std::to_array<std::string_view>(
      {"of", "von", "sur", "de", "di", "av", "af", "van", "z", "из", "з", "dari", "trên"});
  static constexpr std::array kPicture = std::to_array<std::string_view>(
      {"photo", "photos", "image", "picture", "slide", "bild", "foto", "imagen", "imagem",
       "immagine", "фото", "kuva", "zdjęcie", "billede", "bilde", "afbeelding", "obrázek", "gambar",
       "ảnh"});
  FoldRoom room;
  auto words = few_words(room.words(line));
  if (is_one_of(words[0], kPicture)) std::ranges::rotate(words, words.begin() + 1), words[4] = {};
  SlideCounter counter;
  if (is_one_of(words[1], kOf) && words[3].empty()) {
    counter = {read_number(words[0]), read_number(words[2])};
  } else if (line.find('/') != std::string_view::npos && words[2].empty()) {
    counter = {read_number(words[0]), read_number(words[1])};
  }
  if (counter.index == 0 || counter.index > counter.count || counter.count < 2 ||
      counter.count > 500)
    return {};
  return counter;
}

bool is_highlights_title(std::string_view line) { return phrase_of(line) == Phrase::kHighlights; }

bool is_teaser_label(std::string_view line) {
  const Phrase phrase = phrase_of(line);
  return phrase == Phrase::kRelated || phrase == Phrase::kReadMore;
}

std::string_view after_teaser_label(std::string_view line) {
  line = trim_space(line);
  if (line.starts_with('[') || line.starts_with('(')) line.remove_prefix(1);
  for (const Phrase kind : {Phrase::kRelated, Phrase::kReadMore, Phrase::kVideo}) {
    size_t length = 0;
    if (opens_label(line, kind, length)) return trim_space(line.substr(length));
  }
  return {};
}

/// "This story was first published on Friday and has been corrected to give the price."
bool tells_of_mending(std::string_view paragraph) {
  constexpr size_t kMostBytes = 400;
  static constexpr auto kOwn =
      std::to_array<std::string_view>({"this story", "this article", "this post", "this report"});
  static constexpr auto kMended = std::to_array<std::string_view>(
      {" been corrected", " been amended", " was corrected", " was amended", " been updated to "});
  if (paragraph.size() > kMostBytes) return false;
  const std::string folded = fold_words(paragraph);
  return start_in(folded, kOwn) > 0 && std::ranges::any_of(kMended, [&](std::string_view part) {
           return folded.find(part) != std::string::npos;
         });
}

bool ends_how_long_ago(std::string_view text) {
  static constexpr auto kEnds =
      std::to_array<std::string_view>({" ago", " geleden", " sedan", " siden", " temu", " назад",
                                       "前", " fa", " atrás", " sitten", " тому", " önce", "전"});
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

bool is_correction(std::string_view paragraph) {
  paragraph = trim_space(paragraph);
  if (size_t opened = 0; opens_label(paragraph, Phrase::kCorrection, opened)) return true;
  const std::optional<std::string> first = first_word(paragraph);
  if (first && !kCorrectionWords.contains(*first)) return false;
  if (tells_of_mending(paragraph)) return true;
  const std::string folded = fold_words(utf8_prefix(paragraph, 120));
  const size_t length = start_in(folded, kCorrectionStarts);
  if (length == 0) return false;
  // A single word and a turn of speech need a mark behind them: "Correction: ..." is a note,
  // "Correction facilities ..." and "For the record, it was ..." a story.
  const std::string_view start = std::string_view(folded).substr(0, length);
  if (start != "for the record" && start.find(' ') != std::string_view::npos) return true;
  const std::string_view head = utf8_prefix(paragraph, length + 24);
  return head.find(':') != std::string_view::npos || head.find("：") != std::string_view::npos ||
         head.find('(') != std::string_view::npos;
}

std::string copyright_holder(std::string_view line) {
  constexpr size_t kMostWords = 5;
  if (line.size() > 200) return {};
  size_t at = line.find("©");
  if (at != line.npos)
    at += 2;
  else if (starts_with_ignoring_case(line, "copyright "))
    at = 10;
  else
    return {};
  std::string_view rest = trim_space(line.substr(at));
  if (starts_with_ignoring_case(rest, "copyright")) rest = trim_space(rest.substr(9));
  bool has_year = false;
  while (!rest.empty() && ((rest[0] >= '0' && rest[0] <= '9') || rest[0] == '-' || rest[0] == ' ' ||
                           rest[0] == ',')) {
    has_year = true;
    rest.remove_prefix(1);
  }
  if (rest.starts_with("–")) return {};
  for (const std::string_view dot : {"·", "•"})
    if (rest.starts_with(dot)) rest = trim_space(rest.substr(dot.size()));
  if (starts_with_ignoring_case(rest, "by ")) rest.remove_prefix(3);
  rest = trim_space(rest.substr(
      0, std::min({rest.find('.'), rest.find('|'), rest.find(','), rest.find(" All ")})));
  return has_year && count_words(rest) <= kMostWords ? std::string(rest) : std::string();
}

bool is_contribution_line(std::string_view paragraph) {
  paragraph = trim_space(paragraph);
  if (paragraph.empty() || paragraph.size() > 500) return false;
  if (paragraph.front() == '(' || paragraph.front() == '[') paragraph.remove_prefix(1);
  const std::string folded = fold_words(paragraph);
  const size_t start = start_in(folded, kContributionStarts);
  // "Mitarbeit: Ana Ruiz", not "Mitarbeit ist erwünscht".
  const bool is_word = std::string_view(folded).substr(0, start).find(' ') == std::string::npos;
  if (start > 0 && (!is_word || paragraph.substr(start).starts_with(':'))) return true;
  static constexpr std::array kParts = std::to_array<std::string_view>(
      {"contributed to this", "contributed reporting", "contributed from", "all rights reserved",
       "may not be published broadcast", "haben zu diesem", "ont contribué à", "contribuyó a este",
       "was used in this report", "were used in this report", "contributed"});
  for (const std::string_view part : Phrases(kParts).first(kParts.size() - 1)) {
    if (folded.find(part) != std::string::npos && paragraph.size() < 300) return true;
  }
  return is_wire_line(folded) || (folded.ends_with(" contributed") && paragraph.size() < 160);
}

bool is_contact_line(std::string_view line) {
  line = trim_space(line);
  if (line.size() > 300) return false;
  if (line.starts_with("©")) return true;
  size_t digits = 0;
  for (size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool is_part = at > 0 && line[at - 1] != ' ' && line[at - 1] != '(';
    if (c == '@' && at + 3 < line.size() && (is_part || line.size() < 80)) return true;
    if (c >= '0' && c <= '9')
      ++digits;
    else if (c != ' ' && c != '-')
      digits = 0;
    if (digits >= 9 && line.find('+') != std::string_view::npos) return true;
  }
  return false;
}

bool is_gate_line(std::string_view line) {
  if (line.size() > 400) return false;
  FoldRoom room;
  return kGates.is_in(room.words(line));
}

}  // namespace copydesk
