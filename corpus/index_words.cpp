// index_words.cpp: the words of the full-text index against those of the texts.
// Source: sqlite.org/fts5.html, the fts5vocab tables and the interface of tokenizers.
#include "corpus/index_words.h"

#include <xxhash.h>

namespace copydesk {
namespace {

uint64_t hash_of(std::string_view word) { return XXH3_64bits(word.data(), word.size()); }

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

Result<uint64_t> sum_of_index(Database& database) {
  CD_TRY_VOID(database.execute(
      "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab('main', 'search', 'row')"));
  CD_TRY(Statement words, database.prepare("SELECT term, cnt FROM temp.search_words"));
  uint64_t sum = 0;
  for (;;) {
    CD_TRY(const bool has_row, words.step());
    if (!has_row) return sum;
    sum += hash_of(words.text(0)) * static_cast<uint64_t>(words.integer(1));
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

Result<bool> has_words_of_texts(Database& database) {
  CD_TRY(const uint64_t indexed, sum_of_index(database));
  CD_TRY(const uint64_t written, sum_of_texts(database));
  return indexed == written;
}

}  // namespace copydesk
