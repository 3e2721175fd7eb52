// mixed_test.cpp: archives of different kinds, one behind the other in one file, are all read.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/input/made_archives.h"
#include "tests/input/temporary_file.h"

using namespace copydesk;

namespace {

enum class Kind { kPlain, kGzip, kZstd, kArc, kArcInGzip, kOneMember };
constexpr Kind kKinds[] = {Kind::kPlain, Kind::kGzip,      Kind::kZstd,
                           Kind::kArc,   Kind::kArcInGzip, Kind::kOneMember};

// Three records of one kind, numbered from `first` on.
std::string archive_of(Kind kind, size_t first) {
  std::string bytes;
  for (size_t i = first; i < first + 3; ++i) {
    const std::string url = "http://a.test/" + std::to_string(i);
    const std::string warc =
        record(url, http("<!DOCTYPE html><p>story " + std::string(20 + 7 * i, 'a')));
    if (kind == Kind::kGzip)
      bytes += gzip(warc);
    else if (kind == Kind::kZstd)
      bytes += zstd(warc);
    else if (kind == Kind::kArc || kind == Kind::kArcInGzip)
      bytes += kind == Kind::kArc ? arc_record(i) : gzip(arc_record(i));
    else
      bytes += warc;
  }
  return kind == Kind::kOneMember ? gzip(bytes) : bytes;
}

// Whether pages 0, 1, 2 ... were read, each from the place where it is stored, and nothing else.
bool has_all(const Reading& reading, size_t count) {
  if (reading.error.has_value() || reading.pages.size() != count) return false;
  uint64_t end = 0;
  for (size_t i = 0; i < count; ++i) {
    if (reading.pages[i].url != "http://a.test/" + std::to_string(i)) return false;
    if (reading.pages[i].source.offset < end && reading.pages[i].source.length == 0) return false;
    end = reading.pages[i].source.offset;
  }
  return reading.report.losses.empty();
}

std::string part_of(const std::string& path, FilePart part) {
  std::string found;
  Result<PageReader> reader = PageReader::open_part(path, part);
  REQUIRE(reader.is_ok());
  for (auto page = reader.value().next(); page.is_ok() && page.value();
       page = reader.value().next())
    found += page.value()->url + " " + std::to_string(page.value()->source.offset) + "\n";
  return found;
}

}  // namespace

TEST_CASE("of two archives of any kinds, one behind the other, every record is read") {
  for (const Kind first : kKinds)
    for (const Kind second : kKinds) {
      const std::string bytes = archive_of(first, 0) + archive_of(second, 3);
      const Reading reading = read(bytes, "a.warc");
      check_invariants(bytes, reading);
      CAPTURE(static_cast<int>(first));
      CAPTURE(static_cast<int>(second));
      CHECK(has_all(reading, 6));
    }
}

TEST_CASE("archives of all kinds in turn, twice, and without a name") {
  std::string bytes;
  size_t count = 0;
  for (int turn = 0; turn < 2; ++turn)
    for (const Kind kind : kKinds) {
      bytes += archive_of(kind, count);
      count += 3;
    }
  CHECK(has_all(read(bytes, "-"), count));
}

TEST_CASE("records in gzip and plain ones in turn, some thousands of them, are all read") {
  std::string bytes;
  constexpr size_t kCount = 20000;
  for (size_t i = 0; i < kCount; ++i) {
    const std::string one = record("http://a.test/" + std::to_string(i), http("<p>quay"));
    bytes += i % 2 == 0 ? gzip(one) : one;
  }
  CHECK(has_all(read(bytes, "a.warc.gz"), kCount));
}

TEST_CASE("places of plain records behind compressed ones are those in the file") {
  const std::string packed = archive_of(Kind::kGzip, 0), plain = archive_of(Kind::kPlain, 3);
  const Reading reading = read(packed + plain + archive_of(Kind::kZstd, 6));
  REQUIRE(reading.pages.size() == 9);
  CHECK(reading.report.notes.at(0).code == "mixed-codings");
  CHECK(reading.pages[3].source.offset == packed.size());
  CHECK(reading.pages[4].source.offset == packed.size() + plain.find("WARC/1.1", 1));
  CHECK(reading.pages[6].source.offset == packed.size() + plain.size());
}

TEST_CASE("damage in one of mixed archives costs its record and is told by its place") {
  std::string broken = archive_of(Kind::kPlain, 3);
  broken.replace(broken.find("Content-Length: ", broken.find("/4\r\n")), 16, "Content-Lenght: ");
  const std::string packed = archive_of(Kind::kZstd, 0);
  const Reading reading = read(packed + broken + archive_of(Kind::kGzip, 6), "a.warc.zst");
  CHECK(reading.pages.size() == 8);
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].offset == packed.size() + broken.find("WARC/1.1", 1));
}

TEST_CASE("a dictionary in front of the second archive is read") {
  const std::string note("\x50\x2A\x4D\x18\x03\0\0\0abc", 11);
  CHECK(has_all(read(archive_of(Kind::kGzip, 0) + note + archive_of(Kind::kZstd, 3)), 6));
}

TEST_CASE("what only looks like another coding between records stays a loss") {
  for (const char* start : {"\x1F\x8B\x08", "\x28\xB5\x2F\xFD"}) {
    const std::string noise = start + std::string(50, '\xAA') + "\n";
    const Reading reading = read(archive_of(Kind::kPlain, 0) + noise + archive_of(Kind::kPlain, 3));
    CHECK(reading.pages.size() == 6);
    REQUIRE(reading.report.losses.size() == 1);
    CHECK(reading.report.losses[0].length == noise.size());
  }
}

TEST_CASE("two parts of mixed archives give what the whole gives, wherever they are cut") {
  for (const Kind first : {Kind::kPlain, Kind::kGzip, Kind::kZstd})
    for (const Kind second : {Kind::kPlain, Kind::kGzip, Kind::kArc}) {
      const TemporaryFile file(archive_of(first, 0) + archive_of(second, 3) + archive_of(first, 6));
      const std::string whole = part_of(file.path, {});
      const uint64_t size = std::filesystem::file_size(file.path);
      size_t wrong = 0;
      for (uint64_t cut = 1; cut < size; cut += 3)
        wrong += part_of(file.path, {0, cut}) + part_of(file.path, {cut, UINT64_MAX}) != whole;
      CHECK(wrong == 0);
    }
}
