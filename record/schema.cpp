// schema.cpp: the JSON Schema and the reference of the record, made from the table of fields.
// Both list the shapes in the order in which the record first uses them. Objects whose fields
// depend on their kind (body nodes, inlines) become one variant a kind.
#include <algorithm>
#include <vector>

#include "record/record.h"

namespace copydesk {
namespace {

// All shapes below the story, each once, in order of first use.
std::vector<const Shape*> shapes_in_use() {
  std::vector<const Shape*> shapes{&story_shape()};
  for (size_t i = 0; i < shapes.size(); ++i) {
    for (const Field& field : shapes[i]->fields) {
      if (!field.shape) continue;
      const Shape* inner = &field.shape();
      if (std::find(shapes.begin(), shapes.end(), inner) == shapes.end()) shapes.push_back(inner);
    }
  }
  return shapes;
}

std::string_view json_type(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "string";
    case ValueType::kInteger:
      return "integer";
    case ValueType::kNumber:
      return "number";
    case ValueType::kBoolean:
      return "boolean";
    case ValueType::kObject:
      return "object";
  }
  return "string";
}

std::vector<std::string_view> split_values(std::string_view values) {
  std::vector<std::string_view> parts;
  while (!values.empty()) {
    const size_t space = std::min(values.find(' '), values.size());
    parts.push_back(values.substr(0, space));
    values.remove_prefix(std::min(space + 1, values.size()));
  }
  return parts;
}

void write_field_type(JsonWriter& json, const Field& field) {
  if (field.shape) {
    json.key("$ref");
    json.string(std::string("#/$defs/").append(field.shape().name));
    return;
  }
  json.field("type", json_type(field.type));
  if (field.type == ValueType::kInteger) {
    json.key("minimum");
    json.number(int64_t{0});
  }
  if (field.type == ValueType::kNumber) {
    json.key("minimum");
    json.number(int64_t{0});
    json.key("maximum");
    json.number(int64_t{1});
  }
  if (field.values.empty()) return;
  json.key("enum");
  json.begin_array();
  for (const std::string_view value : split_values(field.values)) json.string(value);
  json.end_array();
}

void write_field_schema(JsonWriter& json, const Field& field) {
  json.key(field.name);
  json.begin_object();
  json.field("description", field.description);
  for (int i = 0; i < field.list_depth; ++i) {
    json.field("type", "array");
    json.key("items");
    json.begin_object();
  }
  write_field_type(json, field);
  for (int i = 0; i < field.list_depth; ++i) json.end_object();
  json.end_object();
}

// One object; `kind` picks the variant of a shape whose fields depend on it, or is shape.kind_count
// for the others.
void write_object_schema(JsonWriter& json, const Shape& shape, uint32_t kind) {
  const bool is_variant = kind < shape.kind_count;
  const uint32_t kind_bit = is_variant ? 1u << kind : ~0u;
  json.field("type", "object");
  json.key("properties");
  json.begin_object();
  for (const Field& field : shape.fields) {
    if ((field.kinds & kind_bit) == 0) continue;
    if (is_variant && field.name == "kind") {
      json.key("kind");
      json.begin_object();
      json.field("const", shape.kind_name(kind));
      json.end_object();
    } else {
      write_field_schema(json, field);
    }
  }
  json.end_object();
  json.key("required");
  json.begin_array();
  for (const Field& field : shape.fields)
    if (field.is_required && (field.kinds & kind_bit) != 0) json.string(field.name);
  json.end_array();
}

void write_shape_schema(JsonWriter& json, const Shape& shape) {
  json.field("description", shape.description);
  if (shape.kind_count == 0) return write_object_schema(json, shape, shape.kind_count);
  json.key("oneOf");
  json.begin_array();
  for (uint32_t kind = 0; kind < shape.kind_count; ++kind) {
    json.begin_object();
    write_object_schema(json, shape, kind);
    json.end_object();
  }
  json.end_array();
}

// ---------------- the reference

void append_type_words(std::string& out, const Field& field) {
  out.append(field.list_depth, '[');
  if (field.shape) {
    const std::string_view name = field.shape().name;
    out.append("[").append(name).append("](#").append(name).append(")");
  } else {
    out += json_type(field.type);
  }
  out.append(field.list_depth, ']');
}

void append_kinds(std::string& out, const Shape& shape, const Field& field) {
  if (shape.kind_count == 0 || field.kinds == ~0u) return;
  out += "; in";
  for (uint32_t kind = 0; kind < shape.kind_count; ++kind)
    if (field.kinds >> kind & 1) out.append(" `").append(shape.kind_name(kind)).append("`");
}

void append_values(std::string& out, const Shape& shape, const Field& field) {
  if (field.name == "kind" && shape.kind_count > 0) {
    out += ":";
    for (uint32_t kind = 0; kind < shape.kind_count; ++kind)
      out.append(" `").append(shape.kind_name(kind)).append("`");
  } else if (!field.values.empty()) {
    out += ":";
    for (const std::string_view value : split_values(field.values))
      out.append(" `").append(value).append("`");
  }
}

void append_field_row(std::string& out, const Shape& shape, const Field& field) {
  out.append("| `").append(field.name).append("` | ");
  append_type_words(out, field);
  out += field.is_on_request ? " | on request | " : field.is_required ? " | always | " : " | | ";
  out += std::to_string(field.since);
  out.append(" | ").append(field.description);
  append_values(out, shape, field);
  append_kinds(out, shape, field);
  out += " |\n";
}

}  // namespace

std::string story_json_schema() {
  std::string compact;
  JsonWriter json(compact);
  json.begin_object();
  json.field("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.field("title", "Copydesk story");
  write_shape_schema(json, story_shape());
  json.key("$defs");
  json.begin_object();
  for (const Shape* shape : shapes_in_use()) {
    if (shape == &story_shape()) continue;
    json.key(shape->name);
    json.begin_object();
    write_shape_schema(json, *shape);
    json.end_object();
  }
  json.end_object();
  json.end_object();
  std::string schema;
  append_indented_json(schema, compact);
  return schema += '\n';
}

std::string record_reference() {
  std::string out =
      "# The record\n\n"
      "One story as JSON. Generated by `copydesk schema --markdown` from the table in "
      "`record/fields.cpp`; do not edit.\n"
      "The machine-readable form is [schema/story.schema.json](../schema/story.schema.json).\n\n"
      "Absent is absent: a field without a value is left out and is never an empty string, but for "
      "the text of a\n"
      "cell that only keeps its place. Offsets and lengths are bytes of UTF-8. `since` is the "
      "`schema_version` that brought the\n"
      "field; fields are added, never removed.\n";
  for (const Shape* shape : shapes_in_use()) {
    out.append("\n## ")
        .append(shape->name)
        .append("\n\n")
        .append(shape->description)
        .append(".\n\n");
    out += "| field | type | written | since | meaning |\n|---|---|---|---|---|\n";
    for (const Field& field : shape->fields) append_field_row(out, *shape, field);
  }
  return out;
}

}  // namespace copydesk
