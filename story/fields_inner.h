// fields_inner.h: what the rules for single fields share. Inner header of story/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/claims.h"

namespace copydesk {

/// What class, id, itemprop and rel around a block say that it is. Bits.
enum BlockSays : uint32_t {
  kSaysByline = 1,
  kSaysTime = 2,
  kSaysModified = 4,
  kSaysSection = 8,
  kSaysTitle = 32,
  kSaysComment = 64,  // inside comments, related stories, sidebars: nothing here is about the story
  kSaysPublished = 128,
  kSaysUnknown = 256,  // not asked yet
  kSaysTags = 512,     // tags, and the controls of a player
  kSaysSlides = 1024   // a slider: what it shows one after the other are other stories
};

/// One page while its fields are settled.
struct FieldContext {
  const Claims& claims;
  const Document* document;
  BlockList& list;
  std::string_view url;
  Story& story;
  std::vector<std::string> site_names;  // as declared, and from the host; folded
  DateHints dates;
  FieldBlocks blocks;
  uint32_t head_begin = 0;  // blocks around the headline where byline, time, dek stand
  uint32_t head_end = 0;
  uint32_t first_body = 0xFFFFFFFFu;
  uint32_t last_body = 0;
  uint32_t first_post = FieldBlocks::kNone;           // of a thread: where its posts begin
  mutable ValueMemo<uint32_t> known_names = {};       // what says_of_names() said
  mutable std::vector<uint32_t> known_elements = {};  // by NodeId: what an element says

  const Block& block(uint32_t index) const { return list.blocks[index]; }
};

/// Notes where a field came from.
void trace(FieldContext& context, std::string_view field, Origin from, ByteRange page);

/// What the words of a class name or another list of names say.
uint32_t says_of_names(std::string_view names);

/// Whether an address names a page about an author: /author/ana-ruiz, /autoren/12.
bool leads_to_person(std::string_view href);

/// What is said by the markup around a block.
uint32_t hints_of(const FieldContext& context, const Block& block);

/// Whether a block can hold a field: seen by readers and no part of comments or teasers.
bool is_shown(const Block& block);

/// Whether a block stands for a text that scripts would have written, in whatever words it asks for
/// them.
bool asks_for_scripts(const Block& block);

/// Whether a page sells, lists or serves: it is no news and has no one author.
bool is_offer(std::string_view page_type);

/// Whether a string, as a whole, is a name of the site.
bool is_site_name(const FieldContext& context, std::string_view text);

/// Whether an address is the front page of the site: "/", "https://www.example.org/".
bool is_front_page(std::string_view href, std::string_view host);

/// Whether all of a block is one link to the front page of the site.
bool leads_to_front_page(const FieldContext& context, const Block& block);

/// The length of a mark that parts the pieces of a title (" | ", " - ") and stands at `at`, or 0.
size_t separator_at(std::string_view title, size_t at);

/// The parts of a title between its marks, as views into it; none when it has no mark.
std::vector<std::string_view> parts_of_title(std::string_view title);

/// The page's <title>, or null.
const Claim* title_element(const FieldContext& context);

/// Whether a <meta> gives a title up to a quote only, which ended its attribute:
/// content="Harbour closed by "slate"". `title` is the page's <title>, or null.
bool is_cut_at_quote(const Claim* title, const Claim& claim);

/// A title without the name of the site at its ends.
std::string without_site_name(const FieldContext& context, std::string_view title);

/// A text in the form in which titles are compared: worked out once, since every heading is held
/// against every declared title.
struct Wording {
  std::string letters;        // fold()
  std::vector<size_t> words;  // hashes of the first hundred, sorted
};
Wording wording_of(std::string_view text);

/// How much two titles agree, 0..1: the F1 of their words.
double agreement(const Wording& a, const Wording& b);
inline double agreement(std::string_view a, std::string_view b) {
  return agreement(wording_of(a), wording_of(b));
}

/// Whether a text is what a slug ("public-service") spells: they differ in case, marks, accents and
/// "&" alone.
bool spells(std::string_view slug, std::string_view text);

/// The text of a block with a mark wherever two elements of it lost the space between them.
enum class Seams { kLost, kNames };  // kNames: also a comma where a name ends and a job begins
std::string parted_line(const FieldContext& context, const Block& block,
                        Seams seams = Seams::kLost);

/// A text without tags, when it holds any.
std::string strip_tags(std::string_view text);

/// Who posts below the headline of a thread.
struct Posters {
  std::string first;     // empty: nobody was found
  ByteRange page;        // of the first
  uint32_t block = 0;    // where it stands
  uint32_t members = 0;  // names that only forums have, from above the text on, in the text
  std::vector<std::string> names;  // different ones, as many as tell; folded

  static constexpr size_t kLeastNames = 3;
  /// Four of two members, or three of three.
  bool show_a_forum() const {
    constexpr uint32_t kLeastMembers = 4;
    return names.size() >= kLeastNames || (members >= kLeastMembers && names.size() > 1);
  }
};

/// Looks no further than for what a forum and its first post are known by. Cost: linear.
Posters read_posters(const FieldContext& context);

void settle_site(FieldContext& context);
void settle_title(FieldContext& context);
void settle_people(FieldContext& context);
void settle_times(FieldContext& context);
void settle_section(FieldContext& context);
void settle_page(FieldContext& context);

}  // namespace copydesk
