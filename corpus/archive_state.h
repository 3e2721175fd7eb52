// archive_state.h: what an open archive holds; shared by the files that implement Archive.
#pragma once

#include <memory>
#include <string>

#include "corpus/copies.h"
#include "corpus/corpus.h"
#include "corpus/sqlite.h"

namespace copydesk {

/// The right to write: a lock on the file ARCHIVE-writer, which the system takes back when the
/// process ends.
class WriterLock {
 public:
  WriterLock() = default;
  WriterLock(WriterLock&&) noexcept;
  WriterLock& operator=(WriterLock&&) noexcept;
  ~WriterLock();

  /// Errors: kUnwritable when another program holds it or the file cannot be made.
  static Result<WriterLock> take(const std::string& archive_path);

 private:
  std::string path_;
  int descriptor_ = -1;
};

/// The columns of a row of stories that are made from its record; verify() makes them again.
struct StoryColumns {
  std::string address, authors, day;
  int64_t picture_count = 0;
};
StoryColumns story_columns(const Story& story);

struct ArchiveState {
  std::string path;
  Archive::Access access = Archive::Access::kRead;
  WriterLock lock;  // released after the database is closed
  Database database;
  bool has_facet_index = true;  // an archive of version 1 that is only read has none

  // Of the writer only.
  Statement add_story, add_words, add_picture, add_page, add_input, add_provenance;
  Statement find_input, find_story, find_page, join_group;
  CopyIndex copies;
  int64_t next_story = 1;
  int64_t next_page = 1;
  int64_t next_picture = 1;
  int64_t next_input = 1;
  size_t pending_inputs = 0;
  size_t pending_bytes = 0;
  bool is_in_transaction = false;
  bool is_broken = false;  // a write failed; what the index in memory knows may not be in the file

  ~ArchiveState();
  Result<void> prepare_writer();
  Result<void> load_copies();
  Result<bool> has_input(const PreparedInput& input);
  Result<void> begin();
  Error roll_back(Error error);  // gives the error back
};

/// The address that versions of a story share: the canonical address or else the URL, without its
/// fragment.
std::string shared_address(const Story& story);

/// What the index reads of a story: title, dek, body, captions, names.
void search_words_of(const Story& story, std::string (&words)[5]);

int64_t count_body_words(std::string_view text);

/// Registers what the archive's own SQL calls: copydesk_words() and copydesk_rank().
Result<void> register_functions(Database& database);

/// The columns of a StoryLine, from column 0 on, and how they are read.
inline constexpr std::string_view kStoryLineColumns =
    "s.number, s.group_number, s.id, s.title, s.dek, ifnull(s.url, s.canonical_url), s.publisher, "
    "s.section, s.authors, "
    "s.published, s.day, "
    "s.language, s.direction, s.page_type, s.word_count, s.picture_count, s.confidence";
inline constexpr int kStoryLineColumnCount = 17;
StoryLine read_story_line(const Statement& row);

std::string compress(std::string_view bytes);
Result<std::string> decompress(std::string_view bytes, size_t max_bytes);

}  // namespace copydesk
