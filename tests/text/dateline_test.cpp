// dateline_test.cpp: facts about the place and agency before the first sentence.
#include <doctest/doctest.h>

#include "text/text.h"

using namespace copydesk;

namespace {

// "place|agency|date|rest of the paragraph", or "none".
std::string read(std::string_view paragraph, std::string_view publisher = {}) {
  const DatelinePrefix prefix = find_dateline(paragraph, publisher);
  if (prefix.is_absent()) return "none";
  std::string out(prefix.place);
  for (std::string_view part : {prefix.agency, prefix.date, paragraph.substr(prefix.length)}) {
    out += '|';
    out += part;
  }
  return out;
}

}  // namespace

TEST_CASE("place, agency and dash make a dateline") {
  CHECK(read("NEW YORK (AP) — Rain fell.") == "NEW YORK|AP||Rain fell.");
  CHECK(read("GAINESVILLE, Fla. (Reuters) - Rain fell.") ==
        "GAINESVILLE, Fla.|Reuters||Rain fell.");
  CHECK(read("BERLIN, April 3 (Reuters) - Rain fell.") == "BERLIN|Reuters|April 3|Rain fell.");
  CHECK(read("Berlin (dpa) - Regen fiel.") == "Berlin|dpa||Regen fiel.");
  CHECK(read("Frankfurt/Main (dpa) - Regen fiel.") == "Frankfurt/Main|dpa||Regen fiel.");
  CHECK(read("MOSCÚ (EFE).- Llovió.") == "MOSCÚ|EFE||Llovió.");
  CHECK(read("Berlin (dpa/afp) – Regen fiel.") == "Berlin|dpa/afp||Regen fiel.");
  CHECK(read("AUSTIN (KXAN) — Rain fell.") == "AUSTIN|KXAN||Rain fell.");
  CHECK(read("MADRID, 3 Abr. (EUROPA PRESS) - Llovió.") == "MADRID|EUROPA PRESS|3 Abr.|Llovió.");
}

TEST_CASE("short forms, services, days and states are told from other brackets") {
  CHECK(read("Kiel (dpo) - Regen fiel.") == "Kiel|dpo||Regen fiel.");
  CHECK(read("Kiel (sid/ap) - Regen fiel.") == "Kiel|sid/ap||Regen fiel.");
  CHECK(read("Anna (left) - she rows.") == "none");
  CHECK(read("MELBOURNE (Reuters Life!) – Rain fell.") == "MELBOURNE|Reuters Life!||Rain fell.");
  CHECK(read("WASHINGTON (January 24, 2017) — Rain fell.") ==
        "WASHINGTON||January 24, 2017|Rain fell.");
  CHECK(read("Released (January 24, 2017) — rain.") == "none");
  CHECK(read("Casa Grande, Ariz. – Rain fell.") == "Casa Grande, Ariz.|||Rain fell.");
  CHECK(read("Old Anna, Mrs. – Rain fell.") == "none");
  CHECK(read("Neuss · Regen fiel.") == "Neuss|||Regen fiel.");
  CHECK(read("Politik und Wetter · Regen fiel.") == "none");
}

TEST_CASE("the sentence may be glued to the bracket") {
  CHECK(read("(CNN)The rain fell.") == "|CNN||The rain fell.");
  CHECK(read("Lagos, Nigeria (CNN)Rain fell.") == "Lagos, Nigeria|CNN||Rain fell.");
  CHECK(read("London (CNN) Rain fell.", "CNN") == "London|CNN||Rain fell.");
}

TEST_CASE("an agency alone makes a dateline") {
  CHECK(read("AFP - Rain fell.") == "|AFP||Rain fell.");
  CHECK(read("KVELLER via JTA — Rain fell.") == "|KVELLER via JTA||Rain fell.");
  CHECK(read("(ANSA) - ROMA, 03 APR - Piove.") == "ROMA|ANSA|03 APR|Piove.");
}

TEST_CASE("a full stop may end a dateline that names an agency") {
  CHECK(read("Wiesbach (KNA/wb). Regen fiel.") == "Wiesbach|KNA/wb||Regen fiel.");
  CHECK(read("Berlin (xyz). Regen fiel.") == "Berlin|xyz||Regen fiel.");
  CHECK(find_dateline("Wiesbach (siehe Karte). Danach fiel Regen.").is_absent());
}

TEST_CASE("a place alone counts in capitals, or when it is a large city") {
  CHECK(read("WASHINGTON -- Rain fell.") == "WASHINGTON|||Rain fell.");
  CHECK(read("CAIRO — Rain fell.") == "CAIRO|||Rain fell.");
  CHECK(read("LONDON: Rain fell.") == "LONDON|||Rain fell.");
  CHECK(read("Washington/ New Delhi: Rain fell.") == "Washington/ New Delhi|||Rain fell.");
  CHECK(read("МОСКВА, 3 апр — РИА Новости. Идёт дождь.") == "МОСКВА|РИА Новости|3 апр|Идёт дождь.");
}

