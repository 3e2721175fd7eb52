// corpus.h: the door of corpus/: many stories in one file, each once, to be searched, read, checked
// and written out again. The file is an SQLite database; docs/archive.md describes its tables for
// other tools.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "record/record.h"

namespace copydesk {

/// The version of the tables that this program writes; older archives are brought up to it when
/// opened for writing.
inline constexpr int kArchiveVersion = 3;

// ---------------------------------------------------------------- putting stories in

/// What became of one input.
enum class Outcome : uint8_t {
  kStory,   // gave a story that the archive did not have
  kSame,    // gave a story that the archive had already, with the same id
  kFailed,  // gave no story; `cause` says why
};

/// Everything the archive keeps of one input, made ready away from the writer's thread.
struct PreparedInput {
  Source source;
  std::string url;
  uint64_t hash = 0;  // of the decoded page and its URL; with path and offset it names the input
  std::string cause;  // name of the error, empty for a story
  std::string cause_detail;
  Story story;              // without provenance
  std::string record;       // the story as JSON, without provenance
  std::string provenance;   // the provenance as JSON, zstd; empty = none
  std::string page;         // the decoded page, zstd; empty = not kept
  std::string page_form;    // html, text
  uint64_t page_bytes = 0;  // before compression
  uint64_t page_hash = 0;
  std::string search_words[5];  // what the index reads: title, dek, body, captions, names
  int64_t word_count = 0;       // of the body
  std::string sketch;           // for finding copies
};

/// The hash of an input as the ledger knows it. Cost: 10 GB a second.
uint64_t input_hash(std::string_view page_text, std::string_view url);

/// The page that an input gave. Lifetime: views; only for the call.
struct InputPage {
  std::string_view url;
  std::string_view
      text;  // decoded, UTF-8; what provenance points into; empty when there was no page to read
  std::string_view form;  // html, text
};

/// Makes an input with a story ready.
/// Cost: mostly zstd. Threads: safe, meant for workers.
PreparedInput prepare_input(Story story, const InputPage& page);

/// Makes an input ready that gave no story.
PreparedInput prepare_failure(const Source& source, const Error& error, const InputPage& page);

/// An input as bytes, and back, for workers that are processes of their own.
/// Errors: kDamaged (not the bytes of this program).
std::string packed_input(const PreparedInput& input);
Result<PreparedInput> unpacked_input(std::string_view bytes);

// ---------------------------------------------------------------- finding them again

enum class Facet : uint8_t { kPublisher, kSection, kAuthor, kDay, kLanguage, kPageType };
inline constexpr int kFacetCount = 6;
std::string_view facet_name(
    Facet facet);  // "publisher", "section", "author", "day", "language", "type"

/// Keeps the stories whose facet has a value. A day may be cut short: 2017-04 is a month.
struct FacetFilter {
  enum class Compare : uint8_t { kEqual, kAtLeast, kLess };
  Facet facet = Facet::kPublisher;
  std::string value;
  Compare compare = Compare::kEqual;
  bool is_negated = false;
  bool is_alternative = false;  // this one, or the one of the same facet before it
};

/// How far a search goes; tests set it lower.
struct SearchLimits {
  /// Stories that are ranked; with more matches those archived last are taken.
  // Ranking costs about 2 microseconds a story (tools/measure_archive.cpp): 8 ms in all.
  size_t ranked = 4000;
  /// Stories that are counted where counting is slow: words that must stand side by side ("a
  /// phrase"; every word of a script without spaces), filters that many stories pass. When more
  /// match it is said that these are the least.
  // Such a story costs 0.7 microseconds to count; others cost 0.03 and are counted to the end.
  size_t counted = 10'000;
  /// A filter that more stories pass is asked of each match instead of being collected first.
  // Collecting so many takes 7 ms; of 100,000 one match in five passes then, so that 20,000 rows of
  // the facet index, 20 ms, give those that are ranked.
  size_t broad_filter = 20'000;
};

struct SearchRequest {
  enum class Order : uint8_t { kBest, kNewest, kOldest };
  std::string query =
      {};  // words, "phrases", begin*, -without, a OR b, title:word, publisher:name ...
  std::vector<FacetFilter> filters = {};
  Order order = Order::kBest;
  size_t first = 0;  // hits to pass over
  size_t count = 20;
  bool with_facets = true;
  bool with_copies = false;  // every copy is a hit of its own
  SearchLimits limits = {};
};

/// A part of a text with the found words marked.
struct Snippet {
  std::string text;
  std::vector<ByteRange> marks;  // bytes in `text`
  bool is_cut_before = false;
  bool is_cut_after = false;
};

/// What a list shows of a story.
struct StoryLine {
  int64_t number = 0;  // rising in the order of archiving
  int64_t group = 0;   // the first story of its copies
  std::string id, title, dek, url, publisher, section, authors, published, day, language, direction,
      page_type;
  int64_t word_count = 0;
  int64_t picture_count = 0;
  double confidence = 0;
};

struct SearchHit {
  StoryLine story;
  Snippet snippet;
  int64_t copy_count = 0;  // other stories of its group in the archive
};

struct FacetValue {
  std::string value;
  int64_t count = 0;
};

struct SearchResult {
  std::vector<SearchHit> hits;
  int64_t story_count = 0;      // stories that match, copies included
  bool is_count_least = false;  // more match than were counted
  int64_t hit_count = 0;        // groups that match; equal to story_count with `with_copies`
  bool is_capped = false;  // more match than were ranked; hit_count and facets are of the ranked
  std::vector<FacetValue> facets[kFacetCount];  // the most frequent first
};

/// One version of an address, or one copy of a story.
struct Version {
  StoryLine story;
  std::string fetched;
  int64_t words_added = 0;  // against the version before
  int64_t words_removed = 0;
  bool is_title_changed = false;
};

struct StoredInput {
  int64_t number = 0;
  std::string path, kind, fetched, charset, url, outcome, cause, detail;
  uint64_t offset = 0, length = 0;
  int64_t story = 0;  // 0 = none
  int64_t page = 0;   // 0 = not kept
};

struct StoredPage {
  std::string text;  // valid UTF-8
  std::string form;  // html, text
};

struct FailureCause {
  std::string cause;
  int64_t count = 0;
  std::vector<StoredInput> examples;  // at most ten
};

struct ArchiveStats {
  int64_t version = 0, file_bytes = 0;
  int64_t inputs = 0, stories = 0, same = 0, failed = 0, groups = 0, copies = 0, pictures = 0,
          pages = 0, words = 0;
  std::string first_day, last_day;
  std::vector<FacetValue> facets[kFacetCount];
  std::vector<FacetValue> lengths;      // words: "0", "1-99", "100-299" ...
  std::vector<FacetValue> confidences;  // tenths: "0.0" ... "0.9"
  uint64_t content_hash = 0;  // equal for archives of equal content; filled by verify() only
};

/// One thing that verify() found wrong.
struct Fault {
  std::string table;
  int64_t row = 0;  // 0 = the table as a whole
  std::string detail;
};

struct VerifyReport {
  std::vector<Fault> faults;  // at most a thousand
  int64_t rows = 0;           // that were read and compared with their checksums
  uint64_t content_hash = 0;  // of all rows in order
};

/// The inputs that a ledger has, to be asked by many threads before they read a page.
/// Cost: 16 bytes an input. Threads: safe.
class KnownInputs {
 public:
  bool has(const Source& source, uint64_t hash) const;
  size_t size() const { return keys_.size(); }

