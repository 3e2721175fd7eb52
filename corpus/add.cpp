// add.cpp: one input and its story into the tables, in one transaction with the ledger.
// Order decides numbers and groups: the same inputs in the same order give the same rows, whatever
// was killed between. Not here: making an input ready (prepare.cpp), which stories are copies
// (copies.cpp).
#include <xxhash.h>

#include <algorithm>
#include <unordered_set>

#include "corpus/archive_state.h"
#include "corpus/schema.h"

namespace copydesk {
namespace {

// A batch is what a kill can cost: under two seconds of work, of pages of any size. At most so many
// small ones: at 500 each wrote a page of every index anew, and 225,000 grew as n^1.2.
constexpr size_t kBatchInputs = 8000;
constexpr size_t kBatchBytes = size_t{64} << 20;

// A picture as a row: of the story itself, or of one of its galleries.
struct Picture {
  std::string_view role, gallery, url, alt, caption, credit;
};

std::vector<Picture> pictures_of(const Story& story) {
  std::vector<Picture> pictures;
  std::unordered_set<std::string_view> in_gallery;
  for (const Gallery& gallery : story.galleries) {
    for (const GalleryItem& item : gallery.items) in_gallery.insert(item.url);
  }
  for (const Image& image : story.images) {
    if (image.role == "gallery" && in_gallery.contains(image.url)) continue;
    pictures.push_back({image.role, {}, image.url, image.alt, image.caption, image.credit});
  }
  for (const Gallery& gallery : story.galleries) {
    for (const GalleryItem& item : gallery.items) {
      pictures.push_back(
          {"gallery", gallery.title, item.url, item.title, item.caption, item.credit});
    }
  }
  return pictures;
}

Result<int64_t> first_integer(Statement& statement) {
  CD_TRY(const bool has_row, statement.step());
  const int64_t value = has_row ? statement.integer(0) : 0;
  statement.reset();
  return value;
}

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kStory:
      return "story";
    case Outcome::kSame:
      return "same";
    case Outcome::kFailed:
      return "failed";
  }
  return "failed";
}

// Adds one input inside an open transaction.
class Adder {
 public:
  Adder(ArchiveState& state, const PreparedInput& input) : state_(state), input_(input) {}
  Result<Archive::Added> add();

 private:
  Result<int64_t> add_page();
  Result<void> add_story(int64_t page);
  Result<void> add_story_row(const StoryColumns& columns);
  Result<void> add_words();
  Result<void> add_pictures();
  Result<void> join_groups(std::string_view address);
  Result<void> add_input_row(int64_t page);

  ArchiveState& state_;
  const PreparedInput& input_;
  Archive::Added added_;
};

Result<int64_t> Adder::add_page() {
  if (input_.page.empty()) return int64_t{0};
  state_.find_page.bind(1, static_cast<int64_t>(input_.page_hash));
  CD_TRY(const int64_t known, first_integer(state_.find_page));
  if (known != 0) return known;
  RowWriter row(state_.add_page);
  row.integer(state_.next_page)
      .integer(static_cast<int64_t>(input_.page_hash))
      .text(input_.page_form);
  row.integer(static_cast<int64_t>(input_.page_bytes)).blob(input_.page);
  CD_TRY_VOID(row.finish());
  return state_.next_page++;
}

Result<void> Adder::join_groups(std::string_view address) {
  const auto number = static_cast<uint32_t>(added_.story);
  const uint32_t group = state_.copies.add(number, unpack_sketch(input_.sketch), address);
  added_.is_copy = group != number;
  for (const uint32_t joined : state_.copies.last_joined()) {
    state_.join_group.bind(1, int64_t{group}).bind(2, int64_t{joined});
    CD_TRY_VOID(state_.join_group.run());
  }
  return {};
}

Result<void> Adder::add_story_row(const StoryColumns& columns) {
  const Story& story = input_.story;
  RowWriter row(state_.add_story);
  row.integer(added_.story)
      .text(story.id)
      .text(columns.address)
      .text(story.url)
      .text(story.canonical_url);
  row.text(story.publisher)
      .text(story.section)
      .text(columns.authors)
      .text(columns.day)
      .text(story.language);
  row.text(story.page_type).text(story.title).text(story.dek).text(story.agency);
  row.text(story.published.time).text(story.modified.time).text(story.direction);
  row.integer(input_.word_count).integer(columns.picture_count).real(story.confidence);
  row.blob(input_.sketch).text(story.text).text(input_.record);
  // The group is no part of the checksum: it changes when a later story joins two groups.
  state_.add_story.bind(25, int64_t{state_.copies.group_of(static_cast<uint32_t>(added_.story))});
  return row.finish();
}

Result<void> Adder::add_words() {
  state_.add_words.bind(1, added_.story);
  for (int i = 0; i < 5; ++i)
    state_.add_words.bind(i + 2, std::string_view(input_.search_words[i]));
  return state_.add_words.run();
}

