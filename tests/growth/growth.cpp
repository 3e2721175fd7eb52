// growth.cpp: measures that time and memory of every stage grow no faster than its input, over all
// shapes of shapes.h.
//
//     growth [--small | --short] [SHAPE...]
//
// One line for each stage that is over, and exit 1 if there is one; named shapes show all stages.
//
// Method: every stage runs on the shape at two sizes, one eight times the other; the exponent is
// log(t2 / t1) / log 8 over the CPU time of the thread, best of three. Where a stage reads the
// story too and that has grown by more than the page, it is what the story has grown by: of lines
// "x" a small page may have none in its text, and a larger one all. What is over the bound is
// measured again at larger sizes, because caches and a busy machine bend a curve once and squares
// bend it for ever. Memory is the peak of what `new` gave out. --short, for ctest, finds squares
// and worse, whatever else the machine does: pages are small, and the bound leaves room for noise
// by a factor of two in every one of four tries. At 4 MiB, pages of short lines are over the limit
// of blocks and look flatter than they are: --small sees what grows below it. Not here: what is
// read (the other tests), hangs of damaged inputs (tests/robust).
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "tests/growth/shapes.h"
#include "tests/growth/stages.h"

namespace {
std::atomic<size_t> g_held_bytes{0}, g_peak_bytes{0};  // by operator new below
}

void* operator new(size_t size) {
  void* at = std::malloc(size);
  if (!at) throw std::bad_alloc();
  const size_t held = g_held_bytes += malloc_usable_size(at);
  if (held > g_peak_bytes) g_peak_bytes = held;
  return at;
}
void operator delete(void* at) noexcept {
  g_held_bytes -= malloc_usable_size(at);
  std::free(at);
}
void operator delete(void* at, size_t) noexcept { operator delete(at); }

