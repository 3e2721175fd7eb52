// fields.h: the one table of the record's fields. The JSON writer, the CSV header, the JSON Schema
// and docs/record.md are made from it, so that a new field is one line here and one member in
// record.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/base.h"

namespace copydesk {

struct Story;
struct Shape;
struct JsonValue;  // of the parser; see json_value.h

enum class ValueType : uint8_t { kString, kInteger, kNumber, kBoolean, kObject };

/// One field of the record or of an object in it.
struct Field {
  std::string_view name;
  std::string_view description;  // for people, one sentence without a full stop
  std::string_view values;       // the closed set of values, parted by spaces; empty: open
  int since = 1;                 // the schema_version that brought it
  ValueType type = ValueType::kString;
  uint8_t list_depth = 0;      // 1: a list of `type`, 2: a list of lists
  bool is_required = false;    // written always; others are left out when they are empty
  bool is_on_request = false;  // written with RecordOptions::provenance only
  uint32_t kinds = ~0u;        // of a body node or inline: bits of the kinds that have this field
  const Shape& (*shape)() = nullptr;  // kObject: what is inside
  bool (*is_set)(const void* owner) = nullptr;
  void (*write)(const void* owner, JsonWriter& json) = nullptr;
  /// Sets the member from JSON; a value of another type is passed over, false. Null for what is not
  /// a member (schema_version).
  bool (*read)(void* owner, const JsonValue& json) = nullptr;
  /// The plain value of a string, integer, number or boolean field without JSON's quotes. Null for
  /// lists and objects.
  void (*append_plain)(const void* owner, std::string& out) = nullptr;
  /// Calls `visit(context, value)` for each entry of a list of strings or objects. Null for the
  /// others.
  void (*each)(const void* owner, void (*visit)(void* context, const void* value),
               void* context) = nullptr;
  /// The member itself, for objects that are no list.
  const void* (*member)(const void* owner) = nullptr;
};

/// A kind of object: the story itself, an author, an image, ... The first field is what names it in
/// one line (CSV).
struct Shape {
  std::string_view name;
  std::string_view description;
  std::span<const Field> fields;
  uint32_t (*kind_of)(const void* owner) = nullptr;  // objects whose fields depend on their `kind`
  std::string_view (*kind_name)(uint32_t kind) = nullptr;
  uint32_t kind_count = 0;
};

/// The record: all its fields in the order of its JSON form. Threads: safe, the table is read-only.
const Shape& story_shape();

struct RecordOptions {
  bool provenance = false;  // leaves every other field as it is
  uint64_t fields = ~0ull;  // of the story itself: bit i is row i of story_shape()
};

/// The bits of RecordOptions::fields for names parted by commas. Errors: kUsage (no such field).
Result<uint64_t> record_fields(std::string_view names);

/// Appends a story as one line of JSON without a line end. Ill-formed UTF-8 in the story becomes
/// U+FFFD. Cost: linear. Threads: safe.
void append_story_json(std::string& out, const Story& story, const RecordOptions& options = {});

/// Reads a story back from its JSON record, with the provenance if it is there. Fields that this
/// version does not know are passed over. Errors: kDamaged (no JSON, or a field of the wrong type).
/// Cost: linear. Threads: safe.
Result<Story> read_story_json(std::string_view json);

/// Appends any object of the table as JSON: an Image, a BodyNode, ...
void append_shape_json(JsonWriter& json, const Shape& shape, const void* owner,
                       const RecordOptions& options = {});

/// The JSON Schema (draft 2020-12) of the record, indented: schema/story.schema.json.
std::string story_json_schema();

/// The reference of the record in Markdown: docs/record.md.
std::string record_reference();

}  // namespace copydesk
