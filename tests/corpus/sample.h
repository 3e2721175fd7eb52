// sample.h: stories, inputs and scratch files for the tests of corpus/.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "corpus/corpus.h"

namespace copydesk {

/// A path in the folder for temporary files; what was written there is removed at the end.
class ScratchFile {
 public:
  ScratchFile() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("copydesk-test-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".db");
  }
  ~ScratchFile() {
    for (const char* suffix : {"", "-wal", "-shm", "-writer"})
      std::filesystem::remove(path_ + suffix);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Takes the value out of a Result; a failed one fails the test with its sentence.
template <typename T>
T need(Result<T> result) {
  if (!result.is_ok()) FAIL(result.error().detail);
  return std::move(result).value();
}
inline void need(const Result<void>& result) {
  if (!result.is_ok()) FAIL(result.error().detail);
}

inline Story sample_story(const std::string& path, const std::string& url, const std::string& title,
                          const std::string& text) {
  Story story;
  story.source.path = path;
  story.source.kind = "html";
  story.url = url;
  story.title = title;
  story.publisher = "The Daily Sample";
  story.language = "en";
  story.page_type = "article";
  story.published = {"2017-04-13T05:33:00-04:00", "second", "explicit", ""};
  story.authors = {{"Ana Ruiz", ""}, {"Tom Oke", ""}};
  story.confidence = 0.9;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find("\n\n", begin), text.size());
    BodyNode node;
    node.text = text.substr(begin, end - begin);
    story.body.push_back(node);
    begin = end + 2;
  }
  story.text = text_of(story.body);
  return story;
}

inline PreparedInput sample_input(const std::string& path, const std::string& url,
                                  const std::string& title, const std::string& text) {
  const std::string page = "<h1>" + title + "</h1><p>" + text;
  return prepare_input(sample_story(path, url, title, text), {url, page, "html"});
}

}  // namespace copydesk
