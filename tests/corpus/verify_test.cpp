// verify_test.cpp: that verify() finds every changed byte that changes what the archive says.
#include <doctest/doctest.h>

#include <random>

#include "corpus/corpus.h"
#include "corpus/sqlite.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

void fill(const std::string& path, int count) {
  Archive archive = need(Archive::open(path, Archive::Access::kWrite));
  std::mt19937 random(7);
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (int word = 0; word < 150; ++word) text += "word" + std::to_string(random() % 5000) + ' ';
    need(archive.add(sample_input("a.warc", "https://a.example/" + std::to_string(i),
                                  "Title " + text.substr(0, 20), text)));
  }
  need(archive.commit());
}

// Everything a reader can get out of an archive, or "" when it cannot be read.
std::string answers_of(const std::string& path) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kRead);
  if (!archive.is_ok()) return {};
  std::string all;
  const Result<void> visited =
      archive.value().visit({}, [&](const StoryLine&, const Story& story) -> Result<void> {
        append_story_json(all, story);
        const Result<StoredPage> page =
            archive.value().page_of(1 + std::count(all.begin(), all.end(), '\n'));
        all += page.is_ok() ? page.value().text : "no page";
        all += '\n';
        return {};
      });
  if (!visited.is_ok()) return {};
  for (const char* query : {"word17", "word4*", "\"title word\"", "tom"}) {
    const Result<SearchResult> found = archive.value().search({.query = query});
    if (!found.is_ok()) return {};
    for (const SearchHit& hit : found.value().hits)
      all += hit.story.id + hit.story.day + std::to_string(hit.story.group) + ' ';
  }
  return all;
}

bool is_sound(const std::string& path) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kRead);
  if (!archive.is_ok()) return false;
  const Result<VerifyReport> report = archive.value().verify();
  return report.is_ok() && report.value().faults.empty();
}

}  // namespace

TEST_CASE("a changed value in any table is found") {
  const ScratchFile file;
  fill(file.path(), 5);
  REQUIRE(is_sound(file.path()));
  const std::string changes[] = {"UPDATE stories SET title = 'Other' WHERE number = 2",
                                 "UPDATE stories SET group_number = 1 WHERE number = 2",
                                 "UPDATE pages SET content = x'00' WHERE number = 3",
                                 "UPDATE inputs SET path = 'b' WHERE number = 3",
                                 "UPDATE inputs SET story = NULL WHERE number = 3",
                                 "DELETE FROM stories WHERE number = 3",
                                 "INSERT INTO search(rowid, title) VALUES(77, 'ghost')",
                                 "CREATE TRIGGER t AFTER INSERT ON stories BEGIN SELECT 1; END"};
  for (const std::string& change : changes) {
    CAPTURE(change);
    const ScratchFile copy;
    std::filesystem::copy_file(file.path(), copy.path());
    need(need(Database::open(copy.path(), SQLITE_OPEN_READWRITE)).execute(change));
    CHECK_FALSE(is_sound(copy.path()));
  }
}

// The tree above the index's words is asked by searches only. (Made by FTS5, with many leaves.)
TEST_CASE("an index whose words cannot be looked up is found") {
  const ScratchFile file;
  fill(file.path(), 40);
  REQUIRE(is_sound(file.path()));
  const std::string changes[] = {"DELETE FROM search_idx", "DELETE FROM search_idx WHERE pgno > 8",
                                 "DELETE FROM search_idx WHERE pgno > 12 AND term < x'31'",
                                 "DELETE FROM search_idx WHERE term >= x'31'",
                                 "UPDATE search_idx SET pgno = pgno - 2 WHERE pgno = 8"};
  for (const std::string& change : changes) {
    CAPTURE(change);
    const ScratchFile copy;
    std::filesystem::copy_file(file.path(), copy.path());
    need(need(Database::open(copy.path(), SQLITE_OPEN_READWRITE)).execute(change));
    CHECK_FALSE(is_sound(copy.path()));
  }
}

