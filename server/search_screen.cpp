// search_screen.cpp: the search box, the facets that narrow, and the hits.
#include <cstdlib>

#include "server/reader_state.h"

namespace copydesk {
namespace {

constexpr size_t kHitsPerPage = 20;
constexpr size_t kShownValues = 8;
constexpr std::string_view kFacetTitles[kFacetCount] = {"Publisher", "Section",  "Author",
                                                        "Day",       "Language", "Kind"};

std::string_view facet_parameter(int facet) { return facet_name(static_cast<Facet>(facet)); }

// The address of the same search with one thing changed.
std::string address_with(const SearchRequest& request, std::string_view facet,
                         std::string_view value, size_t first) {
  std::string address = "/?q=" + url_encoded(request.query);
  for (const FacetFilter& filter : request.filters) {
    if (facet_name(filter.facet) == facet) continue;
    address.append("&")
        .append(facet_name(filter.facet))
        .append("=")
        .append(url_encoded(filter.value));
  }
  if (!value.empty()) address.append("&").append(facet).append("=").append(url_encoded(value));
  if (request.order == SearchRequest::Order::kNewest) address += "&order=newest";
  if (request.order == SearchRequest::Order::kOldest) address += "&order=oldest";
  if (first > 0) address.append("&first=").append(std::to_string(first));
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
  append_escaped(out, fact);
}

void append_hit(std::string& out, const SearchHit& hit) {
  const StoryLine& story = hit.story;
  out.append("<li class=\"hit\"><h2><a href=\"/story/")
      .append(url_encoded(story.id))
      .append("\" dir=\"auto\" lang=\"");
  append_escaped(out, story.language);
  append_escaped(out += "\">",
                 story.title.empty() ? std::string_view("(no headline)") : story.title);
  out += "</a></h2>\n<p class=\"facts\">";
  std::string facts;
  for (const std::string* fact : {&story.day, &story.publisher, &story.authors, &story.section})
    append_fact(facts, *fact);
  out.append(facts)
      .append("</p>\n<p class=\"snippet\" dir=\"auto\">")
      .append(marked(hit.snippet))
      .append("</p>\n");
  if (hit.copy_count > 0) {
    out.append("<p class=\"copies\">and ").append(std::to_string(hit.copy_count));
    out += hit.copy_count == 1 ? " copy</p>\n" : " copies</p>\n";
  }
  out += "</li>\n";
}

void append_facet(std::string& out, const SearchRequest& request, int facet,
                  const std::vector<FacetValue>& values) {
  const std::string_view name = facet_parameter(facet);
  std::string_view chosen;
  for (const FacetFilter& filter : request.filters) {
    if (static_cast<int>(filter.facet) == facet) chosen = filter.value;
  }
  if (values.empty() && chosen.empty()) return;
  out.append("<section><h2>").append(kFacetTitles[facet]).append("</h2>\n<ul>\n");
  if (!chosen.empty()) {
    out.append("<li class=\"chosen\"><a href=\"")
        .append(address_with(request, name, {}, 0))
        .append("\">");
    out.append(escaped(chosen)).append(" <span aria-label=\"take away\">×</span></a></li>\n");
  }
  for (size_t i = 0; chosen.empty() && i < values.size() && i < kShownValues; ++i) {
    out.append("<li><a href=\"")
        .append(address_with(request, name, values[i].value, 0))
        .append("\">");
    out.append(escaped(values[i].value))
        .append("</a> <span>")
        .append(std::to_string(values[i].count));
    out += "</span></li>\n";
  }
  out += "</ul></section>\n";
}

void append_pager(std::string& out, const SearchRequest& request, const SearchResult& result) {
  const size_t next = request.first + kHitsPerPage;
  if (request.first == 0 && next >= static_cast<size_t>(result.hit_count)) return;
  out += "<nav class=\"pager\" aria-label=\"Pages of hits\">";
  if (request.first > 0) {
    const size_t before = request.first > kHitsPerPage ? request.first - kHitsPerPage : 0;
    out.append("<a rel=\"prev\" href=\"")
        .append(address_with(request, {}, {}, before))
        .append("\">Before</a> ");
  }
  if (next < static_cast<size_t>(result.hit_count)) {
    out.append("<a rel=\"next\" href=\"")
        .append(address_with(request, {}, {}, next))
        .append("\">Next</a>");
  }
  out += "</nav>\n";
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

std::string hit_list(const SearchRequest& request, const SearchResult& result) {
  std::string out = "<div class=\"facets\" role=\"group\" aria-label=\"Narrow the search\">\n";
  for (int i = 0; i < kFacetCount; ++i) append_facet(out, request, i, result.facets[i]);
  out += "</div>\n<div class=\"hits\">\n<p class=\"count\" role=\"status\">";
  if (result.is_capped) {
    out.append(std::to_string(result.story_count))
        .append(" stories; ranked are the ")
        .append(std::to_string(result.hit_count));
    out += " archived last";
  } else {
    out.append(std::to_string(result.hit_count))
        .append(result.hit_count == 1 ? " story" : " stories");
    const int64_t copies = result.story_count - result.hit_count;
    if (copies > 0)
      out.append(" and ").append(std::to_string(copies)).append(copies == 1 ? " copy" : " copies");
  }
  out += "</p>\n<ol class=\"hit-list\">\n";
  for (const SearchHit& hit : result.hits) append_hit(out, hit);
  out += "</ol>\n";
  if (result.hits.empty())
    out += "<p>Nothing was found. Fewer words find more; begin* finds all that begins so.</p>\n";
  append_pager(out, request, result);
  return out + "</div>\n";
}

HttpResponse search_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state) {
  const SearchRequest wanted = search_request(request);
  const Result<SearchResult> found = archive.search(wanted);
  if (!found.is_ok()) return error_screen(500, "The search failed", found.error().detail, state);
  Screen screen{.title = wanted.query.empty() ? "Copydesk" : wanted.query + " – Copydesk",
                .name = "search",
                .query = wanted.query,
                .language = {},
                .direction = {},
                .main = {}};
  screen.main.append("<h1 class=\"unseen\">Stories</h1>\n<div id=\"result\">\n")
      .append(hit_list(wanted, found.value()));
  screen.main += "</div>\n";
  return framed(screen, state);
}

}  // namespace copydesk
