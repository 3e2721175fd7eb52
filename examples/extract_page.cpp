// extract_page.cpp: the C++ interface in one page: the story of a file as Markdown.
//
//     g++ -std=c++20 extract_page.cpp $(pkg-config --cflags --libs copydesk) -o extract_page
//     ./extract_page pages/wire.html
#include <copydesk.hpp>
#include <cstdio>

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: extract_page FILE\n", stderr);
    return 2;
  }
  copydesk_api::Options options;
  options.format = "md";
  auto reader = copydesk_api::Reader::open(arguments[1], options);
  if (!reader) {
    std::fprintf(stderr, "%s: %s\n", arguments[1], reader.error().detail.c_str());
    return 1;
  }
  auto entry = reader->next();
  for (; entry && *entry; entry = reader->next())
    if ((*entry)->is_story)
      std::fputs((*entry)->text.c_str(), stdout);
    else
      std::fprintf(stderr, "%s\n", (*entry)->text.c_str());
  if (entry) return 0;
  std::fprintf(stderr, "%s: %s\n", arguments[1], entry.error().detail.c_str());
  return 1;
}
