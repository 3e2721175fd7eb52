// word_scores_test.cpp: which words of a text are one to the model, and a score by hand.
#include "blocks/word_scores.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

using namespace copydesk;

namespace {

std::vector<uint32_t> buckets_of(std::string_view text) {
  WordBuckets words;
  words.add(text);
  std::vector<uint32_t> buckets(words.of(0).begin(), words.of(0).end());
  std::ranges::sort(buckets);
  return buckets;
}

// Weights that know one bucket.
std::string weights_of(uint32_t bucket, int8_t steps, float base, float step) {
  std::string section(8 + kWordBuckets, '\0');
  std::memcpy(section.data(), &base, sizeof base);
  std::memcpy(section.data() + 4, &step, sizeof step);
  section[8 + bucket] = static_cast<char>(steps);
  return section;
}

}  // namespace

TEST_CASE("the words of a text: capitals, digits and white space make no difference") {
  CHECK(buckets_of("Hide Caption 12 of 15") == buckets_of("hide  caption\t37 OF 99"));
  CHECK(buckets_of("Hide Caption") != buckets_of("Hide caption."));
  CHECK(buckets_of("hide caption") != buckets_of("caption hide"));  // pairs
}

TEST_CASE("each bucket stands once") {
  const std::vector<uint32_t> buckets = buckets_of("tide after tide after tide");
  // tide, after, begin-tide, tide-after, after-tide, tide-end
  CHECK(buckets.size() == 6);
  CHECK(std::ranges::adjacent_find(buckets) == buckets.end());
  CHECK(buckets.back() < kWordBuckets);
}

TEST_CASE("a text without words has its ends") {
  CHECK(buckets_of("").size() == 1);
  CHECK(buckets_of(" \t ") == buckets_of(""));
}

TEST_CASE("letters of scripts without spaces are words, accents part none") {
  CHECK(buckets_of("港口开放").size() == 4 + 5);  // and five pairs
  CHECK(buckets_of("marée").size() == 1 + 2);
  CHECK(buckets_of("\xE6\xB8").size() == 1 + 2);  // a letter that is cut off
  CHECK(buckets_of("\xFF\x80\x80").size() == 1 + 2);
}

TEST_CASE("of a long text the beginning and the end are read") {
  const auto with_middle = [](std::string_view middle) {
    return std::string(240, 'a') + std::string(middle) + " " + std::string(119, 'b');
  };
  CHECK(buckets_of(with_middle("one thing")) == buckets_of(with_middle("quite another")));
  CHECK(buckets_of(with_middle("x")) != buckets_of(with_middle("x") + "c"));
}

TEST_CASE("a score: what the words weigh, over the root of their number") {
  const std::vector<uint32_t> buckets = buckets_of("tide");
  REQUIRE(buckets.size() == 3);
  const std::string section = weights_of(buckets[1], -4, 0.5f, 0.25f);
  const Result<WordScores> scores = WordScores::load(section);
  REQUIRE(scores.is_ok());
  CHECK(scores.value().score(buckets) == doctest::Approx(0.5 - 1.0 / std::sqrt(3.0)));
  CHECK(scores.value().score(buckets_of("harbour")) == doctest::Approx(0.5));
}

TEST_CASE("a word that is said twice counts once, in each text anew") {
  WordBuckets words;
  for (const std::string_view text : {"tide", "tide tide", "tide"}) words.add(text);
  REQUIRE(words.size() == 3);
  CHECK(words.of(1).size() == 4);  // and the pair of both
  CHECK(std::ranges::equal(words.of(0), words.of(2)));
}

TEST_CASE("weights of another size are refused") {
  CHECK(!WordScores::load("").is_ok());
  CHECK(!WordScores::load(std::string(8 + kWordBuckets - 1, '\0')).is_ok());
}
