// reader_test.cpp: the screens and the API without a network: what is shown, and that nothing of a
// page is more than text.
#include <doctest/doctest.h>

#include "corpus/corpus.h"
#include "server/server.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

constexpr const char* kHostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'\"`";

constexpr const char* kPlainPage =
    "<h1>Flood</h1><p>The river rose at night.</p><table><tr><td onclick=go()>x</table>"
    "<script>run()</script><link rel=preconnect href=//e.example><meta http-equiv=refresh "
    "content=0;//e.example><img src=//e.example/i.png><a href=//e.example/a ping=//e.example>to</a>"
    "<iframe src=//e.example></iframe><svg><script>run()</script><a xlink:href=//e.example>s</a>"
    "</svg><form action=//e.example><input autofocus onfocus=run()></form>";

// A reader over an archive with one plain story and one that is hostile in every field.
class Shelf {
 public:
  Shelf() {
    Archive archive = need(Archive::open(file_.path(), Archive::Access::kWrite));
    Story plain =
        sample_story("a.html", "https://a.example/1", "Flood in Porto", "The river rose at night.");
    plain.id = "plain";
    plain.provenance.text = {{0, 24, {17, 41}}};
    plain.provenance.fields = {{"title", Origin::kVisible, {{4, 9}}}};
    need(archive.add(prepare_input(plain, {"https://a.example/1", kPlainPage, "html"})));
    Story hostile =
        sample_story(kHostile, std::string("javascript:alert(1)//") + kHostile, kHostile, kHostile);
    hostile.id = "hostile";
    hostile.publisher = hostile.section = hostile.dek = hostile.language = hostile.page_type =
        kHostile;
    hostile.authors = {{kHostile, kHostile}};
    hostile.published.time = kHostile;
    hostile.images = {
        {std::string("https://a.example/") + kHostile, kHostile, kHostile, kHostile, "lead"}};
    hostile.notes = {{kHostile, kHostile}};
    need(archive.add(prepare_input(hostile, {"", kHostile, "text"})));
    Source source;
    source.path = std::string("/tmp/") + kHostile;
    need(archive.add(prepare_failure(source, {ErrorCode::kDamaged, 0, kHostile}, {})));
    need(archive.commit());
    reader_ = need(Reader::open(file_.path(), "http://127.0.0.1:2"));
  }
  HttpResponse get(const std::string& path,
                   std::vector<std::pair<std::string, std::string>> parameters = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.parameters = std::move(parameters);
    return reader_->answer(request);
  }
  HttpResponse get_page(const std::string& path) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    return reader_->answer_page(request);
  }
  Reader& reader() { return *reader_; }
  const std::string& path() const { return file_.path(); }

 private:
  ScratchFile file_;
  std::unique_ptr<Reader> reader_;
};

bool has(const HttpResponse& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

std::string policy_of(const HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Security-Policy") return value;
  }
  return {};
}

}  // namespace

TEST_CASE("a search shows hits with the words marked and facets to narrow") {
  Shelf shelf;
  const HttpResponse response = shelf.get("/", {{"q", "river"}});
  CHECK(response.status == 200);
  CHECK(has(response, "<mark>river</mark>"));
  CHECK(has(response, "publisher=The%20Daily%20Sample"));
}

TEST_CASE("no field of a story becomes markup on any screen") {
  Shelf shelf;
  const HttpResponse screens[] = {
      shelf.get("/"),
      shelf.get("/", {{"q", kHostile}, {"publisher", kHostile}, {"author", kHostile}}),
      shelf.get("/hits", {{"q", kHostile}}),
      shelf.get("/story/hostile"),
      shelf.get("/beside/hostile"),
      shelf.get("/glance"),
      shelf.get("/failures"),
      shelf.get(std::string("/story/") + kHostile)};
  for (const HttpResponse& screen : screens) {
    CHECK_FALSE(has(screen, "<script>alert"));
    CHECK_FALSE(has(screen, "<img"));
    CHECK_FALSE(has(screen, "href=\"javascript:"));
  }
}

TEST_CASE("every screen forbids what is not our own") {
  Shelf shelf;
  for (const char* path : {"/", "/story/plain", "/beside/plain", "/glance", "/failures", "/none"}) {
    CAPTURE(path);
    const std::string policy = policy_of(shelf.get(path));
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("unsafe") == std::string::npos);
  }
}

TEST_CASE("the saved page has its passages marked, each with the name of its place in the story") {
  Shelf shelf;
  const HttpResponse page = shelf.get_page("/plain/page");
  CHECK(has(page, "<mark class=\"cd-text\" data-place=\"t0\">The river rose at night.</mark>"));
  CHECK(has(page, "<mark class=\"cd-headline\" data-place=\"title\">Flood</mark>"));
}

