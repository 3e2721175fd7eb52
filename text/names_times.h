// names_times.h: dates and times of day in bylines. Inner header of text/.
#pragma once

#include <string>
#include <string_view>

namespace copydesk {

/// A byline with bars in the place of its dates, of those without a year too, and of its times of
/// day: they part names as marks do.
std::string with_bars_for_times(std::string_view byline);

}  // namespace copydesk
