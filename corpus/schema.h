// schema.h: the tables of an archive, their versions, and the checksum that each row carries.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "corpus/sqlite.h"

namespace copydesk {

/// "Cpdk" in the header of the file: an archive and no other SQLite database.
inline constexpr int kApplicationId = 0x4370646B;

/// Steps from one version of the tables to the next; step 0 makes version 1 of an empty file.
std::span<const std::string_view> schema_steps();

/// Brings the tables from version `from` to the last step in one transaction, or leaves them as
/// they were.
Result<void> migrate(Database& database, int64_t from, std::span<const std::string_view> steps);

/// Whether the tables are tables, and index and its view are defined as by the steps. A view in the
/// place of a table can be one that is never read to its end. A table that is missing is no fault
/// here. Errors: those of a statement.
Result<bool> has_real_tables(Database& database);

/// Tables whose rows carry a checksum in their last column, in the order of verify and of the
/// content hash.
struct CheckedTable {
  std::string_view name;
  std::string_view columns;  // all but the checksum, in the order in which they are hashed
};
std::span<const CheckedTable> checked_tables();

/// Binds the values of one row from position 1 on and hashes them; finish() binds the checksum
/// last. An empty text is bound as NULL: absent is absent.
class RowWriter {
 public:
  explicit RowWriter(Statement& statement) : statement_(statement) {}
  RowWriter& integer(int64_t value);
  RowWriter& reference(int64_t value);  // 0 is NULL
  RowWriter& real(double value);
  RowWriter& text(std::string_view value);
  RowWriter& blob(std::string_view value);
  Result<void> finish();

 private:
  Statement& statement_;
  int at_ = 0;
  std::string hashed_;
};

/// The checksum of the first `count` columns of the current row, as RowWriter made it.
int64_t row_checksum(const Statement& statement, int count);

}  // namespace copydesk
