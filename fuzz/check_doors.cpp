// check_doors.cpp: the invariants of the ways in: C interface, archive file, HTTP service.
#include <simdjson.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/base.h"
#include "bindings/copydesk.h"
#include "corpus/corpus.h"
#include "fuzz/checks.h"
#include "fuzz/record_faults.h"
#include "output/output.h"
#include "record/fields.h"
#include "server/server.h"
#include "story/story.h"

namespace copydesk {
namespace {

bool is_json(std::string_view text) {
  simdjson::dom::parser parser;
  return !parser.parse(simdjson::padded_string(text)).error();
}

// ---------------- C

// What the library gave, checked and freed.
std::string taken(copydesk_text& text) {
  CD_CHECK(text.data != nullptr && text.data[text.size] == '\0');
  std::string copy(text.data, text.size);
  CD_CHECK(is_valid_utf8(copy));
  copydesk_free(&text);
  CD_CHECK(text.data == nullptr);
  return copy;
}

copydesk_options c_options(unsigned choice) {
  constexpr const char* kFormats[] = {"json", "md", "txt", "html", "csv", "tei", "wet", "jsonld"};
  copydesk_options options = {};
  options.size = sizeof options;
  options.url = choice & 1 ? "https://news.example/a/1" : nullptr;
  options.format = kFormats[choice / 2 % 8];
  options.provenance = choice & 16 ? 1 : 0;
  options.kind = static_cast<int32_t>(choice / 32 % 3);
  options.favor = static_cast<int32_t>(choice / 64 % 3);
  options.page_bytes = 1u << 20;
  return options;
}

// A page as a record; empty when it is over the limits.
std::string extracted(std::string_view bytes, const copydesk_options& options) {
  copydesk_text text = {};
  copydesk_error error = {};
  const int code = copydesk_extract(bytes.data(), bytes.size(), &options, &text, &error);
  CD_CHECK(code == error.code || code == COPYDESK_OK);
  CD_CHECK(code == COPYDESK_OK || is_valid_utf8(error.detail));
  return code == COPYDESK_OK ? taken(text) : std::string();
}

void check_c_reader(std::string_view bytes, const copydesk_options& options) {
  copydesk_error error = {};
  copydesk_reader* reader =
      copydesk_open_memory(bytes.data(), bytes.size(), "fuzz", &options, &error);
  CD_CHECK(reader != nullptr);
  for (size_t count = 0;; ++count) {
    CD_CHECK(count <= bytes.size() + 2);
    copydesk_entry entry = {};
    CD_CHECK(copydesk_next(reader, &entry, &error) == COPYDESK_OK);
    if (entry.kind == COPYDESK_END) break;
    CD_CHECK(entry.data[entry.size] == '\0' && is_valid_utf8({entry.data, entry.size}));
    if (entry.kind == COPYDESK_REJECT) CD_CHECK(is_json({entry.data, entry.size}));
  }
  copydesk_text report = {};
  CD_CHECK(copydesk_report(reader, &report, &error) == COPYDESK_OK);
  CD_CHECK(is_json(taken(report)));
  copydesk_close(reader);
}

void drain(ArrowArrayStream& stream) {
  ArrowSchema schema = {};
  if (stream.get_schema(&stream, &schema) == 0) schema.release(&schema);
  for (size_t count = 0; count < 100000; ++count) {
    ArrowArray batch = {};
    if (stream.get_next(&stream, &batch) != 0) {
      CD_CHECK(stream.get_last_error(&stream) != nullptr);
      break;
    }
    if (batch.release == nullptr) break;
    CD_CHECK(batch.length > 0 && batch.null_count <= batch.length);
    batch.release(&batch);
  }
  stream.release(&stream);
}

void check_records(std::string_view bytes, unsigned choice) {
  copydesk_error error = {};
  copydesk_text text = {};
  if (copydesk_convert(bytes.data(), bytes.size(), c_options(choice).format, &text, &error) ==
      COPYDESK_OK)
    (void)taken(text);
  ArrowArrayStream stream = {};
  const char* columns = choice & 1 ? "title,text,confidence,record" : nullptr;
  if (copydesk_records_arrow(bytes.data(), bytes.size(), columns, choice % 7, &stream, &error) ==
      COPYDESK_OK)
    drain(stream);
}

// ---------------- an archive of our own

constexpr const char* kPages[] = {
    "<title>Flood in Porto</title><h1>Flood in Porto</h1><p>By Ana Ruiz</p><time "
    "datetime=2017-04-13T05:33:00Z>April 13</time><article><p>The river rose at night and the quay "
    "was under water for most of the day.<p>The council met on Monday and voted on the wall again, "
    "nine against four.</article>",
    "<title>Bridge closed</title><article><h1>Bridge closed</h1><p>The bridge over the river is "
    "closed until the spring, the council said.<figure><img src=/b.jpg><figcaption>The bridge. "
    "Photo: Tom Oke</figcaption></figure><p>Ferries run every ten minutes.</article>"};

// The folder of this process for files; it goes when the program ends.
class Scratch {
 public:
  Scratch()
      : folder_(std::filesystem::temp_directory_path() /
                ("copydesk-fuzz-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Scratch() { std::filesystem::remove_all(folder_); }
  std::string path(std::string_view name) const { return folder_ / name; }

 private:
  std::filesystem::path folder_;
};

const Scratch& scratch() {
  static const Scratch kScratch;
  return kScratch;
}

void fill(const std::string& path) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kWrite);
  CD_CHECK(archive.is_ok());
  for (const char* text : kPages) {
    Page page = decode_page(text);
    page.source.path = "pages/" + std::to_string(text[7]) + ".html";
    page.url = "https://news.example/" + std::to_string(text[8]);
    Story story = read_story(page, {.provenance = true});
    CD_CHECK(archive.value().add(prepare_input(story, {page.url, page.text, "html"})).is_ok());
  }
  Source source;
  source.path = "pages/broken.html";
  const Error error{ErrorCode::kDamaged, 7, "the file breaks off"};
  CD_CHECK(archive.value().add(prepare_failure(source, error, {})).is_ok());
  CD_CHECK(archive.value().commit().is_ok());
}

// The file of an archive with two stories and a failure.
const std::string& sound_archive() {
  static const std::string kBytes = [] {
    const std::string path = scratch().path("sound.db");
    fill(path);
    return read_file(path).value();
  }();
  return kBytes;
}

void write(const std::string& path, std::string_view bytes) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal", "-writer"})
    std::filesystem::remove(path + suffix);
  std::ofstream file(path, std::ios::binary);  // no flush to disk: thousands are written
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  CD_CHECK(file.good());
}

void append_line(std::string& out, const StoryLine& line) {
  out.append(line.id).append("|").append(line.title).append("|").append(line.url).append("|");
  out.append(line.publisher).append(line.published).append("\n");
}

// All that can be asked of an archive, as one text; what is refused is not in it.
std::string answers_of(Archive& archive) {
  std::string out;
  for (const char* query : {"", "river", "\"the council\" -ferries", "bridg*", "title:flood"}) {
    const Result<SearchResult> found = archive.search({.query = query});
    if (!found.is_ok()) continue;
    for (const SearchHit& hit : found.value().hits) {
      append_line(out, hit.story);
      out += hit.snippet.text;
    }
  }
  for (int64_t number = 1; number <= 2; ++number) {
    const Result<Story> story = archive.story(std::to_string(number));
    if (story.is_ok()) append_story_json(out, story.value());
    const Result<Provenance> provenance = archive.provenance(number);
    if (provenance.is_ok()) out += std::to_string(provenance.value().text.size());
    const Result<StoredPage> page = archive.page_of(number);
    if (page.is_ok()) out += page.value().text;
    if (const auto inputs = archive.inputs_of(number); inputs.is_ok())
      for (const StoredInput& input : inputs.value()) out += input.path + input.cause;
    if (const auto versions = archive.versions(number); versions.is_ok())
      for (const Version& version : versions.value()) append_line(out, version.story);
    if (const auto copies = archive.copies(number); copies.is_ok())
      for (const StoryLine& copy : copies.value()) append_line(out, copy);
  }
  if (const auto failures = archive.failures(); failures.is_ok())
    for (const FailureCause& cause : failures.value()) out += cause.cause;
  if (const auto stats = archive.stats(); stats.is_ok())
    out += std::to_string(stats.value().stories) + "," + std::to_string(stats.value().words);
  if (const auto lines = archive.strangest(5); lines.is_ok())
    for (const StoryLine& line : lines.value()) append_line(out, line);
  return out;
}

// The sound archive with five bytes each of `bytes` saying where something is changed and how.
std::string damaged_archive(std::string_view bytes) {
  std::string file = sound_archive();
  for (; bytes.size() >= 5; bytes.remove_prefix(5)) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const size_t at = (byte(0) << 16 | byte(1) << 8 | byte(2)) % file.size();
    file[at] = static_cast<char>(file[at] ^ (byte(3) == 0 ? 1 : byte(3)));
    if (byte(4) == 255) file.resize(at + 1);
  }
  return file;
}