TEST_CASE("nothing of the saved page runs, and nothing of it leads elsewhere") {
  Shelf shelf;
  const HttpResponse page = shelf.get_page("/plain/page");
  for (const char* gone : {"e.example", "run()", "go()", "<script", "<link", "<iframe", "refresh",
                           "autofocus", "action"}) {
    CAPTURE(gone);
    CHECK_FALSE(has(page, gone));
  }
  CHECK(policy_of(page).find("default-src 'none'") == 0);
  CHECK(policy_of(page).find("sandbox allow-same-origin;") != std::string::npos);
  CHECK(policy_of(page).find("script-src") == std::string::npos);
}

TEST_CASE("the document around the saved page frames it without scripts") {
  Shelf shelf;
  const HttpResponse shell = shelf.get_page("/plain");
  CHECK(has(shell, "sandbox=\"allow-same-origin\""));
  CHECK(has(shell, "src=\"/plain/page\""));
  CHECK(policy_of(shell).find("script-src 'self'") != std::string::npos);
}

TEST_CASE("a dump is shown as its lines, with the passages marked") {
  Shelf shelf;
  const HttpResponse page = shelf.get_page("/hostile/page");
  CHECK(has(page, "&quot;&gt;&lt;script&gt;"));
  CHECK_FALSE(has(page, "<script"));
}

TEST_CASE("beside its page, each passage has a row with the rule that kept it and its bytes") {
  Shelf shelf;
  const HttpResponse screen = shelf.get("/beside/plain");
  CHECK(has(screen, "<p data-place=\"t0\">The river rose at night.</p>"));
  CHECK(has(screen, "data-place=\"title\"><td>Headline</td><td>seen on the page</td><td>4–9</td>"));
  CHECK(has(screen, "data-place=\"t0\"><td>Paragraph</td><td>chosen by the model, "));
}

TEST_CASE("a search from the box keeps the facets, and finds words by their beginning") {
  Shelf shelf;
  const HttpResponse response = shelf.get("/", {{"q", "riv"}, {"language", "en"}});
  CHECK(has(response, "<mark>river</mark>"));
  CHECK(has(response, "<input type=\"hidden\" name=\"language\" value=\"en\">"));
}

TEST_CASE("days narrow from years to months to days") {
  Shelf shelf;
  CHECK(has(shelf.get("/"), "day=2017\""));
  CHECK(has(shelf.get("/", {{"day", "2017"}}), "day=2017-04\""));
  CHECK(has(shelf.get("/", {{"day", "2017-04"}}), "day=2017-04-13\""));
}

TEST_CASE("the days of a year are tiles that lead to their stories") {
  Shelf shelf;
  const HttpResponse glance = shelf.get("/glance", {{"year", "2017"}});
  CHECK(has(glance, "aria-label=\"13 April 2017, 1 story\""));
  // 13 April 2017 was a Thursday, so the month begins on a Saturday: five empty places.
  CHECK(has(glance,
            "<h3>April</h3><div class=\"month\"><span></span><span></span><span></span>"
            "<span></span><span></span><span class=\"day l0\"><span>1</span>"));
}

TEST_CASE("the API answers in JSON, with the status that fits") {
  Shelf shelf;
  CHECK(has(shelf.get("/api/search", {{"q", "river"}}), "\"id\":\"plain\""));
  CHECK(has(shelf.get("/api/story/plain"), "\"title\":\"Flood in Porto\""));
  CHECK(shelf.get("/api/story/none").status == 404);
  CHECK(shelf.get("/api/extract").status == 405);
  CHECK(has(shelf.get("/api/metrics"), "copydesk_stories 2"));
  CHECK(has(shelf.get("/api/openapi.json"), "\"openapi\": \"3.1.0\""));
}

TEST_CASE("a word to leave out is no beginning of others") {
  Shelf shelf;
  CHECK(has(shelf.get("/hits", {{"q", "flood"}}), "Flood in Porto"));
  CHECK(has(shelf.get("/hits", {{"q", "flood port"}}), "Flood in Porto"));
  CHECK(has(shelf.get("/hits", {{"q", "flood -port"}}), "Flood in Porto"));
  CHECK(has(shelf.get("/hits", {{"q", "flood NOT port"}}), "Flood in Porto"));
  CHECK(has(shelf.get("/hits", {{"q", "flood -title:port"}}), "Flood in Porto"));
  CHECK_FALSE(has(shelf.get("/hits", {{"q", "flood -porto"}}), "Flood in Porto"));
}

