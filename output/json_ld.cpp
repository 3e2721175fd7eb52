// json_ld.cpp: a story as schema.org NewsArticle, one line of JSON-LD each. "<" is written as
// \u003c, so that a line may stand inside <script type="application/ld+json"> of a page. SPEC:
// https://schema.org/NewsArticle
#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

std::string_view schema_type(const Story& story) {
  if (story.page_type == "live") return "LiveBlogPosting";
  if (story.page_type == "gallery") return "ImageGallery";
  if (story.page_type == "forum") return "DiscussionForumPosting";
  if (story.page_type == "product" || story.page_type == "collection" ||
      story.page_type == "listing" || story.page_type == "service" || story.page_type == "other")
    return "WebPage";
  if (story.page_type == "documentation") return "TechArticle";
  return "NewsArticle";
}

void write_named(JsonWriter& json, std::string_view type, std::string_view name) {
  json.begin_object();
  json.field("@type", type);
  json.field("name", name);
  json.end_object();
}

void write_organization(JsonWriter& json, std::string_view key, std::string_view name) {
  if (name.empty()) return;
  json.key(key);
  write_named(json, "Organization", name);
}

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.key(key);
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_picture(JsonWriter& json, std::string_view url, std::string_view caption,
                   std::string_view credit) {
  json.begin_object();
  json.field("@type", "ImageObject");
  json.field("contentUrl", safe_url(url));
  json.field("caption", caption);
  json.field("creditText", credit);
  json.end_object();
}

void write_media(JsonWriter& json, const Story& story) {
  bool has_picture = !story.images.empty();
  for (const Gallery& gallery : story.galleries)
    has_picture = has_picture || !gallery.items.empty();
  if (has_picture) {
    json.key("image");
    json.begin_array();
    for (const Image& image : story.images)
      write_picture(json, image.url, image.caption, image.credit);
    for (const Gallery& gallery : story.galleries)
      for (const GalleryItem& item : gallery.items)
        if (item.kind != "video") write_picture(json, item.url, item.caption, item.credit);
    json.end_array();
  }
  if (story.videos.empty()) return;
  json.key("video");
  json.begin_array();
  for (const Video& video : story.videos) {
    json.begin_object();
    json.field("@type", "VideoObject");
    json.field("name", video.title);
    json.field("description", video.caption);
    json.field("url", safe_url(video.url));
    json.field("thumbnailUrl", safe_url(video.poster));
    json.end_object();
  }
  json.end_array();
}

void write_comments(JsonWriter& json, const Story& story) {
  if (story.comments.empty()) return;
  json.key("comment");
  json.begin_array();
  for (const Comment& comment : story.comments) {
    json.begin_object();
    json.field("@type", "Comment");
    if (!comment.author.empty()) {
      json.key("author");
      write_named(json, "Person", comment.author);
    }
    json.field("text", comment.text);
    json.end_object();
  }
  json.end_array();
}

void write_people(JsonWriter& json, const Story& story) {
  if (!story.authors.empty()) {
    json.key("author");
    json.begin_array();
    const std::string_view type = are_persons(story) ? "Person" : "Organization";
    for (const Author& author : story.authors) write_named(json, type, author.name);
    json.end_array();
  }
  write_organization(json, "publisher", story.publisher);
  write_organization(json, "sourceOrganization", story.agency);
}

void write_story(JsonWriter& json, const Story& story) {
  json.begin_object();
  json.field("@context", "https://schema.org");
  json.field("@type", schema_type(story));
  json.field("identifier", story.id);
  json.field("headline", story.title);
  json.field("description", story.dek);
  json.field("articleSection", story.section);
  write_people(json, story);
  json.field("dateline", story.dateline.place);
  json.field("datePublished", story.published.time);
  json.field("dateModified", story.modified.time);
  json.field("inLanguage", story.language);
  json.field("url", safe_url(story.url));
  json.field("mainEntityOfPage", safe_url(story.canonical_url));
  write_strings(json, "keywords", story.tags);
  if (!story.access.declared.empty()) {
    json.key("isAccessibleForFree");
    json.boolean(story.access.declared == "free");
  }
  write_media(json, story);
  write_strings(json, "correction", story.corrections);
  json.field("articleBody", story.text);
  write_comments(json, story);
  json.end_object();
}

class JsonLdWriter final : public Writer {
 public:
  explicit JsonLdWriter(const WriterOptions&) {}

 private:
  void append_story(const Story& story, std::string& out) const override {
    std::string line;
    JsonWriter json(line);
    write_story(json, story);
    for (const char c : line) {
      if (c == '<')
        out += "\\u003c";
      else
        out += c;
    }
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_json_ld_writer(const WriterOptions& options) {
  return std::make_unique<JsonLdWriter>(options);
}

}  // namespace copydesk
