// archive_test.cpp: what an archive promises: each story once, whole, in order, and told apart from
// other files.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>

#include "corpus/corpus.h"
#include "corpus/schema.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

Archive open_for_writing(const std::string& path) {
  return need(Archive::open(path, Archive::Access::kWrite));
}

uint64_t content_of(const std::string& path) {
  Archive archive = need(Archive::open(path, Archive::Access::kRead));
  const VerifyReport report = need(archive.verify());
  CHECK(report.faults.empty());
  return report.content_hash;
}

std::string record_of(const Story& story) {
  std::string json;
  append_story_json(json, story);
  return json;
}

PreparedInput numbered_input(int i) {
  const std::string n = std::to_string(i);
  return sample_input("pages.warc", "https://a.example/" + n, "Story " + n,
                      "Text number " + n + " of many.");
}

}  // namespace

TEST_CASE("an input that the ledger has is passed over and nothing changes") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  const PreparedInput input =
      sample_input("a.html", "https://a.example/1", "Flood", "The river rose.");
  CHECK_FALSE(need(archive.add(input)).is_known);
  need(archive.commit());
  const uint64_t before = content_of(file.path());
  CHECK(need(archive.add(input)).is_known);
  need(archive.commit());
  CHECK(content_of(file.path()) == before);
}

TEST_CASE("the first and the last day are right in an archive of more days than are listed") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  for (int i = 0; i < 5100; ++i) {
    const std::string n = std::to_string(10000 + i);
    Story story = sample_story(n, "https://a.example/" + n, "Story", "Text " + n);
    story.published = {n, "year", "", ""};
    need(archive.add(prepare_input(std::move(story), {"", "", "html"})));
  }
  const ArchiveStats stats = need(archive.stats());
  CHECK(stats.facets[static_cast<int>(Facet::kDay)].size() == 5000);
  CHECK(stats.first_day == "10000");
  CHECK(stats.last_day == "15099");
}

TEST_CASE("an archive that another program is about to close is waited for") {
  const ScratchFile file;
  open_for_writing(file.path());
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(file.path().c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", nullptr,
                       nullptr, nullptr) == SQLITE_OK);
  std::thread closing([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    sqlite3_close(other);
  });
  const Result<Archive> archive = Archive::open(file.path(), Archive::Access::kRead);
  closing.join();
  CHECK(archive.is_ok());
}

TEST_CASE("the same story from two files is one story with two inputs") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  need(archive.add(sample_input("a.html", "https://a.example/1", "Flood", "The river rose.")));
  const Archive::Added second =
      need(archive.add(sample_input("b.html", "https://a.example/1", "Flood", "The river rose.")));
  CHECK(second.outcome == Outcome::kSame);
  CHECK(need(archive.stats()).stories == 1);
  CHECK(need(archive.inputs_of(1)).size() == 2);
}

TEST_CASE("a story comes back with every field") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  Story story =
      sample_story("a.html", "https://a.example/1", "Flood", "The river rose.\n\nIt fell.");
  story.id = "0123";
  story.images = {{"https://a.example/1.jpg", "alt", "A boat in the street", "Ruiz", "lead"}};
  need(archive.add(prepare_input(story, {"", "<p>The river rose.", "html"})));
  CHECK(record_of(need(archive.story("0123"))) == record_of(story));
  CHECK(record_of(need(archive.story("1"))) == record_of(story));
}

TEST_CASE("the page and the provenance come back as they were") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  Story story = sample_story("a.html", "https://a.example/1", "Flood", "The river rose.");
  story.provenance.fields = {{"title", Origin::kVisible, {{4, 9}}}};
  story.provenance.text = {{0, 15, {17, 32}}};
  need(archive.add(prepare_input(story, {"", "<h1>Flood</h1><p>The river rose.", "html"})));
  CHECK(need(archive.page_of(1)).text == "<h1>Flood</h1><p>The river rose.");
  CHECK(need(archive.provenance(1)).text.at(0).page == ByteRange{17, 32});
  CHECK(need(archive.story("1")).provenance.fields.empty());
}

