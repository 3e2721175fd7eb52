// dump_test.cpp: plain-text dumps of pages into stories; the seed page in every field of its
// expected.json.
#include "story/dump.h"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "base/base.h"
#include "story/dump_lines.h"
#include "tests/story/dump_page.h"

using namespace copydesk;

namespace {

/// The seed page and what must be read out of it; empty when the shared folder is absent.
struct Seed {
  Story story;
  simdjson::dom::parser parser;
  simdjson::dom::element expected;
  bool is_there = false;
};

const Seed& seed() {
  static const Seed& loaded = *[] {
    auto* seed = new Seed;
    const std::filesystem::path folder = std::string(COPYDESK_SHARED_DIR) + "/seed";
    const auto json = read_file((folder / "expected.json").string());
    const auto text = read_file((folder / "000_a942ce4e34d63878.txt").string());
    if (!json.is_ok() || !text.is_ok() ||
        seed->parser.parse(json.value()).get(seed->expected) != simdjson::SUCCESS) {
      std::cerr << "SKIPPED: the seed page is not at " << folder << "\n";
      return seed;
    }
    seed->story = story_of(text.value());
    seed->is_there = true;
    return seed;
  }();
  return loaded;
}

std::string said(std::string_view pointer) {
  std::string_view value;
  return seed().expected.at_pointer(pointer).get(value) == simdjson::SUCCESS ? std::string(value)
                                                                             : std::string();
}

std::vector<std::string> said_list(std::string_view pointer) {
  std::vector<std::string> values;
  for (const auto value : seed().expected.at_pointer(pointer).get_array())
    values.emplace_back(value.get_string().value());
  return values;
}

std::vector<std::string> paragraphs_of(const Story& story) {
  std::vector<std::string> texts;
  for (const BodyNode& node : story.body) {
    if (node.kind == BodyNode::Kind::kParagraph) texts.push_back(node.text);
  }
  return texts;
}

std::vector<std::string> gallery_lines(const Gallery& gallery) {
  std::vector<std::string> lines;
  for (const GalleryItem& item : gallery.items) {
    lines.push_back(std::to_string(item.index) + "|" + item.kind + "|" + item.title + "|" +
                    item.caption);
  }
  return lines;
}

std::vector<std::string> said_gallery_lines() {
  std::vector<std::string> lines;
  for (const auto item : seed().expected.at_pointer("/story/galleries/0/items").get_array()) {
    const auto text = [&](std::string_view name) {
      std::string_view value;
      return item[name].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
    };
    lines.push_back(std::to_string(item["index"].get_uint64().value()) + "|" + text("kind") + "|" +
                    text("title") + "|" + text("caption"));
  }
  return lines;
}

/// Everything that a reader of the story would see.
std::string all_texts(const Story& story) {
  std::string all =
      story.title + "\n" + story.dek + "\n" + story.text + "\n" + story.section + "\n";
  for (const std::string& text : story.highlights) all += text + "\n";
  for (const Image& image : story.images) all += image.caption + "\n" + image.credit + "\n";
  for (const Gallery& gallery : story.galleries) {
    all += gallery.title + "\n";
    for (const GalleryItem& item : gallery.items)
      all += item.title + "\n" + item.caption + "\n" + item.credit + "\n";
  }
  return all;
}

}  // namespace

#define SEED_OR_RETURN() \
  if (!seed().is_there) return

TEST_CASE("the seed page: headline, authors, publisher and section") {
  SEED_OR_RETURN();
  const Story& story = seed().story;
  CHECK(story.title == said("/story/title"));
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == said_list("/story/authors")[0]);
  CHECK(story.publisher == said("/story/publisher"));
  CHECK(story.section == said("/story/section"));
}

TEST_CASE("the seed page: times with the zone they prove, dateline, language") {
  SEED_OR_RETURN();
  const Story& story = seed().story;
  CHECK(story.published.time == said("/story/published/time"));
  CHECK(story.published.precision == said("/story/published/precision"));
  CHECK(story.modified.time == said("/story/modified/time"));
  CHECK(story.modified.precision == said("/story/modified/precision"));
  CHECK(story.modified.raw == said("/story/modified/raw"));
  CHECK(story.dateline.agency == said("/story/dateline/agency"));
  CHECK(story.dateline.place.empty());
  CHECK(story.language == said("/story/language"));
}

