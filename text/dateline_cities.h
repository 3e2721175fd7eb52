// dateline_cities.h: large cities whose name alone makes a dateline. Inner header of text/.
#pragma once

#include <string_view>

namespace copydesk {

/// Whether a place is a capital or a large city; case, spaces and marks do not count.
bool is_city(std::string_view place);

}  // namespace copydesk
