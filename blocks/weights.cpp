// weights.cpp: reads the weights that the linker put into the program (cmake/weights.S.in).
#include "blocks/weights.h"

#include <cstring>

#include "blocks/features.h"
#include "blocks/line_features.h"

extern "C" {
extern const char copydesk_weights_begin[];
extern const char copydesk_weights_end[];
}

namespace copydesk {
namespace {

template <typename T>
T loaded(std::string_view section) {
  Result<T> result = T::load(section);
  CD_CHECK(result.is_ok());
  return std::move(result).value();
}

BlockNetwork network(std::string_view section, const RowLayout& layout) {
  Result<BlockNetwork> result = BlockNetwork::load(section, layout);
  CD_CHECK(result.is_ok());
  return std::move(result).value();
}

void load_rules(std::string_view section, ChoiceRule (&rules)[3]) {
  CD_CHECK(section.size() == sizeof rules);
  std::memcpy(rules, section.data(), section.size());
}

Weights load() {
  const Result<WeightsFile> file = WeightsFile::read(weights_bytes());
  CD_CHECK(file.is_ok());
  Weights weights;
  weights.first = loaded<Forest>(file.value().section("html-first"));
  weights.second = loaded<Forest>(file.value().section("html-second"));
  weights.network = network(file.value().section("html-network"), block_row_layout());
  weights.calibration = loaded<Curve>(file.value().section("html-calibration"));
  weights.confidence = loaded<Forest>(file.value().section("html-confidence"));
  weights.confidence_curve = loaded<Curve>(file.value().section("html-confidence-curve"));
  for (size_t i = 0; i < kPageTypeCount; ++i)
    weights.types[i] =
        loaded<Forest>(file.value().section("html-type-" + std::string(kPageTypes[i])));
  load_rules(file.value().section("html-rules"), weights.rules);
  return weights;
}

LineWeights load_lines() {
  const Result<WeightsFile> file = WeightsFile::read(weights_bytes());
  CD_CHECK(file.is_ok());
  LineWeights weights;
  weights.words = loaded<WordScores>(file.value().section("line-words"));
  weights.forest = loaded<Forest>(file.value().section("line-forest"));
  weights.network = network(file.value().section("line-network"), line_row_layout());
  weights.calibration = loaded<Curve>(file.value().section("line-calibration"));
  weights.confidence = loaded<Curve>(file.value().section("line-confidence"));
  load_rules(file.value().section("line-rules"), weights.rules);
  return weights;
}

}  // namespace

std::string_view weights_bytes() {
  return {copydesk_weights_begin,
          static_cast<size_t>(copydesk_weights_end - copydesk_weights_begin)};
}

const LineWeights& line_weights() {
  static const LineWeights weights = load_lines();
  return weights;
}

const Weights& story_weights() {
  static const Weights weights = load();
  return weights;
}

}  // namespace copydesk