TEST_CASE("the seed page: key points, and the body whole and in order") {
  SEED_OR_RETURN();
  CHECK(seed().story.highlights == said_list("/story/highlights"));
  CHECK(paragraphs_of(seed().story) == said_list("/story/body_paragraphs"));
}

TEST_CASE("the seed page: the pictures outside the gallery, each caption once") {
  SEED_OR_RETURN();
  const Story& story = seed().story;
  REQUIRE(story.images.size() == 2);
  CHECK(story.images[0].role == "lead");
  CHECK(story.images[0].caption == said("/story/lead_image/caption"));
  CHECK(story.images[1].role == "inline");
  CHECK(story.images[1].caption == said("/story/inline_images/0/caption"));
}

TEST_CASE("the seed page: fifteen slides in order, each caption once, the video without one") {
  SEED_OR_RETURN();
  const Story& story = seed().story;
  REQUIRE(story.galleries.size() == 1);
  CHECK(story.galleries[0].title == said("/story/galleries/0/title"));
  CHECK(story.galleries[0].count == 15);
  CHECK(gallery_lines(story.galleries[0]) == said_gallery_lines());
}

TEST_CASE("the seed page: no interface text stands anywhere in the story") {
  SEED_OR_RETURN();
  const std::string all = all_texts(seed().story);
  for (const std::string& chrome : said_list("/chrome")) {
    CAPTURE(chrome);
    CHECK(all.find(chrome) == std::string::npos);
  }
}

namespace {

struct TracedDump {
  Page page;
  Story story;
};

// A dump read with provenance.
TracedDump traced(std::string_view text) {
  TracedDump dump;
  dump.page = dump_page(text);
  StoryOptions options;
  options.provenance = true;
  dump.story = read_dump(dump.page, options);
  return dump;
}

}  // namespace

TEST_CASE("the bytes that provenance names give the text back, folded and mended as in the story") {
  const auto [page, story] = traced(
      "Harbour wall to be raised\n\nBy Nora Quist\n\nThe wall of  Lund harbour will be raised by a "
      "metre "
      "next spring, the council &quot;at last&quot; decided on Monday evening after a long "
      "debate.\n"
      "Work is to begin in March and will take two summers, the harbour master told the "
      "meeting.\n");
  std::string text, again;
  for (const TextSpan& span : story.provenance.text) {
    text += story.text.substr(span.text_begin, span.text_end - span.text_begin);
    const std::string bytes(page.text.substr(span.page.begin, span.page.end - span.page.begin));
    again += bytes == "  " ? " " : bytes == "&quot;" ? "\"" : bytes;
  }
  CHECK(text == again);
  CHECK(text.find("The wall of Lund harbour") == 0);
  CHECK(text.find("\"at last\" decided") != std::string::npos);
  REQUIRE_FALSE(story.provenance.fields.empty());
  const ByteRange title = story.provenance.fields[0].ranges.at(0);
  CHECK(page.text.substr(title.begin, title.end - title.begin) == story.title);
}

TEST_CASE("what was escaped twice in a dump is no source of the space behind it") {
  const auto [page, story] = traced(
      "Harbour wall to be raised\n\nBy Nora Quist\n\nThe wall of Lund harbour will be raised by a "
      "metre, as the notice said, &amp;amp;am  next spring, the council decided after a debate.\n"
      "Work is to begin in March and will take two summers, the harbour master told the "
      "meeting.\n");
  REQUIRE(story.text.find("&am next spring") != std::string::npos);
  for (const TextSpan& span : story.provenance.text) {
    if (span.text_end - span.text_begin != 1 || story.text[span.text_begin] != ' ') continue;
    const std::string_view bytes =
        std::string_view(page.text).substr(span.page.begin, span.page.end - span.page.begin);
    CHECK(bytes.find_first_not_of(' ') == std::string_view::npos);
  }
}

