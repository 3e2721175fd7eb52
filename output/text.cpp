// text.cpp: a story as plain text: headline, standfirst, byline, then the record's text as it is.
#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

class TextWriter final : public Writer {
 public:
  explicit TextWriter(const WriterOptions&) {}
  void separator(std::string& out) const override {
    out.append("\n").append(72, '=').append("\n\n");
  }

 private:
  void append_story(const Story& story, std::string& out) const override {
    const size_t begin = out.size();
    const auto add_part = [&](std::string_view part) {
      if (part.empty()) return;
      if (out.size() > begin) out += "\n\n";
      append_clean(out, part);
    };
    add_part(one_line(story.title));
    add_part(one_line(story.dek));
    std::string credits = byline_of(story);
    const When& when = story.published.is_absent() ? story.modified : story.published;
    if (!when.is_absent()) credits.append(credits.empty() ? "" : " - ").append(readable_time(when));
    add_part(credits);
    add_part(story.text);
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_text_writer(const WriterOptions& options) {
  return std::make_unique<TextWriter>(options);
}

}  // namespace copydesk
