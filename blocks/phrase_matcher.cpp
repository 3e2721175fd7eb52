// phrase_matcher.cpp: building the tables of beginnings and asking them.
#include "blocks/phrase_matcher.h"

#include "base/base.h"

namespace copydesk {
namespace {

constexpr uint8_t kBorder = 1;  // the class of what stands between words; 0 is "anything else"

}  // namespace

PhraseMatcher::PhraseMatcher(std::span<const SlotPhrase> phrases) {
  classify_letters(phrases);
  singles_.assign(class_count_, 0);
  pairs_.assign(class_count_ * class_count_, 0);
  triples_.assign(kTriples, 0);
  for (const SlotPhrase& phrase : phrases) add(phrase);
}

void PhraseMatcher::classify_letters(std::span<const SlotPhrase> phrases) {
  class_count_ = 2;
  for (const SlotPhrase& phrase : phrases) {
    for (const char c : phrase.text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c != ' ' && class_of_[byte] == 0) class_of_[byte] = static_cast<uint8_t>(class_count_++);
    }
  }
  for (unsigned byte = 0; byte < 128; ++byte) {
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    if (byte >= 'A' && byte <= 'Z')
      class_of_[byte] = class_of_[byte + 32];
    else if (!is_letter && class_of_[byte] == 0)
      class_of_[byte] = kBorder;
  }
}

void PhraseMatcher::add(const SlotPhrase& phrase) {
  CD_CHECK(!phrase.text.empty() && phrase.text.size() < 256 && entries_.size() < 0xFFFF);
  Entry entry;
  entry.first = static_cast<uint32_t>(letters_.size());
  entry.length = static_cast<uint8_t>(phrase.text.size());
  entry.slot = phrase.slot;
  for (const char c : phrase.text)
    letters_.push_back(c == ' ' ? kBorder : class_of_[static_cast<unsigned char>(c)]);
  const uint8_t* letters = letters_.data() + entry.first;
  uint16_t& first = entry.length == 1   ? singles_[letters[0]]
                    : entry.length == 2 ? pairs_[letters[0] * class_count_ + letters[1]]
                                        : triples_[triple_of(letters[0], letters[1], letters[2])];
  entry.next = first;
  entries_.push_back(entry);
  first = static_cast<uint16_t>(entries_.size());
}

uint8_t PhraseMatcher::class_at(std::string_view text, size_t at) const {
  return at < text.size() ? class_of_[static_cast<unsigned char>(text[at])] : kBorder;
}

// `at` counts from the border before the text, which is place 0.
void PhraseMatcher::find_at(std::string_view text, size_t at, uint16_t number,
                            SlotSet& slots) const {
  for (; number != 0; number = entries_[number - 1u].next) {
    const Entry& entry = entries_[number - 1u];
    const uint8_t* letters = letters_.data() + entry.first;
    size_t same = 0;
    // One border stands behind the text; what reaches further does not fit. Before the text, at - 1
    // wraps around and gives a border as well.
    while (same < entry.length && at + same <= text.size() + 1 &&
           letters[same] == class_at(text, at + same - 1))
      ++same;
    if (same == entry.length) slots.add(entry.slot);
  }
}

SlotSet PhraseMatcher::find(std::string_view text) const {
  SlotSet slots;
  uint8_t first = kBorder, second = class_at(text, 0);
  for (size_t at = 0; at <= text.size() + 1; ++at) {
    const uint8_t third = class_at(text, at + 1);
    const uint16_t single = singles_[first], pair = pairs_[first * class_count_ + second],
                   triple = triples_[triple_of(first, second, third)];
    if ((single | pair | triple) != 0) {
      find_at(text, at, single, slots);
      find_at(text, at, pair, slots);
      find_at(text, at, triple, slots);
    }
    first = second;
    second = third;
  }
  return slots;
}

}  // namespace copydesk
