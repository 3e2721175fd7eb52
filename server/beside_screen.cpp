// beside_screen.cpp: a story beside the page it was read from: what each passage is, which rule
// kept it, which bytes of the page it is.
#include <array>

#include "server/places.h"
#include "server/reader_state.h"

namespace copydesk {
namespace {

struct Tint {
  std::string_view name, label;
};
constexpr std::array<Tint, 5> kTints = {{{"headline", "Headline"},
                                         {"credits", "Credits and times"},
                                         {"text", "Text"},
                                         {"picture", "Pictures"},
                                         {"aside", "Other fields"}}};

void append_bar(std::string& out, const StoryLine& line) {
  out.append("<div class=\"beside-bar\"><a data-key=\"b\" href=\"/story/")
      .append(url_encoded(line.id))
      .append("\">Back to the story</a>\n<ul class=\"legend\" aria-label=\"Tints\">");
  for (const Tint& tint : kTints)
    out.append("<li class=\"t-").append(tint.name).append("\">").append(tint.label).append("</li>");
  out += "</ul></div>\n";
}

void append_ranges(std::string& out, const std::vector<ByteRange>& ranges) {
  // The text's ranges follow each other; first and last say enough.
  if (ranges.empty()) return;
  out.append(readable(ranges.front().begin)).append("–").append(readable(ranges.back().end));
}

// Everything that was kept, with its rule: the card reads its rows here, and so can who has no
// mouse.
void append_origins(std::string& out, const std::vector<Place>& places) {
  out +=
      "<details class=\"origins\"><summary>What was kept, by which rule, from which "
      "bytes</summary>\n<table><thead><tr><th scope=\"col\">What</th><th "
      "scope=\"col\">Rule</th><th "
      "scope=\"col\">Bytes of the page</th></tr></thead><tbody>\n";
  for (const Place& place : places) {
    out.append("<tr class=\"t-").append(place.tint).append("\" data-place=\"");
    append_escaped(out, place.name);
    append_escaped(out += "\"><td>", place.what);
    append_escaped(out += "</td><td>", place.rule);
    append_ranges(out += "</td><td>", place.ranges);
    out += "</td></tr>\n";
  }
  out += "</tbody></table></details>\n";
}

std::vector<Place> explained_places(Archive& archive, const StoryLine& line, const Story& story,
                                    const Result<StoredPage>& page) {
  const Result<Provenance> provenance = archive.provenance(line.number);
  if (!provenance.is_ok()) return {};
  std::vector<Place> places = places_of(story, provenance.value());
  if (page.is_ok()) add_probabilities(places, page.value());
  return places;
}

void append_frame(std::string& out, const StoryLine& line, const Result<StoredPage>& page,
                  const Reader::State& state) {
  if (!page.is_ok()) {
    const bool is_there = page.error().code != ErrorCode::kNotFound;
    out.append("<p class=\"missing\">The page itself ")
        .append(is_there ? "is damaged, or too large to be shown" : "was not kept")
        .append(".</p>\n");
    return;
  }
  out +=
      "<iframe id=\"page\" title=\"The saved page\" sandbox=\"allow-scripts allow-same-origin\" "
      "referrerpolicy=\"no-referrer\" src=\"";
  out.append(escaped(state.page_origin)).append("/").append(url_encoded(line.id));
  out += "\"></iframe>\n";
}

}  // namespace

HttpResponse beside_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state) {
  const std::string id = request.path.substr(request.path.find('/', 1) + 1);
  const Result<StoryLine> line = archive.story_line(id);
  const Result<Story> story = archive.story(id);
  if (!line.is_ok()) return no_story_screen(line.error(), state);
  if (!story.is_ok()) return no_story_screen(story.error(), state);
  const Result<StoredPage> page = archive.page_of(line.value().number, kMostShownPageBytes);
  Screen screen{.title = std::string(title_of(line.value())) + " beside its page",
                .name = "beside"};
  std::string& out = screen.main;
  append_bar(out, line.value());
  out += "<div class=\"twins\">\n<section aria-label=\"Story\" tabindex=\"0\">\n";
  append_story_article(story.value(), out,
                       {.pictures = ArticleOptions::Pictures::kLinked, .has_places = true});
  append_origins(out, explained_places(archive, line.value(), story.value(), page));
  out += "</section>\n";
  append_frame(out, line.value(), page, state);
  out +=
      "</div>\n<p id=\"card\" role=\"status\">Point at a passage on either side, or step through "
      "them with j and k.</p>\n";
  return framed(screen, state);
}

}  // namespace copydesk
