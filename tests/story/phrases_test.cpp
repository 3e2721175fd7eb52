// phrases_test.cpp: facts about captions and credits, and about short lines of news pages.
#include "story/phrases.h"

#include <doctest/doctest.h>

#include "story/first_letter.h"
#include "story/letters.h"
#include "text/text.h"

using namespace copydesk;

TEST_CASE("what a folded text begins with is told without folding it, or is not told") {
  const std::string accent = "e\xCC\x81", accented = accent + "cole";  // one letter by NFKC
  int wrong = 0;
  for (const std::string_view text :
       {std::string_view("Ana"), std::string_view("7 days"), std::string_view("X"),
        std::string_view(accented), std::string_view("é"), std::string_view("(a)")})
    wrong += first_letter(text) != 0 && !fold(text).starts_with(first_letter(text));
  CHECK(wrong == 0);
  CHECK(first_letter("Ana") == 'a');
  CHECK(first_letter(accented) == 0);
}

TEST_CASE("a credit behind the last sentence or a bar needs no label") {
  struct Example {
    std::string_view text, caption, credit;
  };
  for (const Example& example : std::initializer_list<Example>{
           {"The mill was cleaned from top to bottom. Supplied",
            "The mill was cleaned from top to bottom.", "Supplied"},
           {"The boat at rest. Ana Ruiz/AFP", "The boat at rest.", "Ana Ruiz/AFP"},
           {"Lola D. Marten rows. | Tom Oke/PA Images via Getty Images", "Lola D. Marten rows.",
            "Tom Oke/PA Images via Getty Images"},
           {"배가 강을 건너고 있다. 김하늘 기자", "배가 강을 건너고 있다.", "김하늘 기자"},
           {"The weir, Dec. 21, 2025. (AP Photo/Tom Oke, File) Copyright AP",
            "The weir, Dec. 21, 2025.", "AP Photo/Tom Oke, File"},
           {"Tom Oke | Getty Images", "", "Tom Oke | Getty Images"},
           {"The boat rests. The river does not", "The boat rests. The river does not", ""},
           {"She met Tom D. Oke/Harrow", "She met Tom D. Oke/Harrow", ""}}) {
    const CaptionText text = split_caption(example.text);
    CHECK(text.caption == example.caption);
    CHECK(text.credit == example.credit);
  }
}

TEST_CASE("a credit in brackets at the end is no part of the caption") {
  const CaptionText text = split_caption("Ann Lee at the bridge on Monday. (AP Photo/Tom Oke)");
  CHECK(text.caption == "Ann Lee at the bridge on Monday.");
  CHECK(text.credit == "AP Photo/Tom Oke");
}

TEST_CASE("an agency in front of a label is part of the credit") {
  CHECK(split_caption("AP Photo/Tom Oke").credit == "AP Photo/Tom Oke");
  CHECK(split_caption("Getty Images/iStockphoto").credit == "Getty Images/iStockphoto");
  const CaptionText text = split_caption("Ann Lee at the bridge on Monday. AFP PHOTO / Tom Oke");
  CHECK(text.caption == "Ann Lee at the bridge on Monday.");
  CHECK(text.credit == "AFP PHOTO / Tom Oke");
}

TEST_CASE("a text that is nothing but a credit is no caption") {
  for (const std::string_view text :
       {"Shutterstock", "Ana Ruiz/Getty Images", "Ana Ruiz / Tom Oke/GettyImages"}) {
    CHECK(split_caption(text).caption.empty());
    CHECK(split_caption(text).credit == text);
  }
  CHECK(split_caption("Photo credit").caption.empty());
  CHECK(split_caption("CreditAna Ruiz for The Gazette").credit == "Ana Ruiz for The Gazette");
  CHECK(split_caption("Ana Ruiz at the bridge").caption == "Ana Ruiz at the bridge");
}

TEST_CASE("a credit that names who took the picture twice is told once") {
  CHECK(clean_credit("Tom Oke/dpa | Tom Oke") == "Tom Oke/dpa");
  CHECK(clean_credit("picture alliance / Oke Bild | Oke Bild") == "picture alliance / Oke Bild");
  CHECK(clean_credit("Tom Oke | Tom Oke") == "Tom Oke");
  CHECK(clean_credit("Tom Oke | Ana Ruiz") == "Tom Oke | Ana Ruiz");
}

