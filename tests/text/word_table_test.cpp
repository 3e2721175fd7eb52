// word_table_test.cpp: words of a list.
#include "text/word_table.h"

#include <doctest/doctest.h>

using namespace copydesk;

namespace {

constexpr std::string_view kWords[] = {
    "by", "von", "par", "text und fotos von", "\xC3\xA9t\xC3\xA9", "von"};
constexpr WordTable kSet(kWords);

}  // namespace

TEST_CASE("every word of a list is in its set, a word given twice as well") {
  CHECK(std::ranges::all_of(kWords, [](std::string_view word) { return kSet.contains(word); }));
}

TEST_CASE("the beginning of a word, a longer word, another case and the empty word are not in it") {
  CHECK_FALSE(kSet.contains("b"));
  CHECK_FALSE(kSet.contains("bye"));
  CHECK_FALSE(kSet.contains("text und fotos von uns"));
  CHECK_FALSE(kSet.contains("By"));
  CHECK_FALSE(kSet.contains(""));
}
