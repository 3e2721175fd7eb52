// arrow.cpp: stories -> record batches in the Arrow C data interface, one column a field.
// The columns follow from the table of fields (record/fields.h). Each array owns its buffers and
// can be moved and released on its own, as the interface asks.
// Method: own; SPEC: Arrow columnar format and C data interface, version 1.x.
#include <limits>

#include "bindings/border.h"

namespace copydesk {
namespace {

constexpr size_t kDefaultRows = 1024;
// A batch ends when it holds this much text; offsets of 32 bits then suffice by far.
constexpr size_t kBatchBytes = 64u << 20;

enum class ColumnType : uint8_t { kText, kWhole, kNumber, kTruth };

struct Column {
  std::string name;
  ColumnType type = ColumnType::kText;
  const Field* field = nullptr;  // null: the whole record as JSON
};

const char* format_of(ColumnType type) {
  switch (type) {
    case ColumnType::kText:
      return "u";
    case ColumnType::kWhole:
      return "l";
    case ColumnType::kNumber:
      return "g";
    case ColumnType::kTruth:
      return "b";
  }
  return "u";
}

ColumnType type_of(const Field& field) {
  if (field.list_depth > 0) return ColumnType::kText;
  if (field.type == ValueType::kInteger) return ColumnType::kWhole;
  if (field.type == ValueType::kNumber) return ColumnType::kNumber;
  if (field.type == ValueType::kBoolean) return ColumnType::kTruth;
  return ColumnType::kText;
}

constexpr std::string_view kRecordColumn = "record";

std::vector<Column> all_columns() {
  std::vector<Column> columns;
  for (const Field& field : story_shape().fields)
    columns.push_back({std::string(field.name), type_of(field), &field});
  return columns;
}

// A name may be asked for once; twice would give two columns of one name, which readers refuse.
Result<std::vector<Column>> columns_of(std::string_view names) {
  std::vector<Column> all = all_columns();
  if (names.empty()) return all;
  all.push_back({std::string(kRecordColumn), ColumnType::kText, nullptr});
  std::vector<Column> chosen;
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(','));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    bool is_found = false;
    for (Column& column : all) {
      if (column.name != name || name.empty()) continue;
      chosen.push_back(std::move(column));
      column.name.clear();
      is_found = true;
      break;
    }
    if (!is_found)
      return Error{ErrorCode::kUsage, 0, "no such column, or twice: " + std::string(name)};
  }
  return chosen;
}

// ---- schemas

struct SchemaOwner {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
};

void release_schema(ArrowSchema* schema) {
  for (int64_t i = 0; i < schema->n_children; ++i)
    if (schema->children[i]->release) schema->children[i]->release(schema->children[i]);
  delete static_cast<SchemaOwner*>(schema->private_data);
  schema->release = nullptr;
}

void fill_schema(ArrowSchema& schema, const char* format, int64_t flags,
                 std::unique_ptr<SchemaOwner> owner) {
  for (ArrowSchema& child : owner->children) owner->child_pointers.push_back(&child);
  schema = {};
  schema.format = format;
  schema.name = owner->name.c_str();
  schema.flags = flags;
  schema.n_children = static_cast<int64_t>(owner->children.size());
  schema.children = owner->child_pointers.data();
  schema.release = release_schema;
  schema.private_data = owner.release();
}

void export_schema(const std::vector<Column>& columns, ArrowSchema* out) {
  auto root = std::make_unique<SchemaOwner>();
  std::vector<std::unique_ptr<SchemaOwner>>
      owners;  // all memory first: from then on nothing throws
  for (const Column& column : columns) {
    owners.push_back(std::make_unique<SchemaOwner>());
    owners.back()->name = column.name;
  }
  root->children.resize(columns.size());
  root->child_pointers.reserve(columns.size());
  for (size_t i = 0; i < columns.size(); ++i)
    fill_schema(root->children[i], format_of(columns[i].type), ARROW_FLAG_NULLABLE,
                std::move(owners[i]));
  fill_schema(*out, "+s", 0, std::move(root));
}

// ---- arrays

struct ArrayOwner {
  std::vector<uint8_t> validity, truths;  // bits
  std::vector<int32_t> offsets;
  std::string text;
  std::vector<int64_t> wholes;
  std::vector<double> numbers;
  const void* buffers[3] = {};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  int64_t rows = 0, nulls = 0;
};

