// dump_head_test.cpp: where the head of a dump is looked for, with the body's lines chosen by hand.
#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "story/dump_byline_text.h"
#include "story/dump_lines.h"

using namespace copydesk;

namespace {

Story head_of(std::string_view text, std::initializer_list<size_t> body) {
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  for (const size_t line : body) page.set_role(line, Role::kBody);
  Story story;
  read_dump_head(page, kNoLine, story);
  return story;
}

constexpr std::string_view kParagraph =
    "The ferry to the islands sailed again on Friday morning, two days after the storm had torn "
    "its pier away, and forty people who had slept in the church hall were on board when it left "
    "the harbour under a clear sky.\n\n";

}  // namespace

TEST_CASE("the head of a dump stands over the bulk of its text, not over a stray line") {
  const std::string text =
      "Ferries: the harbour reopens | Coast Mail\n\n"
      "Your choice is kept.\n\n"  // taken for text
      "News\n\nSport\n\nWeather\n\nJobs\n\nLetters\n\nArchive\n\nContact\n\nLog in\n\n"
      "The harbour reopens after the storm\n\nAna Ruiz\n\n3 May 2019\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  const Story story = head_of(text, {1, 13, 14});
  CHECK(story.title == "The harbour reopens after the storm");
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "Ana Ruiz");
  CHECK(story.published.time == "2019-05-03");
}

TEST_CASE("a text whose first part stands apart from the rest begins with it") {
  const std::string text = "The harbour reopens after the storm\n\nAna Ruiz\n\n3 May 2019\n\n" +
                           std::string(kParagraph) +
                           "News\n\nSport\n\nWeather\n\nJobs\n\nLetters\n\nBob Vale\n\n" +
                           std::string(kParagraph);
  const Story story = head_of(text, {3, 10});
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "Ana Ruiz");
}

TEST_CASE("a date with other words in a short line below the text's first one is the day") {
  const std::string text =
      "The harbour reopens after the storm\n\nAna Ruiz\n\nThe ferry sailed again on Friday, two "
      "days after the storm had torn its pier away.\n\n"
      "3 May 2019 changed at some time of the day 4 minutes of reading\n\n" +
      std::string(kParagraph);
  CHECK(head_of(text, {2, 4}).published.time == "2019-05-03");
}

