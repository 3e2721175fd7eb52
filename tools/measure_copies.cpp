// measure_copies.cpp: how well and how fast copies are found. Prints recall and precision over
// pairs, by kind of copy.
//
//   measure_copies made COUNT            COUNT invented stories, seven copies of a third of them
//   measure_copies texts FILE.jsonl...   the same, the "text" of records as base stories
//   measure_copies speed COUNT           adds COUNT sketches of such stories: time and memory
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "base/base.h"
#include "corpus/copies.h"
#include "record/record.h"
#include "tests/corpus/copy_maker.h"

using namespace copydesk;

namespace {

struct Collection {
  std::vector<std::string> texts;
  std::vector<uint32_t> truth;
  std::vector<int> kinds;  // -1 for a base story
};

std::vector<std::string> texts_of_files(int count, char** paths) {
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) {
    const Result<std::string> content = read_file(paths[i]);
    if (!content.is_ok()) continue;
    for (size_t begin = 0; begin < content.value().size();) {
      const size_t end = std::min(content.value().find('\n', begin), content.value().size());
      // The sets' other labels are not of the record's types; a line with the text alone is.
      const Result<Story> story =
          read_story_json(std::string_view(content.value()).substr(begin, end - begin));
      if (story.is_ok() &&
          std::count(story.value().text.begin(), story.value().text.end(), ' ') >= 60) {
        texts.push_back(story.value().text);
      }
      begin = end + 1;
    }
  }
  return texts;
}

Collection make_collection(StoryMaker& maker, const std::vector<std::string>& bases) {
  Collection collection;
  for (uint32_t i = 0; i < bases.size(); ++i) {
    const std::string base =
        maker.dice().chance(0.3) ? bases[i] + "\n\n" + maker.boilerplate() : bases[i];
    collection.texts.push_back(base);
    collection.truth.push_back(i);
    collection.kinds.push_back(-1);
    if (i % 3 != 0) continue;
    for (int kind = 0; kind < kCopyKindCount; ++kind) {
      collection.texts.push_back(make_copy(maker, bases[i], static_cast<CopyKind>(kind)));
      collection.truth.push_back(i);
      collection.kinds.push_back(kind);
    }
  }
  // Shuffled, so that copies come before their originals as often as after.
  for (size_t i = collection.texts.size(); i > 1; --i) {
    const size_t j = maker.dice().below(i);
    std::swap(collection.texts[i - 1], collection.texts[j]);
    std::swap(collection.truth[i - 1], collection.truth[j]);
    std::swap(collection.kinds[i - 1], collection.kinds[j]);
  }
  return collection;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure(const Collection& collection) {
  const auto start = std::chrono::steady_clock::now();
  CopyIndex index;
  const auto count = static_cast<uint32_t>(collection.texts.size());
  for (uint32_t i = 0; i < count; ++i) index.add(i + 1, make_sketch(collection.texts[i]), "");
  const double seconds = seconds_since(start);
  std::vector<uint32_t> groups;
  for (uint32_t i = 0; i < count; ++i) groups.push_back(index.group_of(i + 1));
  const PairScore all = score_pairs(collection.truth, groups);
  std::printf("%u stories, %.1f s, recall %.4f, precision %.4f\n", count, seconds, all.recall,
              all.precision);
  for (int kind = 0; kind < kCopyKindCount; ++kind) {
    size_t copies = 0, found = 0;
    std::vector<uint32_t> group_of_base(count, 0);
    for (uint32_t i = 0; i < count; ++i) {
      if (collection.kinds[i] < 0) group_of_base[collection.truth[i]] = groups[i];
    }
    for (uint32_t i = 0; i < count; ++i) {
      if (collection.kinds[i] != kind) continue;
      ++copies;
      found += groups[i] == group_of_base[collection.truth[i]] ? 1 : 0;
    }
    std::printf("  %-16s with its original %.4f\n",
                std::string(copy_kind_name(static_cast<CopyKind>(kind))).c_str(),
                static_cast<double>(found) / static_cast<double>(std::max<size_t>(copies, 1)));
  }
}

void measure_speed(size_t count) {
  StoryMaker maker(3);
  std::vector<std::string> pool;
  for (int i = 0; i < 2000; ++i) pool.push_back(maker.story(maker.dice().between(120, 900)));
  const auto start = std::chrono::steady_clock::now();
  CopyIndex index;
  double sketching = 0;
  for (uint32_t i = 1; i <= count; ++i) {
    // One in five is a copy of a story of the pool; the others have words of their own.
    std::string text = pool[maker.dice().below(pool.size())];
    if (maker.dice().chance(0.2)) {
      text = make_copy(maker, text, static_cast<CopyKind>(maker.dice().below(kCopyKindCount)));
    } else {
      text = maker.story(maker.dice().between(120, 900));
    }
    const auto before = std::chrono::steady_clock::now();
    const Sketch sketch = make_sketch(text);
    sketching += seconds_since(before);
    index.add(i, sketch, "https://a.example/" + std::to_string(i));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu stories: %.1f s with making them, %.1f s of it sketching, %ld MB\n", count,
              seconds_since(start), sketching, usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "speed" && argc == 3) {
    measure_speed(static_cast<size_t>(std::atol(argv[2])));
    return 0;
  }
  StoryMaker maker(1);
  std::vector<std::string> bases;
  if (mode == "texts") bases = texts_of_files(argc - 2, argv + 2);
  if (mode == "made" && argc == 3) {
    for (long i = std::atol(argv[2]); i > 0; --i)
      bases.push_back(maker.story(maker.dice().between(60, 1200)));
  }
  if (bases.empty()) {
    std::fputs("usage: measure_copies made COUNT | texts FILE.jsonl... | speed COUNT\n", stderr);
    return 2;
  }
  measure(make_collection(maker, bases));
  return 0;
}
