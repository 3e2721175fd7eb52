// search_screen.cpp: the hits, and the facets that narrow them. The last word is taken as the
// beginning of one, since the list is shown while it is typed.
#include <cstdlib>
#include <map>

#include "server/reader_state.h"

namespace copydesk {
namespace {

constexpr size_t kHitsPerPage = 20;
constexpr size_t kShownValues = 8;   // of a facet; the next ones are folded away
constexpr size_t kMostValues = 40;   // the search box finds the others
constexpr size_t kShownCopies = 12;  // of a hit; the story lists all
constexpr std::string_view kFacetTitles[kFacetCount] = {"Publisher", "Section",  "Author",
                                                        "Day",       "Language", "Kind of page"};
constexpr std::string_view kOrderNames[] = {"best", "newest", "oldest"};

std::string_view facet_parameter(int facet) { return facet_name(static_cast<Facet>(facet)); }

std::string_view chosen_value(const SearchRequest& request, int facet) {
  for (const FacetFilter& filter : request.filters)
    if (static_cast<int>(filter.facet) == facet) return filter.value;
  return {};
}

// The address of the same search with one thing changed; `typed` is the query as it was typed.
struct Address {
  std::string_view typed;
  const SearchRequest& request;

  std::string with(std::string_view facet, std::string_view value) const {
    return of(facet, value, request.order, 0);
  }
  std::string in_order(SearchRequest::Order order) const { return of({}, {}, order, 0); }
  std::string from(size_t first) const { return of({}, {}, request.order, first); }

