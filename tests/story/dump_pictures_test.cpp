// dump_pictures_test.cpp: which lines of a dump are captions and credits, with the text chosen by
// hand where it matters.
#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "story/dump_lines.h"

using namespace copydesk;

namespace {

constexpr std::string_view kTitle = "The harbour reopens after the storm | Coast Mail\n\nNews\n\n";

/// "caption/credit", parted by "; ".
std::string told(const std::vector<DumpPicture>& pictures) {
  std::string all;
  for (const DumpPicture& picture : pictures)
    all += (all.empty() ? "" : "; ") + picture.image.caption + '/' + picture.image.credit;
  return all;
}

/// The captions of lines under the page's title.
std::string captions_of(std::string_view lines) {
  const std::string text = std::string(kTitle) + std::string(lines);
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  return told(find_dump_pictures(page));
}

/// The captions that the text's own lines are, all lines under the title being text.
std::string credited_in(std::string_view lines) {
  const std::string text = std::string(kTitle) + std::string(lines) +
                           "\n\nForty people who had slept in the hall were on board.\n\nThe next "
                           "ferry sails on Monday, if the wind lets it.\n";
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  for (size_t i = 1; i < page.lines.size(); ++i) page.set_role(i, Role::kBody);
  std::vector<DumpPicture> pictures;
  find_credited_lines(page, pictures);
  return told(pictures);
}

/// The captions that describe their picture, every line but the first taken for text.
std::string described_in(std::string_view text) {
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  for (size_t i = 1; i < page.lines.size(); ++i) page.set_role(i, Role::kBody);
  std::vector<DumpPicture> pictures;
  find_described_pictures(page, pictures);
  return told(pictures);
}

/// The lines that stay in the text, one a line, every line but the first and `other` taken for it.
std::string text_left(std::string_view lines, std::string_view other = {}) {
  const std::string text = std::string(kTitle) + std::string(lines);
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  for (size_t i = 2; i < page.lines.size(); ++i)
    if (page.lines[i].text != other) page.set_role(i, Role::kBody);
  drop_side_lines(page);
  std::string left;
  for (size_t i = 0; i < page.lines.size(); ++i)
    if (page.role(i) == Role::kBody) left += std::string(page.lines[i].text) + '\n';
  return left;
}

}  // namespace

TEST_CASE("a line of a dump and the same line cut short are one caption") {
  CHECK(
      captions_of("Gulls sit on the wall of the old …\n\nGulls sit on the wall of the old quay at "
                  "dawn\n\nNews") == "Gulls sit on the wall of the old quay at dawn/");
  CHECK(captions_of("Gulls sit on the wall of the old quay at dawn. (Ana Ruiz/Coast Mail)\n\nGulls "
                    "sit on the wall of the old…\n\nNews") ==
        "Gulls sit on the wall of the old quay at dawn./Ana Ruiz/Coast Mail");
  CHECK(captions_of("The \"old\" quay at dawn, before the storm\n\nThe “old” quay at dawn, before "
                    "the storm\n\nNews") == "The \"old\" quay at dawn, before the storm/");
}

TEST_CASE("rows of a list that begin alike are no captions") {
  CHECK(captions_of("Red of the harbour hills 2012\n\nRed of the harbour hills 2012, from the "
                    "north\n\nRed of the harbour hills 2014, from the south\n") == "");
  CHECK(captions_of("• Gulls sit on the wall of…\n• Gulls sit on the wall of the old quay\n") ==
        "");
  // Too short a part of it.
  CHECK(captions_of("Gulls sit on it\n\nGulls sit on it at dawn, when the boats come in from the "
                    "sea and the men throw the small fish to them.\n") == "");
}

