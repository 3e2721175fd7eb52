// corpora_archive_test.cpp: every archive file of the corpora, with the records that a hand count
// of each file gives.
#include <doctest/doctest.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

#include "input/input.h"

using namespace copydesk;
namespace fs = std::filesystem;

namespace {

const fs::path kCorpora = fs::path(COPYDESK_SHARED_DIR) / "corpora";
const std::string kJwat = "warc-jwat/jwat-";
const std::string kJwatWarc = kJwat + "warc/src/test/resources/";
const std::string kJwatArc = kJwat + "arc/src/test/resources/";
const std::string kWarcio = "warc-warcio/test/data/";
const std::string kResiliparse = "warc-resiliparse/tests/data/";
const std::string kCommons = "warc-webarchive-commons/src/test/resources/org/archive/";

struct Outcome {
  uint64_t records = 0, pages = 0;
  size_t losses = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << outcome.records << " records, " << outcome.pages << " pages, " << outcome.losses
             << " losses";
}

bool has_corpora() {
  if (fs::exists(kCorpora)) return true;
  std::printf("SKIPPED: no corpora in %s\n", kCorpora.c_str());
  return false;
}

InputReport check(const std::string& name) { return check_input(kCorpora / name); }

Outcome outcome(const std::string& name) {
  const InputReport report = check(name);
  Outcome result{0, report.pages, report.losses.size() + report.more_losses};
  for (const auto& [type, count] : report.records) result.records += count;
  return result;
}

Outcome hostile(const std::string& name) { return outcome("hostile-generated/" + name); }

}  // namespace

TEST_CASE("generated WARC files: every undamaged record is read, every damaged one reported") {
  if (!has_corpora()) return;
  CHECK(hostile("warc/good20.warc") == Outcome{20, 20, 0});
  CHECK(hostile("warc/good20.warc.gz") == Outcome{20, 20, 0});
  CHECK(hostile("warc/one_member.warc.gz") == Outcome{20, 20, 0});
  CHECK(hostile("warc/bitflip_member10.warc.gz") == Outcome{19, 19, 1});
  CHECK(hostile("warc/zeros_member10.warc.gz") == Outcome{19, 19, 1});
  CHECK(hostile("warc/trunc_last.warc.gz") == Outcome{19, 19, 1});
  CHECK(hostile("warc/garbage_between.warc.gz") == Outcome{20, 20, 1});
  CHECK(hostile("warc/len_short.warc") == Outcome{10, 10, 1});
  CHECK(hostile("warc/len_long.warc") == Outcome{10, 10, 1});
  CHECK(hostile("warc/len_neg.warc") == Outcome{10, 10, 1});
  CHECK(hostile("warc/len_huge.warc") == Outcome{10, 10, 1});
  CHECK(hostile("warc/len_text.warc") == Outcome{10, 10, 1});
  CHECK(hostile("warc/no_version.warc") == Outcome{5, 5, 1});
  CHECK(hostile("warc/lf_only.warc") == Outcome{5, 5, 0});
  CHECK(hostile("warc/header_1mb.warc") == Outcome{1, 1, 1});
  CHECK(hostile("warc/headers_100k.warc") == Outcome{1, 1, 1});
  CHECK(hostile("warc/warc_in_body.warc") == Outcome{2, 2, 0});
  CHECK(hostile("warc/chunked_bad.warc") == Outcome{3, 3, 0});
  CHECK(hostile("warc/path_traversal.warc") == Outcome{12, 12, 0});
  CHECK(hostile("warc/dup_ids.warc") == Outcome{4, 4, 0});
  CHECK(hostile("warc/empty.warc") == Outcome{0, 0, 0});
  CHECK(hostile("warc/only_crlf.warc") == Outcome{0, 0, 0});
}