TEST_CASE("a credit without a letter, or of a length, names nobody") {
  for (const std::string_view text : {".", "...", "[22]", "7.8 /10", "26.10.2025 | 2:43 min"})
    CHECK(clean_credit(text).empty());
  CHECK(clean_credit("공동취재단") == "공동취재단");
}

TEST_CASE("\"Bild\" is a label before a name that ends the text, a word of captions elsewhere") {
  const CaptionText text = split_caption("Ana Ruiz sprach am Freitag. Bild Tom Oke");
  CHECK(text.caption == "Ana Ruiz sprach am Freitag.");
  CHECK(text.credit == "Tom Oke");
  CHECK(split_caption("Ana Ruiz malt ein Bild vom Wehr in Harrow").credit.empty());
}

TEST_CASE("who lent a picture is credited, with \"of\" or without") {
  const CaptionText text = split_caption("The bridge, 1911. Courtesy Harbour Gallery.");
  CHECK(text.caption == "The bridge, 1911.");
  CHECK(text.credit == "Harbour Gallery");
  CHECK(split_caption("Image courtesy of: Ana Ruiz").credit == "Ana Ruiz");
  CHECK(clean_credit("PHOTO COURTESY OF ANA RUIZ") == "ANA RUIZ");
  CHECK(clean_credit("Courtesy Of Harbour Gallery") == "Harbour Gallery");
  CHECK(split_caption("A courtesy call on the mayor").credit.empty());
}

TEST_CASE("a label in small letters counts behind a comma, a sentence's stop is none of initials") {
  CHECK(split_caption("Ana Ruiz, photo: State Archive").credit == "State Archive");
  const CaptionText text = split_caption("The bridge on Monday. EFE / J. R. Ruiz");
  CHECK(text.caption == "The bridge on Monday.");
  CHECK(text.credit == "EFE / J. R. Ruiz");
}

TEST_CASE("a counter below a caption is no credit") {
  CHECK_FALSE(is_credit_after("1 de 9", "A bridge."));
}

TEST_CASE("a credit behind a label runs to the end") {
  const CaptionText text = split_caption("Die Brücke am Montag. Foto: Tom Oke/dpa");
  CHECK(text.caption == "Die Brücke am Montag.");
  CHECK(text.credit == "Tom Oke/dpa");
}

TEST_CASE("a credit behind a copyright sign loses the sign") {
  const CaptionText text = split_caption("De brug op maandag. — © BELGA");
  CHECK(text.caption == "De brug op maandag.");
  CHECK(text.credit == "BELGA");
}

TEST_CASE("a credit begins at a letter, not within one") {
  const CaptionText text = split_caption("Антон Верхов в рубке пароме. Фото: И. Калугин");
  CHECK(text.caption == "Антон Верхов в рубке пароме.");
  CHECK(text.credit == "И. Калугин");
}

TEST_CASE("a place in brackets at the end stays in the caption") {
  CHECK(split_caption("Soldiers near the camp in Gjader (Albania)").credit.empty());
}

TEST_CASE("the Japanese equals sign parts caption and credit") {
  const CaptionText text = split_caption("国会前で警備に当たる警察官ら＝ＡＰ");
  CHECK(text.caption == "国会前で警備に当たる警察官ら");
  CHECK(text.credit == "ＡＰ");
}

TEST_CASE("a bare credit is cleaned of label, brackets and the day of the picture") {
  CHECK(clean_credit("(Photo: Mark Wilson / Getty Images / January 30, 2013)") ==
        "Mark Wilson / Getty Images");
}

TEST_CASE("a slide counter is read in several languages") {
  CHECK(parse_slide_counter("3 of 15").count == 15);
  CHECK(parse_slide_counter("Bild 2 von 12").index == 2);
  CHECK(parse_slide_counter("1/12").count == 12);
  CHECK(parse_slide_counter("Billede 3 af 15").index == 3);
  CHECK(parse_slide_counter("Afbeelding 3 van 15").index == 3);
  CHECK(parse_slide_counter("Obrázek 3 z 15").index == 3);
  CHECK(parse_slide_counter("Ảnh 3 trên 15").index == 3);
}

TEST_CASE("a score or a date is no slide counter") {
  CHECK(parse_slide_counter("9/3").is_absent());
  CHECK(parse_slide_counter("12/04/2017").is_absent());
}

TEST_CASE("a teaser label is taken off its headline") {
  CHECK(after_teaser_label("RELATED: Council buys a second bell") == "Council buys a second bell");
  CHECK(after_teaser_label("Relations between the two: worse than before").empty());
}