TEST_CASE("a line of a dump that says everything twice is a caption") {
  CHECK(captions_of("Ice on the old quay. Ice on the old quay.\n\nNews") ==
        "Ice on the old quay./");
  CHECK(captions_of("“Ice on the old quay.” “Ice on the old quay.”\n\nFoto: Ana Ruiz\n\nNews") ==
        "“Ice on the old quay.”/Ana Ruiz");
  CHECK(captions_of("Gulls in the old quarter.Gulls in the old quarter.\n") ==
        "Gulls in the old quarter./");
  // What shops and menus name twice.
  CHECK(captions_of("Gulls in the old quarter Gulls in the old quarter\n") == "");
  CHECK(captions_of("Harbour Festival Harbour Festival\n") == "");
}

TEST_CASE("three lines in a row that say everything twice are a gallery") {
  const std::string text = std::string(kTitle) +
                           "Ice on the old quay. Ice on the old quay.\n\nGulls on the high wall. "
                           "Gulls on the high wall.\n\nA boat on its side. A boat on its side.\n";
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  std::vector<DumpPicture> pictures = find_dump_pictures(page);
  const std::vector<DumpGallery> galleries = take_gallery_rows(page, pictures);
  REQUIRE(galleries.size() == 1);
  CHECK(galleries[0].gallery.items.size() == 3);
  CHECK(pictures.empty());
}

TEST_CASE("a line of a dump with a picture's credit below it is a caption") {
  CHECK(credited_in("The hall of the old school.\n\nFoto: Ana Ruiz") ==
        "The hall of the old school./Ana Ruiz");
  CHECK(credited_in("Gulls sit on the wall of the quay.\n\nAFP") ==
        "Gulls sit on the wall of the quay./AFP");
}

TEST_CASE("a source, a notice of rights, a headline or a list below or above is no caption") {
  CHECK(credited_in("The hall of the old school.\n\nQuelle: Ana Ruiz") == "");
  CHECK(credited_in("The hall of the old school.\n\n© 2019 Coast Mail") == "");
  CHECK(credited_in("The harbour reopens after the storm\n\nFoto: Ana Ruiz") == "");
  CHECK(credited_in("• The hall of the old school.\n\nFoto: Ana Ruiz") == "");
  // Behind the text.
  CHECK(credited_in("The ferry sails again.\n\nNobody was hurt.") == "");
}

TEST_CASE("a credit at the end of a dump's line needs no mark where it says whose the picture is") {
  CHECK(captions_of("Gulls sit on the wall of the old quay at dawn. Photo by Ana Ruiz\n") ==
        "Gulls sit on the wall of the old quay at dawn./Ana Ruiz");
  CHECK(captions_of("Gulls sit on the wall of the old quay - Copyright Ana Ruiz\n") ==
        "Gulls sit on the wall of the old quay/Ana Ruiz");
  CHECK(captions_of("Legende: Gulls sit on the wall\n") == "Gulls sit on the wall/");
  CHECK(captions_of("He learned much about the law of the sea and Copyright in the town.\n") == "");
}

TEST_CASE("the stars of a rating are no gallery") {
  const std::string text =
      std::string(kTitle) +
      "Rate the cake\n\nRate the old harbour cake with plums 1/5\n\nRate the old "
      "harbour cake with plums 2/5\n\nRate the old harbour cake with plums 3/5\n\n"
      "Rate the old harbour cake with plums 4/5\n\nRate the old harbour cake with "
      "plums 5/5\n";
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  CHECK(find_dump_galleries(page).empty());
}

TEST_CASE("a line that tells who stands where in a picture is its caption") {
  CHECK(described_in("News\n\nAna Ruiz, left, and Ben Cole on the quay before the storm.\n") ==
        "Ana Ruiz, left, and Ben Cole on the quay before the storm./");
  CHECK(described_in("News\n\nBen Cole (r.) auf der neuen Mole von Port Ansel.\n") ==
        "Ben Cole (r.) auf der neuen Mole von Port Ansel./");
  CHECK(described_in("News\n\nThe stones before, right, and after the storm had washed them.\n") ==
        "");
  CHECK(described_in("News\n\nThe call print(L) writes the whole list to the screen.\n") == "");
  // A letter alone may be a party's.
  CHECK(described_in("News\n\nSenator Ben Cole (R) voted against the new quay of the port.\n") ==
        "");
  CHECK(described_in("News\n\nAna Ruiz (L) greets Ben Cole (R) on the new quay of the port.\n") ==
        "Ana Ruiz (L) greets Ben Cole (R) on the new quay of the port./");
}