TEST_CASE("rows that were taken out are found") {
  const ScratchFile file;
  {
    Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
    Story story = sample_story("a.warc", "https://a.example/1", "Flood", "The quay is under water");
    story.images.resize(2);
    need(archive.add(prepare_input(story, {"https://a.example/1", "<p>Flood", "html"})));
    need(archive.commit());
  }
  REQUIRE(is_sound(file.path()));
  for (const char* change : {"DELETE FROM pictures", "DELETE FROM inputs"}) {
    CAPTURE(change);
    const ScratchFile copy;
    std::filesystem::copy_file(file.path(), copy.path());
    need(need(Database::open(copy.path(), SQLITE_OPEN_READWRITE)).execute(change));
    CHECK_FALSE(is_sound(copy.path()));
  }
}

TEST_CASE("a flipped bit is found or changes no answer") {
  const ScratchFile file;
  fill(file.path(), 40);
  REQUIRE(is_sound(file.path()));
  const std::string bytes = need(read_file(file.path()));
  const std::string answers = answers_of(file.path());
  REQUIRE(answers.size() > 10000);
  std::mt19937 random(1);
  int found = 0, harmless = 0, missed = 0;
  for (int i = 0; i < 300; ++i) {
    std::string changed = bytes;
    const size_t at = i < 100 ? static_cast<size_t>(i) : random() % changed.size();
    changed[at] = static_cast<char>(changed[at] ^ (1 << (random() % 8)));
    const ScratchFile copy;
    need(write_file_atomically(copy.path(), changed));
    if (!is_sound(copy.path())) {
      ++found;
    } else if (answers_of(copy.path()) == answers) {
      ++harmless;
    } else {
      ++missed;
      MESSAGE("missed at byte ", at);
    }
  }
  MESSAGE(found, " found, ", harmless, " harmless, ", missed, " missed");
  CHECK(missed == 0);
  CHECK(found > harmless);
}

// FTS5 compares an exclusive or of sums: the difference that one letter makes in two stories may
// take itself away.
TEST_CASE("a changed letter of a word that stands in two stories is found") {
  const ScratchFile file;
  {
    Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
    for (const int words_before : {17, 11}) {
      std::string text;
      for (int i = 0; i < words_before; ++i) text += "the ";
      need(archive.add(sample_input("a.warc", "https://a.example/" + std::to_string(words_before),
                                    "Flood", text + "council met on the quay")));
    }
    need(archive.commit());
  }
  REQUIRE(is_sound(file.path()));
  int missed = 0;
  for (int letter = 1; letter < 256; ++letter) {
    if (letter == 'i') continue;
    const ScratchFile copy;
    std::filesystem::copy_file(file.path(), copy.path());
    Database database = need(Database::open(copy.path(), SQLITE_OPEN_READWRITE));
    Statement change = need(database.prepare(
        "UPDATE search_data SET block = CAST(replace(block, 'council', ?1) AS BLOB)"));
    change.bind_blob(1, std::string("counc") + static_cast<char>(letter) + "l");
    need(change.run());
    missed += is_sound(copy.path());
  }
  CHECK(missed == 0);
}

// FTS5 keeps 32768 bytes of a word, though they end inside a letter.
TEST_CASE("an archive of words longer than the index keeps is sound, and they are found") {
  const ScratchFile file;
  std::string cyrillic = "a";
  for (int letter = 0; letter < 20000; ++letter) cyrillic += "\xD0\xB6";
  const std::string latin(40000, 'a');
  Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
  for (const std::string& word : {latin, cyrillic})
    need(archive.add(sample_input("a.warc", "https://a.example/", "Title", word + " and more")));
  need(archive.commit());
  CHECK(is_sound(file.path()));
  CHECK(need(archive.search({.query = "aaaa*"})).story_count == 1);
}
