// reader.cpp: PageReader: any input, one Page after the other.
#include <algorithm>

#include "input/input.h"

namespace copydesk {

struct PageReader::State {
  std::unique_ptr<ByteSource> source;
  InputLimits limits;
  InputReport report;
  bool is_done = false;
};

namespace {

Result<std::string> read_all(ByteSource& source, size_t max_bytes) {
  constexpr size_t kChunkBytes = 256u << 10;
  std::string bytes;
  while (true) {
    const size_t old_size = bytes.size();
    bytes.resize(old_size + kChunkBytes);
    CD_TRY(const size_t got, source.read(bytes.data() + old_size, kChunkBytes));
    bytes.resize(old_size + got);
    if (bytes.size() > max_bytes)
      return Error{ErrorCode::kTooLarge, max_bytes, "the page is larger than the limit"};
    if (got < kChunkBytes) return bytes;
  }
}

}  // namespace

PageReader::PageReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<PageReader> PageReader::open(const std::string& path, const InputLimits& limits) {
  CD_TRY(std::unique_ptr<ByteSource> source, open_file(path));
  return over(std::move(source), path, limits);
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
  if (std::exchange(state.is_done, true)) return std::optional<Page>();
  CD_TRY(std::string bytes, read_all(*state.source, state.limits.page_bytes));
  state.report.bytes = bytes.size();
  const uint64_t length = bytes.size();
  PageHints hints;
  hints.name = state.report.path;
  Page page = decode_page(std::move(bytes), hints);
  page.source.path = state.report.path;
  page.source.length = length;
  state.report.kind = page.source.kind;
  state.report.pages = 1;
  return std::optional<Page>(std::move(page));
}

Result<Page> read_first_page(const std::string& path, const InputLimits& limits) {
  CD_TRY(PageReader reader, PageReader::open(path, limits));
  CD_TRY(std::optional<Page> page, reader.next());
  if (!page.has_value()) return Error{ErrorCode::kNotFound, 0, path + ": holds no page"};
  return std::move(*page);
}

InputReport check_input(const std::string& path, const InputLimits& limits) {
  Result<PageReader> reader = PageReader::open(path, limits);
  if (!reader.is_ok()) {
    InputReport report;
    report.path = path;
    report.losses.push_back({reader.error().code, 0, 0, {}, reader.error().detail});
    return report;
  }
  while (true) {
    Result<std::optional<Page>> page = reader.value().next();
    if (page.is_ok() && page.value().has_value()) continue;
    InputReport report = reader.value().report();
    if (!page.is_ok())
      report.losses.push_back(
          {page.error().code, page.error().where_bytes, 0, {}, page.error().detail});
    return report;
  }
}

}  // namespace copydesk
