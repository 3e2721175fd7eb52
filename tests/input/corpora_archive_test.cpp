// corpora_archive_test.cpp: every archive file of the corpora, with the records that a hand count
// of each file gives.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
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
  const auto begin = std::chrono::steady_clock::now();
  CHECK(hostile("bomb/body_gzip_100MB.warc") == Outcome{2, 1, 1});
  CHECK(hostile("bomb/gzip_gzip.warc") == Outcome{2, 1, 1});
  CHECK(hostile("bomb/record_100MB.warc.gz") == Outcome{1, 1, 1});
  CHECK(hostile("bomb/many_members.warc.gz") == Outcome{1, 1, 0});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  CHECK(taken.count() < 4 * 0.2);
  CHECK(check("hostile-generated/bomb/body_gzip_100MB.warc").losses.at(0).code ==
        ErrorCode::kTooLarge);
  CHECK(check("hostile-generated/bomb/gzip_gzip.warc").losses.at(0).code == ErrorCode::kTooLarge);
  CHECK(check("hostile-generated/bomb/record_100MB.warc.gz").losses.at(0).code ==
        ErrorCode::kTooLarge);
}
