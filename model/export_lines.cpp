// export_lines.cpp: copydesk_line_features, writes the features of many dumps for training; the
// only source of them.
//
//   copydesk_line_features LIST OUT           LIST: one path of a dump a line -> OUT.blocks.jsonl,
//                                             OUT.f32, OUT.names
//   copydesk_line_features LIST OUT SCORES    SCORES: first-stage scores (float32) of the same
//   lines
//                                             -> OUT.context.f32, OUT.context.names
//
// Lines that the shape of the dump has settled already (galleries, captions, key points) are left
// out. OUT.blocks.jsonl has a line a dump: {"path","blocks":["text",...],"words":[3,...]}.
#include <cstdio>
#include <fstream>

#include "blocks/blocks.h"
#include "blocks/line_features.h"
#include "story/dump.h"

using namespace copydesk;

namespace {

void write_floats(std::ofstream& out, std::span<const float> values) {
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(float)));
}

void write_names(const std::string& path, const std::vector<std::string>& names) {
  std::ofstream out(path);
  for (const std::string& name : names) out << name << '\n';
}

std::string blocks_line(const std::string& path, const BlockList& list) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.field("path", path);
  json.key("blocks");
  json.begin_array();
  for (const Block& block : list.blocks) json.string(block.text);
  json.end_array();
  json.key("words");
  json.begin_array();
  for (const Block& block : list.blocks) json.number(static_cast<int64_t>(block.word_count));
  json.end_array();
  json.end_object();
  return line + '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    return std::fprintf(stderr, "usage: copydesk_line_features LIST OUT [SCORES]\n"), 2;
  }
  const std::string out_path = argv[2];
  const bool is_second_stage = argc > 3;
  std::ifstream list_file(argv[1]), scores_file(is_second_stage ? argv[3] : "", std::ios::binary);
  std::ofstream lines,
      floats(out_path + (is_second_stage ? ".context.f32" : ".f32"), std::ios::binary);
  if (!is_second_stage) lines.open(out_path + ".blocks.jsonl");
  write_names(out_path + (is_second_stage ? ".context.names" : ".names"),
              is_second_stage ? line_context_feature_names() : line_feature_names());
  for (std::string path; std::getline(list_file, path);) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes.is_ok()) return std::fprintf(stderr, "%s\n", bytes.error().detail.c_str()), 1;
    std::string text;
    append_repaired_utf8(text, bytes.value());
    BlockList all = cut_lines(text);
    mark_dump_shape(all);
    const BlockList open = open_lines(all);
    const LineFeatures features = line_features(open);
    if (is_second_stage) {
      std::vector<float> scores(open.blocks.size(), 0.0f);
      scores_file.read(reinterpret_cast<char*>(scores.data()),
                       static_cast<std::streamsize>(scores.size() * sizeof(float)));
      write_floats(floats, line_context_features(features, scores).values);
    } else {
      lines << blocks_line(path, open);
      write_floats(floats, features.matrix.values);
    }
  }
  return 0;
}
