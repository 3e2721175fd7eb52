// reader.cpp: a request -> the screen, file or API call that answers it.
#include "server/reader_state.h"

namespace copydesk {
namespace {

// No script, no style, no picture, no form, no frame but what is named: whatever a page's text
// holds, it stays text.
std::string policy(const Reader::State& state) {
  return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src "
         "'self' data:; frame-src " +
         state.page_origin + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

void add_safety_headers(HttpResponse& response) {
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Cache-Control", "no-store"});
}

HttpResponse file(std::string_view content, std::string_view type) {
  HttpResponse response;
  response.content_type = type;
  response.body = content;
  return response;
}

HttpResponse answer_with(const HttpRequest& request, Archive& archive, Reader::State& state) {
  const std::string& path = request.path;
  if (path.starts_with("/api/")) return answer_api(request, archive, state);
  if (request.method != "GET")
    return error_screen(405, "Not here", "This address can only be read.", state);
  if (path == "/") return search_screen(request, archive, state);
  if (path == "/hits") {
    const SearchRequest wanted = search_request(request);
    const Result<SearchResult> found = archive.search(wanted);
    return file(found.is_ok() ? hit_list(wanted, found.value()) : "", "text/html; charset=utf-8");
  }
  if (path.starts_with("/story/")) return story_screen(request, archive, state);
  if (path.starts_with("/beside/")) return beside_screen(request, archive, state);
  if (path == "/glance") return glance_screen(archive, state);
  if (path == "/failures") return failures_screen(archive, state);
  return error_screen(404, "No such page", "The address leads nowhere.", state);
}

constexpr std::string_view kNav =
    "<nav aria-label=\"Archive\"><a href=\"/\">Search</a> <a href=\"/glance\">At a glance</a> "
    "<a href=\"/failures\">What failed</a></nav>";

}  // namespace

Result<Archive> ArchivePool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Archive archive = std::move(idle_.back());
      idle_.pop_back();
      return archive;
    }
  }
  return Archive::open(path_, Archive::Access::kRead);
}

void ArchivePool::give_back(Archive archive) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(archive));
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return out;
}

HttpResponse framed(const Screen& screen, const Reader::State& state) {
  HttpResponse response;
  std::string& out = response.body;
  const std::string title = escaped(screen.title);
  out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
      .append(title);
  out +=
      "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n"
      "<link rel=\"stylesheet\" href=\"/style.css\">\n<script src=\"/script.js\" "
      "defer></script>\n</head>\n";
  out.append("<body class=\"")
      .append(screen.name)
      .append("\">\n<a class=\"skip\" href=\"#main\">To the content</a>\n");
  out += "<header class=\"top\"><a class=\"brand\" href=\"/\">Copydesk</a>\n";
  out += "<form role=\"search\" action=\"/\"><label for=\"q\">Search the archive</label>";
  out.append(
      "<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" placeholder=\"Search  /\" "
      "value=\"");
  out.append(escaped(screen.query))
      .append("\"><button>Search</button></form>\n")
      .append(kNav)
      .append("</header>\n");
  out.append("<main id=\"main\" tabindex=\"-1\">\n")
      .append(screen.main)
      .append("</main>\n</body>\n</html>\n");
  response.headers.push_back({"Content-Security-Policy", policy(state)});
  return response;
}

HttpResponse error_screen(int status, std::string_view title, std::string_view detail,
                          const Reader::State& state) {
  Screen screen{.title = std::string(title),
                .name = "error",
                .query = {},
                .language = {},
                .direction = {},
                .main = {}};
  screen.main.append("<h1>")
      .append(escaped(title))
      .append("</h1>\n<p>")
      .append(escaped(detail))
      .append("</p>\n");
  HttpResponse response = framed(screen, state);
  response.status = status;
  return response;
}

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const std::string& archive, std::string page_origin) {
  auto state = std::make_unique<State>(archive, std::move(page_origin));
  CD_TRY(Archive first, state->archives.take());
  state->archives.give_back(std::move(first));
  return std::unique_ptr<Reader>(new Reader(std::move(state)));
}

HttpResponse Reader::answer(const HttpRequest& request) {
  ++state_->requests;
  HttpResponse response;
  if (request.path == "/style.css") {
    response = file(style_sheet(), "text/css; charset=utf-8");
  } else if (request.path == "/script.js") {
    response = file(script(), "text/javascript; charset=utf-8");
  } else {
    Result<Archive> archive = state_->archives.take();
    if (archive.is_ok()) {
      response = answer_with(request, archive.value(), *state_);
      state_->archives.give_back(std::move(archive).value());
    } else {
      response = error_screen(503, "The archive cannot be read", archive.error().detail, *state_);
    }
  }
  if (response.status >= 500) ++state_->failures;
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  add_safety_headers(response);
  return response;
}

// Shown in a sandboxed frame; the policy says the same once more for those who open the address
// itself.
HttpResponse Reader::answer_page(const HttpRequest& request) {
  HttpResponse response;
  Result<Archive> archive = state_->archives.take();
  if (!archive.is_ok()) return file("", "text/plain");
  const std::string_view id = std::string_view(request.path).substr(1);
  const Result<StoryLine> line = archive.value().story_line(id);
  if (line.is_ok()) {
    const Result<StoredPage> page = archive.value().page_of(line.value().number);
    const Result<Provenance> provenance = archive.value().provenance(line.value().number);
    if (page.is_ok() && provenance.is_ok())
      response.body = marked_page(page.value(), provenance.value());
  }
  if (response.body.empty())
    response = HttpResponse{404, "text/plain; charset=utf-8", "this page was not kept\n", {}};
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
       "form-action 'none'; base-uri 'none'; sandbox; frame-ancestors http://127.0.0.1:* "
       "http://localhost:*"});
  state_->archives.give_back(std::move(archive).value());
  add_safety_headers(response);
  return response;
}

}  // namespace copydesk
