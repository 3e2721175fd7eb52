// make_date_names.cpp: prints text/when_names.inc, the names of months and weekdays of many
// languages, from the CLDR data inside ICU. Run by hand when a language is added; the result is
// checked in, so that no locale data is read at run time.
//   g++ -std=c++20 dev/make_date_names.cpp -licui18n -licuuc -o /tmp/names && /tmp/names >
//   text/when_names.inc
#include <unicode/dtfmtsym.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace icu;

// name -> value -> languages
using Table = std::map<std::string, std::map<int, std::set<std::string>>>;

static UnicodeString lower(const UnicodeString& text) {
  UnicodeString out;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.append(u_tolower(text.char32At(i)));
  return out;
}

static UnicodeString without_marks(const UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  UnicodeString parts = Normalizer2::getNFDInstance(status)->normalize(text, status), out;
  for (int i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
    if (u_charType(parts.char32At(i)) != U_NON_SPACING_MARK) out.append(parts.char32At(i));
  return Normalizer2::getNFCInstance(status)->normalize(out, status);
}

static bool is_word(const UnicodeString& text) {
  if (text.countChar32() < 2) return false;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    if (!(U_GET_GC_MASK(text.char32At(i)) & (U_GC_L_MASK | U_GC_M_MASK))) return false;
  return true;
}

static void add(Table& table, UnicodeString name, int value, const std::string& language) {
  name = lower(name.trim());
  while (name.endsWith(".")) name.truncate(name.length() - 1);
  for (const char* prefix : {"de ", "d’", "d'"})
    if (name.startsWith(UnicodeString::fromUTF8(prefix)))
      name.remove(0, UnicodeString::fromUTF8(prefix).length());
  if (!is_word(name) || u_hasBinaryProperty(name.char32At(0), UCHAR_IDEOGRAPHIC)) return;
  std::string text;
  name.toUTF8String(text);
  table[text][value].insert(language);
  if (name.char32At(0) < 0x400) {
    std::string bare;
    without_marks(name).toUTF8String(bare);
    if (bare != text) table[bare][value].insert(language);
  }
}

static void print(const Table& table) {
  for (const auto& [name, values] : table) {
    for (const auto& [value, languages] : values) {
      std::string list;
      if (values.size() > 1)
        for (const std::string& language : languages) list += (list.empty() ? "" : " ") + language;
      std::cout << "    {\"" << name << "\", " << value << ", \"" << list << "\"},\n";
    }
  }
}

int main() {
  static const char* kLocales[] = {
      "en",    "de",    "de-AT",   "fr",    "es",    "it", "pt", "nl", "sv", "da", "nb",  "nn",
      "fi",    "pl",    "cs",      "sk",    "hu",    "ro", "tr", "ru", "uk", "bg", "el",  "ar",
      "ar-EG", "ar-LB", "ar-DZ",   "ar-MA", "ar-SA", "he", "fa", "id", "ms", "lt", "lv",  "et",
      "hr",    "sr",    "sr-Latn", "bs",    "sl",    "ca", "hi", "bn", "ur", "ta", "te",  "ml",
      "kn",    "mr",    "gu",      "pa",    "ne",    "th", "ka", "hy", "az", "kk", "uz",  "be",
      "mk",    "sq",    "is",      "ga",    "cy",    "eu", "gl", "af", "sw", "zu", "fil", "lb",
      "fo",    "mt",    "si",      "km",    "my",    "lo", "am", "mn"};
  Table months, days;
  for (const char* tag : kLocales) {
    UErrorCode status = U_ZERO_ERROR;
    Locale locale = Locale::forLanguageTag(tag, status);
    std::string language = std::string(tag).substr(0, std::string(tag).find('-'));
    if (language == "nb" || language == "nn") language = "no";
    if (language == "fil") language = "tl";
    DateFormatSymbols symbols(locale, "gregorian", status);
    if (U_FAILURE(status)) continue;
    for (auto context : {DateFormatSymbols::FORMAT, DateFormatSymbols::STANDALONE})
      for (auto width : {DateFormatSymbols::WIDE, DateFormatSymbols::ABBREVIATED}) {
        int32_t count = 0;
        const UnicodeString* names = symbols.getMonths(count, context, width);
        for (int i = 0; i < 12 && i < count; ++i) add(months, names[i], i + 1, language);
        names = symbols.getWeekdays(count, context, width);
        for (int i = 1; i < 8 && i < count; ++i) add(days, names[i], i, language);
      }
  }
  struct Extra {
    int month;
    const char* names;
    const char* language;
  };
  static const Extra kExtra[] = {{1, "jän jänner", "de"},
                                 {2, "feber febr", "de"},
                                 {3, "mrz maerz märz maart", "de"},
                                 {9, "sept setiembre septembre set", "es"},
                                 {1, "ene", "es"},
                                 {9, "septiembre sept", "en"},
                                 {6, "juin jun", "fr"},
                                 {7, "juil juill", "fr"},
                                 {8, "aoû aout", "fr"},
                                 {12, "dez", "pt"},
                                 {8, "ago", "pt"},
                                 {5, "mei maig", "nl"},
                                 {10, "okt", "nl"},
                                 {12, "dic", "it"},
                                 {3, "марта мар", "ru"},
                                 {5, "мая май", "ru"},
                                 {9, "сент сентября", "ru"},
                                 {11, "нояб ноября", "ru"},
                                 {1, "янв", "ru"},
                                 {2, "фев", "ru"},
                                 {4, "апр", "ru"},
                                 {6, "июн", "ru"},
                                 {7, "июл", "ru"},
                                 {8, "авг", "ru"},
                                 {10, "окт", "ru"},
                                 {12, "дек", "ru"}};
  for (const Extra& extra : kExtra) {
    std::istringstream words(extra.names);
    std::string word;
    while (words >> word)
      if (!months.count(word)) months[word][extra.month].insert(extra.language);
  }
  std::cout << "// when_names.inc: printed by dev/make_date_names.cpp from the CLDR data of ICU "
            << U_ICU_VERSION
            << ". Do not edit.\n// LONG: a table. Lower case, sorted; the languages stand only "
               "where a name has two meanings.\n"
            << "constexpr DateName kMonthNames[] = {\n";
  print(months);
  std::cout << "};\nconstexpr std::string_view kDayNames[] = {\n";
  for (const auto& [name, values] : days) std::cout << "    \"" << name << "\",\n";
  std::cout << "};\n";
}
