// reader_test.cpp: the screens and the API without a network: what is shown, and that nothing of a
// page is more than text.
#include <doctest/doctest.h>

#include "corpus/corpus.h"
#include "server/server.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

namespace {

constexpr const char* kHostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'\"`";

// A reader over an archive with one plain story and one that is hostile in every field.
class Shelf {
 public:
  Shelf() {
    Archive archive = need(Archive::open(file_.path(), Archive::Access::kWrite));
    Story plain =
        sample_story("a.html", "https://a.example/1", "Flood in Porto", "The river rose at night.");
    plain.id = "plain";
    plain.provenance.text = {{0, 24, {17, 41}}};
    need(archive.add(prepare_input(
        plain,
        {"https://a.example/1",
         "<h1>Flood</h1><p>The river rose at night.<link rel=preconnect href=//e>", "html"})));
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
  Reader& reader() { return *reader_; }

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

TEST_CASE("the saved page is shown with its passages marked and without references to elsewhere") {
  Shelf shelf;
  HttpRequest request;
  request.path = "/plain";
  const HttpResponse page = shelf.reader().answer_page(request);
  CHECK(has(page, ">The river rose at night.</mark>"));
  CHECK_FALSE(has(page, "preconnect"));
  CHECK(policy_of(page).find("sandbox") != std::string::npos);
  CHECK(policy_of(page).find("script-src") == std::string::npos);
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
}

TEST_CASE("what failed is shown with the command that tries it again, safe for a shell") {
  Shelf shelf;
  CHECK(has(shelf.get("/failures"), "--retry"));
  CHECK(has(shelf.get("/failures"), "&#39;\\&#39;&#39;"));
}
