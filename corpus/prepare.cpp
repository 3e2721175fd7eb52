// prepare.cpp: a story and its page -> everything the archive stores of them. Pure work, done by
// workers. Not here: the tables (schema.cpp), writing them (add.cpp).
#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include <cmath>

#include "corpus/archive_state.h"
#include "corpus/words.h"

namespace copydesk {
namespace {

void append_words(std::string& out, std::string_view text) {
  append_search_words(out, text);
  out += '\n';
}

uint64_t seeded_hash(uint64_t page_hash, std::string_view url) {
  return XXH3_64bits_withSeed(url.data(), url.size(), page_hash);
}

void keep_page(PreparedInput& input, const InputPage& page) {
  const uint64_t page_hash = XXH3_64bits(page.text.data(), page.text.size());
  input.url = page.url;
  input.hash = seeded_hash(page_hash, page.url);
  if (page.text.empty()) return;
  input.page = compress(page.text);
  input.page_form = page.form;
  input.page_bytes = page.text.size();
  input.page_hash = page_hash;
}

// The part of the record that stands under "provenance", as a record of its own.
std::string provenance_json(const Provenance& provenance) {
  Story only;
  only.provenance = provenance;
  std::string json;
  append_story_json(json, only, {.provenance = true});
  return json;
}

// For callers that have not named the story: the same rule as the record's, address or input name
// and text.
std::string fallback_id(const Story& story) {
  std::string name = shared_address(story);
  if (name.empty()) name = story.source.path + '@' + std::to_string(story.source.offset);
  const uint64_t seed = XXH3_64bits(name.data(), name.size());
  const XXH128_hash_t hash = XXH3_128bits_withSeed(story.text.data(), story.text.size(), seed);
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string compress(std::string_view bytes) {
  // Of 1,495 pages of 278 kB level 1 made 65 MB in 0.61 s, level 3 60 MB in 0.87 s, all of it of
  // the 7 s that reading and archiving them takes.
  constexpr int kLevel = 1;
  // Not a string, which would write zeros over memory that is mostly not used.
  const size_t most = ZSTD_compressBound(bytes.size());
  const auto out = std::make_unique_for_overwrite<char[]>(most);
  const size_t size = ZSTD_compress(out.get(), most, bytes.data(), bytes.size(), kLevel);
  CD_CHECK(!ZSTD_isError(size));
  return {out.get(), size};
}

Result<std::string> decompress(std::string_view bytes, size_t max_bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > max_bytes) {
    return Error{ErrorCode::kDamaged, 0, "archive: a compressed value is damaged"};
  }
  std::string out(size, '\0');
  const size_t got = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) || got != size) {
    return Error{ErrorCode::kDamaged, 0, "archive: a compressed value is damaged"};
  }
  return out;
}

uint64_t input_hash(std::string_view page_text, std::string_view url) {
  return seeded_hash(XXH3_64bits(page_text.data(), page_text.size()), url);
}

std::string shared_address(const Story& story) {
  const std::string& address = story.canonical_url.empty() ? story.url : story.canonical_url;
  return address.substr(0, address.find('#'));
}

void search_words_of(const Story& story, std::string (&words)[5]) {
  append_words(words[0], story.title);
  append_words(words[1], story.dek);
  for (const std::string& highlight : story.highlights) append_words(words[1], highlight);
  append_words(words[2], story.text);
  for (const Image& image : story.images) append_words(words[3], image.caption);
  for (const Gallery& gallery : story.galleries) {
    append_words(words[3], gallery.title);
    for (const GalleryItem& item : gallery.items) append_words(words[3], item.caption);
  }
  for (const Video& video : story.videos) append_words(words[3], video.caption);
  for (const Author& author : story.authors) append_words(words[4], author.name);
  append_words(words[4], story.agency);
  for (const std::string& tag : story.tags) append_words(words[4], tag);
}

int64_t count_body_words(std::string_view text) {
  int64_t count = 0;
  WordReader reader(text);
  Word word;
  while (reader.next(word)) count += word.is_tail ? 0 : 1;
  return count;
}

PreparedInput prepare_input(Story story, const InputPage& page) {
  PreparedInput input;
  input.source = story.source;
  keep_page(input, page);
  if (!story.provenance.fields.empty() || !story.provenance.text.empty()) {
    input.provenance = compress(provenance_json(story.provenance));
    story.provenance = {};
  }
  if (!std::isfinite(story.confidence)) story.confidence = 0;
  if (story.id.empty()) story.id = fallback_id(story);
  input.word_count = count_body_words(story.text);
  append_story_json(input.record, story);
  // What was ill-formed UTF-8 is mended in the record; the columns must say the same.
  if (Result<Story> mended = read_story_json(input.record); mended.is_ok())
    story = std::move(mended).value();
  search_words_of(story, input.search_words);
  input.sketch = pack_sketch(make_sketch(story.text));
  input.story = std::move(story);
  return input;
}

PreparedInput prepare_failure(const Source& source, const Error& error, const InputPage& page) {
  PreparedInput input;
  input.source = source;
  keep_page(input, page);
  input.cause = error_name(error.code);
  input.cause_detail = error.detail;
  return input;
}

std::string packed_input(const PreparedInput& input) {
  std::string bytes;
  Packer out(bytes);
  const Source& source = input.source;
  for (const std::string* text :
       {&source.path, &source.kind, &source.fetched, &source.charset, &source.charset_reason,
        &input.url, &input.cause, &input.cause_detail, &input.record, &input.provenance,
        &input.page, &input.page_form, &input.sketch})
    out.text(*text);
  for (const std::string& words : input.search_words) out.text(words);
  for (const uint64_t number :
       {source.offset, source.length, uint64_t{source.truncated}, input.hash, input.page_bytes,
        input.page_hash, static_cast<uint64_t>(input.word_count)})
    out.number(number);
  return bytes;
}

Result<PreparedInput> unpacked_input(std::string_view bytes) {
  Unpacker in(bytes);
  PreparedInput input;
  Source& source = input.source;
  for (std::string* text :
       {&source.path, &source.kind, &source.fetched, &source.charset, &source.charset_reason,
        &input.url, &input.cause, &input.cause_detail, &input.record, &input.provenance,
        &input.page, &input.page_form, &input.sketch})
    *text = in.text();
  for (std::string& words : input.search_words) words = in.text();
  source.offset = in.number();
  source.length = in.number();
  source.truncated = in.number() != 0;
  input.hash = in.number();
  input.page_bytes = in.number();
  input.page_hash = in.number();
  input.word_count = static_cast<int64_t>(in.number());
  if (input.record.empty()) return input;
  CD_TRY(input.story, read_story_json(input.record));
  return input;
}

}  // namespace copydesk
