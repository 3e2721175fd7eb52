// stages.cpp: stages, how long each step of a page's way takes.
// In: an archive (WARC.gz). Out: one JSON object: microseconds a page for each stage, per-page
// times (median, 99.9 %), features and model of the median page, and the slowest pages with what
// took them long.
//
//   stages ARCHIVE [ROUNDS]        of ROUNDS (3) runs the quickest counts, page by page and stage
//   by stage
//
// Inflating, records and pages are three runs over the archive, each one step further; the rest is
// read_html() of story/ step by step: that both give the same text is checked for each page. The
// parts of the model are run a second time by themselves. Not here: writing to a file, and the
// pages' way between processes (bench/run.py measures the whole).
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "blocks/features.h"
#include "blocks/weights.h"
#include "input/archive.h"
#include "input/input.h"
#include "input/record_page.h"
#include "input/stream.h"
#include "output/output.h"
#include "record/record.h"
#include "story/asides.h"
#include "story/body.h"
#include "story/media.h"
#include "story/reading.h"
#include "story/story.h"
#include "story/threads.h"

using namespace copydesk;

namespace {

enum Stage : size_t {
  kInflate,
  kRecord,
  kDecode,
  kParse,
  kCut,
  kFeatures,
  kFirst,
  kContext,
  kSecond,
  kNetwork,
  kChoice,
  kClaims,
  kFields,
  kMarkup,
  kMedia,
  kAsides,
  kBody,
  kAccess,
  kFinish,
  kRest,
  kWrite,
  kStages
};
constexpr std::string_view kNames[kStages] = {
    "inflate", "record",        "decode",  "parse",  "cut",      "features",      "first forest",
    "context", "second forest", "network", "choice", "claims",   "fields",        "markup",
    "media",   "asides",        "body",    "access", "language", "rest of story", "write"};

constexpr bool is_part_of_choice(size_t stage) { return stage >= kFeatures && stage <= kNetwork; }

using Clock = std::chrono::steady_clock;
using Times = std::array<double, kStages>;  // microseconds

double micros_since(Clock::time_point from) {
  return std::chrono::duration<double, std::micro>(Clock::now() - from).count();
}

template <typename Work>
auto timed(double& micros, Work work) {
  const auto from = Clock::now();
  auto result = work();
  micros = micros_since(from);
  return result;
}

// The parts of choose_blocks(), by themselves; kChoice has the whole.
void time_model(const Document& document, const BlockList& list, Times& times) {
  const Weights& weights = story_weights();
  const size_t count = list.blocks.size();
  const PageFeatures features =
      timed(times[kFeatures], [&] { return block_features(document, list); });
  if (count == 0) return;
  const FeatureRows rows = features.rows();
  std::vector<float> of_rows(rows.count, 0.0f), scores(count, kSetAside);
  timed(times[kFirst], [&] { return weights.first.add_scores(rows, of_rows.data()), 0; });
  std::vector<uint32_t> kept, rows_kept;
  for (uint32_t k = 0; k < rows.count; ++k) {
    const uint32_t block = features.block_of_row[k];
    scores[block] = sigmoid(of_rows[k]);
    if (scores[block] >= 0.05f) kept.push_back(block), rows_kept.push_back(k);  // kPruned
  }
  timed(times[kNetwork], [&] { return network_scores(weights, features, scores); });
  if (kept.empty()) return;
  const FeatureMatrix context =
      timed(times[kContext], [&] { return context_features(features, scores, kept); });
  std::vector<float> second(kept.size(), 0.0f);
  FeatureRows both = rows;
  both.right = context.values.data(), both.right_columns = context.columns;
  both.chosen = rows_kept;
  timed(times[kSecond], [&] { return weights.second.add_scores(both, second.data()), 0; });
}

void settle_text(Reading& reading, const std::vector<uint32_t>& chosen) {
  sort_out_asides(reading);
  give_back_chosen(reading, chosen);
  sort_out_posts(reading);
}

// In the order of the page.
std::vector<PlacedMedia> pictures_and_videos(Reading& reading) {
  std::vector<PlacedMedia> found = read_media(reading);
  std::ranges::move(read_videos(reading), std::back_inserter(found));
  std::ranges::stable_sort(found, {}, &PlacedMedia::place);
  return found;
}

// read_html() of story.cpp, step by step; returns the text.
std::string time_story(const Page& page, Times& times) {
  Story story;
  const Document document = timed(times[kParse], [&] { return parse_html(page.text); });
  BlockList list = timed(times[kCut], [&] { return cut_blocks(document); });
  const Choice choice = timed(times[kChoice], [&] { return choose_blocks(list, &document); });
  story.page_type = choice.page_type;
  const std::vector<uint32_t> chosen = chosen_blocks(list);
  const Wanted wanted(~0ull);
  const Claims claims = timed(times[kClaims], [&] { return read_claims(document, page.url); });
  const Markup markup = timed(times[kMarkup], [&] { return read_markup(document); });
  std::vector<Post> posts =
      timed(times[kMarkup], [&] { return find_posts(document, list, markup, claims, story); });
  const FieldBlocks fields = timed(times[kFields], [&] {
    return resolve_fields(claims, &document, list, page.url, story, first_block_of(posts));
  });
  Reading reading = begin_reading(document, list, markup, claims, story, page);
  reading.title_block = fields.title;
  reading.posts = std::move(posts);
  std::vector<PlacedMedia> media =
      timed(times[kMedia], [&] { return pictures_and_videos(reading); });
  const std::vector<EntryHead> entries = timed(times[kAsides], [&] {
    settle_text(reading, chosen);
    drop_mute_images(story, media);
    name_lead_image(reading, media);
    return find_entries(reading);
  });
  const RunContext context{document, reading.base, !claims.escapes.talks_about_html(), false, true};
  Body body = timed(times[kBody], [&] {
    return build_body(context, markup, list, std::move(media), entries, reading.posts);
  });
  story.body = std::move(body.nodes);
  story.text = text_of(story.body);
  timed(times[kAccess], [&] { return observe_access(reading), 0; });
  timed(times[kFinish], [&] { return finish_fields(claims, list, wanted, story), 0; });
  time_model(document, list, times);
  return story.text;
}

// What remains of read_story() beside the steps above: the document's end, links, dateline, id.
void time_page(const Page& page, const Writer& writer, Times& times, bool& is_same) {
  double whole = 0;
  const Story story = timed(whole, [&] { return read_story(page); });
  std::string out;
  timed(times[kWrite], [&] { return writer.story(story, out), 0; });
  const std::string text = time_story(page, times);
  is_same =
      text == story.text || text.size() < story.text.size();  // a declared text may take its place
  double steps = 0;
  for (size_t s = kParse; s < kRest; ++s)
    if (!is_part_of_choice(s)) steps += times[s];
  times[kRest] = std::max(0.0, whole - steps);
}

struct PageTimes {
  size_t bytes = 0;
  Times times;
  double all() const { return std::accumulate(times.begin(), times.end(), 0.0); }
  double model() const {
    return times[kFeatures] + times[kFirst] + times[kContext] + times[kSecond] + times[kNetwork];
  }
};

std::unique_ptr<MemberStream> stream_over(const std::string& path) {
  return std::make_unique<MemberStream>(
      std::move(open_file(path)).value(), path, InputLimits{},
      [](std::string_view decoded) { return decoded.starts_with("WARC/"); });
}

double time_inflating(const std::string& path) {
  const auto from = Clock::now();
  const auto stream = stream_over(path);
  while (stream->fill(1)) stream->consume(stream->view().size());
  return micros_since(from);
}

// One run over the archive; the quicker time of a stage stays. Returns how many texts came out
// otherwise.
size_t run(const std::string& path, std::vector<PageTimes>& pages) {
  const auto writer = find_format("jsonl")->make({});
  const auto stream = stream_over(path);
  InputReport report;
  ArchiveReader reader(*stream, ArchiveFormat::kWarc, {}, std::nullopt, report);
  size_t number = 0, differing = 0;
  Record record;
  for (double waited = 0; timed(waited, [&] { return reader.next(record); });) {
    Times times{};
    times[kRecord] = waited;
    const RecordResult result = timed(times[kDecode], [&] { return page_of_record(record, {}); });
    if (!result.page) continue;
    bool is_same = true;
    time_page(*result.page, *writer, times, is_same);
    differing += !is_same;
    if (number == pages.size()) pages.push_back({result.page->text.size(), times});
    for (size_t s = 0; s < kStages; ++s)
      pages[number].times[s] = std::min(pages[number].times[s], times[s]);
    ++number;
  }
  return differing;
}

void write_times(JsonWriter& json, const Times& times, double divisor) {
  json.begin_object();
  for (size_t s = 0; s < kStages; ++s) {
    json.key(kNames[s]);
    json.number(std::round(times[s] / divisor * 10) / 10);
  }
  json.end_object();
}

template <typename Of>
double at_share(const std::vector<PageTimes>& pages, double share, Of of) {
  std::vector<double> all;
  for (const PageTimes& page : pages) all.push_back(of(page));
  std::ranges::sort(all);
  return std::round(all[static_cast<size_t>(share * static_cast<double>(all.size() - 1))]);
}

// The five slowest pages and where their time went.
void write_slowest(JsonWriter& json, std::vector<PageTimes> pages) {
  std::ranges::sort(pages, std::greater{}, &PageTimes::all);
  json.begin_array();
  for (size_t i = 0; i < std::min<size_t>(5, pages.size()); ++i) {
    json.begin_object();
    json.key("bytes");
    json.number(static_cast<double>(pages[i].bytes));
    json.key("microseconds");
    json.number(std::round(pages[i].all()));
    json.key("stages");
    write_times(json, pages[i].times, 1);
    json.end_object();
  }
  json.end_array();
}

// Leaves in kChoice what is neither features nor models; of the quickest times, whose difference
// noise cannot turn below zero by much.
void take_parts_out(std::vector<PageTimes>& pages) {
  for (PageTimes& page : pages)
    for (size_t s = kFeatures; s <= kNetwork; ++s) page.times[kChoice] -= page.times[s];
}

std::string result_of(std::vector<PageTimes> pages, double inflating, size_t differing) {
  take_parts_out(pages);
  std::string out;
  JsonWriter json(out);
  const auto number = [&](std::string_view name, double value) {
    json.key(name), json.number(value);
  };
  Times sums{};
  double bytes = 0;
  for (const PageTimes& page : pages) {
    for (size_t s = 0; s < kStages; ++s) sums[s] += page.times[s];
    bytes += static_cast<double>(page.bytes);
  }
  sums[kInflate] = inflating;
  sums[kRecord] = std::max(0.0, sums[kRecord] - inflating);
  const auto all = [](const PageTimes& page) { return page.all(); };
  const auto model = [](const PageTimes& page) { return page.model(); };
  json.begin_object();
  number("pages", static_cast<double>(pages.size()));
  number("bytes_a_page", std::round(bytes / static_cast<double>(pages.size())));
  number("texts_that_differ", static_cast<double>(differing));
  json.key("microseconds_a_page");
  write_times(json, sums, static_cast<double>(pages.size()));
  for (const auto& [name, share] : {std::pair{"median_page", 0.5},
                                    {"p99_page", 0.99},
                                    {"p999_page", 0.999},
                                    {"slowest_page", 1.0}})
    number(name, at_share(pages, share, all));
  number("features_and_model_of_median_page", at_share(pages, 0.5, model));
  json.key("slowest");
  write_slowest(json, std::move(pages));
  json.end_object();
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: stages ARCHIVE [ROUNDS]\n", stderr), 2;
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // as cli/main.cpp does: the heap stays with the program
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
  std::vector<PageTimes> pages;
  double inflating = 1e18;
  size_t differing = 0;
  for (int round = 0; round < rounds; ++round) {
    inflating = std::min(inflating, time_inflating(argv[1]));
    differing = run(argv[1], pages);
  }
  if (pages.empty()) return std::fputs("stages: the archive holds no page\n", stderr), 1;
  std::printf("%s\n", result_of(std::move(pages), inflating, differing).c_str());
  return 0;
}
