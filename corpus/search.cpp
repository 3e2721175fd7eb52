// search.cpp: a request -> ranked hits, one for each group of copies, with facets and snippets.
// Words are found and weighed by FTS5 (bm25); the columns' weights say that a word of the headline
// counts for eight of the body. At most kRankedStories are ranked, the newest; a word that common
// says little about which story is meant.
#include <algorithm>
#include <unordered_map>

#include "corpus/archive_state.h"
#include "corpus/query.h"

namespace copydesk {
namespace {

constexpr size_t kSnippetBytes = 260;
constexpr size_t kMaxFacetValues = 200;

// What ranking needs of one story that matches.
struct Match {
  int64_t number = 0;
  int64_t group = 0;
  double score = 0;  // smaller is better
  std::string day;
};

std::string_view facet_column(Facet facet) {
  constexpr std::string_view kColumns[kFacetCount] = {"s.publisher", "s.section",  "s.authors",
                                                      "s.day",       "s.language", "s.page_type"};
  return kColumns[static_cast<int>(facet)];
}

// One filter as SQL with one parameter, and the value to bind.
void append_filter(std::string& sql, std::vector<std::string>& values, const FacetFilter& filter) {
  const std::string column(facet_column(filter.facet));
  const std::string parameter = "?" + std::to_string(values.size() + 1);
  std::string condition;
  values.push_back(filter.value);
  if (filter.compare == FacetFilter::Compare::kAtLeast) {
    condition = column + " >= " + parameter;
  } else if (filter.compare == FacetFilter::Compare::kLess) {
    condition = column + " < " + parameter;
  } else if (filter.facet == Facet::kAuthor) {
    condition = "instr('; ' || " + column + " || '; ', '; ' || " + parameter + " || '; ') > 0";
  } else if (filter.facet == Facet::kDay) {
    // A year or a month is the range of all days that begin with it.
    condition = column + " >= " + parameter + " AND " + column + " < " + parameter + " || ':'";
  } else if (filter.facet == Facet::kLanguage) {
    condition = "(" + column + " = " + parameter + " OR " + column + " >= " + parameter +
                " || '-' AND " + column + " < " + parameter + " || '.')";
  } else {
    condition = column + " = " + parameter + " COLLATE NOCASE";
  }
  sql += filter.is_negated ? " AND NOT ifnull(" + condition + ", 0)" : " AND " + condition;
}

// The part of the statement from FROM on; `values` are its parameters.
std::string from_and_where(const ParsedQuery& query, const std::vector<FacetFilter>& filters,
                           std::vector<std::string>& values) {
  const bool has_words = !query.match.empty();
  if (has_words || !query.exclude.empty())
    values.push_back(has_words ? query.match : query.exclude);
  std::string conditions;
  for (const FacetFilter& filter : filters) append_filter(conditions, values, filter);
  for (const FacetFilter& filter : query.filters) append_filter(conditions, values, filter);
  if (has_words) {
    std::string sql =
        " FROM search CROSS JOIN stories s ON s.number = search.rowid WHERE search MATCH ?1";
    // The numbers that pass the filters are collected once, by an index; asking each match's own
    // row would read all rows that a frequent word is in. The plus keeps FTS5 from searching per
    // number.
    if (!conditions.empty())
      sql += " AND +search.rowid IN (SELECT s.number FROM stories s WHERE 1" + conditions + ")";
    return sql;
  }
  std::string sql = " FROM stories s WHERE 1" + conditions;
  if (!query.exclude.empty())
    sql += " AND s.number NOT IN (SELECT rowid FROM search WHERE search MATCH ?1)";
  return sql;
}

void bind_all(Statement& statement, const std::vector<std::string>& values) {
  for (size_t i = 0; i < values.size(); ++i)
    statement.bind(static_cast<int>(i + 1), std::string_view(values[i]));
}

class FacetCounter {
 public:
  void count(const Statement& row, int first_column);
  void finish(SearchResult& result);

 private:
  void count_authors(std::string_view names);
  void add(Facet facet, std::string_view value) {
    ++counts_[static_cast<int>(facet)][std::string(value)];
  }
  std::unordered_map<std::string, int64_t> counts_[kFacetCount];
};

void FacetCounter::count_authors(std::string_view names) {
  while (!names.empty()) {
    const size_t end = names.find("; ");
    add(Facet::kAuthor, names.substr(0, end));
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 2);
  }
}

void FacetCounter::count(const Statement& row, int first_column) {
  for (int i = 0; i < kFacetCount; ++i) {
    const std::string_view value = row.text(first_column + i);
    if (value.empty()) continue;
    if (static_cast<Facet>(i) == Facet::kAuthor) {
      count_authors(value);
    } else {
      add(static_cast<Facet>(i), value);
    }
  }
}

void FacetCounter::finish(SearchResult& result) {
  for (int i = 0; i < kFacetCount; ++i) {
    std::vector<FacetValue>& values = result.facets[i];
    for (const auto& [value, count] : counts_[i]) values.push_back({value, count});
    std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    if (values.size() > kMaxFacetValues) values.resize(kMaxFacetValues);
  }
}

// Runs one request.
class Searcher {
 public:
  Searcher(Database& database, const SearchRequest& request)
      : database_(database), request_(request), query_(parse_query(request.query)) {}
  Result<SearchResult> run();

 private:
  Result<void> find_matches();
  void rank();
  Result<void> read_hits();
  Result<SearchHit> read_hit(Statement& line, Statement& copies, int64_t number);

