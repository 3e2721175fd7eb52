// record_faults.cpp: a record against the table of fields, a page of ours against what we write.
#include "fuzz/record_faults.h"

#include <simdjson.h>

#include "html/html.h"
#include "record/fields.h"

namespace copydesk {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::string fault_of_object(const element& value, const Shape& shape);

bool is_one_of(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(' '));
    if (one == word) return true;
    list.remove_prefix(std::min(one.size() + 1, list.size()));
  }
  return false;
}

std::string fault_of_plain(const element& value, const Field& field) {
  switch (field.type) {
    case ValueType::kString: {
      std::string_view text;
      if (value.get(text)) return "is no string";
      return field.values.empty() || is_one_of(text, field.values) ? "" : "is outside its set";
    }
    case ValueType::kInteger:
      return value.is_uint64() ? "" : "is no whole number";
    case ValueType::kNumber: {
      double number = -1;
      return !value.get(number) && number >= 0 && number <= 1 ? "" : "is no number from 0 to 1";
    }
    case ValueType::kBoolean:
      return value.is_bool() ? "" : "is no truth value";
    case ValueType::kObject:
      return fault_of_object(value, field.shape());
  }
  return "";
}

// Lists at most two deep, as the table says.
std::string fault_of_value(const element& value, const Field& field, int list_depth) {
  if (list_depth == 0) return fault_of_plain(value, field);
  simdjson::dom::array list;
  if (value.get(list)) return "is no list";
  for (const element one : list)
    if (std::string fault = fault_of_value(one, field, list_depth - 1); !fault.empty())
      return fault;
  return "";
}

// The bit of the object's kind; all bits where the shape has no kinds, 0 where it names none of
// them.
uint32_t kind_bits(const simdjson::dom::object& object, const Shape& shape) {
  if (shape.kind_count == 0) return ~0u;
  std::string_view name;
  if (object.at_key("kind").get(name)) return 0;
  for (uint32_t kind = 0; kind < shape.kind_count; ++kind)
    if (shape.kind_name(kind) == name) return 1u << kind;
  return 0;
}

// Shapes hold shapes, but none holds itself: the calls end.
std::string fault_of_object(const element& value, const Shape& shape) {
  simdjson::dom::object object;
  if (value.get(object)) return "is no object";
  const uint32_t kinds = kind_bits(object, shape);
  if (kinds == 0) return "is of no known kind";
  size_t known = 0;
  for (const Field& field : shape.fields) {
    if ((field.kinds & kinds) == 0) continue;
    element member;
    const bool is_there = !object.at_key(field.name).get(member);
    if (!is_there && field.is_required) return std::string(field.name) + " is missing";
    if (!is_there) continue;
    ++known;
    const std::string fault = fault_of_value(member, field, field.list_depth);
    if (!fault.empty()) return std::string(field.name) + " " + fault;
  }
  return object.size() == known ? "" : "has a field that is in no table, of another kind, or twice";
}

constexpr std::string_view kOurAttributes =
    "href src rel alt class id lang dir datetime content name property itemprop charset title "
    "width "
    "height colspan rowspan start cite http-equiv type data-place datetime role tabindex for value "
    "method action placeholder autocomplete hidden open scope loading referrerpolicy sandbox "
    "spellcheck defer target min max";
constexpr std::string_view kForbiddenElements = "script iframe object embed base form applet frame";

bool is_safe_address(std::string_view address) {
  const size_t end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return true;
  return is_one_of(address.substr(0, end), "http https mailto") || address == "data:," ||
         address.starts_with("data:image/svg+xml,%3Csvg xmlns=");  // the place of a picture
}

std::string fault_of_element(const Document& document, NodeId id) {
  const std::string_view tag = document.tag_name(id);
  std::string_view source;
  for (const Attribute& attribute : document.attributes(id)) {
    const std::string_view name = attribute.name_text;
    const bool is_known =
        is_one_of(name, kOurAttributes) || name.starts_with("aria-") || name.starts_with("data-");
    if (!is_known) return "an attribute " + std::string(name);
    if (name == "src") source = attribute.value;
    if (is_one_of(name, "href src action cite") && !is_safe_address(attribute.value))
      return "an address " + std::string(attribute.value);
  }
  const bool is_path = source.starts_with("/") && !source.starts_with("//");
  const bool is_local = is_path || source.starts_with("http://127.0.0.1:");
  const bool is_ours = source == "/script.js" || source == "/shell.js" || tag == "form" ||
                       (tag == "iframe" && is_local);
  return is_one_of(tag, kForbiddenElements) && !is_ours ? "an element " + std::string(tag) : "";
}

}  // namespace

std::string fault_of_record(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(json).get(root)) return "is no JSON";
  return fault_of_object(root, story_shape());
}

std::string fault_of_our_html(std::string_view html) {
  const Document document = parse_html(html);
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (!document.node(id).is_element()) continue;
    if (std::string fault = fault_of_element(document, id); !fault.empty()) return fault;
  }
  return "";
}

}  // namespace copydesk
