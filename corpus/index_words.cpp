// index_words.cpp: the words of the full-text index against those of the texts.
// Source: sqlite.org/fts5.html, the fts5vocab tables and the interface of tokenizers.
#include "corpus/index_words.h"

#include <xxhash.h>

#include <algorithm>

namespace copydesk {
namespace {

// FTS5 keeps no more of a word (FTS5_MAX_TOKEN_SIZE), and looks for no more of it.
constexpr size_t kMostWordBytes = 32768;

uint64_t hash_of(std::string_view word) {
  return XXH3_64bits(word.data(), std::min(word.size(), kMostWordBytes));
}

/// The tokenizer of the index, as the schema names it.
class Tokenizer {
 public:
  Tokenizer() = default;
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() {
    if (made_ != nullptr) functions_.xDelete(made_);
  }

  bool open(fts5_api* api) {
    void* context = nullptr;
    const char* words[] = {"remove_diacritics", "2", "categories", "L* N* M* Co"};
    return api->xFindTokenizer(api, "unicode61", &context, &functions_) == SQLITE_OK &&
           functions_.xCreate(context, words, 4, &made_) == SQLITE_OK;
  }

  /// Adds the hashes of a text's words to `sum`.
  bool add(std::string_view text, uint64_t& sum) {
    const auto add_word = [](void* into, int, const char* word, int size, int, int) {
      *static_cast<uint64_t*>(into) += hash_of({word, static_cast<size_t>(size)});
      return SQLITE_OK;
    };
    return functions_.xTokenize(made_, &sum, FTS5_TOKENIZE_DOCUMENT, text.data(),
                                static_cast<int>(text.size()), add_word) == SQLITE_OK;
  }

 private:
  fts5_tokenizer functions_{};
  Fts5Tokenizer* made_ = nullptr;
};

// The first `count` letters of a word, or less if it has no more.
std::string_view begin_of(std::string_view word, size_t count) {
  size_t at = 0;
  for (; at < word.size() && count > 0; --count) {
    ++at;
    while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80) ++at;
  }
  return word.substr(0, at);
}

/// Looks words up as a search does: by the way that leads to them, which reading all of them from
/// the first to the last never takes.
class Finder {
 public:
  Result<void> open(Database& database) {
    CD_TRY(word_, database.prepare("SELECT cnt FROM temp.search_words WHERE term = ?1"));
    CD_TRY(begin_, database.prepare("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1"));
    return {};
  }

  /// Whether a word is found as often as it is there, and its begin, too. Words come in the order
  /// of their bytes.
  Result<bool> finds(std::string_view word, int64_t count) {
    word_.bind(1, word);
    CD_TRY(const bool has_word, word_.step());
    const bool is_same = has_word && word_.integer(0) == count;
    word_.reset();
    if (!is_same) return false;
    // The schema keeps an index of its own for begins of so many letters.
    for (size_t letters : {2, 3}) {
      const std::string_view begin = begin_of(word, letters);
      std::string& last = last_[letters - 2];
      if (begin == last) continue;
      last = begin;
      CD_TRY(const bool has_begin, finds_begin(begin));
      if (!has_begin) return false;
    }
    return true;
  }

 private:
  Result<bool> finds_begin(std::string_view begin) {
    std::string query = "\"";
    query.append(begin).append("\"*");
    begin_.bind(1, std::string_view(query));
    CD_TRY(const bool has_row, begin_.step());
    begin_.reset();
    return has_row;
  }

  Statement word_, begin_;
  std::string last_[2];
};

struct IndexSum {
  uint64_t sum = 0;
  bool is_all_found = true;
};

Result<IndexSum> sum_of_index(Database& database) {
  CD_TRY_VOID(database.execute(
      "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab('main', 'search', 'row')"));
  CD_TRY(Statement words, database.prepare("SELECT term, cnt FROM temp.search_words"));
  Finder finder;
  CD_TRY_VOID(finder.open(database));
  IndexSum index;
  for (;;) {
    CD_TRY(const bool has_row, words.step());
    if (!has_row) return index;
    const std::string_view word = words.text(0);
    const int64_t count = words.integer(1);
    index.sum += hash_of(word) * static_cast<uint64_t>(count);
    if (!index.is_all_found) continue;
    CD_TRY(index.is_all_found, finder.finds(word, count));
  }
}

Result<uint64_t> sum_of_texts(Database& database) {
  CD_TRY(fts5_api * api, full_text_api(database));
  Tokenizer tokenizer;
  if (!tokenizer.open(api))
    return Error{ErrorCode::kInternal, 0, "archive: the search index cannot be checked"};
  CD_TRY(Statement texts,
         database.prepare("SELECT title, dek, body, captions, names FROM search_content"));
  uint64_t sum = 0;
  for (;;) {
    CD_TRY(const bool has_row, texts.step());
    if (!has_row) return sum;
    for (int column = 0; column < texts.column_count(); ++column)
      if (!tokenizer.add(texts.text(column), sum))
        return Error{ErrorCode::kInternal, 0, "archive: a text cannot be split into words"};
  }
}

}  // namespace

Result<IndexWords> check_index_words(Database& database) {
  CD_TRY(const IndexSum indexed, sum_of_index(database));
  CD_TRY(const uint64_t written, sum_of_texts(database));
  if (indexed.sum != written) return IndexWords::kOther;
  return indexed.is_all_found ? IndexWords::kSame : IndexWords::kNotFound;
}

}  // namespace copydesk
