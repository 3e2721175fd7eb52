// reader.cpp: PageReader: any input, one Page after the other.
// The first bytes decide the kind; archives then go record by record, anything else is one page.
// Not here: how records are found (archive.cpp), what they give (record_page.cpp), charsets
// (page.cpp).
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "input/archive.h"
#include "input/digest.h"
#include "input/header.h"
#include "input/input.h"
#include "input/kind.h"
#include "input/mhtml.h"
#include "input/plain_part.h"
#include "input/record_page.h"
#include "input/stream.h"
#include "input/webarchive.h"

namespace copydesk {
namespace {

// What a MemberStream decodes, as the source of the next one: a compressed file inside a compressed
// file. Damage ends it, and is a loss: behind it the next one would take bytes for a record's that
// are not. Lifetime: report and limits outlive it.
class LayerSource final : public ByteSource {
 public:
  LayerSource(std::unique_ptr<MemberStream> inner, InputReport& report, const InputLimits& limits)
      : inner_(std::move(inner)), report_(report), limits_(limits) {}
  Result<size_t> read(char* into, size_t size) override {
    if (is_broken_) return size_t{0};
    inner_->fill(size);
    const size_t count = std::min(size, inner_->view().size());
    std::copy_n(inner_->view().data(), count, into);
    inner_->consume(count);
    if (count == 0 && inner_->error().has_value()) return *inner_->error();
    if (count < size && inner_->has_break()) lose_rest();
    return count;
  }

 private:
  void lose_rest() {
    is_broken_ = true;
    Damage damage = inner_->take_break();
    damage.detail += "; what it holds is compressed again, and nothing behind it was read";
    add_damage(report_, limits_, std::move(damage));
  }

  std::unique_ptr<MemberStream> inner_;
  InputReport& report_;
  const InputLimits& limits_;
  bool is_broken_ = false;
};

bool is_archive(InputKind kind) { return kind == InputKind::kWarc || kind == InputKind::kArc; }

ArchiveFormat format_of(InputKind kind) {
  return kind == InputKind::kArc ? ArchiveFormat::kArc : ArchiveFormat::kWarc;
}

std::string_view coding_name(Coding coding) {
  if (coding == Coding::kGzip) return "+gzip";
  return coding == Coding::kZstd ? "+zstd" : "";
}

// Counts a record. Types are words of the archive's own: of those that nobody knows no more are
// kept by name than sound archives have.
void count_record(InputReport& report, const std::string& type) {
  constexpr size_t kMostTypes = 32, kMostTypeBytes = 64;
  const std::string name(type.empty() ? "(no type)" : utf8_prefix(type, kMostTypeBytes));
  const bool is_kept = report.records.contains(name) || report.records.size() < kMostTypes;
  ++report.records[is_kept ? name : "(other types)"];
}

// The name of what is inside: that of the file without the ending that its outer coding gave it.
std::string_view name_inside(std::string_view name) {
  for (const std::string_view ending : {".gz", ".zst"})
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  return name;
}

bool holds_record(std::string_view text) {
  return find_record(text, 0, ArchiveFormat::kWarc) != kNoHeader ||
         find_record(text, 0, ArchiveFormat::kArc) != kNoHeader;
}

}  // namespace

struct PageReader::State {
  std::unique_ptr<ByteSource> source;  // until the first next()
  FilePart part;
  std::optional<uint64_t> stored_size;
  InputLimits limits;
  InputReport report;
  std::string coding_names;
  std::unique_ptr<MemberStream> stream;
  std::optional<ArchiveReader> archive;
  bool is_done = false;
  bool is_cut = false;  // a single page whose compressed data breaks off
  bool checks_digests = false;

