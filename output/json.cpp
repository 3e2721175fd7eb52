// json.cpp: the record as JSON Lines and as JSON. What stands in it is decided by the table of
// fields in record/.
#include "output/writers.h"

namespace copydesk {
namespace {

class JsonLinesWriter final : public Writer {
 public:
  explicit JsonLinesWriter(const WriterOptions& options) : options_{options.provenance} {}

 private:
  void append_story(const Story& story, std::string& out) const override {
    append_story_json(out, story, options_);
    out += '\n';
  }
  RecordOptions options_;
};

class JsonArrayWriter final : public Writer {
 public:
  explicit JsonArrayWriter(const WriterOptions& options) : options_{options.provenance} {}
  void begin(std::string& out) const override { out += "[\n"; }
  void separator(std::string& out) const override { out += ",\n"; }
  void end(std::string& out) const override { out += "\n]\n"; }

 private:
  void append_story(const Story& story, std::string& out) const override {
    std::string compact;
    append_story_json(compact, story, options_);
    append_indented_json(out, compact);
  }
  void append_document(const Story& story, std::string& out) const override {
    append_story(story, out);
    out += '\n';
  }
  RecordOptions options_;
};

}  // namespace

std::unique_ptr<Writer> make_json_lines_writer(const WriterOptions& options) {
  return std::make_unique<JsonLinesWriter>(options);
}

std::unique_ptr<Writer> make_json_writer(const WriterOptions& options) {
  return std::make_unique<JsonArrayWriter>(options);
}

}  // namespace copydesk
