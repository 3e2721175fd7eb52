// phrase_matcher.cpp: building the tables of beginnings and asking them.
#include "blocks/phrase_matcher.h"

#include <algorithm>
#include <cstring>

#include "base/base.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copydesk {
namespace {

constexpr uint8_t kBorder = ' ';  // what stands between words; 0 is "anything else"
constexpr size_t kMaxPhraseBytes = 64;

uint32_t hash_of(const uint8_t* four_letters) {
  uint32_t number;
  std::memcpy(&number, four_letters, sizeof number);
  return number * 0x9E3779B1u;
}

uint32_t bucket_of(uint32_t hash) { return hash >> (32 - PhraseMatcher::kBucketBits); }
uint16_t check_of(uint32_t hash) { return static_cast<uint16_t>(hash >> 4); }

uint64_t eight_of(const uint8_t* letters) {
  uint64_t number;
  std::memcpy(&number, letters, sizeof number);
  return number;
}

#if defined(__x86_64__)
// The twin of a look-up in letter_of_ for each of 32 bytes.
[[gnu::target("avx2")]] void fold_abreast(const uint8_t* known_ascii, const uint8_t* known_wide,
                                          const char* text, uint8_t* letters) {
  const __m256i ascii =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(known_ascii)));
  const __m256i wide =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(known_wide)));
  const __m256i half = _mm256_set1_epi8(0x0F);
  const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i low = _mm256_and_si256(bytes, half);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
  const __m256i row =
      _mm256_blendv_epi8(_mm256_shuffle_epi8(ascii, low), _mm256_shuffle_epi8(wide, low), bytes);
  const __m256i bit = _mm256_shuffle_epi8(_mm256_set1_epi64x(int64_t(0x8040201008040201)), high);
  const __m256i is_known = _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
  const __m256i is_capital = _mm256_and_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8('A' - 1)),
                                              _mm256_cmpgt_epi8(_mm256_set1_epi8('Z' + 1), bytes));
  const __m256i small =
      _mm256_or_si256(bytes, _mm256_and_si256(is_capital, _mm256_set1_epi8(0x20)));
  const __m256i is_wide = _mm256_cmpgt_epi8(_mm256_setzero_si256(), bytes);
  const __m256i other = _mm256_andnot_si256(is_wide, _mm256_set1_epi8(kBorder));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(letters),
                      _mm256_blendv_epi8(other, small, is_known));
}

// A byte over 0 for each of 32 places where `first` stands, and `second` behind it unless that is
// 0.
[[gnu::target("avx2"), gnu::always_inline]] inline __m256i places_of(const uint8_t* letters,
                                                                     uint8_t first,
                                                                     uint8_t second) {
  const __m256i here =
      _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(letters)),
                        _mm256_set1_epi8(static_cast<char>(first)));
  if (second == 0) return here;
  return _mm256_and_si256(
      here, _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(letters + 1)),
                              _mm256_set1_epi8(static_cast<char>(second))));
}
#endif

bool has_many_abreast() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

}  // namespace

PhraseMatcher::PhraseMatcher(std::span<const SlotPhrase> phrases) {
  know_letters(phrases);
  std::vector<Beginning> beginnings;
  for (const SlotPhrase& phrase : phrases) add(phrase, beginnings);
  make_entries(std::move(beginnings));
}

void PhraseMatcher::know_letters(std::span<const SlotPhrase> phrases) {
  std::array<bool, 256> is_known{};
  for (unsigned c = 0; c < 128; ++c)
    is_known[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == kBorder;
  for (const SlotPhrase& phrase : phrases)
    for (const char c : phrase.text) is_known[static_cast<unsigned char>(c)] = true;
  std::array<bool, 256> is_letter{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_known[c]) {
      letter_of_[c] = static_cast<uint8_t>(is_capital ? c + 32 : c);
      (c < 128 ? known_ascii_ : known_wide_)[c & 15] |= static_cast<uint8_t>(1u << (c >> 4 & 7));
    } else {
      letter_of_[c] = c < 128 ? kBorder : 0;
    }
    is_letter[letter_of_[c]] = true;
  }
  is_letter[0] = true;  // stands behind the text
  for (unsigned c = 0; c < 256; ++c)
    if (is_letter[c]) all_letters_.push_back(static_cast<uint8_t>(c));
}

