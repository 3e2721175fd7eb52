// names_test.cpp: facts about bylines, names of people and of agencies.
#include <doctest/doctest.h>

#include "text/text.h"

using namespace copydesk;

namespace {

std::string names(std::string_view text) {
  std::string out;
  for (const Person& person : parse_byline(text).authors) {
    if (!out.empty()) out += "; ";
    out += person.name;
  }
  return out;
}

}  // namespace

TEST_CASE("a byline with two names gives two authors, the place and no outlet") {
  const Byline byline = parse_byline("By Ana Ruiz and Tom Oke, CNN in Lagos");
  CHECK(names("By Ana Ruiz and Tom Oke, CNN in Lagos") == "Ana Ruiz; Tom Oke");
  CHECK(byline.place == "Lagos");
  CHECK(byline.agency == "");
  CHECK(byline.by);
}

TEST_CASE("a job at an agency names the agency, and no person") {
  const Byline byline = parse_byline("By ANA RUIZ, AP Special Correspondent");
  CHECK(names("By ANA RUIZ, AP Special Correspondent") == "ANA RUIZ");
  CHECK(byline.agency == "AP");
  CHECK(byline.authors.at(0).role == "AP Special Correspondent");
  CHECK(names("By ANA RUIZ, AP Economics Writer Ana Ruiz, Ap Economics Writer") == "ANA RUIZ");
  CHECK(parse_byline("By Ana Ruiz, Sports Writer").agency == "");
}

TEST_CASE("what is no byline names nobody, and where the story is filed is no author") {
  CHECK(parse_byline("By making a donation").handle == "");
  CHECK_FALSE(parse_byline("By The Numbers: Harbour Billionaires").by);
  CHECK(names("By: Ana Ruiz Filed Under: Old Men With Boats, harbour") == "Ana Ruiz");
  CHECK(names("15:49 VON Ana Ruiz IN Hafen | 0 KOMMENTARE") == "Ana Ruiz");
  CHECK(names("2019年3月2日09:18 by 深海 | カテゴリー 社会 | タグ 政治, 消費税") == "深海");
  CHECK(names("Find Us") == "");
  CHECK(names("更新") == "");
  CHECK(names("Ana Ruiz Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Jan Novák a Petr Svoboda") == "Jan Novák; Petr Svoboda");
}

TEST_CASE("who stands in a picture from left to right wrote nothing") {
  CHECK_FALSE(parse_byline("Von links nach rechts: Ana Ruiz, Bürgermeisterin, Tom Oke").by);
  CHECK_FALSE(parse_byline("Von links: Ana Ruiz, Tom Oke").by);
  CHECK(names("Von Linda Linksmann") == "Linda Linksmann");
}

TEST_CASE("what the bearer of a name has passed is no part of it") {
  CHECK(names("Ana B. Ruiz CPP, PSP") == "Ana B. Ruiz");
  CHECK(names("By Ana Ruiz AP, CNN") == "Ana Ruiz");
  CHECK(parse_byline("By Ana Ruiz AP, CNN").agency == "AP");
  CHECK(names("ANA RUIZ, MDR") == "ANA RUIZ");
}

TEST_CASE("the part that somebody had in a book is no part of the name") {
  CHECK(names("Ana Ruiz　著、山田 花子　監訳、川本 太郎　訳") == "Ana Ruiz");
}

TEST_CASE("a desk with the initials of its house is no person") {
  CHECK(names("OC-Redaktion Lindau") == "");
  CHECK(names("Ana Ruiz, OC-Redaktion") == "Ana Ruiz");
}

TEST_CASE("two given names sign as one handle") {
  CHECK(parse_byline("Written By Linda and Peter").handle == "Linda and Peter");
  CHECK(parse_byline("By Linda & Peter").handle == "Linda & Peter");
  CHECK(parse_byline("By Linda | Peter").handle == "Linda");
  CHECK(parse_byline("By Linda and others").handle == "Linda");
}

