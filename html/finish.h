// finish.h: the last pass over a tree: depths, decoded texts, <selectedcontent>; inside html/ only.
#pragma once

#include "html/html.h"

namespace copydesk {

/// Cost: linear in the nodes and in the texts that hold references.
class Finisher {
 public:
  explicit Finisher(Document& document) : document_(document) {}
  /// `has_moved`: subtrees were moved, so that depths may be wrong.
  void finish(bool has_selected_content, bool has_moved);

 private:
  void find_parts();
  void decode_texts();
  void set_depths();
  void fill_selected_content();
  NodeId selected_content_of(NodeId select) const;
  NodeId selected_option_of(NodeId select) const;
  bool clone_children(NodeId from, NodeId to);
  NodeId append_copy(NodeId of, NodeId parent);

  Document& document_;
  size_t copies_left_ = 0;
};

}  // namespace copydesk
