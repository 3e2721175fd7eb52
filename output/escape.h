// escape.h: small helpers of the writers: clean text, mended UTF-8, times for people. For output/
// only.
#pragma once

#include <string>
#include <string_view>

#include "output/output.h"

namespace copydesk {

/// Bytes of the character at `at` if it may not stand in text: C0 and C1 controls but tab and line
/// ends, DEL, U+FFFE and U+FFFF. Else 0. SPEC: XML 1.0, production 2, without its discouraged
/// controls.
size_t forbidden_length(std::string_view text, size_t at);

/// Replaces ill-formed UTF-8 in out from `begin` on.
void mend_utf8(std::string& out, size_t begin);

/// One line, as a string.
std::string one_line(std::string_view text);

/// An ISO 8601 time as people read it: "2017-04-13 05:33:00 -04:00".
std::string readable_time(const When& when);

/// Whether a story tells of a time after the one when it was published. Many pages name the same
/// time twice.
bool is_updated(const Story& story);

/// Whether the authors are persons, not the desk, team or house that signs where none does.
bool are_persons(const Story& story);

/// Names of the authors and the agency, parted by commas.
std::string byline_of(const Story& story);

/// The address to show for a story: canonical, else as saved; "" when neither is safe.
std::string address_of(const Story& story);

}  // namespace copydesk
