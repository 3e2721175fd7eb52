// hostile_archive.cpp: payloads -> an archive whose every field holds one, for the browser tests.
//
//   hostile_archive ARCHIVE PAYLOADS     PAYLOADS: a file with one payload after the other, each
//                                        ended by a NUL
//
// Story N ("xN") has payload N as every text and address, inside its saved page as markup, and as
// the name of its file; an input that failed has it as path and detail.
#include <cstdio>
#include <string>

#include "corpus/corpus.h"

using namespace copydesk;

namespace {

constexpr std::string_view kPageStart = "<!DOCTYPE html><title>Page</title><body><p>Before</p>\n";

void add_body(Story& story, const std::string& payload) {
  using Kind = BodyNode::Kind;
  for (const Kind kind :
       {Kind::kParagraph, Kind::kHeading, Kind::kQuote, Kind::kCode, Kind::kEntry}) {
    BodyNode node;
    node.kind = kind;
    node.level = 2;
    node.text = node.headline = node.language = payload;
    node.inlines = {{Inline::Kind::kLink, 0, static_cast<uint32_t>(payload.size()), payload}};
    story.body.push_back(node);
  }
  BodyNode list, table, embed;
  list.kind = Kind::kList;
  list.items = {{0, false, payload, {}}};
  table.kind = Kind::kTable;
  table.rows = {{{payload, true, 1, 1}, {payload, false, 1, 1}}};
  embed.kind = Kind::kEmbed;
  embed.url = payload;
  story.body.insert(story.body.end(), {list, table, embed});
  for (const Kind kind : {Kind::kImage, Kind::kVideo, Kind::kGallery}) {
    BodyNode media;
    media.kind = kind;
    story.body.push_back(media);
  }
  story.text = text_of(story.body);
}

Story story_of(const std::string& payload, size_t number) {
  Story story;
  const std::string url = "https://hostile.example/" + std::to_string(number) + "?" + payload;
  story.id = "x" + std::to_string(number);
  story.source = {payload, number + 1, 5, "html", payload, payload, payload, false};
  story.url = number % 2 == 0 ? payload : url;
  story.canonical_url = payload;
  story.publisher = story.title = story.dek = story.section = story.agency = payload;
  story.highlights = story.tags = story.corrections = {payload};
  story.authors = {{payload, payload}};
  story.dateline = {payload, payload, payload};
  story.published = {payload, "minute", "explicit", payload};
  story.modified = {"2017-04-13T05:33:00-04:00", "minute", "explicit", payload};
  story.language = story.direction = story.page_type = payload;
  story.images = {{payload, payload, payload, payload, "inline"},
                  {url, payload, payload, payload, "lead"}};
  story.galleries = {{payload, 1, {{1, "image", payload, url, payload, payload}}}};
  story.videos = {{payload, payload, payload, url}};
  story.links = {{payload, payload}};
  story.related = {{payload, payload}};
  story.comments = {{payload, payload, payload}};
  story.notes = {{payload, payload}};
  add_body(story, payload);
  const auto begin = static_cast<uint32_t>(kPageStart.size());
  const auto end = static_cast<uint32_t>(begin + payload.size());
  story.provenance.fields = {{"title", Origin::kVisible, {{begin, end}}},
                             {payload, Origin::kMeta, {{begin, end}}}};
  story.provenance.text = {{0, static_cast<uint32_t>(payload.size()), {begin, end}}};
  return story;
}

Result<void> add_payload(Archive& archive, const std::string& payload, size_t number) {
  constexpr ErrorCode kCauses[] = {ErrorCode::kDamaged, ErrorCode::kTruncated, ErrorCode::kEmpty,
                                   ErrorCode::kNotHtml, ErrorCode::kTooLarge};
  const std::string page = std::string(kPageStart) + payload + "\n<p>After</p>";
  Story story = story_of(payload, number);
  const std::string url = story.url;
  CD_TRY_VOID(archive.add(prepare_input(std::move(story), {url, page, "html"})));
  Source source;
  source.path = payload;
  source.offset = number;
  const Error error{kCauses[number % std::size(kCauses)], 0, payload};
  CD_TRY_VOID(archive.add(prepare_failure(source, error, {payload, page, "html"})));
  return {};
}

Result<void> build(const std::string& path, const std::string& payloads) {
  CD_TRY(Archive archive, Archive::open(path, Archive::Access::kWrite));
  size_t number = 0;
  for (size_t begin = 0; begin < payloads.size(); ++number) {
    const size_t end = std::min(payloads.find('\0', begin), payloads.size());
    CD_TRY_VOID(add_payload(archive, payloads.substr(begin, end - begin), number));
    begin = end + 1;
  }
  return archive.commit();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: hostile_archive ARCHIVE PAYLOADS\n", stderr), 2;
  const Result<std::string> payloads = read_file(argv[2]);
  if (!payloads.is_ok()) return std::fprintf(stderr, "%s\n", payloads.error().detail.c_str()), 4;
  const Result<void> built = build(argv[1], payloads.value());
  if (!built.is_ok()) return std::fprintf(stderr, "%s\n", built.error().detail.c_str()), 5;
  return 0;
}
