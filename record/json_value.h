// json_value.h: the JSON value that the rows of the table of fields read from; for record/ only.
#pragma once

#include <simdjson.h>

namespace copydesk {

struct JsonValue {
  simdjson::dom::element element;
};

}  // namespace copydesk