  bool has_more_layers();
  Result<KindChoice> open_stream();
  Result<void> go_to_part(const KindChoice* archive_kind);
  uint64_t bytes_of_part() const;
  Result<std::optional<Page>> start();
  void check_digest(const Record& record);
  Result<std::optional<Page>> next_of_archive();
  void add_notes_of_archive();
  Result<void> read_whole();
  Result<Page> wrapped_page(InputKind kind, std::string_view bytes);
  Page plain_page(std::string_view bytes);
  Result<std::optional<Page>> single_page(KindChoice kind);
  Result<void> unreadable() const;
};

Result<void> PageReader::State::unreadable() const {
  if (stream->error().has_value()) return *stream->error();
  return {};
}

// Whether what was decoded is compressed once more. A first record that only begins as if it were
// is no layer: all offsets would be counted in what is decoded, though records have members. Nor is
// one that holds a compressed archive; but bytes in front of the first member are damage.
bool PageReader::State::has_more_layers() {
  if (stream->first_coding() == Coding::kNone) return false;
  const bool is_layer_at_start = coding_by_magic(stream->view()) != Coding::kNone;
  if (is_layer_at_start && is_archive_name(report.path))
    stream->fill(limits.page_bytes);  // its begin may be damaged
  const std::string_view name = is_layer_at_start ? report.path : name_inside(report.path);
  return MemberStream(memory_source(stream->view()), name, limits, is_member_start)
                 .first_coding() != Coding::kNone &&
         (is_layer_at_start || !holds_record(stream->view()));
}

// Opens compression layer by layer and looks at what is inside.
Result<KindChoice> PageReader::State::open_stream() {
  constexpr size_t kLookBytes = 64u << 10;
  stream = std::make_unique<MemberStream>(std::move(source), report.path, limits, is_member_start);
  stream->set_end(part.end);
  coding_names = coding_name(stream->first_coding());
  for (uint32_t layers = 1;; ++layers) {
    // A first record that cannot be decoded is a loss, if there is anything behind it.
    while (!stream->fill(1) && stream->has_break()) {
      Damage damage = stream->take_break();
      const bool is_all = !stream->fill(1) && !stream->has_break();
      if (is_all && report.losses.empty())
        return Error{damage.code, damage.offset, report.path + ": " + damage.detail};
      add_damage(report, limits, std::move(damage));
    }
    const bool is_all = !stream->fill(kLookBytes);
    // So little of the first record that one cannot tell what it was: the next one tells.
    if (stream->has_record_behind_break() && !is_archive(kind_of(stream->view(), false, {}).kind)) {
      const uint64_t begin = stream->stored_offset(stream->position());
      stream->consume(stream->view().size());
      Damage damage = stream->take_break();
      damage.length += damage.offset - std::min(begin, damage.offset);
      damage.offset = std::min(begin, damage.offset);
      add_damage(report, limits, std::move(damage));
      --layers;
      continue;
    }
    if (!has_more_layers()) {
      const KindChoice kind = kind_of(stream->view(), is_all, report.path);
      if (is_archive(kind.kind) || is_all || !is_archive_name(report.path)) return kind;
      stream->fill(limits.page_bytes);  // much may stand in front of the first sound record
      return kind_of(stream->view(), false, report.path);
    }
    if (layers >= limits.layers)
      return Error{ErrorCode::kTooLarge, 0,
                   report.path + ": compressed more often than the limit of layers"};
    auto inner = std::make_unique<LayerSource>(std::move(stream), report, limits);
    stream = std::make_unique<MemberStream>(std::move(inner), report.path, limits, is_member_start);
    coding_names += coding_name(stream->first_coding());
  }
}

// The head of the file told what it is; from here on only its part counts.
Result<void> PageReader::State::go_to_part(const KindChoice* archive_kind) {
  if (part.begin == 0) return {};
  const bool has_one_layer = coding_names == coding_name(stream->first_coding());
  report.losses.clear();
  report.bytes = 0;
  is_done = archive_kind == nullptr || !has_one_layer;
  if (is_done) return {};
  uint64_t from = part.begin;
  if (stream->first_coding() == Coding::kNone) {
    CD_TRY(from, sure_record_start(report.path, part.begin, format_of(archive_kind->kind)));
  }
  CD_TRY(std::unique_ptr<ByteSource> there, open_file(report.path, from));
  stream = std::make_unique<MemberStream>(std::move(there), from, *stream);
  stream->set_end(part.end);
  return {};
}

Result<std::optional<Page>> PageReader::State::start() {
  Result<KindChoice> opened = open_stream();
  report.bytes = stream->stored_end();
  const bool is_archive_file = opened.is_ok() && is_archive(opened.value().kind);
  // The records of an archive in front of what cannot be read are read, and then it is told.
  if (!is_archive_file) CD_TRY_VOID(unreadable());
  if (!part.is_whole()) CD_TRY_VOID(go_to_part(is_archive_file ? &opened.value() : nullptr));
  if (is_done) return std::optional<Page>();
  if (!opened.is_ok()) return opened.error();
  const KindChoice kind = opened.value();
  if (kind.kind == InputKind::kEmpty) {
    is_done = true;
    report.kind = "empty" + coding_names;
    return std::optional<Page>();
  }
  if (kind.kind == InputKind::kUnsupported) {
    std::string detail = report.path + ": this is ";
    detail += kind.format;
    return Error{ErrorCode::kUnsupported, 0, std::move(detail)};
  }
  if (!is_archive(kind.kind)) return single_page(kind);
  const ArchiveFormat format = format_of(kind.kind);
  report.kind = (format == ArchiveFormat::kArc ? "arc" : "warc") + coding_names;
  archive.emplace(*stream, format, limits, stored_size, report);
  return next_of_archive();
}

uint64_t PageReader::State::bytes_of_part() const {
  return std::max(stream->stored_end(), part.begin) - part.begin;
}

void PageReader::State::check_digest(const Record& record) {
  const std::string fault = digest_fault(record, limits);
  if (fault.empty() || report.notes.size() >= limits.losses) return;
  report.notes.push_back({"digest", "byte " + std::to_string(record.offset) + " to " +
                                        std::to_string(record.offset + record.length) + ": " +
                                        fault + "  " + record.header.url});
}

Result<std::optional<Page>> PageReader::State::next_of_archive() {
  // Records and losses before the part come where sure_record_start() could not go on; they are
  // another part's.
  const auto is_before_part = [this](const auto& one) { return one.offset < part.begin; };
  Record record;
  while (archive->next(record)) {
    if (is_before_part(record)) continue;
    count_record(report, record.header.type);
    report.bytes = bytes_of_part();
    std::erase_if(report.losses, is_before_part);
    if (checks_digests) check_digest(record);
    RecordResult result = page_of_record(record, limits);
    if (result.error.has_value()) {
      add_loss(report, limits,
               {result.error->code, record.offset, record.length, record.header.url,
                std::move(result.error->detail)});
    } else if (!result.page.has_value()) {
      ++report.skipped;
    } else {
      if (report.pages == 0 && result.page->source.kind == "wet")
        report.kind = "wet" + coding_names;
      ++report.pages;
      result.page->source.path = report.path;
      archive->keep(result.page->text);
      return std::move(result.page);
    }
  }
  is_done = true;
  report.bytes = bytes_of_part();
  std::erase_if(report.losses, is_before_part);
  CD_TRY_VOID(unreadable());
  add_notes_of_archive();
  return std::optional<Page>();
}

// What was poor about the archive as a whole, at its end.
void PageReader::State::add_notes_of_archive() {
  uint64_t records = 0;
  for (const auto& [type, count] : report.records) records += count;
  if (stream->first_coding() != Coding::kNone && part.begin == 0 && stream->member_count() == 1 &&
      records > 1 && !stream->is_mixed())
    report.notes.push_back(
        {"one-member", "all records are in one compressed member: none can be read by itself"});
  if (const auto parts = report.records.find("continuation"); parts != report.records.end())
    report.notes.push_back(
        {"segments",
         "records of type continuation hold more of bodies that do not fit into one "
         "record, and were not read: " +
             std::to_string(parts->second)});
  if (stream->is_mixed() && part.begin == 0)
    report.notes.push_back({"mixed-codings", "the records are compressed in more than one way"});
}

// All of the input, in view() of the stream.
Result<void> PageReader::State::read_whole() {
  stream->fill(limits.page_bytes + 1);
  report.bytes = stream->stored_end();
  CD_TRY_VOID(unreadable());
  if (stream->has_break()) {
    const bool is_page_whole = stream->break_ahead()->is_behind_member && !stream->view().empty();
    const bool is_padding = stream->break_ahead()->is_padding;
    Loss loss = loss_of(stream->take_break());
    if (loss.code == ErrorCode::kTooLarge || stream->view().empty())
      return Error{loss.code, loss.offset, report.path + ": " + loss.detail};
    // What could be decoded of a page is worth reading.
    is_cut = !is_page_whole;
    if (is_cut || !is_padding) add_loss(report, limits, std::move(loss));
  }
  if (stream->view().size() > limits.page_bytes)
    return Error{ErrorCode::kTooLarge, limits.page_bytes,
                 report.path + ": the page is larger than the limit"};
  return {};
}

// A page in a file of another form.
Result<Page> PageReader::State::wrapped_page(InputKind kind, std::string_view bytes) {
  std::optional<Page> page;
  std::string_view form;
  if (kind == InputKind::kMhtml) {
    report.kind = "mhtml" + coding_names;
    Result<Page> found = page_of_mhtml(bytes);
    if (found.is_ok()) return found;
    return Error{found.error().code, 0, report.path + ": " + found.error().detail};
  }
  if (kind == InputKind::kWebarchive) {
    page = page_of_webarchive(bytes);
    report.kind = "webarchive", form = "property list";
  } else {
    RecordResult result =
        page_of_response(bytes.substr(bytes.find_first_not_of("\r\n")), {}, limits);
    if (result.error.has_value())
      return Error{result.error->code, 0, report.path + ": " + result.error->detail};
    page = std::move(result.page);
    report.kind = "response", form = "saved response";
  }
  report.kind += coding_names;
  if (page.has_value()) return std::move(*page);
  return Error{ErrorCode::kNotHtml, 0,
               report.path + ": the " + std::string(form) + " holds no page"};
}

Page PageReader::State::plain_page(std::string_view bytes) {
  PageHints hints;
  hints.name = name_inside(report.path);
  Page page = decode_page_in_place(bytes, hints);
  report.kind = page.source.kind + coding_names;
  return page;
}

Result<std::optional<Page>> PageReader::State::single_page(KindChoice kind) {
  is_done = true;
  CD_TRY_VOID(read_whole());
  const std::string_view bytes = stream->view();
  std::optional<Page> page;
  if (kind.kind == InputKind::kPage) {
    page = plain_page(bytes);
  } else {
    CD_TRY(page, wrapped_page(kind.kind, bytes));
  }
  stream->consume_and_keep(bytes.size(), page->text);
  page->source.path = report.path;
  page->source.length = report.bytes;
  if (is_cut) {
    page->source.truncated = true;
    page->notes.push_back({"body-cut", report.losses.back().detail});
  }
  report.pages = 1;
  return page;
}

PageReader::PageReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<PageReader> PageReader::open(const std::string& path, const InputLimits& limits) {
  CD_TRY(std::unique_ptr<ByteSource> source, open_file(path));
  PageReader reader = over(std::move(source), path, limits);
  struct stat status {};
  if (path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode))
    reader.state_->stored_size = static_cast<uint64_t>(status.st_size);
  return reader;
}

