// fault_test.cpp: writes that fail at any moment leave an archive that can be gone on with.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstring>
#include <vector>

#include "corpus/corpus.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

// A file system for SQLite that refuses every write from the n-th on: what a full disk does.
class FailingDisk {
 public:
  FailingDisk() {
    base_ = sqlite3_vfs_find(nullptr);
    vfs_ = *base_;
    vfs_.zName = "failing";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + base_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FailingDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(base_, 1);
  }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  void fail_from(int64_t write, int code) {
    writes_left_ = write;
    code_ = code;
  }
  void mend() { writes_left_ = INT64_MAX; }
  bool has_failed() const { return writes_left_ <= 0; }

 private:
  struct File {
    sqlite3_file head;
    FailingDisk* disk;
    sqlite3_io_methods methods;
  };
  static sqlite3_file* inner(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
  }
  int spend() { return --writes_left_ <= 0 ? code_ : SQLITE_OK; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
    auto* self = static_cast<FailingDisk*>(vfs->pAppData);
    auto* outer = reinterpret_cast<File*>(file);
    outer->head.pMethods = nullptr;
    outer->disk = self;
    const int code = self->base_->xOpen(self->base_, name, inner(file), flags, out_flags);
    if (code != SQLITE_OK) return code;
    fill(outer->methods, *inner(file)->pMethods);
    outer->head.pMethods = &outer->methods;
    return code;
  }

  // LONG: a table of SQLite's calls, one line each.
  static void fill(sqlite3_io_methods& m, const sqlite3_io_methods& base) {
    m = {};
    m.iVersion = base.iVersion > 2 ? 2 : base.iVersion;
    m.xClose = [](sqlite3_file* f) { return inner(f)->pMethods->xClose(inner(f)); };
    m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
      return inner(f)->pMethods->xRead(inner(f), to, n, at);
    };
    m.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
      const int refused = reinterpret_cast<File*>(f)->disk->spend();
      return refused ? refused : inner(f)->pMethods->xWrite(inner(f), from, n, at);
    };
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) {
      return inner(f)->pMethods->xTruncate(inner(f), n);
    };
    m.xSync = [](sqlite3_file* f, int flags) {
      const int refused = reinterpret_cast<File*>(f)->disk->spend();
      return refused ? SQLITE_IOERR_FSYNC : inner(f)->pMethods->xSync(inner(f), flags);
    };
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) {
      return inner(f)->pMethods->xFileSize(inner(f), n);
    };
    m.xLock = [](sqlite3_file* f, int n) { return inner(f)->pMethods->xLock(inner(f), n); };
    m.xUnlock = [](sqlite3_file* f, int n) { return inner(f)->pMethods->xUnlock(inner(f), n); };
    m.xCheckReservedLock = [](sqlite3_file* f, int* n) {
      return inner(f)->pMethods->xCheckReservedLock(inner(f), n);
    };
    m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
      return inner(f)->pMethods->xFileControl(inner(f), op, arg);
    };
    m.xSectorSize = [](sqlite3_file* f) { return inner(f)->pMethods->xSectorSize(inner(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file* f) {
      return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
    };
    m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** p) {
      return inner(f)->pMethods->xShmMap(inner(f), page, size, extend, p);
    };
    m.xShmLock = [](sqlite3_file* f, int at, int n, int flags) {
      return inner(f)->pMethods->xShmLock(inner(f), at, n, flags);
    };
    m.xShmBarrier = [](sqlite3_file* f) { inner(f)->pMethods->xShmBarrier(inner(f)); };
    m.xShmUnmap = [](sqlite3_file* f, int remove) {
      return inner(f)->pMethods->xShmUnmap(inner(f), remove);
    };
  }

  sqlite3_vfs* base_ = nullptr;
  sqlite3_vfs vfs_{};
  int64_t writes_left_ = INT64_MAX;
  int code_ = SQLITE_FULL;
};

// Archives forty stories in four commits; the first error, or none.
Result<void> archive_all(const std::string& path) {
  CD_TRY(Archive archive, Archive::open(path, Archive::Access::kWrite));
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    const Result<Archive::Added> added = archive.add(sample_input(
        "a.warc", "https://a.example/" + n, "Story " + n, "Text number " + n + " of many words."));
    if (!added.is_ok()) return added.error();
    if (i % 10 == 9) CD_TRY_VOID(archive.commit());
  }
  return {};
}

uint64_t content_of(const std::string& path) {
  Archive archive = need(Archive::open(path, Archive::Access::kRead));
  const VerifyReport report = need(archive.verify());
  CHECK(report.faults.empty());
  return report.content_hash;
}

// Fails from the n-th write on for every n until a run gets through; returns how many runs failed.
int fail_at_every_write(FailingDisk& disk, int code, uint64_t whole, int step) {
  int failed = 0;
  for (int n = 1;; n += step) {
    const ScratchFile file;
    disk.fail_from(n, code);
    const Result<void> broken = archive_all(file.path());
    const bool has_failed = disk.has_failed();
    disk.mend();
    if (!has_failed) return failed;
    // A write that fails while the archive is being closed costs nothing that was promised.
    if (!broken.is_ok()) {
      CHECK(broken.error().code == ErrorCode::kUnwritable);
      CHECK_FALSE(broken.error().detail.empty());
    }
    ++failed;
    need(archive_all(file.path()));
    CHECK(content_of(file.path()) == whole);
  }
}

}  // namespace

TEST_CASE("an archive that is taken away while it is written is told") {
  const ScratchFile scratch, elsewhere;
  Archive archive = need(Archive::open(scratch.path(), Archive::Access::kWrite));
  need(archive.add(sample_input("a", "https://a.example/1", "One", "Text of many words.")));
  need(archive.commit());
  std::filesystem::rename(scratch.path(), elsewhere.path());
  const Result<void> late = archive.commit();
  REQUIRE_FALSE(late.is_ok());
  CHECK(late.error().code == ErrorCode::kUnwritable);
  CHECK_FALSE(archive.add(sample_input("b", "https://a.example/2", "Two", "Other words.")).is_ok());
}

TEST_CASE(
    "a full disk and a failing disk are errors that name themselves, and the run can be gone on "
    "with") {
  FailingDisk disk;
  const ScratchFile file;
  need(archive_all(file.path()));
  const uint64_t whole = content_of(file.path());
  const int full = fail_at_every_write(disk, SQLITE_FULL, whole, 3);
  const int failing = fail_at_every_write(disk, SQLITE_IOERR_WRITE, whole, 7);
  MESSAGE(full, " writes refused as on a full disk, ", failing, " as on a failing one");
  CHECK(full > 20);
}
