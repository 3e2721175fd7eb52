// read.cpp: what the archive holds of one story: its record, its page, its inputs, its versions and
// copies.
#include <algorithm>

#include "corpus/archive_state.h"
#include "corpus/changes.h"

namespace copydesk {
namespace {

constexpr size_t kMaxPageBytes = size_t{1} << 30;

Error no_such_story(std::string_view id) {
  return Error{ErrorCode::kNotFound, 0, "no story has the id " + std::string(id)};
}

bool is_number(std::string_view id) {
  if (id.empty() || id.size() > 10) return false;
  return id.find_first_not_of("0123456789") == std::string_view::npos;
}

// A statement at the row of a story, by its id or else by its number.
Result<Statement> select_story(Database& database, const std::string& columns,
                               std::string_view id) {
  CD_TRY(Statement by_id, database.prepare("SELECT " + columns + " FROM stories s WHERE s.id = ?"));
  CD_TRY(const bool has_id, by_id.bind(1, id).step());
  if (has_id) return by_id;
  if (!is_number(id)) return no_such_story(id);
  int64_t number = 0;
  for (const char digit : id) number = number * 10 + (digit - '0');
  CD_TRY(Statement by_number,
         database.prepare("SELECT " + columns + " FROM stories s WHERE s.number = ?"));
  CD_TRY(const bool has_number, by_number.bind(1, number).step());
  if (!has_number) return no_such_story(id);
  return by_number;
}

StoredInput read_input(const Statement& row) {
  StoredInput input;
  input.number = row.integer(0);
  input.path = row.string(1);
  input.offset = static_cast<uint64_t>(row.integer(2));
  input.length = static_cast<uint64_t>(row.integer(3));
  input.kind = row.string(4);
  input.fetched = row.string(5);
  input.charset = row.string(6);
  input.url = row.string(7);
  input.outcome = row.string(8);
  input.cause = row.string(9);
  input.detail = row.string(10);
  input.story = row.integer(11);
  input.page = row.integer(12);
  return input;
}

constexpr std::string_view kInputColumns =
    "number, path, offset, length, kind, fetched, charset, url, outcome, cause, detail, story, "
    "page";

Result<std::vector<StoryLine>> read_lines(Statement rows) {
  std::vector<StoryLine> lines;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return lines;
    lines.push_back(read_story_line(rows));
  }
}

}  // namespace

StoryLine read_story_line(const Statement& row) {
  StoryLine line;
  line.number = row.integer(0);
  line.group = row.integer(1);
  std::string* texts[] = {&line.id,        &line.title,    &line.dek,       &line.url,
                          &line.publisher, &line.section,  &line.authors,   &line.published,
                          &line.day,       &line.language, &line.direction, &line.page_type};
  int column = 2;
  for (std::string* text : texts) *text = row.string(column++);
  line.word_count = row.integer(column++);
  line.picture_count = row.integer(column++);
  line.confidence = row.real(column);
  return line;
}

Result<Story> Archive::story(std::string_view id) {
  CD_TRY(const Statement row, select_story(state_->database, "s.record", id));
  return read_story_json(row.text(0));
}

Result<StoryLine> Archive::story_line(std::string_view id) {
  CD_TRY(const Statement row, select_story(state_->database, std::string(kStoryLineColumns), id));
  return read_story_line(row);
}

Result<Provenance> Archive::provenance(int64_t number) {
  CD_TRY(Statement row, state_->database.prepare("SELECT content FROM provenance WHERE story = ?"));
  CD_TRY(const bool has_row, row.bind(1, number).step());
  if (!has_row) return Provenance{};
  CD_TRY(const std::string json, decompress(row.text(0), kMaxPageBytes));
  CD_TRY(Story only, read_story_json(json));
  return std::move(only.provenance);
}