TEST_CASE("a line that tells what somebody does on a day with its year is a caption") {
  CHECK(described_in("News\n\nA guard waves a flag on the quay of Port Ansel, Sunday, June 30, "
                     "2013.\n") ==
        "A guard waves a flag on the quay of Port Ansel, Sunday, June 30, 2013./");
  CHECK(described_in("News\n\nThe council holds that it will open the quay on June 30, 2013.\n") ==
        "");
  CHECK(described_in(
            "News\n\nThe ferry sailed again on Sunday, March 3, 2013, after the storm.\n") == "");
}

TEST_CASE("a caption whose copy has a credit with a stroke behind it") {
  CHECK(captions_of("Ana Ruiz on the old quay at dawn.\n\nAna Ruiz on the old quay at dawn. "
                    "Ljósmynd/Ben Cole\n\nNews") ==
        "Ana Ruiz on the old quay at dawn./Ljósmynd/Ben Cole");
  CHECK(
      captions_of("The old quay, seen from the sea.\n\nThe old quay, seen from the sea. / B. Cole "
                  "/ Coast Mail\n\nNews") != "");
}

TEST_CASE("the title of a video that its player says again is no caption") {
  CHECK(captions_of("The storm that took the pier away\n\nThe storm that took the pier away\n\n"
                    "JUST WATCHED\n\nThe storm that took the pier away\n\nNews") == "");
  CHECK(captions_of("The storm that took the pier away\n\nThe storm that took the pier away\n\n"
                    "Replay\n\nThe storm that took the pier away 02:41\n\nNews") == "");
}

TEST_CASE("an alternative text with its credit above a labelled caption is the picture's") {
  CHECK(captions_of("Boats lie on the quay of Port Ansel Image copyright Ana Ruiz\n\n"
                    "Image caption The boats were pulled ashore on Friday\n\nThe storm "
                    "moved on.\n") == "The boats were pulled ashore on Friday/Ana Ruiz");
}

TEST_CASE("a line that is the credit of the labelled caption below it is no text of its own") {
  CHECK(captions_of("Image copyright Ana Ruiz\n\nImage caption The boats were pulled ashore\n\n"
                    "Image copyright Ben Cole\n\nImage caption The pier on Friday\n\nThe storm "
                    "moved on.\n") ==
        "The boats were pulled ashore/Ana Ruiz; The pier on Friday/Ben Cole");
}

TEST_CASE("a credit that a tool glued to its caption is parted from it") {
  CHECK(captions_of("Boats lie on the quay of Port Ansel after the storm.AP\n\nNews") ==
        "Boats lie on the quay of Port Ansel after the storm./AP");
  CHECK(captions_of("Boats lie on the quay of Port AnselFoto: Ana Ruiz/AFP\n\nNews") ==
        "Boats lie on the quay of Port Ansel/Ana Ruiz/AFP");
  CHECK(captions_of("The harbour's address is quay.Example\n\nNews") == "");
}

TEST_CASE("a button glued to a credit is no part of it") {
  CHECK(captions_of("Boats lie on the quay of Port Ansel. Foto: Ana Ruiz/APVisa mer\n\nNews") ==
        "Boats lie on the quay of Port Ansel./Ana Ruiz/AP");
}

TEST_CASE("a short caption and its copy stand over a picture's credit") {
  CHECK(captions_of("Ben Cole\n\nBen Cole\n\nFoto: Ana Ruiz/AFP\n\nThe storm moved on.\n") ==
        "Ben Cole/Ana Ruiz/AFP");
  CHECK(captions_of("Ben Cole\n\nBen Cole\n\nWriter\n\nThe storm moved on.\n") == "");
}

