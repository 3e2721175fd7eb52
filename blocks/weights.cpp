// weights.cpp: reads the weights that the linker put into the program (cmake/weights.S.in).
#include "blocks/weights.h"

#include <cstring>

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

Weights load() {
  const Result<WeightsFile> file = WeightsFile::read(weights_bytes());
  CD_CHECK(file.is_ok());
  Weights weights;
  weights.first = loaded<Forest>(file.value().section("html-first"));
  weights.second = loaded<Forest>(file.value().section("html-second"));
  weights.calibration = loaded<Curve>(file.value().section("html-calibration"));
  weights.confidence = loaded<Forest>(file.value().section("html-confidence"));
  weights.confidence_curve = loaded<Curve>(file.value().section("html-confidence-curve"));
  for (size_t i = 0; i < kPageTypeCount; ++i)
    weights.types[i] =
        loaded<Forest>(file.value().section("html-type-" + std::string(kPageTypes[i])));
  const std::string_view rules = file.value().section("html-rules");
  CD_CHECK(rules.size() == sizeof weights.rules);
  std::memcpy(weights.rules, rules.data(), rules.size());
  return weights;
}

}  // namespace

std::string_view weights_bytes() {
  return {copydesk_weights_begin,
          static_cast<size_t>(copydesk_weights_end - copydesk_weights_begin)};
}

const Weights& story_weights() {
  static const Weights weights = load();
  return weights;
}

}  // namespace copydesk
