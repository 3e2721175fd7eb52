// roles.cpp: the names of the roles, for reports and for people.
#include "blocks/blocks.h"

namespace copydesk {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kUnknown:
      return "unknown";
    case Role::kBody:
      return "body";
    case Role::kTitle:
      return "title";
    case Role::kDek:
      return "dek";
    case Role::kSection:
      return "section";
    case Role::kByline:
      return "byline";
    case Role::kTime:
      return "time";
    case Role::kHighlight:
      return "highlight";
    case Role::kCaption:
      return "caption";
    case Role::kCredit:
      return "credit";
    case Role::kGalleryChrome:
      return "gallery-chrome";
    case Role::kTeaser:
      return "teaser";
    case Role::kComment:
      return "comment";
    case Role::kCorrection:
      return "correction";
    case Role::kInterface:
      return "interface";
    case Role::kBoilerplate:
      return "boilerplate";
  }
  return "unknown";
}

}  // namespace copydesk
