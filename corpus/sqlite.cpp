// sqlite.cpp: the thin layer over SQLite's C interface.
#include "corpus/sqlite.h"

namespace copydesk {
namespace {

// How long a connection waits for another. Those that read wait too: the last one that is closed
// holds the file for the moment in which it takes the log away. Of 400 searches by four programs at
// a time 5 failed without it.
constexpr int kBusyMilliseconds = 10'000;

ErrorCode code_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kUnwritable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kDamaged;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return ErrorCode::kUnreadable;
    case SQLITE_INTERRUPT:
      return ErrorCode::kInterrupted;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return ErrorCode::kTooLarge;
    case SQLITE_IOERR:
      // Reads of a damaged disk and failed writes share a code; the extended code tells them apart.
      return code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ? ErrorCode::kUnreadable
                                                                          : ErrorCode::kUnwritable;
    default:
      return ErrorCode::kInternal;
  }
}

}  // namespace

Error sqlite_error(sqlite3* database, int code, std::string_view doing) {
  Error error{code_of(code), 0, std::string(doing)};
  error.detail += ": ";
  // The message may hold bytes of a damaged file.
  append_repaired_utf8(error.detail, database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
  return error;
}

Error last_error(sqlite3* database) {
  const char* name = sqlite3_db_filename(database, nullptr);
  return sqlite_error(database, sqlite3_extended_errcode(database),
                      name && *name ? name : "archive");
}

Statement::Statement(sqlite3* database, sqlite3_stmt* statement)
    : database_(database), statement_(statement) {}

Statement& Statement::bind(int at, int64_t value) {
  sqlite3_bind_int64(statement_.get(), at, value);
  return *this;
}

Statement& Statement::bind(int at, double value) {
  sqlite3_bind_double(statement_.get(), at, value);
  return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL; an empty text has one.
  sqlite3_bind_text64(statement_.get(), at, text.empty() ? "" : text.data(), text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), at, bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(statement_.get(), at);
  return *this;
}

Statement& Statement::bind_pointer(int at, void* pointer, const char* kind) {
  sqlite3_bind_pointer(statement_.get(), at, pointer, kind, nullptr);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = last_error(database_);
  sqlite3_reset(statement_.get());
  return error;
}

Result<void> Statement::run() {
  for (;;) {
    CD_TRY(const bool has_row, step());
    if (!has_row) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::string_view Statement::text(int column) const {
  // Asked for as a blob so that an embedded NUL does not end it; texts are stored as UTF-8.
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string Statement::string(int column) const {
  const std::string_view bytes = text(column);
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string repaired;
  append_repaired_utf8(repaired, bytes);
  return repaired;
}

Result<Database> Database::open(const std::string& path, int flags) {
  // SQLite takes "", ":memory:" and "file:..." for other things than names of files, some of which
  // it forgets when they are closed.
  const bool is_name = (flags & (SQLITE_OPEN_URI | SQLITE_OPEN_MEMORY)) == 0;
  const std::string name = is_name && !path.starts_with('/') ? "./" + path : path;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database;
  database.database_.reset(raw);
  if (code != SQLITE_OK) return sqlite_error(raw, code, path);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
  // An archive has none of its own; one from elsewhere may hold some that empty its tables.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code != SQLITE_OK) {
    return last_error(database_.get());
  }
  return Statement(database_.get(), raw);
}

Result<void> Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    return last_error(database_.get());
  }
  return {};
}

Result<int64_t> Database::integer(std::string_view sql) {
  CD_TRY(Statement statement, prepare(sql));
  CD_TRY(const bool has_row, statement.step());
  return has_row ? statement.integer(0) : int64_t{0};
}

Result<fts5_api*> full_text_api(Database& database) {
  CD_TRY(Statement statement, database.prepare("SELECT fts5(?1)"));
  fts5_api* api = nullptr;
  statement.bind_pointer(1, &api, "fts5_api_ptr");
  CD_TRY_VOID(statement.run());
  if (!api) return Error{ErrorCode::kInternal, 0, "archive: this SQLite has no full-text search"};
  return api;
}

}  // namespace copydesk
