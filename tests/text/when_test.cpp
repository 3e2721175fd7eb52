// when_test.cpp: facts about dates and times as pages write them.
#include <doctest/doctest.h>

#include "text/text.h"

using namespace copydesk;

namespace {

std::string iso(std::string_view text, std::string_view language = "",
                std::string_view region = "") {
  DateHints hints;
  hints.language = language;
  hints.region = region;
  return iso_time(parse_when(text, hints));
}

}  // namespace

TEST_CASE("ISO 8601 is read in all its forms") {
  CHECK(iso("2017-04-13") == "2017-04-13");
  CHECK(iso("2017-04-13T05:33") == "2017-04-13T05:33");
  CHECK(iso("2017-04-13T05:33:21Z") == "2017-04-13T05:33:21+00:00");
  CHECK(iso("2017-04-13T05:33:21.123-04:00") == "2017-04-13T05:33:21-04:00");
  CHECK(iso("2017-04-13T05:33:21.000-0400") == "2017-04-13T05:33:21-04:00");
  CHECK(iso("2017-04-13 05:33:21 +0200") == "2017-04-13T05:33:21+02:00");
  CHECK(iso("2017-04-13 05:33:21 UTC") == "2017-04-13T05:33:21+00:00");
  CHECK(iso("20170413T053300Z") == "2017-04-13T05:33:00+00:00");
  CHECK(iso("20170413T0533+0100") == "2017-04-13T05:33:00+01:00");
  CHECK(iso("20170413") == "2017-04-13");
  CHECK(iso("20170413053300") == "2017-04-13T05:33:00");
  CHECK(iso("2017-04") == "2017-04");
  CHECK(iso("2017") == "2017");
  CHECK(iso("2019-10-19T14:34+0200") == "2019-10-19T14:34:00+02:00");
}

TEST_CASE("RFC 2822 and the output of date are read") {
  CHECK(iso("Tue, 07 Apr 2020 07:36:07 +0530") == "2020-04-07T07:36:07+05:30");
  CHECK(iso("Mon, 05 Aug 2024 12:47:21 GMT") == "2024-08-05T12:47:21+00:00");
  CHECK(iso("Thu Apr 13 05:33:00 EDT 2017") == "2017-04-13T05:33:00-04:00");
}

TEST_CASE("epoch numbers are moments only where the caller says so") {
  DateHints hints;
  hints.allow_epoch = true;
  CHECK(iso_time(parse_when("1492061580", hints)) == "2017-04-13T05:33:00+00:00");
  CHECK(iso_time(parse_when("1492061580000", hints)) == "2017-04-13T05:33:00+00:00");
  CHECK(iso("1492061580") == "");
}

TEST_CASE("a time before its date keeps its zone") {
  CHECK(iso("Updated 5:33 AM ET, Thu April 13, 2017") == "2017-04-13T05:33:00-04:00");
  CHECK(iso("Updated 0913 GMT (1713 HKT) March 28, 2017") == "2017-03-28T09:13:00+00:00");
  CHECK(iso("15:56 BST, 27 April 2024", "en", "GB") == "2024-04-27T15:56:00+01:00");
  CHECK(iso("Posted: 3:54 PM, April 19, 2013") == "2013-04-19T15:54");
  CHECK(iso("21:22, 6 OCT 2020") == "2020-10-06T21:22");
}

TEST_CASE("English forms are read") {
  CHECK(iso("January 30, 2013, 12:44 p.m.") == "2013-01-30T12:44");
  CHECK(iso("Nov 20, 2013 7:18 pm UTC") == "2013-11-20T19:18:00+00:00");
  CHECK(iso("Nov 8, 2023 / 04:43 PM CST", "en-US", "US") == "2023-11-08T16:43:00-06:00");
  CHECK(iso("Dec 10, 2016, 10:20am EST") == "2016-12-10T10:20:00-05:00");
  CHECK(iso("8 January 2020, 3:51 pm") == "2020-01-08T15:51");
  CHECK(iso("30 October 2013 Last updated") == "2013-10-30");
  CHECK(iso("13th of April 2017") == "2017-04-13");
  CHECK(iso("Apr. 13 '17") == "2017-04-13");
  CHECK(iso("12:10 am, 1 May 2020") == "2020-05-01T00:10");
  CHECK(iso("Wed, Oct 16, 2024") == "2024-10-16");
}

