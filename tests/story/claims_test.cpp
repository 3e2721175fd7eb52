// claims_test.cpp: facts about what pages declare, and how declarations are settled into fields.
#include "story/claims.h"

#include <doctest/doctest.h>

#include "story/jsonld.h"

using namespace copydesk;

namespace {

// The fields of a page, every paragraph of which is taken for the story.
Story fields_of(std::string_view page, std::string_view url = "https://www.example.org/a") {
  Story story;
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  for (Block& block : list.blocks)
    if (block.heading_level == 0 && block.word_count > 8) block.role = Role::kBody;
  const Claims claims = read_claims(document, url);
  resolve_fields(claims, &document, list, url, story);
  finish_fields(claims, list, Wanted(~0ull), story);
  return story;
}

std::string first_value(std::string_view page, ClaimField field) {
  const Document document = parse_html(page);
  for (const Claim& claim : read_claims(document, "").claims)
    if (claim.field == field) return claim.value;
  return {};
}

// An article that gives this as its site's name, and a publisher besides.
Story story_of_site(std::string_view site) {
  Story story;
  story.page_type = "article";
  const std::string page =
      "<meta property=og:site_name content=\"" + std::string(site) +
      "\"><meta name=publisher content=\"Harbour Post\"><h1>Gulls counted on the roof</h1>"
      "<p>Six men with counters stood on the quay at five and looked up.";
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  list.blocks.back().role = Role::kBody;
  const Claims claims = read_claims(document, "");
  resolve_fields(claims, &document, list, "", story);
  return story;
}

// The name of the story's one author.
std::string only_author(const Story& story) {
  REQUIRE(story.authors.size() == 1);
  return story.authors[0].name;
}

}  // namespace

TEST_CASE("broken JSON-LD is mended") {
  CHECK(mend_json("<!-- {\"a\": \"b\",} -->") == "{\"a\": \"b\"}");
  CHECK(mend_json("//<![CDATA[\n{\"a\":1}\n//]]>") == "{\"a\":1}");
  CHECK(mend_json("{\"a\":\"x\ny\"}") == "{\"a\":\"x\\ny\"}");
  CHECK(mend_json("{\"a\":1}{\"b\":2}") == "[{\"a\":1},{\"b\":2}]");
  CHECK(mend_json("{\"a\":[1,2") == "{\"a\":[1,2]}");
  CHECK(mend_json("{\"a\":\"He said \"no\" twice\",\"b\":1}") ==
        "{\"a\":\"He said \\\"no\\\" twice\",\"b\":1}");
  CHECK(mend_json("{&quot;a&quot;:&quot;b&quot;}") == "{\"a\":\"b\"}");
  CHECK(mend_json("{\"a\":\"b\", // c\n\"d\":\"e\", /* f */ \"g\":1}") ==
        "{\"a\":\"b\", \n\"d\":\"e\",  \"g\":1}");
  CHECK(mend_json("{\"a\":\"it\\'s\"}") == "{\"a\":\"it's\"}");
  CHECK(mend_json("no json") == "");
}

TEST_CASE("JSON-LD with a raw line break and a trailing comma still gives its headline") {
  CHECK(first_value("<script "
                    "type=application/"
                    "ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\nfell\",}</script>",
                    ClaimField::kTitle) == "Rain\nfell");
}

TEST_CASE("a declared text that is too long is cut between two letters") {
  std::string headline = "x";
  while (headline.size() < 9000) headline += "\xC3\xA9";
  const std::string value =
      first_value("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"" +
                      headline + "\"}</script>",
                  ClaimField::kTitle);
  CHECK(value.size() == 8191);
  CHECK(is_valid_utf8(value));
}

TEST_CASE("the headline in the place of the site's name is no publisher") {
  const auto publisher_of = [](std::string_view site) { return story_of_site(site).publisher; };
  CHECK(publisher_of("Gulls counted on the roof - Gazette") == "Gazette");
  CHECK(publisher_of("Today: Gulls counted on the roof") == "Harbour Post");
  CHECK(publisher_of("The Gazette") == "The Gazette");
}

TEST_CASE("a publisher that another script declares is found in that script") {
  const Document document = parse_html(
      "<script "
      "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Gulls\"}</script>"
      "<script type='application/ld+json'>{\"@type\":\"Organization\",\"name\":\"Harbour "
      "Post\"}</script>");
  for (const Claim& claim : read_claims(document, "").claims)
    if (claim.field == ClaimField::kPublisher)
      CHECK(document.page()
                .substr(claim.page.begin, claim.page.end - claim.page.begin)
                .starts_with("{\"@type\":\"Organization\""));
}

