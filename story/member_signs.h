// member_signs.h: whether an element is made for the name of who posts on a forum. Part of story/.
#pragma once

#include <cstdint>

#include "base/base.h"
#include "html/html.h"

namespace copydesk {

/// kStrong: only forums have such elements, by their class or by where they lead to.
enum class MemberSign : uint8_t { kNone, kWeak, kStrong };

/// What the attributes of elements say. Cost: a comparison for most elements, which share few
/// classes. Lifetime: views the document.
class MemberSigns {
 public:
  MemberSign sign_of(const Document& document, NodeId element);
  /// The same of a link that has none of the class names.
  static MemberSign sign_of_link(const Document& document, NodeId link);

 private:
  ValueMemo<MemberSign> known_;
};

}  // namespace copydesk