TEST_CASE("a line of a dump of which nothing is left is no paragraph") {
  const Story story = story_of(
      "Sums of the harbour\n$DATA one\n&nbsp;\n$DATA, two\n\"tree\": $DATA "
      "three\n<html>\n<body>\n");
  REQUIRE(story.body.size() > 1);
  for (const BodyNode& node : story.body) CHECK_FALSE(node.text.empty());
}

TEST_CASE("the span of what was escaped twice in a dump is the whole of it") {
  const auto [page, story] = traced(
      "Harbour wall to be raised\n\nBy Nora Quist\n\nThe wall of Lund &nbsp; harbour will be "
      "raised by a metre, &amp;quot;at last&quot;&nbsp;as the notice said, the council decided "
      "after "
      "a debate.\nWork is to begin in March and will take two summers, the harbour master told the "
      "meeting.\n");
  REQUIRE(story.text.find("Lund harbour will") != std::string::npos);
  std::string made;
  for (const TextSpan& span : story.provenance.text)
    if (page.text.substr(span.page.begin).starts_with('&'))
      made.append(page.text.substr(span.page.begin, span.page.end - span.page.begin)).append(" ");
  CHECK(made == "&amp;quot; &quot; &nbsp; ");
}

TEST_CASE("a line of a dump that calls itself an image's caption is one, without a mark too") {
  const Story story = story_of(
      "Gulls counted on the roof\n\nImage caption The six men on the quay, with their counters\n\n"
      "Six men with counters stood on the quay at five in the morning and looked up, each at the "
      "roof that he had been given with a pencil.\n\nEach was told to count no gull that moved, "
      "and to write the number down before he looked at the next roof.\n");
  REQUIRE(story.images.size() == 1);
  CHECK(story.images[0].caption == "The six men on the quay, with their counters");
  CHECK(story.text.starts_with("Six men"));
}

TEST_CASE("names and their outlet in a line of a dump are its byline without a by") {
  for (const auto& [line, publisher, agency] :
       {std::array<std::string, 3>{"Ana Ruiz and Ben Cole, GNN", "GNN", ""},
        {"Ana Ruiz and Ben Cole, Associated Press", "", "Associated Press"}}) {
    CAPTURE(line);
    const Story story = story_of(
        "Gulls counted on the roof\n\n" + line +
        "\n\nUpdated 10:01 AM ET, Thu May 4, 2017\n\nSix men with counters stood on the quay at "
        "five in the morning and looked up, each at the roof that he had been given.\n");
    REQUIRE(story.authors.size() == 2);
    CHECK(story.authors[0].name == "Ana Ruiz");
    CHECK(story.authors[1].name == "Ben Cole");
    CHECK(story.publisher == publisher);
    CHECK(story.agency == agency);
  }
  const Story question = story_of(
      "Coffee, explained\n\nWhat is a Single Cortado, What is a Cortado?\n\nSix men with counters "
      "stood on the quay at five in the morning and looked up, each at the roof.\n");
  CHECK(question.authors.empty());
}

TEST_CASE("a gallery of a dump that counts its first slide alone") {
  const std::string_view before =
      "Gulls counted on the roof\n\nSix men with counters stood on the quay at five in the morning "
      "and looked up, each at the roof that he had been given.\n\n";
  const std::string_view after =
      "Each was told to count no gull that moved, and to write the number down before he looked at "
      "the next roof.\n";
  const std::string first = "The six men on the quay, with their counters\n\n";
  const std::string second = "A gull that moved while it was counted\n\nReuters\n\n";
  const std::string third = "The roof of the town hall, without a single gull\n\n";
  const std::string fourth = "The number that was written down\n\nAFP via Getty Images\n\n";
  const auto page = [&](const std::string& slides) {
    return std::string(before) + slides + std::string(after);
  };
  const Story story =
      story_of(page("A morning among gulls\n\n" + first + "1/4 A morning among gulls\n\n" + first +
                    "Reuters\n\n" + second + third + fourth));
  REQUIRE(story.galleries.size() == 1);
  const Gallery& gallery = story.galleries[0];
  CHECK(gallery.title == "A morning among gulls");
  CHECK(gallery.count == 4);
  REQUIRE(gallery.items.size() == 4);
  CHECK(gallery.items[0].caption == "The six men on the quay, with their counters");
  CHECK(gallery.items[0].credit == "Reuters");
  CHECK(gallery.items[2].credit.empty());
  CHECK(gallery.items[3].index == 4);
  CHECK(gallery.items[3].credit == "AFP via Getty Images");
  CHECK(story.text.find("gull that moved while") == std::string::npos);
  CHECK(story.text.find("Each was told") != std::string::npos);
  // Two pictures with their credits are not enough.
  CHECK(story_of(page("1/4\n\n" + first + "Reuters\n\n" + second)).galleries.empty());
}

