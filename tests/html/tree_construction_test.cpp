// tree_construction_test.cpp: the html5lib tree-construction tests, scripting off and on.
// Left out are the tests that run a script (the folder "scripted").
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "html/html.h"

using namespace copydesk;

namespace {

struct TreeTest {
  std::string data;
  std::string fragment;
  std::string document;
  bool has_script_off = false;
  bool has_script_on = false;
};

// The sections of one test: "#data" and so on, each up to the next line that starts another.
class DatReader {
 public:
  explicit DatReader(std::string_view file) : file_(file) {}

  bool next(TreeTest& test) {
    test = {};
    std::string_view line;
    while (next_line(line) && line != "#data") {
    }
    if (line != "#data") return false;
    test.data = section_until([](std::string_view l) { return l == "#errors"; });
    while (next_line(line) && line != "#document") {
      if (line == "#script-off") test.has_script_off = true;
      if (line == "#script-on") test.has_script_on = true;
      if (line == "#document-fragment" && next_line(line)) test.fragment = line;
    }
    test.document = section_until([this](std::string_view l) {
      return l.empty() && (at_ >= file_.size() || file_.substr(at_, 6) == "#data\n");
    });
    return true;
  }

 private:
  bool next_line(std::string_view& line) {
    if (at_ >= file_.size()) return false;
    const size_t end = std::min(file_.find('\n', at_), file_.size());
    line = file_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  // The lines before the one that ends the section, without the last newline.
  template <typename IsEnd>
  std::string section_until(IsEnd is_end) {
    std::string section;
    std::string_view line;
    bool is_first = true;
    while (next_line(line) && !is_end(line)) {
      if (!is_first) section += '\n';
      is_first = false;
      section += line;
    }
    return section;
  }

  std::string_view file_;
  size_t at_ = 0;
};

struct Tally {
  int runs = 0;
  int passed = 0;
};

void run_test(const TreeTest& test, bool scripting, const std::string& name, Tally& tally) {
  ParseOptions options;
  options.scripting = scripting;
  options.noscript_ends_inside = false;
  options.fragment_context = test.fragment;
  const Document document = parse_html(test.data, options);
  std::string got;
  dump_tree(document, [&](std::string_view piece) { return got += piece, true; });
  if (!got.empty()) got.pop_back();
  std::string want = test.document;
  while (!want.empty() && want.back() == '\n') want.pop_back();
  ++tally.runs;
  if (got == want) {
    ++tally.passed;
    return;
  }
  if (tally.runs - tally.passed > 20) return;
  MESSAGE(name << " scripting " << scripting << "\n"
               << test.data << "\n-- want\n"
               << want << "\n-- got\n"
               << got);
}

}  // namespace

TEST_CASE("every html5lib tree is built as the suite wants it, scripting off and on") {
  const std::filesystem::path folder =
      COPYDESK_SHARED_DIR "/corpora/html5lib-tests/tree-construction";
  if (!std::filesystem::exists(folder)) {
    std::printf("SKIPPED: %s is absent\n", folder.c_str());
    return;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".dat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Tally tally;
  for (const auto& file : files) {
    const auto content = read_file(file.string());
    REQUIRE(content.is_ok());
    DatReader reader(content.value());
    for (TreeTest test; reader.next(test);) {
      const std::string name = file.filename().string();
      if (!test.has_script_on) run_test(test, false, name, tally);
      if (!test.has_script_off) run_test(test, true, name, tally);
    }
  }
  std::printf("html5lib tree-construction: %d of %d\n", tally.passed, tally.runs);
  CHECK(tally.runs >= 3549);
  CHECK(tally.passed == tally.runs);
}
