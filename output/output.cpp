// output.cpp: the table of formats, and what all writers share.
#include "output/output.h"

#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

constexpr Format kFormats[] = {
    {"jsonl", "jsonl", "JSON Lines: the whole record, one story a line", make_json_lines_writer},
    {"json", "json",
     "JSON: one object for one page, a list for archives, folders and several paths",
     make_json_writer},
    {"md", "md", "Markdown for reading", make_markdown_writer},
    {"txt", "txt", "plain text: headline, byline, text", make_text_writer},
    {"lines", "lines",
     "plain text for corpora: standfirst, text and comments, a line for each paragraph or item",
     make_lines_writer},
    {"html", "html",
     "a safe page of our own: no script, no style of the source, addresses http, https, mailto",
     make_html_writer},
    {"csv", "csv",
     "one row a story for spreadsheets; cells that would run as a formula start with '",
     make_csv_writer},
    {"tei", "xml", "TEI P5 XML", make_tei_writer},
    {"wet", "warc.wet", "WARC conversion records with the plain text", make_wet_writer},
    {"jsonld", "jsonld", "schema.org NewsArticle, one story a line", make_json_ld_writer},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

void Writer::story(const Story& story, std::string& out) const {
  const size_t begin = out.size();
  append_story(story, out);
  mend_utf8(out, begin);
}

void Writer::document(const Story& story, std::string& out) const {
  const size_t begin = out.size();
  append_document(story, out);
  mend_utf8(out, begin);
}

void Writer::append_document(const Story& story, std::string& out) const {
  begin(out);
  append_story(story, out);
  end(out);
}

}  // namespace copydesk
