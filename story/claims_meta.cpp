// claims_meta.cpp: <meta> elements into claims, and what addresses tell.
// Method: one table from lower-case names to fields; a name that is not in the table is no claim.
// Source: Open Graph, Twitter cards, Dublin Core, Highwire (citation_*), Parse.ly, Sailthru and the
// names that publishing systems have used since 1997.
#include <algorithm>
#include <iterator>

#include "story/claims_inner.h"

namespace copydesk {
namespace {

struct MetaRow {
  std::string_view name;
  ClaimField field;
  ClaimSource source;
};

using F = ClaimField;
using S = ClaimSource;

constexpr MetaRow kRows[] = {{"og:title", F::kTitle, S::kOpenGraph},
                             {"twitter:title", F::kTitle, S::kTwitter},
                             {"twitter:text:title", F::kTitle, S::kTwitter},
                             {"dc.title", F::kTitle, S::kDublinCore},
                             {"dcterms.title", F::kTitle, S::kDublinCore},
                             {"title", F::kTitle, S::kMeta},
                             {"headline", F::kTitle, S::kMeta},
                             {"hdl", F::kTitle, S::kMeta},
                             {"parsely-title", F::kTitle, S::kMeta},
                             {"sailthru.title", F::kTitle, S::kMeta},
                             {"citation_title", F::kTitle, S::kMeta},
                             {"fb_title", F::kTitle, S::kMeta},
                             {"article:title", F::kTitle, S::kMeta},
                             {"cxenseparse:title", F::kTitle, S::kMeta},
                             {"og:description", F::kDek, S::kOpenGraph},
                             {"twitter:description", F::kDek, S::kTwitter},
                             {"description", F::kDek, S::kMeta},
                             {"dc.description", F::kDek, S::kDublinCore},
                             {"sailthru.description", F::kDek, S::kMeta},
                             {"author", F::kAuthor, S::kMeta},
                             {"authors", F::kAuthor, S::kMeta},
                             {"article:author", F::kAuthor, S::kOpenGraph},
                             {"og:article:author", F::kAuthor, S::kOpenGraph},
                             {"article:author_name", F::kAuthor, S::kMeta},
                             {"article.author", F::kAuthor, S::kMeta},
                             {"og:author", F::kAuthor, S::kOpenGraph},
                             {"dc.creator", F::kAuthor, S::kDublinCore},
                             {"dcterms.creator", F::kAuthor, S::kDublinCore},
                             {"dc.contributor", F::kAuthor, S::kDublinCore},
                             {"parsely-author", F::kAuthor, S::kMeta},
                             {"sailthru.author", F::kAuthor, S::kMeta},
                             {"citation_author", F::kAuthor, S::kMeta},
                             {"byl", F::kAuthor, S::kMeta},
                             {"byline", F::kAuthor, S::kMeta},
                             {"vr:author", F::kAuthor, S::kMeta},
                             {"rbauthors", F::kAuthor, S::kMeta},
                             {"cxenseparse:author", F::kAuthor, S::kMeta},
                             {"shareaholic:article_author_name", F::kAuthor, S::kMeta},
                             {"twitter:data1", F::kAuthor, S::kTwitter},
                             {"creator", F::kAuthor, S::kMeta},
                             {"story_author", F::kAuthor, S::kMeta},
                             {"article_author", F::kAuthor, S::kMeta},
                             {"article:published_time", F::kPublished, S::kOpenGraph},
                             {"og:article:published_time", F::kPublished, S::kOpenGraph},
                             {"article:published", F::kPublished, S::kOpenGraph},
                             {"og:published_time", F::kPublished, S::kOpenGraph},
                             {"datepublished", F::kPublished, S::kMeta},
                             {"date", F::kPublished, S::kMeta},
                             {"pubdate", F::kPublished, S::kMeta},
                             {"pub_date", F::kPublished, S::kMeta},
                             {"publishdate", F::kPublished, S::kMeta},
                             {"publish-date", F::kPublished, S::kMeta},
                             {"publish_date", F::kPublished, S::kMeta},
                             {"publication_date", F::kPublished, S::kMeta},
                             {"publication-date", F::kPublished, S::kMeta},
                             {"published-date", F::kPublished, S::kMeta},
                             {"published", F::kPublished, S::kMeta},
                             {"published_time", F::kPublished, S::kMeta},
                             {"published_at", F::kPublished, S::kMeta},
                             {"datecreated", F::kPublished, S::kMeta},
                             {"date_published", F::kPublished, S::kMeta},
                             {"article_date_original", F::kPublished, S::kMeta},
                             {"originalpublicationdate", F::kPublished, S::kMeta},
                             {"article.published", F::kPublished, S::kMeta},
                             {"article.created", F::kPublished, S::kMeta},
                             {"article:post_date", F::kPublished, S::kMeta},
                             {"dc.date", F::kPublished, S::kDublinCore},
                             {"dc.date.issued", F::kPublished, S::kDublinCore},
                             {"dc.date.created", F::kPublished, S::kDublinCore},
                             {"dc.created", F::kPublished, S::kDublinCore},
                             {"dcterms.created", F::kPublished, S::kDublinCore},
                             {"dcterms.issued", F::kPublished, S::kDublinCore},
                             {"dcterms.date", F::kPublished, S::kDublinCore},
                             {"dcterms.available", F::kPublished, S::kDublinCore},
                             {"dcsext.articlefirstpublished", F::kPublished, S::kMeta},
                             {"parsely-pub-date", F::kPublished, S::kMeta},
                             {"sailthru.date", F::kPublished, S::kMeta},
                             {"citation_publication_date", F::kPublished, S::kMeta},
                             {"citation_date", F::kPublished, S::kMeta},
                             {"citation_online_date", F::kPublished, S::kMeta},
                             {"cxenseparse:publishtime", F::kPublished, S::kMeta},
                             {"cxenseparse:recs:publishtime", F::kPublished, S::kMeta},
                             {"vr:published_time", F::kPublished, S::kMeta},
                             {"ptime", F::kPublished, S::kMeta},
                             {"displaydate", F::kPublished, S::kMeta},
                             {"og:pubdate", F::kPublished, S::kOpenGraph},
                             {"created", F::kPublished, S::kMeta},
                             {"created-date", F::kPublished, S::kMeta},
                             {"modified-date", F::kModified, S::kMeta},
                             {"creation_date", F::kPublished, S::kMeta},
                             {"release_date", F::kPublished, S::kMeta},
                             {"date.release", F::kPublished, S::kMeta},
                             {"dat", F::kPublished, S::kMeta},
                             {"rnews:datepublished", F::kPublished, S::kRdfa},
                             {"shareaholic:article_published_time", F::kPublished, S::kMeta},
                             {"bt:pubdate", F::kPublished, S::kMeta},
                             {"timestamp", F::kPublished, S::kMeta},
                             {"article_publish_date", F::kPublished, S::kMeta},
                             {"live:post:creation:date", F::kPublished, S::kMeta},
                             {"article:modified_time", F::kModified, S::kOpenGraph},
                             {"og:article:modified_time", F::kModified, S::kOpenGraph},
                             {"og:updated_time", F::kModified, S::kOpenGraph},
                             {"article:modified", F::kModified, S::kOpenGraph},
                             {"og:modified_time", F::kModified, S::kOpenGraph},
                             {"datemodified", F::kModified, S::kMeta},
                             {"dateupdated", F::kModified, S::kMeta},
                             {"lastmod", F::kModified, S::kMeta},
                             {"last-modified", F::kModified, S::kMeta},
                             {"lastmodified", F::kModified, S::kMeta},
                             {"dcterms.modified", F::kModified, S::kDublinCore},
                             {"dc.date.modified", F::kModified, S::kDublinCore},
                             {"dc.modified", F::kModified, S::kDublinCore},
                             {"revised", F::kModified, S::kMeta},
                             {"utime", F::kModified, S::kMeta},
                             {"article.updated", F::kModified, S::kMeta},
                             {"article:updated_time", F::kModified, S::kMeta},
                             {"article:updated", F::kModified, S::kMeta},
                             {"lastupdated", F::kModified, S::kMeta},
                             {"last_updated", F::kModified, S::kMeta},
                             {"updated", F::kModified, S::kMeta},
                             {"modified", F::kModified, S::kMeta},
                             {"article_date_updated", F::kModified, S::kMeta},
                             {"shareaholic:article_modified_time", F::kModified, S::kMeta},
                             {"article:section", F::kSection, S::kOpenGraph},
                             {"og:article:section", F::kSection, S::kOpenGraph},
                             {"parsely-section", F::kSection, S::kMeta},
                             {"section", F::kSection, S::kMeta},
                             {"cg", F::kSection, S::kMeta},
                             {"articlesection", F::kSection, S::kMeta},
                             {"category", F::kSection, S::kMeta},
                             {"article:section_name", F::kSection, S::kMeta},
                             {"vr:category", F::kSection, S::kMeta},
                             {"article:tag", F::kTag, S::kOpenGraph},
                             {"og:article:tag", F::kTag, S::kOpenGraph},
                             {"keywords", F::kTag, S::kMeta},
                             {"news_keywords", F::kTag, S::kMeta},
                             {"parsely-tags", F::kTag, S::kMeta},
                             {"sailthru.tags", F::kTag, S::kMeta},
                             {"dc.subject", F::kTag, S::kDublinCore},
                             {"citation_keywords", F::kTag, S::kMeta},
                             {"og:site_name", F::kPublisher, S::kOpenGraph},
                             {"application-name", F::kPublisher, S::kMeta},
                             {"dc.publisher", F::kPublisher, S::kDublinCore},
                             {"dcterms.publisher", F::kPublisher, S::kDublinCore},
                             {"citation_journal_title", F::kPublisher, S::kMeta},
                             {"publisher", F::kPublisher, S::kMeta},
                             {"apple-mobile-web-app-title", F::kPublisher, S::kMeta},
                             {"twitter:site", F::kPublisher, S::kTwitter},
                             {"al:ios:app_name", F::kPublisher, S::kMeta},
                             {"cre", F::kPublisher, S::kMeta},
                             {"source", F::kAgency, S::kMeta},
                             {"news_agency", F::kAgency, S::kMeta},
                             {"og:url", F::kCanonicalUrl, S::kOpenGraph},
                             {"og:locale", F::kLanguage, S::kOpenGraph},
                             {"dc.language", F::kLanguage, S::kDublinCore},
                             {"content-language", F::kLanguage, S::kMeta},
                             {"language", F::kLanguage, S::kMeta},
                             {"inlanguage", F::kLanguage, S::kMeta},
                             {"article:content_tier", F::kAccess, S::kOpenGraph},
                             {"og:type", F::kPageType, S::kOpenGraph},
                             {"isaccessibleforfree", F::kAccess, S::kMeta},
                             {"article:opinion", F::kPageType, S::kMeta}};

constexpr auto kNames = [] {
  std::string_view names[std::size(kRows)];
  for (size_t i = 0; i < std::size(kRows); ++i) names[i] = kRows[i].name;
  return WordTable(names);
}();

// Dublin Core stands with "." and ":", in several prefixes.
std::string normal_name(std::string_view name) {
  std::string lower = lower_ascii(trim_space(name));
  if (lower.starts_with("dc:") || lower.starts_with("dcterms:")) lower[lower.find(':')] = '.';
  if (lower.starts_with("schema:")) lower.erase(0, 7);
  return lower;
}

// "w-published-date", "acme.publish_time": the name of a day with a prefix of the house.
bool ends_as_published(std::string_view name) {
  constexpr std::string_view kEnds[] = {"published-date", "publish-date",   "publication-date",
                                        "published_date", "publish_date",   "publication_date",
                                        "published-time", "published_time", "publish_time"};
  return std::ranges::any_of(
      kEnds, [&](std::string_view end) { return name.size() > end.size() && name.ends_with(end); });
}

void read_image_meta(std::string_view name, std::string_view value, ByteRange page,
                     Claims& claims) {
  const bool open_graph = name.starts_with("og:image");
  if (!open_graph && !name.starts_with("twitter:image")) return;
  const std::string_view part = name.substr(open_graph ? 8 : 13);
  const bool address = part.empty() || part == ":url" || part == ":secure_url" || part == ":src";
  if (address) {
    const bool known = std::any_of(claims.images.begin(), claims.images.end(),
                                   [&](const ClaimedImage& image) { return image.url == value; });
    if (known || value.empty() || claims.images.size() > 100) return;
    ClaimedImage image;
    image.url = value;
    image.source = open_graph ? ClaimSource::kOpenGraph : ClaimSource::kTwitter;
    image.page = page;
    claims.images.push_back(std::move(image));
    return;
  }
  if (claims.images.empty()) return;
  uint32_t number = 0;
  for (char c : value)
    if (c >= '0' && c <= '9' && number < 100000)
      number = number * 10 + static_cast<uint32_t>(c - '0');
  if (part == ":alt") claims.images.back().alt = collapse_space(value);
  if (part == ":width") claims.images.back().width = number;
  if (part == ":height") claims.images.back().height = number;
}

void read_video_meta(std::string_view name, std::string_view value, ByteRange page,
                     Claims& claims) {
  if (name != "og:video" && name != "og:video:url" && name != "og:video:secure_url") return;
  for (const ClaimedVideo& video : claims.videos)
    if (video.url == value) return;
  if (value.empty() || claims.videos.size() > 100) return;
  ClaimedVideo video;
  video.url = value;
  video.source = ClaimSource::kOpenGraph;
  video.page = page;
  claims.videos.push_back(std::move(video));
}

}  // namespace

void read_meta(const Document& document, NodeId meta, Claims& claims) {
  // Some tools write the content into "value".
  AttributeName holder = AttributeName::kContent;
  if (document.attribute(meta, holder).empty()) holder = AttributeName::kValue;
  const std::string_view value = document.attribute(meta, holder);
  if (value.empty()) return;
  const ByteRange page = range_of(document, meta, holder);
  std::string last;
  for (AttributeName attribute :
       {AttributeName::kProperty, AttributeName::kName, AttributeName::kHttpEquiv}) {
    const std::string_view raw = document.attribute(meta, attribute);
    if (raw.empty() || raw.size() > 64) continue;
    const std::string name = normal_name(raw);
    if (name == last) continue;
    last = name;
    read_image_meta(name, value, page, claims);
    read_video_meta(name, value, page, claims);
    if (!kNames.contains(name)) {
      if (ends_as_published(name))
        add_claim(claims, F::kPublished, S::kMeta, value, name, meta, page);
      continue;
    }
    for (const MetaRow& row : kRows)
      if (row.name == name) add_claim(claims, row.field, row.source, value, name, meta, page);
  }
}

std::string_view host_of(std::string_view url) {
  const size_t scheme = url.find("//");
  if (scheme == std::string_view::npos || scheme > 8) return {};
  url.remove_prefix(scheme + 2);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const size_t at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
  url = url.substr(0, url.find(':'));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return url;
}

std::string region_of_host(std::string_view url) {
  const std::string_view host = host_of(url);
  const size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return {};
  // Only offices, schools and armed forces of one country have these.
  for (std::string_view american : {"gov", "edu", "mil"})
    if (host.substr(dot + 1) == american) return "US";
  if (host.size() - dot != 3) return {};
  std::string region(host.substr(dot + 1));
  for (char& c : region) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c < 'A' || c > 'Z') return {};
  }
  // Country domains that are used all over the world.
  for (std::string_view sold : {"IO", "ME", "TV", "CO", "AI", "LY", "FM", "CC", "GL", "TO", "SH",
                                "WS", "GG", "EU", "LA", "AM", "NU", "ST"})
    if (region == sold) return {};
  return region == "UK" ? "GB" : region;
}

}  // namespace copydesk
