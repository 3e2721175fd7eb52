// feature_row.cpp: the names of the columns of a row.
#include "blocks/feature_row.h"

namespace copydesk {

void FeatureRow::note(std::string_view name, std::string_view which) {
  std::string column(name);
  if (!which.empty()) column.append("_").append(which);
  names_->push_back(std::move(column));
}

}  // namespace copydesk
