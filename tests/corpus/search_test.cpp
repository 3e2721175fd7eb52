// search_test.cpp: what a search finds, how it is ranked, and that no query is an error.
#include <doctest/doctest.h>

#include <algorithm>

#include "corpus/corpus.h"
#include "corpus/query.h"
#include "corpus/words.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

// A few stories that differ in every facet.
class Shelf {
 public:
  Shelf() : archive_(need(Archive::open(file_.path(), Archive::Access::kWrite))) {
    add("Flood in Porto", "The river rose at night and the bridge fell.", "en", "2017-04-13",
        "Harbour Post");
    add("Bridge reopened", "Two years after the flood the town walks over the river again.", "en",
        "2019-05-01", "Harbour Post");
    add("H\xC3\xB6here L\xC3\xB6hne", "Die Gewerkschaft fordert mehr.", "de", "2019-05-02",
        "Abendblick");
    add("\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD\xE3\x81\xAE\xE5\xA4\xA9\xE6\xB0\x97",
        "\xE4\xBB\x8A\xE6\x97\xA5\xE3\x81\xAF\xE9\x9B\xA8\xE3\x81\xA7\xE3\x81\x99\xE3\x80\x82",
        "ja", "2019-06-01", "Asa");
  }
  std::vector<std::string> titles(const std::string& query) {
    std::vector<std::string> titles;
    for (const SearchHit& hit : need(archive_.search({.query = query})).hits)
      titles.push_back(hit.story.title);
    return titles;
  }
  Archive& archive() { return archive_; }

 private:
  void add(const std::string& title, const std::string& text, const std::string& language,
           const std::string& day, const std::string& publisher) {
    Story story = sample_story(title + ".html", "https://a.example/" + title, title, text);
    story.language = language;
    story.published = {day, "day", "", ""};
    story.publisher = publisher;
    need(archive_.add(prepare_input(story, {"", text, "html"})));
  }
  ScratchFile file_;
  Archive archive_;
};

using Titles = std::vector<std::string>;
const std::string kTokyo =
    "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD\xE3\x81\xAE\xE5\xA4\xA9\xE6\xB0\x97";

std::string words_of(std::string_view text) {
  std::string words;
  append_search_words(words, text);
  return words;
}

}  // namespace

TEST_CASE("all words must occur, and a headline's word ranks before a body's") {
  Shelf shelf;
  CHECK(shelf.titles("flood river") == Titles{"Flood in Porto", "Bridge reopened"});
  CHECK(shelf.titles("bridge") == Titles{"Bridge reopened", "Flood in Porto"});
  CHECK(shelf.titles("bridge walrus").empty());
}

TEST_CASE("phrases, prefixes, exclusions and alternatives do what they say") {
  Shelf shelf;
  CHECK(shelf.titles("\"river rose\"") == Titles{"Flood in Porto"});
  CHECK(shelf.titles("gewerk*") == Titles{"H\xC3\xB6here L\xC3\xB6hne"});
  CHECK(shelf.titles("flood -porto") == Titles{"Bridge reopened"});
  CHECK(shelf.titles("porto OR gewerkschaft").size() == 2);
  CHECK(shelf.titles("-river").size() == 2);
}

TEST_CASE("letters are found without their accents and the other way round") {
  Shelf shelf;
  CHECK(shelf.titles("hohere lohne").size() == 1);
  CHECK(shelf.titles("P\xC3\xB3rto").size() == 1);
}

TEST_CASE("Chinese and Japanese words are found inside a run without spaces") {
  Shelf shelf;
  CHECK(shelf.titles("\xE4\xBA\xAC\xE9\x83\xBD") == Titles{kTokyo});
  CHECK(shelf.titles("\xE9\x9B\xA8") == Titles{kTokyo});
  CHECK(shelf.titles("\xE6\xB0\x97") == Titles{kTokyo});
  CHECK(shelf.titles("\xE6\x9D\xB1\xE9\x83\xBD").empty());
}

TEST_CASE("a run without spaces that another word follows is found with it") {
  ScratchFile file;
  Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
  need(archive.add(sample_input("a.html", "https://a.example/a", "東京2020の記録", "第2回。")));
  const auto count = [&](const char* query) {
    return need(archive.search({.query = query})).story_count;
  };
  CHECK(count("東京2020") == 1);
  CHECK(count("\"東京 2020\"") == 1);
  CHECK(count("東2020") == 0);
  CHECK(count("記録") == 1);
  CHECK(count("\"記録 2020\"") == 0);
  CHECK(count("第2回") == 1);
  CHECK(count("\"回。\"") == 1);
}