TEST_CASE("a date without a year is no author") {
  CHECK(names("By ANA RUIZ, Harbour Writer – Fri Mar 6, 6:13 pm ET") == "ANA RUIZ");
  CHECK(parse_byline("By Ana Ruiz, Staff Writer Thu Sep 22").authors.at(0).role == "Staff Writer");
}

TEST_CASE("bylines open with words of many languages") {
  CHECK(names("Von Ana Ruiz und Jörg Müller") == "Ana Ruiz; Jörg Müller");
  CHECK(names("Par Ana Ruiz et Luc d'Alembert") == "Ana Ruiz; Luc d'Alembert");
  CHECK(names("Por Ana Ruiz y Luis de la Cruz") == "Ana Ruiz; Luis de la Cruz");
  CHECK(names("di Ana Ruiz e Carlo Di Stefano") == "Ana Ruiz; Carlo Di Stefano");
  CHECK(names("Door Jan van der Berg en Piet Smit") == "Jan van der Berg; Piet Smit");
  CHECK(names("Av Per-Erik Ås og Kari Nordmann") == "Per-Erik Ås; Kari Nordmann");
  CHECK(names("Автор: Иван Петров и Анна Сидорова") == "Иван Петров; Анна Сидорова");
  CHECK(names("Text: Ana Ruiz, Fotos: Bob Ray") == "Ana Ruiz");
  CHECK(names("Ein Kommentar von Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Written by Ana Ruiz") == "Ana Ruiz");
  CHECK(names("作者：王小明") == "王小明");
  CHECK(names("나하늘 기자") == "나하늘");
  CHECK(names("بقلم أحمد السيد") == "أحمد السيد");
}

TEST_CASE("a reporter's job beside a name tells that it is an author's") {
  const auto signer = [](std::string_view line) {
    return parse_byline(line).job ? names(line) : std::string();
  };
  CHECK(signer("記者 田中太郎") == "田中太郎");
  CHECK(signer("田中太郎記者") == "田中太郎");
  CHECK(signer("本报记者 王小明") == "王小明");
  CHECK(signer("记者王小明") == "王小明");
  CHECK(signer("記者・森川葵") == "森川葵");
  CHECK(signer("（記者 王小明）") == "王小明");
  CHECK(signer("記者王小明／台北報導") == "王小明");
  CHECK(signer("나하늘 기자") == "나하늘");
  CHECK(signer("바닷마을, 은빛 나하늘 기자 sky@mail.example") == "나하늘");
  CHECK(signer("은빛, 나하늘 기자") == "나하늘");
  CHECK(signer("나하늘, 박은솔 기자") == "나하늘; 박은솔");
  CHECK(signer("Мария Иванова, корреспондент") == "Мария Иванова");
  CHECK(signer("Корреспондент Мария Иванова") == "Мария Иванова");
  CHECK(signer("राम कुमार, संवाददाता") == "राम कुमार");
  CHECK(signer("محمد علي، مراسل") == "محمد علي");
  for (const std::string_view line :
       {"記者会見", "记者观察", "记者手记", "新聞記者", "政治部記者", "編集手帳", "記者のページ",
        "나하늘 사진기자", "기자", "王小明", "Журналист", "Ana Ruiz"})
    CHECK(signer(line) == "");
  CHECK(names("文・写真：田中太郎") == "田中太郎");
  CHECK(names("取材・文＝田中太郎") == "田中太郎");
  CHECK(names("Журналист: Мария Иванова") == "Мария Иванова");
}

TEST_CASE("job titles are kept apart from names") {
  const Byline byline = parse_byline("By Ana Ruiz, chief political correspondent");
  REQUIRE(byline.authors.size() == 1);
  CHECK(byline.authors[0].name == "Ana Ruiz");
  CHECK(byline.authors[0].role == "chief political correspondent");
  CHECK(names("Ana Ruiz Staff Writer") == "Ana Ruiz");
  CHECK(names("Chief correspondent Ana Ruiz") == "Ana Ruiz");
}

