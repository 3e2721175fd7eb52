// plan.h: a search as SQL. Only corpus/ uses it.
#pragma once

#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "corpus/query.h"
#include "corpus/sqlite.h"

namespace copydesk {

/// Which stories match, as parts of a statement:
///   SELECT <number> FROM <source> WHERE <where>
/// and, when there are broad filters, joined with their rows `s`, AND <broad>.
struct Plan {
  std::string source;  // the index that the matches come from, in its order
  std::string number;  // the story's number there
  std::string where;
  std::string broad;                // conditions on the rows `s` of stories; empty = none
  std::vector<std::string> values;  // of the parameters ?1, ?2 ...
};

/// `broad_filter`: see SearchLimits; 0 = none is broad. Errors: kDamaged.
Result<Plan> plan_search(Database& database, const ParsedQuery& query,
                         const std::vector<FacetFilter>& filters, size_t broad_filter);

std::string_view facet_column(Facet facet);

void bind_all(Statement& statement, const std::vector<std::string>& values);

}  // namespace copydesk
