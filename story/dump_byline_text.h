// dump_byline_text.h: readers of one line for the bylines of dumps. Inner header of story/.
#pragma once

#include <string>
#include <string_view>

#include "text/text.h"

namespace copydesk {

/// Whether a text has a small letter.
bool has_lower(std::string_view text);

/// The outlet that closes a byline, "By Ana Ruiz, The Daily Example": behind the last comma,
/// neither a person nor a role.
std::string outlet_in(std::string_view byline, const Byline& parsed);

/// Whom the alternative text of a portrait names: "Headshot of Ana Ruiz", "Ana Ruiz's avatar"; or
/// empty. "Photo of" stands before anything.
std::string_view name_of_portrait(std::string_view text);

/// "Author", "About the author:": a line that announces the name below it.
bool announces_author(std::string_view text);

/// "Coast Mail Staff", "Coast Mail Contributor": for whom somebody writes.
bool tells_staff(std::string_view text);

/// "3 hours ago", "vor 3 Stunden", "Hace 13 horas", "il y a 2 heures", "před 2 hodinami".
bool tells_age(std::string_view text);

/// "Ana RuizStaff Reporter": the same with commas between what was run together; "Ana RuizBy Ana
/// Ruiz" from its "By" on.
std::string without_glue(std::string_view line);

/// Whether a line may be a handle: one word with letters and no label.
bool could_be_handle(std::string_view text);

/// Whom "Thread starter anaruiz" names; or empty.
std::string_view thread_starter(std::string_view text);

/// "Posts: 524", "Joined: Mon Jul 24, 2017": what forums tell of a member below the handle.
bool tells_of_member(std::string_view text);

}  // namespace copydesk