void check_writing(const std::string& path) {
  Result<Archive> archive = Archive::open(path, Archive::Access::kWrite);
  if (!archive.is_ok()) return;
  Page page = decode_page(kPages[0]);
  page.source.path = "pages/new.html";
  page.text = std::string(page.text) + "<p>One more line of text.";
  const Story story = read_story(page);
  if (archive.value().add(prepare_input(story, {"", page.text, "html"})).is_ok())
    (void)archive.value().commit().is_ok();
  (void)archive.value().verify().is_ok();
}

// ---------------- the service

struct ServiceUnderTest {
  std::unique_ptr<Reader> reader;
  ServiceUnderTest() {
    const std::string path = scratch().path("served.db");
    fill(path);
    reader = std::move(Reader::open(path, "http://127.0.0.1:2")).value();
  }
};

// "GET /path?a=b", lines of the head, an empty line, the body.
HttpRequest request_of(std::string_view bytes) {
  HttpRequest request;
  std::string text;
  append_repaired_utf8(text, bytes.substr(0, bytes.find('\n')));
  const std::string_view line = text;
  const size_t space = std::min(line.find(' '), line.size());
  request.method = line.substr(0, space) == "POST" ? "POST" : "GET";
  std::string_view target = line.substr(std::min(space + 1, line.size()));
  request.path = target.substr(0, target.find('?'));
  if (request.path.empty() || request.path[0] != '/') request.path.insert(0, "/");
  target.remove_prefix(std::min(target.find('?'), target.size()));
  while (!target.empty()) {
    target.remove_prefix(1);
    const std::string_view pair = target.substr(0, target.find('&'));
    const size_t equals = std::min(pair.find('='), pair.size());
    request.parameters.push_back({std::string(pair.substr(0, equals)),
                                  std::string(pair.substr(std::min(equals + 1, pair.size())))});
    target.remove_prefix(pair.size());
  }
  const size_t head_end = bytes.find("\n\n");
  if (head_end != std::string_view::npos) request.body = bytes.substr(head_end + 2);
  const size_t type = bytes.substr(0, head_end).find("Content-Type: ");
  if (type != std::string_view::npos) {
    const std::string_view value = bytes.substr(type + 14, bytes.size());
    request.content_type = value.substr(0, value.find('\n'));
  }
  return request;
}

