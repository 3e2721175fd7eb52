// embedded.cpp: a story that the page shows only by running a script: single-page applications
// keep the article as HTML in a string of their state. Method: own; strings are found by their
// quotes alone, so any framework's way of writing them will do, and read by simdjson.
#include "story/embedded.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "story/jsonld.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr int kMostLayers = 3;
constexpr size_t kMinStringBytes = 200;  // what is shorter is no article
// Measured on the development pages that show nothing: the story has 2,881 letters, the longest
// text that is none (a product's description) 429.
constexpr size_t kMinTextBytes = 800;

// Where a literal ends whose opening quote stands at `at`: at its closing quote, or, when it has
// none, at the end of the line.
size_t literal_end(std::string_view text, size_t at) {
  size_t i = at + 1;
  while (i < text.size() && text[i] != '"' && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
  return std::min(i, text.size());
}

// The decoded strings in double quotes that are long enough, in order.
class Literals {
 public:
  explicit Literals(std::string_view text) : text_(text) {}

  bool next(std::string& decoded) {
    for (size_t at = text_.find('"', at_); at != std::string_view::npos;
         at = text_.find('"', at_)) {
      const size_t end = literal_end(text_, at);
      at_ = std::min(end + 1, text_.size());
      if (end - at < kMinStringBytes || end == text_.size() || text_[end] != '"') continue;
      if (decode(text_.substr(at, end + 1 - at), decoded)) return true;
    }
    return false;
  }

 private:
  bool decode(std::string_view literal, std::string& decoded) {
    simdjson::dom::element value;
    std::string_view text;
    if (parser_.parse(simdjson::padded_string(literal)).get(value) != simdjson::SUCCESS ||
        value.get(text) != simdjson::SUCCESS)
      return false;
    decoded = text;
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  simdjson::dom::parser parser_;
};

bool is_html(std::string_view text) {
  text = trim_space(text);
  return text.starts_with('<') && (text.find("</p>") != std::string_view::npos ||
                                   text.find("<br") != std::string_view::npos);
}

// Keeps the candidate with the most text.
class Search {
 public:
  void read(std::string_view script) {
    std::vector<std::string> layer{std::string(script)};
    for (int depth = 0; depth < kMostLayers && !layer.empty(); ++depth) {
      std::vector<std::string> inner;
      for (const std::string& text : layer) read_layer(text, inner);
      layer = std::move(inner);
    }
  }
  std::string take() { return std::move(best_); }

 private:
  void read_layer(std::string_view text, std::vector<std::string>& inner) {
    Literals literals(text);
    for (std::string decoded; literals.next(decoded);) {
      if (is_html(decoded)) {
        offer(std::move(decoded));
      } else if (decoded.find('"') != std::string::npos) {
        inner.push_back(std::move(decoded));
      }
    }
  }

  void offer(std::string html) {
    const size_t size = strip_markup(html).size();
    if (size < kMinTextBytes || size <= best_size_) return;
    best_size_ = size;
    best_ = std::move(html);
  }

  std::string best_;
  size_t best_size_ = 0;
};

}  // namespace

std::string find_embedded_html(const Document& document) {
  Search search;
  for (NodeId id = kDocumentNode; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (!document.node(id).is(Tag::kScript)) continue;
    const NodeId child = document.node(id).first_child;
    if (child != kNoNode) search.read(document.text(child));
  }
  return search.take();
}

}  // namespace copydesk
