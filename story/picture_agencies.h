// picture_agencies.h: names_agency(), whether a text is the name of who sells pictures. Part of
// story/.
#pragma once

#include <string_view>

namespace copydesk {

/// Whether a text is nothing but the name of an outlet that sells pictures or of a news agency, in
/// letters of any case: "Getty Images", "dpa". Threads: safe.
bool names_agency(std::string_view text);

}  // namespace copydesk
