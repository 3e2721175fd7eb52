// agencies.cpp: the names of news agencies, and short lines that credit them.
// Source: collected by hand; agencies of all countries whose wire is reprinted by others. An agency
// is no site: its name stands in the copy of thousands of papers. Not here: bylines and datelines,
// which ask this file (names.cpp, dateline.cpp).
#include <algorithm>
#include <string>

#include "base/base.h"
#include "text/names.h"
#include "text/word_table.h"
#include "text/words.h"

namespace copydesk {
namespace {

// Folded. Names of up to four letters count only when written in one case, see is_agency().
constexpr std::string_view kAgencies[] = {"reuters",
                                          "thomsonreuters",
                                          "reutersnews",
                                          "ap",
                                          "associatedpress",
                                          "theassociatedpress",
                                          "apnews",
                                          "afp",
                                          "agencefrancepresse",
                                          "dpa",
                                          "dpaafx",
                                          "dpainfocom",
                                          "deutschepresseagentur",
                                          "deutschepresseagenturdpa",
                                          "pa",
                                          "pamedia",
                                          "pressassociation",
                                          "panewsagency",
                                          "panews",
                                          "ansa",
                                          "adnkronos",
                                          "agi",
                                          "lapresse",
                                          "italpress",
                                          "askanews",
                                          "efe",
                                          "agenciaefe",
                                          "europapress",
                                          "xinhua",
                                          "xinhuanews",
                                          "xinhuanewsagency",
                                          "新华社",
                                          "新華社",
                                          "新华网",
                                          "中新社",
                                          "中新网",
                                          "中央社",
                                          "中国新闻网",
                                          "tass",
                                          "тасс",
                                          "итартасс",
                                          "рианновости",
                                          "риановости",
                                          "ria",
                                          "riannovosti",
                                          "sputnik",
                                          "interfax",
                                          "интерфакс",
                                          "kyodo",
                                          "kyodonews",
                                          "共同",
                                          "共同通信",
                                          "共同社",
                                          "時事",
                                          "時事通信",
                                          "jiji",
                                          "jijipress",
                                          "yonhap",
                                          "yonhapnews",
                                          "yonhapnewsagency",
                                          "연합뉴스",
                                          "뉴시스",
                                          "뉴스1",
                                          "pti",
                                          "presstrustofindia",
                                          "ani",
                                          "ians",
                                          "uni",
                                          "apa",
                                          "austriapresseagentur",
                                          "sda",
                                          "ats",
                                          "keystonesda",
                                          "keystoneats",
                                          "keystonesdaats",
                                          "sid",
                                          "sportinformationsdienst",
                                          "kna",
                                          "katholischenachrichtenagentur",
                                          "epd",
                                          "evangelischerpressedienst",
                                          "tt",
                                          "ttnyhetsbyrån",
                                          "ntb",
                                          "ritzau",
                                          "ritzausbureau",
                                          "stt",
                                          "sttlehtikuva",
                                          "belga",
                                          "anp",
                                          "lusa",
                                          "agêncialusa",
                                          "agencialusa",
                                          "pap",
                                          "čtk",
                                          "ctk",
                                          "tasr",
                                          "sita",
                                          "mti",
                                          "agerpres",
                                          "mediafax",
                                          "bta",
                                          "бта",
                                          "hina",
                                          "tanjug",
                                          "танјуг",
                                          "fena",
                                          "srna",
                                          "ukrinform",
                                          "укрінформ",
                                          "укринформ",
                                          "unian",
                                          "уніан",
                                          "унн",
                                          "belta",
                                          "белта",
                                          "bloomberg",
                                          "bloombergnews",
                                          "cnnwire",
                                          "thecnnwire",
                                          "upi",
                                          "unitedpressinternational",
                                          "aap",
                                          "australianassociatedpress",
                                          "canadianpress",
                                          "thecanadianpress",
                                          "lapressecanadienne",
                                          "cp",
                                          "jta",
                                          "bernama",
                                          "antara",
                                          "vna",
                                          "ttxvn",
                                          "tttxvn",
                                          "wam",
                                          "spa",
                                          "qna",
                                          "kuna",
                                          "bna",
                                          "petra",
                                          "irna",
                                          "isna",
                                          "tasnim",
                                          "fars",
                                          "anadolu",
                                          "anadoluagency",
                                          "anadoluajansı",
                                          "aa",
                                          "dha",
                                          "iha",
                                          "cihan",
                                          "relaxnews",
                                          "etxdailyup",
                                          "dts",
                                          "dtsnachrichtenagentur",
                                          "ddp",
                                          "dapd",
                                          "gnp",
                                          "spotonnews",
                                          "telam",
                                          "télam",
                                          "noticiasargentinas",
                                          "agenciabrasil",
                                          "agênciabrasil",
                                          "agenciaestado",
                                          "estadãoconteúdo",
                                          "estadaoconteudo",
                                          "folhapress",
                                          "notimex",
                                          "prensalatina",
                                          "colprensa",
                                          "servimedia",
                                          "acn",
                                          "ana",
                                          "anampa",
                                          "αππ",
                                          "απεμπε",
                                          "cna",
                                          "centralnewsagency",
                                          "mna",
                                          "pna",
                                          "philippinenewsagency",
                                          "app",
                                          "ptinews",
                                          "unb",
                                          "bss",
                                          "panapress",
                                          "tnsmedia",
                                          "tribunenewsservice",
                                          "mcclatchy",
                                          "statesnewsroom",
                                          "capitalnewsservice",
                                          "kaiserhealthnews",
                                          "wpbloomberg",
                                          "bns",
                                          "elta",
                                          "leta",
                                          "وكالات",
                                          "رويترز",
                                          "أفب",
                                          "فرانسبرس",
                                          "أسوشيتدبرس",
                                          "دبأ",
                                          "أشأ",
                                          "واس",
                                          "وام",
                                          "الأناضول",
                                          "भाषा",
                                          "पीटीआई",
                                          "वार्ता",
                                          "एएनआई",
                                          "आईएएनएस",
                                          "ایرنا",
                                          "ایسنا",
                                          "مهر",
                                          "فارس",
                                          "رويتر",
                                          "סוכנויות",
                                          "רויטרס"};

constexpr std::string_view kLowerCaseNames[] = {
    "dpa", "sda", "ats", "epd", "afp", "kna", "sid", "apa", "ddp", "dts", "dapd",
    "ap",  "ntb", "anp", "tt",  "efe", "pap", "čtk", "ctk", "mti", "ana", "aap"};

constexpr WordTable kKnownAgencies(kAgencies);

// The two letters that names begin with: most texts begin otherwise, and need not be folded.
constexpr auto place_of_start = [](char first, char second) {
  return static_cast<size_t>((first & 31) << 5 | (second & 31));
};
constexpr auto kStarts = [] {
  std::array<bool, 1024> starts{};
  for (const std::string_view name : kAgencies)
    if (name.size() > 1) starts[place_of_start(name[0], name[1])] = true;
  return starts;
}();

// Whether fold() of a text may be a name; a mark of another script may stand on its letters.
bool may_be_agency(std::string_view text) {
  return text.size() < 3 || !is_letter(text[0]) || !is_letter(text[1]) ||
         static_cast<unsigned char>(text[2]) >= 0x80 || kStarts[place_of_start(text[0], text[1])];
}

bool has_ascii_lower(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_letter_of(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  return is_word_character(next_code_point(text, at));
}

// Words that stand around agencies in a credit: "with", "mit Material von", "Source:".
constexpr std::string_view kCreditLeads[] = {"source",
                                             "sources",
                                             "quelle",
                                             "quellen",
                                             "fonte",
                                             "fuente",
                                             "fuentes",
                                             "bron",
                                             "källa",
                                             "kilde",
                                             "lähde",
                                             "źródło",
                                             "zdroj",
                                             "kaynak",
                                             "источник",
                                             "джерело",
                                             "πηγή",
                                             "forrás",
                                             "sursa",
                                             "منبع",
                                             "מקור",
                                             "nguồn",
                                             "sumber",
                                             "स्रोत",
                                             "来源",
                                             "來源",
                                             "출처",
                                             "المصدر",
                                             "by",
                                             "von",
                                             "par",
                                             "por",
                                             "di",
                                             "door",
                                             "av",
                                             "af",
                                             "with",
                                             "mit",
                                             "avec",
                                             "con",
                                             "com",
                                             "text",
                                             "material",
                                             "agentur",
                                             "agence",
                                             "agencia",
                                             "agency",
                                             "agencies",
                                             "agenturen",
                                             "agences",
                                             "agencias",
                                             "and",
                                             "und",
                                             "et",
                                             "y",
                                             "e",
                                             "en",
                                             "och",
                                             "og",
                                             "i",
                                             "from",
                                             "aus",
                                             "c",
                                             "copyright",
                                             "via",
                                             "wires",
                                             "información",
                                             "informacion",
                                             "informations",
                                             "informationen",
                                             "informazioni",
                                             "informações",
                                             "de",
                                             "del",
                                             "d",
                                             "la",
                                             "los",
                                             "der",
                                             "den",
                                             "reporting"};

constexpr WordTable kLeadsOfCredit(kCreditLeads);

bool is_credit_lead(std::string_view word) {
  FoldRoom room;
  return kLeadsOfCredit.contains(room.letters(word));
}

// The code of an editor behind an agency's name: "(ats/nxp)".
bool is_shorthand(std::string_view word) {
  return word.size() <= 4 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The longest run of words from `at` on, up to four, that is an agency; its end, or `at`.
size_t agency_end(std::string_view text, size_t at) {
  constexpr int kMostWords = 4;
  size_t end = at, best = at;
  for (int i = 0; i < kMostWords; ++i) {
    const size_t before = end;
    if (next_word(text, end).empty() || end == before) break;
    if (is_agency(text.substr(at, end - at))) best = end;
  }
  return best;
}

}  // namespace

bool is_agency(std::string_view text) {
  text = trim_space(text);
  constexpr size_t kLongest = 60;
  if (text.empty() || text.size() > kLongest || !may_be_agency(text)) return false;
  FoldRoom room;
  const std::string_view folded = room.letters(text);
  if (!kKnownAgencies.contains(folded)) return false;
  if (count_code_points(folded) > 4 || static_cast<unsigned char>(folded[0]) >= 0x80) return true;
  if (!has_ascii_lower(text)) return true;
  return std::find(std::begin(kLowerCaseNames), std::end(kLowerCaseNames), text) !=
         std::end(kLowerCaseNames);
}

std::string agency_credit(std::string_view text) {
  text = trim_space(text);
  constexpr size_t kLongest = 120;
  if (text.empty() || text.size() > kLongest) return {};
  const bool is_bracketed = text.front() == '(' && text.back() == ')';
  std::string_view latest;
  size_t first = std::string_view::npos, last = 0, at = 0;
  while (at < text.size()) {
    size_t start = at;
    while (start < text.size() && !is_letter_of(text, start)) next_code_point(text, start);
    if (start >= text.size()) break;
    const size_t end = agency_end(text, start);
    if (end > start) {
      if (first == std::string_view::npos) first = start;
      if (text.substr(start, end - start) != latest) last = end;  // "EFE EFE": credit and sign
      latest = text.substr(start, end - start);
      at = end;
      continue;
    }
    at = start;
    const std::string_view word = next_word(text, at);
    if (!is_credit_lead(word) && !(is_bracketed && is_shorthand(word))) return {};
  }
  return first == std::string_view::npos ? std::string()
                                         : std::string(text.substr(first, last - first));
}

}  // namespace copydesk