/// Headline, a paragraph, `between`, two paragraphs.
std::string around(const std::string& between) {
  return "Gulls counted on the roof\n\nSix men with counters stood on the quay at five in the "
         "morning and looked up, each at the roof that he had been given with a pencil.\n\n" +
         between +
         "\n\nEach was told to count no gull that moved, and to write the number down before he "
         "looked at the next roof, which took the whole of the morning.\n\nThe result is higher "
         "than the year before, when the count was made in the rain and nobody looked up for "
         "long, the harbour office said on Monday.\n";
}

TEST_CASE("a gallery of a dump whose slides are named over and under the counter") {
  const Story story = story_of(around(
      "The old roof\n\n1/3\n\nThe old roof\n\nIt was counted first, by two men who did not agree."
      "\n\nThe new roof\n\n2/3\n\nThe new roof\n\nNobody has seen a gull on it since it was built."
      "\n\nThe church\n\n3/3\n\nThe church\n\nIts gulls moved, and so they were not counted."));
  REQUIRE(story.galleries.size() == 1);
  const auto& items = story.galleries[0].items;
  REQUIRE(items.size() == 3);
  CHECK(items[0].caption == "It was counted first, by two men who did not agree.");
  CHECK(items[1].title == "The new roof");
  CHECK(items[1].caption == "Nobody has seen a gull on it since it was built.");
  CHECK(items[2].caption == "Its gulls moved, and so they were not counted.");
  CHECK(story.text.find("church") == std::string::npos);
}

TEST_CASE("a gallery of a dump that counts its first slide, with the credits behind the captions") {
  const Story story = story_of(
      around("1/2\n\nThe counters at five in the morning. Photo: Ana Ruiz\n\nA gull that was not "
             "counted by anybody. Photo: Bob Vale/GNN\n\nThe counters at five in the morning. "
             "Photo: Ana Ruiz"));
  REQUIRE(story.galleries.size() == 1);
  const auto& items = story.galleries[0].items;
  REQUIRE(items.size() == 2);
  CHECK(items[0].caption == "The counters at five in the morning.");
  CHECK(items[1].credit == "Bob Vale/GNN");
  CHECK(story.images.empty());  // the copy of the first slide is none
}

TEST_CASE("credited pictures of a dump in a row are a gallery") {
  const auto rows = [](const std::string& credit) {
    std::string lines;
    for (const std::string caption :
         {"The counters at five in the morning.", "A gull that was not counted by anybody.",
          "The roof of the church in the rain.", "The pencils that the office had bought."})
      lines += caption + "\n\n" + caption + credit + "\n\n";
    return lines;
  };
  const Story story = story_of(around(rows(" (Photo: Ana Ruiz)")));
  REQUIRE(story.galleries.size() == 1);
  REQUIRE(story.galleries[0].items.size() == 4);
  CHECK(story.galleries[0].count == 4);
  CHECK(story.galleries[0].items[3].caption == "The pencils that the office had bought.");
  CHECK(story.galleries[0].items[3].credit == "Ana Ruiz");
  CHECK(story.images.empty());
  // What stands there twice without a credit may be goods or teasers.
  CHECK(story_of(around(rows(""))).galleries.empty());
}