TEST_CASE(
    "a file that is one gzip member gets a note, a cut one says truncated, with its offset and "
    "address") {
  if (!has_corpora()) return;
  const InputReport one = check("hostile-generated/warc/one_member.warc.gz");
  REQUIRE(one.notes.size() == 1);
  CHECK(one.notes[0].code == "one-member");
  const InputReport cut = check("hostile-generated/warc/trunc_last.warc.gz");
  REQUIRE(cut.losses.size() == 1);
  CHECK(cut.losses[0].code == ErrorCode::kTruncated);
  CHECK(cut.losses[0].offset == 4723);
  CHECK(cut.losses[0].length == 230);
  CHECK(cut.losses[0].url == "http://e.test/19");
  const InputReport zeros = check("hostile-generated/warc/zeros_member10.warc.gz");
  REQUIRE(zeros.losses.size() == 1);
  CHECK(zeros.losses[0].offset == 2236);
  CHECK(zeros.losses[0].length == 248);
}

TEST_CASE("bombs are refused as too large in a fifth of a second, and the next record is read") {
  if (!has_corpora()) return;
  const std::clock_t begin =
      std::clock();  // processor time: other work on the machine does not count
  CHECK(hostile("bomb/body_gzip_100MB.warc") == Outcome{2, 1, 1});
  CHECK(hostile("bomb/gzip_gzip.warc") == Outcome{2, 1, 1});
  CHECK(hostile("bomb/record_100MB.warc.gz") == Outcome{1, 1, 1});
  CHECK(hostile("bomb/many_members.warc.gz") == Outcome{1, 1, 0});
  const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
  CHECK(seconds < 4 * 0.2);
  CHECK(check("hostile-generated/bomb/body_gzip_100MB.warc").losses.at(0).code ==
        ErrorCode::kTooLarge);
  CHECK(check("hostile-generated/bomb/gzip_gzip.warc").losses.at(0).code == ErrorCode::kTooLarge);
  CHECK(check("hostile-generated/bomb/record_100MB.warc.gz").losses.at(0).code ==
        ErrorCode::kTooLarge);
}

TEST_CASE("JWAT's ARC files: the records of a hand count") {
  if (!has_corpora()) return;
  CHECK(outcome(kJwatArc + "1-1-20110922131213-00000-svc-VirtualBox.arc") == Outcome{102, 12, 0});
  CHECK(outcome(kJwatArc + "IAH-20080430204825-00000-blackbook.arc.gz") == Outcome{300, 97, 0});
  CHECK(outcome(kJwatArc + "invalid-arcfile-record-then-garbage.arc") == Outcome{1, 1, 1});
  CHECK(outcome(kJwatArc + "small_BNF.arc") == Outcome{6, 3, 0});
  CHECK(outcome(kJwatArc + "test-arc-1.0-dashed-fields.arc") == Outcome{2, 1, 0});
  CHECK(outcome(kJwatArc + "test-arc-1.0-invalid-fields.arc") == Outcome{1, 1, 1});
}

TEST_CASE(
    "JWAT's WARC files: valid records of broken files are read, and the lonely headers are "
    "reported: the records of a hand count") {
  if (!has_corpora()) return;
  CHECK(outcome(kJwatWarc + "IAH-20080430204825-00000-blackbook.warc.gz") == Outcome{822, 97, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-contenttype-recommended.warc") == Outcome{7, 0, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-contenttype-warcinfo-recommended.warc") ==
        Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-digest-fields.warc") == Outcome{4, 4, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-duplicate-fields.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-encoding-headers.warc.gz") == Outcome{4, 2, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-fields-empty.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-fields-invalidformat.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-fields-missing.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-lonely-continuation.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-lonely-monkeys.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-lonely-request-response-resource-conversion.warc") ==
        Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-lonely-revisit.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-lonely-warcinfo-metadata.warc") == Outcome{0, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-record-then-garbage.warc") == Outcome{1, 0, 1});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-segment-number-continuation.warc") ==
        Outcome{2, 0, 0});
  CHECK(outcome(kJwatWarc + "invalid-warcfile-segment-number-response.warc") == Outcome{2, 2, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-contenttype-continuation.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-duplicate-concurrentto.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-fields-continuation.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-fields-metainfo.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-fields-warcinfo.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-non-warc-headers.warc") == Outcome{1, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-upper-lower-case.warc") == Outcome{5, 0, 0});
  CHECK(outcome(kJwatWarc + "valid-warcfile-utf8.warc") == Outcome{1, 0, 0});
}

