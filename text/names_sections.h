// names_sections.h: labels behind the names of a byline: sections, parts in a book. Inner header of
// text/.
#pragma once

#include <string_view>

namespace copydesk {

/// "In Travel, Weather", "Filed under Weather": behind the authors stands where the story is filed.
bool opens_sections(std::string_view text);
/// "Ana Ruiz Filed Under: Weather, rain": the line without where the story is filed.
std::string_view without_sections(std::string_view text);
/// "Kategorien Allgemein", "Ort Harrow": a label and its value, which no mark parts.
bool opens_label(std::string_view text);

/// "Ana Ruiz 著": the name without the part that its bearer had in a book; empty where somebody
/// translated or edited it ("訳", "監訳", "編").
std::string_view without_part_in_book(std::string_view text);

}  // namespace copydesk
