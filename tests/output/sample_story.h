// sample_story.h: a story with every field and every kind of body node, its strings chosen by the
// test.
#pragma once

#include <string>
#include <vector>

#include "record/record.h"

namespace copydesk {

inline BodyNode make_node(BodyNode::Kind kind, std::string text) {
  BodyNode node;
  node.kind = kind;
  node.text = std::move(text);
  node.level = 2;
  return node;
}

// Inlines that nest, cross, double, lie outside and cut characters: what a broken record could
// hold.
inline std::vector<Inline> crossing_inlines(const std::string& url) {
  using K = Inline::Kind;
  return {{K::kLink, 0, 6, url},
          {K::kStrong, 2, 9, ""},
          {K::kLink, 3, 5, url},
          {K::kEmphasis, 1, 1, ""},
          {K::kCode, 4, 5, ""},
          {K::kCode, 7, 12, ""},
          {K::kEmphasis, 8, 4000000000u, ""},
          {K::kSubscript, 9, 3, ""},
          {K::kSuperscript, 11, 14, ""},
          {K::kLink, 4000000000u, 4000000001u, url}};
}

inline void add_body(Story& story, const std::string& text, const std::string& url) {
  using K = BodyNode::Kind;
  for (const K kind : {K::kHeading, K::kParagraph, K::kQuote, K::kCode, K::kEntry}) {
    BodyNode node = make_node(kind, text);
    node.inlines = crossing_inlines(url);
    node.headline = text;
    node.language = text;
    if (kind == K::kEntry) node.time = {text, "minute", "explicit", text};
    story.body.push_back(node);
  }
  BodyNode list = make_node(K::kList, "");
  list.items = {{0, false, text, {}},
                {7, true, text, crossing_inlines(url)},
                {4000000000u, true, text, {}},
                {1, false, text, {}},
                {0, true, text, {}}};
  BodyNode table = make_node(K::kTable, "");
  table.rows = {
      {{text, true, 1, 1}, {text, true, 4000000000u, 4000000000u}}, {{text, false, 0, 0}}, {}};
  BodyNode embed = make_node(K::kEmbed, "");
  embed.url = url;
  story.body.insert(story.body.end(), {list, table, embed});
  for (const K kind : {K::kImage, K::kVideo, K::kGallery}) {
    story.body.push_back(make_node(kind, ""));  // ref 0
    story.body.push_back(make_node(kind, ""));  // the same again
    BodyNode nowhere = make_node(kind, "");
    nowhere.ref = 4000000000u;
    story.body.push_back(nowhere);
  }
}

// `text` stands wherever the page's text may come, `url` wherever an address may come.
inline Story story_full_of(const std::string& text, const std::string& url) {
  Story story;
  story.id = "00000000000000000000000000000001";
  story.source = {text, 3, 5, "html", text, text, text, true};
  story.url = story.canonical_url = url;
  story.publisher = story.title = story.dek = story.section = story.agency = text;
  story.highlights = story.tags = story.corrections = {text, text};
  story.authors = {{text, text}, {text, ""}};
  story.dateline = {text, text, text};
  story.published = {text, "minute", "explicit", text};
  story.modified = {"2017-04-13T05:33:00-04:00", "minute", "explicit", text};
  story.language = text;
  story.direction = "rtl";
  story.images = {{url, text, text, text, "inline"},
                  {url, text, text, text, "lead"},
                  {url, text, text, text, "inline"}};
  story.galleries = {
      {text, 2, {{1, "image", text, url, text, text}, {2, "video", text, url, text, text}}},
      {text, 1, {}}};
  story.videos = {{url, text, text, url}, {url, "", "", ""}};
  story.links = {{url, text}};
  story.related = {{text, url}};
  story.comments = {{text, text, text}};
  story.access = {"metered", "cut"};
  story.page_type = "article";
  story.confidence = 0.75;
  story.notes = {{"charset-repaired", text}};
  story.provenance.fields = {{"title", Origin::kMeta, {{1, 2}}}};
  story.provenance.text = {{0, 1, {1, 2}}};
  add_body(story, text, url);
  story.text = text_of(story.body);
  return story;
}

}  // namespace copydesk