TEST_CASE("captions of a dump that end with their credit") {
  const auto images = [](const std::string& lines) { return story_of(around(lines)).images; };
  for (const std::string line : {"A gull that was not counted by anybody. (AP Photo/Ana Ruiz)",
                                 "A gull that was not counted by anybody. AP Photo/Ana Ruiz"}) {
    CAPTURE(line);
    const auto found = images(line);
    REQUIRE(found.size() == 1);
    CHECK(found[0].caption == "A gull that was not counted by anybody.");
    CHECK(found[0].credit.find("Ana Ruiz") != std::string::npos);
  }
  // Only behind a copy a name in brackets is a credit.
  const auto pair = images(
      "A gull that was not counted by anybody\n\nA gull that was not counted by anybody (Harbour "
      "Museum)");
  REQUIRE(pair.size() == 1);
  CHECK(pair[0].caption == "A gull that was not counted by anybody");
  CHECK(pair[0].credit == "Harbour Museum");
  CHECK(images("A gull that was not counted by anybody (Harbour Museum) was seen.").empty());
  CHECK(images("The office told all of this to a man of the Associated Press on Monday.").empty());
}

TEST_CASE("a line of a dump that leads to another page is no text") {
  for (const std::string line :
       {"READ MORE: Harbour reopens after the storm", "[Read: Why the harbour was closed for days]",
        "Les også Havnen åpner igjen etter stormen"}) {
    CAPTURE(line);
    const Story story = story_of(around(line));
    CHECK(story.text.find(line) == std::string::npos);
    CHECK(story.text.find("Each was told") != std::string::npos);
  }
  for (const std::string line :
       {"Read more than one roof at a time and the number is wrong, he said.",
        "More gulls than in any year before"}) {
    CAPTURE(line);
    CHECK(story_of(around(line)).text.find(line) != std::string::npos);
  }
}

TEST_CASE("a picture's file name among the lines of a dump is no text") {
  const std::string_view text = "Each was told to count no gull";
  for (const std::string line : {"IMG_2976.JPG", "gulls on the roof, at noon 00003915.jpg"}) {
    CAPTURE(line);
    const Story story = story_of(around(line));
    CHECK(story.text.find(line) == std::string::npos);
    CHECK(story.text.find(text) != std::string::npos);
  }
  const std::string address = "The picture was kept at https://gulls.example/roof.jpg";
  CHECK(story_of(around(address)).text.find(address) != std::string::npos);
}

TEST_CASE("an agency alone goes from the first paragraph of a dump where a tool glued it there") {
  const auto text_below = [](const std::string& opening) {
    return story_of(
               "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana "
               "Ruiz\n\n" +
               opening +
               "Six men with counters stood on the quay at five in the morning and looked up, each "
               "at the roof that he had been given with a pencil.\n\nEach was told to count no "
               "gull "
               "that moved. The result is higher than the year before, when the count was made in "
               "the rain and nobody looked up for long.\n")
        .text;
  };
  CHECK(text_below("(CNN)").starts_with("Six men"));
  CHECK(text_below("(CNN) -- ").starts_with("(CNN) -- Six men"));
}

TEST_CASE("a dateline that a link parted from the first sentence of a dump begins its text") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana Ruiz\n\n"
      "PORT ANSEL -\n\nSix men with counters stood on the quay at five in the morning and looked "
      "up, each at the roof that he had been given with a pencil.\n\nEach was told to count no "
      "gull that moved. The result is higher than the year before, when the count was made in the "
      "rain and nobody looked up for long.\n");
  CHECK(story.dateline.place == "PORT ANSEL");
  CHECK(story.text.starts_with("PORT ANSEL -"));
}

TEST_CASE("other pages by their kind, and notes about the wire, are no text of a dump") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana Ruiz\n\n"
      "This story has not been edited by us and is published from a syndicated feed.\n\n"
      "Six men with counters stood on the quay at five in the morning and looked up, each at the "
      "roof that he had been given with a pencil.\n\nOpinion: Let the gulls have the "
      "roof\n\nEach was told to count no gull that moved. The result is higher than the year "
      "before, when the count was made in the rain and nobody looked up for long.\n");
  CHECK(story.text.find("syndicated") == std::string::npos);
  CHECK(story.text.find("Opinion") == std::string::npos);
}

