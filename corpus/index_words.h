// index_words.h: which words the full-text index holds, and which it ought to. Only corpus/ uses
// it.
#pragma once

#include <cstdint>

#include "corpus/sqlite.h"

namespace copydesk {

enum class IndexWords : uint8_t {
  kSame,      // as the texts
  kOther,     // than the texts
  kNotFound,  // the same, but a search does not come to all of them
};

/// Whether the index holds the words of the texts, each as often as it stands in them: all words
/// are hashed with 64 bits and added up. FTS5's own check compares no more than the exclusive or of
/// weak sums: of a word that stands in two stories a letter may change, and the two differences
/// take each other away. Both read what is there from the first word to the last; a search asks a
/// tree above for the way (the table search_idx), so that every word is looked up as well, and the
/// begins of words that have an index of their own. What that one holds is not looked at.
/// The connection must know the archive's functions. Cost: every text is split into words, every
/// word looked up once.
Result<IndexWords> check_index_words(Database& database);

}  // namespace copydesk
