// part_test.cpp: the parts of an archive file together give what the whole file gives.
#include <doctest/doctest.h>

#include <filesystem>

#include "input/input.h"
#include "tests/input/made_archives.h"
#include "tests/input/temporary_file.h"

using namespace copydesk;

namespace {

std::string response(size_t letters) {
  std::string body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><p>";
  // Letters that do not compress: a cut may fall into the middle of a member.
  for (size_t i = 0, state = letters; i < letters; ++i) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    body += static_cast<char>('a' + (state >> 33) % 26);
  }
  return body;
}

std::string letters_record(const std::string& url, size_t letters) {
  return record(url, response(letters));
}

std::string gzipped(const std::string& bytes) { return gzip(bytes); }
std::string plain(const std::string& bytes) { return bytes; }

std::string arc_archive() {
  std::string bytes = "filedesc://a.arc 0.0.0.0 20240506070809 text/plain 4\n1 0\n\n";
  for (size_t i = 0; i < 4; ++i) {
    const std::string body = response(30 + 100 * i);
    bytes += "http://a.test/" + std::to_string(i) + " 10.0.0.1 20240506070809 text/html " +
             std::to_string(body.size()) + "\n" + body + "\n";
  }
  return bytes;
}

// A file as a zip archive stores it; what is read of its header is the mark alone.
std::string zip_entry(const std::string& name, const std::string& bytes) {
  return "PK\x03\x04" + std::string(22, '\0') + static_cast<char>(name.size()) +
         std::string(3, '\0') + name + bytes;
}

std::string zip_of(const std::string& first, const std::string& second) {
  return zip_entry("pages/pages.jsonl", "{\"url\":\"http://a.test/0\"}\n") +
         zip_entry("archive/data.warc.gz", first) +
         zip_entry("indexes/index.cdx.gz", gzip("test,a)/0 20240506070809 {}")) +
         zip_entry("archive/more.warc.gz", second) + "PK\x01\x02" + std::string(42, '\0') +
         "pages/pages.jsonl" + "PK\x05\x06" + std::string(18, '\0');
}

/// Pages and losses, one line each, in their order.
std::string read_part(const std::string& path, FilePart part) {
  std::string found, losses;
  Result<PageReader> reader = PageReader::open_part(path, part);
  REQUIRE(reader.is_ok());
  for (auto page = reader.value().next(); page.is_ok() && page.value();
       page = reader.value().next())
    found += page.value()->url + " " + std::to_string(page.value()->source.offset) + " " +
             std::to_string(page.value()->text.size()) + "\n";
  for (const Loss& loss : reader.value().report().losses)
    losses += std::to_string(loss.offset) + " " + std::to_string(loss.length) + " " + loss.url +
              " " + loss.detail + "\n";
  return found + "|" + losses;
}

/// What two parts found, in the form of read_part().
std::string joined(const std::string& a, const std::string& b) {
  const size_t middle_a = a.find('|'), middle_b = b.find('|');
  return a.substr(0, middle_a) + b.substr(0, middle_b) + "|" + a.substr(middle_a + 1) +
         b.substr(middle_b + 1);
}

/// The first cut at which two parts differ from the whole file, or the size of the file.
uint64_t first_wrong_cut(const TemporaryFile& file, uint64_t step) {
  const uint64_t size = std::filesystem::file_size(file.path);
  const std::string whole = read_part(file.path, {});
  for (uint64_t cut = 1; cut < size; cut += step)
    if (joined(read_part(file.path, {0, cut}), read_part(file.path, {cut, UINT64_MAX})) != whole)
      return cut;
  return size;
}

std::string archive(std::string (*compress)(const std::string&)) {
  std::string bytes;
  for (size_t i = 0; i < 6; ++i)
    bytes += compress(letters_record("http://a.test/" + std::to_string(i), 40 + 300 * (i % 3)));
  return bytes;
}

}  // namespace

