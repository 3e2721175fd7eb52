// text.h: the door of text/: letters into words, sentences, names, times.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {}  // namespace copydesk
