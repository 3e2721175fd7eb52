// damage_test.cpp: archives that were cut, overwritten or changed by a byte: the damage costs the
// records it is in, and is told.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/input/made_archives.h"

using namespace copydesk;

namespace {

// Flips one byte in each of 3,000 copies; every record that was not touched must be read, the
// touched one read or lost.
void check_mutations(const std::vector<std::string>& parts, const std::string& name = "a.warc") {
  const std::string whole = joined(parts);
  Dice dice;
  size_t missed = 0, unaccounted = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = whole;
    const size_t at = dice.below(bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ (1 + dice.below(255)));
    const Reading reading = read(bytes, name);
    check_invariants(bytes, reading);
    std::set<std::string> urls;
    for (const Page& page : reading.pages) urls.insert(page.url);
    size_t begin = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
      const bool is_touched = at >= begin && at < begin + parts[i].size();
      const bool is_read = urls.count("http://a.test/" + std::to_string(i)) > 0;
      if (!is_touched && !is_read) ++missed;
      if (is_touched && !is_read && reading.report.losses.empty() && reading.report.skipped == 0 &&
          reading.pages.size() < parts.size())
        ++unaccounted;
      begin += parts[i].size();
    }
  }
  CHECK(missed == 0);
  CHECK(unaccounted == 0);
}

// What may stand where the first record was.
std::vector<std::string> other_starts(size_t size) {
  std::vector<std::string> starts;
  for (const std::string_view unit :
       {std::string_view("\0", 1), std::string_view("\xFF"), std::string_view("The council met.\n"),
        std::string_view("<p>The council met."), std::string_view("\x1F\x8B\x08\0", 4),
        std::string_view("\x28\xB5\x2F\xFD"), std::string_view("WARC/1.0\r\n"),
        std::string_view("%PDF-1.4 \xE2"), std::string_view("HTTP/1.1 200 OK\r\n\r\n<p>")}) {
    std::string start;
    while (start.size() < size) start += unit;
    start.resize(size);
    starts.push_back(start);
  }
  return starts;
}

// Other bytes in place of the first of five records: the others are read, the bytes are told.
void check_starts(const std::vector<std::string>& parts, const std::string& name, size_t size) {
  for (const std::string& start : other_starts(size)) {
    std::string bytes = start;
    for (size_t i = 1; i < parts.size(); ++i) bytes += parts[i];
    const Reading reading = read(bytes, name);
    check_invariants(bytes, reading);
    REQUIRE(reading.pages.size() == parts.size() - 1);
    CHECK(reading.pages[0].url == "http://a.test/1");
    REQUIRE(!reading.report.losses.empty());
    CHECK(reading.report.losses[0].offset == 0);
    CHECK(reading.report.losses[0].length == size);
  }
}

}  // namespace

TEST_CASE("one flipped byte costs at most the record it is in: plain, gzip, zstd, ARC in gzip") {
  const std::vector<std::string> records = five_records();
  std::vector<std::string> gzipped, zstandard, arcs;
  for (const std::string& one : records) gzipped.push_back(gzip(one));
  for (const std::string& one : records) zstandard.push_back(zstd(one));
  for (size_t i = 0; i < records.size(); ++i) arcs.push_back(gzip(arc_record(i)));
  check_mutations(records);
  check_mutations(gzipped);
  check_mutations(zstandard);
  check_mutations(arcs);
}

namespace {

// Of five records the second may be lost, and is told then.
bool only_second_is_lost(const Reading& reading) {
  std::set<std::string> urls;
  for (const Page& page : reading.pages) urls.insert(page.url);
  for (const char* number : {"0", "2", "3", "4"})
    if (!urls.contains(std::string("http://a.test/") + number)) return false;
  return urls.contains("http://a.test/1") || reading.report.losses.size() == 1;
}

}  // namespace

