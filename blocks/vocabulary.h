// vocabulary.h: the words that pages name their parts with, and the phrases of what is not the
// story.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "blocks/phrase_matcher.h"

namespace copydesk {

/// Words of class, id, role and itemprop values. Slot i is kClassWords[i].
std::span<const std::string_view> class_words();
const PhraseMatcher& class_word_matcher();

/// Phrase groups of visible text: "share", "cookie", "newsletter", ... Slot i is
/// phrase_groups()[i].
std::span<const std::string_view> phrase_groups();
const PhraseMatcher& phrase_matcher();

/// schema.org types and page words of URL paths and body classes. Slot i is page_words()[i].
std::span<const std::string_view> page_words();
const PhraseMatcher& page_word_matcher();

/// Whether a lower-case word of at most 8 bytes is a function word of one of eleven languages.
bool is_stop_word(std::string_view lower_case_word);
/// The same for a word of one to eight bytes as they lie in memory, zero behind it.
bool is_stop_word(uint64_t packed_word);

}  // namespace copydesk
