// html_bench.cpp: the speed and memory of the HTML parser on real pages, beside a plain byte loop.
// Run by bench/html.py (make bench-html), or by hand: build/bench/html_bench [--benchmark_...].
// Pages: bench/sets/wcxb-dev of the shared folder, every fifth one; COPYDESK_BENCH_STEP=1 takes
// all. Reported: bytes a second of both, memory a byte. `html_bench --page FILE` times one page
// instead.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "html/html.h"

namespace {

using namespace copydesk;

std::string read_gzip(const std::filesystem::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  char buffer[1 << 16];
  for (int got; (got = gzread(file, buffer, sizeof buffer)) > 0;) {
    bytes.append(buffer, static_cast<size_t>(got));
  }
  gzclose(file);
  return bytes;
}

std::vector<std::string> read_pages() {
  std::vector<std::string> pages;
  const std::filesystem::path folder = COPYDESK_SHARED_DIR "/bench/sets/wcxb-dev/html";
  if (!std::filesystem::exists(folder)) {
    std::printf("SKIPPED: %s is absent\n", folder.c_str());
    return pages;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  const char* step_text = std::getenv("COPYDESK_BENCH_STEP");
  const size_t step =
      step_text == nullptr ? 5 : std::max(1ul, std::strtoul(step_text, nullptr, 10));
  for (size_t i = 0; i < files.size(); i += step) {
    std::string page;
    append_repaired_utf8(page, read_gzip(files[i]));
    pages.push_back(std::move(page));
  }
  return pages;
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = read_pages();
  return all;
}

size_t total_bytes() {
  size_t total = 0;
  for (const std::string& page : pages()) total += page.size();
  return total;
}

// The yardstick: looks at each byte once, in one of five states, and builds nothing. LONG: one case
// a state.
size_t count_by_switch(std::string_view page) {
  enum class State { kText, kTag, kDouble, kSingle, kComment };
  State state = State::kText;
  size_t tags = 0;
  size_t references = 0;
  size_t letters = 0;
  for (size_t i = 0; i < page.size(); ++i) {
    const char c = page[i];
    switch (state) {
      case State::kText:
        switch (c) {
          case '<':
            ++tags;
            state = page.substr(i, 4) == "<!--" ? State::kComment : State::kTag;
            break;
          case '&':
            ++references;
            break;
          case ' ':
          case '\n':
          case '\r':
          case '\t':
            break;
          default:
            ++letters;
            break;
        }
        break;
      case State::kTag:
        switch (c) {
          case '>':
            state = State::kText;
            break;
          case '"':
            state = State::kDouble;
            break;
          case '\'':
            state = State::kSingle;
            break;
          default:
            break;
        }
        break;
      case State::kDouble:
        switch (c) {
          case '"':
            state = State::kTag;
            break;
          case '&':
            ++references;
            break;
          default:
            break;
        }
        break;
      case State::kSingle:
        switch (c) {
          case '\'':
            state = State::kTag;
            break;
          case '&':
            ++references;
            break;
          default:
            break;
        }
        break;
      case State::kComment:
        if (c == '>' && page[i - 1] == '-' && page[i - 2] == '-') state = State::kText;
        break;
    }
  }
  return tags + references + letters;
}

void BM_SwitchLoop(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& page : pages()) benchmark::DoNotOptimize(count_by_switch(page));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * total_bytes()));
}

void BM_ParseHtml(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& page : pages()) benchmark::DoNotOptimize(parse_html(page));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * total_bytes()));
  double memory = 0;  // bytes a byte, summed over the pages
  double over_three = 0;
  for (const std::string& page : pages()) {
    const double share = static_cast<double>(parse_html(page).memory_bytes()) /
                         static_cast<double>(std::max<size_t>(1, page.size()));
    memory += share;
    over_three += share > 3 ? 1 : 0;
  }
  const auto count = static_cast<double>(std::max<size_t>(1, pages().size()));
  state.counters["memory_per_byte"] = memory / count;
  state.counters["pages_over_three"] = over_three / count;
}

BENCHMARK(BM_SwitchLoop)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ParseHtml)->Unit(benchmark::kMillisecond);

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The shortest of some parses of one page, in CPU time, which other work on the machine disturbs
// less: five, and of a small page as many as 100 ms hold.
int time_page(const char* path) {
  std::string page;
  append_repaired_utf8(page, read_gzip(path));
  double best = 1e9;
  double spent = 0;
  size_t memory = 0;
  for (int runs = 0; runs < 5 || spent < 0.1; ++runs) {
    const double begin = cpu_seconds();
    memory = parse_html(page).memory_bytes();
    const double seconds = cpu_seconds() - begin;
    best = std::min(best, seconds);
    spent += seconds;
  }
  std::printf("{\"bytes\": %zu, \"seconds\": %.9f, \"memory_bytes\": %zu}\n", page.size(), best,
              memory);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
#ifdef __GLIBC__  // as cli/main.cpp: memory that was freed is kept for the next page
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
  if (argc == 3 && std::string_view(argv[1]) == "--page") return time_page(argv[2]);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
