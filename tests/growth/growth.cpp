// growth.cpp: measures that time and memory of every stage grow no faster than its input, over all
// shapes of shapes.h.
//
//     growth [--small] [SHAPE...]
//
// One line for each stage that is over, and exit 1 if there is one; named shapes show all stages.
//
// Method: every stage runs on the shape at two sizes, one eight times the other; the exponent is
// log(t2 / t1) / log 8 over the CPU time of the thread, best of three. What is over the bound is
// measured again at larger sizes, because caches and a busy machine bend a curve once and squares
// bend it for ever. Memory is the peak of what `new` gave out. Not here: what is read (the other
// tests), hangs of damaged inputs (tests/robust).
#include <fcntl.h>
#include <malloc.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "cli/cli.h"
#include "corpus/corpus.h"
#include "html/html.h"
#include "input/input.h"
#include "output/output.h"
#include "story/story.h"
#include "tests/growth/shapes.h"
#include "text/text.h"

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

constexpr double kMostExponent = 1.15;
// A buffer that doubles may have just doubled at the large size: log 2 / log 8 more.
constexpr double kMostMemoryExponent = kMostExponent + 0.34;
constexpr size_t kFactor = 8;
// Quicker than this at the large size is quick whatever its curve: 250 MB/s on 4 MiB.
constexpr double kQuickSeconds = 0.016;

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Cost {
  double seconds = 0;
  size_t bytes = 0;  // peak over what was held before
};

/// A shape at one size, and all that the stages read.
struct Material {
  std::string bytes;
  Page page;
  Document document;
  BlockList list;
  Story story;
  std::string path;  // of a file with the bytes
  bool is_html() const { return page.form == Page::Form::kHtml; }
};

struct Stage {
  std::string name;
  std::function<void(Material&)> work;
};

