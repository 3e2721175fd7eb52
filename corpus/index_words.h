// index_words.h: which words the full-text index holds, and which it ought to. Only corpus/ uses
// it.
#pragma once

#include "corpus/sqlite.h"

namespace copydesk {

/// Whether the index holds the words of the texts, each as often as it stands in them: all words
/// are hashed with 64 bits and added up. FTS5's own check compares no more than the exclusive or of
/// weak sums: of a word that stands in two stories a letter may change, and the two differences
/// take each other away. What FTS5 keeps for the begins of words is not looked at.
/// The connection must know the archive's functions. Cost: every text is split into words.
Result<bool> has_words_of_texts(Database& database);

}  // namespace copydesk