 private:
  friend class Archive;
  std::vector<uint64_t> keys_;  // hashes of path, offset and hash; sorted
};

struct ArchiveState;  // of corpus/ alone

/// An archive on disk. Move only.
/// Threads: one at a time; open one Archive per thread. One writer at a time, readers at will.
class Archive {
 public:
  enum class Access : uint8_t { kRead, kWrite };

  /// Opens an archive; with kWrite it is made when absent and brought up to kArchiveVersion.
  /// Errors: kNotFound; kUnsupported (made by a newer program, or a database of another kind);
  /// kDamaged; kUnwritable (another program is writing to it, or the system refuses).
  static Result<Archive> open(const std::string& path, Access access);

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();  // rolls back what was not committed

  /// The ledger as it is now.
  Result<KnownInputs> known_inputs();

  /// Adds one input and its story in one step: both or neither. An input that the ledger has is
  /// passed over (nullopt-like: `is_known`). Commits by itself every kBatchBytes or kBatchInputs.
  /// Errors: kUnwritable, kDamaged; the archive is then as after the last commit and takes no more.
  struct Added {
    bool is_known = false;
    Outcome outcome = Outcome::kStory;
    int64_t story = 0;
    bool is_copy = false;  // joined a group of copies
  };
  Result<Added> add(const PreparedInput& input);