TEST_CASE("a correction needs a mark behind a single word or a turn of speech") {
  CHECK(is_correction("Correction: An earlier version named the wrong bridge."));
  CHECK_FALSE(is_correction("Correction facilities in the county are full."));
  CHECK(is_correction("[For the record, 9:30 a.m. May 2: The bridge was built in 1911.]"));
  CHECK_FALSE(is_correction("For the record, the other bridge has the same arches."));
  CHECK_FALSE(is_correction("This version of the ferry carries forty cars."));
  CHECK(is_correction("This version of the story corrects the name of the ferry."));
  CHECK_FALSE(is_correction("update-bells.d: a tool that rings them."));
}

TEST_CASE("a single word credits who helped where a mark stands behind it") {
  CHECK(is_contribution_line("Mitarbeit: Ana Ruiz"));
  CHECK(is_contribution_line("Mitarbeit an diesem Text: Ana Ruiz"));
  CHECK(is_contribution_line("(Unter Mitarbeit von Ana Ruiz)"));
  CHECK_FALSE(is_contribution_line("Mitarbeit ist auch ohne Vorkenntnisse möglich."));
}

TEST_CASE("who owns a text stands behind the sign and the year") {
  CHECK(copyright_holder("Copyright 2009 Associated Press. All rights reserved.") ==
        "Associated Press");
  CHECK(copyright_holder("© 2019-2021 The Gazette | Imprint") == "The Gazette");
  CHECK(copyright_holder("Copyright is what the painters asked for.").empty());
}

TEST_CASE("a mail address makes a contact line, a quoted price does not") {
  CHECK(is_contact_line("Got a tip? Write to desk@gazette.example"));
  CHECK_FALSE(is_contact_line("The bell cost 31,000 pounds, and the rope 12."));
}

TEST_CASE("buttons that stand in one line are a row of buttons, glued together or not") {
  CHECK(is_row_of_buttons("ShareTweetPin"));
  CHECK(is_row_of_buttons("Listen to this article Print Save for later 12 shares"));
  CHECK(is_row_of_buttons("Teilen | Drucken | Merken"));
  CHECK(is_row_of_buttons("Écouter Partager Imprimer"));
}

TEST_CASE("a sentence, a heading and one word by itself are no row of buttons") {
  CHECK(!is_row_of_buttons("Share this article by email or print it."));
  CHECK(!is_row_of_buttons("How to print and save a page"));
  CHECK(!is_row_of_buttons("Shares"));
  CHECK(!is_row_of_buttons("Share the story, like the misunderstandings"));
  CHECK(!is_row_of_buttons("Print and share"));
}

TEST_CASE("short codes, block numbers and warnings of scripts were meant for programs") {
  for (const std::string_view line :
       {"[CTA_MODULE]", "[form id=4711]", "{{boat-ad=\"/ads/boat\"}}", "odd-box-4f81c09",
        "Warning: Undefined variable $ad in /srv/courier/ad.php on line 12"})
    CHECK(is_left_code(line));
  for (const std::string_view line :
       {"[Unit]", "[New York Times]", "[edit]", "[code a=1]boat(2)[/code]", "[1, 2, 3]",
        "{{ form }}", "re-elected", "Covid-19", "[x, y = 2]", "Warning: ice in /all/ rivers", "[]"})
    CHECK_FALSE(is_left_code(line));
}

TEST_CASE("initials alone sign a text, in brackets or before an agency") {
  for (const std::string_view line : {"(jg)", "(dr/spot)", "aja/PAP", "FMW/Bloomberg", "(dpa)"})
    CHECK(is_initials_line(line));
  for (const std::string_view line :
       {"jg", "Amen.", "either/or he said", "/", "()", "(2024)", "a/", "(see below)"})
    CHECK_FALSE(is_initials_line(line));
}

TEST_CASE("a label of pictures, a colon and a name are a picture's credit") {
  CHECK(is_picture_credit_line("Foto: Lee/AFP"));
  CHECK(is_picture_credit_line("Crédits photos : Nordpress"));
  CHECK_FALSE(is_picture_credit_line("Fotos zum Download finden Sie hier: https://boat.example/1"));
  CHECK_FALSE(is_picture_credit_line("Photo:"));
  CHECK_FALSE(is_picture_credit_line("Source: Ostvik Courier"));
}

