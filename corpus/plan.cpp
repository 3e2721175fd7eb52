// plan.cpp: words and filters -> the parts of a SQL statement.
// A filter that few stories pass becomes a set of numbers, collected by the index of its column,
// that each match is held against; one that many pass is asked of each match's own row, since a set
// of 80,000 takes 30 ms to make. Not here: running and ranking (search.cpp).
#include "corpus/plan.h"

namespace copydesk {
namespace {

class Planner {
 public:
  Planner(Database& database, const ParsedQuery& query, size_t broad_filter)
      : database_(database), query_(query), broad_filter_(static_cast<int64_t>(broad_filter)) {}
  Result<Plan> plan(std::vector<FacetFilter> filters);

 private:
  void begin();
  std::string condition(const FacetFilter& filter, std::string_view row);
  std::string conditions(const std::vector<FacetFilter>& all, std::string_view row);
  Result<void> add(const std::vector<FacetFilter>& all);
  Result<bool> is_broad(const std::vector<FacetFilter>& all);
  Result<void> add_days(std::vector<FacetFilter>& filters);

  Database& database_;
  const ParsedQuery& query_;
  int64_t broad_filter_;
  Plan plan_;
};

// What a filter asks of a row of stories, with its value as the next parameter.
std::string Planner::condition(const FacetFilter& filter, std::string_view row) {
  plan_.values.push_back(filter.value);
  const std::string column = std::string(row).append(facet_column(filter.facet));
  const std::string parameter = "?" + std::to_string(plan_.values.size());
  if (filter.compare == FacetFilter::Compare::kAtLeast) return column + " >= " + parameter;
  if (filter.compare == FacetFilter::Compare::kLess) return column + " < " + parameter;
  if (filter.facet == Facet::kAuthor)
    return "instr('; ' || " + column + " || '; ', '; ' || " + parameter + " || '; ') > 0";
  if (filter.facet == Facet::kDay) {
    // A year or a month is the range of all days that begin with it.
    return column + " >= " + parameter + " AND " + column + " < " + parameter + " || ':'";
  }
  if (filter.facet == Facet::kLanguage) {
    return "(" + column + " = " + parameter + " OR " + column + " >= " + parameter +
           " || '-' AND " + column + " < " + parameter + " || '.')";
  }
  return column + " = " + parameter + " COLLATE NOCASE";
}

// Those of several filters: an alternative and the one before it bind closer than the others.
std::string Planner::conditions(const std::vector<FacetFilter>& all, std::string_view row) {
  std::string sql;
  for (const FacetFilter& filter : all) {
    if (!sql.empty()) sql += filter.is_alternative ? " OR " : ") AND (";
    sql.append("(").append(condition(filter, row)).append(")");
  }
  return "((" + sql + "))";
}

Result<bool> Planner::is_broad(const std::vector<FacetFilter>& all) {
  // To find the stories of an author costs as much as to read the whole index of authors.
  if (broad_filter_ == 0 || all[0].facet == Facet::kAuthor) return false;
  const size_t known_values = plan_.values.size();
  std::string sql = "SELECT count(*) FROM (SELECT 1 FROM stories WHERE " + conditions(all, "");
  sql += " LIMIT " + std::to_string(broad_filter_ + 1) + ")";
  CD_TRY(Statement count, database_.prepare(sql));
  bind_all(count, plan_.values);
  CD_TRY(const bool has_count, count.step());
  const bool is_broad = has_count && count.integer(0) > broad_filter_;
  plan_.values.resize(known_values);
  return is_broad;
}

// Filters of one facet that belong together, or a negated one alone.
Result<void> Planner::add(const std::vector<FacetFilter>& all) {
  CD_TRY(const bool is_broad, this->is_broad(all));
  const std::string conditions = this->conditions(all, is_broad ? "s." : "");
  if (is_broad) {
    plan_.broad +=
        all[0].is_negated ? " AND NOT ifnull(" + conditions + ", 0)" : " AND " + conditions;
  } else {
    // The plus keeps FTS5 from searching once per number.
    plan_.where.append(" AND +").append(plan_.number);
    plan_.where.append(all[0].is_negated ? " NOT IN (" : " IN (");
    plan_.where.append("SELECT number FROM stories WHERE ").append(conditions).append(")");
  }
  return {};
}

// The days from and to belong together. Takes them out of `filters`.
Result<void> Planner::add_days(std::vector<FacetFilter>& filters) {
  std::vector<FacetFilter> days;
  std::erase_if(filters, [&](const FacetFilter& filter) {
    const bool is_day = filter.facet == Facet::kDay && !filter.is_negated;
    if (is_day) days.push_back(filter);
    return is_day;
  });
  if (days.empty()) return {};
  if (!query_.match.empty()) return add(days);
  plan_.where += " AND " + conditions(days, "d.");
  return {};
}

void Planner::begin() {
  if (!query_.match.empty()) {
    plan_.source = "search";
    plan_.number = "search.rowid";
    plan_.where = "search MATCH ?1";
    plan_.values.push_back(query_.match);
    return;
  }
  plan_.source = "stories d INDEXED BY stories_day";
  plan_.number = "d.number";
  plan_.where = "1";
  if (query_.exclude.empty()) return;
  plan_.where = "d.number NOT IN (SELECT rowid FROM search WHERE search MATCH ?1)";
  plan_.values.push_back(query_.exclude);
}

Result<Plan> Planner::plan(std::vector<FacetFilter> filters) {
  begin();
  filters.insert(filters.end(), query_.filters.begin(), query_.filters.end());
  CD_TRY_VOID(add_days(filters));
  for (size_t begin = 0, end = 0; begin < filters.size(); begin = end) {
    for (end = begin + 1; end < filters.size() && filters[end].is_alternative;) ++end;
    CD_TRY_VOID(add({filters.begin() + begin, filters.begin() + end}));
  }
  return std::move(plan_);
}

}  // namespace

std::string_view facet_column(Facet facet) {
  constexpr std::string_view kColumns[kFacetCount] = {"publisher", "section",  "authors",
                                                      "day",       "language", "page_type"};
  return kColumns[static_cast<int>(facet)];
}

void bind_all(Statement& statement, const std::vector<std::string>& values) {
  for (size_t i = 0; i < values.size(); ++i)
    statement.bind(static_cast<int>(i + 1), std::string_view(values[i]));
}

Result<Plan> plan_search(Database& database, const ParsedQuery& query,
                         const std::vector<FacetFilter>& filters, size_t broad_filter) {
  return Planner(database, query, broad_filter).plan(filters);
}

}  // namespace copydesk
