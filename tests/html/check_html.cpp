// check_html.cpp: what is true of every Document, whatever the page.
#include "check_html.h"

using namespace copydesk;

namespace {

bool is_in_page(const Document& document, ByteRange range) {
  return range.begin <= range.end && range.end <= document.page().size();
}

std::string_view cut(const Document& document, ByteRange range) {
  return document.page().substr(range.begin, range.end - range.begin);
}

// Whether the spans tile the text, and the page's bytes say the same.
bool is_told_by(const Document& document, std::string_view text,
                const std::vector<TextSpan>& spans) {
  uint32_t at = 0;
  for (const TextSpan& span : spans) {
    if (span.text_begin != at || span.text_end <= at || span.text_end > text.size()) return false;
    if (!is_in_page(document, span.page) || span.page.is_empty()) return false;
    const std::string_view read = text.substr(at, span.text_end - at);
    const std::string_view written = cut(document, span.page);
    const bool is_special = written[0] == '&' || written[0] == '\r' || written[0] == '\0';
    if (read.size() == written.size() ? read != written && written != "\r" : !is_special) {
      return false;
    }
    at = span.text_end;
  }
  return at == text.size();
}

std::string fault_of_links(const Document& document, NodeId id, uint16_t depth_limit) {
  const Node& node = document.node(id);
  NodeId previous = kNoNode;
  for (NodeId child = node.first_child; child != kNoNode; child = document.node(child).next) {
    const Node& below = document.node(child);
    if (below.parent != id || below.previous != previous) return "links do not agree";
    const int level = node.depth + (below.kind == NodeKind::kContent ? 0 : 1);
    if (below.depth != level) return "a depth is wrong";
    if (below.is_element() && below.depth > depth_limit) return "an element is too deep";
    previous = child;
  }
  return node.last_child == previous ? "" : "the last child is not the last";
}

std::string fault_of_text(const Document& document, NodeId id) {
  const std::string_view text = document.text(id);
  if (!is_valid_utf8(text)) return "a text is not valid UTF-8";
  if (document.node(id).is_text() && text.empty()) return "a text is empty";
  std::vector<TextSpan> spans;
  document.append_spans(id, spans);
  return is_told_by(document, text, spans) ? "" : "spans do not tell the text";
}

std::string fault_of_attributes(const Document& document, NodeId id) {
  for (const Attribute& attribute : document.attributes(id)) {
    if (attribute.name_text.empty()) return "an attribute has no name";
    if (attribute.value.data() == nullptr) return "an attribute has no value";
    if (!is_valid_utf8(attribute.name_text)) return "an attribute's name is not valid UTF-8";
    if (!is_valid_utf8(attribute.value)) return "an attribute's value is not valid UTF-8";
    if (!is_in_page(document, attribute.page)) return "a value's range is not in the page";
    std::vector<TextSpan> spans;
    document.append_spans(attribute, spans);
    if (!is_told_by(document, attribute.value, spans)) return "spans do not tell the value";
  }
  return "";
}

}  // namespace

std::string find_fault(const Document& document, uint16_t depth_limit) {
  size_t seen = 0;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (++seen > document.node_count()) return "the tree has a ring";
    const Node& node = document.node(id);
    if (!is_in_page(document, node.page)) return "a node's range is not in the page";
    if (node.is_element() && document.tag_name(id).empty()) return "an element has no name";
    std::string fault = fault_of_links(document, id, depth_limit);
    if (fault.empty() && (node.is_text() || node.kind == NodeKind::kComment)) {
      fault = fault_of_text(document, id);
    }
    if (fault.empty() && node.is_element()) fault = fault_of_attributes(document, id);
    if (!fault.empty()) return fault + " (node " + std::to_string(id) + ")";
  }
  return "";
}

namespace {

void stop_at_fault(std::string_view page, const ParseOptions& options) {
  const std::string fault = find_fault(parse_html(page, options), options.limits.depth);
  if (fault.empty()) return;
  std::fprintf(stderr, "check_html: %s; context '%s', depth limit %d\n", fault.c_str(),
               std::string(options.fragment_context).c_str(), options.limits.depth);
  std::abort();
}

}  // namespace

int check_html(std::string_view bytes) {
  std::string page;
  append_repaired_utf8(page, bytes);
  ParseOptions options;
  for (const char* context : {"", "div", "table", "template", "select", "svg desc", "math mi"}) {
    options.fragment_context = context;
    for (const bool scripting : {false, true}) {
      options.scripting = scripting;
      stop_at_fault(page, options);
    }
  }
  options.fragment_context = "";
  for (const uint16_t depth :
       std::initializer_list<uint16_t>{3, 6, 12}) {  // limits that short pages reach
    options.limits.depth = depth;
    stop_at_fault(page, options);
  }
  return 0;
}