 private:
  std::string of(std::string_view facet, std::string_view value, SearchRequest::Order order,
                 size_t first) const;
};

std::string Address::of(std::string_view facet, std::string_view value, SearchRequest::Order order,
                        size_t first) const {
  std::string address = "/?q=" + url_encoded(typed);
  const auto add = [&](std::string_view name, std::string_view text) {
    address.append("&").append(name).append("=").append(url_encoded(text));
  };
  for (const FacetFilter& filter : request.filters)
    if (facet_name(filter.facet) != facet) add(facet_name(filter.facet), filter.value);
  if (!value.empty()) add(facet, value);
  if (order != SearchRequest::Order::kBest) add("order", kOrderNames[static_cast<int>(order)]);
  if (first > 0) add("first", std::to_string(first));
  return escaped(address);
}

std::string marked(const Snippet& snippet) {
  std::string out = snippet.is_cut_before ? "… " : "";
  size_t at = 0;
  for (const ByteRange& mark : snippet.marks) {
    append_escaped(out, std::string_view(snippet.text).substr(at, mark.begin - at));
    append_escaped(out += "<mark>",
                   std::string_view(snippet.text).substr(mark.begin, mark.end - mark.begin));
    out += "</mark>";
    at = mark.end;
  }
  append_escaped(out, std::string_view(snippet.text).substr(at));
  return snippet.is_cut_after ? out + " …" : out;
}

void append_fact(std::string& out, std::string_view fact) {
  if (fact.empty()) return;
  if (!out.empty()) out += " · ";
  out.append("<span dir=\"auto\">").append(escaped(fact)).append("</span>");
}

void append_copies(std::string& out, const SearchHit& hit, Archive& archive) {
  if (hit.copy_count == 0) return;
  out.append("<details class=\"copies\"><summary>and ")
      .append(counted(hit.copy_count, "copy", "copies"))
      .append("</summary><ul>\n");
  const Result<std::vector<StoryLine>> copies = archive.copies(hit.story.number);
  for (size_t i = 0; copies.is_ok() && i < copies.value().size() && i < kShownCopies; ++i) {
    const StoryLine& copy = copies.value()[i];
    out.append("<li><a href=\"/story/").append(url_encoded(copy.id)).append("\" dir=\"auto\">");
    append_escaped(out, title_of(copy));
    std::string facts;
    for (const std::string* fact : {&copy.publisher, &copy.day}) append_fact(facts, *fact);
    append_fact(facts, counted(copy.word_count, "word", "words"));
    out.append("</a> ").append(facts).append("</li>\n");
  }
  if (hit.copy_count > static_cast<int64_t>(kShownCopies)) {
    out.append("<li><a href=\"/story/").append(url_encoded(hit.story.id));
    out += "#copies\">all of them</a></li>\n";
  }
  out += "</ul></details>\n";
}

void append_hit(std::string& out, const SearchHit& hit, Archive& archive) {
  const StoryLine& story = hit.story;
  out += story.direction == "rtl" ? "<li class=\"hit\" dir=\"rtl\">" : "<li class=\"hit\">";
  out.append("<h2><a href=\"/story/").append(url_encoded(story.id));
  append_escaped(out += "\" dir=\"auto\" lang=\"", story.language);
  append_escaped(out += "\">", title_of(story));
  out += "</a></h2>\n<p class=\"facts\">";
  std::string facts, authors = story.authors;
  for (size_t at = 0; (at = authors.find("; ", at)) != std::string::npos;) authors[at] = ',';
  for (const std::string_view fact :
       {std::string_view(story.day), std::string_view(story.publisher), std::string_view(authors),
        std::string_view(story.section)})
    append_fact(facts, fact);
  append_fact(facts, counted(story.word_count, "word", "words"));
  if (story.picture_count > 0)
    append_fact(facts, counted(story.picture_count, "picture", "pictures"));
  out.append(facts).append("</p>\n<p class=\"snippet\" dir=\"auto\">");
  out.append(marked(hit.snippet)).append("</p>\n");
  append_copies(out, hit, archive);
  out += "</li>\n";
}

// Days as years, and inside a chosen year months, inside a chosen month days.
std::vector<FacetValue> grouped_days(const std::vector<FacetValue>& days, std::string_view chosen) {
  const size_t length = chosen.size() >= 7 ? 10 : chosen.size() >= 4 ? 7 : 4;
  std::map<std::string, int64_t, std::greater<>> groups;
  for (const FacetValue& day : days)
    if (day.value.size() >= length) groups[day.value.substr(0, length)] += day.count;
  std::vector<FacetValue> values;
  for (const auto& [value, count] : groups) values.push_back({value, count});
  return values;
}

void append_value(std::string& out, const Address& address, std::string_view name,
                  const FacetValue& value) {
  out.append("<li><a href=\"").append(address.with(name, value.value)).append("\" dir=\"auto\">");
  append_escaped(out, value.value);
  out.append("</a><span>").append(readable(value.count)).append("</span></li>\n");
}

void append_facet(std::string& out, const Address& address, int facet,
                  const std::vector<FacetValue>& all) {
  const std::string_view name = facet_parameter(facet);
  const std::string_view chosen = chosen_value(address.request, facet);
  const bool is_day = static_cast<Facet>(facet) == Facet::kDay;
  std::vector<FacetValue> values = is_day ? grouped_days(all, chosen) : all;
  if (!chosen.empty() && !(is_day && chosen.size() < 10)) values.clear();
  if (values.empty() && chosen.empty()) return;
  out.append("<section><h2>").append(kFacetTitles[facet]).append("</h2>\n<ul>\n");
  if (!chosen.empty()) {
    out.append("<li class=\"chosen\"><a href=\"").append(address.with(name, {}));
    append_escaped(out += "\" dir=\"auto\">", chosen);
    out +=
        " <span aria-hidden=\"true\">×</span><span class=\"unseen\">, take away</span></a></li>\n";
  }
  for (size_t i = 0; i < values.size() && i < kShownValues; ++i)
    append_value(out, address, name, values[i]);
  out += "</ul>";
  if (values.size() > kShownValues) {
    out += "<details><summary>More</summary><ul>\n";
    for (size_t i = kShownValues; i < values.size() && i < kMostValues; ++i)
      append_value(out, address, name, values[i]);
    out += "</ul></details>";
  }
  out += "</section>\n";
}

void append_bar(std::string& out, const Address& address, const SearchResult& result) {
  out += "<div class=\"bar\"><p class=\"count\" role=\"status\">";
  if (result.is_capped) {
    out.append(result.is_count_least ? "more than " : "");
    out.append(counted(result.story_count, "story", "stories")).append("; ");
    out.append(readable(result.hit_count)).append(" of them are listed");
  } else {
    out.append(counted(result.hit_count, "story", "stories"));
    const int64_t copies = result.story_count - result.hit_count;
    if (copies > 0) out.append(" and ").append(counted(copies, "copy", "copies"));
  }
  out += "</p>\n<div class=\"order\" role=\"group\" aria-label=\"Order\">";
  for (const std::string_view name : {"Best", "Newest", "Oldest"}) {
    const auto order = name == "Best"     ? SearchRequest::Order::kBest
                       : name == "Newest" ? SearchRequest::Order::kNewest
                                          : SearchRequest::Order::kOldest;
    out.append("<a href=\"").append(address.in_order(order)).append("\"");
    if (order == address.request.order) out += " aria-current=\"true\"";
    out.append(">").append(name).append("</a>");
  }
  out += "</div></div>\n";
}

void append_pager(std::string& out, const Address& address, const SearchResult& result) {
  const size_t first = address.request.first, next = first + kHitsPerPage;
  const bool has_next = next < static_cast<size_t>(result.hit_count);
  if (first == 0 && !has_next) return;
  out += "<nav class=\"pager\" aria-label=\"Pages of hits\">";
  const auto add = [&](std::string_view direction, std::string_view name, size_t to) {
    out.append("<a class=\"button\" rel=\"").append(direction).append("\" href=\"");
    out.append(address.from(to)).append("\">").append(name).append("</a>");
  };
  if (first > 0) add("prev", "Before", first > kHitsPerPage ? first - kHitsPerPage : 0);
  if (has_next) add("next", "Next", next);
  out += "</nav>\n";
}

std::string hit_list(const Address& address, const SearchResult& result, Archive& archive) {
  std::string out = "<div class=\"facets\" role=\"group\" aria-label=\"Narrow the search\">\n";
  for (int i = 0; i < kFacetCount; ++i) append_facet(out, address, i, result.facets[i]);
  out += "</div>\n<div class=\"hits\">\n";
  append_bar(out, address, result);
  out += "<ol class=\"hit-list\">\n";
  for (const SearchHit& hit : result.hits) append_hit(out, hit, archive);
  out += "</ol>\n";
  if (result.hits.empty()) {
    out +=
        "<p class=\"nothing\">Nothing was found. Fewer words find more; \"two words\" in quotes "
        "stand together, -word leaves out, a OR b takes either, title:word looks into "
        "headlines.</p>\n";
  }
  append_pager(out, address, result);
  return out + "</div>\n";
}

// The query with its last word open at the end, unless it ends in something of its own, or is to be
// left out: more than the word would be.
std::string as_typed(std::string_view query) {
  constexpr size_t kShortestBeginning = 3;  // letters; shorter ones find half the archive
  const size_t last = query.find_last_of(" \t\"*:(") + 1;
  const bool has_quote = query.find('"') != std::string_view::npos;
  const bool is_left_out = query.substr(query.find_last_of(" \t") + 1).starts_with('-') ||
                           query.substr(0, last).ends_with("NOT ");
  std::string typed(query);
  if (!has_quote && !is_left_out && query.size() - last >= kShortestBeginning &&
      query.substr(last) != "AND")
    typed += '*';
  return typed;
}

// What a search from the box keeps of the one on the screen.
std::string hidden_inputs(const SearchRequest& request) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    out.append("<input type=\"hidden\" name=\"").append(name).append("\" value=\"");
    append_escaped(out, value);
    out += "\">";
  };
  for (const FacetFilter& filter : request.filters) add(facet_name(filter.facet), filter.value);
  if (request.order != SearchRequest::Order::kBest)
    add("order", kOrderNames[static_cast<int>(request.order)]);
  return out;
}

}  // namespace