TEST_CASE("who asks by another method is told which one is meant") {
  Shelf shelf;
  const auto allowed = [](const HttpResponse& response) {
    std::string methods;
    for (const auto& [name, value] : response.headers)
      if (name == "Allow") methods = value;
    return methods;
  };
  CHECK(allowed(shelf.get("/api/extract")) == "POST");
  HttpRequest request;
  request.method = "POST";
  for (const char* path : {"/api/search", "/", "/story/plain"}) {
    request.path = path;
    const HttpResponse response = shelf.reader().answer(request);
    CHECK(response.status == 405);
    CHECK(allowed(response) == "GET, HEAD");
  }
}

TEST_CASE("a page that is sent gives its story, an empty one gives 422") {
  Shelf shelf;
  HttpRequest request;
  request.method = "POST";
  request.path = "/api/extract";
  request.content_type = "text/html";
  request.body =
      "<article><h1>Flood in Porto</h1><p>The river rose at night and the bridge fell into "
      "it.</p></article>";
  CHECK(shelf.reader().answer(request).status == 200);
  request.body = "<p>";
  CHECK(shelf.reader().answer(request).status == 422);
  request.body =  // as extract and archive have it
      "<meta property=og:type content=article><meta property=og:title content='Flood in Porto'>"
      "<meta property=article:published_time content=2024-05-06T07:08:09Z>";
  CHECK(shelf.reader().answer(request).status == 200);
}

TEST_CASE("what failed is shown with the command that tries it again, safe for a shell") {
  Shelf shelf;
  CHECK(has(shelf.get("/failures"), "--retry"));
  CHECK(has(shelf.get("/failures"), "&#39;\\&#39;&#39;"));
}

TEST_CASE("the command that tries again names a file with control characters as it is") {
  Shelf shelf;
  Archive archive = need(Archive::open(shelf.path(), Archive::Access::kWrite));
  Source source;
  source.path = "b\x1B[201~\n\xE2\x80\xAE'.html";
  need(archive.add(prepare_failure(source, {ErrorCode::kDamaged, 0, ""}, {})));
  need(archive.commit());
  CHECK(has(shelf.get("/failures"), "$&#39;b\\033[201~\\012\\342\\200\\256\\047.html&#39;</code>"));
}

TEST_CASE("the glance tells what was archived since it was last asked for") {
  Shelf shelf;
  CHECK(has(shelf.get("/glance"), "<b>2</b>stories"));
  CHECK(has(shelf.get("/glance"), "<b>2</b>stories"));
  {
    Archive archive = need(Archive::open(shelf.path(), Archive::Access::kWrite));
    need(archive.add(sample_input("later.html", "", "Later", "Nobody had seen this coming.")));
    need(archive.commit());
  }
  CHECK(has(shelf.get("/glance"), "<b>3</b>stories"));
}

TEST_CASE("an address of saved pages without an id shows no frame") {
  Shelf shelf;
  CHECK(shelf.get_page("/").status == 404);
  CHECK_FALSE(has(shelf.get_page("/"), "<iframe"));
  CHECK_FALSE(has(shelf.get_page("//other.example"), "src=\"//"));
}

TEST_CASE("text of a saved page that is written as it stands holds no tag when it is read again") {
  ScratchFile file;
  {
    Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
    Story story = sample_story("a.html", "", "Attack", "Nothing to see.");
    story.id = "attack";
    const std::string page =
        "<form><math><mtext></form><form><mglyph><style><img src=x onerror=run()></style></form>"
        "</math><svg><style>&lt;img src=y onerror=run()></style></svg>"
        "<svg><form action=//e.example><button formaction=//e.example rx=7></button></form></svg>"
        "<style>b{content:'</b>'} @media (width<9em){}</style><xmp>a<img src=z "
        "onerror=run()></xmp>";
    need(archive.add(prepare_input(story, {"", page, "html"})));
    need(archive.commit());
  }
  const std::unique_ptr<Reader> reader = need(Reader::open(file.path(), "http://127.0.0.1:2"));
  HttpRequest request;
  request.method = "GET";
  request.path = "/attack/page";
  const HttpResponse answer = reader->answer_page(request);
  CHECK(answer.status == 200);
  CHECK_FALSE(has(answer, "<img src=x"));
  CHECK_FALSE(has(answer, "<img src=y"));
  CHECK_FALSE(has(answer, "<img src=z"));
  CHECK_FALSE(has(answer, "e.example"));
  CHECK(has(answer, "rx=\"7\""));
  CHECK(has(answer, "b{content:'\\3c /b>'}"));
  CHECK(has(answer, "<pre>\na&lt;img src=z"));
}