TEST_CASE("an agency alone in a line above the text of a dump is credited and no text") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nAssociated Press\n\n"
      "ANA RUIZ June 30, 2013\n\nCAIRO (AP) - Six men with counters stood on the quay at five in "
      "the morning and looked up, each at the roof that he had been given with a pencil.\n\nEach "
      "was told to count no gull that moved. The result is higher than the year before, when the "
      "count was made in the rain and nobody looked up for long.\n");
  CHECK(story.agency == "Associated Press");
  CHECK(story.dateline.place == "CAIRO");
  REQUIRE(story.authors.size() == 1);
  CHECK(story.authors[0].name == "ANA RUIZ");
  CHECK(story.text.starts_with("CAIRO (AP) - Six men"));
}

TEST_CASE("an empty dump gives an empty story") {
  CHECK(story_of("").text.empty());
  CHECK(story_of("\n \n").title.empty());
}

TEST_CASE("thanks, appeals, codes and rules of marks at the end of a dump are no text") {
  BlockList list = cut_lines(
      "The pier was laid in two nights, and the ferry sailed again on Friday.\n\n"
      "Ben Cole contributed to this report.\n\n___\n\nFollow us on the network of your choice.\n\n"
      "[quote id=3126]\n\nArchive\n");
  DumpPage page = read_dump_lines(list);
  for (size_t i = 0; i < 5; ++i) page.set_role(i, Role::kBody);
  mark_dump_interface(page);
  CHECK(page.role(0) == Role::kBody);
  CHECK(page.role(1) == Role::kInterface);
  CHECK(page.role(2) == Role::kInterface);
  CHECK(page.role(3) == Role::kInterface);
  CHECK(page.role(4) == Role::kInterface);
}

TEST_CASE("a warning of a server is no text of a dump") {
  BlockList list = cut_lines("Warning: Undefined variable $x in /srv/www/head.php on line 12\n");
  DumpPage page = read_dump_lines(list);
  page.set_role(0, Role::kBody);
  mark_dump_interface(page);
  CHECK(page.role(0) == Role::kInterface);
}

TEST_CASE("\"Lea más: ...\" and \"Zum Artikel: ...\" lead to other pages") {
  BlockList list = cut_lines("Lea más: El puerto tiene luz\n\nZum Artikel: Der Hafen hat Licht\n");
  DumpPage page = read_dump_lines(list);
  for (size_t i = 0; i < 2; ++i) page.set_role(i, Role::kBody);
  mark_dump_interface(page);
  CHECK(page.role(0) == Role::kTeaser);
  CHECK(page.role(1) == Role::kTeaser);
}

TEST_CASE("what others have posted is no text of a dump") {
  const Story story = story_of(
      "Gulls counted on the roof | Gazette\n\nGulls counted on the roof\n\nBy Ana "
      "Ruiz\n\nSix men with counters stood on the quay at five in the morning and looked up, "
      "each at the roof that he had been given with a pencil.\n\nMy roof has nine of them, "
      "and they do not move.\n\n— Tom Oke (@tomoke) March 15, 2017\n\nNobody has asked the "
      "gulls what they think of this. pic.quay.example/a1B2c3\n\nEach was told to count no "
      "gull that moved. The result is higher than the year before, when the count was made "
      "in the rain and nobody looked up for long.\n");
  CHECK(story.text.find("My roof") == std::string::npos);
  CHECK(story.text.find("Nobody has asked") == std::string::npos);
  CHECK(story.text.starts_with("Six men"));
  CHECK(story.text.ends_with("looked up for long."));
}

TEST_CASE("a counter with a sign behind it that links it to itself is read without the sign") {
  std::string text = "Ferry out of service\n\n";
  for (const std::string_view slide : {"1", "2", "3"})
    text.append(slide)
        .append(" of 3 ")
        .append(70, ':')
        .append(" ¶\n\nBoats leave the harbour of ")
        .append("Skarra at ")
        .append(slide)
        .append(" in the early morning light\n\n");
  const Story story = story_of(text);
  REQUIRE(story.galleries.size() == 1);
  CHECK(story.galleries[0].items.size() == 3);
}
