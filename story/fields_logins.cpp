// fields_logins.cpp: "ana.ruiz", which a page declares as its author, into the name that it prints.
// Method: the short lines of the head and those around the end of the text are searched for a name
// whose first and last word are the two parts of the login. Not here: handles that hold no name
// (fields_people.cpp).
#include <algorithm>

#include "story/fields_people.h"

namespace copydesk {
namespace {

// The printed name at the beginning of a text whose first word is `first` and whose last is `last`,
// both folded; at most one word or initial stands between them. Empty: none.
std::string_view name_of(std::string_view text, std::string_view first, std::string_view last) {
  constexpr size_t kMostWords = 3;
  FoldRoom room;
  size_t at = 0;
  for (size_t count = 0; count < kMostWords; ++count) {
    const std::string_view word = next_word(text, at);
    if (word.empty() || (count == 0 && room.letters(word) != first)) return {};
    if (count > 0 && room.letters(word) == last) {
      const std::string_view name = text.substr(0, at);
      return is_plausible_name(name) ? name : std::string_view{};
    }
  }
  return {};
}

std::string_view printed_in(std::string_view text, std::string_view first, std::string_view last) {
  constexpr size_t kMostBytes = 300;  // at each end: a name signs there
  const std::string_view end =
      text.size() > kMostBytes ? text.substr(text.size() - kMostBytes) : text;
  for (size_t at = 0; at < end.size();) {
    const std::string_view word = next_word(end, at);
    if (word.empty()) break;
    const std::string_view name =
        name_of(end.substr(static_cast<size_t>(word.data() - end.data())), first, last);
    if (!name.empty()) return name;
  }
  return {};
}

}  // namespace

void print_login(const FieldContext& context, People& people) {
  constexpr uint32_t kBehind = 4;  // blocks behind the text
  constexpr size_t kLeastPart = 2;
  if (people.authors.size() != 1) return;
  const std::string login = people.authors[0].name;
  const size_t dot = login.find('.');
  if (dot == std::string::npos || dot < kLeastPart || login.size() - dot <= kLeastPart ||
      login.find_first_of(" .", dot + 1) != std::string::npos)
    return;
  const std::string first = fold(login.substr(0, dot)), last = fold(login.substr(dot + 1));
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = context.head_begin; i < count && i <= context.last_body + kBehind; ++i) {
    if (i == context.head_end) i = std::max(i, context.last_body);
    if (i >= count || !is_shown(context.block(i))) continue;
    const std::string_view name = printed_in(context.block(i).text, first, last);
    if (name.empty()) continue;
    people.authors[0].name = name;
    people.folded[0] = fold(name);
    return;
  }
}

}  // namespace copydesk
