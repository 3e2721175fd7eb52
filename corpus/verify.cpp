// verify.cpp: reads the whole archive and compares it with itself.
// What is found by what: a changed value by its row's checksum; a changed tree of pages or index by
// SQLite's integrity check; a changed place in the search index by FTS5's, which splits every text
// again; a changed word in it, and one that is not found, by index_words.cpp; a changed group
// by grouping the sketches again; a changed definition of a table by comparing it with ours; rows
// that were taken out by what other rows say of them. Not found: a missing row of an input that
// gave no new story, and of provenance, which nothing else counts.
#include <xxhash.h>

#include <algorithm>

#include "corpus/archive_state.h"
#include "corpus/index_words.h"
#include "corpus/schema.h"

namespace copydesk {
namespace {

constexpr size_t kMaxFaults = 1000;

class Verifier {
 public:
  Verifier(const std::string& path, Database& database) : path_(path), database_(database) {}
  Result<VerifyReport> run();

 private:
  void add_fault(std::string_view table, int64_t row, std::string detail);
  void check(std::string_view table, const Result<void>& result);
  Result<void> check_rows_of_pragma(const std::string& pragma, std::string_view table);
  Result<void> check_definitions();
  Result<void> check_table(const CheckedTable& table);
  Result<void> check_missing(const std::string& stories, std::string_view table,
                             const std::string& detail);
  Result<void> check_groups();
  Result<void> check_index();

  const std::string& path_;
  Database& database_;
  VerifyReport report_;
};

void Verifier::add_fault(std::string_view table, int64_t row, std::string detail) {
  if (report_.faults.size() < kMaxFaults)
    report_.faults.push_back({std::string(table), row, std::move(detail)});
}

// A check that cannot go on because the file is damaged is a fault like any other.
void Verifier::check(std::string_view table, const Result<void>& result) {
  if (!result.is_ok()) add_fault(table, 0, result.error().detail);
}

Result<void> Verifier::check_rows_of_pragma(const std::string& pragma, std::string_view table) {
  CD_TRY(Statement rows, database_.prepare(pragma));
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    if (rows.text(0) == "ok") continue;
    std::string detail;
    for (int i = 0; i < rows.column_count(); ++i) {
      if (i > 0) detail += ' ';
      detail += rows.text(i);
    }
    add_fault(table, 0, std::move(detail));
  }
}

Result<std::string> definitions_of(Database& database) {
  CD_TRY(Statement rows,
         database.prepare("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema "
                          "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"));
  std::string all;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return all;
    for (int i = 0; i < 4; ++i) {
      all += rows.text(i);
      all += '\n';
    }
  }
}

Result<void> Verifier::check_definitions() {
  CD_TRY(Database fresh,
         Database::open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY));
  CD_TRY(const int64_t version, database_.integer("PRAGMA user_version"));
  const std::span<const std::string_view> steps = schema_steps();
  const auto known = std::clamp<int64_t>(version, 1, static_cast<int64_t>(steps.size()));
  CD_TRY_VOID(migrate(fresh, 0, steps.first(static_cast<size_t>(known))));
  CD_TRY(const std::string expected, definitions_of(fresh));
  CD_TRY(const std::string found, definitions_of(database_));
  if (expected != found)
    add_fault("sqlite_schema", 0, "the tables are not defined as this version defines them");
  return {};
}

Result<void> Verifier::check_table(const CheckedTable& table) {
  const std::string columns(table.columns);
  const std::string key = columns.substr(0, columns.find(','));
  CD_TRY(Statement rows,
         database_.prepare("SELECT " + columns + ", checksum FROM " + std::string(table.name) +
                           " NOT INDEXED ORDER BY " + key));
  const int count = rows.column_count() - 1;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    const int64_t checksum = row_checksum(rows, count);
    ++report_.rows;
    report_.content_hash = XXH3_64bits_withSeed(&checksum, sizeof checksum, report_.content_hash);
    if (checksum != rows.integer(count) || rows.type(count) != SQLITE_INTEGER) {
      add_fault(table.name, rows.integer(0), "the row is not as it was written");
    }
  }
}

