// rank.h: how well a story answers a search, as a function that the archive's own SQL calls. Only
// corpus/ uses it.
#pragma once

#include "corpus/sqlite.h"

namespace copydesk {

/// Makes copydesk_rank(search) known to a connection: smaller is better, as with FTS5's bm25().
Result<void> register_rank_function(Database& database);

}  // namespace copydesk