Result<void> Adder::add_pictures() {
  int64_t position = 0;
  for (const Picture& picture : pictures_of(input_.story)) {
    RowWriter row(state_.add_picture);
    row.integer(state_.next_picture++).integer(added_.story).integer(++position);
    row.text(picture.role).text(picture.gallery).text(picture.url);
    CD_TRY_VOID(row.text(picture.alt).text(picture.caption).text(picture.credit).finish());
  }
  return {};
}

Result<void> Adder::add_story(int64_t page) {
  added_.story = state_.next_story++;
  const StoryColumns columns = story_columns(input_.story);
  CD_TRY_VOID(join_groups(columns.address));
  CD_TRY_VOID(add_story_row(columns));
  CD_TRY_VOID(add_words());
  CD_TRY_VOID(add_pictures());
  if (input_.provenance.empty()) return {};
  RowWriter row(state_.add_provenance);
  return row.integer(added_.story).reference(page).blob(input_.provenance).finish();
}

Result<void> Adder::add_input_row(int64_t page) {
  const Source& source = input_.source;
  RowWriter row(state_.add_input);
  row.integer(state_.next_input++).text(source.path).integer(static_cast<int64_t>(source.offset));
  row.integer(static_cast<int64_t>(source.length)).integer(static_cast<int64_t>(input_.hash));
  row.text(source.kind).text(source.fetched).text(source.charset).text(input_.url);
  row.text(outcome_name(added_.outcome)).text(input_.cause).text(input_.cause_detail);
  return row.reference(added_.story).reference(page).finish();
}

Result<Archive::Added> Adder::add() {
  CD_TRY(const int64_t page, add_page());
  if (!input_.cause.empty()) {
    added_.outcome = Outcome::kFailed;
  } else {
    state_.find_story.bind(1, std::string_view(input_.story.id));
    CD_TRY(added_.story, first_integer(state_.find_story));
    added_.outcome = added_.story == 0 ? Outcome::kStory : Outcome::kSame;
    if (added_.story == 0) CD_TRY_VOID(add_story(page));
  }
  CD_TRY_VOID(add_input_row(page));
  return added_;
}

uint64_t input_key(std::string_view path, uint64_t offset, uint64_t hash) {
  const uint64_t parts[3] = {XXH3_64bits(path.data(), path.size()), offset, hash};
  return XXH3_64bits(parts, sizeof parts);
}

Error not_writable(const ArchiveState& state) {
  return Error{ErrorCode::kUnwritable, 0,
               state.path + ": an earlier write failed; run again to go on"};
}

// A file that was taken away under a program can still be written, but is nowhere to be found.
Result<void> check_place(ArchiveState& state) {
  int has_moved = 0;
  sqlite3_file_control(state.database.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  if (!has_moved) return {};
  return state.roll_back(
      {ErrorCode::kUnwritable, 0, state.path + ": was removed, or moved, while it was written"});
}

}  // namespace

StoryColumns story_columns(const Story& story) {
  StoryColumns columns;
  columns.address = shared_address(story);
  for (const Author& author : story.authors) {
    if (!columns.authors.empty()) columns.authors += "; ";
    columns.authors += author.name;
  }
  columns.day = story.published.time.substr(0, 10);
  columns.picture_count = static_cast<int64_t>(pictures_of(story).size());
  return columns;
}