// Stories, by a query for their numbers, of which rows of another table are missing.
Result<void> Verifier::check_missing(const std::string& stories, std::string_view table,
                                     const std::string& detail) {
  CD_TRY(Statement rows, database_.prepare(stories));
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    add_fault(table, 0, "story " + std::to_string(rows.integer(0)) + " " + detail);
  }
}

Result<void> Verifier::check_groups() {
  CopyIndex copies;
  int64_t last = 0;
  CD_TRY(Statement rows,
         database_.prepare("SELECT number, sketch, address FROM stories ORDER BY number"));
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    const int64_t number = rows.integer(0);
    if (number <= last || number > UINT32_MAX)
      return Error{ErrorCode::kDamaged, 0, "numbers do not rise"};
    last = number;
    copies.add(static_cast<uint32_t>(number), unpack_sketch(rows.text(1)), rows.text(2));
  }
  CD_TRY(Statement groups,
         database_.prepare("SELECT number, group_number FROM stories ORDER BY number"));
  for (;;) {
    CD_TRY(const bool has_row, groups.step());
    if (!has_row) return {};
    const int64_t group = copies.group_of(static_cast<uint32_t>(groups.integer(0)));
    report_.content_hash = XXH3_64bits_withSeed(&group, sizeof group, report_.content_hash);
    if (group != groups.integer(1))
      add_fault("stories", groups.integer(0), "stands in the wrong group of copies");
  }
}

// FTS5 asks for its check by an INSERT, which a connection for reading refuses although nothing is
// written. Errors: kUnwritable, when another program is writing or the file may not be written:
// that is no fault of the archive.
Result<void> Verifier::check_index() {
  CD_TRY(Database writable, Database::open(path_, SQLITE_OPEN_READWRITE));
  CD_TRY_VOID(register_functions(writable));
  const Result<void> set = writable.execute("PRAGMA trusted_schema=OFF; PRAGMA cache_size=-65536");
  // Until here it could be read: what is refused now are the files of the log beside it.
  if (!set.is_ok() && set.error().code == ErrorCode::kUnreadable)
    return Error{ErrorCode::kUnwritable, 0, set.error().detail};
  CD_TRY_VOID(set);
  CD_TRY_VOID(writable.execute("INSERT INTO search(search, rank) VALUES('integrity-check', 1)"));
  CD_TRY(const IndexWords words, check_index_words(writable));
  if (words == IndexWords::kOther)
    add_fault("search", 0, "the index holds other words than the texts");
  if (words == IndexWords::kNotFound)
    add_fault("search", 0, "the index holds words that a search does not find");
  return {};
}

Result<VerifyReport> Verifier::run() {
  check("file", check_rows_of_pragma("PRAGMA integrity_check(100)", "file"));
  check("sqlite_schema", check_definitions());
  for (const CheckedTable& table : checked_tables()) check(table.name, check_table(table));
  check("file", check_rows_of_pragma("PRAGMA foreign_key_check", "references"));
  check("pictures", check_missing("SELECT number FROM stories s WHERE picture_count <> (SELECT "
                                  "count(*) FROM pictures WHERE story = s.number)",
                                  "pictures", "has another number of pictures"));
  check("inputs", check_missing("SELECT number FROM stories s WHERE NOT EXISTS (SELECT 1 FROM "
                                "inputs WHERE story = s.number AND outcome = 'story')",
                                "inputs", "has no input that it was read from"));
  check("stories", check_groups());
  const Result<void> index = check_index();
  const bool is_kept_away = !index.is_ok() && index.error().code == ErrorCode::kUnwritable;
  if (is_kept_away && report_.faults.empty())
    return Error{ErrorCode::kUnwritable, 0,
                 "all is sound but the search index, which could not be checked: another program "
                 "is writing, or the file may not be written (" +
                     index.error().detail + ")"};
  if (!is_kept_away) check("search", index);
  return std::move(report_);
}

}  // namespace

Result<VerifyReport> Archive::verify() { return Verifier(state_->path, state_->database).run(); }

}  // namespace copydesk
