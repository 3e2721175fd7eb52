// export_lines.cpp: copydesk_line_features, writes the features of many dumps for training; the
// only source of them.
//
//   copydesk_line_features LIST OUT [WORDS]
//
// LIST: one path of a dump a line. OUT alone: OUT.blocks.jsonl (writers.h), OUT.buckets.u32,
// OUT.bucket_counts.u32. With WORDS, the log odds by the words alone (float32) of the same lines:
// OUT.f32, OUT.names.
//
// Lines that the shape of the dump has settled already (galleries, captions, key points) are left
// out. OUT.buckets.u32 has the buckets of one line's words after the other's,
// OUT.bucket_counts.u32 how many each line has.
#include <cstdio>
#include <fstream>

#include "blocks/blocks.h"
#include "blocks/line_features.h"
#include "model/writers.h"
#include "story/dump.h"

using namespace copydesk;

namespace {

/// Calls on_dump(path, its open lines) for each dump; the exit code.
template <typename OnDump>
int each_dump(const char* list_path, OnDump on_dump) {
  return each_text(list_path, [&](const std::string& path, const std::string& text) {
    BlockList all = cut_lines(text);
    mark_dump_shape(all);
    on_dump(path, open_lines(all));
  });
}

int write_rows(const char* list_path, const std::string& out, const char* words_path) {
  FloatReader words(words_path);
  std::ofstream floats(out + ".f32", std::ios::binary);
  write_names(out + ".names", line_feature_names());
  return each_dump(list_path, [&](const std::string&, const BlockList& open) {
    write_floats(floats, line_features(open, words.next(open.blocks.size())).matrix.values);
  });
}

/// The words of one dump after the other.
class WordWriter {
 public:
  explicit WordWriter(const std::string& out)
      : buckets_(out + ".buckets.u32", std::ios::binary),
        counts_(out + ".bucket_counts.u32", std::ios::binary) {}

  void write(const WordBuckets& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      const std::span<const uint32_t> buckets = words.of(i);
      const auto count = static_cast<uint32_t>(buckets.size());
      counts_.write(reinterpret_cast<const char*>(&count), sizeof count);
      buckets_.write(reinterpret_cast<const char*>(buckets.data()),
                     static_cast<std::streamsize>(buckets.size_bytes()));
    }
  }

 private:
  std::ofstream buckets_, counts_;
};

int write_texts(const char* list_path, const std::string& out) {
  WordWriter words(out);
  std::ofstream lines(out + ".blocks.jsonl");
  return each_dump(list_path, [&](const std::string& path, const BlockList& open) {
    lines << blocks_line(path, open);
    words.write(words_of_lines(open));
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4)
    return std::fprintf(stderr, "usage: copydesk_line_features LIST OUT [WORDS]\n"), 2;
  return argc == 4 ? write_rows(argv[1], argv[2], argv[3]) : write_texts(argv[1], argv[2]);
}
