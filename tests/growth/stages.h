// stages.h: the stages whose growth is measured, and what they work on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "corpus/corpus.h"
#include "html/html.h"
#include "input/input.h"
#include "story/story.h"

namespace copydesk {

/// What the bytes of a shape are: a page, a file of pages, or lines of which each is a story.
enum class Kind : uint8_t { kPage, kInput, kStories };

/// A shape at one size, and all that the stages read.
struct Material {
  std::string bytes;
  Page page;
  Document document;
  BlockList list;
  Story story;
  size_t story_bytes = 0;             // of its record
  std::string path;                   // of a file with the bytes
  std::vector<PreparedInput> inputs;  // of kStories
  std::optional<Archive> archive;     // that holds them
  bool is_html() const { return page.form == Page::Form::kHtml; }

  Material() = default;
  Material(const Material&) = delete;
  Material& operator=(const Material&) = delete;
  ~Material();  // removes the files
};

struct Stage {
  std::string name;
  std::function<void(Material&)> work;
  bool reads_story = false;  // and the page; else the page alone
};

std::unique_ptr<Material> material_of(std::string bytes, Kind kind);

std::vector<Stage> stages_of(Kind kind);

}  // namespace copydesk
