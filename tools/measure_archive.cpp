// measure_archive.cpp: how fast an archive is written and searched.
//
//   measure_archive write FILE COUNT     puts COUNT invented stories into FILE; prints the rate
//   measure_archive search FILE COUNT    COUNT searches of many kinds; percentiles of their time
//
// Times are of the processor, one core.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "corpus/corpus.h"
#include "tests/corpus/copy_maker.h"

using namespace copydesk;

namespace {

// Seconds of processor time, so that a busy machine does not spoil the figures.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double seconds_since(double start) { return processor_seconds() - start; }

std::string day_of(size_t number) {
  char day[16];
  std::snprintf(day, sizeof day, "20%02zu-%02zu-%02zu", 5 + number % 15, 1 + number / 15 % 12,
                1 + number / 180 % 28);
  return day;
}

Story make_story(StoryMaker& maker, size_t number) {
  Dice& dice = maker.dice();
  Story story;
  story.source.path = "crawl.warc.gz";
  story.source.offset = number * 1000;
  story.source.kind = "warc";
  story.url = "https://www.example/" + std::to_string(number);
  story.publisher = "Publisher " + std::to_string(dice.below(50));
  story.section = "Section " + std::to_string(dice.below(20));
  story.authors = {{"Author " + std::to_string(dice.below(2000)), ""}};
  story.language = dice.chance(0.8) ? "en" : "de";
  story.page_type = "article";
  story.published.time = day_of(dice.below(5000));
  story.confidence = static_cast<double>(dice.below(1000)) / 1000;
  story.title = maker.story(8);
  BodyNode node;
  node.text = maker.story(dice.between(150, 900));
  story.body = {node};
  story.text = node.text;
  story.provenance.text = {{0,
                            static_cast<uint32_t>(story.text.size()),
                            {900, 900 + static_cast<uint32_t>(story.text.size())}}};
  return story;
}

// A page is mostly the same from page to page, as real ones are.
std::string make_page(StoryMaker& maker, const std::string& frame, const Story& story) {
  std::string page = frame;
  page.insert(page.size() / 2, "<h1>" + story.title + "</h1><p>" + story.text);
  return page + maker.story(300);
}

int write(const char* path, size_t count, size_t page_bytes) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kWrite);
  if (!archive.is_ok()) return std::fprintf(stderr, "%s\n", archive.error().detail.c_str()), 5;
  StoryMaker maker(21);
  std::string frame;
  while (frame.size() < page_bytes)
    frame +=
        "<div class=\"" + maker.story(3) + "\"><a href=\"/x\">" + maker.story(5) + "</a></div>\n";
  double making = 0;
  const auto start = processor_seconds();
  for (size_t i = 0; i < count; ++i) {
    const auto before = processor_seconds();
    Story story = make_story(maker, i);
    const std::string page = make_page(maker, frame, story);
    making += seconds_since(before);
    const std::string url = story.url;
    const PreparedInput input = prepare_input(std::move(story), {url, page, "html"});
    const Result<Archive::Added> added = archive.value().add(input);
    if (!added.is_ok()) return std::fprintf(stderr, "%s\n", added.error().detail.c_str()), 5;
  }
  if (const Result<void> done = archive.value().commit(); !done.is_ok()) return 5;
  const double seconds = seconds_since(start) - making;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu stories in %.1f s without making them: %.0f a second, %ld MB of memory\n", count,
              seconds, static_cast<double>(count) / seconds, usage.ru_maxrss / 1024);
  return 0;
}

std::string make_query(StoryMaker& maker) {
  std::string words = maker.story(12);
  std::erase_if(words, [](char c) { return c == '.' || c == '\n'; });
  std::vector<std::string> list;
  for (size_t begin = 0; begin < words.size();) {
    const size_t end = std::min(words.find(' ', begin), words.size());
    if (end > begin) list.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  switch (maker.dice().below(10)) {
    case 0:
      return list[0];
    case 1:
      return list[0] + ' ' + list[1];
    case 2:
      return list[0] + ' ' + list[1] + ' ' + list[2];
    case 3:
      return '"' + list[0] + ' ' + list[1] + '"';
    case 4:
      return list[0].substr(0, 3) + '*';
    case 5:
      return list[0] + " publisher:\"Publisher 7\"";
    case 6:
      return list[0] + " -" + list[1];
    case 7:
      return list[0] + " language:en type:article";
    case 8:
      return '"' + list[0] + ' ' + list[1] + "\" " + list[2];
    default:
      return maker.dice().chance(0.5) ? "" : "after:2010 before:2011";
  }
}

int search(const char* path, size_t count) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kRead);
  if (!archive.is_ok()) return std::fprintf(stderr, "%s\n", archive.error().detail.c_str()), 4;
  StoryMaker maker(21);
  std::vector<std::pair<double, std::string>> times;
  for (size_t i = 0; i < count; ++i) {
    SearchRequest request;
    request.query = make_query(maker);
    const auto before = processor_seconds();
    const Result<SearchResult> found = archive.value().search(request);
    if (!found.is_ok()) return std::fprintf(stderr, "%s\n", found.error().detail.c_str()), 4;
    times.push_back({seconds_since(before) * 1000,
                     request.query + " (" + std::to_string(found.value().story_count) + ")"});
  }
  std::sort(times.begin(), times.end());
  std::printf("%zu searches: median %.1f ms, 90 %% %.1f, 99 %% %.1f, longest %.1f: %s\n", count,
              times[count / 2].first, times[count * 9 / 10].first, times[count * 99 / 100].first,
              times.back().first, times.back().second.c_str());
  for (size_t i = count - std::min<size_t>(count, 12); i < count; ++i)
    std::printf("  %.1f %s\n", times[i].first, times[i].second.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc >= 4 ? argv[1] : "";
  const size_t page_bytes = argc > 4 ? static_cast<size_t>(std::atol(argv[4])) : 80'000;
  if (mode == "write") return write(argv[2], static_cast<size_t>(std::atol(argv[3])), page_bytes);
  if (mode == "search") return search(argv[2], static_cast<size_t>(std::atol(argv[3])));
  std::fputs("usage: measure_archive write FILE COUNT [PAGE_BYTES] | search FILE COUNT\n", stderr);
  return 2;
}