TEST_CASE("names of a dump that were run together with what stood behind them") {
  const auto authors_of = [](const std::string& lines, size_t count) {
    const std::string text = "The harbour reopens after the storm\n\n" + lines + "\n\n" +
                             std::string(kParagraph) + std::string(kParagraph);
    std::string names;
    for (const Author& author : head_of(text, {1 + count, 2 + count}).authors)
      names += (names.empty() ? "" : "; ") + author.name;
    return names;
  };
  CHECK(authors_of("Ana RuizStaff Reporter", 1) == "Ana Ruiz");
  CHECK(authors_of("By Ana RuizPublished 3 May 2019", 1) == "Ana Ruiz");
  CHECK(authors_of("By Ana SanRuizPublished 3 May 2019", 1) == "Ana SanRuiz");
  CHECK(authors_of("By Ana McCole", 1) == "Ana McCole");
  CHECK(authors_of("Ben Cole and Ana RuizContact Reporter\n\n3 May 2019", 2) ==
        "Ben Cole; Ana Ruiz");
  CHECK(authors_of("Ana RuizBy Ana Ruiz", 1) == "Ana Ruiz");
  CHECK(authors_of("By\n\nAna Ruiz\n\n@anaruiz\n\nBen Cole\n\n3 May 2019", 5) ==
        "Ana Ruiz; Ben Cole");
  CHECK(authors_of("By\n\nAna Ruiz\n\nand\n\nBen Cole\n\n3 May 2019", 5) == "Ana Ruiz; Ben Cole");
  CHECK(authors_of("By\n\nAna Ruiz\n\nCoast Mail", 3) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz and Ben Cole\n\n3 May 2019", 2) == "Ana Ruiz; Ben Cole");
  CHECK(authors_of("Ana Ruiz, Contributor\n\nNews", 2) == "Ana Ruiz");
}

TEST_CASE("a name over the text of a dump that its surroundings prove is the author's") {
  const auto authors_of = [](const std::string& lines, size_t count) {
    const std::string text =
        "The harbour reopens after the storm\n\nNews\n\nSport\n\nJobs\n\nThe "
        "harbour\n\nIslands\n\n" +
        lines + "\n\n" + std::string(kParagraph) + std::string(kParagraph);
    std::string names;
    for (const Author& author : head_of(text, {6 + count, 7 + count}).authors)
      names += (names.empty() ? "" : "; ") + author.name;
    return names;
  };
  CHECK(authors_of("Ana Ruiz\n\nAna Ruiz Chief Reporter", 2) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz – Journalist", 1) == "Ana Ruiz");
  CHECK(authors_of("From Ana Ruiz, CNN", 1) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz3 minutes ago", 1) == "Ana Ruiz");
  CHECK(authors_of("나하늘 기자", 1) == "나하늘");
  CHECK(authors_of("은빛, 나하늘 기자 sky@mail.example", 1) == "나하늘");
  CHECK(authors_of("記者王小明／台北報導", 1) == "王小明");
  CHECK(authors_of("记者观察", 1) == "");
  CHECK(authors_of("byAna Ruiz", 1) == "Ana Ruiz");
  CHECK(authors_of("Associated PressBy ANA RUIZ", 1) == "ANA RUIZ");
  CHECK(authors_of("Ana Ruiz\n\nBen Cole", 2) == "");
  CHECK(authors_of("Ana Ruiz – Islands", 1) == "");
}

TEST_CASE("the headline of a dump is what its first line says before a separator") {
  const auto title_of = [](const std::string& first, const std::string& lines) {
    const std::string text = first + "\n\nNews\n\nSport\n\nJobs\n\n" + lines + "\n\n" +
                             std::string(kParagraph) + std::string(kParagraph);
    return head_of(text, {6, 7}).title;
  };
  // A shorter line that the first one holds, too, is none.
  CHECK(title_of("Ten storms and their harbours: a list of ten towns - Coast Mail",
                 "Ten storms and their harbours: a list of ten towns\n\nTen storms and their "
                 "harbours") == "Ten storms and their harbours: a list of ten towns");
  CHECK(title_of("Storm in town | Weather | Coast Mail", "Storm in town\n\nAll of the weather") ==
        "Storm in town");
  CHECK(title_of("Coast: Storm in the town - News of the day - 18.05.2026", "Storm in the town") ==
        "Storm in the town");
  CHECK(title_of("Tides and times of ferries on the coast | Coast Mail of Today",
                 "Coast Mail of Today") == "Tides and times of ferries on the coast");
  CHECK(title_of("Storms | Coast documentation", "Storms¶\n\nAll of the weather") == "Storms");
}

TEST_CASE("dates of a dump that were run together with what stood beside them") {
  const auto published = [](const std::string& line) {
    return head_of("The harbour reopens after the storm\n\n" + line + "\n\n" +
                       std::string(kParagraph) + std::string(kParagraph),
                   {2, 3})
        .published;
  };
  CHECK(published("by Ana RuizMay 3, 2019").time == "2019-05-03");
  CHECK(published("calendarMay 3, 2019").raw == "May 3, 2019");
  const When when = published("May 3, 20195:01 PM ET");
  CHECK(when.time == "2019-05-03T17:01:00-04:00");
  CHECK(when.raw == "May 3, 20195:01 PM ET");
  CHECK(published("May 3, 20191 min read").time == "2019-05-03");
  CHECK(published("No. 20195, of May 3, 2019").time == "2019-05-03");
}

TEST_CASE("a day in a line of its own far above the headline counts where there is no other") {
  const auto published = [](const std::string& above, const std::string& below) {
    return head_of(
               "The harbour reopens after the storm | Coast Mail\n\nToday\n\n" + above +
                   "\n\nNews\n\nSport\n\nJobs\n\nLetters\n\nArchive\n\nContact\n\nLog in\n\nThe "
                   "harbour reopens after the storm\n\n" +
                   below + "\n\n" + std::string(kParagraph) + std::string(kParagraph),
               {12, 13})
        .published.time;
  };
  CHECK(published("30 October 2013 Last updated at 19:10 ET", "Islands").starts_with("2013-10-30"));
  CHECK(published("30 October 2013", "3 May 2019") == "2019-05-03");
  CHECK(published("Islands", "Verfügbar bis 3.5.2019") == "");
  CHECK(published("Islands", "File photo: the quay (17 December, 2008)") == "");
}

TEST_CASE("a sentence under the headline of a dump is the dek where a byline or credit is below") {
  const auto dek = [](const std::string& lines, size_t count) {
    const std::string text =
        "The harbour reopens after the storm | Coast Mail\n\nThe harbour "
        "reopens after the storm\n\n" +
        lines + "\n\n" + std::string(kParagraph) + std::string(kParagraph);
    return head_of(text, {2, 2 + count, 3 + count}).dek;
  };
  CHECK(dek("Two days were enough to mend the pier.\n\nBy Ana Ruiz", 2) ==
        "Two days were enough to mend the pier.");
  CHECK(dek("Two days were enough to mend the pier.", 1) == "");
  CHECK(dek("This article is more than 3 months old\n\nBy Ana Ruiz", 2) == "");
  CHECK(dek("Headshot of the writer Ana Ruiz\n\nBy Ana Ruiz", 2) == "");
}

TEST_CASE("a date is no publisher") {
  CHECK(head_of("The harbour reopens after the storm | 18.05.2019\n\nThe harbour reopens after the "
                "storm\n\n" +
                    std::string(kParagraph) + std::string(kParagraph),
                {2, 3})
            .publisher == "");
}

TEST_CASE("a day that a tool ran together with the time of day is a day") {
  const std::string text = "The harbour reopens after the storm\n\n3 de mayo de 201917:25\n\n" +
                           std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {2, 3}).published.time.starts_with("2019-05-03"));
}

TEST_CASE("a first paragraph with byline and time below it and none above is the standfirst") {
  const std::string text =
      "The harbour reopens after the storm\n\nForty people had slept in the church hall while the "
      "pier was built again.\n\nShare\n\nSave\n\nPrint\n\nListen\n\nBy Ana Ruiz\n\n3 May "
      "2019\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  const Story story = head_of(text, {1, 8, 9});
  CHECK(story.dek == "Forty people had slept in the church hall while the pier was built again.");
}

TEST_CASE("a standfirst may have buttons between it and the byline") {
  const std::string text =
      "The harbour reopens after the storm | Coast Mail\n\nThe harbour reopens after the "
      "storm\n\nTwo days were enough to mend the pier\n\nShare\n\nSave\n\nPrint\n\n"
      "Listen\n\nSend\n\nBy Ana Ruiz\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {9, 10}).dek == "Two days were enough to mend the pier");
}

TEST_CASE("a byline between two copies of the headline stands above neither's standfirst") {
  const std::string text =
      "The harbour reopens after the storm | Coast Mail\n\nThe harbour reopens after the "
      "storm\n\nby Ana Ruiz\n\nThe harbour reopens after the storm\n\nForty people had slept in "
      "the church hall while the pier was built again.\n\nMay 3, 2019, 4 minutes to read\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {4, 5, 6, 7}).dek ==
        "Forty people had slept in the church hall while the pier was built again.");
}

