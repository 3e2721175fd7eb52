// entities_test.cpp: facts about references that were escaped twice.
#include <doctest/doctest.h>

#include "text/text.h"

using namespace copydesk;

TEST_CASE("leftover references become the characters they stand for") {
  CHECK(mend_double_escapes("a &quot;mass-meeting&quot; next to St Basil&#39;s") ==
        "a \"mass-meeting\" next to St Basil's");
  CHECK(mend_double_escapes("M&uuml;ller &#8211; &#x201C;ja&#x201D; &amp; nein") ==
        "Müller – “ja” & nein");
  CHECK(mend_double_escapes("Tom &amp;amp; Ana &#146;s") == "Tom & Ana ’s");
}

TEST_CASE("what is no reference stays as it is") {
  CHECK(mend_double_escapes("AT&T; R&D &unknown; &#0; &lt;b&gt") ==
        "AT&T; R&D &unknown; &#0; &lt;b&gt");
  CHECK_FALSE(has_double_escapes("fish & chips; a&b;"));
}

TEST_CASE("a page that shows markup talks about HTML") {
  EscapeEvidence evidence;
  add_escape_evidence("Write &lt;p&gt; to open a paragraph", evidence);
  CHECK(evidence.talks_about_html());
}

TEST_CASE("a page that names a reference in a sentence about entities talks about HTML") {
  EscapeEvidence evidence;
  add_escape_evidence("Use the entity &nbsp; for a space that does not break", evidence);
  CHECK(evidence.talks_about_html());
}

TEST_CASE("a page with leftovers in its sentences does not talk about HTML") {
  EscapeEvidence evidence;
  add_escape_evidence("She said &quot;no&quot; and left", evidence);
  CHECK(evidence.leftovers == 2);
  CHECK_FALSE(evidence.talks_about_html());
}