void PhraseMatcher::add(const SlotPhrase& phrase, std::vector<Beginning>& beginnings) {
  CD_CHECK(!phrase.text.empty() && phrase.text.size() <= kMaxPhraseBytes);
  uint8_t letters[kMaxPhraseBytes + 8] = {};
  std::copy(phrase.text.begin(), phrase.text.end(), letters);
  Phrase own;
  own.length = static_cast<uint8_t>(phrase.text.size());
  own.slot = phrase.slot;
  own.first = static_cast<uint32_t>(letters_.size());
  own.head = eight_of(letters);
  own.head_mask = own.length >= 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * own.length) - 1;
  if (own.length > 8) letters_.insert(letters_.end(), letters + 8, letters + own.length);
  if (own.length <= 2) {
    short_.push_back(own);
    return;
  }
  const auto number = static_cast<uint16_t>(phrases_.size());
  phrases_.push_back(own);
  if (own.length >= kLetters) beginnings.push_back({hash_of(letters), number, 0});
  if (own.length > kLetters) {
    beginnings.push_back({hash_of(letters + 1), number, -1});
    return;
  }
  // Any letter may stand before a short one that begins at an odd place, and behind three.
  uint8_t before[kLetters] = {0, letters[0], letters[1], letters[2]};
  for (const uint8_t any : all_letters_) {
    before[0] = any;
    beginnings.push_back({hash_of(before), number, 1});
    if (own.length == kLetters) continue;
    letters[kLetters - 1] = any;
    beginnings.push_back({hash_of(letters), number, 0});
  }
}

void PhraseMatcher::make_entries(std::vector<Beginning> beginnings) {
  CD_CHECK(beginnings.size() < 0xFFFF && phrases_.size() < (1u << 12));
  std::ranges::stable_sort(beginnings, {}, [](const Beginning& b) { return bucket_of(b.hash); });
  for (size_t i = 0; i < beginnings.size(); ++i) {
    const auto& [hash, phrase, begin] = beginnings[i];
    const uint32_t bit = hash >> (32 - kHashBits);
    begins_[bit / 64] |= uint64_t{1} << (bit % 64);
    const bool is_first = i == 0 || bucket_of(beginnings[i - 1].hash) != bucket_of(hash);
    if (is_first)
      buckets_[bucket_of(hash)] = static_cast<uint16_t>(i);
    else
      entries_.back().has_more = 1;
    Entry& entry = entries_.emplace_back();
    entry.check = check_of(hash);
    entry.phrase = phrase & 0xFFFu;
    entry.places_back = static_cast<unsigned>(1 - begin) & 3u;
  }
}

// Looks at the entries of four letters, from the first of their bucket on.
void PhraseMatcher::find_at(const uint8_t* letters, size_t first_entry, SlotSet& slots) const {
  const uint16_t check = check_of(hash_of(letters));
  for (const Entry* entry = entries_.data() + first_entry;; ++entry) {
    if (entry->check == check) {
      const Phrase& phrase = phrases_[entry->phrase];
      const uint8_t* own = letters + 1 - entry->places_back;
      const size_t tail = phrase.length > 8 ? phrase.length - 8u : 0;
      if ((eight_of(own) & phrase.head_mask) == phrase.head &&
          (tail == 0 || std::memcmp(own + 8, letters_.data() + phrase.first, tail) == 0))
        slots.add(phrase.slot);
    }
    if (entry->has_more == 0) return;
  }
}