SearchRequest search_request(const HttpRequest& request) {
  SearchRequest search;
  search.query = request.parameter("q");
  search.count = kHitsPerPage;
  search.first = static_cast<size_t>(
      std::strtoull(std::string(request.parameter("first")).c_str(), nullptr, 10));
  const std::string_view order = request.parameter("order");
  search.order = order == "newest"   ? SearchRequest::Order::kNewest
                 : order == "oldest" ? SearchRequest::Order::kOldest
                                     : SearchRequest::Order::kBest;
  for (int i = 0; i < kFacetCount; ++i) {
    const std::string_view value = request.parameter(facet_parameter(i));
    if (!value.empty())
      search.filters.push_back({.facet = static_cast<Facet>(i), .value = std::string(value)});
  }
  return search;
}

HttpResponse hits_answer(const HttpRequest& request, Archive& archive) {
  SearchRequest wanted = search_request(request);
  wanted.query = as_typed(wanted.query);
  const Result<SearchResult> found = archive.search(wanted);
  HttpResponse response;
  if (!found.is_ok()) {
    response.status = 500;
    return response;
  }
  response.body = hit_list({request.parameter("q"), wanted}, found.value(), archive);
  return response;
}

HttpResponse search_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state) {
  const HttpResponse hits = hits_answer(request, archive);
  if (hits.status != 200)
    return error_screen(500, "The search failed",
                        "The archive may be damaged; copydesk verify "
                        "tells.",
                        state);
  const std::string typed(request.parameter("q"));
  Screen screen{.title = typed.empty() ? "Copydesk" : typed + " – Copydesk",
                .name = "search",
                .query = typed,
                .hidden = hidden_inputs(search_request(request))};
  screen.main.append("<h1 class=\"unseen\">Stories</h1>\n<div id=\"result\">\n");
  screen.main.append(hits.body).append("</div>\n");
  return framed(screen, state);
}

}  // namespace copydesk
