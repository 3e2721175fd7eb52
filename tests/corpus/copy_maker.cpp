// copy_maker.cpp: see copy_maker.h.
#include "tests/corpus/copy_maker.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace copydesk {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Words with the white space after them, so that joining them gives the text again.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && !is_space(text[end])) ++end;
    while (end < text.size() && is_space(text[end])) ++end;
    words.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, size_t begin, size_t end) {
  std::string text;
  for (size_t i = begin; i < end; ++i) text += words[i];
  return text;
}

// Keeps 30 to 80 %: the beginning, the end, the middle, or beginning and end.
std::string cut(Dice& dice, std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  const size_t kept = std::max<size_t>(words.size() * dice.between(30, 80) / 100, 1);
  const size_t rest = words.size() - kept;
  switch (dice.below(4)) {
    case 0:
      return joined(words, 0, kept);
    case 1:
      return joined(words, rest, words.size());
    case 2:
      return joined(words, rest / 2, rest / 2 + kept);
    default:
      return joined(words, 0, kept / 2) +
             joined(words, words.size() - (kept - kept / 2), words.size());
  }
}

std::string framed(StoryMaker& maker, std::string text) {
  if (maker.dice().chance(0.6)) text = maker.boilerplate() + "\n\n" + text;
  return text + "\n\n" + maker.boilerplate();
}

std::string renumbered(Dice& dice, std::string text) {
  for (char& c : text) {
    if (is_digit(c)) c = static_cast<char>('0' + dice.below(10));
  }
  return text;
}

void mistype(Dice& dice, std::string& word) {
  std::vector<size_t> letters;
  for (size_t i = 0; i < word.size(); ++i) {
    if (is_ascii_letter(word[i])) letters.push_back(i);
  }
  if (letters.empty()) return;
  const size_t at = letters[dice.below(letters.size())];
  switch (dice.below(3)) {
    case 0:
      word[at] = static_cast<char>('a' + dice.below(26));
      break;
    case 1:
      word.erase(at, 1);
      break;
    default:
      word.insert(at, 1, static_cast<char>('a' + dice.below(26)));
      break;
  }
}

std::string retyped(Dice& dice, std::string_view text) {
  const double share = static_cast<double>(dice.between(1, 5)) / 100;
  std::vector<std::string> words = words_of(text);
  for (std::string& word : words) {
    if (dice.chance(share)) mistype(dice, word);
  }
  return joined(words, 0, words.size());
}

std::string invented_word(Dice& dice) {
  constexpr std::string_view kConsonants = "bcdfghklmnprstvwz", kVowels = "aeiou";
  std::string word;
  for (size_t left = dice.between(1, 4); left > 0; --left) {
    word += kConsonants[dice.below(kConsonants.size())];
    word += kVowels[dice.below(kVowels.size())];
    if (dice.chance(0.3)) word += kConsonants[dice.below(kConsonants.size())];
  }
  return word;
}

}  // namespace

StoryMaker::StoryMaker(uint64_t seed) : dice_(seed) {
  for (int i = 0; i < 20000; ++i) words_.push_back(invented_word(dice_));
  for (int i = 0; i < 100; ++i) boilerplates_.push_back(story(dice_.between(15, 60)));
}

// Zipf's law: the rank is exp(uniform), so that the n-th word is about n times rarer than the
// first.
const std::string& StoryMaker::word() {
  const double uniform = static_cast<double>(dice_.next() >> 11) * 0x1p-53;
  const auto rank =
      static_cast<size_t>(std::exp(uniform * std::log(static_cast<double>(words_.size()))));
  return words_[std::min(rank, words_.size() - 1)];
}

std::string StoryMaker::sentence() {
  std::string text;
  for (size_t left = dice_.between(6, 24); left > 0; --left) {
    text += dice_.chance(0.03) ? std::to_string(dice_.below(3000)) : word();
    text += left == 1 ? ". " : " ";
  }
  text[0] = static_cast<char>(text[0] >= 'a' ? text[0] - 0x20 : text[0]);
  return text;
}

std::string StoryMaker::story(size_t word_count) {
  std::string text;
  for (size_t words = 0; words < word_count;) {
    const std::string next = sentence();
    words += static_cast<size_t>(std::count(next.begin(), next.end(), ' '));
    text += next;
    if (dice_.chance(0.3) && words < word_count) text += "\n\n";
  }
  return text;
}

std::string_view copy_kind_name(CopyKind kind) {
  constexpr std::string_view kNames[kCopyKindCount] = {
      "cut",         "framed", "renumbered", "retyped", "cut and framed", "cut and retyped",
      "all of these"};
  return kNames[static_cast<int>(kind)];
}

std::string make_copy(StoryMaker& maker, std::string_view text, CopyKind kind) {
  Dice& dice = maker.dice();
  switch (kind) {
    case CopyKind::kCut:
      return cut(dice, text);
    case CopyKind::kFramed:
      return framed(maker, std::string(text));
    case CopyKind::kRenumbered:
      return renumbered(dice, std::string(text));
    case CopyKind::kRetyped:
      return retyped(dice, text);
    case CopyKind::kCutAndFramed:
      return framed(maker, cut(dice, text));
    case CopyKind::kCutAndRetyped:
      return retyped(dice, cut(dice, text));
    case CopyKind::kAll:
      return framed(maker, renumbered(dice, retyped(dice, cut(dice, text))));
  }
  return std::string(text);
}

PairScore score_pairs(const std::vector<uint32_t>& truth, const std::vector<uint32_t>& groups) {
  const auto pairs = [](const auto& sizes) {
    double total = 0;
    for (const auto& [key, size] : sizes)
      total += static_cast<double>(size) * static_cast<double>(size - 1) / 2;
    return total;
  };
  std::map<uint32_t, size_t> by_truth, by_group;
  std::map<std::pair<uint32_t, uint32_t>, size_t> by_both;
  for (size_t i = 0; i < truth.size(); ++i) {
    ++by_truth[truth[i]];
    ++by_group[groups[i]];
    ++by_both[{truth[i], groups[i]}];
  }
  const double right = pairs(by_both), wanted = pairs(by_truth), found = pairs(by_group);
  return {wanted == 0 ? 1 : right / wanted, found == 0 ? 1 : right / found};
}

}  // namespace copydesk