TEST_CASE("what was not committed is gone, and adding it again gives the same content") {
  const ScratchFile whole, broken;
  {
    Archive archive = open_for_writing(whole.path());
    for (int i = 0; i < 30; ++i) need(archive.add(numbered_input(i)));
    need(archive.commit());
  }
  {
    Archive archive = open_for_writing(broken.path());
    for (int i = 0; i < 10; ++i) need(archive.add(numbered_input(i)));
    need(archive.commit());
    for (int i = 10; i < 20; ++i) need(archive.add(numbered_input(i)));
  }
  Archive archive = open_for_writing(broken.path());
  CHECK(need(archive.stats()).stories == 10);
  for (int i = 0; i < 30; ++i) need(archive.add(numbered_input(i)));
  need(archive.commit());
  CHECK(content_of(broken.path()) == content_of(whole.path()));
}

TEST_CASE("a second writer is told that there is one already") {
  const ScratchFile file;
  const Archive first = open_for_writing(file.path());
  const Result<Archive> second = Archive::open(file.path(), Archive::Access::kWrite);
  REQUIRE_FALSE(second.is_ok());
  CHECK(second.error().code == ErrorCode::kUnwritable);
  CHECK(second.error().detail.find("another program is writing") != std::string::npos);
}

TEST_CASE("a second writer is told so whatever name leads to the archive") {
  const ScratchFile file, link;
  const Archive first = open_for_writing(file.path());
  std::filesystem::create_symlink(file.path(), link.path());
  CHECK(Archive::open(link.path(), Archive::Access::kWrite).error().code == ErrorCode::kUnwritable);
}

TEST_CASE("what is no file is no archive, and nothing is laid beside it") {
  const ScratchFile pipe;
  REQUIRE(::mkfifo(pipe.path().c_str(), 0600) == 0);
  for (const auto access : {Archive::Access::kRead, Archive::Access::kWrite})
    CHECK(Archive::open(pipe.path(), access).error().code == ErrorCode::kUnsupported);
  CHECK_FALSE(std::filesystem::exists(pipe.path() + "-writer"));
}

TEST_CASE("a reader sees the last commit while a writer goes on") {
  const ScratchFile file;
  Archive writer = open_for_writing(file.path());
  need(writer.add(numbered_input(1)));
  need(writer.commit());
  need(writer.add(numbered_input(2)));
  Archive reader = need(Archive::open(file.path(), Archive::Access::kRead));
  CHECK(need(reader.stats()).stories == 1);
}

TEST_CASE("an archive of a newer program is refused and left as it is") {
  const ScratchFile file;
  { const Archive archive = open_for_writing(file.path()); }
  {
    Database database = need(Database::open(file.path(), SQLITE_OPEN_READWRITE));
    need(database.execute("PRAGMA user_version=99"));
  }
  const std::string before = need(read_file(file.path()));
  const Result<Archive> refused = Archive::open(file.path(), Archive::Access::kWrite);
  REQUIRE_FALSE(refused.is_ok());
  CHECK(refused.error().code == ErrorCode::kUnsupported);
  CHECK(refused.error().detail.find("newer") != std::string::npos);
  CHECK(need(read_file(file.path())) == before);
}

