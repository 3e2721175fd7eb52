// writers.h: what copydesk_features and copydesk_line_features write for training.
#pragma once

#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "blocks/blocks.h"

namespace copydesk {

inline void write_floats(std::ofstream& out, std::span<const float> values) {
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size_bytes()));
}

inline void write_names(const std::string& path, const std::vector<std::string>& names) {
  std::ofstream out(path);
  for (const std::string& name : names) out << name << '\n';
}

/// Calls on_text(path, its text in UTF-8) for each of the paths in a file, one a line; the exit
/// code.
template <typename OnText>
int each_text(const char* list_path, OnText on_text) {
  std::ifstream list_file(list_path);
  for (std::string path; std::getline(list_file, path);) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes.is_ok()) return std::fprintf(stderr, "%s\n", bytes.error().detail.c_str()), 1;
    std::string text;
    append_repaired_utf8(text, bytes.value());
    on_text(path, text);
  }
  return 0;
}

/// Numbers that Python wrote, of one page after the other.
class FloatReader {
 public:
  explicit FloatReader(const char* path) : file_(path, std::ios::binary) {}
  std::vector<float> next(size_t count) {
    std::vector<float> floats(count, 0.0f);
    file_.read(reinterpret_cast<char*>(floats.data()),
               static_cast<std::streamsize>(count * sizeof(float)));
    return floats;
  }

 private:
  std::ifstream file_;
};

/// A line of OUT.blocks.jsonl: {"path","blocks":["text",...],"words":[3,...]}.
inline std::string blocks_line(const std::string& path, const BlockList& list) {
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

}  // namespace copydesk
