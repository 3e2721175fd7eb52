// padded_names.h: the searches of names.h for the tokenizer; inside html/ only.
#pragma once

#include "html/names.h"

namespace copydesk {

/// As find_tag and find_attribute_name, for names with at least 8 readable bytes at their start.
Tag find_padded_tag(std::string_view lower_case);
AttributeName find_padded_attribute_name(std::string_view lower_case);

}  // namespace copydesk