TEST_CASE("a name below a labelled caption is its credit") {
  CHECK(captions_of("Enlarge / The boats were pulled ashore on Friday.\n\nAna Ruiz\n\nThe storm "
                    "moved on.\n") == "The boats were pulled ashore on Friday./Ana Ruiz");
}

TEST_CASE("the name of who signs the story is a credit below the captions in its text") {
  const std::string text =
      std::string(kTitle) +
      "Ana Ruiz - May 3, 2019\n\nThe wind had torn the pier away, and the boats "
      "lay on the quay.\n\nThe pier stood again on Friday.\n\nAna Ruiz\n\nThe "
      "quay was dry on Friday.\n\nBen Cole\n\nThe storm moved on.\n";
  BlockList list = cut_lines(text);
  DumpPage page = read_dump_lines(list);
  for (size_t i = 3; i < page.lines.size(); ++i) page.set_role(i, Role::kBody);
  std::vector<DumpPicture> pictures;
  find_credited_lines(page, pictures);
  CHECK(told(pictures) == "The pier stood again on Friday./Ana Ruiz");
}

TEST_CASE("the titles of other videos, said again behind a caption's label, are no captions") {
  CHECK(captions_of("Mole opens in spring\n\nCaption Mole opens in spring\n\n"
                    "The mole of Port Ansel opens in spring.\n\nIt was shut for two years.\n\n"
                    "The mole of Port Ansel opens in spring.\n\nIt was shut for two years.\n\n"
                    "Ferry is back\n\nCaption Ferry is back\n\n")
            .empty());
}

TEST_CASE("lines beside the text go by their words: signs, pictures, sources, posts, arrows") {
  CHECK(text_left("Harbour Ltd logo\n\nScreenshot of the new map\n\nA woman holding a wet net\n\n"
                  "Source: Harbour Office\n\nLast edited by ana (2024-08-03)\n\n"
                  "The mole and its mayor »\n\n")
            .empty());
}

TEST_CASE("sentences that only begin like a picture's description stay") {
  const std::string_view lines =
      "A man driving a lorry was hurt on the quay.\nPeople trying to leave by ferry faced long "
      "queues.\nThe picture of the week was taken here.\nSource: 3 boats\n"
      "He said « on the quay »\n";
  CHECK(text_left(lines) == lines);
}

TEST_CASE("the headline of another page goes, which stands between a paragraph and a date") {
  const std::string_view paragraph =
      "The council of Port Ansel has agreed to pay for the new quay, the mayor said on Monday.\n";
  CHECK(text_left(std::string(paragraph) + "\nThe old mole gets a second light\n\n12 March 2024\n",
                  "12 March 2024") == paragraph);
  CHECK(text_left(std::string(paragraph) + "\nThe mole\n\n12 March 2024\n", "12 March 2024") ==
        std::string(paragraph) + "The mole\n");
}

TEST_CASE("a line that opens with place and day in capitals and a colon is a caption") {
  CHECK(
      described_in("Coast Mail\n\nSKARRA, COASTLAND - JULY 20: An iceberg floats past the mole. "
                   "(Photo by Ana Ruiz)\n\nSKARRA - The ferry sails on Friday 20: it is full.\n") ==
      "SKARRA, COASTLAND - JULY 20: An iceberg floats past the mole./Ana Ruiz");
}

TEST_CASE("a short caption below its copy is one where it has a credit behind the sentence") {
  CHECK(captions_of("Boats out.\n\nBoats out. (Ben Cole/AP)\n\nThe ferry sails again.\n") ==
        "Boats out./Ben Cole/AP");
  CHECK(captions_of("Boats out.\n\nBoats out. It rains.\n\nThe ferry sails again.\n").empty());
}
