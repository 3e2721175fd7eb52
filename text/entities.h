// entities.h: character references that a page escaped twice, and the evidence that it did not mean
// to.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copydesk {

/// What a page's decoded text shows about leftover references. Fold it over all texts of the page.
struct EscapeEvidence {
  size_t leftovers =
      0;              // &quot; &#39; &rsquo; and the like, standing where the character would stand
  size_t markup = 0;  // &lt;p&gt;, "&lt;" as an example, references named in a sentence about them
  /// The page is about HTML when what it shows is examples: then nothing is mended.
  bool talks_about_html() const { return markup > 0; }
};
void add_escape_evidence(std::string_view text, EscapeEvidence& evidence);

/// Whether a text (references decoded once) still holds a reference that can be mended.
bool has_double_escapes(std::string_view text);

/// Decodes the leftover references of a text once more (twice at most, for &amp;amp;quot;); of
/// white space each becomes a space, what nobody sees is left out. The caller asks the page's
/// evidence first and never passes code or preformatted text.
std::string mend_double_escapes(std::string_view text);

}  // namespace copydesk
