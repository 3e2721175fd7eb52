// fields_people.h: what the readers of authors share. Inner header of story/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "story/fields_inner.h"

namespace copydesk {

/// Authors from one place on the page.
struct People {
  std::vector<Person> authors;
  std::vector<std::string> folded;  // the names of `authors`, each compared with every new one
  std::vector<ByteRange> ranges;
  std::string agency;
  Person owner;                // a person who owns the site too: taken when there is nobody else
  std::string declared_owner;  // the site's own name where the page declares it to be a person
  Origin origin = Origin::kNone;
  bool by = false;
  bool opens = false;            // the very line of the first name opens with "By"
  std::vector<uint32_t> blocks;  // of a visible byline
  Person handle;                 // behind "By" where no person could be read
  ByteRange handle_range;
  uint32_t handle_block = FieldBlocks::kNone;
  bool is_handle_dated = false;  // its line tells the day too: "Posted by macbacchi on 3 May 2017"
};

/// Writes a login that is declared as the only author ("ana.ruiz") as the page prints the name.
void print_login(const FieldContext& context, People& people);

/// Whether a text is an address and no name.
bool is_address(std::string_view text);

/// Whether the page declares who wrote the story and that is no person: a desk, a partner, a
/// customer.
bool declares_others(const FieldContext& context);

/// Whether the page prints beside the headline that a desk or a team wrote the story.
bool prints_group(const FieldContext& context);

/// Adds a person whom `people` does not hold yet.
void add_person(People& people, Person person, ByteRange page);

/// Keeps the first `count` persons and what belongs to them.
void keep_persons(People& people, size_t count);

/// Whether a single name or handle that the page declares to be a person is one: nothing speaks
/// against it.
bool is_declared_name(const FieldContext& context, std::string_view name);

/// Whether a claim declares an author of the story by name: no link, and no label of Twitter's.
bool declares_author(const Claim& claim);

/// Whether a text has a letter.
bool has_letter(std::string_view text);

/// The blocks from `begin` to `end` around the headline, in which who wrote the story is printed:
/// higher up stand other stories.
struct HeadRange {
  uint32_t begin = 0, end = 0;
};
HeadRange beside_headline(const FieldContext& context);

/// Whose name a weblog and its address have; nameless: nobody's.
Person keeper(const FieldContext& context);

/// Whether a name is what publishing systems put where no author was given: "admin".
bool is_placeholder(std::string_view name);

/// Whether a name says that several people of a house stand behind it, "Rivers Team"; a visible
/// line needs that.
bool is_named_group(std::string_view name);

/// A name in a script with capitals: without them a site's name looks like a person's.
bool is_cased_name(std::string_view name);

/// A job without what the line says behind it, "Editor ⋅ Updated", and without marks at its ends;
/// empty where it is none but a sentence.
std::string clean_role(std::string_view role);

/// Takes out who is named in the headline: nobody announces that they wrote the story.
void drop_named_in_title(const FieldContext& context, People& people);

/// The bylines around the headline.
People head_bylines(FieldContext& context);
/// Whether a byline is the only one of its page and stands beside a day, in its own block or in one
/// next to it: then the page is a story, whatever its make-up says.
bool signs_a_story(const FieldContext& context, uint32_t byline);
/// Names that stand right below the headline without a word that announces them: in the line of the
/// date ("13.04.2017 - Ana Ruiz"), or alone beside it.
People people_below_title(const FieldContext& context);
/// A single name in an element of its own that is marked as the author beside the headline: <span
/// class="author">Linda</span>.
People marked_single_name(const FieldContext& context);
/// Whether a line holds nothing but names, what those do, and the day: "Ana Ruiz and Tom Oke", "Ana
/// Ruiz, Staff Writer", "Ana Ruiz | 3 May 2017". A sentence that names somebody holds more.
bool is_names_alone(const FieldContext& context, std::string_view line, const Byline& byline);
/// The byline behind the last paragraph, "Von Ana Ruiz", or a name alone that signs the text.
People closing_people(FieldContext& context);
/// Those who sign the text by their names alone, in a block right below it: "– Ana Ruiz".
People signers(const FieldContext& context, uint32_t index);
/// "About the author" and the name below it.
People author_box(const FieldContext& context);
/// A name that is marked as the author anywhere else: alone in its element beside the headline, in
/// the box about the author, in a byline further down.
People marked_elsewhere(FieldContext& context);
/// Who signs for a story that no person signs: a desk, a team, the house of a guest.
People signing_group(const FieldContext& context);

}  // namespace copydesk