TEST_CASE("a link that asks to buy, to try or to click is no title") {
  for (const std::string_view line :
       {"Check price at Boatmart", "Buy on Boatmart", "Try Boatly for Free!", "Shop the Boat 3000",
        "tap here to see other videos from our team.", "View more offers", "Zum Angebot: Boote"})
    CHECK(is_offer_button(line));
  for (const std::string_view line :
       {"Shop owners protest at the harbour", "Get ready for the rain",
        "Buy vs lease: what boats cost", "iPhone sales fall", "Try as they might, the ferry stays",
        "View from the bridge"})
    CHECK_FALSE(is_offer_button(line));
}

TEST_CASE("a line that asks to stay in touch or says where a text was filed is an appeal") {
  for (const std::string_view line :
       {"Follow us on Gullnet!", "If you enjoyed reading this post, tell the crew.",
        "Pingback von Ferry News", "Want more? Then follow me on Gullnet.", "Copyright: Ida Lind"})
    CHECK(is_appeal_line(line));
  for (const std::string_view line :
       {"What do you think?", "For more information call the crew.", "Follow the river.", ""})
    CHECK_FALSE(is_appeal_line(line));
}

TEST_CASE("credits of captions in Greek, Hindi, Russian and Korean") {
  CHECK(split_caption("Το καΐκι στο λιμάνι / Φωτ.: Μηνάς Ροδίτης").credit == "Μηνάς Ροδίτης");
  CHECK(split_caption("तैयारी करतीं लड़कियां (फोटो: सुमन ठाकरान)").credit == "सुमन ठाकरान");
  CHECK(split_caption("Пожар на заводе. Фото Игната Перегудова").credit == "Игната Перегудова");
  CHECK(split_caption("Фото сделано на заводе летом").credit.empty());
  CHECK(split_caption("책을 정리하고 있다. 사진=나하늘 기자").credit == "나하늘 기자");
  const CaptionText text = split_caption("바닷길 건너는 관광객 [노을시 제공. 재판매 및 DB 금지]");
  CHECK(text.caption == "바닷길 건너는 관광객");
  CHECK(text.credit == "노을시 제공");
}

TEST_CASE("a word at the end tells that a Chinese or Japanese caption ends with its credit") {
  CHECK(split_caption("修表匠在灯下工作。受访者供图").credit == "受访者供图");
  CHECK(split_caption("卒業証書を受け取る児童、鯨島、青沼千鶴撮影").credit == "青沼千鶴撮影");
  CHECK(split_caption("灯台で公開されたロボット。2021年3月3日撮影").credit.empty());
}

TEST_CASE("a line that credits an agency alone stands below a text, and so does its editor") {
  CHECK(is_initials_line("(Quelle: APA/sda/dpa)"));
  CHECK(is_initials_line("/ritzau/"));
  CHECK_FALSE(is_initials_line("Quelle der Angst"));
  CHECK(is_appeal_line("Editor: R.T."));
  CHECK_FALSE(is_appeal_line("Editors met at noon and went home again."));
}

TEST_CASE("the first paragraph of a story may open with a place that nobody knows") {
  const auto place = [](std::string_view text) {
    return std::string(find_local_dateline(text).place);
  };
  const std::string_view rest = "Am frühen Morgen lag der erste der drei Kräne am Westkai.";
  CHECK(place("Brunsdorf - " + std::string(rest)) == "Brunsdorf");
  CHECK(place("CALDENAU. " + std::string(rest)) == "CALDENAU");
  CHECK(place("Villa de Ceibal.- " + std::string(rest)) == "Villa de Ceibal");
  CHECK(place("Caldenau. " + std::string(rest)) == "");
  CHECK(place("Anna Berg - " + std::string(rest)) == "");
  CHECK(place("Hinweis - " + std::string(rest)) == "");
  CHECK(place("Brunsdorf - 34 Jahre alt und noch immer am Kai: so geht es vielen.") == "");
}

TEST_CASE("letters beyond ASCII show where a space was lost between two elements") {
  CHECK(is_seam_beyond_ascii("Δανάη Κουφάκη", "03.03.2021"));
  CHECK(is_seam_beyond_ascii("AA", "Giriş"));
  CHECK(is_seam_beyond_ascii("سهيل البرغوثاني", "26"));
  CHECK_FALSE(is_seam_beyond_ascii("2021", "年3月"));
  CHECK_FALSE(is_seam_beyond_ascii("Κουφάκ", "η"));
}
