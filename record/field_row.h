// field_row.h: how a row of the table of fields is made from a member of a struct; for fields.cpp
// only. field<&Story::title>("title", "...") reads off the member's C++ type what JSON type it has,
// whether it is a list, when it is empty and how it is written.
#pragma once

#include <charconv>
#include <concepts>
#include <type_traits>
#include <utility>

#include "record/json_value.h"
#include "record/record.h"

namespace copydesk {
namespace {
// ------------------------------------------------------------------------------------

template <typename T>
const Shape& shape_of();  // defined below the tables
template <>
const Shape& shape_of<ByteRange>();
template <>
const Shape& shape_of<Note>();
template <>
const Shape& shape_of<Source>();
template <>
const Shape& shape_of<When>();
template <>
const Shape& shape_of<Author>();
template <>
const Shape& shape_of<Dateline>();
template <>
const Shape& shape_of<Image>();
template <>
const Shape& shape_of<Video>();
template <>
const Shape& shape_of<GalleryItem>();
template <>
const Shape& shape_of<Gallery>();
template <>
const Shape& shape_of<Link>();
template <>
const Shape& shape_of<RelatedStory>();
template <>
const Shape& shape_of<Comment>();
template <>
const Shape& shape_of<Access>();
template <>
const Shape& shape_of<Inline>();
template <>
const Shape& shape_of<ListItem>();
template <>
const Shape& shape_of<TableCell>();
template <>
const Shape& shape_of<BodyNode>();
template <>
const Shape& shape_of<TextSpan>();
template <>
const Shape& shape_of<FieldOrigin>();
template <>
const Shape& shape_of<Provenance>();

std::string_view name_of(Origin origin) { return origin_name(origin); }
std::string_view name_of(BodyNode::Kind kind) { return body_kind_name(kind); }
std::string_view name_of(Inline::Kind kind) { return inline_kind_name(kind); }

template <typename T>
constexpr bool kIsVector = false;
template <typename T>
constexpr bool kIsVector<std::vector<T>> = true;

template <typename T>
constexpr uint8_t depth_of() {
  if constexpr (kIsVector<T>)
    return static_cast<uint8_t>(1 + depth_of<typename T::value_type>());
  else
    return 0;
}

template <typename T>
constexpr ValueType type_of() {
  if constexpr (kIsVector<T>)
    return type_of<typename T::value_type>();
  else if constexpr (std::is_same_v<T, std::string> || std::is_enum_v<T>)
    return ValueType::kString;
  else if constexpr (std::is_same_v<T, bool>)
    return ValueType::kBoolean;
  else if constexpr (std::is_integral_v<T>)
    return ValueType::kInteger;
  else if constexpr (std::is_floating_point_v<T>)
    return ValueType::kNumber;
  else
    return ValueType::kObject;
}

template <typename T>
struct InnermostType {
  using Type = T;
};
template <typename T>
struct InnermostType<std::vector<T>> : InnermostType<T> {};

template <typename T>
void write_value(const T& value, JsonWriter& json) {
  if constexpr (kIsVector<T>) {
    json.begin_array();
    for (const auto& entry : value) write_value(entry, json);
    json.end_array();
  } else if constexpr (std::is_same_v<T, std::string>) {
    json.string(value);
  } else if constexpr (std::is_enum_v<T>) {
    json.string(name_of(value));
  } else if constexpr (std::is_same_v<T, bool>) {
    json.boolean(value);
  } else if constexpr (std::is_integral_v<T>) {
    json.number(static_cast<int64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    json.number(value);
  } else {
    append_shape_json(json, shape_of<T>(), &value);
  }
}

bool read_object(void* owner, const Shape& shape, const JsonValue& json);

template <typename E>
bool read_name(E& value, std::string_view name, E last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    value = static_cast<E>(i);
    if (name_of(value) == name) return true;
  }
  value = {};
  return false;
}
bool read_enum(Origin& value, std::string_view name) {
  return read_name(value, name, Origin::kText);
}
bool read_enum(BodyNode::Kind& value, std::string_view name) {
  return read_name(value, name, BodyNode::Kind::kEntry);
}
bool read_enum(Inline::Kind& value, std::string_view name) {
  return read_name(value, name, Inline::Kind::kSuperscript);
}

template <typename T>
bool read_value(T& value, const JsonValue& json) {
  if constexpr (kIsVector<T>) {
    simdjson::dom::array array;
    if (json.element.get(array) != simdjson::SUCCESS) return false;
    bool is_ok = true;
    for (const simdjson::dom::element entry : array) {
      is_ok = read_value(value.emplace_back(), JsonValue{entry}) && is_ok;
    }
    return is_ok;
  } else if constexpr (std::is_same_v<T, std::string> || std::is_enum_v<T>) {
    std::string_view text;
    if (json.element.get(text) != simdjson::SUCCESS) return false;
    if constexpr (std::is_enum_v<T>)
      return read_enum(value, text);
    else
      value = text;
    return true;
  } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double>) {
    return json.element.get(value) == simdjson::SUCCESS;
  } else if constexpr (std::is_integral_v<T>) {
    int64_t number = 0;
    if (json.element.get(number) != simdjson::SUCCESS) return false;
    value = static_cast<T>(number);
    return std::in_range<T>(number);
  } else {
    return read_object(&value, shape_of<T>(), json);
  }
}

template <typename T>
void append_plain_value(const T& value, std::string& out) {
  if constexpr (std::is_same_v<T, std::string>) {
    out += value;
  } else if constexpr (std::is_enum_v<T>) {
    out += name_of(value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<size_t>(end - digits));
  }
}

template <typename T>
bool has_any_field(const T& value) {
  for (const Field& field : shape_of<T>().fields)
    if (field.is_set(&value)) return true;
  return false;
}

template <auto Member>
struct MemberOf;
template <typename O, typename T, T O::*Member>
struct MemberOf<Member> {
  using Owner = O;
  using Type = T;
  static bool read(void* owner, const JsonValue& json) {
    return read_value(static_cast<Owner*>(owner)->*Member, json);
  }
  static const T& get(const void* owner) { return static_cast<const Owner*>(owner)->*Member; }

