// part_finder_test.cpp: strings of a list inside texts.
#include "text/part_finder.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace copydesk;

namespace {

constexpr std::array<std::string_view, 4> kParts = {"log in", "aab", "x_1", "\xC3\xA9t\xC3\xA9"};
constexpr PartFinder kFinder(kParts);
constexpr PartFinder kCaselessFinder(kParts, PartFinder<4>::Case::kIgnored);

// None is shorter than five bytes: the finder goes on by up to three at once.
constexpr std::array<std::string_view, 4> kLongParts = {"log in", "login", "x_1ab", "inginin"};
constexpr PartFinder kLongFinder(kLongParts);

// How many of a thousand random texts are answered otherwise than by string search.
int wrong_answers(uint32_t seed, const PartFinder<4>& finder,
                  const std::array<std::string_view, 4>& parts) {
  std::mt19937 random(seed);
  int wrong = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string text;
    for (size_t i = random() % 24; i > 0; --i) text += "ablogin x_1"[random() % 11];
    bool is_in = false;
    for (const std::string_view part : parts) is_in |= text.find(part) != std::string::npos;
    wrong += is_in != finder.is_in(text);
  }
  return wrong;
}

}  // namespace

TEST_CASE("a part is found at the start, in the middle and at the end of a text") {
  CHECK(kFinder.is_in("log in"));
  CHECK(kFinder.is_in("please log in now"));
  CHECK(kFinder.is_in("aaaab"));
  CHECK(kFinder.is_in("en \xC3\xA9t\xC3\xA9"));
}

TEST_CASE("a text without any part, too short for one, or empty holds none") {
  CHECK_FALSE(kFinder.is_in("log out, aa b, x 1"));
  CHECK_FALSE(kFinder.is_in("log i"));
  CHECK_FALSE(kFinder.is_in("aa"));
  CHECK_FALSE(kFinder.is_in(""));
}

TEST_CASE("case counts unless the finder ignores it") {
  CHECK_FALSE(kFinder.is_in("LOG IN"));
  CHECK(kCaselessFinder.is_in("LOG In"));
  CHECK_FALSE(kCaselessFinder.is_in("LOG.IN"));
}

TEST_CASE("a finder answers as a search for each part does") {
  CHECK(wrong_answers(7, kFinder, kParts) == 0);
  CHECK(wrong_answers(8, kLongFinder, kLongParts) == 0);
}