TEST_CASE("a first paragraph below the story's time is none, whatever stands under it") {
  const std::string text =
      "The harbour reopens after the storm\n\n3 May 2019\n\nForty people had slept in the church "
      "hall while the pier was built again.\n\nBy Ana Ruiz\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {2, 4, 5}).dek.empty());
}

TEST_CASE("a line that says the name above it again, and as what its owner writes, is the byline") {
  const std::string text =
      "The harbour reopens after the storm\n\nBen Cole\n\nBen Cole on the quay\n\nShare\n\n"
      "Save\n\nAna Ruiz\n\nAna RuizStaff Reporter\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  const Story story = head_of(text, {7, 8});
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "Ana Ruiz");
  CHECK(story.authors[0].role == "Staff Reporter");
}

TEST_CASE("days of a dump that were run together with what stood behind them") {
  const auto day_of = [](const std::string& line) {
    const std::string text = "The harbour reopens after the storm\n\n" + line + "\n\n" +
                             std::string(kParagraph) + std::string(kParagraph);
    return head_of(text, {2, 3}).published.time;
  };
  CHECK(day_of("30.01.202430. Januar 2024") == "2024-01-30");
  CHECK(day_of("22. Dezember 201922. Dezember 2019") == "2019-12-22");
  CHECK(day_of("Tue, Dec 20 201610:32 AM EST") == "2016-12-20T10:32:00-05:00");
  CHECK(day_of("Tue, Dec 20 20169:32 AM EST") == "2016-12-20T09:32:00-05:00");
}