Result<void> ArchiveState::prepare_writer() {
  CD_TRY(add_story,
         database.prepare(
             "INSERT INTO stories(number, id, address, url, canonical_url, publisher, "
             "section, authors, day, language, page_type, title, dek, agency, published, "
             "modified, direction, word_count, picture_count, confidence, sketch, text, record, "
             "checksum, group_number) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
  CD_TRY(add_words, database.prepare("INSERT INTO search(rowid, title, dek, body, captions, names) "
                                     "VALUES(?,?,?,?,?,?)"));
  CD_TRY(add_picture,
         database.prepare("INSERT INTO pictures(number, story, position, role, gallery, url, alt, "
                          "caption, credit, checksum) VALUES(?,?,?,?,?,?,?,?,?,?)"));
  CD_TRY(add_page,
         database.prepare("INSERT INTO pages(number, hash, form, bytes, content, checksum) "
                          "VALUES(?,?,?,?,?,?)"));
  CD_TRY(add_input,
         database.prepare(
             "INSERT INTO inputs(number, path, offset, length, hash, kind, fetched, charset, "
             "url, outcome, cause, detail, story, page, checksum) "
             "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
  CD_TRY(
      add_provenance,
      database.prepare("INSERT INTO provenance(story, page, content, checksum) VALUES(?,?,?,?)"));
  CD_TRY(find_input,
         database.prepare("SELECT number FROM inputs WHERE path IS ? AND offset = ? AND hash = ?"));
  CD_TRY(find_story, database.prepare("SELECT number FROM stories WHERE id = ?"));
  CD_TRY(find_page, database.prepare("SELECT number FROM pages WHERE hash = ?"));
  CD_TRY(join_group,
         database.prepare("UPDATE stories SET group_number = ? WHERE group_number = ?"));
  CD_TRY(next_page, database.integer("SELECT ifnull(max(number), 0) + 1 FROM pages"));
  CD_TRY(next_picture, database.integer("SELECT ifnull(max(number), 0) + 1 FROM pictures"));
  CD_TRY(next_input, database.integer("SELECT ifnull(max(number), 0) + 1 FROM inputs"));
  return load_copies();
}

Result<void> ArchiveState::load_copies() {
  CD_TRY(Statement rows,
         database.prepare("SELECT number, sketch, address FROM stories ORDER BY number"));
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    const int64_t number = rows.integer(0);
    if (number < next_story || number > UINT32_MAX) {
      return Error{ErrorCode::kDamaged, 0,
                   path + ": the numbers of the stories are damaged; see verify"};
    }
    copies.add(static_cast<uint32_t>(number), unpack_sketch(rows.text(1)), rows.text(2));
    next_story = number + 1;
  }
}

Result<void> ArchiveState::begin() {
  if (is_in_transaction) return {};
  CD_TRY_VOID(database.execute("BEGIN IMMEDIATE"));
  is_in_transaction = true;
  pending_inputs = pending_bytes = 0;
  return {};
}

Error ArchiveState::roll_back(Error error) {
  if (is_in_transaction) (void)database.execute("ROLLBACK").is_ok();
  is_in_transaction = false;
  is_broken = true;
  return error;
}

bool KnownInputs::has(const Source& source, uint64_t hash) const {
  return std::binary_search(keys_.begin(), keys_.end(),
                            input_key(source.path, source.offset, hash));
}

Result<KnownInputs> Archive::known_inputs() {
  CD_TRY(Statement rows, state_->database.prepare("SELECT path, offset, hash FROM inputs"));
  KnownInputs known;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    const auto offset = static_cast<uint64_t>(rows.integer(1)),
               hash = static_cast<uint64_t>(rows.integer(2));
    known.keys_.push_back(input_key(rows.text(0), offset, hash));
  }
  std::sort(known.keys_.begin(), known.keys_.end());
  return known;
}

Result<bool> ArchiveState::has_input(const PreparedInput& input) {
  if (input.source.path.empty()) {
    find_input.bind_null(1);
  } else {
    find_input.bind(1, std::string_view(input.source.path));
  }
  find_input.bind(2, static_cast<int64_t>(input.source.offset))
      .bind(3, static_cast<int64_t>(input.hash));
  CD_TRY(const int64_t number, first_integer(find_input));
  return number != 0;
}

Result<Archive::Added> Archive::add(const PreparedInput& input) {
  CD_CHECK(state_->access == Access::kWrite);
  if (state_->is_broken) return not_writable(*state_);
  CD_TRY(const bool is_known, state_->has_input(input));
  if (is_known) return Added{.is_known = true};
  if (Result<void> begun = state_->begin(); !begun.is_ok()) return begun.error();
  Result<Added> added = Adder(*state_, input).add();
  if (!added.is_ok()) return state_->roll_back(std::move(added).error());
  state_->pending_bytes += input.page.size() + input.record.size();
  if (++state_->pending_inputs >= kBatchInputs || state_->pending_bytes >= kBatchBytes)
    CD_TRY_VOID(commit());
  return added;
}

Result<void> Archive::commit() {
  CD_TRY_VOID(check_place(*state_));
  if (!state_->is_in_transaction) return {};
  if (Result<void> done = state_->database.execute("COMMIT"); !done.is_ok())
    return state_->roll_back(done.error());
  state_->is_in_transaction = false;
  return {};
}

Result<int64_t> Archive::forget_failures(const std::vector<std::string>& paths) {
  CD_CHECK(state_->access == Access::kWrite);
  CD_TRY_VOID(commit());
  const std::unordered_set<std::string_view> named(paths.begin(), paths.end());
  std::vector<int64_t> numbers;
  CD_TRY(Statement rows,
         state_->database.prepare("SELECT number, path FROM inputs WHERE outcome = 'failed'"));
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    if (named.contains(rows.text(1))) numbers.push_back(rows.integer(0));
  }
  CD_TRY(Statement remove, state_->database.prepare("DELETE FROM inputs WHERE number = ?"));
  CD_TRY_VOID(state_->database.execute("BEGIN IMMEDIATE"));
  state_->is_in_transaction = true;
  for (const int64_t number : numbers) {
    remove.bind(1, number);
    if (const Result<void> done = remove.run(); !done.is_ok())
      return state_->roll_back(done.error());
  }
  CD_TRY_VOID(commit());
  return static_cast<int64_t>(numbers.size());
}

}  // namespace copydesk
