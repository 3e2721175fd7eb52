// feature_table.cpp: the features of a page as whole rows, and as text for `copydesk show
// features`.
#include <charconv>

#include "blocks/features.h"
#include "blocks/line_features.h"

namespace copydesk {
namespace {

void append_cell(std::string& out, float value) {
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out += '\t';
  out.append(digits, static_cast<size_t>(end - digits));
}

std::string table(const std::vector<std::string>& names, const FeatureMatrix& matrix, size_t rows) {
  std::string out = "block";
  for (const std::string& name : names) out.append("\t").append(name);
  out += '\n';
  for (size_t i = 0; i < rows; ++i) {
    out += std::to_string(i);
    for (size_t column = 0; column < matrix.columns; ++column)
      append_cell(out, matrix.row(i)[column]);
    out += '\n';
  }
  return out;
}

}  // namespace

FeatureMatrix whole_rows(const PageFeatures& features) {
  const FeatureRows rows = features.rows();
  FeatureMatrix whole;
  whole.columns = rows.columns();
  whole.values.resize(whole.columns * rows.count);
  for (size_t i = 0; i < rows.count; ++i)
    for (size_t c = 0; c < whole.columns; ++c) whole.row(i)[c] = rows.value(i, c);
  return whole;
}

std::string feature_table(const BlockList& list, const Document* document) {
  const size_t rows = list.blocks.size();
  if (document == nullptr)
    return table(line_feature_names(), line_features(list, words_of_lines(list)).matrix, rows);
  return table(block_feature_names(), whole_rows(block_features(*document, list, RowsOf::kAll)),
               rows);
}

}  // namespace copydesk
