// credit_edges.cpp: the number of a slide and a label without a mark in front of a credit, an
// address of mail behind it, and what stands there twice.
#include "story/credit_edges.h"

#include "base/base.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {

size_t opening_counter(std::string_view text) {
  constexpr size_t kMostWords = 4;
  size_t at = 0, length = 0;
  for (size_t words = 1; words <= kMostWords; ++words) {
    if (next_word(text, at).empty()) break;
    if (!parse_slide_counter(text.substr(0, at)).is_absent()) length = at;
  }
  return length;
}

std::string_view told_once(std::string_view credit) {
  for (const std::string_view mark : {" | ", " / "}) {
    const size_t at = credit.rfind(mark);
    if (at == credit.npos) continue;
    const std::string_view before = credit.substr(0, at), name = credit.substr(at + mark.size());
    if (before.starts_with(name) || before.ends_with(name)) return before;
  }
  const size_t half = credit.size() / 2;
  const bool is_twice = credit.size() % 2 == 1 && credit[half] == ' ' &&
                        credit.substr(0, half) == credit.substr(half + 1) &&
                        credit.substr(0, half).find_first_of(" /") != credit.npos;
  return is_twice ? credit.substr(0, half) : credit;
}

std::string_view without_address(std::string_view credit) {
  const size_t at = credit.rfind(' ');
  const bool has_address = at != credit.npos && credit.find('@', at) != credit.npos &&
                           credit.find('.', credit.find('@', at)) != credit.npos;
  return has_address ? credit.substr(0, at) : credit;
}

size_t silent_label(std::string_view credit) {
  static constexpr std::string_view kLabel = "Credit ";
  return credit.starts_with(kLabel) && credit.size() > kLabel.size() &&
                 is_upper(credit[kLabel.size()])
             ? kLabel.size()
             : 0;
}

}  // namespace copydesk
