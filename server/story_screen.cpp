// story_screen.cpp: a story for reading, with its versions, its copies and where it is from.
#include "server/reader_state.h"

namespace copydesk {
namespace {

constexpr size_t kShownInputs = 20;

std::string story_id(const HttpRequest& request) {
  return request.path.substr(request.path.find('/', 1) + 1);
}

void append_line(std::string& out, const StoryLine& line, std::string_view remark) {
  out.append("<li><a href=\"/story/").append(url_encoded(line.id)).append("\" dir=\"auto\">");
  append_escaped(out, title_of(line));
  append_escaped(out += "</a> <span>", line.publisher.empty() ? line.url : line.publisher);
  out.append(line.day.empty() ? "" : " · ").append(escaped(line.day));
  out.append(remark).append("</span></li>\n");
}

std::string remark_of(const Version& version) {
  std::string remark;
  if (!version.fetched.empty()) remark += ", seen " + escaped(version.fetched);
  if (version.words_added + version.words_removed > 0) {
    remark += "; " + counted(version.words_added, "word", "words") + " new, " +
              readable(version.words_removed) + " gone";
  }
  if (version.is_title_changed) remark += "; new headline";
  return remark;
}

void append_history(std::string& out, Archive& archive, const StoryLine& line) {
  const Result<std::vector<Version>> versions = archive.versions(line.number);
  if (versions.is_ok() && versions.value().size() > 1) {
    out += "<section><h2>Versions of this address</h2>\n<ol>\n";
    for (const Version& version : versions.value())
      append_line(out, version.story, remark_of(version));
    out += "</ol></section>\n";
  }
  const Result<std::vector<StoryLine>> copies = archive.copies(line.number);
  if (copies.is_ok() && !copies.value().empty()) {
    out += "<section id=\"copies\"><h2>Copies</h2>\n<ul>\n";
    for (const StoryLine& copy : copies.value()) {
      append_line(out, copy, ", " + counted(copy.word_count, "word", "words"));
    }
    out += "</ul></section>\n";
  }
}

void append_input(std::string& out, const StoredInput& input) {
  append_escaped(out += "<li>", input.path);
  if (input.offset > 0) out.append(", byte ").append(readable(static_cast<int64_t>(input.offset)));
  if (!input.charset.empty()) append_escaped(out += ", ", input.charset);
  if (!input.fetched.empty()) append_escaped(out += ", fetched ", input.fetched);
  out += "</li>\n";
}

void append_sources(std::string& out, Archive& archive, const StoryLine& line, const Story& story) {
  out += "<section><h2>Where it is from</h2>\n<ul>\n";
  const Result<std::vector<StoredInput>> inputs = archive.inputs_of(line.number);
  for (size_t i = 0; inputs.is_ok() && i < inputs.value().size() && i < kShownInputs; ++i)
    append_input(out, inputs.value()[i]);
  out.append("<li>")
      .append(std::to_string(static_cast<int>(story.confidence * 100 + 0.5)))
      .append(" % of the words should be right</li>\n");
  for (const Note& note : story.notes) {
    append_escaped(out += "<li class=\"note\">", note.code);
    if (!note.detail.empty()) append_escaped(out += ": ", note.detail);
    out += "</li>\n";
  }
  out += "</ul></section>\n";
}

constexpr std::string_view kTools =
    "<div class=\"tools\" role=\"group\" aria-label=\"How to read\">"
    "<button type=\"button\" data-set=\"size\" data-by=\"-1\" aria-label=\"A−, smaller "
    "letters\">A−</button>"
    "<button type=\"button\" data-set=\"size\" data-by=\"1\" aria-label=\"A+, larger "
    "letters\">A+</button>"
    "<button type=\"button\" data-set=\"width\">Width</button><button type=\"button\" "
    "data-set=\"font\">Font</button>"
    "<button type=\"button\" data-set=\"theme\">Light or dark</button>"
    "<button type=\"button\" data-do=\"print\">Print</button>";

}  // namespace

HttpResponse story_screen(const HttpRequest& request, Archive& archive,
                          const Reader::State& state) {
  const std::string id = story_id(request);
  const Result<StoryLine> line = archive.story_line(id);
  const Result<Story> story = archive.story(id);
  if (!line.is_ok()) return no_story_screen(line.error(), state);
  if (!story.is_ok()) return no_story_screen(story.error(), state);
  Screen screen{.title = std::string(title_of(line.value())) + " – Copydesk", .name = "story"};
  std::string& out = screen.main;
  out.append(kTools).append("<a class=\"button\" data-key=\"b\" href=\"/beside/");
  out.append(url_encoded(line.value().id)).append("\">Beside its page</a></div>\n");
  append_story_article(story.value(), out,
                       {.pictures = ArticleOptions::Pictures::kLinked, .has_places = false});
  out += "<aside class=\"about\" aria-label=\"About this story\">\n";
  append_history(out, archive, line.value());
  append_sources(out, archive, line.value(), story.value());
  out += "</aside>\n";
  return framed(screen, state);
}

}  // namespace copydesk