TEST_CASE("a span of hours is no zone") {
  CHECK(iso("19.1.2023, 10:00-11:30 Uhr") == "2023-01-19T10:00");
  CHECK(iso("19.1.2023, 10:00-11:00 Uhr") == "2023-01-19T10:00");
  CHECK(iso("2023-01-19T10:00-09:30") == "2023-01-19T10:00:00-09:30");
  CHECK(iso("2023-01-19T10:00:00-05:00") == "2023-01-19T10:00:00-05:00");
}

TEST_CASE("the name of a zone is read as the civil time of its region on that day") {
  CHECK(iso("Tue 28 Apr 2020 08:11 CET") == "2020-04-28T08:11:00+02:00");
  CHECK(iso("28 Jan 2020 08:11 CET") == "2020-01-28T08:11:00+01:00");
  CHECK(iso("July 4, 2020 9:00 a.m. PT") == "2020-07-04T09:00:00-07:00");
  CHECK(iso("March 8, 2020 1:59 AM ET") == "2020-03-08T01:59:00-05:00");
  CHECK(iso("March 8, 2020 3:00 AM ET") == "2020-03-08T03:00:00-04:00");
  CHECK(iso("13 April 2017 at 10:00 AEST") == "2017-04-13T10:00:00+10:00");
  CHECK(iso("April 13, 2017 9:00 AM Eastern Time") == "2017-04-13T09:00:00-04:00");
}

TEST_CASE("an ambiguous zone is left open until the region settles it") {
  CHECK(iso("09 Jun 2020, 02:32 PM IST") == "2020-06-09T14:32");
  CHECK(iso("09 Jun 2020, 02:32 PM IST", "en", "IN") == "2020-06-09T14:32:00+05:30");
  DateHints hints;
  hints.known_offset = 330;
  CHECK(parse_when("09 Jun 2020, 02:32 PM IST", hints).zone_source == ZoneSource::kMetadata);
  DateHints india;
  india.region = "IN";
  CHECK(parse_when("09 Jun 2020, 02:32 PM IST", india).zone_source == ZoneSource::kPlace);
}

TEST_CASE("German, Austrian and Swiss forms are read") {
  CHECK(iso("13. April 2017 um 05:33 Uhr") == "2017-04-13T05:33");
  CHECK(iso("Aktualisiert am 28. April 2023, 20:22 Uhr", "de") == "2023-04-28T20:22");
  CHECK(iso("am 3. Februar 2022 um 21:17", "de") == "2022-02-03T21:17");
  CHECK(iso("12.10.2015, 19:16 Uhr") == "2015-10-12T19:16");
  CHECK(iso("1. Jänner 2020, 18.05 Uhr") == "2020-01-01T18:05");
  CHECK(iso("13.04.17") == "2017-04-13");
  CHECK(iso("Créé: 12.12.2019, 07h36", "fr") == "2019-12-12T07:36");
}

TEST_CASE("Romance forms are read") {
  CHECK(iso("Publié le 30 août 2023 à 14h52") == "2023-08-30T14:52");
  CHECK(iso("le 1er mai 2020") == "2020-05-01");
  CHECK(iso("miércoles, 11 de mayo de 2022 - 3:40 a.m.") == "2022-05-11T03:40");
  CHECK(iso("15 oct 2024 - 08:22CEST") == "2024-10-15T08:22:00+02:00");
  CHECK(iso("5 gennaio 2025 alle 14:44") == "2025-01-05T14:44");
  CHECK(iso("13 de março de 2021 às 10h05") == "2021-03-13T10:05");
  CHECK(iso("13 aprilie 2017, ora 10:15") == "2017-04-13T10:15");
  CHECK(iso("13 d’abril de 2017") == "2017-04-13");
}