namespace copydesk {
namespace {

constexpr size_t kFactor = 8;
// A buffer that doubles may have just doubled at the large size: log 2 / log 8 more.
constexpr double kDoubling = 0.34;

/// How much is measured, and what is over.
struct Effort {
  size_t bytes = 4u << 20;
  double most_exponent = 1.15;
  // Quicker than this at the large size is quick whatever its curve: 250 MB/s on 4 MiB.
  double quick_seconds = 0.016;
  int runs = 3;
  int tries = 3;
};
constexpr Effort kSmall = {512u << 10};
// A square is 2; 1.5 is half of it by time (8^1.5 = 22.6 instead of 8).
constexpr Effort kShort = {96u << 10, 1.5, 0.004, 1, 4};

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Cost {
  double seconds = 0;
  size_t bytes = 0;  // peak over what was held before
};

Cost measure(const Stage& stage, Material& material, int runs) {
  Cost best{1e9, 0};
  for (int run = 0; run < runs; ++run) {
    const size_t held = g_held_bytes;
    g_peak_bytes = held;
    const double begin = cpu_seconds();
    stage.work(material);
    best.seconds = std::min(best.seconds, cpu_seconds() - begin);
    best.bytes = g_peak_bytes - held;
    if (best.seconds > 2) break;  // long enough to be told from noise
  }
  return best;
}

// ---------------- fitting

struct Growth {
  double time = 0, memory = 0;  // exponents
  Cost large;
  bool is_over(const Effort& effort) const {
    return time > effort.most_exponent || memory > effort.most_exponent + kDoubling;
  }
};

double exponent(double first, double second, double factor) {
  return std::log(second / first) / std::log(factor);
}

// How much less what a stage reads is at the small size.
double factor_of(const Stage& stage, size_t small_story_bytes, const Material& large) {
  if (!stage.reads_story) return kFactor;
  return std::max<double>(
      kFactor, static_cast<double>(large.story_bytes) / static_cast<double>(small_story_bytes));
}

// At two sizes, the larger of `bytes` bytes.
std::vector<Growth> growth_at(const Hostile& shape, Kind kind, const std::vector<Stage>& stages,
                              const Effort& effort) {
  std::vector<Growth> growths(stages.size());
  std::vector<Cost> small(stages.size());
  size_t small_story_bytes = 0;
  {
    const auto material = material_of(shape.make(effort.bytes / kFactor), kind);
    for (size_t i = 0; i < stages.size(); ++i)
      small[i] = measure(stages[i], *material, effort.runs);
    small_story_bytes = material->story_bytes;
  }
  const auto material = material_of(shape.make(effort.bytes), kind);
  for (size_t i = 0; i < stages.size(); ++i) {
    Growth& growth = growths[i];
    growth.large = measure(stages[i], *material, effort.runs);
    const double factor = factor_of(stages[i], small_story_bytes, *material);
    if (growth.large.seconds > effort.quick_seconds)
      growth.time = exponent(std::max(small[i].seconds, 1e-6), growth.large.seconds, factor);
    if (growth.large.bytes > 4 * effort.bytes)
      growth.memory = exponent(static_cast<double>(std::max<size_t>(small[i].bytes, 4096)),
                               static_cast<double>(growth.large.bytes), factor);
  }
  return growths;
}

Growth measured_again(const Hostile& shape, Kind kind, const Stage& stage, Effort effort,
                      Growth growth) {
  for (int more = 1; more < effort.tries && growth.is_over(effort) && growth.large.seconds < 10;
       ++more) {
    effort.bytes *= 2;
    effort.runs = 3;  // the first one touches new memory
    const Growth again = growth_at(shape, kind, {stage}, effort)[0];
    growth.time = std::min(growth.time, again.time);
    growth.memory = std::min(growth.memory, again.memory);
    growth.large = again.large;
  }
  return growth;
}

/// What was asked for, and what came out.
struct Run {
  Effort effort;
  std::vector<std::string> wanted;
  size_t shapes = 0, measured = 0, over = 0;
  double most_time = 0, most_memory = 0;
};

void run_shapes(std::span<const Hostile> shapes, Kind kind, Run& run) {
  const std::vector<Stage> stages = stages_of(kind);
  for (const Hostile& shape : shapes) {
    const bool is_wanted =
        std::find(run.wanted.begin(), run.wanted.end(), shape.name) != run.wanted.end();
    if (!run.wanted.empty() && !is_wanted) continue;
    ++run.shapes;
    const std::vector<Growth> growths = growth_at(shape, kind, stages, run.effort);
    for (size_t i = 0; i < stages.size(); ++i) {
      const Growth growth = measured_again(shape, kind, stages[i], run.effort, growths[i]);
      const bool is_over = growth.is_over(run.effort);
      ++run.measured;
      run.most_time = std::max(run.most_time, growth.time);
      run.most_memory = std::max(run.most_memory, growth.memory);
      run.over += is_over;
      if (!is_over && !is_wanted) continue;
      std::printf("%-24s %-20s time ^%.2f  memory ^%.2f  %.3f s  %.1f MB%s\n", shape.name.data(),
                  stages[i].name.c_str(), growth.time, growth.memory, growth.large.seconds,
                  static_cast<double>(growth.large.bytes) / 1e6, is_over ? "  OVER" : "");
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace copydesk

int main(int argc, char** argv) {
  using namespace copydesk;
  // New pages from the system cost time in steps that have nothing to do with the work.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  Run run;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--small" || word == "--short")
      run.effort = word == "--small" ? kSmall : kShort;
    else
      run.wanted.emplace_back(word);
  }
  for (const auto shapes : {markup_shapes(), content_shapes(), metadata_shapes(), dump_shapes()})
    run_shapes(shapes, Kind::kPage, run);
  run_shapes(archive_shapes(), Kind::kInput, run);
  run_shapes(story_shapes(), Kind::kStories, run);
  std::printf("%zu shapes, %zu curves, %zu over ^%.2f; steepest: time ^%.2f, memory ^%.2f\n",
              run.shapes, run.measured, run.over, run.effort.most_exponent, run.most_time,
              run.most_memory);
  return run.over > 0 || run.measured == 0 ? 1 : 0;
}
