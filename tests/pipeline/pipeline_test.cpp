// pipeline_test.cpp: many inputs through the line: order, failures, limits, stopping.
#include "pipeline/pipeline.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

using namespace copydesk;

namespace {

// A folder of `count` pages with titles "Page 0" ..., gone when the test ends.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() /
                               ("copydesk-pipeline-test-" + std::to_string(::getpid()));
  InputList inputs;

  explicit Folder(size_t count) {
    std::filesystem::create_directories(path);
    for (size_t i = 0; i < count; ++i) add(std::to_string(i) + ".html", page(i));
  }
  ~Folder() { std::filesystem::remove_all(path); }

  static std::string page(size_t i) {
    const std::string name = "Page " + std::to_string(i);
    std::string html = "<title>" + name + "</title><article><h1>" + name + "</h1>";
    for (size_t paragraph = 0; paragraph < 1 + i % 7 * 20; ++paragraph)
      html += "<p>The harbour master of " + name +
              " said on Friday that the tide would be high, and the boats stayed in.</p>";
    return html + "</article>";
  }
  void add(const std::string& name, const std::string& content) {
    const std::string file = (path / name).string();
    REQUIRE(write_file_atomically(file, content).is_ok());
    inputs.paths.push_back(file);
  }
};

std::vector<std::string> delivered_names(const InputList& inputs, const RunOptions& options,
                                         RunSummary& summary) {
  std::vector<std::string> names;
  summary = run_pages(inputs, options, {}, [&](PageResult& result) {
    const std::string& path = result.story ? result.page.source.path : result.reject.path;
    names.push_back(std::filesystem::path(path).filename().string() + (result.story ? "" : "!"));
    return Result<void>();
  });
  return names;
}

std::vector<std::string> expected_names(size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) names.push_back(std::to_string(i) + ".html");
  return names;
}

}  // namespace

TEST_CASE("results come in the order of the inputs at any number of jobs") {
  const Folder folder(60);
  for (const unsigned jobs : {1u, 2u, 7u, 32u}) {
    RunSummary summary;
    CHECK(delivered_names(folder.inputs, {.jobs = jobs}, summary) == expected_names(60));
    CHECK(summary.counts.stories == 60);
    CHECK(exit_code(summary) == 0);
  }
}

TEST_CASE("a bound on memory smaller than any page still lets the pages through one by one") {
  const Folder folder(20);
  RunSummary summary;
  CHECK(delivered_names(folder.inputs, {.jobs = 4, .pages_in_flight_bytes = 1}, summary) ==
        expected_names(20));
}

TEST_CASE("a file that is missing or empty keeps its place and stops nothing") {
  Folder folder(1);
  folder.inputs.paths.push_back((folder.path / "missing.html").string());
  folder.add("empty.html", "");
  folder.add("last.html", Folder::page(3));
  RunSummary summary;
  CHECK(delivered_names(folder.inputs, {}, summary) ==
        std::vector<std::string>{"0.html", "missing.html!", "empty.html!", "last.html"});
  CHECK(summary.counts.failed == 1);
  CHECK(summary.counts.empty == 1);
  CHECK(exit_code(summary) == 3);
}

TEST_CASE("paths that could not be expanded are rejects that name the path alone") {
  RunSummary summary;
  Reject reject;
  run_pages(expand_inputs({"/nowhere/a.html"}), {}, {}, [&](PageResult& result) {
    reject = result.reject;
    return Result<void>();
  });
  CHECK(reject.path == "/nowhere/a.html");
  CHECK(reject.code == ErrorCode::kNotFound);
  CHECK(reject.detail == "No such file or directory");
}

TEST_CASE("once the output fails nothing more is delivered and the run ends") {
  const Folder folder(50);
  size_t deliveries = 0;
  const RunSummary summary = run_pages(folder.inputs, {.jobs = 4}, {}, [&](PageResult&) {
    ++deliveries;
    return deliveries == 10 ? Result<void>(Error{ErrorCode::kUnwritable, 0, "disk full"})
                            : Result<void>();
  });
  CHECK(deliveries == 10);
  REQUIRE(summary.output_error.has_value());
  CHECK(summary.output_error->detail == "disk full");
  CHECK(exit_code(summary) == 5);
}

TEST_CASE("a failure while preparing ends the run at its place in the order") {
  const Folder folder(30);
  std::vector<std::string> names;
  const RunSummary summary = run_pages(
      folder.inputs, {.jobs = 4},
      [](PageResult& result) {
        const bool is_fifth = result.page.source.path.ends_with("/5.html");
        return is_fifth ? Result<void>(Error{ErrorCode::kUnwritable, 0, "no"}) : Result<void>();
      },
      [&](PageResult& result) {
        names.push_back(std::filesystem::path(result.page.source.path).filename().string());
        return Result<void>();
      });
  CHECK(names == expected_names(5));
  CHECK(exit_code(summary) == 5);
}

TEST_CASE("a run that is told to stop delivers what was read, in order, and says so") {
  const Folder folder(50);
  std::atomic<bool> stop{false};
  RunSummary summary;
  std::vector<std::string> names;
  summary = run_pages(folder.inputs, {.jobs = 2, .stop = &stop}, {}, [&](PageResult& result) {
    names.push_back(std::filesystem::path(result.page.source.path).filename().string());
    stop = true;
    return Result<void>();
  });
  CHECK(summary.is_interrupted);
  CHECK(exit_code(summary) == 6);
  CHECK(names == expected_names(names.size()));
  CHECK(names.size() == summary.counts.stories);
}

TEST_CASE("pages that are not wanted are passed over before they are read") {
  const Folder folder(4);
  RunOptions options;
  options.wants = [](const Page& page) { return page.source.path.ends_with("/2.html"); };
  RunSummary summary;
  delivered_names(folder.inputs, options, summary);
  CHECK(summary.counts.passed_over == 3);
  CHECK(summary.counts.stories == 1);
}

TEST_CASE("out of memory in one page is a reject of that page") {
  const Folder folder(3);
  const auto prepare = [](PageResult& result) -> Result<void> {
    if (result.page.source.path.ends_with("/1.html")) throw std::bad_alloc();
    return {};
  };
  std::vector<bool> has_story;
  run_pages(folder.inputs, {}, prepare, [&](PageResult& result) {
    has_story.push_back(result.story.has_value());
    return Result<void>();
  });
  CHECK(has_story == std::vector<bool>{true, false, true});
}

TEST_CASE("a reject is one line of JSON whatever bytes the path has") {
  std::string line;
  append_reject_json(line, {"a\xFF\n.html", 7, "https://a.example/", ErrorCode::kTruncated, "cut"});
  CHECK(line ==
        "{\"path\":\"a\xEF\xBF\xBD\\n.html\",\"offset\":7,\"url\":\"https://a.example/\","
        "\"code\":\"truncated\",\"detail\":\"cut\"}\n");
}