Cost measure(const Stage& stage, Material& material) {
  Cost best{1e9, 0};
  for (int run = 0; run < 3; ++run) {
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

// ---------------- the stages

enum class Kind : uint8_t { kPage, kArchive };

std::unique_ptr<Material> material_of(std::string bytes, Kind kind) {
  auto material = std::make_unique<Material>();
  material->bytes = std::move(bytes);
  material->path = "/tmp/copydesk-growth-" + std::to_string(::getpid());
  (void)write_file_atomically(material->path, material->bytes);
  if (kind == Kind::kArchive) return material;
  material->page = decode_page(material->bytes);
  if (material->is_html()) {
    material->document = parse_html(material->page.text);
    material->list = cut_blocks(material->document);
  } else {
    material->list = cut_lines(material->page.text);
  }
  material->story = read_story(material->page, {.provenance = true});
  return material;
}

template <typename Read>
Stage text_stage(std::string name, Read read) {
  return {"text " + std::move(name),
          [read](Material& of) { read(std::string_view(of.page.text)); }};
}

// A command of the program on the file, its output thrown away.
Stage command_stage(std::vector<std::string> words) {
  std::string name = words[0] + (words.size() > 1 ? " " + words[1] : "");
  return {std::move(name), [words](Material& of) {
            std::vector<std::string> all = words;
            all.push_back(of.path);
            std::fflush(stdout);
            const int kept = ::dup(STDOUT_FILENO), null = ::open("/dev/null", O_WRONLY);
            ::dup2(null, STDOUT_FILENO);
            (void)run_command_line(all);
            ::dup2(kept, STDOUT_FILENO);
            ::close(kept);
            ::close(null);
          }};
}

void append_engine_stages(std::vector<Stage>& stages) {
  stages.push_back({"decode", [](Material& of) { (void)decode_page(of.bytes); }});
  stages.push_back({"parse", [](Material& of) {
                      if (of.is_html()) (void)parse_html(of.page.text);
                    }});
  stages.push_back({"cut", [](Material& of) {
                      if (of.is_html())
                        (void)cut_blocks(of.document);
                      else
                        (void)cut_lines(of.page.text);
                    }});
  stages.push_back({"choose", [](Material& of) {
                      choose_blocks(of.list, of.is_html() ? &of.document : nullptr, {});
                    }});
  stages.push_back({"story", [](Material& of) { (void)read_story(of.page); }});
  stages.push_back(
      {"provenance", [](Material& of) { (void)read_story(of.page, {.provenance = true}); }});
  stages.push_back({"archive", [](Material& of) {
                      (void)prepare_input(of.story, {"", of.page.text, "html"});
                    }});
}

void append_text_stages(std::vector<Stage>& stages) {
  using View = std::string_view;
  stages.push_back(text_stage("dates", [](View text) { (void)find_dates(text); }));
  stages.push_back(text_stage("when", [](View text) { (void)parse_when(text); }));
  stages.push_back(text_stage("byline", [](View text) { (void)parse_byline(text); }));
  stages.push_back(text_stage("dateline", [](View text) { (void)find_dateline(text); }));
  stages.push_back(text_stage("phrase", [](View text) { (void)phrase_of(text); }));
  stages.push_back(text_stage("agency", [](View text) { (void)agency_credit(text); }));
  stages.push_back(text_stage("escapes", [](View text) { (void)mend_double_escapes(text); }));
  stages.push_back(text_stage("fold", [](View text) { (void)fold_words(text); }));
  stages.push_back(text_stage("sentences", [](View text) { (void)count_sentences(text); }));
  stages.push_back(text_stage("language", [](View text) { (void)detect_language(text, {}); }));
}

std::vector<Stage> page_stages() {
  std::vector<Stage> stages;
  append_engine_stages(stages);
  append_text_stages(stages);
  for (const Format& format : formats())
    stages.push_back({"write " + std::string(format.name), [&format](Material& of) {
                        std::string out;
                        format.make({.provenance = true})->document(of.story, out);
                      }});
  stages.push_back(command_stage({"explain"}));
  for (const char* what : {"tokens", "tree", "blocks", "features"})
    stages.push_back(command_stage({"show", what}));
  return stages;
}

std::vector<Stage> archive_stages() {
  return {{"input",
           [](Material& of) {
             PageReader reader = PageReader::over(memory_source(of.bytes), "growth");
             for (auto next = reader.next(); next.is_ok() && next.value();) next = reader.next();
           }},
          command_stage({"check"})};
}

// ---------------- fitting

struct Growth {
  double time = 0, memory = 0;  // exponents
  Cost large;
  bool is_over() const { return time > kMostExponent || memory > kMostMemoryExponent; }
};

double exponent(double first, double second) {
  return std::log(second / first) / std::log(static_cast<double>(kFactor));
}

// At two sizes, the larger of `bytes` bytes.
std::vector<Growth> growth_at(const Hostile& shape, Kind kind, const std::vector<Stage>& stages,
                              size_t bytes) {
  std::vector<Growth> growths(stages.size());
  std::vector<Cost> small(stages.size());
  {
    const auto material = material_of(shape.make(bytes / kFactor), kind);
    for (size_t i = 0; i < stages.size(); ++i) small[i] = measure(stages[i], *material);
  }
  const auto material = material_of(shape.make(bytes), kind);
  for (size_t i = 0; i < stages.size(); ++i) {
    Growth& growth = growths[i];
    growth.large = measure(stages[i], *material);
    if (growth.large.seconds > kQuickSeconds)
      growth.time = exponent(std::max(small[i].seconds, 1e-6), growth.large.seconds);
    if (growth.large.bytes > 4 * bytes)
      growth.memory = exponent(static_cast<double>(std::max<size_t>(small[i].bytes, 4096)),
                               static_cast<double>(growth.large.bytes));
  }
  ::unlink(material->path.c_str());
  return growths;
}

Growth measured_again(const Hostile& shape, Kind kind, const Stage& stage, size_t bytes,
                      Growth growth) {
  constexpr int kTries = 3;
  for (int more = 1; more < kTries && growth.is_over() && growth.large.seconds < 10; ++more) {
    const Growth again = growth_at(shape, kind, {stage}, bytes << more)[0];
    growth.time = std::min(growth.time, again.time);
    growth.memory = std::min(growth.memory, again.memory);
    growth.large = again.large;
  }
  return growth;
}

/// What was asked for, and what came out.
struct Run {
  size_t bytes = 4u << 20;
  std::vector<std::string> wanted;
  size_t measured = 0, over = 0;
  double most_time = 0, most_memory = 0;
};

void run_shapes(std::span<const Hostile> shapes, Kind kind, const std::vector<Stage>& stages,
                Run& run) {
  for (const Hostile& shape : shapes) {
    const bool is_wanted =
        std::find(run.wanted.begin(), run.wanted.end(), shape.name) != run.wanted.end();
    if (!run.wanted.empty() && !is_wanted) continue;
    const std::vector<Growth> growths = growth_at(shape, kind, stages, run.bytes);
    for (size_t i = 0; i < stages.size(); ++i) {
      const Growth growth = measured_again(shape, kind, stages[i], run.bytes, growths[i]);
      ++run.measured;
      run.most_time = std::max(run.most_time, growth.time);
      run.most_memory = std::max(run.most_memory, growth.memory);
      if (growth.is_over()) ++run.over;
      if (!growth.is_over() && !is_wanted) continue;
      std::printf("%-24s %-16s time ^%.2f  memory ^%.2f  %.3f s  %.1f MB%s\n", shape.name.data(),
                  stages[i].name.c_str(), growth.time, growth.memory, growth.large.seconds,
                  static_cast<double>(growth.large.bytes) / 1e6, growth.is_over() ? "  OVER" : "");
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
    if (std::string_view(argv[i]) == "--small")
      run.bytes = 512u << 10;
    else
      run.wanted.emplace_back(argv[i]);
  }
  const std::vector<Stage> stages = page_stages();
  for (const auto shapes : {markup_shapes(), content_shapes(), metadata_shapes(), dump_shapes()})
    run_shapes(shapes, Kind::kPage, stages, run);
  run_shapes(archive_shapes(), Kind::kArchive, archive_stages(), run);
  std::printf("%zu curves, %zu over ^%.2f; steepest: time ^%.2f, memory ^%.2f\n", run.measured,
              run.over, kMostExponent, run.most_time, run.most_memory);
  return run.over > 0 ? 1 : 0;
}