TEST_CASE(
    "a record that is cut off, without a line break before the next one, costs itself alone") {
  const std::vector<std::string> records = five_records();
  size_t wrong = 0;
  for (size_t cut = 1; cut < records[1].size(); ++cut) {
    const Reading reading =
        read(records[0] + records[1].substr(0, cut) + records[2] + records[3] + records[4]);
    wrong += only_second_is_lost(reading) ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a page is whole whatever stands behind its compressed data") {
  const std::string page = gzip("<!DOCTYPE html><p>a page by itself");
  const Reading padded = read(page + std::string(512, '\0')), followed = read(page + "more bytes");
  REQUIRE(padded.pages.size() == 1);
  CHECK(!padded.pages[0].source.truncated);
  CHECK(padded.report.losses.empty());
  REQUIRE(followed.pages.size() == 1);
  CHECK(!followed.pages[0].source.truncated);
  CHECK(followed.pages[0].notes.empty());
  REQUIRE(followed.report.losses.size() == 1);
  CHECK(followed.report.losses[0].length == 10);
}

namespace {

// Bytes, and then an error, as a bad sector of a disk gives.
class BadSector final : public ByteSource {
 public:
  explicit BadSector(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<size_t> read(char* into, size_t size) override {
    const size_t count = std::min(size, bytes_.size() - at_);
    if (count == 0) return Error{ErrorCode::kUnreadable, at_, "cannot read"};
    bytes_.copy(into, count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  size_t at_ = 0;
};

}  // namespace

TEST_CASE("records in front of what cannot be read are read, and the place is told") {
  const std::string whole =
      record("http://a.test/1", http("<p>one")) + record("http://a.test/2", http("<p>two"));
  PageReader reader =
      PageReader::over(std::make_unique<BadSector>(whole.substr(0, whole.size() - 20)), "a.warc");
  const auto first = reader.next();
  REQUIRE(first.is_ok());
  CHECK(first.value()->url == "http://a.test/1");
  const auto second = reader.next();
  REQUIRE(!second.is_ok());
  CHECK(second.error().code == ErrorCode::kUnreadable);
  CHECK(second.error().where_bytes == whole.size() - 20);
  CHECK(reader.report().losses.size() == 1);  // the second record
}

TEST_CASE("what a report keeps of an archive is bounded, whatever its headers hold") {
  std::string types;
  for (int i = 0; i < 100; ++i)
    types += record("http://a.test/" + std::to_string(i), "x", "type-" + std::to_string(i));
  const InputReport report = read(types).report;
  CHECK(report.records.size() == 33);
  CHECK(report.records.at("type-7") == 1);
  CHECK(report.records.at("(other types)") == 68);
  const std::string url = "http://a.test/" + std::string(100000, 'u');
  const Reading lost = read(record(url, "no response"));
  REQUIRE(lost.report.losses.size() == 1);
  CHECK(lost.report.losses[0].url == url.substr(0, 8192));
}

TEST_CASE("an ARC record that is cut off behind its address costs itself alone") {
  size_t wrong = 0;
  for (size_t cut = arc_record(1).find(" 20240506"); cut < arc_record(1).size(); ++cut) {
    const Reading reading = read(arc_record(0) + arc_record(1).substr(0, cut) + arc_record(2) +
                                     arc_record(3) + arc_record(4),
                                 "a.arc");
    wrong += only_second_is_lost(reading) ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("one flipped byte in a plain ARC file costs at most the record it is in") {
  std::vector<std::string> arcs;
  for (size_t i = 0; i < 5; ++i) arcs.push_back(arc_record(i));
  check_mutations(arcs, "a.arc");
}

TEST_CASE("addresses of ARC records with spaces, and with addresses in them, stay whole") {
  const auto url_of = [](const std::string& url) {
    std::string arc = arc_record(0);
    arc.replace(0, arc.find(' '), url);
    return read(arc + arc_record(1), "a.arc").pages.at(0).url;
  };
  CHECK(url_of("http://a.test/web/2016/http://b.test/") == "http://a.test/web/2016/http://b.test/");
  CHECK(url_of("http://a.test/a b?c=http://b.test/") == "http://a.test/a b?c=http://b.test/");
}

TEST_CASE("an ARC record whose body was overwritten costs itself alone") {
  const std::vector<std::string> noise = {std::string(900, '\xFF'), std::string(900, ' '),
                                          "<p>quay " + std::string(900, 'x')};
  for (const std::string& bytes : noise) {
    std::string broken = arc_record(1);
    broken.replace(60, broken.size() - 60, bytes);
    const Reading reading = read(arc_record(0) + broken + arc_record(2), "a.arc");
    REQUIRE(!reading.pages.empty());
    CHECK(reading.pages.back().url == "http://a.test/2");
    CHECK(reading.report.losses.size() == 1);
  }
}

TEST_CASE("a first record that was overwritten is told, and the next sound one is read") {
  const std::vector<std::string> records = five_records();
  std::vector<std::string> gzipped, zstandard, arcs;
  for (const std::string& one : records) gzipped.push_back(gzip(one));
  for (const std::string& one : records) zstandard.push_back(zstd(one));
  for (size_t i = 0; i < records.size(); ++i) arcs.push_back(gzip(arc_record(i)));
  for (const size_t size : {200u, 70000u, 3000000u}) {
    check_starts(gzipped, "a.warc.gz", size);
    check_starts(zstandard, "a.warc.zst", size);
    check_starts(arcs, "a.arc.gz", size);
    check_starts(records, "a.warc", size);
  }
}

TEST_CASE("an archive without a name of its own is known behind a damaged first record") {
  const std::vector<std::string> records = five_records();
  CHECK(read("VARC" + joined(records).substr(4), "-").pages.size() == 4);
  CHECK(read(std::string(3000, '\n') + "text" + gzip(records[1]) + gzip(records[2]), "-")
            .pages.size() == 2);
}

TEST_CASE("an archive without a name is known behind what begins as another format does") {
  std::string arcs;
  for (size_t i = 1; i < 5; ++i) arcs += arc_record(i);
  std::string warcs = joined(five_records());
  warcs.erase(0, five_records()[0].size());
  for (const std::string& start : other_starts(300)) {
    const Reading warc = read(start + "\n" + warcs, "-"), arc = read(start + "\n" + arcs, "-");
    CAPTURE(start.substr(0, 20));
    CHECK(warc.pages.size() == 4);
    CHECK(warc.report.losses.at(0).length == 301);
    // A text that shows such lines, and an archive of the other kind.
    if (start.starts_with("<p>") || start.starts_with("The ") || start.starts_with("WARC/"))
      continue;
    CHECK(arc.pages.size() == 4);
    CHECK(arc.report.losses.at(0).length == 301);
  }
}

TEST_CASE("a zstd frame that takes the next one's bytes for its own costs itself alone") {
  Dice dice;
  // Bytes that cannot be compressed are stored as they are: of those any number will do.
  const auto noise = [&](size_t size) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text += static_cast<char>(dice.below(256));
    return http("<!DOCTYPE html><p>" + text);
  };
  std::vector<std::string> frames;
  for (size_t i = 0; i < 5; ++i)
    frames.push_back(zstd(record("http://a.test/" + std::to_string(i), noise(4000 + 100 * i))));
  size_t wrong = 0;
  for (size_t at = 2000; at < 2400; ++at) {
    std::string broken = frames[1];
    broken.erase(at, at - 1990);
    const Reading reading =
        read(frames[0] + broken + frames[2] + frames[3] + frames[4], "a.warc.zst");
    wrong += only_second_is_lost(reading) ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a Content-Length beyond any page costs its record, in a pipe and in a member too") {
  std::vector<std::string> records = five_records();
  const size_t at = records[1].find("Content-Length: ") + 16;
  records[1].replace(at, records[1].find('\r', at) - at, "99999999999");
  const std::string all = joined(records);
  CHECK(only_second_is_lost(read(all, "-")));
  CHECK(only_second_is_lost(read(gzip(all), "a.warc.gz")));
}

TEST_CASE("a header that goes over into another one behind zeros is told") {
  std::vector<std::string> records = five_records();
  const size_t id = records[1].find("WARC-Record-ID"), length = records[2].find("Content-Length");
  records[1].replace(id, std::string::npos, records[1].size() - id, '\0');
  records[2].replace(0, length, length, '\0');
  const Reading reading = read(joined(records));
  CHECK(reading.pages.size() == 3);
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].offset == records[0].size());
  CHECK(reading.report.losses[0].length == records[1].size() + records[2].size());
}

TEST_CASE("a response whose type was damaged is read all the same") {
  std::vector<std::string> records = five_records();
  const std::string type = "WARC-Type: resronse\r\nContent-Type: application/http;msgtype=response";
  records[1].replace(records[1].find("WARC-Type: response"), 19, type);
  const Reading reading = read(joined(records));
  CHECK(reading.pages.size() == 5);
  CHECK(reading.report.records.at("resronse") == 1);
}

TEST_CASE("an archive whose start is that of the other format goes by its name") {
  std::vector<std::string> records = five_records();
  records[0] = "filedesc://\xFE\xF1\x12\n";
  CHECK(read(joined(records)).pages.size() == 4);
}

TEST_CASE("a text that shows a record of an archive stays a text, whatever is in the record") {
  const std::string shown =
      "A record looks like this:\n\n" + record("http://a.test/", http("<p>x"));
  CHECK(read(shown + "\nAnd so on.", "a.txt").pages.at(0).source.kind == "text");
  CHECK(read("<pre>" + shown + "\n</pre>", "a.html").pages.at(0).source.kind == "html");
}

TEST_CASE("a large member with a wrong check sum or length ends, and the next one is read") {
  Dice dice;
  std::string noise(5u << 20, 'x');  // decoded piece by piece
  for (char& c : noise) c = static_cast<char>('a' + dice.below(26));
  const std::string large = gzip(record("http://a.test/l", http("<p>" + noise)));
  for (const size_t from_end : {1, 8}) {
    std::string broken = large;
    broken[broken.size() - from_end] ^= 1;
    const Reading reading = read(broken + gzip(five_records()[1]), "a.warc.gz");
    REQUIRE(!reading.pages.empty());
    CHECK(reading.pages.back().url == "http://a.test/1");
    REQUIRE(reading.report.losses.size() == 1);
    CHECK(reading.report.losses[0].detail == "the check sum of the compressed data is wrong");
  }
}

TEST_CASE(
    "a first record that only begins as gzip does is no layer: places are those in the file") {
  const std::string broken = std::string("\x1f\x8b\x08\x00", 4) + std::string(400, 'x');
  const std::string first = zstd(record("http://a.test/0", http("<p>quay")));
  const std::string bytes = zstd(broken) + first + zstd(record("http://a.test/1", http("<p>ship")));
  const Reading reading = read(bytes, "a.warc.zst");
  REQUIRE(reading.pages.size() == 2);
  CHECK(reading.pages[0].source.offset == zstd(broken).size());
  CHECK(reading.pages[1].source.offset == zstd(broken).size() + first.size());
  REQUIRE(reading.report.losses.size() == 1);
  CHECK(reading.report.losses[0].offset == 0);
}

TEST_CASE("damage in the outer of two codings is told, and with it all that is not read") {
  const auto twice = [](const char* name) {
    return gzip(gzip(record(std::string("http://a.test/") + name, http("<p>a story"))));
  };
  const std::string first = twice("one");
  std::string broken = twice("two");
  broken[broken.size() / 2] ^= 0x55;
  const Reading cut = read(first + broken.substr(0, 60), "a.warc.gz");
  REQUIRE(cut.pages.size() == 1);
  CHECK(cut.pages[0].url == "http://a.test/one");
  REQUIRE_FALSE(cut.report.losses.empty());
  CHECK(cut.report.losses[0].offset == first.size());
  // Stored in the outer coding, so that the third one is found as it stands: the first is not read.
  const Reading damaged = read(first + broken + twice("three"), "a.warc.gz");
  REQUIRE(damaged.pages.size() == 1);
  CHECK(damaged.pages[0].url == "http://a.test/three");
  REQUIRE_FALSE(damaged.report.losses.empty());
  CHECK(damaged.report.losses[0].offset == 0);
  CHECK(damaged.report.losses[0].length > first.size());
}

TEST_CASE(
    "bytes in front of an archive that is compressed twice are a loss, and its records are read") {
  const std::string inner = gzip(record("http://a.test/1", http("<p>a story"))) +
                            gzip(record("http://a.test/2", http("<p>another")));
  const std::string words = std::string(3000, 'a') + " words";
  for (const std::string& in_front : {std::string("x"), std::string("<html><p>a page"), words}) {
    for (const char* name : {"a.warc.gz", "a"}) {
      CAPTURE(name);
      const Reading reading = read(gzip(in_front + inner), name);
      CHECK(reading.pages.size() == 2);
      REQUIRE(reading.report.losses.size() == 1);
      CHECK(reading.report.losses[0].length == in_front.size());
    }
  }
}

TEST_CASE("a damaged first record that holds a compressed archive is no layer") {
  std::string first = record("http://a.test/1", http(gzip(record("http://b.test/", "a body"))));
  first[0] = 'X';
  const Reading reading =
      read(gzip(first + record("http://a.test/2", http("<p>a story"))), "a.warc.gz");
  REQUIRE(reading.pages.size() == 1);
  CHECK(reading.pages[0].url == "http://a.test/2");
  CHECK(reading.report.losses.size() == 1);
}

TEST_CASE("behind damage a record is found by a first line of up to 16 KiB") {
  const auto pages_with_line_of = [](size_t bytes) {
    std::string arc = arc_record(1);
    arc.replace(0, arc.find(' '), "http://a.test/" + std::string(bytes, 'a'));
    const std::string noise = std::string(900, '\xFF') + "\n";
    return read(arc_record(0) + noise + arc + arc_record(2), "a.arc").pages.size();
  };
  CHECK(pages_with_line_of(16'000) == 3);
  CHECK(pages_with_line_of(17'000) == 2);
}