TEST_CASE("two parts of a gzip archive give what the whole gives, wherever it is cut") {
  const TemporaryFile file(archive(gzipped));
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("two parts of a zstd archive give what the whole gives, wherever it is cut") {
  const TemporaryFile file(archive(zstd));
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("damage in an archive is told by one part, wherever it is cut") {
  std::string bytes = archive(gzipped);
  bytes.replace(bytes.size() / 2, 40, 40, '\x55');
  bytes.resize(bytes.size() - 100);
  const TemporaryFile file(bytes);
  CHECK(first_wrong_cut(file, 1) == bytes.size());
}

TEST_CASE("what a zip archive holds besides its records is a note and no loss") {
  const TemporaryFile file(zip_of(archive(gzipped), gzip(letters_record("http://a.test/6", 90))));
  const InputReport report = check_input(file.path);
  CHECK(report.pages == 7);
  CHECK(report.losses.empty());
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0].code == "in-zip");
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("damage in a zip archive is a loss, wherever it is cut") {
  std::string damaged = archive(gzipped);
  damaged.replace(damaged.size() / 2, 40, 40, '\x55');
  const TemporaryFile file(zip_of(damaged, archive(gzipped) + "no record"));
  CHECK(check_input(file.path).losses.size() == 2);
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("an archive whose first record was overwritten is the same in parts") {
  for (std::string bytes : {archive(gzipped), archive(zstd), archive(plain), arc_archive()}) {
    bytes.replace(0, 100, 100, '\x55');
    const TemporaryFile file(bytes);
    CHECK(first_wrong_cut(file, 1) == bytes.size());
  }
}

TEST_CASE("a damaged crawl is the same in parts") {
  const TemporaryFile file(read_file("examples/pages/crawl.warc.gz").value());
  CHECK(first_wrong_cut(file, 101) == std::filesystem::file_size(file.path));
}

TEST_CASE(
    "behind damage a member that begins with a record is found by the whole and by its part") {
  std::string bare =
      letters_record("http://a.test/bare", 300);  // no record to be proved by its header
  bare.erase(bare.find("WARC-Date"), std::string("WARC-Date: 2024-05-06T07:08:09Z\r\n").size());
  std::string cut = letters_record("http://a.test/cut", 300);
  cut.resize(cut.size() - 150);
  const TemporaryFile file(gzip(letters_record("http://a.test/0", 300)) + gzip(cut) + gzip(bare));
  CHECK(read_part(file.path, {}).find("http://a.test/bare") < read_part(file.path, {}).find('|'));
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("a page, and an archive in one compressed member, belong to the part with byte 0") {
  std::string all;
  for (size_t i = 0; i < 4; ++i) all += letters_record("http://a.test/" + std::to_string(i), 500);
  const TemporaryFile one_member(gzip(all)), page("<p>A page by itself, in a file.");
  CHECK(first_wrong_cut(one_member, 37) == std::filesystem::file_size(one_member.path));
  CHECK(first_wrong_cut(page, 1) == std::filesystem::file_size(page.path));
}

TEST_CASE("two parts of an archive that is not compressed share its records, wherever it is cut") {
  const TemporaryFile file(archive(plain));
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
  CHECK(read_part(file.path, {1, UINT64_MAX}).starts_with("http://a.test/1 "));
}

TEST_CASE("two parts of an ARC file that is not compressed share its records, wherever it is cut") {
  const TemporaryFile file(arc_archive());
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
  CHECK(read_part(file.path, {200, UINT64_MAX}).starts_with("http://a.test/1 "));
}

TEST_CASE("a length that no file has costs a part no record behind it") {
  std::string lying = letters_record("http://a.test/1", 50);
  lying.replace(lying.find("Content-Length: ") + 16, 3, "9300000000000000000");
  const std::string before = letters_record("http://a.test/0", 50) + lying;
  const TemporaryFile file(before + letters_record("http://a.test/2", 50));
  CHECK(read_part(file.path, {before.size(), UINT64_MAX}).starts_with("http://a.test/2 "));
}

TEST_CASE("a record inside a record's body starts no part") {
  const std::string inner = letters_record("http://a.test/inner", 200);
  const TemporaryFile file(letters_record("http://a.test/0", 50) +
                           record("http://a.test/1", inner) +
                           letters_record("http://a.test/2", 50));
  CHECK(first_wrong_cut(file, 1) == std::filesystem::file_size(file.path));
}

TEST_CASE("damage in an archive that is not compressed is told by one part, wherever it is cut") {
  std::string bytes = archive(plain);
  bytes.replace(bytes.find("Content-Length: 4", 2000), 17, "Content-Length: 9");
  bytes.insert(bytes.rfind("WARC/1.1"), "bytes between the records");
  bytes.resize(bytes.size() - 100);
  const TemporaryFile file(bytes);
  CHECK(first_wrong_cut(file, 1) == bytes.size());
}

TEST_CASE("parts of one byte each give every page once") {
  const TemporaryFile file(gzip(letters_record("http://a.test/0", 30)) +
                           gzip(letters_record("http://a.test/1", 30)));
  std::string found = "|";
  for (uint64_t at = 0; at < std::filesystem::file_size(file.path); ++at)
    found = joined(found, read_part(file.path, {at, at + 1}));
  CHECK(found == read_part(file.path, {}));
}
