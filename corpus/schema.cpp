// schema.cpp: the SQL of every version of the archive's tables. docs/archive.md says the same for
// readers. Rule: a step is never changed after a release; a new version is a new step at the end.
#include "corpus/schema.h"

#include <xxhash.h>

#include <array>

namespace copydesk {
namespace {

// The story's facets stand before its record, so that counting them does not read the long rows to
// their end.
constexpr std::string_view kStep1 = R"sql(
CREATE TABLE stories(
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  group_number INTEGER NOT NULL,
  address TEXT, url TEXT, canonical_url TEXT,
  publisher TEXT, section TEXT, authors TEXT, day TEXT, language TEXT, page_type TEXT,
  title TEXT, dek TEXT, agency TEXT, published TEXT, modified TEXT, direction TEXT,
  word_count INTEGER NOT NULL, picture_count INTEGER NOT NULL, confidence REAL NOT NULL,
  checksum INTEGER NOT NULL,
  sketch BLOB,
  text TEXT,
  record TEXT NOT NULL
);
CREATE INDEX stories_group ON stories(group_number);
CREATE INDEX stories_address ON stories(address);
CREATE INDEX stories_publisher ON stories(publisher COLLATE NOCASE);
CREATE INDEX stories_section ON stories(section COLLATE NOCASE);
CREATE INDEX stories_authors ON stories(authors);
CREATE INDEX stories_day ON stories(day);
CREATE INDEX stories_language ON stories(language);
CREATE INDEX stories_page_type ON stories(page_type COLLATE NOCASE);
CREATE INDEX stories_confidence ON stories(confidence);
CREATE INDEX stories_word_count ON stories(word_count);
CREATE TABLE pictures(
  number INTEGER PRIMARY KEY,
  story INTEGER NOT NULL REFERENCES stories(number),
  position INTEGER NOT NULL,
  role TEXT, gallery TEXT, url TEXT, alt TEXT, caption TEXT, credit TEXT,
  checksum INTEGER NOT NULL
);
CREATE INDEX pictures_story ON pictures(story);
CREATE TABLE pages(
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL UNIQUE,
  form TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  content BLOB NOT NULL,
  checksum INTEGER NOT NULL
);
CREATE TABLE inputs(
  number INTEGER PRIMARY KEY,
  path TEXT, offset INTEGER NOT NULL, length INTEGER NOT NULL, hash INTEGER NOT NULL,
  kind TEXT, fetched TEXT, charset TEXT, url TEXT,
  outcome TEXT NOT NULL, cause TEXT, detail TEXT,
  story INTEGER REFERENCES stories(number),
  page INTEGER REFERENCES pages(number),
  checksum INTEGER NOT NULL
);
CREATE UNIQUE INDEX inputs_key ON inputs(path, offset, hash);
CREATE INDEX inputs_story ON inputs(story);
CREATE INDEX inputs_outcome ON inputs(outcome, cause);
CREATE TABLE provenance(
  story INTEGER PRIMARY KEY REFERENCES stories(number),
  page INTEGER REFERENCES pages(number),
  content BLOB NOT NULL,
  checksum INTEGER NOT NULL
);
CREATE VIEW search_content AS SELECT number,
  copydesk_words(record, 0) AS title, copydesk_words(record, 1) AS dek, copydesk_words(record, 2) AS body,
  copydesk_words(record, 3) AS captions, copydesk_words(record, 4) AS names FROM stories;
CREATE VIRTUAL TABLE search USING fts5(title, dek, body, captions, names,
  content='search_content', content_rowid='number', prefix='2 3',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
)sql";

// What a search reads of every story that matches, in 100 bytes a story instead of its whole row:
// in 100,000 stories the first search for a frequent word takes 10 ms with it and 65 without.
constexpr std::string_view kStep2 = R"sql(
CREATE INDEX stories_facets ON stories(number, group_number, day, publisher, section, authors, language,
  page_type);
)sql";

// What the full-text index gathers in memory before it writes: 32 MB instead of 1, so that a batch
// is written once and not merged many times. 8,000 stories take 6.4 s of processor
// time with it and 7.7 without.
constexpr std::string_view kStep3 = R"sql(
INSERT INTO search(search, rank) VALUES('hashsize', 33554432);
)sql";

constexpr std::array<std::string_view, 3> kSteps = {kStep1, kStep2, kStep3};

