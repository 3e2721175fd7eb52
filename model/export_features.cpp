// export_features.cpp: copydesk_features, writes the features of many pages for training; the only
// source of them.
//
//   copydesk_features LIST OUT            LIST: one path of a page a line -> OUT.blocks.jsonl,
//   OUT.f32, OUT.names copydesk_features LIST OUT SCORES     SCORES: first-stage scores (float32)
//   of the same blocks -> OUT.context.f32,
//                                         OUT.page.f32
//
// OUT.blocks.jsonl has a line a page: {"path","columns","blocks":["text",...],"words":[3,...]}.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>

#include "blocks/blocks.h"
#include "blocks/features.h"
#include "input/input.h"

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

std::string blocks_line(const std::string& path, const BlockList& list, size_t columns) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.field("path", path);
  json.key("columns");
  json.number(static_cast<int64_t>(columns));
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

// Reads the next `count` first-stage scores.
std::vector<float> read_scores(std::ifstream& in, size_t count) {
  std::vector<float> scores(count, 0.0f);
  in.read(reinterpret_cast<char*>(scores.data()),
          static_cast<std::streamsize>(count * sizeof(float)));
  return scores;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: copydesk_features LIST OUT [SCORES]\n"), 2;
  const std::string out_path = argv[2];
  std::ifstream list_file(argv[1]), scores_file;
  std::ofstream lines, floats, pages;
  const bool second_stage = argc > 3;
  if (second_stage) {
    scores_file.open(argv[3], std::ios::binary);
    floats.open(out_path + ".context.f32", std::ios::binary);
    write_names(out_path + ".context.names", context_feature_names());
    pages.open(out_path + ".page.f32", std::ios::binary);
    write_names(out_path + ".page.names", page_type_feature_names());
  } else {
    lines.open(out_path + ".blocks.jsonl");
    floats.open(out_path + ".f32", std::ios::binary);
    write_names(out_path + ".names", block_feature_names());
  }
  for (std::string path; std::getline(list_file, path);) {
    Result<std::string> bytes = read_file(path);
    if (!bytes.is_ok()) return std::cerr << bytes.error().detail << '\n', 1;
    std::string text;
    append_repaired_utf8(text, bytes.value());
    const Document document = parse_html(text);
    const BlockList list = cut_blocks(document);
    const PageFeatures features = block_features(document, list, RowsOf::kAll);
    if (second_stage) {
      const std::vector<float> scores = read_scores(scores_file, list.blocks.size());
      write_floats(floats, context_features(features, scores).values);
      write_floats(pages, page_type_features(features, list, scores));
    } else {
      const FeatureMatrix rows = whole_rows(features);
      lines << blocks_line(path, list, rows.columns);
      write_floats(floats, rows.values);
    }
  }
  return 0;
}