TEST_CASE("of several nodes the one with the page's address describes the page") {
  const std::string_view page = R"(<script type="application/ld+json">[
    {"@type":"NewsArticle","headline":"Another story","url":"https://www.example.org/b"},
    {"@type":"NewsArticle","headline":"This story","url":"https://example.org/a/"}]</script>)";
  const Document document = parse_html(page);
  const Claims claims = read_claims(document, "https://www.example.org/a");
  REQUIRE(!claims.claims.empty());
  CHECK(claims.types.at(0) == "NewsArticle");
  CHECK(fields_of(page).title == "This story");
}

TEST_CASE("an author that is given by reference is looked up") {
  const Story story = fields_of(R"(<script type="application/ld+json">{"@graph":[
    {"@type":"Article","headline":"Rain fell","author":{"@id":"#p"},"publisher":{"@id":"#o"}},
    {"@type":"Person","@id":"#p","name":"Ana Ruiz","jobTitle":"Reporter"},
    {"@type":"Organization","@id":"#o","name":"The Example"}]}</script>)");
  CHECK(only_author(story) == "Ana Ruiz");
  CHECK(story.authors[0].role == "Reporter");
  CHECK(story.publisher == "The Example");
}

TEST_CASE("the headline as shown wins over the declared one, without the site's name") {
  const Story story = fields_of(
      R"(<title>Rain fell in the north | The Example</title><meta property="og:site_name" content="The Example">
    <meta property="og:title" content="Rain fell in the north on Monday"><h1>Rain falls in the north</h1>)");
  CHECK(story.title == "Rain falls in the north");
}

TEST_CASE("organisations and agencies are no authors") {
  const Story story =
      fields_of(R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain fell",
    "author":[{"@type":"Organization","name":"The Example"},{"@type":"Person","name":"AFP"},{"@type":"Person","name":"Ana Ruiz"}]}</script>)");
  CHECK(only_author(story) == "Ana Ruiz");
  CHECK(story.agency == "AFP");
}

TEST_CASE("a visible byline is read where nothing is declared") {
  const Story story = fields_of(
      "<title>Rain fell</title><h1>Rain fell</h1><p>By Ana Ruiz and Tom Oke</p><p>It rained all "
      "day and all night in the north.</p>");
  REQUIRE(story.authors.size() == 2);
  CHECK(story.authors[1].name == "Tom Oke");
}

TEST_CASE(
    "a declared day takes its time from the visible line, and its zone from the declaration") {
  const Story story = fields_of(
      R"(<meta property="article:published_time" content="2017-04-13"><title>Rain fell</title><h1>Rain fell</h1>
    <p>Published April 13, 2017, 5:33 AM ET</p><p>Updated April 13, 2017, 7:00 AM ET</p>)");
  CHECK(story.published.time == "2017-04-13T05:33:00-04:00");
  CHECK(story.published.zone_source == "explicit");
  CHECK(story.modified.time == "2017-04-13T07:00:00-04:00");
}

TEST_CASE("references escaped twice in a declared title are mended, but not on a page about HTML") {
  CHECK(fields_of("<meta property=og:title content='Rain &amp;quot;fell&amp;quot;'>").title ==
        "Rain \"fell\"");
  CHECK(fields_of("<meta property=og:title content='Use &amp;quot; in HTML'><p>Write "
                  "&amp;lt;b&amp;gt; for bold</p>")
            .title == "Use &quot; in HTML");
}

TEST_CASE("the day in the address is taken when nothing better stands on the page") {
  CHECK(fields_of("<h1>Rain fell</h1>", "https://www.example.org/2017/04/13/rain").published.time ==
        "2017-04-13");
}

TEST_CASE("declared access is read from JSON-LD") {
  CHECK(
      fields_of(
          R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain","isAccessibleForFree":"False"}</script>)")
          .access.declared == "paid");
}

TEST_CASE("a kicker inside the heading is no part of the headline") {
  const Story story = fields_of(
      "<meta property=og:title content='North: Rain fell on Monday'><h1><span "
      "class=kicker>North:</span> <span>Rain fell on Monday</span></h1>");
  CHECK(story.title == "Rain fell on Monday");
}

TEST_CASE("names behind a lone By stand in blocks of their own") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div>By</div><div class=author>Ana "
      "Ruiz</div><div class=author>Tom Oke</div>");
  REQUIRE(story.authors.size() == 2);
  CHECK(story.authors[0].name == "Ana Ruiz");
}