TEST_CASE("Nordic, Baltic, Dutch and Finnish forms are read") {
  CHECK(iso("05.08.2024, kl. 13.05", "no") == "2024-08-05T13:05");
  CHECK(iso("13. apríl 2017 kl. 10:15", "is") == "2017-04-13T10:15");
  CHECK(iso("11.2.2025 | 23:55") == "2025-02-11T23:55");
  CHECK(iso("13 april 2017 om 10:15 uur") == "2017-04-13T10:15");
  CHECK(iso("13. huhtikuuta 2017 klo 10.15") == "2017-04-13T10:15");
  CHECK(iso("2017 m. balandžio 13 d.") == "2017-04-13");
  CHECK(iso("2017. gada 13. aprīlis") == "2017-04-13");
  CHECK(iso("13. aprill 2017") == "2017-04-13");
}

TEST_CASE("Slavic, Hungarian, Greek and Turkish forms are read") {
  CHECK(iso("14.05.2025, 20:28") == "2025-05-14T20:28");
  CHECK(iso("13 апреля 2017 г. в 10:15 мск") == "2017-04-13T10:15:00+03:00");
  CHECK(iso("13 квітня 2017, 10:15") == "2017-04-13T10:15");
  CHECK(iso("8. dubna 2025 3:00") == "2025-04-08T03:00");
  CHECK(iso("Publikacja: 19.04.2026 19:05") == "2026-04-19T19:05");
  CHECK(iso("11 listopada 2020", "pl") == "2020-11-11");
  CHECK(iso("11. listopad 2020", "hr") == "2020-10-11");
  CHECK(iso("2017. április 13. 10:15") == "2017-04-13T10:15");
  CHECK(iso("13 Απριλίου 2017") == "2017-04-13");
  CHECK(iso("13 Nisan 2017 Perşembe 10:15") == "2017-04-13T10:15");
}

