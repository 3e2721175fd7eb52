// hostile_test.cpp: pages made to hurt: every shape in little stack, and every prefix of every tree
// test.
#include <doctest/doctest.h>
#include <pthread.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "check_html.h"

using namespace copydesk;

namespace {

constexpr size_t kStackBytes = 256u << 10;

struct Work {
  std::vector<std::string> pages;
  std::vector<std::string> faults;
};

// On a thread with a small stack; the pages are only read.
void* parse_all(void* argument) {
  Work& work = *static_cast<Work*>(argument);
  for (const std::string& page : work.pages) {
    const Document document = parse_html(page);
    const std::string fault = find_fault(document);
    if (!fault.empty()) work.faults.push_back(fault);
  }
  return nullptr;
}

std::vector<std::string> files_below(const std::filesystem::path& folder, const char* extension) {
  std::vector<std::string> files;
  if (!std::filesystem::exists(folder)) {
    std::printf("SKIPPED: %s is absent\n", folder.c_str());
    return files;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every hostile page is read whole and sound with 256 KiB of stack") {
  Work work;
  for (const std::string& file :
       files_below(COPYDESK_SHARED_DIR "/corpora/hostile-generated/html", ".html")) {
    work.pages.push_back(read_file(file).value());
  }
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  REQUIRE(pthread_attr_setstacksize(&attributes, kStackBytes) == 0);
  pthread_t thread;
  REQUIRE(pthread_create(&thread, &attributes, parse_all, &work) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  CHECK(work.faults == std::vector<std::string>{});
}

TEST_CASE("a page may end at any byte") {
  for (const std::string& file :
       files_below(COPYDESK_SHARED_DIR "/corpora/html5lib-tests/tree-construction", ".dat")) {
    const std::string content = read_file(file).value();
    for (size_t at = content.find("#data\n"); at != std::string::npos;
         at = content.find("\n#data\n", at + 1)) {
      const size_t begin = content.find('\n', at + 1) + 1;
      const size_t end = std::min(content.find("\n#errors", begin), begin + 120);
      const std::string_view page = std::string_view(content).substr(begin, end - begin);
      for (size_t size = 0; size < page.size(); ++size) {
        std::string repaired;
        append_repaired_utf8(repaired, page.substr(0, size));
        const std::string fault = find_fault(parse_html(repaired));
        if (!fault.empty()) FAIL(fault << " in " << repaired);
      }
      check_html(page);
    }
  }
}