  Database& database_;
  const SearchRequest& request_;
  ParsedQuery query_;
  std::vector<Match> matches_;
  SearchResult result_;
};

Result<void> Searcher::find_matches() {
  const bool has_words = !query_.match.empty();
  std::vector<std::string> values;
  const std::string from = from_and_where(query_, request_.filters, values);
  const bool by_day = request_.order == SearchRequest::Order::kOldest;
  std::string sql = "SELECT s.number, s.group_number, ";
  sql += has_words ? "bm25(search, 8.0, 3.0, 1.0, 1.0, 2.0)" : "0.0";
  sql += ", s.publisher, s.section, s.authors, s.day, s.language, s.page_type" + from;
  sql += has_words ? (by_day ? " ORDER BY search.rowid" : " ORDER BY search.rowid DESC")
                   : (by_day ? " ORDER BY s.day, s.number" : " ORDER BY s.day DESC, s.number DESC");
  sql += " LIMIT " + std::to_string(kRankedStories + 1);
  CD_TRY(Statement rows, database_.prepare(sql));
  bind_all(rows, values);
  FacetCounter facets;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    if (matches_.size() == kRankedStories) {
      result_.is_capped = true;
      break;
    }
    matches_.push_back({rows.integer(0), rows.integer(1), rows.real(2), std::string(rows.text(6))});
    if (request_.with_facets) facets.count(rows, 3);
  }
  facets.finish(result_);
  if (!result_.is_capped) return {};
  const bool is_filtered = !request_.filters.empty() || !query_.filters.empty();
  CD_TRY(Statement count, database_.prepare("SELECT count(*)" +
                                            (has_words && !is_filtered
                                                 ? std::string(" FROM search WHERE search MATCH ?1")
                                                 : from)));
  bind_all(count, values);
  CD_TRY(const bool has_count, count.step());
  result_.story_count = has_count ? count.integer(0) : 0;
  return {};
}

void Searcher::rank() {
  using Order = SearchRequest::Order;
  const bool by_score = request_.order == Order::kBest && !query_.match.empty();
  const bool oldest_first = request_.order == Order::kOldest;
  std::sort(matches_.begin(), matches_.end(), [&](const Match& a, const Match& b) {
    if (by_score && a.score != b.score) return a.score < b.score;
    if (a.day != b.day) return oldest_first ? a.day < b.day : a.day > b.day;
    return oldest_first ? a.number < b.number : a.number > b.number;
  });
  if (!result_.is_capped) result_.story_count = static_cast<int64_t>(matches_.size());
  if (!request_.with_copies) {
    std::unordered_map<int64_t, bool> is_seen;
    std::erase_if(matches_,
                  [&](const Match& match) { return std::exchange(is_seen[match.group], true); });
  }
  result_.hit_count = static_cast<int64_t>(matches_.size());
}

Result<SearchHit> Searcher::read_hit(Statement& line, Statement& copies, int64_t number) {
  SearchHit hit;
  line.bind(1, number);
  CD_TRY(const bool has_row, line.step());
  if (!has_row)
    return Error{ErrorCode::kDamaged, 0, "archive: a story of the index is missing; see verify"};
  hit.story = read_story_line(line);
  hit.snippet = cut_snippet(line.text(kStoryLineColumnCount), query_.terms, kSnippetBytes);
  line.reset();
  copies.bind(1, hit.story.group);
  CD_TRY(const bool has_count, copies.step());
  hit.copy_count = has_count ? copies.integer(0) - 1 : 0;
  copies.reset();
  return hit;
}

Result<void> Searcher::read_hits() {
  CD_TRY(Statement line, database_.prepare("SELECT " + std::string(kStoryLineColumns) +
                                           ", s.text FROM stories s WHERE s.number = ?"));
  CD_TRY(Statement copies,
         database_.prepare("SELECT count(*) FROM stories WHERE group_number = ?"));
  for (size_t i = request_.first; i < matches_.size() && i - request_.first < request_.count; ++i) {
    CD_TRY(SearchHit hit, read_hit(line, copies, matches_[i].number));
    result_.hits.push_back(std::move(hit));
  }
  return {};
}

Result<SearchResult> Searcher::run() {
  CD_TRY_VOID(find_matches());
  rank();
  CD_TRY_VOID(read_hits());
  return std::move(result_);
}

}  // namespace

std::string_view facet_name(Facet facet) {
  constexpr std::string_view kNames[kFacetCount] = {"publisher", "section",  "author",
                                                    "day",       "language", "type"};
  return kNames[static_cast<int>(facet)];
}

Result<SearchResult> Archive::search(const SearchRequest& request) {
  return Searcher(state_->database, request).run();
}

Result<void> Archive::visit(const SearchRequest& request,
                            const std::function<Result<void>(const StoryLine&, Story&)>& visitor) {
  const ParsedQuery query = parse_query(request.query);
  std::vector<std::string> values;
  const std::string sql = "SELECT " + std::string(kStoryLineColumns) + ", s.record" +
                          from_and_where(query, request.filters, values) + " ORDER BY s.number";
  CD_TRY(Statement rows, state_->database.prepare(sql));
  bind_all(rows, values);
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    CD_TRY(Story story, read_story_json(rows.text(kStoryLineColumnCount)));
    CD_TRY_VOID(visitor(read_story_line(rows), story));
  }
}

}  // namespace copydesk
