// digest_test.cpp: digests of bytes, and records that do not hold what theirs were made of.
#include "input/digest.h"

#include "tests/input/made_archives.h"

using namespace copydesk;

namespace {

constexpr std::string_view kLong = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

InputReport report_of(const std::string& archive) {
  PageReader reader = PageReader::over(memory_source(archive), "a.warc", {});
  reader.check_digests();
  for (auto page = reader.next(); page.is_ok() && page.value().has_value(); page = reader.next()) {
  }
  return reader.report();
}

std::string with_digest(const std::string& name, const std::string& digest, const std::string& body,
                        const std::string& type = "response") {
  return record("http://a.test/", body, type, name + ": " + digest + "\r\n");
}

}  // namespace

// Source of the values: RFC 1321, A.5, and FIPS 180-4, its examples.
TEST_CASE("digests are those of the standards") {
  CHECK(hex_digest("md5", "") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex_digest("md5", "message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex_digest("sha1", "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex_digest("sha1", kLong) == "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(hex_digest("sha1", std::string(1000000, 'a')) ==
        "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  CHECK(hex_digest("sha256", "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_digest("sha256", kLong) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex_digest("md4", "abc").empty());
}

TEST_CASE("digests are read in both forms, and none is made up") {
  CHECK(fits_digest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abc") == true);
  CHECK(fits_digest("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d", "abc") == true);
  CHECK(fits_digest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abd") == false);
  CHECK(fits_digest("md5:saavbgb42jh3bvuwh56sryl7oi======", "abc") == true);
  CHECK(fits_digest("sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====", "abc") ==
        true);
  for (const char* other :
       {"", "sha1", "sha1:", "sha1:VGMT", "crc32:00000000", "sha1:not-a-digest!",
        "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"})
    CHECK(fits_digest(other, "abc") == std::nullopt);
  CHECK(fits_digest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5" + std::string(1000, '='), "abc") ==
        std::nullopt);
}

TEST_CASE("a record whose bytes do not fit its digest has a note in the check, its page is read") {
  const std::string page = http("<!DOCTYPE html><p>The bridge is closed.");
  const std::string right = "sha1:" + hex_digest("sha1", page);
  CHECK(report_of(with_digest("WARC-Block-Digest", right, page)).notes.empty());
  std::string changed = page;
  changed[changed.find("bridge")] = 'B';
  const std::string archive = with_digest("WARC-Block-Digest", right, changed);
  const InputReport report = report_of(archive);
  REQUIRE(report.notes.size() == 1);
  CHECK(report.pages == 1);
  CHECK(report.losses.empty());
  CHECK(report.notes[0].code == "digest");
  CHECK(report.notes[0].detail == "byte 0 to " + std::to_string(archive.size() - 4) +
                                      ": WARC-Block-Digest does not fit: it is " + right +
                                      ", the bytes have sha1:" + hex_digest("sha1", changed) +
                                      "  http://a.test/");
  const std::string picture = "\x89PNG not read, and checked";
  CHECK(report_of(with_digest("WARC-Block-Digest", right, picture, "resource")).notes.size() == 1);
}

TEST_CASE("a payload may have been digested with its chunks or without") {
  const std::string body = "<!DOCTYPE html><p>The bridge is closed.";
  const std::string chunks = "27\r\n" + body + "\r\n0\r\n\r\n";
  const std::string page = http(chunks, "Transfer-Encoding: chunked\r\n");
  const auto has_note = [](const std::string& digests, const std::string& block,
                           const std::string& type = "response") {
    return !report_of(with_digest("WARC-Payload-Digest", digests, block, type)).notes.empty();
  };
  for (const std::string& digested : {body, chunks})
    CHECK_FALSE(has_note("sha256:" + hex_digest("sha256", digested), page));
  const std::string other = "sha256:" + hex_digest("sha256", "another");
  CHECK(has_note(other, page));
  // That of the block tells more; that of a revisit is of another record.
  CHECK_FALSE(has_note(other + "\r\nWARC-Block-Digest: sha1:" + hex_digest("sha1", page), page));
  CHECK_FALSE(has_note(other, page, "revisit"));
}
