// csv.cpp: one row a story; the columns follow from the table of fields.
// A plain field is a column; an object becomes one column for each of its fields ("source.path"); a
// list becomes one cell, its entries (or the first field of each) parted by " | ". The body and the
// provenance have no column. SPEC: RFC 4180, with CRLF line ends. Source of the formula rule:
// OWASP, "CSV Injection".
#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

bool has_column(const Field& field) {
  return field.name != "body" && !field.is_on_request && field.list_depth <= 1;
}

// Spreadsheets run cells that begin like this; the full-width forms too.
bool looks_like_formula(std::string_view cell) {
  constexpr std::string_view kStarts[] = {"=",
                                          "+",
                                          "-",
                                          "@",
                                          "\t",
                                          "\r",
                                          "\n",
                                          "\xEF\xBC\x9D",
                                          "\xEF\xBC\x8B",
                                          "\xEF\xBC\x8D",
                                          "\xEF\xBC\xA0"};
  for (const std::string_view start : kStarts)
    if (cell.substr(0, start.size()) == start) return true;
  return false;
}

void append_cell(std::string& out, std::string_view raw) {
  std::string cell;
  append_clean(cell, raw);
  if (looks_like_formula(cell)) cell.insert(0, 1, '\'');
  const bool needs_quotes = cell.find_first_of(",\"\r\n") != std::string::npos ||
                            (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
  if (!needs_quotes) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

struct ListCell {
  std::string text;
  const Field* naming_field = nullptr;  // of the entries; null for a list of strings
};

void append_list_entry(void* context, const void* value) {
  auto& cell = *static_cast<ListCell*>(context);
  if (!cell.text.empty()) cell.text += " | ";
  if (cell.naming_field)
    cell.naming_field->append_plain(value, cell.text);
  else
    cell.text += *static_cast<const std::string*>(value);
}

void append_field_cell(std::string& out, const Field& field, const void* owner) {
  if (field.list_depth == 1) {
    ListCell cell{{}, field.shape ? &field.shape().fields[0] : nullptr};
    field.each(owner, append_list_entry, &cell);
    append_cell(out, cell.text);
  } else if (field.is_required || field.is_set(owner)) {
    std::string plain;
    field.append_plain(owner, plain);
    append_cell(out, plain);
  }
}

// Calls visit(field, owner, prefix) for each column; `story` may be null when only names are
// wanted.
template <typename Visit>
void for_each_column(const Story* story, const Visit& visit) {
  for (const Field& field : story_shape().fields) {
    if (!has_column(field)) continue;
    if (!field.shape || field.list_depth > 0) {
      visit(field, static_cast<const void*>(story), std::string_view{});
      continue;
    }
    const void* object = story ? field.member(story) : nullptr;
    for (const Field& inner : field.shape().fields) visit(inner, object, field.name);
  }
}

class CsvWriter final : public Writer {
 public:
  explicit CsvWriter(const WriterOptions&) {}

  void begin(std::string& out) const override {
    bool is_first = true;
    for_each_column(nullptr, [&](const Field& field, const void*, std::string_view prefix) {
      if (!is_first) out += ',';
      is_first = false;
      if (!prefix.empty()) out.append(prefix).append(".");
      out += field.name;
    });
    out += "\r\n";
  }

 private:
  void append_story(const Story& story, std::string& out) const override {
    bool is_first = true;
    for_each_column(&story, [&](const Field& field, const void* owner, std::string_view) {
      if (!is_first) out += ',';
      is_first = false;
      append_field_cell(out, field, owner);
    });
    out += "\r\n";
  }
};

}  // namespace

std::unique_ptr<Writer> make_csv_writer(const WriterOptions& options) {
  return std::make_unique<CsvWriter>(options);
}

}  // namespace copydesk
