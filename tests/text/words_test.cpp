// words_test.cpp: facts about words, sentences and comparable forms.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "text/text.h"

using namespace copydesk;

namespace {

// fold_words() of ASCII, letter by letter.
std::string folded_slowly(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_letter =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter)
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

// How many of three thousand random texts fold_words() folds otherwise.
int folded_otherwise(uint32_t seed) {
  std::mt19937 random(seed);
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 90; i > 0; --i) text += "aZ09zA ,_-[`{@/:^"[random() % 17];
    wrong += fold_words(text) != folded_slowly(text);
  }
  return wrong;
}

// How many of three thousand random texts, some of them longer than its room, FoldRoom folds
// otherwise than fold() and fold_words() do.
int folded_otherwise_in_room(uint32_t seed) {
  static constexpr std::string_view kPieces[] = {"a", "Z", "0", " ", ",", "É", "Ж", "ß", "½", "–"};
  std::mt19937 random(seed);
  int wrong = 0;
  FoldRoom room;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % (round % 100 == 0 ? 900 : 60); i > 0; --i)
      text += kPieces[random() % std::size(kPieces)];
    wrong += room.words(text) != fold_words(text);
    wrong += room.letters(text) != fold(text);
  }
  return wrong;
}

// collapse_space() of ASCII and no-break spaces, letter by letter.
std::string collapsed_slowly(std::string_view text) {
  std::string out;
  bool gap = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_wide = text.substr(i).starts_with("\u00A0");
    if (is_wide || text[i] == ' ' || text[i] == '\n') {
      gap = true;
      i += is_wide;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text[i];
  }
  return out;
}

}  // namespace

TEST_CASE("a text is folded alike with an allocation and without") {
  CHECK(folded_otherwise_in_room(7) == 0);
}

TEST_CASE("white space of random texts is folded as letter by letter") {
  std::mt19937 random(4);
  const std::string_view parts[] = {"a", "Zebra", " ", " ", " ", "\n", "\u00A0", "é", ".", "\x7F"};
  int wrong = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 60; i > 0; --i) text += parts[random() % 10];
    wrong += collapse_space(text) != collapsed_slowly(text);
  }
  CHECK(wrong == 0);
}

TEST_CASE("letters beyond ASCII fold by themselves, with their marks, and one to two") {
  CHECK(fold("ÀÉÎ ÿŸ Ž ΆΣς ЁЙЖ") ==
        "àéî"
        "ÿÿ"
        "ž"
        "άσσ"
        "ёйж");
  CHECK(fold_words("l’été – “ÇA VA” …") == "l été ça va");
  CHECK(fold("e\xCC\x81t\xCC\x81") == "ét\xCC\x81");  // combining accents
  CHECK(fold_words("STRAẞE Straße ½ co\xC2\xADoperate") == "strasse strasse 1 2 cooperate");
  CHECK(fold("ＡＢ１ Ⱥ") == "ab1ⱥ");
}

TEST_CASE("eight letters at once are folded as one by one") { CHECK(folded_otherwise(3) == 0); }

TEST_CASE("a word is a run of letters, marks, digits and underscores in any script") {
  CHECK(count_words("Hello, wörld_1 — Привет мир!") == 4);
  CHECK(count_words("हिन्दी भाषा") == 2);
  CHECK(count_words(" ... ") == 0);
  CHECK(count_words("東京の空は青い") == 4);       // seven letters
  CHECK(count_words("東京 の空 abc青い空") == 4);  // space ends a word, a change of script does not
  CHECK(count_words("세종시의 하늘") == 2);        // Korean sets spaces
}

TEST_CASE("folding drops case, quotes, dashes, spacing and compatibility forms") {
  CHECK(fold("“Straße” — ﬁne") == "strassefine");
  CHECK(fold("It's 5:33") == fold("ITS 533"));
  CHECK(fold_words("  What's  new? ") == "what s new");
}

TEST_CASE("the Turkish capital I with a dot folds to the letter that has one") {
  CHECK(fold("İHA") == "iha");
  CHECK(fold("I\u0307HA") == "iha");
  CHECK(fold_words("DİYARBAKIR, İstanbul - 北京") == "diyarbakir istanbul 北京");
  CHECK(is_agency("İHA"));
  CHECK(find_dateline("İSTANBUL (AA) - Kar yağdı.").place == "İSTANBUL");
}

TEST_CASE("white space of every kind collapses into one space") {
  CHECK(collapse_space("\t a\xC2\xA0\xC2\xA0"
                       "b\n\xE2\x80\x8B"
                       "c ") == "a b c");
  CHECK(trim_space("\xE3\x80\x80 x y\xC2\xA0") == "x y");
  CHECK(collapse_space("an\xC2\xADger") == "anger");
}

TEST_CASE("a closing quote may follow the end mark of a sentence") {
  CHECK(ends_sentence("He said: “No.”"));
  CHECK(ends_sentence("是的。」"));
  CHECK_FALSE(ends_sentence("Read more"));
}

TEST_CASE("the share of unspaced letters tells Chinese and Thai from English") {
  CHECK(unspaced_share("北京的天气") == 1.0f);
  CHECK(unspaced_share("weather") == 0.0f);
}

TEST_CASE("folding keeps letters and digits of any script, in one case, and forgets the rest") {
  CHECK(fold("Don't -- STOP_it, 2 times!") == "dontstopit2times");
  CHECK(fold_words("Don't -- STOP_it, 2 times!") == "don t stop it 2 times");
  CHECK(fold("Été – Фото") == "étéфото");
  CHECK(fold_words(" Été–Фото ") == "été фото");
  CHECK(fold("... !") == "");
  CHECK(fold_words("") == "");
}

TEST_CASE("an initial is the capital that a text lacks") {
  CHECK(is_initial_of("T", "he ferry sails."));
  CHECK(is_initial_of("É", "lodie sails."));
  CHECK_FALSE(is_initial_of("T", "The ferry sails."));
  CHECK_FALSE(is_initial_of("t", "he ferry sails."));
  CHECK_FALSE(is_initial_of("TH", "e ferry sails."));
  CHECK_FALSE(is_initial_of("", "he ferry"));
  CHECK_FALSE(is_initial_of("T", ""));
}
