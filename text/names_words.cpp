// names_words.cpp: word lists for bylines. Folded, sorted at compile time, found by binary search.
// Source: collected by hand from bylines of news sites in about thirty languages.
// Not here: how a byline is cut (names.cpp).
#include "text/names_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/words.h"

namespace copydesk {
namespace {

template <size_t N>
constexpr std::array<std::string_view, N> sorted(const std::string_view (&words)[N]) {
  std::array<std::string_view, N> out{};
  std::copy(std::begin(words), std::end(words), out.begin());
  std::sort(out.begin(), out.end());
  return out;
}

constexpr auto kRoleWords = sorted({
    // English
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "editor",
    "editors",
    "writer",
    "writers",
    "columnist",
    "contributor",
    "contributors",
    "contributing",
    "journalist",
    "journalists",
    "producer",
    "photographer",
    "chief",
    "senior",
    "junior",
    "deputy",
    "associate",
    "assistant",
    "freelance",
    "freelancer",
    "analyst",
    "anchor",
    "host",
    "intern",
    "author",
    "blogger",
    "critic",
    "reviewer",
    "multimedia",
    "videographer",
    "ceo",
    "founder",
    "cofounder",
    "president",
    "director",
    "manager",
    "managing",
    "political",
    "investigations",
    "investigative",
    "meteorologist",
    "presenter",
    "commentator",
    "staffer",
    "novelist",
    "professor",
    "lecturer",
    "researcher",
    // German
    "redakteur",
    "redakteurin",
    "redakteure",
    "chefredakteur",
    "chefredakteurin",
    "korrespondent",
    "korrespondentin",
    "reporterin",
    "autor",
    "autorin",
    "autoren",
    "volontär",
    "volontärin",
    "ressortleiter",
    "ressortleiterin",
    "leiter",
    "leiterin",
    "mitarbeiter",
    "mitarbeiterin",
    "journalistin",
    "kolumnist",
    "kolumnistin",
    "gastautor",
    "gastautorin",
    "stv",
    "stellvertretender",
    "stellvertretende",
    "redaktor",
    "redaktorin",
    "praktikantin",
    "experte",
    "expertin",
    "sprecher",
    "sprecherin",
    "pressesprecher",
    "pressesprecherin",
    "moderator",
    "moderatorin",
    "praktikant",
    // French
    "journaliste",
    "journalistes",
    "rédacteur",
    "rédactrice",
    "correspondant",
    "correspondante",
    "envoyé",
    "envoyée",
    "spécial",
    "spéciale",
    "chroniqueur",
    "chroniqueuse",
    "reportrice",
    "auteur",
    "auteure",
    "autrice",
    // Spanish, Portuguese, Catalan, Italian
    "periodista",
    "redactor",
    "redactora",
    "corresponsal",
    "editora",
    "enviado",
    "enviada",
    "especial",
    "columnista",
    "jornalista",
    "repórter",
    "correspondente",
    "colunista",
    "giornalista",
    "redattore",
    "redattrice",
    "inviato",
    "inviata",
    "corrispondente",
    "autore",
    "escritor",
    "escritora",
    "subdirector",
    "directora",
    // Dutch, Nordic, Finnish
    "redacteur",
    "redactrice",
    "verslaggever",
    "verslaggeefster",
    "correspondente",
    "chef",
    "skribent",
    "redaktör",
    "redaktør",
    "korrespondent",
    "utenriksreporter",
    "reportere",
    "toimittaja",
    "kirjeenvaihtaja",
    "blaðamaður",
    "nyhetsreporter",
    "frilansjournalist",
    "medarbejder",
    "journalistpraktikant",
    // Slavic, Baltic, Hungarian, Turkish, Greek
    "dziennikarz",
    "dziennikarka",
    "redaktorka",
    "korespondent",
    "korespondentka",
    "редактор",
    "корреспондент",
    "обозреватель",
    "журналист",
    "автор",
    "кореспондент",
    "журналістка",
    "новинар",
    "újságíró",
    "szerkesztő",
    "muhabir",
    "muhabiri",
    "editör",
    "editörü",
    "yazar",
    "žurnalistas",
    "korespondentas",
    "δημοσιογράφοσ",
    "novinar",
    "novinarka",
    "novinár",
    "redaktorius",
    // East Asian
    "記者",
    "记者",
    "編集",
    "编辑",
    "編輯",
    "責任編輯",
    "责任编辑",
    "기자",
    "특파원",
    "논설위원",
    "선임기자",
    "인턴기자",
    "本报记者",
    "특별취재팀",
    "歐洲特派員",
});

constexpr auto kOutletWords = sorted({
    "news",          "newsroom",      "newsdesk",
    "times",         "post",          "daily",
    "herald",        "tribune",       "magazine",
    "media",         "online",        "tv",
    "radio",         "press",         "gazette",
    "staff",         "team",          "redaktion",
    "redaktionen",   "redaction",     "rédaction",
    "redacción",     "redacao",       "redação",
    "redazione",     "redactie",      "redakcja",
    "redakce",       "editorial",     "desk",
    "agency",        "agencies",      "agenturen",
    "agences",       "agencias",      "agenzie",
    "network",       "group",         "inc",
    "ltd",           "gmbh",          "llc",
    "com",           "org",           "net",
    "zeitung",       "nachrichten",   "nachrichtenagentur",
    "presse",        "presseagentur", "pressestelle",
    "verlag",        "blog",          "admin",
    "administrator", "webmaster",     "website",
    "bureau",        "wire",          "wires",
    "report",        "reports",       "reporting",
    "journal",       "broadcasting",  "bbc",
    "cnn",           "cbs",           "nbc",
    "abc",           "npr",           "pbs",
    "university",    "institute",     "foundation",
    "society",       "association",   "council",
    "department",    "ministry",      "office",
    "company",       "corporation",   "studio",
    "studios",       "store",         "shop",
    "hospital",      "clinic",        "dental",
    "care",          "services",      "service",
    "solutions",     "marketing",     "support",
    "forum",         "community",     "guide",
    "guides",        "review",        "reviews",
    "central",       "digital",       "today",
    "world",         "life",          "lifestyle",
    "home",          "watch",         "live",
    "about",         "contact",       "read",
    "more",          "share",         "follow",
    "comments",      "comment",       "subscribe",
    "sign",          "login",         "search",
    "menu",          "the",           "our",
    "your",          "this",          "that",
    "with",          "from",          "for",
    "new",           "top",           "best",
    "how",           "why",           "what",
    "when",          "who",           "all",
    "view",          "profile",       "bio",
    "email",         "mail",          "facebook",
    "twitter",       "instagram",     "linkedin",
    "whatsapp",      "getty",         "images",
    "shutterstock",  "collaborator",  "sponsored",
    "partner",       "content",       "advertisement",
    "advertorial",   "anzeige",       "publicidad",
    "minutes",       "min",           "read",
    "stories",       "articles",      "posts",
    "january",       "february",      "march",
    "monday",        "tuesday",       "wednesday",
    "thursday",      "friday",        "saturday",
    "sunday",        "unknown",       "anonymous",
    "guest",         "user",          "member",
    "editors",       "journalists",   "correspondents",
    "writers",       "reporters",     "submissions",
    "mehr",          "lesen",         "teilen",
    "uhr",           "una",           "сайт",
    "редакция",      "новости",       "агентство",
    "газета",        "編集部",        "新聞",
    "新闻",          "뉴스",          "신문",
    "オンライン",    "verdens",       "tidning",
    "tidningen",     "avisen",        "journalen",
    "krant",         "telegraph",     "guardian",
    "mirror",        "express",       "tageblatt",
    "anzeiger",
});

constexpr auto kJoiningWords = sorted(
    {"and", "und", "et",  "y",   "e",  "en", "och", "og",  "i",   "и",    "ve",   "ja",  "és",
     "a",   "şi",  "și",  "і",   "та", "và", "dan", "och", "i",   "oraz", "with", "mit", "avec",
     "con", "וגם", "και", "med", "en", "ir", "un",  "kaj", "και", "u",    "ca"});

constexpr auto kParticles = sorted(
    {"von", "van", "de",    "der", "den",   "del", "della", "dello", "di",   "da",  "dos", "das",
     "do",  "du",  "des",   "la",  "le",    "el",  "al",    "bin",   "bint", "ibn", "ben", "abu",
     "af",  "av",  "zu",    "zum", "zur",   "ter", "ten",   "te",    "t",    "op",  "vom", "dem",
     "lo",  "san", "st",    "y",   "e",     "i",   "ap",    "d",     "l",    "o",   "mc",  "mac",
     "het", "dal", "dalla", "dei", "degli", "als", "ul",    "ur",    "nic"});

constexpr auto kTimeLabels =
    sorted({"published",    "updated",      "posted",       "modified",
            "last",         "on",           "at",           "created",
            "first",        "edited",       "am",           "veröffentlicht",
            "aktualisiert", "erstellt",     "stand",        "publié",
            "mis",          "modifié",      "le",           "publicado",
            "actualizado",  "pubblicato",   "aggiornato",   "gepubliceerd",
            "bijgewerkt",   "publicerad",   "uppdaterad",   "publisert",
            "oppdatert",    "publiceret",   "opdateret",    "julkaistu",
            "päivitetty",   "opublikowano", "aktualizacja", "опубликовано",
            "обновлено",    "yayınlanma",   "güncelleme",   "uhr",
            "min",          "ago",          "vor",          "submitted",
            "written",      "since",        "joined",       "publicerat",
            "atualizado",   "filed",        "released",     "il"});

constexpr auto kPlaceWords = sorted({"in", "aus", "à", "en", "a", "em", "da", "i", "fra", "från",
                                     "uit", "w", "v", "from", "au", "desde"});

constexpr auto kPictureLabels = sorted(
    {"foto",         "fotos",      "photo",       "photos",       "photography",   "photographs",
     "photographer", "bild",       "bilder",      "illustration", "illustrations", "illustrated",
     "illustrator",  "video",      "videos",      "grafik",       "graphics",      "graphic",
     "image",        "images",     "kamera",      "camera",       "schnitt",       "zeichnung",
     "fotografie",   "fotografía", "fotografia",  "fotografías",  "crédit",        "credit",
     "fotoğraf",     "фото",       "撮影",        "写真",         "摄影",          "사진",
     "translation",  "translated", "übersetzung", "traduction",   "traducción",    "picture",
     "pictures",     "valokuvat",  "kuvat",       "kuva",         "zdjęcia",       "podcast",
     "produktion",   "audio"});

template <size_t N>
bool has(const std::array<std::string_view, N>& words, std::string_view word) {
  constexpr size_t kLongestWord = 64;
  if (word.empty() || word.size() > kLongestWord) return false;
  const std::string folded = fold(word);
  return std::binary_search(words.begin(), words.end(), std::string_view(folded));
}

}  // namespace

bool is_role_word(std::string_view word) {
  if (has(kRoleWords, word)) return true;
  // "US-Korrespondentin", "Auto-Experte"
  const size_t hyphen = word.rfind('-');
  return hyphen != std::string_view::npos && has(kRoleWords, word.substr(hyphen + 1));
}
bool is_outlet_word(std::string_view word) { return has(kOutletWords, word); }
bool is_joining_word(std::string_view word) { return has(kJoiningWords, word); }
bool is_name_particle(std::string_view word) { return has(kParticles, word); }
bool is_time_label(std::string_view word) { return has(kTimeLabels, word); }
bool is_place_word(std::string_view word) { return has(kPlaceWords, word); }
bool is_picture_label(std::string_view word) { return has(kPictureLabels, word); }

}  // namespace copydesk
