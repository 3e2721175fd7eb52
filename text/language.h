// language.h: which language a text is in, and which way it runs.
#pragma once

#include <string>
#include <string_view>

namespace copydesk {

/// The language of a text as ISO 639-1 (639-2 where there is none); what the page declares settles
/// doubtful cases. Empty when neither the text nor the declaration says anything. Cost: linear, at
/// most the first 4 KiB. Threads: safe. Source: CLD2.
std::string detect_language(std::string_view text, std::string_view declared);

/// "en_US", "EN-us", "english" become "en"; anything that is no language tag becomes an empty
/// string.
std::string language_code(std::string_view tag);
/// The region of a tag such as "de-AT", in upper case, or an empty string.
std::string region_code(std::string_view tag);
/// "rtl" for languages written from right to left, else "ltr".
std::string_view direction_of(std::string_view language);

}  // namespace copydesk