Result<StoredPage> Archive::page_of(int64_t number, size_t most_bytes) {
  // Provenance names the page its ranges point into; without it, the first page that gave the
  // story.
  CD_TRY(
      Statement row,
      state_->database.prepare(
          "SELECT content, form FROM pages WHERE number = ifnull("
          "(SELECT page FROM provenance WHERE story = ?1), "
          "(SELECT page FROM inputs WHERE story = ?1 AND page NOT NULL ORDER BY number LIMIT 1))"));
  CD_TRY(const bool has_row, row.bind(1, number).step());
  if (!has_row) return Error{ErrorCode::kNotFound, 0, "the page of this story was not kept"};
  StoredPage page;
  CD_TRY(page.text, decompress(row.text(0), std::min(most_bytes, kMaxPageBytes)));
  if (!is_valid_utf8(page.text))
    return Error{ErrorCode::kDamaged, 0, "archive: a page is no text; see copydesk verify"};
  page.form = row.string(1);
  return page;
}

Result<std::vector<StoredInput>> Archive::inputs_of(int64_t number) {
  CD_TRY(Statement rows, state_->database.prepare("SELECT " + std::string(kInputColumns) +
                                                  " FROM inputs WHERE story = ? ORDER BY number"));
  rows.bind(1, number);
  std::vector<StoredInput> inputs;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return inputs;
    inputs.push_back(read_input(rows));
  }
}

Result<std::vector<Version>> Archive::versions(int64_t number) {
  // By the time of the crawl where it is known; by the order of archiving where it is not.
  CD_TRY(Statement rows,
         state_->database.prepare("SELECT " + std::string(kStoryLineColumns) +
                                  ", (SELECT fetched FROM inputs i WHERE i.story = s.number ORDER "
                                  "BY i.number LIMIT 1) AS seen, s.text "
                                  "FROM stories s WHERE s.number = ?1 OR s.address = (SELECT "
                                  "address FROM stories WHERE number = ?1) "
                                  "ORDER BY seen, s.number LIMIT 1000"));
  rows.bind(1, number);
  std::vector<Version> versions;
  std::string text_before;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return versions;
    Version version;
    version.story = read_story_line(rows);
    version.fetched = rows.string(kStoryLineColumnCount);
    const std::string_view text = rows.text(kStoryLineColumnCount + 1);
    if (!versions.empty()) {
      const WordChanges changes = count_word_changes(text_before, text);
      version.words_added = changes.added;
      version.words_removed = changes.removed;
      version.is_title_changed = version.story.title != versions.back().story.title;
    }
    text_before = text;
    versions.push_back(std::move(version));
  }
}

Result<std::vector<StoryLine>> Archive::copies(int64_t number) {
  CD_TRY(Statement rows,
         state_->database.prepare(
             "SELECT " + std::string(kStoryLineColumns) +
             " FROM stories s WHERE s.number <> ?1 AND s.group_number = "
             "(SELECT group_number FROM stories WHERE number = ?1) ORDER BY s.number LIMIT 1000"));
  rows.bind(1, number);
  return read_lines(std::move(rows));
}

Result<std::vector<StoryLine>> Archive::strangest(size_t count) {
  CD_TRY(Statement rows,
         state_->database.prepare("SELECT " + std::string(kStoryLineColumns) +
                                  " FROM stories s ORDER BY s.confidence, s.number LIMIT ?"));
  rows.bind(1, static_cast<int64_t>(count));
  return read_lines(std::move(rows));
}

Result<std::vector<FailureCause>> Archive::failures() {
  constexpr size_t kExamples = 10;
  CD_TRY(Statement rows,
         state_->database.prepare("SELECT " + std::string(kInputColumns) +
                                  " FROM inputs WHERE outcome = 'failed' ORDER BY cause, number"));
  std::vector<FailureCause> causes;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    StoredInput input = read_input(rows);
    if (causes.empty() || causes.back().cause != input.cause)
      causes.push_back({input.cause, 0, {}});
    ++causes.back().count;
    if (causes.back().examples.size() < kExamples)
      causes.back().examples.push_back(std::move(input));
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [](const FailureCause& a, const FailureCause& b) { return a.count > b.count; });
  return causes;
}

}  // namespace copydesk
