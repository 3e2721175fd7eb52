// story.cpp: Page -> Story. Parses or cuts lines, chooses the blocks, asks every reader of story/
// in turn, and builds the body from what is left as text. Method: own; the order of the steps is
// the order of read_html(). Not here: what a page declares (claims.cpp, fields.cpp), text dumps
// (dump.cpp).
#include "story/story.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "story/asides.h"
#include "story/body.h"
#include "story/claims.h"
#include "story/dump.h"
#include "story/embedded.h"
#include "story/media.h"
#include "story/provenance.h"
#include "story/reading.h"
#include "story/stand_in.h"
#include "story/threads.h"
#include "story/wanted.h"
#include "story/wire.h"

namespace copydesk {
namespace {

// The declared text is taken when it is this many times as long as the text that the page shows,
// and at least so long.
constexpr size_t kRescueRatio = 5;
constexpr size_t kMinRescueBytes = 200;
// "Loading...", "Please wait": no longer is the text of a page whose story its scripts write.
constexpr size_t kMostWaitBytes = 60;
// No labels tell how often a text from a script is the story: never said to be surer than this.
constexpr double kEmbeddedConfidence = 0.5;

/// All links of the body's texts, each address once.
void collect_links(Story& story) {
  size_t most = 0;
  for (const BodyNode& node : story.body) {
    most += node.inlines.size();
    for (const ListItem& item : node.items) most += item.inlines.size();
  }
  TextSet known(most);  // a paragraph may be all links
  const auto take = [&](const std::string& text, const std::vector<Inline>& inlines) {
    for (const Inline& mark : inlines) {
      if (mark.kind != Inline::Kind::kLink || mark.begin >= mark.end) continue;
      if (known.insert(mark.url))
        story.links.push_back({mark.url, text.substr(mark.begin, mark.end - mark.begin)});
    }
  };
  for (const BodyNode& node : story.body) {
    take(node.text, node.inlines);
    for (const ListItem& item : node.items) take(item.text, item.inlines);
  }
}

/// The page shows no story, or next to none of it, and declares it: its paragraphs from JSON-LD are
/// the body.
void rescue_body(const Claims& claims, Story& story, std::vector<TextSpan>& spans) {
  if (claims.article_body.size() < kMinRescueBytes) return;
  std::erase_if(story.body, [](const BodyNode& node) { return !text_of({node}).empty(); });
  spans.clear();
  std::string_view rest = claims.article_body;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    BodyNode node;
    node.text = collapse_space(rest.substr(0, end));
    if (!node.text.empty()) story.body.push_back(std::move(node));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  story.text = text_of(story.body);
  story.notes.push_back(
      {"declared-text", "the text was read from the page's JSON-LD, it is not shown"});
}

/// In the order of the page.
std::vector<PlacedMedia> read_pictures_and_videos(Reading& reading) {
  std::vector<PlacedMedia> media = read_media(reading);
  std::ranges::move(read_videos(reading), std::back_inserter(media));
  std::ranges::stable_sort(media, {}, &PlacedMedia::place);
  return media;
}

/// Takes out of the text what is none of it, and of the pictures those of which nothing is left.
void settle_text(Reading& reading, const std::vector<uint32_t>& chosen,
                 std::vector<PlacedMedia>& media) {
  sort_out_asides(reading);
  give_back_chosen(reading, chosen);
  sort_out_posts(reading);
  drop_mute_images(reading.story, media);
}

/// The page's notes behind those of the story.
void add_notes(const BlockList& list, const Document& document, const Claims& claims,
               Story& story) {
  for (const std::vector<Note>* notes : {&list.notes, &document.notes(), &claims.notes})
    std::ranges::copy(*notes, std::back_inserter(story.notes));
}

Story read_html(const Page& page, const StoryOptions& options, const ParseOptions& parsing) {
  Story story;
  const Wanted wanted(options.provenance ? ~0ull : options.fields);
  const Document document = parse_html(page.text, parsing);
  BlockList list = cut_blocks(document, options.limits.blocks);
  const Choice choice = choose_blocks(list, &document, options.favor);
  story.page_type = choice.page_type;
  story.confidence = choice.confidence;
  const std::vector<uint32_t> chosen = chosen_blocks(list);
  const Claims claims = read_claims(document, page.url, options.limits);
  const Markup markup = read_markup(document);
  std::vector<Post> posts = find_posts(document, list, markup, claims, story);
  const FieldBlocks fields =
      resolve_fields(claims, &document, list, page.url, story, first_block_of(posts));
  Reading reading = begin_reading(document, list, markup, claims, story, page);
  reading.title_block = fields.title;
  reading.posts = std::move(posts);
  std::vector<PlacedMedia> media = read_pictures_and_videos(reading);
  settle_text(reading, chosen, media);
  name_lead_image(reading, media);
  const std::vector<EntryHead> entries = find_entries(reading);
  const RunContext context{document, reading.base, !claims.escapes.talks_about_html(),
                           options.provenance, wanted.inlines};
  Body body = build_body(context, markup, list, std::move(media), entries, reading.posts);
  story.body = std::move(body.nodes);
  story.text = text_of(story.body);
  if (story.body.empty() || story.text.size() * kRescueRatio < claims.article_body.size())
    rescue_body(claims, story, body.spans);
  story.provenance.text = std::move(body.spans);
  collect_links(story);
  if (wanted.dateline) read_dateline(story);
  if (wanted.access) observe_access(reading);
  finish_fields(claims, list, wanted, story);
  if (options.provenance)
    trace_fields(reading);
  else
    story.provenance = {};
  add_notes(list, document, claims, story);
  return story;
}

/// The page shows no story outside of the shadow roots that it declares, and one inside. They are
/// read only then: of 11 pages of wcxb-dev that have any no text gained more than .001 by them, 7
/// lost their section and one the order of its text.
void read_shadow_roots(const Page& page, const StoryOptions& options, Story& story) {
  if (page.text.find("shadowrootmode") == std::string_view::npos) return;
  Story shown = read_html(page, options, {.shadow_roots = true, .limits = options.limits.parse});
  if (shown.text.empty()) return;
  story = std::move(shown);
  story.notes.push_back({"shadow-text", "the text was read from the page's shadow roots"});
}

/// The page shows no story and a script of it holds one: its body, with the pictures in it, is read
/// as a page of its own. What the page declares stays.
void add_embedded_story(const Page& page, const StoryOptions& options, Story& story) {
  Page inner;
  inner.text = find_embedded_html(parse_html(page.text, {.limits = options.limits.parse}));
  if (inner.text.empty()) return;
  inner.url = page.url;
  Story embedded = read_html(inner, {options.favor, false, options.fields, options.limits},
                             {.limits = options.limits.parse});
  if (embedded.text.empty()) return;
  story.body = std::move(embedded.body);
  story.text = std::move(embedded.text);
  story.images = std::move(embedded.images);
  story.galleries = std::move(embedded.galleries);
  story.videos = std::move(embedded.videos);
  story.links = std::move(embedded.links);
  story.related = std::move(embedded.related);
  story.highlights = std::move(embedded.highlights);
  story.corrections = std::move(embedded.corrections);
  story.language = std::move(embedded.language);
  story.direction = std::move(embedded.direction);
  story.page_type = std::move(embedded.page_type);
  story.confidence = std::min(embedded.confidence, kEmbeddedConfidence);
  if (story.agency.empty()) story.agency = std::move(embedded.agency);
  if (story.dateline.place.empty()) story.dateline = std::move(embedded.dateline);
  story.provenance.text.clear();
  std::erase_if(story.provenance.fields, [](const FieldOrigin& origin) {  // of the page's own
    return std::ranges::any_of(
        std::to_array<std::string_view>(
            {"images[", "galleries[", "related[", "highlights[", "corrections["}),
        [&](std::string_view list) { return origin.field.starts_with(list); });
  });
  story.notes.push_back(
      {"embedded-text", "the text was read from a script of the page, it is not shown"});
}

/// The same story gives the same id on every machine: canonical address (or address, or input name)
/// and text.
std::string story_id(const Story& story) {
  const std::string& name = !story.canonical_url.empty()
                                ? story.canonical_url
                                : (!story.url.empty() ? story.url : story.source.path);
  const std::string key = name + '\n' + story.text;
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string id;
  for (const uint64_t half : {hash.high64, hash.low64})
    for (int shift = 60; shift >= 0; shift -= 4) id += kDigits[(half >> shift) & 15];
  return id;
}

}  // namespace

Wanted::Wanted(uint64_t fields) {
  static const auto bits = [](std::string_view names) { return record_fields(names).value(); };
  static const uint64_t kDateline = bits("dateline,authors,agency"),
                        kLanguage = bits("language,direction"), kInlines = bits("body,links"),
                        kAccess = bits("access");
  dateline = (fields & kDateline) != 0;
  language = (fields & kLanguage) != 0;
  inlines = (fields & kInlines) != 0;
  access = (fields & kAccess) != 0;
}

Story read_story(const Page& page, const StoryOptions& options) {
  const bool is_dump = page.form == Page::Form::kPlainText;
  Story story = is_dump ? read_dump(page, options)
                        : read_html(page, options, {.limits = options.limits.parse});
  if (!is_dump && story.text.empty()) read_shadow_roots(page, options, story);
  if (!is_dump && story.text.size() <= kMostWaitBytes) add_embedded_story(page, options, story);
  story.source = page.source;
  story.url = page.url;
  story.notes.insert(story.notes.begin(), page.notes.begin(), page.notes.end());
  if (story.text.empty()) story.notes.push_back({"empty", "no text of a story was found"});
  if (std::optional<Note> note = stand_in_note(story)) story.notes.push_back(*std::move(note));
  story.id = story_id(story);
  return story;
}

bool tells_story(const Story& story) {
  return !story.text.empty() || !story.images.empty() || !story.galleries.empty() ||
         !story.videos.empty() || (!story.title.empty() && !story.published.is_absent());
}

}  // namespace copydesk
