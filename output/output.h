// output.h: the door of output/: stories into files of any format, safe to open whatever the page
// held.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/base.h"
#include "record/record.h"

namespace copydesk {

struct WriterOptions {
  bool provenance = false;  // JSON and JSON Lines only: adds the field, changes no other
  bool standfirst = true, comments = true;  // of lines, which has them around the text
};

/// Turns stories into text of one format. It keeps no state, so that many threads can use one
/// writer and the caller decides on the order: begin, story (separator story)*, end; or document()
/// for a file with one story. What it appends is always valid UTF-8 without control characters
/// other than line ends and tabs. Cost: linear in the story. Threads: safe. Example: std::string
/// out; find_format("md")->make({})->document(story, out);
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void begin(std::string& /*out*/) const {}
  void story(const Story& story, std::string& out) const;
  virtual void separator(std::string& /*out*/) const {}
  virtual void end(std::string& /*out*/) const {}
  /// A whole file with one story.
  void document(const Story& story, std::string& out) const;

 private:
  virtual void append_story(const Story& story, std::string& out) const = 0;
  virtual void append_document(const Story& story, std::string& out) const;
};

/// A row of the table of formats: what --format takes and what the help says about it.
struct Format {
  std::string_view name;         // "jsonl"
  std::string_view extension;    // "jsonl", without the dot
  std::string_view description;  // one line for people
  std::unique_ptr<Writer> (*make)(const WriterOptions& options);
};

/// All formats, in the order of the help.
std::span<const Format> formats();

/// The format of a name, or null.
const Format* find_format(std::string_view name);

/// How an article is written into a page that holds more than the story.
struct ArticleOptions {
  enum class Pictures : uint8_t { kShown, kLinked };
  Pictures pictures = Pictures::kShown;  // kLinked: nothing is fetched, a link says where it is
  /// Adds data-place to every element that holds text: the names of its fields parted by a space
  /// ("title", "images[0].caption"), or for the body "t" and where its text begins in Story::text.
  bool has_places = false;
};

/// Appends the story as an HTML <article> without the document around it: only our own elements,
/// all text escaped, links and pictures only to http, https and mailto. For pages that hold more
/// than the story.
void append_story_article(const Story& story, std::string& out, const ArticleOptions& options = {});

/// Appends text with the five characters of HTML and XML escaped and what XML 1.0 forbids left out.
void append_escaped(std::string& out, std::string_view text);

/// Appends text without control characters and what XML forbids; CR and CRLF become LF.
void append_clean(std::string& out, std::string_view text);

/// Appends any bytes for a terminal or a line of text: what is no UTF-8 as U+FFFD, control
/// characters left out, white space as one space.
void append_one_line(std::string& out, std::string_view text);

/// The address, percent-encoded where it must be, or nothing when it is not absolute http, https or
/// mailto.
std::string safe_url(std::string_view url);

}  // namespace copydesk
