// record_faults.h: what is wrong with something that we have written, by the tables that it is made
// from.
#pragma once

#include <string>
#include <string_view>

namespace copydesk {

/// The first thing in a JSON record that the table of fields (of which the JSON Schema is made)
/// does not allow, or nothing: unknown names and kinds, fields of another kind, wrong types,
/// missing fields, values outside a closed set, numbers outside of theirs.
std::string fault_of_record(std::string_view json);

/// The first thing in a page of ours that could run or lead anywhere, or nothing: elements and
/// attributes that we never write, scripts but the reader's own files, addresses of other schemes.
std::string fault_of_our_html(std::string_view html);

}  // namespace copydesk