TEST_CASE("a declared time that is UTC with the local offset is overruled by what readers see") {
  const Story story = fields_of(
      "<meta property=article:published_time content='2022-02-03T20:17:12+01:00'><title>Rain fell "
      "in May</title><h1>Rain fell in May</h1>"
      "<div class=date>3. Februar 2022 um 21:17</div><p>It rained all day and all night in the "
      "north, they said.</p>");
  CHECK(story.published.time == "2022-02-03T21:17:00+01:00");
}

TEST_CASE("the agency of a closing bracket is credited, without the editor's code") {
  CHECK(fields_of("<h1>Rain fell</h1><p>It rained all day and all night in the north, they said. "
                  "(dpa/gem)</p>")
            .agency == "dpa");
}

TEST_CASE("a name that a blog links as its author is taken") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><span class='author vcard'><a "
      "class='url fn n' href=/a/ana>Ana</a></span>");
  CHECK(only_author(story) == "Ana");
}

TEST_CASE("a page that came without an address is at the one it names as canonical") {
  const Story story = fields_of(
      "<link rel=canonical href='https://www.raindaily.example/2017/04/13/rain'><title>Rain fell "
      "in "
      "May - Raindaily</title><p>It rained all day and all night in the north, they said.</p>",
      "");
  CHECK(story.published.time == "2017-04-13");
  CHECK(story.title == "Rain fell in May");
}

TEST_CASE("the widgets of a layout builder hold the story's own byline and date") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div class='elementor-widget "
      "elementor-widget-post-info'><div class=elementor-widget-container><span class=author>By Ana "
      "Ruiz</span> <div class=date>April 13, 2017</div></div></div>");
  CHECK(only_author(story) == "Ana Ruiz");
  CHECK(story.published.time == "2017-04-13");
}

TEST_CASE("a box of recent posts in a side column dates nothing") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div class='widget "
      "widget_recent_entries'><div class=date>April 13, 2017</div></div>");
  CHECK(story.published.is_absent());
}

TEST_CASE("a page that tells only of its last change was published then") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div>Updated on April 13, "
      "2017</div>");
  CHECK(story.published.time == "2017-04-13");
  CHECK(story.modified.time == "2017-04-13");
}

TEST_CASE("an instant in UTC is given as the clock of the place shows it") {
  const Story with_offset = fields_of(
      "<meta property=article:published_time content='2022-05-04T03:37:37+00:00'><title>Rain fell "
      "in "
      "May</title><h1>Rain fell in May</h1><time datetime='2022-05-03T23:37:37-04:00'>3 "
      "May</time>");
  CHECK(with_offset.published.time == "2022-05-03T23:37:37-04:00");
  const Story with_line = fields_of(
      "<meta property=article:published_time content='2022-05-04T03:37:37Z'><title>Rain fell in "
      "May</title><h1>Rain fell in May</h1><div class=date>3 May 2022, 11:37 pm</div><p>It rained "
      "all day and all night in the north, they said.</p>");
  CHECK(with_line.published.time == "2022-05-03T23:37:00-04:00");
}

TEST_CASE("a visible time that is no zone away from the declared instant leaves it in UTC") {
  const Story story = fields_of(
      "<meta property=article:published_time content='2022-05-04T03:37:37Z'><title>Rain fell in "
      "May</title><h1>Rain fell in May</h1><div class=date>3 May 2022, 11:41 pm</div><p>It rained "
      "all day and all night in the north, they said.</p>");
  CHECK(story.published.time == "2022-05-04T03:37:37+00:00");
}

TEST_CASE("a byline inside the line of the date is read") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div>13 April 2017 by Ana "
      "Ruiz</div>");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("a name beside the date below the headline signs the story") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div>13.04.2017 - Ana "
      "Ruiz</div><p>It rained all day and all night in the north, they said.</p>");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("people who reviewed a text are not its authors") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div class=author>By Ana "
      "Ruiz</div><div class=author>Reviewed by</div><div class=author>Tom Oke</div>");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("a handle behind By is the author when the page gives no full name") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div>Posted by raindrop77 on April "
      "13, 2017</div>");
  CHECK(only_author(story) == "raindrop77");
}

