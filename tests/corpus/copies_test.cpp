// copies_test.cpp: sketches, and that copies made the ways they are found in archives are put
// together.
#include "corpus/copies.h"

#include <doctest/doctest.h>

#include "corpus/changes.h"
#include "tests/corpus/copy_maker.h"
#include "tests/corpus/sample.h"

using namespace copydesk;

TEST_CASE("a story cut to a third is contained in its original") {
  StoryMaker maker(5);
  const std::string text = maker.story(900);
  const Sketch whole = make_sketch(text), third = make_sketch(text.substr(0, text.size() / 3));
  CHECK(containment(whole, third) > 0.9);
  CHECK(containment(third, whole) > 0.9);
  CHECK(containment(whole, make_sketch(maker.story(900))) < 0.1);
}

TEST_CASE("a sketch is small whatever the length of the text, and comes back from its bytes") {
  StoryMaker maker(6);
  const Sketch sketch = make_sketch(maker.story(20000));
  CHECK(sketch.hashes.size() <= kMaxSketch);
  CHECK(sketch.hashes.size() > kMaxSketch / 4);
  CHECK(unpack_sketch(pack_sketch(sketch)).hashes == sketch.hashes);
  CHECK(unpack_sketch("nonsense").hashes.empty());
}

TEST_CASE("a damaged sketch has any level, and none of its hashes belongs to those beyond") {
  const Sketch sketch = unpack_sketch(std::string(4, '\1') + '\xFF' + std::string(8, '\1'));
  CHECK(sketch.level == 63);
  CHECK(count_at_level(sketch, 0) == 1);
  for (const int level : {63, 64, 66, 1000}) CHECK(count_at_level(sketch, level) == 0);
  CopyIndex index;
  CHECK(index.add(1, sketch, "") == 1);
}

TEST_CASE("numbers do not part two copies") {
  CHECK(make_sketch("In 2017 there were 14 boats and 3 dogs on the river.").hashes ==
        make_sketch("In 2018 there were 15 boats and 4 dogs on the river.").hashes);
}

TEST_CASE("copies are found with recall 0.95 at precision 0.98") {
  StoryMaker maker(11);
  std::vector<uint32_t> truth;
  std::vector<std::string> texts;
  for (uint32_t i = 0; i < 900; ++i) {
    const std::string base = maker.story(maker.dice().between(60, 1200));
    texts.push_back(i % 4 == 0 ? base + "\n\n" + maker.boilerplate() : base);
    truth.push_back(i);
    for (int kind = 0; i % 3 == 0 && kind < kCopyKindCount; ++kind) {
      texts.push_back(make_copy(maker, base, static_cast<CopyKind>(kind)));
      truth.push_back(i);
    }
  }
  for (size_t i = texts.size(); i > 1; --i) {
    const size_t j = maker.dice().below(i);
    std::swap(texts[i - 1], texts[j]);
    std::swap(truth[i - 1], truth[j]);
  }
  CopyIndex index;
  for (uint32_t i = 0; i < texts.size(); ++i) index.add(i + 1, make_sketch(texts[i]), "");
  std::vector<uint32_t> groups;
  for (uint32_t i = 0; i < texts.size(); ++i) groups.push_back(index.group_of(i + 1));
  const PairScore score = score_pairs(truth, groups);
  MESSAGE("recall ", score.recall, ", precision ", score.precision, " on ", texts.size(),
          " stories");
  CHECK(score.recall >= 0.95);
  CHECK(score.precision >= 0.98);
}

TEST_CASE("one search hit stands for a story and its copies") {
  StoryMaker maker(8);
  const std::string text = maker.story(300);
  const ScratchFile file;
  Archive archive = need(Archive::open(file.path(), Archive::Access::kWrite));
  need(archive.add(sample_input("a", "https://a.example/1", "Flood", text)));
  need(archive.add(
      sample_input("b", "https://b.example/2", "Flood", text.substr(0, text.size() / 2))));
  need(archive.add(sample_input("c", "https://c.example/3", "Flood", maker.story(300))));
  const SearchResult found = need(archive.search({.query = "flood"}));
  CHECK(found.story_count == 3);
  REQUIRE(found.hits.size() == 2);
  CHECK(found.hits[0].copy_count + found.hits[1].copy_count == 1);
  CHECK(need(archive.search({.query = "flood", .with_copies = true})).hits.size() == 3);
  CHECK(need(archive.copies(1)).at(0).url == "https://b.example/2");
}

TEST_CASE("two parts of a story become one group when the whole comes in") {
  StoryMaker maker(9);
  const std::string text = maker.story(600);
  CopyIndex index;
  CHECK(index.add(1, make_sketch(text.substr(0, text.size() / 2)), "") == 1);
  CHECK(index.add(2, make_sketch(text.substr(text.size() / 2)), "") == 2);
  CHECK(index.add(3, make_sketch(text), "") == 1);
  CHECK(index.last_joined() == std::vector<uint32_t>{2});
  CHECK(index.group_of(2) == 1);
}

TEST_CASE("words added and removed are counted by the shortest edit") {
  CHECK(count_word_changes("a b c d", "a x c d e").added == 2);
  CHECK(count_word_changes("a b c d", "a x c d e").removed == 1);
  CHECK(count_word_changes("", "a b").added == 2);
  CHECK(count_word_changes("a b", "").removed == 2);
  CHECK(count_word_changes("same", "same").added == 0);
}