TEST_CASE("Chinese, Japanese, Korean and Vietnamese forms are read") {
  CHECK(iso("2024年04月24日23:52") == "2024-04-24T23:52");
  CHECK(iso("2017年4月13日（木）午後5時33分") == "2017-04-13T17:33");
  CHECK(iso("2017년 4월 13일 오후 5:33") == "2017-04-13T17:33");
  CHECK(iso("2017.04.13 17:33") == "2017-04-13T17:33");
  CHECK(iso("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "vi") == "2025-10-22T19:25:00+07:00");
  CHECK(iso("ngày 13 tháng 4 năm 2017") == "2017-04-13");
}

TEST_CASE("native digits, Arabic months and other calendars are read") {
  CHECK(iso("١٣ أبريل ٢٠١٧") == "2017-04-13");
  CHECK(iso("13 نيسان/أبريل 2017") == "2017-04-13");
  CHECK(iso("13 באפריל 2017") == "2017-04-13");
  CHECK(iso("१३ अप्रैल २०१७") == "2017-04-13");
  CHECK(iso("۲۴ فروردین ۱۳۹۶") == "2017-04-13");
  CHECK(iso("13 เมษายน 2560") == "2017-04-13");
}

TEST_CASE("years of eras and other calendars are read") {
  CHECK(iso("令和5年4月13日") == "2023-04-13");
  CHECK(iso("平成29年4月13日（木）", "ja") == "2017-04-13");
  CHECK(iso("令和元年5月1日", "ja") == "2019-05-01");
  CHECK(iso("民國106年4月13日", "zh") == "2017-04-13");
  CHECK(iso("13/04/2560", "th") == "2017-04-13");
  CHECK(iso("2560-04-13", "th") == "2017-04-13");
  CHECK(iso("13 เม.ย. 2560 เวลา 10:15 น.", "th") == "2017-04-13T10:15");
  CHECK(iso("13 เม.ย. 60", "th") == "2017-04-13");
  CHECK(iso("1 มี.ค. 2567", "th") == "2024-03-01");
  CHECK(iso("پنجشنبه ۲۴ فروردین ۱۳۹۶ - ۱۰:۱۵", "fa") == "2017-04-13T10:15");
  CHECK(iso("۱۳۹۶/۰۱/۲۴", "fa") == "2017-04-13");
  CHECK(iso("1396/01/24 10:15", "fa") == "2017-04-13T10:15");
  CHECK(iso("1396/13/24", "fa") == "");
}

TEST_CASE("months that Vietnamese names by their numbers are read") {
  CHECK(iso("13 Tháng Tư, 2017", "vi") == "2017-04-13");
  CHECK(iso("2 Tháng Mười Hai, 2019", "vi") == "2019-12-02");
  CHECK(iso("5 Tháng Mười, 2019", "vi") == "2019-10-05");
}

TEST_CASE("in East Asia a year of two digits stands before month and day") {
  CHECK(iso("17.04.13 17:33", "ko") == "2017-04-13T17:33");
  CHECK(iso("17/04/13", "ja") == "2017-04-13");
  CHECK(iso("13.04.17", "he") == "2017-04-13");
}

TEST_CASE("a time before now, in any language, is no day") {
  CHECK(iso("Updated 3:45 p.m.", "en") == "");
  CHECK(iso("vor 3 Stunden", "de") == "");
  CHECK(iso("gestern, 14:30 Uhr", "de") == "");
  CHECK(iso("il y a 2 jours", "fr") == "");
  CHECK(iso("hace 5 horas", "es") == "");
  CHECK(iso("3 дня назад", "ru") == "");
  CHECK(iso("3小时前", "zh") == "");
  CHECK(iso("3시간 전", "ko") == "");
}

TEST_CASE(
    "the order of day and month follows the region, and is day first when nothing settles it") {
  CHECK(iso("4/3/2017", "en-US", "US") == "2017-04-03");
  CHECK(iso("4/3/2017", "en-GB", "GB") == "2017-03-04");
  CHECK(iso("4/3/2017") == "2017-03-04");
  CHECK(iso("12/4/13 at 11:47 AM", "en") == "2013-12-04T11:47");
  CHECK(iso("4/25/2013 @ 7:26PM") == "2013-04-25T19:26");
  CHECK(iso("25/4/2013") == "2013-04-25");
}

TEST_CASE("a month of another language that is an English word is none in English") {
  CHECK(iso("1 out of 10") == "");
  CHECK(iso("4.5 out of 5", "en") == "");
  CHECK(iso("iPad Pro 11, 2020", "en") == "");
  CHECK(iso("12 out 2010", "pt") == "2010-10-12");
  CHECK(iso("04-ago-2021") == "2021-08-04");
}

TEST_CASE("a clock of the United States behind numbers puts the month first") {
  CHECK(iso("10.06.08, 6:20 PM ET") == "2008-10-06T18:20:00-04:00");
  CHECK(iso("02/11/2008 06:14:33 AM EST") == "2008-02-11T06:14:33-05:00");
  CHECK(iso("10/06/08 6:20 PM PDT") == "2008-10-06T18:20:00-07:00");
  CHECK(iso("10.06.08, 18:20 CET") == "2008-06-10T18:20:00+02:00");
  CHECK(iso("10/06/08 6:20 PM ET", "", "GB") == "2008-06-10T18:20:00-04:00");
}

TEST_CASE("what is no absolute date gives nothing") {
  CHECK(iso("5 hours ago") == "");
  CHECK(iso("10:15 a.m.") == "");
  CHECK(iso("31 February 2017") == "");
  CHECK(iso("March 18 at 3:57 PM") == "");
  CHECK(iso("version 12.4.3") == "");
  CHECK(iso("He may 5 times") == "");
}

TEST_CASE("a date without a year takes the year that the caller knows") {
  DateHints hints;
  hints.year = 2015;
  CHECK(iso_time(parse_when("March 18 at 3:57 PM", hints)) == "2015-03-18T15:57");
}

TEST_CASE("all dates of a line are found with their ranges") {
  const std::string_view text = "Publié le 30 août 2023 à 14h52, modifié le 31 août 2023 à 15h54";
  const std::vector<Moment> moments = find_dates(text);
  REQUIRE(moments.size() == 2);
  CHECK(iso_time(moments[1]) == "2023-08-31T15:54");
  CHECK(text.substr(moments[1].begin, moments[1].end - moments[1].begin) == "31 août 2023 à 15h54");
}

TEST_CASE("behind the last word of a text stands nothing, not its first word") {
  const std::string_view text = "분 2/4/2020 5h54";
  const std::vector<Moment> moments = find_dates(text);
  REQUIRE(moments.size() == 1);
  CHECK(text.substr(moments[0].begin, moments[0].end - moments[0].begin) == "2/4/2020 5h54");
}

TEST_CASE("dates that can be read in one way only tell the order of the numbers") {
  uint32_t day_first = 0, month_first = 0;
  count_orders("due 25/12/2017, 3/4/2017, 12/25/17, a/b, 1/2/3, 40/13/2017, 13/2", day_first,
               month_first);
  CHECK(day_first == 1);
  CHECK(month_first == 1);
  DateHints hints;
  CHECK(iso_time(parse_when("3/4/2017", hints)) == "2017-04-03");
  hints.order = NumberOrder::kMonthFirst;
  hints.region = "GB";
  CHECK(iso_time(parse_when("3/4/2017", hints)) == "2017-03-04");
  hints.order = NumberOrder::kDayFirst;
  hints.region = "US";
  CHECK(iso_time(parse_when("3/4/2017", hints)) == "2017-04-03");
}

TEST_CASE("a time in UTC needs a second and an offset") {
  CHECK(utc_time(parse_when("Tue Jan 02 2024 00:20:30 GMT+0100")) == "2024-01-01T23:20:30Z");
  CHECK(utc_time(parse_when("2024-01-02T09:20:30-05:30")) == "2024-01-02T14:50:30Z");
  CHECK(utc_time(parse_when("2024-01-02T09:20:30")).empty());
  CHECK(utc_time(parse_when("2024-01-02T09:20+01:00")).empty());
  CHECK(utc_time(Moment()).empty());
}

TEST_CASE("a language whose newsrooms keep one zone tells the offset of a day") {
  const Moment summer = parse_when("2017-04-13 05:33"), winter = parse_when("2017-12-13 05:33");
  int16_t minutes = 0;
  CHECK((offset_of_language("de", summer, minutes) && minutes == 120));
  CHECK((offset_of_language("nb-NO", winter, minutes) && minutes == 60));
  CHECK((offset_of_language("zh-TW", summer, minutes) && minutes == 480));
  CHECK((offset_of_language("hi", winter, minutes) && minutes == 330));
  CHECK(!offset_of_language("en", summer, minutes));
  CHECK(!offset_of_language("d", summer, minutes));
  CHECK(!offset_of_language("", summer, minutes));
  CHECK(!offset_of_language("tr", parse_when("2010-04-13 05:33"), minutes));
}

TEST_CASE("a stop parts hours and minutes in the languages that write it so") {
  DateHints hints;
  hints.language = "sv";
  CHECK(iso_time(parse_when("Publicerad 2021-03-03 18.30", hints)) == "2021-03-03T18:30");
  hints.language = "nb-NO";
  CHECK(iso_time(parse_when("03.03.2021 18.30", hints)) == "2021-03-03T18:30");
}
