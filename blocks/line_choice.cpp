// line_choice.cpp: features of a dump's lines -> which lines are the story.
#include <algorithm>

#include "blocks/line_features.h"
#include "blocks/lines.h"

namespace copydesk {

Choice choose_lines(BlockList& list, Favor) {
  const LineFeatures features = line_features(list);
  Choice choice;
  choice.page_type = "article";
  const auto& names = line_feature_names();
  const size_t in = static_cast<size_t>(std::ranges::find(names, "in_stretch_1") - names.begin());
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    Block& block = list.blocks[i];
    if (block.role != Role::kUnknown) continue;
    const bool is_in = features.matrix.row(i)[in] > 0 &&
                       (features.stats[i].words >= 8 || features.stats[i].ends_sentence);
    block.story_probability = is_in ? 0.9f : 0.1f;
    if (is_in) block.role = Role::kBody;
  }
  return choice;
}

}  // namespace copydesk
