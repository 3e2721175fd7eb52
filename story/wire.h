// wire.h: dateline and agency of a story whose text stands. Inner header of story/.
#pragma once

#include <string>
#include <string_view>

#include "blocks/blocks.h"
#include "record/record.h"

namespace copydesk {

/// Fills story.dateline from the first paragraphs of story.body, where they have one. It stays in
/// the text. Cost: linear in those paragraphs.
void read_dateline(Story& story);

/// The agency of a dateline: "dpa", "Rain Weekly via JTA"; empty: none.
std::string dateline_agency(std::string_view source);

/// The agency that a line at the end of the text credits: "(dpa)", "Quelle: AFP"; empty: none.
std::string closing_agency(const BlockList& list);

/// The agency that owns the text: "Copyright 2009 Associated Press. All rights reserved." right
/// below it; empty: none.
std::string owning_agency(const BlockList& list);

}  // namespace copydesk