void release_array(ArrowArray* array) {
  for (int64_t i = 0; i < array->n_children; ++i)
    if (array->children[i]->release) array->children[i]->release(array->children[i]);
  delete static_cast<ArrayOwner*>(array->private_data);
  array->release = nullptr;
}

void fill_array(ArrowArray& array, int64_t buffer_count, std::unique_ptr<ArrayOwner> owner) {
  for (ArrowArray& child : owner->children) owner->child_pointers.push_back(&child);
  array = {};
  array.length = owner->rows;
  array.null_count = owner->nulls;
  array.n_buffers = buffer_count;
  array.buffers = owner->buffers;
  array.n_children = static_cast<int64_t>(owner->children.size());
  array.children = owner->child_pointers.data();
  array.release = release_array;
  array.private_data = owner.release();
}

void push_bit(std::vector<uint8_t>& bits, int64_t row, bool is_set) {
  if (row % 8 == 0) bits.push_back(0);
  if (is_set) bits.back() = static_cast<uint8_t>(bits.back() | 1u << (row % 8));
}

/// Collects one column of a batch.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(const Column& column) : column_(&column) {
    array_ = std::make_unique<ArrayOwner>();
    array_->offsets.push_back(0);
  }

  Result<void> append(const Story& story, RecordSource& source) {
    const Field* field = column_->field;
    const bool is_set = !field || field->is_required || !field->is_set || field->is_set(&story);
    push_bit(array_->validity, array_->rows, is_set);
    array_->nulls += is_set ? 0 : 1;
    switch (column_->type) {
      case ColumnType::kText:
        append_text(story, source, is_set);
        break;
      case ColumnType::kWhole:
        array_->wholes.push_back(std::strtoll(plain(story), nullptr, 10));
        break;
      case ColumnType::kNumber:
        array_->numbers.push_back(std::strtod(plain(story), nullptr));
        break;
      case ColumnType::kTruth:
        push_bit(array_->truths, array_->rows, std::string_view(plain(story)) == "true");
        break;
    }
    ++array_->rows;
    constexpr size_t kMostText = std::numeric_limits<int32_t>::max();
    if (array_->text.size() > kMostText)
      return Error{ErrorCode::kTooLarge, 0, "a record is over 2 GiB in column " + column_->name};
    if (column_->type == ColumnType::kText)
      array_->offsets.push_back(static_cast<int32_t>(array_->text.size()));
    return {};
  }

  size_t text_bytes() const { return array_->text.size(); }

  void finish(ArrowArray& out) {
    array_->buffers[0] = array_->nulls > 0 ? array_->validity.data() : nullptr;
    const bool is_text = column_->type == ColumnType::kText;
    array_->buffers[1] = is_text                               ? array_->offsets.data()
                         : column_->type == ColumnType::kWhole ? array_->wholes.data()
                         : column_->type == ColumnType::kNumber
                             ? array_->numbers.data()
                             : static_cast<void*>(array_->truths.data());
    array_->buffers[2] = array_->text.data();
    fill_array(out, is_text ? 3 : 2, std::move(array_));
  }

 private:
  const char* plain(const Story& story) {
    plain_.clear();
    if (column_->field->append_plain) column_->field->append_plain(&story, plain_);
    return plain_.c_str();
  }

  void append_text(const Story& story, RecordSource& source, bool is_set) {
    if (!is_set) return;
    const Field* field = column_->field;
    if (!field) {
      source.append_json(story, array_->text);
    } else if (field->type == ValueType::kString && field->list_depth == 0) {
      plain_.clear();
      field->append_plain(&story, plain_);
      append_repaired_utf8(array_->text, plain_);
    } else {
      plain_.clear();
      JsonWriter writer(plain_);
      field->write(&story, writer);
      append_repaired_utf8(array_->text, plain_);
    }
  }

  const Column* column_;
  std::unique_ptr<ArrayOwner> array_;
  std::string plain_;
};

// ---- the stream

struct StreamOwner {
  std::unique_ptr<RecordSource> source;
  std::vector<Column> columns;
  size_t rows = kDefaultRows;
  std::string last_error;
};

StreamOwner& owner_of(ArrowArrayStream* stream) {
  return *static_cast<StreamOwner*>(stream->private_data);
}

