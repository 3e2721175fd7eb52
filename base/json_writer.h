// json_writer.h: JsonWriter, JSON by appending to one buffer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

/// Writes compact JSON into a string that the caller owns. Commas are its business, not the
/// caller's. Example: JsonWriter w(out); w.begin_object(); w.key("a"); w.number(1); w.end_object();
/// gives {"a":1}
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void string(std::string_view text);  // text must be valid UTF-8
  void number(int64_t value);
  void number(double value);  // shortest form that reads back the same; not finite becomes null
  void boolean(bool value);
  void null();

  /// key() and string(), or nothing when the text is empty: absent is absent.
  void field(std::string_view name, std::string_view text);

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();

  std::string& out_;
  std::vector<bool> has_content_;
  bool after_key_ = false;
};

/// Appends `text` as a JSON string with its quotes. Controls, DEL and U+0080 to U+009F among them,
/// are escaped: JSON is printed on terminals too.
void append_json_string(std::string& out, std::string_view text);

/// Appends compact, valid JSON with line breaks and two spaces for each level, for people to read.
/// No line end after it.
void append_indented_json(std::string& out, std::string_view compact);

}  // namespace copydesk
