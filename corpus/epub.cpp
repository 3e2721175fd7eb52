// epub.cpp: stories -> an EPUB 3 book, written as a stream: each chapter goes out when it comes in,
// the lists at the end. The container is a ZIP file of our own, since only its simplest form is
// needed (PKWARE APPNOTE 6.3.10, deflate). Not here: pictures. A book may not refer to pictures
// elsewhere, and nothing is fetched.
#include <fmt/format.h>
#include <xxhash.h>
#include <zlib.h>

#include "corpus/corpus.h"
#include "output/output.h"

namespace copydesk {
namespace {

constexpr uint64_t kMaxBookBytes = 0xFFFFFFFFu;  // ZIP without its 64-bit form
constexpr size_t kMaxEntries = 0xFFFF;

constexpr std::string_view kContainer =
    R"(<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
)";

constexpr std::string_view kStyle =
    "body{line-height:1.5}h1{line-height:1.2}.section,.credits,figcaption,footer{font-size:.85em}"
    "blockquote{margin-left:0;padding-left:1em;border-left:2px "
    "solid}table{border-collapse:collapse}"
    "td,th{border:1px solid;padding:.2em .5em}pre{white-space:pre-wrap}";

void append_number(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string deflated(std::string_view content) {
  z_stream stream{};
  CD_CHECK(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                        Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CD_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// Our own HTML, in which every "<" starts a tag of ours, as XML: void elements closed, pictures
// out.
std::string as_xhtml(std::string_view html) {
  std::string out;
  while (!html.empty()) {
    const size_t tag = std::min(html.find('<'), html.size());
    out += html.substr(0, tag);
    html.remove_prefix(tag);
    if (html.empty()) break;
    const size_t end = std::min(html.find('>'), html.size() - 1);
    const std::string_view element = html.substr(0, end + 1);
    if (element.starts_with("<br") || element.starts_with("<hr")) {
      out.append(element.substr(0, element.size() - 1)).append("/>");
    } else if (!element.starts_with("<img")) {
      out += element;
    }
    html.remove_prefix(end + 1);
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

constexpr std::string_view kPageHead =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html "
    "xmlns=\"http://www.w3.org/1999/xhtml\" "
    "xmlns:epub=\"http://www.idpf.org/2007/ops\">\n<head><title>";

std::string chapter_name(size_t index) { return fmt::format("story-{:05}.xhtml", index + 1); }

// A title of one line of valid UTF-8, which a book may not be without.
std::string title_or(std::string_view title, std::string_view otherwise) {
  std::string line;
  append_one_line(line, title);
  return line.empty() ? std::string(otherwise) : line;
}

}  // namespace

EpubWriter::EpubWriter(std::string title) : title_(title_or(title, "Stories")) {}

Result<void> EpubWriter::append_entry(std::string& out, std::string_view name,
                                      std::string_view content, Packing packing) {
  const std::string packed =
      packing == Packing::kDeflated ? deflated(content) : std::string(content);
  if (size_ + packed.size() > kMaxBookBytes - (64u << 20) || entry_count_ >= kMaxEntries - 8) {
    return Error{ErrorCode::kTooLarge, 0, "too many stories for one book; narrow it with --query"};
  }
  std::string head;                  // what the local header and the directory share
  append_number(head, 20, 2);        // version needed
  append_number(head, 1u << 11, 2);  // names are UTF-8
  append_number(head, packing == Packing::kDeflated ? 8 : 0, 2);  // method
  append_number(head, 0x21u << 16, 4);  // 1980-01-01: the same book, the same bytes
  append_number(
      head,
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())),
      4);
  append_number(head, packed.size(), 4);
  append_number(head, content.size(), 4);
  append_number(head, name.size(), 2);
  append_number(head, 0, 2);  // no extra field
  append_number(directory_, 0x02014B50, 4);
  append_number(directory_, 20, 2);
  directory_ += head;
  append_number(directory_, 0, 10);  // comment, disk, attributes
  append_number(directory_, size_, 4);
  directory_ += name;
  const size_t before = out.size();
  append_number(out, 0x04034B50, 4);
  out.append(head).append(name).append(packed);
  size_ += out.size() - before;
  ++entry_count_;
  return {};
}

Result<void> EpubWriter::begin(std::string& out) {
  if (entry_count_ > 0) return {};
  CD_TRY_VOID(append_entry(out, "mimetype", "application/epub+zip", Packing::kStored));
  CD_TRY_VOID(append_entry(out, "META-INF/container.xml", kContainer, Packing::kDeflated));
  return append_entry(out, "book/style.css", kStyle, Packing::kDeflated);
}

Result<void> EpubWriter::add(const Story& story, std::string& out) {
  CD_TRY_VOID(begin(out));
  std::string title = title_or(story.title, "Untitled");
  std::string page(kPageHead), article;
  append_story_article(story, article);
  page.append(escaped(title))
      .append("</title><link rel=\"stylesheet\" href=\"style.css\"/></head>\n<body>\n");
  page.append(as_xhtml(article)).append("</body></html>\n");
  content_hash_ = XXH3_64bits_withSeed(page.data(), page.size(), content_hash_);
  CD_TRY_VOID(
      append_entry(out, "book/" + chapter_name(chapters_.size()), page, Packing::kDeflated));
  chapters_.push_back({std::move(title), story.language});
  return {};
}

std::string EpubWriter::navigation() const {
  std::string page(kPageHead);
  page.append(escaped(title_)).append("</title></head>\n<body><nav epub:type=\"toc\"><h1>");
  page.append(escaped(title_)).append("</h1><ol>\n");
  for (size_t i = 0; i < chapters_.size(); ++i) {
    page += fmt::format("<li><a href=\"{}\">{}</a></li>\n", chapter_name(i),
                        escaped(chapters_[i].title));
  }
  if (chapters_.empty()) page += "<li><span>No stories</span></li>\n";
  return page + "</ol></nav></body></html>\n";
}

std::string EpubWriter::package() const {
  const std::string language =
      chapters_.empty() || chapters_[0].language.empty() ? "und" : chapters_[0].language;
  std::string text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" "
      "version=\"3.0\" "
      "unique-identifier=\"id\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n";
  // The date of the book is no date of today, so that the same stories give the same bytes.
  text += fmt::format(
      "<dc:identifier id=\"id\">urn:copydesk:{:016x}</dc:identifier>\n<dc:title>{}</dc:title>\n"
      "<dc:language>{}</dc:language>\n<meta "
      "property=\"dcterms:modified\">1980-01-01T00:00:00Z</meta>\n</metadata>\n",
      content_hash_, escaped(title_), escaped(language));
  text +=
      "<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
      "properties=\"nav\"/>\n"
      "<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n";
  std::string spine;
  for (size_t i = 0; i < chapters_.size(); ++i) {
    text += fmt::format("<item id=\"s{0}\" href=\"{1}\" media-type=\"application/xhtml+xml\"/>\n",
                        i, chapter_name(i));
    spine += fmt::format("<itemref idref=\"s{}\"/>\n", i);
  }
  if (spine.empty()) spine = "<itemref idref=\"nav\"/>\n";
  return text + "</manifest>\n<spine>\n" + spine + "</spine>\n</package>\n";
}

Result<void> EpubWriter::finish(std::string& out) {
  CD_TRY_VOID(begin(out));
  CD_TRY_VOID(append_entry(out, "book/nav.xhtml", navigation(), Packing::kDeflated));
  CD_TRY_VOID(append_entry(out, "book/content.opf", package(), Packing::kDeflated));
  const uint64_t directory_at = size_;
  out += directory_;
  append_number(out, 0x06054B50, 4);
  append_number(out, 0, 4);  // disks
  append_number(out, entry_count_, 2);
  append_number(out, entry_count_, 2);
  append_number(out, directory_.size(), 4);
  append_number(out, directory_at, 4);
  append_number(out, 0, 2);  // no comment
  return {};
}

}  // namespace copydesk