TEST_CASE("a byline that opens with By wins over a meta author who is somebody else") {
  const Story story = fields_of(
      "<meta name=author content='Otto Wirt'><title>Rain fell in May</title><h1>Rain fell in "
      "May</h1><div>By Ana Ruiz</div><p>It rained all day and all night in the north, they "
      "said.</p>");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("a forum's declared handle wins over capitals marked as the author") {
  const Story story = fields_of(
      R"(<script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Rain fell in May",
    "author":{"@type":"Person","name":"raindrop77"}}</script><h1>Rain fell in May</h1><div class=author>Senior Weatherman</div>)");
  CHECK(only_author(story) == "raindrop77");
}

TEST_CASE("a site's name declared as a person is no author") {
  CHECK(
      fields_of(
          R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain fell in May",
    "author":{"@type":"Person","name":"rain-daily.org"}}</script><h1>Rain fell in May</h1>)")
          .authors.empty());
}

TEST_CASE("a heading that leads to the front page is the site's name, not the headline") {
  const Story story = fields_of(
      "<title>Rain fell in May : Weather Notes | All about rain</title><h1><a "
      "href='https://www.example.org/'>Weather Notes</a></h1><h3>Rain fell in May</h3><p>It rained "
      "all day and all night in the north, they said.</p>");
  CHECK(story.title == "Rain fell in May");
}

TEST_CASE("a heading that leads to the story itself stays its headline") {
  const Story story = fields_of(
      "<title>Rain fell in May | Weather Notes</title><h1><a href='https://www.example.org/a'>Rain "
      "fell in May</a></h1><p>It rained all day and all night in the north, they said.</p>");
  CHECK(story.title == "Rain fell in May");
}

TEST_CASE("the heading right above the text is the headline where declarations say other words") {
  const Story story = fields_of(
      "<title>Wet north</title><h1>What is new</h1><h1>All the weather we had</h1><p>It rained all "
      "day and all night in the north, they said.</p><h1>More from the north</h1>");
  CHECK(story.title == "All the weather we had");
}

TEST_CASE("the day below the headline and one declaration overrule another declaration") {
  const Story story = fields_of(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain fell in May",
    "datePublished":"2023-11-03T10:25:56+00:00"}</script>
    <meta property="article:published_time" content="2023-11-06T14:25:00+00:00"><h1>Rain fell in May</h1>
    <div class=date>6 November 2023</div><p>It rained all day and all night in the north, they said.</p>)");
  CHECK(story.published.time == "2023-11-06T14:25:00+00:00");
}

TEST_CASE("the date in a side column above the text counts when there is no other") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div class=sidebar><div "
      "class=date>April 13, 2017</div></div><p>It rained all day and all night in the north, they "
      "said.</p>");
  CHECK(story.published.time == "2017-04-13");
}

TEST_CASE("a marked line that holds the declared author and a second one names both") {
  const Story story = fields_of(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain fell in May",
    "author":{"@type":"Person","name":"Ana Ruiz"}}</script><h1>Rain fell in May</h1><div class=author>Ana Ruiz, Tom Oke</div>)");
  REQUIRE(story.authors.size() == 2);
  CHECK(story.authors[1].name == "Tom Oke");
}

TEST_CASE("a name in a side column between headline and text signs the story") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><h1>Rain fell in May</h1><div class=sidebar><div>Ana "
      "Ruiz</div></div><p>It rained all day and all night in the north, they said.</p>");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("a page with many broken scripts has one note, with their number") {
  std::string page = "<title>Rain</title>";
  for (int i = 0; i < 500; ++i)
    page += "<script type=application/ld+json>{\"a\" : nothing</script>";
  const Document document = parse_html(page);
  const Claims claims = read_claims(document, "");
  REQUIRE(claims.notes.size() == 1);
  CHECK(claims.notes[0].code == "json-ld-broken");
  CHECK(claims.notes[0].detail == "500 scripts");
}

TEST_CASE("times behind the four hundredth are told as a limit that was hit") {
  std::string page = "<title>Rain</title>";
  for (int i = 0; i < 400; ++i) page += "<time datetime=2017-04-13>";
  CHECK(read_claims(parse_html(page), "").notes.empty());
  page += "<time datetime=2017-04-13>";
  const Claims claims = read_claims(parse_html(page), "");
  REQUIRE(claims.notes.size() == 1);
  CHECK(claims.notes[0].code == "declared-limit");
}

