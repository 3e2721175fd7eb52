// stats.cpp: the archive at a glance: how many of what.
#include <sys/stat.h>

#include <algorithm>

#include "corpus/archive_state.h"

namespace copydesk {
namespace {

constexpr size_t kMaxFacetValues = 5000;  // days of a decade fit

Result<std::vector<FacetValue>> count_by(Database& database, const std::string& sql) {
  CD_TRY(Statement rows, database.prepare(sql));
  std::vector<FacetValue> values;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return values;
    values.push_back({rows.string(0), rows.integer(1)});
  }
}

Result<std::vector<FacetValue>> count_column(Database& database, const std::string& column) {
  return count_by(database, "SELECT " + column + ", count(*) AS n FROM stories WHERE " + column +
                                " NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT " +
                                std::to_string(kMaxFacetValues));
}

// Authors stand together in one column; each counts on his own.
Result<std::vector<FacetValue>> count_authors(Database& database) {
  CD_TRY(const std::vector<FacetValue> bylines,
         count_by(database,
                  "SELECT authors, count(*) FROM stories "
                  "WHERE authors NOT NULL GROUP BY 1 ORDER BY 1"));
  std::vector<FacetValue> names;
  for (const FacetValue& byline : bylines) {
    for (size_t begin = 0; begin < byline.value.size();) {
      const size_t end = std::min(byline.value.find("; ", begin), byline.value.size());
      names.push_back({byline.value.substr(begin, end - begin), byline.count});
      begin = end + 2;
    }
  }
  std::sort(names.begin(), names.end(),
            [](const FacetValue& a, const FacetValue& b) { return a.value < b.value; });
  std::vector<FacetValue> totals;
  for (const FacetValue& name : names) {
    if (totals.empty() || totals.back().value != name.value) totals.push_back({name.value, 0});
    totals.back().count += name.count;
  }
  std::stable_sort(totals.begin(), totals.end(),
                   [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
  if (totals.size() > kMaxFacetValues) totals.resize(kMaxFacetValues);
  return totals;
}

Result<void> count_totals(Database& database, ArchiveStats& stats) {
  struct Total {
    int64_t* into;
    std::string_view sql;
  };
  const Total totals[] = {
      {&stats.version, "PRAGMA user_version"},
      {&stats.inputs, "SELECT count(*) FROM inputs"},
      {&stats.stories, "SELECT count(*) FROM stories"},
      {&stats.same, "SELECT count(*) FROM inputs WHERE outcome = 'same'"},
      {&stats.failed, "SELECT count(*) FROM inputs WHERE outcome = 'failed'"},
      {&stats.groups, "SELECT count(DISTINCT group_number) FROM stories"},
      {&stats.pictures, "SELECT count(*) FROM pictures"},
      {&stats.pages, "SELECT count(*) FROM pages"},
      {&stats.words, "SELECT ifnull(sum(word_count), 0) FROM stories"},
  };
  for (const Total& total : totals) {
    CD_TRY(*total.into, database.integer(total.sql));
  }
  stats.copies = stats.stories - stats.groups;
  return {};
}

// The first and the last day; the facet has no more than the most frequent ones.
Result<void> read_span(Database& database, ArchiveStats& stats) {
  CD_TRY(Statement days, database.prepare("SELECT (SELECT min(day) FROM stories), "
                                          "(SELECT max(day) FROM stories)"));
  CD_TRY(const bool has_row, days.step());
  if (has_row) stats.first_day = days.string(0), stats.last_day = days.string(1);
  return {};
}

constexpr std::string_view kLengthSql =
    "SELECT CASE WHEN word_count < 1 THEN '0' WHEN word_count < 100 THEN '1-99' WHEN word_count < "
    "300 THEN '100-299' "
    "WHEN word_count < 600 THEN '300-599' WHEN word_count < 1200 THEN '600-1199' WHEN word_count < "
    "2500 THEN "
    "'1200-2499' ELSE '2500+' END AS length, count(*) FROM stories GROUP BY length ORDER BY "
    "min(word_count)";
constexpr std::string_view kConfidenceSql =
    "SELECT printf('%.1f', min(9, CAST(confidence * 10 AS INTEGER)) / 10.0) AS tenth, count(*) "
    "FROM stories "
    "GROUP BY tenth ORDER BY tenth";

}  // namespace

Result<int64_t> Archive::story_count() {
  return state_->database.integer("SELECT count(*) FROM stories");
}

Result<int64_t> Archive::change_mark() { return state_->database.integer("PRAGMA data_version"); }

Result<ArchiveStats> Archive::stats() {
  Database& database = state_->database;
  ArchiveStats stats;
  CD_TRY_VOID(count_totals(database, stats));
  struct stat status {};
  if (::stat(state_->path.c_str(), &status) == 0) stats.file_bytes = status.st_size;
  constexpr std::string_view kColumns[kFacetCount] = {"publisher", "section",  "",
                                                      "day",       "language", "page_type"};
  for (int i = 0; i < kFacetCount; ++i) {
    if (kColumns[i].empty()) {
      CD_TRY(stats.facets[i], count_authors(database));
    } else {
      CD_TRY(stats.facets[i], count_column(database, std::string(kColumns[i])));
    }
  }
  CD_TRY_VOID(read_span(database, stats));
  CD_TRY(stats.lengths, count_by(database, std::string(kLengthSql)));
  CD_TRY(stats.confidences, count_by(database, std::string(kConfidenceSql)));
  return stats;
}

}  // namespace copydesk