TEST_CASE("Chinese, Japanese and Korean papers have forms of their own") {
  CHECK(read("新华社北京4月24日电 题：航天") == "北京|新华社|4月24日|题：航天");
  CHECK(read("北京4月3日电 下雨了") == "北京||4月3日|下雨了");
  CHECK(read("（中央社台北3日電）下雨了") == "台北|中央社|3日|下雨了");
  CHECK(read("【ソウル＝小池和樹】雨が降った。") == "ソウル|||雨が降った。");
  CHECK(read("【ワシントン共同】雨が降った。") == "ワシントン|共同||雨が降った。");
  CHECK(read("(서울=연합뉴스) 홍길동 기자 = 비가 왔다.") == "서울|연합뉴스||비가 왔다.");
}

TEST_CASE("a Japanese dateline may name the reporter") {
  CHECK(find_dateline("【ソウル＝小池和樹】雨が降った。").reporter == "小池和樹");
  CHECK(find_dateline("(서울=연합뉴스) 홍길동 기자 = 비가 왔다.").reporter == "");
}

TEST_CASE("a place of several parts may stand before the bracket") {
  CHECK(read("United Nations, New York (CNN)US envoys met.") ==
        "United Nations, New York|CNN||US envoys met.");
}

TEST_CASE("sentences that look alike have no dateline") {
  CHECK(read("Médecins Sans Frontières (MSF) warned on Monday.") == "none");
  CHECK(read("Anna – 34 years old – lives here.") == "none");
  CHECK(read("The World Health Organization (WHO) Director spoke.") == "none");
  CHECK(read("UPDATE: Rain fell.") == "none");
  CHECK(read("Die Deutsche Presse-Agentur (dpa) meldet Regen.") == "none");
  CHECK(read("Rain fell on Monday.") == "none");
  CHECK(read("") == "none");
}

TEST_CASE("an agency nobody knows counts behind a place and a day only") {
  CHECK(read("PORT ANSEL, Northmark, Nov 29 (Meridian Press) - Rain fell.") ==
        "PORT ANSEL, Northmark|Meridian Press|Nov 29|Rain fell.");
  CHECK(read("PORT ANSEL (pictured) - Rain fell.") == "none");
}

TEST_CASE("a town in capitals with its state or country is a dateline without its mark") {
  CHECK(read("CONCORD, N.H. An immigration debate is raging.") ==
        "CONCORD, N.H.|||An immigration debate is raging.");
  CHECK(read("AUSTIN, Texas Texas Governor Ruiz said so.") ==
        "AUSTIN, Texas|||Texas Governor Ruiz said so.");
  CHECK(read("TEHRAN, Iran Iran unveiled a kite on Saturday.") ==
        "TEHRAN, Iran|||Iran unveiled a kite on Saturday.");
  CHECK(read("CAPE TOWN, South Africa The ferry sails again.") ==
        "CAPE TOWN, South Africa|||The ferry sails again.");
  CHECK(read("PARIS, France and Spain agree.") == "none");
  CHECK(read("NASA, Boeing Delay Launch of a kite.") == "none");
}

TEST_CASE("a large city with a full stop before the sentence is a dateline") {
  CHECK(read("Hamburg. Die Elbe steigt seit Sonntag.") ==
        "Hamburg|||Die Elbe steigt seit Sonntag.");
  CHECK(read("Anna. Die Elbe steigt seit Sonntag.") == "none");
  CHECK(read("Hamburg. de steigt.") == "none");
}

TEST_CASE("a large city in capitals before the sentence is a dateline without its mark") {
  CHECK(read("BOSTON A charter bus crashed on Saturday.") ==
        "BOSTON|||A charter bus crashed on Saturday.");
  CHECK(read("NEW YORK Rain fell on Saturday.") == "NEW YORK|||Rain fell on Saturday.");
  CHECK(read("BOSTON MARATHON runners came home.") == "none");
  CHECK(read("RAIN A flood followed.") == "none");
}

TEST_CASE("a place in letters without case stands before the agency in brackets") {
  CHECK(read("नयापुर, 3 मार्च (भाषा) शाम को बारिश हुई।") == "नयापुर|भाषा|3 मार्च|शाम को बारिश हुई।");
  CHECK(read("القاهرة (رويترز) - هطل المطر.") == "القاهرة|رويترز||هطل المطر.");
  CHECK(read("قال الوزير (وهو طبيب) إن المطر هطل.") == "none");
}

TEST_CASE("East Asian papers name reporter, house and day in the bracket") {
  CHECK(read("〔記者歐陽嵐／澎東報導〕戲院重開。") == "澎東|||戲院重開。");
  CHECK(find_dateline("〔記者歐陽嵐／澎東報導〕戲院重開。").reporter == "歐陽嵐");
  CHECK(find_dateline("(노을=한빛통신) 구본하 기자 = 바닷길이 열렸다.").agency == "한빛통신");
  CHECK(read("【3月3日 AFP】灯台が光る。") == "|AFP|3月3日|灯台が光る。");
}

TEST_CASE("a Russian agency stands with its reporter behind the dash") {
  const std::string_view text = "МОСКВА, 3 мар — РИА Новости, Анна Михайлова. Дождь шёл.";
  CHECK(find_dateline(text).agency == "РИА Новости");
  CHECK(find_dateline(text).reporter == "Анна Михайлова");
}