TEST_CASE("the word NOT leaves out what a filter behind it keeps") {
  Shelf shelf;
  CHECK(shelf.titles("NOT language:en NOT language:ja") == shelf.titles("language:de"));
  CHECK(shelf.titles("NOT language:de flood").size() == 2);
  CHECK(shelf.titles("porto OR language:en town") == Titles{});
}

TEST_CASE("fields and filters narrow a search") {
  Shelf shelf;
  CHECK(shelf.titles("title:flood") == Titles{"Flood in Porto"});
  CHECK(shelf.titles("river publisher:\"harbour post\"").size() == 2);
  CHECK(shelf.titles("day:2019-05").size() == 2);
  CHECK(shelf.titles("after:2019 -language:ja").size() == 2);
  CHECK(shelf.titles("author:\"tom oke\" lang:de").size() == 1);
}

TEST_CASE("filters of one facet are joined by OR, and capitals of a field's name do not matter") {
  Shelf shelf;
  const size_t all = shelf.titles("").size();
  CHECK(shelf.titles("language:de OR language:ja").size() == 2);
  CHECK(shelf.titles("language:de OR language:ja OR language:en").size() == all);
  CHECK(shelf.titles("flood language:en OR language:de").size() == shelf.titles("flood").size());
  CHECK(shelf.titles("day:2017 OR day:2019-06") == Titles{kTokyo, "Flood in Porto"});
  CHECK(shelf.titles("after:2018 day:2017 OR day:2019-06") == Titles{kTokyo});
  CHECK(shelf.titles("day:2017 OR day:2019-06 language:en OR language:de") ==
        Titles{"Flood in Porto"});
  CHECK(shelf.titles("Language:EN Title:flood") == shelf.titles("language:en title:flood"));
  CHECK(shelf.titles("Title:flood") == Titles{"Flood in Porto"});
}

TEST_CASE("facets count the stories that match") {
  Shelf shelf;
  const SearchResult found = need(shelf.archive().search({.query = "river"}));
  CHECK(found.facets[static_cast<int>(Facet::kPublisher)].at(0).value == "Harbour Post");
  CHECK(found.facets[static_cast<int>(Facet::kPublisher)].at(0).count == 2);
  CHECK(found.facets[static_cast<int>(Facet::kAuthor)].size() == 2);
  const FacetFilter by_author{.facet = Facet::kAuthor, .value = "Tom Oke"};
  CHECK(need(shelf.archive().search({.filters = {by_author}})).story_count == 4);
}

TEST_CASE("an empty query gives everything, the newest first") {
  Shelf shelf;
  CHECK(shelf.titles("").front() == kTokyo);
  CHECK(shelf.titles("").size() == 4);
}

TEST_CASE("no query is an error") {
  Shelf shelf;
  const std::string hostile[] = {"\"",
                                 "\"\"",
                                 "*",
                                 "-",
                                 "--",
                                 "a\"b",
                                 "NEAR(a b)",
                                 "AND OR NOT",
                                 "title:",
                                 "x:y",
                                 "{a b}:c",
                                 "^a",
                                 "(((",
                                 "a OR",
                                 "OR a",
                                 "NOT",
                                 "- -a",
                                 "col:\"",
                                 "'; DROP TABLE stories; --",
                                 "\xFF\xFE",
                                 "a*b*",
                                 "\"a\"*",
                                 std::string("a\0b", 3),
                                 std::string(100000, '('),
                                 std::string(100000, 'a')};
  for (const std::string& query : hostile) {
    CAPTURE(query.substr(0, 40));
    CHECK(shelf.archive().search({.query = query}).is_ok());
  }
}

TEST_CASE("a word is folded to small letters without accents, pairs for scripts without spaces") {
  CHECK(words_of("Caf\xC3\xA9-Bar, \xC5\x81\xC3\xB3"
                 "d\xC5\xBA 3rd!") == "cafe bar \xC5\x82odz 3rd ");
  CHECK(words_of("\xE6\x9D\xB1\xE4\xBA\xAC"
                 "a") == "\xE6\x9D\xB1\xE4\xBA\xAC \xE4\xBA\xAC a ");
  CHECK(words_of("\xEA\xB0\x80\xEB\x82\x98") == "\xEA\xB0\x80\xEB\x82\x98 ");
}

TEST_CASE("a snippet shows the place with the most words of the query") {
  std::string text = "flood. ";
  for (int i = 0; i < 100; ++i) text += "filler words ";
  text += "here the flood broke the bridge.";
  const Snippet snippet = cut_snippet(text, {{"flood", false}, {"bridge", false}}, 120);
  CHECK(snippet.is_cut_before);
  CHECK(snippet.marks.size() == 2);
  CHECK(snippet.text.ends_with("the flood broke the bridge."));
}

