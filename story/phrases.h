// phrases.h: what the short lines of a news page say: buttons, slide counters, teaser labels,
// titles of highlight boxes, corrections, gates, picture credits. Part of story/; shared by the
// HTML path and the dump path. The set phrases of pages stand in text/phrases.h; here they are
// asked for a purpose. Text in, answers out; no page, no state.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace copydesk {

/// Whether a table holds a string.
bool is_one_of(std::string_view text, std::span<const std::string_view> table);

/// Whether a whole line is interface text: "Hide Caption", "Read More", "Share", "Advertisement",
/// "Anzeige".
bool is_interface_line(std::string_view line);

/// Whether a line is nothing but the names of buttons, two at least: "ShareTweetPin".
bool is_row_of_buttons(std::string_view line);

/// "3 of 15", "3/15", "Photo 3 of 15", "Bild 3 von 15". Zeros: the line is no slide counter.
struct SlideCounter {
  uint32_t index = 0;
  uint32_t count = 0;
  bool is_absent() const { return count == 0; }
};
SlideCounter parse_slide_counter(std::string_view line);

/// Whether a line is the title of a box of key points: "Story highlights", "Key Points", "Das
/// Wichtigste in Kürze".
bool is_highlights_title(std::string_view line);

/// Whether a whole line announces teasers: "Related", "Lesen Sie auch:", "Further Reading".
bool is_teaser_label(std::string_view line);

/// What follows a teaser label in the same line ("RELATED: Title" gives "Title"); an empty view
/// when there is no label.
std::string_view after_teaser_label(std::string_view line);

/// Whether a link's text is a button of a shop or service, or the end of a sentence, and no title:
/// "Check price at Boatmart", "Try it now", "tap here to see more."
bool is_offer_button(std::string_view title);

/// Who owns the page or the text, "© 2024 The Daily Example. All rights reserved."; empty: the line
/// does not say so.
std::string copyright_holder(std::string_view line);

/// Whether a paragraph is a correction, an editor's note or an "updated to" note.
bool is_correction(std::string_view paragraph);

/// Whether a paragraph at the end of a story only credits people: "Reporting by X; editing by Y",
/// "X contributed".
bool is_contribution_line(std::string_view paragraph);

/// Whether a short line at the end of a story is a copyright line or tells how to reach the
/// editors: a mail address, a handle, a telephone number.
bool is_contact_line(std::string_view line);

/// Whether a line is the job of who wrote the story: "Herald Staff Writer", "Special to the
/// Herald".
bool is_job_line(std::string_view line);

/// Whether a whole line is the day of a story: "July 9, 2000", "Posted: 3:47 pm March 25, 2009".
bool is_stamp_line(std::string_view line);

/// Whether a line only announces a correction: "Correction", "Correction: May 17, 2023".
bool is_correction_label(std::string_view line);

/// Whether a line above a story offers to read it out: "NEW You can now listen to our articles!".
bool is_call_to_listen(std::string_view line);

/// Whether a line asks the reader to pay or to log in to go on reading.
bool is_gate_line(std::string_view line);

/// Whether a whole line was meant for a program: a short code of a publishing system, the number of
/// a block, a warning of a script.
bool is_left_code(std::string_view line);

/// Whether a line is initials alone, in brackets or with an agency or desk behind a stroke: "(jg)",
/// "aja/PAP".
bool is_initials_line(std::string_view line);

/// Whether a short line at the end of a story asks to stay in touch ("Follow us on", "If you
/// enjoyed reading this"), or tells where the story was filed or linked from ("Pingback by").
bool is_appeal_line(std::string_view line);

/// Whether a credit says that it is a picture's: "Photo: Lee", not "© The Herald", "Source: AP".
bool speaks_of_picture(std::string_view credit);

/// Whether a short line is the label of a picture's credit, a colon and a name: "Foto: Lee/AP".
bool is_picture_credit_line(std::string_view line);

/// A picture's text, caption and credit apart. The credit has no label, no © and no brackets around
/// it.
struct CaptionText {
  std::string caption;
  std::string credit;
};

/// Splits "Ann at work. (AP Photo/Lee)", "Ann at work Foto: Lee", "Ann at work. © Lee".
CaptionText split_caption(std::string_view text);

/// Whether a text ends with the word that tells how long ago something was: "2 days ago", "2日前".
bool ends_how_long_ago(std::string_view text);

/// A credit that stands alone, cleaned of label, © and brackets: "(Photo: Lee/AP)" gives "Lee/AP".
std::string clean_credit(std::string_view text);

/// Whether a line is a credit behind a label: "Photo: Ana Ruiz", "© Reuters".
bool is_labelled_credit(std::string_view line);

/// Whether a line opens with a credit label or is the name of an agency: "Foto: Lee", "© Lee",
/// "AFP/Getty Images".
bool is_credit_line(std::string_view line);

/// Whether a short line behind a caption is its credit: is_credit_line(), or nothing but names.
bool is_credit_after(std::string_view line, std::string_view caption);

}  // namespace copydesk
