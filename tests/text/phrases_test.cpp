// phrases_test.cpp: set phrases of pages, whole lines and beginnings.
#include "text/phrases.h"

#include <doctest/doctest.h>

using namespace copydesk;

TEST_CASE("a whole line is a phrase whatever its case, marks and counts") {
  CHECK(phrase_of("Summarize this article for me") == Phrase::kShare);
  CHECK(phrase_of("Hide Caption") == Phrase::kCaptionToggle);
  CHECK(phrase_of("» WEITERLESEN …") == Phrase::kReadMore);
  CHECK(phrase_of("Comments (23)") == Phrase::kComments);
  CHECK(phrase_of("L'essentiel :") == Phrase::kHighlights);
  CHECK(phrase_of("続きを読む") == Phrase::kReadMore);
  CHECK(phrase_of("ПОДЕЛИТЬСЯ") == Phrase::kShare);
}

TEST_CASE("a phrase may begin with the Turkish capital that keeps its dot") {
  CHECK(phrase_of("İlan") == Phrase::kAdvertisement);
  CHECK(phrase_of("İZLE") == Phrase::kVideo);
  CHECK(phrase_of("HABERİN DEVAMI") == Phrase::kReadMore);
  size_t length = 0;
  CHECK(opens_label("İlan: Satılık ev", Phrase::kAdvertisement, length));
}

TEST_CASE("a line is read like a phrase of the same words, however they are parted") {
  CHECK(phrase_of("view  all -- comments") == Phrase::kComments);
  CHECK(phrase_of("2 comments") == Phrase::kComments);
  CHECK(phrase_of("SEE: comments") == Phrase::kComments);
  CHECK(phrase_of("comments") == Phrase::kComments);
  CHECK(phrase_of("comments (2) on") == Phrase::kNone);
}

TEST_CASE("a sentence that begins with a phrase is no phrase as a whole") {
  CHECK(phrase_of("Share prices fell by a third on Monday.") == Phrase::kNone);
  CHECK(phrase_of("") == Phrase::kNone);
}

TEST_CASE("a phrase that opens a line is cut off with its colon") {
  size_t length = 0;
  CHECK(opens_phrase("Photos: A day at sea", Phrase::kGallery, length));
  CHECK(length == 8);
  CHECK(opens_label("Foto: dpa", Phrase::kCredit, length));
  CHECK(length == 6);
  CHECK(opens_phrase("Updated 5:33 AM ET", Phrase::kUpdated, length));
  CHECK(length == 8);
}

TEST_CASE("a label needs a mark and a phrase ends with its word") {
  size_t length = 0;
  CHECK_FALSE(opens_label("Foto einer Frau", Phrase::kCredit, length));
  CHECK_FALSE(opens_phrase("Photosynthesis explained", Phrase::kGallery, length));
  CHECK_FALSE(opens_label("update-bells.d rings them all", Phrase::kCorrection, length));
  CHECK(length == 0);
}

TEST_CASE("pages label their furniture in Hebrew, Persian, Hindi, Indonesian and Vietnamese too") {
  size_t length = 0;
  CHECK(opens_phrase("עודכן: 20:05", Phrase::kUpdated, length));
  CHECK(opens_label("צילום: נעמה ברקת", Phrase::kCredit, length));
  CHECK(phrase_of("اخبار مرتبط") == Phrase::kRelated);
  CHECK(phrase_of("यह भी पढ़ें:") == Phrase::kRelated);
  CHECK(phrase_of("Baca juga:") == Phrase::kRelated);
  CHECK(phrase_of("Tin liên quan") == Phrase::kRelated);
}
