// people_test.cpp: facts about the authors that the readers of a page hand around.
#include <doctest/doctest.h>

#include "story/fields_people.h"

using namespace copydesk;

TEST_CASE("what is dropped of the authors of a place is not known to it any more") {
  People people;
  for (const char* name : {"Ana Ruiz", "Tom Oke", "ana ruiz"}) add_person(people, {name, {}}, {});
  CHECK(people.authors.size() == 2);
  keep_persons(people, 1);
  CHECK(people.authors.size() == 1);
  CHECK(people.folded.size() == 1);
  CHECK(people.ranges.size() == 1);
  add_person(people, {"Tom Oke", {}}, {});
  REQUIRE(people.authors.size() == 2);
  CHECK(people.authors[1].name == "Tom Oke");
  CHECK(people.folded[1] == "tomoke");
  keep_persons(people, 0);
  CHECK((people.authors.empty() && people.folded.empty() && people.ranges.empty()));
}