TEST_CASE("agencies, outlets, dates and addresses are no people") {
  CHECK(names("By The Associated Press") == "");
  CHECK(parse_byline("By The Associated Press").agency == "The Associated Press");
  CHECK(names("By LISA LEFF Associated Press") == "LISA LEFF");
  CHECK(parse_byline("By LISA LEFF Associated Press").agency == "Associated Press");
  CHECK(names("By Ana Ruiz | April 13, 2017 | 5:33 AM") == "Ana Ruiz");
  CHECK(names("April 13, 2017 by Ana Ruiz") == "Ana Ruiz");
  CHECK(names("By Ana Ruiz ana@example.org @ana") == "Ana Ruiz");
  CHECK(names("By BBC News") == "");
  CHECK(names("By Ana Ruiz and agencies") == "Ana Ruiz");
  CHECK(names("By Ana Ruiz (Reuters)") == "Ana Ruiz");
  CHECK(names("Updated 5:33 AM ET, Thu April 13, 2017") == "");
}

TEST_CASE("a name written last name first is turned round") {
  CHECK(names("Ruiz, Ana") == "Ana Ruiz");
}

TEST_CASE("a sentence is no name") {
  CHECK_FALSE(is_plausible_name("The rain in Spain"));
  CHECK_FALSE(is_plausible_name("Read more"));
  for (std::string_view label :
       {"Fast Delivery", "Clear Filters", "Story Highlights", "Weitere Informationen"})
    CHECK_FALSE(is_plausible_name(label));
  CHECK_FALSE(is_plausible_name("Ana"));
  CHECK_FALSE(is_plausible_name("Ana Ruiz 2"));
  CHECK(is_plausible_name("Ludwig van Beethoven"));
  CHECK(is_plausible_name("María R. Sahuquillo"));
  CHECK(is_plausible_name("小池和樹"));
  CHECK(is_plausible_name("Noam N. Levey"));
  CHECK(is_plausible_name("Daniel O'Mahony"));
}

TEST_CASE("an agency is known by its name, short names only in one case") {
  CHECK(is_agency("Reuters"));
  CHECK(is_agency("dpa"));
  CHECK(is_agency("Keystone-SDA"));
  CHECK(is_agency("新华社"));
  CHECK_FALSE(is_agency("Ana"));
  CHECK_FALSE(is_agency("Spa"));
}

TEST_CASE("a credit line of agencies alone gives them as written") {
  CHECK(agency_credit("Quelle: dpa/AFP") == "dpa/AFP");
  CHECK(agency_credit("AFP, EFE y Reuters") == "AFP, EFE y Reuters");
  CHECK(agency_credit("EFE EFE") == "EFE");
  CHECK(agency_credit("The Associated Press") == "The Associated Press");
  CHECK(agency_credit("Reuters reported on Monday") == "");
  CHECK(agency_credit("Ana Ruiz") == "");
}

TEST_CASE("a byline may stand behind a date or inside a line of its posting") {
  CHECK(names("13 April 2017 | by Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Posted in Weather by Ana Ruiz on April 13, 2017") == "Ana Ruiz");
  CHECK(names("Veröffentlicht am 13. April 2017 von Ana Ruiz") == "Ana Ruiz");
}

TEST_CASE("what leads to the date is no part of the name") {
  CHECK(names("Par Luc Martin le 7 mai 2020") == "Luc Martin");
  CHECK(names("Von Ana Ruiz am 7. Mai 2020") == "Ana Ruiz");
}

TEST_CASE("who reviewed, edited or pictured a text did not write it") {
  CHECK(names("By Ana Ruiz | Fact-checked by Tom Oke") == "Ana Ruiz");
  CHECK(names("Medically reviewed by Tom Oke — Written by Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Text von Ana Ruiz Illustration von Tom Oke") == "Ana Ruiz");
  size_t length = 0;
  CHECK(opens_other_credit("Reviewed by", length));
  CHECK(length == 11);
  CHECK_FALSE(opens_other_credit("Editorial", length));
}