TEST_CASE("labels of a dump's times that were run together with what stood before them") {
  const auto story_of = [](const std::string& line) {
    const std::string text = "The harbour reopens after the storm\n\n" + line + "\n\n" +
                             std::string(kParagraph) + std::string(kParagraph);
    return head_of(text, {2, 3});
  };
  const Story both =
      story_of("Published Tue, Dec 20 20169:32 AM ESTUpdated Tue, Dec 20 20166:29 PM EST");
  CHECK(both.published.time == "2016-12-20T09:32:00-05:00");
  CHECK(both.modified.time == "2016-12-20T18:29:00-05:00");
  const Story updated = story_of("HarbourBy Ana Ruiz (from agencies)Updated: May 3, 2019 5:01 pm");
  CHECK(updated.modified.time == "2019-05-03T17:01");
}

TEST_CASE("a name right below the headline of a dump is the author's") {
  const auto authors_of = [](const std::string& lines, size_t count) {
    const std::string text =
        "The harbour reopens after the storm | Coast Mail\n\nNews\n\nThe harbour "
        "reopens after the storm\n\n" +
        lines + "\n\n" + std::string(kParagraph) + std::string(kParagraph);
    std::string names;
    for (const Author& author : head_of(text, {3 + count, 4 + count}).authors)
      names += (names.empty() ? "" : "; ") + author.name;
    return names;
  };
  CHECK(authors_of("Ana Ruiz", 1) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz and AP\n\n3 May 2019", 2) == "Ana Ruiz");
  CHECK(authors_of("Coast Mail", 1).empty());
  CHECK(authors_of("Friday Storm", 1).empty());
  CHECK(authors_of("Share\n\nMail\n\nPrint\n\nAna Ruiz\n\nvor 3 Stunden", 5) == "Ana Ruiz");
  CHECK(authors_of("Share\n\nMail\n\nPrint\n\nAna Ruiz\n\nHace 13 horas", 5) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz Ana Ruiz\n\nShare", 2) == "Ana Ruiz");
  CHECK(authors_of("Picture of Ana Ruiz Ana Ruiz\n\nShare", 2) == "Ana Ruiz");
  CHECK(authors_of("Share\n\nBilde av Ana Ruiz\n\nAna Ruiz\n\nMail", 4) == "Ana Ruiz");
  CHECK(authors_of("Ana Ruiz Education editor\n\nShare", 2) == "Ana Ruiz");
  CHECK(authors_of("Share\n\nAuthor of the article:\n\nAna Ruiz", 3) == "Ana Ruiz");
  CHECK(authors_of("Share\n\nBy the Harbour Team", 2) == "the Harbour Team");
  CHECK(authors_of("Share\n\nMail\n\nAna Ruiz@anaruiz\n\nWatch", 4) == "Ana Ruiz");
  CHECK(authors_of("Harbour Team\n\n3 May 2019", 2) == "Harbour Team");
  CHECK(authors_of("Meet our team today", 1).empty());
}

TEST_CASE("a portrait with its name below the text of a dump shows the author") {
  const std::string text = "The harbour reopens after the storm\n\n" + std::string(kParagraph) +
                           std::string(kParagraph) + "Share\n\nAvatar of Ana Ruiz\n\nAna Ruiz\n\n";
  const Story story = head_of(text, {1, 2});
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "Ana Ruiz");
}

TEST_CASE("a byline with the day beside it is the story's, far over the text too") {
  std::string text =
      "The harbour reopens after the storm\n\nBy Ana Ruiz, Coast Mail\n\n3 May 2019\n\n";
  for (const char* line : {"Video", "Play", "Pause", "Mute", "Share", "Replay", "Next", "Close"})
    text += std::string(line) + "\n\n";
  text += "Why the harbour reopens after the storm\n\n";
  text += std::string(kParagraph) + std::string(kParagraph);
  const Story story = head_of(text, {12, 13});
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "Ana Ruiz");
}

