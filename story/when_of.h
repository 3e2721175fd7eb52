// when_of.h: a moment as the record has it. Part of story/.
#pragma once

#include <string>
#include <string_view>

#include "record/record.h"
#include "text/text.h"

namespace copydesk {

/// The moment that `raw` tells; an absent one leaves `raw` alone.
inline When when_of(const Moment& moment, std::string_view raw) {
  When when;
  when.raw = std::string(raw);
  if (moment.is_absent()) return when;
  when.time = iso_time(moment);
  when.precision = std::string(precision_name(moment.precision));
  when.zone_source = std::string(zone_source_name(moment.zone_source));
  return when;
}

}  // namespace copydesk