TEST_CASE("a handle behind the word that announces authors is kept apart from names") {
  CHECK(parse_byline("Posted by raindrop77 on April 13, 2017").handle == "raindrop77");
  CHECK(parse_byline("von raindrop am Samstag").handle == "raindrop");
  CHECK(parse_byline("By Ana Ruiz").handle == "");
  CHECK(parse_byline("By the Weather Team").handle == "");
  CHECK(parse_byline("raindrop77").handle == "");
}

TEST_CASE("an outlet in capitals beside a name is no person") {
  CHECK(names("Von Ana Ruiz, MDR NORD") == "Ana Ruiz");
  CHECK(names("By ANA RUIZ") == "ANA RUIZ");
}

TEST_CASE("words of menus and counters make no name") {
  CHECK_FALSE(is_plausible_name("Privacy Policy"));
  CHECK_FALSE(is_plausible_name("Keine Kommentare"));
  CHECK_FALSE(is_plausible_name("Mayor's Office"));
  CHECK(names("199, 1") == "");
}

TEST_CASE("a family name before a given name with an initial is turned round") {
  CHECK(names("Ruiz, Ana M.") == "Ana M. Ruiz");
}

TEST_CASE("descriptions beside a name are no people") {
  CHECK_FALSE(is_plausible_name("M.A. Journalism"));
  CHECK_FALSE(is_plausible_name("Los Angeles-based"));
  CHECK_FALSE(is_plausible_name("Print Article"));
  CHECK_FALSE(is_plausible_name("Medizinredakteurin. Neue Texte"));
  CHECK(is_plausible_name("Dr. Ana Ruiz"));
  CHECK(is_plausible_name("Ba Jin"));
  CHECK(names("Ana Ruiz, Former Westfold Consultant") == "Ana Ruiz");
}

TEST_CASE("more words that announce who wrote") {
  CHECK(names("Guide by Ana Ruiz") == "Ana Ruiz");
  CHECK(names("This post was written by Ana Ruiz, Head of Sailing") == "Ana Ruiz");
  CHECK(names("Contributors: Ana Ruiz, Tom Oke") == "Ana Ruiz; Tom Oke");
}

TEST_CASE("sections behind the authors are no people") {
  CHECK(names("By Ana Ruiz | In Slow Travel, Coast Roads") == "Ana Ruiz");
  CHECK(names("Posted in Weather by Ana Ruiz") == "Ana Ruiz");
}

TEST_CASE("who was asked in an interview did not write it") {
  const Byline byline = parse_byline("Ein Interview von Ana Ruiz mit Tom Oke.");
  REQUIRE(byline.authors.size() == 1);
  CHECK(byline.authors[0].name == "Ana Ruiz");
}

TEST_CASE("the month of a date that lost its space is no part of a name") {
  const Byline byline = parse_byline("ByAna Ruiz December 8December 8");
  REQUIRE(byline.authors.size() == 1);
  CHECK(byline.authors[0].name == "Ana Ruiz");
}

TEST_CASE("people who updated or researched a text are not its authors") {
  CHECK(parse_byline("Updated by Tom Oke").authors.empty());
  CHECK(parse_byline("Researched by Tom Oke").authors.empty());
}

TEST_CASE("a time of day behind a name is no label") {
  CHECK(names("Posted by Ana Ruiz at 12:30 PM") == "Ana Ruiz");
  CHECK(names("By Ana Ruiz 5:33 p.m. ET") == "Ana Ruiz");
  CHECK(names("By Ana Ruiz | 5:33 PM ET") == "Ana Ruiz");
  CHECK(names("Eingestellt von Ana Ruiz um 12:30") == "Ana Ruiz");
  CHECK(names("Publié par Ana Ruiz à 12:30") == "Ana Ruiz");
  CHECK(names("Автор: Иван Петров на 12:30") == "Иван Петров");
}