TEST_CASE("a snippet ends with a whole word") {
  const Snippet snippet = cut_snippet("The bridge between Port Ansel and the islands", {}, 36);
  CHECK(snippet.text == "The bridge between Port Ansel and");
  CHECK(snippet.is_cut_after);
}

TEST_CASE("a snippet never cuts a character") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "\xE6\x9D\xB1";
  CHECK(is_valid_utf8(cut_snippet(text, {{"\xE6\x9D\xB1\xE6\x9D\xB1", false}}, 100).text));
  CHECK(is_valid_utf8(cut_snippet(text, {}, 100).text));
}

namespace {

// Forty stories of two publishers and two languages, all about the same river.
class LongShelf {
 public:
  LongShelf() : archive_(need(Archive::open(file_.path(), Archive::Access::kWrite))) {
    for (int i = 0; i < 40; ++i) {
      const std::string number = std::to_string(i);
      Story story = sample_story(number + ".html", "", "Story " + number,
                                 "The old river " + number + " rose. " + kFillers[i % 4]);
      story.language = i % 4 == 0 ? "de" : "en";
      story.publisher = i % 2 == 0 ? "Harbour Post" : "Abendblick";
      story.published = {"20" + std::to_string(10 + i % 5) + "-05-01", "day", "", ""};
      need(archive_.add(prepare_input(story, {"", number, "html"})));
    }
  }
  SearchResult search(const std::string& query, SearchLimits limits) {
    return need(
        archive_.search({.query = query, .count = 40, .with_copies = true, .limits = limits}));
  }

 private:
  static constexpr const char* kFillers[4] = {"Nobody was hurt.", "Two sheep drowned.",
                                              "The mill stands.", "Trains are late."};
  ScratchFile file_;
  Archive archive_;
};

std::vector<std::string> sorted_titles(const SearchResult& result) {
  std::vector<std::string> titles;
  for (const SearchHit& hit : result.hits) titles.push_back(hit.story.title);
  std::sort(titles.begin(), titles.end());
  return titles;
}

}  // namespace

TEST_CASE("of more stories than are ranked those archived last are listed, and all are counted") {
  LongShelf shelf;
  const SearchResult found = shelf.search("river", {.ranked = 10});
  CHECK(found.is_capped);
  CHECK(found.hits.size() == 10);
  CHECK(found.story_count == 40);
  CHECK_FALSE(found.is_count_least);
  CHECK(std::all_of(found.hits.begin(), found.hits.end(),
                    [](const SearchHit& hit) { return hit.story.number > 30; }));
}

TEST_CASE("of a frequent phrase it is said that there are more than were counted") {
  LongShelf shelf;
  const SearchResult found = shelf.search("\"old river\"", {.ranked = 10, .counted = 20});
  CHECK(found.story_count == 20);
  CHECK(found.is_count_least);
  const SearchResult whole = shelf.search("\"old river\"", {.ranked = 10, .counted = 40});
  CHECK(whole.story_count == 40);
  CHECK_FALSE(whole.is_count_least);
}

TEST_CASE("a filter finds the same whether many or few stories pass it") {
  LongShelf shelf;
  for (const std::string query :
       {"river publisher:abendblick", "river -language:de", "publisher:abendblick -language:en",
        "river after:2011 before:2013", "after:2011 before:2013 language:en", "day:2012",
        "river -day:2012 type:article", "-sheep publisher:Abendblick",
        "river language:en day:2013"}) {
    CAPTURE(query);
    const SearchResult few = shelf.search(query, {});
    const SearchResult many = shelf.search(query, {.broad_filter = 5});
    CHECK(sorted_titles(few) == sorted_titles(many));
    CHECK(few.story_count == many.story_count);
    const SearchResult capped = shelf.search(query, {.ranked = 3, .broad_filter = 5});
    CHECK(capped.story_count == few.story_count);
  }
  CHECK(shelf.search("river after:2011 before:2013", {}).story_count == 16);
  CHECK(shelf.search("publisher:abendblick -language:en", {}).story_count == 0);
  CHECK(shelf.search("-sheep publisher:Abendblick", {}).story_count == 10);
}

TEST_CASE("a rare word weighs more than a frequent one") {
  ScratchFile file;
  Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    need(archive.add(sample_input(number + ".html", "", "T" + number, "a common day " + number)));
  }
  need(archive.add(sample_input("c.html", "", "Often", "common common common and zither once")));
  need(archive.add(sample_input("z.html", "", "Seldom", "zither zither zither and common once")));
  const SearchResult found = need(archive.search({.query = "common zither"}));
  REQUIRE(found.hits.size() == 2);
  CHECK(found.hits[0].story.title == "Seldom");
}
