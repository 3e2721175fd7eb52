// reader_state.h: what the handlers of the reader share: archives to read from, counters, and how a
// page is framed.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/corpus.h"
#include "output/output.h"
#include "server/metrics.h"
#include "server/server.h"

namespace copydesk {

/// Archives open for reading, one for each request at a time.
class ArchivePool {
 public:
  explicit ArchivePool(std::string path) : path_(std::move(path)) {}
  Result<Archive> take();
  void give_back(Archive archive);

 private:
  std::string path_;
  std::mutex mutex_;
  std::vector<Archive> idle_;
};

/// The archive's statistics, counted again when it has changed. Threads: safe.
class StatsCache {
 public:
  explicit StatsCache(std::string path) : path_(std::move(path)) {}
  Result<ArchiveStats> stats();

 private:
  Result<void> refresh();

  std::string path_;
  std::mutex mutex_;
  std::optional<Archive> archive_;  // an own one, since marks of change are told by one only
  int64_t mark_ = -1;               // of stats_
  ArchiveStats stats_;
};

struct Reader::State {
  State(std::string path, std::string origin, std::unique_ptr<Crew> workers,
        const StoryLimits& story_limits)
      : archive_path(path),
        page_origin(std::move(origin)),
        archives(path),
        stats(std::move(path)),
        crew(std::move(workers)),
        limits(story_limits) {}
  std::string archive_path;
  std::string page_origin;
  ArchivePool archives;
  StatsCache stats;
  std::unique_ptr<Crew> crew;            // may be null: pages are read in the thread that asks
  StoryLimits limits;                    // of those that the thread reads
  std::atomic<uint64_t> extractions{0};  // pages
  std::atomic<int> extracting{0};        // requests with pages being worked on
  Metrics metrics;
};

/// The part of the page that differs: everything in `main` is HTML of ours already.
struct Screen {
  std::string title;        // text
  std::string_view name;    // of the screen, for the style: search, story, beside, glance, failures
  std::string query = {};   // text, for the search box
  std::string hidden = {};  // HTML: what a search keeps, as hidden inputs
  std::string main = {};
};

/// A screen as a whole page with its policy: nothing but our own style and script, nothing from
/// elsewhere.
HttpResponse framed(const Screen& screen, const Reader::State& state);
HttpResponse error_screen(int status, std::string_view title, std::string_view detail,
                          const Reader::State& state);

/// The answer for a story that could not be read: there is none, or the archive is damaged.
HttpResponse no_story_screen(const Error& error, const Reader::State& state);

/// Larger pages are not shown: a crafted archive holds a page of a gigabyte in 30 KB, and takes as
/// much memory for each request. One of the largest size that is read by default may take three
/// times as much room in UTF-8.
inline constexpr size_t kMostShownPageBytes = 3 * InputLimits().page_bytes;

/// Text escaped for HTML, and for a query string inside an attribute.
std::string escaped(std::string_view text);
std::string url_encoded(std::string_view text);
/// A number with its thousands parted: 12,345. The second form names what is counted.
std::string readable(int64_t number);
std::string counted(int64_t number, std::string_view one, std::string_view many);
/// The title of a story, or what stands for one that has none.
std::string_view title_of(const StoryLine& line);

/// The five screens.
HttpResponse search_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state);
HttpResponse story_screen(const HttpRequest& request, Archive& archive, const Reader::State& state);
HttpResponse beside_screen(const HttpRequest& request, Archive& archive,
                           const Reader::State& state);
HttpResponse glance_screen(const HttpRequest& request, Archive& archive, Reader::State& state);
HttpResponse failures_screen(Archive& archive, const Reader::State& state);

/// The list of hits alone, which the script puts in place while one types.
HttpResponse hits_answer(const HttpRequest& request, Archive& archive);
SearchRequest search_request(const HttpRequest& request);

/// The other origin: /ID is our own document around a saved page, /ID/page the saved page.
HttpResponse page_answer(const HttpRequest& request, Archive& archive);

/// The files of server/assets/.
std::string_view style_sheet();
std::string_view script();
std::string_view shell_style();
std::string_view shell_script();
std::string_view page_style();

/// The API under /api/.
HttpResponse answer_api(const HttpRequest& request, Archive& archive, Reader::State& state);

}  // namespace copydesk
