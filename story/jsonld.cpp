// jsonld.cpp: JSON-LD into claims.
// Method: simdjson's DOM; one walk over all objects of all scripts collects candidates and the
// targets of "@id"; the candidate that describes this page is chosen by type, address, headline and
// how it is nested; its properties become claims. Source: schema.org; the shapes that publishing
// systems write. Not here: mending (jsonld_mend.cpp), which claim wins (fields.cpp).
#include "story/jsonld.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "story/claims_inner.h"
#include "story/jsonld_values.h"

namespace copydesk {
namespace {

constexpr size_t kMostVisits = 100000;
constexpr size_t kMostEntries = 2000;

struct TypeRow {
  std::string_view type;
  int rank;
};
constexpr TypeRow kTypeRows[] = {{"NewsArticle", 10},
                                 {"ReportageNewsArticle", 10},
                                 {"AnalysisNewsArticle", 10},
                                 {"OpinionNewsArticle", 10},
                                 {"BackgroundNewsArticle", 10},
                                 {"AskPublicNewsArticle", 10},
                                 {"ReviewNewsArticle", 10},
                                 {"LiveBlogPosting", 11},
                                 {"SatiricalArticle", 10},
                                 {"AdvertiserContentArticle", 9},
                                 {"Article", 9},
                                 {"BlogPosting", 9},
                                 {"TechArticle", 9},
                                 {"ScholarlyArticle", 9},
                                 {"MedicalScholarlyArticle", 9},
                                 {"Report", 8},
                                 {"SocialMediaPosting", 8},
                                 {"DiscussionForumPosting", 8},
                                 {"QAPage", 5},
                                 {"Question", 7},
                                 {"Recipe", 9},
                                 {"Product", 7},
                                 {"ProductGroup", 7},
                                 {"HowTo", 7},
                                 {"Review", 4},
                                 {"ClaimReview", 5},
                                 {"CreativeWork", 4},
                                 {"MediaGallery", 6},
                                 {"ImageGallery", 6},
                                 {"VideoObject", 4},
                                 {"PodcastEpisode", 6},
                                 {"Event", 5},
                                 {"JobPosting", 6},
                                 {"Course", 5},
                                 {"Book", 5},
                                 {"Movie", 5},
                                 {"SoftwareApplication", 5},
                                 {"Dataset", 5},
                                 {"WebPage", 2},
                                 {"ItemPage", 3},
                                 {"CollectionPage", 2},
                                 {"AboutPage", 2},
                                 {"ContactPage", 2},
                                 {"ProfilePage", 2},
                                 {"FAQPage", 3},
                                 {"MedicalWebPage", 3}};

// How much a type speaks for describing the page. Others: 0.
int type_rank(std::string_view type) {
  for (const TypeRow& row : kTypeRows)
    if (row.type == type) return row.rank;
  return type.ends_with("Article") ? 8 : 0;
}

std::string_view bare_type(std::string_view type) {
  const size_t cut = type.find_last_of("/#:");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

std::vector<std::string> types_of(object node) {
  std::vector<std::string> types;
  for_each_value(node, "@type",
                 [&](element value) { types.emplace_back(bare_type(string_of(value))); });
  return types;
}

// An address without scheme, "www.", fragment, query and closing slash.
std::string_view bare_url(std::string_view url) {
  if (const size_t scheme = url.find("//"); scheme != std::string_view::npos && scheme < 8)
    url.remove_prefix(scheme + 2);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("#?"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

// One object that may describe the page.
struct Candidate {
  object node;
  std::vector<std::string> types;
  size_t script = 0;
  int score = 0;
};

class JsonLdReader {
 public:
  JsonLdReader(std::string_view url, std::span<const std::string> titles, Claims& claims,
               const StoryLimits& limits)
      : url_(bare_url(url)), claims_(claims), limits_(limits) {
    for (const std::string& title : titles) titles_.push_back(fold(title));
  }
  void read(std::span<const JsonLdScript> scripts);

 private:
  struct Visit {
    element value;
    bool listed;   // inside a list of other things, or a part of a work
    bool is_main;  // value of mainEntity or mainEntityOfPage
  };

  void note(std::string_view code, size_t count);
  bool parse(const JsonLdScript& script);
  void collect(size_t script, element root);
  void note_object(object node, const Visit& visit, size_t script);
  int score_of(object node, const std::vector<std::string>& types, const Visit& visit) const;
  bool is_this_page(object node) const;
  bool has_known_title(object node) const;
  const Candidate* choose() const;
  object resolve(object node) const;

  void claim(ClaimField field, std::string_view value, std::string_view key,
             std::string detail = {});
  void read_article(const Candidate& main);
  void read_scalars(object node);
  void read_people(object node, std::string_view key);
  void read_person(element value, std::string_view key);
  void read_lists(object node);
  void read_media(object node);
  void read_image(element value);
  void read_video(element value);
  void read_entries(object node);
  void read_comments(object node, std::string_view key);
  void read_page_node(const Candidate& page);
  void read_trail(object trail);

  std::string_view url_;
  std::vector<std::string> titles_;  // folded
  Claims& claims_;
  const StoryLimits& limits_;
  std::deque<simdjson::dom::document> documents_;
  std::vector<JsonLdScript> scripts_;  // of the documents
  std::vector<Candidate> candidates_;
  std::unordered_map<std::string_view, object> by_id_;
  std::vector<std::pair<object, size_t>> publishers_, trails_;  // each with its script
  size_t visits_ = 0;
  size_t mended_count_ = 0, broken_count_ = 0;  // scripts
  size_t script_ = 0;                           // of the node that is being read
  bool is_main_ = true;
};

bool JsonLdReader::parse(const JsonLdScript& script) {
  simdjson::dom::parser parser(limits_.json_ld_bytes);
  documents_.emplace_back();
  element root;
  const auto attempt = [&](const simdjson::padded_string& json) {
    if (parser.allocate(json.size(), limits_.json_ld_depth) != simdjson::SUCCESS) return false;
    return parser.parse_into_document(documents_.back(), json).get(root) == simdjson::SUCCESS;
  };
  bool good = attempt(simdjson::padded_string(script.text));
  if (!good) {
    const std::string mended = mend_json(script.text);
    good = !mended.empty() && attempt(simdjson::padded_string(mended));
    if (good) ++mended_count_;
  }
  if (!good) {
    documents_.pop_back();
    if (!trim_space(script.text).empty()) ++broken_count_;
    return false;
  }
  scripts_.push_back(script);
  collect(scripts_.size() - 1, root);
  return true;
}

// Walks all objects below a root, without recursion.
void JsonLdReader::collect(size_t script, element root) {
  std::vector<Visit> stack = {{root, false, false}};
  std::vector<Visit> children;
  while (!stack.empty() && visits_ < kMostVisits) {
    const Visit visit = stack.back();
    stack.pop_back();
    ++visits_;
    children.clear();
    array values;
    object node;
    if (visit.value.get(values) == simdjson::SUCCESS) {
      for (element value : values)
        if (!value.is_string()) children.push_back({value, visit.listed, visit.is_main});
    } else if (visit.value.get(node) == simdjson::SUCCESS) {
      note_object(node, visit, script);
      for (const auto field : node) {
        if (field.value.is_string() || (!field.value.is_object() && !field.value.is_array()))
          continue;
        const bool main = field.key == "mainEntity" || field.key == "mainEntityOfPage";
        const bool plain = main || field.key == "@graph" || field.key == "@included";
        children.push_back({field.value, visit.listed || !plain, main});
      }
    }
    stack.insert(stack.end(), children.rbegin(), children.rend());
  }
  if (!stack.empty()) note_limit(claims_, "json-ld-limit");
}

void JsonLdReader::note_object(object node, const Visit& visit, size_t script) {
  std::vector<std::string> types = types_of(node);
  if (const std::string_view id = property(node, "@id"); !id.empty() && !types.empty())
    by_id_.emplace(id, node);
  if (!visit.listed)
    for (const std::string& type : types)
      if (type.ends_with("Organization") || type == "WebSite")
        publishers_.push_back({node, script});
  if (std::ranges::find(types, "BreadcrumbList") != types.end()) trails_.push_back({node, script});
  const int score = score_of(node, types, visit);
  if (score > 0) candidates_.push_back({node, std::move(types), script, score});
}

bool JsonLdReader::is_this_page(object node) const {
  if (url_.empty()) return false;
  for (std::string_view key : {"url", "@id", "mainEntityOfPage"})
    if (bare_url(property(node, key)) == url_) return true;
  return false;
}

bool JsonLdReader::has_known_title(object node) const {
  for (std::string_view key : {"headline", "name", "alternativeHeadline"}) {
    const std::string title = fold(strip_markup(property(node, key)));
    if (title.size() < 8) continue;
    for (const std::string& known : titles_)
      if (known.find(title) != std::string::npos ||
          (known.size() > 15 && title.find(known) != std::string::npos))
        return true;
  }
  return false;
}

int JsonLdReader::score_of(object node, const std::vector<std::string>& types,
                           const Visit& visit) const {
  int rank = 0;
  for (const std::string& type : types) rank = std::max(rank, type_rank(type));
  if (rank == 0) return 0;
  int score = 2 * rank;
  // Videos, reviews and events stand on pages about other things too.
  const bool is_part = rank == 4 || rank == 5;
  const bool known = is_this_page(node) || (rank > 3 && has_known_title(node));
  if (is_part && !known && !visit.is_main) return 0;
  if (known) score += 8;
  if (visit.is_main) score += 3;
  if (visit.listed) score -= known ? 9 : 40;
  if (!property(node, "headline").empty()) score += 2;
  return score;
}

const Candidate* JsonLdReader::choose() const {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : candidates_)
    if (candidate.score > 0 && (best == nullptr || candidate.score > best->score))
      best = &candidate;
  return best;
}

// {"@id": "..."} stands for the object that has that id.
object JsonLdReader::resolve(object node) const {
  if (!property(node, "name").empty() || node.size() > 3) return node;
  const auto found = by_id_.find(property(node, "@id"));
  return found == by_id_.end() ? node : found->second;
}

void JsonLdReader::claim(ClaimField field, std::string_view value, std::string_view key,
                         std::string detail) {
  constexpr size_t kMostValueBytes = 8192;
  value = trim_space(utf8_prefix(value, kMostValueBytes));
  if (value.empty()) return;
  Claim claim;
  claim.field = field;
  claim.source = ClaimSource::kJsonLd;
  claim.value = std::string(value);
  claim.key = key;
  claim.detail = std::move(detail);
  claim.page = scripts_[script_].page;
  claim.node = scripts_[script_].node;
  claim.is_main = is_main_;
  claims_.claims.push_back(std::move(claim));
}

void JsonLdReader::read_scalars(object node) {
  struct Row {
    std::string_view key;
    ClaimField field;
  };
  static constexpr Row kRows[] = {
      {"headline", ClaimField::kTitle},        {"name", ClaimField::kTitle},
      {"description", ClaimField::kDek},       {"datePublished", ClaimField::kPublished},
      {"dateCreated", ClaimField::kPublished}, {"uploadDate", ClaimField::kPublished},
      {"dateModified", ClaimField::kModified}, {"url", ClaimField::kCanonicalUrl},
      {"inLanguage", ClaimField::kLanguage}};
  for (const Row& row : kRows) claim(row.field, property(node, row.key), row.key);
  bool found = false;
  const element free = member(node, "isAccessibleForFree", found);
  bool is_free = false;
  if (found && free.get(is_free) == simdjson::SUCCESS) {
    claim(ClaimField::kAccess, is_free ? "true" : "false", "isAccessibleForFree");
  } else if (found) {
    claim(ClaimField::kAccess, text_of(free), "isAccessibleForFree");
  }
  for (std::string_view key : {"articleBody", "text"}) {
    const std::string_view body = property(node, key);
    if (!is_main_ || body.size() <= claims_.article_body.size()) continue;
    claims_.article_body = strip_markup(body);
    claims_.article_body_page = scripts_[script_].page;
  }
}

void JsonLdReader::read_person(element value, std::string_view key) {
  object node;
  if (value.get(node) != simdjson::SUCCESS)
    return claim(ClaimField::kAuthor, string_of(value), key);
  node = resolve(node);
  const std::vector<std::string> types = types_of(node);
  std::string detail = types.empty() ? std::string() : types[0];
  detail += '|';
  detail += property(node, "jobTitle");
  bool found = false;
  const element name = member(node, "name", found);
  array names;
  if (found && name.get(names) == simdjson::SUCCESS) {
    for (element one : names) claim(ClaimField::kAuthor, string_of(one), key, detail);
    return;
  }
  std::string_view text = found ? string_of(name) : std::string_view{};
  std::string joined;
  if (text.empty()) {
    joined = property(node, "givenName");
    joined += ' ';
    joined += property(node, "familyName");
    text = joined;
  }
  claim(ClaimField::kAuthor, text, key, detail);
}

void JsonLdReader::read_people(object node, std::string_view key) {
  for_each_value(node, key, [&](element value) { read_person(value, key); });
}

void JsonLdReader::read_lists(object node) {
  for_each_value(node, "articleSection", [&](element value) {
    claim(ClaimField::kSection, text_of(value), "articleSection");
  });
  for_each_value(node, "keywords",
                 [&](element value) { claim(ClaimField::kTag, text_of(value), "keywords"); });
  for (std::string_view key : {"publisher", "sourceOrganization", "provider"})
    for_each_value(node, key, [&](element value) {
      object inner;
      const std::string_view name = value.get(inner) == simdjson::SUCCESS
                                        ? property(resolve(inner), "name")
                                        : string_of(value);
      claim(key == "publisher" ? ClaimField::kPublisher : ClaimField::kAgency, name, key);
    });
}

uint32_t pixels_of(object node, std::string_view key) {
  bool found = false;
  const element value = member(node, key, found);
  uint64_t number = 0;
  if (found && value.get(number) == simdjson::SUCCESS)
    return static_cast<uint32_t>(std::min<uint64_t>(number, 100000));
  uint32_t digits = 0;
  if (found)
    for (char c : text_of(value)) {
      if (c < '0' || c > '9' || digits > 9999) break;
      digits = digits * 10 + static_cast<uint32_t>(c - '0');
    }
  return digits;
}

void JsonLdReader::read_image(element value) {
  ClaimedImage image;
  image.source = ClaimSource::kJsonLd;
  image.page = scripts_[script_].page;
  object node;
  if (value.get(node) == simdjson::SUCCESS) {
    node = resolve(node);
    for (std::string_view key : {"url", "contentUrl", "@id"})
      if (image.url.empty()) image.url = property(node, key);
    for (std::string_view key : {"caption", "description"})
      if (image.caption.empty()) image.caption = collapse_space(strip_markup(property(node, key)));
    for (std::string_view key : {"creditText", "copyrightNotice", "creator", "author"})
      if (image.credit.empty()) image.credit = collapse_space(strip_markup(property(node, key)));
    image.width = pixels_of(node, "width");
    image.height = pixels_of(node, "height");
  } else {
    image.url = string_of(value);
  }
  if (!image.url.empty() && claims_.images.size() < kMostValues)
    claims_.images.push_back(std::move(image));
}

void JsonLdReader::read_video(element value) {
  object node;
  if (value.get(node) != simdjson::SUCCESS) return;
  node = resolve(node);
  for (const std::string& type : types_of(node))  // associatedMedia may be of any kind
    if (type == "ImageObject" || type == "AudioObject") return;
  ClaimedVideo video;
  video.source = ClaimSource::kJsonLd;
  video.page = scripts_[script_].page;
  video.url = property(node, "contentUrl");
  video.embed_url = property(node, "embedUrl");
  video.title = collapse_space(strip_markup(property(node, "name")));
  video.caption = collapse_space(strip_markup(property(node, "description")));
  video.poster = property(node, "thumbnailUrl");
  if (video.url.empty() && video.embed_url.empty()) return;
  if (claims_.videos.size() < kMostValues) claims_.videos.push_back(std::move(video));
}

void JsonLdReader::read_media(object node) {
  for_each_value(node, "image", [&](element value) { read_image(value); });
  for (std::string_view key : {"video", "associatedMedia"})
    for_each_value(node, key, [&](element value) { read_video(value); });
}

void JsonLdReader::read_entries(object node) {
  size_t count = 0;
  bool found = false;
  const element updates = member(node, "liveBlogUpdate", found);
  array values;
  if (!found || updates.get(values) != simdjson::SUCCESS) return;
  for (element value : values) {
    object update;
    if (value.get(update) != simdjson::SUCCESS) continue;
    if (++count > kMostEntries) return note_limit(claims_, "json-ld-limit");
    ClaimedEntry entry;
    entry.headline = collapse_space(strip_markup(property(update, "headline")));
    entry.body = strip_markup(property(update, "articleBody"));
    entry.time = property(update, "datePublished");
    entry.page = scripts_[script_].page;
    claims_.entries.push_back(std::move(entry));
  }
}

void JsonLdReader::read_comments(object node, std::string_view key) {
  for_each_value(node, key, [&](element value) {
    object inner;
    if (value.get(inner) != simdjson::SUCCESS) return;
    ClaimedComment comment;
    bool found = false;
    const element author = member(inner, "author", found);
    if (found) comment.author = collapse_space(strip_markup(text_of(author)));
    comment.time = property(inner, "datePublished");
    if (comment.time.empty()) comment.time = property(inner, "dateCreated");
    comment.text = strip_markup(property(inner, "text"));
    comment.page = scripts_[script_].page;
    // An answer of nobody at no time is the site's own: frequent questions.
    const bool is_signed = !comment.author.empty() || !comment.time.empty();
    if (is_signed && !comment.text.empty()) claims_.comments.push_back(std::move(comment));
  });
}

void JsonLdReader::read_article(const Candidate& main) {
  script_ = main.script;
  is_main_ = true;
  claims_.types = main.types;
  for (const std::string& type : main.types) claim(ClaimField::kPageType, type, "@type");
  read_scalars(main.node);
  const size_t before = claims_.claims.size();
  read_people(main.node, "author");
  if (claims_.claims.size() == before) read_people(main.node, "creator");
  read_lists(main.node);
  read_media(main.node);
  read_entries(main.node);
  for (std::string_view key : {"comment", "suggestedAnswer", "acceptedAnswer"})
    read_comments(main.node, key);
  if (const auto question = main.node.at_key("mainEntity"); question.is_object()) {
    const object inner = question.get_object().value_unsafe();
    for (std::string_view key : {"suggestedAnswer", "acceptedAnswer"}) read_comments(inner, key);
  }
}

// The WebPage around the article, and the organisations of the page: claims of lower standing.
void JsonLdReader::read_page_node(const Candidate& page) {
  script_ = page.script;
  is_main_ = false;
  read_scalars(page.node);
}

// The names of a trail: "Home", "Sport", "Sailing".
void JsonLdReader::read_trail(object trail) {
  for_each_value(trail, "itemListElement", [&](element value) {
    object crumb, thing;
    if (value.get(crumb) != simdjson::SUCCESS) return;
    std::string_view name = property(crumb, "name");
    if (name.empty() && crumb.at_key("item").get(thing) == simdjson::SUCCESS)
      name = property(thing, "name");
    claim(ClaimField::kSection, collapse_space(strip_markup(name)), "itemListElement");
  });
}

// One note a kind: a page may hold thousands of broken scripts.
void JsonLdReader::note(std::string_view code, size_t count) {
  if (count == 0) return;
  std::string detail = count == 1 ? "" : std::to_string(count) + " scripts";
  claims_.notes.push_back({std::string(code), std::move(detail)});
}

void JsonLdReader::read(std::span<const JsonLdScript> scripts) {
  size_t bytes = 0;
  for (const JsonLdScript& script : scripts) {
    bytes += script.text.size();
    if (bytes > limits_.json_ld_bytes) {
      note_limit(claims_, "json-ld-limit");
      break;
    }
    parse(script);
  }
  note("json-ld-mended", mended_count_);
  note("json-ld-broken", broken_count_);
  const Candidate* main = choose();
  if (main != nullptr) read_article(*main);
  for (const Candidate& candidate : candidates_) {
    if (&candidate == main || candidate.score <= 0) continue;
    const bool page = !candidate.types.empty() && type_rank(candidate.types[0]) <= 3 &&
                      candidate.types[0].ends_with("Page");
    if (page) read_page_node(candidate);
  }
  is_main_ = false;
  constexpr size_t kMostTrails = 8;
  for (size_t i = 0; i < std::min(kMostTrails, trails_.size()); ++i) {
    script_ = trails_[i].second;
    read_trail(trails_[i].first);
  }
  for (const auto& [node, script] : publishers_) {
    script_ = script;
    claim(ClaimField::kPublisher, property(node, "name"), "Organization.name");
  }
}

}  // namespace

void read_json_ld(std::span<const JsonLdScript> scripts, std::string_view url,
                  std::span<const std::string> titles, Claims& claims, const StoryLimits& limits) {
  JsonLdReader(url, titles, claims, limits).read(scripts);
}

}  // namespace copydesk
