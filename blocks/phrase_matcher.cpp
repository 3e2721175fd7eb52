// phrase_matcher.cpp: building the tables of beginnings and asking them.
#include "blocks/phrase_matcher.h"

#include <algorithm>
#include <cstring>

#include "base/base.h"

namespace copydesk {
namespace {

constexpr uint8_t kBorder = 1;  // the class of what stands between words; 0 is "anything else"
constexpr size_t kMaxPhraseBytes = 64;

}  // namespace

PhraseMatcher::PhraseMatcher(std::span<const SlotPhrase> phrases) {
  classify_letters(phrases);
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

uint32_t PhraseMatcher::hash_of(const uint8_t* letters) {
  uint32_t word;
  std::memcpy(&word, letters, sizeof word);
  return word * 0x9E3779B1u >> (32 - kHashBits);
}

void PhraseMatcher::add(const SlotPhrase& phrase) {
  CD_CHECK(!phrase.text.empty() && phrase.text.size() <= kMaxPhraseBytes &&
           entries_.size() < 0xFFFE);
  Entry entry;
  entry.first = static_cast<uint32_t>(letters_.size());
  entry.length = static_cast<uint8_t>(phrase.text.size());
  entry.slot = phrase.slot;
  for (const char c : phrase.text)
    letters_.push_back(c == ' ' ? kBorder : class_of_[static_cast<unsigned char>(c)]);
  entries_.push_back(entry);
  const auto number = static_cast<uint16_t>(entries_.size());
  uint8_t begin[kLetters] = {};
  std::copy_n(letters_.begin() + entry.first, std::min<size_t>(entry.length, kLetters), begin);
  if (entry.length >= kLetters) {
    add_beginning(begin, number);
  } else if (entry.length == kLetters - 1) {  // any letter may follow, or none
    for (size_t last = 0; last < class_count_; ++last) {
      begin[kLetters - 1] = static_cast<uint8_t>(last);
      if (last > 0) entries_.push_back(entry);
      add_beginning(begin, static_cast<uint16_t>(entries_.size()));
    }
  } else {
    short_.push_back(number);
  }
}

void PhraseMatcher::add_beginning(const uint8_t* letters, uint16_t number) {
  const uint32_t hash = hash_of(letters);
  begins_[hash / 64] |= uint64_t{1} << (hash % 64);
  uint16_t& first = buckets_[hash >> (kHashBits - kBucketBits)];
  entries_[number - 1u].next = first;
  first = number;
}

void PhraseMatcher::find_at(const uint8_t* letters, uint32_t hash, SlotSet& slots) const {
  for (uint16_t number = buckets_[hash >> (kHashBits - kBucketBits)]; number != 0;
       number = entries_[number - 1u].next) {
    const Entry& entry = entries_[number - 1u];
    const uint8_t* own = letters_.data() + entry.first;
    size_t same = 0;
    while (same < entry.length && own[same] == letters[same]) ++same;
    if (same == entry.length) slots.add(entry.slot);
  }
}

// Phrases too short for the table: there are a handful, such as "?" and "q:".
void PhraseMatcher::find_short(const uint8_t* letters, size_t count, SlotSet& slots) const {
  for (const uint16_t number : short_) {
    const Entry& entry = entries_[number - 1u];
    const uint8_t* own = letters_.data() + entry.first;
    const uint8_t* const end = letters + count;
    const uint8_t* at = letters;
    while (at < end &&
           (at = static_cast<const uint8_t*>(std::memchr(at, own[0], end - at))) != nullptr) {
      if (entry.length == 1 || at[1] == own[1]) {
        slots.add(entry.slot);
        break;
      }
      ++at;
    }
  }
}

SlotSet PhraseMatcher::find(std::string_view text) const {
  SlotSet slots;
  // A border stands before the text, at place 0, and behind it; what follows is no letter at all.
  const size_t places = text.size() + 2;
  uint8_t letters[kStretch + kMaxPhraseBytes];
  for (size_t from = 0; from < places; from += kStretch) {
    const size_t count = std::min(kStretch, places - from);
    const size_t seen = std::min(kStretch + kMaxPhraseBytes, places - from);
    letters[0] = kBorder;
    const size_t skipped = from == 0 ? 1 : 0;
    const size_t last = std::min(seen, text.size() + 1 - from);
    for (size_t i = skipped; i < last; ++i)
      letters[i] = class_of_[static_cast<unsigned char>(text[from + i - 1])];
    if (last < seen) letters[last] = kBorder;
    std::memset(letters + seen, 0, std::min(kMaxPhraseBytes, sizeof letters - seen));
    for (size_t i = 0; i < count; ++i) {
      const uint32_t hash = hash_of(letters + i);
      if ((begins_[hash / 64] >> (hash % 64) & 1) != 0) [[unlikely]]
        find_at(letters + i, hash, slots);
    }
    find_short(letters, count, slots);
  }
  return slots;
}

}  // namespace copydesk
