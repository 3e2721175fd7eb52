// export_features.cpp: copydesk_features, writes the features of many pages for training; the only
// source of them.
//
//   copydesk_features LIST OUT [SCORES]
//
// LIST: one path of a page a line. OUT alone: OUT.f32, OUT.names, a row a block, and
// OUT.blocks.jsonl (writers.h). With SCORES, the first-stage scores (float32) of the same blocks:
// OUT.context.f32, OUT.context.names, a row a block, and OUT.page.f32, OUT.page.names, a row a
// page.
#include <cstdio>
#include <fstream>

#include "blocks/blocks.h"
#include "blocks/features.h"
#include "input/input.h"
#include "model/writers.h"

using namespace copydesk;

namespace {

/// Calls on_page(path, blocks, their features) for each page; the exit code.
template <typename OnPage>
int each_page(const char* list_path, OnPage on_page) {
  return each_text(list_path, [&](const std::string& path, const std::string& text) {
    const Document document = parse_html(text);
    const BlockList list = cut_blocks(document);
    on_page(path, list, block_features(document, list, RowsOf::kAll));
  });
}

int write_surroundings(const char* list_path, const std::string& out, const char* scores_path) {
  FloatReader all_scores(scores_path);
  std::ofstream contexts(out + ".context.f32", std::ios::binary);
  std::ofstream pages(out + ".page.f32", std::ios::binary);
  write_names(out + ".context.names", context_feature_names());
  write_names(out + ".page.names", page_type_feature_names());
  return each_page(list_path,
                   [&](const std::string&, const BlockList& list, const PageFeatures& features) {
                     const std::vector<float> scores = all_scores.next(list.blocks.size());
                     write_floats(contexts, context_features(features, scores).values);
                     write_floats(pages, page_type_features(features, list, scores));
                   });
}

int write_blocks(const char* list_path, const std::string& out) {
  std::ofstream lines(out + ".blocks.jsonl"), floats(out + ".f32", std::ios::binary);
  write_names(out + ".names", block_feature_names());
  return each_page(
      list_path, [&](const std::string& path, const BlockList& list, const PageFeatures& features) {
        lines << blocks_line(path, list);
        write_floats(floats, whole_rows(features).values);
      });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4)
    return std::fprintf(stderr, "usage: copydesk_features LIST OUT [SCORES]\n"), 2;
  return argc == 4 ? write_surroundings(argv[1], argv[2], argv[3]) : write_blocks(argv[1], argv[2]);
}