// Phrases that the table knows. The look-ups of all places come first, then those of all buckets:
// the tables are read anew for each page, and waiting for each of their lines took half the time.
void PhraseMatcher::find_long(const uint8_t* letters, size_t count, SlotSet& slots) const {
  uint16_t places[kStretch / 2], first_entries[kStretch / 2];
  size_t noted = 0;
  for (size_t i = 0; i < count; i += 2) {
    const uint32_t bit = hash_of(letters + i) >> (32 - kHashBits);
    places[noted] = static_cast<uint16_t>(i);
    noted += begins_[bit / 64] >> (bit % 64) & 1;
  }
  for (size_t n = 0; n < noted; ++n)
    first_entries[n] = buckets_[bucket_of(hash_of(letters + places[n]))];
  for (size_t n = 0; n < noted; ++n) find_at(letters + places[n], first_entries[n], slots);
}

// Phrases too short for the table: there are a handful, such as "?" and "q:".
void PhraseMatcher::find_short(const uint8_t* letters, size_t count, Abreast abreast,
                               SlotSet& slots) const {
#if defined(__x86_64__)
  if (abreast == Abreast::kMost) return find_short_abreast(letters, count, slots);
#endif
  for (const Phrase& phrase : short_) {
    const auto first = static_cast<uint8_t>(phrase.head);
    const auto second = static_cast<uint8_t>(phrase.head >> 8);
    for (size_t i = 0; i < count; ++i)
      if (letters[i] == first && (second == 0 || letters[i + 1] == second)) slots.add(phrase.slot);
  }
}

#if defined(__x86_64__)
// Reads up to 31 letters more.
[[gnu::target("avx2")]] void PhraseMatcher::find_short_abreast(const uint8_t* letters, size_t count,
                                                               SlotSet& slots) const {
  for (const Phrase& phrase : short_) {
    const auto first = static_cast<uint8_t>(phrase.head);
    const auto second = static_cast<uint8_t>(phrase.head >> 8);
    __m256i found = _mm256_setzero_si256();
    for (size_t i = 0; i < count; i += 32)
      found = _mm256_or_si256(found, places_of(letters + i, first, second));
    if (_mm256_testz_si256(found, found) == 0) slots.add(phrase.slot);
  }
}
#endif

// `letters` has room for the letters of another 32 bytes.
void PhraseMatcher::fold(std::string_view text, Abreast abreast, uint8_t* letters) const {
  size_t i = 0;
#if defined(__x86_64__)
  if (abreast == Abreast::kMost) {
    for (; i + 32 <= text.size(); i += 32)
      fold_abreast(known_ascii_.data(), known_wide_.data(), text.data() + i, letters + i);
    if (i == text.size()) return;
    char last[32] = {};
    std::memcpy(last, text.data() + i, text.size() - i);
    fold_abreast(known_ascii_.data(), known_wide_.data(), last, letters + i);
    return;
  }
#endif
  for (; i < text.size(); ++i) letters[i] = letter_of_[static_cast<unsigned char>(text[i])];
}

SlotSet PhraseMatcher::find(std::string_view text, Abreast abreast) const {
  if (!has_many_abreast()) abreast = Abreast::kOne;
  SlotSet slots;
  // A border stands before the text and behind it; what follows is no letter at all. Before the
  // letters of a stretch stands the one before it.
  uint8_t room[1 + kStretch + kMaxPhraseBytes + 64];
  uint8_t* const letters = room + 1;
  room[0] = 0;
  letters[0] = kBorder;
  size_t folded = 1;  // letters that are there
  bool is_whole = false;
  while (true) {
    const size_t taken = std::min(kStretch + kMaxPhraseBytes - folded, text.size());
    fold(text.substr(0, taken), abreast, letters + folded);
    folded += taken;
    text.remove_prefix(taken);
    if (!is_whole && folded < kStretch + kMaxPhraseBytes) {
      letters[folded++] = kBorder;
      is_whole = true;
    }
    std::memset(letters + folded, 0, kMaxPhraseBytes);
    const size_t count = std::min(kStretch, folded);
    find_long(letters, count, slots);
    find_short(letters, count, abreast, slots);
    if (is_whole && folded <= kStretch) return slots;
    folded -= kStretch;
    std::memmove(room, room + kStretch, folded + 1);
  }
}

}  // namespace copydesk
