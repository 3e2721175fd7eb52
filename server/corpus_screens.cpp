// corpus_screens.cpp: the archive at a glance, and what failed with the command that tries again.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "server/reader_state.h"

namespace copydesk {
namespace {

void append_bar(std::string& out, std::string_view label, int64_t count, int64_t most,
                std::string_view address) {
  const int64_t percent = most == 0 ? 0 : std::max<int64_t>(count * 100 / most, 1);
  out += "<li>";
  if (!address.empty()) out.append("<a href=\"").append(escaped(address)).append("\">");
  append_escaped(out, label);
  if (!address.empty()) out += "</a>";
  out.append(" <span>")
      .append(std::to_string(count))
      .append("</span><progress max=\"100\" value=\"");
  out.append(std::to_string(percent)).append("\" aria-hidden=\"true\"></progress></li>\n");
}

void append_bars(std::string& out, std::string_view title, const std::vector<FacetValue>& values,
                 std::string_view parameter) {
  if (values.empty()) return;
  constexpr size_t kShown = 12;
  int64_t most = 0;
  for (const FacetValue& value : values) most = std::max(most, value.count);
  out.append("<section class=\"bars\"><h2>").append(title).append("</h2>\n<ul>\n");
  for (size_t i = 0; i < values.size() && i < kShown; ++i) {
    const std::string address =
        parameter.empty() ? ""
                          : "/?q=&" + std::string(parameter) + "=" + url_encoded(values[i].value);
    append_bar(out, values[i].value, values[i].count, most, address);
  }
  out += "</ul>\n";
  if (values.size() > kShown)
    out += "<p>and " + std::to_string(values.size() - kShown) + " more</p>\n";
  out += "</section>\n";
}

void append_funnel(std::string& out, const ArchiveStats& stats) {
  out += "<section class=\"bars\"><h2>From inputs to stories</h2>\n<ul>\n";
  append_bar(out, "Inputs read", stats.inputs, stats.inputs, {});
  append_bar(out, "gave a story", stats.inputs - stats.failed, stats.inputs, {});
  append_bar(out, "Different stories", stats.stories, stats.inputs, {});
  append_bar(out, "without copies", stats.groups, stats.inputs, {});
  append_bar(out, "Failed", stats.failed, stats.inputs, "/failures");
  out += "</ul></section>\n";
}

// A row for each year, a tile for each month, darker with more stories: level 0 to 4.
void append_days(std::string& out, const std::vector<FacetValue>& days) {
  std::map<std::string, std::map<std::string, int64_t>> years;
  int64_t most = 1;
  for (const FacetValue& day : days) {
    if (day.value.size() < 7) continue;
    int64_t& count = years[day.value.substr(0, 4)][day.value.substr(5, 2)];
    most = std::max(most, count += day.count);
  }
  if (years.empty()) return;
  out += "<section class=\"days\"><h2>Days</h2>\n<table>\n";
  for (const auto& [year, months] : years) {
    append_escaped(out += "<tr><th scope=\"row\">", year);
    out += "</th>";
    for (int month = 1; month <= 12; ++month) {
      const std::string name = (month < 10 ? "0" : "") + std::to_string(month);
      const auto found = months.find(name);
      const int64_t count = found == months.end() ? 0 : found->second;
      const int64_t level = count == 0 ? 0 : 1 + count * 3 / most;
      out.append("<td class=\"l").append(std::to_string(level)).append("\">");
      if (count > 0) {
        out.append("<a href=\"/?q=&amp;day=")
            .append(url_encoded(year + "-" + name))
            .append("\" title=\"");
        append_escaped(out, year + "-" + name + ": " + std::to_string(count));
        out.append("\">").append(std::to_string(count)).append("</a>");
      }
      out += "</td>";
    }
    out += "</tr>\n";
  }
  out += "</table></section>\n";
}

void append_strangest(std::string& out, Archive& archive) {
  const Result<std::vector<StoryLine>> lines = archive.strangest(12);
  if (!lines.is_ok() || lines.value().empty()) return;
  out += "<section><h2>The strangest first</h2>\n<ol class=\"plain\">\n";
  for (const StoryLine& line : lines.value()) {
    out.append("<li><a href=\"/beside/").append(url_encoded(line.id)).append("\" dir=\"auto\">");
    append_escaped(out, line.title.empty() ? std::string_view("(no headline)") : line.title);
    out.append("</a> <span>confidence ")
        .append(std::to_string(static_cast<int>(line.confidence * 100 + 0.5)));
    out += " %</span></li>\n";
  }
  out += "</ol></section>\n";
}

// A word for a POSIX shell, whatever the path holds.
std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace

HttpResponse glance_screen(Archive& archive, const Reader::State& state) {
  const Result<ArchiveStats> stats = archive.stats();
  if (!stats.is_ok())
    return error_screen(500, "The archive cannot be read", stats.error().detail, state);
  const ArchiveStats& s = stats.value();
  Screen screen{.title = "The archive at a glance",
                .name = "glance",
                .query = {},
                .language = {},
                .direction = {},
                .main = {}};
  std::string& out = screen.main;
  out += "<h1>The archive at a glance</h1>\n<p class=\"lead\">" + std::to_string(s.stories) +
         " stories, " + std::to_string(s.words) + " words, " + std::to_string(s.pictures) +
         " pictures";
  if (!s.first_day.empty()) out += ", " + escaped(s.first_day) + " to " + escaped(s.last_day);
  out += "</p>\n<div class=\"tiles\">\n";
  append_funnel(out, s);
  append_days(out, s.facets[static_cast<int>(Facet::kDay)]);
  append_bars(out, "Publishers", s.facets[static_cast<int>(Facet::kPublisher)], "publisher");
  append_bars(out, "Languages", s.facets[static_cast<int>(Facet::kLanguage)], "language");
  append_bars(out, "Kinds of page", s.facets[static_cast<int>(Facet::kPageType)], "type");
  append_bars(out, "Words", s.lengths, {});
  append_bars(out, "Confidence", s.confidences, {});
  append_strangest(out, archive);
  out += "</div>\n";
  return framed(screen, state);
}

HttpResponse failures_screen(Archive& archive, const Reader::State& state) {
  const Result<std::vector<FailureCause>> causes = archive.failures();
  if (!causes.is_ok())
    return error_screen(500, "The archive cannot be read", causes.error().detail, state);
  Screen screen{.title = "What failed",
                .name = "failures",
                .query = {},
                .language = {},
                .direction = {},
                .main = {}};
  std::string& out = screen.main;
  out += "<h1>What failed</h1>\n";
  if (causes.value().empty()) out += "<p>Every input gave a story.</p>\n";
  for (const FailureCause& cause : causes.value()) {
    append_escaped(out += "<section><h2>", cause.cause);
    out.append(" <span>").append(std::to_string(cause.count)).append("</span></h2>\n<ul>\n");
    std::string paths;
    for (const StoredInput& input : cause.examples) {
      append_escaped(out += "<li><b>", input.path);
      if (input.offset > 0) out.append(", byte ").append(std::to_string(input.offset));
      append_escaped(out += "</b> ", input.detail);
      out += "</li>\n";
      const std::string word = " " + shell_word(input.path);
      if (paths.find(word) == std::string::npos) paths += word;
    }
    out += "</ul>\n<p>To try these again:</p>\n<pre><code>";
    append_escaped(out,
                   "copydesk archive " + shell_word(state.archive_path) + " --retry --" + paths);
    out += "</code></pre></section>\n";
  }
  return framed(screen, state);
}

}  // namespace copydesk
