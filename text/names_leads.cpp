// names_leads.cpp: the words that announce authors: "By", "Von", "Текст:".
// Method: the folded words at the start of a line are compared with two lists; the longest lead
// wins. Source: collected by hand from bylines in about thirty languages.
#include <string>

#include "base/base.h"
#include "text/names.h"
#include "text/word_table.h"
#include "text/words.h"

namespace copydesk {
namespace {

// Words that announce authors, folded words parted by one space; longest first where one begins
// another.
constexpr std::string_view kLeads[] = {"text und fotos von",
                                       "text und fotos",
                                       "text fotos",
                                       "text foto",
                                       "text und bilder",
                                       "words and photos",
                                       "texte et photos",
                                       "text and photos by",
                                       "words and photos by",
                                       "written by",
                                       "posted by",
                                       "published by",
                                       "reported by",
                                       "story by",
                                       "words by",
                                       "words written by",
                                       "as told to",
                                       "article by",
                                       "article written by",
                                       "this article was written by",
                                       "this post was written by",
                                       "guide by",
                                       "feature by",
                                       "recipe by",
                                       "analysis by",
                                       "review by",
                                       "opinion by",
                                       "guest post by",
                                       "interview by",
                                       "exclusive by",
                                       "report by",
                                       "essay by",
                                       "column by",
                                       "commentary by",
                                       "submitted by",
                                       "contributed by",
                                       "added by",
                                       "started by",
                                       "thread starter",
                                       "text by",
                                       "authored by",
                                       "created by",
                                       "compiled by",
                                       "ein kommentar von",
                                       "eine analyse von",
                                       "ein interview von",
                                       "ein gastbeitrag von",
                                       "eine kolumne von",
                                       "eine reportage von",
                                       "ein bericht von",
                                       "ein artikel von",
                                       "kommentar von",
                                       "gastkommentar von",
                                       "kolumne von",
                                       "glosse von",
                                       "essay von",
                                       "leitartikel von",
                                       "meinung von",
                                       "rezension von",
                                       "reportage von",
                                       "rezept von",
                                       "eine recherche von",
                                       "porträt von",
                                       "ein porträt von",
                                       "interview von",
                                       "analyse von",
                                       "geschrieben von",
                                       "verfasst von",
                                       "veröffentlicht von",
                                       "beitrag von",
                                       "ein beitrag von",
                                       "blog beitrag von",
                                       "ein text von",
                                       "ein essay von",
                                       "text von",
                                       "eingestellt von",
                                       "gespeichert von",
                                       "erstellt von",
                                       "gepostet von",
                                       "artikel von",
                                       "gastbeitrag von",
                                       "aufgezeichnet von",
                                       "protokoll von",
                                       "bericht von",
                                       "blogbeitrag von",
                                       "ein blogbeitrag von",
                                       "es berichtet",
                                       "gastautor",
                                       "gastautorin",
                                       "gastautoren",
                                       "gepost door",
                                       "geplaatst door",
                                       "upplagd av",
                                       "indsendt af",
                                       "lagt inn av",
                                       "lähettänyt",
                                       "opublikowano przez",
                                       "vystavil",
                                       "vystavila",
                                       "bejegyezte",
                                       "publicat de",
                                       "postado por",
                                       "postada por",
                                       "publicada por",
                                       "gönderen",
                                       "diposting oleh",
                                       "αναρτήθηκε από",
                                       "scris de",
                                       "γράφει ο",
                                       "του",
                                       "τησ",
                                       "των",
                                       "συντάκτησ",
                                       "συντάκτρια",
                                       "ρεπορτάζ",
                                       "επιμέλεια",
                                       "από τον",
                                       "από την",
                                       "toimittaja",
                                       "toimittajat",
                                       "připravil",
                                       "připravila",
                                       "muhabir",
                                       "إعداد",
                                       "كتبه",
                                       "रिपोर्ट",
                                       "ein fotoessay von",
                                       "eine fotoreportage von",
                                       "eine glosse von",
                                       "eine rezension von",
                                       "ein protokoll von",
                                       "ein leitartikel von",
                                       "ein gastkommentar von",

                                       "γράφει η",
                                       "écrit par",
                                       "publié par",
                                       "rédigé par",
                                       "article de",
                                       "article par",
                                       "analyse par",
                                       "analyse de",
                                       "une chronique de",
                                       "chronique de",
                                       "chronique par",
                                       "tribune de",
                                       "reportage de",
                                       "entretien réalisé par",
                                       "une enquête de",
                                       "propos recueillis par",
                                       "par",
                                       "escrito por",
                                       "escribe",
                                       "redactado por",
                                       "publicado por",
                                       "texto de",
                                       "texto por",
                                       "opinión de",
                                       "opinião de",
                                       "columna de",
                                       "una columna de",
                                       "análisis de",
                                       "análise de",
                                       "entrevista de",
                                       "crónica de",
                                       "artículo de",
                                       "artigo de",
                                       "reportagem de",
                                       "reportagem por",
                                       "scritto da",
                                       "pubblicato da",
                                       "a cura di",
                                       "articolo di",
                                       "testo di",
                                       "analisi di",
                                       "commento di",
                                       "intervista di",
                                       "opinione di",
                                       "geschreven door",
                                       "door",
                                       "skrevet av",
                                       "skrevet af",
                                       "skriven av",
                                       "publisert av",
                                       "text av",
                                       "tekst av",
                                       "krönika av",
                                       "ledare av",
                                       "analys av",
                                       "analyse av",
                                       "analyse af",
                                       "kommentar av",
                                       "kommentar af",
                                       "kronik af",
                                       "tekst door",
                                       "column door",
                                       "opinie door",
                                       "een column van",
                                       "tekst af",
                                       "kirjoittanut",
                                       "kirjoittaja",
                                       "napisał",
                                       "napisała",
                                       "autor tekstu",
                                       "rozmawiał",
                                       "rozmawiała",
                                       "napsal",
                                       "napsala",
                                       "írta",
                                       "szerző",
                                       "yazan",
                                       "yazar",
                                       "haber",
                                       "autorka",
                                       "autorzy",
                                       "autoři",
                                       "opracowanie",
                                       "opracował",
                                       "opracowała",
                                       "oprac",
                                       "автор статьи",
                                       "autor articol",
                                       "लेखक",
                                       "ライター",
                                       "글쓴이",
                                       "작성자",
                                       "автор",
                                       "авторы",
                                       "текст",
                                       "автори",
                                       "авторка",
                                       "от",
                                       "від",
                                       "oleh",
                                       "penulis",
                                       "bởi",
                                       "tác giả",
                                       "בקלם",
                                       "מאת",
                                       "بقلم",
                                       "كتب",
                                       "كتبت",
                                       "نویسنده",
                                       "द्वारा",
                                       "作者",
                                       "撰文",
                                       "文",
                                       "取材 文",
                                       "文 写真",
                                       "記者",
                                       "记者",
                                       "本报记者",
                                       "本報記者",
                                       "журналист",
                                       "корреспондент",
                                       "кореспондент",
                                       "संवाददाता",
                                       "مراسل",
                                       "取材",
                                       "执笔",
                                       "執筆",
                                       "著者",
                                       "글",
                                       "โดย",
                                       "autor in",
                                       "autorinnen und autoren",
                                       "autor",
                                       "autorin",
                                       "autoren",
                                       "autores",
                                       "autora",
                                       "auteur",
                                       "auteurs",
                                       "auteure",
                                       "autore",
                                       "autori",
                                       "contributors",
                                       "author",
                                       "authors",
                                       "byline",
                                       "writer",
                                       "writers",
                                       "författare",
                                       "forfatter",
                                       "redaktör",
                                       "redaktor",
                                       "redactor",
                                       "skribent",
                                       "reporter",
                                       "journalist",
                                       "journaliste",
                                       "redaktion",
                                       "text",
                                       "texte",
                                       "texto",
                                       "testo",
                                       "tekst",
                                       "teksti",
                                       "tekstas",
                                       "teksts",
                                       "words",
                                       "story",
                                       "interview",
                                       "analyse",
                                       "protokoll",
                                       "recherche",
                                       "by",
                                       "von",
                                       "por",
                                       "di",
                                       "av",
                                       "af",
                                       "przez",
                                       "de la",
                                       "from",
                                       "dari",
                                       "od",
                                       "nga",
                                       "ni",
                                       "eftir",
                                       "skrifar",
                                       "autorius",
                                       "autors"};

// Leads that are words of sentences or labels too: they announce authors only with a colon behind
// them.
constexpr std::string_view kColonLeads[] = {"συντάκτησ",
                                            "συντάκτρια",
                                            "ρεπορτάζ",
                                            "επιμέλεια",
                                            "toimittaja",
                                            "toimittajat",
                                            "muhabir",
                                            "إعداد",
                                            "रिपोर्ट",
                                            "text und fotos",
                                            "text fotos",
                                            "text foto",
                                            "text und bilder",
                                            "words and photos",
                                            "gastautor",
                                            "gastautorin",
                                            "gastautoren",
                                            "ライター",
                                            "लेखक",
                                            "글쓴이",
                                            "작성자",
                                            "opracowanie",
                                            "text",
                                            "texte",
                                            "texto",
                                            "testo",
                                            "tekst",
                                            "teksti",
                                            "words",
                                            "story",
                                            "interview",
                                            "analyse",
                                            "protokoll",
                                            "recherche",
                                            "contributors",
                                            "author",
                                            "authors",
                                            "autor",
                                            "autorin",
                                            "autoren",
                                            "autores",
                                            "autora",
                                            "auteur",
                                            "auteurs",
                                            "autore",
                                            "autori",
                                            "writer",
                                            "writers",
                                            "reporter",
                                            "journalist",
                                            "journaliste",
                                            "redaktion",
                                            "redaktör",
                                            "redaktor",
                                            "redactor",
                                            "skribent",
                                            "haber",
                                            "文",
                                            "文 写真",
                                            "記者",
                                            "记者",
                                            "本报记者",
                                            "本報記者",
                                            "журналист",
                                            "корреспондент",
                                            "кореспондент",
                                            "संवाददाता",
                                            "مراسل",
                                            "取材",
                                            "글",
                                            "byline",
                                            "автор",
                                            "текст",
                                            "from",
                                            "dari",
                                            "od",
                                            "ni",
                                            "nga",
                                            "de la",
                                            "от",
                                            "від",
                                            "yazar",
                                            "著者"};

// People behind these words checked, edited or decorated a text; somebody else wrote it.
constexpr std::string_view kOtherCredits[] = {"reviewed by",
                                              "medically reviewed by",
                                              "clinically reviewed by",
                                              "expert reviewed by",
                                              "legally reviewed by",
                                              "technically reviewed by",
                                              "scientifically reviewed by",
                                              "peer reviewed by",
                                              "fact checked by",
                                              "checked by",
                                              "verified by",
                                              "vetted by",
                                              "approved by",
                                              "edited by",
                                              "updated by",
                                              "researched by",
                                              "research by",
                                              "tested by",
                                              "editor",
                                              "translated by",
                                              "photos by",
                                              "photo by",
                                              "photography by",
                                              "photographs by",
                                              "illustrated by",
                                              "illustrations by",
                                              "illustration by",
                                              "narrated by",
                                              "produced by",
                                              "bearbeitet von",
                                              "redigiert von",
                                              "geprüft von",
                                              "überprüft von",
                                              "medizinisch geprüft von",
                                              "übersetzt von",
                                              "fotos von",
                                              "relu par",
                                              "vérifié par",
                                              "traduit par",
                                              "revisado por",
                                              "verificado por",
                                              "traducido por",
                                              "editado por",
                                              "revisto por",
                                              "rivisto da",
                                              "gecontroleerd door"};

constexpr WordTable kLeadSet(kLeads);
constexpr WordTable kColonLeadSet(kColonLeads);
constexpr WordTable kOtherCreditSet(kOtherCredits);

// The first words of a list's rows: most lines open with another one.
template <size_t N>
constexpr auto first_words(const std::string_view (&rows)[N]) {
  std::string_view words[N];
  for (size_t i = 0; i < N; ++i) words[i] = rows[i].substr(0, rows[i].find(' '));
  return WordTable(words);
}
constexpr auto kLeadStarts = first_words(kLeads);
constexpr auto kOtherCreditStarts = first_words(kOtherCredits);

// Whether a line's first word opens a row of a list; also where it folds to nothing.
template <size_t N>
bool may_open(const WordTable<N>& starts, std::string_view head) {
  FoldRoom room;
  size_t at = 0;
  const std::string_view first = room.letters(next_word(head, at));
  return first.empty() || starts.contains(first);
}

// Appends the next word of a line, folded, with a space before it where it is not the first.
void append_word(std::string& folded, std::string_view word) {
  FoldRoom room;
  if (!folded.empty()) folded += ' ';
  folded += room.letters(word);
}

// What stands behind a lead and makes it none: "By the numbers: ..." heads a list, "Von links nach
// rechts: ..." a picture's caption; "skrifar frá Brúará" tells the place.
bool is_no_person(std::string_view text) {
  static constexpr std::string_view kOpenings[] = {
      "the numbers", "links nach", "links:",    "rechts nach",
      "links oben",  "oben links", "oben nach", "frá "};
  for (const std::string_view opening : kOpenings)
    if (starts_with_ignoring_case(text, opening)) return true;
  return false;
}

}  // namespace

bool opens_other_credit(std::string_view text, size_t& length) {
  constexpr size_t kMostWords = 3;
  constexpr size_t kLongestCredit = 60;
  length = 0;
  const std::string_view head = utf8_prefix(text, kLongestCredit);
  if (!may_open(kOtherCreditStarts, head)) return false;
  std::string folded;
  size_t at = 0;
  for (size_t count = 0; count < kMostWords; ++count) {
    const std::string_view word = next_word(head, at);
    if (word.empty()) break;
    append_word(folded, word);
    if (count == 0 && !folded.empty() && !kOtherCreditStarts.contains(folded)) return false;
    if (!kOtherCreditSet.contains(folded)) continue;
    size_t end = at;
    while (end < text.size() && (text[end] == ' ' || text[end] == ':')) ++end;
    if (folded == "editor" && text.substr(at, 1) != ":") continue;
    length = end;
  }
  return length > 0;
}

bool opens_byline(std::string_view text, size_t& length) {
  constexpr size_t kLongestLead = 40;
  length = 0;
  // "ByAna Ruiz": the space was lost between two elements.
  if (text.size() > 4 && text.starts_with("By") && text[2] >= 'A' && text[2] <= 'Z') {
    length = 2;
    return true;
  }
  const std::string_view head = utf8_prefix(text, kLongestLead);
  if (!may_open(kLeadStarts, head)) return false;
  // The words of the head, folded, with the bytes at which each ends.
  std::string folded;
  size_t at = 0;
  while (at < head.size()) {
    const std::string_view word = next_word(head, at);
    if (word.empty() || folded.size() > kLongestLead) break;
    const bool is_first = folded.empty();
    append_word(folded, word);
    if (is_first && !folded.empty() && !kLeadStarts.contains(folded)) return false;
    if (!kLeadSet.contains(folded)) continue;
    size_t end = at;
    while (end < text.size() && text[end] == ' ') ++end;
    const bool colon =
        end < text.size() && (text[end] == ':' || text.substr(end).starts_with("：") ||
                              text.substr(end).starts_with("＝") || text[end] == '/' ||
                              text.substr(end).starts_with("／"));
    if (!colon && (end == at || kColonLeadSet.contains(folded))) continue;
    if (colon) end += text[end] == ':' || text[end] == '/' ? 1 : 3;
    while (end < text.size() && (text[end] == ' ' || text.substr(end).starts_with("　")))
      end += text[end] == ' ' ? 1 : 3;
    length = end;
  }
  if (is_no_person(text.substr(length))) length = 0;
  return length > 0;
}

}  // namespace copydesk
