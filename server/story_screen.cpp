// story_screen.cpp: a story for reading, and the same story beside the page it was read from.
#include "server/reader_state.h"

namespace copydesk {
namespace {

// Pictures stand elsewhere, and nothing is fetched: each becomes a link that says where. The
// article is our own HTML, in which every "<" starts a tag of ours.
std::string with_picture_links(std::string_view html) {
  std::string out;
  for (;;) {
    const size_t tag = html.find("<img");
    out += html.substr(0, tag);
    if (tag == std::string_view::npos) return out;
    html.remove_prefix(tag);
    const size_t end = std::min(html.find('>'), html.size() - 1);
    const std::string_view element = html.substr(0, end + 1);
    const auto attribute = [&](std::string_view name) -> std::string_view {
      const size_t begin = element.find(name);
      if (begin == std::string_view::npos) return {};
      const size_t from = begin + name.size();
      return element.substr(from, element.find('"', from) - from);
    };
    const std::string_view alt = attribute(" alt=\"");
    out.append("<a class=\"picture\" rel=\"noopener noreferrer\" target=\"_blank\" href=\"")
        .append(attribute(" src=\""));
    out.append("\">").append(alt.empty() ? "Picture" : alt).append("</a>\n");
    html.remove_prefix(end + 1);
  }
}

std::string story_id(const HttpRequest& request) {
  return request.path.substr(request.path.find('/', 1) + 1);
}

std::string article_of(const Story& story) {
  std::string article;
  append_story_article(story, article);
  return with_picture_links(article);
}

void append_line(std::string& out, const StoryLine& line, std::string_view remark) {
  out.append("<li><a href=\"/story/").append(url_encoded(line.id)).append("\" dir=\"auto\">");
  append_escaped(out, line.title.empty() ? std::string_view("(no headline)") : line.title);
  append_escaped(out += "</a> <span>", line.publisher.empty() ? line.url : line.publisher);
  out.append(line.day.empty() ? "" : " · ")
      .append(escaped(line.day))
      .append(remark)
      .append("</span></li>\n");
}

std::string remark_of(const Version& version) {
  std::string remark;
  if (!version.fetched.empty()) remark += ", seen " + escaped(version.fetched);
  if (version.words_added + version.words_removed > 0) {
    remark += "; " + std::to_string(version.words_added) + " words new, " +
              std::to_string(version.words_removed) + " gone";
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
    out += "<section><h2>Copies</h2>\n<ul>\n";
    for (const StoryLine& copy : copies.value()) append_line(out, copy, "");
    out += "</ul></section>\n";
  }
}

void append_sources(std::string& out, Archive& archive, const StoryLine& line, const Story& story) {
  out += "<section><h2>Where it is from</h2>\n<ul>\n";
  const Result<std::vector<StoredInput>> inputs = archive.inputs_of(line.number);
  for (size_t i = 0; inputs.is_ok() && i < inputs.value().size() && i < 20; ++i) {
    const StoredInput& input = inputs.value()[i];
    append_escaped(out += "<li>", input.path);
    if (input.offset > 0) out.append(", byte ").append(std::to_string(input.offset));
    if (!input.fetched.empty()) out.append(", fetched ").append(escaped(input.fetched));
    out += "</li>\n";
  }
  for (const Note& note : story.notes) {
    append_escaped(out += "<li class=\"note\">", note.code);
    append_escaped(out += ": ", note.detail);
    out += "</li>\n";
  }
  out.append("<li>confidence ")
      .append(std::to_string(static_cast<int>(story.confidence * 100 + 0.5)))
      .append(" %</li>\n");
  out += "</ul></section>\n";
}

// Where each field was read; a link lights its passage in the frame.
void append_origins(std::string& out, const Provenance& provenance) {
  out += "<table class=\"origins\"><caption>Where each field was read</caption>\n";
  for (const FieldOrigin& field : provenance.fields) {
    append_escaped(out += "<tr><th scope=\"row\">", field.field);
    append_escaped(out += "</th><td>", origin_name(field.from));
    out += "</td><td>";
    for (const ByteRange& range : field.ranges) {
      out.append("<a href=\"#\" data-mark=\"p")
          .append(std::to_string(range.begin))
          .append("\">bytes ");
      out.append(std::to_string(range.begin))
          .append("–")
          .append(std::to_string(range.end))
          .append("</a> ");
    }
    out += "</td></tr>\n";
  }
  out += "</table>\n";
}

}  // namespace

HttpResponse story_screen(const HttpRequest& request, Archive& archive,
                          const Reader::State& state) {
  const std::string id = story_id(request);
  const Result<StoryLine> line = archive.story_line(id);
  const Result<Story> story = archive.story(id);
  if (!line.is_ok() || !story.is_ok())
    return error_screen(404, "No such story", "The archive has no story with this id.", state);
  Screen screen{.title = line.value().title + " – Copydesk",
                .name = "story",
                .query = {},
                .language = {},
                .direction = {},
                .main = {}};
  std::string& out = screen.main;
  out +=
      "<div class=\"tools\" role=\"toolbar\" aria-label=\"Reading\">"
      "<button type=\"button\" data-set=\"size\" data-by=\"-1\" aria-label=\"Smaller "
      "letters\">A−</button>"
      "<button type=\"button\" data-set=\"size\" data-by=\"1\" aria-label=\"Larger "
      "letters\">A+</button>"
      "<button type=\"button\" data-set=\"width\">Width</button><button type=\"button\" "
      "data-set=\"font\">Font</button>"
      "<button type=\"button\" data-set=\"theme\">Light or dark</button>"
      "<button type=\"button\" data-do=\"print\">Print</button> ";
  out.append("<a href=\"/beside/")
      .append(url_encoded(line.value().id))
      .append("\">Beside its page</a></div>\n");
  out.append(article_of(story.value())).append("<aside aria-label=\"About this story\">\n");
  append_history(out, archive, line.value());
  append_sources(out, archive, line.value(), story.value());
  out += "</aside>\n";
  return framed(screen, state);
}

HttpResponse beside_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state) {
  const std::string id = story_id(request);
  const Result<StoryLine> line = archive.story_line(id);
  const Result<Story> story = archive.story(id);
  if (!line.is_ok() || !story.is_ok())
    return error_screen(404, "No such story", "The archive has no story with this id.", state);
  const Result<Provenance> provenance = archive.provenance(line.value().number);
  Screen screen{.title = line.value().title + " beside its page",
                .name = "beside",
                .query = {},
                .language = {},
                .direction = {},
                .main = {}};
  std::string& out = screen.main;
  out.append(
      "<h1 class=\"unseen\">The story beside its page</h1>\n<div class=\"twins\">\n<section "
      "aria-label=\"Story\">\n");
  out.append("<p><a href=\"/story/")
      .append(url_encoded(line.value().id))
      .append("\">Back to the story</a></p>\n");
  if (provenance.is_ok()) append_origins(out, provenance.value());
  out.append(article_of(story.value())).append("</section>\n");
  out.append(
      "<iframe id=\"page\" title=\"The saved page\" sandbox=\"\" referrerpolicy=\"no-referrer\" "
      "src=\"");
  out.append(escaped(state.page_origin))
      .append("/")
      .append(url_encoded(line.value().id))
      .append("\"></iframe>\n</div>\n");
  return framed(screen, state);
}

}  // namespace copydesk