TEST_CASE("a database of another kind and a file that is no database are no archives") {
  const ScratchFile other, text;
  need(need(Database::open(other.path(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE))
           .execute("CREATE TABLE t(a)"));
  need(write_file_atomically(text.path(), std::string(2000, 'x')));
  CHECK(Archive::open(other.path(), Archive::Access::kWrite).error().code ==
        ErrorCode::kUnsupported);
  CHECK(Archive::open(text.path(), Archive::Access::kWrite).error().code ==
        ErrorCode::kUnsupported);
  const Result<Archive> read = Archive::open(text.path(), Archive::Access::kRead);
  CHECK(read.error().code == ErrorCode::kUnsupported);
  CHECK(read.error().detail.find(text.path()) == 0);
  CHECK(Archive::open(text.path() + "-none", Archive::Access::kRead).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE("a migration that fails half way leaves the tables as they were") {
  Database database =
      need(Database::open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY));
  const std::string_view first[] = {"CREATE TABLE a(x);"};
  need(migrate(database, 0, first));
  const std::string_view broken[] = {"CREATE TABLE a(x);",
                                     "ALTER TABLE a ADD COLUMN y; CREATE TABLE nonsense"};
  CHECK_FALSE(migrate(database, 1, broken).is_ok());
  CHECK(need(database.integer("PRAGMA user_version")) == 1);
  CHECK(need(database.integer("SELECT count(*) FROM pragma_table_info('a')")) == 1);
}

TEST_CASE("an archive of an older program is read as it is and brought up when it is written to") {
  const ScratchFile file;
  {
    Archive archive = open_for_writing(file.path());
    need(archive.add(numbered_input(1)));
    need(archive.commit());
  }
  {
    Database database = need(Database::open(file.path(), SQLITE_OPEN_READWRITE));
    need(database.execute("DROP INDEX stories_facets; PRAGMA user_version=1"));
  }
  {
    Archive old = need(Archive::open(file.path(), Archive::Access::kRead));
    CHECK(need(old.search({})).hits.size() == 1);
    CHECK(need(old.stats()).version == 1);
    CHECK(need(old.verify()).faults.empty());
  }
  Archive archive = open_for_writing(file.path());
  CHECK(need(archive.stats()).version == kArchiveVersion);
  CHECK(need(archive.search({})).hits.size() == 1);
  CHECK(need(archive.verify()).faults.empty());
  Database database = need(Database::open(file.path(), SQLITE_OPEN_READONLY));
  CHECK(need(database.integer("SELECT v FROM search_config WHERE k='hashsize'")) == 32 << 20);
}

TEST_CASE("failures stand in the ledger by their cause and can be tried again") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  Source source;
  source.path = "bad.html";
  const PreparedInput failed =
      prepare_failure(source, {ErrorCode::kEmpty, 0, "no story"}, {"", "<p>", "html"});
  CHECK(need(archive.add(failed)).outcome == Outcome::kFailed);
  CHECK(need(archive.add(failed)).is_known);
  const std::vector<FailureCause> causes = need(archive.failures());
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].cause == "empty");
  CHECK(causes[0].examples.at(0).path == "bad.html");
  CHECK(need(archive.forget_failures({"other.html"})) == 0);
  CHECK(need(archive.forget_failures({"other.html", "bad.html"})) == 1);
  CHECK_FALSE(need(archive.add(failed)).is_known);
}

TEST_CASE("versions of an address stand in order with what changed") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  Story first = sample_story("a.html", "https://a.example/1", "Flood",
                             "The river rose by two metres at night.");
  Story second = sample_story("b.html", "https://a.example/1#top", "Flood kills",
                              "The river rose by three metres.");
  first.source.fetched = "2017-04-13T06:00:00Z";
  second.source.fetched = "2017-04-13T09:00:00Z";
  need(archive.add(prepare_input(second, {"", "b", "html"})));
  need(archive.add(prepare_input(first, {"", "a", "html"})));
  const std::vector<Version> versions = need(archive.versions(1));
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].story.title == "Flood");
  CHECK(versions[1].words_added == 1);
  CHECK(versions[1].words_removed == 3);
  CHECK(versions[1].is_title_changed);
}

TEST_CASE("a story with ill-formed UTF-8 is stored mended and verifies") {
  const ScratchFile file;
  Archive archive = open_for_writing(file.path());
  need(archive.add(sample_input("a.html", "https://a.example/1", "Caf\xE9", "A caf\xE9 burned.")));
  need(archive.commit());
  CHECK(need(archive.story_line("1")).title == "Caf\xEF\xBF\xBD");
  content_of(file.path());
}