  /// Makes all that was added durable.
  Result<void> commit();

  /// Takes the failed inputs of these paths out of the ledger, so that a run over them tries them
  /// again. Returns their number.
  Result<int64_t> forget_failures(const std::vector<std::string>& paths);

  /// Cost: under 50 ms for 100,000 stories (bench/results). Errors: kDamaged; no query is an error.
  Result<SearchResult> search(const SearchRequest& request);

  /// Visits the numbers of all matching stories in the order of archiving; an empty request visits
  /// all.
  Result<void> visit(const SearchRequest& request,
                     const std::function<Result<void>(const StoryLine&, Story&)>& visitor);

  /// A story by its id, or by its number written in decimal. Errors: kNotFound.
  Result<Story> story(std::string_view id);
  Result<StoryLine> story_line(std::string_view id);
  /// The provenance of a story; empty when it was not kept.
  Result<Provenance> provenance(int64_t number);
  /// The decoded page a story was read from. Errors: kNotFound when it was not kept, kDamaged when
  /// it has more than `most_bytes` or is no text.
  Result<StoredPage> page_of(int64_t number, size_t most_bytes = SIZE_MAX);
  Result<std::vector<StoredInput>> inputs_of(int64_t number);
  /// All stories of the same address, oldest first, with what changed.
  Result<std::vector<Version>> versions(int64_t number);
  /// All other stories of the same group, in the order of archiving.
  Result<std::vector<StoryLine>> copies(int64_t number);

  Result<std::vector<FailureCause>> failures();
  /// Cost: 1.3 microseconds a story; worth keeping as long as change_mark() stays.
  Result<ArchiveStats> stats();
  /// Another number than before when another program or Archive has committed since; to be compared
  /// with marks of the same Archive only.
  Result<int64_t> change_mark();
  Result<int64_t> story_count();
  /// The stories with the lowest confidence first.
  Result<std::vector<StoryLine>> strangest(size_t count);

  /// Reads everything and compares it with its checksums, the index with the texts, the groups with
  /// the sketches. Finds any changed byte that changes an answer. Errors: kUnwritable (no fault was
  /// found, but the index is not checked while another program writes). Cost: about that of
  /// archiving the stories without reading them.
  Result<VerifyReport> verify();

 private:
  explicit Archive(std::unique_ptr<ArchiveState> state);
  std::unique_ptr<ArchiveState> state_;
};

// ---------------------------------------------------------------- a book of them

/// Writes stories as one EPUB 3 book, a chapter each, in the order in which they are added.
/// Pictures are left out, their captions stay. The same stories give the same bytes. Errors:
/// kTooLarge (over 65,000 stories or 4 GB). Example:
///   EpubWriter book("Floods"); book.add(story, out); ... book.finish(out);   `out` is the file
class EpubWriter {
 public:
  explicit EpubWriter(std::string title);
  Result<void> add(const Story& story, std::string& out);
  Result<void> finish(std::string& out);

 private:
  enum class Packing : uint8_t { kStored, kDeflated };
  struct Chapter {
    std::string title, language;
  };
  Result<void> begin(std::string& out);
  Result<void> append_entry(std::string& out, std::string_view name, std::string_view content,
                            Packing packing);
  std::string navigation() const;
  std::string package() const;

  std::string title_;
  std::vector<Chapter> chapters_;
  std::string directory_;  // of the ZIP file, as far as it is known
  uint64_t size_ = 0;      // bytes written
  size_t entry_count_ = 0;
  uint64_t content_hash_ = 0;
};

}  // namespace copydesk
