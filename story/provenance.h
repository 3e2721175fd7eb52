// provenance.h: byte ranges in the page for the fields that the readers of story/ filled. Part of
// story/.
#pragma once

#include "story/reading.h"

namespace copydesk {

/// Appends to story.provenance.fields where highlights, related, corrections, captions, credits and
/// slides stand. Fields of claims are traced by resolve_fields(). Cost: linear. Threads: safe.
void trace_fields(Reading& reading);

}  // namespace copydesk
