// archive.cpp: opening and closing an archive, the writer's lock, and the functions that the file's
// SQL calls.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "corpus/archive_state.h"
#include "corpus/rank.h"
#include "corpus/schema.h"

namespace copydesk {
namespace {

void words_function(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* json = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const std::string_view record(json ? json : "",
                                static_cast<size_t>(sqlite3_value_bytes(values[0])));
  const int column = sqlite3_value_int(values[1]);
  const Result<Story> story = read_story_json(record);
  if (!story.is_ok() || column < 0 || column > 4) return sqlite3_result_null(context);
  std::string words[5];
  search_words_of(story.value(), words);
  const std::string& text = words[column];
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

// A path as SQLite's URI wants it, so that a file on a read-only medium can be opened.
std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      static constexpr char kHex[] = "0123456789ABCDEF";
      uri += '%';
      uri += kHex[static_cast<unsigned char>(c) >> 4];
      uri += kHex[c & 15];
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

Error not_an_archive(const std::string& path) {
  return Error{ErrorCode::kUnsupported, 0, path + ": is no Copydesk archive"};
}

// What SQLite cannot read may be an archive all the same: cut short, the first page overwritten.
// Source: sqlite.org/fileformat.html, 1.3: the name of the format, and the application's number at
// 68, the most significant byte first.
Error unreadable(const std::string& path) {
  constexpr std::string_view kFormat("SQLite format 3\0", 16);
  char header[72] = {};
  const Result<std::unique_ptr<ByteSource>> file = open_file(path);
  if (!file.is_ok()) return file.error();
  const Result<size_t> size = file.value()->read(header, sizeof header);
  const std::string_view bytes(header, size.is_ok() ? size.value() : 0);
  uint32_t application = 0;
  for (const char c : bytes.substr(std::min<size_t>(bytes.size(), 68)))
    application = application << 8 | static_cast<unsigned char>(c);
  if (!bytes.starts_with(kFormat) || application != uint32_t{kApplicationId})
    return not_an_archive(path);
  return Error{ErrorCode::kDamaged, 0,
               path +
                   ": this archive is damaged and cannot be read; was it cut short? Archive its "
                   "inputs again into a new file"};
}

// Version of the tables; 0 for a new file.
Result<int64_t> read_version(Database& database, const std::string& path) {
  Result<int64_t> id = database.integer("PRAGMA application_id");
  if (!id.is_ok()) {
    return id.error().code == ErrorCode::kDamaged ? unreadable(path) : std::move(id).error();
  }
  CD_TRY(const int64_t version, database.integer("PRAGMA user_version"));
  CD_TRY(const int64_t tables, database.integer("SELECT count(*) FROM sqlite_schema"));
  if (id.value() == 0 && version == 0 && tables == 0) return int64_t{0};
  if (id.value() != kApplicationId) return not_an_archive(path);
  if (version > kArchiveVersion) {
    return Error{ErrorCode::kUnsupported, 0,
                 path + ": was written by a newer Copydesk (tables of version " +
                     std::to_string(version) + ", this program knows " +
                     std::to_string(kArchiveVersion) + "); it was left as it is"};
  }
  CD_TRY(const bool is_real, has_real_tables(database));
  if (!is_real)
    return Error{ErrorCode::kDamaged, 0,
                 path +
                     ": its tables were exchanged for others; archive its inputs again into a "
                     "new file"};
  return version;
}

// Bytes in the log beside an archive: what was committed and is not in the archive itself yet.
// Nothing if there is no log.
std::optional<uint64_t> log_bytes(const std::string& path) {
  struct stat status {};
  if (stat((path + "-wal").c_str(), &status) != 0) return std::nullopt;
  return static_cast<uint64_t>(status.st_size);
}

// A connection that reads makes the files of the log beside an archive and may not remove them;
// one that writes removes them when it is closed as the last one. One is opened for that if the
// log holds nothing, so that nothing is written into the archive.
void remove_empty_log(const std::string& path) {
  if (log_bytes(path) != 0u) return;
  Result<Database> last = Database::open(path, SQLITE_OPEN_READWRITE);
  if (last.is_ok()) (void)last.value().integer("SELECT count(*) FROM sqlite_schema").is_ok();
}

// A pipe would wait for a writer for ever, beside a device SQLite would lay files of its own.
bool is_file_or_absent(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

Result<Database> open_for_reading(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0)
    return Error{ErrorCode::kNotFound, 0, path + ": no such archive"};
  constexpr const char* kSettings =
      "PRAGMA trusted_schema=OFF; PRAGMA cache_size=-65536; SELECT count(*) FROM sqlite_schema";
  CD_TRY(Database database, Database::open(path, SQLITE_OPEN_READONLY));
  const Result<void> set = database.execute(kSettings);
  if (set.is_ok()) return database;
  // Where nothing may be written the files beside a WAL database cannot be made. Then nobody writes
  // either, but an unfinished log cannot be read.
  const int code = sqlite3_errcode(database.handle()) & 0xff;
  if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) return set.error();
  if (log_bytes(path).value_or(0) > 0)
    return Error{ErrorCode::kUnreadable, 0,
                 path + ": part of this archive is still in " + path +
                     "-wal, and cannot be read where nothing may be written; copy both elsewhere"};
  CD_TRY(Database frozen,
         Database::open(immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI));
  CD_TRY_VOID(frozen.execute(kSettings));
  return frozen;
}

Result<Database> open_for_writing(const std::string& path) {
  CD_TRY(Database database, Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  CD_TRY(const int64_t version, read_version(database, path));
  // NORMAL with a write-ahead log: a crash of the machine may lose the last commits, which the
  // ledger makes good, and never damages the file.
  CD_TRY_VOID(
      database.execute("PRAGMA trusted_schema=OFF; PRAGMA journal_mode=WAL; PRAGMA "
                       "synchronous=NORMAL; PRAGMA cache_size=-65536; "
                       "PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=FILE"));
  if (version < kArchiveVersion) CD_TRY_VOID(migrate(database, version, schema_steps()));
  return database;
}

}  // namespace

WriterLock::WriterLock(WriterLock&& other) noexcept { *this = std::move(other); }

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WriterLock::~WriterLock() {
  if (descriptor_ < 0) return;
  unlink(path_.c_str());  // while it is locked, so that nobody has taken it meanwhile
  close(descriptor_);
}

Result<WriterLock> WriterLock::take(const std::string& archive_path) {
  WriterLock lock;
  std::error_code error;  // links to one archive share its lock
  const std::filesystem::path real = std::filesystem::canonical(archive_path, error);
  lock.path_ = (error ? archive_path : real.string()) + "-writer";
  for (;;) {
    const int descriptor = ::open(lock.path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) {
      return Error{ErrorCode::kUnwritable, 0, archive_path + ": cannot write in this folder"};
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      close(descriptor);
      return Error{ErrorCode::kUnwritable, 0,
                   archive_path + ": another program is writing to this archive"};
    }
    // The file may have been removed by its former owner between open and flock; then the lock is
    // worth nothing.
    struct stat opened {
    }, named{};
    if (fstat(descriptor, &opened) == 0 && stat(lock.path_.c_str(), &named) == 0 &&
        opened.st_ino == named.st_ino) {
      lock.descriptor_ = descriptor;
      return lock;
    }
    close(descriptor);
  }
}

Result<void> register_functions(Database& database) {
  const int code = sqlite3_create_function_v2(database.handle(), "copydesk_words", 2,
                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                              nullptr, words_function, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_error(database.handle(), code, "archive");
  return register_rank_function(database);
}

Archive::Archive(std::unique_ptr<ArchiveState> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

ArchiveState::~ArchiveState() {
  if (is_in_transaction) (void)database.execute("ROLLBACK").is_ok();
  if (access == Archive::Access::kWrite) return;
  database = Database();
  remove_empty_log(path);
}

Result<Archive> Archive::open(const std::string& path, Access access) {
  if (path.empty() || path == "-")
    return Error{
        ErrorCode::kUnsupported, 0,
        (path.empty() ? "\"\"" : path) + ": an archive is a file, and this is no name of one"};
  auto state = std::make_unique<ArchiveState>();
  state->path = path;
  state->access = access;
  if (!is_file_or_absent(path)) return not_an_archive(path);
  if (access == Access::kRead) {
    Result<Database> opened = open_for_reading(path);
    if (!opened.is_ok())
      return opened.error().code == ErrorCode::kDamaged ? unreadable(path)
                                                        : std::move(opened).error();
    state->database = std::move(opened).value();
    CD_TRY(const int64_t version, read_version(state->database, path));
    if (version == 0) return not_an_archive(path);
    state->has_facet_index = version >= 2;
  } else {
    CD_TRY(state->lock, WriterLock::take(path));
    CD_TRY(state->database, open_for_writing(path));
  }
  CD_TRY_VOID(register_functions(state->database));
  if (access == Access::kWrite) CD_TRY_VOID(state->prepare_writer());
  return Archive(std::move(state));
}

}  // namespace copydesk
