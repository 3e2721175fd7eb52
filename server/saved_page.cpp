// saved_page.cpp: the origin of the saved pages. /ID answers with a document of our own around the
// page, /ID/page with the page itself. The page stands in a frame that may run nothing; the
// document around it listens for the mouse in its stead and is no page's business.
#include "server/places.h"
#include "server/reader_state.h"

namespace copydesk {
namespace {

// Who may show the shell: the reader, under the two names it is served under.
constexpr std::string_view kReaders = " http://127.0.0.1:* http://localhost:*";

HttpResponse asset(std::string_view content, std::string_view type) {
  HttpResponse response;
  response.content_type = type;
  response.body = content;
  return response;
}

HttpResponse not_kept() {
  return {404, "text/plain; charset=utf-8", "this page was not kept\n", {}};
}

HttpResponse shell(std::string_view id) {
  if (id.empty()) return not_kept();  // "//page" would be a page of a host
  HttpResponse response;
  response.body.append(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The saved "
      "page</title><link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" "
      "href=\"/shell.css\"></head><body>\n<iframe title=\"The saved page\" "
      "sandbox=\"allow-same-origin\" referrerpolicy=\"no-referrer\" src=\"/");
  response.body.append(url_encoded(id));
  response.body += "/page\"></iframe><script src=\"/shell.js\"></script></body></html>\n";
  response.headers.push_back({"Content-Security-Policy",
                              "default-src 'none'; style-src 'self'; script-src 'self'; img-src "
                              "data:; frame-src 'self'; form-action 'none'; base-uri 'none'; "
                              "frame-ancestors" +
                                  std::string(kReaders)});
  return response;
}

HttpResponse saved_page(std::string_view id, Archive& archive) {
  HttpResponse response = not_kept();
  const Result<StoryLine> line = archive.story_line(id);
  if (line.is_ok()) {
    const Result<Story> story = archive.story(id);
    const Result<StoredPage> page = archive.page_of(line.value().number, kMostShownPageBytes);
    const Result<Provenance> provenance = archive.provenance(line.value().number);
    if (story.is_ok() && page.is_ok() && provenance.is_ok()) {
      response = HttpResponse{};
      response.body = marked_page(page.value(), places_of(story.value(), provenance.value()));
    }
  }
  // No script, no request, whatever stands in the page, also for those who open the address itself.
  response.headers.push_back({"Content-Security-Policy",
                              "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                              "form-action 'none'; base-uri 'none'; sandbox allow-same-origin; "
                              "frame-ancestors 'self'" +
                                  std::string(kReaders)});
  return response;
}

}  // namespace

HttpResponse page_answer(const HttpRequest& request, Archive& archive) {
  if (request.path == "/shell.css") return asset(shell_style(), "text/css; charset=utf-8");
  if (request.path == "/shell.js") return asset(shell_script(), "text/javascript; charset=utf-8");
  std::string_view id = std::string_view(request.path).substr(1);
  if (!id.ends_with("/page")) return shell(id);
  id.remove_suffix(std::string_view("/page").size());
  return saved_page(id, archive);
}

}  // namespace copydesk