TEST_CASE("brackets hold a part of a name, further authors, or what somebody did") {
  CHECK(names("By Paramita (Guha) Ghosh") == "Paramita (Guha) Ghosh");
  CHECK(names("Bruno (Henrique Zecchin) Rodrigues") == "Bruno (Henrique Zecchin) Rodrigues");
  CHECK(names("Par Ana Ruiz (avec Luc Petit et Lise Roux)") == "Ana Ruiz; Luc Petit; Lise Roux");
  CHECK(names("by Ana Ruiz (reporting) and Tom Oke (photography)") == "Ana Ruiz");
  CHECK(names("Von Ana Ruiz (Text) und Tom Oke (Fotos)") == "Ana Ruiz");
  CHECK(names("Ana (dpa) und Tom Oke (Bilder)") == "");
  CHECK(names("Tekst: Ana Ruiz Foto: Tom Oke") == "Ana Ruiz");
  CHECK(names("Texto de Ana Ruiz. Fotos de Tom Oke") == "Ana Ruiz");
  CHECK(names("By Ana (Ruiz") == "");
}

TEST_CASE("a large city behind a name is where it was written") {
  CHECK(names("Por Ana Ruiz, São Paulo") == "Ana Ruiz");
  CHECK(parse_byline("Por Ana Ruiz, São Paulo").place == "São Paulo");
  CHECK(names("By Ana Ruiz, New York, and Tom Oke, Buenos Aires") == "Ana Ruiz; Tom Oke");
  CHECK(names("記者王小明／台北報導") == "王小明");
  CHECK(names("글·사진 홍길동 기자") == "홍길동");
}

TEST_CASE("companies, labels with their values and sentences are no people") {
  CHECK(names("Polska Grupa SA") == "");
  CHECK(names("ACT Education Corp.") == "");
  CHECK(names("Wenning Ferries AG") == "");
  CHECK(names("RICARDO SA") == "RICARDO SA");
  CHECK(names("Kategorien Allgemein") == "");
  CHECK(names("Ort Harrow") == "");
  CHECK(names("Eine Publikation der Fährleute") == "");
}

TEST_CASE("weblogs and newspapers announce authors in the words of their language") {
  CHECK(names("Upplagd av Ana Ruiz kl. 12:30") == "Ana Ruiz");
  CHECK(names("Gepost door Ana Ruiz op 12:30") == "Ana Ruiz");
  CHECK(names("Opublikowano przez Anna Nowak") == "Anna Nowak");
  CHECK(names("Diposting oleh Budi Santoso") == "Budi Santoso");
  CHECK(names("Γράφει ο Γιώργος Παππάς") == "Γιώργος Παππάς");
  CHECK(names("Blogbeitrag von Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Von unserem Korrespondenten Ana Ruiz") == "Ana Ruiz");
  CHECK(parse_byline("Autorka: Anna Nowak").by);
  CHECK(parse_byline("ライター：山田太郎").by);
}

TEST_CASE("an address of mail behind a name is no part of it") {
  CHECK(names("Ana Ruiz <ana.ruiz at rain dot example>") == "Ana Ruiz");
  CHECK(names("By Ana Ruiz <ana@rain.example> and Tom Oke <tom@rain.example>") ==
        "Ana Ruiz; Tom Oke");
}

TEST_CASE("behind a dash a byline of Brazil tells its place") {
  CHECK(names("Por Ana Ruiz e Tom Oke — Vila do Sul") == "Ana Ruiz; Tom Oke");
}

TEST_CASE("Greek papers put an article before the name, German ones the kind of the text") {
  CHECK(names("Της Δανάης Κουφάκη") == "Δανάης Κουφάκη");
  CHECK(names("Ein Fotoessay von Ana Ruiz") == "Ana Ruiz");
  CHECK(names("Ρεπορτάζ: Γιώργος Παππάς") == "Γιώργος Παππάς");
}

TEST_CASE("a Chinese reporter stands behind the house that pays, and who took a picture is none") {
  CHECK(names("青川网记者 贺春苗") == "贺春苗");
  CHECK(names("記者歐陽嵐攝") == "");
}
