// jsonld.h: the JSON-LD of a page into claims. Inner header of story/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "story/claims.h"

namespace copydesk {

/// The text of one <script type="application/ld+json">.
struct JsonLdScript {
  std::string_view text;
  ByteRange page;
  NodeId node = kNoNode;
};

/// Reads all scripts of a page. The node that describes this page is chosen by its type, its
/// address and its headline
/// (`titles`: what the page calls itself elsewhere); others give nothing, but for names of
/// publisher and persons that it refers to. Bounds: StoryLimits, and 100,000 values
/// visited; what is over is left out, with a note. Cost: linear. Threads: safe. Errors: none; JSON
/// that cannot be mended gives the note "json-ld-broken".
void read_json_ld(std::span<const JsonLdScript> scripts, std::string_view url,
                  std::span<const std::string> titles, Claims& claims,
                  const StoryLimits& limits = {});

/// Mends what publishing systems break in JSON: wrappers of comment and CDATA, raw control
/// characters, wrong escapes, inner quotes, comments, trailing and missing commas, missing
/// brackets, several values in a row (made one array), references instead of quotes. The result may
/// still be no JSON.
std::string mend_json(std::string_view text);

/// A text without its tags and with references decoded, as articleBody often needs.
std::string strip_markup(std::string_view text);

}  // namespace copydesk
