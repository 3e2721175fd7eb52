// search.cpp: a request -> ranked hits, one for each group of copies, with facets and snippets.
// Words are found by FTS5 and weighed by rank.cpp. At most SearchLimits::ranked are ranked, the
// newest; a word that common says little about which story is meant. What ranking and facets need
// of a story is read from the index stories_facets; whole rows are read of the shown hits only.
#include <algorithm>
#include <unordered_map>

#include "corpus/archive_state.h"
#include "corpus/plan.h"
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

class FacetCounter {
 public:
  void count(const Statement& row, int first_column);
  void finish(SearchResult& result);

 private:
  void count_authors(std::string_view names);
  void add(Facet facet, std::string_view value);

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, int64_t, Hash, std::equal_to<>> counts_[kFacetCount];
};

void FacetCounter::add(Facet facet, std::string_view value) {
  auto& counts = counts_[static_cast<int>(facet)];
  const auto known = counts.find(value);
  if (known != counts.end()) {
    ++known->second;
  } else {
    counts.emplace(value, 1);
  }
}

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
    for (const auto& [value, count] : counts_[i])
      if (is_valid_utf8(value)) values.push_back({value, count});
    std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    if (values.size() > kMaxFacetValues) values.resize(kMaxFacetValues);
  }
}

// Runs one request.
class Searcher {
 public:
  Searcher(ArchiveState& state, const SearchRequest& request)
      : state_(state),
        database_(state.database),
        request_(request),
        query_(parse_query(request.query)) {}
  Result<SearchResult> run();

 private:
  std::string from_rows() const;
  std::string matches_sql() const;
  Result<void> find_matches();
  Result<void> count_stories();
  void rank();
  Result<void> read_hits();
  Result<SearchHit> read_hit(Statement& line, Statement& copies, int64_t number);

  ArchiveState& state_;
  Database& database_;
  const SearchRequest& request_;
  ParsedQuery query_;
  Plan plan_;
  std::vector<Match> matches_;
  SearchResult result_;
};

// FROM and WHERE of all that match, each with its row in the index of facets.
std::string Searcher::from_rows() const {
  std::string sql = " FROM " + plan_.source + " CROSS JOIN stories s";
  if (state_.has_facet_index) sql += " INDEXED BY stories_facets";
  return sql + " ON s.number = " + plan_.number + " WHERE " + plan_.where + plan_.broad;
}

// One more than are ranked: the newest, or the oldest when these are wanted.
std::string Searcher::matches_sql() const {
  const bool has_words = !query_.match.empty();
  const std::string_view direction = request_.order == SearchRequest::Order::kOldest ? "" : " DESC";
  std::string sql = "SELECT s.number, s.group_number, ";
  sql += has_words ? "copydesk_rank(search)" : "0.0";
  for (int i = 0; i < kFacetCount; ++i)
    sql.append(", s.").append(facet_column(static_cast<Facet>(i)));
  sql += from_rows() + " ORDER BY ";
  if (!has_words) sql.append("d.day").append(direction).append(", ");
  sql.append(plan_.number).append(direction);
  return sql + " LIMIT " + std::to_string(request_.limits.ranked + 1);
}

Result<void> Searcher::find_matches() {
  CD_TRY(Statement rows, database_.prepare(matches_sql()));
  bind_all(rows, plan_.values);
  FacetCounter facets;
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) break;
    if (matches_.size() == request_.limits.ranked) {
      result_.is_capped = true;
      break;
    }
    matches_.push_back({rows.integer(0), rows.integer(1), rows.real(2),
                        std::string(rows.text(3 + static_cast<int>(Facet::kDay)))});
    if (request_.with_facets) facets.count(rows, 3);
  }
  facets.finish(result_);
  return result_.is_capped ? count_stories() : Result<void>();
}

Result<void> Searcher::count_stories() {
  std::string sql = "SELECT count(*) FROM " + plan_.source + " WHERE " + plan_.where;
  const auto most = static_cast<int64_t>(request_.limits.counted);
  const bool is_slow = query_.has_phrase || !plan_.broad.empty();
  if (is_slow) {
    sql = "SELECT count(*) FROM (SELECT 1" + from_rows() + " LIMIT " +
          std::to_string(request_.limits.counted + 1) + ")";
  }
  CD_TRY(Statement count, database_.prepare(sql));
  bind_all(count, plan_.values);
  CD_TRY(const bool has_count, count.step());
  result_.story_count = has_count ? count.integer(0) : 0;
  result_.is_count_least = is_slow && result_.story_count > most;
  if (result_.is_count_least) result_.story_count = most;
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
  CD_TRY(plan_, plan_search(database_, query_, request_.filters, request_.limits.broad_filter));
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
  return Searcher(*state_, request).run();
}

Result<void> Archive::visit(const SearchRequest& request,
                            const std::function<Result<void>(const StoryLine&, Story&)>& visitor) {
  CD_TRY(const Plan plan,
         plan_search(state_->database, parse_query(request.query), request.filters, 0));
  const std::string sql = "SELECT " + std::string(kStoryLineColumns) +
                          ", s.record FROM stories s WHERE s.number IN (SELECT " + plan.number +
                          " FROM " + plan.source + " WHERE " + plan.where + ") ORDER BY s.number";
  CD_TRY(Statement rows, state_->database.prepare(sql));
  bind_all(rows, plan.values);
  for (;;) {
    CD_TRY(const bool has_row, rows.step());
    if (!has_row) return {};
    Result<Story> story = read_story_json(rows.text(kStoryLineColumnCount));
    if (!story.is_ok())
      return Error{ErrorCode::kDamaged, 0,
                   state_->path + ": story " + std::to_string(rows.integer(0)) + ": " +
                       story.error().detail + "; see copydesk verify"};
    CD_TRY_VOID(visitor(read_story_line(rows), story.value()));
  }
}

}  // namespace copydesk
