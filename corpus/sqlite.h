// sqlite.h: Database and Statement, SQLite with Results instead of codes. Only corpus/ uses it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/base.h"

namespace copydesk {

/// Turns the last failure of a connection into our error: kUnwritable (full disk, read-only, busy),
/// kUnreadable, kDamaged, kInterrupted, else kInternal. `doing` starts the sentence.
Error sqlite_error(sqlite3* database, int code, std::string_view doing);

/// The same of the connection's last failure; the name of its file starts the sentence.
Error last_error(sqlite3* database);

/// One prepared statement. Positions of bind() count from 1, columns from 0.
/// Lifetime: bound texts and blobs must live until the statement has run; read texts until the next
/// step.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, sqlite3_stmt* statement);

  bool is_open() const { return statement_ != nullptr; }
  Statement& bind(int at, int64_t value);
  Statement& bind(int at, double value);
  Statement& bind(int at, std::string_view text);  // valid UTF-8
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind_null(int at);
  Statement& bind_pointer(int at, void* pointer, const char* kind);  // as SQLite names the kind

  /// Goes to the next row; false at the end.
  Result<bool> step();
  /// Runs to the end and resets, ready for the next bindings.
  Result<void> run();
  void reset();

  int column_count() const { return sqlite3_column_count(statement_.get()); }
  int type(int column) const { return sqlite3_column_type(statement_.get(), column); }
  int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  double real(int column) const { return sqlite3_column_double(statement_.get(), column); }
  std::string_view text(int column) const;  // of a blob too
  /// The same as valid UTF-8, whatever a damaged or crafted file holds.
  std::string string(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One connection. Threads: one thread at a time.
class Database {
 public:
  Database() = default;

  /// `flags` as sqlite3_open_v2 has them. Errors: kNotFound, kUnreadable, kUnwritable.
  static Result<Database> open(const std::string& path, int flags);

  Result<Statement> prepare(std::string_view sql);
  /// Runs one or many statements without bindings.
  Result<void> execute(const std::string& sql);
  /// The first column of the first row, 0 without one.
  Result<int64_t> integer(std::string_view sql);

  sqlite3* handle() const { return database_.get(); }
  int64_t last_row() const { return sqlite3_last_insert_rowid(database_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// The interface of the full-text search of a connection. Errors: kInternal, if there is none.
Result<fts5_api*> full_text_api(Database& database);

}  // namespace copydesk
