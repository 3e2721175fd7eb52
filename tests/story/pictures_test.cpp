// pictures_test.cpp: facts about pictures, their captions and credits, and galleries.
#include "story/pictures.h"

#include <doctest/doctest.h>

#include "story/media.h"

using namespace copydesk;

namespace {

// A page read up to its media; paragraphs of more than eight words are the story.
struct Seen {
  Story story;
  std::vector<PlacedMedia> media;
};

Seen see(std::string_view page) {
  Seen seen;
  const Document document = parse_html(page);
  BlockList list = cut_blocks(document);
  for (Block& block : list.blocks)
    if (block.word_count > 8 && block.heading_level == 0) block.role = Role::kBody;
  const Markup markup = read_markup(document);
  const Claims claims;
  Page whence;
  whence.url = "https://www.example.org/a";
  Reading reading = begin_reading(document, list, markup, claims, seen.story, whence);
  seen.media = read_media(reading);
  name_lead_image(reading, seen.media);
  return seen;
}

constexpr std::string_view kText =
    "<p>The bell of the town hall was rung twice on Monday by mistake, said the keeper.</p>";

std::string page(std::string_view before, std::string_view after = "") {
  return std::string("<body><article>")
      .append(before)
      .append(kText)
      .append(after)
      .append(kText)
      .append("</article>");
}

}  // namespace

TEST_CASE("a figure gives a lead picture with caption and credit apart") {
  const Seen seen =
      see(page("<figure><img src='/b.jpg' alt='Bell'><figcaption>The bell on Monday. "
               "<span class='credit'>Photo: Ann Lee</span></figcaption></figure>"));
  REQUIRE(seen.story.images.size() == 1);
  const Image& image = seen.story.images[0];
  CHECK(image.url == "https://www.example.org/b.jpg");
  CHECK(image.caption == "The bell on Monday.");
  CHECK(image.credit == "Ann Lee");
  CHECK(image.role == "lead");
  CHECK(image.alt == "Bell");
}

TEST_CASE("an alt text loses its tags, not what stands behind a sign for less") {
  const Seen seen = see(page("<img src='/a.jpg' alt='<p>Ann &lt; 5 minutes</p> <3 <b' width=600>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].alt == "Ann < 5 minutes <3 <b");
}

TEST_CASE("of the images of one picture each takes the sources up to the next image") {
  const Seen seen =
      see(page("<picture><source srcset='/a-wide.jpg 900w'><img src='/a.jpg'>"
               "<img src='/b.jpg'><source srcset='/c-wide.jpg 1900w'></picture>"));
  REQUIRE(seen.story.images.size() == 2);
  CHECK(seen.story.images[0].url == "https://www.example.org/a-wide.jpg");
  CHECK(seen.story.images[1].url == "https://www.example.org/c-wide.jpg");
}

TEST_CASE("a title before every caption of a gallery is told once, thumbnails are no slides") {
  const Seen seen =
      see(page("",
               "<div class='gallery'>"
               "<div class='slide'><img src='/a.jpg'><p class='caption'>Fair in May – Ann with a "
               "marrow.</p>1 of 3</div>"
               "<div class='slide'><img src='/b.jpg'><p class='caption'>Fair in May – Bo with a "
               "goose.</p>2 of 3</div>"
               "<div class='slide'><img src='/c.jpg'><p class='caption'>Fair in May – Cy with a "
               "cup.</p>3 of 3</div>"
               "<img src='/a-small.jpg'><img src='/b-small.jpg'><img src='/c-small.jpg'></div>"));
  REQUIRE(seen.story.galleries.size() == 1);
  const Gallery& gallery = seen.story.galleries[0];
  CHECK(gallery.title == "Fair in May");
  CHECK(gallery.count == 3);
  REQUIRE(gallery.items.size() == 3);
  CHECK(gallery.items[1].caption == "Bo with a goose.");
}

TEST_CASE("slides without a shown caption take it from alt texts that name the photographer") {
  const Seen seen = see(page(
      "<div class='slideshow'><ul><li><img src='/a.jpg' alt='Ann with a marrow. (Photo: Lee/AP)'>"
      "<li><img src='/b.jpg' alt='Bo with a goose. (Photo: Lee/AP)'></ul></div>"));
  REQUIRE(seen.story.galleries.size() == 1);
  REQUIRE(seen.story.galleries[0].items.size() == 2);
  CHECK(seen.story.galleries[0].items[1].caption == "Bo with a goose.");
  CHECK(seen.story.galleries[0].items[1].credit == "Lee/AP");
}

TEST_CASE("the widest candidate of a srcset is kept") {
  const Seen seen =
      see(page("", "<img src='s.jpg' srcset='a,b.jpg 400w, c.jpg 1200w, d.jpg 800w'>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].url == "https://www.example.org/c.jpg");
}

TEST_CASE("candidates of a srcset may stand in lines of their own") {
  const Seen seen =
      see(page("", "<img src='s.jpg' srcset='a.jpg 400w,\n\tb.jpg\t900w,\nc.jpg 5w'>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].url == "https://www.example.org/b.jpg");
}

TEST_CASE("a placeholder is no candidate of a srcset, however wide") {
  const Seen seen = see(page("", "<img srcset='a.jpg 400w, /1x1.gif 2000w, b.jpg 800w'>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].url == "https://www.example.org/b.jpg");
}

TEST_CASE("a lazy picture takes its address from its attribute, not from the placeholder") {
  const Seen seen = see(page("", "<img src='data:image/gif;base64,R0lG' data-src='/real.jpg'>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].url == "https://www.example.org/real.jpg");
}

TEST_CASE("icons, pixels and portraits are no pictures of the story") {
  const Seen seen =
      see(page("",
               "<img src='/1.gif' width=1 height=1><img class='author-avatar' src='/ann.jpg'>"
               "<img src='/img/logo.png'>"));
  CHECK(seen.story.images.empty());
}

TEST_CASE("a caption beside the picture is found by its class") {
  const Seen seen =
      see(page("",
               "<div class='wp-caption'><img src='/b.jpg'><p class='wp-caption-text'>The rope."
               "</p></div>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].caption == "The rope.");
  CHECK(seen.story.images[0].role == "inline");
}

TEST_CASE("a text that repeats the alt is the caption") {
  const Seen seen = see(page("",
                             "<div><div><img src='/b.jpg' alt='The keeper with his rope'></div>"
                             "<div><span>The keeper with his rope</span></div></div>"));
  REQUIRE(seen.story.images.size() == 1);
  CHECK(seen.story.images[0].caption == "The keeper with his rope");
}

TEST_CASE("slides of a carousel are one gallery with each caption once and in order") {
  const Seen seen =
      see(page("",
               "<div class='photo-gallery'><h3>Bells: in pictures</h3>"
               "<figure><img src=1.jpg><figcaption>First bell.</figcaption></figure>"
               "<figure><img src=2.jpg><figcaption>Second bell.</figcaption></figure>"
               "<figure><img src=1.jpg><figcaption>First bell.</figcaption></figure></div>"));
  REQUIRE(seen.story.galleries.size() == 1);
  const Gallery& gallery = seen.story.galleries[0];
  REQUIRE(gallery.items.size() == 2);
  CHECK(gallery.items[0].caption == "First bell.");
  CHECK(gallery.items[1].index == 2);
  CHECK(seen.story.images.empty());
}

TEST_CASE("a linked teaser picture is no picture of the story") {
  const Seen seen =
      see(page("",
               "<div class='related'><a href='/other'><img src='/o.jpg'></a><p><a href='/other'>"
               "Another story of the bell</a></p></div>"));
  CHECK(seen.story.images.empty());
}
