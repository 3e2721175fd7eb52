// replay.cpp: the fuzz targets without libFuzzer, for compilers that have none: the short form.
//
//     replay TARGET SECONDS SEED...      SEED is a file or a folder
//
// Reads every seed as it is, then seeds damaged by a random generator with a fixed start, until the
// time is over or kMostRounds are done: what is tried first is the same in every run. With 0
// seconds every seed is read, of any size, and nothing is damaged (make coverage). A broken
// invariant ends the program. Not here: coverage that leads the search (make fuzz).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/base.h"
#include "fuzz/checks.h"
#include "fuzz/damage.h"

namespace copydesk {
namespace {

constexpr uint32_t kMostRounds = 1000000;
constexpr size_t kMostSeedBytes = 16u << 10;  // larger ones cost more than they find

// In the order of their names, so that every machine reads them in the same one.
std::vector<std::string> read_seeds(int count, char** paths, size_t most_bytes) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (int i = 0; i < count; ++i) {
    if (fs::is_regular_file(paths[i], error)) files.push_back(paths[i]);
    for (const auto& entry : fs::recursive_directory_iterator(paths[i], error))
      if (entry.is_regular_file() && entry.file_size() <= most_bytes) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds = {""};
  for (const std::string& file : files)
    if (Result<std::string> bytes = read_file(file); bytes.is_ok())
      seeds.push_back(std::move(bytes.value()));
  return seeds;
}

int replay(const FuzzTarget& target, double seconds, const std::vector<std::string>& seeds) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto is_over = [&] {
    return std::chrono::duration<double>(Clock::now() - begin).count() > seconds;
  };
  size_t read = 0;
  for (; read < seeds.size() && (seconds == 0 || !is_over()); ++read) target.check(seeds[read]);
  uint32_t round = 0;
  for (; round < kMostRounds && !is_over(); ++round) {
    const std::string& other = seeds[(round * 7919u + 1) % seeds.size()];
    target.check(damaged(seeds[round % seeds.size()], round, other));
  }
  std::printf("%s: %zu of %zu seeds, %u damaged ones, nothing found\n",
              std::string(target.name).c_str(), read, seeds.size(), round);
  return 0;
}

}  // namespace
}  // namespace copydesk

int main(int count, char** words) {
  if (count >= 3)
    for (const copydesk::FuzzTarget& target : copydesk::fuzz_targets())
      if (target.name == words[1]) {
        const double seconds = std::atof(words[2]);
        const size_t most_bytes = seconds == 0 ? SIZE_MAX : copydesk::kMostSeedBytes;
        return copydesk::replay(target, seconds,
                                copydesk::read_seeds(count - 3, words + 3, most_bytes));
      }
  std::fprintf(stderr, "usage: replay TARGET SECONDS SEED...\ntargets:");
  for (const copydesk::FuzzTarget& target : copydesk::fuzz_targets())
    std::fprintf(stderr, " %s", std::string(target.name).c_str());
  std::fprintf(stderr, "\n");
  return 2;
}