Result<PageReader> PageReader::open_part(const std::string& path, FilePart part,
                                         const InputLimits& limits) {
  CD_TRY(PageReader reader, open(path, limits));
  reader.state_->part = part;
  return reader;
}

PageReader PageReader::over(std::unique_ptr<ByteSource> source, std::string name,
                            const InputLimits& limits) {
  auto state = std::make_unique<State>();
  state->source = std::move(source);
  state->limits = limits;
  state->report.path = std::move(name);
  return PageReader(std::move(state));
}

const InputReport& PageReader::report() const { return state_->report; }

Result<std::optional<Page>> PageReader::next() {
  State& state = *state_;
  if (state.is_done) return std::optional<Page>();
  Result<std::optional<Page>> page =
      state.archive.has_value() ? state.next_of_archive() : state.start();
  if (!page.is_ok()) state.is_done = true;
  return page;
}

Result<Page> read_first_page(const std::string& path, const InputLimits& limits) {
  CD_TRY(PageReader reader, PageReader::open(path, limits));
  CD_TRY(std::optional<Page> page, reader.next());
  if (!page.has_value()) return Error{ErrorCode::kNotFound, 0, path + ": holds no page"};
  return std::move(*page);
}

void PageReader::check_digests() { state_->checks_digests = true; }

InputReport check_input(const std::string& path, const InputLimits& limits) {
  Result<PageReader> reader = PageReader::open(path, limits);
  if (!reader.is_ok()) {
    InputReport report;
    report.path = path;
    report.losses.push_back(
        {reader.error().code, 0, 0, {}, detail_without_path(reader.error(), path)});
    return report;
  }
  reader.value().check_digests();
  while (true) {
    Result<std::optional<Page>> page = reader.value().next();
    if (page.is_ok() && page.value().has_value()) continue;
    InputReport report = reader.value().report();
    if (!page.is_ok())
      report.losses.push_back({page.error().code,
                               page.error().where_bytes,
                               0,
                               {},
                               detail_without_path(page.error(), path)});
    return report;
  }
}

}  // namespace copydesk