bool is_changing(std::string_view path) {  // with every request
  return path == "/api/metrics" || path == "/glance";
}

void check_response(const HttpRequest& request, const HttpResponse& response) {
  CD_CHECK(response.status >= 200 && response.status <= 503);
  CD_CHECK(is_valid_utf8(response.body));
  bool has_policy = false;
  for (const auto& [name, value] : response.headers) {
    CD_CHECK(name.find_first_of("\r\n:") == std::string::npos);
    CD_CHECK(value.find_first_of("\r\n") == std::string::npos);
    has_policy |= name == "Content-Security-Policy";
  }
  if (response.content_type.starts_with("application/json")) CD_CHECK(is_json(response.body));
  if (!response.content_type.starts_with("text/html")) return;
  CD_CHECK(has_policy || request.path == "/hits");  // a part of a page that has one
  const std::string fault = fault_of_our_html(response.body);
  if (!fault.empty()) std::fprintf(stderr, "%s: %s\n", request.path.c_str(), fault.c_str());
  CD_CHECK(fault.empty());
}

}  // namespace

void check_capi(std::string_view bytes) {
  const unsigned choice = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.back());
  if (!bytes.empty()) bytes.remove_suffix(1);
  copydesk_options options = c_options(choice);
  const std::string entry = extracted(bytes, options);
  CD_CHECK(entry == extracted(bytes, options));
  if (options.format == std::string_view("json") && !entry.empty()) {
    CD_CHECK(fault_of_record(entry).empty());
    copydesk_text text = {};
    CD_CHECK(copydesk_convert(entry.data(), entry.size(), "json", &text, nullptr) == COPYDESK_OK);
    std::string converted = taken(text);
    if (!options.provenance) CD_CHECK(converted == entry);
  }
  options.kind = COPYDESK_ANY;
  check_c_reader(bytes, options);
  check_records(bytes, choice);
}

void check_archive(std::string_view bytes) {
  static const std::string kSoundAnswers = [] {
    const std::string path = scratch().path("sound.db");
    (void)sound_archive();
    Archive archive = std::move(Archive::open(path, Archive::Access::kRead)).value();
    return answers_of(archive);
  }();
  const std::string path = scratch().path("damaged.db");
  const bool is_whole = bytes.starts_with("SQLite format 3");
  write(path, is_whole ? std::string(bytes) : damaged_archive(bytes));
  {
    Result<Archive> archive = Archive::open(path, Archive::Access::kRead);
    if (archive.is_ok()) {
      const std::string answers = answers_of(archive.value());
      const Result<VerifyReport> verified = archive.value().verify();
      const bool is_sound = verified.is_ok() && verified.value().faults.empty();
      if (!is_whole && is_sound) CD_CHECK(answers == kSoundAnswers);
    }
  }
  check_writing(path);
}

void check_service(std::string_view bytes) {
  static ServiceUnderTest service;
  const HttpRequest request = request_of(bytes);
  const HttpResponse response = service.reader->answer(request);
  check_response(request, response);
  if (!is_changing(request.path)) CD_CHECK(service.reader->answer(request).body == response.body);
  check_response(request, service.reader->answer_page(request));
}

}  // namespace copydesk