  // A number is set when it is not what a fresh object holds: colspan 1 is left out, offset 0 too.
  static bool is_set(const void* owner) {
    const T& value = get(owner);
    if constexpr (kIsVector<T> || std::is_same_v<T, std::string>)
      return !value.empty();
    else if constexpr (std::is_scalar_v<T>)
      return value != Owner{}.*Member;
    else if constexpr (requires { value.is_absent(); })
      return !value.is_absent();
    else
      return has_any_field(value);
  }
  static void each(const void* owner, void (*visit)(void*, const void*), void* context) {
    for (const auto& entry : get(owner)) visit(context, &entry);
  }
};

struct Flags {
  std::string_view values = {};
  bool is_required = false;
  bool is_on_request = false;
  uint32_t kinds = ~0u;
  int since = 1;
};

template <auto Member>
constexpr Field field(std::string_view name, std::string_view description, Flags flags = {}) {
  using M = MemberOf<Member>;
  using T = typename M::Type;
  Field row;
  row.name = name;
  row.description = description;
  row.values = flags.values;
  row.since = flags.since;
  row.type = type_of<T>();
  row.list_depth = depth_of<T>();
  row.is_required = flags.is_required;
  row.is_on_request = flags.is_on_request;
  row.kinds = flags.kinds;
  row.is_set = M::is_set;
  row.write = [](const void* owner, JsonWriter& json) { write_value(M::get(owner), json); };
  row.read = M::read;
  if constexpr (type_of<T>() == ValueType::kObject) {
    row.shape = shape_of<typename InnermostType<T>::Type>;
    if constexpr (!kIsVector<T>)
      row.member = [](const void* owner) -> const void* { return &M::get(owner); };
  } else if constexpr (!kIsVector<T>) {
    row.append_plain = [](const void* owner, std::string& out) {
      append_plain_value(M::get(owner), out);
    };
  }
  if constexpr (depth_of<T>() == 1) row.each = M::each;
  return row;
}

constexpr Field schema_version_field() {
  Field row;
  row.name = "schema_version";
  row.description =
      "Version of this form; grows by one when a field is added, and fields are never removed";
  row.type = ValueType::kInteger;
  row.is_required = true;
  row.is_set = [](const void*) { return true; };
  row.write = [](const void*, JsonWriter& json) { json.number(int64_t{kSchemaVersion}); };
  row.append_plain = [](const void*, std::string& out) { append_plain_value(kSchemaVersion, out); };
  return row;
}

constexpr Flags kRequired{.is_required = true};
constexpr Flags one_of(std::string_view values) { return {.values = values}; }

template <typename... Kinds>
constexpr Flags only_in(Kinds... kinds) {
  return {.kinds = ((1u << static_cast<uint32_t>(kinds)) | ...)};
}
template <typename... Kinds>
constexpr Flags always_in(Kinds... kinds) {
  return {.is_required = true, .kinds = ((1u << static_cast<uint32_t>(kinds)) | ...)};
}

}  // namespace
}  // namespace copydesk