constexpr std::array<CheckedTable, 5> kChecked = {{
    {"stories",
     "number, id, address, url, canonical_url, publisher, section, authors, day, language, "
     "page_type, title, dek, "
     "agency, published, modified, direction, word_count, picture_count, confidence, sketch, text, "
     "record"},
    {"pictures", "number, story, position, role, gallery, url, alt, caption, credit"},
    {"pages", "number, hash, form, bytes, content"},
    {"inputs",
     "number, path, offset, length, hash, kind, fetched, charset, url, outcome, cause, detail, "
     "story, page"},
    {"provenance", "story, page, content"},
}};

void hash_integer(std::string& out, int64_t value) {
  out += 'i';
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void hash_real(std::string& out, double value) {
  out += 'r';
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Long values enter by their own hash, so that nothing long is copied.
void hash_bytes(std::string& out, char kind, std::string_view bytes) {
  const uint64_t parts[2] = {bytes.size(), XXH3_64bits(bytes.data(), bytes.size())};
  out += kind;
  out.append(reinterpret_cast<const char*>(parts), sizeof parts);
}

int64_t finished(const std::string& hashed) {
  return static_cast<int64_t>(XXH3_64bits(hashed.data(), hashed.size()));
}

}  // namespace

std::span<const std::string_view> schema_steps() { return kSteps; }
std::span<const CheckedTable> checked_tables() { return kChecked; }

Result<bool> has_real_tables(Database& database) {
  const auto definition = [](std::string_view begin) {
    const size_t at = kStep1.find(begin);
    return kStep1.substr(at, kStep1.find(';', at) - at);
  };
  CD_TRY(Statement strange,
         database.prepare("SELECT count(*) FROM sqlite_schema WHERE "
                          "lower(name) IN ('stories', 'pictures', 'pages', 'inputs', 'provenance') "
                          "AND (type <> 'table' OR sql LIKE 'CREATE VIRTUAL%') "
                          "OR lower(name) = 'search_content' AND sql <> ?1 "
                          "OR lower(name) = 'search' AND sql <> ?2"));
  strange.bind(1, definition("CREATE VIEW search_content"));
  strange.bind(2, definition("CREATE VIRTUAL TABLE search"));
  CD_TRY(const bool has_row, strange.step());
  return has_row && strange.integer(0) == 0;
}

Result<void> migrate(Database& database, int64_t from, std::span<const std::string_view> steps) {
  CD_TRY_VOID(database.execute("BEGIN IMMEDIATE"));
  Result<void> result;
  for (size_t i = static_cast<size_t>(from); i < steps.size() && result.is_ok(); ++i) {
    result = database.execute(std::string(steps[i]));
  }
  if (result.is_ok()) {
    result =
        database.execute("PRAGMA user_version=" + std::to_string(steps.size()) +
                         "; PRAGMA application_id=" + std::to_string(kApplicationId) + "; COMMIT");
  }
  if (!result.is_ok()) (void)database.execute("ROLLBACK").is_ok();
  return result;
}

RowWriter& RowWriter::integer(int64_t value) {
  statement_.bind(++at_, value);
  hash_integer(hashed_, value);
  return *this;
}

RowWriter& RowWriter::reference(int64_t value) {
  if (value != 0) return integer(value);
  statement_.bind_null(++at_);
  hashed_ += 'n';
  return *this;
}

RowWriter& RowWriter::real(double value) {
  statement_.bind(++at_, value);
  hash_real(hashed_, value);
  return *this;
}

RowWriter& RowWriter::text(std::string_view value) {
  if (value.empty()) return reference(0);
  statement_.bind(++at_, value);
  hash_bytes(hashed_, 't', value);
  return *this;
}

RowWriter& RowWriter::blob(std::string_view value) {
  if (value.empty()) return reference(0);
  statement_.bind_blob(++at_, value);
  hash_bytes(hashed_, 'b', value);
  return *this;
}

Result<void> RowWriter::finish() {
  statement_.bind(++at_, finished(hashed_));
  return statement_.run();
}

int64_t row_checksum(const Statement& statement, int count) {
  std::string hashed;
  for (int i = 0; i < count; ++i) {
    switch (statement.type(i)) {
      case SQLITE_INTEGER:
        hash_integer(hashed, statement.integer(i));
        break;
      case SQLITE_FLOAT:
        hash_real(hashed, statement.real(i));
        break;
      case SQLITE_TEXT:
        hash_bytes(hashed, 't', statement.text(i));
        break;
      case SQLITE_BLOB:
        hash_bytes(hashed, 'b', statement.text(i));
        break;
      default:
        hashed += 'n';
        break;
    }
  }
  return finished(hashed);
}

}  // namespace copydesk
