// shapes_stories.cpp: archives that hurt who searches them: stories that are one another's copies,
// versions of one address, words that all or none share. A line "address|title|text|publisher|day"
// is a story. Own work, invented text.
#include "tests/growth/shapes.h"

namespace copydesk {
namespace {

using std::string;

constexpr std::string_view kText =
    "The council met on the quay and spoke for an hour, then it voted on the bridge; nobody was "
    "against it, and the boats went out again before the night.";

string lines(size_t n, std::string_view address, std::string_view title, std::string_view text,
             std::string_view publisher = "quay", std::string_view day = "2017-04-13") {
  string unit;
  for (const std::string_view part : {address, title, text, publisher, day}) {
    if (!unit.empty()) unit += '|';
    unit += part;
  }
  return repeated(n, unit + "\n");
}
string with(std::string_view more) { return string(kText).append(" ").append(more); }

// LONG: a table of shapes.
constexpr Hostile kShapes[] = {
    {"stories-alike", [](size_t n) { return lines(n, "#", "The bridge #", with("Day #.")); }},
    {"stories-same", [](size_t n) { return lines(n, "#", "The bridge", kText); }},
    {"stories-one-address", [](size_t n) { return lines(n, "a", "Bridge #", with("Day #.")); }},
    {"stories-one-version", [](size_t n) { return lines(n, "a", "The bridge", kText); }},
    {"stories-one-word", [](size_t n) { return lines(n, "#", "bridge", "bridge"); }},
    {"stories-same-words",
     [](size_t n) { return lines(n, "#", "bridge", repeated(2000, "bridge the quay ")); }},
    {"stories-own-words",
     [](size_t n) { return lines(n, "#", "b# q#", "a# b# c# d# e# f# g# h# i# k# l# m# n#"); }},
    {"stories-begins",
     [](size_t n) { return lines(n, "#", "bridge#", "bridge#a bridge#b quay#a town#b"); }},
    {"stories-empty", [](size_t n) { return lines(n, "#", "", ""); }},
    {"stories-publishers",
     [](size_t n) { return lines(n, "#", "The bridge #", with("#"), "quay #"); }},
    {"stories-days",
     [](size_t n) { return lines(n, "#", "The bridge #", with("#"), "quay", "20#-04-13"); }},
    {"stories-no-days", [](size_t n) { return lines(n, "#", "Bridge #", with("#"), "", "#"); }},
    {"stories-unspaced",
     [](size_t n) {
       return lines(n, "#", "\u6771\u4EAC\u90FD#",
                    "\u6771\u4EAC\u90FD\u306E\u5929\u6C17\u306F\u96E8\u3067\u3059#");
     }},
    {"stories-one-sign",
     [](size_t n) { return lines(n, "#", "\u6771", repeated(900, "\u6771\u6771")); }},
    {"stories-long-word",
     [](size_t n) { return lines(n, "#", "bridge", "bridge" + string(3000, 'e') + "#"); }},
    {"stories-one-long", [](size_t n) {
       return "a|The bridge|" + repeated(n, "the bridge at quay # ") + "|quay|2017-04-13\n";
     }}};

}  // namespace

std::span<const Hostile> story_shapes() { return kShapes; }

}  // namespace copydesk