TEST_CASE("the day below the headline goes before the one over it") {
  const std::string text =
      "The harbour reopens after the storm | Coast Mail\n\n6 May 2019\n\nThe harbour reopens after "
      "the "
      "storm\n\n3 May 2019\n\n" +
      std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {4, 5}).published.time == "2019-05-03");
}

TEST_CASE("a long line far over the text that is the middle of the first line is the headline") {
  std::string text =
      "Coast Mail - The harbour reopens after the storm - Sep 22, 2005\n\nNews\n\nSport\n\n"
      "The harbour reopens after the storm\n\n";
  for (int i = 0; i < 40; ++i) text += "Photo " + std::to_string(i) + "\n\n";
  text += std::string(kParagraph) + std::string(kParagraph);
  CHECK(head_of(text, {44, 45}).title == "The harbour reopens after the storm");
}

TEST_CASE("the author of a thread is who opened it, above what the forum tells of the member") {
  const std::string text =
      "Which rope for a ferry?\n\nPrint view\n\nanaruiz\n\nPosts: 524\n\n"
      "Joined: Mon Jul 24, 2017\n\n" +
      std::string(kParagraph) + "tomoke\n\nPosts: 2\n\n" + std::string(kParagraph);
  const Story story = head_of(text, {5, 8});
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "anaruiz");
}

TEST_CASE("the day behind a byline is no outlet") {
  const auto publisher = [](std::string_view byline) {
    return head_of("The harbour reopens after the storm\n\n" + std::string(byline) + "\n\n" +
                       std::string(kParagraph) + std::string(kParagraph),
                   {2, 3})
        .publisher;
  };
  CHECK(publisher("By Ana Ruiz, GNN") == "GNN");
  CHECK(publisher("By Ana Ruiz, June 4, 2017").empty());
  CHECK(publisher("By Ana Ruiz, Sunday June 4 2017").empty());
  CHECK(publisher("By Ana Ruiz, Sunday").empty());
  CHECK(publisher("By Ana Ruiz, updated today").empty());
}

TEST_CASE("how long ago something was is told by whole words") {
  CHECK(tells_age("for 3 timer siden"));
  CHECK(tells_age("Updated 3 hours ago"));
  CHECK(tells_age("vor 5 Monaten"));
  CHECK(tells_age("1 時間前"));
  CHECK_FALSE(tells_age("Ferry 66 to Chicago"));
  CHECK_FALSE(tells_age("Pasta bar for 250 people"));
}
