// phrase_matcher.cpp: building the automaton and running it.
#include "blocks/phrase_matcher.h"

#include "base/base.h"

namespace copydesk {

PhraseMatcher::PhraseMatcher(std::span<const SlotPhrase> phrases) {
  classify_letters(phrases);
  next_.assign(class_count_, 0);
  found_.assign(1, {});
  for (const SlotPhrase& phrase : phrases) add(phrase);
  link_failures();
  settle();
}

void PhraseMatcher::classify_letters(std::span<const SlotPhrase> phrases) {
  class_count_ = 2;  // class 0 is "anything else", class 1 the border between words
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
      class_of_[byte] = 1;
  }
}

void PhraseMatcher::add(const SlotPhrase& phrase) {
  size_t state = 0;
  for (const char c : phrase.text) {
    const size_t letter = c == ' ' ? 1 : class_of_[static_cast<unsigned char>(c)];
    if (next_[state * class_count_ + letter] == 0) {
      next_[state * class_count_ + letter] = static_cast<uint32_t>(found_.size());
      found_.push_back({});
      next_.resize(next_.size() + class_count_, 0);
      CD_CHECK(next_.size() < kFinds);
    }
    state = next_[state * class_count_ + letter];
  }
  found_[state].add(phrase.slot);
}

// Breadth first: a state's failure state is shorter, so its row is complete when it is needed.
void PhraseMatcher::link_failures() {
  std::vector<uint32_t> queue, failure(found_.size(), 0);
  for (size_t letter = 0; letter < class_count_; ++letter)
    if (next_[letter] != 0) queue.push_back(next_[letter]);
  for (size_t head = 0; head < queue.size(); ++head) {
    const size_t state = queue[head];
    found_[state] |= found_[failure[state]];
    for (size_t letter = 0; letter < class_count_; ++letter) {
      uint32_t& target = next_[state * class_count_ + letter];
      const uint32_t fallback = next_[failure[state] * class_count_ + letter];
      if (target == 0) {
        target = fallback;
      } else {
        failure[target] = fallback;
        queue.push_back(target);
      }
    }
  }
}

// Turns numbers of states into places of their rows, so that a step is one look-up and one
// addition: each waits for the one before it.
void PhraseMatcher::settle() {
  for (uint32_t& target : next_) {
    const bool finds = !found_[target].is_empty();
    target = static_cast<uint32_t>(target * class_count_) | (finds ? kFinds : 0);
  }
}

SlotSet PhraseMatcher::find(std::string_view text) const {
  SlotSet slots;
  uint32_t row = 0;
  const auto step = [&](uint8_t letter) {
    const uint32_t target = next_[row + letter];
    row = target & ~kFinds;
    if (target & kFinds) slots |= found_[row / class_count_];
  };
  step(1);  // a border stands before the text
  for (const char c : text) step(class_of_[static_cast<unsigned char>(c)]);
  step(1);  // and one after it
  return slots;
}

}  // namespace copydesk
