// finish.h: the last pass over a tree: depths and their limit, decoded texts, <selectedcontent>;
// inside html/ only.
#pragma once

#include "html/html.h"

namespace copydesk {

/// Cost: linear in the nodes and in the texts that hold references.
class Finisher {
 public:
  Finisher(Document& document, uint16_t depth_limit)
      : document_(document), depth_limit_(depth_limit) {}
  /// `has_moved`: subtrees were moved, so that depths may be wrong or over the limit.
  void finish(bool has_selected_content, bool has_moved);

 private:
  void fit();
  void find_parts();
  void decode_texts();
  void set_depths();
  void lift_children(NodeId parent);
  void fill_selected_content();
  NodeId selected_content_of(NodeId select) const;
  NodeId selected_option_of(NodeId select) const;
  bool clone_children(NodeId from, NodeId to);
  NodeId append_copy(NodeId of, NodeId parent);

  Document& document_;
  uint16_t depth_limit_;
  size_t copies_left_ = 0;
};

}  // namespace copydesk