Result<void> next_batch(StreamOwner& stream, ArrowArray* out) {
  std::vector<ColumnBuilder> builders;
  builders.reserve(stream.columns.size());
  for (const Column& column : stream.columns) builders.emplace_back(column);
  size_t rows = 0, bytes = 0;
  while (rows < stream.rows && bytes < kBatchBytes) {
    Story story;
    CD_TRY(const bool has_more, stream.source->next(story));
    if (!has_more) break;
    bytes = 0;
    for (ColumnBuilder& builder : builders) {
      CD_TRY_VOID(builder.append(story, *stream.source));
      bytes += builder.text_bytes();
    }
    ++rows;
  }
  *out = {};  // release is null: the end of the stream
  if (rows == 0) return {};
  auto batch = std::make_unique<ArrayOwner>();
  batch->rows = static_cast<int64_t>(rows);
  batch->children.resize(builders.size());
  batch->child_pointers.reserve(builders.size());
  for (size_t i = 0; i < builders.size(); ++i) builders[i].finish(batch->children[i]);
  fill_array(*out, 1, std::move(batch));
  return {};
}

/// Runs a callback of the stream; the code is one of errno, as the interface asks.
template <typename Work>
int in_stream(ArrowArrayStream* stream, const Work& work) noexcept {
  copydesk_error error = {};
  const int code = at_border(&error, work);
  if (code == COPYDESK_OK) return 0;
  try {
    owner_of(stream).last_error = std::string(copydesk_error_name(code)) + " at byte " +
                                  std::to_string(error.offset) + ": " + error.detail;
  } catch (...) {
  }
  return code == COPYDESK_TOO_LARGE ? ENOMEM : code == COPYDESK_USAGE ? EINVAL : EIO;
}

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  *out = {};
  return in_stream(stream, [&]() -> Result<void> {
    export_schema(owner_of(stream).columns, out);
    return {};
  });
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  *out = {};
  return in_stream(stream, [&] {
    StreamOwner& owner = owner_of(stream);
    return owner.source->alone([&] { return next_batch(owner, out); });
  });
}

const char* stream_error(ArrowArrayStream* stream) {
  const std::string& error = owner_of(stream).last_error;
  return error.empty() ? nullptr : error.c_str();
}

void stream_release(ArrowArrayStream* stream) {
  delete static_cast<StreamOwner*>(stream->private_data);
  stream->release = nullptr;
}

/// Records that the caller had as JSON Lines.
class LinesSource final : public RecordSource {
 public:
  explicit LinesSource(std::string lines) : lines_(std::move(lines)) {}
  Result<bool> next(Story& story) override {
    while (at_ < lines_.size()) {
      const size_t begin = at_;
      const size_t end = std::min(lines_.find('\n', at_), lines_.size());
      at_ = end + 1;
      if (end == begin) continue;
      line_ = std::string_view(lines_).substr(begin, end - begin);
      Result<Story> read = read_story_json(line_);
      if (!read.is_ok()) {
        at_ = lines_.size();
        return Error{read.error().code, begin, read.error().detail};
      }
      story = std::move(read.value());
      return true;
    }
    return false;
  }
  void append_json(const Story&, std::string& out) override { out += line_; }

 private:
  std::string lines_;
  std::string_view line_;
  size_t at_ = 0;
};

}  // namespace

Result<void> make_stream(std::unique_ptr<RecordSource> source, std::string_view columns,
                         size_t rows, ArrowArrayStream* out) {
  *out = {};
  auto owner = std::make_unique<StreamOwner>();
  CD_TRY(owner->columns, columns_of(columns));
  owner->source = std::move(source);
  if (rows > 0) owner->rows = rows;
  out->get_schema = stream_schema;
  out->get_next = stream_next;
  out->get_last_error = stream_error;
  out->release = stream_release;
  out->private_data = owner.release();
  return {};
}

}  // namespace copydesk

using namespace copydesk;

extern "C" int copydesk_records_arrow(const char* records, size_t size, const char* columns,
                                      size_t rows, struct ArrowArrayStream* out,
                                      copydesk_error* error) {
  if (out) *out = {};
  return at_border(error, [&]() -> Result<void> {
    CD_TRY_VOID(given(out && (records || size == 0)));
    return make_stream(std::make_unique<LinesSource>(std::string(size > 0 ? records : "", size)),
                       view_of(columns), rows, out);
  });
}