TEST_CASE(
    "Resiliparse's archives: LF headers, block-sized records, a clipped file: the records of a "
    "hand count") {
  if (!has_corpora()) return;
  CHECK(outcome(kResiliparse + "block-sized-records.warc") == Outcome{3, 0, 0});
  CHECK(outcome(kResiliparse + "block-sized-records.warc.gz") == Outcome{3, 0, 0});
  CHECK(outcome(kResiliparse + "clipped.warc.gz") == Outcome{0, 0, 1});
  CHECK(outcome(kResiliparse + "clueweb-quirk.warc.gz") == Outcome{30, 29, 0});
  CHECK(outcome(kResiliparse + "warcfile.warc") == Outcome{50, 16, 0});
  CHECK(outcome(kResiliparse + "warcfile.warc.gz") == Outcome{50, 16, 0});
}

TEST_CASE("warcio's archives, the bad ones among them: the records of a hand count") {
  if (!has_corpora()) return;
  CHECK(outcome(kWarcio + "bad.arc") == Outcome{1, 1, 2});
  CHECK(outcome(kWarcio + "example-bad-non-chunked.warc.gz") == Outcome{6, 1, 0});
  CHECK(outcome(kWarcio + "example-bad.warc.gz.bad") == Outcome{6, 1, 0});
  CHECK(outcome(kWarcio + "example-digest.warc") == Outcome{4, 0, 0});
  CHECK(outcome(kWarcio + "example-iana.org-chunked.warc") == Outcome{3, 1, 0});
  CHECK(outcome(kWarcio + "example-resource.warc.gz") == Outcome{3, 1, 0});
  CHECK(outcome(kWarcio + "example-space-in-target-uri.warc.gz") == Outcome{2, 0, 0});
  CHECK(outcome(kWarcio + "example-space-in-url.arc") == Outcome{2, 1, 0});
  CHECK(outcome(kWarcio + "example-trunc.warc") == Outcome{4, 1, 0});
  CHECK(outcome(kWarcio + "example-wget-bad-target-uri.warc.gz") == Outcome{6, 1, 0});
  CHECK(outcome(kWarcio + "example-wrong-chunks.warc.gz") == Outcome{2, 1, 0});
  CHECK(outcome(kWarcio + "example.arc") == Outcome{2, 1, 0});
  CHECK(outcome(kWarcio + "example.arc.gz") == Outcome{2, 1, 0});
  CHECK(outcome(kWarcio + "example.warc") == Outcome{6, 1, 0});
  CHECK(outcome(kWarcio + "example.warc.gz") == Outcome{6, 1, 0});
  CHECK(outcome(kWarcio + "post-test.warc.gz") == Outcome{6, 0, 0});
}

TEST_CASE("webarchive-commons' archives: the records of a hand count") {
  if (!has_corpora()) return;
  CHECK(outcome(kCommons + "format/arc/IAH-20080430204825-00000-blackbook-truncated.arc") ==
        Outcome{9, 2, 0});
  CHECK(outcome(kCommons + "format/warc/IAH-urls-wget.warc") == Outcome{36, 2, 0});
  CHECK(outcome(kCommons + "format/warc/mutliple-headers.warc") == Outcome{1, 1, 0});
  CHECK(outcome(kCommons + "resource/html/link-extraction-test.warc") == Outcome{8, 7, 0});
}

TEST_CASE("odd gzip files that hold no archive: text is read, what is no text is refused") {
  if (!has_corpora()) return;
  const std::string gzip = kJwat + "gzip/src/test/resources/";
  CHECK(outcome(gzip + "sample.txt.gz") == Outcome{0, 1, 0});
  CHECK(outcome(gzip + "three-files.gz") == Outcome{0, 1, 0});
  CHECK(check(gzip + "invalid-truncated.gz").losses.at(0).code == ErrorCode::kTruncated);
  CHECK(check(gzip + "invalid-entries.gz").losses.at(0).code == ErrorCode::kDamaged);
  CHECK(check(gzip + "invalid-magic.gz").losses.at(0).code == ErrorCode::kUnsupported);
  CHECK(check(kResiliparse + "warcfile.warc.lz4").losses.at(0).code == ErrorCode::kUnsupported);
  CHECK(outcome(kCommons + "format/gzip/hi-2.gz") == Outcome{0, 1, 0});
  CHECK(outcome(kCommons + "format/gzip/empty.gz") == Outcome{0, 0, 0});
}