TEST_CASE("an article that a script uncovers as a whole has its headline and byline") {
  const std::string_view page =
      "<title>Rain fell in May</title><div hidden><h1>Rain fell in the north in May</h1><p>By Ana "
      "Ruiz</p><p>It rained all day and all night in the north of the country.</p></div>";
  Story story;
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  list.blocks.back().role = Role::kBody;
  story.page_type = "article";
  resolve_fields(read_claims(document, ""), &document, list, "", story);
  CHECK(story.title == "Rain fell in the north in May");
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("the name of an element around the whole text says nothing about the byline") {
  const Story story = fields_of(
      "<div class=newsletter><h1>Rain fell in May</h1><p>by Ana Ruiz</p><p>It rained all day and "
      "all night in the north, they said.</p><p>It rained again on the next day and on the one "
      "after that.</p></div>");
  CHECK(only_author(story) == "Ana Ruiz");
}

namespace {

constexpr std::string_view kText =
    "<p>It rained all day and all night in the north, they said.</p>"
    "<p>It rained again on the next day and on the one after that.</p>";

constexpr std::string_view kLongText =
    "<p>It rained all day and all night in the north of the country and in the two valleys that "
    "lead up to the pass, where nobody had seen so much water since the winter of the great flood, "
    "and those who live beside the river carried what they could up to the first floor, to the "
    "attic, and to the church, whose doors stood open for a week until the water had gone.</p>";

std::string page_with(std::string_view head, std::string_view below) {
  std::string page(head);
  page += "<title>Rain fell in May</title><h1>Rain fell in May</h1>";
  page += below;
  page += kText;
  return page;
}

}  // namespace

TEST_CASE("a link below the headline to a page about an author names the author") {
  const Story story =
      fields_of(page_with("", "<div><a href=/author/yucy>Yucy</a><span>3/4/2025</span></div>"));
  CHECK(only_author(story) == "Yucy");
}

TEST_CASE("a printed byline below the headline wins over who entered the story") {
  const Story story = fields_of(page_with(
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain fell in "
      "May\",\"author\":{\"@type\":\"Person\",\"name\":\"Otto Wirt\"}}</script>",
      "<p>By: Ana Ruiz</p>"));
  CHECK(only_author(story) == "Ana Ruiz");
}

TEST_CASE("who posted a text and when wins over the owner in a meta element") {
  const Story story = fields_of(page_with("<meta name=author content='Otto Wirt'>",
                                          "<div>Posted by raindrop77 on 3 May 2017</div>"));
  CHECK(only_author(story) == "raindrop77");
}

TEST_CASE("a line behind the text tells who stored it and when") {
  std::string page = page_with("", "");
  page += "<div class=submitted>Gespeichert von rasos am 24. Juli 2017 - 18:55</div>";
  const Story story = fields_of(page);
  CHECK(only_author(story) == "rasos");
}

TEST_CASE("nobody else is looked for on a page that declares a desk as its author") {
  std::string page = page_with("<meta name=author content='Wetter-Redaktion'>", "");
  page += kLongText;
  page += kLongText;
  page += "<ul><li>News<li>Sport<li>Opinion<li>Weather<li>Letters</ul>";
  page += "<div class=author-box>Otto Wirt</div>";
  CHECK(only_author(fields_of(page)) == "Wetter-Redaktion");
  CHECK(only_author(fields_of(page.substr(page.find("<title>")))) == "Otto Wirt");
}

TEST_CASE("a publisher that nothing declares is read from <title> or the line of copyright") {
  const std::string_view page = "https://www.tidewickpost.example/a";
  const std::string_view text = "<h1>Pier rebuilt</h1><p>The pier is open again.</p>";
  const auto publisher = [&](std::string head, std::string_view foot) {
    return fields_of(head.append(text).append(foot), page).publisher;
  };
  CHECK(publisher("<title>Pier rebuilt | Harbour | Tidewick Post</title>", "") == "Tidewick Post");
  CHECK(publisher("<title>Pier rebuilt</title>", "<footer>© 2023 · Tidewick Post</footer>") ==
        "Tidewick Post");
  CHECK(publisher("<title>Pier rebuilt | Harbour</title>", "<p>© 2023 Ana Ruiz</p>").empty());
  CHECK(publisher("<meta property=og:site_name content='/'>", "").empty());
}

TEST_CASE("the keeper of a weblog at an address of that name is its author") {
  Story story;
  const std::string page = "<a href=/>Pierce Ruiz</a>" + page_with("", "");
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  list.blocks.back().role = Role::kBody;
  story.page_type = "article";
  resolve_fields(read_claims(document, ""), &document, list, "https://pierce.example/a", story);
  CHECK(only_author(story) == "Pierce Ruiz");
}

TEST_CASE("a paragraph that opens with By is no byline") {
  CHECK(fields_of("<h1>Rain fell in May</h1><p>By now, it has rained for a week in the north, and "
                  "those who live there have had enough of it.</p>")
            .authors.empty());
}

TEST_CASE("a date beside the headline is the story's, whatever box holds it") {
  const Story story = fields_of(
      "<div class=gallery><span class=date>02.02.2022</span> <span>Weather</span></div><title>Rain "
      "fell in May</title><h1>Rain fell in May</h1><p>It rained all day and all night in "
      "the north, they said.</p>");
  CHECK(story.published.time == "2022-02-02");
}

TEST_CASE("a line that tells who posted a text tells when too") {
  std::string page = page_with("", "");
  page += "<ul><li>Founded: Dec 11, 2011</ul><div>Posted by rasos on 24 July 2017</div>";
  CHECK(fields_of(page).published.time == "2017-07-24");
}

TEST_CASE("a day in the middle of a paragraph is not when it was published") {
  const Story story = fields_of(
      "<title>Rain fell in May</title><div class=date>03.02.2022</div><h1>Rain fell in May</h1>"
      "<p>The festival of rain from 5 published to 11 February 2022 brought many guests to town.");
  CHECK(story.published.time == "2022-02-03");
}

TEST_CASE("the times of a list of stories in microdata are not the page's") {
  std::string page = page_with("<meta name=date content='2025-03-27'>", "");
  page += kLongText;
  page += kLongText;
  page +=
      "<ul><li><time itemprop=datePublished datetime=2026-03-13T10:00:00Z>Friday</time><li><time "
      "itemprop=datePublished datetime=2026-03-12T10:00:00Z>Thursday</time><li><time "
      "itemprop=datePublished datetime=2026-03-11T10:00:00Z>Wednesday</time></ul>";
  CHECK(fields_of(page).published.time == "2025-03-27");
}

TEST_CASE("customers who review a thing are not the authors of its page, a critic is") {
  std::string page = page_with("", "");
  page += kLongText;
  page +=
      "<div itemscope itemtype=https://schema.org/Product><div itemprop=review itemscope "
      "itemtype=https://schema.org/Review><meta itemprop=author content='Ana Ruiz'><p "
      "itemprop=reviewBody>It keeps the rain out.</div></div>";
  CHECK(fields_of(page).authors.empty());
  page = page_with("", "");
  page += kLongText;
  page +=
      "<div itemscope itemtype=https://schema.org/Review><meta itemprop=author content='Tom "
      "Oke'></div>";
  CHECK(only_author(fields_of(page)) == "Tom Oke");
}

TEST_CASE("offices and schools of the United States write the month first") {
  const std::string page = page_with("<html lang=en>", "<p class=date>3/4/2022</p>");
  CHECK(fields_of(page, "https://www.rain.example.gov/a").published.time == "2022-03-04");
  CHECK(fields_of(page, "https://rain.example.edu/a").published.time == "2022-03-04");
  CHECK(fields_of(page, "https://rain.example.org/a").published.time == "2022-04-03");
}

TEST_CASE("a wiki says in the words of its language when a page was last changed") {
  const auto changed = [](std::string_view line) {
    std::string page = page_with("", "");
    page += "<footer><p>";
    page += line;
    return fields_of(page).modified.time;
  };
  CHECK(changed("Diese Seite wurde zuletzt am 29. Januar 2020 um 13:22 Uhr geändert.") ==
        "2020-01-29T13:22");
  CHECK(changed("Esta página se editó por última vez el 3 mayo 2020.") == "2020-05-03");
  CHECK(changed("Deze pagina is voor het laatst bewerkt op 3 mei 2020.") == "2020-05-03");
  CHECK(changed("Tę stronę ostatnio edytowano 3 maja 2020.") == "2020-05-03");
  CHECK(changed("Sidan redigerades senast den 3 maj 2020.") == "2020-05-03");
}

TEST_CASE("publisher and section stand in RDFa as they do in microdata") {
  const std::string_view page =
      "<article typeof=NewsArticle><h1 property=headline>Rain fell on the quay</h1>"
      "<span property=articleSection>Weather</span><span property=publisher typeof=Organization>"
      "<span property=name>Harbour Post</span></span>"
      "<p>Six men with counters stood on the quay at five and looked up.";
  const Story story = fields_of(page);
  CHECK(story.section == "Weather");
  CHECK(story.publisher == "Harbour Post");
}
