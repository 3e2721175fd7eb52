// glance_screen.cpp: the archive at a glance: from inputs to stories, days, publishers, languages,
// lengths, confidence, the strangest first.
#include <algorithm>
#include <array>
#include <map>

#include "server/reader_state.h"

namespace copydesk {
namespace {

constexpr size_t kShownBars = 12;
constexpr size_t kShownStrange = 16;
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

void append_bar(std::string& out, std::string_view label, int64_t count, int64_t most,
                std::string_view address) {
  const int64_t percent = most == 0 || count == 0 ? 0 : std::max<int64_t>(count * 100 / most, 1);
  out += "<li>";
  if (address.empty()) {
    append_escaped(out += "<span dir=\"auto\">", label);
    out += "</span>";
  } else {
    out.append("<a dir=\"auto\" href=\"").append(escaped(address)).append("\">");
    append_escaped(out, label);
    out += "</a>";
  }
  out.append("<span>").append(readable(count)).append("</span><progress max=\"100\" value=\"");
  out.append(std::to_string(percent)).append("\" aria-hidden=\"true\"></progress></li>\n");
}

void append_bars(std::string& out, std::string_view title, const std::vector<FacetValue>& values,
                 std::string_view parameter) {
  if (values.empty()) return;
  int64_t most = 0;
  for (const FacetValue& value : values) most = std::max(most, value.count);
  out.append("<section class=\"bars\"><h2>").append(title).append("</h2>\n<ul>\n");
  for (size_t i = 0; i < values.size() && i < kShownBars; ++i) {
    const std::string address =
        parameter.empty() ? ""
                          : "/?q=&" + std::string(parameter) + "=" + url_encoded(values[i].value);
    append_bar(out, values[i].value, values[i].count, most, address);
  }
  out += "</ul>\n";
  if (values.size() > kShownBars) {
    out.append("<p class=\"more\">and ");
    out.append(readable(static_cast<int64_t>(values.size() - kShownBars))).append(" more</p>\n");
  }
  out += "</section>\n";
}

void append_funnel(std::string& out, const ArchiveStats& stats) {
  out += "<section class=\"bars funnel\"><h2>From inputs to stories</h2>\n<ul>\n";
  append_bar(out, "Inputs that were read", stats.inputs, stats.inputs, {});
  append_bar(out, "gave a story", stats.inputs - stats.failed, stats.inputs, {});
  append_bar(out, "each story once", stats.stories, stats.inputs, "/");
  append_bar(out, "without copies", stats.groups, stats.inputs, {});
  append_bar(out, "Gave no story", stats.failed, stats.inputs, "/failures");
  out += "</ul></section>\n";
}

// Stories of each year, month or day, and the most that one of them has.
struct Counts {
  std::map<std::string, int64_t> of;
  int64_t most = 1;
  int64_t at(const std::string& key) const {
    const auto found = of.find(key);
    return found == of.end() ? 0 : found->second;
  }
};

Counts count_by(const std::vector<FacetValue>& days, size_t length) {
  Counts counts;
  for (const FacetValue& day : days) {
    if (day.value.size() < length) continue;
    int64_t& count = counts.of[day.value.substr(0, length)];
    counts.most = std::max(counts.most, count += day.count);
  }
  return counts;
}

// Darker with more stories: level 0 for none, to 4.
char level_of(int64_t count, int64_t most) {
  return static_cast<char>('0' +
                           (count == 0 ? 0 : std::min<int64_t>(4, 1 + count * 4 / (most + 1))));
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// `day` as a search takes it, `name` as people say it.
void append_tile_link(std::string& out, const std::string& day, const std::string& name,
                      int64_t count, std::string_view shown) {
  const std::string label = escaped(name + ", " + counted(count, "story", "stories"));
  out.append("<a href=\"/?q=&amp;day=").append(url_encoded(day)).append("\" aria-label=\"");
  out.append(label).append("\" title=\"").append(label).append("\">");
  out.append(shown).append("</a>");
}

std::string month_name(int month, std::string_view year) {
  return std::string(kMonths[month - 1]).append(" ").append(year);
}

// A row for each year, a tile for each month; the year leads to its days.
void append_years(std::string& out, const std::vector<FacetValue>& days, std::string_view chosen) {
  const Counts years = count_by(days, 4), months = count_by(days, 7);
  out +=
      "<div class=\"years\" tabindex=\"0\" role=\"group\" aria-label=\"Stories by month\"><table>"
      "<thead><tr><th scope=\"col\">Year</th>";
  for (const std::string_view month : kMonths)
    out.append("<th scope=\"col\">").append(month.substr(0, 3)).append("</th>");
  out += "</tr></thead><tbody>\n";
  for (const auto& [year, total] : years.of) {
    out.append("<tr><th scope=\"row\"><a href=\"/glance?year=").append(url_encoded(year));
    out.append(year == chosen ? "#days\" aria-current=\"true\">" : "#days\">");
    out.append(escaped(year)).append("</a></th>");
    for (int month = 1; month <= 12; ++month) {
      const std::string key = year + "-" + two_digits(month);
      const int64_t count = months.at(key);
      out.append("<td class=\"l").append(1, level_of(count, months.most)).append("\">");
      if (count > 0) append_tile_link(out, key, month_name(month, year), count, readable(count));
      out += "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_of(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// 0 for Monday. Source: Sakamoto's method.
int weekday_of(int year, int month, int day) {
  constexpr int kOffsets[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  if (month < 3) --year;
  return (year + year / 4 - year / 100 + year / 400 + kOffsets[month - 1] + day + 6) % 7;
}

void append_month(std::string& out, int year, int month, const Counts& days) {
  out.append("<section><h3>").append(kMonths[month - 1]).append("</h3><div class=\"month\">");
  for (int i = weekday_of(year, month, 1); i > 0; --i) out += "<span></span>";
  for (int day = 1; day <= days_of(year, month); ++day) {
    const std::string key = std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    const int64_t count = days.at(key);
    out.append("<span class=\"day l").append(1, level_of(count, days.most)).append("\">");
    const std::string shown = std::to_string(day);
    if (count > 0) {
      append_tile_link(out, key, shown + " " + month_name(month, std::to_string(year)), count,
                       shown);
    } else {
      out.append("<span>").append(shown).append("</span>");
    }
    out += "</span>";
  }
  out += "</div></section>\n";
}

// The year that is asked for, or the one with the most stories.
std::string chosen_year(const std::vector<FacetValue>& days, std::string_view asked) {
  const Counts years = count_by(days, 4);
  if (years.of.contains(std::string(asked))) return std::string(asked);
  const auto most =
      std::max_element(years.of.begin(), years.of.end(),
                       [](const auto& a, const auto& b) { return a.second <= b.second; });
  return most == years.of.end() ? "" : most->first;
}

void append_days(std::string& out, std::vector<FacetValue> days, std::string_view asked) {
  // Days that are none (a hostile page's) have no tile.
  std::erase_if(days, [](const FacetValue& day) {
    return day.value.find_first_not_of("0123456789-") != std::string::npos || day.value.size() < 4;
  });
  const std::string chosen = chosen_year(days, asked);
  if (chosen.size() != 4 || chosen.find('-') != std::string::npos) return;
  out += "<section class=\"wide\"><h2>Days</h2>\n";
  append_years(out, days, chosen);
  out.append("<section id=\"days\"><h2>").append(chosen).append("</h2><div class=\"months\">\n");
  Counts counts = count_by(days, 10);
  counts.most = 1;
  for (const auto& [day, count] : counts.of)
    if (day.starts_with(chosen)) counts.most = std::max(counts.most, count);
  for (int month = 1; month <= 12; ++month) append_month(out, std::stoi(chosen), month, counts);
  out += "</div></section></section>\n";
}

void append_strangest(std::string& out, Archive& archive) {
  const Result<std::vector<StoryLine>> lines = archive.strangest(kShownStrange);
  if (!lines.is_ok() || lines.value().empty()) return;
  out +=
      "<section class=\"wide\"><h2>The strangest first</h2>\n<p class=\"more\">The share of the "
      "words that should be right; each leads to the story beside its page.</p>\n<ol "
      "class=\"strange\">\n";
  for (const StoryLine& line : lines.value()) {
    out.append("<li><b>")
        .append(std::to_string(static_cast<int>(line.confidence * 100 + 0.5)))
        .append(" %</b><span><a href=\"/beside/")
        .append(url_encoded(line.id));
    append_escaped(out += "\" dir=\"auto\">", title_of(line));
    append_escaped(out += "</a> ", line.publisher.empty() ? line.url : line.publisher);
    out += "</span></li>\n";
  }
  out += "</ol></section>\n";
}

void append_figures(std::string& out, const ArchiveStats& stats) {
  out += "<ul class=\"figures\">";
  const auto add = [&](int64_t number, std::string_view one, std::string_view many) {
    out.append("<li><b>").append(readable(number)).append("</b>");
    out.append(number == 1 ? one : many).append("</li>");
  };
  add(stats.stories, "story", "stories");
  add(stats.words, "word", "words");
  add(stats.pictures, "picture", "pictures");
  add(stats.copies, "copy of another", "copies of others");
  if (!stats.first_day.empty()) {
    append_escaped(out += "<li><b>", stats.first_day);
    append_escaped(out += "</b>to ", stats.last_day);
    out += "</li>";
  }
  out += "</ul>\n";
}

}  // namespace

HttpResponse glance_screen(const HttpRequest& request, Archive& archive, Reader::State& state) {
  const Result<ArchiveStats> stats = state.stats.stats();
  if (!stats.is_ok())
    return error_screen(500, "The archive cannot be read", stats.error().detail, state);
  const ArchiveStats& s = stats.value();
  const auto facet = [&](Facet name) -> const std::vector<FacetValue>& {
    return s.facets[static_cast<int>(name)];
  };
  Screen screen{.title = "The archive at a glance", .name = "glance"};
  std::string& out = screen.main;
  out += "<h1>The archive at a glance</h1>\n";
  append_figures(out, s);
  out += "<div class=\"tiles\">\n";
  append_funnel(out, s);
  append_bars(out, "Publishers", facet(Facet::kPublisher), "publisher");
  append_bars(out, "Languages", facet(Facet::kLanguage), "language");
  append_days(out, facet(Facet::kDay), request.parameter("year"));
  append_bars(out, "Kinds of page", facet(Facet::kPageType), "type");
  append_bars(out, "Words", s.lengths, {});
  append_bars(out, "Confidence", s.confidences, {});
  append_strangest(out, archive);
  out += "</div>\n";
  return framed(screen, state);
}

}  // namespace copydesk
