// names_words.h: the words that bylines are made of besides names. Inner header of text/.
#pragma once

#include <cstddef>
#include <string_view>

namespace copydesk {

/// A word of a job title in about twenty languages: "correspondent", "Redakteurin", "記者".
bool is_role_word(std::string_view word);
/// A job title of those who report, in scripts in which a name alone does not show that it is one:
/// "корреспондент", "संवाददाता", "记者".
bool is_trade_word(std::string_view word);
/// A word that no person's name holds and outlets' names do: "News", "Zeitung", "Redaktion",
/// "Staff".
bool is_outlet_word(std::string_view word);
/// A word that joins two names: "and", "und", "y".
bool is_joining_word(std::string_view word);
/// A word in lower case that stands inside names: "von", "de", "bin".
bool is_name_particle(std::string_view word);
/// "Published", "Updated", "on": what follows is no name.
bool is_time_label(std::string_view word);
/// "in", "aus", "à": what follows is a place.
bool is_place_word(std::string_view word);
/// "Foto", "Illustration", "Video": those named behind it did not write.
bool is_picture_label(std::string_view word);

}  // namespace copydesk
